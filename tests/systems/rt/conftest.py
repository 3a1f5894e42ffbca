"""One Request Tracker for all of its tests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from connectors.connector import Connector
from connectors.declarative import build_connector
from connectors.loading.load import parse_manifest
from connectors.manifest.model import Timeouts
from tests.systems.conftest import SHIPPED
from tests.systems.rt.server import RequestTracker, request_tracker

Open = Callable[..., Connector]
MANIFEST = SHIPPED / "request-tracker" / "manifest.toml"
SHIPPED_TEXT = MANIFEST.read_text(encoding="utf-8")
PATIENT = Timeouts(connect=5, verdict=25, total=30)
"""A busy computer is no fault of the manifest; the deadlines have tests of their own."""


@pytest.fixture(scope="session")
def rt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RequestTracker]:
    """A server with people in it."""
    with request_tracker(tmp_path_factory.mktemp("rt")) as server:
        yield server


@pytest.fixture
async def open_rt(rt: RequestTracker) -> AsyncIterator[Open]:
    """Opens the shipped connector; `changes` replace parts of its `text`, `timeouts` its deadlines."""
    opened: list[Connector] = []

    def open_one(
        changes: tuple[tuple[str, str], ...] = (),
        timeouts: Timeouts = PATIENT,
        token: str | None = None,
        text: str = SHIPPED_TEXT,
        **settings: str,
    ) -> Connector:
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        manifest = parse_manifest(text.encode(), MANIFEST.name, {"base_url": rt.url, **settings})
        connection = manifest.connection.model_copy(update={"timeout_s": timeouts})
        secrets = {"rt-token": f"token {token or rt.token}"}
        patient = manifest.model_copy(update={"connection": connection})
        opened.append(build_connector(patient, MANIFEST.parent, secrets.get))
        return opened[-1]

    yield open_one
    for connector in opened:
        await connector.aclose()
