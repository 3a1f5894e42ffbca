"""A table file as a decision table: first its shape and outputs, then its conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.rules.cells import ANY, cell_literal, print_cell, read_cell, unreadable
from desktop.rules.localized import meant_value
from desktop.rules.misfits import listed, overlong
from desktop.rules.nodes import Lit, Node, all_of
from desktop.rules.output_cells import currency_of, output_reader, typed_value
from desktop.rules.parser import parse
from desktop.rules.problems import (
    MAX_COLUMNS,
    MAX_PROBLEMS,
    MAX_ROWS,
    MAX_STRING,
    MAX_TEXT,
    Place,
    Problem,
    Span,
    clip,
    errors,
    shown,
    suggest,
)
from desktop.rules.read_values import read_date
from desktop.rules.room import FACT_LABEL, has_room
from desktop.rules.schema import NAME, Schema
from desktop.rules.table_csv import Record, TableFile, split_file
from desktop.rules.tables import Column, Hit, Row, Status, Table, as_number
from desktop.rules.typecheck import check_condition
from desktop.rules.values import DATE, Scalar, Type

HEADER_KEYS = ("id", "hit", "title", "owner", "status", "from", "to")
ROLES = ("id", "in", "if", "out", "note")
_LINES = {"role": "role,id,in,out", "name": "name,,order.open_count,type"}
"""How the lines are written that every table needs."""
KINDS = ("callside", "role", "name", "label", "values", "default", "rule")


@dataclass(frozen=True, slots=True)
class Draft:
    """A table whose outputs are known and whose conditions are not read yet."""

    table: Table
    file: TableFile


def read_draft(text: str, file: str) -> tuple[Draft | None, list[Problem]]:
    """The shape and the outputs of a table file."""
    lines, problems = split_file(text, file)
    return _DraftReader(lines, file, problems).read(), problems


def word_span(cell: str) -> Span:
    """The place of a one-word cell's word."""
    start = len(cell) - len(cell.lstrip()) + 1
    return Span(1, start, 1, start + len(cell.strip()))


