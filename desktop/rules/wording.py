"""Plain English for values, ages, conditions and what is awaited; no internal names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from desktop.rules.actions import Action
from desktop.rules.clock import FixedZone, Zone
from desktop.rules.facts import REFUSED, Evidence, FactState
from desktop.rules.nodes import Arith, Lit, Name, Neg, Node
from desktop.rules.problems import clip
from desktop.rules.reader import MAX_SHOWN_TEXT, PLAIN, Reader, Show, upper_first
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import UNMENTIONED, Look, Seen, SeenFacts
from desktop.rules.values import Kind, Type, Value, plain

GAP = "…"
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
_RECORDS = {
    "order": "Order {number}",
    "invoice": "Invoice {number}",
    "case": "Case {number}",
    "complaint": "Complaint {number}",
    "customer": "Customer {number}",
}
"""What records are called by the desktop."""
_SURVEY, _OF = " survey", " of "

LIVE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Words:
    """What is needed to speak about facts at one moment: `sources` names systems for people, `zone` their clocks.

    `language` is what the texts of cards are in, empty for the playbook's first; `show` writes the values in them the
    way its readers do. Reasons are for the `reader`; the `author` writes the playbook's first language.
    """

    schema: Schema
    facts: SeenFacts
    now: datetime
    sources: Mapping[str, str] = field(default_factory=dict)
    zone: Zone = field(default_factory=FixedZone)
    language: str = ""
    show: Show | None = None
    reader: Reader = PLAIN
    author: Reader = PLAIN

    def tr(self, text: str, n: int | None = None, /, **values: str) -> str:
        """One of our phrases, for the reader."""
        return self.reader.tr(text, n, **values)

    def seen(self, name: str) -> Seen:
        """A fact as the logic sees it."""
        return self.facts.get(name, UNMENTIONED)

    def definition(self, name: str) -> FactDef:
        """What the schema says about a fact."""
        return self.schema.get(name) or FactDef(name, name.replace(".", " "), Type(Kind.TEXT))

    def label(self, name: str) -> str:
        """The words for a fact, as they start a sentence."""
        return clip(self.reader.own(self.definition(name).label), MAX_SHOWN_TEXT)

    def inner_label(self, name: str) -> str:
        """The words for a fact inside a sentence; abbreviations keep their capitals."""
        return self.reader.inner(self.label(name))

    def source(self, name: str) -> str:
        """The system a fact comes from, in words; several are told apart by commas."""
        source = self.seen(name).fact.source or self.definition(name).source
        parts = source.split(", ")
        return self.reader.listed([self.sources.get(part) or self.reader.own(source_label(part)) for part in parts])

    def value(self, name: str) -> str | None:
        """The known value of a fact in words (a stale one too), or None."""
        value = self.held(name)
        if value is None:
            return None
        definition = self.definition(name)
        return self.reader.with_unit(self.say(value, definition.type), definition.unit, value)

    def held(self, name: str) -> Value | None:
        """The known value of a fact, a stale one too."""
        seen = self.seen(name)
        return seen.value if seen.value is not None else seen.fact.value

    def say(self, value: Value, type_: Type) -> str:
        """A value for people; instants as the clocks here show them."""
        if isinstance(value, datetime):
            with suppress(OverflowError):  # the last hours of the calendar have no local time everywhere
                value = self.zone.local(value)
        return self.reader.say(value, type_)

    def evidence(self, name: str) -> str | None:
        """At most two business references of a fact, then how many more."""
        labels = [clip(self._record(proof), 40) for proof in self.seen(name).fact.evidence]
        if not labels:
            return None
        more = len(labels) - 2
        if more > 0:
            return self.tr("{items} and {n} more", more, items=self.reader.listed(labels[:2]))
        return self.reader.both(labels)

    def _record(self, proof: Evidence) -> str:
        """What a record is called for the reader."""
        kind, _, label = proof
        pattern = _RECORDS.get(kind, "")
        head = pattern.partition("{")[0]
        if head and label.startswith(head):
            return self.tr(_RECORDS[kind], number=label.removeprefix(head))
        if kind == "feedback" and label.endswith(_SURVEY):
            return self.tr("{metric} survey", metric=label.removesuffix(_SURVEY))
        if kind == "feedback" and _OF in label:
            score, _, scale = label.partition(_OF)
            return self.tr("{score} of {scale}", score=score, scale=scale)
        return self.reader.own(label)

    def trail(self, name: str, *, dated: bool = True) -> str:
        """Where a fact comes from and, past a minute, how old it is: "CRM, 2 min ago"; blank when unknown."""
        if name.startswith("decision.") or self.definition(name).derive is not None:
            return ""
        fact = self.seen(name).fact
        parts = [self.source(name)]
        # Live goes without saying: an age is told once it is one, or while an answer is awaited.
        if dated and fact.as_of is not None and (fact.state is FactState.PENDING or self.now - fact.as_of >= LIVE):
            parts.append(self.reader.age(self.now - fact.as_of, fact.state))
        return self.reader.listed([part for part in parts if part])

    @property
    def aloud(self) -> Words:
        """The same for what the playbook says in its first language, in which the reader has no part."""
        return self if self.reader is self.author else replace(self, reader=self.author)

    def tell(self, text: str, extra: Mapping[str, str] | None = None) -> str:
        """A text of the playbook in the reader's language, filled; its form goes by the first number in it.

        Without words for it, it stays as the playbook has it, values too: no text is in two languages.
        """
        if text not in self.reader.words:
            return self.aloud.fill(text, extra)
        counts = (self.held(found[1]) for found in _PLACE.finditer(text))
        n = next((each for each in counts if isinstance(each, int | Decimal)), None)
        return self.fill(self.reader.own(text, n), extra)

    def fill(self, text: str, extra: Mapping[str, str] | None = None) -> str:
        """The text with each {fact} replaced by its value; a missing one stays a visible gap.

        A value brings its unit, except where the text says it itself: {late} and {late} days both read 8 days.
        """
        given = extra or {}

        def put(match: re.Match[str]) -> str:
            name, space, word = match[1], match[2] or "", match[3] or ""
            told = given[name] if name in given else self.value(name) or GAP
            unit = "" if name in given or told == GAP else self.definition(name).unit
            if not unit or not word or not self._says_unit(word, unit):
                return told + space + word
            # The unit in the text's own words; as it is declared, it follows the number: 1 day.
            return told if word == unit and space == " " else self._bare(name) + space + word

        return _PLACE.sub(put, text)

    def _says_unit(self, word: str, unit: str) -> bool:
        """Whether a word of a text is a fact's unit, in its singular or in a language a playbook may speak."""
        return word.lower() in (*map(str.lower, self.reader.unit_words(unit)), *_ALSO.get(unit, ()))

    def _bare(self, name: str) -> str:
        """The value of a fact without its unit."""
        value = self.held(name)
        assert value is not None, name
        return self.say(value, self.definition(name).type)

    def title(self, action: Action) -> str:
        """What colleagues call an action."""
        words, text = self.for_colleagues(action.title, action.titles)
        return words.fill(text)

    def for_colleagues(self, text: str, translated: Mapping[str, str]) -> tuple[Words, str]:
        """A text of a card that the agent reads, and who fills it: in the reader's language, else in the first."""
        mine = self.reader.language
        own = next((said for language, said in translated.items() if language.partition("-")[0].lower() == mine), None)
        if own is None and text in self.reader.words:
            own = self.reader.own(text)
        return (self.aloud, text) if own is None else (self, own)

    def speak(self, text: str, extra: Mapping[str, str] | None = None) -> str:
        """A text in the language of the call, filled the way its readers write: units are the author's words there."""
        if self.show is None:
            return self.aloud.fill(text, extra)
        given, show = extra or {}, self.show

        def put(match: re.Match[str]) -> str:
            name, seen = match[1], self.seen(match[1])
            value = seen.value if seen.value is not None else seen.fact.value
            told = given.get(name) or (GAP if value is None else show(value, self.definition(name).type))
            return told + (match[2] or "") + (match[3] or "")

        return _PLACE.sub(put, text)

    def spoken(self, value: Value, type_: Type) -> str:
        """A value as it stands in a text in the language of the call."""
        return self.aloud.say(value, type_) if self.show is None else self.show(value, type_)


