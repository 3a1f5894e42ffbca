"""Letters on a live call: filled with what is known, the agent's words kept, sent once and to the right person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType
from desktop.call.letter import Letter, LetterStatus
from desktop.call.state import IdentityStatus
from desktop.playbook.loader import load_playbook
from desktop.store.errors import StoreError
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer, interaction
from tests.playbook.folders import GOOD, write

MARTA = replace(customer("crm", "4471", "Marta Lindqvist", email="marta@example.com"), language="de")
OLE = replace(customer("crm", "5582", "Ole Berg", "+4915120000009", "ole@example.com"), language="en")
WRITES = {"interaction.create", "email.create"}
HEAD = GOOD["playbook.toml"].replace('["en"]', '["en", "de"]')
TEXTS = {
    "texts/late.en.md": (
        "Title: Late order\nSubject: Your order {ivr.choice}\nFor: order\n\n"
        "Dear {customer.name},\n\nsorry about {ivr.choice}.\n\n{agent.name}, {company.name}, {call.today}"
    ),
    "texts/late.de.md": (
        "Title: Verspätung\nSubject: Ihre Bestellung {ivr.choice}\n\nGuten Tag {customer.name},\n\n{ivr.choice} kommt."
    ),
    "texts/thanks.en.md": "Title: Thank you\nChannel: sms\n\nThank you, {customer.name}.",
    "texts/reply.en.md": "Title: Reply\nChannel: chat\n\nHello.",
}
GENERAL = """\
format = "callside.call_type/1"
title = "General"
[[step]]
id = "write"
kind = "do"
title = "Write to them"
do = { kind = "email", text = "late" }
[[disposition]]
id = "done"
path = ["Done"]
"""
EMAILING = """\
format = "callside.actions/1"
[[action]]
id = "sorry"
title = "Say sorry in writing"
effects = [{ kind = "email", text = "late" }]
"""


def book(folder: Path) -> Path:
    files = {"playbook.toml": HEAD, "call_types/general.toml": GENERAL, "actions/help.toml": EMAILING, **TEXTS}
    return write(folder, files)


def system(writes: set[str] | None = None) -> HeldSystem:
    writes = WRITES if writes is None else writes
    system = HeldSystem("crm", (MARTA, OLE), EVERYTHING | writes)
    system.strategies = dict.fromkeys(writes, "upsert")
    system.records["interactions"] = (interaction("crm", "i1", "4471"),)
    return system


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    floor = Floor(tmp_path / "profile", system(), playbook=load_playbook(book(tmp_path / "book")))
    await floor.desk.start()
    yield floor
    await floor.close()


async def talking(floor: Floor, ani: str = "+4915120000004", **fields) -> str:
    floor.ring(ani, **fields)
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().guide.steps and floor.state().info.answered_at)
    return floor.state().id


async def writing(floor: Floor, text_id: str = "late", **fields) -> str:
    call_id = await talking(floor, **fields)
    floor.desk.write_letter(call_id, text_id)
    return call_id


def letter(floor: Floor) -> Letter:
    found = floor.state().letters.open
    assert found is not None
    return found


async def outbox(floor: Floor) -> list[dict]:
    rows = await floor.db.run(lambda store: store.outbox.list())
    return [dict(row.payload) for row in rows if row.operation == "email.create"]


async def test_it_is_in_the_customers_language_with_what_is_known(floor: Floor):
    await writing(floor, data={"choice": "fiber"})
    found = letter(floor)
    assert (found.to, found.language, found.subject) == ("marta@example.com", "de", "Ihre Bestellung fiber")
    assert found.body == "Guten Tag Marta Lindqvist,\n\nfiber kommt."
    assert found.gaps == ()
    assert found.problem is None


async def test_what_is_no_fact_is_there_too(floor: Floor):
    call_id = await writing(floor)
    floor.desk.letter_language(call_id, "late", "en")
    assert letter(floor).body.splitlines()[-1].startswith("Ana, Fernvik, ")
    assert letter(floor).gaps == ("[menu choice]",)


async def test_a_missing_fact_is_a_gap_and_nothing_is_sent_with_one(floor: Floor):
    call_id = await writing(floor)
    assert letter(floor).gaps == ("[menu choice]",)
    assert "None" not in letter(floor).body
    floor.desk.send_letter(call_id, "late")
    assert letter(floor).problem == "gaps"
    assert await outbox(floor) == []
    floor.desk.edit_letter(call_id, "late", "marta@example.com", "Ihre Bestellung", "Guten Tag, sie kommt.")
    await floor.until(lambda: letter(floor).gaps == () and letter(floor).problem is None)


async def test_it_is_sent_once_with_its_journal_entry(floor: Floor):
    call_id = await writing(floor, data={"choice": "fiber"})
    for _ in range(3):
        floor.desk.send_letter(call_id, "late")
    await floor.until(lambda: letter(floor).status is LetterStatus.SENT)
    floor.desk.send_letter(call_id, "late")
    floor.desk.edit_letter(call_id, "late", "else@example.com", "x", "y")
    assert letter(floor).to == "marta@example.com"
    (sent,) = await outbox(floor)
    assert (sent["to"], sent["subject"], sent["customer_id"]) == ("marta@example.com", "Ihre Bestellung fiber", "4471")
    assert (sent["channel"], sent["language"], sent["template"], sent["agent"]) == ("email", "de", "late", "Ana")
    assert sent["text"] == letter(floor).body
    await floor.desk.close()
    entries = await floor.db.run(lambda store: store.journal.of_call(call_id))
    (promised,) = [entry for entry in entries if entry.kind == "letter.promised"]
    assert promised.data == {"text": "late", "channel": "email", "language": "de", "number": 100}
    assert promised.customer_key == "crm:4471"


async def test_the_agents_words_stay_language_by_language(floor: Floor):
    call_id = await writing(floor, data={"choice": "fiber"})
    revision = letter(floor).revision
    floor.desk.edit_letter(call_id, "late", "anna@example.com", "Betreff", "Meine Worte")
    await floor.until(lambda: letter(floor).body == "Meine Worte")
    assert letter(floor).revision == revision, "what is typed is not put into the editor again"
    floor.desk.letter_language(call_id, "late", "en")
    assert letter(floor).subject == "Your order fiber"
    assert letter(floor).to == "anna@example.com"
    assert letter(floor).revision > revision
    floor.desk.letter_language(call_id, "late", "de")
    assert letter(floor).body == "Meine Worte"
    floor.desk.leave_letter(call_id)
    assert floor.state().letters.open is None
    floor.desk.switch_call_type(call_id, "order")
    floor.desk.write_letter(call_id, "late")
    assert letter(floor).body == "Meine Worte"


async def test_texts_for_this_call_type_come_first(floor: Floor):
    call_id = await talking(floor)
    assert [(each.id, each.fits) for each in floor.state().letters.texts] == [
        ("reply", True),
        ("thanks", True),
        ("late", False),
    ]
    floor.desk.switch_call_type(call_id, "order")
    assert {each.id for each in floor.state().letters.texts if each.fits} == {"late", "reply", "thanks"}


async def test_an_accepted_action_and_a_guide_step_open_it(floor: Floor):
    call_id = await talking(floor, data={"choice": "fiber"})
    await floor.until(lambda: floor.state().decision.actions.shown)
    floor.desk.accept(call_id, "sorry")
    await floor.until(lambda: floor.state().letters.open)
    assert letter(floor).text_id == "late"
    floor.desk.discard_letter(call_id, "late")
    assert floor.state().letters.open is None
    floor.desk.answer_step(call_id, "write", "")
    await floor.until(lambda: floor.state().letters.open)
    assert await outbox(floor) == []


async def test_a_crash_loses_no_word_and_sends_nothing_again(floor: Floor, tmp_path: Path):
    call_id = await writing(floor, data={"choice": "fiber"})
    floor.desk.edit_letter(call_id, "late", "anna@example.com", "Betreff", "Meine Worte")
    floor.desk.write_letter(call_id, "reply")
    floor.desk.send_letter(call_id, "reply")
    await floor.until(lambda: letter(floor).status is LetterStatus.SENT)
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.flush()
    await floor.desk.close()
    other = Floor(tmp_path / "profile", system(), playbook=load_playbook(tmp_path / "book"))
    await floor.close()
    await other.desk.start()
    await other.until(lambda: other.state().letters.texts and other.state().identity.customer)
    other.desk.write_letter(call_id, "late")
    await other.until(lambda: letter(other).status is LetterStatus.DRAFT)
    assert (letter(other).to, letter(other).subject, letter(other).body) == (
        "anna@example.com",
        "Betreff",
        "Meine Worte",
    )
    other.desk.write_letter(call_id, "reply")
    await other.until(lambda: letter(other).status is LetterStatus.SENT)
    other.desk.send_letter(call_id, "reply")
    assert len(await outbox(other)) == 1
    await other.close()


async def test_where_no_system_takes_it_that_is_said(tmp_path: Path):
    alone = Floor(tmp_path / "other", system(set()), playbook=load_playbook(book(tmp_path / "book")))
    call_id = await writing(alone, data={"choice": "fiber"})
    assert not letter(alone).taken
    alone.desk.send_letter(call_id, "late")
    assert letter(alone).problem == "no_system"
    await alone.close()


async def test_what_could_not_be_saved_is_not_sent_and_can_be_sent_again(floor: Floor, monkeypatch):
    call_id = await writing(floor, data={"choice": "fiber"})

    async def full(*_):
        raise StoreError("disk_full")

    with monkeypatch.context() as patched:
        patched.setattr(floor.db, "run", full)
        floor.desk.send_letter(call_id, "late")
        await floor.until(lambda: letter(floor).problem == "not_saved")
    floor.failures.clear()
    assert letter(floor).status is LetterStatus.DRAFT
    floor.desk.send_letter(call_id, "late")
    await floor.until(lambda: letter(floor).status is LetterStatus.SENT)
    assert len(await outbox(floor)) == 1


@pytest.mark.parametrize(
    ("to", "subject", "body", "problem"),
    [
        ("", "s", "b", "no_address"),
        ("marta", "s", "b", "bad_address"),
        ("a@example.com, b@example.com", "s", "b", "bad_address"),
        ("a@example.com", " ", "b", "no_subject"),
        ("a@example.com", "s", " \n", "empty"),
        ("a@example.com", "Order [menu choice]", "b", "gaps"),
    ],
)
async def test_what_stands_in_the_way_is_said(floor: Floor, to: str, subject: str, body: str, problem: str):
    call_id = await writing(floor)
    floor.desk.edit_letter(call_id, "late", to, subject, body)
    floor.desk.send_letter(call_id, "late")
    assert letter(floor).problem == problem
    assert await outbox(floor) == []


async def test_a_text_message_goes_to_the_number_whole(floor: Floor):
    call_id = await writing(floor, "thanks")
    assert letter(floor).to == "+4915120000004"
    floor.desk.send_letter(call_id, "thanks")
    await floor.until(lambda: letter(floor).status is LetterStatus.SENT)
    (sent,) = await outbox(floor)
    assert (sent["to"], sent["subject"], sent["channel"]) == ("+4915120000004", None, "sms")


async def test_a_card_number_is_masked_before_the_eyes_of_the_agent(floor: Floor):
    call_id = await writing(floor)
    floor.desk.edit_letter(call_id, "late", "a@example.com", "Karte", "Ihre Karte 4111 1111 1111 1111")
    floor.desk.send_letter(call_id, "late")
    assert letter(floor).problem == "card_number"
    assert letter(floor).body.endswith("1111")
    assert "4111" not in letter(floor).body
    floor.desk.send_letter(call_id, "late")
    await floor.until(lambda: letter(floor).status is LetterStatus.SENT)
    assert (await outbox(floor))[0]["text"] == letter(floor).body


async def test_another_persons_letter_leaves_with_that_person(floor: Floor):
    call_id = await writing(floor, data={"choice": "fiber"})
    floor.desk.edit_letter(call_id, "late", "marta@example.com", "Betreff", "Liebe Marta")
    floor.desk.not_this_person(call_id)
    assert floor.state().letters.open is None
    floor.desk.send_letter(call_id, "late")
    floor.desk.write_letter(call_id, "late")
    assert letter(floor).to == ""
    assert "Marta" not in letter(floor).body
    floor.desk.search(call_id, "Ole")
    await floor.until(lambda: floor.state().search.results)
    floor.desk.choose_customer(call_id, floor.state().search.results[0].customer.key)
    await floor.until(lambda: letter(floor).to == "ole@example.com" and "Ole Berg" in letter(floor).body)
    floor.desk.send_letter(call_id, "late")
    await floor.until(lambda: letter(floor).status is LetterStatus.SENT)
    (sent,) = await outbox(floor)
    assert (sent["to"], sent["customer_id"]) == ("ole@example.com", "5582")


async def test_an_unsent_letter_holds_the_finish_once(floor: Floor):
    call_id = await writing(floor, data={"choice": "fiber"})
    floor.desk.leave_letter(call_id)
    floor.event(CallEventType.ENDED, reason="normal")
    floor.desk.set_disposition(call_id, "done")
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.state().wrap_up.problem == "unsent_missing")
    assert floor.state().wrap_up.missing_step == "Verspätung"
    assert letter(floor).text_id == "late"
    floor.desk.finish(call_id)
    await floor.until(lambda: floor.desk.call(call_id) is None)
    assert await outbox(floor) == []
