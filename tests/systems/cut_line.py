"""A line to a real system that breaks after the system has done what it was asked, before its answer arrives."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class CutLine:
    """Passes everything on, but for the answers of the next `cuts` requests of `method`: there it breaks.

    With `holds` only a request counts whose body says that, where all are sent to one path.
    `asked` is every request that went through, as METHOD PATH.
    """

    def __init__(self, port: int, method: str = "POST", path: str = "", holds: str = "") -> None:
        self.cuts = 0
        self.was_cut = 0
        self.asked: list[str] = []
        self.port = 0
        self._to = port
        self._request = f"{method} {path}".encode()
        self._holds = holds.encode()
        self._open: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        task = asyncio.current_task()
        assert task is not None
        self._open[task] = writer
        try:
            await self._pass_on(reader, writer)
        finally:
            del self._open[task]

    async def end(self) -> None:
        """Hang up, wherever it is."""
        tasks = list(self._open)
        for writer in list(self._open.values()):
            writer.close()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await asyncio.open_connection("127.0.0.1", self._to)
        # What was asked last on this connection; a client sends no request before it has the answer to the one before.
        asked = bytearray()

        async def up() -> None:
            while chunk := await reader.read(65_536):
                if chunk.split(b" ", 1)[0] in {b"GET", b"POST", b"PUT", b"PATCH", b"DELETE"}:
                    asked.clear()
                    self.asked.append(chunk.split(b" HTTP/", 1)[0].decode())
                asked.extend(chunk[: max(0, 20_000 - len(asked))])
                requests.write(chunk)
            requests.close()

        async def down() -> None:
            while chunk := await answers.read(65_536):
                if self.cuts > 0 and asked.startswith(self._request) and self._holds in asked:
                    self.cuts -= 1
                    self.was_cut += 1
                    break
                writer.write(chunk)
            writer.close()
            requests.close()

        await asyncio.gather(up(), down(), return_exceptions=True)


@asynccontextmanager
async def cut_line(port: int, method: str = "POST", path: str = "", holds: str = "") -> AsyncIterator[CutLine]:
    """A line to a port of loopback."""
    line = CutLine(port, method, path, holds)
    server = await asyncio.start_server(line.serve, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
        await line.end()
