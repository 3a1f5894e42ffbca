"""The page of a call: header and alerts over SAY, KNOW and DO, and how a call is painted into them.

Who is on the line is painted first, at once; the rest follows in slices, so that keys and timers run between them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from desktop.call.state import CallState, Phase
from desktop.views.agent.alerts import Alerts
from desktop.views.agent.cards import CardsPane
from desktop.views.agent.columns import DO, KNOW, TIMELINE, Columns
from desktop.views.agent.guide import GuidePane
from desktop.views.agent.header import Header
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.panels import PanelsPane
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.whose import someone_else
from desktop.views.agent.wrap_up import WrapUpPane
from desktop.views.context import ViewContext
from desktop.views.keys import Command
from desktop.views.tasks import loop_is_running, view_task
from desktop.views.widgets.card import vbox
from desktop.views.widgets.focus import announce, chain

if TYPE_CHECKING:
    from connectors.records import Record
    from desktop.call.state import ArticleView
    from desktop.rules.session import AlertEntry
    from desktop.views.agent.second_window import SecondWindow

# Panes with nothing new cost next to nothing: one turn for all of them, instead of a repaint of the window for each.
_SLICE_S = 0.004
_LEAST = (600, 354)


class Pane(Protocol):
    """What the page asks of each pane."""

    def set_layout(self, layout: LayoutClass) -> None: ...

    def show_call(self, state: CallState) -> None: ...

    def clear(self) -> None: ...


class CallPage(QFrame):
    """Everything about the call in view; built once, reused for every call. `around` shows it in the bars.

    Signals: filled() = everything shows the newest state, some of it perhaps for the first time.
    """

    filled = Signal()

    def __init__(
        self, context: ViewContext, around: Sequence[Callable[[CallState], None]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._layout_class = LayoutClass()
        self._flow: asyncio.Task[None] | None = None
        self._ages_shown = False
        self._second: SecondWindow | None = None
        self.state: CallState | None = None
        self._build()
        self._slices: tuple[Callable[[CallState], None], ...] = (
            *around,
            self.timeline.show_call,
            self.alerts.show_call,
            self.guide.show_call,
            self.cards.show_call,
            self.panels.show_call,
            self.wrap_up.show_call,
            self._finish_slice,
        )
        self._todo: list[Callable[[CallState], None]] = []
        self._connect()

    def _build(self) -> None:
        context = self._context
        self.setProperty("page", "true")
        self.header, self.alerts = Header(context), Alerts(context, self)
        self.guide, self.panels, self.timeline = GuidePane(context), PanelsPane(context), TimelinePane(context)
        self.cards, self.wrap_up = CardsPane(context), WrapUpPane(context)
        panes = {"guide": self.guide, "panels": self.panels, "timeline": self.timeline}
        self.columns = Columns(context, {**panes, "cards": self.cards, "wrap_up": self.wrap_up})
        self.header.add_trailing(self.alerts.counter)
        column = vbox(self, spacing=0)
        column.addWidget(self.header)
        column.addWidget(self.alerts)
        column.addWidget(self.columns, 1)

    def _connect(self) -> None:
        keymap = self._context.keymap
        keymap.bind("sources", self._on_sources)
        keymap.about_to_run.connect(self._on_about_to_run)
        self.alerts.acted.connect(self._on_alert)
        self.timeline.opened.connect(self._on_record_opened)
        self.cards.panel_wanted.connect(self._on_panel_wanted)
        self.guide.panel_wanted.connect(self._on_panel_wanted)
        self.cards.grown.connect(self.wrap_up.setHidden)
        self.panels.writing.connect(self._on_writing)

    # Layout

    def set_layout(self, layout: LayoutClass) -> None:
        """Arrange everything for a class, also for the same one after a change of density."""
        self._layout_class = layout
        px = self._context.look.px
        self.setMinimumSize(px(_LEAST[0]), px(_LEAST[1]))
        for part in (self.header, self.alerts, self.columns):
            part.set_layout(layout)
        for pane in self._panes():
            if pane is not self.panels:
                pane.set_layout(layout)
        self.refit()

    def refit(self) -> None:
        """Fit the panels into the room they have: alone in a window or in KNOW, they show more than one at a time."""
        layout = self._layout_class
        if self._second is not None and self._second.part == KNOW:
            layout = self._second.layout_class
        elif self._second is not None and layout.width > Width.NARROW and layout.height > Height.SHORT:
            layout = replace(layout, width=max(layout.width, Width.WIDE))
        self.panels.set_layout(layout)

    def send_away(self, part: str, window: SecondWindow) -> QWidget:
        """Give the panels (KNOW) or the timeline to another window, which follows the call in view from now on."""
        pane = self.columns.lend(part)
        self._second = window
        if self.state is not None:
            window.show_call(self.state)
        self.set_layout(self._layout_class)
        return pane

    def take_back(self) -> None:
        """Panels and timeline stand in this window."""
        self._second = None
        self.columns.take_back()
        self.set_layout(self._layout_class)

    def _panes(self) -> tuple[Pane, ...]:
        return (self.guide, self.panels, self.timeline, self.cards, self.wrap_up)

    def regions(self) -> tuple[QWidget, ...]:
        """Return what the key for the next region goes through, in the order of Tab."""
        return (self.header, self.alerts, self.guide, self.panels, self.timeline, self.cards, self.wrap_up)

    def tab_order(self) -> tuple[QWidget, ...]:
        """Return the regions and what stands around them where they share a place, in the order of Tab."""
        pager = self.columns.pager
        around = (self.header, self.alerts, self.guide, *pager.tabs.values())
        return (*around, self.panels, self.timeline, self.cards, self.wrap_up, pager.foot)

    # A call

    def show_call(self, state: CallState) -> None:
        """Show a call: who it is at once, then the rest in slices; a newer state of the same call takes over.

        From one person to another everything changes in one go: no name ever stands above another caller's records.
        """
        before, self.state = self.state, state
        fresh, other = before is None or before.id != state.id, someone_else(before, state)
        if fresh or other:
            self._context.voice.hush()
        self.header.show_call(state)
        if fresh and self._ages_shown:
            self._show_ages()
        if self._second is not None:
            self._second.show_call(state)
        if not other and self.header.painted_version != self.header.version:
            self._paint_header(alone=fresh)
        done = [step for step in self._slices if step not in self._todo]
        self._todo = list(self._slices) if fresh else [*self._todo, *done]
        if not loop_is_running() or other:
            self.columns.setUpdatesEnabled(True)
            self._drain()
        elif self._flow is None or self._flow.done():
            self._flow = view_task(self, self._paint_rest(), "call page")

    def _paint_header(self, *, alone: bool) -> None:
        """Paint the name now; `alone` where the page below has just come into view and waits until it is filled."""
        if alone:
            self.columns.setUpdatesEnabled(False)
        self.header.repaint()

    async def _paint_rest(self) -> None:
        """Paint what is still to do, a few milliseconds a turn of the loop, always from the newest state."""
        try:
            while self._todo:
                await asyncio.sleep(0)
                until = time.perf_counter() + _SLICE_S
                while self._todo and time.perf_counter() < until:
                    self._paint_next()
        finally:
            # One pane that fails must not leave the others with an older state.
            if self._todo and not self._closing():
                self._flow = view_task(self, self._paint_rest(), "call page")
            else:
                self.columns.setUpdatesEnabled(True)

    def _paint_next(self) -> None:
        if self._todo and self.state is not None:
            step = self._todo.pop(0)
            step(self.state)

    def _closing(self) -> bool:
        task = asyncio.current_task()
        return task is None or task.cancelling() > 0

    def _drain(self) -> None:
        while self._todo and self.state is not None:
            self._paint_next()

    def _finish_slice(self, state: CallState) -> None:
        self.columns.setUpdatesEnabled(True)
        self.columns.pager.foot.show_call(state)
        self.filled.emit()
        if state.phase is not Phase.RINGING and self.window().focusWidget() is self:
            self._focus_notes()

    def _focus_notes(self) -> None:
        """Let typing go to the notes where they are in sight, else to the guide."""
        if self.wrap_up.isVisible():
            self._context.keymap.run("notes")
        else:
            for widget in chain(self.guide)[:1]:
                widget.setFocus()

    @property
    def settled(self) -> bool:
        """Say whether everything shows the newest state."""
        return not self._todo

    def keep_only(self, call_ids: Collection[str]) -> None:
        """Forget what was typed in calls that are finished, without their coming into view again."""
        kept = {*call_ids, self.state.id} if self.state is not None else call_ids
        self.panels.keep_only(kept)
        self.wrap_up.keep_only(kept)

    def clear(self) -> None:
        """Take everything of the last customer off the page."""
        self.state = None
        self._todo = []
        for pane in self._panes():
            pane.clear()
        for bar in (self.header, self.alerts, self.columns.pager.foot):
            bar.clear()
        if self._second is not None:
            self._second.clear()

    # What a key or a pane asks of another one

    def _on_about_to_run(self, command: Command) -> None:
        """Bring the page to the front on which a key's effect will be seen."""
        if command.region in (KNOW, DO):
            self._bring(TIMELINE if command.id == "find" else command.region)

    def _on_sources(self) -> None:
        self._ages_shown = not self._ages_shown
        self._show_ages()
        message = self.tr("Ages shown") if self._ages_shown else self.tr("Ages hidden")
        announce(self, message)

    def _show_ages(self) -> None:
        """Every datum says system and age, or only what is not live."""
        self.header.set_ages_shown(self._ages_shown)
        sources = self.state.sources if self.state is not None else ()
        labels = {source.name: source.label for source in sources} if self._ages_shown else None
        self.panels.set_ages_shown(labels)
        self.timeline.set_ages_shown(labels)

    def _on_alert(self, entry: AlertEntry) -> None:
        """Take the action an alert names, with its preview where it has one."""
        if self.state is not None and self.state.phase is not Phase.FINISHED:
            self._bring(DO)
            self.cards.ask(entry.action)

    def _on_record_opened(self, record: Record) -> None:
        """Show a row of the timeline in the place of the first panel."""
        self._bring(KNOW)
        self.panels.show_record(record)

    def read(self, article: ArticleView) -> None:
        """Show an article in the place of the first panel."""
        self._bring(KNOW)
        self.panels.show_record(article)

    def _on_panel_wanted(self, panel: str) -> None:
        self._bring(KNOW)
        self.panels.choose(panel)

    def _on_writing(self, writing: bool) -> None:
        """A letter opens where it can be seen, and has room there."""
        if writing:
            self._bring(KNOW)
        self.columns.give_panels(writing)

    def _bring(self, page: str) -> None:
        if self._layout_class.width is Width.NARROW and page != self.columns.away:
            self.columns.show_page(page)
