"""The caller of one call: who it is, what the systems know, and what became of each question to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from connectors.errors import ConnectorError, Unavailable
from connectors.lookup import shared_number
from connectors.merge import merge_customers
from connectors.phones import parse_number
from desktop.call.gather import Answer, Clue, Deliver, Gather
from desktop.call.glimpses import Glimpses
from desktop.call.identify import Findings, same_person
from desktop.call.parts import Parts
from desktop.call.signing_in import signs_in_by_browser
from desktop.call.state import Candidate, Identity, IdentityStatus, SearchView, SourceView, Trouble
from desktop.call.troubles import trouble_code

if TYPE_CHECKING:
    from datetime import datetime

    from connectors.connector import Connector, ListKind, Page
    from connectors.io_thread import Io
    from connectors.merge import MergedCustomer
    from connectors.records import Customer
    from desktop.call.clock import Clock
    from desktop.store.cache import CachedCustomer

MOST_CANDIDATES = 9
"""More persons than a digit can pick are a search, not a choice."""
LONGEST_SEARCH = 200


@dataclass(frozen=True, slots=True)
class Systems:
    """What a caller needs to ask anybody: the io loop, the connectors in the site's order, clock and region."""

    io: Io
    connectors: Sequence[Connector]
    clock: Clock
    region: str


