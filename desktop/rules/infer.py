"""Facts guessed from the tables that read them, for a table that comes without its facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.rules.cells import ANY, read_cell
from desktop.rules.nodes import And, Between, Cmp, Has, In, Lit, Name, Node, Not, Or, State, TextTest, names_in
from desktop.rules.parser import parse
from desktop.rules.problems import errors
from desktop.rules.schema import NAME, FactDef, Schema
from desktop.rules.table_read import read_draft
from desktop.rules.typecheck import check_condition
from desktop.rules.values import Kind, Money, Type, Value, kind_of, quoted

_GUESSES = (Kind.BOOL, Kind.DECIMAL, Kind.MONEY, Kind.DATE, Kind.DATETIME, Kind.DURATION)
_CURRENCY = re.compile(r"\d\s*([A-Z]{3})\b")


@dataclass(slots=True)
class _Uses:
    """How the tables use each fact: the cells of its columns, and what conditions compare it with."""

    cells: dict[str, list[str]] = field(default_factory=dict)
    types: dict[str, Type] = field(default_factory=dict)
    members: dict[str, dict[str, None]] = field(default_factory=dict)
    named: dict[str, None] = field(default_factory=dict)


def inferred_facts(tables: Sequence[str]) -> str:
    """A facts file for these tables: numbers, texts, yes or no, dates, as their cells are written."""
    uses = _Uses()
    for text in tables:
        _read(text, uses)
    lines = ['format = "callside.facts/1"']
    for name in (*uses.cells, *(n for n in uses.named if n not in uses.cells)):
        if NAME.fullmatch(name) and not name.startswith("decision."):
            lines += [f'\n[fact."{name}"]', *_settings(name, uses)]
    return "\n".join(lines) + "\n"


def _read(text: str, uses: _Uses) -> None:
    draft, _ = read_draft(text, "")
    if draft is None:
        return
    records = [r for r in draft.file.records if r.kind == "rule"]
    for column in draft.table.columns:
        cells = [r.cell(column.index).strip() for r in records]
        present = [cell for cell in cells if cell not in ANY]
        if column.role == "in":
            uses.cells.setdefault(column.name, []).extend(present)
        for cell in present if column.role == "if" else ():
            _note(parse(cell).tree, uses)


def _settings(name: str, uses: _Uses) -> Iterator[str]:
    type_ = uses.types.get(name)
    if name in uses.members:
        yield 'type = "set"'
        yield f"members = [{', '.join(quoted(member) for member in uses.members[name])}]"
        return
    if uses.cells.get(name) or type_ is None:
        type_ = type_of_cells(uses.cells.get(name, ()))
    yield f'type = "{type_.kind}"'
    if type_.currency:
        yield f'currency = "{type_.currency}"'


def type_of_cells(cells: Sequence[str]) -> Type:
    """The first type with which all cells can be read; text fits nearly all."""
    telling = [cell for cell in cells if not _is_state(cell)]
    currency = next((found[1] for cell in telling if (found := _CURRENCY.search(cell))), "")
    for kind in _GUESSES if telling else ():
        type_ = Type(kind, currency=currency if kind is Kind.MONEY else "")
        if (kind is not Kind.MONEY or currency) and all(_fits(cell, type_) for cell in telling):
            return type_
    return Type(Kind.TEXT)


def _is_state(cell: str) -> bool:
    node, _ = read_cell(cell, "x", Type(Kind.TEXT))
    return isinstance(node, State)


def _fits(cell: str, type_: Type) -> bool:
    node, problems = read_cell(cell, "x", type_)
    if node is None or problems:
        return False
    return not errors(check_condition(node, Schema({"x": FactDef("x", "x", type_, nullable=False)})))


def _note(node: Node, uses: _Uses) -> None:
    """What a condition tells about the facts in it."""
    uses.named.update(dict.fromkeys(names_in(node)))
    match node:
        case And(items) | Or(items):
            for item in items:
                _note(item, uses)
        case Not(item):
            _note(item, uses)
        case Name(name):
            uses.types.setdefault(name, Type(Kind.BOOL))
        case Cmp(_, Name(name), Lit(value)) | Cmp(_, Lit(value), Name(name)):
            uses.types.setdefault(name, _like(value))
        case In(Name(name), items):
            uses.types.setdefault(name, _like(items[0].value))
        case Between(Name(name), Lit(value)):
            uses.types.setdefault(name, _like(value))
        case TextTest(_, Name(name)):
            uses.types.setdefault(name, Type(Kind.TEXT))
        case Has(_, Name(name), items):
            uses.members.setdefault(name, {}).update(dict.fromkeys(str(item.value) for item in items))
        case State():
            pass
        case _:
            for name in names_in(node):
                uses.types.setdefault(name, Type(Kind.DECIMAL))


def _like(value: Value) -> Type:
    kind = kind_of(value)
    if kind is Kind.INT:
        return Type(Kind.DECIMAL)
    return Type(kind, currency=value.currency if isinstance(value, Money) else "")
