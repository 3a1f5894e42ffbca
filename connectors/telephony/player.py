"""The demo's call player: a phone whose callers come from a list. It obeys commands like a real one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from connectors.telephony.events import CallEvent, CallEventType, Emit, LineState, PhoneCommand, TelephonyError
from connectors.telephony.intake import clean_event

GIVE_UP_S = 90.0
"""A caller who is not answered this long hangs up."""
ANSWERS_S = 2.0
"""Somebody who is called answers after this long."""

_AFTER = {
    PhoneCommand.ANSWER: (frozenset({CallEventType.RINGING}), CallEventType.ANSWERED),
    PhoneCommand.HOLD: (frozenset({CallEventType.ANSWERED, CallEventType.RESUMED}), CallEventType.HELD),
    PhoneCommand.RESUME: (frozenset({CallEventType.HELD}), CallEventType.RESUMED),
    PhoneCommand.TRANSFER: (
        frozenset({CallEventType.ANSWERED, CallEventType.RESUMED, CallEventType.HELD}),
        CallEventType.TRANSFERRED,
    ),
    PhoneCommand.HANG_UP: (frozenset(CallEventType) - {CallEventType.ENDED}, CallEventType.ENDED),
}
_SILENT = frozenset({PhoneCommand.MUTE, PhoneCommand.UNMUTE})


@dataclass(frozen=True, slots=True)
class PlayedCall:
    """One call to play, in the words a phone would use about it (see `intake.clean_event`)."""

    id: str
    fields: Mapping[str, Any]


class DemoPlayer:
    """A telephony source that rings when told to: `ring` lets one of its callers call."""

    def __init__(self, calls: Sequence[PlayedCall], region: str | None, name: str = "demo") -> None:
        self.name = name
        self.commands = frozenset(_AFTER) | _SILENT | {PhoneCommand.DIAL, PhoneCommand.AVAILABLE, PhoneCommand.AWAY}
        self._callers = {call.id: call for call in calls}
        self._region = region
        self._asked: asyncio.Queue[PlayedCall] = asyncio.Queue()
        self._calls: dict[str, CallEvent] = {}
        self._emit: Emit = lambda _: None
        self._played = 0
        self._free = asyncio.Event()
        self._free.set()

    async def run(self, emit: Emit) -> None:
        """Play what is asked for until cancelled."""
        self._emit = emit
        emit(LineState(self.name, True, "ok"))
        async with asyncio.TaskGroup() as callers:
            while True:
                call = await self._asked.get()
                # Callers wait in the queue while nobody is there to answer.
                await self._free.wait()
                self._played += 1
                callers.create_task(self._caller(call, f"{call.id}-{self._played}"))

    def ring(self, call_id: str) -> None:
        """Let this caller ring; called on the io loop."""
        self._asked.put_nowait(self._callers[call_id])

    async def _caller(self, call: PlayedCall, call_id: str) -> None:
        fields = {**call.fields, "id": call_id, "event": "ringing"}
        self._tell(clean_event(fields, self.name, datetime.now(UTC), self._region))
        await asyncio.sleep(GIVE_UP_S)
        event = self._calls.get(call_id)
        if event is not None and event.type is CallEventType.RINGING:
            self._tell(_next(event, CallEventType.ENDED, "abandoned"))

    async def command(self, command: PhoneCommand, call_id: str, argument: str | None = None) -> None:
        """Obey like a phone: only what makes sense in the call's state."""
        if command in (PhoneCommand.AVAILABLE, PhoneCommand.AWAY):
            self._free.set() if command is PhoneCommand.AVAILABLE else self._free.clear()
            return
        if command is PhoneCommand.DIAL:
            self._dial(argument or "")
            return
        event = self._calls.get(call_id)
        if event is None:
            raise TelephonyError("unknown_call")
        if command in _SILENT:
            return
        allowed, kind = _AFTER[command]
        if event.type not in allowed:
            raise TelephonyError("refused", f"the call is {event.type.value}")
        reason = "normal" if event.type is not CallEventType.RINGING else "rejected"
        self._tell(_next(event, kind, reason if kind is CallEventType.ENDED else None))

    def _dial(self, number: str) -> None:
        """Somebody is called, and answers after a moment."""
        self._played += 1
        fields = {"id": f"dialed-{self._played}", "event": "ringing", "direction": "out", "from": number}
        event = clean_event(fields, self.name, datetime.now(UTC), self._region)
        self._tell(event)
        asyncio.get_running_loop().call_later(ANSWERS_S, self._answers, event)

    def _answers(self, event: CallEvent) -> None:
        if self._calls.get(event.call_id) is event:
            self._tell(_next(event, CallEventType.ANSWERED))

    def _tell(self, event: CallEvent) -> None:
        if event.type in (CallEventType.ENDED, CallEventType.TRANSFERRED):
            self._calls.pop(event.call_id, None)
        else:
            self._calls[event.call_id] = event
        self._emit(event)


def _next(event: CallEvent, kind: CallEventType, reason: str | None = None) -> CallEvent:
    return replace(event, type=kind, at=datetime.now(UTC), reason=reason)
