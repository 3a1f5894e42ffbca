"""A small real server on loopback that answers as badly as real ones do: one path per fault."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Seen:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


Handler = Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


def reply(body=b"{}", status="200 OK", content_type="application/json", extra=(), length=None):
    """The bytes of an answer."""
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", *extra]
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    return "\r\n".join([*lines, "", ""]).encode() + body


@dataclass
class FaultServer:
    """Answers by path; tests add their own with `on`. `seen` keeps every request, `released` ends every hang."""

    port: int = 0
    seen: list[Seen] = field(default_factory=list)
    handlers: dict[str, Handler] = field(default_factory=dict)
    connections: int = 0
    open_connections: int = 0
    _server: asyncio.Server | None = None
    _tasks: set = field(default_factory=set)
    _writers: set = field(default_factory=set)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def on(self, path, *answers):
        """Give these answers in turn, the last one for ever; bytes, JSON, or a function of the request."""
        left = list(answers)

        async def handle(seen, writer):
            answer = left.pop(0) if len(left) > 1 else left[0]
            answer = answer(seen) if callable(answer) else answer
            writer.write(answer if isinstance(answer, bytes) else reply(answer))

        self.handlers[path] = handle

    async def __aenter__(self):
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        for name, handler in FAULTS.items():
            self.handlers.setdefault(f"/{name}", handler)
        return self

    async def __aexit__(self, *_):
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    def drop(self):
        """Close every connection from this side, as a server does with those nobody uses."""
        for writer in self._writers:
            writer.close()

    async def unplug(self):
        """Nobody listens any more, and who was connected is cut off."""
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()

    async def plug(self):
        """Listen again, at the same port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)

    async def _serve(self, reader, writer):
        self._tasks.add(asyncio.current_task())
        self._writers.add(writer)
        self.connections += 1
        self.open_connections += 1
        try:
            with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while await self._one(reader, writer):
                    pass
        finally:
            self.open_connections -= 1
            self._tasks.discard(asyncio.current_task())
            self._writers.discard(writer)
            writer.close()

    async def _one(self, reader, writer):
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *rest = head.strip().split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in rest)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        url = urlsplit(target)
        seen = Seen(method, url.path, parse_qs(url.query, keep_blank_values=True), headers, body)
        self.seen.append(seen)
        handler = self.handlers.get(url.path)
        if handler is None:
            writer.write(reply({"message": "no such path"}, "404 Not Found"))
        else:
            await handler(seen, writer)
        await writer.drain()
        return not writer.is_closing()


async def hang(_, writer):
    await asyncio.Event().wait()


async def drip(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.02)


async def drip_headers(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\n")
    while True:
        writer.write(b"X")
        await writer.drain()
        await asyncio.sleep(0.02)


async def reset(_, writer):
    writer.transport.abort()


async def close(_, writer):
    writer.close()


async def half(_, writer):
    writer.write(reply(b'{"a": 1', length=1000))
    writer.close()


async def garbage(_, writer):
    writer.write(b"\x00\xff\xfe totally not HTTP\r\n\r\n")
    writer.close()


async def endless(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        writer.write(b"10000\r\n" + b" " * 0x10000 + b"\r\n")
        await writer.drain()


async def bad_chunk(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n")
    writer.close()


async def huge_headers(_, writer):
    writer.write(b"HTTP/1.1 200 OK\r\nX-Big: " + b"x" * 1_000_000 + b"\r\n\r\n")
    writer.close()


def always(answer) -> Handler:
    async def handle(_, writer):
        writer.write(answer)

    return handle


BOMB = gzip.compress(b" " * 20_000_000 + b"{}", compresslevel=9)
FAULTS: dict[str, Handler] = {
    "ok": always(reply({"id": 1, "name": "Ann"})),
    "hang": hang,
    "drip": drip,
    "drip-headers": drip_headers,
    "reset": reset,
    "close": close,
    "truncated": half,
    "garbage": garbage,
    "endless": endless,
    "bad-chunk": bad_chunk,
    "huge-headers": huge_headers,
    "two-lengths": always(
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"
    ),
    "negative-length": always(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: -2\r\n\r\n{}"),
    "bomb": always(reply(BOMB, extra=("Content-Encoding: gzip",))),
    "half-gzip": always(reply(gzip.compress(b'{"a": 1}')[:-6], extra=("Content-Encoding: gzip",))),
    "no-gzip": always(reply(b'{"a": 1}', extra=("Content-Encoding: gzip",))),
    "brotli": always(reply(b"\x0b\x02\x80", extra=("Content-Encoding: br",))),
    "gzip": always(reply(gzip.compress(b'{"id": 1}'), extra=("Content-Encoding: gzip",))),
    "declared-huge": always(reply(b"{}", length=3_000_000_000)),
    "large": always(reply(b'{"a": "' + b"x" * 3_000_000 + b'"}')),
    "html": always(reply(b"<html>Please sign in</html>", content_type="text/html")),
    "text": always(reply(b"OK", content_type="text/plain")),
    "empty": always(reply(b"")),
    "no-content": always(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "nan": always(reply(b'{"total": NaN}')),
    "infinity": always(reply(b'{"total": -Infinity}')),
    "twice": always(reply(b'{"role": "user", "role": "admin"}')),
    "deep": always(reply(b"[" * 200_000 + b"]" * 200_000)),
    "deep-65": always(reply(b"[" * 65 + b"]" * 65)),
    "digits": always(reply(b'{"n": ' + b"9" * 100_000 + b"}")),
    "latin-1": always(reply('{"name": "é"}'.encode("latin-1"))),
    "broken-json": always(reply(b'{"a": ')),
    "bom": always(reply(b'\xef\xbb\xbf{"id": 1}')),
    "redirect": always(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2:1/x\r\nContent-Length: 0\r\n\r\n"),
    "redirect-loop": always(
        b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /redirect-loop\r\nContent-Length: 0\r\n\r\n"
    ),
    "cookie": always(reply({"id": 1}, extra=("Set-Cookie: sid=secret; Path=/",))),
    "400": always(reply({"message": "bad"}, "400 Bad Request")),
    "401": always(reply(b"<html>sign in</html>", "401 Unauthorized", "text/html")),
    "403": always(reply({}, "403 Forbidden")),
    "404": always(reply(b"<html>no</html>", "404 Not Found", "text/html")),
    "408": always(reply({}, "408 Request Timeout")),
    "409": always(reply({}, "409 Conflict")),
    "422": always(reply({}, "422 Unprocessable")),
    "425": always(reply({}, "425 Too Early")),
    "429": always(reply({}, "429 Too Many Requests", extra=("Retry-After: 7",))),
    "429-silent": always(reply({}, "429 Too Many Requests")),
    "500": always(reply(b"<html>oops</html>", "500 Internal Server Error", "text/html")),
    "503": always(reply({}, "503 Service Unavailable")),
}
