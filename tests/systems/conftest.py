"""What the tests of real systems stand on: a private PostgreSQL and the connectors that are shipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from connectors.connector import Connector
from connectors.declarative import build_connector
from connectors.loading.load import load_manifest
from tests.postgresql import BIN, Server, private_server
from tests.systems.place import NotHere

SHIPPED = Path(__file__).parents[2] / "resources" / "connectors"
Connect = Callable[..., Connector]


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server for everybody who needs a database; make one of your own in it."""
    if BIN is None:
        raise NotHere("PostgreSQL is not installed (scripts/system_libraries.py --systems)")
    with private_server() as server:
        yield server


@pytest.fixture
async def connect() -> Iterator[Connect]:
    """Opens shipped connectors: `connect("tryton", {"base_url": …}, {"tryton-key": …})`."""
    opened: list[Connector] = []

    def open_one(system: str, settings: Mapping[str, object], secrets: Mapping[str, str]) -> Connector:
        path = SHIPPED / system / "manifest.toml"
        opened.append(build_connector(load_manifest(path, settings), path.parent, secrets.get))
        return opened[-1]

    yield open_one
    for connector in opened:
        await connector.aclose()