class _DraftReader:
    def __init__(self, lines: TableFile, file: str, problems: list[Problem]) -> None:
        self.lines = lines
        self.file = file
        self.problems = problems
        self.rules = [r for r in lines.records if r.kind == "rule"]

    def wrong(self, record: Record | None, index: int, code: str, **params: object) -> None:
        place = self._place(record, index) if record else Place(self.file)
        self.problems.append(place.problem(code, **params))

    def slip(self, record: Record, index: int, code: str, word: str, known: Iterable[str], **params: object) -> None:
        """Note a word that is none of those known, with the closest of them."""
        at = record.cell(index).find(word) + 1
        span = Span(1, at, 1, at + len(word))
        names = tuple(known)
        params |= {"known": f"use {listed(names, word)}"}
        problem = Problem(code, span=span, params=shown(params), suggestion=suggest(word, names, span))
        self.problems.append(record.put(problem, index, self.lines.delimiter, self._place(record, index)))

    def _place(self, record: Record, index: int) -> Place:
        """Where a cell stands: its row and its column by their names."""
        names = self.lines.of_kind("name")
        row = record.cell(1).strip() if record.kind == "rule" else ""
        column = names.cell(index).strip() if names and index and record.kind != "callside" else ""
        return replace(
            record.place(self.file, index, row, column), block=f"row {row}" if row else f"line {record.kind}"
        )

    def read(self) -> Draft | None:
        head = self.lines.records[0] if self.lines.records else None
        if head is None or head.kind != "callside":
            self.wrong(head, 0, "TBL001")
            return None
        if head.cell(1).strip() != "table/1":
            self.wrong(head, 1, "TBL002", found=head.cell(1).strip() or "nothing")
            return None
        header = self._header(head)
        self._check_kinds()
        columns = self._columns()
        if columns is None or not self._within_limits(columns):
            return None
        hit = self._hit(head, header.get("hit", "U"))
        columns, outputs, default = self._outputs(columns)
        rows = self._rows(outputs)
        table = self._table(header, head, hit, columns, rows, default)
        self._check_outputs(table, head)
        return Draft(table, self.lines)

    def _check_kinds(self) -> None:
        once: dict[str, Record] = {}
        for record in self.lines.records:
            if record.kind in once:
                self.wrong(record, 0, "TBL027", kind=record.kind, first=once[record.kind].place(self.file))
            elif record.kind in KINDS and record.kind != "rule":
                once[record.kind] = record
            if not record.is_blank and record.kind not in KINDS:
                self.slip(record, 0, "TBL004", record.kind, KINDS, kind=record.kind or "(blank)")

    def _header(self, head: Record) -> dict[str, str]:
        found: dict[str, str] = {}
        for index, cell in enumerate(head.cells[2:], 2):
            key, sign, value = cell.partition("=")
            key = key.strip()
            if not cell.strip():
                continue
            if not sign or key not in HEADER_KEYS:
                self.slip(head, index, "NAM007", key, HEADER_KEYS, name=key)
                continue
            found[key] = value.strip()
        stem = self.file.rsplit("/", 1)[-1].removesuffix(".csv")
        found.setdefault("id", stem)
        if not NAME.fullmatch(found["id"]):
            self.wrong(head, _cell_of(head, "id"), "NAM004", name=found["id"])
        elif found["id"] != stem and self.file:
            place = self._place(head, _cell_of(head, "id"))
            self.problems.append(place.warning("TBL019", id=found["id"], stem=stem))
        title = found.get("title", "")
        if not has_room(title, FACT_LABEL):
            self.problems.append(overlong(self._place(head, _cell_of(head, "title")), "title", title, FACT_LABEL))
        return found

    def _columns(self) -> tuple[Column, ...] | None:
        roles, names = self.lines.of_kind("role"), self.lines.of_kind("name")
        for kind, record in (("role", roles), ("name", names)):
            if record is None:
                self.wrong(None, 0, "TBL003", kind=kind, write=_LINES[kind])
        if roles is None or names is None:
            return None
        labels = self.lines.of_kind("label")
        columns: list[Column] = []
        for index, cell in enumerate(roles.cells[1:], 1):
            role = cell.strip().lower()
            if role not in ROLES:
                if role or any(r.cell(index).strip() for r in self.rules):
                    self.slip(roles, index, "TBL005", cell.strip(), ROLES, role=role or "(blank)")
                continue
            name = names.cell(index).strip()
            label = labels.cell(index).strip() if labels else ""
            columns.append(Column(index, role, name, label))
        return tuple(columns)

    def _within_limits(self, columns: Sequence[Column]) -> bool:
        if len(self.rules) > MAX_ROWS:
            self.wrong(self.rules[MAX_ROWS], 0, "CAP008", limit=MAX_ROWS)
            return False
        if len(columns) > MAX_COLUMNS:
            self.wrong(self.lines.of_kind("role"), 0, "CAP009", limit=MAX_COLUMNS)
            return False
        return True

    def _hit(self, head: Record, word: str) -> Hit:
        try:
            return Hit(word.upper().replace(" ", ""))
        except ValueError:
            self.wrong(head, _cell_of(head, "hit"), "TBL011", hit=word or "nothing")
            return Hit.UNIQUE

    def _outputs(
        self, columns: tuple[Column, ...]
    ) -> tuple[tuple[Column, ...], dict[int, dict[Record, Scalar | None]], tuple[Scalar | None, ...]]:
        """The outputs of all rows; a column is typed only when all its cells agree."""
        values_line, default_line = self.lines.of_kind("values"), self.lines.of_kind("default")
        done: list[Column] = []
        outputs: dict[int, dict[Record, Scalar | None]] = {}
        defaults: list[Scalar | None] = []
        for column in columns:
            if column.role != "out":
                done.append(column)
                continue
            listed = values_line.cell(column.index) if values_line else ""
            words = [w.strip() for w in listed.split("|") if w.strip()]
            default = default_line.cell(column.index).strip() if default_line else ""
            texts = {r: r.cell(column.index).strip() for r in self.rules}
            reader = output_reader([*words, default, *texts.values()])
            self._check_localized(column, texts)
            outputs[column.index] = {r: reader(t) for r, t in texts.items()}
            defaults.append(reader(default))
            values = tuple(v for v in map(reader, words) if v is not None)
            place = replace(values_line.place(self.file, column.index), block="line values") if values_line else Place()
            done.append(replace(column, values=values, listed_at=place))
        return tuple(done), outputs, tuple(defaults)

    def _check_localized(self, column: Column, texts: Mapping[Record, str]) -> None:
        """Numbers and dates that a spreadsheet rewrote would make a whole column texts."""
        present = {record: text for record, text in texts.items() if text not in ANY and typed_value(text) is None}
        meant = {record: meant_value(text) for record, text in present.items()}
        if any(found is None for found in meant.values()):
            return
        for record, found in meant.items():
            code, iso = found or ("", "")
            self.wrong(record, column.index, code, iso=iso, text=present[record])

    def _rows(self, outputs: Mapping[int, Mapping[Record, Scalar | None]]) -> tuple[Row, ...]:
        seen: dict[str, Record] = {}
        rows = []
        for record in self.rules:
            row_id = record.cell(1).strip()
            if not row_id:
                self.wrong(record, 1, "TBL007")
            elif len(row_id) > MAX_STRING:
                self.wrong(record, 1, "CAP005", limit=MAX_STRING)
            elif row_id in seen:
                self.wrong(record, 1, "TBL006", id=row_id, first=seen[row_id].place(self.file))
            seen.setdefault(row_id, record)
            values = tuple(outputs[index][record] for index in outputs)
            place = replace(record.place(self.file, 0, row_id), block=f"row {clip(row_id)}", cell="")
            rows.append(Row(row_id, all_of(), values, place=place))
        return tuple(rows)

    def _table(
        self,
        header: Mapping[str, str],
        head: Record,
        hit: Hit,
        columns: tuple[Column, ...],
        rows: tuple[Row, ...],
        default: tuple[Scalar | None, ...],
    ) -> Table:
        return Table(
            id=header["id"],
            hit=hit,
            columns=columns,
            rows=rows,
            title=header.get("title", ""),
            owner=header.get("owner", ""),
            status=self._status(head, header.get("status", "active")),
            effective_from=self._date(head, "from", header),
            effective_to=self._date(head, "to", header),
            default=default if any(v is not None for v in default) else None,
            place=replace(head.place(self.file), cell=""),
        )

    def _status(self, head: Record, word: str) -> Status:
        try:
            return Status(word or "active")
        except ValueError:
            self.slip(
                head,
                _cell_of(head, "status"),
                "TBL017",
                word,
                list(Status),
                key="status",
                value=word,
                expected=f"one of {', '.join(Status)}",
            )
            return Status.DRAFT

    def _date(self, head: Record, key: str, header: Mapping[str, str]) -> date | None:
        text = header.get(key, "")
        value = read_date(text) if text else None
        if text and value is None:
            error = unreadable(text, DATE)
            told = {"key": key, "value": text, "expected": "a day such as 2026-12-01"}
            params = told if error.code == "TBL020" else error.params
            code = "TBL017" if error.code == "TBL020" else error.code
            self.wrong(head, _cell_of(head, key), code, **params)
        return value

    def _check_outputs(self, table: Table, head: Record) -> None:
        if not table.outputs:
            self.wrong(self.lines.of_kind("role") or head, 0, "TBL016")
            return
        names = [c.name for c in table.outputs]
        line = self.lines.of_kind("name")
        for number, column in enumerate(table.outputs):
            if column.name in names[:number] and line is not None:
                first = line.place(self.file, table.outputs[names.index(column.name)].index)
                self.wrong(line, column.index, "TBL018", name=column.name, first=first)
        if table.hit in (Hit.PRIORITY, Hit.OUTPUT_ORDER) and not any(c.values for c in table.outputs):
            self.wrong(self.lines.of_kind("values") or line, table.outputs[0].index, "TBL013", output=names[0])
        for record, row in zip(self.rules, table.rows, strict=True):
            self._check_row(table, record, row)
        default = self.lines.of_kind("default")
        if default is not None and table.default is not None:
            self._check_default(table, default, table.default)

    def _check_default(self, table: Table, record: Record, default: tuple[Scalar | None, ...]) -> None:
        """Default outputs are among the allowed values, and numbers where numbers come out."""
        for column, value in zip(table.outputs, default, strict=True):
            written = record.cell(column.index).strip()
            if column.values and value is not None and value not in column.values:
                self._not_allowed(record, column, written)
        first = table.outputs[0]
        if table.hit.is_number and as_number(default[0]) is None:
            written = record.cell(first.index).strip() or "nothing"
            self.wrong(record, first.index, "TBL014", hit=table.hit, output=first.name, value=written)

    def _check_row(self, table: Table, record: Record, row: Row) -> None:
        width = max(c.index for c in table.columns)
        if any(cell.strip() for cell in record.cells[width + 1 :]):
            self.wrong(record, width + 1, "TBL015")
        # An open quote swallows the cells behind it; it is named by itself.
        if len(record.cells) <= width and not any(problem.code == "TBL022" for problem in self.problems):
            place = self._place(record, len(record.cells) - 1)
            self.problems.append(place.warning("TBL028", has=len(record.cells), needs=width + 1))
        for column, value in zip(table.outputs, row.outputs, strict=True):
            if isinstance(value, str) and len(value) > MAX_TEXT:
                self.wrong(record, column.index, "CAP001", limit=MAX_TEXT)
            if column.values and value is not None and value not in column.values:
                self._not_allowed(record, column, record.cell(column.index).strip())
        numeric = table.hit in (Hit.SUM, Hit.MIN, Hit.MAX)
        first = table.outputs[0]
        if numeric and as_number(row.outputs[0]) is None:
            written = record.cell(first.index).strip()
            # one word makes texts of all cells: it is to blame, not the numbers
            if as_number(typed_value(written)) is None:
                told = {"hit": table.hit, "output": first.name, "value": written or "nothing"}
                self.wrong(record, first.index, "TBL014", **told)
        elif numeric and currency_of(row.outputs[0]) != currency_of(table.rows[0].outputs[0]):
            written = record.cell(first.index).strip()
            self.wrong(record, first.index, "TBL026", hit=table.hit, output=first.name, value=written)

    def _not_allowed(self, record: Record, column: Column, written: str) -> None:
        """Note a value that the line `values` does not list, and where that line can be extended."""
        line = self.lines.of_kind("values")
        assert line is not None  # or nothing would be allowed
        known = [str(value) for value in column.values]
        where = line.place(self.file, column.index)
        told = {"value": written, "output": column.name, "where": where, "cell": where.cell}
        self.slip(record, column.index, "TBL010", written, known, **told)


