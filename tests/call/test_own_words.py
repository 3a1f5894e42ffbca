"""What only agents read of a playbook is in the language of their window; what goes to other systems stays as written."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest

from connectors.telephony.events import CallEventType
from desktop.call.state import IdentityStatus, StepStatus
from desktop.playbook.loader import load_playbook
from desktop.store.store import Store
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
from tests.call.test_deeds import GENERAL, HEAD, MARTA, WRITES, step, talking
from tests.playbook.folders import write


@pytest.fixture
async def floor(tmp_path: Path) -> AsyncIterator[Floor]:
    crm = HeldSystem(
        "crm", (customer("crm", "4471", "Marta Lindqvist"),), EVERYTHING | {"interaction.create", "task.create"}
    )
    crm.strategies = dict.fromkeys(("interaction.create", "task.create"), "upsert")
    found = Floor(tmp_path, crm)
    found.language = "de-AT"
    await found.desk.start()
    found.ring()
    await found.until(lambda: found.state().identity.status is IdentityStatus.IDENTIFIED)
    found.event(CallEventType.ANSWERED)
    found.desk.switch_call_type(found.state().id, "billing_dispute")
    await found.until(lambda: found.state().guide.call_type == "billing_dispute")
    yield found
    await found.close()


async def test_call_types_steps_answers_and_dispositions_are_in_the_agents_language(floor: Floor) -> None:
    state = floor.state()
    assert {kind.id: kind.title for kind in state.call_types}["order_status"] == "Bestellstatus"
    assert state.guide.title == "Strittige Rechnung"
    assert "Mit Namen begrüßen" in [step.title for step in state.guide.steps]
    paths = {leaf.id: leaf.path for leaf in state.wrap_up.dispositions}
    assert paths["fee_waived"] == ("Rechnung", "Betrag", "Gebühr erlassen")


def _skipped(store: Store, call: str) -> list[object]:
    return [entry.data["reason"] for entry in store.journal.of_call(call) if entry.kind == "step.skipped"]


async def test_other_systems_and_the_journal_read_what_the_playbook_says(floor: Floor) -> None:
    call = floor.state().id
    (first, *_) = (step for step in floor.state().guide.steps if step.status is StepStatus.CURRENT)
    assert floor.state().guide.skip_reasons[0] == "Schon bekannt"
    floor.desk.skip(call, "Schon bekannt")
    step = next(each for each in floor.state().guide.steps if each.id == first.id)
    assert (step.status, step.reason) == (StepStatus.SKIPPED, "Schon bekannt")
    floor.desk.set_disposition(call, "escalated")
    floor.desk.set_notes(call, "Waived.")
    floor.event(CallEventType.ENDED)
    async with asyncio.timeout(30):
        while floor.desk.call(call) is not None:
            floor.desk.finish(call)
            await asyncio.sleep(0)
    (row,) = await floor.db.run(lambda store: store.outbox.list())
    assert row.payload["outcome"] == "Billing › Charge › Second level"
    async with asyncio.timeout(30):
        while not (skipped := await floor.db.run(partial(_skipped, call=call))):
            await asyncio.sleep(0)
    assert skipped == ["Already known"]
    await floor.until(lambda: floor.desk.state.between.recent)
    (past,) = floor.desk.state.between.recent
    assert (past.kind, past.ending) == ("Strittige Rechnung", "Rechnung › Betrag › Zweite Ebene")


async def test_what_is_said_has_answers_and_yes_in_the_words_of_its_language(tmp_path: Path) -> None:
    said = GENERAL.replace("Wir zeichnen auf.", "Geprüft: {answers.who}, {identity.verified}")
    words = 'format = "callside.words/1"\n[words]\n"Matches" = "Stimmt"\n'
    files = {"playbook.toml": HEAD, "call_types/general.toml": said, "words/de.toml": words}
    system = HeldSystem("crm", (MARTA,), EVERYTHING | WRITES)
    floor = Floor(tmp_path / "profile", system, playbook=load_playbook(write(tmp_path / "book", files)))
    await floor.desk.start()
    call = await talking(floor)
    floor.desk.answer_step(call, "who", "verified")
    await floor.until(lambda: step(floor.state(), "recorded").say == "Geprüft: Stimmt, ja")
    await floor.close()
