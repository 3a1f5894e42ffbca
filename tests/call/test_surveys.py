"""Invitations on a live call: promised with the wrap-up or not at all, and never one too many."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType
from desktop.call.state import IdentityStatus, SurveyOffer
from desktop.playbook.loader import load_playbook
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
from tests.playbook.folders import write

MARTA = replace(customer("crm", "4471", "Marta Lindqvist", email="marta@example.com"), consents=("survey",))
OLE = replace(customer("crm", "5582", "Ole Berg", "+4915120000009", "ole@example.com"), consents=("email",))
WRITES = {"interaction.create", "survey.create"}
SURVEYS = """\
format = "callside.surveys/1"
pause = "90d"
decline_reasons = ["Asked not to be", "Not the customer"]
[[survey]]
id = "csat_call"
metric = "csat"
channel = "email"
question = "How satisfied are you with this call?"
"""
GENERAL = """\
format = "callside.call_type/1"
title = "General"
[[step]]
id = "help"
kind = "say"
title = "Help"
say = "How can I help?"
[[disposition]]
id = "done"
path = ["Done"]
[[disposition]]
id = "asked"
path = ["Asked"]
require = ["survey"]
"""


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    system = HeldSystem("crm", (MARTA, OLE), EVERYTHING | WRITES)
    system.strategies = dict.fromkeys(WRITES, "upsert")
    book = write(tmp_path / "book", {"surveys.toml": SURVEYS, "call_types/general.toml": GENERAL})
    floor = Floor(tmp_path / "profile", system, playbook=load_playbook(book))
    await floor.desk.start()
    yield floor
    await floor.close()


def offered(floor: Floor, index: int = 0) -> SurveyOffer:
    survey = floor.state(index).wrap_up.survey
    return survey if survey is not None else SurveyOffer(reason="nothing")


async def talking(floor: Floor, ani: str = "+4915120000004", call: str = "1") -> str:
    index = len(floor.desk.state.tabs)
    floor.ring(ani, call)
    await floor.until(lambda: floor.state(index).identity.status is IdentityStatus.IDENTIFIED)
    floor.event(CallEventType.ANSWERED, call)
    await floor.until(lambda: offered(floor, index).reason not in ("nothing", "history_unknown"))
    return floor.state(index).id


async def finish(floor: Floor, call_id: str, call: str = "1") -> None:
    floor.event(CallEventType.ENDED, call, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)


async def invitations(floor: Floor) -> list[dict]:
    rows = await floor.db.run(lambda store: store.outbox.list())
    return [dict(row.payload) for row in rows if row.operation == "survey.create"]


async def test_it_is_offered_and_promised_with_the_wrap_up(floor: Floor):
    call_id = await talking(floor)
    assert (offered(floor).id, offered(floor).on, offered(floor).to) == ("csat_call", True, "marta@example.com")
    assert await invitations(floor) == []
    await finish(floor, call_id)
    (sent,) = await invitations(floor)
    assert (sent["survey"], sent["metric"], sent["to"]) == ("csat_call", "csat", "marta@example.com")
    assert (sent["question"], sent["customer_id"]) == ("How satisfied are you with this call?", "4471")
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    (entry,) = [entry for entry in entries if entry.kind == "survey.invited"]
    assert (entry.data["survey"], entry.customer_key) == ("csat_call", "crm:4471")


async def test_the_agent_can_take_it_off(floor: Floor):
    call_id = await talking(floor)
    floor.desk.set_invite(call_id, False)
    await floor.until(lambda: not offered(floor).on)
    await finish(floor, call_id)
    assert await invitations(floor) == []


async def test_the_next_call_is_told_when_it_was(floor: Floor):
    await finish(floor, await talking(floor))
    call_id = await talking(floor, call="2")
    assert (offered(floor).reason, offered(floor).days) == ("asked", 0)
    await finish(floor, call_id, "2")
    assert len(await invitations(floor)) == 1


async def test_two_calls_at_once_invite_once(floor: Floor):
    first, second = await talking(floor), await talking(floor, call="2")
    assert offered(floor, 0).id == offered(floor, 1).id == "csat_call"
    await finish(floor, first)
    await finish(floor, second, "2")
    assert len(await invitations(floor)) == 1


async def test_nobody_is_asked_without_consent(floor: Floor):
    call_id = await talking(floor, "+4915120000009")
    assert offered(floor).reason == "no_consent"
    floor.desk.set_invite(call_id, True)
    await finish(floor, call_id)
    assert await invitations(floor) == []


async def test_a_call_nobody_answered_offers_nothing(floor: Floor):
    floor.ring("+4915120000004")
    await floor.until(lambda: floor.state().guide.call_type)
    assert floor.state().wrap_up.survey is None


# Required


async def ended(floor: Floor, call_id: str) -> None:
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "asked")


async def declined(floor: Floor, call_id: str) -> list[dict]:
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    return [dict(entry.data) for entry in entries if entry.kind == "survey.declined"]


async def test_a_survey_that_is_left_on_is_decided_about(floor: Floor):
    call_id = await talking(floor)
    assert offered(floor).reasons == ("Asked not to be", "Not the customer")
    await ended(floor, call_id)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert len(await invitations(floor)) == 1
    assert await declined(floor, call_id) == []


async def test_one_that_is_taken_off_holds_the_finish_until_it_is_said_why(floor: Floor):
    call_id = await talking(floor)
    floor.desk.set_invite(call_id, False)
    await ended(floor, call_id)
    for _ in range(2):
        floor.desk.finish(call_id)
        await floor.until(lambda: floor.state().wrap_up.problem == "survey_missing")
    floor.desk.set_invite(call_id, False, "Asked not\n to be")
    await floor.until(lambda: floor.state().wrap_up.problem is None and offered(floor).why_not == "Asked not to be")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert await invitations(floor) == []
    assert await declined(floor, call_id) == [
        {"survey": "csat_call", "metric": "csat", "channel": "email", "reason": "Asked not to be"}
    ]


async def test_inviting_after_all_takes_the_reason_back(floor: Floor):
    call_id = await talking(floor)
    floor.desk.set_invite(call_id, False, "Not the customer")
    floor.desk.set_invite(call_id, True, "left over")
    await floor.until(lambda: offered(floor).on and not offered(floor).why_not)
    await ended(floor, call_id)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert len(await invitations(floor)) == 1


async def test_where_nobody_may_be_asked_there_is_nothing_to_decide(floor: Floor):
    call_id = await talking(floor, "+4915120000009")
    assert offered(floor).reason == "no_consent"
    floor.desk.set_invite(call_id, False)
    await ended(floor, call_id)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert await declined(floor, call_id) == []


async def test_after_a_crash_the_reason_is_still_known(floor: Floor, tmp_path: Path):
    call_id = await talking(floor)
    floor.desk.set_invite(call_id, False, "Not the customer")
    floor.event(CallEventType.ENDED, reason="normal")
    await floor.desk.close()
    other = Floor(tmp_path / "profile", floor.desk._context.connectors[0], playbook=floor.desk._context.playbook)
    await other.desk.start()
    await other.until(lambda: (offered(other).on, offered(other).why_not) == (False, "Not the customer"))
    assert other.state().id == call_id
    await other.close()
