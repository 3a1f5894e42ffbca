"""baresip, a real softphone, through its control port: call events in; answer, hold, mute, transfer, hang up out.

Measured on baresip 1.0.0: commands act on the "current" call, so each is preceded by `callfind`; hold, resume and
mute are acknowledged but bring no event, so those events are made here; `accept` beside a second ringing call only
puts that one aside at its first try. Why a ringing call was taken back (RFC 3326) stands behind the cause of its end
in a baresip since June 2025 only; before, a colleague's answer cannot be told from a caller who gives up.
The port has no password and can load code: loopback only.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import logging
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from connectors.telephony.events import (
    CallEvent,
    CallEventType,
    Emit,
    LineState,
    PhoneCommand,
    TelephonyError,
)
from connectors.telephony.intake import BadEvent, clean_event
from connectors.telephony.netstring import Decoder, FramingError, encode

log = logging.getLogger(__name__)

COMMAND_S = 2.0
FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 30.0
ACCEPT_AGAIN_S = 0.4
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_TYPES = {
    "CALL_INCOMING": CallEventType.RINGING,
    "CALL_ESTABLISHED": CallEventType.ANSWERED,
    "CALL_CLOSED": CallEventType.ENDED,
}
_LISTED = re.compile(r"\[line \d+\]\s+[\d:]+\s+(?P<state>[A-Z]+)\s+(?P<hold>\(on hold\))?\s*(?P<peer>sips?:\S+)")
_WORDS = {
    PhoneCommand.ANSWER: "accept",
    PhoneCommand.HANG_UP: "hangup",
    PhoneCommand.HOLD: "hold",
    PhoneCommand.RESUME: "resume",
    PhoneCommand.MUTE: "mute",
    PhoneCommand.UNMUTE: "mute",
    PhoneCommand.TRANSFER: "transfer",
}
_ELSEWHERE = re.compile(r"\bsip\s*;[^,]*\bcause\s*=\s*200\b|\bq\.850\s*;[^,]*\bcause\s*=\s*26\b")
"""How a switch says that somebody else of those it rang has answered (RFC 3326, Q.850)."""
_MADE_HERE = {PhoneCommand.HOLD: CallEventType.HELD, PhoneCommand.RESUME: CallEventType.RESUMED}
_DIALABLE = re.compile(r"(?:sips?:)?[A-Za-z0-9+*#._-]{1,64}(?:@[A-Za-z0-9.:\[\]_-]{1,253})?\Z")


class BaresipSource:
    """One baresip; reconnects by itself after 1 to 30 seconds and says so with line states."""

    def __init__(self, host: str, port: int, region: str | None, name: str = "baresip") -> None:
        if host not in LOOPBACK:
            raise ValueError("baresip's control port has no password: it must listen on loopback only")
        self.name = name
        self.commands = frozenset(_WORDS) | {PhoneCommand.DIAL}
        self._host = host
        self._port = port
        self._region = region
        self._writer: asyncio.StreamWriter | None = None
        self._replies: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._tokens = itertools.count(1)
        self._one_at_a_time = asyncio.Lock()
        self._calls: dict[str, CallEvent] = {}
        self._news = asyncio.Event()
        self._emit: Emit = lambda _: None

    async def run(self, emit: Emit) -> None:
        """Deliver events until cancelled."""
        self._emit = emit
        wait = FIRST_WAIT_S
        while True:
            try:
                reader, self._writer = await asyncio.wait_for(
                    asyncio.open_connection(self._host, self._port), COMMAND_S
                )
            except (OSError, TimeoutError):
                emit(LineState(self.name, False, "refused", f"{self._host}:{self._port}"))
            else:
                wait = FIRST_WAIT_S
                emit(LineState(self.name, True, "ok"))
                await self._converse(reader)
                emit(LineState(self.name, False, "lost", f"{self._host}:{self._port}"))
            await asyncio.sleep(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)

    async def _converse(self, reader: asyncio.StreamReader) -> None:
        """Read until the connection ends; then nobody waits for a reply any more."""
        decoder = Decoder()
        async with asyncio.TaskGroup() as group:
            resync = group.create_task(self._resync())
            try:
                while data := await reader.read(65_536):
                    for frame in decoder.feed(data):
                        self._on_message(frame)
            except (OSError, FramingError) as error:
                log.warning("the connection to baresip ended: %s", type(error).__name__)
            finally:
                resync.cancel()
                self._hang_up_connection()

    def _hang_up_connection(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        for reply in self._replies.values():
            if not reply.done():
                reply.set_exception(TelephonyError("not_connected"))
        self._replies.clear()

    # -- in ------------------------------------------------------------------------------------------------

    def _on_message(self, frame: bytes) -> None:
        try:
            message = json.loads(frame.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            log.warning("baresip sent something unreadable")
            return
        if not isinstance(message, dict):
            return
        if message.get("response"):
            reply = self._replies.pop(str(message.get("token")), None)
            if reply is not None and not reply.done():
                reply.set_result(message)
        elif message.get("event"):
            self._on_event(message)

    def _on_event(self, message: dict[str, Any]) -> None:
        kind = str(message.get("type", ""))
        if kind == "REGISTER_FAIL":
            self._emit(LineState(self.name, True, "register_failed", str(message.get("param", ""))[:120]))
        elif kind == "REGISTER_OK":
            self._emit(LineState(self.name, True, "ok"))
        elif kind in _TYPES and message.get("class") == "call":
            self._on_call(_TYPES[kind], message)

    def _on_call(self, kind: CallEventType, message: dict[str, Any], *, found: bool = False) -> None:
        known = self._calls.get(str(message.get("id", "")))
        fields = {
            "event": kind.value,
            "id": message.get("id"),
            "from": message.get("peeruri"),
            "name": message.get("peerdisplayname"),
            "line": message.get("accountaor"),
            "direction": "out" if message.get("direction") == "outgoing" else "in",
            "reason": _reason(str(message.get("param", "")), known) if kind is CallEventType.ENDED else None,
        }
        try:
            event = clean_event(fields, self.name, datetime.now(UTC), self._region)
        except BadEvent as error:
            log.warning("baresip sent an unusable event: %s", error.code)
            return
        self._tell(replace(event, found=found))

    def _tell(self, event: CallEvent) -> None:
        if event.type is CallEventType.ENDED:
            self._calls.pop(event.call_id, None)
        else:
            self._calls[event.call_id] = event
        self._news.set()
        self._emit(event)

    async def _resync(self) -> None:
        """After connecting: calls that ended meanwhile are told as ended, from the text baresip prints for people."""
        try:
            async with self._one_at_a_time:
                await self._compare(str((await self._ask("listcalls")).get("data", "")))
        except TelephonyError:
            log.info("baresip did not list its calls")

    async def _compare(self, listing: str) -> None:
        peers = [match["peer"] for match in _LISTED.finditer(listing)]
        numbers = {_number(peer, self._region) for peer in peers}
        for event in tuple(self._calls.values()):
            if event.ani not in numbers:
                self._tell(_made(event, CallEventType.ENDED))
        known = {event.ani for event in self._calls.values()}
        for match in _LISTED.finditer(listing):
            if _number(match["peer"], self._region) not in known:
                await self._adopt(match)

    async def _adopt(self, match: re.Match[str]) -> None:
        """A call that began while we were not connected; its id is in the call's own statistics."""
        line = re.search(r"\d+", match[0])
        await self._ask("line", line[0] if line else "1")
        shown = str((await self._ask("callstat")).get("data", ""))
        found = re.search(r"\bid=(\S+)", shown)
        if found is None:
            return
        peer = {"id": found[1], "peeruri": match["peer"], "direction": "incoming", "class": "call"}
        self._on_call(CallEventType.RINGING, peer, found=True)
        if match["state"] == "ESTABLISHED":
            self._on_call(CallEventType.ANSWERED, peer, found=True)

    # -- out -----------------------------------------------------------------------------------------------

    async def command(self, command: PhoneCommand, call_id: str, argument: str | None = None) -> None:
        """Send one command about one call; raises TelephonyError."""
        async with self._one_at_a_time:
            if command is PhoneCommand.DIAL:
                await self._obeyed("dial", _dialable(argument))
                return
            event = self._calls.get(call_id)
            if event is None:
                raise TelephonyError("unknown_call")
            target = _dialable(argument) if command is PhoneCommand.TRANSFER else None
            await self._select(call_id)
            await self._obeyed(_WORDS[command], target)
            if command is PhoneCommand.ANSWER:
                await self._make_sure(call_id)
            elif command in _MADE_HERE:
                self._tell(_made(event, _MADE_HERE[command]))
            elif command is PhoneCommand.TRANSFER:
                self._emit(_made(event, CallEventType.TRANSFERRED))

    async def _select(self, call_id: str) -> None:
        reply = await self._ask("callfind", call_id)
        if "not found" in str(reply.get("data", "")):
            self._calls.pop(call_id, None)
            raise TelephonyError("unknown_call")

    async def _make_sure(self, call_id: str) -> None:
        """Accept once more where the first try only put another ringing call aside."""
        try:
            async with asyncio.timeout(ACCEPT_AGAIN_S):
                while self._ringing(call_id):
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            await self._select(call_id)
            await self._obeyed("accept", None)

    def _ringing(self, call_id: str) -> bool:
        event = self._calls.get(call_id)
        return event is not None and event.type is CallEventType.RINGING

    async def _obeyed(self, word: str, argument: str | None) -> None:
        reply = await self._ask(word, argument)
        if not reply.get("ok"):
            raise TelephonyError("refused", str(reply.get("data", ""))[:120])

    async def _ask(self, word: str, argument: str | None = None) -> dict[str, Any]:
        if self._writer is None:
            raise TelephonyError("not_connected")
        token = f"callside-{next(self._tokens)}"
        message = {"command": word, "token": token} | ({"params": argument} if argument else {})
        reply: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._replies[token] = reply
        try:
            self._writer.write(encode(json.dumps(message).encode()))
            await self._writer.drain()
            return await asyncio.wait_for(reply, COMMAND_S)
        except TimeoutError:
            raise TelephonyError("timeout") from None
        except OSError:
            raise TelephonyError("not_connected") from None
        finally:
            self._replies.pop(token, None)
            with contextlib.suppress(asyncio.InvalidStateError, asyncio.CancelledError):
                if reply.done() and not reply.cancelled():
                    reply.exception()


def _made(event: CallEvent, kind: CallEventType) -> CallEvent:
    """An event that the phone does not send, about a call it told of."""
    return replace(event, type=kind, at=datetime.now(UTC), reason=None, found=False)


def _reason(text: str, known: CallEvent | None) -> str:
    """Why a call ended, from baresip's words and from how far the call had come."""
    if known is None or known.type is not CallEventType.RINGING:
        return "normal"
    lower = text.casefold()
    if _ELSEWHERE.search(lower):
        return "answered_elsewhere"
    if "reject" in lower or "486" in lower or "603" in lower:
        return "rejected"
    return "failed" if re.match(r"[45]\d\d", lower) and "487" not in lower else "abandoned"


def _number(peer: str, region: str | None) -> str | None:
    return clean_event({"from": peer, "id": "x"}, "", datetime.now(UTC), region).ani


def _dialable(target: str | None) -> str:
    """A number or SIP address that is safe to send as a command's argument."""
    text = (target or "").strip().replace(" ", "")
    if not _DIALABLE.match(text):
        raise TelephonyError("refused", "not a number or address that can be dialed")
    return text
