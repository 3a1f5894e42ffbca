"""The columns of a table of the site's own, as the playbook describes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop.views.agent.panel_columns import Shown, filled
from desktop.views.agent.panel_models import Cell, Column
from desktop.views.safe_text import cell

if TYPE_CHECKING:
    from connectors.records import Row
    from desktop.playbook.panel_read import PanelColumn
    from desktop.views.agent.panel_columns import PanelColumns

_WIDTHS = {"text": 104, "int": 72, "decimal": 80, "money": 92, "date": 84, "datetime": 100, "bool": 64}
_AT_END = frozenset({"int", "decimal", "money"})
_ALWAYS = 2
"""So many columns stay whatever the width; of the others the last leaves first."""


def own_columns(columns: Sequence[PanelColumn], words: PanelColumns) -> tuple[Shown, ...]:
    """A column for each that the playbook names; the first stands out."""
    shown = []
    for number, column in enumerate(columns):
        gives_way = number if number >= _ALWAYS else 0
        stands = Column(cell(column.label), _WIDTHS[column.type], column.type in _AT_END, gives_way)
        shown.append(Shown(stands, _Cells(column, words, strong=number == 0).word))
    return filled(shown)


class _Cells:
    """Words the cells of one column by its type."""

    def __init__(self, column: PanelColumn, words: PanelColumns, *, strong: bool) -> None:
        self._column, self._words, self._strong = column, words, strong

    def word(self, row: Row) -> Cell:
        """The cell of one row; empty where the system has no such value."""
        return Cell(self._words.value(self._typed(row.cells.get(self._column.field))), strong=self._strong)

    def _typed(self, value: object) -> object:
        """A value as its column means it: databases keep yes and no as 1 and 0, and card numbers as numbers."""
        if self._column.type == "bool" and value in (0, 1):
            return bool(value)
        plain = isinstance(value, int | Decimal) and not isinstance(value, bool)
        return str(value) if self._column.type == "text" and plain else value