class Caller:
    """Finds out who is on the line and keeps what is known; calls `changed` whenever there is something new."""

    def __init__(self, systems: Systems, changed: Callable[[], None]) -> None:
        self._systems = systems
        self._changed = changed
        self._names = tuple(connector.name for connector in systems.connectors)
        self._labels = {connector.name: connector.label for connector in systems.connectors}
        self._finding = self._gather(self._found)
        self._reading = self._gather(self._read)
        self._searching = self._gather(self._searched)
        self._glimpses = Glimpses(self._gather, self._glimpsed)
        self._findings = Findings(self._names)
        self._hits = Findings(self._names)
        self._cached: tuple[CachedCustomer, ...] = ()
        self._pictured: MergedCustomer | None = None
        self._base: dict[str, Customer] = {}
        self._linked: dict[str, Customer] = {}
        self._link_asked: set[str] = set()
        self._asked_about: dict[str, str] = {}
        self._how: tuple[str, ...] = ()
        self._clue: Clue | None = None
        self._settled_by_agent = False
        self._wishes = 0
        self.identity = Identity()
        self.parts = Parts({connector.name: connector.operations for connector in systems.connectors})
        self.search = SearchView()
        self.sources = {
            each.name: SourceView(each.name, each.label, signs_in=signs_in_by_browser(each))
            for each in systems.connectors
        }

    def _gather(self, deliver: Deliver) -> Gather:
        return Gather(self._systems.io, self._systems.connectors, self._systems.clock, deliver)

    # -- finding -------------------------------------------------------------------------------------------

    def withheld(self) -> None:
        """Nobody can be looked up: the number is withheld."""
        self.identity = Identity(IdentityStatus.WITHHELD)
        self._changed()

    def find(self, clue: Clue | None, how: str) -> None:
        """Ask everybody who the caller is; without a clue the caller is unknown."""
        self._how, self._clue = (how,), clue
        if clue is not None:
            self._findings.asked = set(self._finding.identify(clue))
        for name in self._findings.asked:
            self._source(name, status="asking")
        if not self._findings.asked:
            self.identity = Identity(IdentityStatus.UNKNOWN)
        self._changed()

    def remembered(self, cached: tuple[CachedCustomer, ...]) -> None:
        """What the cache knows about this number: one person is painted at once, several wait for the live answer."""
        self._cached = cached
        if self._settled_by_agent or not cached:
            return
        # A quick system that was faster than the cache must not keep its person waiting for a slow one.
        early = self._findings.verdict()[0] is IdentityStatus.LOOKING
        nobody_else = all(_overlap(found.customer, cached[0].merged) for found in self._findings.people())
        if len(cached) == 1 and early and nobody_else and self.identity.customer is None:
            self._show(cached[0].merged, (*self._how, "cache"), cached[0])
        else:
            # The systems were faster: the cache fills what they have not answered yet.
            self._weigh()
        self._changed()

    def _found(self, answer: Answer) -> None:
        _take_in(answer, self._findings)
        self._mark(answer)
        if not self._settled_by_agent:
            self._weigh()
        self._changed()

    def _weigh(self) -> None:
        """Decide again who it is, from all that has been answered."""
        status, people = self._findings.verdict()
        if status is IdentityStatus.LOOKING:
            return
        if status is IdentityStatus.IDENTIFIED:
            self._show(people[0].customer, self._how, None)
        elif status is IdentityStatus.CHOOSE:
            self._offer(people)
        elif self._cached and not self._findings.asked <= self._findings.pages.keys():
            self._fall_back()
        else:
            self._nobody(IdentityStatus.UNKNOWN)

    def _fall_back(self) -> None:
        """Not every system could answer: the cache is the best there is, and says its age."""
        if len(self._cached) == 1:
            self._show(self._cached[0].merged, (*self._how, "cache"), self._cached[0])
        else:
            self._offer(tuple(_remembered_candidate(cached) for cached in self._cached))

    def _offer(self, people: tuple[Candidate, ...]) -> None:
        self._nobody(IdentityStatus.CHOOSE)
        people = people[:MOST_CANDIDATES]
        self._glimpses.ask(people)
        self.identity = Identity(IdentityStatus.CHOOSE, candidates=self._told(people))

    def _told(self, people: Iterable[Candidate]) -> tuple[Candidate, ...]:
        return tuple(self._glimpses.told(candidate) for candidate in people)

    def _glimpsed(self) -> None:
        self.identity = replace(self.identity, candidates=self._told(self.identity.candidates))
        self.search = replace(self.search, results=self._told(self.search.results))
        self._changed()

    def _nobody(self, status: IdentityStatus) -> None:
        """Whoever was shown leaves, with every record and every question about them."""
        self._reading.cancel()
        self._no_longer_asked(self._asked_about)
        self._base.clear()
        self._linked.clear()
        self._link_asked.clear()
        self._asked_about.clear()
        self.parts.clear()
        self.identity = Identity(status)

    # -- one person ----------------------------------------------------------------------------------------

    def _show(self, person: MergedCustomer, how: tuple[str, ...], cached: CachedCustomer | None) -> None:
        before = self.identity.customer
        if before is None or not _overlap(before, person):
            self._nobody(IdentityStatus.LOOKING)
        self._base = _rows(person, self._findings) or {person.customer.provenance.system: person.customer}
        if cached is not None:
            self._pictured = cached.merged
            self.parts.cached(cached.parts, cached.fetched_at)
        else:
            person = self._recall(self._whole(person))
        at = cached.fetched_at if cached is not None else None
        known = self.identity.customer
        self.identity = Identity(IdentityStatus.IDENTIFIED, known if known == person else person, how=how, cached_at=at)
        self._read_all(person)

    def _whole(self, person: MergedCustomer) -> MergedCustomer:
        """The person with what the linked systems say; a system's own first answer goes before a linked one."""
        linked = {system: row for system, row in self._linked.items() if system not in self._base}
        if not linked:
            return person
        merged = merge_customers({**self._base, **linked}, self._names)
        return replace(merged, key=person.key, ids={**merged.ids, **person.ids})

    def _recall(self, person: MergedCustomer) -> MergedCustomer:
        """What the cache knows of a person just found: rows until live ones come, ids in systems still silent."""
        known = next((cached for cached in self._cached if _overlap(cached.merged, person)), None)
        if known is None:
            return person
        self._pictured = known.merged
        self.parts.cached(known.parts, known.fetched_at)
        answered = person.ids.keys() | self._findings.pages.keys()
        extra = {s: i for s, i in known.merged.ids.items() if s not in answered and s in self._labels}
        return replace(person, ids={**person.ids, **extra}) if extra else person

    def _read_all(self, person: MergedCustomer) -> None:
        """Ask each system for its records of this person; what was asked about another id there counts no more."""
        for system in [name for name, asked in self._asked_about.items() if person.ids.get(name) != asked]:
            del self._asked_about[system]
            self.parts.forget(system)
        for system, customer_id in person.ids.items():
            if system in self._labels and system not in self._asked_about:
                self._asked_about[system] = customer_id
                kinds = self._reading.lists(system, customer_id)
                self.parts.asking(system, kinds)
                if kinds:
                    self._source(system, status="asking")
        self._link_rest(person)

    def _link_rest(self, person: MergedCustomer) -> None:
        """Second wave: systems that have answered "not here" or could not be asked, by e-mail or customer number."""
        waiting = self._findings.asked - self._findings.pages.keys() - self._findings.failed
        settled = person.ids.keys() | self._link_asked | waiting
        rest = [name for name in self._names if name not in settled]
        asked = self._reading.link(rest, person.customer, shared_number(person, self._names))
        self._link_asked |= set(rest)
        for name in set(rest) - set(asked):
            self._not_there(name)

    def _not_there(self, system: str) -> None:
        """A system that does not know the person has answered; one that could not answer has not."""
        trouble = self.sources[system].trouble
        if system in self._findings.failed and trouble is not None:
            self.parts.unreachable(system, trouble)
        else:
            self.parts.unknown_there(system)

    def _read(self, answer: Answer) -> None:
        if answer.what == "link":
            self._mark(answer)
            self._link_answered(answer)
        elif self._asked_about.get(answer.system) == answer.tag:
            self._mark(answer)
            self._list_answered(answer, _kind(answer))
        self._changed()

    def _list_answered(self, answer: Answer, kind: ListKind) -> None:
        if answer.slow:
            self.parts.slow(answer.system, kind)
        elif answer.page is not None:
            self.parts.answered(answer.system, kind, answer.page)
        else:
            self.parts.failed(answer.system, kind, self._trouble(answer))

    def _link_answered(self, answer: Answer) -> None:
        person = self.identity.customer
        if person is None or answer.slow:
            return
        if answer.error is not None:
            self.parts.unreachable(answer.system, self._trouble(answer))
            return
        rows = [row for row in (answer.page.rows if answer.page else ()) if same_person(row, person.customer)]
        if len(rows) != 1:
            self.parts.unknown_there(answer.system)
            return
        self._linked[answer.system] = rows[0]
        person = self._whole(person)
        self.identity = replace(self.identity, customer=person)
        self._read_all(person)

    # -- what the agent does -------------------------------------------------------------------------------

    def choose(self, key: str) -> bool:
        """The agent says who it is; False when that person is no longer on offer."""
        for candidate in (*self.identity.candidates, *self.search.results):
            if candidate.customer.key == key:
                self.adopt(candidate.customer)
                return True
        return False

    def adopt(self, person: MergedCustomer, how: tuple[str, ...] = ("agent",)) -> None:
        """This is the person on the line: chosen, or just created by the agent."""
        self._settle()
        self._searching.cancel()
        self.search = SearchView()
        self._show(person, how, None)
        self._changed()

    def was_known(self) -> bool:
        """Whether the cache had a picture of whoever is shown."""
        person = self.identity.customer
        known = self._pictured
        return person is not None and known is not None and _overlap(known, person)

    def restore(self, cached: CachedCustomer, how: tuple[str, ...] = ("agent",)) -> None:
        """This person was on the line when the program was cut off; the systems are asked about them anew."""
        self._settle()
        self._searching.cancel()
        self.search = SearchView()
        self._show(cached.merged, (*how, "cache"), cached)
        self._changed()

    def not_this_person(self) -> None:
        """Somebody else is on the line: records leave the screen, nothing of them can come back."""
        self._settle()
        self._cached = ()
        self._nobody(IdentityStatus.UNKNOWN)
        self._changed()

    def wish(self) -> int:
        """The agent has just said who it is, which takes a moment to look up or to save: the number of that word."""
        self._wishes += 1
        return self._wishes

    def is_latest(self, wish: int) -> bool:
        """Whether the agent has said nothing else since."""
        return wish == self._wishes

    def _settle(self) -> None:
        """From now on the agent says who it is; what the first wave still has to say no longer matters."""
        self.wish()
        self._settled_by_agent = True
        self._finding.cancel()
        self._glimpses.close()
        asked, self._findings = self._findings.asked, Findings(self._names)
        self._no_longer_asked(asked)

    def look_for(self, text: str) -> None:
        """Search every system for what the agent typed."""
        text = text.strip()[:LONGEST_SEARCH]
        self._searching.cancel()
        self._hits = Findings(self._names)
        self.search = SearchView()
        if text:
            phone = parse_number(text, self._systems.region)
            self._hits.asked = set(self._searching.search(text, phone, text))
            self.search = SearchView(text, "asking" if self._hits.asked else "done")
        self._changed()

    def _searched(self, answer: Answer) -> None:
        _take_in(answer, self._hits)
        self._mark(answer)
        if answer.error is not None:
            self.search = replace(self.search, troubles=(*self.search.troubles, self._trouble(answer)))
        people = self._hits.people()[:MOST_CANDIDATES]
        settled = self._hits.settled()
        if settled:
            self._glimpses.ask(people)
        outcome = "done" if self._hits.pages else "failed"
        self.search = replace(self.search, status=outcome if settled else "asking", results=self._told(people))
        self._changed()

    def refresh(self, system: str | None) -> None:
        """Ask again: one system, or all of them."""
        self._find_again({system} if system else set(self._names))
        person = self.identity.customer
        if person is None:
            return
        for name in [system] if system else list(self._names):
            self._asked_about.pop(name, None)
            self._link_asked.discard(name)
            self._reading.forget(name)
        self._read_all(person)
        self._changed()

    def _find_again(self, systems: set[str]) -> None:
        """Who could not answer who this is, signed out as we were, is asked that once more."""
        again = systems & self._findings.failed
        if self._clue is None or not again:
            return
        for name in again:
            self._finding.forget(name)
            self._findings.failed.discard(name)
        for name in self._finding.identify(self._clue, again):
            self._source(name, status="asking")
        self._changed()

    def not_signed_in(self, system: str, error: ConnectorError) -> None:
        """The agent's own sign-in to a system came to nothing."""
        now = self._systems.clock.now()
        trouble = Trouble(system, self._labels[system], "sign_in", now, None, error.detail[:300])
        self._source(system, status="failed", trouble=trouble)
        self._changed()

    def is_asking(self) -> bool:
        """Whether an answer is still to come."""
        return any(gather.open for gather in (self._finding, self._reading, self._searching))

    def close(self) -> None:
        """Nothing more is wanted from anybody."""
        for gather in (self._finding, self._reading, self._searching):
            gather.cancel()
        self._glimpses.close()

    # -- sources -------------------------------------------------------------------------------------------

    def _mark(self, answer: Answer) -> None:
        if answer.slow:
            self._source(answer.system, status="slow")
        elif answer.error is not None:
            self._source(answer.system, status="failed", trouble=self._trouble(answer), latency_ms=answer.latency_ms)
        elif (copied_at := _copied_at(answer.page)) is not None:
            # How fast a copy is read tells nothing about the system; how old it is does.
            self._source(answer.system, status="cached", trouble=None, latency_ms=None, as_of=copied_at)
        else:
            self._source(answer.system, status="ok", trouble=None, latency_ms=answer.latency_ms, as_of=None)

    def _no_longer_asked(self, systems: Iterable[str]) -> None:
        """Questions that were taken back leave their systems as the first wave left them."""
        for name in systems:
            if self.sources[name].status in ("asking", "slow") and name not in self._findings.asked:
                self._source(name, status="idle")
            elif self.sources[name].status == "asking" and name in self._findings.pages:
                self._source(name, status="ok")

    def _source(self, name: str, **changes: object) -> None:
        self.sources[name] = replace(self.sources[name], **changes)  # type: ignore[arg-type]

    def _trouble(self, answer: Answer) -> Trouble:
        error = answer.error or Unavailable(answer.system, "network")
        code, retry = trouble_code(error)
        now = self._systems.clock.now()
        return Trouble(answer.system, self._labels[answer.system], code, now, retry, error.detail[:300])


