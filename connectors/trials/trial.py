"""Trying a connection: what was asked, what came, what it became, and what of it nobody used. Data only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from connectors.auth.tokens import TokenKeep
from connectors.backend import Backend, Secrets
from connectors.clock import Clock, SystemClock
from connectors.connector import ID_OPERATIONS, UPDATE, WRITE_FIELDS, Connector, Health, IdKind, Page, Scalar, Written
from connectors.declarative import DeclarativeConnector, connector_on, open_backend
from connectors.errors import BadPayload, ConnectorError, NotFound, Rejected, Unavailable
from connectors.http.tls import Tls
from connectors.lookup import jsonable
from connectors.manifest.model import Manifest
from connectors.manifest.templating import TemplateError
from connectors.mapping.rows import with_decimal_commas
from connectors.phones import parse_number
from connectors.reader import locale_of
from connectors.records import Record
from connectors.rest.backend import RestBackend, by_pace
from connectors.sync.keep import MemorySync
from connectors.sync.read import Reading
from connectors.trials.dropped import read_as, why_dropped
from connectors.trials.leftovers import absent, labels, never_filled, unmapped
from connectors.trials.recorder import Recorder, Sent, Try

SHOWN = 20
NO_NUMBER = "2147483646"
NO_UUID = "00000000-0000-4000-8000-000000000000"
MERELY_SAID = frozenset({"not_sent", "asked_again", "not_tried"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to try: a number, an address, an id, a text, or a customer of the system.

    `operation` says it where that is not enough to tell. A write is only shown unless `write` says to send it.
    Of a list or a search the first `limit` rows are read.
    """

    operation: str | None = None
    phone: str | None = None
    email: str | None = None
    number: str | None = None
    number_kind: IdKind = "customer"
    text: str | None = None
    customer_id: str | None = None
    limit: int = SHOWN
    draft: Mapping[str, Scalar] = field(default_factory=dict)
    write: bool = False
    key: str = "callside-trial"

    def named(self) -> str:
        """The operation that is meant."""
        if self.operation is not None:
            return self.operation
        asked = {
            "customer.find_by_phone": self.phone,
            "customer.find_by_email": self.email,
            ID_OPERATIONS[self.number_kind]: self.number,
            "customer.search": self.text,
            "customer.get": self.customer_id,
        }
        return next((name for name, value in asked.items() if value is not None), "health.check")


@dataclass(frozen=True, slots=True)
class Trial:
    """What happened: the tries, the records they became, and what verification dropped.

    `anonymous` says that the system answers its health check to nobody in particular, `dropped_as` why a row was
    dropped where none was kept. `total` is the system's own count of what it has, where it tells one, `truncated` that
    there is more than was read,
    `repeats` that a page came a second time, which ended the reading.
    `shapes` says where an answer has no rows where the manifest looks for them, `absent` which fields none of them has;
    `unmapped` are fields of the answer that no expression reads, `never_filled` fields of the map that stayed empty,
    `commas` fields with a decimal comma that the map does not speak of, `labels` words of the system that no table
    knows, `findings` codes of what a person must look at: double_write, no_id (whether there are two cannot be told),
    not_a_number, not_an_address, unknown (whether it was written), not_filtered (somebody who cannot exist has the same
    rows); and of what is MERELY_SAID.
    """

    system: str
    operation: str
    health: Health | None = None
    anonymous: bool = False
    tries: tuple[Try, ...] = ()
    records: tuple[Any, ...] = ()
    kept: int = 0
    possible: int = 0
    dropped: int = 0
    dropped_as: str = ""
    total: int | None = None
    truncated: bool = False
    repeats: bool = False
    unreadable: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unmapped: tuple[str, ...] = ()
    never_filled: tuple[str, ...] = ()
    commas: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    written: Written | None = None
    error: str | None = None
    detail: str = ""
    ms: float = 0.0

    @property
    def is_ok(self) -> bool:
        """Whether the system answered as the manifest says."""
        is_well = self.health is None or self.health.ok
        return is_well and self.error is None and not set(self.findings) - MERELY_SAID

    @property
    def is_read(self) -> bool:
        """Whether rows were asked for, and verified."""
        return self.operation != "health.check" and self.operation not in WRITE_FIELDS

    def as_json(self) -> dict[str, Any]:
        """The trial as JSON; what is empty is left out."""
        found: dict[str, Any] = jsonable(self)
        return found


