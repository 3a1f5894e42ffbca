"""The cards under each other in a box of fixed height: what fits is shown, in the order of its weight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.call.state import ActionNote
from desktop.views.agent.card_words import CardWords
from desktop.views.agent.cards_gate import Shown
from desktop.views.agent.painting import Brushwork
from desktop.views.agent.small_card import FLAT, LINE, NEXT_LINE, TALL, HeldRow, SmallCard
from desktop.views.agent.top_card import Mode, TopCard
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import TOP_LEFT, hbox, vbox
from desktop.views.widgets.labels import IconLabel

GAP = 6
SMALL = 2
_DONE_ICONS = {"failed": ("triangle-alert", "bad"), "declined": ("x", "text2"), "undone": ("x", "text2")}


class CardStack(QWidget):
    """The open card, the next ones, what is held back, what was done last; a card that asks has it all to itself."""

    def __init__(self, context: ViewContext, words: CardWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._words = context.look, words
        self._cards: Sequence[Shown] = ()
        self._has_held = False
        self._only_top = False
        draw = Brushwork(context.look)
        self.top = TopCard(context, words)
        self.small = [SmallCard(context.look, draw) for _ in range(SMALL)]
        self.held = HeldRow(context.look, draw)
        self.nothing = SafeLabel(role="body", tone="text2", wrap=True)
        self.done = SafeLabel(role="meta_strong", tone="text2", wrap=True)
        self.done_row = QWidget()
        self._done_icon = IconLabel(context.look, "check", "good", 14)
        self.undo = Button(context.look, self.tr("Undo"), "link", key=context.keymap.caption("undo"))
        self._undo_open = False
        self._lay_out()
        self.top.mode_changed.connect(self.fit)
        # After a change of density the layouts have their new spaces one turn later.
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.fit)
        context.look.reshaped.connect(self._again.start)

    def _lay_out(self) -> None:
        px = self._look.px
        self._column = vbox(self, spacing=px(GAP))
        self._column.addWidget(self.top)
        for card in self.small:
            self._column.addWidget(card)
        self.nothing.setAlignment(TOP_LEFT)
        self.nothing.setMargin(px(12))
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.held)
        done = self._done_line = hbox(self.done_row, margins=(px(12), 0, px(8), 0), spacing=px(8))
        done.addWidget(self._done_icon, 0, Qt.AlignmentFlag.AlignTop)
        done.addWidget(self.done, 1)
        done.addWidget(self.undo)
        self._column.addWidget(self.done_row)
        self._column.addStretch(1)

    def show_cards(self, cards: Sequence[Shown], nothing: str, *, only_top: bool) -> None:
        """Show cards, the first one open (its content is given to `top`); without any, say why."""
        self._cards, self._only_top = cards, only_top
        for number, small in enumerate(self.small, 1):
            if number < len(cards):
                small.show_card(cards[number])
        self.nothing.setText("" if cards else nothing)

    def show_held(self, action_id: str | None, text: str = "", why: str = "") -> None:
        """Show what is held back, or that nothing is."""
        self._has_held = action_id is not None
        if action_id is not None:
            self.held.show_held(action_id, text, why)

    def show_done(self, log: Sequence[ActionNote], text: str) -> None:
        """Show what became of the action handled last."""
        self.done.setText(text)
        outcome = log[-1].outcome if log else ""
        self._done_icon.set_icon(*_DONE_ICONS.get(outcome, ("check", "good")))

    def show_undo(self, title: str | None) -> None:
        """Offer to take back what was done last, or no more."""
        self._undo_open = title is not None
        self.undo.setVisible(title is not None)
        # Beside a button, one line of words stands in its middle; its mark goes with it.
        side = Qt.AlignmentFlag.AlignTop if title is None else Qt.AlignmentFlag.AlignVCenter
        self._done_line.setAlignment(self._done_icon, side)
        self.undo.setAccessibleName(self.tr("Undo: {title}").format(title=title or ""))

    @property
    def undo_in_sight(self) -> bool:
        """Whether the line that offers it had room."""
        return self._undo_open and not self.done_row.isHidden()

    @property
    def has_held(self) -> bool:
        """Whether something is held back."""
        return self._has_held

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._cards, self._has_held = (), False
        self.nothing.setText("")
        self.done.setText("")
        self.top.clear()
        self.held.clear()
        for card in self.small:
            card.clear()
        self.done_row.hide()
        self.show_undo(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Share the height: the open card takes what it needs, the rest follows."""
        px, alone = self._look.px, self.top.mode is not Mode.NORMAL
        self.top.setVisible(bool(self._cards))
        # A card that asks something takes the whole box.
        self._column.setStretchFactor(self.top, 1 if alone else 0)
        self._column.setStretch(self._column.count() - 1, 0 if alone else 1)
        self.nothing.setVisible(bool(self.nothing.text()))
        layout, room = self.top.layout(), self.height()
        if not self._cards:
            room -= px(48)
        elif layout is not None and layout.hasHeightForWidth():
            room -= layout.totalHeightForWidth(max(1, self.width()))
        self._place_rest(0 if alone or self._only_top else room)

    def _place_rest(self, room: int) -> None:
        """What is held back first, then the next cards, then what was done; second lines where there is room.

        What can still be taken back comes before all of them.
        """
        px = self._look.px
        line, flat, tall = (px(high + GAP) for high in (LINE, FLAT, TALL))
        said = self._done_height()
        first = self._undo_open and bool(self.done.text()) and room >= said
        room -= said if first else 0
        held_lines = 1 if self._has_held and room >= line else 0
        room -= line * held_lines
        shown = min(max(0, len(self._cards) - 1), max(0, room) // flat)
        room -= shown * flat
        done = first or (bool(self.done.text()) and room >= said)
        room -= said if done and not first else 0
        lines = 2 if shown and room >= shown * (tall - flat) else 1
        room -= shown * (tall - flat) if lines == 2 else 0
        for number, small in enumerate(self.small):
            small.set_lines(lines)
            small.setVisible(number < shown)
        wanted = self.held.lines_wanted(self.width())
        needed = tall - line + (wanted - 2) * px(NEXT_LINE)
        self.held.set_lines(wanted if room >= needed else 2 if room >= tall - line else 1)
        self.held.setVisible(held_lines > 0)
        self.done_row.setVisible(done)

    def _done_height(self) -> int:
        """How high the last line is with all its words."""
        px = self._look.px
        width = self.width() - 2 * px(12) - px(8) - px(14)
        if self._undo_open:
            width -= self.undo.sizeHint().width() + px(8)
        return max(px(LINE), self.done.heightForWidth(max(1, width))) + px(GAP)