def _copied_at(page: Page[Any] | None) -> datetime | None:
    """When the rows of an answer were read, where all of them are copies; None where some come from the system."""
    origins = [row.provenance for row in page.rows] if page is not None else []
    if not origins or any(origin.source != "cache" for origin in origins):
        return None
    oldest: datetime = min(origin.as_of or origin.fetched_at for origin in origins)
    return oldest


def _take_in(answer: Answer, findings: Findings) -> None:
    if answer.slow:
        findings.slow.add(answer.system)
    elif answer.page is not None:
        findings.found(answer.system, answer.page)
    else:
        findings.failed.add(answer.system)


def _kind(answer: Answer) -> ListKind:
    return answer.what


def _overlap(one: MergedCustomer, other: MergedCustomer) -> bool:
    """Whether two findings are one person: some system knows both under one id, none under different ids."""
    shared = one.ids.keys() & other.ids.keys()
    return bool(shared) and all(one.ids[system] == other.ids[system] for system in shared)


def _rows(person: MergedCustomer, findings: Findings) -> dict[str, Customer]:
    """The row that each system of the first wave gave for this person."""
    pages = findings.pages.items()
    return {system: row for system, page in pages for row in page.rows if person.ids.get(system) == row.id}


def _remembered_candidate(cached: CachedCustomer) -> Candidate:
    address = cached.merged.customer.address
    return Candidate(cached.merged, city=address.city if address else None)
