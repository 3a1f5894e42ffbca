"""The agent's workspace: pinned bars around the page of a call, or around the agent's own day between calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.call.desk_state import DeskState
from desktop.views.agent.call_bar import CallBar
from desktop.views.agent.call_tabs import CallTabs
from desktop.views.agent.idle import IdlePage
from desktop.views.agent.layout_class import LayoutClass
from desktop.views.agent.status_bar import StatusBar
from desktop.views.context import ViewContext
from desktop.views.widgets.card import vbox
from desktop.views.widgets.focus import announce, chain, focused_in, read_as_laid_out

if TYPE_CHECKING:
    from desktop.call.state import CallState
    from desktop.views.agent.call_page import CallPage
    from desktop.views.agent.columns import Sizes

_MINUTE = 60_000


class Workspace(QWidget):
    """Everything an agent sees; built once, reused for every call. `later` leaves the page of a call to `complete`.

    Signals: sizes_changed(dict) = splitter sizes worth remembering.
    """

    sizes_changed = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None, *, later: bool = False) -> None:
        super().__init__(parent)
        self._context = context
        self._layout_class: LayoutClass | None = None
        self._sizes: Sizes = {}
        self._page: CallPage | None = None
        self._foot: tuple[QWidget, ...] = ()
        self._build()
        self._minute = QTimer(self, interval=_MINUTE)
        self._minute.timeout.connect(self.status_bar.refresh_ages)
        self._minute.start()
        context.keymap.bind("next_region", self._on_next_region)
        if not later:
            self.complete()

    def _build(self) -> None:
        context = self._context
        self.call_bar, self.tabs = CallBar(context), CallTabs(context)
        self.status_bar, self.idle = StatusBar(context), IdlePage(context, later=True)
        self.idle_scroller = _scroller(self.idle)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.idle_scroller)
        outer = vbox(self, spacing=0)
        outer.addWidget(self.call_bar)
        outer.addWidget(self.tabs)
        outer.addWidget(self.stack, 1)
        outer.addWidget(self.status_bar)

    def complete(self) -> CallPage:
        """Build the page of a call, unless it is there, and return it."""
        self.idle.complete()
        if self._page is None:
            # Its panes are most of what a window is made of: an idle one is painted before they are even imported.
            from desktop.views.agent.call_page import CallPage  # noqa: PLC0415 - see above

            self._page = CallPage(self._context, (self.call_bar.show_call, self.status_bar.show_call))
            self._take_in(self._page)
            self.order_tabs()
        return self._page

    def _take_in(self, page: CallPage) -> None:
        self.page, self.columns, self.header, self.alerts = page, page.columns, page.header, page.alerts
        self.guide, self.panels, self.timeline = page.guide, page.panels, page.timeline
        self.cards, self.wrap_up = page.cards, page.wrap_up
        if self._layout_class is not None:
            page.set_layout(self._layout_class)
        page.columns.restore_sizes(self._sizes)
        page.columns.sizes_changed.connect(self.sizes_changed)
        page.filled.connect(self.order_tabs)
        self._minute.timeout.connect(page.header.refresh_ages)
        read_as_laid_out(page, deep=True)
        self.scroller = _scroller(page)
        self.stack.addWidget(self.scroller)

    def take_foot(self, foot: QWidget) -> None:
        """Take in what stands between the page and the status bar while it is shown."""
        self._foot = (foot,)
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.indexOf(self.status_bar), foot)
        read_as_laid_out(self)

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
        self.rearrange()

    def rearrange(self) -> None:
        """Arrange everything again in the same class, after a change of density."""
        layout = self.layout_class
        self.call_bar.set_layout(layout)
        self.status_bar.set_layout(layout)
        if self._page is not None:
            self._page.set_layout(layout)

    def restore_sizes(self, sizes: Sizes) -> None:
        """Take remembered splitter sizes."""
        self._sizes = sizes
        if self._page is not None:
            self._page.columns.restore_sizes(sizes)

    # Calls, and between them

    def show_call(self, state: CallState) -> None:
        """Show a call; until it is answered, keys go to nothing that could act."""
        page = self.complete()
        if self.stack.currentWidget() is not self.scroller:
            self.stack.setCurrentWidget(self.scroller)
            page.setFocus()
        page.show_call(state)

    @property
    def settled(self) -> bool:
        """Say whether everything shows the newest state."""
        return self._page is None or self._page.settled

    @property
    def state(self) -> CallState | None:
        """Return the call in view."""
        return None if self._page is None else self._page.state

    def show_desk(self, desk: DeskState) -> None:
        """Show calls in the tabs, sources, outbox, lines; without a call in view, the agent's own day."""
        if desk.viewed is None and self.state is not None:
            self._leave_call()
        if self._page is not None:
            self._page.keep_only({tab.call_id for tab in desk.tabs})
            self._page.wrap_up.show_desk(desk)
        self.call_bar.show_desk(desk)
        self.tabs.show_desk(desk)
        self.status_bar.show_desk(desk)
        self.idle.show_idle(desk)

    def _leave_call(self) -> None:
        """Take everything of the last customer off the screen."""
        self.complete().clear()
        self.call_bar.clear()
        self.status_bar.clear()
        self.stack.setCurrentWidget(self.idle_scroller)
        self.order_tabs()
        self.idle.focus_first()

    # Focus

    def _regions(self) -> tuple[QWidget, ...]:
        middle = (self.idle,) if self.state is None else self.complete().regions()
        return (self.call_bar, *middle, *self._foot, self.status_bar)

    def take_focus(self) -> None:
        """Take the focus from something that goes: the search between calls, the page in one."""
        if self.state is None:
            self.idle.field.setFocus()
        else:
            self.page.setFocus()

    def _on_next_region(self) -> None:
        regions = self._regions()
        focus = focused_in(self)
        at = next((n for n, region in enumerate(regions) if focus is not None and region.isAncestorOf(focus)), -1)
        for step in range(1, len(regions) + 1):
            region = regions[(at + step) % len(regions)]
            stops = [widget for widget in chain(region) if widget.isVisible() and widget.isEnabled()]
            if stops:
                stops[0].setFocus()
                announce(region, region.accessibleName())
                return

    def order_tabs(self) -> None:
        """Set the order of Tab again: bar, header, alerts, SAY, KNOW, DO, status."""
        last: dict[QWidget, QWidget] = {}
        for region in self._in_tab_order():
            stops, window = getattr(region, "stops", None), region.window()
            for widget in stops() if stops is not None else chain(region):
                if window in last:
                    QWidget.setTabOrder(last[window], widget)
                last[window] = widget

    def _in_tab_order(self) -> tuple[QWidget, ...]:
        middle = (self.idle,) if self.state is None else self.complete().tab_order()
        return (self.call_bar, self.tabs, *middle, *self._foot, self.status_bar)


def _scroller(page: QWidget) -> QScrollArea:
    """Return a page that scrolls where the window is smaller than it can be."""
    scroller = QScrollArea()
    scroller.setWidgetResizable(True)
    scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroller.setWidget(page)
    return scroller
