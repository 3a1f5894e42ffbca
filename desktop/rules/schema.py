"""The facts a playbook may speak of: names, types and words, read from facts.toml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from desktop.rules.clock import DERIVED_TYPES, SOURCE_KINDS, Derive, DeriveKind
from desktop.rules.format import DERIVE, FACT, FACTS, MOST_SCALE
from desktop.rules.lexer import KEYWORDS
from desktop.rules.problems import MAX_LIST, MAX_NAME, Place, Problem, suggest
from desktop.rules.read_values import read_plain, read_span
from desktop.rules.toml_read import Table, TomlPlaces, read_toml, unknown_keys
from desktop.rules.values import ORDERED, Kind, Member, Type, Value, compare

RESERVED = ("decision.", "action.")
NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)*")
MEMBER = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,63}")


@dataclass(frozen=True, slots=True)
class FactDef:
    """What a playbook says about one fact."""

    name: str
    label: str
    type: Type
    source: str = ""
    say: str = ""
    max_age: timedelta | None = None
    keep_stale: bool = False
    nullable: bool = True
    pii: bool = False
    known_at: str = "start"
    changeable: str = "no"
    min: Value | None = None
    max: Value | None = None
    unit: str = ""
    derive: Derive | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """All declared facts by name."""

    facts: Mapping[str, FactDef] = field(default_factory=dict)

    def get(self, name: str) -> FactDef | None:
        """The definition of a fact, or None."""
        return self.facts.get(name)

    def with_facts(self, extra: Iterable[FactDef]) -> Schema:
        """This schema and some more facts, such as the results of tables."""
        return Schema({**self.facts, **{d.name: d for d in extra}})


def read_schema(texts: Mapping[str, str]) -> tuple[Schema, list[Problem]]:
    """One schema from several files (name -> text) and all their problems."""
    facts: dict[str, FactDef] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for file in sorted(texts):
        _read_file(file, texts[file], facts, places, problems)
    for definition in list(facts.values()):
        problem = _check_source(definition, facts, places[definition.name])
        if problem is not None:
            problems.append(problem)
    return Schema(facts), problems


def _read_file(
    file: str, text: str, facts: dict[str, FactDef], where: dict[str, Place], problems: list[Problem]
) -> None:
    data, found = read_toml(text, file)
    problems += found
    if data is None:
        return
    places = TomlPlaces(text, file)
    if data.get("format") != FACTS.format:
        found_format = data.get("format", "nothing")
        problems.append(places.at("", 0, "format").problem("ACT001", expected=FACTS.format, found=found_format))
    problems += unknown_keys(data, FACTS.names, Place(file))
    table = data.get("fact", {})
    if not isinstance(table, dict):
        problems.append(places.at("fact").problem("ACT006", field="fact", expected="a table"))
        return
    for name, raw in table.items():
        place = _place(places, name)
        if name in facts:
            problems.append(place.problem("NAM003", name=name))
            continue
        definition = _FactReader(name, raw, place, problems).read()
        if definition is not None:
            facts[name], where[name] = definition, place


def _place(places: TomlPlaces, name: str) -> Place:
    block = places.at(f"fact.{name}", rule_id=name)
    inline = places.at("fact", 0, name, rule_id=name)
    return inline if block.line == 1 else block


class _FactReader:
    """Reads one fact block and collects its problems."""

    def __init__(self, name: str, raw: object, place: Place, problems: list[Problem]) -> None:
        self.name = name
        self.place = place
        self.problems = problems
        self.is_table = isinstance(raw, dict)
        self.raw: Table = raw if isinstance(raw, dict) else {}

    def wrong(self, code: str, **params: object) -> None:
        self.problems.append(self.place.problem(code, **params))

    def read(self) -> FactDef | None:
        if not self._check_name():
            return None
        if not self.is_table:
            self.wrong("ACT006", field=self.name, expected="a table of settings")
            return None
        self.problems += unknown_keys(self.raw, FACT.names, self.place)
        derive = self._derive()
        type_ = DERIVED_TYPES[derive.kind] if derive else self._type()
        if type_ is None:
            return None
        low, high = self._bounds(type_, derived=derive is not None)
        return FactDef(
            name=self.name,
            label=self._text("label") or self.name.replace(".", " ").replace("_", " "),
            type=type_,
            source=self._text("source"),
            say=self._text("say"),
            max_age=self._duration("max_age"),
            keep_stale=self._choice("stale") == "keep",
            nullable=self._flag("nullable", default=True),
            pii=self._flag("pii", default=False),
            known_at=self._choice("known_at"),
            changeable=self._choice("changeable"),
            min=low,
            max=high,
            unit=self._text("unit"),
            derive=derive,
        )

    def _check_name(self) -> bool:
        if len(self.name) > MAX_NAME:
            self.wrong("CAP006", limit=MAX_NAME)
            return False
        if not NAME.fullmatch(self.name):
            self.wrong("NAM004", name=self.name)
            return False
        if self.name in KEYWORDS:
            self.wrong("NAM009", name=self.name, other=f"call.{self.name}")
            return False
        prefix = next((p for p in RESERVED if self.name.startswith(p)), None)
        if prefix is not None:
            self.wrong("NAM005", prefix=prefix)
        return prefix is None

    def _text(self, key: str) -> str:
        value = self.raw.get(key, "")
        if isinstance(value, str):
            return value
        self.wrong("ACT006", field=key, expected="a text")
        return ""

    def _flag(self, key: str, *, default: bool) -> bool:
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        self.wrong("ACT006", field=key, expected="true or false")
        return default

    def _choice(self, key: str) -> str:
        options = FACT.key(key).options
        value = self.raw.get(key, options[0])
        if value in options:
            return str(value)
        self.wrong("ACT005", field=key, expected=", ".join(options), found=value)
        return options[0]

    def _duration(self, key: str) -> timedelta | None:
        if key not in self.raw:
            return None
        value = read_span(self.raw[key])
        if not value:
            self.wrong("ACT006", field=key, expected='a duration such as "10min", at most 100 years')
        return value

    def _bounds(self, type_: Type, *, derived: bool) -> tuple[Value | None, Value | None]:
        """The least and the greatest value; what follows from the time has no other limits than time."""
        low, high = self._bound("min", type_, derived), self._bound("max", type_, derived)
        if low is not None and high is not None and compare(low, high) == 1:
            self.wrong("ACT006", field="max", expected="at least min")
        return low, high

    def _bound(self, key: str, type_: Type, derived: bool) -> Value | None:
        if key not in self.raw:
            return None
        if derived or type_.kind not in ORDERED:
            self.wrong("ACT006", field=key, expected="left out: only numbers, money and times of a source have limits")
            return None
        value = read_plain(type_, self.raw[key])
        if value is None:
            self.wrong("ACT006", field=key, expected=type_.words)
        return value

    def _type(self) -> Type | None:
        word = self.raw.get("type")
        kinds = [k.value for k in Kind]
        if word not in kinds:
            found = "nothing" if word is None else word
            problem = self.place.problem("ACT005", field="type", expected=", ".join(kinds), found=found)
            self.problems.append(problem)
            return None
        kind = Kind(word)
        members = self._members() if kind in (Kind.ENUM, Kind.SET) else ()
        scale = self.raw.get("scale")
        if scale is not None and (type(scale) is not int or not 0 <= scale <= MOST_SCALE):
            self.wrong("ACT006", field="scale", expected=f"a whole number up to {MOST_SCALE}")
            scale = None
        currency = self._currency() if kind is Kind.MONEY else ""
        return Type(kind, scale, currency, members, self._flag("fold", default=True))

    def _currency(self) -> str:
        value = self.raw.get("currency")
        if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
            return value
        self.wrong("ACT006", field="currency", expected="three capitals such as EUR")
        return "EUR"

    def _members(self) -> tuple[Member, ...]:
        raw: Any = self.raw.get("members")
        if isinstance(raw, list):
            for member in raw:
                if not isinstance(member, str) or raw.count(member) > 1:
                    self.wrong("ACT006", field="members", expected="different texts")
                    return ()
            raw = {m: m.replace("_", " ").capitalize() for m in raw}
        if not isinstance(raw, dict) or not raw:
            self.wrong("ACT002", what="members")
            return ()
        if len(raw) > MAX_LIST:
            self.wrong("CAP004", limit=MAX_LIST)
            return ()
        bad = [m for m in raw if not MEMBER.fullmatch(m) or not isinstance(raw[m], str)]
        for member in bad:
            self.wrong("ACT006", field=f"members {member}", expected='id = "words"')
        return tuple(Member(m, raw[m]) for m in raw if m not in bad)

    def _derive(self) -> Derive | None:
        raw = self.raw.get("derive")
        if raw is None:
            return None
        kinds = [k.value for k in DeriveKind]
        if not isinstance(raw, dict) or raw.get("kind") not in kinds:
            self.wrong("ACT006", field="derive", expected="a table with kind " + ", ".join(kinds))
            return None
        self.problems += unknown_keys(raw, DERIVE.names, self.place)
        step = read_span(raw.get("step", "1s"))
        if step is None or step < timedelta(seconds=1):
            self.wrong("ACT006", field="step", expected='a duration such as "1min", at least 1s')
            step = timedelta(seconds=1)
        source = raw.get("from", "")
        return Derive(DeriveKind(raw["kind"]), source if isinstance(source, str) else "", step)


def _check_source(definition: FactDef, facts: Mapping[str, FactDef], place: Place) -> Problem | None:
    derive = definition.derive
    wanted = SOURCE_KINDS.get(derive.kind) if derive else None
    if derive is None or wanted is None:
        return None
    origin = facts.get(derive.source)
    if origin is None:
        problem = place.problem("NAM001", name=derive.source or "(from)")
        return replace(problem, field="derive", suggestion=suggest(derive.source, facts, problem.span))
    if origin.type.kind not in wanted or origin.derive is not None:
        found = "a fact that follows from the time itself" if origin.derive is not None else origin.type.words
        return place.problem("TYP006", name=derive.source, expected=" or ".join(wanted), found=found)
    return None
