"""A connector made of a manifest: no code of its own, the same records, errors and rules as any other."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from connectors import changes
from connectors.auth.tokens import Browse, MemoryTokens, Tell, TokenKeep, silent
from connectors.backend import Backend, Inputs, Secrets
from connectors.clock import Clock, SystemClock
from connectors.connector import ID_OPERATIONS, UPDATE, Connector, Health, IdKind, ListKind, Page, Scalar, Written
from connectors.errors import BadPayload, Conflict, ConnectorError, NotFound, Rejected
from connectors.files.backend import FilesBackend
from connectors.guard import Guarded, guarded
from connectors.http.tls import Tls
from connectors.manifest.asks import MAX_ROWS, Ask
from connectors.manifest.model import HealthPart, Manifest, WriteOperation
from connectors.manifest.templating import TemplateError
from connectors.mapping.convert import Unreadable, storable
from connectors.mapping.shapes import link
from connectors.memory import Memory
from connectors.phones import PhoneQuery
from connectors.reader import Question, Reader, locale_of
from connectors.records import Customer, Record
from connectors.told import Told, unknown_places
from connectors.verify import belongs, newest, same_id

if TYPE_CHECKING:
    from connectors.rest.backend import RestBackend
    from connectors.sql.backend import SqlBackend
    from connectors.sync.keep import SyncKeep
    from connectors.written.transport import Sender

MAX_LIMIT = MAX_ROWS
MOST_SKEW_S = 120.0
MAX_PEOPLE = 50
MAX_ASKED = 300


def build_connector(
    manifest: Manifest,
    folder: Path,
    secrets: Secrets,
    clock: Clock | None = None,
    tls: Tls | None = None,
    tokens: TokenKeep | None = None,
    synced: SyncKeep | None = None,
) -> Guarded:
    """The guarded connector of a manifest; `folder` is where relative paths start. Nothing is connected yet.

    `synced` keeps what is read in the background; without it that is kept until the program ends.
    """
    clock = clock or SystemClock()
    backend = open_backend(manifest, folder, secrets, clock, tls, tokens)
    made = connector_on(manifest, backend, clock)
    if manifest.sync is not None:
        from connectors.sync.connector import SyncedConnector  # noqa: PLC0415 - it imports the HTTP library
        from connectors.sync.keep import MemorySync  # noqa: PLC0415 - only what is read before calls needs it

        first = cast("RestBackend", backend)
        made = SyncedConnector(manifest, made, synced or MemorySync(), clock, first.patient)
    return guarded(made, manifest.connection, clock)


def connector_on(manifest: Manifest, backend: Backend, clock: Clock) -> Connector:
    """The connector of a manifest on a backend, without deadlines, limits and breaker."""
    if manifest.kind != "python":
        return DeclarativeConnector(manifest, backend, clock)
    from connectors.written.adapter import written_connector  # noqa: PLC0415 - it imports the HTTP library

    return written_connector(manifest, cast("Sender", backend), clock)


def bare_connector(
    manifest: Manifest,
    folder: Path,
    secrets: Secrets,
    clock: Clock,
    tls: Tls | None = None,
    tokens: TokenKeep | None = None,
) -> DeclarativeConnector:
    """The connector of a manifest without deadlines, limits and breaker, for trying it out."""
    backend = open_backend(manifest, folder, secrets, clock, tls, tokens)
    if isinstance(backend, FilesBackend):
        # Before the time for an answer is over: a file that is still being read is no system that is gone.
        backend.patience_s = manifest.connection.timeout_s.total * 0.8
    return DeclarativeConnector(manifest, backend, clock)


def open_backend(
    manifest: Manifest,
    folder: Path,
    secrets: Secrets,
    clock: Clock,
    tls: Tls | None = None,
    tokens: TokenKeep | None = None,
) -> SqlBackend | RestBackend | FilesBackend:
    """The backend of a manifest's kind."""
    if manifest.kind == "csv":
        return FilesBackend(manifest, folder, clock)
    if manifest.kind == "sql":
        from connectors.sql.backend import SqlBackend  # noqa: PLC0415 - it imports the database library

        return SqlBackend(manifest, folder, secrets)
    # The HTTP library takes a while to import, and a site with databases only needs none of it.
    from connectors.rest.backend import RestBackend  # noqa: PLC0415 - see above

    return RestBackend(manifest, secrets, tls or Tls(), clock, tokens or MemoryTokens(), folder)


