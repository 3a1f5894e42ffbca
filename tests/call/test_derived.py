"""Facts a site derives itself: counted on records or worked out from facts, never guessed, always with their proof."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.merge import MergedCustomer
from connectors.records import Interaction, Order, Provenance, Row, Status
from connectors.records import Money as RecordMoney
from desktop.call.clock import SiteZone
from desktop.call.derived import UNREADABLE, Derivation
from desktop.call.readings import Moment
from desktop.call.record_values import VALUES, Reading
from desktop.call.state import Identity, IdentityStatus, Part, PartStatus, Trouble
from desktop.playbook.derived_read import DerivedReader
from desktop.playbook.panel_read import PanelColumn, PanelSpec
from desktop.playbook.record_fields import FIELDS, MAIN_DATE, Countable, countable_kinds, schema_of
from desktop.rules.facts import Fact, FactState
from desktop.rules.schema import FactDef, Schema
from desktop.rules.values import INT, Kind, Money, Type
from tests.call.systems import customer

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()
ZONE = SiteZone("Europe/Berlin")
KINDS = countable_kinds({}, "EUR")
READING = Reading(Moment(NOW, ZONE), ("complaint",))
KNOWN = Identity(IdentityStatus.IDENTIFIED, MergedCustomer("crm:1", customer("crm", "1", "Marta"), {"crm": "1"}, {}))
HEAD = 'format = "callside.derived/1"\n'
BASE = Schema(
    {
        "order.open_count": FactDef("order.open_count", "Open", INT),
        "case.open_count": FactDef("case.open_count", "Cases", INT),
    }
)


def order(
    number: str, days_ago: int | None = 1, total: str | None = "10", status: str = "completed", currency: str = "EUR"
) -> Order:
    return Order(
        id=number,
        provenance=Provenance("shop", number, NOW),
        number=number,
        placed_on=TODAY - timedelta(days=days_ago) if days_ago is not None else None,
        status=Status(status, status),
        total=RecordMoney(Decimal(total), currency) if total is not None else None,
    )


def orders(*rows: Order, status: PartStatus = PartStatus.LIVE, **more: object) -> dict[str, Part]:
    return {"orders": Part(status, rows=rows, systems=("Shop",), **more)}


def derive(
    text: str,
    parts: dict[str, Part],
    facts: tuple[Fact, ...] = (),
    identity: Identity = KNOWN,
    kinds: Mapping[str, Countable] = KINDS,
) -> dict[str, Fact]:
    problems: list = []
    found = DerivedReader(HEAD + text, tomllib.loads(HEAD + text, parse_float=Decimal), BASE, kinds, problems).read()
    assert problems == []
    schema = BASE.with_facts([each.definition for each in found])
    derivation = Derivation(found, schema, "EUR", kinds)
    return {fact.name: fact for fact in derivation.facts(facts, parts, identity, READING, ZONE)}


def one(settings: str, *rows: Order) -> Fact:
    return derive(f'[fact."x.y"]\nfrom = "orders"\n{settings}\n', orders(*rows))["x.y"]


ROWS = (order("A", 1, "10"), order("B", 40, "20.50"), order("C", 400, "5", "cancelled"), order("D", None, None))


@pytest.mark.parametrize(
    ("settings", "value"),
    [
        ("count = true", 4),
        ("count = true\nwhere = 'status = \"completed\"'", 3),
        ('count = true\nwithin = "30d"', 1),
        ("any = true\nwhere = 'total > 20 EUR'", True),
        ("any = true\nwhere = 'total > 30 EUR'", False),
        ('sum = "total"', Money(Decimal("35.50"), "EUR")),
        ("sum = \"total\"\nwhere = 'status = \"open\"'", Money(Decimal(0), "EUR")),
        ('average = "total"', Money(Decimal("11.83"), "EUR")),
        ('min = "total"', Money(Decimal(5), "EUR")),
        ('max = "placed"', TODAY - timedelta(days=1)),
        ('latest = "number"', "A"),
        ('first = "number"', "C"),
        ('days_since = "placed"', 1),
        ("days_since = \"placed\"\nwhere = 'status = \"cancelled\"'", 400),
        ('sum = "lines"', 0),
        ('latest = "status"', "completed"),
    ],
)  # fmt: skip
def test_ways_of_counting(settings, value):
    assert one(settings, *ROWS).value == value


@pytest.mark.parametrize(
    "settings", ['min = "total"', 'average = "total"', 'latest = "number"', 'days_since = "placed"']
)
def test_of_nothing_there_is_none(settings):
    assert one(settings).state is FactState.ABSENT


def test_what_lies_ahead(tmp_path):
    rows = (
        replace(order("A"), promised_on=TODAY + timedelta(days=3)),
        replace(order("B"), promised_on=TODAY - timedelta(days=3)),
    )
    assert one('days_until = "promised"', *rows).value == 3
    assert one('days_until = "promised"\nwithin = "2d"', *rows).state is FactState.ABSENT


def test_the_records_counted_are_the_proof_and_the_source_is_theirs():
    found = one("count = true\nwhere = 'total >= 20 EUR'", *ROWS)
    assert (found.evidence, found.source, found.as_of) == ((("order", "B", "Order B"),), "Shop", NOW)


@pytest.mark.parametrize("settings", ['sum = "total"', "count = true\nwhere = 'total > 1 EUR'", 'max = "total"'])
def test_another_currency_is_never_counted_as_ours(settings):
    found = one(settings, order("A"), order("B", currency="SEK"))
    assert (found.state, found.reason) == (FactState.FAILED, UNREADABLE)


@pytest.mark.parametrize(
    ("part", "state"),
    [
        (PartStatus.WAITING, FactState.PENDING),
        (PartStatus.FAILED, FactState.FAILED),
        (PartStatus.NOT_OFFERED, FactState.ABSENT),
    ],
)
def test_as_known_as_its_source(part, state):
    trouble = Trouble("shop", "Shop", "unavailable", NOW) if part is PartStatus.FAILED else None
    found = derive('[fact."x.y"]\nfrom = "orders"\ncount = true\n', orders(status=part, trouble=trouble))
    assert found["x.y"].state is state


OPEN = '[fact."x.busy"]\nwhen = "order.open_count >= 2 or case.open_count >= 1"\n[fact."x.all"]\nvalue = "order.open_count + case.open_count"\n'


def fact(name: str, value: int | None, *, failed: bool = False) -> Fact:
    if failed:
        return Fact.failed(name, "unavailable", "Shop")
    return (
        Fact.pending(name)
        if value is None
        else Fact.known(name, value, "Shop", NOW, evidence=(("order", "1", "Order 1"),))
    )


@pytest.mark.parametrize(
    ("first", "second", "busy", "total"),
    [
        (3, 0, True, 3),
        (0, 0, False, 0),
        (3, None, True, None),
        (0, None, None, None),
    ],
)
def test_worked_out_from_other_facts(first, second, busy, total):
    found = derive(OPEN, {}, (fact("order.open_count", first), fact("case.open_count", second)))
    assert (found["x.busy"].value, found["x.all"].value) == (busy, total)
    states = {None: FactState.PENDING}
    assert found["x.busy"].state is states.get(busy, FactState.KNOWN)
    assert found["x.all"].state is states.get(total, FactState.KNOWN)


def test_what_it_rests_on_comes_along():
    found = derive(OPEN, {}, (fact("order.open_count", 3), fact("case.open_count", 1)))["x.all"]
    assert (found.source, found.as_of, found.evidence) == ("Shop", NOW, (("order", "1", "Order 1"),))


def test_a_failed_source_is_passed_on():
    found = derive(OPEN, {}, (fact("order.open_count", 0), fact("case.open_count", None, failed=True)))
    assert {name: found[name].state for name in ("x.busy", "x.all")} == dict.fromkeys(
        ("x.busy", "x.all"), FactState.FAILED
    )


def test_one_derived_fact_stands_on_another():
    text = '[fact."x.n"]\nfrom = "orders"\ncount = true\n[fact."x.loyal"]\nwhen = "x.n >= 2"\n'
    assert derive(text, orders(*ROWS))["x.loyal"].value is True


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 999)), max_size=30))
def test_sums_and_counts_are_those_of_the_records(drawn):
    rows = [order(str(n), days, str(total)) for n, (days, total) in enumerate(drawn)]
    near = [total for days, total in drawn if days <= 90]
    assert one('count = true\nwithin = "90d"', *rows).value == len(near)
    assert one('sum = "total"\nwithin = "90d"', *rows).value == Money(Decimal(sum(near)), "EUR")


def test_what_was_counted_on_the_same_records_is_not_counted_again(monkeypatch):
    text = HEAD + '[fact."x.y"]\nfrom = "orders"\ncount = true\n'
    found = DerivedReader(text, tomllib.loads(text), BASE, KINDS, []).read()
    derivation = Derivation(found, BASE.with_facts([each.definition for each in found]), "EUR")
    parts = orders(*ROWS)
    first = derivation.facts((), parts, KNOWN, READING, ZONE)
    monkeypatch.setattr("desktop.call.derived._Count.of", None)
    assert derivation.facts((), parts, KNOWN, READING, ZONE) == first


def test_every_field_of_a_record_is_declared_and_read():
    assert {kind: set(fields) for kind, fields in FIELDS.items()} == {
        kind: set(reads) for kind, reads in VALUES.items()
    }
    for kind, by in MAIN_DATE.items():
        assert schema_of(kind, "EUR").facts[by].type == Type(Kind.DATE)


def test_a_record_that_says_nothing_breaks_nothing():
    empty = Order(id="1", provenance=Provenance("shop", "1", NOW))
    values = {name: read(empty, READING) for name, read in VALUES["orders"].items()}
    assert values["total"] is None
    assert isinstance(values["placed"], date | None)


# --- tables of the site's own -----------------------------------------------------------------------------------------

CARDS = PanelSpec(
    "cards",
    "Cards",
    (
        PanelColumn("number", "Card"),
        PanelColumn("limit", "Limit", "money"),
        PanelColumn("expires", "Expires", "date"),
        PanelColumn("locked", "Locked", "bool"),
        PanelColumn("rate", "Rate", "decimal"),
    ),
    table="cards",
)
OWN = countable_kinds({"cards": CARDS}, "EUR")


def card(number: str, **cells: object) -> Row:
    return Row(number, Provenance("core", number, NOW), "1", MappingProxyType({"number": number, **cells}))


def of_cards(settings: str, *rows: Row) -> Fact:
    text = f'[fact."x.y"]\nfrom = "cards"\n{settings}\n'
    return derive(text, {"cards": Part(PartStatus.LIVE, rows, ("Core",))}, kinds=OWN)["x.y"]


def test_a_table_of_the_sites_own_can_be_counted_on():
    rows = (
        card("4417", limit=RecordMoney(Decimal(2500), "EUR"), expires=TODAY + timedelta(days=20), locked=False, rate=1),
        card("9921", limit=RecordMoney(Decimal(500), "EUR"), expires=TODAY + timedelta(days=90), locked=1),
        card("0000"),
    )
    found = of_cards("count = true\nwhere = 'locked'", rows[0], rows[1])
    assert (found.value, found.evidence) == (1, (("row", "9921", "9921"),))
    assert of_cards("count = true", *rows).value == 3
    assert of_cards('sum = "limit"', *rows).value == Money(Decimal(3000), "EUR")
    assert of_cards('days_until = "expires"', *rows).value == 20
    assert of_cards('average = "rate"', *rows).value == Decimal(1)
    assert of_cards('latest = "number"', *rows).value == "9921"


def test_a_cell_of_another_type_makes_the_fact_failed():
    assert of_cards('sum = "limit"', card("1", limit="lots")).state is FactState.FAILED
    assert of_cards('sum = "limit"', card("1", limit=RecordMoney(Decimal(1), "USD"))).state is FactState.FAILED


def test_a_table_without_a_date_has_no_latest_row():
    bare = countable_kinds({"cards": replace(CARDS, columns=CARDS.columns[:2])}, "EUR")
    problems: list = []
    text = HEAD + '[fact."x.y"]\nfrom = "cards"\nlatest = "number"\n[fact."x.z"]\nfrom = "cards"\ncount = true\n'
    found = DerivedReader(text, tomllib.loads(text), BASE, bare, problems).read()
    assert [problem.code for problem in problems] == ["PBK073"]
    assert [each.name for each in found] == ["x.z"]


def test_a_table_nobody_declared_is_named_with_those_there_are():
    problems: list = []
    text = HEAD + '[fact."x.y"]\nfrom = "card"\ncount = true\n'
    DerivedReader(text, tomllib.loads(text), BASE, OWN, problems).read()
    assert "Did you mean cards?" in problems[0].text


@pytest.mark.parametrize("settings", ['sum = "duration"', 'average = "duration"', 'max = "duration"'])
def test_a_record_that_says_something_impossible_stops_nobody(settings):
    rows = tuple(
        Interaction(id=str(n), provenance=Provenance("crm", str(n), NOW), at=NOW, duration_s=seconds)
        for n, seconds in enumerate((60, 10**15))
    )
    parts = {"interactions": Part(PartStatus.LIVE, rows=rows, systems=("CRM",))}
    found = derive(f'[fact."x.y"]\nfrom = "interactions"\n{settings}\n', parts)["x.y"]
    assert (found.state, found.reason) == (FactState.FAILED, UNREADABLE)


def test_durations_whose_sum_is_beyond_the_calendar_stop_nobody():
    day = 86_399 * 10**9
    rows = tuple(
        Interaction(id=str(n), provenance=Provenance("crm", str(n), NOW), at=NOW, duration_s=day) for n in range(2)
    )
    parts = {"interactions": Part(PartStatus.LIVE, rows=rows, systems=("CRM",))}
    found = derive('[fact."x.y"]\nfrom = "interactions"\nsum = "duration"\n', parts)["x.y"]
    assert found.state is FactState.FAILED
