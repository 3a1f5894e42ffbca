"""After a crash: the guide goes on where it was, also while the call is still on the phone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from connectors.telephony.events import CallEventType, PhoneCommand
from desktop.call.state import Phase, StepStatus
from desktop.rules.values import Money
from tests.call.desk_parts import Floor
from tests.call.resuming import (
    ASKED,
    CHECKED,
    KEPT,
    Desks,
    answer,
    given,
    saved,
    step,
    talking,
    who,
)


async def test_the_guide_goes_on_where_it_was(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED | ASKED)
    floor.desk.skip(call_id, "No time")
    floor.desk.set_disposition(call_id, "done")
    await saved(floor)
    floor = await desks.crash()
    state = await who(floor, "crm:4471")
    await floor.until(lambda: floor.state().verified)
    assert state.guide.call_type == "help"
    skipped = {"keep": None}
    assert given(floor) == {"who": "verified", "recorded": True, "news": "given"} | KEPT | skipped
    assert [type(value) for value in given(floor).values()] == [
        str,
        bool,
        str,
        str,
        str,
        Decimal,
        Money,
        date,
        type(None),
    ]
    assert (step(floor, "keep").status, step(floor, "keep").reason) == (StepStatus.SKIPPED, "No time")
    assert floor.state().guide.steps[floor.state().guide.current].id == "close"
    assert floor.state().wrap_up.disposition == "done", "picked, though the answers would decide another"
    assert floor.state().wrap_up.notes == ""
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    rows = await floor.db.run(lambda store: store.outbox.list())
    consents = [row.payload for row in rows if row.operation == "consent.create"]
    assert [(each["consent"], each["given"], each["customer_id"]) for each in consents] == [("marketing", True, "4471")]
    assert await floor.db.run(lambda store: store.drafts.open()) == (), "gone with the commit"
    floor = await desks.crash()
    assert floor.desk.state.tabs == ()


async def test_the_agent_goes_back_and_stands_there_again(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED | ASKED)
    floor.desk.go_to_step(call_id, "said")
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert floor.state().guide.steps[floor.state().guide.current].id == "said"
    assert step(floor, "said").answer == "fell off the van"
    answer(floor, {"said": "fell off the roof"})
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert given(floor)["said"] == "fell off the roof"
    assert given(floor)["news"] == "given", "a second crash takes nothing either"


async def test_a_disposition_that_the_answers_decided_follows_them_after_a_crash(desks: Desks):
    floor = desks.floor
    await talking(floor)
    answer(floor, ASKED)
    await floor.until(lambda: floor.state().wrap_up.disposition == "late")
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    await floor.until(lambda: floor.state().wrap_up.disposition == "late")
    answer(floor, {"topic": "broken"})
    await floor.until(lambda: floor.state().wrap_up.disposition is None)


async def test_a_call_type_chosen_by_hand_is_kept_though_nothing_was_typed(desks: Desks):
    floor = desks.floor
    await talking(floor)
    await saved(floor)
    floor = await desks.crash()
    state = await who(floor, "crm:4471")
    assert state.guide.call_type == "help"


async def test_a_call_in_which_nothing_was_done_leaves_nothing(desks: Desks):
    floor = desks.floor
    floor.ring()
    await who(floor, "crm:4471")
    floor = await desks.crash()
    assert floor.desk.state.tabs == ()


async def test_a_deed_is_not_done_twice_though_the_draft_knew_nothing_of_it(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    floor.desk.set_notes(call_id, "before")
    await saved(floor)
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: step(floor, "keep").effect is None)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    await floor.until(lambda: step(floor, "keep").effect is None)
    assert step(floor, "keep").status is StepStatus.DONE


# Still on the phone


async def interrupted(desks: Desks) -> tuple[Floor, str]:
    """A call on the line of a phone, cut off in the middle of its guide."""
    call_id = await talking(desks.floor)
    answer(desks.floor, CHECKED | {"topic": "late"})
    await saved(desks.floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert floor.state().phase is Phase.WRAP_UP
    return floor, call_id


@pytest.mark.parametrize(
    ("kind", "found", "phase"),
    [
        (CallEventType.RINGING, True, Phase.TALKING),
        (CallEventType.ANSWERED, True, Phase.TALKING),
        (CallEventType.HELD, False, Phase.HELD),
        (CallEventType.UPDATED, False, Phase.TALKING),
    ],
)
async def test_a_call_that_is_still_on_the_phone_goes_on(desks: Desks, kind, found, phase):
    floor, call_id = await interrupted(desks)
    answered_at = floor.state().info.answered_at
    floor.event(kind, ani="+4915120000004", found=found)
    await floor.until(lambda: floor.state().phase is phase)
    assert [tab.call_id for tab in floor.desk.state.tabs] == [call_id]
    state = floor.state()
    assert (state.info.source, state.info.answered_at, state.info.ended_at) == ("phone", answered_at, None)
    assert PhoneCommand.HANG_UP in state.info.commands
    assert state.guide.steps[state.guide.current].id == "said"
    answer(floor, {"said": "fell off the van"})
    floor.event(CallEventType.ENDED, reason="normal")
    await floor.until(lambda: floor.state().phase is Phase.WRAP_UP)
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    (written,) = [row for row in await floor.db.run(lambda store: store.outbox.list()) if "outcome" in row.payload]
    assert written.payload["outcome"] == "Order › Done"


@pytest.mark.parametrize(
    "event",
    [
        {"kind": CallEventType.RINGING, "ani": "+4915120000004"},  # the phone counts from one again
        {"kind": CallEventType.ANSWERED, "ani": "+4915120000004", "call_id": "2"},
        {"kind": CallEventType.ANSWERED, "ani": "+4915120000009", "found": True},
    ],
)
async def test_another_call_of_the_phone_is_another(desks: Desks, event):
    floor, call_id = await interrupted(desks)
    floor.event(**event)
    await floor.until(lambda: len(floor.desk.state.tabs) == 2 and floor.state(1).guide.steps)
    assert floor.state(0).id == call_id
    assert floor.state(0).phase is Phase.WRAP_UP
    assert all(step.answer is None for step in floor.state(1).guide.steps)
    assert not floor.state(1).verified
