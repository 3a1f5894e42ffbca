from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules.masks import BYTES_PER_CHANGE, CHECKPOINT, RECENT, MaskStore

PLENTY = 1_000_000
COUNT = 3 * CHECKPOINT + 5


def everything(count: int, toggles: dict[int, int]) -> list[int]:
    """The masks, one by one."""
    masks, running = [], 0
    for bucket in range(count):
        running ^= toggles.get(bucket, 0)
        masks.append(running)
    return masks


@pytest.mark.parametrize("budget", [0, PLENTY])
@given(toggles=st.dictionaries(st.integers(0, COUNT - 1), st.integers(0, 2**12)))
def test_a_mask_is_what_the_changes_up_to_its_bucket_leave(budget: int, toggles: dict[int, int]) -> None:
    store = MaskStore.of(COUNT, toggles, budget)
    expected = everything(COUNT, toggles)
    assert [store.at(bucket) for bucket in range(COUNT)] == expected
    assert [store.at(bucket) for bucket in reversed(range(COUNT))] == expected[::-1]


@pytest.mark.parametrize(("toggles", "width"), [({}, 1), ({0: 127}, 1), ({0: 1, 70: 255}, 2), ({1: 1 << 15}, 3)])
def test_over_the_budget_only_every_64th_mask_is_kept(toggles: dict[int, int], width: int) -> None:
    whole = MaskStore.of(COUNT, toggles, COUNT * width)
    assert (whole.is_lazy, len(whole.full), whole.toggles) == (False, COUNT, {})
    lazy = MaskStore.of(COUNT, toggles, COUNT * width - 1)
    assert (lazy.is_lazy, lazy.full) == (True, tuple(everything(COUNT, toggles)[::CHECKPOINT]))
    assert {bucket: rows << shift for bucket, (shift, rows) in lazy.toggles.items()} == toggles


def test_a_change_is_kept_without_the_zeros_below_it() -> None:
    assert MaskStore.of(COUNT, {1: 0b101 << 900, 2: 1 << 7}, 0).toggles == {1: (900, 0b101), 2: (7, 1)}


def test_a_mask_asked_for_lately_is_not_rebuilt() -> None:
    store = MaskStore.of(COUNT, {3: 1}, 0)
    assert store.at(3) == 1
    assert store.recent == {3: 1}
    store.recent[3] = 7
    assert store.at(3) == 7


def test_the_oldest_of_the_recent_masks_goes_first() -> None:
    store = MaskStore.of(COUNT, {0: 1}, 0)
    for bucket in range(RECENT):
        store.at(bucket)
    assert list(store.recent) == list(range(RECENT))
    store.at(RECENT)
    assert list(store.recent) == list(range(1, RECENT + 1))


def test_the_size_counts_masks_and_changes() -> None:
    toggles = {0: 0xFF, 1: 0xFF00}
    assert MaskStore.of(2, toggles, PLENTY).size() == (8 + 16) // 8
    assert MaskStore.of(2, toggles, 0).size() == 1 + 2 * (BYTES_PER_CHANGE + 1)
