"""Telephone numbers: one number, many spellings."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.loading.lint import PHONE_INPUTS
from connectors.phones import MAX_RAW, PhoneQuery, display, is_spelled_out, is_withheld, parse_number

REGIONS = ["DE", "GB", "US", "FR", "NG", "IT", "AT", "CH", "ES", "NL", "BR", "IN", "JP", "MX", "AU"]


def spellings(number: phonenumbers.PhoneNumber) -> list[str]:
    """Every way section 7 of the design writes a number, and what people add to it."""
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    spaced = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    local = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    digits = e164[1:]
    return [
        e164,
        spaced,
        local,
        "00" + digits,
        "00 " + spaced[1:],
        local.replace(" ", "-"),
        local.replace(" ", " / ", 1),
        local.replace(" ", "."),
        f"\u202a{e164}\u202c",
        f"Tel. {local} (private)",
        f"sip:{e164}@10.0.0.1:5060;user=phone",
        f'"Ann <b>" <sip:{e164}@pbx>',
        f"tel:{e164};phone-context=x",
        f"{local} ext. 12",
    ]


@st.composite
def valid_numbers(draw: st.DrawFn) -> tuple[phonenumbers.PhoneNumber, str]:
    region = draw(st.sampled_from(REGIONS))
    kind = draw(st.sampled_from([phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE]))
    number = phonenumbers.example_number_for_type(region, kind)
    assert number is not None
    tail = draw(st.integers(0, 999))
    number.national_number = number.national_number // 1000 * 1000 + tail
    if not phonenumbers.is_valid_number(number):
        number = phonenumbers.example_number_for_type(region, kind)
    return number, region


@given(valid_numbers())
def test_every_spelling_of_a_number_is_that_number(pair):
    number, region = pair
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    for raw in spellings(number):
        query = parse_number(raw, region)
        assert query is not None, raw
        assert query.e164 == e164, raw


@given(valid_numbers(), st.sampled_from(REGIONS))
def test_a_number_with_its_country_needs_no_region(pair, region):
    number, _ = pair
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert parse_number(e164, region).e164 == e164
    assert parse_number("00" + e164[1:], region).e164 == e164
    assert parse_number(e164, None).e164 == e164


@given(st.one_of(st.text(max_size=300), st.text(alphabet="+0123456789()-/. x#;@<>", max_size=40)))
def test_any_text_is_read_without_a_crash(raw):
    query = parse_number(raw, "DE")
    is_withheld(raw), display(raw), is_spelled_out(raw)
    if query is None:
        return
    assert isinstance(query, PhoneQuery)
    assert query.digits.isascii()
    assert query.digits.isdigit()
    assert len(query.tail) <= 8
    assert query.nsn.endswith(query.tail)
    assert len(set(query.candidates)) == len(query.candidates) > 0
    assert all(query.candidates)
    if query.e164 is not None:
        assert parse_number(query.e164, None).e164 == query.e164


@pytest.mark.parametrize(
    ("raw", "region", "e164"),
    [
        ("0151 / 20000004", "DE", "+4915120000004"),
        ("(212) 520-0003", "US", "+12125200003"),
        ("06 12 00 00 01", "FR", "+33612000001"),
        ("0803-100-0004", "NG", "+2348031000004"),
        ("4915120000004", "DE", "+4915120000004"),
        ("15120000004", "DE", "+4915120000004"),
        ("12125200003", "DE", "+12125200003"),
        ("+49 (0) 151 20000004", "DE", "+4915120000004"),
        ("07700 900123", "GB", "+447700900123"),
        ("+44 7700 900123", "US", "+447700900123"),
        ("(202) 555-0123", "US", "+12025550123"),
        ("011 49 151 20000004", "US", "+4915120000004"),
        ("06 12345678", "IT", "+390612345678"),
        ("015120000004,7", "DE", "+4915120000004"),
        ("0151 20000004,,123", "DE", "+4915120000004"),
        ("+49 30 23125000,90123", None, "+493023125000"),
        ("(202) 555-0123,22", "US", "+12025550123"),
        ("٠١٥١٢٠٠٠٠٠٠٤", "DE", "+4915120000004"),
        ("０１５１　２００００００４", "DE", "+4915120000004"),
        (4915120000004, "DE", "+4915120000004"),
    ],
)
def test_numbers_as_systems_store_them(raw, region, e164):
    assert parse_number(raw, region).e164 == e164


@pytest.mark.parametrize(
    ("written", "region", "shown", "grouped"),
    [
        ("+4915120000004", "DE", "01512 0000004", "1512 0000004"),
        ("+12125200003", "US", "(212) 520-0003", "212-520-0003"),
        ("+33612000001", "FR", "06 12 00 00 01", "6 12 00 00 01"),
        ("9999 999999999", None, "9999 999999999", "9999 999999999"),
    ],
)
def test_as_people_write_it(written, region, shown, grouped):
    query = parse_number(written, region)
    assert (query.shown, query.grouped) == (shown, grouped)


@pytest.mark.parametrize(
    ("raw", "region"),
    [("0151 / 20000004", "DE"), ("(212) 520-0003", "US"), ("+33 6 12 00 00 01", "DE"), ("00 234 803-100-0004", "DE")],
)
def test_the_pattern_finds_every_spelling(raw, region):
    query = parse_number(raw, region)
    like = re.compile(".*".join(query.pattern.split("%")))
    spellings = (*query.candidates, query.shown, query.grouped, raw)
    assert all(like.search(text) for text in spellings)
    assert all(fnmatchcase(text, f"*{query.glob}*") and re.search(query.regex, text) for text in spellings)
    assert not re.search(query.regex, "0" + raw[:-1].replace(" ", "0"))
    assert all(text.endswith(query.last4) for text in (query.e164, query.idd, query.national, query.nsn))
    assert query.inputs().keys() == set(PHONE_INPUTS)


def test_candidates_go_from_the_surest_to_the_raw_text():
    query = parse_number("0151 / 20000004", "DE")
    assert query.candidates == (
        "+4915120000004",
        "004915120000004",
        "4915120000004",
        "015120000004",
        "15120000004",
        "0151 / 20000004",
    )
    assert (query.tail, query.country, query.raw) == ("20000004", "DE", "0151 / 20000004")


@pytest.mark.parametrize("raw", ["anonymous", "<unknown>", "Restricted", "PRIVATE", "unavailable", "266696687"])
def test_withheld_numbers_are_not_looked_up(raw):
    assert is_withheld(raw)
    assert parse_number(raw, "DE") is None


def test_withheld_in_a_sip_uri():
    assert is_withheld('"Anonymous" <sip:anonymous@anonymous.invalid>')


@pytest.mark.parametrize(
    "raw",
    ["", "   ", None, 3.5, True, [], {}, b"+4915120000004", "1234", "12345", "1-800-FLOWERS", "CALL4US1234567"],
)
def test_what_is_no_number_is_nothing(raw):
    assert not is_withheld(raw)
    assert parse_number(raw, "DE") is None


@pytest.mark.parametrize(
    "raw",
    [
        "0151 20000004; 0170 1234567",
        "4" * 40,
        "+" + "1" * 30,
        "deadbeef0123456789",
        "0151\x0020000004",
        "' or 1=1 --",
        "%",
        "_" * 9,
        10**200,
        -(10**19),
    ],
)
def test_hostile_texts_are_nothing(raw):
    query = parse_number(raw, "DE")
    assert query is None or query.e164 is None


def test_a_huge_text_is_refused_before_it_is_read():
    assert parse_number("1" * 50_000_000, "DE") is None
    assert not is_withheld("anonymous" * 5_000_000)
    assert display("9" * 10_000_000) == "9" * 64
    assert parse_number("+" * MAX_RAW, "DE") is None
    assert parse_number("(" * MAX_RAW, "DE") is None


def test_digits_without_a_country_stay_digits():
    query = parse_number("015120000004", None)
    assert query.e164 is None
    assert query.tail == "20000004"


def test_an_unknown_region_is_no_crash():
    for region in ["", "XX", "de", "D\x00", "x" * 1000]:
        parse_number("0151 20000004", region)
    assert parse_number("0151 20000004", "de").e164 == "+4915120000004"


def test_display_is_international():
    assert display("+4915120000004") == "+49 1512 0000004"
    assert display("+12125200003") == "+1 212-520-0003"
    assert display("200") == "200"
    assert display(None) == ""


def test_spelled_out_numbers_name_their_country():
    assert is_spelled_out("+49 151 20000004")
    assert is_spelled_out("0049 151 20000004")
    assert not is_spelled_out("0151 20000004")


@pytest.mark.parametrize("raw", ["0151 2000,0004", "0151200,00004", "089,12345", "030 1234,5678", "x,12"])
def test_a_comma_inside_a_number_ends_none(raw):
    assert parse_number(raw, "DE") is None
