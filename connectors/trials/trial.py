"""Trying a connection: what was asked, what came, what it became, and what of it nobody used. Data only."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from connectors.auth.tokens import Browse, Tell, TokenKeep
from connectors.backend import Backend, Inputs, Rows, Secrets
from connectors.clock import Clock, SystemClock
from connectors.connector import ID_OPERATIONS, WRITE_FIELDS, Connector, Health, IdKind, Page, Scalar, Written
from connectors.declarative import DeclarativeConnector, connector_on, open_backend
from connectors.errors import ConnectorError, NotFound, Rejected
from connectors.http.client import HttpRequest, HttpResponse
from connectors.http.tls import Tls
from connectors.lookup import jsonable
from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.model import Manifest, Mapped, Operation
from connectors.manifest.templating import TemplateError
from connectors.mapping.expressions import BadExpression, parse, walk
from connectors.mapping.rows import with_decimal_commas
from connectors.phones import parse_number
from connectors.records import Record, Status
from connectors.rest.backend import RestBackend, by_pace
from connectors.sync.keep import MemorySync
from connectors.sync.read import Reading

T = TypeVar("T")

SHOWN = 20


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
class Try:
    """One question to the system as it went out, and what came: rows or an error, in milliseconds.

    `said` is the beginning of the answer that was an error.
    """

    request: str
    rows: int | None = None
    ms: float = 0.0
    error: str | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Trial:
    """What happened: the tries, the records they became, and what verification dropped.

    `total` is the system's own count of what it has, where it tells one, `truncated` that there is more than was read,
    `repeats` that a page came a second time, which ended the reading.
    `unmapped` are fields of the answer that no expression reads, `never_filled` fields of the map that stayed empty,
    `commas` fields with a decimal comma that the map does not speak of, `labels` words of the system that no table
    knows, `findings` codes of what a person must look at: double_write, not_a_number, not_an_address, not_sent.
    """

    system: str
    operation: str
    health: Health | None = None
    tries: tuple[Try, ...] = ()
    records: tuple[Any, ...] = ()
    kept: int = 0
    possible: int = 0
    dropped: int = 0
    total: int | None = None
    truncated: bool = False
    repeats: bool = False
    unreadable: tuple[str, ...] = ()
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
        return self.error is None and not set(self.findings) - {"not_sent"}

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
    recorder = _Sent(backend, clock) if isinstance(backend, RestBackend) else _Recorder(backend, clock)
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


class _Recorder:
    """A backend that keeps what was asked and what came."""

    def __init__(self, backend: Backend, clock: Clock) -> None:
        self._backend = backend
        self.clock = clock
        self.tries: list[Try] = []
        self.rows_seen: list[Any] = []
        self.repeats = False

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of a question."""
        found = await self._kept(ask, inputs, lambda: self._backend.rows(ask, operation, inputs), _count_rows)
        self.repeats |= found.repeats
        self.rows_seen.extend(found.rows if isinstance(found.rows, list) else [found.rows])
        return found

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The answer to a question on the way."""
        return await self._kept(ask, inputs, lambda: self._backend.read(ask, errors, inputs), _count)

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The answer to a write."""
        return await self._kept(ask, inputs, lambda: self._backend.write(ask, errors, inputs), _count)

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._backend.aclose()

    @property
    def skew_s(self) -> float | None:
        """How far our clock is ahead of the system's, where it tells."""
        return getattr(self._backend, "skew_s", None)

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """A question as it would go out, secrets masked."""
        return self._backend.dry_run(ask, inputs)

    async def _kept(self, ask: Ask, inputs: Inputs, call: Callable[[], Awaitable[T]], count: Callable[[T], int]) -> T:
        return await self._noted(self.dry_run(ask, inputs), call, count)

    async def _noted(self, request: str, call: Callable[[], Awaitable[T]], count: Callable[[T], int]) -> T:
        started = self.clock.monotonic()
        try:
            answer = await call()
        except ConnectorError as error:
            ms = (self.clock.monotonic() - started) * 1000
            self.tries.append(Try(request, None, ms, f"{type(error).__name__}: {error.detail}", error.said))
            raise
        self.tries.append(Try(request, count(answer), (self.clock.monotonic() - started) * 1000))
        return answer


