"""Done, and taken back: nothing is sent, nothing is left of it, and what was sent already says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType
from desktop.call.contacts import contact_events
from desktop.call.learner import Learner
from desktop.call.state import IdentityStatus, Phase, StepStatus
from desktop.playbook.loader import load_playbook
from desktop.store.records import RowState
from desktop.store.replies import Outcome as Reply
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem
from tests.call.test_deeds import GENERAL, HEAD, MARTA, WRITES, finish, outbox, step, talking
from tests.playbook.folders import write

ACTION = """\
format = "callside.actions/1"
[[action]]
id = "sorry"
title = "Say sorry"
contact_policy = [{ on = "accepted", within = "30d", pause = "60d" }]
effects = [
  { kind = "connector", operation = "note.create", params = { text = "Sorry, {customer.name}" } },
  { kind = "note", params = { text = "Said sorry." } },
  { kind = "email", text = "sorry" },
]
[[action]]
id = "ring_up"
title = "Call the shop"
effects = [{ kind = "dial", number = "+4930123456" }]
"""
TEXT = "Title: Sorry\nSubject: Sorry\n\nWe are sorry.\n"


def book(folder: Path):
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "actions/help.toml": ACTION}
    files |= {"texts/sorry.en.md": TEXT, "texts/sorry.de.md": TEXT}
    return load_playbook(write(folder, files))


async def floor_with(tmp_path: Path, undo_s: float) -> Floor:
    system = HeldSystem("crm", (MARTA,), EVERYTHING | WRITES)
    floor = Floor(tmp_path / "profile", system, playbook=book(tmp_path / "book"), undo_s=undo_s)
    await floor.learner.load(floor.db)
    await floor.desk.start()
    return floor


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = await floor_with(tmp_path, 60.0)
    yield floor
    await floor.close()


async def offered(floor: Floor) -> str:
    call_id = await talking(floor)
    await floor.until(lambda: len(floor.state().decision.actions.shown) == 2)
    return call_id


async def accepted(floor: Floor) -> str:
    call_id = await offered(floor)
    floor.desk.set_notes(call_id, "Angry.")
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().undo)
    return call_id


async def kinds(floor: Floor, call_id: str) -> list[str]:
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    return [
        entry.kind for entry in entries if entry.kind.startswith(("action.a", "action.u", "step.d", "step.u", "write."))
    ]


async def test_an_accepted_action_waits_and_is_taken_back_whole(floor: Floor):
    call_id = await accepted(floor)
    state = floor.state()
    assert state.undo.title == "Say sorry"
    assert state.wrap_up.notes == "Angry.\nSaid sorry."
    assert state.letters.open is not None
    assert [row for row, _ in await outbox(floor)] == ["note.create"]
    floor.desk.undo(call_id)
    floor.desk.undo(call_id)  # a second press while it is written is none
    await floor.until(lambda: floor.state().undo is None)
    state = floor.state()
    assert await outbox(floor) == []
    assert state.wrap_up.notes == "Angry."
    assert state.letters.open is None
    assert [(note.title, note.outcome) for note in state.action_log] == [("Say sorry", "undone")]
    assert "sorry" in [entry.id for entry in state.decision.actions.shown]
    assert await kinds(floor, call_id) == ["action.accepted", "write.dropped", "action.undone"]


async def test_what_was_taken_back_can_be_done_again(floor: Floor):
    call_id = await accepted(floor)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().undo)
    assert [row for row, _ in await outbox(floor)] == ["note.create"]
    assert floor.state().wrap_up.notes == "Angry.\nSaid sorry."


async def test_what_the_agent_changed_since_stays(floor: Floor):
    call_id = await accepted(floor)
    floor.desk.set_notes(call_id, "Angry.\nSaid sorry, twice.")
    floor.desk.edit_letter(call_id, "sorry", "marta@example.com", "Sorry", "We are very sorry.")
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert floor.state().wrap_up.notes == "Angry.\nSaid sorry, twice."
    assert floor.state().letters.open.body == "We are very sorry."
    assert await outbox(floor) == []


async def test_what_was_accepted_while_it_rang_stays_when_the_caller_gives_up(floor: Floor):
    floor.ring("+4915120000004")
    await floor.until(lambda: floor.state().decision and len(floor.state().decision.actions.shown) == 2)
    call_id = floor.state().id
    floor.desk.accept(call_id, "sorry")
    floor.event(CallEventType.ENDED, reason="abandoned")  # before it is saved
    await floor.until(lambda: floor.state().undo)
    assert (floor.state().phase, floor.state().wrap_up.notes) == (Phase.WRAP_UP, "Said sorry.")
    assert [row for row, _ in await outbox(floor)] == ["note.create"]


async def test_finishing_waits_for_what_is_being_accepted(floor: Floor):
    call_id = await offered(floor)
    floor.event(CallEventType.ENDED)
    floor.desk.set_disposition(call_id, "done")
    floor.desk.accept(call_id, "sorry")
    floor.desk.finish(call_id)  # before it is saved
    await floor.until(lambda: floor.state().wrap_up.problem is not None)
    assert floor.state().wrap_up.notes == "Said sorry."


async def test_what_was_sent_meanwhile_says_so(floor: Floor):
    call_id = await accepted(floor)

    def send(store):
        (row,) = store.outbox.list()
        store.outbox.retry(row.key, row.next_at)
        taken = store.outbox.claim("crm", row.next_at)
        store.outbox.settle(taken.key, Reply(RowState.DONE, row.next_at, None, remote_id="1"))

    await floor.db.run(send)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    state = floor.state()
    last = state.action_log[-1]
    assert (last.title, last.outcome, last.reason) == ("Say sorry", "failed", "already_sent")
    assert state.wrap_up.notes == "Angry.\nSaid sorry."
    assert "action.undone" not in await kinds(floor, call_id)


async def test_a_step_is_to_be_done_again(floor: Floor):
    call_id = await offered(floor)
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: floor.state().undo)
    assert step(floor.state(), "keep").status is StepStatus.DONE
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert step(floor.state(), "keep").status is StepStatus.CURRENT
    assert step(floor.state(), "keep").effect is not None
    assert await outbox(floor) == []
    assert await kinds(floor, call_id) == ["step.done", "write.dropped", "step.undone"]


async def test_the_latest_goes_first_then_the_one_before(floor: Floor):
    call_id = await accepted(floor)
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: floor.state().undo.title == "Write it down")
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo.title == "Say sorry")
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert await outbox(floor) == []


async def test_a_call_that_was_made_is_not_taken_back(floor: Floor):
    call_id = await offered(floor)
    floor.desk.accept(call_id, "ring_up")
    await floor.until(lambda: floor.state().action_log)
    assert floor.state().undo is None


async def test_another_persons_deed_can_still_be_taken_back(floor: Floor):
    call_id = await accepted(floor)
    floor.desk.not_this_person(call_id)
    await floor.until(lambda: floor.state().identity.status is not IdentityStatus.IDENTIFIED)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert await outbox(floor) == []
    key = "crm:4471"
    since = floor.state().info.started_at
    entries = await floor.db.run(lambda store: store.journal.contact_events(key, since))
    assert "action.undone" in [entry.kind for entry in entries]
    assert [event.outcome.value for event in contact_events(entries)] == ["shown", "shown"]


async def test_nothing_is_learned_from_what_was_taken_back(floor: Floor):
    call_id = await accepted(floor)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert floor.learner.learning().events == 0
    again = Learner(book(floor.folder.parent / "book"), b"e" * 32)
    await again.load(floor.db)
    assert again.learning().events == 0


async def test_when_the_window_is_over_it_is_learned_once(tmp_path: Path):
    floor = await floor_with(tmp_path, 0.05)
    await offered(floor)
    call_id = floor.state().id
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().undo)
    await floor.db.run(
        lambda store: store.outbox.drop(store.outbox.list()[0].key, "gone", floor.state().info.started_at)
    )
    await floor.until(lambda: floor.state().undo is None)
    assert floor.learner.learning().events == 1
    floor.desk.undo(call_id)
    assert floor.state().action_log[-1].outcome == "accepted"
    await floor.close()
    assert floor.learner.learning().events == 1


async def test_while_the_system_is_down_it_can_still_be_taken_back(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("desktop.call.undo.LOOK_AGAIN_S", 0.01)
    floor = await floor_with(tmp_path, 0.02)
    call_id = await accepted(floor)
    looked = 0
    look = floor.desk._sessions[call_id].deeds.undo._unsent

    async def counted(deed):
        nonlocal looked
        looked += 1
        return await look(deed)

    monkeypatch.setattr(floor.desk._sessions[call_id].deeds.undo, "_unsent", counted)
    await floor.until(lambda: looked > 2)
    assert floor.state().undo is not None
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert await outbox(floor) == []
    await floor.close()


async def test_a_finished_call_is_not_taken_back_and_does_not_wait(floor: Floor):
    call_id = await accepted(floor)
    floor.desk.discard_letter(call_id, "sorry")
    await finish(floor, call_id)
    rows = await floor.db.run(lambda store: store.outbox.list())
    assert all(row.next_at <= row.created or row.last_error is None for row in rows)
    assert rows[0].last_error is None
    assert floor.learner.learning().events == 1


async def test_after_a_crash_what_was_taken_back_is_offered_again(floor: Floor, tmp_path: Path):
    call_id = await accepted(floor)
    floor.desk.answer_step(call_id, "keep", "")
    await floor.until(lambda: floor.state().undo.title == "Write it down")
    for title in ("Say sorry", None):
        floor.desk.undo(call_id)
        await floor.until(lambda title=title: (floor.state().undo and floor.state().undo.title) == title)
    await floor.desk.close()
    floor.db.close()
    again = await floor_with(tmp_path, 60.0)
    await again.until(lambda: again.state().decision and len(again.state().decision.actions.shown) == 2)
    assert step(again.state(), "keep").effect is not None
    assert await outbox(again) == []
    await again.close()
    floor.db = again.db
