"""Words with facts in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.playbook.texts import Filled, fill, names_in, odd_places, plain, plain_in
from desktop.rules.clock import FixedZone
from desktop.rules.facts import Fact
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Look, Seen
from desktop.rules.values import TEXT, Kind, Member, Money, Type

GOLD = Type(Kind.ENUM, members=(Member("gold", "Gold member"),))
FACTS = {
    "customer.given_name": Seen(Look.KNOWN, "Marta", Fact.known("customer.given_name", "Marta")),
    "customer.tier": Seen(Look.KNOWN, "gold", Fact.known("customer.tier", "gold"), GOLD),
    "invoice.open_amount": Seen(Look.ABSENT, None, Fact.absent("invoice.open_amount")),
    "order.late_total": Seen(Look.UNKNOWN, None, Fact.pending("order.late_total")),
}


def test_instants_are_told_as_the_clocks_of_a_site_show_them():
    show = plain_in(FixedZone(timedelta(hours=1)), "EUR")
    assert show(datetime(2026, 12, 3, 23, 30, tzinfo=UTC)) == "4 December 2026 00:30"
    assert show(datetime.max.replace(tzinfo=UTC)) == "31 December 9999 23:59"
    assert show("gold", GOLD) == "Gold member"


def test_facts_are_put_in():
    filled = fill("Hello {customer.given_name}, {customer.tier}!", FACTS)
    assert (filled.text, filled.gaps) == ("Hello Marta, Gold member!", ())


def test_what_is_not_there_stays_visible_and_is_named_once():
    filled = fill("{invoice.open_amount} + {order.late_total} + {no.such_fact} = {invoice.open_amount}", FACTS)
    assert filled.text == "[open amount] + [late total] + [such fact] = [open amount]"
    assert filled.gaps == ("invoice.open_amount", "order.late_total", "no.such_fact")


def test_a_gap_reads_as_the_label_of_the_fact():
    schema = Schema({"invoice.open_amount": FactDef("invoice.open_amount", "Open amount to pay", TEXT)})
    assert fill("{invoice.open_amount}", FACTS, schema=schema).text == "[open amount to pay]"


def test_values_that_are_no_facts():
    filled = fill(
        "{action.value} for {customer.given_name}", FACTS, extra={"action.value": Money(Decimal("6.5"), "EUR")}
    )
    assert filled.text == "6.50 EUR for Marta"


def test_the_formatter_is_the_hosts():
    shown = fill("{customer.given_name}", FACTS, show=lambda value, type_: f"<{value}>")
    assert shown.text == "<Marta>"


@pytest.mark.parametrize(
    "text", ["{}", "{ customer.given_name }", "{customer}", "{a.b!r}", "{0}", "{a.b:>10}", "{{x}}"]
)
def test_there_is_no_code_in_a_text(text):
    assert fill(text, FACTS).text == text.replace("{{", "{").replace("}}", "}")


def test_a_value_is_never_read_as_a_text_again():
    sly = Seen(Look.KNOWN, "{customer.tier}", Fact.known("customer.given_name", "{customer.tier}"))
    assert fill("{customer.given_name}", FACTS | {"customer.given_name": sly}).text == "{customer.tier}"


def test_names_and_odd_places():
    text = "{a.b} {{not.this}} {c} {a.b} { d.e } {f.g}"
    assert names_in(text) == ("a.b", "f.g")
    assert odd_places(text) == ("c", " d.e ")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "yes"),
        (False, "no"),
        (3, "3"),
        (Decimal("1.50"), "1.50"),
        (Money(Decimal("1234.5"), "EUR"), "1,234.50 EUR"),
        (date(2026, 10, 2), "2 October 2026"),
        (datetime(2026, 10, 2, 9, 5, tzinfo=UTC), "2 October 2026 09:05"),
        (timedelta(minutes=90), "90min"),
        (frozenset({"b", "a"}), "a, b"),
        ("words", "words"),
    ],
)
def test_plain_words(value, words):
    assert plain(value) == words


@given(st.text(), st.one_of(st.decimals(), st.text(), st.dates(), st.decimals().map(lambda d: Money(d, "EUR"))))
def test_filling_never_raises(text, value):
    facts = {"customer.given_name": Seen(Look.KNOWN, value, Fact.known("customer.given_name", value))}
    fill(text + "{customer.given_name}", facts)


def test_a_gap_may_be_named_in_another_language():
    schema = Schema(
        {"order.number": FactDef("order.number", "Order number", TEXT)}, {"Order number": "Bestellnummer"}.get
    )
    assert fill("Zu {order.number}", {}, schema=schema) == Filled("Zu [Bestellnummer]", ("order.number",))
    assert schema.with_facts(()).inner is schema.inner
