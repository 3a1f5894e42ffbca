"""The phone side of a call: phases, times, and what the phone can do now."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.telephony.events import CallEvent, CallEventType, PhoneCommand
from desktop.call.line import BY_HAND, Line
from desktop.call.state import Phase
from desktop.store.records import DraftRecord
from tests.call.systems import NOW

ALL = frozenset(PhoneCommand)
MINUTE = timedelta(minutes=1)


def event(kind: CallEventType, seconds: int = 0, **fields) -> CallEvent:
    return CallEvent("phone", "1", kind, NOW + timedelta(seconds=seconds), **fields)


def ringing(can: frozenset[PhoneCommand] = ALL, **fields) -> Line:
    return Line.begun(event(CallEventType.RINGING, **{"ani": "+4915120000004", **fields}), can, "DE")


def test_a_whole_call_with_its_times():
    line = ringing(data={"waited_s": "42"}, queue="billing")
    assert (line.phase, line.info.waited_s, line.info.country) == (Phase.RINGING, 42, "DE")
    line.on_event(event(CallEventType.ANSWERED, 5))
    line.on_event(event(CallEventType.HELD, 20))
    assert line.info.held_since == NOW + timedelta(seconds=20)
    line.on_event(event(CallEventType.RESUMED, 30))
    line.on_event(event(CallEventType.ENDED, 65, reason="normal"))
    assert (line.phase, line.info.end_reason, line.talked_s()) == (Phase.WRAP_UP, "normal", 60)
    assert line.handled_s(NOW + timedelta(seconds=95)) == 90


@pytest.mark.parametrize(
    ("kinds", "commands"),
    [
        ((), {PhoneCommand.ANSWER, PhoneCommand.HANG_UP}),
        (
            (CallEventType.ANSWERED,),
            {PhoneCommand.HOLD, PhoneCommand.MUTE, PhoneCommand.TRANSFER, PhoneCommand.HANG_UP},
        ),
        (
            (CallEventType.ANSWERED, CallEventType.HELD),
            {PhoneCommand.RESUME, PhoneCommand.TRANSFER, PhoneCommand.HANG_UP},
        ),
        ((CallEventType.ENDED,), set()),
    ],
)
def test_only_commands_that_make_sense_are_offered(kinds, commands):
    line = ringing()
    for kind in kinds:
        line.on_event(event(kind, 1))
    assert line.info.commands == commands


def test_a_phone_offers_only_what_it_can():
    line = ringing(frozenset({PhoneCommand.ANSWER}))
    assert line.info.commands == {PhoneCommand.ANSWER}
    assert ringing(frozenset()).info.commands == BY_HAND


def test_mute_is_confirmed_by_the_reply_and_offers_its_opposite():
    line = ringing()
    line.on_event(event(CallEventType.ANSWERED))
    line.sent(PhoneCommand.MUTE)
    line.done(PhoneCommand.MUTE)
    assert (line.info.muted, line.info.pending) == (True, None)
    assert PhoneCommand.UNMUTE in line.info.commands
    assert PhoneCommand.MUTE not in line.info.commands


def test_hold_waits_for_its_event_not_for_the_reply():
    line = ringing()
    line.on_event(event(CallEventType.ANSWERED))
    line.sent(PhoneCommand.HOLD)
    line.done(PhoneCommand.HOLD)
    assert line.info.pending is PhoneCommand.HOLD
    line.on_event(event(CallEventType.HELD))
    assert line.info.pending is None


def test_a_call_announced_as_answered_is_on_the_line():
    line = Line.begun(event(CallEventType.ANSWERED, ani="+4915120000004"), ALL, "DE")
    assert line.phase is Phase.TALKING


def test_a_transferred_call_is_over_here():
    line = ringing()
    line.on_event(event(CallEventType.ANSWERED))
    line.on_event(event(CallEventType.TRANSFERRED))
    assert (line.phase, line.info.end_reason) == (Phase.WRAP_UP, "transferred")


def test_an_interrupted_call_comes_back_in_its_wrap_up():
    line = Line.interrupted(DraftRecord("c", ani="+4915120000004", updated_at=NOW), NOW)
    assert (line.phase, line.info.commands) == (Phase.WRAP_UP, frozenset())
    assert line.info.ani_display == "+49 1512 0000004"
    assert line.info.answered_at is None


def test_an_interrupted_call_that_was_answered_still_was_but_nobody_knows_when_it_ended():
    line = Line.interrupted(
        DraftRecord("c", started_at=NOW, answered_at=NOW, updated_at=NOW + MINUTE), NOW + 2 * MINUTE
    )
    assert line.info.answered_at == NOW
    assert line.handled_s(NOW + 2 * MINUTE) == 120
    assert line.talked_s() is None


@pytest.mark.parametrize("waited", ["", "-1", "1e9", "12345678", "٣", "soon"])
def test_a_waiting_time_that_is_none_is_none(waited: str):
    assert ringing(data={"waited_s": waited}).info.waited_s is None


@given(st.lists(st.sampled_from(list(CallEventType))))
def test_once_over_a_call_never_comes_back(kinds):
    line, over = ringing(), False
    for kind in kinds:
        line.on_event(event(kind))
        over = over or kind in (CallEventType.ENDED, CallEventType.TRANSFERRED)
        assert (line.phase is Phase.WRAP_UP) is over


@pytest.mark.parametrize(
    ("can", "kinds", "reason", "unanswered"),
    [
        (ALL, (CallEventType.ENDED,), "rejected", True),
        (ALL, (CallEventType.ENDED,), None, True),
        (ALL, (CallEventType.ANSWERED, CallEventType.ENDED), "normal", False),
        (ALL, (), None, False),
        # Where the agent tells by hand, they may have talked without telling so: unless the phone says that nobody did.
        (frozenset(), (CallEventType.ENDED,), "normal", False),
        (frozenset(), (CallEventType.ENDED,), "abandoned", True),
    ],
)
def test_a_call_that_ended_and_that_nobody_took(can, kinds, reason, unanswered):
    line = ringing(can)
    for kind in kinds:
        line.on_event(event(kind, 1, reason=reason))
    assert line.unanswered() is unanswered


def test_an_interrupted_call_may_have_been_taken():
    draft = DraftRecord("c1", ani="+4915120000004", updated_at=NOW, source="phone", phone_id="1")
    line = Line.interrupted(draft, NOW)
    assert not line.unanswered()
    line.go_on(event(CallEventType.UPDATED), ALL)
    line.on_event(event(CallEventType.ENDED, 1))
    assert line.unanswered()
