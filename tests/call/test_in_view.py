"""Which call comes into view when the one on screen is finished."""

from __future__ import annotations

import pytest

from desktop.call.desk_state import Phase
from desktop.call.in_view import next_in_view


@pytest.mark.parametrize(
    ("phases", "expected"),
    [
        ({}, None),
        ({"a": Phase.TALKING, "b": Phase.RINGING, "c": Phase.WRAP_UP}, "a"),
        ({"a": Phase.RINGING, "b": Phase.HELD}, "b"),
        ({"a": Phase.WRAP_UP, "b": Phase.RINGING, "c": Phase.WRAP_UP}, "b"),
        ({"a": Phase.WRAP_UP, "b": Phase.WRAP_UP}, "b"),
        ({"a": Phase.FINISHED}, None),
    ],
)
def test_the_one_on_the_line_comes_first(phases, expected):
    assert next_in_view(phases) == expected
