"""The phone side of one call: its phase, its times and what the phone can do now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from connectors.phones import display, parse_number
from connectors.telephony.events import CallEvent, CallEventType, PhoneCommand
from desktop.call.state import CallInfo, Phase

if TYPE_CHECKING:
    from desktop.store.records import DraftRecord

_USEFUL: Mapping[Phase, frozenset[PhoneCommand]] = MappingProxyType(
    {
        Phase.RINGING: frozenset({PhoneCommand.ANSWER, PhoneCommand.HANG_UP}),
        Phase.TALKING: frozenset(
            {PhoneCommand.HOLD, PhoneCommand.MUTE, PhoneCommand.UNMUTE, PhoneCommand.TRANSFER, PhoneCommand.HANG_UP}
        ),
        Phase.HELD: frozenset({PhoneCommand.RESUME, PhoneCommand.TRANSFER, PhoneCommand.HANG_UP}),
    }
)
BY_HAND = frozenset({PhoneCommand.ANSWER, PhoneCommand.HANG_UP})
"""What the agent tells us by hand when the phone only announces calls and takes no commands."""
NOT_TAKEN = frozenset({"abandoned", "rejected", "no_answer", "answered_elsewhere"})
"""Why a call ended that nobody took, as its phone tells."""


class Line:
    """What telephony told about one call so far."""

    def __init__(self, info: CallInfo, phase: Phase, can: frozenset[PhoneCommand], phone_id: str = "") -> None:
        self.by_hand = not can
        self.phone_id = phone_id
        self.source = info.source
        self._end_is_known = True
        self._can = can or BY_HAND
        self.phase = phase
        self.info = info
        self._settle()

    @classmethod
    def begun(cls, event: CallEvent, can: frozenset[PhoneCommand], region: str) -> Line:
        """The line of a call that has just been announced."""
        number = parse_number(event.ani, region) if event.ani else None
        e164 = number.e164 if number else None
        info = CallInfo(
            channel=event.data.get("channel", "voice"),
            direction=event.direction,
            ani=e164 or event.ani,
            ani_display=display(e164) if e164 else (event.ani or ""),
            ani_name=event.ani_name,
            country=number.country if number else None,
            withheld=event.withheld,
            dnis=event.dnis,
            queue=event.queue,
            source=event.source,
            started_at=event.at,
            waited_s=_seconds(event.data.get("waited_s")),
            data=event.data,
        )
        line = cls(info, Phase.RINGING, can, event.call_id)
        if event.type is not CallEventType.RINGING:
            line.on_event(event)
        return line

    @classmethod
    def interrupted(cls, draft: DraftRecord, now: datetime) -> Line:
        """The line of a call whose wrap-up a crash interrupted: the call itself is long over."""
        info = CallInfo(
            channel="voice",
            direction="in",
            ani=draft.ani,
            ani_display=display(draft.ani) if draft.ani and draft.ani.startswith("+") else (draft.ani or ""),
            ani_name=None,
            country=None,
            withheld=draft.ani is None,
            dnis=None,
            queue=None,
            source="recovered",
            started_at=draft.started_at or draft.updated_at or now,
            answered_at=draft.answered_at,
            ended_at=draft.updated_at,
        )
        line = cls(info, Phase.WRAP_UP, frozenset(), draft.phone_id)
        line.source, line._end_is_known = draft.source, False
        return line

    def continues(self, event: CallEvent) -> bool:
        """Whether this is the interrupted call, still on its phone: the phone was asked, or tells of it half-way.

        One that begins to ring is another: some phones count their calls from one again.
        """
        known = (event.source, event.call_id) == (self.source, self.phone_id) and bool(self.phone_id)
        half_way = event.found or event.type is not CallEventType.RINGING
        return known and half_way and not self._end_is_known and event.ani in (None, self.info.ani)

    def go_on(self, event: CallEvent, can: frozenset[PhoneCommand]) -> None:
        """The interrupted call goes on, as its phone tells it."""
        self._can, self.by_hand, self._end_is_known = can or BY_HAND, not can, True
        self.phase = Phase.RINGING if self.info.answered_at is None else Phase.TALKING
        self.info = replace(self.info, source=self.source, ended_at=None)
        self.on_event(event)

    def on_event(self, event: CallEvent) -> None:
        """Something happened to the call."""
        at = event.at
        info = replace(self.info, pending=None, trouble=None, data={**self.info.data, **event.data})
        match event.type:
            case CallEventType.RINGING | CallEventType.UPDATED:
                pass
            case CallEventType.ANSWERED if self.phase is Phase.RINGING:
                self.phase, info = Phase.TALKING, replace(info, answered_at=at)
            case CallEventType.HELD if self.phase is not Phase.WRAP_UP:
                # A phone may tell of a call midway: who is held or taken back has been spoken to.
                answered = info.answered_at or at
                self.phase, info = Phase.HELD, replace(info, held_since=at, answered_at=answered)
            case CallEventType.RESUMED if self.phase is Phase.HELD:
                self.phase, info = Phase.TALKING, replace(info, held_since=None)
            case CallEventType.TRANSFERRED | CallEventType.ENDED:
                reason = event.reason or ("transferred" if event.type is CallEventType.TRANSFERRED else "normal")
                self.phase, info = Phase.WRAP_UP, replace(info, ended_at=at, end_reason=reason, held_since=None)
        self.info = replace(
            info,
            queue=event.queue or info.queue,
            dnis=event.dnis or info.dnis,
            ani_name=event.ani_name or info.ani_name,
        )
        self._settle()

    def by_hand_event(self, command: PhoneCommand, at: datetime) -> None:
        """The agent tells what the phone does not: answered, or ended."""
        kind = CallEventType.ANSWERED if command is PhoneCommand.ANSWER else CallEventType.ENDED
        self.on_event(CallEvent(self.info.source, self.phone_id, kind, at))

    def sent(self, command: PhoneCommand) -> None:
        """A command is on its way; the event will confirm it."""
        self.info = replace(self.info, pending=command, trouble=None)

    def refused(self, code: str) -> None:
        """A command failed."""
        self.info = replace(self.info, pending=None, trouble=code)

    def done(self, command: PhoneCommand) -> None:
        """The phone confirmed a command that no event will follow."""
        muted = {PhoneCommand.MUTE: True, PhoneCommand.UNMUTE: False}.get(command, self.info.muted)
        waiting = self.info.pending if command not in (PhoneCommand.MUTE, PhoneCommand.UNMUTE) else None
        self.info = replace(self.info, muted=muted, pending=waiting)
        self._settle()

    def finish(self) -> None:
        """The wrap-up is saved."""
        self.phase = Phase.FINISHED
        self._settle()

    def live(self) -> bool:
        """Whether somebody may still be on the line."""
        return self.phase in (Phase.RINGING, Phase.TALKING, Phase.HELD)

    def unanswered(self) -> bool:
        """Whether the call ended and nobody took it; where the agent tells by hand, only if the phone says so."""
        told = not self.by_hand or self.info.end_reason in NOT_TAKEN
        return self.phase is Phase.WRAP_UP and self.info.answered_at is None and self._end_is_known and told

    def lost_ringing(self) -> bool:
        """Whether it still rang when last heard of, on a phone that tells of answering, and may be lost since."""
        return self.phase is Phase.RINGING and not self.by_hand

    def handled_s(self, now: datetime) -> int:
        """Whole seconds from answering to now: talk, hold and wrap-up, the parts of AHT."""
        return max(0, int((now - (self.info.answered_at or self.info.started_at)).total_seconds()))

    def talked_s(self) -> int | None:
        """Whole seconds from answering to the end of the call; None when there was none of them, or nobody saw it."""
        if self.info.answered_at is None or self.info.ended_at is None or not self._end_is_known:
            return None
        return max(0, int((self.info.ended_at - self.info.answered_at).total_seconds()))

    def _settle(self) -> None:
        useful = _USEFUL.get(self.phase, frozenset())
        other_mute = PhoneCommand.MUTE if self.info.muted else PhoneCommand.UNMUTE
        self.info = replace(self.info, commands=(useful & self._can) - {other_mute}, by_hand=self.by_hand)


def _seconds(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else None