async def try_connection(
    manifest: Manifest,
    folder: Path,
    secrets: Secrets,
    wanted: Wanted,
    *,
    clock: Clock | None = None,
    tls: Tls | None = None,
    tokens: TokenKeep | None = None,
) -> Trial:
    """Ask for the system's health, then for one thing; errors become part of the answer."""
    clock = clock or SystemClock()
    return await try_backend(manifest, open_backend(manifest, folder, secrets, clock, tls, tokens), clock, wanted)


async def try_backend(
    manifest: Manifest, backend: Backend, clock: Clock, wanted: Wanted, *, is_health_asked: bool = True
) -> Trial:
    """Ask for one thing through this backend, for the system's health before it unless that is not wanted."""
    if isinstance(backend, RestBackend) and wanted.named().startswith("sync."):
        backend = backend.patient(by_pace)
    recorder = Sent(backend, clock) if isinstance(backend, RestBackend) else Recorder(backend, clock)
    connector = connector_on(manifest, recorder, clock)
    run = _Run(manifest, connector, recorder, wanted)
    started = clock.monotonic()
    try:
        await run.run(is_health_asked=is_health_asked)
    except (ConnectorError, TemplateError) as error:
        run.error = error
    finally:
        await connector.aclose()
    return run.trial((clock.monotonic() - started) * 1000)


