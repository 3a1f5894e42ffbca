"""After a crash nobody inherits what another person was checked for."""

from __future__ import annotations

from connectors.merge import MergedCustomer
from desktop.call.walking import Walking
from desktop.playbook.texts import plain
from tests.call.resuming import (
    ASKED,
    CHECKED,
    KEPT,
    MARTA,
    OLE,
    Desks,
    answer,
    as_ole,
    choose,
    choose_from_nobody,
    given,
    never_verified,
    saved,
    step,
    talking,
    who,
)


async def test_another_person_inherits_no_check_and_no_deed(desks: Desks):
    await as_ole(desks.floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")  # the number tells of Marta
    assert never_verified(floor, "crm:4471")
    assert {name: given(floor).get(name) for name in CHECKED} == dict.fromkeys(CHECKED)
    assert given(floor) == KEPT | {"keep": True}, "what was said of the call itself stays, as the notes do"
    await floor.until(lambda: step(floor, "keep").effect is not None)
    await choose(floor, "Ole", "crm:5582")
    await floor.until(lambda: floor.state().verified and step(floor, "keep").effect is None)
    assert given(floor) == {"who": "verified", "recorded": True, "news": "given"} | KEPT | {"keep": True}
    assert never_verified(floor, "crm:4471")
    assert never_verified(floor, None)


async def test_checks_stay_on_the_disk_until_it_is_clear_who_it_is(desks: Desks):
    call_id = await as_ole(desks.floor)
    floor = desks.floor
    floor.desk._sessions[call_id].wrap_up.flush()
    (before,) = await floor.db.run(lambda store: store.drafts.open())
    assert before.customer_key == "crm:5582"
    playbook = floor.desk._context.playbook
    guide = Walking(playbook, plain, lambda kind, data: None)
    assert guide.restore(before) == ()
    guide.answer("who", "other")  # of somebody nobody knows yet
    kept = guide.kept(None).answers
    assert {name: kept[name]["value"] for name in CHECKED} == {"who": "verified", "recorded": True, "news": "given"}
    ole = MergedCustomer("crm:5582", OLE, {"crm": "5582"}, {})
    marta = MergedCustomer("crm:4471", MARTA, {"crm": "4471"}, {})
    assert "recorded" not in guide.kept(ole).answers, "not yet followed: nobody's"
    guide.follow(marta)
    assert not kept_checks(guide, marta) - {"who"}
    guide.follow(None)
    assert kept_checks(guide, None) == set()
    guide.follow(ole)
    assert kept_checks(guide, ole) == set(CHECKED)


def kept_checks(guide: Walking, person: MergedCustomer | None) -> set[str]:
    return guide.kept(person).answers.keys() & CHECKED.keys()


async def test_somebody_nobody_knew_is_not_taken_for_the_owner_of_the_number(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    floor.desk.not_this_person(call_id)
    await who(floor, None)
    answer(floor, CHECKED | ASKED)
    await saved(floor)
    floor = await desks.crash()
    await who(floor, "crm:4471")  # found by the number once more
    assert never_verified(floor, "crm:4471")
    assert given(floor) == KEPT


async def test_a_caller_without_a_number_stays_checked(desks: Desks):
    floor = desks.floor
    await talking(floor, ani=None)
    answer(floor, CHECKED)
    await saved(floor)
    floor = await desks.crash()
    await floor.until(lambda: floor.state().verified)
    assert floor.state().identity.customer is None
    answer(floor, {"who": "other"})
    await choose_from_nobody(floor)
    assert given(floor)["who"] == "other", "asked again since: that is this person's"
    assert "news" not in given(floor)


async def test_a_check_taken_back_with_its_person_is_not_back_after_a_crash(desks: Desks):
    floor = desks.floor
    call_id = await talking(floor)
    answer(floor, CHECKED)
    await saved(floor)
    floor.desk.not_this_person(call_id)
    await saved(floor)
    (draft,) = await floor.db.run(lambda store: store.drafts.open())
    assert draft.customer_key is None
    assert set(draft.answers) == {"recorded"}, "heard by whoever is on the line"
    floor = await desks.crash()
    await who(floor, "crm:4471")
    assert given(floor) == {}


async def test_a_draft_is_renamed_when_it_becomes_clear_who_it_is(desks: Desks):
    floor = desks.floor
    await talking(floor, ani=None)
    answer(floor, ASKED)
    await saved(floor)
    await choose_from_nobody(floor)
    await saved(floor)
    (draft,) = await floor.db.run(lambda store: store.drafts.open())
    assert draft.customer_key == "crm:5582"
