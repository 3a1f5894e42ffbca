"""The collector rests while a playbook is made, and is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from desktop.playbook.collector import uncollected


@pytest.fixture(autouse=True)
def collecting():
    before = gc.isenabled()
    yield
    gc.unfreeze()
    (gc.enable if before else gc.disable)()


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_rests_and_is_as_it_was_afterwards(on):
    (gc.enable if on else gc.disable)()
    with pytest.raises(ValueError, match="no playbook"), uncollected():
        assert not gc.isenabled()
        raise ValueError("no playbook")
    assert gc.isenabled() is on


def test_only_what_lasts_is_never_looked_at_again():
    with uncollected():
        pass
    before = gc.get_freeze_count()
    with uncollected(lasting=True):
        made = [[] for _ in range(1_000)]
    assert gc.get_freeze_count() - before >= len(made)