def _cell_of(head: Record, key: str) -> int:
    """Which cell of the first line holds a setting."""
    return next((i for i, cell in enumerate(head.cells) if cell.partition("=")[0].strip() == key), 0)


def compile_draft(draft: Draft, schema: Schema) -> tuple[Table, list[Problem]]:
    """The table with its conditions read and checked against the schema."""
    problems: list[Problem] = []
    table = draft.table
    columns = [c for c in table.columns if c.role in ("in", "if")]
    types = _input_types(draft, columns, schema, problems)
    records = [r for r in draft.file.records if r.kind == "rule"]
    said: _Said = {}
    rows = []
    wrong = 0
    for record, row in zip(records, table.rows, strict=True):
        if wrong > MAX_PROBLEMS:
            break  # the table is refused, and no more is shown
        before, tests = len(problems), []
        for column in columns:
            if column.role == "in" and column.name not in types:
                continue
            text = record.cell(column.index)
            if (column.index, text) not in said:
                said[column.index, text] = _test(text, column, types, schema)
            node, found = said[column.index, text]
            if found:
                place = record.place(row.place.file, column.index, row.id, column.name or "if")
                place = replace(place, block=row.place.block)
                problems += [record.put(problem, column.index, draft.file.delimiter, place) for problem in found]
            if node is not None:
                tests.append((column.index, node))
        note = next((record.cell(c.index) for c in table.columns if c.role == "note"), "")
        condition = all_of(*(node for _, node in tests))
        rows.append(replace(row, condition=condition, tests=tuple(tests), note=note))
        wrong += len(errors(problems[before:]))
    return replace(table, rows=tuple(rows)), problems


