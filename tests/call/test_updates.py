"""A phone or a queue that tells without end how a call stands: it is heard at a reader's pace."""

from __future__ import annotations

from pathlib import Path

from connectors.telephony.events import CallEventType
from desktop.call.pace import ANSWERS_S, Pace
from desktop.call.state import IdentityStatus, PartStatus
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer

MARTA = customer("crm", "4471", "Marta Lindqvist")


async def known(tmp_path: Path) -> Floor:
    floor = Floor(tmp_path / "profile", HeldSystem("crm", (MARTA,), EVERYTHING))
    await floor.desk.start()
    floor.ring()
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    await floor.until(lambda: all(part.status is not PartStatus.WAITING for part in floor.state().parts.values()))
    return floor


def told(floor: Floor) -> str | None:
    return floor.state().info.data.get("position")


async def test_a_rain_of_words_is_decided_on_a_few_times_and_ends_with_the_last(tmp_path: Path):
    floor = await known(tmp_path)
    before = len(floor.watcher.calls)
    for position in range(300):
        floor.event(CallEventType.UPDATED, data={"position": str(position)})
    await floor.until(lambda: told(floor) == "299")
    assert len(floor.watcher.calls) - before < 30
    await floor.close()


async def test_what_happens_to_the_call_does_not_wait_for_the_rain(tmp_path: Path):
    floor = await known(tmp_path)
    for position in range(2):
        floor.event(CallEventType.UPDATED, data={"position": str(position)})
    floor.event(CallEventType.ANSWERED)
    assert (floor.state().phase.value, told(floor)) == ("talking", "1")
    await floor.close()


async def test_after_the_last_answer_nothing_is_waited_for(tmp_path: Path, monkeypatch):
    crm = HeldSystem("crm", (MARTA,), EVERYTHING)
    crm.hold("orders.list")
    crm.hold("interactions.list")
    floor = Floor(tmp_path / "profile", crm)
    await floor.desk.start()
    floor.ring()
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    await floor.until(lambda: floor.state().decision is not None)
    waits = []
    soon = Pace.soon
    monkeypatch.setattr(Pace, "soon", lambda pace, wait: (waits.append(wait), soon(pace, wait)))
    crm.open("interactions.list")
    await floor.until(lambda: floor.state().parts["interactions"].status is PartStatus.LIVE)
    assert set(waits) == {ANSWERS_S}
    waits.clear()
    crm.open("orders.list")
    await floor.until(lambda: floor.state().parts["orders"].status is PartStatus.LIVE)
    assert waits[-1] == 0
    await floor.close()
