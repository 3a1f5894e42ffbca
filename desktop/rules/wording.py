"""Plain English for values, ages, conditions and what is awaited; no internal names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from desktop.rules.actions import Action
from desktop.rules.clock import FixedZone, Zone
from desktop.rules.facts import REFUSED, FactState
from desktop.rules.nodes import Arith, Lit, Name, Neg, Node
from desktop.rules.problems import clip
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import UNMENTIONED, Look, Seen, SeenFacts
from desktop.rules.values import Kind, Money, Type, Value, plain

GAP = "…"
MAX_SHOWN_TEXT = 60
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}(?:([ \u00a0-]?)([^\W\d_]+|%))?")
"""A fact in braces, and the word that follows it."""
_ALSO = {
    "s": ("sec", "second", "seconds", "sekunde", "sekunden", "seconde", "secondes", "segundo", "segundos"),
    "min": ("minute", "minutes", "minuten", "minuto", "minutos"),
    "h": ("hour", "hours", "stunde", "stunden", "heure", "heures", "hora", "horas"),
    "days": ("tag", "tage", "tagen", "jour", "jours", "día", "días"),
    "weeks": ("woche", "wochen", "semaine", "semaines", "semana", "semanas"),
    "months": ("monat", "monate", "monaten", "mois", "mes", "meses"),
    "years": ("jahr", "jahre", "jahren", "ans", "année", "années", "año", "años"),
    "%": ("percent", "prozent"),
}
"""How texts may spell the units that Callside brings along."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SPANS = (("day", 86_400), ("hour", 3_600), ("min", 60), ("s", 1))

LIVE = timedelta(minutes=1)
Show = Callable[[Value, Type], str]
"""Writes a value for the readers of a language."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is needed to speak about facts at one moment: `sources` names systems for people, `zone` their clocks.

    `language` is what the texts of cards are in, empty for the playbook's first; `show` writes the values in them the
    way its readers do.
    """

    schema: Schema
    facts: SeenFacts
    now: datetime
    sources: Mapping[str, str] = field(default_factory=dict)
    zone: Zone = field(default_factory=FixedZone)
    language: str = ""
    show: Show | None = None

    def seen(self, name: str) -> Seen:
        """A fact as the logic sees it."""
        return self.facts.get(name, UNMENTIONED)

    def definition(self, name: str) -> FactDef:
        """What the schema says about a fact."""
        return self.schema.get(name) or FactDef(name, name.replace(".", " "), Type(Kind.TEXT))

    def label(self, name: str) -> str:
        """The words for a fact, as they start a sentence."""
        return clip(self.definition(name).label, MAX_SHOWN_TEXT)

    def inner_label(self, name: str) -> str:
        """The words for a fact inside a sentence; abbreviations keep their capitals."""
        return lower_first(self.label(name))

    def source(self, name: str) -> str:
        """The system a fact comes from, in words; several are told apart by commas."""
        source = self.seen(name).fact.source or self.definition(name).source
        parts = source.split(", ")
        return ", ".join([self.sources.get(part) or source_label(part) for part in parts])

    def value(self, name: str) -> str | None:
        """The known value of a fact in words (a stale one too), or None."""
        seen = self.seen(name)
        value = seen.value if seen.value is not None else seen.fact.value
        if value is None:
            return None
        definition = self.definition(name)
        return with_unit(self.say(value, definition.type), definition.unit)

    def say(self, value: Value, type_: Type) -> str:
        """A value for people; instants as the clocks here show them."""
        if isinstance(value, datetime):
            with suppress(OverflowError):  # the last hours of the calendar have no local time everywhere
                value = self.zone.local(value)
        return say_value(value, type_)

    def evidence(self, name: str) -> str | None:
        """At most two business references of a fact, then how many more."""
        labels = [clip(label, 40) for _, _, label in self.seen(name).fact.evidence]
        if not labels:
            return None
        more = f" and {len(labels) - 2} more" if len(labels) > 2 else ""
        return (", " if more else " and ").join(labels[:2]) + more

    def trail(self, name: str) -> str:
        """Where a fact comes from and, past a minute, how old it is: "CRM, 2 min ago"; blank when unknown."""
        if name.startswith("decision.") or self.definition(name).derive is not None:
            return ""
        fact = self.seen(name).fact
        parts = [self.source(name)]
        # Live goes without saying: an age is told once it is one, or while an answer is awaited.
        if fact.as_of is not None and (fact.state is FactState.PENDING or self.now - fact.as_of >= LIVE):
            parts.append(say_age(self.now - fact.as_of, fact.state))
        return ", ".join(part for part in parts if part)

    def fill(self, text: str, extra: Mapping[str, str] | None = None) -> str:
        """The text with each {fact} replaced by its value; a missing one stays a visible gap.

        A value brings its unit, except where the text says it itself: {late} and {late} days both read 8 days.
        """
        given = extra or {}

        def put(match: re.Match[str]) -> str:
            name, space, word = match[1], match[2] or "", match[3] or ""
            told = given[name] if name in given else self.value(name) or GAP
            unit = "" if name in given else self.definition(name).unit
            number = told.removesuffix(f" {unit}").removesuffix(f" {_singular(unit)}") if unit else told
            if number == told or not _says_unit(word, unit):
                return told + space + word
            # The unit in the text's own words; as it is declared, it follows the number: 1 day.
            return told if word == unit and space == " " else number + space + word

        return _PLACE.sub(put, text)

    def title(self, action: Action) -> str:
        """What people call an action."""
        translated = action.titles.get(self.language)
        return self.fill(action.title) if translated is None else self.speak(translated)

    def speak(self, text: str, extra: Mapping[str, str] | None = None) -> str:
        """A text in the language of the call, filled the way its readers write: units are the author's words there."""
        if self.show is None:
            return self.fill(text, extra)
        given, show = extra or {}, self.show

        def put(match: re.Match[str]) -> str:
            name, seen = match[1], self.seen(match[1])
            value = seen.value if seen.value is not None else seen.fact.value
            told = given.get(name) or (GAP if value is None else show(value, self.definition(name).type))
            return told + (match[2] or "") + (match[3] or "")

        return _PLACE.sub(put, text)

    def spoken(self, value: Value, type_: Type) -> str:
        """A value as it stands in a text in the language of the call."""
        return self.say(value, type_) if self.show is None else self.show(value, type_)


