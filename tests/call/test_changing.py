"""What one system knows is copied to another: as it was seen, through the outbox, and back again until it is sent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.merge import merge_customers
from connectors.records import Address
from connectors.telephony.events import CallEventType
from desktop.call.call_log import CallLog
from desktop.playbook.loader import load_playbook
from desktop.store.errors import StoreError
from desktop.store.records import RowState
from desktop.store.replies import Outcome as Reply
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
from tests.call.test_deeds import GENERAL, HEAD, MARTA, WRITES, outbox, talking
from tests.playbook.folders import write

SHOP = replace(
    customer("shop", "77", "Marta Lindqvist", email="old@example.com"),
    language="en",
    address=Address("Lane 1", "1", "Hull"),
    country="SE",
)
ACTION = """\
format = "callside.actions/1"
[[action]]
id = "speak"
title = "Speak English"
effects = [{ kind = "connector", operation = "customer.update", confirm = true, params = { language = "en" } }]
[[action]]
id = "gold"
title = "Make it gold"
effects = [{ kind = "connector", operation = "customer.update", params = { tier = "gold" } }]
"""


class Changeable(HeldSystem):
    """A system that lets these fields of a customer be changed."""

    def __init__(self, name, people, *fields):
        super().__init__(name, people, EVERYTHING | WRITES | {"customer.update"})
        self.updatable = frozenset(fields)


def floor_of(tmp_path: Path, crm_says=MARTA, undo_s: float = 60.0) -> Floor:
    systems = (Changeable("crm", (crm_says,), "language", "email"), Changeable("shop", (SHOP,), "email"))
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "actions/act.toml": ACTION}
    playbook = load_playbook(write(tmp_path / "book", files))
    return Floor(tmp_path / "profile", *systems, playbook=playbook, undo_s=undo_s)


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = floor_of(tmp_path)
    await floor.desk.start()
    yield floor
    await floor.close()


async def apart(floor: Floor) -> str:
    call_id = await talking(floor)
    await floor.until(lambda: len(floor.state().changes) == 3)
    return call_id


def offered(floor: Floor, change_id: str):
    return next(view for view in floor.state().changes if view.id == change_id)


async def rows(floor: Floor):
    return await floor.db.run(lambda store: store.outbox.list())


async def test_each_value_is_offered_to_the_systems_that_can_take_it(floor: Floor):
    await apart(floor)
    assert {view.id: (view.old, view.new, dict(view.parts)) for view in floor.state().changes} == {
        "emails:shop:crm": (("marta@example.com",), ("old@example.com",), {"email": "old@example.com"}),
        "emails:crm:shop": (("old@example.com",), ("marta@example.com",), {"email": "marta@example.com"}),
        "language:shop:crm": ("de", "en", {"language": "en"}),
    }


async def test_a_copy_waits_in_the_outbox_and_is_taken_back(floor: Floor):
    call_id = await apart(floor)
    view = offered(floor, "emails:crm:shop")
    for _ in range(2):  # a second press while it is saved is none
        floor.desk.change(call_id, view, "E-mail in SHOP: marta@example.com")
    await floor.until(lambda: floor.state().undo)
    (row,) = await rows(floor)
    assert (row.connector, row.operation, row.entity) == ("shop", "customer.update", "customer:shop:77")
    said = {"email": "marta@example.com", "was.email": "old@example.com", "customer_id": "77", "agent": "Ana"}
    assert dict(row.payload) == said
    state = floor.state()
    assert state.undo.title == "E-mail in SHOP: marta@example.com"
    assert [(note.title, note.outcome) for note in state.action_log] == [(state.undo.title, "done")]
    assert offered(floor, view.id).promised
    floor.desk.change(call_id, offered(floor, view.id), "again")
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert await rows(floor) == ()
    assert not offered(floor, view.id).promised
    assert [note.outcome for note in floor.state().action_log] == ["undone"]
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    found = [each for each in entries if each.kind.startswith("customer.")]
    assert [each.kind for each in found] == ["customer.changed", "customer.change_undone"]
    assert "example.com" not in str(found)


async def test_what_was_not_seen_is_not_sent(floor: Floor):
    call_id = await apart(floor)
    view = offered(floor, "language:shop:crm")
    floor.desk.change(call_id, replace(view, new="fr", parts={"language": "fr"}), "x")
    floor.desk.not_this_person(call_id)
    floor.desk.change(call_id, view, "x")
    floor.desk.change("no such call", view, "x")
    await floor.until(lambda: floor.state().changes == ())
    assert await rows(floor) == ()


async def test_a_promise_is_its_persons_whoever_is_on_the_line_when_it_is_saved(floor: Floor, monkeypatch):
    theirs = replace(SHOP, id="88", name="Bo Ek")
    other = merge_customers({"crm": replace(MARTA, id="88", name="Bo Ek"), "shop": theirs}, ("crm", "shop"))
    call_id = await apart(floor)
    saving, whole = asyncio.Event(), CallLog.promise

    async def slow(log: CallLog, *args: object) -> object:
        await saving.wait()
        return await whole(log, *args)

    monkeypatch.setattr(CallLog, "promise", slow)
    floor.desk.change(call_id, offered(floor, "language:shop:crm"), "Language")
    floor.desk._sessions[call_id].picking.instead(other.key, other)
    await floor.until(lambda: floor.state().identity.customer is other and floor.state().changes)
    saving.set()
    await floor.until(lambda: floor.state().undo)
    (row,) = await rows(floor)
    assert row.payload["customer_id"] == "4471"
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    assert [each.customer_key for each in entries if each.kind == "customer.changed"] == ["crm:4471"]
    # The other one may still be changed, and is not by what is taken back of the first.
    assert not offered(floor, "language:shop:crm").promised
    floor.desk.change(call_id, offered(floor, "language:shop:crm"), "Language")
    await floor.until(lambda: offered(floor, "language:shop:crm").promised and floor.state().undo)
    floor.desk.undo(call_id)
    await floor.until(lambda: not offered(floor, "language:shop:crm").promised)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert await rows(floor) == ()


async def test_it_can_be_sent_in_the_wrap_up_and_not_behind_it(floor: Floor):
    call_id = await apart(floor)
    view = offered(floor, "language:shop:crm")
    floor.event(CallEventType.ENDED)
    floor.desk.change(call_id, view, "Language")
    await floor.until(lambda: floor.state().undo)
    assert [row.operation for row in await rows(floor)] == ["customer.update"]


async def test_what_was_sent_meanwhile_stays(floor: Floor):
    call_id = await apart(floor)
    floor.desk.change(call_id, offered(floor, "language:shop:crm"), "Language")
    await floor.until(lambda: floor.state().undo)
    (row,) = await rows(floor)

    def send(store) -> None:
        store.outbox.claim("crm", row.next_at)
        store.outbox.settle(row.key, Reply(RowState.DONE, row.next_at))

    await floor.db.run(send)
    floor.desk.undo(call_id)
    await floor.until(lambda: floor.state().undo is None)
    assert floor.state().action_log[-1].reason == "already_sent"
    assert offered(floor, "language:shop:crm").promised


async def test_a_copy_that_cannot_be_saved_says_so(floor: Floor, monkeypatch):
    call_id = await apart(floor)

    async def full(*_: object) -> None:
        raise StoreError("disk_full")

    monkeypatch.setattr("desktop.call.call_log.CallLog.promise", full)
    floor.desk.change(call_id, offered(floor, "language:shop:crm"), "Language")
    await floor.until(lambda: floor.state().action_log)
    assert floor.state().action_log[-1].outcome == "failed"
    assert not offered(floor, "language:shop:crm").promised


async def test_cut_off_behind_the_yes_it_is_still_sent(tmp_path: Path):
    floor = floor_of(tmp_path)
    await floor.desk.start()
    call_id = await apart(floor)
    floor.desk.change(call_id, offered(floor, "language:shop:crm"), "Language")
    await floor.until(lambda: floor.state().undo)
    await floor.close()
    again = floor_of(tmp_path)
    try:
        ((operation, payload),) = await outbox(again)
        assert (operation, payload["customer_id"], payload["language"]) == ("customer.update", "4471", "en")
    finally:
        await again.close()


@pytest.mark.parametrize("said", ["a\nb@example.com", "x" * 400 + "@example.com"])
async def test_a_value_that_no_system_could_take_is_not_offered(tmp_path: Path, said: str):
    floor = floor_of(tmp_path, replace(MARTA, emails=(said,)))
    await floor.desk.start()
    await talking(floor)
    await floor.until(lambda: floor.state().changes)
    assert {view.id for view in floor.state().changes} == {"emails:shop:crm", "language:shop:crm"}
    await floor.close()


async def test_an_action_changes_the_customer_where_that_can_be(floor: Floor):
    call_id = await apart(floor)
    await floor.until(lambda: len(floor.state().decision.actions.shown) == 2)
    floor.desk.accept(call_id, "gold")
    await floor.until(lambda: floor.state().action_log)
    assert floor.state().action_log[-1].reason == "no_system"
    floor.desk.accept(call_id, "speak")
    await floor.until(lambda: floor.state().undo)
    (row,) = await rows(floor)
    assert (row.connector, row.entity) == ("crm", "customer:crm:4471")
    assert (row.payload["language"], row.payload["was.language"]) == ("en", "de")
