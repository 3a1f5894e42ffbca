"""Connectors as on a machine with time: what a good answer may take is not what its tests are about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from connectors.manifest.model import ConnectionPart


@pytest.fixture(autouse=True)
def _patient(request: pytest.FixtureRequest) -> Iterator[None]:
    """Twenty seconds for a manifest that says none; whoever is about to wait in vain says how long, and so does `faults`."""
    usual = ConnectionPart.model_fields["timeout_s"].default.__dict__
    before = dict(usual)
    if request.node.get_closest_marker("faults") is None:
        usual.update(connect=20.0, verdict=20.0, total=20.0)
    yield
    usual.update(before)