def _says_unit(word: str, unit: str) -> bool:
    """Whether a word of a text is a fact's unit, in its singular or in a language a playbook may speak."""
    return word.lower() in (unit.lower(), _singular(unit).lower(), *_ALSO.get(unit, ()))


def lower_first(text: str) -> str:
    """Text with a small first letter, unless its first word is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if sum(c.isupper() for c in first) > 1 else text[:1].lower() + text[1:]


@lru_cache(maxsize=256)
def source_label(source: str) -> str:
    """A source id in words: crm is CRM, order_system is Order system."""
    if not source:
        return ""
    words = source.replace("_", " ").replace("-", " ")
    return words.upper() if len(words) <= 3 else words[:1].upper() + words[1:]


def say_age(age: timedelta, state: FactState = FactState.KNOWN) -> str:
    """An age in words; while PENDING it is the time since the question."""
    seconds = max(0, int(age.total_seconds()))
    if state is FactState.ABSENT and 60 <= seconds < 86_400:
        return "today"
    asked = "asked " if state is FactState.PENDING else ""
    if seconds < 60:
        return f"{asked}{seconds} s ago"
    if seconds < 3_600:
        return f"{asked}{seconds // 60} min ago"
    if seconds < 86_400:
        return f"{asked}{seconds // 3_600} h ago"
    days = seconds // 86_400
    return f"{asked}{days} day{'s' if days > 1 else ''} ago"


def say_value(value: Value, type_: Type) -> str:
    """A value for people: labels of enum members, dates with month names, grouped digits."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return say_number(value)
    if isinstance(value, Money):
        return say_money(value)
    if isinstance(value, str):
        text = type_.label_of(value) if type_.members else value
        return clip(text, MAX_SHOWN_TEXT) or "blank"
    if isinstance(value, datetime):
        return f"{say_date(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, timedelta):
        return say_duration(value)
    labels = [clip(type_.label_of(v), MAX_SHOWN_TEXT) for v in sorted(value)]
    return ", ".join(labels) or "none"


