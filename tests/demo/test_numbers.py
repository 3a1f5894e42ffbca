"""Telephone numbers: they reach nobody, are as valid as that allows, and are written as people write them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from random import Random

import phonenumbers
import pytest

from connectors.phones import PhoneQuery, parse_number
from resources.demo.phones import Number, NumberPool, grouped, spell
from resources.demo.words import rows_of

# Kept for fiction, or in no area at all: the number plan of the library does not know them.
NOT_IN_THE_PLAN = ("+447700900", "+3363998", "+4729", "+34940", "+34970")


def read(raw: str, country: str) -> PhoneQuery:
    found = parse_number(raw, country)
    assert found is not None
    assert found.e164 is not None, raw
    return found


def as_written(crm: sqlite3.Connection) -> list[tuple[str, str, str]]:
    rows = crm.execute("select number, country, match_tail from phones join customers using (customer_no)")
    return [tuple(row) for row in rows]


def test_every_number_can_be_read_and_most_are_valid(crm: sqlite3.Connection) -> None:
    numbers = [read(raw, country).e164 or "" for raw, country, _ in as_written(crm)]
    invalid = [e164 for e164 in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(e164))]
    share = 1 - len(invalid) / len(numbers)
    assert share >= 0.88, f"{share:.1%} valid"
    assert [e164 for e164 in invalid if not e164.startswith(NOT_IN_THE_PLAN)] == []


def test_the_shop_writes_numbers_its_own_way(crm: sqlite3.Connection, shop: sqlite3.Connection) -> None:
    accounts = shop.execute("select phone, country, match_tail from accounts where phone is not null").fetchall()
    assert [row["phone"] for row in accounts if read(row["phone"], row["country"]).tail != row["match_tail"]] == []
    assert len({row["phone"] for row in accounts} - {raw for raw, _, _ in as_written(crm)}) >= 500


def test_the_tail_is_the_last_eight_digits_of_the_national_number(crm: sqlite3.Connection) -> None:
    assert [raw for raw, country, tail in as_written(crm) if read(raw, country).tail != tail] == []


def test_no_number_lies_outside_the_ranges_for_fiction(crm: sqlite3.Connection) -> None:
    ranges = [
        (f"+{row['cc']}{row['prefix']}", int(row["first"]), int(row["last"]), len(row["first"]))
        for row in rows_of("phone_blocks")
    ]

    def is_kept(e164: str) -> bool:
        return any(
            e164.startswith(start) and len(e164) == len(start) + width and first <= int(e164[len(start) :]) <= last
            for start, first, last, width in ranges
        )

    numbers = [read(raw, country).e164 or "" for raw, country, _ in as_written(crm)]
    assert [e164 for e164 in numbers if not is_kept(e164)] == []


def test_spellings_vary_and_e164_is_the_commonest(crm: sqlite3.Connection) -> None:
    ways = Counter(
        "e164" if raw.startswith("+") and raw[1:].isdigit()
        else "idd" if raw.startswith("00")
        else "spaced" if raw.startswith("+")
        else "local"
        for raw, _, _ in as_written(crm)
    )  # fmt: skip
    assert all(ways[way] >= 300 for way in ("e164", "idd", "spaced", "local"))
    assert ways.most_common(1)[0][0] == "e164"
    assert sum("(" in raw for raw, _, _ in as_written(crm)) >= 100


@pytest.mark.parametrize(
    ("digits", "mask", "written"),
    [
        ("0701740605", "###-### ## ##", "070-174 06 05"),
        ("2065550148", "(###) ###-####", "(206) 555-0148"),
        ("0171392001", "#### / ######", "0171 / 392001"),
    ],
)
def test_digits_are_grouped_by_a_mask(digits: str, mask: str, written: str) -> None:
    assert grouped(digits, mask) == written


def test_every_spelling_of_a_number_is_that_number() -> None:
    number = Number("SE", "46", "0", "701740605", "mobile", ("###-### ## ##",), "## ### ## ##")
    rng = Random(1)
    written = {spell(number, rng) for _ in range(200)}
    assert len(written) == 5
    assert {phonenumbers.parse(raw, "SE").national_number for raw in written} == {701740605}
    assert number.tail == "01740605"
    assert number.e164 == "+46701740605"


def test_a_pool_gives_each_number_once_and_none_that_is_taken() -> None:
    first = NumberPool(Random(1), ()).draw("SE")
    assert first is not None
    pool = NumberPool(Random(1), {first.e164})
    drawn = []
    while (number := pool.draw("SE")) is not None:
        drawn.append(number.e164)
    assert len(drawn) == len(set(drawn)) >= 490
    assert first.e164 not in drawn
