"""Tables as DMN 1.3; what DMN cannot say goes into extension elements and is listed."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from desktop.rules.cells import print_cell
from desktop.rules.dmn_cells import feel_cell, feel_literal
from desktop.rules.dmn_xml import EXPORTED, OURS
from desktop.rules.nodes import all_of, names_in
from desktop.rules.printer import print_node
from desktop.rules.problems import Problem
from desktop.rules.schema import FactDef, Schema
from desktop.rules.tables import Hit, Row, Table
from desktop.rules.values import Kind

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


def write_dmn(tables: Sequence[Table], schema: Schema, name: str) -> tuple[str, list[Problem]]:
    """One DMN file of these tables, and a notice for each thing DMN cannot say."""
    ET.register_namespace("", EXPORTED)
    ET.register_namespace("callside", OURS)
    root = _el(None, "definitions", name=name, namespace=OURS, id="callside")
    notices: list[Problem] = []
    by_id = {table.id: table for table in tables}
    reads = dict.fromkeys(n for table in tables for row in table.rows for n in names_in(row.condition))
    reads |= dict.fromkeys(c.name for table in tables for c in table.inputs)
    for fact in reads:
        definition = schema.get(fact)
        if definition is not None and fact.split(".")[1:2] != [] and fact.startswith("decision."):
            continue
        if definition is not None:
            data = _el(root, "inputData", name=fact, id=f"in-{fact}")
            _el(data, "variable", name=fact, typeRef=_type(definition))
    for table in tables:
        _Writer(root, table, schema, by_id.keys(), notices).write()
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n", notices


def _el(parent: ET.Element | None, tag: str, space: str = EXPORTED, **attributes: str) -> ET.Element:
    full = f"{{{space}}}{tag}"
    return ET.Element(full, attributes) if parent is None else ET.SubElement(parent, full, attributes)


def _text(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = _el(parent, tag, **attributes)
    _el(element, "text").text = text
    return element


def _type(definition: FactDef) -> str:
    return _TYPES.get(definition.type.kind, "string")


class _Writer:
    """Writes one table as a decision."""

    def __init__(self, root: ET.Element, table: Table, schema: Schema, tables: object, notices: list[Problem]) -> None:
        self.root = root
        self.table = table
        self.schema = schema
        self.tables = tables
        self.notices = notices

    def lost(self, what: str) -> None:
        self.notices.append(self.table.place.notice("DMN006", what=f"{self.table.id}: {what}"))

    def write(self) -> None:
        table = self.table
        decision = _el(self.root, "decision", name=table.id, id=f"decision-{table.id}")
        _el(decision, "variable", name=table.id)
        facts = dict.fromkeys([*(c.name for c in table.inputs), *sorted(table.reads())])
        for fact in facts:
            requirement = _el(decision, "informationRequirement")
            parts = fact.split(".")
            if parts[0] == "decision":
                _el(requirement, "requiredDecision", href=f"#decision-{parts[1]}")
            else:
                _el(requirement, "requiredInput", href=f"#in-{fact}")
        grid = _el(decision, "decisionTable", id=f"table-{table.id}", hitPolicy=_HITS.get(table.hit, "COLLECT"))
        if table.hit in _AGGREGATIONS:
            grid.set("aggregation", _AGGREGATIONS[table.hit])
        self._header(grid)
        for column in table.inputs:
            element = _el(grid, "input", id=f"{table.id}-{column.index}", label=column.label or column.name)
            definition = self.schema.get(column.name)
            _text(element, "inputExpression", column.name, typeRef=_type(definition) if definition else "string")
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

    def _outputs(self, grid: ET.Element) -> None:
        defaults = self.table.default or (None,) * len(self.table.outputs)
        for column, default in zip(self.table.outputs, defaults, strict=True):
            element = _el(grid, "output", name=column.name, label=column.label or column.name)
            if column.values:
                _text(element, "outputValues", ", ".join(feel_literal(v) for v in column.values))
            if default is not None:
                _text(element, "defaultOutputEntry", feel_literal(default))

    def _row(self, grid: ET.Element, row: Row) -> None:
        rule = _el(grid, "rule", id=f"{self.table.id}-{row.id}")
        if row.note:
            _el(rule, "description").text = row.note
        ours = ET.Element(f"{{{OURS}}}rule")
        tests = dict(row.tests)
        cells = []
        for column in self.table.inputs:
            definition = self.schema.get(column.name)
            node = tests.get(column.index)
            type_ = definition.type if definition else None
            cell = feel_cell(node, type_) if type_ else "-"
            if cell is None and type_ is not None:
                ours_cell = print_cell(node, column.name, type_) or "-"
                _el(ours, "test", OURS, fact=column.name, cell=ours_cell)
                self.lost(f"{row.id} {column.name} {ours_cell}")
            cells.append(cell or "-")
        ifs = [tests[c.index] for c in self.table.columns if c.role == "if" and c.index in tests]
        if ifs:
            _el(ours, "if", OURS).text = print_node(all_of(*ifs))
            self.lost(f"{row.id} {print_node(all_of(*ifs))}")
        if len(ours):
            _el(rule, "extensionElements").append(ours)
        for cell in cells:
            _text(rule, "inputEntry", cell)
        for value in row.outputs:
            _text(rule, "outputEntry", feel_literal(value))
