"""DO, upper half: the next best actions with their reasons, in a box that never changes its height."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from desktop.call.state import CallState, Phase
from desktop.views.agent.card_stack import CardStack
from desktop.views.agent.card_words import CardWords, held_back
from desktop.views.agent.cards_gate import Gate, Shown, moment_of
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.measures import Measured
from desktop.views.agent.top_card import Mode
from desktop.views.agent.why_page import WhyPage
from desktop.views.context import ViewContext
from desktop.views.keys import Command
from desktop.views.safe_text import cell
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.labels import SectionTitle

MINI = 92
"""The height of the box where the column is too short for more: title and keys on one line."""
MINI_BELOW = 494
_WRAP_UP_KEYS = frozenset({"notes", "disposition", "follow_up", "finish"})


class CardsPane(Card):
    """At most three cards, one open.

    Signals: panel_wanted(str) = an accepted action opens this panel; grown(bool) = in the shortest windows, what the
    card asks takes the whole column, and the wrap-up steps aside.
    """

    panel_wanted = Signal(str)
    grown = Signal(bool)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._context = context
        look, caption = context.look, context.keymap.caption
        self._state: CallState | None = None
        self._gate = Gate()
        self._raised: str | None = None
        self._revealed: str | None = None
        self._layout_class = LayoutClass()
        self._mini = False
        self._grown = False
        self._column_height = 0
        self._came_from: QWidget | None = None
        self._words = CardWords(self)
        self.setAccessibleName(self.tr("Next best action"))
        self._title = SectionTitle(self.tr("Next best action"))
        self._new = Button(look, "", "link", key=caption("take_new"))
        self._why = Button(look, self.tr("why these?"), "link", key=caption("why"))
        self._undo = Button(look, self.tr("Undo"), "link", key=caption("undo"))
        self.stack = CardStack(context, self._words)
        self.top, self.small, self.held = self.stack.top, self.stack.small, self.stack.held
        self.why_page = WhyPage(look)
        self._pages = QStackedWidget()
        self._lay_out()
        Measured(self, context.look)
        self._connect()
        self.clear()

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(12), px(8), px(12), px(10)), spacing=px(6))
        head = hbox(margins=(px(4), 0, 0, 0), spacing=px(6))
        head.addWidget(self._title)
        head.addWidget(self._new)
        head.addStretch(1)
        head.addWidget(self._undo)
        head.addWidget(self._why)
        body.addLayout(head)
        self._pages.addWidget(self.stack)
        self._pages.addWidget(self.why_page)
        body.addWidget(self._pages, 1)

    def _connect(self) -> None:
        keymap = self._context.keymap
        self.top.accepted.connect(self._on_accepted)
        self.top.declined.connect(self._on_declined)
        self.top.mode_changed.connect(self._on_mode_changed)
        keymap.about_to_run.connect(self._on_command)
        self.top.looked_at.connect(self._on_top_looked_at)
        for card in self.small:
            card.raised.connect(self._on_raised)
            card.looked_at.connect(self._on_looked_at)
        self.held.asked.connect(self.explain)
        self.why_page.left.connect(self._leave_why)
        self._new.clicked.connect(self._on_take)
        self._why.clicked.connect(self._on_why)
        self._undo.clicked.connect(self._on_undo)
        self.stack.undo.clicked.connect(self._on_undo)
        keymap.bind("accept", self._on_accept_key)
        keymap.bind("decline", self.top.decline)
        keymap.bind("undo", self._on_undo)
        keymap.bind("take_new", self._on_take)
        keymap.bind("why", self._on_why)

    # Layout

    def set_layout(self, layout: LayoutClass) -> None:
        """The box has the fixed height of the class."""
        self._layout_class = layout
        self.top.set_compact(compact=layout.width <= Width.COMPACT)
        self._set_height()
        if self._pages.currentIndex() == 0:
            self._why.set_label(self._why_words())
        self._show()

    def _why_words(self) -> str:
        return self.tr("why?") if self._layout_class.width <= Width.COMPACT else self.tr("why these?")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        column = self.parentWidget()
        if column is not None:
            column.installEventFilter(self)
            self.fit_column(column.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The column's height decides whether the box has its full height."""
        column = self.parentWidget()
        if event.type() == QEvent.Type.Resize and column is not None and watched is column:
            self.fit_column(column.height())
        return super().eventFilter(watched, event)

    def fit_column(self, height: int) -> None:
        """The column that holds the box has this height; in a very short one the box shrinks to a line."""
        self._column_height = height
        mini = self._layout_class.height is Height.SHORT and height < self._context.look.px(MINI_BELOW)
        changed, self._mini = mini != self._mini, mini
        self._set_height()
        if changed:
            self._show()

    def _set_height(self) -> None:
        """One line, or the whole column while something is asked; else the height of the class."""
        px = self._context.look.px
        asks = self.top.mode is not Mode.NORMAL or self._pages.currentWidget() is self.why_page
        entry = self.top.entry
        revealed = entry is not None and entry.id == self._revealed
        grown = self._mini and (asks or revealed)
        self.top.set_line(line=self._mini and not grown)
        height = px(self._layout_class.card_box)
        if self._mini:
            height = max(px(MINI), self._column_height) if grown else px(MINI)
        if grown != self._grown:
            self._grown = grown
            self.grown.emit(grown)
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _on_command(self, command: Command) -> None:
        """A key that goes into the wrap-up brings it back."""
        if command.id in _WRAP_UP_KEYS and self._grown and self.top.mode is not Mode.CONFIRM:
            self._shrink()

    def _shrink(self) -> None:
        """Back to one line, the focus to where it was."""
        self._revealed = None
        self.top.leave()
        self._leave_why()
        self._set_height()
        self._show()
        back, self._came_from = self._came_from, None
        if back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._grown:
            self._shrink()
        else:
            super().keyPressEvent(event)

    # Showing

    def show_call(self, state: CallState) -> None:
        """Show the actions of a call; what is on the screen changes only at the moments it may."""
        before_state, self._state = self._state, state
        fresh = before_state is None or state.id != before_state.id
        if fresh:
            self._gate, self._raised, self._revealed = Gate(), None, None
            self.top.leave()
            self._leave_why()
        decision = state.decision
        entries = decision.actions.shown if decision is not None else ()
        before = len(self._gate.fresh)
        self._gate = self._gate.offered(entries, moment_of(state), free=state.phase is Phase.RINGING)
        if self._raised not in {card.entry.id for card in self._gate.shown}:
            self._raised = None
        if len(self._gate.fresh) > before:
            self._context.voice.tell(self, self._fresh_sentence(len(self._gate.fresh)))
        self._show()
        if before_state is not None and not fresh and before_state.action_log != state.action_log:
            self._context.voice.tell(self, self._words.last_done(state))

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self.top.leave()
        self._leave_why()
        self._state, self._gate = None, Gate()
        self.stack.clear()
        self.why_page.clear()
        self._show_new(0)
        self._undo.hide()
        self._why.show()

    def _fresh_words(self, count: int) -> str:
        return self.tr("%Ln new", "", count)

    def _fresh_sentence(self, count: int) -> str:
        return self.tr("%Ln new actions", "", count)

    def _ordered(self) -> list[Shown]:
        """The cards, the one the agent brought up first."""
        return sorted(self._gate.shown, key=self._is_not_raised)

    def _is_not_raised(self, card: Shown) -> bool:
        return self._raised is not None and card.entry.id != self._raised

    def _show(self) -> None:
        state = self._state
        if state is None:
            return
        cards = self._ordered()
        self._show_new(len(self._gate.fresh))
        ringing = state.phase is Phase.RINGING
        why_not = self.tr("Answer the call first.") if ringing else ""
        if cards:
            labels = {source.name: source.label for source in state.sources}
            reasons = self._reasons_wanted()
            self.top.show_card(cards[0], labels, reasons=reasons, ready=not ringing, why_not=why_not)
        self.stack.show_cards(cards, self._words.nothing(state), only_top=self._mini and not self._grown)
        self._show_held(state)
        self.stack.show_done(state.action_log, self._words.last_done(state))
        self._why.set_ready(bool(cards) or self.stack.has_held, self.tr("There is nothing to explain yet."))
        self._show_undo(state)

    def _show_new(self, count: int) -> None:
        """How many wait; in the place of the title, since in some languages both have no room on the line."""
        self._new.set_label(self._fresh_words(count))
        self._new.setVisible(count > 0)
        self._title.setVisible(count == 0)

    def _show_undo(self, state: CallState) -> None:
        """Beside what was done; where that has no room, in the place of the way to the reasons."""
        self.stack.show_undo(cell(state.undo.title) if state.undo is not None else None)
        self.stack.fit()
        on_top = state.undo is not None and not self.stack.undo_in_sight
        self._undo.setVisible(on_top)
        self._undo.setAccessibleName(self.stack.undo.accessibleName())
        self._why.setVisible(not on_top)

    def _reasons_wanted(self) -> int:
        if self._mini and not self._grown:
            return 0
        return 2 if self._layout_class.height <= Height.LOW else 3

    def _show_held(self, state: CallState) -> None:
        entry = held_back(state.decision.actions) if state.decision is not None else None
        if entry is None:
            self.stack.show_held(None)
        else:
            self.stack.show_held(entry.id, self._words.held(entry), self._words.held_why(entry))

    def _on_mode_changed(self) -> None:
        if self.top.mode is Mode.NORMAL:
            self._revealed = None
        self._set_height()
        if self._state is not None and self._mini:
            self._show()
        self.stack.fit()

    # Acting

    def _on_accept_key(self) -> None:
        """Accept the card on top; where its reasons are not on the screen, the first key shows them."""
        self._leave_why()
        entry = self.top.entry
        if entry is None or self.top.isHidden():
            return
        if self._mini and self._revealed != entry.id and self.top.mode is Mode.NORMAL:
            self._came_from = QApplication.focusWidget()
            self._revealed = entry.id
            self._set_height()
            self._show()
            self.top.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.top.accept()

    def ask(self, action_id: str) -> None:
        """Bring up an action asked for from elsewhere, such as an alert, and accept it as its key would."""
        if any(card.entry.id == action_id for card in self._gate.shown):
            self._raised = action_id
            self._show()
            self.top.accept()
        elif self._state is not None:
            self._context.desk.accept(self._state.id, action_id)

    def _on_accepted(self, action_id: str) -> None:
        state = self._state
        if state is None:
            return
        entry = state.decision.actions.find(action_id) if state.decision is not None else None
        for effect in entry.effects if entry is not None else ():
            if effect.kind == "open_panel" and effect.name:
                self.panel_wanted.emit(effect.name)
        self._raised = None
        self._context.desk.accept(state.id, action_id)

    def _on_undo(self) -> None:
        if self._state is not None and self._state.undo is not None:
            self._context.desk.undo(self._state.id)

    def _on_declined(self, action_id: str, reason_id: str) -> None:
        if self._state is not None:
            self._raised = None
            self._context.desk.decline(self._state.id, action_id, reason_id)

    def _on_take(self) -> None:
        if self._gate.fresh:
            self.top.leave()
            self._gate = self._gate.taken()
            self._show()

    def _on_raised(self, action_id: str) -> None:
        self._raised = action_id
        self._show()

    def _on_top_looked_at(self, looked: bool) -> None:
        if self.top.entry is not None:
            self._on_looked_at(self.top.entry.id, looked)

    def _on_looked_at(self, action_id: str, looked: bool) -> None:
        """A card under the pointer is pinned: the rules do not pull it away."""
        if self._state is not None:
            self._context.desk.pin(self._state.id, frozenset({action_id}) if looked else frozenset())

    # Why

    def _on_why(self) -> None:
        if self._pages.currentWidget() is self.why_page:
            self._leave_why()
            return
        entry = self.top.entry if self._gate.shown else None
        if entry is not None:
            self.explain(entry.id)
        elif self._state is not None and self._state.decision is not None:
            held = held_back(self._state.decision.actions)
            if held is not None:
                self.explain(held.id)

    def explain(self, action_id: str) -> None:
        """Show why an action is, or is not, recommended, in the place of the cards."""
        state = self._state
        if state is None or state.decision is None:
            return
        explanation = self._context.desk.explain(state.id, action_id)
        if explanation is None:
            return
        self.top.leave()
        self.why_page.show_lists(self._words.why(explanation, explanation.title))
        self._came_from = QApplication.focusWidget()
        self._why.set_label(self.tr("back to the cards"))
        self._pages.setCurrentWidget(self.why_page)
        self._set_height()
        self.why_page.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_why(self) -> None:
        if self._pages.currentWidget() is not self.why_page:
            return
        held = self.why_page.column.hasFocus()
        self._pages.setCurrentIndex(0)
        self._set_height()
        self._why.set_label(self._why_words())
        back, self._came_from = self._came_from, None
        if held and back is not None and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [
            self._new,
            self._undo,
            self._why,
            *self.top.stops(),
            *self.small,
            self.held,
            self.stack.undo,
            self.why_page.column,
        ]
