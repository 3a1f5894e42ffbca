"""What a card says for the agent is in the language of the window, whatever the caller speaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from connectors.telephony.events import CallEventType
from desktop.call.state import CallState, Phase
from desktop.playbook.loader import load_playbook
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer
from tests.playbook.folders import GOOD, write

MARTA = replace(customer("crm", "4471", "Marta Lindqvist", email="marta@example.com"), language="en")
OFFER = """\
format = "callside.actions/1"
[[action]]
id = "sorry"
title = { en = "Say hello", de = "Hallo sagen" }
eligibility = 'call.direction = "in"'
"""
FILES = {
    "playbook.toml": GOOD["playbook.toml"].replace('["en"]', '["en", "de"]'),
    "actions/help.toml": OFFER,
    "words/de.toml": 'format = "callside.words/1"\n[words]\n"Inbound" = "Kommt herein"\n',
}


def card(state: CallState) -> tuple[str, list[str]]:
    assert state.decision is not None
    (entry,) = state.decision.actions.shown
    return entry.title, [reason.text for reason in entry.reasons]


async def test_a_call_keeps_the_language_it_began_in_and_the_next_has_the_new(tmp_path: Path):
    playbook = load_playbook(write(tmp_path / "book", FILES))
    floor = Floor(tmp_path / "store", HeldSystem("crm", (MARTA,), EVERYTHING), playbook=playbook)
    await floor.desk.start()
    floor.language = "de-AT"
    floor.ring(at=datetime.now(UTC))
    await floor.until(lambda: floor.state().decision and floor.state().decision.actions.shown)
    german = ("Hallo sagen", ["Richtung: Kommt herein (Telefon)"])
    assert card(floor.state()) == german
    floor.language = "es"
    floor.event(CallEventType.ANSWERED)
    await floor.until(lambda: floor.state().phase is Phase.TALKING)
    assert card(floor.state()) == german
    floor.ring("+4915120000005", "2", at=datetime.now(UTC))
    await floor.until(lambda: len(floor.desk.state.tabs) == 2 and floor.state(1).decision)
    assert card(floor.state(1)) == ("Say hello", ["Dirección: Entrante (Teléfono)"])
    await floor.close()


async def test_a_reason_names_a_system_as_the_site_does(tmp_path: Path):
    reader = OFFER.replace('call.direction = "in"', 'customer.language = "en"')
    playbook = load_playbook(write(tmp_path / "book", {**FILES, "actions/help.toml": reader}))
    system = HeldSystem("shop", (replace(customer("shop", "4471", "Marta Lindqvist"), language="en"),), EVERYTHING)
    system.label = "Orders"
    floor = Floor(tmp_path / "store", system, playbook=playbook)
    await floor.desk.start()
    floor.ring(at=datetime.now(UTC))
    await floor.until(lambda: floor.state().decision and floor.state().decision.actions.shown)
    (reason,) = card(floor.state())[1]
    assert "(Orders, " in reason
    await floor.close()