class _Run:
    """One trial under way."""

    def __init__(self, manifest: Manifest, connector: Connector, backend: Recorder, wanted: Wanted) -> None:
        self.manifest = manifest
        self.connector = connector
        self.backend = backend
        self.wanted = wanted
        self.operation = wanted.named()
        self.page: Page[Record] = Page(())
        self.health: Health | None = None
        self.written: Written | None = None
        self.findings: list[str] = []
        self.error: Exception | None = None

    async def run(self, *, is_health_asked: bool) -> None:
        """Ask; a system that is not well may answer the question all the same, but nothing is written to it."""
        if is_health_asked:
            try:
                self.health = await self.connector.health()
            except ConnectorError as sick:
                if self.operation == "health.check" or self.wanted.write:
                    raise
                self.health = Health(False, 0.0, detail=f"{type(sick).__name__}: {sick.detail}")
        if self.operation == "health.check":
            return
        if self.operation in self.connector.strategies:
            await self._write()
        elif self.operation.removeprefix("sync.") in self.manifest.synced():
            self.page = await self._synced()
        elif self.operation in {*self.manifest.reads(), *self.manifest.offers}:
            self.page = await self._read()
            if is_health_asked and self.operation.endswith(".list"):
                await self._ask_for_nobody()
        else:
            raise Rejected(self.manifest.name, None, f"{self.operation} is not offered")

    async def _read(self) -> Page[Any]:
        wanted, connector = self.wanted, self.connector
        match self.operation:
            case "customer.find_by_phone":
                query = parse_number(wanted.phone, self.manifest.settings.region)
                if query is None:
                    self.findings.append("not_a_number")
                    return Page(())
                return await connector.find_by_phone(query)
            case "customer.find_by_email":
                if "@" not in (wanted.email or ""):
                    self.findings.append("not_an_address")
                return await connector.find_by_email(wanted.email or "")
            case "customer.search":
                return await connector.search(wanted.text or "", wanted.limit)
            case "customer.get":
                return Page((await connector.get(wanted.customer_id or ""),))
            case operation if operation in ID_OPERATIONS.values():
                kind = next(kind for kind, name in ID_OPERATIONS.items() if name == operation)
                return await connector.find_by_id(wanted.number or "", kind)
            case operation:
                return await connector.list(operation.removesuffix(".list"), wanted.customer_id or "", wanted.limit)

    async def _ask_for_nobody(self) -> None:
        """Where no row says whose it is: ask for somebody who cannot exist, who must not have the same rows."""
        rows = self.page.rows
        if not rows or any(getattr(row, "customer_id", None) is not None for row in rows):
            return
        with self.backend.aside():
            try:
                kind = self.operation.removesuffix(".list")
                nobodys = await self.connector.list(kind, _nobody(self.wanted.customer_id or ""), self.wanted.limit)
            except (NotFound, Rejected):
                return  # nobody there: as it should be
            except ConnectorError:
                self.findings.append("not_tried")
                return
        if {row.id for row in nobodys.rows} & {row.id for row in rows}:
            self.findings.append("not_filtered")

    async def _synced(self) -> Page[Any]:
        """What would be read in the background; whom a record is about stands in its customer."""
        reading = Reading(self.manifest, self.backend, MemorySync(), self.backend.clock)
        rows, nobody, truncated = await reading.everything(self.operation.removeprefix("sync."))
        told = [replace(cast(Any, row.record), customer_id=row.who) for row in rows]
        return Page(tuple(told), truncated=truncated, dropped=nobody)

    async def _write(self) -> None:
        """Show the write, or send it twice under one key: a second record shows that the strategy does not hold."""
        wanted = self.wanted
        if not wanted.write:
            self.findings.append("not_sent")
            request = f"{self.operation}, as its connector sends it"
            if isinstance(self.connector, DeclarativeConnector):
                request = self.connector.preview(self.operation, wanted.draft, wanted.key, self.backend.dry_run)
            self.backend.tries.append(Try(request))
            return
        draft = {"at": self.backend.clock.now(), **wanted.draft}
        first = self.written = await self._written(draft)
        if self.connector.strategies[self.operation] == "none":
            return
        second = await self.connector.write(self.operation, draft, wanted.key)
        # Of an id that no answer gives, a search has found what the first time made; and a change makes no record.
        is_found = second.id is not None and self.connector.strategies[self.operation] == "search"
        if first.id is None and self.operation != UPDATE and not is_found:
            self.findings.append("no_id")
        elif first.id != second.id and first.id is not None and second.id is not None:
            self.findings.append("double_write")

    async def _written(self, draft: Mapping[str, Scalar]) -> Written:
        """Send it; where no answer came it may be written, and what the outbox does about that is done here, too."""
        try:
            return await self.connector.write(self.operation, draft, self.wanted.key)
        except (Unavailable, BadPayload) as lost:
            if not lost.sent:
                raise
            if self.connector.strategies[self.operation] == "none":
                self.findings.append("unknown")
                raise
        self.findings.append("asked_again")
        try:
            return await self.connector.write(self.operation, draft, self.wanted.key)
        except ConnectorError:
            self.findings.append("unknown")
            raise

    def trial(self, ms: float) -> Trial:
        """What came of it."""
        synced = self.manifest.synced().get(self.operation.removeprefix("sync."))
        operation = self.manifest.reads().get(self.operation) or synced
        mapped = self.manifest.map_of(operation) if operation is not None else {}
        rows = [row for row in self.backend.rows_seen if isinstance(row, dict)]
        shown: tuple[Any, ...] = self.page.rows
        read, why = self._dropped(rows) if self.page.dropped and not shown and not self.page.possible else ((), "")
        error = self.error
        if isinstance(error, NotFound) and self.operation == "customer.get":
            error = None
        return Trial(
            system=self.manifest.name,
            operation=self.operation,
            health=self.health,
            anonymous=self._is_anonymous(),
            tries=tuple(self.backend.tries),
            records=tuple(jsonable(row) for row in shown[: self.wanted.limit]),
            kept=len(shown),
            possible=len(self.page.possible),
            dropped=self.page.dropped,
            total=self.page.total,
            truncated=self.page.truncated,
            repeats=self.backend.repeats,
            unreadable=self.page.unreadable,
            shapes=tuple(self.backend.shapes),
            absent=absent(rows, mapped, locale_of(self.manifest)) if operation is not None else (),
            unmapped=unmapped(rows, operation, mapped),
            dropped_as=why,
            never_filled=never_filled(shown or read, mapped) if shown or read else (),
            commas=with_decimal_commas(self.manifest.kind_of(self.operation.removeprefix("sync.")), mapped, rows),
            labels=labels(shown),
            findings=tuple(self.findings),
            written=self.written,
            error=None if error is None else type(error).__name__,
            detail="" if error is None else getattr(error, "detail", str(error)),
            ms=ms,
        )

    def _is_anonymous(self) -> bool:
        """Whether the system is well and says, where the manifest asks who we are, that we are nobody."""
        check, health = self.manifest.health.check, self.health
        return check is not None and check.who is not None and health is not None and health.ok and health.who is None

    def _dropped(self, rows: Sequence[dict[str, Any]]) -> tuple[tuple[Record, ...], str]:
        """What the rows were read as that were all dropped, and why one of them was."""
        operation = self.manifest.reads().get(self.operation)
        if operation is None or not rows:
            return (), ""
        kind = self.manifest.kind_of(self.operation)
        read = read_as(self.manifest, operation, kind, rows, self.backend.clock.now())
        return read.records, why_dropped(self.manifest, self.operation, operation, rows, read)


def _nobody(like: str) -> str:
    """An id of the same form that cannot exist."""
    if like.isascii() and like.isdigit():
        return NO_NUMBER
    return NO_UUID if re.fullmatch(r"[0-9A-Fa-f-]{36}", like) else "callside-nobody"
