"""Who is on the line: a pure reckoning over what the systems answered.

The wrong customer on screen is the worst bug there is, so the order of certainty is fixed:
one person found by every system that answered -> identified; several, or a number that only resembles -> the
agent chooses, nothing preselected; none -> unknown. The first system in the site's order may paint its single
match at once; any other waits until all have answered or are past their verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connectors.connector import Page
from connectors.merge import group_matches, merge_customers
from connectors.people import contradict, evidence, traits_of
from desktop.call.state import Candidate, IdentityStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connectors.merge import MergedCustomer
    from connectors.records import Customer


@dataclass
class Findings:
    """What the systems asked about a caller have answered so far; `precedence` is the site's order of systems."""

    precedence: Sequence[str]
    asked: set[str] = field(default_factory=set)
    pages: dict[str, Page[Customer]] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)

    def found(self, system: str, page: Page[Customer]) -> None:
        """A system answered."""
        self.slow.discard(system)
        self.pages[system] = page

    def settled(self) -> bool:
        """Whether every system asked has answered, failed or is past its verdict."""
        return self.asked <= self.pages.keys() | self.failed | self.slow

    def primary_answered(self) -> bool:
        """Whether the first system in the site's order that was asked has answered."""
        first = next((name for name in self.precedence if name in self.asked), None)
        return first is not None and first in self.pages

    def people(self) -> tuple[Candidate, ...]:
        """The persons these answers may mean, best first: verified before possible, more systems before fewer."""
        exact = [self._merge(group) for group in group_matches(self.pages)]
        exact.sort(key=lambda person: -len(person.ids))
        possible = group_matches({name: Page(page.possible) for name, page in self.pages.items() if page.possible})
        seen = {item for person in exact for item in person.ids.items()}
        maybe = [person for group in possible if not seen & set((person := self._merge(group)).ids.items())]
        return tuple(_candidate(person, True) for person in exact) + tuple(_candidate(p, False) for p in maybe)

    def verdict(self) -> tuple[IdentityStatus, tuple[Candidate, ...]]:
        """The status and the candidates; LOOKING while it would be too early to say."""
        people = self.people()
        if not self.settled() and not (self.primary_answered() and people):
            return IdentityStatus.LOOKING, ()
        if len(people) == 1 and people[0].exact:
            return IdentityStatus.IDENTIFIED, people
        if people:
            return IdentityStatus.CHOOSE, people
        return IdentityStatus.UNKNOWN, ()

    def _merge(self, group: Sequence[Customer]) -> MergedCustomer:
        return merge_customers({row.provenance.system: row for row in group}, self.precedence)


def _candidate(person: MergedCustomer, exact: bool) -> Candidate:
    address = person.customer.address
    return Candidate(person, city=address.city if address else None, exact=exact)


def same_person(row: Customer, known: Customer) -> bool:
    """Whether a row found through another system's data is about the same person.

    A row that carries no name and no address (a bare key, as survey systems keep) is believed, since it was asked
    for by the shared customer number; any other must show evidence, or at least the same name and nothing against it.
    """
    mine, theirs = traits_of(row), traits_of(known)
    if not (mine.words or mine.emails or mine.numbers) or evidence(mine, theirs) is not None:
        return True
    return bool(mine.words) and sorted(mine.words) == sorted(theirs.words) and not contradict(mine, theirs)
