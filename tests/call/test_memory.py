"""What is kept of a caller for the next call: what systems have told, and never nothing for what they could not."""

from __future__ import annotations

import asyncio
from pathlib import Path

from connectors.errors import Unavailable
from connectors.telephony.events import CallEventType
from desktop.call.state import IdentityStatus, PartStatus
from tests.call.desk_parts import Floor
from tests.call.systems import EVERYTHING, HeldSystem, customer, interaction, order

MARTA = customer("crm", "4471", "Marta Lindqvist", email="marta@example.com")
MARTA_SHOP = customer("shop", "s-9", "Marta Lindqvist", email="marta@example.com")
LOOK_UPS = frozenset(name for name in EVERYTHING if name.startswith("customer."))


def systems() -> tuple[HeldSystem, HeldSystem]:
    crm = HeldSystem("crm", (MARTA,), LOOK_UPS | {"interactions.list"})
    crm.records["interactions"] = (interaction("crm", "i1", "4471"),)
    shop = HeldSystem("shop", (MARTA_SHOP,), LOOK_UPS | {"orders.list"})
    shop.records["orders"] = (order("shop", "o1", "s-9"),)
    return crm, shop


async def called(folder: Path, *each: HeldSystem) -> None:
    """One call in a run of its own, until what it leaves is on the disk."""
    floor = Floor(folder, *each)
    await floor.desk.start()
    floor.ring()
    await floor.until(lambda: floor.state().identity.status is IdentityStatus.IDENTIFIED)
    await floor.until(lambda: all(part.status not in _UNDER_WAY for part in floor.state().parts.values()))
    floor.event(CallEventType.ENDED)
    await floor.until(lambda: not floor.desk.state.tabs)
    await floor.close()


_UNDER_WAY = (PartStatus.WAITING, PartStatus.IDLE)


async def kept(folder: Path) -> dict[str, int]:
    floor = Floor(folder)
    found = await floor.db.run(lambda store: store.cache.find_by_phone("+4915120000004"))
    await floor.close()
    return {kind: len(rows) for kind, rows in found[0].parts.items()} if found else {}


async def test_what_a_system_could_not_tell_is_unknown_in_the_next_call(tmp_path: Path) -> None:
    crm, shop = systems()
    shop.errors = {name: Unavailable("shop", "network") for name in EVERYTHING}
    await called(tmp_path, crm, shop)
    assert await kept(tmp_path) == {"interactions": 1}
    crm.errors = {name: Unavailable("crm", "network") for name in EVERYTHING}
    floor = Floor(tmp_path, crm, shop)
    await floor.desk.start()
    floor.ring()
    await floor.until(lambda: floor.state().identity.customer is not None)
    async with asyncio.timeout(30):
        while floor.state().parts["orders"].status is not PartStatus.FAILED:
            await asyncio.sleep(0)
    state = floor.state()
    assert (state.parts["interactions"].status, state.profile.open_orders) == (PartStatus.CACHED, None)
    await floor.close()


async def test_an_older_picture_that_knows_more_stays(tmp_path: Path) -> None:
    crm, shop = systems()
    await called(tmp_path, crm, shop)
    assert await kept(tmp_path) == {"interactions": 1, "orders": 1}
    shop.errors = {name: Unavailable("shop", "network") for name in EVERYTHING}
    crm.records["interactions"] = ()
    await called(tmp_path, crm, shop)
    assert await kept(tmp_path) == {"interactions": 1, "orders": 1}
