"""A DMN model while it is read: its items, inputs and decisions, and the facts behind its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from desktop.rules.dmn_cells import NotImportable, allowed_values, unary_cell
from desktop.rules.dmn_xml import first, inside, name_of, slug, text_of
from desktop.rules.problems import Place, Problem
from desktop.rules.schema import NAME
from desktop.rules.values import Kind, Type, quoted

KINDS = {
    "number": Kind.DECIMAL,
    "string": Kind.TEXT,
    "boolean": Kind.BOOL,
    "date": Kind.DATE,
    "date and time": Kind.DATETIME,
    "dateTime": Kind.DATETIME,
    "datetime": Kind.DATETIME,
    "days and time duration": Kind.DURATION,
    "dayTimeDuration": Kind.DURATION,
}
_UNTYPED = ("", "Any")
_GUESSES = (Kind.DECIMAL, Kind.BOOL, Kind.DATE, Kind.DATETIME, Kind.DURATION, Kind.TEXT)
_DEEPEST = 16


@dataclass(slots=True)
class Input:
    """A fact to be: its name, type, allowed values and its path in the model."""

    name: str
    label: str
    type: Type
    values: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


@dataclass(slots=True)
class Model:
    """A definitions element while it is read; `lines` tells where its elements stand."""

    root: ET.Element
    place: Place
    lines: Mapping[ET.Element, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    items: dict[str, ET.Element] = field(default_factory=dict)
    inputs: dict[str, ET.Element] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    elements: dict[str, ET.Element] = field(default_factory=dict)
    facts: dict[str, Input] = field(default_factory=dict)

    def not_imported(self, what: str, element: ET.Element) -> None:
        """Note an element that is left out, by its id and where it stands."""
        line, col = self.lines.get(element, (1, 1))
        place = replace(self.place, line=line, col=col)
        self.problems.append(place.warning("DMN005", what=what, element=name_of(element)))


def unique(name: str, taken: Iterable[str]) -> str:
    """The name, or with a number behind it when it is taken."""
    used = set(taken)
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def type_of(model: Model, ref: str, allowed: str = "", depth: int = 0) -> Input | None:
    """The type behind a reference; None when it is no simple one."""
    word = ref.rpartition(":")[2]
    item = model.items.get(ref) or model.items.get(word)
    if item is None and word in KINDS:
        kind = KINDS[word]
        return Input("", "", Type(kind, fold=False), allowed_values(allowed, kind))
    if item is None or depth > _DEEPEST or item.get("isCollection") == "true":
        return None
    if first(item, "itemComponent") is not None:
        return None
    inner = text_of(first(item, "typeRef"))
    return type_of(model, inner, allowed or text_of(first(item, "allowedValues")), depth + 1)


def variable_type(element: ET.Element) -> str:
    """The type reference of an input's or a decision's variable."""
    variable = first(element, "variable")
    return variable.get("typeRef", "") if variable is not None else ""


def resolve(model: Model, name: str, ref: str = "", allowed: str = "", cells: Sequence[str] = ()) -> Input | None:
    """The fact behind an input expression: an input, a part of one, or another table.

    Without a declared type the cells of the column tell it.
    """
    name = ".".join(" ".join(part.split()) for part in name.split("."))
    if name in model.facts:
        found = model.facts[name]
        found.values = found.values or allowed_values(allowed, found.type.kind)
        return found
    made = _decision(model, name, ref, allowed, cells) or _input(model, name, ref, allowed, cells)
    if made is not None and made.path:
        model.facts[name] = made
    return made


def _decision(model: Model, name: str, ref: str, allowed: str, cells: Sequence[str]) -> Input | None:
    """The result of another table, or one of its outputs."""
    for cut in (name, name.rpartition(".")[0]):
        table_id = model.decisions.get(cut.removeprefix("decision."))
        if table_id is None:
            continue
        output = name[len(cut) + 1 :]
        element = model.elements[cut.removeprefix("decision.")]
        made = type_of(model, ref, allowed) or (None if output else type_of(model, variable_type(element), allowed))
        type_ = made.type if made is not None else guessed(cells) or Type(Kind.TEXT, fold=False)
        return Input(f"decision.{table_id}" + (f".{slug(output)}" if output else ""), name, type_)
    return None


def _input(model: Model, name: str, ref: str, allowed: str, cells: Sequence[str]) -> Input | None:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        root = ".".join(parts[:length])
        if root in model.inputs:
            return _part(model, (root, *parts[length:]), ref, allowed, cells)
    return None


def _part(model: Model, path: tuple[str, ...], ref: str, allowed: str, cells: Sequence[str]) -> Input | None:
    """An input or, step by step through the item definitions, a part of it."""
    declared = variable_type(model.inputs[path[0]])
    for step in path[1:]:
        component = _component(model, declared, step)
        if component is None:
            return None
        declared = text_of(first(component, "typeRef"))
        allowed = allowed or text_of(first(component, "allowedValues"))
    made = type_of(model, declared or ref, allowed) or type_of(model, ref, allowed)
    if made is None and declared in _UNTYPED and ref in _UNTYPED:
        kind = guessed(cells)
        made = Input("", "", kind) if kind is not None else None
    if made is None:
        return None
    whole = ".".join(path)
    taken = {found.name for found in model.facts.values()}
    simple = len(path) == 1 and NAME.fullmatch(whole) is not None
    made.name = unique(whole if simple else ".".join(slug(p) for p in path), taken)
    made.label, made.path = whole, path
    return made


def _component(model: Model, ref: str, name: str) -> ET.Element | None:
    """The part of a structured type; None when it has no such part or is a list."""
    for _ in range(_DEEPEST):
        item = model.items.get(ref) or model.items.get(ref.rpartition(":")[2])
        if item is None or item.get("isCollection") == "true":
            return None
        found = next((c for c in inside(item, "itemComponent") if c.get("name") == name), None)
        if found is not None:
            return None if found.get("isCollection") == "true" else found
        ref = text_of(first(item, "typeRef"))
    return None


def guessed(cells: Sequence[str]) -> Type | None:
    """The first type with which all cells can be read; None when there is none."""
    present = [cell for cell in cells if cell.strip() not in ("", "-", "null")]
    for kind in _GUESSES if present else ():
        type_ = Type(kind, fold=False)
        if all(_reads(cell, type_) for cell in present):
            return type_
    return None if present else Type(Kind.TEXT, fold=False)


def _reads(cell: str, type_: Type) -> bool:
    try:
        unary_cell(cell, "x", type_)
    except NotImportable:
        return False
    return True


def facts_toml(model: Model) -> str:
    """The facts of a model as the file of a playbook."""
    lines = ['format = "callside.facts/1"']
    for found in model.facts.values():
        lines.append(f'\n[fact."{found.name}"]\nlabel = {quoted(found.label)}\ntype = "{found.type.kind}"')
        if found.type.kind is Kind.TEXT:
            lines.append("fold = false")
    return "\n".join(lines) + "\n"
