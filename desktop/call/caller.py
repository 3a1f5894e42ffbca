"""The caller of one call: who it is, what the systems know, and what became of each question to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from connectors.connector import LIST_KINDS
from connectors.errors import (
    AuthError,
    BadPayload,
    ConnectorError,
    Denied,
    NotFound,
    RateLimited,
    Rejected,
    Unavailable,
)
from connectors.merge import merge_customers
from connectors.phones import parse_number
from connectors.records import Interaction, Order
from desktop.call.gather import Answer, Clue, Gather
from desktop.call.identify import Findings, same_person
from desktop.call.parts import Parts
from desktop.call.state import Candidate, Identity, IdentityStatus, SearchView, SourceView, Trouble

if TYPE_CHECKING:
    from connectors.connector import Connector, ListKind
    from connectors.io_thread import Io
    from connectors.merge import MergedCustomer
    from connectors.records import Customer
    from desktop.call.clock import Clock
    from desktop.store.cache import CachedCustomer

MOST_CANDIDATES = 9
"""More persons than a digit can pick are a search, not a choice."""


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
        self._finding = Gather(systems.io, systems.connectors, systems.clock, self._found)
        self._reading = Gather(systems.io, systems.connectors, systems.clock, self._read)
        self._searching = Gather(systems.io, systems.connectors, systems.clock, self._searched)
        self._glimpsing = Gather(systems.io, systems.connectors, systems.clock, self._glimpsed)
        self._findings = Findings(self._names)
        self._hits = Findings(self._names)
        self._cached: tuple[CachedCustomer, ...] = ()
        self._asked_about: dict[str, str] = {}
        self._linked: set[str] = set()
        self._how: tuple[str, ...] = ()
        self._settled_by_agent = False
        self.identity = Identity()
        self.parts = Parts({connector.name: connector.operations for connector in systems.connectors})
        self.search = SearchView()
        self.sources = {name: SourceView(name, self._labels[name]) for name in self._names}

    # -- finding -------------------------------------------------------------------------------------------

    def withheld(self) -> None:
        """Nobody can be looked up: the number is withheld."""
        self.identity = Identity(IdentityStatus.WITHHELD)
        self._changed()

    def find(self, clue: Clue | None, how: str) -> None:
        """Ask everybody who the caller is; without a clue the caller is unknown."""
        self._how = (how,)
        if clue is None:
            self.identity = Identity(IdentityStatus.UNKNOWN)
        else:
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
        if len(cached) == 1 and not self._findings.pages and self.identity.customer is None:
            self._show(cached[0].merged, (*self._how, "cache"), cached[0])
        else:
            # The systems were faster: the cache fills what they have not answered yet.
            self._weigh()
        self._changed()

    def _found(self, answer: Answer) -> None:
        if answer.slow:
            self._findings.slow.add(answer.system)
        elif answer.page is not None:
            self._findings.found(answer.system, answer.page)
        else:
            self._findings.failed.add(answer.system)
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
        elif self._cached and not self._all_answered():
            self._fall_back()
        else:
            self._nobody(IdentityStatus.UNKNOWN)

    def _all_answered(self) -> bool:
        return self._findings.asked <= self._findings.pages.keys()

    def _fall_back(self) -> None:
        """Not every system could answer: the cache is the best there is, and says its age."""
        if len(self._cached) == 1:
            self._show(self._cached[0].merged, (*self._how, "cache"), self._cached[0])
        else:
            self._offer(tuple(_remembered_candidate(cached) for cached in self._cached))

    def _offer(self, people: tuple[Candidate, ...]) -> None:
        people = people[:MOST_CANDIDATES]
        known = {candidate.customer.key: candidate for candidate in self.identity.candidates}
        if self.identity.status is IdentityStatus.CHOOSE and known.keys() == {c.customer.key for c in people}:
            return
        self._nobody(IdentityStatus.CHOOSE)
        self.identity = Identity(IdentityStatus.CHOOSE, candidates=people)
        self._glimpsing.cancel()
        for candidate in people:
            for system, customer_id in candidate.customer.ids.items():
                key = candidate.customer.key
                self._glimpsing.glimpse(system, customer_id, "interactions", key, 1)
                self._glimpsing.glimpse(system, customer_id, "orders", key, 50)

    def _glimpsed(self, answer: Answer) -> None:
        if answer.page is None:
            return
        self.identity = replace(
            self.identity,
            candidates=tuple(
                _told_apart(candidate, answer) if candidate.customer.key == answer.tag else candidate
                for candidate in self.identity.candidates
            ),
        )
        self.search = replace(
            self.search,
            results=tuple(
                _told_apart(candidate, answer) if candidate.customer.key == answer.tag else candidate
                for candidate in self.search.results
            ),
        )
        self._changed()

    def _nobody(self, status: IdentityStatus) -> None:
        self._reading.cancel()
        self._asked_about.clear()
        self._linked.clear()
        self.parts.clear()
        self.identity = Identity(status)

    # -- one person ----------------------------------------------------------------------------------------

    def _show(self, person: MergedCustomer, how: tuple[str, ...], cached: CachedCustomer | None) -> None:
        before = self.identity.customer
        if before is None or not _overlap(before, person):
            self._nobody(IdentityStatus.LOOKING)
        elif cached is None:
            person = self._with_linked(person, before)
        if cached is None:
            person = self._recall(person)
        same = self.identity.customer == person
        if cached is not None:
            self.parts.cached(cached.parts, cached.fetched_at)
        self.identity = Identity(
            IdentityStatus.IDENTIFIED,
            self.identity.customer if same else person,
            how=how,
            cached_at=cached.fetched_at if cached else None,
        )
        self._read_all(person)

    def _with_linked(self, person: MergedCustomer, before: MergedCustomer) -> MergedCustomer:
        """Keep the ids under which linked systems know the person, which the first answers do not carry."""
        extra = {s: i for s, i in before.ids.items() if s not in person.ids and s not in self._findings.pages}
        return replace(person, ids={**person.ids, **extra}) if extra else person

    def _recall(self, person: MergedCustomer) -> MergedCustomer:
        """What the cache knows of a person just found: rows until live ones come, ids in systems still silent."""
        known = next((cached for cached in self._cached if _overlap(cached.merged, person)), None)
        if known is None:
            return person
        self.parts.cached(known.parts, known.fetched_at)
        answered = person.ids.keys() | self._findings.pages.keys()
        extra = {s: i for s, i in known.merged.ids.items() if s not in answered and s in self._labels}
        return replace(person, ids={**person.ids, **extra}) if extra else person

    def _read_all(self, person: MergedCustomer) -> None:
        for system, customer_id in person.ids.items():
            if system in self._labels and self._asked_about.get(system) != customer_id:
                self._asked_about[system] = customer_id
                kinds = self._reading.lists(system, customer_id)
                self.parts.asking(system, kinds)
                if kinds:
                    self._source(system, status="asking")
        self._link_rest(person)

    def _link_rest(self, person: MergedCustomer) -> None:
        """Second wave: systems that have answered "not here" or could not be asked, by e-mail or customer number."""
        waiting = self._findings.asked - self._findings.pages.keys() - self._findings.failed
        rest = [s for s in self._names if s not in person.ids and s not in self._linked and s not in waiting]
        number = next((person.ids[name] for name in self._names[:1] if name in person.ids), None)
        asked = self._reading.link(rest, person.customer, number)
        self._linked |= set(rest)
        for name in set(rest) - set(asked):
            trouble = self.sources[name].trouble
            if name in self._findings.failed and trouble is not None:
                self.parts.unreachable(name, trouble)
            else:
                self.parts.unknown_there(name)

    def _read(self, answer: Answer) -> None:
        self._mark(answer)
        if answer.what == "link":
            self._link_answered(answer)
        elif answer.slow:
            self.parts.slow(answer.system, _kind(answer))
        elif answer.page is not None:
            self.parts.answered(answer.system, _kind(answer), answer.page)
        else:
            self.parts.failed(answer.system, _kind(answer), self._trouble(answer))
        self._changed()

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
        merged = merge_customers({**_rows(person, self._findings), answer.system: rows[0]}, self._names)
        ids = {**person.ids, answer.system: rows[0].id}
        self.identity = replace(self.identity, customer=replace(merged, key=person.key, ids=ids))
        self._read_all(self.identity.customer or merged)

    # -- what the agent does -------------------------------------------------------------------------------

    def choose(self, key: str) -> bool:
        """The agent says who it is; False when that person is no longer on offer."""
        for candidate in (*self.identity.candidates, *self.search.results):
            if candidate.customer.key == key:
                self._settled_by_agent = True
                self._finding.cancel()
                self._glimpsing.cancel()
                self._findings = Findings(self._names)
                self.search = SearchView()
                self._show(candidate.customer, ("agent",), None)
                self._changed()
                return True
        return False

    def adopt(self, person: MergedCustomer) -> None:
        """A customer just created by the agent is the one on the line."""
        self._settled_by_agent = True
        self._finding.cancel()
        self.search = SearchView()
        self._show(person, ("agent",), None)
        self._changed()

    def not_this_person(self) -> None:
        """Somebody else is on the line: records leave the screen, nothing of them can come back."""
        self._settled_by_agent = True
        self._finding.cancel()
        self._glimpsing.cancel()
        self._cached = ()
        self._nobody(IdentityStatus.UNKNOWN)
        self._changed()

    def look_for(self, text: str) -> None:
        """Search every system for what the agent typed."""
        text = text.strip()[:200]
        self._searching.cancel()
        self._glimpsing.cancel()
        self._hits = Findings(self._names)
        if not text:
            self.search = SearchView()
        else:
            phone = parse_number(text, self._systems.region)
            self._hits.asked = set(self._searching.search(text, phone, text))
            self.search = SearchView(text, "asking")
        self._changed()

    def _searched(self, answer: Answer) -> None:
        self._mark(answer)
        if answer.slow:
            self._hits.slow.add(answer.system)
        elif answer.page is not None:
            self._hits.found(answer.system, answer.page)
        else:
            self._hits.failed.add(answer.system)
            self.search = replace(self.search, troubles=(*self.search.troubles, self._trouble(answer)))
        people = self._hits.people()[:MOST_CANDIDATES]
        known = {candidate.customer.key: candidate for candidate in self.search.results}
        settled = self._hits.settled()
        self.search = replace(
            self.search,
            status=("failed" if not self._hits.pages else "done") if settled else "asking",
            results=tuple(known.get(person.customer.key, person) for person in people),
        )
        if settled:
            self._glimpse_results(known)
        self._changed()

    def _glimpse_results(self, known: dict[str, Candidate]) -> None:
        for candidate in self.search.results:
            if candidate.last_contact is None and candidate.open_orders is None:
                for system, customer_id in candidate.customer.ids.items():
                    self._glimpsing.glimpse(system, customer_id, "interactions", candidate.customer.key, 1)
                    self._glimpsing.glimpse(system, customer_id, "orders", candidate.customer.key, 50)

    def refresh(self, system: str | None) -> None:
        """Ask again: one system, or all of them."""
        person = self.identity.customer
        if person is None:
            return
        for name in [system] if system else list(self._names):
            self._asked_about.pop(name, None)
            self._linked.discard(name)
            self._reading.forget(name)
        self._read_all(person)
        self._changed()

    def close(self) -> None:
        """Nothing more is wanted from anybody."""
        for gather in (self._finding, self._reading, self._searching, self._glimpsing):
            gather.cancel()

    # -- sources -------------------------------------------------------------------------------------------

    def _mark(self, answer: Answer) -> None:
        if answer.slow:
            self._source(answer.system, status="slow")
        elif answer.error is not None:
            self._source(answer.system, status="failed", trouble=self._trouble(answer), latency_ms=answer.latency_ms)
        else:
            self._source(answer.system, status="ok", trouble=None, latency_ms=answer.latency_ms)

    def _source(self, name: str, **changes: object) -> None:
        self.sources[name] = replace(self.sources[name], **changes)  # type: ignore[arg-type]

    def _trouble(self, answer: Answer) -> Trouble:
        error = answer.error or Unavailable(answer.system, "network")
        code, retry = trouble_code(error)
        return Trouble(
            answer.system, self._labels[answer.system], code, self._systems.clock.now(), retry, error.detail[:300]
        )


def trouble_code(error: ConnectorError) -> tuple[str, float | None]:
    """The code a screen words its sentence from, and the seconds until another try makes sense."""
    match error:
        case AuthError():
            return "auth", None
        case RateLimited():
            return "rate_limited", error.retry_after
        case Unavailable():
            return error.kind, error.retry_in
        case Denied():
            return "denied", None
        case Rejected():
            return "rejected", None
        case NotFound():
            return "not_found", None
        case BadPayload():
            return "bad_payload", None
        case _:
            return "network", None


def _kind(answer: Answer) -> ListKind:
    return next(kind for kind in LIST_KINDS if kind == answer.what)


def _overlap(one: MergedCustomer, other: MergedCustomer) -> bool:
    """Whether two findings are one person: some system knows both under one id, none under different ids."""
    shared = one.ids.keys() & other.ids.keys()
    return bool(shared) and all(one.ids[system] == other.ids[system] for system in shared)


def _rows(person: MergedCustomer, findings: Findings) -> dict[str, Customer]:
    """The row each system gave for this person, falling back to the merged one."""
    rows = {
        system: row for system, page in findings.pages.items() for row in page.rows if person.ids.get(system) == row.id
    }
    return rows or {person.customer.provenance.system: person.customer}


def _told_apart(candidate: Candidate, answer: Answer) -> Candidate:
    rows = answer.page.rows if answer.page is not None else ()
    if answer.what == "interactions":
        seen = [row.at for row in rows if isinstance(row, Interaction) and row.at is not None]
        return replace(candidate, last_contact=max(seen, default=candidate.last_contact))
    open_now = sum(1 for row in rows if isinstance(row, Order) and row.status is not None and row.status.value in OPEN)
    return replace(candidate, open_orders=(candidate.open_orders or 0) + open_now)


OPEN = frozenset({"open", "processing", "on_hold"})
"""Order statuses that mean something is still to come."""


def _remembered_candidate(cached: CachedCustomer) -> Candidate:
    address = cached.merged.customer.address
    return Candidate(cached.merged, city=address.city if address else None)
