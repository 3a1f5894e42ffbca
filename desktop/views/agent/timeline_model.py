"""The rows of the timeline: any number of them, worded a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop.call.state import TimelineGroup, TimelineItem
from desktop.views.agent.record_text import matches, search_text
from desktop.views.safe_text import plain

PAGE = 500
"""Rows added by one `fetchMore`."""
SCAN = 2_000
"""Items looked at in one `fetchMore`; a search for something rare goes on in the next one."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TimelineRole(IntEnum):
    """What the delegate asks for."""

    ROW = Qt.ItemDataRole.UserRole + 1
    ITEM = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row in words: what it was, one line about it, when, and at most one tag."""

    icon: str
    tone: str
    title: str
    line: str = ""
    when: str = ""
    tag: str = ""
    tag_tone: str = ""

    @property
    def spoken(self) -> str:
        """The row as a sentence for assistive technology."""
        return plain(", ".join(part for part in (self.title, self.line, self.when, self.tag) if part))


class TimelineModel(QAbstractTableModel):
    """One column, newest first; rows are found and worded only when the view comes near them.

    While more is awaited it ends in `skeleton` rows, whose ROW is None.
    """

    def __init__(self, word: Callable[[TimelineItem], TimelineRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._word = word
        self._items: Sequence[TimelineItem] = ()
        self._texts: list[str | None] = []
        self._groups: frozenset[TimelineGroup] | None = None
        self._needle = ""
        self._found: list[int] = []
        self._worded: dict[int, TimelineRow] = {}
        self._scanned = 0
        self._skeleton = 0

    def show_items(self, items: Sequence[TimelineItem], skeleton: int = 0) -> None:
        """Show these items, and under them this many skeleton rows."""
        if items is self._items and skeleton == self._skeleton:
            return
        self.beginResetModel()
        if items is not self._items:
            self._items = items
            self._texts = []
        self._skeleton = skeleton
        self._restart()
        self.endResetModel()

    def narrow(self, groups: frozenset[TimelineGroup] | None, needle: str) -> None:
        """Keep rows of these groups (None = all) that contain every word of `needle`."""
        wanted = needle.strip().casefold()
        if groups == self._groups and wanted == self._needle:
            return
        self.beginResetModel()
        self._groups, self._needle = groups, wanted
        self._restart()
        self.endResetModel()

    def forget_words(self, rows: int | None = None) -> None:
        """Word rows again, the first ones or all: the call went on hold, another day has begun."""
        last = len(self._found) if rows is None else min(rows, len(self._found))
        for row in range(last):
            self._worded.pop(row, None)
        if last:
            self.dataChanged.emit(self.index(0, 0), self.index(last - 1, 0))

    def row_of(self, item: TimelineItem | None) -> int | None:
        """Where an item is among the rows found so far; a record fetched again counts as the same."""
        if item is None:
            return None
        wanted = _identity(item)
        for row, at in enumerate(self._found):
            if _identity(self._items[at]) == wanted:
                return row
        return None

    def _restart(self) -> None:
        self._found = []
        self._worded = {}
        self._scanned = 0
        self._found.extend(self._next_page())

    def _next_page(self) -> list[int]:
        page: list[int] = []
        end = min(len(self._items), self._scanned + SCAN)
        at = self._scanned
        while at < end and len(page) < PAGE:
            if self._wanted(at):
                page.append(at)
            at += 1
        self._scanned = at
        return page

    def _wanted(self, at: int) -> bool:
        item = self._items[at]
        if self._groups is not None and item.group not in self._groups:
            return False
        return not self._needle or matches(self._needle, self._text(at))

    def _text(self, at: int) -> str:
        if not self._texts:
            self._texts = [None] * len(self._items)
        text = self._texts[at]
        if text is None:
            text = self._texts[at] = search_text(self._items[at].record)
        return text

    def rowCount(self, parent: Index = _ROOT) -> int:
        if parent.isValid():
            return 0
        return len(self._found) + self._skeleton

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 1

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._scanned < len(self._items)

    def fetchMore(self, parent: Index) -> None:
        if parent.isValid():
            return
        page = self._next_page()
        if not page:
            return
        first = len(self._found)
        self.beginInsertRows(_ROOT, first, first + len(page) - 1)
        self._found.extend(page)
        self.endInsertRows()

    def row_at(self, row: int) -> TimelineRow | None:
        """The words of a row; None for a skeleton row."""
        if not 0 <= row < len(self._found):
            return None
        worded = self._worded.get(row)
        if worded is None:
            worded = self._worded[row] = self._word(self._items[self._found[row]])
        return worded

    def item_at(self, row: int) -> TimelineItem | None:
        """The item of a row; None for a skeleton row."""
        if not 0 <= row < len(self._found):
            return None
        return self._items[self._found[row]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == TimelineRole.ROW:
            return self.row_at(index.row())
        if role == TimelineRole.ITEM:
            return self.item_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            worded = self.row_at(index.row())
            return self.tr("Loading") if worded is None else worded.spoken
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal and section == 0:
            return self.tr("Contacts and events, newest first")
        return super().headerData(section, orientation, role)


def _identity(item: TimelineItem) -> tuple[str, str, str]:
    record = item.record
    if record is None:
        return ("", "", "")
    return (type(record).__name__, record.provenance.system, record.id)
