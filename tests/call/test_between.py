"""Between calls: the day, promises that are called about, presence, a search that drops what is older, previews."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.telephony.events import CallEventType, PhoneCommand, TelephonyError
from desktop.call.between import in_words
from desktop.call.between_state import Presence
from desktop.call.state import IdentityStatus, Phase
from desktop.store.records import WrapUpRecord
from tests.call.desk_parts import Floor, Phone
from tests.call.systems import HeldSystem
from tests.call.systems import customer as system_customer
from tests.store.kit import customer, draft

NUMBER = "+4915120000000"
TODAY = SystemClock().now().date()


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    people = (system_customer("crm", "9", "Ann Lee", "+4915120000009"), system_customer("crm", "10", "Bo Leeds"))
    crm = HeldSystem("crm", people, frozenset({"customer.search", "customer.find_by_phone"}))
    async with _open(Floor(tmp_path, crm)) as found:
        found.crm = crm
        yield found


class _open:
    def __init__(self, floor: Floor) -> None:
        self._floor = floor

    async def __aenter__(self) -> Floor:
        now = SystemClock().now()
        await self._floor.db.run(lambda store: store.cache.put(customer(at=now)))
        await self._floor.db.run(
            lambda store: store.cache.put(customer("43", "Zoe Lindqvist", "+33612000001", "z@x.fr", now))
        )
        await self._floor.desk.start()
        return self._floor

    async def __aexit__(self, *_: object) -> None:
        await self._floor.close()


async def _promise(floor: Floor, number: str | None = NUMBER, due: int = 0) -> None:
    now = SystemClock().now()
    day = floor.desk._context.zone.local_date(now) + timedelta(days=due)
    record = WrapUpRecord(
        "old",
        now,
        now,
        customer_key="crm:42",
        ani=number,
        notes="The kettle.",
        follow_ups=(("Call about the kettle", day),),
    )
    await floor.db.run(lambda store: store.finish_call(record, [], []))
    floor.desk.between.refresh()
    await floor.until(lambda: floor.desk.state.between.promises)


def _view(floor: Floor):
    return floor.desk.state.between


async def test_the_day_shows_what_is_due_and_what_was_finished(floor: Floor) -> None:
    await _promise(floor, due=-2)
    (promise,) = _view(floor).promises
    assert (promise.name, promise.text) == ("Zoë Ångström", "Call about the kettle")
    (past,) = _view(floor).recent
    assert (past.name, past.record.notes) == ("Zoë Ångström", "The kettle.")


async def test_a_finished_call_is_shown_in_the_words_of_the_playbook(floor: Floor) -> None:
    await _promise(floor)
    (past,) = _view(floor).recent
    playbook = floor.desk._context.playbook
    kind = next(each for each in playbook.call_types.values() if each.dispositions)
    ending = kind.dispositions[-1]
    worded = in_words(replace(past, record=replace(past.record, call_type=kind.id, disposition=ending.id)), playbook)
    assert (worded.kind, worded.ending) == (kind.title, " › ".join(ending.path))
    gone = in_words(replace(past, record=replace(past.record, call_type="gone", disposition=ending.id)), playbook)
    assert (gone.kind, gone.ending) == ("", "")


async def test_enter_on_a_promise_calls_with_its_context_and_an_answered_call_keeps_it(floor: Floor) -> None:
    await _promise(floor)
    floor.desk.between.call_about("old", 0)
    await _told(floor, PhoneCommand.DIAL)
    assert floor.phone.told[-1] == (PhoneCommand.DIAL, "", NUMBER)
    floor.ring(NUMBER, direction="out")
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    state = floor.state()
    assert state.identity.customer is not None
    assert (state.identity.customer.key, state.promise.text) == ("crm:42", "Call about the kettle")
    floor.event(CallEventType.ANSWERED)
    floor.event(CallEventType.ENDED)
    await floor.until(lambda: floor.state().wrap_up.dispositions)
    floor.desk.set_disposition(state.id, floor.state().wrap_up.dispositions[0].id)
    floor.desk.set_notes(state.id, "Told her.")
    await _finished(floor, state.id)
    await floor.until(lambda: not _view(floor).promises)


async def test_a_call_that_is_not_answered_leaves_the_promise_due(floor: Floor) -> None:
    await _promise(floor)
    promise = _view(floor).promises[0]
    floor.desk.between.called(promise, answered=False)
    await floor.until(lambda: _view(floor).promises[0].tried_at is not None)


async def test_another_call_is_not_about_the_promise(floor: Floor) -> None:
    await _promise(floor)
    floor.desk.between.call_about("old", 0)
    await _told(floor, PhoneCommand.DIAL)
    floor.ring("+4915199999999", direction="in")
    await floor.until(lambda: floor.state().identity.status is not IdentityStatus.LOOKING)
    assert floor.state().promise is None


async def test_kept_by_hand_and_taken_back(floor: Floor) -> None:
    await _promise(floor)
    floor.desk.between.kept("old", 0)
    await floor.until(lambda: not _view(floor).promises)
    floor.desk.between.reopen("old", 0)
    await floor.until(lambda: _view(floor).promises)


async def test_a_phone_that_cannot_dial_opens_the_customer_instead(tmp_path: Path) -> None:
    async with _open(Floor(tmp_path, phone=Phone(commands=frozenset({PhoneCommand.ANSWER})))) as floor:
        await _promise(floor)
        assert not _view(floor).can_dial
        floor.desk.between.call_about("old", 0)
        await floor.until(lambda: _view(floor).preview is not None)
        assert _view(floor).preview.customer.key == "crm:42"
        assert floor.phone.told == []


async def test_presence_is_told_to_the_phone(floor: Floor) -> None:
    floor.desk.between.away("Lunch")
    assert (_view(floor).presence.status, _view(floor).presence.phone) == (Presence.AWAY, "telling")
    await floor.until(lambda: _view(floor).presence.phone == "told")
    assert floor.phone.told == [(PhoneCommand.AWAY, "", "Lunch")]
    floor.phone.refuses = TelephonyError("timeout")
    floor.desk.between.available()
    await floor.until(lambda: _view(floor).presence.phone == "failed")
    assert _view(floor).presence.status is Presence.AVAILABLE
    floor.phone.refuses = None
    floor.desk.between.available()
    await floor.until(lambda: _view(floor).presence.phone == "told")


async def test_a_phone_that_knows_no_presence_leaves_it_to_this_window(tmp_path: Path) -> None:
    phone = Phone(commands=frozenset({PhoneCommand.ANSWER}))
    async with _open(Floor(tmp_path, phone=phone)) as floor:
        floor.desk.between.away("Break")
        assert (_view(floor).presence.status, _view(floor).presence.phone) == (Presence.AWAY, "own")
        assert phone.told == []


async def test_a_search_answers_the_newest_text_only(floor: Floor) -> None:
    between = floor.desk.between
    for text in ("z", "zo", "zoe li", "zoe lind"):
        between.type_text(text)
    await floor.until(lambda: [hit.key for hit in _view(floor).lookup.hits] == ["crm:43"])
    assert _view(floor).lookup.text == "zoe lind"
    between.type_text("")
    assert _view(floor).lookup.hits == ()
    seen = [desk.between.lookup for desk in floor.watcher.desks if desk.between.lookup.hits]
    assert all(look.text.startswith("z") for look in seen)


async def test_the_systems_are_asked_when_told_and_an_older_answer_is_dropped(floor: Floor) -> None:
    between = floor.desk.between
    floor.crm.hold("customer.search")
    between.type_text("lee")
    between.ask_systems()
    assert _view(floor).lookup.status == "asking"
    between.type_text("leeds")
    between.ask_systems()
    await _until_asked(floor, "leeds")
    floor.crm.open("customer.search")
    await floor.until(lambda: _view(floor).lookup.status == "done")
    assert [one.customer.key for one in _view(floor).lookup.found] == ["crm:10"]
    assert not any(len(desk.between.lookup.found) > 1 for desk in floor.watcher.desks)
    between.open_customer("crm:10")
    await floor.until(lambda: _view(floor).preview is not None)
    assert _view(floor).preview.customer.key == "crm:10"


async def _until_asked(floor: Floor, text: str) -> None:
    async with asyncio.timeout(30):
        while ("customer.search", text) not in floor.crm.asked:
            await asyncio.sleep(0)


async def test_a_call_takes_previews_and_results_off_the_screen(floor: Floor) -> None:
    floor.desk.between.type_text("zoe")
    floor.desk.between.open_customer("crm:42")
    await floor.until(lambda: _view(floor).preview is not None and _view(floor).lookup.hits)
    floor.ring(None)
    assert (_view(floor).preview, _view(floor).lookup.hits, _view(floor).lookup.text) == (None, (), "")


async def test_somebody_found_in_the_cache_is_picked_for_an_unknown_caller_alone(floor: Floor) -> None:
    floor.ring(None)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.WITHHELD)
    floor.desk.pick(floor.state().id, "crm:43")
    await floor.until(lambda: floor.state().identity.customer is not None)
    floor.desk.pick(floor.state().id, "crm:42")
    await floor.db.run(lambda store: store.cache.get("crm:42"))
    await asyncio.sleep(0)
    assert floor.state().identity.customer.key == "crm:43"


async def test_a_wrap_up_is_put_aside_and_taken_up_again(floor: Floor) -> None:
    floor.ring(None)
    call = floor.state().id
    floor.event(CallEventType.ANSWERED)
    floor.desk.put_aside()
    assert floor.desk.state.viewed == call
    floor.event(CallEventType.ENDED)
    floor.desk.set_notes(call, "half of")
    floor.desk.put_aside()
    assert floor.desk.state.viewed is None
    assert [tab.phase for tab in floor.desk.state.tabs] == [Phase.WRAP_UP]
    floor.desk.view(call)
    await floor.until(lambda: floor.state().wrap_up.notes == "half of")


async def test_what_a_system_refused_is_sent_again_or_given_up(floor: Floor) -> None:
    from desktop.store.records import RowState
    from desktop.store.replies import Outcome

    def refused(store) -> None:
        store.promise([draft("c1"), draft("c2", entity="customer:crm:43")], ())
        for _ in range(2):
            row = store.outbox.claim("crm", SystemClock().now())
            store.outbox.settle(row.key, Outcome(RowState.DEAD, SystemClock().now(), "rejected"))

    await floor.db.run(refused)
    floor.desk.between.refresh()
    await floor.until(lambda: len(_view(floor).unsent) == 2)
    first, second = _view(floor).unsent
    floor.desk.between.send_again(first.key)
    await floor.until(lambda: len(_view(floor).unsent) == 1)
    floor.desk.between.give_up(second.key, "Done by hand")
    await floor.until(lambda: not _view(floor).unsent)
    assert floor.delivery.woken >= 2


async def _told(floor: Floor, command: PhoneCommand) -> None:
    async with asyncio.timeout(30):
        while command not in [told[0] for told in floor.phone.told]:
            await asyncio.sleep(0)


async def _finished(floor: Floor, call_id: str) -> None:
    state = floor.desk.call(call_id)
    for step in state.guide.steps:
        if step.required and step.choices:
            floor.desk.answer_step(call_id, step.id, step.choices[0].id)
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
