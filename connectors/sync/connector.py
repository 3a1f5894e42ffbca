"""A connector that answers from what was synced: who a caller is and what is known of them, as old as the last sync."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

from connectors.auth.tokens import Browse, Person, Tell, silent
from connectors.clock import Clock
from connectors.connector import Connector, Health, IdKind, ListKind, Page, Scalar, Written, notifies, updatable
from connectors.errors import Unavailable
from connectors.manifest.model import Manifest
from connectors.people import fold_email
from connectors.phones import PhoneQuery
from connectors.records import Customer, Phone, Provenance, Record
from connectors.rest.backend import RestBackend, Turn
from connectors.sync.keep import By, SyncedRow, SyncKeep, SyncState
from connectors.sync.read import Reading
from connectors.verify import fold_id, newest

Open = Callable[[Turn], RestBackend]
"""Opens the backend of a sync, whose requests wait for their turn."""


class SyncedConnector:
    """Around the connector of a manifest: what the system cannot be asked is answered from the keep.

    A customer's id here says by what they were found: `email:…`, `phone:…` (who gave no address) or `number:…`.
    """

    def __init__(self, manifest: Manifest, inner: Connector, keep: SyncKeep, clock: Clock, patient: Open) -> None:
        self.name = inner.name
        self.label = inner.label
        self.operations = inner.operations
        self.strategies: Mapping[str, str] = inner.strategies
        self.notifying = frozenset(name for name in inner.strategies if notifies(inner, name))
        self.updatable = updatable(inner)
        self.signs_in_by_browser: bool = getattr(inner, "signs_in_by_browser", False)
        self.paces_itself = True
        self.tells_when_sent: bool = getattr(inner, "tells_when_sent", False)
        self.kept = manifest.answers_from_sync()
        self._inner = inner
        self._keep = keep
        self._clock = clock
        self._patient = patient
        self._manifest = manifest

    async def sync(self, turn: Turn, *, full: bool = False) -> SyncState:
        """Read the system in the background; each of its requests waits for its turn."""
        backend = self._patient(turn)
        try:
            return await Reading(self._manifest, backend, self._keep, self._clock).run(full=full)
        finally:
            await backend.aclose()

    async def last_sync(self) -> SyncState | None:
        """How far the system has been read; None where it never was."""
        return await self._keep.state(self.name)

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]:
        """Whoever has answered from this number; where several have, the agent chooses."""
        if "customer.find_by_phone" not in self.kept:
            return await self._inner.find_by_phone(query)
        state = await self._state()
        rows = await self._keep.find(self.name, "phone", query.e164) if query.e164 is not None else ()
        phone = Phone(query.raw, query.e164)
        emails = sorted({row.email for row in rows if row.email})
        found = [self._customer("email", each, state, emails=(each,), phones=(phone,)) for each in emails]
        if any(row.email is None for row in rows):
            found.append(self._customer("phone", query.e164 or "", state, phones=(phone,)))
        return Page(tuple(found))

    async def find_by_email(self, email: str) -> Page[Customer]:
        """Whoever has answered from this address."""
        if "customer.find_by_email" not in self.kept:
            return await self._inner.find_by_email(email)
        state, wanted = await self._state(), fold_email(email)
        rows = await self._keep.find(self.name, "email", wanted)
        return Page((self._customer("email", wanted, state, emails=(wanted,)),) if rows else ())

    async def find_by_id(self, number: str, kind: IdKind) -> Page[Customer]:
        """Whoever has answered under this customer number."""
        if "customer.find_by_id" not in self.kept or kind != "customer":
            return await self._inner.find_by_id(number, kind)
        state, wanted = await self._state(), fold_id(number)
        rows = await self._keep.find(self.name, "number", wanted) if wanted else ()
        return Page((self._customer("number", wanted, state),) if rows else ())

    async def list(self, kind: ListKind, customer_id: str, limit: int = 20, since: date | None = None) -> Page[Record]:
        """What is kept of one kind about somebody, newest first, as old as the last sync."""
        if f"{kind}.list" not in self.kept:
            return await self._inner.list(kind, customer_id, limit, since)
        state = await self._state()
        by, _, value = customer_id.partition(":")
        if by not in _WAYS:
            return Page(())
        found = await self._keep.find(self.name, _WAYS[by], value)
        if by == "phone":  # the others behind this number are people of their own
            found = [row for row in found if row.email is None]
        rows = sorted(self._records(found, kind, customer_id, state), key=newest, reverse=True)
        return Page(tuple(rows[:limit]), truncated=len(rows) > limit)

    async def search(self, text: str, limit: int = 20) -> Page[Customer]:
        """People something typed may mean."""
        return await self._inner.search(text, limit)

    async def get(self, customer_id: str) -> Customer:
        """One customer in full."""
        return await self._inner.get(customer_id)

    async def write(
        self, operation: str, draft: Mapping[str, Scalar], key: str, *starts: Callable[[], None]
    ) -> Written:
        """Write a draft once."""
        return cast(Written, await cast(Any, self._inner).write(operation, draft, key, *starts))

    async def health(self) -> Health:
        """Whether the system is there."""
        return await self._inner.health()

    async def sign_in(self, browse: Browse, tell: Tell = silent) -> None:
        """Let a person sign in by their browser."""
        await cast(Person, self._inner).sign_in(browse, tell)

    def forget(self) -> None:
        """Answer the next questions anew."""
        forget = getattr(self._inner, "forget", None)
        if forget is not None:
            forget()

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._inner.aclose()

    async def _state(self) -> SyncState:
        state = await self._keep.state(self.name)
        if state is None:
            said = f"it was never read: it is read in the background, or now by `callside connect sync {self.name}`"
            raise Unavailable(self.name, "unread", said, sent=False)
        return state

    def _customer(
        self, by: str, value: str, state: SyncState, *, emails: Sequence[str] = (), phones: Sequence[Phone] = ()
    ) -> Customer:
        key = f"{by}:{value}"
        return Customer(key, self._origin(key, state), emails=tuple(emails), phones=tuple(phones))

    def _origin(self, key: str, state: SyncState) -> Provenance:
        return Provenance(self.name, key, state.at, as_of=state.at, source="cache")

    def _records(self, rows: Iterable[SyncedRow], kind: str, owner: str, state: SyncState) -> Iterable[Record]:
        for row in rows:
            if row.kind == kind and not isinstance(row.record, Customer):
                origin = replace(row.record.provenance, system=self.name, as_of=state.at, source="cache")
                yield replace(row.record, provenance=origin, customer_id=owner)


_WAYS: Mapping[str, By] = {"email": "email", "phone": "phone", "number": "number"}
