"""Letters between people, crashes and the finish: nobody gets another one's, and none is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from connectors.merge import MergedCustomer
from connectors.telephony.events import CallEventType
from desktop.call.letter import LetterStatus
from desktop.call.session import CallSession
from desktop.playbook.loader import load_playbook
from desktop.store.errors import StoreError
from tests.call.desk_parts import Floor
from tests.call.systems import customer
from tests.call.test_letters import book, letter, outbox, system, talking, writing


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = Floor(tmp_path / "profile", system(), playbook=load_playbook(book(tmp_path / "book")))
    await floor.desk.start()
    yield floor
    await floor.close()


async def after_a_crash(floor: Floor, tmp_path: Path) -> Floor:
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.flush()
    await floor.desk.close()
    other = Floor(tmp_path / "profile", system(), playbook=load_playbook(tmp_path / "book"))
    await floor.close()
    await other.desk.start()
    return other


async def choose(floor: Floor, name: str, key: str) -> None:
    call_id = floor.state().id
    floor.desk.search(call_id, name)
    await floor.until(lambda: any(hit.customer.key == key for hit in floor.state().search.results))
    floor.desk.choose_customer(call_id, key)
    await floor.until(lambda: floor.state().identity.customer and floor.state().identity.customer.key == key)


async def test_after_a_crash_a_letter_waits_for_its_customer(floor: Floor, tmp_path: Path):
    call_id = await talking(floor, data={"choice": "fiber"})
    floor.desk.not_this_person(call_id)
    await choose(floor, "Ole", "crm:5582")
    floor.desk.write_letter(call_id, "late")
    floor.desk.edit_letter(call_id, "late", letter(floor).to, "Secret", "Dear Ole, your diagnosis")
    other = await after_a_crash(floor, tmp_path)
    # Ole was never written to the cache: the number tells of Marta.
    await other.until(lambda: other.state().identity.customer)
    assert other.state().identity.customer.key == "crm:4471"
    other.desk.write_letter(call_id, "late")
    await other.until(lambda: letter(other).status is LetterStatus.DRAFT and letter(other).to)
    assert letter(other).to == "marta@example.com"
    assert "Ole" not in letter(other).body
    other.desk.not_this_person(call_id)
    await choose(other, "Ole", "crm:5582")
    other.desk.write_letter(call_id, "late")
    assert (letter(other).to, letter(other).body) == ("ole@example.com", "Dear Ole, your diagnosis")
    await other.close()


async def test_while_nobody_is_known_they_stay_on_the_disk_under_their_customer(floor: Floor, tmp_path: Path):
    call_id = await writing(floor)
    floor.desk.edit_letter(call_id, "late", "anna@example.com", "S", "My words")
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.flush()
    await floor.desk.close()
    (before,) = await floor.db.run(lambda store: store.drafts.open())
    other = Floor(tmp_path / "profile", system(), playbook=load_playbook(tmp_path / "book"))
    await floor.close()
    session = CallSession.recovered(before, other.desk._context, other.desk)
    kept = session.wrap_up.draft(whole=True)
    assert (kept.customer_key, kept.letters) == (before.customer_key, before.letters)
    await other.close()


async def test_words_that_were_changed_keep_the_address_they_were_written_for(floor: Floor):
    call_id = await writing(floor)
    floor.desk.edit_letter(call_id, "late", letter(floor).to, "S", "Dear Marta")
    (kept,) = floor.desk._sessions[call_id].letters.kept()
    assert kept["to"] == "marta@example.com"


async def test_a_letter_is_found_again_under_the_key_of_one_more_system(floor: Floor):
    call_id = await talking(floor)
    letters = floor.desk._sessions[call_id].letters
    one = MergedCustomer("erp:5", customer("erp", "5", "A"), {"erp": "5"}, {})
    more = MergedCustomer("crm:1", customer("crm", "1", "A"), {"crm": "1", "erp": "5"}, {})
    letters.follow(one)
    letters.open("late")
    letters.follow(one)
    letters.edit("late", "a@example.com", "S", "Older words")
    letters.follow(None)
    letters.follow(more)
    assert [fields["body.de"] for fields in letters.kept() if fields["text"] == "late"] == ["Older words"]


@pytest.mark.parametrize(("typed", "stays"), [("", "Older words"), ("Newer words", "Newer words")])
async def test_the_newer_letter_stays_unless_nothing_was_done_to_it(floor: Floor, typed: str, stays: str):
    call_id = await writing(floor)
    floor.desk.edit_letter(call_id, "late", "a@example.com", "S", "Older words")
    floor.desk.not_this_person(call_id)
    floor.desk.write_letter(call_id, "late")
    floor.desk.letter_language(call_id, "late", "de")
    if typed:
        floor.desk.edit_letter(call_id, "late", "b@example.com", "S", typed)
    await choose(floor, "Marta", "crm:4471")
    floor.desk.write_letter(call_id, "late")
    await floor.until(lambda: letter(floor).body == stays)


async def test_a_letter_whose_text_is_gone_from_the_playbook_is_kept_on(floor: Floor, tmp_path: Path):
    call_id = await writing(floor)
    floor.desk.edit_letter(call_id, "late", "x@example.com", "S", "Long words of the agent")
    folder = tmp_path / "book"
    for language in ("en", "de"):
        (folder / f"texts/late.{language}.md").rename(folder / f"texts/later.{language}.md")
    for path in (folder / "call_types/general.toml", folder / "actions/help.toml"):
        path.write_text(path.read_text().replace('text = "late"', 'text = "later"'))
    other = await after_a_crash(floor, tmp_path)
    await other.until(lambda: other.state().identity.customer and other.state().letters.texts)
    other.desk.set_notes(call_id, "x")
    await other.desk.close()
    ((kept,),) = [draft.letters for draft in await other.db.run(lambda store: store.drafts.open())]
    assert (kept["text"], kept["to"], kept["body.de"]) == ("late", "x@example.com", "Long words of the agent")
    await other.close()


async def test_the_finish_waits_for_a_letter_that_is_being_sent(floor: Floor, monkeypatch):
    call_id = await writing(floor, data={"choice": "fiber"})
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    session, answer = floor.desk._sessions[call_id], asyncio.Event()

    async def failing(*_):
        await answer.wait()
        raise StoreError("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(session._log, "promise", failing)
        floor.desk.send_letter(call_id, "late")
        for _ in range(2):
            floor.desk.finish(call_id)
        assert session.wrap_up.open
        answer.set()
        await floor.until(lambda: floor.state().wrap_up.problem == "unsent_missing")
    assert letter(floor).problem == "not_saved"
    floor.desk.send_letter(call_id, "late")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert len(await outbox(floor)) == 1


async def test_nothing_opens_a_wrap_up_that_is_being_saved(floor: Floor):
    call_id = await talking(floor)
    wrap_up = floor.desk._sessions[call_id].wrap_up
    assert wrap_up.begin_saving()
    wrap_up.touch()
    assert not wrap_up.open