class _Sent(_Recorder):
    """An HTTP backend that keeps what was asked and what came, also where a written connector makes the requests."""

    def __init__(self, backend: RestBackend, clock: Clock) -> None:
        super().__init__(backend, clock)
        self._rest = backend
        self.manifest = backend.manifest
        self.secrets = backend.secrets

    @property
    def base(self) -> str:
        """The address that paths are put to."""
        return self._rest.base

    async def send(self, ask: Ask, request: HttpRequest, *, is_write: bool) -> HttpResponse:
        """A request that a written connector has made."""
        call = lambda: self._rest.send(ask, request, is_write=is_write)  # noqa: E731  kept like any other question
        return await self._noted(self._rest.shown(request), call, lambda answer: _count(answer.body))

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Let a person sign in by their browser."""
        await self._rest.sign_in(browse, tell)

    def forget(self) -> None:
        """A sign-in that was refused may be tried again."""
        self._rest.forget()


def _count(body: Any) -> int:
    return len(body) if isinstance(body, list) else int(body is not None)


def _count_rows(rows: Rows) -> int:
    return _count(rows.rows)


class _Run:
    """One trial under way."""

    def __init__(self, manifest: Manifest, connector: Connector, backend: _Recorder, wanted: Wanted) -> None:
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
        """Ask."""
        if is_health_asked:
            self.health = await self.connector.health()
        if self.operation == "health.check":
            return
        if self.operation in self.connector.strategies:
            await self._write()
        elif self.operation.removeprefix("sync.") in self.manifest.synced():
            self.page = await self._synced()
        elif self.operation in {*self.manifest.reads(), *self.manifest.offers}:
            self.page = await self._read()
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
        first = self.written = await self.connector.write(self.operation, draft, wanted.key)
        if self.connector.strategies[self.operation] == "none":
            return
        second = await self.connector.write(self.operation, draft, wanted.key)
        if first.id != second.id and first.id is not None and second.id is not None:
            self.findings.append("double_write")

    def trial(self, ms: float) -> Trial:
        """What came of it."""
        synced = self.manifest.synced().get(self.operation.removeprefix("sync."))
        operation = self.manifest.reads().get(self.operation) or synced
        mapped = self.manifest.map_of(operation) if operation is not None else {}
        rows = [row for row in self.backend.rows_seen if isinstance(row, dict)]
        shown = self.page.rows
        error = self.error
        if isinstance(error, NotFound) and self.operation == "customer.get":
            error = None
        return Trial(
            system=self.manifest.name,
            operation=self.operation,
            health=self.health,
            tries=tuple(self.backend.tries),
            records=tuple(jsonable(row) for row in shown[: self.wanted.limit]),
            kept=len(shown),
            possible=len(self.page.possible),
            dropped=self.page.dropped,
            total=self.page.total,
            truncated=self.page.truncated,
            repeats=self.backend.repeats,
            unreadable=self.page.unreadable,
            unmapped=_unmapped(rows, operation, mapped),
            never_filled=_never_filled(shown, mapped) if shown else (),
            commas=with_decimal_commas(self.manifest.kind_of(self.operation.removeprefix("sync.")), mapped, rows),
            labels=_labels(shown),
            findings=tuple(self.findings),
            written=self.written,
            error=None if error is None else type(error).__name__,
            detail="" if error is None else getattr(error, "detail", str(error)),
            ms=ms,
        )


def _unmapped(
    rows: Sequence[Mapping[str, Any]], operation: Operation | None, mapped: Mapping[str, Mapped]
) -> tuple[str, ...]:
    """The fields of the answer's rows that no expression reads."""
    used = {"id"} if "id" not in mapped else set[str]()
    for expression in mapped.values():
        for text in [expression] if isinstance(expression, str) else expression.values():
            used |= _fields_in(text)
    if operation is not None and operation.verify is not None and operation.verify.value is not None:
        used |= _fields_in(operation.verify.value)
    return tuple(dict.fromkeys(name for row in rows for name in row if name not in used))


def _fields_in(expression: str) -> set[str]:
    try:
        return {str(node["value"]) for node in walk(parse(expression)) if node["type"] == "field"}
    except BadExpression:
        return set()


def _never_filled(records: Sequence[Record], mapped: Mapping[str, Mapped]) -> tuple[str, ...]:
    """The fields that the map fills in none of these records."""
    empty: tuple[Any, ...] = (None, (), "", {})
    names = [name for name in mapped if name not in {"id", "link", "as_of"}]
    return tuple(name for name in names if all(getattr(record, name) in empty for record in records))


def _labels(records: Iterable[Record]) -> tuple[str, ...]:
    """The words of the system that became `other`, with the field they stand in."""
    found: dict[str, None] = {}
    for record in records:
        for path, value in _statuses(record):
            if value.value == "other":
                found[f"{path}: {value.label}"] = None
    return tuple(found)


def _statuses(record: Any, path: str = "") -> Iterable[tuple[str, Status]]:
    for name in getattr(record, "__dataclass_fields__", {}):
        value = getattr(record, name)
        if isinstance(value, Status):
            yield path + name, value
        elif isinstance(value, tuple):
            for item in value:
                yield from _statuses(item, f"{path}{name}.")
