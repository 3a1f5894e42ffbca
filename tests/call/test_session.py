"""One call from ring to saved wrap-up, without a window: the real store, the shipped playbook, systems held by the test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.errors import Unavailable
from connectors.telephony.events import CallEventType, LineState, PhoneCommand, TelephonyError
from desktop.call.state import IdentityStatus, Phase, SaveStatus, StepStatus
from desktop.store.records import OutboxDraft
from desktop.store.store import open_store
from tests.call.desk_parts import KEY, Floor, Phone
from tests.call.systems import EVERYTHING, NOW, HeldSystem, customer, interaction, order

ANI = "+4915120000004"
MARTA = customer("crm", "4471", "Marta Lindqvist", email="marta@example.com")
PER = customer("crm", "4472", "Per Lindqvist", email="per@example.com")


def crm(*people) -> HeldSystem:
    writes = {"interaction.create", "task.create", "customer.create"}
    system = HeldSystem("crm", people or (MARTA,), EVERYTHING | writes)
    system.strategies = dict.fromkeys(writes, "upsert")
    system.records["interactions"] = (interaction("crm", "i1", "4471"),)
    return system


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = Floor(tmp_path / "profile", crm())
    await floor.desk.start()
    yield floor
    await floor.close()


async def answered(floor: Floor, **fields) -> str:
    floor.ring(ANI, **fields)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().wrap_up.dispositions)  # they come with the first decision
    return floor.state().id


async def finished(floor: Floor, call_id: str) -> None:
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)


async def test_a_ring_opens_a_call_and_finds_the_customer(floor: Floor):
    floor.ring(ANI, queue="billing")
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    state = floor.state()
    assert (state.phase, state.info.queue, state.info.ani) == (Phase.RINGING, "billing", ANI)
    assert state.identity.customer.customer.name == "Marta Lindqvist"
    assert floor.desk.state.viewed == state.id
    await floor.until(lambda: floor.state().decision is not None)


async def test_advice_stays_when_one_more_system_knows_the_same_person(tmp_path: Path):
    shop = HeldSystem("shop", (customer("shop", "S-1", "Marta Lindqvist", email="marta@example.com"),))
    shop.hold("customer.find_by_phone")
    floor = Floor(tmp_path / "profile", crm(), shop)
    floor.ring(ANI)
    await floor.until(lambda: floor.state().decision is not None)
    assert "shop" not in floor.state().identity.customer.ids
    advised = len(floor.watcher.calls)
    shop.open("customer.find_by_phone")
    await floor.until(lambda: "shop" in floor.state().identity.customer.ids)
    assert all(state.decision is not None for state in floor.watcher.calls[advised:])
    await floor.close()


async def test_a_withheld_number_asks_nobody(tmp_path: Path):
    system = crm()
    floor = Floor(tmp_path / "profile", system)
    floor.ring(None)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.WITHHELD)
    assert system.asked == []
    await floor.close()


async def test_a_withheld_caller_who_typed_a_customer_number_is_found_by_it(floor: Floor):
    floor.ring(None, data={"customer_number": "4471"})
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    assert floor.state().identity.how == ("ivr",)


async def test_the_whole_wrap_up_is_saved_in_one_go_and_goes_to_the_outbox(floor: Floor):
    call_id = await answered(floor)
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_notes(call_id, "Fee waived. Happy.")
    floor.desk.add_follow_up(call_id, "Call back about fiber", NOW.date() + timedelta(days=3))
    leaf = floor.state().wrap_up.dispositions[0]
    floor.desk.set_disposition(call_id, leaf.id)
    await finished(floor, call_id)
    rows = await floor.db.run(lambda store: store.outbox.list())
    by_operation = {row.operation: row for row in rows}
    assert by_operation.keys() == {"interaction.create", "task.create"}
    note = by_operation["interaction.create"].payload
    assert (note["customer_id"], note["summary"], note["disposition"]) == ("4471", "Fee waived. Happy.", leaf.id)
    assert by_operation["task.create"].payload["text"] == "Call back about fiber"
    journal = await floor.db.run(lambda store: store.journal.of_call(call_id))
    assert [entry.kind for entry in journal if entry.kind == "call.finished"] == ["call.finished"]
    assert await floor.db.run(lambda store: store.drafts.open()) == ()
    assert floor.delivery.woken
    assert floor.desk.state.calls_today == 1
    assert floor.desk.state.tabs == ()


async def test_what_is_kept_for_cases_tells_nothing_of_who_was_on_the_line(floor: Floor):
    call_id = await answered(floor, data={"ivr_account": "99887766"})
    call_type = floor.state().guide.call_type
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_notes(call_id, "Fee waived. Happy.")
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    await finished(floor, call_id)
    journal = await floor.db.run(lambda store: store.journal.of_call(call_id))
    data = next(entry.data for entry in journal if entry.kind == "call.facts")
    assert (data["call_type"], data["facts"]["values"]["customer.known"]) == (call_type, True)
    for word in ("Marta", "Lindqvist", "4471", "15120000004", "marta@", "i1", "99887766", "waived", call_id):
        assert word not in json.dumps(data)


async def test_finishing_without_a_disposition_is_refused_at_the_place(floor: Floor):
    call_id = await answered(floor)
    floor.event(CallEventType.ENDED)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "disposition_missing")
    assert "disposition" in floor.state().wrap_up.missing


async def test_finishing_while_the_customer_is_on_the_line_is_refused(floor: Floor):
    call_id = await answered(floor)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "on_call")


async def test_what_is_typed_is_on_disk_within_a_second_and_comes_back_after_a_crash(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm())
    await floor.desk.start()
    call_id = await answered(floor)
    floor.desk.set_notes(call_id, "half a sent")
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    floor.db.close()  # no goodbye: as a crash would leave it
    floor.desk._closing = True

    again = Floor(tmp_path / "profile", crm())
    await again.desk.start()
    await again.until(lambda: again.desk.state.tabs)
    state = again.state()
    assert (state.id, state.phase, state.wrap_up.notes) == (call_id, Phase.WRAP_UP, "half a sent")
    await again.until(lambda: again.state().identity.customer is not None)
    await again.close()
    floor.tasks.cancel()


async def test_a_full_disk_says_so_and_keeps_every_word(floor: Floor):
    call_id = await answered(floor)
    floor.event(CallEventType.ENDED)
    await floor.db.run(lambda store: _fill(store))
    floor.desk.set_notes(call_id, "x" * 90_000)
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    await floor.until(lambda: floor.state().wrap_up.problem == "disk_full")
    assert len(floor.state().wrap_up.notes) == 90_000
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.FAILED)
    await floor.db.run(lambda store: _make_room(store))
    await finished(floor, call_id)


def _fill(store) -> None:
    pages = store._database.pragma("page_count")[0]
    store._database.pragma(f"max_page_count = {pages}")


def _make_room(store) -> None:
    store._database.pragma("max_page_count = 1000000")


async def test_not_this_person_keeps_notes_and_answers(floor: Floor):
    call_id = await answered(floor, queue="billing")
    floor.desk.set_notes(call_id, "it is her brother")
    step = next(step for step in floor.state().guide.steps if step.status is StepStatus.CURRENT)
    floor.desk.answer_step(call_id, step.id, step.choices[0].id if step.choices else "")
    floor.desk.not_this_person(call_id)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.UNKNOWN)
    state = floor.state()
    assert state.wrap_up.notes == "it is her brother"
    assert all(not part.rows for part in state.parts.values())
    floor.event(CallEventType.ENDED)
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    await finished(floor, call_id)
    [row] = await floor.db.run(lambda store: store.outbox.list())
    assert row.payload["customer_id"] is None


async def test_switching_the_call_type_keeps_notes(floor: Floor):
    call_id = await answered(floor)
    floor.desk.set_notes(call_id, "about a parcel")
    floor.desk.switch_call_type(call_id, "order_status")
    assert floor.state().guide.call_type == "order_status"
    floor.desk.switch_call_type(call_id, "no_such_type")
    assert floor.state().guide.call_type == "order_status"
    assert floor.state().wrap_up.notes == "about a parcel"


async def test_commands_wait_for_the_event_and_are_never_sent_twice(floor: Floor):
    call_id = await answered(floor)
    floor.desk.hold(call_id)
    floor.desk.hold(call_id)
    assert floor.state().info.pending is PhoneCommand.HOLD
    await floor.until(lambda: floor.phone.told)
    floor.event(CallEventType.HELD)
    assert floor.state().phase is Phase.HELD
    assert floor.state().info.pending is None
    assert [command for command, _, _ in floor.phone.told] == [PhoneCommand.HOLD]


async def test_a_phone_that_refuses_is_said_and_the_call_goes_on(floor: Floor):
    call_id = await answered(floor)
    floor.phone.refuses = TelephonyError("timeout")
    floor.desk.hold(call_id)
    await floor.until(lambda: floor.state().info.trouble == "timeout")
    assert floor.state().phase is Phase.TALKING


async def test_a_phone_that_only_announces_is_answered_and_ended_by_hand(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm(), phone=Phone("pop", frozenset()))
    floor.ring(ANI)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    call_id = floor.state().id
    assert floor.state().info.commands == {PhoneCommand.ANSWER, PhoneCommand.HANG_UP}
    floor.desk.answer(call_id)
    assert floor.state().phase is Phase.TALKING
    floor.desk.hang_up(call_id)
    assert floor.state().phase is Phase.WRAP_UP
    assert floor.phone.told == []
    await floor.close()


async def test_two_calls_keep_their_own_notes_and_customers(tmp_path: Path):
    other = customer("crm", "9", "Ola Nordmann", phone="+4722000001")
    floor = Floor(tmp_path / "profile", crm(MARTA, other))
    first = await answered(floor)
    floor.desk.set_notes(first, "first")
    floor.ring("+4722000001", "2")
    await floor.until(lambda: len(floor.desk.state.tabs) == 2 and floor.state(1).identity.customer is not None)
    assert floor.desk.state.viewed == first
    second = floor.state(1).id
    floor.desk.answer(second)
    await floor.until(lambda: len(floor.phone.told) == 2)
    assert [(command, call) for command, call, _ in floor.phone.told] == [
        (PhoneCommand.HOLD, "1"),
        (PhoneCommand.ANSWER, "2"),
    ]
    floor.event(CallEventType.HELD, "1")
    floor.event(CallEventType.ANSWERED, "2")
    assert floor.desk.state.viewed == second
    floor.desk.set_notes(second, "second")
    assert floor.desk.call(first).wrap_up.notes == "first"
    assert floor.desk.call(second).identity.customer.customer.name == "Ola Nordmann"
    await floor.close()


async def test_a_new_customer_is_promised_to_the_crm_and_the_call_belongs_to_them(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm(PER))
    floor.ring("+4915120000009")
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.UNKNOWN)
    call_id = floor.state().id
    for name, phone, email, problem in [
        ("", "", "", "name_missing"),
        ("Eva", "12", "", "phone_invalid"),
        ("Eva", "", "eva", "email_invalid"),
        ("Eva", "", "", "contact_missing"),
    ]:
        floor.desk.create_customer(call_id, name, phone, email)
        await floor.until(lambda p=problem: floor.state().search.create_problem == p)
    floor.desk.create_customer(call_id, "Eva Ny", "0151 20000009", "eva@example.com")
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    assert floor.state().identity.customer.customer.name == "Eva Ny"
    floor.desk.set_notes(call_id, "New here.")
    floor.event(CallEventType.ENDED)
    await floor.until(lambda: floor.state().wrap_up.dispositions)
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    await finished(floor, call_id)
    created, note = await floor.db.run(lambda store: store.outbox.list())
    assert (created.operation, note.operation) == ("customer.create", "interaction.create")
    assert created.entity == note.entity


async def test_a_known_customer_is_painted_from_the_cache_when_every_system_is_down(tmp_path: Path):
    system = crm()
    floor = Floor(tmp_path / "profile", system)
    call_id = await answered(floor)
    await floor.until(lambda: floor.state().parts["interactions"].rows)
    await _cached(floor)
    for operation in EVERYTHING:
        system.errors[operation] = Unavailable("crm", "network")
    floor.ring(ANI, "2", at=NOW + timedelta(minutes=1))
    await floor.until(lambda: len(floor.desk.state.tabs) == 2 and floor.state(1).identity.customer is not None)
    state = floor.state(1)
    assert state.identity.cached_at is not None
    assert state.parts["interactions"].rows
    assert state.id != call_id
    await floor.close()


async def _cached(floor: Floor) -> None:
    async with asyncio.timeout(30):
        while not await floor.db.run(lambda store: store.cache.find_by_phone(ANI)):
            await asyncio.sleep(0)


async def test_cards_are_accepted_and_declined_once_and_journaled(tmp_path: Path):
    system = crm()
    late = replace(order("crm", "o1", "4471", "processing"), promised_on=SystemClock().now().date() - timedelta(days=3))
    system.records["orders"] = (late,)
    floor = Floor(tmp_path / "profile", system)
    call_id = await answered(floor, queue="Orders DE", data={"ivr_choice": "order"})
    await floor.until(lambda: floor.state().decision.actions.shown)
    card = floor.state().decision.actions.shown[0]
    assert floor.desk.explain(call_id, card.id) is not None
    assert floor.desk.explain(call_id, "no_such_action") is None
    floor.desk.accept(call_id, card.id)
    floor.desk.accept(call_id, card.id)  # a second press before the first is saved
    await floor.until(lambda: floor.state().action_log)
    assert card.id not in [entry.id for entry in floor.state().decision.actions.shown]
    floor.desk.accept(call_id, card.id)
    floor.desk.decline(call_id, "no_such_action", "x")
    assert [note.outcome for note in floor.state().action_log] == ["accepted"]
    async with asyncio.timeout(30):
        while True:
            entries = await floor.db.run(
                lambda store: store.journal.contact_events("crm:4471", NOW - timedelta(days=1))
            )
            kinds = {entry.kind for entry in entries}
            if {"action.shown", "action.accepted"} <= kinds:
                break
    await floor.close()


async def test_the_line_state_and_wishes_for_unknown_calls_change_nothing_else(floor: Floor):
    floor.desk.signal(LineState("phone", False, "lost"))
    assert floor.desk.state.lines == (LineState("phone", False, "lost"),)
    floor.desk.answer("nobody")
    floor.desk.finish("nobody")
    assert floor.desk.call("nobody") is None
    floor.event(CallEventType.ENDED, "never began")
    assert floor.desk.state.tabs == ()


async def test_nothing_typed_is_readable_on_disk(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm())
    call_id = await answered(floor)
    floor.desk.set_notes(call_id, "CANARY-7731 in the notes")
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    await floor.close()
    files = [path for path in (tmp_path / "profile").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"CANARY-7731" in path.read_bytes()]
    store = open_store(tmp_path / "profile", KEY)
    [draft] = store.drafts.open()
    assert draft.notes == "CANARY-7731 in the notes"
    store.close()


async def test_nobody_is_looked_up_behind_a_number_of_our_own(tmp_path: Path):
    system = crm()
    floor = Floor(tmp_path / "profile", system, own=frozenset({ANI}))
    floor.ring(ANI)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.UNKNOWN)
    assert system.asked == []
    await floor.close()


async def test_two_customers_created_in_one_call_are_two(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm())
    floor.ring("+4915120000009")
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.UNKNOWN)
    call_id = floor.state().id
    for name, email in (("Anna A", "anna@example.com"), ("Berta B", "berta@example.com")):
        floor.desk.create_customer(call_id, name, "", email)
        await floor.until(lambda: floor.state().identity.customer is not None)
        assert floor.state().identity.customer.customer.name == name
        floor.desk.not_this_person(call_id)
        await floor.until(lambda: floor.state().identity.customer is None)
    rows = await floor.db.run(lambda store: store.outbox.list())
    assert [row.payload["name"] for row in rows] == ["Anna A", "Berta B"]
    await floor.close()


async def test_a_key_of_this_call_that_is_taken_after_a_restart_is_said_and_the_next_try_has_its_own(floor: Floor):
    floor.ring("+4915120000009")
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.UNKNOWN)
    call_id = floor.state().id
    taken = OutboxDraft("crm", "customer.create", "customer:x:1", {"name": "Anna A"}, f"{call_id}:customer.create:0")
    await floor.db.run(lambda store: store.promise([taken], ()))
    floor.desk.create_customer(call_id, "Berta B", "", "berta@example.com")
    await floor.until(lambda: floor.state().wrap_up.problem == "key_taken")
    assert floor.state().identity.customer is None
    floor.desk.create_customer(call_id, "Berta B", "", "berta@example.com")
    await floor.until(lambda: floor.state().identity.customer is not None)
    rows = await floor.db.run(lambda store: store.outbox.list())
    assert [row.payload["name"] for row in rows] == ["Anna A", "Berta B"]


async def test_a_draft_that_could_not_be_written_is_written_at_the_end(tmp_path: Path):
    floor = Floor(tmp_path / "profile", crm())
    await floor.desk.start()
    call_id = await answered(floor)
    await floor.db.run(lambda store: _fill(store))
    floor.desk.set_notes(call_id, "precious" * 9_000)
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.FAILED)
    await floor.db.run(lambda store: _make_room(store))
    await floor.desk.close()
    [draft] = await floor.db.run(lambda store: store.drafts.open())
    assert draft.notes.startswith("precious")
    floor.db.close()


async def test_what_is_being_committed_can_no_longer_be_changed(floor: Floor):
    call_id = await answered(floor)
    floor.event(CallEventType.ENDED)
    await floor.until(lambda: floor.state().wrap_up.dispositions)
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    floor.desk.set_notes(call_id, "as it is")
    floor.desk.finish(call_id)
    floor.desk.set_notes(call_id, "as it is not")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    [row] = await floor.db.run(lambda store: store.outbox.list())
    assert row.payload["summary"] == "as it is"
    assert floor.desk.state.calls_today == 1


async def test_a_phone_that_counts_from_one_again_brings_another_call(floor: Floor):
    first = await answered(floor)
    floor.event(CallEventType.ENDED, at=NOW + timedelta(seconds=10))
    floor.event(CallEventType.RINGING, at=NOW + timedelta(seconds=100), ani="+4915120000008")
    await floor.until(lambda: len(floor.desk.state.tabs) == 2)
    assert floor.desk.call(first).phase is Phase.WRAP_UP
    assert floor.state(1).info.ani == "+4915120000008"


async def test_a_phone_with_a_bug_leaves_the_agent_able_to_try_again(floor: Floor):
    call_id = await answered(floor)
    floor.phone.refuses = ZeroDivisionError()
    floor.desk.hold(call_id)
    await floor.until(lambda: floor.state().info.trouble == "failed")
    assert floor.state().info.pending is None
    assert [type(error) for error in floor.failures] == [ZeroDivisionError]
    floor.failures.clear()


async def test_a_number_being_typed_is_written_once_something_follows_it(floor: Floor):
    call_id = await answered(floor)
    floor.desk.set_notes(call_id, "Card 4111 1111 111")
    async with asyncio.timeout(30):
        while not (drafts := await floor.db.run(lambda store: store.drafts.open())):
            await asyncio.sleep(0)
    assert drafts[0].notes.strip() == "Card"
    assert floor.state().wrap_up.save is SaveStatus.DRAFT
    floor.desk.set_notes(call_id, "Card 4111 1111 111 no")
    await floor.until(lambda: floor.state().wrap_up.save is SaveStatus.SAVED)
    [draft] = await floor.db.run(lambda store: store.drafts.open())
    assert draft.notes == "Card 4111 1111 111 no"


async def test_a_call_whose_phone_is_gone_is_finished_when_the_agent_says_so(floor: Floor):
    call_id = await answered(floor)
    floor.desk.set_disposition(call_id, floor.state().wrap_up.dispositions[0].id)
    floor.desk.set_notes(call_id, "cut off")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "on_call")
    floor.desk.signal(LineState("phone", False, "lost"))
    await finished(floor, call_id)
    assert floor.desk.state.viewed is None
