"""Which declared name was meant: near in spelling, or a part of it, with or without its namespace."""

from __future__ import annotations

import pytest

from desktop.rules.likeness import did_you_mean, is_slip, likely, most_alike

FACTS = (
    *("order.open_count", "order.open_late_count", "order.late_total", "order.latest_number", "order.latest_label"),
    *("customer.name", "customer.churn_risk", "customer.balance", "customer.birthday_today", "invoice.overdue_count"),
    *("interactions.last_days", "category.name", "plain"),
)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("order.opn_count", "order.open_count"),
        ("order.lat", "order.late_total"),
        ("order.late_count", "order.open_late_count"),
        ("orders.open_count", "order.open_count"),
        ("orders.late_count", "order.open_late_count"),
        ("categories.name", "category.name"),
        ("costumers.churn", "customer.churn_risk"),
        ("client.balance", "customer.balance"),
        ("late_count", "order.open_late_count"),
        ("open_late_count", "order.open_late_count"),
        ("birthday", "customer.birthday_today"),
        ("interaction.last", "interactions.last_days"),
        ("orderlate_count", "order.open_count"),
        ("plai", "plain"),
        ("pla", "plain"),
    ],
)
def test_a_name_by_a_part_of_it(word: str, meant: str) -> None:
    assert did_you_mean(word, FACTS) == meant


@pytest.mark.parametrize("word", ["", "x", "x.y", "order.", "order.zzz", "x" * 65, "open"])
def test_nothing_is_meant_by_what_is_far_from_all(word: str) -> None:
    assert did_you_mean(word, ("order.open_count", "customer.name")[: 0 if word == "open" else 2]) is None


def test_several_are_named_where_the_word_is_a_part_of_each() -> None:
    assert likely("order.lat", FACTS) == ("order.late_total", "order.latest_label", "order.latest_number")


def test_one_edit_is_a_slip() -> None:
    assert is_slip("whch", "which")
    assert not is_slip("whch", "")
    assert not is_slip("hour", "day")
    assert not is_slip("late", "latest")


def test_of_many_words_the_most_like_are_named_in_their_order() -> None:
    words = ["billing", "complaint", "complaints_desk", "sales", "support"]
    assert most_alike("complains", words, 2) == ("complaint", "complaints_desk")
    assert most_alike("", words, 2) == ("billing", "complaint")
