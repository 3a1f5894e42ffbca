"""KNOW: the panels that the call pushes, chosen by tab or Alt and a digit; on wide screens more than one at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from connectors.records import Record
from desktop.call.state import ArticleView, CallState, IdentityStatus
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.measures import Measured
from desktop.views.agent.panel_card import MOST, PanelCard
from desktop.views.agent.panel_tables import is_table
from desktop.views.agent.panel_words import PanelWords
from desktop.views.agent.whose import someone_else
from desktop.views.context import ViewContext
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.focus import go_to

USUAL = ("orders", "invoices", "cases", "feedback")
"""What is on show before anything is decided: the places are reserved, nothing jumps when the answer comes."""
PEOPLE = {
    IdentityStatus.CHOOSE: "choose",
    IdentityStatus.UNKNOWN: "search",
    IdentityStatus.WITHHELD: "search",
}
_CARDS = {Width.WIDE: 2, Width.ULTRA: 4}


def pushed(state: CallState) -> tuple[str, ...]:
    """The panels of a call in their order; who the caller is comes before what one cannot look up yet."""
    decision = state.decision
    wanted: list[str] = []
    if decision is not None:
        wanted = [push.panel for push in sorted(decision.panels, key=_collapsed)]
    people = PEOPLE.get(state.identity.status)
    known = [panel for panel in wanted if is_table(panel, state)]
    if people is None:
        return tuple(dict.fromkeys(known or USUAL))[:MOST]
    first = [people, "search"]
    return tuple(dict.fromkeys((*first, *known)))[:MOST]


def _collapsed(push: object) -> bool:
    return bool(getattr(push, "collapsed", False))


class PanelsPane(QWidget):
    """One card with tabs; on wide screens further cards show the next panels at the same time.

    Signals: writing(bool) = a letter is open, which takes more room than a panel.
    """

    writing = Signal(bool)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setAccessibleName(self.tr("Panels"))
        self._words = PanelWords(context.formats, context.now, self)
        self._state: CallState | None = None
        self._ids: tuple[str, ...] = ()
        self._current = ""
        self._kind: tuple[str, str | None, IdentityStatus] | None = None
        self._came_from: QWidget | None = None
        self._writing = False
        self._labels: Mapping[str, str] | None = None
        self._layout_class = LayoutClass()
        self._first = PanelCard(context, self._words, tabs=True)
        self._others: list[PanelCard] = []
        px = context.look.px
        self._columns = hbox(self, spacing=px(12))
        self._stacks = [vbox(spacing=px(12)), vbox(spacing=px(12))]
        for number, stack in enumerate(self._stacks):
            self._columns.addLayout(stack, 1 - number)
        self._stacks[0].addWidget(self._first)
        self._wire(self._first)
        Measured(self, context.look)
        self._first.chosen.connect(self.choose)
        for number in range(1, MOST + 1):
            context.keymap.bind(f"panel_{number}", _PanelKey(self, number).press)
        context.keymap.bind("refresh", self._on_refresh)
        context.keymap.bind("letter_gap", self._first.composer.next_gap)
        context.keymap.bind("letter_send", self._first.composer.press_send)
        self._first.composer.left.connect(self._on_letter_left)

    def _wire(self, card: PanelCard) -> None:
        card.opened.connect(self.show_record)
        card.left.connect(self._on_left)

    # Layout

    def set_layout(self, layout: LayoutClass) -> None:
        """Two panels at once on wide screens, four on the widest; else one with a fixed number of rows."""
        self._layout_class = layout
        count = _CARDS.get(layout.width, 1)
        while len(self._others) < count - 1:
            card = PanelCard(self._context, self._words, tabs=False)
            self._wire(card)
            card.table.set_ages_shown(self._labels)
            self._others.append(card)
            self._stacks[len(self._others) // 2].addWidget(card)
        self._first.set_short(short=layout.height is Height.SHORT)
        self._columns.setStretch(1, 1 if layout.width is Width.ULTRA else 0)
        self._fix_height()
        self._show()

    def _fix_height(self) -> None:
        """Alone, the card is exactly as high as its rows; stacked, the cards share the column.

        In a short window it takes what its place gives, in whole rows: a row of calls above leaves less.
        """
        short = self._layout_class.height is Height.SHORT
        alone = self._layout_class.width not in _CARDS and not short
        rows = self._layout_class.panel_rows
        self._first.table.limit(rows if alone else 0)
        if alone and not self._first.shows_letter:
            self._first.setFixedHeight(self._first.height_of(rows))
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        else:
            self._first.setMinimumHeight(self._first.height_of(1 if short else 3))
            self._first.setMaximumHeight(16_777_215)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    # Showing

    def show_call(self, state: CallState) -> None:
        """Show the panels of a call; a chosen one stays until it is about something or somebody else."""
        before, self._state = self._state, state
        ids = pushed(state)
        kind = (state.id, state.guide.call_type, state.identity.status)
        if kind != self._kind or self._current not in ids:
            self._current = ids[0]
        if someone_else(before, state) and not self._first.shows_letter:
            self._first.close_record()
        self._kind, self._ids = kind, ids
        self._show_letter(before, state)
        self._show()

    def _show_letter(self, before: CallState | None, state: CallState) -> None:
        """Show the letter that is open; the focus goes there when it opens in the call in view."""
        letter = state.letters.open
        if letter is not None:
            was = before.letters.open if before is not None and before.id == state.id else None
            self._first.show_letter(state.id, letter)
            if before is not None and before.id == state.id and (was is None or was.text_id != letter.text_id):
                self._remember()
                self._first.composer.enter()
                self._come_forward()
        elif self._first.shows_letter:
            self._leave_letter()
        else:
            self._first.composer.clear()
        self._give_room()

    def _give_room(self) -> None:
        """A letter has more room than a panel, for as long as it is there."""
        if self._writing != self._first.shows_letter:
            self._writing = self._first.shows_letter
            self._fix_height()
            self.writing.emit(self._writing)

    def _leave_letter(self) -> None:
        inside = self._first.composer.isAncestorOf(QApplication.focusWidget() or self)
        self._first.close_record()
        self._first.composer.clear()
        if inside:
            self._on_left()

    def _show(self) -> None:
        state = self._state
        if state is None or not self._ids:
            return
        self._first.show_tabs(self._ids, self._current, state)
        self._first.show_panel(self._current, state)
        others = [panel for panel in self._ids if panel != self._current and panel not in ("search", "choose")]
        room = _CARDS.get(self._layout_class.width, 1) - 1
        for number, card in enumerate(self._others):
            visible = number < min(room, len(others))
            if visible:
                card.show_panel(others[number], state)
            card.setVisible(visible)

    def keep_only(self, call_ids: Collection[str]) -> None:
        """Forget what was typed in calls that are finished."""
        for card in self.cards():
            card.search.keep_only(call_ids)

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._state, self._ids, self._current, self._kind = None, (), "", None
        for card in self.cards():
            card.clear()
        self._give_room()

    def choose(self, panel: str) -> None:
        """Show this panel."""
        if panel in self._ids:
            self._current = panel
            self._on_letter_left()
            self._first.close_record()
            self._give_room()
            self._show()

    @property
    def current(self) -> str:
        """The panel on show."""
        return self._current

    @property
    def ids(self) -> tuple[str, ...]:
        """The panels one can choose from, in the order of their keys."""
        return self._ids

    def press(self, number: int) -> None:
        """What Alt and a digit do: show that panel; where it is on show, or asks something, go into it."""
        if number > len(self._ids):
            return
        panel = self._ids[number - 1]
        into = panel == self._current or panel in ("search", "choose")
        self.choose(panel)
        if into:
            self._remember()
            self._first.enter()

    def show_record(self, record: Record | ArticleView) -> None:
        """Open one record or article in the place of the first panel; Esc returns to where the focus was."""
        self._remember()
        self._on_letter_left()
        self._first.show_record(record)
        self._give_room()
        self._come_forward()

    def _come_forward(self) -> None:
        """The focus was taken in here: where that is another window, it goes there."""
        inside = self.window().focusWidget()
        if self.isAncestorOf(inside):
            go_to(inside)

    def _remember(self) -> None:
        focused = QApplication.focusWidget()
        pages = (self._first.detail, self._first.composer)
        if focused is None or not any(page.isAncestorOf(focused) for page in pages):
            self._came_from = focused

    def _on_left(self) -> None:
        """Esc: back to where the focus came from."""
        back, self._came_from = self._came_from, None
        if back is not None and back.isVisible() and back is not QApplication.focusWidget():
            go_to(back)

    def _on_letter_left(self) -> None:
        """Put the letter aside; it closes when the desk says so."""
        if self._state is not None and self._first.shows_letter:
            self._context.desk.leave_letter(self._state.id)

    def _on_refresh(self) -> None:
        if self._state is not None and is_table(self._current, self._state):
            self._first.table.refresh()
        elif self._state is not None:
            self._context.desk.refresh(self._state.id, None)

    def set_ages_shown(self, labels: Mapping[str, str] | None) -> None:
        """Print system and age on every panel, or only where they are not live."""
        self._labels = labels
        for card in self.cards():
            card.table.set_ages_shown(labels)

    def cards(self) -> Sequence[PanelCard]:
        """The cards there are, the one with the tabs first."""
        return (self._first, *self._others)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [stop for card in self.cards() for stop in card.stops()]


class _PanelKey:
    """The key of one panel."""

    def __init__(self, pane: PanelsPane, number: int) -> None:
        self._pane, self._number = pane, number

    def press(self) -> None:
        """Show it, or go into it."""
        self._pane.press(self._number)
