"""What the names in a DMN model stand for: inputs, parts of them, other decisions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from desktop.rules.dmn_model import (
    UNTYPED,
    Model,
    components,
    declared_type,
    fact_of,
    name_from,
    our_type,
    type_of,
    variable_type,
)
from desktop.rules.dmn_xml import first, inside, text_of
from desktop.rules.feel_logic import NULL, Logic, NotImportable, Value, named
from desktop.rules.feel_read import expression, pattern_of, unary_tests
from desktop.rules.problems import clip
from desktop.rules.typecheck import comparable
from desktop.rules.values import BOOL, Kind, Type

_GUESSES = (Kind.DECIMAL, Kind.BOOL, Kind.DATE, Kind.DATETIME, Kind.DURATION, Kind.TEXT)
_LISTS = ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
_SET = Type(Kind.SET)


def _as_feel(type_: Type) -> Type:
    """A type of ours as FEEL compares it."""
    return Type(Kind.TEXT, fold=False) if type_.kind is Kind.ENUM else type_


@dataclass(slots=True)
class ModelScope:
    """The names of a model for its expressions; literal expressions are read when first asked for."""

    model: Model
    read: dict[str, Value | Logic | NotImportable] = field(default_factory=dict)
    reading: list[str] = field(default_factory=list)
    patterns: dict[tuple[str, ...], re.Pattern[str] | None] = field(default_factory=dict)

    def names(self, path: tuple[str, ...]) -> re.Pattern[str] | None:
        """What finds inputs and decisions or, for a path, its parts."""
        if path not in self.patterns:
            self.patterns[path] = pattern_of(self._names(path))
        return self.patterns[path]

    def _names(self, path: tuple[str, ...]) -> Sequence[str]:
        model = self.model
        if not path:
            return [*model.inputs, *model.elements]
        if path[0] in model.elements:
            table = first(model.elements[path[0]], "decisionTable")
            return [o.get("name", "") for o in inside(table, "output")] if table is not None and len(path) == 1 else []
        ref = declared_type(model, path)
        return list(components(model, ref))

    def value(self, path: tuple[str, ...]) -> Value | Logic:
        """The fact, the result of a table or the expression that stands at a path."""
        if path[0] in self.model.elements:
            return self._decision(path)
        return self.input(path)

    def input(self, path: tuple[str, ...], ref: str = "", cells: Sequence[str] | None = None) -> Value:
        """An input or a part of one; without a declared type the cells of its column tell it."""
        model = self.model
        if path in model.facts:
            found = model.facts[path]
            return named(found.name, _as_feel(found.type))
        declared = declared_type(model, path)
        type_ = our_type(model.inputs[path[0]]) if len(path) == 1 else None
        type_ = type_ or type_of(model, declared) or (type_of(model, ref) if declared in UNTYPED else None)
        if type_ is None and declared in UNTYPED and ref in UNTYPED and cells is not None:
            type_ = self.guessed(cells)
        if type_ is None:
            whole = ".".join(path)
            kind = next((r for r in (declared, ref) if r not in UNTYPED), "")
            raise NotImportable(f"{whole} is of type {clip(kind, 40)}" if kind else f"{whole} has no declared type")
        return named(fact_of(model, path, type_).name, _as_feel(type_))

    def guessed(self, cells: Sequence[str]) -> Type | None:
        """The first type with which all cells can be read; None when there is none."""
        present = [cell for cell in cells if cell.strip() not in ("", "-", "null")]
        for kind in _GUESSES if present else ():
            type_ = Type(kind, fold=False)
            if all(self._reads(cell, type_) for cell in present):
                return type_
        return None if present else Type(Kind.TEXT, fold=False)

    def _reads(self, cell: str, type_: Type) -> bool:
        try:
            unary_tests(cell, named("x", type_), self)
        except NotImportable:
            return False
        return True

    def _decision(self, path: tuple[str, ...]) -> Value | Logic:
        name = path[0]
        if name in self.model.tables:
            return self._table(path)
        found = self.literal(name)
        if isinstance(found, NotImportable):
            raise NotImportable(f"it needs {name}: {found}")
        return found

    def _table(self, path: tuple[str, ...]) -> Value:
        """The result of a table, or one of its outputs."""
        element = self.model.elements[path[0]]
        name = ".".join(("decision", self.model.tables[path[0]], *(name_from(part) for part in path[1:])))
        table = first(element, "decisionTable")
        assert table is not None
        if table.get("hitPolicy") in _LISTS and not table.get("aggregation"):
            return named(name, _SET)
        outputs = list(inside(table, "output"))
        if len(path) == 1 and len(outputs) > 1:
            raise NotImportable(f"{path[0]} has several outputs")
        if table.get("aggregation"):
            return named(name, Type(Kind.DECIMAL))
        output = next((o for o in outputs if o.get("name") == path[-1]), outputs[0] if outputs else table)
        return named(name, self.output_type(element, table, output) or self._entries(table, output))

    def output_type(self, decision: ET.Element, table: ET.Element, output: ET.Element) -> Type | None:
        """The declared type of an output; None without one."""
        whole = [table.get("typeRef", ""), variable_type(decision)]
        refs = [output.get("typeRef", "")]
        if len(list(inside(table, "output"))) == 1:
            refs += whole
        for ref in whole:
            part = components(self.model, ref).get(output.get("name", ""))
            refs.append(text_of(first(part, "typeRef")) if part is not None else "")
        return next((t for ref in refs if (t := type_of(self.model, ref)) is not None), None)

    def _entries(self, table: ET.Element, output: ET.Element) -> Type:
        """The type of an output that has none declared, as its entries are."""
        kinds = set()
        at = next((number for number, each in enumerate(inside(table, "output")) if each is output), 0)
        for rule in inside(table, "rule"):
            entries = list(inside(rule, "outputEntry"))
            try:
                found = expression(text_of(entries[at]), self) if at < len(entries) else NULL
            except NotImportable:
                continue
            if isinstance(found, Value) and found.node is not None:
                kinds.add(Kind.DECIMAL if found.type.is_number else found.type.kind)
        return Type(kinds.pop() if len(kinds) == 1 else Kind.TEXT, fold=False)

    def literal(self, name: str) -> Value | Logic | NotImportable:
        """What the literal expression of a decision says, or why it is not read."""
        if name in self.reading:
            return NotImportable(f"{name} requires itself")
        if name not in self.read:
            element = first(self.model.elements[name], "literalExpression")
            self.reading.append(name)
            try:
                if element is None:
                    raise NotImportable("its logic is no decision table and no literal expression")
                self.read[name] = self._declared(name, expression(text_of(element), self))
            except NotImportable as error:
                self.read[name] = error
            self.reading.pop()
        return self.read[name]

    def _declared(self, name: str, found: Value | Logic) -> Value | Logic:
        """A result, refused where it is not of the type that its decision declares."""
        ref = variable_type(self.model.elements[name])
        if ref in UNTYPED or (isinstance(found, Value) and found.node is None) or found == NULL:
            return found
        declared = type_of(self.model, ref)
        type_ = found.type if isinstance(found, Value) else BOOL
        if declared is None or not comparable(declared, type_):
            raise NotImportable(f"its result is {type_.words}, declared is {clip(ref, 40)}")
        return found
