"""What is recorded of Request Tracker, about somebody who is in its seed."""

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
from tests.systems.rt.server import CROWD, request_tracker, tickets_of

WORD = "request-tracker"
_WHO = next(who for who in CROWD if (who.country, who.spelling, len(tickets_of(who))) == ("FR", "local", 3))
_TICKET = 1 + sum(len(tickets_of(who)) for who in CROWD[: _WHO.index])
"""The number of their first ticket: the seed opens them in the order of the people."""
WANTED = {
    "customer.find_by_phone": Wanted("customer.find_by_phone", phone=_WHO.e164),
    "customer.find_by_email": Wanted("customer.find_by_email", email=_WHO.email),
    "customer.find_by_id": Wanted("customer.find_by_id", number=_WHO.email),
    "customer.find_by_id-unknown": Wanted("customer.find_by_id", number="nobody@example.com"),
    "customer.find_by_case": Wanted(None, number=str(_TICKET), number_kind="case"),
    "customer.search": Wanted("customer.search", text=_WHO.family),
    "customer.get": Wanted("customer.get", customer_id=_WHO.email),
    "cases.list": Wanted("cases.list", customer_id=_WHO.email),
    "interactions.list": Wanted("interactions.list", customer_id=_WHO.email),
}


@contextmanager
def opened() -> Iterator[tuple[Mapping[str, object], Mapping[str, str]]]:
    """The settings and secrets, while a server runs."""
    with tempfile.TemporaryDirectory() as folder, request_tracker(Path(folder)) as server:
        settings, secrets = {"base_url": server.url, "region": "FR"}, {"rt-token": f"token {server.token}"}
        asyncio.run(_commented(settings, secrets))
        yield settings, secrets


async def _commented(settings: Mapping[str, object], secrets: Mapping[str, str]) -> None:
    """A comment, since the seed has none."""
    path = SHIPPED / WORD / "manifest.toml"
    rt = build_connector(load_manifest(path, settings), path.parent, secrets.get)
    await rt.write("note.create", {"customer_id": _WHO.email, "text": "Called about the kettle."}, "key-1")
    await rt.aclose()