def with_unit(text: str, unit: str) -> str:
    """A value in words with its unit: 2 days, but 1 day."""
    unit = _singular(unit) if text == "1" else unit
    return f"{text} {unit}" if unit else text


def _singular(unit: str) -> str:
    return unit.removesuffix("s") if len(unit) > 2 else unit


def say_number(value: int | Decimal) -> str:
    """A number with grouped digits and without an exponent."""
    whole, _, part = plain(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-') or 0):,}" + (f".{part}" if part else "")


def say_money(value: Money) -> str:
    """An amount with its currency; cents are shown when there are any."""
    amount = value.amount
    text = say_number(int(amount) if amount == amount.to_integral_value() else amount)
    cents = "0" if len(text.partition(".")[2]) == 1 else ""
    return f"{text}{cents} {value.currency}"


def say_date(value: date) -> str:
    """A date such as 3 Dec 2026."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def say_duration(value: timedelta) -> str:
    """A duration in its two largest units, such as 2 hours 5 min."""
    seconds = abs(int(value.total_seconds()))
    parts = []
    for word, size in _SPANS:
        count, seconds = divmod(seconds, size)
        if count:
            plural = "s" if count > 1 and word in ("day", "hour") else ""
            parts.append(f"{count} {word}{plural}")
    text = " ".join(parts[:2]) or "0 s"
    return f"minus {text}" if value < timedelta(0) else text


_ARITH = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}


def say_expression(node: Node, words: Words, like: Type | None = None) -> str:
    """A value expression in words, such as "0.07 times lifetime value"."""
    match node:
        case Name(name):
            return words.inner_label(name)
        case Lit(value):
            return words.say(value, like or Type(Kind.TEXT))
        case Neg(operand):
            return f"minus {say_expression(operand, words)}"
        case Arith("*", Lit(part), whole) | Arith("*", whole, Lit(part)) if _is_share(part):
            return f"{say_number(_percent(part))} % of {say_expression(whole, words)}"
        case _:
            assert isinstance(node, Arith), node
            sides = (say_expression(node.left, words), say_expression(node.right, words))
            return f"{sides[0]} {_ARITH[node.op]} {sides[1]}"


def _is_share(value: object) -> bool:
    """Whether people would say a factor in percent."""
    return isinstance(value, Decimal) and 0 < value < 1


def _percent(value: object) -> Decimal:
    assert isinstance(value, Decimal)
    text = plain(value * 100)
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def say_waiting(name: str, words: Words) -> str:
    """What is awaited: "Waiting for CRM: marketing consent"."""
    source = words.source(name)
    label = words.inner_label(name)
    state = words.seen(name).fact.state
    if state is FactState.FAILED:
        what = f"{label} cannot be used" if words.seen(name).fact.reason in REFUSED else f"{label} is unavailable"
        return f"{source}: {what}" if source else upper_first(what)
    return f"Waiting for {source}: {label}" if source else f"Waiting for: {label}"


def upper_first(text: str) -> str:
    """Text with a capital first letter."""
    return text[:1].upper() + text[1:]


def say_unknown(name: str, words: Words, *, trail: bool = True) -> str:
    """The sentence for a fact without a usable answer or without a value."""
    seen, label = words.seen(name), upper_first(words.label(name))
    trail_text = words.trail(name) if trail else ""
    tail = f" ({trail_text})" if trail_text else ""
    if seen.look is Look.ABSENT:
        return f"No {words.inner_label(name)} on file{tail}"
    if seen.stale:
        return f"{label} is too old to rely on{tail}"
    if seen.fact.state is FactState.FAILED:
        why = REFUSED.get(seen.fact.reason or "")
        return f"{label} cannot be used: {why}{tail}" if why else f"{label} is unavailable{tail}"
    return f"{label} has not arrived yet{tail}"
