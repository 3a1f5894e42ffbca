"""A DMN model while it is read: its items, inputs and decisions, and the facts behind its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

from desktop.rules.dmn_xml import extension, first, inside, name_of, slug, text_of
from desktop.rules.problems import Place, Problem
from desktop.rules.schema import NAME
from desktop.rules.values import Kind, Member, Type, quoted

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
UNTYPED = ("", "Any")
_DEEPEST = 16


@dataclass(slots=True)
class Input:
    """A fact to be: its name, its words, its type and its path in the model."""

    name: str
    label: str
    type: Type
    path: tuple[str, ...]
    nullable: bool = True


@dataclass(slots=True)
class Model:
    """A definitions element while it is read; `lines` tells where its elements stand."""

    root: ET.Element
    place: Place
    lines: Mapping[ET.Element, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    items: dict[str, ET.Element] = field(default_factory=dict)
    inputs: dict[str, ET.Element] = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    elements: dict[str, ET.Element] = field(default_factory=dict)
    facts: dict[tuple[str, ...], Input] = field(default_factory=dict)

    def at(self, element: ET.Element) -> Place:
        """Where an element stands."""
        line, col = self.lines.get(element, (1, 1))
        return replace(self.place, line=line, col=col)

    def wrong(self, element: ET.Element, code: str, /, **params: object) -> None:
        """Note what is wrong with an element, by its id and where it stands."""
        self.problems.append(self.at(element).warning(code, element=name_of(element), **params))

    def not_imported(self, what: str, element: ET.Element, why: object = "") -> None:
        """Note an element that is left out, and why."""
        self.wrong(element, "DMN005", what=what, why=f" ({why})" if str(why) else "")


def unique(name: str, taken: Iterable[str]) -> str:
    """The name, or with a number behind it when it is taken."""
    used = set(taken)
    found, number = name, 1
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def name_from(text: str) -> str:
    """A name of ours for a name of the model: the same where it can be."""
    return text if NAME.fullmatch(text) else slug(text)


def item_of(model: Model, ref: str) -> ET.Element | None:
    """The item definition behind a type reference, with or without its prefix."""
    found = model.items.get(ref)
    return found if found is not None else model.items.get(ref.rpartition(":")[2])


def type_of(model: Model, ref: str) -> Type | None:
    """The type behind a reference; None when it is no simple one."""
    for _ in range(_DEEPEST):
        item = item_of(model, ref)
        word = ref.rpartition(":")[2]
        if item is None:
            return Type(KINDS[word], fold=False) if word in KINDS else None
        if item.get("isCollection") == "true" or first(item, "itemComponent") is not None:
            return None
        ref = text_of(first(item, "typeRef"))
    return None


def variable_type(element: ET.Element) -> str:
    """The type reference of an input's or a decision's variable."""
    variable = first(element, "variable")
    return variable.get("typeRef", "") if variable is not None else ""


def components(model: Model, ref: str) -> dict[str, ET.Element]:
    """The parts of a structured type by name; none for a simple one or a list."""
    for _ in range(_DEEPEST):
        item = item_of(model, ref)
        if item is None or item.get("isCollection") == "true":
            break
        parts = {c.get("name", ""): c for c in inside(item, "itemComponent")}
        if parts:
            return parts
        ref = text_of(first(item, "typeRef"))
    return {}


def declared_type(model: Model, path: tuple[str, ...]) -> str:
    """The type reference of an input or, step by step through the item definitions, of a part of it."""
    ref = variable_type(model.inputs[path[0]])
    for step in path[1:]:
        part = components(model, ref).get(step)
        if part is None or part.get("isCollection") == "true":
            return "list"
        ref = text_of(first(part, "typeRef"))
    return ref


def fact_of(model: Model, path: tuple[str, ...], type_: Type) -> Input:
    """A fact for an input or a part of one that has none yet."""
    whole = ".".join(path)
    taken = {found.name for found in model.facts.values()}
    simple = len(path) == 1 and NAME.fullmatch(whole) is not None and not whole.startswith("decision.")
    name = unique(whole if simple else ".".join(slug(part) for part in path), taken)
    element = model.inputs[path[0]]
    ours = extension(element)
    label = element.get("label", "") if len(path) == 1 else ""
    nullable = ours is None or ours.get("nullable") != "false"
    made = model.facts[path] = Input(name, label or whole, type_, path, nullable)
    return made


def our_type(element: ET.Element) -> Type | None:
    """The type that we noted beside an input, where DMN has none like it."""
    ours = extension(element)
    if ours is None or ours.get("type") not in set(Kind):
        return None
    kind = Kind(ours.get("type", ""))
    members = tuple(Member(m, m) for m in ours.get("members", "").split("|") if m)
    return Type(kind, currency=ours.get("currency", ""), members=members, fold=ours.get("fold") == "true")


def facts_toml(model: Model) -> str:
    """The facts of a model as the file of a playbook."""
    lines = ['format = "callside.facts/1"']
    for found in model.facts.values():
        type_ = found.type
        lines += [f'\n[fact."{found.name}"]', f"label = {quoted(found.label)}", f'type = "{type_.kind}"']
        if type_.kind is Kind.TEXT:
            lines.append(f"fold = {str(type_.fold).lower()}")
        if type_.members:
            lines.append(f"members = [{', '.join(quoted(m) for m in type_.ids)}]")
        lines += [f"currency = {quoted(type_.currency)}"] if type_.currency else []
        lines += [] if found.nullable else ["nullable = false"]
    return "\n".join(lines) + "\n"
