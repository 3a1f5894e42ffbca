"""A backend that keeps what it was asked and what came, for whoever tries a connection."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from connectors.auth.tokens import Browse, Tell
from connectors.backend import Backend, Inputs, Rows
from connectors.clock import Clock
from connectors.errors import ConnectorError
from connectors.http.client import HttpRequest, HttpResponse
from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.model import Operation
from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import compile_expression
from connectors.mapping.looked_for import one_object, records_not_there
from connectors.reader import locale_of
from connectors.rest.backend import RestBackend
from connectors.rest.paging import not_led

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Try:
    """One request to the system as it went out, and what came: rows or an error, in milliseconds.

    `page` counts the pages of one answer from 1; a request that is not read page by page is the first. `said` is the
    beginning of the answer that was an error.
    """

    request: str
    rows: int | None = None
    ms: float = 0.0
    error: str | None = None
    said: str = ""
    page: int = 1


class Recorder:
    """A backend that keeps what was asked and what came.

    `shapes` says where an answer did not have what the manifest looks for, and what it has there instead.
    """

    def __init__(self, backend: Backend, clock: Clock) -> None:
        self._backend = backend
        self.clock = clock
        self.tries: list[Try] = []
        self.rows_seen: list[Any] = []
        self.repeats = False
        self.shapes: list[str] = []

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of a question."""
        found = await self._rows(ask, operation, inputs)
        self.repeats |= found.repeats
        self.rows_seen.extend(found.rows if isinstance(found.rows, list) else [found.rows])
        return found

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The answer to a question on the way."""
        body = await self._kept(ask, inputs, lambda: self._backend.read(ask, errors, inputs), _count)
        for name, expression in getattr(ask, "take", {}).items():
            self._shaped(records_not_there(body, expression), f"take.{name}: ")
        return body

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

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is asked meanwhile is not what the trial is about."""
        tries, seen, shapes, repeats = list(self.tries), list(self.rows_seen), list(self.shapes), self.repeats
        try:
            yield
        finally:
            self.tries, self.rows_seen, self.shapes, self.repeats = tries, seen, shapes, repeats

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """A question as it would go out, secrets masked."""
        return self._backend.dry_run(ask, inputs)

    async def _rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        return await self._kept(
            ask, inputs, lambda: self._backend.rows(ask, operation, inputs), lambda found: _count(found.rows)
        )

    async def _kept(self, ask: Ask, inputs: Inputs, call: Callable[[], Awaitable[T]], count: Callable[[T], int]) -> T:
        return await self._noted(self.dry_run(ask, inputs), call, count)

    async def _noted(self, request: str, call: Callable[[], Awaitable[T]], count: Callable[[T], int]) -> T:
        started = self.clock.monotonic()
        try:
            answer = await call()
        except ConnectorError as error:
            self.tries.append(self._failed(Try(request), error, started))
            raise
        self.tries.append(Try(request, count(answer), self._ms(started)))
        return answer

    def _failed(self, tried: Try, error: ConnectorError, started: float) -> Try:
        return replace(tried, ms=self._ms(started), error=f"{type(error).__name__}: {error.detail}", said=error.said)

    def _ms(self, started: float) -> float:
        return (self.clock.monotonic() - started) * 1000

    def _shaped(self, said: str, where: str = "") -> None:
        if said and where + said not in self.shapes:
            self.shapes.append(where + said)


class Sent(Recorder):
    """An HTTP backend that keeps what was asked and what came, also where a written connector makes the requests."""

    def __init__(self, backend: RestBackend, clock: Clock) -> None:
        super().__init__(backend, clock)
        self._rest = backend
        self._page = Try("")
        self._asked_at = 0.0
        self._is_waiting = False
        backend.watch = self
        self.manifest = backend.manifest
        self.secrets = backend.secrets

    @property
    def base(self) -> str:
        """The address that paths are put to."""
        return self._rest.base

    async def send(self, ask: Ask, request: HttpRequest, *, is_write: bool) -> HttpResponse:
        """A request that a written connector has made."""

        async def call() -> HttpResponse:
            return await self._rest.send(ask, request, is_write=is_write)

        return await self._noted(self._rest.shown(request), call, lambda answer: _count(answer.body))

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Let a person sign in by their browser."""
        await self._rest.sign_in(browse, tell)

    def forget(self) -> None:
        """A sign-in that was refused may be tried again."""
        self._rest.forget()

    def asks(self, request: HttpRequest) -> None:
        """A page is asked for."""
        self._page = Try(self._rest.shown(request), page=self._page.page + 1)
        self._asked_at = self.clock.monotonic()
        self._is_waiting = True

    def came(self, rows: int) -> None:
        """It came, with so many rows."""
        self._is_waiting = False
        self.tries.append(replace(self._page, rows=rows, ms=self._ms(self._asked_at)))

    async def _rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        found = await super()._rows(ask, operation, inputs)
        self._look_at(ask, operation, found)
        return found

    async def _kept(self, ask: Ask, inputs: Inputs, call: Callable[[], Awaitable[T]], count: Callable[[T], int]) -> T:
        """Ask; what was read page by page is kept so, whether it is an answer or a step on the way."""
        self._page, self._asked_at = Try(self.dry_run(ask, inputs), page=0), self.clock.monotonic()
        self._is_waiting, before = False, len(self.tries)
        try:
            answer = await call()
        except ConnectorError as error:
            tried = replace(self._page, page=max(1, self._page.page))
            self.tries.append(self._failed(tried, error, self._asked_at))
            raise
        if self._is_waiting:
            self.came(0)  # a range past the end is no page
        if len(self.tries) == before:
            self.tries.append(Try(self._page.request, count(answer), self._ms(self._asked_at)))
        return answer

    def _look_at(self, ask: Ask, operation: Operation, found: Rows) -> None:
        """Whether the rows stand where the manifest looks for them."""
        if not found.rows:
            return
        if found.truncated and self._page.page == 1:
            self._shaped(not_led(operation.paging, found.body), "paging: ")
        if not isinstance(found.rows, list):
            self._shaped(f"{operation.records or 'the answer'} is a single value, no list of rows")
        elif len(found.rows) == 1 and isinstance(found.rows[0], dict) and not self._has_id(operation, found.rows[0]):
            page = self._rest.page(ask, operation, found.body)
            self._shaped(one_object(page, operation.records) if isinstance(page, dict) else "")

    def _has_id(self, operation: Operation, row: dict[str, Any]) -> bool:
        mapped = self.manifest.map_of(operation).get("id", "id")
        try:
            return isinstance(mapped, str) and compile_expression(mapped, locale_of(self.manifest))(row) is not None
        except Unreadable:
            return False


def _count(body: Any) -> int:
    return len(body) if isinstance(body, list) else int(body is not None)
