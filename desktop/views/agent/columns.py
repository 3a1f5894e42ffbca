"""SAY, KNOW and DO side by side, or SAY and one page in a narrow window; splitters remember their sizes per class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget

from desktop.views.agent.layout_class import LayoutClass, Width
from desktop.views.agent.narrow_foot import NarrowFoot
from desktop.views.context import ViewContext
from desktop.views.widgets.buttons import TabButton
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.focus import read_as_laid_out

_GAP = 12
_PANEL_BASE, _PANEL_ROW = 130, 32
_ROOM_FOR_BOTH = 520
_KNOW_LEAST, _PAGE_LEAST = 320, 280
KNOW, TIMELINE, DO = "know", "timeline", "do"
_PANE = {KNOW: "panels", TIMELINE: "timeline"}
Sizes = Mapping[str, Sequence[int]]


class Columns(QWidget):
    """Holds the five panes; the class decides how they stand.

    Signals: sizes_changed(dict) = the agent moved a splitter; all remembered sizes by name.
    """

    sizes_changed = Signal(object)

    def __init__(self, context: ViewContext, panes: Mapping[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._panes = panes
        self._layout_class = LayoutClass()
        self._sizes: dict[str, list[int]] = {}
        self._writing = False
        self.away = ""
        self.outer = _splitter(Qt.Orientation.Horizontal, "columns")
        self.know = _splitter(Qt.Orientation.Vertical, "know")
        self.do = QWidget()
        self.pager = Pager(context, self)
        self.pager.chosen.connect(self.show_page)
        self._page = KNOW
        self.pager.hide()
        self._do_column = vbox(self.do)
        self._do_column.addWidget(panes["cards"])
        self._do_column.addWidget(panes["wrap_up"], 1)
        # A column is as wide as its class says: what a pane holds never pushes its neighbors.
        self._least = {panes["guide"]: 240, self.know: _KNOW_LEAST, self.do: 260, self.pager: _PAGE_LEAST}
        self._measure()
        context.look.reshaped.connect(self._measure)
        self.know.addWidget(panes["panels"])
        self.know.addWidget(panes["timeline"])
        self.outer.addWidget(panes["guide"])
        self._body = hbox(self)
        self._body.addWidget(self.outer)
        self.outer.splitterMoved.connect(self._on_moved)
        self.know.splitterMoved.connect(self._on_moved)

    def _measure(self) -> None:
        """Take the measures of the density in force; the arrangement follows with the class."""
        px = self._context.look.px
        for column, width in self._least.items():
            column.setMinimumWidth(px(width))
        for splitter in (self.outer, self.know):
            splitter.setHandleWidth(px(_GAP))
        self._do_column.setSpacing(px(_GAP))
        self.pager.fit()

    def set_layout(self, layout: LayoutClass) -> None:
        """Arrange the panes for a class."""
        self._layout_class = layout
        px = self._context.look.px
        narrow = layout.width is Width.NARROW
        side = px(12 if narrow else 16)
        top = px(12) if layout.bars[2] == 0 else 0
        self._body.setContentsMargins(side, top, side, px(12))
        # As a page it is as wide as its place, down to what a pager needs; nothing is cut at its end.
        self.know.setMinimumWidth(px(_PAGE_LEAST if narrow else _KNOW_LEAST))
        if narrow:
            self.pager.take(self.know, self.do, split=self._split_wanted(), away=self.away)
            self.outer.insertWidget(1, self.pager)
            self.pager.show()
            self.show_page(self._page)
        else:
            self.pager.hide()
            self.pager.setParent(self)
            self.outer.insertWidget(1, self.know)
            self.outer.insertWidget(2, self.do)
            for widget in (self.know, self.do, *self._here()):
                widget.show()
        for each in (self.outer, self.know, self.pager):
            read_as_laid_out(each)
        beside = layout.timeline_beside
        _turn(self.know, Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical)
        self._stretch()
        self._apply()

    def _stretch(self) -> None:
        """Let KNOW take what is left; the side columns keep their width."""
        for at in range(self.outer.count()):
            self.outer.setStretchFactor(at, 1 if at == 1 else 0)
            self.outer.setCollapsible(at, False)
        for at in range(self.know.count()):
            self.know.setStretchFactor(at, 1 if at == 1 or self._layout_class.timeline_beside else 0)
            self.know.setCollapsible(at, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._layout_class.width is Width.NARROW and self.pager.split != self._split_wanted():
            self.pager.take(self.know, self.do, split=self._split_wanted(), away=self.away)
            self.show_page(self._page)
        self._apply()

    def _split_wanted(self) -> bool:
        """Say whether panels and timeline no longer fit above each other; one alone is a page anyway."""
        return bool(self.away) or self.height() < self._context.look.px(_ROOM_FOR_BOTH)

    # In a window of its own

    def lend(self, part: str) -> QWidget:
        """Let the panels (KNOW) or the timeline leave for another window; what stays has the room of both."""
        self.away = part
        return self._panes[_PANE[part]]

    def take_back(self) -> None:
        """What was away stands in its place again."""
        part, self.away = self.away, ""
        if part:
            self.know.insertWidget(0 if part == KNOW else 1, self._panes[_PANE[part]])
            self._panes[_PANE[part]].show()
            self.show_page(part)

    def _here(self) -> list[QWidget]:
        """Panels and timeline, as far as they are in this window."""
        return [self._panes[name] for part, name in _PANE.items() if part != self.away]

    def _apply(self) -> None:
        """Give the side columns their width, remembered or of the class, and KNOW the rest."""
        px, layout = self._context.look.px, self._layout_class
        margins, gap = self._body.contentsMargins(), px(_GAP)
        room = max(1, self.width() - margins.left() - margins.right())
        kept = self._sizes.get(self._name(self.outer), [])
        if layout.width is Width.NARROW:
            say = kept[0] if len(kept) == 2 else min(px(420), max(px(300), room * 2 // 5))
            columns = [say, max(1, room - say - gap)]
        else:
            say, do = (kept[0], kept[2]) if len(kept) == 3 else (px(layout.say_width), px(layout.do_width))
            columns = [say, max(1, room - say - do - 2 * gap), do]
        self.outer.setSizes(columns)
        self._apply_know(columns[1])

    def _apply_know(self, width: int) -> None:
        layout, gap = self._layout_class, self._context.look.px(_GAP)
        kept = self._sizes.get(self._name(self.know), [])
        panel = self._context.look.px(_PANEL_BASE + layout.panel_rows * _PANEL_ROW)
        room = self.know.height()
        if layout.timeline_beside:
            room, panel = width, max(1, (width - gap) // 2)
        first = kept[0] if len(kept) == 2 else panel
        if self._writing and not layout.timeline_beside:
            first = max(first, room * 7 // 10)
        self.know.setSizes([first, max(1, room - first - gap)])

    def give_panels(self, writing: bool) -> None:
        """While a letter is written, the place of the panels is most of KNOW."""
        self._writing = writing
        self._apply()

    # Remembered sizes

    def restore_sizes(self, sizes: Sizes) -> None:
        """Take the sizes of earlier days; anything odd is ignored."""
        for name, values in sizes.items():
            if all(0 <= value < 20_000 for value in values):
                self._sizes[name] = list(values)
        self._apply()

    def _on_moved(self) -> None:
        # Where a letter is open, the room of the panels is not what the agent will want without one.
        for splitter in (self.outer,) if self._writing else (self.outer, self.know):
            self._sizes[self._name(splitter)] = splitter.sizes()
        self.sizes_changed.emit(dict(self._sizes))

    def _name(self, splitter: QSplitter) -> str:
        layout = self._layout_class
        return f"{splitter.objectName()}.{layout.width.name.lower()}.{layout.height.name.lower()}"

    # Pages of the narrow class

    def show_page(self, page: str) -> None:
        """Bring a page to the front where panes share a place; elsewhere all of them are in sight."""
        self._page = page
        if self._layout_class.width is not Width.NARROW:
            return
        if page == self.away:
            page = TIMELINE if page == KNOW else KNOW
        self.pager.show_page(page)
        for part, name in _PANE.items():
            if part != self.away and (page != DO or not self.pager.split):
                self._panes[name].setVisible(page == part or not self.pager.split)


class Pager(QWidget):
    """One place for KNOW and DO, with the foot that keeps the next action in sight.

    Where the window is low the timeline has a page of its own, so that no list is squeezed to half a row.
    Signals: chosen(str) = the agent picked a page.
    """

    chosen = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = context.look
        names = {KNOW: self.tr("Records"), TIMELINE: self.tr("Timeline"), DO: self.tr("Actions")}
        self.tabs = {page: TabButton(look, name) for page, name in names.items()}
        self.stack = QStackedWidget(self)
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.foot = NarrowFoot(context, self)
        self.split = False
        self._pages: dict[str, QWidget] = {}
        self._look = look
        column = self._column = vbox(self)
        row = self._row = hbox(margins=(4, 0, 4, 0))
        for tab in self.tabs.values():
            row.addWidget(tab)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        self.tabs[KNOW].clicked.connect(self._on_know)
        self.tabs[TIMELINE].clicked.connect(self._on_timeline)
        self.tabs[DO].clicked.connect(self._on_do)

    def fit(self) -> None:
        """Take the spaces of the density in force."""
        self._column.setSpacing(self._look.px(4))
        self._row.setSpacing(self._look.px(16))

    def take(self, know: QWidget, do: QWidget, *, split: bool, away: str = "") -> None:
        """Take the pages in; `split` gives the timeline its own, what is `away` has none."""
        self.split = split
        self.tabs[KNOW].setVisible(away != KNOW)
        self.tabs[TIMELINE].setVisible(split and away != TIMELINE)
        self._pages = {KNOW: know, TIMELINE: know, DO: do}
        for page in (know, do):
            if self.stack.indexOf(page) < 0:
                self.stack.addWidget(page)

    def show_page(self, page: str) -> None:
        """Bring a page to the front."""
        lit = KNOW if page == TIMELINE and not self.split else page
        for name, tab in self.tabs.items():
            tab.setChecked(name == lit)
        self.stack.setCurrentWidget(self._pages[page])
        self.foot.setVisible(page != DO)

    def _on_know(self) -> None:
        self.chosen.emit(KNOW)

    def _on_timeline(self) -> None:
        self.chosen.emit(TIMELINE)

    def _on_do(self) -> None:
        self.chosen.emit(DO)


def _splitter(orientation: Qt.Orientation, name: str) -> QSplitter:
    splitter = QSplitter(orientation)
    splitter.setObjectName(name)
    splitter.setChildrenCollapsible(False)
    _turn(splitter, orientation)
    return splitter


def _turn(splitter: QSplitter, orientation: Qt.Orientation) -> None:
    splitter.setOrientation(orientation)
    # Qt puts mirrored panes a pixel too far to the right, where the edge of the first one would be cut.
    beside = splitter.isRightToLeft() and orientation is Qt.Orientation.Horizontal
    splitter.setContentsMargins(0, 0, 1 if beside else 0, 0)
