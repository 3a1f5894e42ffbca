"""A written connector as any other: its rows are verified, and its answers have the right shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from connectors.auth.tokens import Browse, Tell, silent
from connectors.clock import Clock
from connectors.connector import Health, IdKind, ListKind, Page, Scalar, Written, updatable
from connectors.errors import BadPayload, NotFound, Rejected
from connectors.manifest.model import Manifest
from connectors.mapping.rows import NO_IDS
from connectors.mapping.shapes import SHAPES
from connectors.phones import PhoneQuery
from connectors.records import Customer, Record
from connectors.verify import belongs, newest, same_id, verify_email, verify_id, verify_phone
from connectors.written.found import loaded
from connectors.written.transport import Sender, Transport

T = TypeVar("T")

MAX_ROWS = 500
MAX_PEOPLE = 50


def written_connector(manifest: Manifest, backend: Sender, clock: Clock) -> WrittenConnector:
    """The connector that is installed under the name in the manifest; raises NotInstalled."""
    made = loaded(manifest.connector or "", manifest.operations)
    return WrittenConnector(manifest, backend, made(manifest.settings, backend.secrets, Transport(backend), clock))


class WrittenConnector:
    """Somebody's class behind our rules. It returns pages of our records; what it finds is verified here."""

    def __init__(self, manifest: Manifest, backend: Sender, made: Any) -> None:
        self.name = manifest.name
        self.label = manifest.label or manifest.name
        self.operations = manifest.operations
        self.strategies: Mapping[str, str] = MappingProxyType(dict(manifest.idempotency))
        self.updatable = updatable(made)
        self.signs_in_by_browser = manifest.auth.kind == "oauth2_pkce"
        self.paces_itself = True
        self._offers = frozenset(manifest.offers)
        self._backend = backend
        self._made = made

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]:
        """Customers with this number, verified."""
        found = await self._customers("customer.find_by_phone", lambda: self._made.find_by_phone(query))
        return _checked(found, verify_phone(found.rows, query))

    async def find_by_email(self, email: str) -> Page[Customer]:
        """Customers with this address, verified."""
        found = await self._customers("customer.find_by_email", lambda: self._made.find_by_email(email))
        return _checked(found, verify_email(found.rows, email))

    async def find_by_id(self, number: str, kind: IdKind) -> Page[Customer]:
        """The customer with this number, verified; for an order or a case by the number that stands there."""
        if kind == "customer":
            if "customer.find_by_id" not in self._offers:
                return Page(())
            found = await self._customers("customer.find_by_id", lambda: self._made.find_by_id(number))
            return _checked(found, verify_id(found.rows, number))
        if f"customer.find_by_{kind}" not in self._offers:
            return Page(())
        pairs = await getattr(self._made, f"find_by_{kind}")(number)
        if not isinstance(pairs, list | tuple) or not all(isinstance(pair, tuple) and len(pair) == 2 for pair in pairs):
            raise self._wrong(f"find_by_{kind}", "pairs of the number there and its customer")
        kept = [customer for there, customer in pairs if isinstance(there, str) and same_id(there, number)]
        page = self._page(kept, Customer, f"find_by_{kind}")
        return _checked(page, replace(page, dropped=len(pairs) - len(kept)))

    async def search(self, text: str, limit: int = 20) -> Page[Customer]:
        """People something typed may mean."""
        found = await self._customers("customer.search", lambda: self._made.search(text, limit))
        return replace(found, rows=found.rows[:limit], truncated=found.truncated or len(found.rows) > limit)

    async def get(self, customer_id: str) -> Customer:
        """One customer in full; raises NotFound."""
        self._refuse_unless("customer.get")
        found: Page[Customer] = self._page([await self._made.get(customer_id)], Customer, "get")
        for row in found.rows:
            if same_id(row.id, customer_id):
                return row
        raise NotFound(self.name, "there is no such customer")

    async def list(self, kind: ListKind, customer_id: str, limit: int = 20, since: date | None = None) -> Page[Record]:
        """A customer's newest records of one kind, newest first; rows of others are dropped."""
        self._refuse_unless(f"{kind}.list")
        limit = max(1, min(limit, MAX_ROWS))
        found = self._page(await self._made.list(kind, customer_id, limit, since), SHAPES[kind].make, "list")
        mine = sorted((row for row in found.rows if belongs(row, customer_id)), key=newest, reverse=True)
        dropped = found.dropped + len(found.rows) - len(mine)
        return replace(found, rows=tuple(mine[:limit]), dropped=dropped, truncated=found.truncated or len(mine) > limit)

    async def write(self, operation: str, draft: Mapping[str, Scalar], key: str) -> Written:
        """Write a draft once."""
        self._refuse_unless(operation)
        told = await self._made.write(operation, draft, key)
        if not isinstance(told, Written):
            raise self._wrong("write", "a Written")
        return told

    async def health(self) -> Health:
        """Whether the system is there; raises what is wrong."""
        told = await self._made.health()
        if not isinstance(told, Health):
            raise self._wrong("health", "a Health")
        return told

    async def sign_in(self, browse: Browse, tell: Tell = silent) -> None:
        """Let a person sign in by their browser."""
        await self._backend.sign_in(browse, tell)

    def forget(self) -> None:
        """Sign in again where that was refused."""
        self._backend.forget()

    async def aclose(self) -> None:
        """Let go of connections."""
        close = getattr(self._made, "aclose", None)
        try:
            if close is not None:
                await close()
        finally:
            await self._backend.aclose()

    async def _customers(self, operation: str, ask: Callable[[], Any]) -> Page[Customer]:
        self._refuse_unless(operation)
        return self._page(await ask(), Customer, operation.removeprefix("customer."))

    def _refuse_unless(self, operation: str) -> None:
        if operation not in self._offers:
            raise Rejected(self.name, None, f"{operation} is not offered")

    def _page(self, told: Any, kind: Any, method: str) -> Page[Any]:
        """Rows of the right kind, each said to come from this connection; ids that are nobody's are dropped."""
        page = Page(tuple(told)) if isinstance(told, list | tuple) else told
        if not isinstance(page, Page) or not all(isinstance(row, kind) for row in (*page.rows, *page.possible)):
            raise self._wrong(method, f"a Page of {getattr(kind, '__name__', 'records')}")
        real = [row for row in page.rows if row.id.strip().casefold() not in NO_IDS]
        return replace(
            page,
            rows=self._ours(real),
            possible=self._ours(page.possible),
            dropped=page.dropped + len(page.rows) - len(real),
        )

    def _ours(self, rows: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(replace(row, provenance=replace(row.provenance, system=self.name, id=row.id)) for row in rows)

    def _wrong(self, method: str, wanted: str) -> BadPayload:
        return BadPayload(self.name, method, f"the connector's {method} must give {wanted}")


def _checked(found: Page[Customer], page: Page[Customer]) -> Page[Customer]:
    """What passed verification, at most fifty of them, beside what the connector said of its page."""
    return Page(
        page.rows[:MAX_PEOPLE],
        truncated=found.truncated or len(page.rows) > MAX_PEOPLE,
        dropped=found.dropped + page.dropped,
        possible=page.possible[:MAX_PEOPLE],
        unreadable=found.unreadable,
    )
