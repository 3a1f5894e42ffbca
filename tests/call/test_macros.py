"""Macros on a live call: offered where they fit, done whole or not at all, and taken back whole."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.call.state import CallState, FollowUp
from desktop.playbook.loader import load_playbook
from desktop.store.errors import StoreError
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem
from tests.call.test_deeds import GENERAL, HEAD, MARTA, WRITES, outbox, talking
from tests.playbook.folders import write

MACROS = """\
format = "callside.macros/1"
[[macro]]
id = "all"
title = { en = "All of it", de = "Alles davon" }
call_types = ["general"]
[[macro.step]]
kind = "connector"
operation = "task.create"
params = { subject = "About {customer.name}", text = "Do it", due_in_days = "2" }
[[macro.step]]
kind = "connector"
operation = "note.create"
params = { text = "Noted for {customer.name}" }
[[macro.step]]
kind = "note"
params = { text = "Did all of it." }
[[macro.step]]
kind = "disposition"
disposition = "kept"
[[macro.step]]
kind = "follow_up"
params = { text = "Call {customer.name}", due_in_days = 2 }
[[macro.step]]
kind = "email"
text = "sorry"
[[macro]]
id = "menu"
title = { en = "Menu", de = "Menü" }
[[macro.step]]
kind = "note"
params = { text = "Chose {ivr.choice}" }
[[macro]]
id = "elsewhere"
title = { en = "Elsewhere", de = "Woanders" }
call_types = ["other"]
[[macro.step]]
kind = "note"
params = { text = "x" }
[[macro]]
id = "late"
title = { en = "Late", de = "Spät" }
when = 'order.open_late_count >= 1'
[[macro.step]]
kind = "note"
params = { text = "x" }
"""
TEXT = "Title: Sorry\nSubject: Sorry\n\nWe are sorry.\n"


def floor_of(tmp_path: Path, writes: set[str]) -> Floor:
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "macros.toml": MACROS}
    files |= {"call_types/other.toml": GENERAL.replace('"General"', '"Other"')}
    files |= {"texts/sorry.en.md": TEXT, "texts/sorry.de.md": TEXT}
    system = HeldSystem("crm", (MARTA,), EVERYTHING | writes)
    return Floor(tmp_path / "profile", system, playbook=load_playbook(write(tmp_path / "book", files)), undo_s=60.0)


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = floor_of(tmp_path, WRITES)
    await floor.desk.start()
    yield floor
    await floor.close()


async def ready(floor: Floor) -> str:
    call_id = await talking(floor)
    await floor.until(lambda: floor.state().macros and "Marta" in str(floor.state().macros[0]))
    return call_id


def macro(state: CallState, macro_id: str):
    return next(each for each in state.macros if each.id == macro_id)


async def test_those_that_fit_are_offered_with_their_values(floor: Floor):
    await ready(floor)
    assert [each.id for each in floor.state().macros] == ["all", "menu"]
    offered = macro(floor.state(), "all")
    assert offered.title == "All of it"
    assert offered.problem is None
    assert offered.steps[0].name == "crm:task.create"
    assert offered.steps[0].params["subject"] == "About Marta Lindqvist"
    assert macro(floor.state(), "menu").problem == "facts_missing"


async def test_all_of_it_is_done_in_one_transaction_and_taken_back_whole(floor: Floor):
    call_id = await ready(floor)
    floor.desk.set_notes(call_id, "Hello.")
    floor.desk.run_macro(call_id, "all")
    floor.desk.run_macro(call_id, "all")
    await floor.until(lambda: floor.state().undo)
    state = floor.state()
    due = state.wrap_up.follow_ups[0].due_on
    assert [name for name, _ in await outbox(floor)] == ["task.create", "note.create"]
    assert state.wrap_up.notes == "Hello.\nDid all of it."
    assert state.wrap_up.disposition == "kept"
    assert state.wrap_up.follow_ups == (FollowUp("Call Marta Lindqvist", due),)
    assert due - state.info.started_at.date() > timedelta(0)
    assert state.letters.open is not None
    assert (state.action_log[-1].title, state.action_log[-1].outcome) == ("All of it", "done")
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    state = floor.state()
    assert await outbox(floor) == []
    assert (state.wrap_up.notes, state.wrap_up.disposition, state.wrap_up.follow_ups) == ("Hello.", None, ())
    assert state.letters.open is None
    assert [note.outcome for note in state.action_log] == ["undone"]
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    assert [each.kind for each in entries if each.kind.startswith("macro")] == ["macro.run", "macro.undone"]


async def test_what_the_agent_chose_since_stays(floor: Floor):
    call_id = await ready(floor)
    floor.desk.set_disposition(call_id, "done")
    floor.desk.run_macro(call_id, "all")
    await floor.until(lambda: floor.state().undo)
    assert floor.state().wrap_up.disposition == "kept"
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert floor.state().wrap_up.disposition == "done"
    floor.desk.run_macro(call_id, "all")
    await floor.until(lambda: floor.state().undo)
    floor.desk.set_disposition(call_id, None)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert floor.state().wrap_up.disposition is None


async def test_without_a_system_for_one_step_nothing_is_done(tmp_path: Path):
    floor = floor_of(tmp_path, {"task.create"})
    await floor.desk.start()
    call_id = await ready(floor)
    assert macro(floor.state(), "all").problem == "no_system"
    floor.desk.run_macro(call_id, "all")
    await floor.until(lambda: floor.state().action_log)
    assert floor.state().action_log[-1].reason == "no_system"
    assert (await outbox(floor), floor.state().wrap_up.notes) == ([], "")
    await floor.close()


async def test_what_could_not_be_kept_was_not_done(floor: Floor, monkeypatch):
    call_id = await ready(floor)

    async def full(*_):
        raise StoreError("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(floor.db, "run", full)
        floor.desk.run_macro(call_id, "all")
        await floor.until(lambda: floor.state().action_log)
    assert floor.state().action_log[-1].outcome == "failed"
    assert floor.state().wrap_up.notes == ""
    assert floor.state().wrap_up.follow_ups == ()
    floor.failures.clear()


async def test_values_of_another_customer_are_never_run(floor: Floor):
    call_id = await ready(floor)
    shown = len(floor.watcher.calls)
    floor.desk.not_this_person(call_id)
    await floor.until(lambda: all("Marta" not in str(each) for each in floor.state().macros))
    left = [state for state in floor.watcher.calls[shown:] if state.identity.customer is None]
    assert left
    assert all("Marta" not in str(state.macros) for state in left)
    floor.desk.run_macro(call_id, "all")
    await floor.until(lambda: floor.state().action_log)
    assert floor.state().action_log[-1].reason == "facts_missing"


async def test_one_that_does_not_exist_does_nothing(floor: Floor):
    call_id = await ready(floor)
    floor.desk.run_macro(call_id, "elsewhere")
    floor.desk.run_macro("nobody", "all")
    assert floor.state().action_log == ()
