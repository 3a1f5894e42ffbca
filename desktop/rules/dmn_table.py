"""One decision table of a DMN model as a table file of ours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from xml.etree import ElementTree as ET

from desktop.rules.cells import print_cell
from desktop.rules.dmn_cells import output_cell
from desktop.rules.dmn_model import Model, components, item_of, name_from, unique, variable_type
from desktop.rules.dmn_scope import ModelScope
from desktop.rules.dmn_xml import extension, first, inside, text_of
from desktop.rules.feel_logic import (
    NEVER,
    NOTHING,
    Logic,
    NotImportable,
    Value,
    all_true,
    any_true,
    constant,
    value,
)
from desktop.rules.feel_read import expression, listed, path_of, unary_tests
from desktop.rules.nodes import ALWAYS, Name, Node, walk
from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from desktop.rules.problems import MAX_NODES, errors
from desktop.rules.table_csv import canonical_line
from desktop.rules.typecheck import comparable
from desktop.rules.values import Type

_HITS = {
    "UNIQUE": "U",
    "ANY": "A",
    "PRIORITY": "P",
    "FIRST": "F",
    "COLLECT": "C",
    "RULE ORDER": "R",
    "OUTPUT ORDER": "O",
}
_AGGREGATIONS = {"SUM": "C+", "COUNT": "C#", "MIN": "C<", "MAX": "C>"}


@dataclass(frozen=True, slots=True)
class _Column:
    """An input of the table: what its expression says, and its words."""

    subject: Value | Logic
    label: str

    @property
    def fact(self) -> str:
        """The fact it tests; blank for anything more than a fact."""
        node = self.subject.node if isinstance(self.subject, Value) else None
        return node.name if isinstance(node, Name) else ""


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    tests: list[str]
    condition: str
    outputs: list[str]
    note: str


class TableImport:
    """A decision table on its way to CSV; what is not read is noted in the model."""

    def __init__(self, scope: ModelScope, decision: ET.Element, table: ET.Element, table_id: str) -> None:
        """Take what the table is made of."""
        self.scope = scope
        self.model: Model = scope.model
        self.decision = decision
        self.table = table
        self.id = table_id
        self.rules = list(inside(table, "rule"))
        self.outputs = list(inside(table, "output"))
        self._types: dict[ET.Element, Type] = {}

    def text(self) -> tuple[str, dict[str, str]]:
        """The file, and the name of ours for each output."""
        columns = [self._column(e, at) for at, e in enumerate(inside(self.table, "input"))]
        names = self._output_names()
        rows = [self._row(rule, columns) for rule in self.rules]
        ids = [row.id for row in rows]
        if len(set(ids)) < len(ids) or not all(ids):
            ids = [f"r{number}" for number in range(1, len(rows) + 1)]
        shown = [c for c in columns if c is not None and c.fact]
        has_if = any(row.condition for row in rows)
        has_note = any(row.note for row in rows)
        roles = ["in"] * len(shown) + ["if"] * has_if + ["out"] * len(self.outputs) + ["note"] * has_note
        blank = [""] * has_if
        before, after = ["", *[""] * (len(shown) + has_if)], [""] * has_note
        lines = [
            self._header(),
            ["role", "id", *roles],
            ["name", "", *(c.fact for c in shown), *blank, *names.values(), *after],
            ["label", "", *(c.label for c in shown), *blank, *(o.get("label", "") for o in self.outputs), *after],
        ]
        values = [self._values(output) for output in self.outputs]
        defaults = [self._output(output, first(output, "defaultOutputEntry")) for output in self.outputs]
        lines += [["values", *before, *values, *after]] if any(values) else []
        lines += [["default", *before, *defaults, *after]] if any(defaults) else []
        for row_id, row in zip(ids, rows, strict=True):
            condition = [row.condition or "-"] * has_if
            lines.append(["rule", row_id, *row.tests, *condition, *row.outputs, *[row.note] * has_note])
        return file_of(lines), names

    def _header(self) -> list[str]:
        policy = self.table.get("hitPolicy", "UNIQUE")
        aggregation = self.table.get("aggregation", "")
        hit = _HITS.get(policy, "")
        if not hit:
            self.model.not_imported(f"hit policy {policy}", self.table)
        if hit == "C" and aggregation:
            hit = _AGGREGATIONS.get(aggregation, "")
            if not hit or len(self.outputs) > 1:
                self.model.not_imported(f"aggregation {aggregation}", self.table)
        ours = extension(self.table)
        more = ours.attrib if ours is not None else {}
        head = header(self.id, hit or "U", self.decision.get("label", "") or self.decision.get("name", ""))
        return head + [f"{key}={more[key]}" for key in ("owner", "status", "from", "to") if key in more]

    def _column(self, element: ET.Element, at: int) -> _Column | None:
        given = first(element, "inputExpression")
        text, ref = text_of(given), given.get("typeRef", "") if given is not None else ""
        entries = (list(inside(rule, "inputEntry")) for rule in self.rules)
        cells = [text_of(listed[at]) for listed in entries if at < len(listed)]
        try:
            path = path_of(text, self.scope)
            is_input = bool(path) and path[0] not in self.model.elements
            subject = self.scope.input(path, ref, cells) if is_input else expression(text, self.scope)
        except NotImportable as why:
            self.model.not_imported(f"input expression {text}", element, why)
            return None
        found = self.model.facts.get(path)
        if found is not None and element.get("label"):
            found.label = element.get("label", "")
        return _Column(subject, element.get("label") or (found.label if found is not None else text))

    def _output_names(self) -> dict[str, str]:
        if not self.outputs:
            self.model.wrong(self.table, "DMN010", what="output", kind="decisionTable")
        names: dict[str, str] = {}
        for element in self.outputs:
            name = element.get("name", "") or (self.decision.get("name", "") if len(self.outputs) == 1 else "")
            if not name or name in names:
                code = "DMN011" if name else "DMN010"
                self.model.wrong(element, code, what="name", kind="output", name=name)
            names[name or str(len(names))] = unique(name_from(element.get("name") or "result"), names.values())
        return names

    def _values(self, output: ET.Element) -> str:
        """The allowed values, best first, of the output itself or of its type."""
        text = text_of(first(output, "outputValues"))
        ref = self.table.get("typeRef", "") or variable_type(self.decision)
        if not text:
            part = components(self.model, ref).get(output.get("name", ""))
            text = text_of(first(part, "allowedValues")) if part is not None else ""
        if not text and len(self.outputs) == 1:
            item = item_of(self.model, ref)
            text = text_of(first(item, "allowedValues")) if item is not None else ""
        try:
            return "|".join(_values_of(text, self.scope)) if text else ""
        except NotImportable:
            return ""

    def _output(self, output: ET.Element, entry: ET.Element | None) -> str:
        text = text_of(entry)
        if entry is None or text in ("", "-"):
            return ""
        try:
            found = _literal(text, self.scope)
            if output not in self._types:
                self._types[output] = self._type(output) or found.type
            type_ = self._types[output]
            if found.node is not None and not comparable(type_, found.type):
                raise NotImportable(f"it is {found.type.words}, the output is {type_.words}")
            return output_cell(found.constant)
        except NotImportable as why:
            self.model.not_imported(f"output {text}", entry, why)
            return ""

    def _type(self, output: ET.Element) -> Type | None:
        if self.table.get("aggregation"):
            return None
        return self.scope.output_type(self.decision, self.table, output)

    def _row(self, rule: ET.Element, columns: Sequence[_Column | None]) -> _Row:
        ours = extension(rule)
        given = {e.get("fact", ""): e.get("cell", "") for e in inside(ours, "test")} if ours is not None else {}
        paid = {e.get("output", ""): e.get("cell", "") for e in inside(ours, "out")} if ours is not None else {}
        entries, outputs = list(inside(rule, "inputEntry")), list(inside(rule, "outputEntry"))
        for kind, found, wanted in (("input", entries, columns), ("output", outputs, self.outputs)):
            if len(found) != len(wanted):
                self.model.wrong(rule, "DMN012", kind=kind, found=len(found), wanted=len(wanted))
        tests, conditions = [], []
        for entry, column in zip(entries, columns, strict=False):
            if column is None:
                continue
            if column.fact in given:
                tests.append(given[column.fact])
                continue
            cell, more = self._test(entry, column)
            tests += [cell] if column.fact else []
            conditions.append(more)
        conditions.append(text_of(first(ours, "if")) if ours is not None else "")
        cells = [
            paid.get(output.get("name", "")) or self._output(output, entry)
            for output, entry in zip(self.outputs, outputs, strict=False)
        ]
        notes = [text_of(first(rule, "description")), *(text_of(a) for a in inside(rule, "annotationEntry"))]
        condition = self._joined(rule, [c for c in conditions if c])
        return _Row(rule.get("label", ""), tests, condition, cells, " ".join(n for n in notes if n))

    def _joined(self, rule: ET.Element, conditions: Sequence[str]) -> str:
        text = conditions[0] if len(conditions) == 1 else " and ".join(f"({c})" for c in conditions)
        wrong = errors(parse(text).problems) if text else []
        if wrong:
            self.model.not_imported("rule", rule, wrong[0].text)
        return "" if wrong else text

    def _test(self, entry: ET.Element, column: _Column) -> tuple[str, str]:
        """A cell as one of ours or, where it says more than a cell can, as a condition."""
        text = text_of(entry)
        if text in ("", "-"):
            return "-", ""
        try:
            node = _holds(text, column.subject, self.scope)
            if node == NEVER:
                raise NotImportable("it never holds")
            type_ = column.subject.type if isinstance(column.subject, Value) else None
            cell = print_cell(node, column.fact, type_) if column.fact and type_ is not None else None
            if node == ALWAYS or cell is not None:
                return cell if node != ALWAYS and cell is not None else "-", ""
            return "-", condition_text(node)
        except NotImportable as why:
            self.model.not_imported(f"cell {text}", entry, why)
            return "-", ""


def _holds(text: str, subject: Value | Logic, scope: ModelScope) -> Node:
    """When a cell holds; for a condition as input its answers are tried one by one."""
    if isinstance(subject, Value):
        return unary_tests(text, subject, scope).yes
    for answer in (constant(True), constant(False), NOTHING):
        if unary_tests(text, answer, scope).yes not in (ALWAYS, NEVER):
            raise NotImportable("it compares the answer of a condition with more than true and false")
    if unary_tests(text, NOTHING, scope).yes == ALWAYS:
        raise NotImportable("it holds where a condition has no answer")
    rails = ((subject.yes, True), (subject.no, False))
    return any_true([all_true([rail, unary_tests(text, constant(answer), scope).yes]) for rail, answer in rails])


def condition_text(node: Node) -> str:
    """A condition in our language; NotImportable when it has too many parts."""
    if sum(1 for _ in walk(node)) > MAX_NODES:
        raise NotImportable(f"it has more than {MAX_NODES} parts")
    return print_node(node)


def _literal(text: str, scope: ModelScope) -> Value:
    """An output entry; it must not depend on an input."""
    found = value(expression(text, scope))
    if found.node is not None and found.constant is None:
        raise NotImportable("it depends on an input")
    if isinstance(found.constant, timedelta) and found.constant < timedelta(0):
        raise NotImportable("it is a negative duration")
    return found


def _values_of(text: str, scope: ModelScope) -> list[str]:
    """A list of values as cells; NotImportable where it is none."""
    cells = [output_cell(found.constant) for found in listed(text, scope)]
    if any(not cell or "|" in cell for cell in cells):
        raise NotImportable("it is no list of values")
    return cells


def header(table_id: str, hit: str, title: str) -> list[str]:
    """The first line of a table file."""
    return ["callside", "table/1", f"id={table_id}", f"hit={hit}", f"title={' '.join(title.split())}"]


def file_of(lines: Sequence[Sequence[str]]) -> str:
    """The lines as a file."""
    return "".join(canonical_line(line) + "\n" for line in lines)
