"""Decision tables from DMN 1.1 to 1.5, as the files of a playbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from desktop.rules.cells import split_commas
from desktop.rules.dmn_cells import NotImportable, output_cell, unary_cell
from desktop.rules.dmn_model import Input, Model, facts_toml, resolve, unique
from desktop.rules.dmn_tests import condition as condition_of
from desktop.rules.dmn_xml import (
    NAMESPACES,
    OURS,
    Refused,
    first,
    inside,
    local,
    namespace,
    parse_xml,
    slug,
    text_of,
)
from desktop.rules.problems import Place, Problem
from desktop.rules.table_csv import canonical_line

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
_KNOWN = ("inputData", "decision", "itemDefinition", "extensionElements", "description")


@dataclass(frozen=True, slots=True)
class DmnImport:
    """What a file gave: playbook files, and how its names became ours.

    `paths` tells where each fact stands in the model; a problem of one decision has its name as rule.
    """

    files: Mapping[str, str]
    facts: Mapping[str, str]
    tables: Mapping[str, str]
    outputs: Mapping[str, Mapping[str, str]]
    problems: tuple[Problem, ...]
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()


def read_dmn(text: str, file: str = "") -> DmnImport:
    """Import the tables of a DMN file; what is left out is named among the problems."""
    place = Place(file)
    try:
        root, lines = parse_xml(text, place)
    except Refused as error:
        return DmnImport({}, {}, {}, {}, (error.problem,))
    if namespace(root) not in NAMESPACES:
        problem = place.problem("DMN007", namespace=namespace(root) or "(none)")
        return DmnImport({}, {}, {}, {}, (problem,))
    model = Model(root, place, lines)
    _collect(model)
    files: dict[str, str] = {}
    outputs: dict[str, Mapping[str, str]] = {}
    for name, decision in model.elements.items():
        model.place = replace(place, rule_id=name)
        table = first(decision, "decisionTable")
        if table is None:
            kind = next((local(c) for c in decision if local(c) in _EXPRESSIONS), "decision without logic")
            model.not_imported(kind, decision)
            continue
        table_id = model.decisions[name]
        files[f"tables/{table_id}.csv"], outputs[name] = _TableImport(model, decision, table, table_id).text()
    files["facts.toml"] = facts_toml(model)
    return DmnImport(
        files=files,
        facts={name: found.name for name, found in model.facts.items()},
        tables=dict(model.decisions),
        outputs=outputs,
        problems=tuple(model.problems),
        paths={found.name: found.path for found in model.facts.values()},
        decisions=tuple(model.elements),
    )


_EXPRESSIONS = ("literalExpression", "context", "invocation", "functionDefinition", "relation", "list", "conditional")


def _collect(model: Model) -> None:
    for element in model.root:
        name = " ".join(element.get("name", "").split())
        kind = local(element)
        if kind == "itemDefinition":
            model.items[name] = element
        elif kind == "inputData":
            model.inputs[name] = element
        elif kind == "decision":
            model.elements[name] = element
            if first(element, "decisionTable") is not None:
                model.decisions[name] = unique(slug(name), model.decisions.values())
        elif kind == "DMNDI":
            model.problems.append(model.place.notice("DMN008"))
        elif kind not in _KNOWN:
            model.not_imported(kind, element)


class _TableImport:
    """One decision table on its way to CSV."""

    def __init__(self, model: Model, decision: ET.Element, table: ET.Element, table_id: str) -> None:
        self.model = model
        self.decision = decision
        self.table = table
        self.id = table_id
        self.extra = _our_extension(table)

    def text(self) -> tuple[str, dict[str, str]]:
        rules = list(inside(self.table, "rule"))
        inputs = [self._input(e, _cells(rules, at)) for at, e in enumerate(inside(self.table, "input"))]
        outputs = list(inside(self.table, "output"))
        names = self._output_names(outputs)
        rows = list(self._rows(inputs, outputs))
        has_if = any(row.condition for row in rows)
        has_note = any(row.note for row in rows)
        roles = ["in"] * len(inputs) + ["if"] * has_if + ["out"] * len(outputs) + ["note"] * has_note
        blank = [""] * has_if
        lines = [
            self._header(),
            ["role", "id", *roles],
            ["name", "", *(i.name if i else "" for i in inputs), *blank, *names.values()],
            ["label", "", *(i.label if i else "" for i in inputs), *blank, *(o.get("label", "") for o in outputs)],
        ]
        values = [self._values(o) for o in outputs]
        if any(values):
            lines.append(["values", "", *[""] * (len(inputs) + has_if), *values])
        defaults = [self._default(o) for o in outputs]
        if any(defaults):
            lines.append(["default", "", *[""] * (len(inputs) + has_if), *defaults])
        for number, row in enumerate(rows, 1):
            condition = [row.condition or "-"] * has_if
            lines.append(["rule", f"r{number}", *row.tests, *condition, *row.outputs, *[row.note] * has_note])
        return "".join(canonical_line(line) + "\n" for line in lines), names

    def _header(self) -> list[str]:
        policy = self.table.get("hitPolicy", "UNIQUE")
        aggregation = self.table.get("aggregation", "")
        hit = _AGGREGATIONS.get(aggregation, _HITS.get(policy, "U"))
        cells = ["callside", "table/1", f"id={self.id}", f"hit={hit}", f"title={self.decision.get('name', '')}"]
        more = self.extra.attrib if self.extra is not None else {}
        return cells + [f"{key}={more[key]}" for key in ("owner", "status", "from", "to") if key in more]

    def _input(self, element: ET.Element, cells: Sequence[str]) -> Input | None:
        expression = first(element, "inputExpression")
        name = text_of(expression)
        ref = expression.get("typeRef", "") if expression is not None else ""
        allowed = text_of(first(element, "inputValues"))
        found = resolve(self.model, name, ref, allowed, cells)
        if found is None:
            self.model.not_imported(f"input expression {name}", element)
        elif element.get("label"):
            found.label = element.get("label", "")
        return found

    def _output_names(self, outputs: Sequence[ET.Element]) -> dict[str, str]:
        names: dict[str, str] = {}
        for element in outputs:
            name = element.get("name", "") or self.decision.get("name", "")
            names[name] = unique(slug(element.get("name") or "result"), list(names.values()))
        return names

    def _values(self, output: ET.Element) -> str:
        listed = text_of(first(output, "outputValues"))
        if not listed:
            component = self._component(output.get("name", ""))
            listed = text_of(first(component, "allowedValues")) if component is not None else ""
        if not listed and len(list(inside(self.table, "output"))) == 1:
            listed = self._decision_values()
        cells = [output_cell(part) or "|" for part in _listed(listed)]
        return "" if any("|" in cell for cell in cells) else "|".join(cells)

    def _component(self, name: str) -> ET.Element | None:
        variable = first(self.decision, "variable")
        ref = self.table.get("typeRef", "") or (variable.get("typeRef", "") if variable is not None else "")
        item = self.model.items.get(ref)
        if item is None:
            return None
        return next((c for c in inside(item, "itemComponent") if c.get("name") == name), None)

    def _decision_values(self) -> str:
        variable = first(self.decision, "variable")
        item = self.model.items.get(variable.get("typeRef", "")) if variable is not None else None
        return text_of(first(item, "allowedValues")) if item is not None else ""

    def _default(self, output: ET.Element) -> str:
        return self._output(first(output, "defaultOutputEntry"))

    def _output(self, entry: ET.Element | None) -> str:
        text = text_of(entry)
        cell = output_cell(text) if text else ""
        if cell is None and entry is not None:
            self.model.not_imported(f"output {text}", entry)
        return cell or ""

    def _rows(self, inputs: Sequence[Input | None], outputs: Sequence[ET.Element]) -> list[_RowImport]:
        return [self._row(rule, inputs, outputs) for rule in inside(self.table, "rule")]

    def _row(self, rule: ET.Element, inputs: Sequence[Input | None], outputs: Sequence[ET.Element]) -> _RowImport:
        ours = _our_extension(rule)
        given = {e.get("fact", ""): e.get("cell", "") for e in inside(ours, "test")} if ours is not None else {}
        tests, conditions = [], []
        for entry, found in zip(inside(rule, "inputEntry"), inputs, strict=False):
            cell = given.get(found.name) if found is not None else None
            cell, more = (cell, "") if cell is not None else self._test(entry, found)
            tests.append(cell)
            conditions.append(more)
        tests += ["-"] * (len(inputs) - len(tests))
        entries = list(inside(rule, "outputEntry"))
        cells = [self._output(entry) for entry in entries[: len(outputs)]]
        conditions.append(text_of(first(ours, "if")) if ours is not None else "")
        notes = [text_of(first(rule, "description")), *(text_of(a) for a in inside(rule, "annotationEntry"))]
        return _RowImport(tests, _all(conditions), cells, " ".join(n for n in notes if n))

    def _test(self, entry: ET.Element, found: Input | None) -> tuple[str, str]:
        """A cell as one of ours or, where it compares with other inputs, as a condition."""
        if found is None:
            return "-", ""
        text = text_of(entry)
        try:
            return unary_cell(text, found.name, found.type), ""
        except NotImportable:
            pass
        try:
            return "-", condition_of(text, found.name, self._fact)
        except NotImportable:
            self.model.not_imported(f"cell {text}", entry)
            return "-", ""

    def _fact(self, name: str) -> str | None:
        found = resolve(self.model, name)
        return found.name if found is not None else None


@dataclass(frozen=True, slots=True)
class _RowImport:
    tests: list[str]
    condition: str
    outputs: list[str]
    note: str


def _cells(rules: Sequence[ET.Element], at: int) -> list[str]:
    """The tests of one input column."""
    entries = (list(inside(rule, "inputEntry")) for rule in rules)
    return [text_of(listed[at]) for listed in entries if at < len(listed)]


def _all(conditions: Sequence[str]) -> str:
    present = [condition for condition in conditions if condition]
    return present[0] if len(present) == 1 else " and ".join(f"({condition})" for condition in present)


def _our_extension(element: ET.Element) -> ET.Element | None:
    extension = first(element, "extensionElements")
    if extension is None:
        return None
    return next((child for child in extension if namespace(child) == OURS), None)


def _listed(text: str) -> list[str]:
    return [part for part in split_commas(text) if part]
