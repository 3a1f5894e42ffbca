"""What guide steps do, check and require on a live call: done once, journaled, and nothing half done."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.merge import merge_customers
from connectors.telephony.events import CallEventType, PhoneCommand
from desktop.call.call_log import CallLog
from desktop.call.state import CallState, IdentityStatus, SaveStatus, StepStatus, StepView
from desktop.playbook.loader import load_playbook
from desktop.store.errors import StoreError
from tests.call.desk_parts import Floor, Phone
from tests.call.systems import EVERYTHING, HeldSystem, customer, interaction
from tests.playbook.folders import GOOD, write

MARTA = replace(customer("crm", "4471", "Marta Lindqvist", email="marta@example.com"), language="de")
WRITES = {"interaction.create", "task.create", "note.create", "consent.create"}
HEAD = GOOD["playbook.toml"].replace('["en"]', '["en", "de"]') + 'skip_reasons = ["Already known", "No time"]\n'
GENERAL = """\
format = "callside.call_type/1"
title = "General"
[[step]]
id = "who"
kind = "check"
check = "identity"
title = "Check who it is"
say = { en = "Your birthday, please?", de = "Ihr Geburtstag, bitte?" }
input = "choice"
choices = [{ id = "verified", label = "Matches" }, { id = "other", label = "Does not match" }]
[[step]]
id = "recorded"
kind = "check"
check = "disclosure"
title = "Say that we record"
say = { en = "This call is recorded.", de = "Wir zeichnen auf." }
[[step]]
id = "news"
kind = "check"
check = "consent"
consent = "marketing"
title = "Ask for the newsletter"
question = { en = "May we write?", de = "Duerfen wir schreiben?" }
input = "choice"
choices = [{ id = "given", label = "Yes" }, { id = "refused", label = "No" }]
[[step]]
id = "keep"
kind = "do"
title = "Write it down"
do = { kind = "connector", operation = "note.create", params = { text = "Spoke with {customer.name}" } }
[[step]]
id = "remember"
kind = "do"
title = "Put it into the notes"
do = { kind = "note", params = { text = "Menu choice: {ivr.choice}" } }
[[step]]
id = "hand_on"
kind = "do"
title = "Hand on to second level"
do = { kind = "transfer", to = "8000" }
[[step]]
id = "ring_up"
kind = "do"
title = "Call the shop"
do = { kind = "dial", number = "+4930123456" }
[[disposition]]
id = "done"
path = ["Done"]
[[disposition]]
id = "kept"
path = ["Kept"]
require = ["notes", "follow_up", "answers.news"]
"""


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    system = HeldSystem("crm", (MARTA,), EVERYTHING | WRITES)
    system.strategies = dict.fromkeys(WRITES, "upsert")
    system.records["interactions"] = (interaction("crm", "i1", "4471"),)
    book = write(tmp_path / "book", {"playbook.toml": HEAD, "call_types/general.toml": GENERAL})
    floor = Floor(tmp_path / "profile", system, playbook=load_playbook(book))
    await floor.desk.start()
    yield floor
    await floor.close()


async def talking(floor: Floor, **fields) -> str:
    floor.ring("+4915120000004", **fields)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().guide.steps and floor.state().info.answered_at)
    return floor.state().id


def step(state: CallState, step_id: str) -> StepView:
    return next(step for step in state.guide.steps if step.id == step_id)


async def outbox(floor: Floor) -> list[tuple[str, dict]]:
    rows = await floor.db.run(lambda store: store.outbox.list())
    return [(row.operation, dict(row.payload)) for row in rows]


async def journal(floor: Floor, call_id: str, kind: str) -> list[dict]:
    """What the call has left there once everything that was gathered is written."""
    await floor.desk.close()
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    return [dict(entry.data) for entry in entries if entry.kind == kind]


async def test_the_words_are_in_the_customers_language(floor: Floor):
    await talking(floor)
    assert step(floor.state(), "who").say == "Ihr Geburtstag, bitte?"


async def test_a_write_is_promised_once_however_often_the_step_is_done(floor: Floor):
    call_id = await talking(floor)
    assert step(floor.state(), "keep").effect.params == {"text": "Spoke with Marta Lindqvist"}
    floor.desk.answer_step(call_id, "keep", "")
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: step(floor.state(), "keep").status is StepStatus.DONE)
    assert step(floor.state(), "keep").effect is None
    floor.desk.answer_step(call_id, "keep", "")
    written = await outbox(floor)
    assert [(name, p["text"], p["subject"], p["customer_id"]) for name, p in written] == [
        ("note.create", "Spoke with Marta Lindqvist", "Write it down", "4471")
    ]
    assert await journal(floor, call_id, "step.done") == [
        {"step": "keep", "call_type": "general", "effect": "connector"}
    ]


async def test_a_step_done_for_one_person_is_still_to_be_done_for_who_has_come_meanwhile(floor: Floor, monkeypatch):
    call_id = await talking(floor)
    saving, whole = asyncio.Event(), CallLog.promise

    async def slow(log: CallLog, *args: object) -> object:
        await saving.wait()
        return await whole(log, *args)

    monkeypatch.setattr(CallLog, "promise", slow)
    floor.desk.answer_step(call_id, "keep", "")
    other = replace(MARTA, id="88", name="Bo Ek")
    floor.desk._sessions[call_id].picking.instead("crm:88", merge_customers({"crm": other}, ("crm",)))
    await floor.until(lambda: floor.state().identity.customer.key == "crm:88" and floor.state().guide.steps)
    saving.set()
    while not await outbox(floor):
        pass
    await floor.db.run(lambda store: None)
    assert step(floor.state(), "keep").status is not StepStatus.DONE
    assert step(floor.state(), "keep").effect.params == {"text": "Spoke with Bo Ek"}
    assert [payload["customer_id"] for _, payload in await outbox(floor)] == ["4471"]


async def test_a_write_that_could_not_be_kept_is_said_at_the_step(floor: Floor, monkeypatch):
    call_id = await talking(floor)

    async def full(*_):
        raise StoreError("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(floor.db, "run", full)
        floor.desk.answer_step(call_id, "keep", "")
        await floor.until(lambda: floor.state().guide.problem == "not_saved")
    assert step(floor.state(), "keep").status is StepStatus.CURRENT
    floor.failures.clear()  # told to whoever reads reports, besides the agent
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: step(floor.state(), "keep").status is StepStatus.DONE)
    assert len(await outbox(floor)) == 1


async def test_a_step_whose_facts_are_missing_waits_for_them(floor: Floor):
    call_id = await talking(floor)
    floor.desk.answer_step(call_id, "remember", "")
    await floor.until(lambda: floor.state().guide.problem == "facts_missing")
    assert floor.state().wrap_up.notes == ""


async def test_a_step_writes_below_what_the_agent_typed(floor: Floor):
    call_id = await talking(floor, data={"choice": "fiber"})
    floor.desk.set_notes(call_id, "Wants more speed. ")
    floor.desk.answer_step(call_id, "remember", "")
    await floor.until(lambda: floor.state().wrap_up.notes == "Wants more speed.\nMenu choice: fiber")
    assert floor.state().wrap_up.notes_revision == 1


async def test_the_phone_transfers_and_dials(floor: Floor):
    call_id = await talking(floor)
    floor.desk.answer_step(call_id, "ring_up", "")
    await floor.until(lambda: (PhoneCommand.DIAL, "", "+4930123456") in floor.phone.told)
    floor.desk.answer_step(call_id, "hand_on", "")
    await floor.until(lambda: (PhoneCommand.TRANSFER, "1", "8000") in floor.phone.told)


async def test_where_no_system_takes_it_the_step_says_so(floor: Floor, tmp_path: Path):
    alone = Floor(
        tmp_path / "other", HeldSystem("crm", (MARTA,), EVERYTHING), playbook=load_playbook(tmp_path / "book")
    )
    call_id = await talking(alone)
    alone.desk.answer_step(call_id, "keep", "")
    await alone.until(lambda: alone.state().guide.problem == "no_system")
    await alone.close()


async def offered(tmp_path: Path, effect: str, writes: set[str], phone: Phone | None = None) -> tuple[Floor, str]:
    """A floor where one action with this effect is on offer in a call."""
    action = f'format = "callside.actions/1"\n[[action]]\nid = "sorry"\ntitle = "Do it"\neffects = [{effect}]\n'
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "actions/help.toml": action}
    system = HeldSystem("crm", (MARTA,), EVERYTHING | writes)
    floor = Floor(tmp_path / "other", system, playbook=load_playbook(write(tmp_path / "acting", files)), phone=phone)
    await floor.desk.start()
    call_id = await talking(floor)
    await floor.until(lambda: floor.state().decision and floor.state().decision.actions.shown)
    return floor, call_id


NOTE = '{ kind = "connector", operation = "note.create", params = { text = "About {TEXT}" } }'
HAND_ON, RING_UP = '{ kind = "transfer", to = "8000" }', '{ kind = "dial", number = "+4930123456" }'
NO_PHONE = frozenset({PhoneCommand.HANG_UP})


@pytest.mark.parametrize(
    ("effect", "writes", "reason"),
    [
        (NOTE.replace("TEXT", "ivr.choice"), {"note.create"}, "facts_missing"),
        (NOTE.replace("TEXT", "customer.name"), set(), "no_system"),
        (HAND_ON, set(), "no_phone"),
        (RING_UP, set(), "no_phone"),
    ],
)
async def test_an_action_that_cannot_be_done_whole_is_not_accepted(tmp_path, effect, writes, reason):
    phone = Phone(commands=NO_PHONE)
    floor, call_id = await offered(tmp_path, effect, writes, phone)
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().action_log)
    assert [(note.outcome, note.reason) for note in floor.state().action_log] == [("failed", reason)]
    assert [entry.id for entry in floor.state().decision.actions.shown] == ["sorry"]
    assert (await outbox(floor), phone.told) == ([], [])
    assert await journal(floor, call_id, "action.accepted") == []
    await floor.close()


SPOKEN = """\
format = "callside.actions/1"
[[action]]
id = "sorry"
title = { en = "Credit {action.value}", de = "{action.value} gutschreiben" }
talk_track = { en = "I credit it since {call.started_at}.", de = "Gutgeschrieben, seit {call.started_at}." }
value_expr = "invoice.open_amount"
value_if_unknown = 5
decline_reasons = [{ id = "no", label = { en = "Not now", de = "Jetzt nicht" } }]
effects = [
  { kind = "note", params = { text = { en = "Credited", de = "Gutgeschrieben" } } },
  { kind = "connector", operation = "note.create", params = { text = "Credit it" } },
]
"""


@pytest.mark.parametrize(
    ("language", "title", "noted", "declined"),
    [("de", "Credit 5", "Gutgeschrieben", "Not now"), ("sv", "Credit 5", "Credited", "Not now")],
)
async def test_a_card_speaks_to_the_customer_in_their_language_and_to_the_agent_in_the_windows(
    tmp_path, language, title, noted, declined
):
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "actions/help.toml": SPOKEN}
    system = HeldSystem("crm", (replace(MARTA, language=language),), EVERYTHING | {"note.create"})
    floor = Floor(tmp_path / "other", system, playbook=load_playbook(write(tmp_path / "speaking", files)))
    await floor.desk.start()
    call_id = await talking(floor)
    await floor.until(lambda: floor.state().decision and floor.state().decision.actions.find("sorry"))
    card = floor.state().decision.actions.find("sorry")
    assert (card.title, card.decline_reasons[0].label) == (title, declined)
    assert card.talk_track.startswith("Gut" if language == "de" else "I credit")
    assert floor.desk.action_titles(call_id)["sorry"].replace("…", "5") == title
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().wrap_up.notes == noted)
    ((_, written),) = await outbox(floor)
    assert (written["subject"], written["text"]) == ("Credit 5", "Credit it")
    await floor.close()


@pytest.mark.parametrize("effect", [NOTE.replace("TEXT", "customer.name"), HAND_ON, RING_UP])
async def test_an_action_that_can_be_done_is_accepted(tmp_path, effect):
    floor, call_id = await offered(tmp_path, effect, {"note.create"})
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().action_log)
    assert [(note.outcome, note.reason) for note in floor.state().action_log] == [("accepted", None)]
    await floor.close()


@pytest.mark.parametrize("done", ["hand_on", "ring_up"])
async def test_where_no_phone_can_do_it_the_step_says_so(floor: Floor, tmp_path: Path, done):
    phone = Phone(commands=NO_PHONE)
    system = HeldSystem("crm", (MARTA,), EVERYTHING)
    bare = Floor(tmp_path / "other", system, playbook=load_playbook(tmp_path / "book"), phone=phone)
    call_id = await talking(bare)
    bare.desk.answer_step(call_id, done, "")
    await bare.until(lambda: bare.state().guide.problem == "no_phone")
    assert step(bare.state(), done).status is not StepStatus.DONE
    assert phone.told == []
    await bare.close()


async def test_the_agent_verifies_who_it_is(floor: Floor):
    call_id = await talking(floor)
    assert not floor.state().verified
    floor.desk.answer_step(call_id, "who", "verified")
    await floor.until(lambda: floor.state().verified)
    floor.desk.answer_step(call_id, "who", "other")
    await floor.until(lambda: not floor.state().verified)


async def test_leaving_out_a_step_is_journaled_with_its_reason(floor: Floor):
    call_id = await talking(floor)
    assert floor.state().guide.skip_reasons == ("Already known", "No time")
    floor.desk.skip(call_id, "Already known")
    await floor.until(lambda: floor.state().guide.current == 1)
    floor.desk.skip(call_id, "No time")
    await floor.until(lambda: floor.state().guide.problem == "required")
    skipped = {"step": "who", "call_type": "general", "reason": "Already known"}
    await finish(floor, call_id)
    assert await journal(floor, call_id, "step.skipped") == [skipped]


async def finish(floor: Floor, call_id: str) -> None:
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None or floor.state().wrap_up.problem)
    if floor.desk.call(call_id) is not None:
        assert floor.state().wrap_up.problem == "disclosure_missing"
        floor.desk.finish(call_id)
        await floor.until(lambda: floor.desk.call(call_id) is None)


async def test_an_unread_disclosure_holds_the_finish_once_and_is_journaled(floor: Floor):
    call_id = await talking(floor)
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "disclosure_missing")
    assert floor.state().wrap_up.missing_step == "Say that we record"
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert (await journal(floor, call_id, "call.finished"))[0]["unread"] == "disclosure:recorded"


async def test_a_call_nobody_answered_needs_no_disclosure(floor: Floor):
    floor.ring("+4915120000004")
    await floor.until(lambda: floor.state().guide.steps)
    call_id = floor.state().id
    floor.event(CallEventType.ENDED, reason="missed")
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)


async def test_a_disposition_says_what_it_needs_one_by_one(floor: Floor):
    call_id = await talking(floor)
    floor.desk.answer_step(call_id, "recorded", "")
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "kept")
    wanted = []
    for _ in range(3):
        floor.desk.finish(call_id)
        await floor.until(lambda: floor.state().wrap_up.problem not in (None, *wanted))
        wanted.append(floor.state().wrap_up.problem)
        if wanted[-1] == "notes_missing":
            floor.desk.set_notes(call_id, "Kept.")
        elif wanted[-1] == "follow_up_missing":
            floor.desk.add_follow_up(call_id, "Write", floor.state().info.started_at.date())
    assert wanted == ["notes_missing", "follow_up_missing", "answer_missing"]
    assert floor.state().wrap_up.missing_step == "Ask for the newsletter"
    assert floor.state().guide.steps[floor.state().guide.current].id == "news"
    floor.desk.answer_step(call_id, "news", "refused")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)


async def test_a_consent_is_a_fact_at_once_and_is_written_back_at_the_end(floor: Floor):
    call_id = await talking(floor)
    floor.desk.answer_step(call_id, "recorded", "")
    floor.desk.answer_step(call_id, "news", "given")
    await floor.until(lambda: step(floor.state(), "news").answer == "Yes")
    assert await outbox(floor) == []
    await finish(floor, call_id)
    written = dict(await outbox(floor))["consent.create"]
    assert (written["consent"], written["given"], written["customer_id"]) == ("marketing", True, "4471")


async def test_the_time_at_each_step_is_journaled(floor: Floor):
    call_id = await talking(floor)
    floor.desk.answer_step(call_id, "who", "verified")
    await floor.until(lambda: floor.state().guide.current == 1)
    floor.desk.answer_step(call_id, "recorded", "")
    await finish(floor, call_id)
    times = await journal(floor, call_id, "step.left")
    assert [entry["step"] for entry in times][:2] == ["who", "recorded"]
    assert all(int(entry["seconds"]) >= 0 for entry in times)


OLE = customer("crm", "5582", "Ole Berg", phone="+4915120000099", email="ole@example.com")


async def two_people(tmp_path: Path) -> Floor:
    system = HeldSystem("crm", (MARTA, OLE), EVERYTHING | WRITES)
    system.strategies = dict.fromkeys(WRITES, "upsert")
    floor = Floor(tmp_path / "two", system, playbook=load_playbook(tmp_path / "book"))
    await floor.desk.start()
    return floor


async def become(floor: Floor, call_id: str, key: str) -> None:
    """The agent finds that somebody else is on the line."""
    floor.desk.not_this_person(call_id)
    await floor.until(lambda: floor.state().identity.customer is None)
    floor.desk.search(call_id, "Ole")
    await floor.until(lambda: floor.state().search.status == "done")
    floor.desk.choose_customer(call_id, key)
    await floor.until(lambda: floor.state().identity.customer is not None)
    await floor.until(lambda: floor.state().guide.steps)


async def test_what_one_person_said_of_themselves_is_not_another_persons(floor: Floor, tmp_path: Path):
    two = await two_people(tmp_path)
    call_id = await talking(two)
    for step_id, value in (("who", "verified"), ("recorded", ""), ("news", "given"), ("keep", "")):
        two.desk.answer_step(call_id, step_id, value)
    await two.until(lambda: two.state().verified and step(two.state(), "keep").effect is None)
    await become(two, call_id, "crm:5582")
    assert not two.state().verified
    verified = {
        state.identity.customer and state.identity.customer.key for state in two.watcher.calls if state.verified
    }
    assert verified == {"crm:4471"}, "not in a single picture in between"
    assert step(two.state(), "who").answer is None
    assert step(two.state(), "news").answer is None
    assert step(two.state(), "recorded").status is StepStatus.DONE
    assert step(two.state(), "keep").effect is not None
    await finish(two, call_id)
    assert "consent.create" not in dict(await outbox(two))
    await two.close()


async def test_after_a_crash_nothing_is_done_a_second_time(floor: Floor, tmp_path: Path):
    first = await two_people(tmp_path)
    call_id = await talking(first)
    first.desk.set_notes(call_id, "half a sent")
    first.desk.answer_step(call_id, "keep", "")
    await first.until(lambda: step(first.state(), "keep").effect is None)
    await first.until(lambda: first.state().wrap_up.save is SaveStatus.SAVED)
    first.db.close()  # no goodbye: as a crash would leave it
    first.desk._closing = True
    again = await two_people(tmp_path)
    await again.until(lambda: again.state().guide.steps and step(again.state(), "keep").effect is None)
    again.desk.answer_step(call_id, "keep", "")
    await again.until(lambda: step(again.state(), "keep").status is StepStatus.DONE)
    assert [name for name, _ in await outbox(again)] == ["note.create"]
    await again.close()
    first.tasks.cancel()
