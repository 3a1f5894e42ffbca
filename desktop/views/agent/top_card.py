"""The first action card: why before what; accepting may show first what is sent, declining asks for one reason."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.rules.room import MOST_DECLINES
from desktop.views.agent.answer_button import AnswerButton
from desktop.views.agent.card_words import CardWords, together
from desktop.views.agent.cards_gate import Shown
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.giving_button import GivingButton
from desktop.views.agent.reason_rows import ReasonRows
from desktop.views.agent.scrolling import Scroller
from desktop.views.agent.visibility import show_where
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel, cell, plain, shown
from desktop.views.widgets.buttons import Button, IconButton
from desktop.views.widgets.card import TOP_LEFT, Card, hbox, vbox
from desktop.views.widgets.focus import read_as_laid_out
from desktop.views.widgets.labels import Tag

if TYPE_CHECKING:
    from desktop.rules.session import ActionEntry

_CONFIRM = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Mode(StrEnum):
    """What the card shows: itself, the words to say, reasons to decline, what would be sent."""

    NORMAL = "normal"
    WORDS = "words"
    DECLINE = "decline"
    CONFIRM = "confirm"


class TopCard(Card):
    """Keys act on it from anywhere; while it asks something it holds the focus, and Esc gives that back.

    Signals: accepted(str) = action; declined(str, str) = action and reason; mode_changed(); looked_at(bool).
    """

    accepted = Signal(str)
    declined = Signal(str, str)
    mode_changed = Signal()
    looked_at = Signal(bool)

    def __init__(self, context: ViewContext, words: CardWords, parent: QWidget | None = None) -> None:
        super().__init__("top", parent)
        self._context, self._words = context, words
        self._card: Shown | None = None
        self._labels: Mapping[str, str] = {}
        self._ready, self._why_not = True, ""
        self._came_from: QWidget | None = None
        self._wanted_reasons = 0
        self._line = False
        self.mode = Mode.NORMAL
        look, caption = context.look, context.keymap.caption
        self._tag = Tag(look)
        self._title = SafeLabel(role="body_strong", tone="text", wrap=True)
        self._say_button = IconButton(look, "message-square", self.tr("What to say"))
        self.reasons = ReasonRows(look)
        self._accept = GivingButton(look, self.tr("Accept"), "primary", icon="thumbs-up", key=caption("accept"))
        self._decline = GivingButton(look, self.tr("Decline"), "plain", key=caption("decline"))
        self._talk = SafeLabel(role="say", tone="text", wrap=True)
        self._declines = [AnswerButton(look, n, str(n), height=28) for n in range(1, MOST_DECLINES + 1)]
        self._preview = DetailList(look, 76)
        self._gap = SafeLabel(role="meta_strong", tone="bad", wrap=True)
        self._send = Button(look, self.tr("Send"), "primary", icon="send", key="↵")
        self._back = Button(look, self.tr("Back"), "link", key="Esc")
        self._pages = QStackedWidget()
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._lay_out()
        self._connect()
        for widget in (self._tag, self._send, self._back, self._gap, self._decline_box):
            widget.hide()
        self._talk_scroll.hide()
        self._preview_scroll.hide()

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(12), px(8), px(10), px(10)), spacing=px(6))
        # Rows that widgets leave are filled where they stand: `read_as_laid_out` says why.
        head = self._head = hbox(spacing=px(6))
        body.addLayout(head)
        head.addWidget(self._title, 1)
        head.addWidget(self._say_button, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._back, 0, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self._tag)
        body.addWidget(self.reasons)
        self._talk.setAlignment(TOP_LEFT)
        self._talk_scroll = Scroller(self._talk)
        body.addWidget(self._talk_scroll, 1)
        self._decline_box = QWidget()
        column = vbox(self._decline_box, spacing=px(4))
        for reason in self._declines:
            column.addWidget(reason)
        column.addStretch(1)
        body.addWidget(self._decline_box, 1)
        self._preview_scroll = Scroller(self._preview)
        body.addWidget(self._preview_scroll, 1)
        body.addWidget(self._gap)
        self._buttons = hbox(spacing=px(8))
        body.addLayout(self._buttons)
        for button in (self._accept, self._decline, self._send):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)

    def _connect(self) -> None:
        self._accept.clicked.connect(self.accept)
        self._decline.clicked.connect(self.decline)
        self._send.clicked.connect(self._on_send)
        self._back.clicked.connect(self.leave)
        self._say_button.clicked.connect(self._on_say)
        for reason in self._declines:
            reason.picked.connect(self._on_reason)

    # Showing

    def set_line(self, *, line: bool) -> None:
        """In the shortest windows the card is one line: title and buttons side by side."""
        if line == self._line:
            return
        self._line = line
        px = self._context.look.px
        for number, button in enumerate((self._accept, self._decline)):
            (self._head if line else self._buttons).insertWidget(1 + number if line else number, button)
        layout = self.layout()
        if layout is not None:
            edge = px(2) if line else px(10)
            layout.setContentsMargins(px(12), px(2) if line else px(8), px(10), edge)
        read_as_laid_out(self)
        self._apply()

    def set_compact(self, *, compact: bool) -> None:
        """In a narrow column the words are worth more than the icon."""
        self._accept.set_icon("" if compact else "thumbs-up")

    def show_card(
        self, card: Shown, labels: Mapping[str, str], *, reasons: int, ready: bool, why_not: str = ""
    ) -> None:
        """Show a card; another action than before closes what this one asked."""
        entry = card.entry
        if self._card is not None and self._card.entry.id != entry.id:
            self.leave()
        self._card, self._labels, self._ready, self._why_not = card, labels, ready, why_not
        self._title.setText(together(shown(entry.title)))
        self._tag.setText(self.tr("Required") if entry.mandatory else self.tr("No longer recommended"))
        self._tag.set_tone("accent" if entry.mandatory and not card.gone else "plain")
        if card.gone:
            self._tag.setText(self.tr("No longer recommended"))
        # The tag takes the place of one reason: the box keeps its height.
        self._wanted_reasons = max(0, reasons - 1) if entry.mandatory or card.gone else reasons
        self.reasons.show_reasons(entry.reasons, self._wanted_reasons)
        self._talk.setText(shown(entry.talk_track))
        self.setAccessibleName(self._spoken(entry))
        self._apply()

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self.leave()
        self._card, self._labels = None, {}
        for label in (self._title, self._talk, self._gap):
            label.setText("")
        self.reasons.show_reasons(())
        for button in self._declines:
            button.show_answer("", chosen=False)
        self._preview.show_lines(())
        self.setAccessibleName("")
        self.hide()

    def _spoken(self, entry: ActionEntry) -> str:
        return plain(". ".join([cell(entry.title), *(cell(reason.text) for reason in entry.reasons)]))

    def _apply(self) -> None:
        """Show the widgets of the mode."""
        card = self._card
        if card is None:
            return
        mode, entry = self.mode, card.entry
        normal = mode in (Mode.NORMAL, Mode.WORDS)
        missing = mode is Mode.CONFIRM and self._words.gaps(entry)
        self._say_button.set_label(self.tr("Why") if mode is Mode.WORDS else self.tr("What to say"))
        self._gap.setText(self.tr("What stands as … is not known yet, so it cannot be sent.") if missing else "")
        show_where(
            (
                (self._tag, (entry.mandatory or card.gone) and mode is Mode.NORMAL and not self._line),
                (self._say_button, bool(entry.talk_track) and normal and not self._line),
                (self.reasons, mode is Mode.NORMAL and self._wanted_reasons > 0 and bool(entry.reasons)),
                (self._talk_scroll, mode is Mode.WORDS),
                (self._decline_box, mode is Mode.DECLINE),
                (self._preview_scroll, mode is Mode.CONFIRM),
                (self._accept, normal),
                (self._decline, normal),
                (self._send, mode is Mode.CONFIRM),
                (self._back, mode in (Mode.DECLINE, Mode.CONFIRM)),
                (self._gap, missing),
            )
        )
        self._send.set_ready(not missing, self._gap.text())
        self._accept.set_ready(self._ready and not card.gone, self._why_not or self.tr("It no longer fits this call."))
        self._decline.set_ready(self._ready, self._why_not)

    def _enter(self, mode: Mode) -> None:
        if self._came_from is None:
            self._came_from = QApplication.focusWidget()
        self.mode = mode
        self._apply()
        self.mode_changed.emit()

    def leave(self) -> None:
        """Back to the card itself, and the focus to where it was."""
        if self.mode is Mode.NORMAL:
            return
        held = self._holds_focus()
        self.mode = Mode.NORMAL
        self._apply()
        self.mode_changed.emit()
        back, self._came_from = self._came_from, None
        if held and back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _holds_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and (focused is self or self.isAncestorOf(focused))

    # Acting

    @property
    def entry(self) -> ActionEntry | None:
        """The action on the card."""
        return self._card.entry if self._card is not None else None

    def accept(self) -> None:
        """Accept, or first show what would be sent."""
        card = self._card
        if card is None or card.gone or not self._ready or self.mode is Mode.CONFIRM:
            return
        if self._words.previews(card.entry):
            self._preview.show_lines(self._words.preview(card.entry, self._labels))
            self._enter(Mode.CONFIRM)
            self._send.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._give(card.entry.id)

    def _on_send(self) -> None:
        if self._card is not None and self.mode is Mode.CONFIRM and self._send.isEnabled():
            self._give(self._card.entry.id)

    def _give(self, action_id: str) -> None:
        self.leave()
        self.accepted.emit(action_id)

    def decline(self) -> None:
        """Ask for the one reason; without any it is simply declined."""
        card = self._card
        if card is None or not self._ready or self.mode is Mode.DECLINE:
            return
        reasons = card.entry.decline_reasons[:MOST_DECLINES]
        for number, button in enumerate(self._declines):
            if number < len(reasons):
                button.show_answer(reasons[number].label, chosen=False)
            button.setVisible(number < len(reasons))
        if not reasons:
            self.declined.emit(card.entry.id, "")
            return
        self._enter(Mode.DECLINE)
        self._declines[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_reason(self, number: int) -> None:
        if self._card is None:
            return
        reasons = self._card.entry.decline_reasons
        if self.mode is Mode.DECLINE and number <= min(MOST_DECLINES, len(reasons)):
            action_id, reason_id = self._card.entry.id, reasons[number - 1].id
            self.leave()
            self.declined.emit(action_id, reason_id)

    def _on_say(self) -> None:
        if self.mode is Mode.WORDS:
            self.leave()
        else:
            self._enter(Mode.WORDS)

    # Keys and looks

    def event(self, event: QEvent) -> bool:
        """Ctrl+Enter sends while a preview is open; the window's own use of it waits."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._confirms(event):
            event.accept()
            return True
        return super().event(event)

    def _confirms(self, event: QKeyEvent) -> bool:
        with_control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return self.mode is Mode.CONFIRM and event.key() in _CONFIRM and bool(with_control)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self._confirms(event):
            self._on_send()
        elif event.key() == Qt.Key.Key_Escape and self.mode is not Mode.NORMAL:
            self.leave()
        elif self.mode is Mode.DECLINE and bare and 1 <= digit <= MOST_DECLINES:
            self._on_reason(digit)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.looked_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.looked_at.emit(False)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._say_button, self._back, *self._declines, self._accept, self._decline, self._send]
