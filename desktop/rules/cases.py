"""Test cases of a playbook: facts in, expected call type, panels and actions out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from desktop.rules.actions import Outcome
from desktop.rules.contact import ContactEvent
from desktop.rules.facts import Fact
from desktop.rules.format_cases import CASE, CASES, EXPECT, LOGGED, MOMENT, REACT
from desktop.rules.misfits import again, misfit, missing, put, stranger
from desktop.rules.problems import NO_SPAN, Place, Problem, clip
from desktop.rules.read_values import LONGEST, read_datetime, read_span, said, wanted
from desktop.rules.report import read_facts
from desktop.rules.schema import Schema
from desktop.rules.toml_places import KeyPath, TomlPlaces, dotted
from desktop.rules.toml_read import Table, read_toml, unknown_key
from desktop.rules.values import DATETIME

FICTIONAL = ("Ada Example", "Bo Sample", "Cleo Muster", "Dana Demo", "Eli Placeholder", "C-10001", "C-10002")
_FICTIONAL = re.compile(
    r".*@example\.(?:com|org|net)|\+1 ?\(?555\)?[ -]?01\d\d.*|\+4930231250\d\d|.*\b(?:Example|Sample|Muster|Demo)\b.*"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a case: what happens, then what is expected, and where each of that stands."""

    facts: tuple[Fact, ...] = ()
    advance: timedelta = timedelta(0)
    call_type: str | None = None
    react: tuple[str, str, str | None] | None = None
    expect: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A case: its clock, its customer's log and its steps."""

    id: str
    steps: tuple[Step, ...]
    clock: datetime = datetime(2026, 1, 5, 9, tzinfo=UTC)
    log: tuple[ContactEvent, ...] | None = ()
    channel: str = "voice"
    place: Place = Place()


def read_cases(texts: Mapping[str, str], schema: Schema) -> tuple[list[Case], list[Problem]]:
    """The cases of several files (name -> text) and all their problems."""
    cases: dict[str, Case] = {}
    problems: list[Problem] = []
    for file in sorted(texts):
        data, found = read_toml(texts[file], file)
        problems += found
        if data is not None:
            _CaseFile(data, texts[file], file, schema, cases, problems).read()
    return list(cases.values()), problems


