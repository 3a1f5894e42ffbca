"""The table of a panel: records in, worded cells out; any record kind, any number of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

MARKED = 60
"""Rows compared after a refresh: more are never in sight."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_AT_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter
_AT_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class CellRole(IntEnum):
    """What the delegate asks for: the cell (None in a skeleton row), the record, if the row reads anew, its tint."""

    CELL = Qt.ItemDataRole.UserRole + 1
    RECORD = Qt.ItemDataRole.UserRole + 2
    CHANGED = Qt.ItemDataRole.UserRole + 3
    TONE = Qt.ItemDataRole.UserRole + 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell in words; `tone` is good, warn, bad, violet, accent, muted or empty."""

    text: str = ""
    tone: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in pixels at density 100, 0 takes what is left; the highest `gives_way` leaves first."""

    title: str
    width: int = 0
    right: bool = False
    gives_way: int = 0


@dataclass(frozen=True, slots=True)
class RowWords:
    """A row in words, and as a sentence for assistive technology; `tone` tints the whole row."""

    cells: tuple[Cell, ...]
    spoken: str
    tone: str = ""


class RecordTable(QAbstractTableModel):
    """Records of one panel; a row is worded when it is first looked at and kept until the records change.

    While nothing is known it holds `skeleton` rows, whose CELL is None.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._records: Sequence[object] = ()
        self._word: Callable[[Any], RowWords] = _no_words
        self._worded: dict[int, RowWords] = {}
        self._changed: set[int] = set()
        self._skeleton = 0

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown."""
        return self._columns

    def show_records(
        self,
        columns: tuple[Column, ...],
        records: Sequence[object],
        word: Callable[[Any], RowWords],
        skeleton: int = 0,
    ) -> None:
        """Show these records, or this many skeleton rows if there are none."""
        self.beginResetModel()
        self._columns, self._records, self._word = columns, records, word
        self._worded = {}
        self._changed = set()
        self._skeleton = 0 if records else skeleton
        self.endResetModel()

    def exchange(self, records: Sequence[object]) -> bool:
        """Show newer values of the same records; rows that read differently now are marked. Says whether any is."""
        before = {row: words for row, words in self._worded.items() if row < MARKED}
        self.show_records(self._columns, records, self._word)
        self._changed = {row for row, words in before.items() if row < len(records) and self.words_at(row) != words}
        return bool(self._changed)

    def unmark(self) -> None:
        """Nothing is new any more: a key was pressed."""
        changed, self._changed = self._changed, set()
        for row in changed:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._columns) - 1), [CellRole.CHANGED])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._skeleton or len(self._records)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def words_at(self, row: int) -> RowWords | None:
        """A row in words; None for a skeleton row."""
        if self._skeleton or not 0 <= row < len(self._records):
            return None
        found = self._worded.get(row)
        if found is None:
            found = self._worded[row] = self._word(self._records[row])
        return found

    def record_at(self, row: int) -> object | None:
        """The record of a row; None for a skeleton row."""
        return self._records[row] if not self._skeleton and 0 <= row < len(self._records) else None

    def row_of(self, record_id: str | None) -> int:
        """The row of the record with this id; 0 when there is none."""
        for row, record in enumerate(self._records):
            if record_id is not None and getattr(record, "id", None) == record_id:
                return row
        return 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == CellRole.RECORD:
            return self.record_at(index.row())
        if role == CellRole.CHANGED:
            return index.row() in self._changed
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _AT_END if self._columns[index.column()].right else _AT_START
        words = self.words_at(index.row())
        if role == CellRole.CELL:
            return None if words is None else words.cells[index.column()]
        if role == CellRole.TONE:
            return "" if words is None else words.tone
        if role == Qt.ItemDataRole.DisplayRole:
            return self.tr("Loading") if words is None else words.cells[index.column()].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Loading") if words is None else self._spoken(words, index.column())
        return None

    def _spoken(self, words: RowWords, column: int) -> str:
        """The first cell says the whole row; the others say themselves with their column."""
        if column == 0:
            return words.spoken
        title, text = self._columns[column].title, words.cells[column].text
        return self.tr("{column}: {value}").format(column=title, value=text or self.tr("none"))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _AT_END if self._columns[section].right else _AT_START
        if orientation == Qt.Orientation.Vertical and role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None


def _no_words(record: object) -> RowWords:
    raise LookupError(f"no columns were given for {type(record).__name__}")
