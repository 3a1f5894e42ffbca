"""The timeline: every contact and event on every channel in one list, newest first, the call itself on top."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop.call.state import CallState, IdentityStatus, Part, PartStatus, Phase, TimelineItem
from desktop.views.agent.layout_class import LayoutClass
from desktop.views.agent.measures import Measured
from desktop.views.agent.notice import Notice
from desktop.views.agent.row_views import RowsView, WholeRows
from desktop.views.agent.timeline_delegate import ROW_HEIGHT, TimelineDelegate
from desktop.views.agent.timeline_head import TimelineHead
from desktop.views.agent.timeline_model import TimelineModel
from desktop.views.agent.timeline_words import TimelineWords
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import cell
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.skeleton import SKELETON_DELAY_MS

PARTS = ("interactions", "cases", "feedback", "orders", "invoices", "events")
SKELETON_ROWS = 8
_ROOT = QModelIndex()


class TimelinePane(Card):
    """One list for one call at a time; the rows come from the state, a page at a time.

    Signals: opened(Record) = Enter or double click on a row that has a record.
    """

    opened = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._context = context
        look = context.look
        self._call_id: str | None = None
        self._items: tuple[TimelineItem, ...] = ()
        self._parts: tuple[Part | None, ...] | None = None
        self._day: date | None = None
        self._live: tuple[object, ...] = ()
        self._skeleton_due = False
        self._words = TimelineWords(context.formats, context.now, self)
        self._troubles = TroubleWords(context.formats, self)
        self.setAccessibleName(self.tr("Timeline"))
        self.model = TimelineModel(self._words.row, self)
        self.head = TimelineHead(context)
        self.view = RowsView(look, ROW_HEIGHT, header=False)
        self._rows = WholeRows(self.view)
        self._notice = Notice(look)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SKELETON_DELAY_MS)
        self._set_up_view()
        self._lay_out()
        Measured(self, context.look)
        self._wait.timeout.connect(self._on_waited)
        self.head.narrowed.connect(self._on_narrowed)
        self.head.left.connect(self._on_find_left)
        self._notice.acted.connect(self._on_retry)

    def _set_up_view(self) -> None:
        view = self.view
        view.setModel(self.model)
        view.setItemDelegate(TimelineDelegate(self._context.look, view))
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        view.setAccessibleName(self.tr("Timeline"))
        view.opened.connect(self._on_opened)
        view.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.model.rowsInserted.connect(self._fill)

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(4), px(5), px(4), px(6)), spacing=px(2))
        head = hbox(margins=(px(12), 0, px(8), 0))
        head.addWidget(self.head)
        body.addLayout(head)
        body.addWidget(self._rows, 1)
        foot = hbox(margins=(px(14), 0, px(8), 0))
        foot.addWidget(self._notice)
        body.addLayout(foot)

    def set_ages_shown(self, labels: Mapping[str, str] | None) -> None:
        """Print on every row where it is from and how old that is, or on none."""
        self._words.labels = labels
        self.model.forget_words()

    def set_layout(self, layout: LayoutClass) -> None:
        """As high as it is given, in whole rows; nothing else depends on the class."""
        del layout

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._call_id, self._words.call = None, None
        self._items, self._parts = (), None
        self._wait.stop()
        self.head.reset()
        self.model.show_items(())
        self._rows.say("", 0)
        self._notice.say("")

    def show_call(self, state: CallState) -> None:
        """Show the timeline of a call; another call starts at the top, without filter or search."""
        fresh = state.id != self._call_id
        if fresh:
            self._call_id = state.id
            self._items, self._parts, self._skeleton_due = (), None, False
            self.head.reset()
        self._word_live(state)
        parts = tuple(state.parts.get(kind) for kind in PARTS)
        changed = self._parts is None or any(old is not new for old, new in zip(self._parts, parts, strict=True))
        if not changed and state.timeline is self._items:
            return
        self._parts, waiting = parts, _waiting(state, parts)
        self._show_items(state.timeline, waiting=waiting, fresh=fresh)
        self._say(state, parts, waiting=waiting)

    def _word_live(self, state: CallState) -> None:
        """The live row follows phase and subject; all rows follow the day."""
        self._words.call = state
        today = self._context.formats.local(self._context.now()).date()
        live = (state.id, state.phase, state.guide.title, state.info.queue)
        if today != self._day:
            self._day = today
            self.model.forget_words()
        elif live != self._live:
            self.model.forget_words(1)
        self._live = live

    def _show_items(self, items: tuple[TimelineItem, ...], *, waiting: bool, fresh: bool) -> None:
        self._items = items
        if waiting and not self._skeleton_due:
            if not self._wait.isActive():
                self._wait.start()
        elif not waiting:
            self._wait.stop()
            self._skeleton_due = False
        skeleton = self._skeleton_rows() if waiting and self._skeleton_due else 0
        current, top = self.model.item_at(self.view.currentIndex().row()), self.view.keep_top()
        first = self.model.item_at(top)
        self.model.show_items(items, skeleton)
        # Without a layout now, the scroll bar would still have the range of the empty list.
        self.view.doItemsLayout()
        if fresh or top == 0:
            self.view.scrollToTop()
        else:
            row = self.model.row_of(first)
            self.view.scrollTo(self.model.index(row or 0, 0), QAbstractItemView.ScrollHint.PositionAtTop)
        self._select(self.model.row_of(current) if not fresh else None)
        self._fill()

    def _select(self, row: int | None) -> None:
        if row is not None:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.view.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)

    def _say(self, state: CallState, parts: tuple[Part | None, ...], *, waiting: bool) -> None:
        """What is missing from the list, and why it is empty if it is."""
        known = [part for part in parts if part is not None]
        troubles = [part.trouble for part in known if part.trouble is not None]
        if troubles:
            sentence = self._troubles.several(troubles, self._context.now())
            text = self.tr("Not complete: {trouble}").format(trouble=sentence)
            detail = "\n".join(dict.fromkeys(self._troubles.detail(trouble) for trouble in troubles))
            self._notice.say(text, "triangle-alert", "warn", self._troubles.action(troubles), detail)
        elif any(part.slow and part.status is PartStatus.WAITING for part in known):
            self._notice.say(self.tr("Some systems take their time; their rows come as they arrive."), "hourglass")
        else:
            self._notice.say("")
        self._say_empty(state, known, waiting=waiting)

    def _say_empty(self, state: CallState, known: list[Part], *, waiting: bool) -> None:
        text = ""
        if self.head.narrowed_by() and self.model.rowCount() == 0 and not self.model.canFetchMore(_ROOT):
            needle = cell(self.head.needle)
            found_none = self.tr("Nothing found for “{text}”.").format(text=needle)
            text = found_none if needle else self.tr("Nothing of this kind.")
        elif not waiting and not self.head.narrowed_by() and not _has_records(state):
            text = self._why_empty(state, known)
        self._rows.say(text, self._context.look.px(14))

    def _why_empty(self, state: CallState, known: list[Part]) -> str:
        if state.identity.status in (IdentityStatus.UNKNOWN, IdentityStatus.WITHHELD):
            return self.tr("Earlier contacts appear here as soon as it is clear who is calling.")
        if state.identity.status is IdentityStatus.CHOOSE:
            return self.tr("Earlier contacts appear here when you have chosen the customer.")
        if any(part.trouble is not None for part in known):
            return self.tr("Nothing could be read.")
        if state.phase is Phase.RINGING and state.identity.customer is None:
            return ""
        return self.tr("No earlier contact on file.")

    def _on_waited(self) -> None:
        self._skeleton_due = True
        self.model.show_items(self._items, self._skeleton_rows())

    def _skeleton_rows(self) -> int:
        return max(1, min(SKELETON_ROWS, self._rows.rows_in_sight() - len(self._items)))

    def _on_narrowed(self) -> None:
        self.model.narrow(self.head.groups, self.head.needle)
        self.view.scrollToTop()
        self._fill()
        if self._words.call is not None and self._parts is not None:
            known = [part for part in self._parts if part is not None]
            self._say_empty(self._words.call, known, waiting=_waiting(self._words.call, self._parts))

    def _fill(self) -> None:
        """Look on for rows while the list has room; a rare word may need several looks."""
        if self.model.rowCount() < self._rows.rows_in_sight() + 1 and self.model.canFetchMore(_ROOT):
            QTimer.singleShot(0, self.model, self._fetch)

    def _fetch(self) -> None:
        before = self.model.rowCount()
        self.model.fetchMore(_ROOT)
        if self.model.rowCount() == before:
            self._on_looked_in_vain()

    def _on_looked_in_vain(self) -> None:
        if self.model.canFetchMore(_ROOT):
            self._fill()
        elif self._words.call is not None and self._parts is not None:
            self._say_empty(self._words.call, [part for part in self._parts if part is not None], waiting=False)

    def _on_scrolled(self, value: int) -> None:
        bar = self.view.verticalScrollBar()
        if value >= bar.maximum() - 2 and self.model.canFetchMore(_ROOT):
            self.model.fetchMore(_ROOT)

    def _on_opened(self, row: int) -> None:
        item = self.model.item_at(row)
        if item is not None and item.record is not None:
            self.opened.emit(item.record)

    def _on_find_left(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_retry(self) -> None:
        systems = {part.trouble.system for part in self._parts or () if part is not None and part.trouble is not None}
        if self._call_id is not None:
            for system in sorted(systems):
                self._context.desk.refresh(self._call_id, system)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [*self.head.stops(), self.view, self._notice.button]


def _has_records(state: CallState) -> bool:
    """Whether there is any row but the call itself; after the call it has no row of its own."""
    return any(item.record is not None for item in state.timeline)


def _waiting(state: CallState, parts: tuple[Part | None, ...]) -> bool:
    """Whether rows may still come and there are none yet but the call itself."""
    if _has_records(state):
        return False
    looking = state.identity.status is IdentityStatus.LOOKING
    return looking or any(part is not None and part.status is PartStatus.WAITING for part in parts)
