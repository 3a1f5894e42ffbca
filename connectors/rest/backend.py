"""The HTTP backend of REST, GraphQL and JSON-RPC: requests filled in, answers judged, pages read to their end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from connectors.auth.sign_in import Means, SignIn, sign_in_of
from connectors.auth.tokens import Browse, MemoryTokens, Tell, TokenKeep
from connectors.backend import Inputs, Rows, Secrets
from connectors.clock import Clock
from connectors.errors import AuthError, BadPayload, Unavailable
from connectors.formats.payload import MAX_BODY, MAX_SYNCED
from connectors.http.answers import Answers
from connectors.http.client import HttpClient, HttpRequest, HttpResponse, Sign, served_at
from connectors.http.proxy import route_to
from connectors.http.tls import Tls
from connectors.manifest.asks import Ask, ErrorRule, Paging, Step, is_waiting
from connectors.manifest.auth import given_inside
from connectors.manifest.model import Manifest, Operation, SearchFirst
from connectors.manifest.parts import SECRET
from connectors.manifest.templating import Later, TemplateError, as_text, when_sent
from connectors.pace import Pace, patiently
from connectors.rest.listed import Listed
from connectors.rest.paging import Pages, onward
from connectors.rest.questions import http_request
from connectors.secrets import MASKED, Vault
from connectors.thread import on_thread

T = TypeVar("T")

PAST_THE_END = 416
LOGIN_S = 8.0

Paced = Callable[[], Awaitable[None]]
Turn = Callable[[Paced], AbstractAsyncContextManager[None]]
"""Opens when a request may go out; it is given what waits for the pace, so that nothing is held meanwhile."""


class Watch(Protocol):
    """Who wants to know of every page of an answer."""

    def asks(self, request: HttpRequest) -> None:
        """A page is asked for."""

    def came(self, rows: int) -> None:
        """It came, with so many rows."""


@asynccontextmanager
async def by_pace(paced: Paced) -> AsyncIterator[None]:
    """A turn that comes as soon as the pace allows."""
    await paced()
    yield


@dataclass
class RestBackend:
    """One system that is asked over HTTP, by the address in the manifest's settings.

    `keep` hears every good answer, `watch` of every page; with `replay` answers come from there and nobody is asked.
    A request waits for its `turn`; no more than `largest` bytes of an answer are read. One that `is_patient` waits
    where the system asks us to, and reads answers on a thread. `skew_s` is how far our clock was ahead of the system's
    when it answered last.
    """

    manifest: Manifest
    secrets: Secrets
    tls: Tls
    clock: Clock
    tokens: TokenKeep = field(default_factory=MemoryTokens)
    folder: Path | None = None
    keep: Callable[[Ask, HttpResponse], None] | None = None
    replay: Callable[[Ask], HttpResponse] | None = None
    watch: Watch | None = None
    turn: Turn = by_pace
    largest: int = MAX_BODY
    is_patient: bool = False
    skew_s: float | None = None
    _clients: dict[str, HttpClient] = field(default_factory=dict)
    _signs: SignIn | None = None
    _closed: bool = False
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.vault = Vault(self.manifest.name, self.secrets)
        self._answers = Answers(self.manifest.name, self.clock, self.vault.mask, self.manifest.tables)
        self._listed = Listed(self.manifest.name, self._answers)
        limits = self.manifest.connection.limits
        self.pace = Pace(limits.rate_per_s, self.clock, limits.burst)

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of an answer, page by page."""
        errors = (*operation.errors, *self.manifest.errors)
        seconds = self.manifest.connection.timeout_s.total
        pages = Pages(operation.paging, _wanted(operation.paging, inputs), _whole)
        body, request = None, None
        while pages.is_open:
            if request is not None and pages.url is not None and operation.paging.kind != "cursor":
                request = onward(request, pages.url)
            else:
                request = self.request(ask, inputs, pages.places)
            is_ranged = operation.paging.kind == "range_header"
            if self.watch is not None:
                self.watch.asks(request)
            before = pages.read
            response, body = await self._sent(request, ask, errors, seconds, repeatable=True, is_ranged=is_ranged)
            if is_ranged and response.status == PAST_THE_END:
                pages.take([])
                break
            self._listed.no_silence(response, errors, body, pages)
            scalar = await self._on_its_thread(partial(self._listed.take, pages, ask, operation, response, body))
            if self.watch is not None:
                self.watch.came(1 if scalar is not None else pages.read - before)
            if scalar is not None:
                return Rows(scalar, body=body)  # what that is, the map says
        return Rows(pages.rows, pages.truncated, pages.total, body, repeats=pages.repeats)

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The body of one answer; where that has pages, the rows of all of them."""
        if isinstance(ask, Step | SearchFirst) and ask.paging.kind != "none":
            return await self._every_row(ask, errors, inputs)
        seconds = self.manifest.connection.timeout_s.total
        found = await self._sent(self.request(ask, inputs), ask, errors, seconds, repeatable=True)
        if isinstance(ask, SearchFirst) or (isinstance(ask, Step) and ask.take and not is_waiting(ask)):
            self._listed.no_silence(found[0], errors, found[1])
        return await self._on_its_thread(lambda: self.unpacked(ask, found[1]))

    async def _every_row(self, ask: Step | SearchFirst, errors: Sequence[ErrorRule], inputs: Inputs) -> list[Any]:
        """The rows of every page; raises BadPayload where there are more than are read, since any may matter."""
        to_the_end = Operation(records=ask.records, paging=ask.paging, errors=tuple(errors))
        found = await self.rows(ask, to_the_end, {**inputs, "limit": None})
        if found.truncated:
            told = f"there are more than the {ask.paging.most} rows that are read"
            raise BadPayload(self.manifest.name, "paging", told)
        return found.rows if isinstance(found.rows, list) else [found.rows]

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """Send one write; it is never repeated from here."""
        seconds = self.manifest.connection.timeout_s.write
        found = await self._sent(self.request(ask, inputs), ask, errors, seconds, repeatable=False)
        return self.unpacked(ask, found[1])

    async def send(self, ask: Ask, request: HttpRequest, *, is_write: bool) -> HttpResponse:
        """A request that was made elsewhere for `ask`, and its good answer; a write is never repeated from here."""
        times = self.manifest.connection.timeout_s
        seconds = times.write if is_write else times.total
        return (await self._sent(request, ask, self.manifest.errors, seconds, repeatable=not is_write))[0]

    def patient(self, turn: Turn) -> RestBackend:
        """Another of the same system for what nobody waits for: longer answers, and no faster than both together."""
        times = self.manifest.connection.timeout_s
        slow = times.model_copy(update={"verdict": times.write, "total": times.write})
        connection = self.manifest.connection.model_copy(update={"timeout_s": slow})
        made = RestBackend(
            self.manifest.model_copy(update={"connection": connection}),
            *(self.secrets, self.tls, self.clock, self.tokens, self.folder),
            keep=self.keep,
            replay=self.replay,
            turn=turn,
            largest=MAX_SYNCED,
            is_patient=True,
        )
        made.pace = self.pace
        return made

    @property
    def base(self) -> str:
        """The address that paths are put to."""
        return self._base()

    async def aclose(self) -> None:
        """Close every connection; who still asks is told so, and opens none anew."""
        self._closed = True
        if self._signs is not None:
            await self._signs.aclose()
        clients, self._clients = self._clients, {}
        for client in clients.values():
            await client.aclose()

    def forget(self) -> None:
        """A sign-in that was refused may be tried again, with the secrets as they are now."""
        self.vault.forget()
        if self._signs is not None:
            self._signs.forget()

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Let a person sign in by their browser."""
        await self._sign_in().sign_in(browse, tell)

    def request(self, ask: Ask, inputs: Inputs, places: Mapping[str, Any] | None = None) -> HttpRequest:
        """The request of a question, filled in, but for the sign-in; raises TemplateError."""
        return self._request(ask, inputs, places or {}, next(self._numbers))

    def _request(self, ask: Ask, inputs: Inputs, places: Mapping[str, Any], number: int) -> HttpRequest:
        inputs = {**inputs, "session": {name: Later(name) for name in given_inside(self.manifest.auth)}}
        made = http_request(ask, inputs, self._base(), self.manifest.connection, places, number)
        return replace(made, largest=self.largest)

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """The request as it would go out, on one line, the sign-in masked."""
        return self.shown(self._request(ask, inputs, {}, 1))

    def shown(self, request: HttpRequest) -> str:
        """A request on one line, the sign-in masked."""
        line = f"{request.method} {request.url}"
        if request.query:
            line += "?" + urlencode(request.query)
        headers = {**request.headers, **dict.fromkeys((*self._secret_headers(), *self._sign_in().names), MASKED)}
        shown = "".join(f"   {name}: {value}" for name, value in headers.items())
        content = request.content if request.content is not None else request.form
        body = "" if content is None else "   " + json.dumps(content, ensure_ascii=False, default=str)
        return self.vault.mask(line + shown + body)

    # -- asking ----------------------------------------------------------------------------------------------

    async def _sent(
        self,
        request: HttpRequest,
        ask: Ask,
        errors: Sequence[ErrorRule],
        seconds: float,
        *,
        repeatable: bool,
        is_ranged: bool = False,
    ) -> tuple[HttpResponse, Any]:
        """An answer and its body; a range past the end is an answer of its own.

        Signing in takes its time from the same `seconds`.
        """
        number = request.content.get("id") if ask.method is not None and self.replay is None else None

        def judged(response: HttpResponse) -> tuple[HttpResponse, Any]:
            if is_ranged and response.status == PAST_THE_END:
                return response, None
            return response, self._answers.judge(response, errors, ask, number)

        if self.replay is not None:
            return judged(self.replay(ask))

        async def in_turn() -> tuple[HttpResponse, Any]:
            async with self.turn(self.pace.wait):
                return await self._exchanged(request, _about(request, ask), judged, seconds, repeatable=repeatable)

        answer = await (patiently(in_turn, self.clock) if self.is_patient else in_turn())
        at = served_at(answer[0].headers)
        self.skew_s = None if at is None else (self.clock.now() - at).total_seconds()
        if self.keep is not None:
            self.keep(ask, answer[0])
        return answer

    async def _exchanged(
        self, request: HttpRequest, about: str, judged: Callable[[HttpResponse], T], seconds: float, *, repeatable: bool
    ) -> T:
        """What is judged of the answer to a request that has its turn; signed in anew where it has to be."""
        until = self.clock.monotonic() + seconds
        # Not inside of it: a secret that is missing is no session that has ended.
        filled = self._with_secrets(request)

        async def send(sign: Sign) -> T:
            left = max(0.05, until - self.clock.monotonic())
            # Some systems say only with the token where they are.
            base = getattr(sign, "base_url", None) or self._base()
            moved = self._with_session(self._moved(filled, base), getattr(sign, "session", {}))
            return judged(await self._http(base).send(moved, seconds=left, repeatable=repeatable, sign=sign))

        return await self._signed(send, about)

    async def _signed(self, send: Callable[[Sign], Awaitable[T]], about: str) -> T:
        try:
            return await self._sign_in().ask(send, about)
        except AuthError:
            self.vault.forget()  # IT may have put another key in its place
            raise

    def _with_session(self, request: HttpRequest, session: Mapping[str, str]) -> HttpRequest:
        """A request with what the sign-in gave inside of it."""
        try:
            return _filled(request, session)
        except TemplateError as wrong:
            raise BadPayload(self.manifest.name, "auth", f"what the sign-in gave: {wrong}") from None

    def _moved(self, request: HttpRequest, base: str) -> HttpRequest:
        if not self._is_ours(request):
            return request
        return replace(request, url=base + request.url.removeprefix(self._base()))

    async def _on_its_thread(self, work: Callable[[], T]) -> T:
        """The outcome of what may be long work on an answer: of large ones nobody waits for, away from this thread."""
        return await on_thread(work) if self.is_patient else work()

    def _secret_headers(self) -> Mapping[str, str]:
        """The headers of every request that are a secret, by its reference."""
        sent = self.manifest.connection.headers
        return {name: text for name, text in sent.items() if isinstance(text, str) and SECRET.match(text)}

    def _with_secrets(self, request: HttpRequest) -> HttpRequest:
        """A request with its secret headers, read at this moment; what anybody typed is never looked up."""
        known = self._secret_headers()
        if not known:
            return request
        try:
            read = {name: self.vault.header(text) for name, text in known.items() if request.headers.get(name) == text}
        except AuthError:
            self.vault.forget()
            raise
        return replace(request, headers={**request.headers, **read})

    def unpacked(self, ask: Ask, body: Any) -> Any:
        """What expressions read of an answer."""
        return self._listed.unpacked(ask, body)

    def page(self, ask: Ask, operation: Operation, body: Any) -> Any:
        """What stands in an answer where the manifest looks for rows."""
        return self._listed.page(ask, operation, body)

    # -- the connection --------------------------------------------------------------------------------------

    def _http(self, base: str | None = None) -> HttpClient:
        base = self._base() if base is None else base
        if base not in self._clients:
            self._clients[base] = self._open(base, self.manifest.connection.allowed_hosts)
        return self._clients[base]

    def _is_ours(self, request: HttpRequest) -> bool:
        return request.url.startswith(f"{self._base()}/") or request.url == self._base()

    def _open(self, base_url: str, allowed_hosts: Sequence[str] = ()) -> HttpClient:
        if self._closed:
            raise Unavailable(self.manifest.name, "network", "the connection is closed", sent=False)
        connection, name = self.manifest.connection, self.manifest.name
        return HttpClient(
            system=self.manifest.name,
            base_url=base_url,
            allowed_hosts=allowed_hosts,
            timeouts=connection.timeout_s,
            tls=self.tls.with_part(connection.tls, self.folder or Path(), name, self._key_password),
            route=route_to(base_url, connection.proxy, self.vault, name),
        )

    def _key_password(self) -> str:
        reference = self.manifest.connection.tls.key_password
        return self.vault.read(reference) if reference is not None else ""

    def _base(self) -> str:
        return (self.manifest.settings.base_url or "").rstrip("/")

    def _sign_in(self) -> SignIn:
        if self._signs is None:
            means = Means(
                system=self.manifest.name,
                vault=self.vault,
                clock=self.clock,
                fill=self._login,
                send=lambda request: self._http().send(request, seconds=LOGIN_S, repeatable=False),
                elsewhere=self._open,
                inputs={"settings": self.manifest.settings.model_dump()},
                answers=self._answers,
                tokens=self.tokens,
                rules=self.manifest.errors,
            )
            self._signs = sign_in_of(self.manifest.auth, means)
        return self._signs

    def _login(self, ask: Ask) -> HttpRequest:
        return self.request(ask, {"settings": self.manifest.settings.model_dump()})


def _filled(request: HttpRequest, session: Mapping[str, str]) -> HttpRequest:
    """A request with the values of its sign-in, as text where it is a query or a form."""
    query = tuple((name, as_text(when_sent(value, session))) for name, value in request.query)
    form = None
    if request.form is not None:
        form = {name: as_text(when_sent(value, session)) for name, value in request.form.items()}
    return replace(request, query=query, form=form, content=when_sent(request.content, session))


def _about(request: HttpRequest, ask: Ask) -> str:
    """What is asked, whoever it is asked of."""
    return f"{request.method} {ask.request.path}" if ask.request is not None else ask.query or ask.method or ""


def _wanted(paging: Paging, inputs: Inputs) -> int:
    limit = inputs.get("limit")
    return min(paging.most, limit) if isinstance(limit, int) and paging.kind != "none" else paging.most


def _whole(row: Any) -> str:
    """A row by everything in it: several rows of one id are one record of several lines."""
    return json.dumps(row, default=str, sort_keys=True)
