"""Tables as DMN 1.3; what DMN cannot say goes into extension elements and is listed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from desktop.rules.cells import print_cell
from desktop.rules.dmn_cells import feel_cell, feel_literal, output_cell
from desktop.rules.dmn_xml import EXPORTED, OURS
from desktop.rules.nodes import Node, all_of
from desktop.rules.printer import print_node
from desktop.rules.problems import Problem
from desktop.rules.schema import FactDef, Schema
from desktop.rules.tables import Column, Hit, Row, Table, output_type
from desktop.rules.values import Kind, Money, Type

_HITS = {
    Hit.UNIQUE: "UNIQUE",
    Hit.ANY: "ANY",
    Hit.PRIORITY: "PRIORITY",
    Hit.FIRST: "FIRST",
    Hit.RULE_ORDER: "RULE ORDER",
    Hit.OUTPUT_ORDER: "OUTPUT ORDER",
}
_AGGREGATIONS = {Hit.SUM: "SUM", Hit.COUNT: "COUNT", Hit.MIN: "MIN", Hit.MAX: "MAX"}
_TYPES = {
    Kind.BOOL: "boolean",
    Kind.INT: "number",
    Kind.DECIMAL: "number",
    Kind.MONEY: "number",
    Kind.DATE: "date",
    Kind.DATETIME: "date and time",
    Kind.DURATION: "days and time duration",
}
_LOSSES = {Kind.MONEY: "currency", Kind.SET: "list of values", Kind.ENUM: "allowed values"}
_NO_ID = re.compile(r"[^\w.-]", re.ASCII)


def write_dmn(tables: Sequence[Table], schema: Schema, name: str) -> tuple[str, list[Problem]]:
    """One DMN file of these tables, and a notice for each thing DMN cannot say."""
    ET.register_namespace("", EXPORTED)
    ET.register_namespace("callside", OURS)
    root = _el(None, "definitions", name=name, namespace=OURS, id="callside")
    notices: list[Problem] = []
    reads = dict.fromkeys(c.name for table in tables for c in table.inputs)
    reads |= dict.fromkeys(n for table in tables for n in sorted(table.reads()))
    for fact in reads:
        definition = schema.get(fact)
        if definition is not None and not fact.startswith("decision."):
            loss = _input(root, definition)
            if loss:
                notices.append(tables[0].place.notice("DMN006", what=f"{fact}: {loss}"))
    outputs = {table.id: table.output_names for table in tables}
    for table in tables:
        _Writer(root, table, schema, notices, outputs).write()
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n", notices


def _input(root: ET.Element, definition: FactDef) -> str:
    """A fact as input data, its type in ours where DMN has none like it; what is lost by that."""
    data = _el(root, "inputData", name=definition.name, id=f"in-{definition.name}", label=definition.label)
    type_ = definition.type
    if type_.kind in (Kind.INT, *_LOSSES) or (type_.kind is Kind.TEXT and type_.fold) or not definition.nullable:
        more = {"type": type_.kind.value, "currency": type_.currency, "members": "|".join(type_.ids)}
        more |= {"fold": "true"} if type_.kind is Kind.TEXT and type_.fold else {}
        more |= {} if definition.nullable else {"nullable": "false"}
        _el(_el(data, "extensionElements"), "fact", OURS, **{key: value for key, value in more.items() if value})
    _el(data, "variable", name=definition.name, typeRef=_type(definition.type))
    if type_.kind is Kind.TEXT and type_.fold:
        return "compared without case"
    return _LOSSES.get(type_.kind, "")


def _el(parent: ET.Element | None, tag: str, space: str = EXPORTED, **attributes: str) -> ET.Element:
    full = f"{{{space}}}{tag}"
    return ET.Element(full, attributes) if parent is None else ET.SubElement(parent, full, attributes)


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = _el(parent, tag, **attributes)
    _el(element, "text").text = text
    return element


def _type(type_: Type) -> str:
    return _TYPES.get(type_.kind, "string")


class _Writer:
    """Writes one table as a decision."""

    def __init__(
        self,
        root: ET.Element,
        table: Table,
        schema: Schema,
        notices: list[Problem],
        outputs: Mapping[str, tuple[str, ...]],
    ) -> None:
        self.root = root
        self.outputs = outputs
        self.table = table
        self.schema = schema
        self.notices = notices
        self.ids: set[str] = set()

    def lost(self, what: str) -> None:
        self.notices.append(self.table.place.notice("DMN006", what=f"{self.table.id}: {what}"))

    def write(self) -> None:
        table = self.table
        decision = _el(self.root, "decision", name=table.id, id=f"decision-{table.id}", label=table.title or table.id)
        _el(decision, "variable", name=table.id)
        required = {_required(fact): None for fact in (*(c.name for c in table.inputs), *sorted(table.reads()))}
        for kind, href in required:
            _el(_el(decision, "informationRequirement"), kind, href=href)
        grid = _el(decision, "decisionTable", id=f"table-{table.id}", hitPolicy=_HITS.get(table.hit, "COLLECT"))
        if table.hit in _AGGREGATIONS:
            grid.set("aggregation", _AGGREGATIONS[table.hit])
        self._header(grid)
        for column in table.inputs:
            element = _el(grid, "input", id=f"{table.id}-in-{column.index}", label=column.label or column.name)
            definition = self.schema.get(column.name)
            ref = _type(definition.type) if definition else "string"
            _text(element, "inputExpression", self._expression(column.name), typeRef=ref)
        self._outputs(grid)
        for row in table.rows:
            self._row(grid, row)

    def _header(self, grid: ET.Element) -> None:
        """Owner, status and dates, which DMN has no place for."""
        table = self.table
        more = {"owner": table.owner, "status": table.status.value}
        if table.effective_from:
            more["from"] = table.effective_from.isoformat()
        if table.effective_to:
            more["to"] = table.effective_to.isoformat()
        extension = _el(grid, "extensionElements")
        _el(extension, "table", OURS, **{key: value for key, value in more.items() if value})
        if table.effective_from or table.effective_to:
            self.lost("effective dates")

    def _expression(self, fact: str) -> str:
        """A fact as FEEL names it: the result of a table with several outputs is one of these."""
        parts = fact.split(".")
        if parts[0] != "decision":
            return fact
        outputs = self.outputs.get(parts[1], ())
        return ".".join((parts[1], *(parts[2:] or outputs[:1]))) if len(outputs) > 1 else parts[1]

    def _outputs(self, grid: ET.Element) -> None:
        defaults = self.table.default or (None,) * len(self.table.outputs)
        for index, (column, default) in enumerate(zip(self.table.outputs, defaults, strict=True)):
            ref = _type(output_type(column, [row.outputs[index] for row in self.table.rows]))
            element = _el(grid, "output", name=column.name, label=column.label or column.name, typeRef=ref)
            if column.values:
                _text(element, "outputValues", ", ".join(feel_literal(v) for v in column.values))
            if default is not None:
                _text(element, "defaultOutputEntry", feel_literal(default))

    def _row(self, grid: ET.Element, row: Row) -> None:
        rule = _el(grid, "rule", id=self._id(f"{self.table.id}-row-{row.id}"), label=row.id)
        if row.note:
            _el(rule, "description").text = row.note
        ours = ET.Element(f"{{{OURS}}}rule")
        tests = dict(row.tests)
        cells = [self._cell(ours, row, column, tests) for column in self.table.inputs]
        ifs = [tests[c.index] for c in self.table.columns if c.role == "if" and c.index in tests]
        if ifs:
            _el(ours, "if", OURS).text = print_node(all_of(*ifs))
            self.lost(f"{row.id} {print_node(all_of(*ifs))}")
        for column, value in zip(self.table.outputs, row.outputs, strict=True):
            if isinstance(value, Money):
                _el(ours, "out", OURS, output=column.name, cell=output_cell(value))
                self.lost(f"{row.id} {column.name} {value.currency}")
        if len(ours):
            _el(rule, "extensionElements").append(ours)
        for cell in cells:
            _text(rule, "inputEntry", cell)
        for value in row.outputs:
            _text(rule, "outputEntry", feel_literal(value))

    def _cell(self, ours: ET.Element, row: Row, column: Column, tests: Mapping[int, Node]) -> str:
        """A test as FEEL says it; one that FEEL has not goes to our extension, and all values pass it here."""
        node = tests.get(column.index)
        definition = self.schema.get(column.name)
        if node is None or definition is None:
            return "-"
        cell = feel_cell(node, nullable=definition.nullable)
        said = print_cell(node, column.name, definition.type) or "-"
        if cell is None or definition.type.kind is Kind.MONEY:
            _el(ours, "test", OURS, fact=column.name, cell=said)
        if cell is None:
            self.lost(f"{row.id} {column.name} {said}")
        return cell or "-"

    def _id(self, text: str) -> str:
        """An id as XML wants it, once in the table."""
        plain = _NO_ID.sub("_", text)
        found, number = plain, 1
        while found in self.ids:
            number += 1
            found = f"{plain}_{number}"
        self.ids.add(found)
        return found


def _required(fact: str) -> tuple[str, str]:
    parts = fact.split(".")
    if parts[0] == "decision":
        return "requiredDecision", f"#decision-{parts[1]}"
    return "requiredInput", f"#in-{fact}"
