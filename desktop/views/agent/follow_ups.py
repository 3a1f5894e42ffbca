"""Promises made in this call: those there are, the one suggested, and a line to add another."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.call.state import FollowUp
from desktop.views.agent.day_field import DayField
from desktop.views.agent.measures import keep_width
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell, set_tip
from desktop.views.widgets.buttons import Button, IconButton
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import IconLabel

USUAL_DAYS = 3
LONGEST = 500


@dataclass(slots=True)
class _Row:
    box: QWidget
    text: ElidedLabel
    due: SafeLabel
    remove: IconButton


class FollowUpList(QWidget):
    """Rows made once; what does not fit is counted. Signals: removed(int) = take this promise back."""

    removed = Signal(int)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._most = 3
        self._shown: tuple[tuple[FollowUp, ...], FollowUp | None, int] = ((), None, -1)
        px = context.look.px
        self._body = vbox(self, spacing=px(2))
        self._rows: list[_Row] = []
        self._suggestion = QWidget()
        self._suggested_text = ElidedLabel(role="meta", tone="text2")
        self._suggested_due = SafeLabel(role="meta", tone="text2")
        line = hbox(self._suggestion, margins=(px(4), 0, px(4), 0), spacing=px(8))
        line.addWidget(IconLabel(context.look, "lightbulb", "text2", 14))
        line.addWidget(self._suggested_text, 1)
        line.addWidget(self._suggested_due)
        self._body.addWidget(self._suggestion)

    def limit(self, most: int) -> None:
        """Show at most so many lines; 1 leaves out the suggestion while there is a promise."""
        self._most = most

    def show_follow_ups(self, made: tuple[FollowUp, ...], suggested: FollowUp | None) -> None:
        """Show the promises made, then the one suggested."""
        if (made, suggested, self._most) == self._shown and not self.isHidden():
            return
        self._shown = (made, suggested, self._most)
        count = min(len(made), self._most)
        while len(self._rows) < count:
            self._rows.append(self._new_row(len(self._rows)))
        first = len(made) - count
        for number, row in enumerate(self._rows):
            row.box.setVisible(number < count)
            if number < count:
                self._show_row(row, made[first + number], hidden=first if number == 0 else 0)
        room = self._most - count > 0 and self._most > 1
        if suggested is not None:
            now = self._context.now()
            self._suggested_text.setText(self.tr("Suggested: {text}").format(text=cell(suggested.text)))
            self._suggested_due.setText(self._context.formats.due(suggested.due_on, now))
        self._suggestion.setVisible(suggested is not None and room)
        self.setVisible(count > 0 or not self._suggestion.isHidden())

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self.show_follow_ups((), None)
        for row in self._rows:
            row.text.setText("")
            row.due.setText("")
            row.remove.set_label(self.tr("Remove"))
        self._suggested_text.setText("")
        self._suggested_due.setText("")

    def _show_row(self, row: _Row, item: FollowUp, *, hidden: int) -> None:
        text = cell(item.text)
        if hidden:
            text = self.tr("{text} (and %Ln more)", "", hidden).format(text=text)
        row.text.setText(text)
        row.due.setText(self._context.formats.due(item.due_on, self._context.now()))
        row.remove.set_label(self.tr("Remove “{text}”").format(text=cell(item.text)))

    def _new_row(self, number: int) -> _Row:
        look = self._context.look
        box = QWidget()
        row = _Row(
            box,
            ElidedLabel(role="meta", tone="text"),
            SafeLabel(role="meta_strong", tone="text2"),
            IconButton(look, "x", self.tr("Remove")),
        )
        line = hbox(box, margins=(look.px(4), 0, 0, 0), spacing=look.px(8))
        line.addWidget(IconLabel(look, "clock", "text2", 14))
        line.addWidget(row.text, 1)
        line.addWidget(row.due)
        line.addWidget(row.remove)
        row.remove.clicked.connect(self._on_remove)
        self._body.insertWidget(number, box)
        return row

    def _on_remove(self) -> None:
        count = min(len(self._shown[0]), self._most)
        for number, row in enumerate(self._rows):
            if row.remove is self.sender():
                self.removed.emit(len(self._shown[0]) - count + number)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [row.remove for row in self._rows]

    def texts(self) -> Sequence[str]:
        """The promises on show."""
        return [row.text.text() for row in self._rows if not row.box.isHidden()]


class _Line(QLineEdit):
    """Signals: escaped() = Esc."""

    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class _Unsent:
    """What was typed in a call and not added; `day_text` is what stands for the day when it is none."""

    text: str
    day: date | None
    day_text: str
    is_open: bool


class FollowUpForm(QWidget):
    """What, until when; what was typed stays with its call.

    Signals: typed(str, date or None) = not added yet; added(str, date); left() = Esc.
    """

    typed = Signal(str, object)
    added = Signal(str, object)
    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._call_id: str | None = None
        self._kept: dict[str, _Unsent] = {}
        look = context.look
        self._text = _Line()
        self._text.setProperty("field", "true")
        self._text.setMaxLength(LONGEST)
        self._text.setPlaceholderText(self.tr("What do you promise?"))
        self._text.setAccessibleName(self.tr("Follow-up"))
        self._day = DayField(context.formats, self.tr("Due on"))
        keep_width(self._day, look, 112)
        set_tip(self._day, self.tr("A day such as 24.11.2026, or +3 for in three days; the arrow keys move it"))
        self._add = Button(look, self.tr("Add"), "plain", key="↵")
        self._cancel = Button(look, self.tr("Back"), "quiet", key="Esc")
        body = vbox(self, spacing=look.px(6))
        body.addWidget(self._text)
        line = hbox(spacing=look.px(6))
        line.addWidget(self._day)
        line.addWidget(self._add)
        line.addStretch(1)
        line.addWidget(self._cancel)
        body.addLayout(line)
        self._text.textEdited.connect(self._on_typed)
        self._day.textEdited.connect(self._on_typed)
        self._text.returnPressed.connect(self._on_add)
        self._day.returnPressed.connect(self._on_add)
        self._text.escaped.connect(self.left)
        self._add.clicked.connect(self._on_add)
        self._cancel.clicked.connect(self.left)
        self.hide()

    def show_call(self, call_id: str, kept: tuple[str, date | None] | None = None) -> None:
        """Show what was typed in this call and not added, open if it was; `kept` is what a crash has left of it."""
        if call_id == self._call_id:
            return
        if self._call_id is not None and (self._text.text() or not self.isHidden()):
            day_text = self._day.text()
            self._kept[self._call_id] = _Unsent(self._text.text(), self._day.day(), day_text, not self.isHidden())
        self._empty()
        self._call_id = call_id
        unsent = self._kept.pop(call_id, None)
        if unsent is None and kept is not None:
            unsent = _Unsent(kept[0], kept[1] or self._usual_day(), "", is_open=True)
        if unsent is not None:
            self._text.setText(unsent.text)
            self._show_day(unsent.day)
            if unsent.day is None:
                self._day.setText(unsent.day_text)
            self.setVisible(unsent.is_open)

    def forget(self, call_id: str) -> None:
        """Drop what was typed in a call that is finished."""
        self._kept.pop(call_id, None)
        if call_id == self._call_id:
            self._empty()

    def keep_only(self, call_ids: Collection[str]) -> None:
        """Drop what was typed in any other call: those are finished."""
        self._kept = {call_id: unsent for call_id, unsent in self._kept.items() if call_id in call_ids}

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._call_id, self._kept = None, {}
        self._empty()

    def _empty(self) -> None:
        # Unlike clear() of the field, this leaves nothing to undo.
        self._text.setText("")
        self._day.setText("")
        self.hide()

    def open(self) -> None:
        """Open with a day a few days ahead, or as it was left."""
        if not self._text.text():
            self._show_day(None)
        self.show()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_read_only(self, *, read_only: bool) -> None:
        """Add nothing while the call is being saved; what is typed and the focus stay."""
        self._text.setReadOnly(read_only)
        self._day.setReadOnly(read_only)
        self._add.setEnabled(not read_only)

    def _show_day(self, day: date | None) -> None:
        self._day.show_day(day or self._usual_day(), self._today())

    def _usual_day(self) -> date:
        return self._today() + timedelta(days=USUAL_DAYS)

    def _today(self) -> date:
        return self._context.formats.local(self._context.now()).date()

    def _on_typed(self) -> None:
        self.typed.emit(self._text.text(), self._day.day())

    def _on_add(self) -> None:
        text, day = self._text.text().strip(), self._day.day()
        if self._text.isReadOnly():
            return
        if not text:
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        elif day is None:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
            self._day.selectAll()
        else:
            self._text.clear()
            self._on_typed()
            self.added.emit(text, day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._text, self._day, self._add, self._cancel]
