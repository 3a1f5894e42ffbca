"""Complaints, faults and other matters: most solved, some open, some open past the promised day."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from resources.demo.anchor import DAY_S, Anchor, crm_time
from resources.demo.book import Book
from resources.demo.people import Happened, Person
from resources.demo.phrases import Phrases, Thing, began, can_have, things_of
from resources.demo.words import CaseKind, Words

FIRST_CASE_NO = 19_000
_OPEN_DAYS = 14
_OPEN_STATES = ("New", "In progress", "In progress", "Waiting for customer", "Waiting for supplier", "Reopened")
_PRIORITIES = ("Low", "Normal", "High", "Critical")
_TEAMS = {"Delivery": "Orders", "Return": "Orders", "Service": "General", "Contract": "Retention"}


@dataclass(slots=True)
class _Case:
    person: Person
    kind: CaseKind
    thing: Thing | None
    opened: int
    is_open: bool


class CaseDesk:
    """Opens cases for people, the unhappy ones more often, and writes them in the order they were opened."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._words, self._anchor, self._rng = book, words, anchor, rng
        self._phrases = Phrases(words, rng)
        self._yesterday = anchor.at(-1, 50_000)
        self._before = anchor.at(-2, 0)
        self.solved: list[tuple[str, Person, int]] = []  # number, whose, when

    def open_for(self, people: list[Person], taken: set[str]) -> None:
        """Decide who had how many cases, write them by time under numbers that are not taken."""
        found = []
        for person in people:
            count = int(self._rng.expovariate(1 / (0.95 - 0.45 * person.mood)))
            found += [self._case(person) for _ in range(count)]
        found.sort(key=lambda case: case.opened)
        number = FIRST_CASE_NO
        for case in found:
            number += 1
            while f"C-{number}" in taken:
                number += 1
            self._write(case, f"C-{number}")

    def _case(self, person: Person) -> _Case:
        rng = self._rng
        kinds = [kind for kind in self._words.cases if can_have(person, kind.about, self._before)]
        kind = rng.choices(kinds, [kind.weight for kind in kinds])[0]
        things = things_of(person, kind.about, self._before)
        if things:
            thing = rng.choice(things[-6:])  # recent ones are complained about more
            after = began(thing) + rng.randrange(3 * DAY_S, 14 * DAY_S)
            opened = self._anchor.in_hours(after, rng.randrange(25_000, 50_000))
        else:
            thing, age = None, rng.choice((rng.randrange(1, _OPEN_DAYS), int(rng.triangular(4, 700, 40))))
            opened = self._anchor.at(-min(age, person.since_days), rng.randrange(25_000, 65_000))
        recent = opened > self._anchor.at(-_OPEN_DAYS, 0)
        return _Case(person, kind, thing, opened, recent and rng.random() < 0.75)

    def _write(self, case: _Case, number: str) -> None:
        rng, person, kind, opened = self._rng, case.person, case.kind, case.opened
        values = self._phrases.values_for(person, kind.about, case.thing)
        solved = None
        if not case.is_open:
            solved = max(opened + 3600, min(opened + int(rng.triangular(0.2, 15, 3) * DAY_S), self._yesterday))
            self.solved.append((number, person, solved))
        updated = solved or max(opened, min(opened + rng.randrange(4, 60) * 3600, self._yesterday))
        self._book.add(
            "cases",
            case_no=number,
            customer_no=person.customer_no,
            subject=rng.choice(kind.subjects).format_map(values),
            state=rng.choice(_OPEN_STATES) if case.is_open else rng.choices(("Closed", "Solved"), (8, 2))[0],
            priority=rng.choices(_PRIORITIES, (15, 60, 20, 5))[0],
            category=kind.category,
            queue=kind.queue,
            owner=rng.choice(self._words.agents[_TEAMS.get(kind.category, kind.category)]),
            order_no=values["order"] or None,
            invoice_no=values["invoice"] or None,
            opened_at=crm_time(opened),
            updated_at=crm_time(updated),
            promised_at=crm_time(opened + kind.days * DAY_S),
            solved_at=None if solved is None else crm_time(solved),
        )
        person.cases.append(Happened(number, opened))
