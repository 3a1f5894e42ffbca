"""Another customer is made that of the call: by the agent, by name, without losing a word."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from connectors.merge import merge_customers
from connectors.telephony.events import CallEventType
from desktop.call.call_log import CallLog
from desktop.call.state import IdentityStatus
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer, interaction
from tests.call.test_deeds import MARTA

NILS = customer("crm", "77", "Nils Sjöberg", phone="+4930123456")
BO = customer("crm", "88", "Bo Ek", phone="+4930999999")


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    system = HeldSystem("crm", (MARTA, NILS, BO), EVERYTHING | {"interaction.create", "customer.create"})
    system.records["interactions"] = tuple(interaction("crm", f"i{who.id}", who.id) for who in system.people)
    floor = Floor(tmp_path / "profile", system)
    await floor.desk.start()
    yield floor
    await floor.close()


async def known(floor: Floor, ani: str, call_id: str, **data: str) -> str:
    before = {tab.call_id for tab in floor.desk.state.tabs}
    floor.ring(ani, call_id, data=data)
    floor.event(CallEventType.ANSWERED, call_id)
    await floor.until(lambda: {tab.call_id for tab in floor.desk.state.tabs} - before)
    (found,) = {tab.call_id for tab in floor.desk.state.tabs} - before
    await floor.until(lambda: floor.desk.call(found).identity.status is IdentityStatus.IDENTIFIED)
    return found


async def cached(floor: Floor, key: str) -> None:
    while await floor.db.run(lambda store: store.cache.get(key)) is None:
        floor.watcher.news.clear()
        await floor.db.run(lambda store: None)


def name_of(floor: Floor, call_id: str) -> str | None:
    person = floor.desk.call(call_id).identity.customer
    return person.customer.name if person is not None else None


async def test_somebody_of_the_cache_takes_the_place_and_nothing_typed_is_lost(floor: Floor):
    await known(floor, "+4930123456", "1")
    await cached(floor, "crm:77")
    call_id = await known(floor, "+4915120000004", "2", pin="verified")
    floor.desk.set_notes(call_id, "Calls for her husband.")
    await floor.until(lambda: floor.desk.call(call_id).verified)
    floor.desk.replace_customer(call_id, "crm:77")
    await floor.until(lambda: name_of(floor, call_id) == "Nils Sjöberg")
    await floor.until(lambda: floor.desk.call(call_id).parts["interactions"].rows)
    state = floor.desk.call(call_id)
    assert state.identity.how == ("agent", "instead", "cache")
    assert state.wrap_up.notes == "Calls for her husband."
    assert {row.customer_id for row in state.parts["interactions"].rows} == {"77"}
    # The phone menu has checked somebody else.
    assert not state.verified
    floor.desk.replace_customer(call_id, "crm:77")
    floor.desk.replace_customer(call_id, "crm:nobody")
    floor.desk.replace_customer("no call", "crm:77")
    await floor.db.run(lambda store: None)
    assert name_of(floor, call_id) == "Nils Sjöberg"
    await floor.desk._sessions[call_id]._log.close()
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    found = [each.data for each in entries if each.kind == "call.customer_replaced"]
    assert [(each["customer"], each["by"]) for each in found] == [("crm:4471", "crm:77")]


async def test_somebody_whom_a_system_has_just_found(floor: Floor):
    call_id = await known(floor, "+4915120000004", "1")
    between = floor.desk.between
    between.type_text("Bo Ek")
    between.ask_systems()
    await floor.until(lambda: between.view.lookup.found)
    key = between.view.lookup.found[0].customer.key
    between.stop_looking()  # the list closes before what was chosen is done
    floor.desk.replace_customer(call_id, key)
    await floor.until(lambda: name_of(floor, call_id) == "Bo Ek")
    assert floor.desk.call(call_id).identity.how == ("agent", "instead")


async def test_of_two_quick_choices_the_later_one_counts(floor: Floor):
    await known(floor, "+4930123456", "1")
    await cached(floor, "crm:77")
    call_id = await known(floor, "+4915120000004", "2")
    floor.desk.replace_customer(call_id, "crm:77")  # the cache has still to be read
    floor.desk._sessions[call_id].picking.instead("crm:88", merge_customers({"crm": BO}, ("crm",)))
    for _ in range(2):
        await floor.db.run(lambda store: None)
    assert name_of(floor, call_id) == "Bo Ek"


async def test_of_two_from_the_cache_the_later_one_counts_where_nobody_is_known(floor: Floor):
    await known(floor, "+4930123456", "1")
    await cached(floor, "crm:77")
    await known(floor, "+4930999999", "2")
    await cached(floor, "crm:88")
    floor.ring(None, "3")
    await floor.until(lambda: len(floor.desk.state.tabs) == 3)
    call_id = floor.desk.state.tabs[-1].call_id
    for key in ("crm:77", "crm:88"):
        floor.desk.pick(call_id, key)
    await floor.until(lambda: name_of(floor, call_id))
    assert name_of(floor, call_id) == "Bo Ek"


async def test_not_this_person_also_takes_back_who_is_being_looked_up(floor: Floor):
    await known(floor, "+4930123456", "1")
    await cached(floor, "crm:77")
    call_id = await known(floor, "+4915120000004", "2")
    floor.desk.replace_customer(call_id, "crm:77")
    floor.desk.not_this_person(call_id)
    for _ in range(2):
        await floor.db.run(lambda store: None)
    assert name_of(floor, call_id) is None


async def test_who_is_named_while_a_new_customer_is_saved_stays(floor: Floor, monkeypatch):
    call_id = await known(floor, "+4915120000004", "1")
    saving, whole = asyncio.Event(), CallLog.promise

    async def slow(log: CallLog, *args: object) -> object:
        await saving.wait()
        return await whole(log, *args)

    monkeypatch.setattr(CallLog, "promise", slow)
    floor.desk.create_customer(call_id, "Ida Holm", "+4930555555", "")
    await asyncio.sleep(0)
    floor.desk._sessions[call_id].picking.instead("crm:88", merge_customers({"crm": BO}, ("crm",)))
    await floor.until(lambda: name_of(floor, call_id) == "Bo Ek")
    saving.set()
    while not await floor.db.run(lambda store: store.outbox.list()):
        pass
    await floor.db.run(lambda store: None)
    assert name_of(floor, call_id) == "Bo Ek"


async def test_a_call_that_is_over_gets_nobody(floor: Floor):
    await known(floor, "+4930123456", "1")
    await cached(floor, "crm:77")
    call_id = await known(floor, "+4915120000004", "2")
    floor.desk.replace_customer(call_id, "crm:77")
    await floor.desk._sessions[call_id].close()
    await floor.db.run(lambda store: None)
    assert name_of(floor, call_id) == "Marta Lindqvist"
