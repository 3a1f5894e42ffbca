"""Test cases of a playbook: facts in, expected call type, panels and actions out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import dropwhile, takewhile
from typing import Any

from desktop.rules.actions import Outcome
from desktop.rules.contact import ContactEvent
from desktop.rules.facts import Fact
from desktop.rules.format_cases import CASE, CASES, EXPECT, LOGGED, MOMENT, REACT
from desktop.rules.problems import Place, Problem, suggest
from desktop.rules.read_values import LONGEST, read_datetime, read_span
from desktop.rules.report import read_facts
from desktop.rules.schema import Schema
from desktop.rules.toml_entries import entry_lines
from desktop.rules.toml_read import Table, TomlPlaces, read_toml, unknown_keys

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
        self.text = text
        self.places = TomlPlaces(text, file)
        self.file = file
        self.schema = schema
        self.cases = cases
        self.problems = problems
        self.clock = Case("", ()).clock

    def read(self) -> None:
        found = self.data.get("format", "nothing")
        if found != CASES.format:
            self.problems.append(self.places.at("", 0, "format").problem("ACT001", expected=CASES.format, found=found))
        self.problems += unknown_keys(self.data, CASES.names, Place(self.file))
        self._clock()
        place = self.places.at("case")
        self._table(self.data, "base", place)
        for index, raw in enumerate(self._list(self.data, "case", place)):
            if isinstance(raw, dict):
                self._case(raw, index)
            else:
                self._wrong(place, "case", raw)

    def _clock(self) -> None:
        if "clock" not in self.data:
            return
        clock = read_datetime(self.data["clock"])
        if clock is None or not 1900 <= clock.year < 2200:
            self._wrong(self.places.at("", 0, "clock"), "clock", self.data["clock"])
        else:
            self.clock = clock

    def _table(self, raw: Table, key: str, place: Place) -> Table:
        """The settings under a key; anything but settings is a problem."""
        found = raw.get(key, {})
        if isinstance(found, dict):
            return found
        self._wrong(place, key, found)
        return {}

    def _list(self, raw: Table, key: str, place: Place) -> Sequence[object]:
        found = raw.get(key, [])
        if isinstance(found, list):
            return found
        self._wrong(place, key, found)
        return []

    def _wrong(self, place: Place, name: str, value: object) -> None:
        self.problems.append(place.problem("TST001", field=name, value=value))

    def _case(self, raw: Table, index: int) -> None:
        case_id = str(raw.get("id", ""))
        place = self.places.at("case", index, "id", rule_id=case_id)
        if not isinstance(raw.get("id", ""), str):
            self._wrong(place, "id", raw["id"])
        if not case_id:
            self.problems.append(place.problem("ACT002", what="id"))
        if case_id in self.cases:
            self.problems.append(place.problem("ACT003", id=case_id))
        self.problems += unknown_keys(raw, CASE.names, place)
        first = {**raw, "facts": {**self._base(raw, place), **self._table(raw, "facts", place)}}
        then = self._list(raw, "then", place)
        later = [step for step in then if isinstance(step, dict)]
        if len(later) < len(then):
            self._wrong(place, "then", then)
        steps = [self._step(first, place, index)]
        for step, at in zip(later, self._entries(index, place, len(later)), strict=True):
            self.problems += unknown_keys(step, MOMENT.names, at)
            steps.append(self._step(step, at))
        if sum((step.advance for step in steps), timedelta(0)) > LONGEST:
            self._wrong(place, "advance", "more than 100 years")
        known = raw.get("customer_known", True)
        if not isinstance(known, bool):
            self._wrong(place, "customer_known", known)
        log = self._log(raw, place) if known else None
        channel = self._word(raw, "channel", place) or "voice"
        self.cases[case_id] = Case(case_id, tuple(steps), self.clock, log, channel, place)

    def _entries(self, index: int, place: Place, count: int) -> list[Place]:
        """Where each entry of `then` stands; at the case where that is not found."""
        at = self.places.at("case", index, "then")
        lines = entry_lines(self.text, at.line, at.col) if at.col > 1 else ()
        whole = len(lines) == count
        return [replace(place, line=lines[n], col=1) if whole else place for n in range(count)]

    def _word(self, raw: Table, key: str, place: Place) -> str | None:
        found = raw.get(key)
        if found is None or isinstance(found, str):
            return found
        self._wrong(place, key, found)
        return None

    def _base(self, raw: Table, place: Place) -> Table:
        name = raw.get("base")
        if name is None:
            return {}
        bases = self.data.get("base")
        if not isinstance(bases, dict):
            bases = {}
        if not isinstance(name, str) or name not in bases:
            problem = place.problem("TST002", name=name)
            mend = suggest(str(name), [str(b) for b in bases], problem.span)
            self.problems.append(replace(problem, field="base", suggestion=mend))
            return {}
        return self._table(bases, name, place)

    def _step(self, raw: Table, place: Place, case: int | None = None) -> Step:
        """One moment; the first one of a `case` has its settings on lines of their own."""
        facts, found = read_facts(self._table(raw, "facts", place), self.schema, now=self.clock, file=self.file)
        for problem in found:
            at = place if case is None else self._fact(case, problem.rule_id, place)
            self.problems.append(replace(problem, file=place.file, rule_id=place.rule_id, span=at.span))
        self._check_personal(facts, place)
        advance = read_span(raw.get("advance", "0s"))
        if advance is None:
            self._wrong(place, "advance", raw.get("advance"))
        expect = self._expected(self._table(raw, "expect", place), place)
        return Step(
            facts=tuple(facts),
            advance=advance or timedelta(0),
            call_type=self._word(raw, "call_type", place),
            react=self._react(raw.get("react"), place),
            expect=expect,
            places={key: place if case is None else self._stands(case, key, place) for key in _keys(expect)},
        )

    def _fact(self, case: int, name: str, place: Place) -> Place:
        """Where a case gives a fact; at the case where that is not found, as of a fact of its base."""
        found = self.places.at("case", case, "facts", name)
        return found if found.col > 1 else place

    def _stands(self, case: int, key: str, place: Place) -> Place:
        """Where an expectation of a case stands; at the case where that is not found."""
        found = self.places.at("case", case, "expect", key, place.rule_id)
        if found.col > 1:
            return replace(found, field="")
        below = re.compile(rf"\s*{re.escape(key)}\s*=")
        lines = enumerate(self.text.split("\n")[place.line :], place.line + 1)
        mine = takewhile(lambda line: not line[1].startswith("[[case]]"), lines)
        expected = dropwhile(lambda line: not line[1].startswith("[case.expect"), mine)
        return next((replace(place, line=number, col=1) for number, line in expected if below.match(line)), place)

    def _check_personal(self, facts: Sequence[Fact], place: Place) -> None:
        """No customer data in cases: personal facts take fictional values only."""
        for fact in facts:
            personal = self.schema.facts[fact.name].pii and isinstance(fact.value, str)
            if personal and fact.value not in FICTIONAL and not _FICTIONAL.fullmatch(str(fact.value)):
                self.problems.append(place.problem("TST003", fact=fact.name, example=FICTIONAL[0]))

    def _expected(self, raw: Table, place: Place) -> dict[str, Any]:
        """What is expected, as far as it can be; whatever else stands there is a problem."""
        self.problems += unknown_keys(raw, EXPECT.names, place)
        expect: dict[str, Any] = {}
        for name in [name for name in raw if name in EXPECT.names]:
            want, parts = raw[name], [part for block in EXPECT.key(name).blocks for part in block.names]
            if not parts and _can_be(name, want):
                expect[name] = want
            elif parts and isinstance(want, dict):
                self.problems += unknown_keys(want, parts, place)
                known = [part for part in want if part in parts]
                expect[name] = {part: want[part] for part in known if _can_be(f"{name}.{part}", want[part])}
                for part in known:
                    if part not in expect[name]:
                        self._wrong(place, f"expect.{name}.{part}", want[part])
            else:
                self._wrong(place, f"expect.{name}", want)
        return expect

    def _react(self, raw: object, place: Place) -> tuple[str, str, str | None] | None:
        if raw is None:
            return None
        table = _table(raw)
        self.problems += unknown_keys(table, REACT.names, place)
        action, outcome, reason = (table.get(key) for key in ("action", "outcome", "reason"))
        known = outcome in REACT.key("outcome").options and isinstance(action, str)
        if not known or not isinstance(reason, str | None):
            self._wrong(place, "react", raw)
            return None
        return str(action), str(outcome), reason

    def _log(self, raw: Table, place: Place) -> tuple[ContactEvent, ...]:
        events = []
        entries = raw.get("log", [])
        for entry in entries if isinstance(entries, list) else [entries]:
            self.problems += unknown_keys(_table(entry), LOGGED.names, place)
            event = self._event(_table(entry))
            if event is None:
                self._wrong(place, "log", entry)
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
