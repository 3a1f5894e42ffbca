"""Why conditions can never hold together: the fewest parts of them that clash, in the author's words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop.rules.boxes import space_of
from desktop.rules.nodes import And, Node, Not, Or, all_of, names_in
from desktop.rules.printer import print_node
from desktop.rules.problems import Place, clip
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import DECIMAL, TEXT, Kind, literal_text

LONGEST = 160
"""Characters of one part that are shown."""
MOST_ALTERNATIVES = 3
MOST_MEMBERS = 8
NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Part:
    """A condition that must hold with others: what it is called where it stands, and where that is."""

    node: Node
    called: str = ""
    place: Place = NOWHERE


def can_never_be(parts: Sequence[Part], schema: Schema) -> bool:
    """Whether no facts make all of the conditions true, as far as their points tell."""
    space = space_of([all_of(*(part.node for part in parts))], schema)
    return all(space.is_empty(box) for box in space.boxes)


def clashing(parts: Sequence[Part], schema: Schema) -> tuple[Part, ...]:
    """Of parts that can never hold together, so few that the others could all be left out."""
    left = _about_one_fact([replace(part, node=node) for part in parts for node in _conjuncts(part.node)], schema)
    # From the back: of several explanations the one that is read first is told.
    for part in reversed(tuple(left)):
        rest = [other for other in left if other is not part]
        if can_never_be(rest, schema):
            left = rest
    return tuple(left)


def _about_one_fact(parts: list[Part], schema: Schema) -> list[Part]:
    """The parts about one fact where these alone clash, which is quickly found out; else all of them."""
    for name in dict.fromkeys(name for part in parts for name in names_in(part.node)):
        own = [part for part in parts if names_in(part.node) == (name,)]
        if own and can_never_be(own, schema):
            return own
    return parts


def _conjuncts(node: Node, *, negated: bool = False) -> Iterator[Node]:
    """The conditions that must all hold; what stands under a not is turned around."""
    match node:
        case Not(item):
            yield from _conjuncts(item, negated=not negated)
        case And(items) if not negated:
            for item in items:
                yield from _conjuncts(item)
        case Or(items) if negated:
            for item in items:
                yield from _conjuncts(item, negated=True)
        case _:
            yield Not(node) if negated else node


def say_clash(parts: Sequence[Part], schema: Schema, home: Place = NOWHERE) -> str:
    """The clash in one sentence; `home` is where it is told, so that other places are named."""
    if len(parts) == 1 and isinstance(parts[0].node, Or):
        return _alternatives(parts[0].node, schema)
    told = [_told(part, home, among=len(parts)) for part in parts]
    domain = say_domain(parts, schema)
    if len(told) == 1:
        return f"{told[0]} cannot be{domain}"
    listed = f"{', '.join(told[:-1])} and {told[-1]}"
    return f"{listed} cannot {'both' if len(told) == 2 else 'all'} be{domain}"


def _alternatives(node: Or, schema: Schema) -> str:
    """Why each of several alternatives can never be, or the first of them."""
    told = [say_clash(clashing([Part(item)], schema), schema) for item in node.items[:MOST_ALTERNATIVES]]
    more = len(node.items) - len(told)
    return "none of its alternatives can be: " + "; ".join(told) + (f"; and {more} more" if more else "")


def say_part(node: Node) -> str:
    """A part as the author could have written it, cut where it is very long."""
    return clip(print_node(node), LONGEST)


def _told(part: Part, home: Place, *, among: int) -> str:
    words = say_part(part.node)
    if among > 1 and isinstance(part.node, Or):
        words = f"({words})"
    if not part.called:
        return words
    if part.place.file != home.file:
        return f"{words} ({part.called}, {part.place.file}:{part.place.line})"
    line = f", line {part.place.line}" if part.place.line != home.line else ""
    return f"{words} ({part.called}{line})"


def say_domain(parts: Sequence[Part], schema: Schema) -> str:
    """What the facts can be, where only that makes the conditions clash: ", as x is a whole number from 0 to 9"."""
    facts = [schema.facts[name] for name in dict.fromkeys(name for part in parts for name in names_in(part.node))]
    wide = [_unlimited(fact) for fact in facts]
    if can_never_be(parts, schema.with_facts(replace(fact, nullable=True) for fact in wide)):
        return ""
    by_limits = not can_never_be(parts, schema.with_facts(wide))
    by_presence = not can_never_be(parts, schema.with_facts(replace(fact, nullable=True) for fact in facts))
    both = by_limits == by_presence
    told = [_limits(fact, limits=by_limits or both, presence=by_presence or both) for fact in facts]
    return ", as " + " and ".join(told)


def _unlimited(definition: FactDef) -> FactDef:
    """The fact if it could be anything that its conditions can speak of."""
    anything = {Kind.INT: DECIMAL, Kind.ENUM: TEXT}.get(definition.type.kind, definition.type)
    return replace(definition, type=anything, min=None, max=None)


def _limits(definition: FactDef, *, limits: bool, presence: bool) -> str:
    """What a fact can be: "x is a whole number from 0 to 9", "x is one of a, b, never empty"."""
    type_ = definition.type
    words = type_.words
    if type_.kind is Kind.ENUM:
        more = f" and {len(type_.ids) - MOST_MEMBERS} more" if len(type_.ids) > MOST_MEMBERS else ""
        words = f"one of {', '.join(type_.ids[:MOST_MEMBERS])}{more}"
    for word, limit in (("from", definition.min), ("to", definition.max)):
        words += f" {word} {literal_text(limit)}" if limit is not None else ""
    told = [words] if limits else []
    told += ["never empty"] if presence and not definition.nullable else []
    return f"{definition.name} is {', '.join(told) or words}"
