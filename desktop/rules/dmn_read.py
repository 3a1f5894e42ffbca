"""Decisions from DMN 1.1 to 1.5: tables and logical expressions as the files of a playbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from desktop.rules.dmn_model import Model, facts_toml, name_from, unique
from desktop.rules.dmn_scope import ModelScope
from desktop.rules.dmn_table import TableImport, condition_text, file_of, header
from desktop.rules.dmn_xml import NAMESPACES, OURS, Refused, first, inside, local, namespace, parse_xml
from desktop.rules.feel_logic import NEVER, Logic, NotImportable, Value, condition
from desktop.rules.nodes import ALWAYS, Node
from desktop.rules.problems import Place, Problem
from desktop.rules.values import Kind

_KNOWN = ("extensionElements", "description")
_IDENTIFIED = ("decision", "inputData", "itemDefinition", "decisionTable", "rule")
_EXPRESSIONS = (
    "literalExpression context invocation functionDefinition relation list conditional filter for every some".split()
)


@dataclass(frozen=True, slots=True)
class DmnImport:
    """What a file gave: playbook files, and how its names became ours.

    `paths` tells where each fact stands in the model; a problem of one decision has its name as rule.
    `logic` are the decisions that are a condition, `values` those that are a calculation (None: null).
    """

    files: Mapping[str, str]
    facts: Mapping[str, str]
    tables: Mapping[str, str]
    outputs: Mapping[str, Mapping[str, str]]
    problems: tuple[Problem, ...]
    paths: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    decisions: tuple[str, ...] = ()
    logic: frozenset[str] = frozenset()
    values: Mapping[str, Node | None] = field(default_factory=dict)


def read_dmn(text: str, file: str = "") -> DmnImport:
    """Import the decisions of a DMN file; what is left out is named among the problems."""
    place = Place(file)
    try:
        root, lines = parse_xml(text, place)
        _check_root(root, Model(root, place, lines))
    except Refused as error:
        return DmnImport({}, {}, {}, {}, (error.problem,))
    return read_model(Model(root, place, lines))


def read_model(model: Model) -> DmnImport:
    """Import the decisions of a model that is a tree already."""
    return _Import(model).read()


def _check_root(root: ET.Element, model: Model) -> None:
    place = model.at(root)
    if namespace(root) not in NAMESPACES:
        raise Refused(place.problem("DMN007", namespace=namespace(root) or "(none)"))
    if local(root) != "definitions":
        raise Refused(place.problem("DMN009", found=local(root)))


class _Import:
    def __init__(self, model: Model) -> None:
        self.model = model
        self.scope = ModelScope(model)
        self.files: dict[str, str] = {}
        self.outputs: dict[str, Mapping[str, str]] = {}
        self.logic: set[str] = set()
        self.values: dict[str, Node | None] = {}

    def read(self) -> DmnImport:
        model, place = self.model, self.model.place
        _collect(model)
        if model.root.get("namespace") == OURS:
            self._all_inputs()
        circles = _circles(model)
        for name, decision in model.elements.items():
            model.place = replace(place, rule_id=name)
            if name in circles:
                model.wrong(decision, "DMN013", path=" > ".join(circles[name]))
                continue
            table = first(decision, "decisionTable")
            if table is not None:
                table_id = model.tables[name]
                reader = TableImport(self.scope, decision, table, table_id)
                self.files[f"tables/{table_id}.csv"], self.outputs[name] = reader.text()
            else:
                self._expression(name, decision)
        self.files["facts.toml"] = facts_toml(model)
        return DmnImport(
            files=self.files,
            facts={".".join(path): found.name for path, found in model.facts.items()},
            tables=dict(model.tables),
            outputs=self.outputs,
            problems=tuple(model.problems),
            paths={found.name: self._in_data(path) for path, found in model.facts.items()},
            decisions=tuple(model.elements),
            logic=frozenset(self.logic),
            values=self.values,
        )

    def _in_data(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """Where an input stands in the data: names of ours are nested at their dots."""
        return tuple(".".join(path).split(".")) if self.model.root.get("namespace") == OURS else path

    def _all_inputs(self) -> None:
        """In a file of ours conditions beside the tables may read any input."""
        for name, element in self.model.inputs.items():
            try:
                self.scope.input((name,))
            except NotImportable as why:
                self.model.not_imported("inputData", element, why)

    def _expression(self, name: str, decision: ET.Element) -> None:
        """A literal expression: a condition becomes a table of two rows, a calculation stays what it is."""
        kind = next((local(c) for c in decision if local(c) in _EXPRESSIONS), "decision without logic")
        if kind != "literalExpression":
            self.model.not_imported(kind, decision)
            return
        found = self.scope.literal(name)
        if isinstance(found, NotImportable):
            self.model.not_imported(kind, decision, found)
        elif isinstance(found, Value) and found.type.kind is Kind.SET:
            self.model.not_imported(kind, decision, "its result is a list")
        elif isinstance(found, Value) and (found.node is None or found.type.kind is not Kind.BOOL):
            self.values[name] = found.node
        else:
            self._answers(name, decision, condition(found))

    def _answers(self, name: str, decision: ET.Element, found: Logic) -> None:
        """A condition as a table: one row says when it is true, one when it is false."""
        table_id = unique(name_from(name), self.model.tables.values())
        lines = [header(table_id, "U", name), ["role", "id", "if", "out"], ["name", "", "", "result"]]
        try:
            for word, node in (("true", found.yes), ("false", found.no)):
                if node != NEVER:
                    lines.append(["rule", word, "-" if node == ALWAYS else condition_text(node), word])
        except NotImportable as why:
            self.model.not_imported("literalExpression", decision, why)
            return
        self.model.tables[name] = table_id
        self.files[f"tables/{table_id}.csv"], self.outputs[name] = file_of(lines), {name: "result"}
        self.logic.add(name)


def _collect(model: Model) -> None:
    ids: set[str] = set()
    for element in model.root.iter():
        own = element.get("id", "")
        if (
            own
            and own in ids
            and local(element) in ("decision", "inputData", "itemDefinition", "decisionTable", "rule")
        ):
            model.wrong(element, "DMN011", what="id", kind=local(element), name=own)
        ids.add(own)
    held = {"itemDefinition": model.items, "inputData": model.inputs, "decision": model.elements}
    for element in model.root:
        kind = local(element)
        if kind in held:
            _keep(model, element, held[kind])
        elif kind == "DMNDI":
            model.problems.append(model.at(element).notice("DMN008"))
        elif kind not in _KNOWN:
            model.not_imported(kind, element)
    for name, element in model.elements.items():
        if first(element, "decisionTable") is not None:
            model.tables[name] = unique(name_from(name), model.tables.values())


def _keep(model: Model, element: ET.Element, held: dict[str, ET.Element]) -> None:
    name = " ".join(element.get("name", "").split())
    if not name:
        model.wrong(element, "DMN010", what="name", kind=local(element))
    elif name in held:
        model.wrong(element, "DMN011", what="name", kind=local(element), name=name)
    else:
        held[name] = element


def _circles(model: Model) -> dict[str, tuple[str, ...]]:
    """The decisions that require themselves, each with the way round."""
    names = {element.get("id", ""): name for name, element in model.elements.items()}
    needs = {name: [names[r] for r in _required(e) if r in names] for name, e in model.elements.items()}
    found: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start, required in needs.items():
        path, todo = [start], [iter(required)]
        while todo:
            following = next(todo[-1], None)
            if following is None:
                todo.pop()
                done.add(path.pop())
            elif following in path:
                circle = (*path[path.index(following) :], following)
                found |= dict.fromkeys(circle, circle)
            elif following not in done:
                path.append(following)
                todo.append(iter(needs[following]))
    return found


def _required(decision: ET.Element) -> Iterator[str]:
    for requirement in inside(decision, "informationRequirement"):
        for required in inside(requirement, "requiredDecision"):
            yield required.get("href", "").rpartition("#")[2]