class _CaseFile:
    def __init__(
        self,
        data: Table,
        text: str,
        file: str,
        schema: Schema,
        cases: dict[str, Case],
        problems: list[Problem],
    ) -> None:
        self.data = data
        self.places = TomlPlaces(text, file)
        self.file = file
        self.schema = schema
        self.cases = cases
        self.problems = problems
        self.clock = Case("", ()).clock
        self.case_id = ""

    def read(self) -> None:
        found = self.data.get("format")
        if found != CASES.format:
            params = {"expected": CASES.format, "found": "nothing" if found is None else said(found)}
            self.problems.append(self.places.at(("format",)).problem("ACT001", **params))
        self._only(self.data, CASES.names, ())
        self._clock()
        self._table(self.data, "base", ("base",))
        for index, raw in enumerate(self._list(self.data, "case", ("case",))):
            if isinstance(raw, dict):
                self._case(raw, ("case", index))
            else:
                self._misfit(("case", index), "written as [[case]]", raw)

    def _at(self, path: KeyPath) -> Place:
        """Where something of the present case stands."""
        place = self.places.at(path, self.case_id, f"case {clip(self.case_id)}" if self.case_id else "")
        return replace(place, field=dotted(path[2:] if self.case_id else path))

    def _misfit(self, path: KeyPath, expected: str, raw: object) -> None:
        """Note something of another kind than is needed."""
        place = self._at(path)
        self.problems.append(misfit(place, place.field, expected, raw))

    def _only(self, raw: Table, known: Collection[str], path: KeyPath) -> None:
        """Note every setting that means nothing here, where it stands."""
        for key in raw:
            if key not in known:
                place = self.places.at((*path, key), self.case_id, self._at(path).block, of_key=True)
                self.problems.append(unknown_key(key, known, place))

    def _clock(self) -> None:
        if "clock" not in self.data:
            return
        clock = read_datetime(self.data["clock"])
        if clock is None or not 1900 <= clock.year < 2200:
            self._misfit(("clock",), wanted(DATETIME), self.data["clock"])
        else:
            self.clock = clock

    def _table(self, raw: Table, key: str, path: KeyPath) -> Table:
        """The settings under a key; anything but settings is a problem."""
        found = raw.get(key, {})
        if isinstance(found, dict):
            return found
        self._misfit(path, "a table { … }", found)
        return {}

    def _list(self, raw: Table, key: str, path: KeyPath) -> Sequence[object]:
        found = raw.get(key, [])
        if isinstance(found, list):
            return found
        self._misfit(path, f"written as [[{key}]] or {key} = [ … ]", found)
        return []

    def _case(self, raw: Table, path: KeyPath) -> None:
        case_id = raw.get("id", "")
        self.case_id = str(case_id)
        if not isinstance(case_id, str):
            self._misfit((*path, "id"), "a text", case_id)
        elif not case_id:
            self.problems.append(missing(self._at(path), "id"))
        if self.case_id in self.cases:
            self.problems.append(again(self._at((*path, "id")), self.case_id, self.cases[self.case_id].place))
        self._only(raw, CASE.names, path)
        first = {**raw, "facts": {**self._base(raw, path), **self._table(raw, "facts", (*path, "facts"))}}
        moments: list[tuple[Table, KeyPath]] = [(first, path)]
        for number, moment in enumerate(self._list(raw, "then", (*path, "then"))):
            inner = (*path, "then", number)
            if isinstance(moment, dict):
                self._only(moment, MOMENT.names, inner)
                moments.append((moment, inner))
            else:
                self._misfit(inner, "a table { … }", moment)
        steps = tuple(self._step(moment, inner) for moment, inner in moments)
        if sum((step.advance for step in steps), timedelta(0)) > LONGEST:
            self._misfit((*path, "advance"), "at most 100 years in one case", raw.get("advance"))
        known = raw.get("customer_known", True)
        if not isinstance(known, bool):
            self._misfit((*path, "customer_known"), "true or false", known)
        log = self._log(raw, path) if known else None
        channel = self._word(raw, "channel", path) or "voice"
        self.cases[self.case_id] = Case(self.case_id, steps, self.clock, log, channel, self._at((*path, "id")))
        self.case_id = ""

    def _word(self, raw: Table, key: str, path: KeyPath) -> str | None:
        found = raw.get(key)
        if found is None or isinstance(found, str):
            return found
        self._misfit((*path, key), "a text", found)
        return None

    def _base(self, raw: Table, path: KeyPath) -> Table:
        name = raw.get("base")
        if name is None:
            return {}
        bases = self.data.get("base")
        if not isinstance(bases, dict):
            bases = {}
        if not isinstance(name, str) or name not in bases:
            known = [str(each) for each in bases]
            self.problems.append(stranger(self._at((*path, "base")), "TST002", str(name), known, name=name))
            return {}
        return self._table(bases, name, ("base", name))

    def _step(self, raw: Table, path: KeyPath) -> Step:
        given = self._table(raw, "facts", (*path, "facts"))
        facts, found = read_facts(given, self.schema, now=self.clock, file=self.file)
        for problem in found:
            place = self._fact_at(problem.rule_id, raw, path)
            self.problems.append(
                replace(place.put(replace(problem, span=NO_SPAN)), suggestion=put(problem.suggestion, place))
            )
        for fact in facts:
            if self._is_somebody(fact):
                place = self._fact_at(fact.name, raw, path)
                self.problems.append(place.problem("TST003", fact=fact.name, example=FICTIONAL[0]))
        advance = read_span(raw.get("advance", "0s"))
        if advance is None:
            self._misfit((*path, "advance"), 'a duration such as "10min"', raw.get("advance"))
        expect = self._expected(self._table(raw, "expect", (*path, "expect")), (*path, "expect"))
        return Step(
            facts=tuple(facts),
            advance=advance or timedelta(0),
            call_type=self._word(raw, "call_type", path),
            react=self._react(raw.get("react"), (*path, "react")),
            expect=expect,
            places={key: self._at((*path, "expect", *key.split("."))) for key in _keys(expect)},
        )

    def _fact_at(self, name: str, raw: Table, path: KeyPath) -> Place:
        """Where a fact is given: in the case itself or in the set of facts it starts from."""
        own = self.places.has((*path, "facts", name))
        base = raw.get("base")
        return self._at((*path, "facts", name) if own or not isinstance(base, str) else ("base", base, name))

    def _is_somebody(self, fact: Fact) -> bool:
        """Whether a fact may be customer data: personal facts of cases take fictional values only."""
        personal = self.schema.facts[fact.name].pii and isinstance(fact.value, str)
        return personal and fact.value not in FICTIONAL and not _FICTIONAL.fullmatch(str(fact.value))

    def _expected(self, raw: Table, path: KeyPath) -> dict[str, Any]:
        """What is expected, as far as it can be; whatever else stands there is a problem."""
        self._only(raw, EXPECT.names, path)
        expect: dict[str, Any] = {}
        for name in [name for name in raw if name in EXPECT.names]:
            want, parts = raw[name], [part for block in EXPECT.key(name).blocks for part in block.names]
            if not parts and _can_be(name, want):
                expect[name] = want
            elif parts and isinstance(want, dict):
                self._only(want, parts, (*path, name))
                known = [part for part in want if part in parts]
                expect[name] = {part: want[part] for part in known if _can_be(f"{name}.{part}", want[part])}
                for part in known:
                    if part not in expect[name]:
                        self._misfit((*path, name, part), _expectable(f"{name}.{part}"), want[part])
            else:
                self._misfit((*path, name), _expectable(name, parts), want)
        return expect

    def _react(self, raw: object, path: KeyPath) -> tuple[str, str, str | None] | None:
        if raw is None:
            return None
        table = _table(raw)
        self._only(table, REACT.names, path)
        action, outcome, reason = (table.get(key) for key in ("action", "outcome", "reason"))
        options = REACT.key("outcome").options
        if outcome in options and isinstance(action, str) and isinstance(reason, str | None):
            return action, str(outcome), reason
        self._misfit(
            path, f'such as {{ action = "id", outcome = "{options[0]}" }}; outcome is one of {", ".join(options)}', raw
        )
        return None

    def _log(self, raw: Table, path: KeyPath) -> tuple[ContactEvent, ...]:
        events = []
        entries = raw.get("log", [])
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries]):
            inner = (*path, "log", number)
            self._only(_table(entry), LOGGED.names, inner)
            event = self._event(_table(entry))
            if event is None:
                such = 'such as { action = "id", outcome = "shown", ago = "3d" }'
                self._misfit(inner, f"{such}; outcome is one of {', '.join(Outcome)}", entry)
            else:
                events.append(event)
        return tuple(events)

    def _event(self, table: Table) -> ContactEvent | None:
        ago = read_span(table.get("ago"))
        outcome = table.get("outcome")
        if ago is None or outcome not in list(Outcome):
            return None
        action, group, channel = table.get("action", ""), table.get("group", ""), table.get("channel", "voice")
        if not (isinstance(action, str) and isinstance(group, str) and isinstance(channel, str)):
            return None
        return ContactEvent(action, Outcome(outcome), self.clock - ago, group, channel)


def _keys(expect: Mapping[str, Any]) -> Iterator[str]:
    """The keys of what is expected: call_type, actions.has."""
    for name, want in expect.items():
        yield from (f"{name}.{part}" for part in want) if isinstance(want, Mapping) else (name,)


def _expectable(name: str, parts: Sequence[str] = ()) -> str:
    """What can be expected of something, for whoever has to write it."""
    if parts:
        return f"a table with some of {', '.join(parts)}"
    if name == "wake":
        return "true or false"
    if name == "status":
        return f"one of {', '.join(EXPECT.key(name).options)}"
    return "a text" if name == "call_type" else "a text or a list of texts"


def _can_be(name: str, want: object) -> bool:
    """Whether this can be expected: one word or several, yes or no for a wake, gates for what is absent."""
    if name == "wake":
        return isinstance(want, bool)
    if name == "status":
        return want in EXPECT.key(name).options
    if name == "actions.absent" and isinstance(want, dict):
        want = list(want.values())
    if isinstance(want, list) and name != "call_type":
        return all(isinstance(item, str) for item in want)
    return isinstance(want, str)


def _table(raw: object) -> Table:
    return raw if isinstance(raw, dict) else {}
