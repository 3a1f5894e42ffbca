"""The door for programs: a softphone that can start a program hands its calls to the running Callside here.

A local socket that only this user can open (a named pipe on Windows); one JSON object in, one out. The same door
brings the window to the front when the program is started a second time. A pop only offers a call: it never
dials, writes or opens anything.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from connectors.telephony.door import MAX_MESSAGE
from connectors.telephony.events import Emit, LineState, PhoneCommand, TelephonyError
from connectors.telephony.intake import BadEvent, clean_event

log = logging.getLogger(__name__)

READ_S = 2.0


class PopServer:
    """A telephony source fed by `callside pop`; it announces calls and takes no commands."""

    def __init__(self, path: Path, region: str | None, raised: Callable[[], object] | None = None) -> None:
        self.name = "pop"
        self.commands: frozenset[PhoneCommand] = frozenset()
        self._path = path
        self._region = region
        self._raised = raised

    async def run(self, emit: Emit) -> None:
        """Listen until cancelled."""
        try:
            server = await _listen(self._path, lambda reader, writer: self._serve(reader, writer, emit))
        except OSError as error:
            emit(LineState(self.name, False, "refused", error.strerror or type(error).__name__))
            return
        emit(LineState(self.name, True, "ok"))
        try:
            await asyncio.Event().wait()
        finally:
            server()

    async def command(self, command: PhoneCommand, call_id: str, argument: str | None = None) -> None:
        """A program that only announces calls takes no commands."""
        raise TelephonyError("unsupported", command.value)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, emit: Emit) -> None:
        try:
            answer = await self._answer(reader, emit)
            writer.write(json.dumps(answer).encode() + b"\n")
            await writer.drain()
        except OSError:
            log.info("a program left the door before its answer")
        finally:
            writer.close()
            with contextlib.suppress(OSError):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, emit: Emit) -> dict[str, Any]:
        try:
            line = await asyncio.wait_for(reader.readuntil(b"\n"), READ_S)
            message = json.loads(line)
        except asyncio.LimitOverrunError:
            return _refusal("too_large", f"a message holds {MAX_MESSAGE} bytes at most")
        except (asyncio.IncompleteReadError, TimeoutError, ValueError, RecursionError):
            return _refusal("unreadable", "expected one JSON object on one line")
        if not isinstance(message, dict):
            return _refusal("unreadable", "expected one JSON object on one line")
        if message.get("do") == "raise":
            if self._raised is not None:
                self._raised()
            return {"ok": True}
        return self._take(message.get("call"), emit)

    def _take(self, fields: object, emit: Emit) -> dict[str, Any]:
        try:
            event = clean_event(fields, self.name, datetime.now(UTC), self._region)
        except BadEvent as error:
            return _refusal(error.code, error.detail)
        emit(event)
        return {"ok": True, "call_id": event.call_id}


def _refusal(code: str, detail: str) -> dict[str, Any]:
    return {"ok": False, "code": code, "detail": detail}


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Any]


async def _listen(path: Path, serve: Serve) -> Callable[[], None]:
    """Open the door; returns the function that closes it."""
    if sys.platform == "win32":
        loop: Any = asyncio.get_running_loop()

        def protocol() -> asyncio.StreamReaderProtocol:
            return asyncio.StreamReaderProtocol(asyncio.StreamReader(limit=MAX_MESSAGE), serve)

        [pipe] = await loop.start_serving_pipe(protocol, str(path))
        close_pipe: Callable[[], None] = pipe.close
        return close_pipe
    _prepare(path)
    server = await asyncio.start_unix_server(serve, path, limit=MAX_MESSAGE)

    def close() -> None:
        server.close()
        path.unlink(missing_ok=True)

    return close


def _prepare(path: Path) -> None:
    """A folder that is ours alone, and no old door in it; a folder that another user prepared is refused."""
    folder = path.parent
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
        raise PermissionError(1, "the folder for the local door belongs to somebody else", str(folder))
    if stat.S_IMODE(state.st_mode) & 0o077:
        folder.chmod(0o700)
    # Only one Callside runs per profile, so a socket file that is still there belongs to one that was killed.
    path.unlink(missing_ok=True)
