"""The guarded HTTP client, the only importer of httpx: bounded in time and size, no redirects, no cookies, our errors.

An answer of any status is handed back for the manifest's rules to judge; what is no answer is one of our errors.
"""

from __future__ import annotations

import asyncio
import logging
import random
import ssl
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

import httpx

from connectors.errors import BadPayload, ConnectorError, Rejected, Unavailable
from connectors.formats.decode import ACCEPT, decode
from connectors.formats.payload import MAX_BODY, Gunzip, is_json_type
from connectors.http.proxy import Route
from connectors.http.tls import Tls
from connectors.http.unreachable import (
    PERHAPS_TLS,
    place_of,
    tls_cause,
    why_proxy_refused,
    why_refused,
    why_unreachable,
)
from connectors.manifest.model import Timeouts
from connectors.mapping.convert import Unreadable
from connectors.thread import on_thread

POOL_SIZE = 8
MANY = 500_000
LONGEST_WAIT_S = 3_600.0
AGENT = "Callside"


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request as it goes out, but for the sign-in; its body is JSON `content` or a `form`.

    `decode` is how its answer is read; one that `follows` takes one 307 or 308 on the same host. No more than `largest`
    bytes of an answer are read.
    """

    method: str
    url: str
    query: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    content: Any = None
    form: Mapping[str, str] | None = None
    decode: str = "json"
    follows: bool = False
    largest: int = MAX_BODY


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """An answer: `body` is what it holds, None where it has none; `problem` says why it could not be read.

    `unread` is the beginning of a body that could not be read, as text.
    """

    status: int
    headers: Mapping[str, str]
    body: Any = None
    problem: str | None = None
    unread: str = ""


_UNREAD = 600
USUAL_PORTS = {"https": 443, "http": 80}
Sign = Callable[[HttpRequest], Mapping[str, str]]
"""The sign-in headers of a request, made at the moment of sending."""


def unsigned(request: HttpRequest) -> Mapping[str, str]:
    """No sign-in."""
    del request
    return {}


@dataclass
class HttpClient:
    """The client of one connection."""

    system: str
    base_url: str
    allowed_hosts: Sequence[str]
    timeouts: Timeouts
    tls: Tls
    route: Route | None = None
    _client: httpx.AsyncClient | None = None
    _answered: int = 0

    async def send(
        self, request: HttpRequest, *, seconds: float, repeatable: bool, sign: Sign = unsigned
    ) -> HttpResponse:
        """Send within `seconds`. A repeatable request is sent once more where a reused connection was dead."""
        self._check_host(request.url)
        # Who writes or signs in may have to wait longer for the first byte of an answer.
        wait = min(seconds, self.timeouts.verdict) if repeatable else seconds
        try:
            async with asyncio.timeout(seconds):
                try:
                    return await self._followed(request, await self._exchange(request, sign, wait), sign, wait)
                except Unavailable as lost:
                    if lost.kind != "network" or not lost.sent or not repeatable or not self._answered:
                        raise
                    return await self._followed(request, await self._exchange(request, sign, wait), sign, wait)
        except TimeoutError:
            raise Unavailable(self.system, "timeout", f"no answer within {seconds:g} s") from None

    async def aclose(self) -> None:
        """Close every connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _followed(self, request: HttpRequest, answer: HttpResponse, sign: Sign, wait: float) -> HttpResponse:
        """What stands where a request that follows was sent on to, once, with its method and body; else the answer."""
        if not request.follows or answer.status not in {307, 308}:
            return answer
        url = joined(request.url, answer.headers.get("location", ""))
        if origin(url) is None or origin(url) != origin(request.url):
            return answer
        return await self._exchange(replace(request, url=url, query=()), sign, wait)

    async def _exchange(self, request: HttpRequest, sign: Sign, wait: float) -> HttpResponse:
        arguments = self._arguments(request, sign)
        timeout = httpx.Timeout(wait, connect=min(wait, self.timeouts.connect))
        async with self._mapped_errors(request.url, wait), self._open().stream(**arguments, timeout=timeout) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            body, problem, unread = await self._body(answer, headers, request)
        self._answered += 1
        return HttpResponse(answer.status_code, headers, body, problem, unread)

    async def _body(
        self, answer: httpx.Response, headers: Mapping[str, str], request: HttpRequest
    ) -> tuple[Any, str | None, str]:
        """What an answer holds, or why it cannot be read and how it begins; nothing beyond the limit is ever read."""
        data = b""
        declared = headers.get("content-length", "")
        if declared.isascii() and declared.isdigit() and int(declared[:20]) > request.largest:
            return None, f"the body is larger than {request.largest // 1_000_000} MB", ""
        try:
            unpack = Gunzip(headers.get("content-encoding", ""), request.largest)
            async for piece in answer.aiter_raw():
                unpack.add(piece)
            data = unpack.whole()
            if not data.strip():
                return None, None, ""
            kind = headers.get("content-type", "")
            # Systems that speak XML or CSV often tell their errors in JSON.
            how = "json" if answer.status_code >= 400 and is_json_type(kind) else request.decode
            if len(data) < MANY and how != "zip":
                return decode(data, kind, how, request.largest), None, ""
            # On this thread it would hold up whatever else is asked.
            return await on_thread(lambda: decode(data, kind, how, request.largest)), None, ""
        except Unreadable as wrong:
            return None, str(wrong), data[:_UNREAD].decode("utf-8", "replace")

    def _arguments(self, request: HttpRequest, sign: Sign) -> dict[str, Any]:
        headers = {
            "Accept": ACCEPT[request.decode],
            "Accept-Encoding": "gzip",
            "User-Agent": AGENT,
            **request.headers,
            **sign(request),
        }
        arguments: dict[str, Any] = {"method": request.method, "url": request.url, "headers": headers}
        if request.query:
            arguments["params"] = list(request.query)
        if request.form is not None:
            arguments["data"] = dict(request.form)
        elif request.content is not None:
            arguments["json"] = request.content
        return arguments

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            _say_no_address()
            times = self.timeouts
            # Nothing encrypted is spoken to this computer itself, so its context is an empty one.
            is_tls = urlsplit(self.base_url).scheme == "https"
            self._client = httpx.AsyncClient(
                verify=self.tls.context() if is_tls else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
                timeout=httpx.Timeout(times.verdict, connect=times.connect),
                limits=httpx.Limits(max_connections=POOL_SIZE, max_keepalive_connections=POOL_SIZE),
                follow_redirects=False,
                trust_env=False,
                proxy=self._proxy(),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._client

    def _proxy(self) -> httpx.Proxy | None:
        route = self.route
        if route is None:
            return None
        signed = None if route.user is None and route.password is None else (route.user or "", route.password or "")
        return httpx.Proxy(route.url, auth=signed)

    def _check_host(self, url: str) -> None:
        """Refuse any place that the manifest does not name, whatever an answer says."""
        try:
            asked, base = urlsplit(url), urlsplit(self.base_url)
            host, port, base_port = asked.hostname, _port(asked), _port(base)
        except ValueError:
            raise Rejected(self.system, None, "no web address") from None
        allowed = {base.hostname, *self.allowed_hosts}
        if (
            asked.scheme != base.scheme
            or host not in allowed
            or asked.username
            or (host == base.hostname and port != base_port)
        ):
            raise Rejected(self.system, None, "the address is not among allowed_hosts")

    @asynccontextmanager
    async def _mapped_errors(self, url: str, wait: float) -> AsyncIterator[None]:
        try:
            yield
        except httpx.ReadTimeout:
            setting = " (timeout_s.verdict)" if wait == self.timeouts.verdict else ""
            told = f"the answer took too long: nothing came for {wait:g} s{setting}"
            raise Unavailable(self.system, "timeout", told) from None
        except httpx.HTTPError as error:
            by_proxy = self.route is not None
            wrong = http_error(self.system, error, by_proxy=by_proxy, url=self.route.url if self.route else url)
            is_lost = isinstance(error, httpx.RemoteProtocolError | httpx.ReadError)
            if is_lost and not by_proxy and not self._answered and url.startswith("http:"):
                wrong = Unavailable(self.system, "network", f"{wrong.detail} at {place_of(url)}{PERHAPS_TLS}")
            raise wrong from None
        except (httpx.InvalidURL, UnicodeError):
            raise Rejected(self.system, None, "the request cannot be sent as it is") from None
        except ssl.SSLError as error:
            raise _tls_broke(self.system, error) from None
        except OSError:
            raise Unavailable(self.system, "network", "the system cannot be reached", sent=False) from None


def joined(url: str, address: str) -> str:
    """Where an address leads that was read at `url`; nowhere where it is none."""
    try:
        return urljoin(url, address)
    except ValueError:
        return ""


def origin(url: str) -> tuple[str, str, int | None] | None:
    """The scheme, host and port of an address; None where it has none, or names a user."""
    try:
        parts = urlsplit(url)
        found = parts.scheme, parts.hostname or "", _port(parts)
    except ValueError:
        return None
    return found if found[1] and parts.username is None else None


def _port(parts: SplitResult) -> int | None:
    """The port of an address, also where it goes without saying."""
    return parts.port or USUAL_PORTS.get(parts.scheme)


def http_error(system: str, error: httpx.HTTPError, *, by_proxy: bool = False, url: str = "") -> ConnectorError:
    """What an exception of the HTTP library means."""
    match error:
        case httpx.ConnectTimeout():
            return Unavailable(
                system, "network", f"no connection in time{f' at {place_of(url)}' if url else ''}", sent=False
            )
        case httpx.ConnectError():
            return Unavailable(system, "network", why_unreachable(error, by_proxy=by_proxy, url=url), sent=False)
        case httpx.PoolTimeout():
            return Unavailable(system, "busy", "all connections are in use", sent=False)
        case httpx.TimeoutException():
            return Unavailable(system, "timeout", "the answer took too long")
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol():
            return Rejected(system, None, "the request cannot be sent as it is")
        case httpx.ProxyError():
            return Unavailable(system, "network", why_proxy_refused(str(error)), sent=False)
        case httpx.RemoteProtocolError():
            return Unavailable(system, "network", "the answer broke off, or was no HTTP")
        case httpx.DecodingError():
            return BadPayload(system, "body", "the body could not be unpacked")
        case _:
            refused = tls_cause(error)
            if refused is not None:
                return _tls_broke(system, refused)
            return Unavailable(system, "network", "the connection was lost")


def _tls_broke(system: str, error: ssl.SSLError) -> Unavailable:
    """TLS that ends after it was agreed on; by TLS 1.3 that is when a certificate of ours is refused, before a word."""
    if "ALERT" in (error.reason or ""):
        return Unavailable(system, "network", why_refused(error), sent=False)
    return Unavailable(system, "network", "the connection was lost")


def served_at(headers: Mapping[str, str]) -> datetime | None:
    """When a server answered, by its own clock."""
    try:
        at = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def retry_after(headers: Mapping[str, str], now: datetime, jitter: Callable[[], float] = random.random) -> float | None:
    """The seconds a server asks us to wait, from seconds or a date, at most an hour, plus up to one; None if it does
    not say. A date is by the server's clock, which may not be ours."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        seconds = float(text[:9])
    else:
        try:
            at = parsedate_to_datetime(text)
        except ValueError:
            return None
        seconds = ((at if at.tzinfo else at.replace(tzinfo=UTC)) - (served_at(headers) or now)).total_seconds()
    return min(max(seconds, 0.0), LONGEST_WAIT_S) + jitter()


def _say_no_address() -> None:
    """Both libraries log whole addresses and headers, where keys and what customers said may stand."""
    for name in ("httpx", "httpcore"):
        log = logging.getLogger(name)
        log.setLevel(max(log.level, logging.WARNING))
