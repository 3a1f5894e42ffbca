"""The facts a playbook may speak of: names, types and words, read from facts.toml."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from desktop.rules.clock import DERIVED_TYPES, SOURCE_KINDS, Derive, DeriveKind
from desktop.rules.format import DERIVE, FACT, FACTS, MOST_SCALE, Block
from desktop.rules.lexer import KEYWORDS
from desktop.rules.misfits import again, misfit, missing, none_of, overlong, stranger
from desktop.rules.problems import MAX_LIST, MAX_NAME, Place, Problem, clip
from desktop.rules.read_values import read_plain, read_span, said, wanted
from desktop.rules.room import BUTTON, FACT_LABEL, REASON, UNIT, Room, has_room
from desktop.rules.toml_places import TomlPlaces, dotted
from desktop.rules.toml_read import Table, read_toml, unknown_key
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
    """All declared facts by name; `inner` words their labels inside a sentence, as English does where it is None."""

    facts: Mapping[str, FactDef] = field(default_factory=dict)
    inner: Callable[[str], str] | None = None

    def get(self, name: str) -> FactDef | None:
        """The definition of a fact, or None."""
        return self.facts.get(name)

    def with_facts(self, extra: Iterable[FactDef]) -> Schema:
        """This schema and some more facts, such as the results of tables."""
        return Schema({**self.facts, **{d.name: d for d in extra}}, self.inner)


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
        found_format = said(data["format"]) if "format" in data else "nothing"
        problems.append(places.at(("format",)).problem("ACT001", expected=FACTS.format, found=found_format))
    odd = (key for key in data if key not in FACTS.names)
    problems += [unknown_key(key, FACTS.names, places.at((key,), of_key=True)) for key in odd]
    table = data.get("fact", {})
    if not isinstance(table, dict):
        problems.append(misfit(places.at(("fact",)), "fact", 'written as [fact."name"]', table))
        return
    for name, raw in table.items():
        reader = _FactReader(name, raw, places, problems)
        if name in facts:
            reader.wrong("NAM003", name=name, first=f"at {where[name]}")
            continue
        definition = reader.read()
        if definition is not None:
            facts[name], where[name] = definition, reader.at()


class _FactReader:
    """Reads one fact block and collects its problems."""

    def __init__(self, name: str, raw: object, places: TomlPlaces, problems: list[Problem]) -> None:
        self.name = name
        self.places = places
        self.problems = problems
        self.is_table = isinstance(raw, dict)
        self.given = raw
        self.raw: Table = raw if isinstance(raw, dict) else {}

    def at(self, *path: str | int) -> Place:
        """Where the fact stands, or one of its settings."""
        place = self.places.at(("fact", self.name, *path), self.name, f"fact {clip(self.name)}")
        return replace(place, field=dotted(path))

    def wrong(self, code: str, *path: str | int, **params: object) -> None:
        """Note a problem of the fact, or of one of its settings."""
        self.problems.append(self.at(*path).problem(code, **params))

    def misfit(self, key: str, expected: str) -> None:
        """Note a setting of another kind than is needed."""
        self.problems.append(misfit(self.at(key), key, expected, self.raw.get(key)))

    def read(self) -> FactDef | None:
        if not self._check_name():
            return None
        if not self.is_table:
            self.problems.append(misfit(self.at(), self.name, f'written as [fact."{self.name}"]', self.given))
            return None
        self._only(self.raw, FACT)
        derive = self._derive()
        type_ = DERIVED_TYPES[derive.kind] if derive else self._type()
        if type_ is None:
            return None
        low, high = self._bounds(type_, derived=derive is not None)
        return FactDef(
            name=self.name,
            label=self._text("label", FACT_LABEL) or self.name.replace(".", " ").replace("_", " "),
            type=type_,
            source=self._text("source"),
            say=self._text("say", REASON),
            max_age=self._duration("max_age"),
            keep_stale=self._choice("stale") == "keep",
            nullable=self._flag("nullable", default=True),
            pii=self._flag("pii", default=False),
            known_at=self._choice("known_at"),
            changeable=self._choice("changeable"),
            min=low,
            max=high,
            unit=self._text("unit", UNIT),
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

    def _only(self, raw: Table, block: Block, *path: str) -> None:
        """Note every setting that means nothing here, where it stands."""
        for key in raw:
            if key not in block.names:
                place = self.places.at(("fact", self.name, *path, key), self.name, self.at().block, of_key=True)
                self.problems.append(unknown_key(key, block.names, place))

    def _text(self, key: str, room: Room | None = None) -> str:
        value = self.raw.get(key, "")
        if not isinstance(value, str):
            self.misfit(key, "a text")
            return ""
        if room is not None:
            self._fits(key, value, room, key)
        return value

    def _fits(self, what: str, text: str, room: Room, *path: str | int) -> None:
        if not has_room(text, room):
            self.problems.append(overlong(self.at(*path), what, text, room))

    def _flag(self, key: str, *, default: bool) -> bool:
        value = self.raw.get(key, default)
        if isinstance(value, bool):
            return value
        self.misfit(key, "true or false")
        return default

    def _choice(self, key: str) -> str:
        options = FACT.key(key).options
        value = self.raw.get(key, options[0])
        if value in options:
            return str(value)
        self.problems.append(none_of(self.at(key), key, options, value))
        return options[0]

    def _duration(self, key: str) -> timedelta | None:
        if key not in self.raw:
            return None
        value = read_span(self.raw[key])
        if not value:
            self.misfit(key, 'a duration such as "10min", at most 100 years')
        return value

    def _bounds(self, type_: Type, *, derived: bool) -> tuple[Value | None, Value | None]:
        """The least and the greatest value; what follows from the time has no other limits than time."""
        low, high = self._bound("min", type_, derived), self._bound("max", type_, derived)
        if low is not None and high is not None and compare(low, high) == 1:
            self.misfit("max", f"at least min, which is {said(self.raw['min'])}")
        return low, high

    def _bound(self, key: str, type_: Type, derived: bool) -> Value | None:
        if key not in self.raw:
            return None
        if derived or type_.kind not in ORDERED:
            self.misfit(key, "left out: only numbers, money and times of a source have limits")
            return None
        value = read_plain(type_, self.raw[key])
        if value is None:
            self.misfit(key, wanted(type_))
        return value

    def _type(self) -> Type | None:
        word = self.raw.get("type")
        kinds = [k.value for k in Kind]
        if word is None:
            self.problems.append(missing(self.at("type"), "type", f'type = "text" (or {", ".join(kinds)})'))
            return None
        if word not in kinds:
            self.problems.append(none_of(self.at("type"), "type", kinds, word))
            return None
        kind = Kind(word)
        members = self._members() if kind in (Kind.ENUM, Kind.SET) else ()
        scale = self.raw.get("scale")
        if scale is not None and (type(scale) is not int or not 0 <= scale <= MOST_SCALE):
            self.misfit("scale", f"a whole number from 0 to {MOST_SCALE}")
            scale = None
        currency = self._currency() if kind is Kind.MONEY else ""
        return Type(kind, scale, currency, members, self._flag("fold", default=True))

    def _currency(self) -> str:
        value = self.raw.get("currency")
        if isinstance(value, str) and re.fullmatch("[A-Z]{3}", value):
            return value
        if value is None:
            self.problems.append(missing(self.at("currency"), "currency", 'currency = "EUR"'))
        else:
            self.misfit("currency", 'three capitals such as "EUR"')
        return "EUR"

    def _members(self) -> tuple[Member, ...]:
        raw: Any = self.raw.get("members")
        if isinstance(raw, list):
            for number, member in enumerate(raw):
                if not isinstance(member, str):
                    self.problems.append(
                        misfit(self.at("members", number), "members", 'a list such as ["gold", "silver"]', member)
                    )
                    return ()
                if member in raw[:number]:
                    first = self.at("members", raw.index(member))
                    self.problems.append(again(self.at("members", number), member, first))
                    return ()
            raw = {m: m.replace("_", " ").capitalize() for m in raw}
        if raw is None or raw == {}:
            self.problems.append(
                missing(self.at("members"), "members", 'members = { gold = "Gold", silver = "Silver" }')
            )
            return ()
        if not isinstance(raw, dict):
            self.misfit("members", '{ id = "words", … } or a list of ids')
            return ()
        if len(raw) > MAX_LIST:
            self.wrong("CAP004", "members", limit=MAX_LIST)
            return ()
        bad = [m for m in raw if not MEMBER.fullmatch(m) or not isinstance(raw[m], str)]
        for member in bad:
            expected = 'written as id = "words", the id without blanks'
            self.problems.append(misfit(self.at("members", member), f"members {clip(member)}", expected, raw[member]))
        for member, label in raw.items():
            if isinstance(label, str):
                self._fits(f"members {clip(member)}", label, BUTTON, "members", member)
        return tuple(Member(m, raw[m]) for m in raw if m not in bad)

    def _derive(self) -> Derive | None:
        raw = self.raw.get("derive")
        if raw is None:
            return None
        kinds = [k.value for k in DeriveKind]
        if not isinstance(raw, dict) or raw.get("kind") not in kinds:
            self.misfit("derive", '{ kind = "…" } with one of ' + ", ".join(kinds))
            return None
        self._only(raw, DERIVE, "derive")
        step = read_span(raw.get("step", "1s"))
        if step is None or step < timedelta(seconds=1):
            self.problems.append(
                misfit(self.at("derive", "step"), "step", 'a duration such as "1min", at least 1s', raw["step"])
            )
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
        if not derive.source:
            return replace(missing(place, "from", 'from = "contract.end_on" inside derive = { … }'), field="derive")
        return stranger(replace(place, field="derive"), "NAM001", derive.source, facts, name=derive.source)
    if origin.type.kind not in wanted or origin.derive is not None:
        found = "a fact that follows from the time itself" if origin.derive is not None else origin.type.words
        return place.problem("TYP006", name=derive.source, expected=" or ".join(wanted), found=found)
    return None