@lru_cache(maxsize=256)
def source_label(source: str) -> str:
    """A source id in words: crm is CRM, order_system is Order system."""
    if not source:
        return ""
    words = source.replace("_", " ").replace("-", " ")
    return words.upper() if len(words) <= 3 else words[:1].upper() + words[1:]


_ARITH = {
    "+": "{left} plus {right}",
    "-": "{left} minus {right}",
    "*": "{left} times {right}",
    "/": "{left} divided by {right}",
}


def say_expression(node: Node, words: Words, like: Type | None = None) -> str:
    """A value expression in words, such as "0.07 times lifetime value"."""
    match node:
        case Name(name):
            return words.inner_label(name)
        case Lit(value):
            return words.say(value, like or Type(Kind.TEXT))
        case Neg(operand):
            return words.tr("minus {value}", value=say_expression(operand, words))
        case Arith("*", Lit(part), whole) | Arith("*", whole, Lit(part)) if _is_share(part):
            share = words.reader.number(_percent(part))
            return words.tr("{share} % of {whole}", share=share, whole=say_expression(whole, words))
        case _:
            assert isinstance(node, Arith), node
            left, right = say_expression(node.left, words), say_expression(node.right, words)
            return words.tr(_ARITH[node.op], left=left, right=right)


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
    if words.seen(name).fact.state is FactState.FAILED:
        what = _failed(name, label, words)
        return words.tr("{source}: {what}", source=source, what=what) if source else upper_first(what)
    if not source:
        return words.tr("Waiting for: {label}", label=label)
    return words.tr("Waiting for {source}: {label}", source=source, label=label)


def _failed(name: str, label: str, words: Words) -> str:
    """That a fact cannot be had, without the reason."""
    if words.seen(name).fact.reason in REFUSED:
        return words.tr("{label} cannot be used", label=label)
    return words.tr("{label} is unavailable", label=label)


def say_unknown(name: str, words: Words, *, trail: bool = True) -> str:
    """The sentence for a fact without a usable answer or without a value."""
    trail_text = words.trail(name) if trail else ""
    told = _say_unknown(name, words)
    return f"{told} ({trail_text})" if trail_text else told


def _say_unknown(name: str, words: Words) -> str:
    seen, label = words.seen(name), upper_first(words.label(name))
    if seen.look is Look.ABSENT:
        return upper_first(words.tr("No {label} on file", label=words.inner_label(name)))
    if seen.stale:
        return words.tr("{label} is too old to rely on", label=label)
    if seen.fact.state is FactState.FAILED:
        if seen.fact.reason in REFUSED:
            why = words.tr(REFUSED[seen.fact.reason])
            return words.tr("{label} cannot be used: {why}", label=label, why=why)
        return _failed(name, label, words)
    return words.tr("{label} has not arrived yet", label=label)
