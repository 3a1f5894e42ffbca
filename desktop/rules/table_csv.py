"""The CSV form of a table, line by line, so that saving changes nothing but what was edited."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop.rules.problems import Place, Problem, Span, Suggestion

_GUARDED = ("=", "+", "@", "'")
_WIDE_LIMIT = 4096


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the file (a quoted cell may hold line ends): cells, raw text, where in it each cell starts.

    `number` is the row's in a spreadsheet.
    """

    cells: tuple[str, ...]
    raw: str
    line: int = 1
    starts: tuple[int, ...] = ()
    number: int = 1

    @property
    def kind(self) -> str:
        """The kind of line: its first cell."""
        return self.cells[0].strip() if self.cells else ""

    def cell(self, index: int) -> str:
        """A cell, blank when the line is shorter."""
        return self.cells[index] if index < len(self.cells) else ""

    def place(self, file: str, index: int = 0, rule_id: str = "", field: str = "") -> Place:
        """Where the words of a cell stand."""
        offset = self._offset(index, 1, 1) if index < len(self.starts) else 0
        return self._at(offset, file, rule_id, field, cell_name(index, self.number))

    def _at(self, offset: int, file: str = "", rule_id: str = "", field: str = "", cell: str = "") -> Place:
        line = self.line + self.raw.count("\n", 0, offset)
        return Place(file, rule_id, field, line, offset - self.raw.rfind("\n", 0, offset), cell=cell)

    def put(self, problem: Problem, index: int, delimiter: str, place: Place) -> Problem:
        """A problem with a span inside a cell as a problem of the file, in which quotes are doubled."""
        if index >= len(self.starts):
            return place.put(problem)
        mend = None if problem.suggestion is None else self._mend(problem.suggestion, index, delimiter)
        placed = place.put(replace(problem, suggestion=None))
        return replace(placed, span=self._span(problem.span, index), suggestion=mend)

    def _mend(self, mend: Suggestion, index: int, delimiter: str) -> Suggestion:
        """A mend inside a cell as the file needs it: the whole cell where it must be put in quotes."""
        if self.raw.startswith('"', self.starts[index]):
            return Suggestion(mend.text.replace('"', '""'), self._span(mend.span, index), mend.words)
        if not any(sign in mend.text for sign in (delimiter, '"', "\n")):
            return replace(mend, span=self._span(mend.span, index))
        cell = self.cells[index]
        fixed = cell[: mend.span.col - 1] + mend.text + cell[mend.span.end_col - 1 :]
        whole = _from_to(self._at(self.starts[index]), self._at(self._offset(index, 1, len(cell) + 1)))
        return Suggestion(_written(fixed, delimiter), whole, mend.words)

    def _span(self, span: Span, index: int) -> Span:
        """The place in the file of a place in a cell."""
        start = self._offset(index, span.line, span.col)
        return _from_to(self._at(start), self._at(self._offset(index, span.end_line, span.end_col)))

    def _offset(self, index: int, line: int, col: int) -> int:
        """Where in the raw line a place in the text of a cell stands."""
        cell, at = self.cells[index], 0
        for _ in range(line - 1):
            at = cell.find("\n", at) + 1
        at = min(at + col - 1, len(cell))
        start = self.starts[index]
        doubled = cell.count('"', 0, at) if self.raw.startswith('"', start) else 0
        start += self.raw.startswith('"', start)
        guard = self.raw.startswith("'", start) and self.raw.startswith(_GUARDED, start + 1)
        return start + guard + at + doubled

    @property
    def is_blank(self) -> bool:
        """Whether nothing stands in the line."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table file as lines; edits replace lines, every other byte stays."""

    records: tuple[Record, ...]
    delimiter: str = ","
    newline: str = "\n"
    bom: str = ""

    def text(self) -> str:
        """The file as text."""
        return self.bom + "".join(record.raw for record in self.records)

    def of_kind(self, kind: str) -> Record | None:
        """The first line of a kind."""
        return next((r for r in self.records if r.kind == kind), None)


def cell_name(index: int, number: int) -> str:
    """A cell as spreadsheets call it; `index` counts its column from 0."""
    letters, left = "", index + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{number}"


def _from_to(start: Place, end: Place) -> Span:
    return Span(start.line, start.col, end.line, end.col)


def canonical_line(cells: Iterable[str], delimiter: str = ",") -> str:
    """One line as we write it: quoted where needed, never the start of a formula."""
    return delimiter.join(_written(cell, delimiter) for cell in cells)


def _written(cell: str, delimiter: str) -> str:
    if cell.startswith(_GUARDED):
        cell = "'" + cell
    if any(char in cell for char in (delimiter, '"', "\n", "\r")) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _read_cell(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def split_file(text: str, file: str = "") -> tuple[TableFile, list[Problem]]:
    """The lines of a table file; the sign after its first word divides the cells."""
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    body = text[len(bom) :]
    word = "callside"
    follows = body[len(word) : len(word) + 1]
    delimiter = follows if body.startswith(word) and follows in ",;\t|" and follows else ","
    newline = "\r\n" if "\r\n" in body else "\n"
    records, open_line = _Splitter(body, delimiter).run()
    problems = []
    if open_line is not None:
        problems.append(Place(file, line=open_line).problem("TBL022"))
    return TableFile(tuple(records), delimiter, newline, bom), problems


class _Splitter:
    """Reads lines and cells in one pass over the text."""

    def __init__(self, text: str, delimiter: str) -> None:
        self.text = text
        self.delimiter = delimiter
        self.pos = 0
        self.line = 1
        self.line_end = -1

    def run(self) -> tuple[list[Record], int | None]:
        records: list[Record] = []
        while self.pos < len(self.text):
            first, start = self.line, self.pos
            cells: list[str] = []
            starts: list[int] = []
            more = True
            while more:
                at = self.pos - start
                cell, more = self._cell()
                if len(cells) < _WIDE_LIMIT:
                    starts.append(at)
                    cells.append(_read_cell(cell))
            raw = self.text[start : self.pos]
            records.append(Record(tuple(cells), raw, first, tuple(starts), len(records) + 1))
            if self.pos == len(self.text) and self._unclosed:
                return records, first
        return records, None

    _unclosed = False

    def _cell(self) -> tuple[str, bool]:
        """The next cell and whether another one follows in the line."""
        if self.text.startswith('"', self.pos):
            value = self._quoted()
            rest, more = self._plain()
            return value + rest, more
        return self._plain()

    def _quoted(self) -> str:
        parts = []
        self.pos += 1
        while True:
            end = self.text.find('"', self.pos)
            if end < 0:
                self._unclosed = True
                end = len(self.text)
            piece = self.text[self.pos : end]
            self.line += piece.count("\n")
            parts.append(piece)
            self.pos = min(end + 1, len(self.text))
            if not self.text.startswith('"', self.pos):
                return "".join(parts)
            parts.append('"')
            self.pos += 1

    def _plain(self) -> tuple[str, bool]:
        if self.line_end < self.pos:
            newline = self.text.find("\n", self.pos)
            self.line_end = newline if newline >= 0 else len(self.text)
        end = self.line_end
        comma = self.text.find(self.delimiter, self.pos, end)
        if comma >= 0:
            value, self.pos = self.text[self.pos : comma], comma + 1
            return value, True
        value = self.text[self.pos : end].removesuffix("\r")
        if end < len(self.text):
            self.line += 1
        self.pos = min(end + 1, len(self.text))
        return value, False