class DeclarativeConnector:
    """One connected system as its manifest describes it."""

    tells_when_sent = True

    def __init__(self, manifest: Manifest, backend: Backend, clock: Clock) -> None:
        self.name = manifest.name
        self.label = manifest.label or manifest.name
        self.operations = manifest.operations
        writes = manifest.writes()
        self.strategies: Mapping[str, str] = {name: write.idempotency for name, write in writes.items()}
        self.notifying = frozenset(name for name, write in writes.items() if write.notifies)
        self.updatable = changes.taken_by(writes[UPDATE]) if UPDATE in writes else frozenset[str]()
        self.signs_in_by_browser = manifest.auth.kind == "oauth2_pkce"
        self.paces_itself = manifest.kind not in {"sql", "csv"}
        self._manifest = manifest
        self._backend = backend
        self._clock = clock
        self._memory = Memory(clock)
        self._readers: dict[str, Reader] = {}
        self._zone = ZoneInfo(manifest.settings.timezone)
        self._locale = locale_of(manifest)
        self._told = Told(manifest.name, backend, self._locale)

    # -- who is it -------------------------------------------------------------------------------------------

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]:
        """Customers with this number, verified."""
        return await self._find("customer.find_by_phone", query.candidates, {"phone": query.inputs()}, phone=query)

    async def find_by_email(self, email: str) -> Page[Customer]:
        """Customers with this address, verified."""
        email = _asked(email)
        if "@" not in email:
            return Page(())
        return await self._find("customer.find_by_email", (email,), {"email": email}, email=email)

    async def find_by_id(self, number: str, kind: IdKind) -> Page[Customer]:
        """The customer with this number, verified; nobody where the system does not know this kind of number."""
        operation, number = ID_OPERATIONS[kind], _asked(number)
        if operation not in self.operations or operation not in self._manifest.reads() or not number:
            return Page(())
        return await self._find(operation, (number,), {"id": number}, number=number)

    async def search(self, text: str, limit: int = 20) -> Page[Customer]:
        """People something typed may mean."""
        text, limit = _asked(text), _limited(limit)
        if not text:
            return Page(())
        inputs = self._inputs(text=text, limit=limit + 1)
        page = await self._listed("customer.search", (text, limit), inputs, None, limit)
        return Page(_of(page.rows, Customer), page.total, page.truncated, page.dropped, (), page.unreadable)

    async def get(self, customer_id: str) -> Customer:
        """One customer in full."""
        customer_id = _asked(customer_id)
        inputs = self._inputs(customer={"id": customer_id})
        page = await self._listed("customer.get", (customer_id,), inputs, None, MAX_PEOPLE)
        for row in _of(page.rows, Customer):
            if same_id(row.id, customer_id):
                return row
        raise NotFound(self.name, "there is no such customer")

    async def list(self, kind: ListKind, customer_id: str, limit: int = 20, since: date | None = None) -> Page[Record]:
        """A customer's newest records of one kind, newest first."""
        customer_id, limit = _asked(customer_id), _limited(limit)
        today = self._today()
        inputs = self._inputs(
            customer={"id": customer_id}, limit=limit + 1, since=since, to=None, today=today, **{"from": since}
        )
        return await self._listed(f"{kind}.list", (customer_id, limit, since), inputs, customer_id, limit)

    # -- what we tell it -------------------------------------------------------------------------------------

    async def write(
        self, operation: str, draft: Mapping[str, Scalar], key: str, starts: Callable[[], None] = lambda: None
    ) -> Written:
        """Write a draft once; `starts` is called when all that is asked before it is known."""
        write = self._declared(operation, draft)
        try:
            found, inputs = await self._asked_first(write, operation, draft, self._write_inputs(operation, draft, key))
            if found is not None:
                return found
            starts()
            body = await self._backend.write(write, (*write.errors, *self._manifest.errors), inputs)
        except TemplateError as wrong:
            refused = Rejected(self.name, None, f"{operation}: {wrong}")
            refused.sent = False
            raise refused from None
        finally:
            self._memory.forget()
        written = Written(self._told.text(write.id, body), self._link_told(write.link, body))
        if write.id is not None and written.id is None:
            self._refuse_unsaid(operation, write.id, body)
        return written

    def preview(self, operation: str, draft: Mapping[str, Scalar], key: str, show: Callable[[Ask, Inputs], str]) -> str:
        """A write as it would go out, without sending it."""
        write = self._declared(operation, draft)
        return show(write, {**self._write_inputs(operation, draft, key), "take": unknown_places(write.steps)})

    async def health(self) -> Health:
        """Ask the harmless question of the manifest."""
        started = self._clock.monotonic()
        check = self._manifest.health.check or HealthPart.Check(
            sql="select 1" if self._manifest.kind == "sql" else None
        )
        # What is nothing to a list is, asked whether anybody is there, a wrong address.
        errors = tuple(rule for rule in (*check.errors, *self._manifest.errors) if rule.outcome != "empty")
        body = await self._backend.read(check, errors, self._inputs())
        latency = (self._clock.monotonic() - started) * 1000
        short = body.get("short") if self._manifest.kind == "csv" and isinstance(body, dict) else None
        who, version = self._told.text(check.who, body, 200), self._told.text(check.version, body, 100)
        return Health(True, latency, who, version, short or _clock_wrong(getattr(self._backend, "skew_s", None)))

    async def sign_in(self, browse: Browse, tell: Tell = silent) -> None:
        """Let a person sign in by their browser; what was refused before is asked anew."""
        sign_in = getattr(self._backend, "sign_in", None)
        if sign_in is None or not self.signs_in_by_browser:
            raise Rejected(self.name, None, "nobody signs in to this system by a browser")
        await sign_in(browse, tell)
        self.forget()

    def forget(self) -> None:
        """Answer the next questions anew, and sign in again where that was refused."""
        self._memory.forget()
        forget = getattr(self._backend, "forget", None)
        if forget is not None:
            forget()

    async def aclose(self) -> None:
        """Let go of connections."""
        await self._backend.aclose()

    # -- how -------------------------------------------------------------------------------------------------

    async def _find(
        self,
        operation: str,
        asked: Hashable,
        inputs: Mapping[str, Any],
        *,
        phone: PhoneQuery | None = None,
        email: str | None = None,
        number: str | None = None,
    ) -> Page[Customer]:
        reader = self._reader(operation, "customer")
        question = Question(self._inputs(**inputs), phone, email, number)

        async def ask() -> Page[Customer]:
            try:
                page = await reader.find(question, self._clock.now())
            except TemplateError:
                return Page(())  # a value that cannot even be asked for belongs to nobody
            more = len(page.rows) > MAX_PEOPLE or page.truncated
            return Page(
                page.rows[:MAX_PEOPLE],
                truncated=more,
                dropped=page.dropped,
                possible=page.possible[:MAX_PEOPLE],
                unreadable=page.unreadable,
            )

        return await self._memory.get((operation, asked), self._ttl(operation), ask)

    async def _listed(
        self, operation: str, asked: Hashable, inputs: Inputs, owner: str | None, limit: int
    ) -> Page[Record]:
        kind = self._manifest.kind_of(operation)
        reader = self._reader(operation, kind)

        async def ask() -> Page[Record]:
            try:
                mapped, truncated, total = await reader.records(inputs, self._clock.now())
            except TemplateError:
                return Page(())
            mine = [row for row in mapped.records if belongs(row, owner)]
            dropped = mapped.nobody + len(mapped.records) - len(mine)
            if owner is not None:
                mine.sort(key=newest, reverse=True)
            more = truncated or len(mine) > limit
            return Page(tuple(mine[:limit]), total, more, dropped, (), mapped.unreadable)

        return await self._memory.get((operation, asked), self._ttl(operation), ask)

    def _reader(self, operation: str, kind: str) -> Reader:
        if operation not in self._readers:
            declared = self._manifest.reads().get(operation)
            if declared is None:
                raise Rejected(self.name, None, f"{operation} is not offered")
            self._readers[operation] = Reader(self._manifest, kind, declared, self._backend, self._locale)
        return self._readers[operation]

    def _ttl(self, operation: str) -> float:
        return self._manifest.reads()[operation].cache_ttl_s

    def _inputs(self, **inputs: Any) -> dict[str, Any]:
        manifest = self._manifest
        return {
            "settings": manifest.settings.model_dump(),
            "tables": manifest.tables,
            "today": self._today(),
            **inputs,
        }

    def _today(self) -> date:
        return self._clock.now().astimezone(self._zone).date()

    def _declared(self, operation: str, draft: Mapping[str, Scalar]) -> WriteOperation:
        """The write of the manifest, for this draft; raises Rejected where it cannot be written at all."""
        write = self._manifest.writes().get(operation)
        if write is None:
            raise Rejected(self.name, None, f"{operation} is not offered")
        if operation != UPDATE:
            return write
        wrong = changes.problem(draft, self.updatable)
        if wrong is not None:
            raise Rejected(self.name, None, f"{operation}: {wrong}")
        return changes.only_changed(write, draft)

    def _refuse_unsaid(self, operation: str, where: str, body: Any) -> None:
        """An answer without the id that the manifest promises says not that it was written, and not that it was not.

        A database has answered with the rows that it wrote, and a change with those that it found.
        """
        if operation == UPDATE and (body is not None or self._manifest.kind == "sql"):
            raise NotFound(self.name, "there is no such customer, so nobody was changed")
        if self._manifest.kind != "sql":
            told = "the answer is empty" if body in (None, "", [], {}) else f"the answer has no `{where}`"
            raise BadPayload(self.name, "id", f"{told}: it does not say that it was written (id = {where!r})")

    async def _asked_first(
        self, write: WriteOperation, operation: str, draft: Mapping[str, Scalar], inputs: Inputs
    ) -> tuple[Written | None, Inputs]:
        """What an earlier attempt has made, if any, and where to write to; whatever fails here, nothing was sent."""
        try:
            errors = (*write.errors, *self._manifest.errors)
            inputs = {**inputs, "take": await self._told.places(write.steps, errors, inputs, _drafted_at(draft))}
            if write.search is not None and write.idempotency == "search":
                search_errors = (*write.search.errors, *self._manifest.errors)
                found = await self._told.already_there(write.search, search_errors, inputs)
                if found is not None:
                    return found, inputs
            if operation == UPDATE:
                await self._refuse_lost(draft)
        except ConnectorError as wrong:
            wrong.sent = False
            raise
        return None, inputs

    async def _refuse_lost(self, draft: Mapping[str, Scalar]) -> None:
        """Look before a change is written: what somebody else has changed meanwhile is not overwritten."""
        if "customer.get" in self.operations:
            self._memory.forget()
            now = await self.get(str(draft.get("customer_id")))
            lost = changes.lost(draft, now)
            if lost:
                raise Conflict(self.name, None, f"changed there meanwhile: {', '.join(lost)}")

    def _write_inputs(self, operation: str, draft: Mapping[str, Scalar], key: str) -> dict[str, Any]:
        if operation == UPDATE:
            return self._inputs(customer=changes.inputs(draft), key=key, **self._times(draft))
        entity = operation.partition(".")[0]
        person = {"id": draft.get("customer_id"), "key": draft.get("customer_key")}
        return self._inputs(**{"customer": person, entity: dict(draft)}, key=key, **self._times(draft))

    def _times(self, draft: Mapping[str, Scalar]) -> dict[str, datetime | date]:
        """When it is written, and when it happened, which may be long before; to the second, as systems want it."""
        now = self._clock.now()
        try:
            at = datetime.fromisoformat(str(draft.get("at")))
        except ValueError:
            at = now
        at = at.replace(tzinfo=at.tzinfo or UTC).astimezone(UTC).replace(microsecond=0)
        return {"now": now, "at": at, "on": at.astimezone(self._zone).date()}

    def _link_told(self, expression: str | None, body: Any) -> str | None:
        try:
            return link(self._told.text(expression, body, 2_000), self._locale)
        except Unreadable:
            return None


def _clock_wrong(ahead_s: float | None) -> str | None:
    """What to say where our clock and the system's are apart."""
    if ahead_s is None or abs(ahead_s) <= MOST_SKEW_S:
        return None
    minutes, way = round(abs(ahead_s) / 60), "ahead of" if ahead_s > 0 else "behind"
    return f"this computer's clock is {minutes:,} min {way} the system's; set it, or days and ages shown are wrong"


def _drafted_at(draft: Mapping[str, Scalar]) -> datetime | None:
    """When what is written about happened: the end of a call, or when the draft was made."""
    moments = (draft.get("ended_at"), draft.get("at"))
    return next((moment for moment in moments if isinstance(moment, datetime)), None)


def _asked(text: str) -> str:
    """What is asked for, trimmed, in NFC and short enough to send."""
    return unicodedata.normalize("NFC", storable(text[:MAX_ASKED])).strip()


def _limited(limit: int) -> int:
    return max(1, min(limit, MAX_LIMIT))


def _of(rows: tuple[Record, ...], kind: type[Customer]) -> tuple[Customer, ...]:
    return tuple(row for row in rows if isinstance(row, kind))
