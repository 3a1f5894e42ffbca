from __future__ import annotations

import sys

import pytest

from desktop.core import giving_way


def test_turns_are_short_beside_long_work_and_usual_after_it() -> None:
    usual = sys.getswitchinterval()
    with giving_way():
        assert sys.getswitchinterval() < usual
    assert sys.getswitchinterval() == usual


def test_turns_are_usual_after_a_failure() -> None:
    usual = sys.getswitchinterval()
    with pytest.raises(ValueError, match="wrong"), giving_way():
        raise ValueError("wrong")
    assert sys.getswitchinterval() == usual
