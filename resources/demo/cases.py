"""Complaints, faults and other matters: most solved, some open, some open past the promised day."""

from __future__ import annotations

from random import Random

from resources.demo.anchor import DAY_S, Anchor, crm_time
from resources.demo.book import Book
from resources.demo.people import Person
from resources.demo.phrases import Phrases, can_have
from resources.demo.words import CaseKind, Words

FIRST_CASE_NO = 19_000
_OPEN_STATES = ("New", "In progress", "In progress", "Waiting for customer", "Waiting for supplier", "Reopened")
_PRIORITIES = ("Low", "Normal", "High", "Critical")


class CaseDesk:
    """Opens cases for people, the unhappy ones more often, and writes them in the order they were opened."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._words, self._anchor, self._rng = book, words, anchor, rng
        self._phrases = Phrases(words, rng)
        self.solved: list[tuple[str, Person, int]] = []  # number, whose, when

    def open_for(self, people: list[Person], taken: set[str]) -> None:
        """Decide who had how many cases, write them by time under numbers that are not taken."""
        found = []
        for index, person in enumerate(people):
            for _ in range(int(self._rng.expovariate(1 / (0.95 - 0.45 * person.mood)))):
                is_open = self._rng.random() < 0.3
                age = self._rng.randrange(1, 14) if is_open else int(self._rng.triangular(4, 700, 40))
                found.append((-age, self._rng.randrange(25_000, 65_000), index, is_open))
        found.sort()
        number = FIRST_CASE_NO
        for offset, second, index, is_open in found:
            number += 1
            while f"C-{number}" in taken:
                number += 1
            self._write(people[index], f"C-{number}", self._anchor.at(offset, second), is_open)

    def _write(self, person: Person, number: str, opened: int, is_open: bool) -> None:
        rng, kinds = self._rng, [k for k in self._words.cases if can_have(person, k.about)]
        kind = rng.choices(kinds, [k.weight for k in kinds])[0]
        values = self._phrases.values_for(person)
        promised = opened + kind.days * DAY_S
        solved = None if is_open else min(opened + int(rng.triangular(0.2, 15, 3) * DAY_S), self._anchor.at(-1, 50_000))
        updated = solved or min(opened + rng.randrange(4, 60) * 3600, self._anchor.at(-1, 70_000))
        self._book.add(
            "cases",
            case_no=number,
            customer_no=person.customer_no,
            subject=rng.choice(kind.subjects).format_map(values),
            state=rng.choice(_OPEN_STATES) if is_open else rng.choices(("Closed", "Solved"), (8, 2))[0],
            priority=rng.choices(_PRIORITIES, (15, 60, 20, 5))[0],
            category=kind.category,
            queue=kind.queue,
            owner=self._owner(kind),
            order_no=values["order"] if kind.about == "order" else None,
            invoice_no=values["invoice"] if kind.about == "invoice" else None,
            opened_at=crm_time(opened),
            updated_at=crm_time(max(opened, updated)),
            promised_at=crm_time(promised),
            solved_at=None if solved is None else crm_time(max(solved, opened + 3600)),
        )
        person.case_nos.append(number)
        if solved is not None:
            self.solved.append((number, person, solved))

    def _owner(self, kind: CaseKind) -> str:
        team = {"Delivery": "Orders", "Return": "Orders", "Service": "General", "Contract": "Retention"}
        return self._rng.choice(self._words.agents[team.get(kind.category, kind.category)])
