"""Call events and phone commands, the same for every telephony source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

_NOTHING: Mapping[str, str] = MappingProxyType({})


class CallEventType(StrEnum):
    """What happened to a call."""

    RINGING = "ringing"
    ANSWERED = "answered"
    HELD = "held"
    RESUMED = "resumed"
    TRANSFERRED = "transferred"
    ENDED = "ended"
    UPDATED = "updated"


class PhoneCommand(StrEnum):
    """What the desktop may ask of a phone; a source lists which of these it can.

    AVAILABLE and AWAY are about the agent, not a call: whether calls may come; the argument of AWAY is the reason.
    """

    ANSWER = "answer"
    HOLD = "hold"
    RESUME = "resume"
    MUTE = "mute"
    UNMUTE = "unmute"
    TRANSFER = "transfer"
    HANG_UP = "hang_up"
    DIAL = "dial"
    AVAILABLE = "available"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One event of one call, cleaned: texts capped and without control characters, `at` in UTC.

    `reason` of an ended call: normal, abandoned, rejected, no_answer, answered_elsewhere or failed.
    `ani` is None when withheld or absent.
    `found`: the call was there already when its phone was asked, so it may have begun long before.
    """

    source: str
    call_id: str
    type: CallEventType
    at: datetime
    direction: str = "in"
    ani: str | None = None
    ani_name: str | None = None
    dnis: str | None = None
    queue: str | None = None
    uui: str | None = None
    data: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    line: str | None = None
    reason: str | None = None
    withheld: bool = False
    found: bool = False


@dataclass(frozen=True, slots=True)
class LineState:
    """Whether a telephony source is usable; `code` is one of ok, refused, lost, registering, register_failed.

    `since` is when it was first heard that it is not, and is put there by whoever hears it.
    """

    source: str
    connected: bool
    code: str
    detail: str = ""
    since: datetime | None = field(default=None, compare=False)


TelephonySignal = CallEvent | LineState
Emit = Callable[[TelephonySignal], None]


class TelephonyError(Exception):
    """A phone command failed; `code` is one of not_connected, timeout, refused, unknown_call, unsupported."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail


class TelephonySource(Protocol):
    """A stream of call events in, commands out; lives on the io loop."""

    name: str
    commands: frozenset[PhoneCommand]

    async def run(self, emit: Emit) -> None:
        """Deliver events until cancelled; reconnects by itself and says so with `LineState`."""

    async def command(self, command: PhoneCommand, call_id: str, argument: str | None = None) -> None:
        """Send a command within 2 s; its effect arrives as an event. Raises TelephonyError."""
