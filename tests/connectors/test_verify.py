"""A row is shown only if it is the one that was asked for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.mapping.expressions import Locale
from connectors.phones import parse_number
from connectors.records import Customer, Phone, Provenance
from connectors.verify import Match, phone_match, same_id, verify_email, verify_id, verify_phone

AT = datetime(2026, 11, 21, tzinfo=UTC)
QUERY = parse_number("+4915120000004", "DE")


def stored(raw, region="DE", country=None):
    return Phone(raw, Locale(region, country=country).read_phone(raw))


def person(number, *phones, email=None, country=None):
    return Customer(
        str(number),
        Provenance("crm", str(number), AT),
        phones=phones,
        emails=(email,) if email else (),
        country=country,
    )


@pytest.mark.parametrize(
    ("raw", "region", "country", "match"),
    [
        ("+4915120000004", "DE", None, Match.YES),
        ("0151 / 20000004", "DE", None, Match.YES),
        ("0049 151 20000004", "US", None, Match.YES),
        ("4915120000004", "DE", None, Match.YES),
        ("0151 20000004", "GB", "DE", Match.YES),
        ("0151 20000005", "DE", None, Match.NO),
        ("+4315120000004", "DE", None, Match.NO),
        ("151 20000004", None, None, Match.POSSIBLE),  # no country known: only the ending can be compared
        ("20000004", None, None, Match.POSSIBLE),
        ("20000004 or so", None, None, Match.POSSIBLE),
        ("30000004", None, None, Match.NO),
        ("004", "DE", None, Match.NO),
        ("call me", "DE", None, Match.NO),
    ],
)
def test_stored_numbers(raw, region, country, match):
    assert phone_match(stored(raw, region, country), QUERY, country) is match


def test_a_number_read_in_the_wrong_country_is_possible_at_most():
    query = parse_number("+12125200003", "DE")
    assert phone_match(stored("(212) 520-0003", "DE"), query, None) is Match.POSSIBLE
    assert phone_match(stored("(212) 520-0003", "DE", "US"), query, "US") is Match.YES
    # Its record says that it is a German number, so it is another one.
    assert phone_match(stored("(212) 520-0003", "DE", "DE"), query, "DE") is Match.NO
    assert phone_match(stored("+492125200003", "DE"), query, None) is Match.NO


def test_a_query_that_is_no_full_number_selects_nobody():
    query = parse_number("20000004", None)
    assert phone_match(stored("0151 20000004", "DE"), query, "DE") is Match.POSSIBLE
    assert phone_match(stored("20000004", None), query, None) is Match.POSSIBLE
    short = parse_number("200004", None)
    assert phone_match(stored("0151 20200004", "DE"), short, "DE") is Match.NO


def test_rows_are_sorted_out():
    rows = [
        person(1, stored("0151 20000004")),
        person(2, stored("030 1234567")),
        person(3, stored("030 1234567"), stored("+4915120000004")),
        person(4),
        person(5, Phone("20000004")),
    ]
    page = verify_phone(rows, QUERY)
    assert [row.id for row in page.rows] == ["1", "3"]
    assert [row.id for row in page.possible] == ["5"]
    assert page.dropped == 2


def test_email_is_compared_whole():
    rows = [
        person(1, email="O'Brien@Example.com"),
        person(2, email="o'brien@example.com.evil.com"),
        person(3, email="%"),
        person(4),
        person(5, email="ú@x.com"),
    ]
    assert [row.id for row in verify_email(rows, " o'brien@EXAMPLE.com ").rows] == ["1"]
    assert verify_email(rows, "o'brien@example.com").dropped == 4
    assert [row.id for row in verify_email(rows, "u\u0301@x.com").rows] == ["5"]


def test_numbers_are_compared_as_text():
    assert same_id("C-1001", "c 1001")
    assert same_id("12345678", "1234-5678")
    assert not same_id("01001", "1001")
    assert not same_id("", "")
    assert not same_id("-", " ")
    assert [row.id for row in verify_id([person("A1"), person("A2")], "a1").rows] == ["A1"]


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_are_compared(one, other):
    assert same_id(one, other) == same_id(other, one)
    verify_phone([person(1, Phone(one, None))], QUERY)
    verify_email([person(1, email=one)], other)


digits = st.integers(10_000_000, 99_999_999)


@given(digits, digits)
def test_no_other_number_is_ever_verified(one, other):
    query = parse_number(f"+49151{one}", "DE")
    match = phone_match(stored(f"0151 {other}"), query, "DE")
    assert (match is Match.YES) == (one == other)
