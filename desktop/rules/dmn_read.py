"""Decision tables from DMN 1.1 to 1.5, as the files of a playbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from desktop.rules.cells import split_commas
from desktop.rules.dmn_cells import NotImportable, allowed_values, output_cell, unary_cell
from desktop.rules.dmn_xml import (
    NAMESPACES,
    OURS,
    Refused,
    first,
    inside,
    local,
    name_of,
    namespace,
    parse_xml,
    slug,
    text_of,
)
from desktop.rules.problems import Place, Problem
from desktop.rules.schema import NAME
from desktop.rules.table_csv import canonical_line
from desktop.rules.values import Kind, Type, quoted

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
_KINDS = {
    "number": Kind.DECIMAL,
    "string": Kind.TEXT,
    "boolean": Kind.BOOL,
    "date": Kind.DATE,
    "date and time": Kind.DATETIME,
    "datetime": Kind.DATETIME,
    "days and time duration": Kind.DURATION,
}
_KNOWN = ("inputData", "decision", "itemDefinition", "extensionElements", "description")


@dataclass(frozen=True, slots=True)
class DmnImport:
    """What a file gave: playbook files, and how its names became ours."""

    files: Mapping[str, str]
    facts: Mapping[str, str]
    tables: Mapping[str, str]
    outputs: Mapping[str, Mapping[str, str]]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class _Input:
    """A fact to be: its name, type and allowed values."""

    name: str
    label: str
    type: Type
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class _Model:
    """A definitions element while it is read."""

    root: ET.Element
    place: Place
    problems: list[Problem] = field(default_factory=list)
    items: dict[str, ET.Element] = field(default_factory=dict)
    inputs: dict[str, ET.Element] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    facts: dict[str, _Input] = field(default_factory=dict)

    def not_imported(self, what: str, element: ET.Element | str) -> None:
        name = element if isinstance(element, str) else name_of(element)
        self.problems.append(self.place.warning("DMN005", what=what, element=name))


def read_dmn(text: str, file: str = "") -> DmnImport:
    """Import the tables of a DMN file; what is left out is named among the problems."""
    place = Place(file)
    try:
        root = parse_xml(text, place)
    except Refused as error:
        return DmnImport({}, {}, {}, {}, (error.problem,))
    if namespace(root) not in NAMESPACES:
        problem = place.problem("DMN007", namespace=namespace(root) or "(none)")
        return DmnImport({}, {}, {}, {}, (problem,))
    model = _Model(root, place)
    _collect(model)
    files: dict[str, str] = {}
    outputs: dict[str, Mapping[str, str]] = {}
    for decision in inside(root, "decision"):
        table = first(decision, "decisionTable")
        if table is None:
            kind = next((local(c) for c in decision if local(c) in _EXPRESSIONS), "decision without logic")
            model.not_imported(kind, decision)
            continue
        name = decision.get("name", "")
        table_id = model.decisions[name]
        files[f"tables/{table_id}.csv"], outputs[name] = _TableImport(model, decision, table, table_id).text()
    files["facts.toml"] = _facts_toml(model)
    facts = {name: found.name for name, found in model.facts.items()}
    return DmnImport(files, facts, dict(model.decisions), outputs, tuple(model.problems))


_EXPRESSIONS = ("literalExpression", "context", "invocation", "functionDefinition", "relation", "list", "conditional")


def _collect(model: _Model) -> None:
    for element in model.root:
        name = element.get("name", "")
        kind = local(element)
        if kind == "itemDefinition":
            model.items[name] = element
        elif kind == "inputData":
            model.inputs[name] = element
        elif kind == "decision":
            if first(element, "decisionTable") is not None:
                model.decisions[name] = _unique(slug(name), model.decisions.values())
        elif kind == "DMNDI":
            model.problems.append(model.place.notice("DMN008"))
        elif kind not in _KNOWN:
            model.not_imported(kind, element)


def _unique(name: str, taken: Iterable[str]) -> str:
    used = set(taken)
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def _type(model: _Model, ref: str, allowed: str = "", depth: int = 0) -> _Input | None:
    """The type behind a reference; None when it is no simple one."""
    word = ref.rpartition(":")[2]
    if word in _KINDS:
        kind = _KINDS[word]
        values = allowed_values(allowed, kind)
        return _Input("", "", Type(kind, fold=False), values)
    item = model.items.get(word)
    if item is None or depth > 8 or item.get("isCollection") == "true" or first(item, "itemComponent") is not None:
        return None
    inner = text_of(first(item, "typeRef"))
    return _type(model, inner, allowed or text_of(first(item, "allowedValues")), depth + 1)


class _TableImport:
    """One decision table on its way to CSV."""

    def __init__(self, model: _Model, decision: ET.Element, table: ET.Element, table_id: str) -> None:
        self.model = model
        self.decision = decision
        self.table = table
        self.id = table_id
        self.extra = _our_extension(table)

    def text(self) -> tuple[str, dict[str, str]]:
        inputs = [self._input(element) for element in inside(self.table, "input")]
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

    def _input(self, element: ET.Element) -> _Input | None:
        expression = first(element, "inputExpression")
        name = text_of(expression)
        ref = expression.get("typeRef", "") if expression is not None else ""
        allowed = text_of(first(element, "inputValues"))
        found = _resolve(self.model, name, ref, allowed)
        if found is None:
            self.model.not_imported(f"input expression {name}", element)
        elif element.get("label"):
            found.label = element.get("label", "")
        return found

    def _output_names(self, outputs: Sequence[ET.Element]) -> dict[str, str]:
        names: dict[str, str] = {}
        for element in outputs:
            name = element.get("name", "") or self.decision.get("name", "")
            names[name] = _unique(slug(element.get("name") or "result"), list(names.values()))
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

    def _rows(self, inputs: Sequence[_Input | None], outputs: Sequence[ET.Element]) -> list[_RowImport]:
        return [self._row(rule, inputs, outputs) for rule in inside(self.table, "rule")]

    def _row(self, rule: ET.Element, inputs: Sequence[_Input | None], outputs: Sequence[ET.Element]) -> _RowImport:
        ours = _our_extension(rule)
        given = {e.get("fact", ""): e.get("cell", "") for e in inside(ours, "test")} if ours is not None else {}
        tests = []
        for entry, found in zip(inside(rule, "inputEntry"), inputs, strict=False):
            cell = given.get(found.name) if found is not None else None
            tests.append(cell if cell is not None else self._test(entry, found))
        tests += ["-"] * (len(inputs) - len(tests))
        entries = list(inside(rule, "outputEntry"))
        cells = [self._output(entry) for entry in entries[: len(outputs)]]
        condition = text_of(first(ours, "if")) if ours is not None else ""
        notes = [text_of(first(rule, "description")), *(text_of(a) for a in inside(rule, "annotationEntry"))]
        return _RowImport(tests, condition, cells, " ".join(n for n in notes if n))

    def _test(self, entry: ET.Element, found: _Input | None) -> str:
        if found is None:
            return "-"
        try:
            return unary_cell(text_of(entry), found.name, found.type)
        except NotImportable as error:
            self.model.not_imported(f"cell {error}", entry)
            return "-"


@dataclass(frozen=True, slots=True)
class _RowImport:
    tests: list[str]
    condition: str
    outputs: list[str]
    note: str


def _our_extension(element: ET.Element) -> ET.Element | None:
    extension = first(element, "extensionElements")
    if extension is None:
        return None
    return next((child for child in extension if namespace(child) == OURS), None)


def _listed(text: str) -> list[str]:
    return [part for part in split_commas(text) if part]


def _resolve(model: _Model, name: str, ref: str, allowed: str) -> _Input | None:
    """The fact behind an input expression: an input, a part of one, or another table."""
    if name in model.facts:
        found = model.facts[name]
        found.values = found.values or allowed_values(allowed, found.type.kind)
        return found
    decision = model.decisions.get(name.removeprefix("decision."))
    if decision is not None:
        type_ = _type(model, ref or "string", allowed)
        return _Input(f"decision.{decision}", name, type_.type if type_ else Type(Kind.TEXT))
    root, _, part = name.partition(".")
    element = model.inputs.get(name) if name in model.inputs else model.inputs.get(root)
    if element is None:
        return None
    variable = first(element, "variable")
    type_ref = variable.get("typeRef", "") if variable is not None else ""
    if name not in model.inputs:
        item = model.items.get(type_ref)
        component = (
            next((c for c in inside(item, "itemComponent") if c.get("name") == part), None)
            if item is not None
            else None
        )
        if component is None:
            return None
        type_ref = text_of(first(component, "typeRef"))
        allowed = allowed or text_of(first(component, "allowedValues"))
    made = _type(model, type_ref or ref, allowed) or _type(model, ref, allowed)
    if made is None:
        return None
    parts = [name] if name in model.inputs else [root, part]
    made.name = name if NAME.fullmatch(name) and name in model.inputs else ".".join(slug(p) for p in parts)
    made.label = name
    model.facts[name] = made
    return made


def _facts_toml(model: _Model) -> str:
    lines = ['format = "callside.facts/1"']
    for found in model.facts.values():
        lines.append(f'\n[fact."{found.name}"]\nlabel = {quoted(found.label)}\ntype = "{found.type.kind}"')
        if found.type.kind is Kind.TEXT:
            lines.append("fold = false")
    return "\n".join(lines) + "\n"