def _input_types(draft: Draft, columns: Sequence[Column], schema: Schema, problems: list[Problem]) -> dict[str, Type]:
    """The type of each fact that a column tests."""
    names = draft.file.of_kind("name")
    types: dict[str, Type] = {}
    for column in columns:
        if column.role != "in":
            continue
        definition = schema.get(column.name)
        if definition is not None:
            types[column.name] = definition.type
        else:
            assert names is not None  # or the draft had no columns
            place = replace(names.place(draft.table.place.file, column.index), block="line name")
            span = word_span(names.cell(column.index))
            mend = suggest(column.name, schema.facts, span)
            problem = Problem("NAM001", span=span, params=shown({"name": column.name or "(blank)"}), suggestion=mend)
            problems.append(names.put(problem, column.index, draft.file.delimiter, place))
    return types


_Said = dict[tuple[int, str], tuple[Node | None, list[Problem]]]
"""What each text says in each column, with what is wrong with it: most texts stand in many rows."""


def _test(text: str, column: Column, types: Mapping[str, Type], schema: Schema) -> tuple[Node | None, list[Problem]]:
    """The test of a cell, with its problems placed inside the cell."""
    if column.role == "in":
        node, found = read_cell(text, column.name, types[column.name])
    elif text.strip() in ANY:
        return None, []
    else:
        parsed = parse(text)
        node, found = parsed.tree, list(parsed.problems)
    if node is not None:
        checked = check_condition(node, schema)
        if column.role == "in":
            checked = [_in_cell(problem, column.name, types[column.name]) for problem in checked]
        found += checked
    return node, found


def _in_cell(problem: Problem, fact: str, type_: Type) -> Problem:
    """A problem whose mend is written as a cell writes it."""
    if problem.suggestion is None:
        return problem
    node = parse(problem.suggestion.text).node
    text = cell_literal(node.value, type_) if isinstance(node, Lit) else print_cell(node, fact, type_)
    return replace(problem, suggestion=None if text is None else replace(problem.suggestion, text=text))
