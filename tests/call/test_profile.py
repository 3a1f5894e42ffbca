"""The figures of the header: counted as the facts count them, and nothing claims to be zero early."""

from __future__ import annotations

from decimal import Decimal

from connectors.records import Money
from desktop.call.profile import profile_of
from desktop.call.state import Identity, Profile, Score
from tests.call.people import (
    MARTA,
    NOW,
    ZONE,
    answer,
    at,
    case,
    contact,
    customer,
    eur,
    everything,
    failed,
    identified,
    live,
    order,
    status,
    waiting,
)


def profile(parts, who=MARTA):
    return profile_of(identified(who), parts, NOW, ZONE)


def test_nobody_has_no_figures():
    assert profile_of(Identity(), everything(), NOW, ZONE) == Profile()


def test_the_figures():
    found = profile(
        everything(
            orders=live(order("1"), order("2", promised_on=None), order("3", status=status("completed"))),
            cases=live(case(), case("C-1", status=status("closed"))),
            interactions=live(contact(-1), contact(-40), contact(-2, direction="out")),
            feedback=live(answer("nps", "6", -10), answer("nps", "9", -190), answer("ces", "5")),
        )
    )
    assert found.lifetime_value == eur("12480.00")
    assert found.nps == Score("nps", Decimal(6), Decimal(0), Decimal(10), at(-10), Decimal(-3))
    assert found.ces == Score("ces", Decimal(5), None, None, at(-3), None)
    assert found.csat is None
    assert (found.open_orders, found.late_orders, found.open_cases, found.contacts_30d) == (2, 1, 1, 1)
    assert found.churn_risk == Decimal(38)


def test_counts_wait_for_their_part():
    found = profile(everything(orders=waiting(), cases=failed(), interactions=waiting()))
    assert (found.open_orders, found.late_orders, found.open_cases, found.contacts_30d) == (None, None, None, None)
    assert profile({}).open_orders is None
    assert profile(everything()).open_orders == 0


def test_an_amount_that_is_none_is_not_shown():
    assert profile({}, customer(lifetime_value=Money(Decimal("NaN"), "EUR"))).lifetime_value is None


def test_scores_keep_the_scale_they_were_given_on():
    five = {"scale_min": Decimal(1), "scale_max": Decimal(5)}
    found = profile(everything(feedback=live(answer("csat", "2", -3, **five), answer("csat", "4", -9, **five))))
    assert found.csat == Score("csat", Decimal(2), Decimal(1), Decimal(5), at(-3), Decimal(-2))
