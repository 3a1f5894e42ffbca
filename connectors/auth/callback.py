"""The way back from a person's browser: one port on this computer, open until one good answer came."""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import re
from types import TracebackType
from urllib.parse import parse_qs, urlsplit

from connectors.errors import AuthError, Unavailable

LONGEST_REQUEST = 16_384
LONGEST_READ_S = 5.0
_CODE = re.compile(r"[a-z_]{1,60}\Z")
GOOD = "You are signed in. You can close this window."
BAD = "This is not the sign-in that Callside waits for. Please start it again there."
REFUSED = "The sign-in was refused. You can close this window and try again in Callside."


class Callback:
    """Waits on 127.0.0.1 for the browser; anything but the very answer with our `state` is turned away."""

    def __init__(self, system: str, port: int, path: str, state: str) -> None:
        self._system = system
        self._port = port
        self._path = path
        self._state = state
        self._server: asyncio.Server | None = None
        self._answer: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    @property
    def address(self) -> str:
        """Where the provider sends the browser back to."""
        return f"http://127.0.0.1:{self._port}{self._path}"

    async def code(self, seconds: float) -> str:
        """The code the provider gave; raises AuthError where it refused, or where nobody came back."""
        try:
            async with asyncio.timeout(seconds):
                return await self._answer
        except TimeoutError:
            raise AuthError(self._system, "nobody signed in within five minutes") from None

    async def __aenter__(self) -> Callback:
        try:
            self._server = await asyncio.start_server(self._serve, "127.0.0.1", self._port, limit=LONGEST_REQUEST)
        except OSError:
            detail = f"the port {self._port} that the sign-in comes back to is taken"
            raise Unavailable(self._system, "busy", detail, sent=False) from None
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        if self._answer.done() and not self._answer.cancelled():
            self._answer.exception()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            async with asyncio.timeout(LONGEST_READ_S):
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                status, text = self._judged(head)
                writer.write(_page(status, text))
                await writer.drain()
        writer.close()

    def _judged(self, head: str) -> tuple[str, str]:
        """What to say to a request; the first good one ends the waiting."""
        first, *lines = head.split("\r\n")
        method, _, rest = first.partition(" ")
        try:
            target = urlsplit(rest.partition(" ")[0])
        except ValueError:
            return "400 Bad Request", BAD
        hosts = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("host:")]
        if hosts != [f"127.0.0.1:{self._port}"]:
            return "421 Misdirected Request", BAD
        if method != "GET" or target.path != self._path:
            return "404 Not Found", BAD
        given = {name: values[0] for name, values in parse_qs(target.query).items() if len(values) == 1}
        if not hmac.compare_digest(given.get("state", "").encode(), self._state.encode()) or self._answer.done():
            return "400 Bad Request", BAD
        if "code" not in given:
            error = given.get("error", "")
            why = error if _CODE.match(error) else "no code came back"
            self._answer.set_exception(AuthError(self._system, f"the sign-in was refused: {why}"))
            return "200 OK", REFUSED
        self._answer.set_result(given["code"])
        return "200 OK", GOOD


def _page(status: str, text: str) -> bytes:
    body = text.encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {len(body)}\r\n"
        "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body
