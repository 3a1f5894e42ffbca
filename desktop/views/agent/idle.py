"""Between calls: who is there, what is due, the agent's own day, one field that finds everything; nothing of the last
customer but what was recorded."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from desktop.call.between_state import Presence
from desktop.call.desk_state import DeskState, Phase
from desktop.views.agent.idle_words import IdleWords
from desktop.views.agent.row_views import WholeRows
from desktop.views.context import ViewContext
from desktop.views.entries import Entry, EntryList
from desktop.views.quick_field import NO_QUICK_TEXTS
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell, isolate
from desktop.views.theme.look import Look
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.labels import IconLabel, SectionTitle
from desktop.views.widgets.tile import ScoreTile, TileState, TileValue

if TYPE_CHECKING:
    from desktop.views.agent.preview_page import PreviewPage

_WIDEST, _THREE = 1640, 1560
_LONGEST = 200
_FIELD = 40
_OPEN_ROWS = 3


class IdlePage(QFrame):
    """Shown while no call is in view; the search has the focus, and a ring takes nothing from it.

    `later` leaves what opens over the day to `complete`, so that the day is painted sooner.

    Signals: searched(str) = typing has begun; asked(object, str) = choose from these entries, to answer this.
    """

    searched = Signal(str)
    asked = Signal(object, str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None, *, later: bool = False) -> None:
        super().__init__(parent)
        self._context = context
        self._preview: PreviewPage | None = None
        self._words = IdleWords(context, self)
        self._desk = DeskState()
        self._three = False
        self.setProperty("page", "true")
        self._make()
        self._build()
        self._connect()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_presence)
        if not later:
            self.complete()

    def _make(self) -> None:
        look, caption = self._context.look, self._context.keymap.caption
        self.title = SafeLabel(self.tr("Ready for the next call"), "name")
        self.company = ElidedLabel(role="body", tone="text2")
        self.presence = Button(look, "", "plain", icon="circle-dot", key=caption("presence"))
        self.told = SafeLabel(role="meta", tone="text2")
        self.field = SearchBox(look, self.tr("Search"), self.tr("Search customers, orders, articles, or type a number"))
        self.field.setMaxLength(_LONGEST)
        self.field.setProperty(NO_QUICK_TEXTS, True)
        widest = self._words.widest()
        small = TileValue(TileState.KNOWN, "1,234")
        self.tiles = {
            "calls": ScoreTile(look, self.tr("Calls today"), small, first=True),
            "average": ScoreTile(look, self.tr("Average handling"), widest),
            "to_send": ScoreTile(look, self.tr("To send"), small),
        }
        self.due = EntryList(look, self.tr("Callbacks and promises"))
        self.open = EntryList(look, self.tr("To finish"))
        self.recent = EntryList(look, self.tr("Recent calls"))
        self.keep = Button(look, self.tr("Mark as done"), "plain", icon="check", key=self.tr("Space"))

    def _build(self) -> None:
        look = self._context.look
        outer = hbox(self, margins=(24, 20, 24, 16), spacing=0)
        middle = self._middle = QWidget()
        column = self._column = vbox(middle)
        column.addLayout(self._head())
        column.addWidget(self.field)
        self.pages = QStackedWidget()
        self._day = QWidget()
        self._columns = hbox(self._day)
        self._due_card = self._list_card(self.tr("Callbacks and promises"), self.due, self.keep)
        self._open_card = self._list_card(self.tr("To finish"), self.open)
        self._recent_card = self._list_card(self.tr("Recent calls"), self.recent)
        self._side, self._far = vbox(), vbox()
        self._columns.addWidget(self._due_card, 5)
        self._columns.addLayout(self._side, 4)
        self._columns.addLayout(self._far)
        self._side.addWidget(self._day_card())
        self._side.addWidget(self._open_card, 2)
        self._side.addWidget(self._recent_card, 3)
        # Where the recent calls have a column of their own, the day stays as high as its figures.
        self._side.addStretch()
        self.pages.addWidget(self._day)
        column.addWidget(self.pages, 1)
        outer.addStretch(1)
        outer.addWidget(middle, 100)
        outer.addStretch(1)
        self._space()
        look.reshaped.connect(self._space)

    def _space(self) -> None:
        px = self._context.look.px
        self._middle.setMaximumWidth(px(_WIDEST))
        self._column.setSpacing(px(14))
        for layout in (self._columns, self._side, self._far):
            layout.setSpacing(px(16))

    def _head(self) -> QHBoxLayout:
        words = vbox(spacing=2)
        words.addWidget(self.title)
        words.addWidget(self.company)
        there = vbox(spacing=2)
        there.addWidget(self.presence, 0, Qt.AlignmentFlag.AlignRight)
        there.addWidget(self.told, 0, Qt.AlignmentFlag.AlignRight)
        head = hbox(spacing=16)
        head.addLayout(words, 1)
        head.addLayout(there)
        return head

    def _day_card(self) -> Card:
        card = Card()
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = vbox(card, margins=(16, 12, 16, 12), spacing=8)
        column.addWidget(SectionTitle(self.tr("Your day")))
        row = hbox(spacing=0)
        for tile in self.tiles.values():
            row.addWidget(tile)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _list_card(self, title: str, rows: EntryList, button: Button | None = None) -> Card:
        card = Card()
        # A button is higher than a title: the titles of cards side by side stand on one line.
        column = vbox(card, margins=(8, 12 if button is None else 6, 8, 8), spacing=8)
        head = hbox(margins=(8, 0, 8, 0), spacing=8)
        head.addWidget(SectionTitle(title))
        head.addStretch(1)
        if button is not None:
            head.addWidget(button)
        column.addLayout(head)
        whole = WholeRows(rows)
        rows.holder = whole
        column.addWidget(whole, 1)
        return card

    def _connect(self) -> None:
        self.field.textEdited.connect(self._on_searched)
        self.field.passed_on.connect(self._on_passed_on)
        self.presence.clicked.connect(self._on_presence)
        self.keep.clicked.connect(self._on_kept)
        self.due.marked.connect(self._on_kept)
        self._context.keymap.bind("presence", self._on_presence)
        self._context.keymap.bind("day", self._on_day)

    def complete(self) -> PreviewPage:
        """Build what opens over the day, unless it is there, and return it."""
        if self._preview is None:
            # It words every kind of record: nothing of that is imported before the day is painted.
            from desktop.views.agent.preview_page import PreviewPage  # noqa: PLC0415 - see above

            self._preview = PreviewPage(self._context)
            self._preview.left.connect(self._on_preview_left)
            self.pages.addWidget(self._preview)
        return self._preview

    @property
    def preview(self) -> PreviewPage:
        """Return what opens over the day."""
        return self.complete()

    # What the desk says

    def show_idle(self, desk: DeskState) -> None:
        """Show the agent's day; sources are in the status bar."""
        before, self._desk = self._desk, desk
        self.company.setText(" · ".join(cell(part) for part in (desk.agent, desk.company) if part))
        self._show_figures(desk)
        self._show_presence()
        self._fill(self.due, self._due(desk), self._words.none_due(desk))
        self._fill(self.open, self._open(desk), "")
        rows = len(self.open.entries.entries)
        self._open_card.setVisible(bool(rows))
        if self.open.holder is not None:
            self.open.holder.setMinimumHeight(self.open.holder.height_of(min(rows, _OPEN_ROWS)))
        self._fill(self.recent, self._recent(desk), self.tr("No calls yet."))
        self.keep.set_ready(
            bool(self.due.entries.entries) and not self._is_away(), self.tr("Nothing is due, or you are away")
        )
        if desk.between.preview is not before.between.preview:
            self._show_preview(desk)

    def _show_preview(self, desk: DeskState) -> None:
        preview = desk.between.preview
        self.preview.show_preview(preview, can_dial=desk.between.can_dial)
        had_focus = self.preview.isAncestorOf(self.window().focusWidget())
        self.pages.setCurrentWidget(self._day if preview is None else self.preview)
        if preview is not None and self.isVisible():
            self.preview.first().setFocus(Qt.FocusReason.OtherFocusReason)
        elif had_focus:
            self.focus_first()

    def _show_figures(self, desk: DeskState) -> None:
        formats, calls = self._context.formats, desk.calls_today
        none = self.tr("none")
        self._tile("calls", TileValue(TileState.KNOWN, formats.number(calls)) if calls else None, none)
        self._tile("average", self._words.average(desk) if calls else None, self.tr("no calls yet"))
        waiting = desk.outbox.pending
        self._tile("to_send", TileValue(TileState.KNOWN, formats.number(waiting)) if waiting else None, none)

    def _tile(self, name: str, value: TileValue | None, none: str) -> None:
        self.tiles[name].set_value(value or TileValue(TileState.NONE, word=none))

    def _fill(self, rows: EntryList, entries: list[Entry], none: str) -> None:
        rows.show_entries(entries)
        if rows.holder is not None:
            rows.holder.say("" if entries else none, self._context.look.px(8))

    def _due(self, desk: DeskState) -> list[Entry]:
        """What is due; nothing to call while the agent is away."""
        if self._is_away():
            return []
        call = self._context.desk.between.call_about
        return [self._words.promise(one, partial(call, one.call_id, one.n), desk) for one in desk.between.promises]

    def _open(self, desk: DeskState) -> list[Entry]:
        """Wrap-ups that were put aside, and writes that no system took."""
        view, now = self._context.desk.view, self._context.now()
        labels = {source.name: source.label for source in desk.sources}
        late = [tab for tab in desk.tabs if tab.phase is Phase.WRAP_UP]
        return [
            *(self._words.wrap_up(tab, now, partial(view, tab.call_id)) for tab in late),
            *(self._words.unsent(row, labels, partial(self._on_unsent, row.key)) for row in desk.between.unsent),
        ]

    def _recent(self, desk: DeskState) -> list[Entry]:
        open_past = self._context.desk.between.open_past
        return [self._words.past(past, partial(open_past, past.record.call_id)) for past in desk.between.recent]

    # Presence

    def _is_away(self) -> bool:
        return self._desk.between.presence.status is Presence.AWAY

    def _show_presence(self) -> None:
        presence, away = self._desk.between.presence, self._is_away()
        since = presence.since
        passed = (self._context.now() - since).total_seconds() if since is not None else 0.0
        self.presence.set_label(self._words.presence(presence, max(0.0, passed)))
        self.presence.set_icon("pause" if away else "circle-dot", "warn" if away else "good")
        self.told.setText(self._words.told(presence))
        self.title.setText(self.tr("You are away") if away else self.tr("Ready for the next call"))
        if away != self._tick.isActive() and self.isVisible():
            self._tick.start() if away else self._tick.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_presence()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()

    def _on_presence(self) -> None:
        """One key: away for a reason, or back at once."""
        if self._is_away():
            self._context.desk.between.available()
        else:
            self.asked.emit(self._reasons, self.tr("Why are you away?"))

    def _reasons(self, text: str) -> list[Entry]:
        del text
        away = self._context.desk.between.away
        reasons = self._words.reasons(self._desk.between.away_reasons)
        return [Entry(isolate(cell(one)), "", "pause", "", partial(away, one)) for one in reasons]

    # What the agent does

    def focus_first(self) -> None:
        """Put the focus where typing helps."""
        self.field.clear()
        self.field.setFocus()

    def _on_searched(self, text: str) -> None:
        if text.strip():
            self.field.clear()
            self.searched.emit(text)

    def _on_passed_on(self) -> None:
        for rows in (self.due, self.open, self.recent):
            if rows.isVisible() and rows.entries.entries:
                rows.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def _on_kept(self) -> None:
        row, promises = max(0, self.due.currentIndex().row()), self._desk.between.promises
        if row < len(promises) and not self._is_away():
            self._context.desk.between.kept(promises[row].call_id, promises[row].n)

    def _on_unsent(self, key: str) -> None:
        self.asked.emit(partial(self._unsent_choices, key), self.tr("What becomes of it?"))

    def _unsent_choices(self, key: str, text: str) -> list[Entry]:
        del text
        between = self._context.desk.between
        return [
            Entry(self.tr("Send again"), "", "send", "", partial(between.send_again, key)),
            *(
                Entry(self.tr("Give up: {reason}").format(reason=why), "", "x", "", partial(between.give_up, key, why))
                for why in (self.tr("done by hand"), self.tr("no longer needed"), self.tr("was a mistake"))
            ),
        ]

    def _on_preview_left(self) -> None:
        self._context.desk.between.close_preview()

    def _on_day(self) -> None:
        """Look at the day: from a preview, or from a wrap-up that is to be finished later."""
        if self._desk.between.preview is not None:
            self._on_preview_left()
        else:
            self._context.desk.put_aside()

    # Room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        three = event.size().width() >= self._context.look.px(_THREE)
        if three != self._three:
            self._three = three
            (self._far if three else self._side).addWidget(self._recent_card, 3)
            self._columns.setStretch(2, 4 if three else 0)


class SearchBox(LineField):
    """The field between calls. Signals: passed_on() = Down: into the lists."""

    passed_on = Signal()

    def __init__(self, look: Look, name: str, hint: str) -> None:
        super().__init__(look, name, hint)
        self._row = hbox(self)
        self._row.addWidget(IconLabel(look, "search", "text2", 16))
        self._row.addStretch(1)
        self._fit()
        look.reshaped.connect(self._fit)

    def _fit(self) -> None:
        px = self._look.px
        self.setFixedHeight(px(_FIELD))
        self._row.setContentsMargins(px(10), 0, px(10), 0)
        room = px(26)
        self.setTextMargins(*((0, 0, room, 0) if self.isRightToLeft() else (room, 0, 0, 0)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.passed_on.emit()
        else:
            super().keyPressEvent(event)
