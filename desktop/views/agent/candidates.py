"""A list of people it may be: told apart by city, last contact and open orders; a digit picks one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop.call.state import Candidate
from desktop.views.agent.panel_delegate import ROW_HEIGHT, PanelDelegate
from desktop.views.agent.panel_models import Cell, Column, RecordTable, RowWords
from desktop.views.agent.row_views import RowsView
from desktop.views.context import ViewContext
from desktop.views.safe_text import cell, first_seen

DIGITS = 9
_PAD = 18
_NAME = 1
_LONGEST_NAME = 220
_MEASURED = 20


class CandidateList(RowsView):
    """Nothing is chosen until a digit, Enter or a double click does it.

    Signals: picked(str) = the key of the customer.
    """

    picked = Signal(str)
    enters_with_a_row = False

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(context.look, ROW_HEIGHT, header=True, parent=parent)
        self._context = context
        self._people: Sequence[Candidate] = ()
        self._numbers: dict[str, int] = {}
        self.table = RecordTable(self)
        self.setModel(self.table)
        self.setItemDelegate(PanelDelegate(context.look, self))
        self.opened.connect(self._on_opened)

    def show_people(self, people: Sequence[Candidate], *, waiting: bool = False, rows: int = 3) -> None:
        """Show people in the order given; while they are looked for, skeleton rows."""
        self._people = people
        self._numbers = {person.customer.key: number for number, person in enumerate(people, 1)}
        self.table.show_records(self._columns(), people, self._words, rows if waiting else 0)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names their room anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Names are never cut for what stands beside them: other columns give up their air, then their place."""
        columns, look, pad = self.table.columns, self._context.look, self._context.look.px(_PAD)
        if not columns:
            return
        tight = [self._widest(number) + pad for number in range(len(columns))]
        tight[_NAME] = min(tight[_NAME], look.px(_LONGEST_NAME))
        roomy = [max(look.px(column.width), width) for column, width in zip(columns, tight, strict=True)]
        room = self.viewport().width()
        widths = roomy if sum(roomy) <= room else tight
        over = sum(widths) - room
        for number in sorted(range(len(columns)), key=lambda at: -columns[at].gives_way):
            hidden = over > 0 and columns[number].gives_way > 0
            self.setColumnHidden(number, hidden)
            over -= widths[number] if hidden else 0
            stretch = number == _NAME
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            self.horizontalHeader().setSectionResizeMode(number, mode)
            if not stretch:
                self.horizontalHeader().resizeSection(number, widths[number])

    def _widest(self, number: int) -> int:
        look = self._context.look
        texts = [words.cells[number].text for row in range(len(self._people)) if (words := self.table.words_at(row))]
        return max(
            look.width("micro", self.table.columns[number].title),
            *(look.width("control_strong", text) for text in ("", *texts[:_MEASURED])),
        )

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Key"), 40),
            Column(self.tr("Customer")),
            Column(self.tr("City"), 108),
            Column(self.tr("Last contact"), 104, gives_way=1),
            Column(self.tr("Open orders"), 92, right=True, gives_way=2),
            Column(self.tr("Match"), 84),
        )

    def _words(self, person: Candidate) -> RowWords:
        customer = person.customer.customer
        number = self._numbers.get(person.customer.key, 0)
        name = first_seen(customer.name, customer.organization, customer.id)
        last = self._context.formats.when(person.last_contact, self._context.now()) if person.last_contact else ""
        match = Cell(self.tr("Exact"), "good") if person.exact else Cell(self.tr("Similar"), "warn")
        cells = (
            Cell(str(number) if number <= DIGITS else "", "accent"),
            Cell(name, strong=True),
            Cell(cell(person.city)),
            Cell(last, "muted"),
            Cell("" if person.open_orders is None else self._context.formats.number(person.open_orders)),
            match,
        )
        return RowWords(cells, ", ".join(shown.text for shown in cells if shown.text))

    def pick(self, number: int) -> None:
        """Choose the person with this digit."""
        if 1 <= number <= min(DIGITS, len(self._people)):
            self.picked.emit(self._people[number - 1].customer.key)

    def _on_opened(self, row: int) -> None:
        if 0 <= row < len(self._people):
            self.picked.emit(self._people[row].customer.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_0
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 1 <= digit <= DIGITS:
            self.pick(digit)
        else:
            super().keyPressEvent(event)
