"""What an accepted action writes: the playbook's words, and the day on which it falls due."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.call.writes import effect_payload

TODAY = date(2026, 11, 21)


def test_words_go_out_as_they_are():
    assert effect_payload({"text": "Waive 18 EUR"}, TODAY) == {"text": "Waive 18 EUR"}


@pytest.mark.parametrize(("days", "due"), [("0", TODAY), ("2", date(2026, 11, 23)), ("10", date(2026, 12, 1))])
def test_days_become_a_day(days, due):
    assert effect_payload({"due_in_days": days}, TODAY) == {"due_on": due, "due_at": due}


@pytest.mark.parametrize("days", ["", "soon", "-1", "1.5", "…", "99999"])
def test_days_that_are_none_are_left_out(days):
    assert effect_payload({"text": "x", "due_in_days": days}, TODAY) == {"text": "x"}
