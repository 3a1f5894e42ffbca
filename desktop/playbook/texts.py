"""Words with facts in them: {name} stands for a fact, and a fact that is not there stays visible as a gap.

There is no code in a text: no conditions, no formats, no expressions. `{{` is a brace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal

from desktop.playbook.currencies import places_of, symbol_of
from desktop.rules.clock import Zone
from desktop.rules.schema import Schema
from desktop.rules.seen import Look, SeenFacts
from desktop.rules.values import Kind, Money, Type, Value, duration_text

_PLACE = re.compile(r"\{\{|\}\}|\{([^{}\n]{0,80})\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+")
_MAX_TEXT = 20_000
_NBSP = "\u00a0"

Show = Callable[[Value, Type | None], str]
"""Words for a value; the type, where it is known, knows the labels of an enum."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A text with its facts in place; `gaps` names those that were missing, in order, each once."""

    text: str
    gaps: tuple[str, ...] = ()


def fill(
    text: str,
    facts: SeenFacts,
    show: Show | None = None,
    schema: Schema | None = None,
    extra: Mapping[str, Value] | None = None,
) -> Filled:
    """Put facts into a text; never raises. A gap reads as the fact's label in brackets, from `schema` if it knows it.

    `extra` holds values that are no facts, such as action.value.
    """
    speak = show or plain
    gaps: list[str] = []

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        if not _NAME.fullmatch(name):
            return found[0]
        words = _words(name, facts, speak, extra or {})
        if words is None:
            if name not in gaps:
                gaps.append(name)
            words = gap(name, schema)
        return words

    return Filled(_PLACE.sub(put, text[:_MAX_TEXT]), tuple(gaps))


def gap(name: str, schema: Schema | None = None) -> str:
    """How a fact that is missing reads in a text: its label in brackets."""
    return f"[{_label(name, schema)}]"


def names_in(text: str) -> tuple[str, ...]:
    """The names a text speaks of, each once, in order."""
    return tuple(dict.fromkeys(name for name, good in _places(text) if good))


def odd_places(text: str) -> tuple[str, ...]:
    """What stands in braces without being a name: it would be shown as it is written."""
    return tuple(name for name, good in _places(text) if not good)


def _places(text: str) -> Iterator[tuple[str, bool]]:
    for found in _PLACE.finditer(text):
        if found[1] is not None:
            yield found[1], _NAME.fullmatch(found[1]) is not None


def _words(name: str, facts: SeenFacts, speak: Show, extra: Mapping[str, Value]) -> str | None:
    if name in extra:
        return speak(extra[name], None)
    seen = facts.get(name)
    if seen is None or seen.look is not Look.KNOWN or seen.value is None:
        return None
    return speak(seen.value, seen.type)


def _label(name: str, schema: Schema | None) -> str:
    definition = schema.get(name) if schema is not None else None
    label = definition.label if definition else name.rsplit(".", 1)[-1].replace("_", " ")
    return schema.inner(label) if schema is not None and schema.inner is not None else label.lower()


_MONTHS = "January February March April May June July August September October November December".split()


def plain(value: Value, type_: Type | None = None) -> str:
    """Words for a value in plain English; hosts pass their own for other languages."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{_rounded(value.amount)} {value.currency}"
    if isinstance(value, Decimal):
        return format(value, "f") if abs(value.adjusted()) < 40 else str(value)
    if isinstance(value, datetime):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year} {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    if isinstance(value, timedelta):
        return duration_text(value)
    if isinstance(value, frozenset):
        return ", ".join(_member(item, type_) for item in sorted(value))
    return _member(value, type_) if isinstance(value, str) else str(value)


def plainly(language: str) -> Show:
    """Words for a reader of any language, in plain English; hosts pass their own."""
    del language
    return plain


def plain_in(zone: Zone, currency: str) -> Show:
    """Words in plain English for a site: instants as its clocks show them, amounts as the window writes them."""

    def show(value: Value, type_: Type | None = None) -> str:
        if isinstance(value, datetime):
            with suppress(OverflowError):  # the last hours of the calendar have no local time everywhere
                value = zone.local(value)
        return _amount(value, currency) if isinstance(value, Money) else plain(value, type_)

    return show


def _amount(value: Money, home: str) -> str:
    symbol = symbol_of(value.currency, home)
    amount = _rounded(value.amount, places_of(value.currency))
    sign = "\u2212" if amount.startswith("-") else ""
    return f"{sign}{symbol}{_NBSP if len(symbol) > 1 else ''}{amount.removeprefix('-')}"


def _member(value: str, type_: Type | None) -> str:
    labeled = type_ is not None and type_.kind in (Kind.ENUM, Kind.SET)
    return type_.label_of(value) if labeled and type_ is not None else value


def _rounded(amount: Decimal, places: int = 2) -> str:
    if not amount.is_finite() or abs(amount.adjusted()) > 20:
        return str(amount)
    return format(amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN), ",f")
