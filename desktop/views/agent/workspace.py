"""The agent's workspace: pinned bars around SAY, KNOW and DO, and how a call is painted into them.

Who is on the line is painted first, at once; the rest follows in slices, so that keys and timers run between them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from desktop.call.state import CallState, DeskState, Phase
from desktop.views.agent.alerts import Alerts
from desktop.views.agent.call_bar import CallBar
from desktop.views.agent.call_tabs import CallTabs
from desktop.views.agent.cards import CardsPane
from desktop.views.agent.columns import DO, KNOW, TIMELINE, Columns, Sizes
from desktop.views.agent.guide import GuidePane
from desktop.views.agent.header import Header
from desktop.views.agent.idle import IdlePage
from desktop.views.agent.layout_class import LayoutClass, Width
from desktop.views.agent.panels import PanelsPane
from desktop.views.agent.status_bar import StatusBar
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.wrap_up import WrapUpPane
from desktop.views.context import ViewContext
from desktop.views.keys import Command
from desktop.views.tasks import loop_is_running, view_task
from desktop.views.widgets.card import vbox
from desktop.views.widgets.focus import announce, chain

if TYPE_CHECKING:
    from connectors.records import Record
    from desktop.rules.session import AlertEntry

_MINUTE = 60_000
# Panes with nothing new cost next to nothing: one turn for all of them, instead of a repaint of the window for each.
_SLICE_S = 0.004
_LEAST = (600, 372)


class Pane(Protocol):
    """What the workspace asks of each pane."""

    def set_layout(self, layout: LayoutClass) -> None: ...

    def show_call(self, state: CallState) -> None: ...

    def clear(self) -> None: ...


class Workspace(QWidget):
    """Everything an agent sees; built once, reused for every call.

    Signals: sizes_changed(dict) = splitter sizes worth remembering.
    """

    sizes_changed = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: CallState | None = None
        self._desk = DeskState()
        self._layout_class: LayoutClass | None = None
        self._flow: asyncio.Task[None] | None = None
        self._ages_shown = False
        self._build()
        self._slices: tuple[Callable[[CallState], None], ...] = (
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
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()

    def _build(self) -> None:
        context = self._context
        self.call_bar, self.tabs = CallBar(context), CallTabs(context)
        self.header, self.alerts = Header(context), Alerts(context)
        self.guide, self.panels, self.timeline = GuidePane(context), PanelsPane(context), TimelinePane(context)
        self.cards, self.wrap_up = CardsPane(context), WrapUpPane(context)
        self.status_bar, self.idle = StatusBar(context), IdlePage(context)
        panes = {"guide": self.guide, "panels": self.panels, "timeline": self.timeline}
        self.columns = Columns(context, {**panes, "cards": self.cards, "wrap_up": self.wrap_up})
        self.header.add_trailing(self.alerts.counter)
        page = QFrame()
        page.setProperty("page", "true")
        column = vbox(page, spacing=0)
        column.addWidget(self.header)
        column.addWidget(self.alerts)
        column.addWidget(self.columns, 1)
        self.page = page
        self.scroller, self.idle_scroller = _scroller(page), _scroller(self.idle)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.idle_scroller)
        self.stack.addWidget(self.scroller)
        outer = vbox(self, spacing=0)
        outer.addWidget(self.call_bar)
        outer.addWidget(self.tabs)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.status_bar)

    def _connect(self) -> None:
        keymap = self._context.keymap
        keymap.bind("next_region", self._on_next_region)
        keymap.bind("sources", self._on_sources)
        keymap.about_to_run.connect(self._on_about_to_run)
        self.alerts.acted.connect(self._on_alert)
        self.timeline.opened.connect(self._on_record_opened)
        self.cards.panel_wanted.connect(self._on_panel_wanted)
        self.cards.grown.connect(self.wrap_up.setHidden)
        self.columns.sizes_changed.connect(self.sizes_changed)

    # Layout

    @property
    def layout_class(self) -> LayoutClass:
        """Return the class in force."""
        return self._layout_class or LayoutClass()

    def set_layout(self, layout: LayoutClass) -> None:
        """Arrange everything for a class; the window calls this before data and whenever the class changes."""
        if layout == self._layout_class:
            return
        self._layout_class = layout
        self._arrange()

    def rearrange(self) -> None:
        """Arrange everything again in the same class, after a change of density."""
        self._arrange()

    def _arrange(self) -> None:
        layout = self.layout_class
        px = self._context.look.px
        self.page.setMinimumSize(px(_LEAST[0]), px(_LEAST[1]))
        bars: tuple[CallBar | Header | Alerts | StatusBar | Columns, ...]
        bars = (self.call_bar, self.header, self.alerts, self.status_bar, self.columns)
        for bar in bars:
            bar.set_layout(layout)
        for pane in self._panes():
            pane.set_layout(layout)

    def restore_sizes(self, sizes: Sizes) -> None:
        """Take remembered splitter sizes."""
        self.columns.restore_sizes(sizes)

    def _panes(self) -> tuple[Pane, ...]:
        return (self.guide, self.panels, self.timeline, self.cards, self.wrap_up)

    # A call

    def show_call(self, state: CallState) -> None:
        """Show a call: who it is at once, then the rest in slices; a newer state of the same call takes over.

        From one call to another everything changes in one go: no name ever stands above another caller's records.
        """
        before, self._state = self._state, state
        fresh = before is None or before.id != state.id
        if fresh:
            self._enter_call()
        self.call_bar.show_call(state)
        self.header.show_call(state)
        if before is None or (not fresh and before.identity is not state.identity):
            self._paint_header()
        self.status_bar.show_call(state)
        done = [step for step in self._slices if step not in self._todo]
        self._todo = list(self._slices) if fresh else [*self._todo, *done]
        if not loop_is_running() or (fresh and before is not None):
            self._drain()
        elif self._flow is None or self._flow.done():
            self._flow = view_task(self, self._paint_rest(), "workspace")

    def _enter_call(self) -> None:
        """Leave the idle page; until the call is answered, keys go to nothing that could act."""
        if self.stack.currentWidget() is not self.scroller:
            self.stack.setCurrentWidget(self.scroller)
            self.page.setFocus()

    def _paint_header(self) -> None:
        """Paint the name now; the page below would be painted with it, and has nothing to show yet."""
        self.columns.setUpdatesEnabled(False)
        self.header.repaint()
        self.columns.setUpdatesEnabled(True)

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
                self._flow = view_task(self, self._paint_rest(), "workspace")

    def _paint_next(self) -> None:
        if self._todo and self._state is not None:
            step = self._todo.pop(0)
            step(self._state)

    def _closing(self) -> bool:
        task = asyncio.current_task()
        return task is None or task.cancelling() > 0

    def _drain(self) -> None:
        while self._todo and self._state is not None:
            self._paint_next()

    def _finish_slice(self, state: CallState) -> None:
        self.columns.pager.foot.show_call(state)
        self.order_tabs()
        if state.phase is not Phase.RINGING and self.window().focusWidget() is self.page:
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

    # Around the calls

    def show_desk(self, desk: DeskState) -> None:
        """Show calls in the tabs, sources, outbox, lines; without a call in view, the agent's own day."""
        self._desk = desk
        if desk.viewed is None and self._state is not None:
            self._leave_call()
        self.call_bar.show_desk(desk)
        self.tabs.show_desk(desk)
        self.status_bar.show_desk(desk)
        self.idle.show_idle(desk)

    def _leave_call(self) -> None:
        """Take everything of the last customer off the screen."""
        self._state = None
        self._todo = []
        for pane in self._panes():
            pane.clear()
        for bar in (self.header, self.alerts, self.call_bar, self.status_bar, self.columns.pager.foot):
            bar.clear()
        self.stack.setCurrentWidget(self.idle_scroller)
        self.idle.focus_first()

    @property
    def state(self) -> CallState | None:
        """Return the call in view."""
        return self._state

    # Keys and focus

    def _on_about_to_run(self, command: Command) -> None:
        """Bring the page to the front on which a key's effect will be seen."""
        if command.region in (KNOW, DO):
            self._bring(TIMELINE if command.id == "find" else command.region)

    def _on_sources(self) -> None:
        self._ages_shown = not self._ages_shown
        self.header.set_ages_shown(self._ages_shown)
        message = self.tr("Ages shown") if self._ages_shown else self.tr("Ages hidden")
        announce(self, message)

    def _regions(self) -> tuple[QWidget, ...]:
        if self._state is None:
            return (self.call_bar, self.idle, self.status_bar)
        return (
            self.call_bar,
            self.header,
            self.alerts,
            self.guide,
            self.panels,
            self.timeline,
            self.cards,
            self.wrap_up,
            self.status_bar,
        )

    def _on_next_region(self) -> None:
        regions = self._regions()
        focus = self.window().focusWidget()
        at = next((n for n, region in enumerate(regions) if region.isAncestorOf(focus)), -1)
        for step in range(1, len(regions) + 1):
            region = regions[(at + step) % len(regions)]
            stops = [widget for widget in chain(region) if widget.isVisible() and widget.isEnabled()]
            if stops:
                stops[0].setFocus()
                announce(region, region.accessibleName())
                return

    def order_tabs(self) -> None:
        """Set the order of Tab again: bar, header, alerts, SAY, KNOW, DO, status."""
        last: QWidget | None = None
        for region in (self.call_bar, self.tabs, *self._regions()[1:]):
            stops = getattr(region, "stops", None)
            for widget in stops() if stops is not None else chain(region):
                if last is not None:
                    QWidget.setTabOrder(last, widget)
                last = widget

    def _on_alert(self, entry: AlertEntry) -> None:
        """Take the action an alert names, with its preview where it has one."""
        if self._state is not None and self._state.phase is not Phase.FINISHED:
            self._bring(DO)
            self.cards.ask(entry.action)

    def _on_record_opened(self, record: Record) -> None:
        """Show a row of the timeline in the place of the first panel."""
        self._bring(KNOW)
        self.panels.show_record(record)

    def _on_panel_wanted(self, panel: str) -> None:
        self._bring(KNOW)
        self.panels.choose(panel)

    def _bring(self, page: str) -> None:
        if self.layout_class.width is Width.NARROW:
            self.columns.show_page(page)

    def _on_minute(self) -> None:
        self.header.refresh_ages()
        self.status_bar.refresh_ages()


def _scroller(page: QWidget) -> QScrollArea:
    """Return a page that scrolls where the window is smaller than it can be."""
    scroller = QScrollArea()
    scroller.setWidgetResizable(True)
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroller.setWidget(page)
    return scroller
