"""The parser over many more inputs; run with `make test-slow`."""

from __future__ import annotations

import random

import pytest

from desktop.rules.parser import parse
from desktop.rules.printer import print_node
from tests.rules.workload import Workload

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]

PIECES = ["", "(", ")", " not ", '"', "\x00", "\ud800", " and ", "1e9", "=", "\u202e", "[", ",", " is ", "..", "9" * 30]


def test_a_hundred_thousand_damaged_conditions_are_read_or_refused() -> None:
    pick = random.Random(1)
    texts = [print_node(node) for node in Workload(4, rules=200).conditions]
    for _ in range(100_000):
        text = pick.choice(texts)
        for _ in range(pick.randrange(1, 4)):
            at = pick.randrange(len(text) + 1)
            text = text[:at] + pick.choice(PIECES) + text[at + pick.randrange(6) :]
        parsed = parse(text)
        assert (parsed.node is None) == bool(parsed.problems)
