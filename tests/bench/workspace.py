"""The workspace at its limits: a timeline of 100,000 contacts, another theme, typing while events rain.

Yardsticks of the same run: the timeline with 100 contacts, painting the whole window, typing while nothing happens.
"""

from __future__ import annotations

import asyncio
import itertools
import threading
import time
from collections import deque
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from connectors.records import Interaction, Provenance
from connectors.telephony.events import CallEvent, CallEventType
from desktop.call.state import CallState, TimelineGroup, TimelineItem
from desktop.views.agent.timeline_head import FindField
from tests.bench.figures import percentile, ratio, say
from tests.bench.our_window import Bench, run
from tests.bench.switch import filled, repainted, send
from tests.bench.systems import number, three

CONTACTS = 100_000
FRAMES = 200
KEYS = 120
BETWEEN_KEYS_S = 0.05
EVENTS_A_SECOND = 100
NEEDLE = "router 99999"
WORDS = "The customer says the router restarts twice a day. "


def contacts(count: int) -> tuple[TimelineItem, ...]:
    """A long history, newest first."""
    now = datetime.now(UTC)
    kinds = (TimelineGroup.CALLS, TimelineGroup.DIGITAL, TimelineGroup.CASES)
    return tuple(
        TimelineItem(
            now - timedelta(hours=index),
            kinds[index % 3],
            Interaction(
                f"I-{index}",
                Provenance("crm", f"I-{index}", fetched_at=now),
                at=now - timedelta(hours=index),
                channel="voice",
                subject=f"Router {index} restarts",
                summary="It goes off twice a day, says the customer, and comes back by itself.",
            ),
        )
        for index in range(count)
    )


def milliseconds(work: object) -> float:
    """How long a call takes."""
    began = time.perf_counter_ns()
    work()  # type: ignore[operator]
    return (time.perf_counter_ns() - began) / 1e6


def opened(bench: Bench, state: CallState, items: tuple[TimelineItem, ...], name: str) -> float:
    """Milliseconds until a history is painted."""
    pane = bench.window.workspace.page.timeline

    def show() -> None:
        pane.show_call(replace(state, id=name, timeline=items))
        pane.view.viewport().repaint()

    return milliseconds(show)


async def timeline(bench: Bench, state: CallState) -> None:
    """Open, scroll and search a long history."""
    many, few = contacts(CONTACTS), contacts(100)
    opens = [opened(bench, state, many, f"long-{index}") for index in range(10)]
    bare = [opened(bench, state, few, f"short-{index}") for index in range(10)]
    say("timeline of 100,000 contacts opened, p95", percentile(opens, 0.95), "ms", 50)
    ratio("the same, p50, against 100 contacts", percentile(opens, 0.5), percentile(bare, 0.5), "ms")
    pane = bench.window.workspace.page.timeline
    opened(bench, state, many, "scrolled")
    bar = pane.view.verticalScrollBar()
    frames = []
    for _ in range(FRAMES):

        def scroll() -> None:
            bar.setValue(bar.value() + 3)
            pane.view.viewport().repaint()

        frames.append(milliseconds(scroll))
        await asyncio.sleep(0)
    say("a frame while scrolling through it, p95", percentile(frames, 0.95), "ms", 16)
    field = pane.head.findChild(FindField)
    searched = []
    for length in range(1, len(NEEDLE) + 1):

        def search(text: str = NEEDLE[:length]) -> None:
            field.setText(text)
            pane.view.viewport().repaint()

        searched.append(milliseconds(search))
        await asyncio.sleep(0)
    say("a key of a search through it, p95", percentile(searched, 0.95), "ms", 50)
    field.clear()
    pane.show_call(state)


async def themes(bench: Bench) -> None:
    """Light to dark and back, painted."""
    look, window = bench.look, bench.window
    found = []
    for index in range(20):

        def switch(theme: str = ("dark", "light")[index % 2]) -> None:
            look.set_theme(theme)
            window.repaint()

        found.append(milliseconds(switch))
        await asyncio.sleep(0.02)
    bare = [repainted(bench) for _ in found]
    say("theme switched and painted, p95", percentile(found, 0.95), "ms", 50)
    ratio("the same, p50, against painting the whole window", percentile(found, 0.5), percentile(bare, 0.5), "ms")


class Typed(QObject):
    """Keys that another thread posts, and when the paint with each of them was over."""

    def __init__(self, notes: QWidget) -> None:
        super().__init__()
        self._notes = notes
        self._posted: deque[int] = deque()
        self._before = len(notes.toPlainText())  # type: ignore[attr-defined]
        self._painted = 0
        self.found: list[float] = []
        notes.viewport().installEventFilter(self)  # type: ignore[attr-defined]

    def post(self) -> None:
        """Type, as a person does: at times of one's own, whatever the window is at."""
        words = itertools.cycle(WORDS)
        for _ in range(KEYS):
            key = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, next(words))
            self._posted.append(time.perf_counter_ns())
            QCoreApplication.postEvent(self._notes, key)
            time.sleep(BETWEEN_KEYS_S)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            shown = len(self._notes.toPlainText()) - self._before  # type: ignore[attr-defined]
            while self._painted < shown and self._posted:
                self._painted += 1
                self.found.append((time.perf_counter_ns() - self._posted.popleft()) / 1e6)
        return False


async def typed(bench: Bench) -> list[float]:
    """Milliseconds from each key to its paint."""
    keys = Typed(bench.window.workspace.page.wrap_up.notes)
    thread = threading.Thread(target=keys.post)
    thread.start()
    while thread.is_alive() or len(keys.found) < KEYS:
        await asyncio.sleep(0.02)
    return keys.found


class Gaps:
    """How long the window's thread was busy at a stretch, by a timer that wants every 4 ms."""

    def __init__(self) -> None:
        self.found: list[float] = []
        self._last = time.perf_counter_ns()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_turn)
        self._timer.start(4)

    def _on_turn(self) -> None:
        now = time.perf_counter_ns()
        self.found.append((now - self._last) / 1e6)
        self._last = now

    def stop(self) -> None:
        """Measure no more."""
        self._timer.stop()


async def rain(bench: Bench, until: asyncio.Event) -> None:
    """Events about the call, a hundred a second."""
    for index in itertools.count():
        if until.is_set():
            return
        event = CallEvent("pop", "one", CallEventType.UPDATED, datetime.now(UTC), ani=number(0))
        bench.desk.signal(replace(event, data={"position": str(index)}))
        await asyncio.sleep(1 / EVENTS_A_SECOND)


async def typing(bench: Bench) -> None:
    """Notes, first in peace, then in the rain."""
    peace = await typed(bench)
    over, gaps = asyncio.Event(), Gaps()
    async with asyncio.TaskGroup() as both:
        both.create_task(rain(bench, over))
        rained = await typed(bench)
        over.set()
    gaps.stop()
    say("a key in the notes to its paint, in peace, p95", percentile(peace, 0.95), "ms", 8)
    say("the same with 100 events a second, worst", max(rained), "ms", 33)
    ratio("the same, p95, against peace", percentile(rained, 0.95), percentile(peace, 0.95), "ms")
    say("longest stretch of the window's thread meanwhile, p99", percentile(gaps.found, 0.99), "ms", 16)


async def measure(bench: Bench) -> None:
    """All of it on one call."""
    send(bench)
    state = await filled(bench)
    bench.desk.answer(state.id)
    await asyncio.sleep(0.3)
    await typing(bench)
    await themes(bench)
    await timeline(bench, state)


if __name__ == "__main__":
    run(three((0.0, 0.05, 0.1)), measure)
