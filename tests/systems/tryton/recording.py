"""What is recorded of Tryton, about somebody who is in its dump."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from connectors.declarative import build_connector
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.trials.trial import Wanted
from tests.postgresql import private_server
from tests.systems.people import people
from tests.systems.tryton.plan import KEY, PARTY_OF_THE_FIRST
from tests.systems.tryton.server import tryton

SECRETS = {"tryton-key": KEY}
_CROWD = people(20)
_FIRST = str(PARTY_OF_THE_FIRST)
WANTED = {
    "customer.find_by_phone": Wanted("customer.find_by_phone", phone=_CROWD[0].e164),
    "customer.find_by_phone-local": Wanted("customer.find_by_phone", phone=_CROWD[15].e164),
    # Nobody's: all its digits stand, in this order, in the number of a household.
    "customer.find_by_phone-stranger": Wanted("customer.find_by_phone", phone="+493023125999"),
    "customer.find_by_email": Wanted("customer.find_by_email", email=_CROWD[4].email.upper()),
    "customer.find_by_id": Wanted("customer.find_by_id", number="C-1003"),
    "customer.find_by_order": Wanted(None, number="1", number_kind="order"),
    "customer.find_by_case": Wanted(None, number="1", number_kind="case"),
    "customer.search": Wanted("customer.search", text=_CROWD[5].family),
    "customer.get": Wanted("customer.get", customer_id=_FIRST),
    "orders.list": Wanted("orders.list", customer_id=_FIRST),
    "invoices.list": Wanted("invoices.list", customer_id=_FIRST),
    "cases.list": Wanted("cases.list", customer_id=_FIRST),
    "interactions.list": Wanted("interactions.list", customer_id=_FIRST),
}


@contextmanager
def opened() -> Iterator[tuple[Mapping[str, object], Mapping[str, str]]]:
    """The settings and secrets, while a server runs."""
    with tempfile.TemporaryDirectory() as folder, private_server() as server, tryton(Path(folder), server) as url:
        settings = {"base_url": url, "region": "DE"}
        asyncio.run(_noted(settings))
        yield settings, SECRETS


async def _noted(settings: Mapping[str, object]) -> None:
    """A note, since there is none in the dump."""
    path = SHIPPED / "tryton" / "manifest.toml"
    erp = build_connector(load_manifest(path, settings), path.parent, SECRETS.get)
    await erp.write("note.create", {"customer_id": _FIRST, "text": "Called about the kettle.\nSends it back."}, "key-1")
    await erp.aclose()
