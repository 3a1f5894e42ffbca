"""The server of the web page beside ours: hands it a call as an event, its parts when asked, and hears what was painted.

It knows everything at once and waits only as long as the systems of the other benchmarks do: no page gets more.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.bench.systems import TimedSystem

PAGE = Path(__file__).with_name("web_page.html")
PARTS = {"interactions": 0, "cases": 0, "orders": 1, "feedback": 2}
"""What a call shows, and which of the systems has it."""


class WebServer:
    """One page, one stream of events."""

    def __init__(self, systems: tuple[TimedSystem, ...]) -> None:
        self._systems = systems
        self._stream: asyncio.StreamWriter | None = None
        self._open = asyncio.Event()
        self._painted: dict[tuple[str, str], asyncio.Future[float]] = {}
        self.port = 0

    async def start(self) -> asyncio.Server:
        """Listen on loopback."""
        server = await asyncio.start_server(self._on_request, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        return server

    async def ready(self) -> None:
        """Wait until the page listens."""
        await self._open.wait()

    async def call(self, index: int) -> tuple[float, float]:
        """Milliseconds from a call's event to the identity painted, and to everything painted."""
        assert self._stream is not None
        loop, call = asyncio.get_running_loop(), f"{index}-{time.monotonic_ns()}"
        identity, whole = (
            self._painted.setdefault((what, call), loop.create_future()) for what in ("identity", "whole")
        )
        person = self._systems[0].person(index)
        line = f"{person.segment} · {person.phones[0].e164} · {person.emails[0]} · {person.lifetime_value}"
        data = {"id": call, "name": person.name, "line": line, "parts": list(PARTS)}
        sent = time.time() * 1000
        self._stream.write(f"data: {json.dumps(data)}\n\n".encode())
        await self._stream.drain()
        async with asyncio.timeout(30):
            return await identity - sent, await whole - sent

    async def _on_request(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = (await reader.readuntil(b"\r\n\r\n")).decode().split(" ")
        url = urlsplit(request[1])
        if url.path == "/events":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\r\n")
            self._stream = writer
            self._open.set()
            return
        asked = {name: values[0] for name, values in parse_qs(url.query).items()}
        kind, body = await self._answer(url.path, asked)
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode() + body)
        await writer.drain()
        writer.close()

    async def _answer(self, path: str, asked: Mapping[str, str]) -> tuple[str, bytes]:
        if path == "/":
            return "text/html", PAGE.read_bytes()
        if path == "/part":
            system = self._systems[PARTS[asked["name"]]]
            await asyncio.sleep(system.delay)
            rows = system.records(asked["name"], asked["call"].partition("-")[0])
            cells = [[row.id, *(str(value) for value in list(_fields(row))[:5])] for row in rows]
            return "application/json", json.dumps(cells).encode()
        if path == "/painted":
            waiting = self._painted.get((asked["what"], asked["call"]))
            if waiting is not None and not waiting.done():
                waiting.set_result(float(asked["at"]))
        return "text/plain", b""


def _fields(row: object) -> list[object]:
    return [getattr(row, name) for name in row.__dataclass_fields__ if name not in ("id", "provenance")]  # type: ignore[attr-defined]
