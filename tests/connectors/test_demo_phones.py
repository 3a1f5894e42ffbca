"""The demo company's own databases: every number in every spelling leads to its owner and nobody else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date

import phonenumbers
import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.lookup import CallerQuery, customer_report
from connectors.mapping.expressions import Locale
from connectors.merge import group_matches
from connectors.phones import parse_number
from connectors.records import Phone
from connectors.site import load_site
from connectors.trials.check import Wanted, check_manifest, try_connection
from connectors.verify import Match, phone_match
from resources.demo.company import ensure

SPELLINGS = 5
HOSTILE = [
    "O'Brien",
    "x' OR id > 0",
    "%",
    "_",
    "%%%",
    "___",
    '"',
    "\\",
    "a\nb",
    "\x00",
    "\ud800",
    "\u202e",
    "<img src=x>",
    "*",
]


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    return ensure(tmp_path_factory.mktemp("demo"), date(2026, 11, 21))


@pytest.fixture
async def systems(company):
    site = load_site(company.paths.site)
    opened = {
        each.name: bare_connector(each.manifest, each.folder, lambda _: None, SystemClock())
        for each in site.connections
    }
    yield opened
    for connector in opened.values():
        await connector.aclose()


def rows(path, sql):
    with closing(sqlite3.connect(path)) as database:
        return database.execute(sql).fetchall()


def e164(raw, country):
    return parse_number(raw, country).e164


def spelled(number, which):
    """The ways to write one number; each owner's is tried in one of them, and some in all."""
    parsed = phonenumbers.parse(number)
    local = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    spaced = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    country = phonenumbers.region_code_for_number(parsed) or phonenumbers.region_code_for_country_code(
        parsed.country_code
    )
    ways = [
        (number, "SE"),
        (spaced, "SE"),
        ("00" + number[1:], "SE"),
        (local, country),
        (local.replace(" ", " / ", 1).replace("-", ""), country),
    ]
    return ways[which % SPELLINGS]


async def check(connector, owners, *, every=5):
    """Every fifth number finds exactly its owners, the first twenty in all spellings, the others in one each."""
    chosen = list(owners.items())[::every]
    for index, (number, people) in enumerate(chosen):
        for which in range(SPELLINGS) if index < 20 else [index]:
            raw, region = spelled(number, which)
            page = await connector.find_by_phone(parse_number(raw, region))
            assert {row.id for row in page.rows} == people, (number, raw)
            assert page.possible == ()


def check_spellings(found):
    """Each stored number, however the caller's is spelled, is looked up under its key and verified.

    Some are tried in all spellings, the others in one each.
    """
    for index, (raw, country, tail) in enumerate(found):
        number = e164(raw, country)
        stored = Phone(raw, Locale("SE", country=country).read_phone(raw))
        for which in range(SPELLINGS) if index % 20 == 0 else [index]:
            query = parse_number(*spelled(number, which))
            assert query.tail == tail, (raw, query.raw)
            assert phone_match(stored, query, country) is Match.YES, (raw, query.raw)


def by_number(pairs):
    owners = {}
    for number, owner in pairs:
        owners.setdefault(number, set()).add(str(owner))
    return owners


def test_every_number_is_looked_up_under_its_key_and_verified(company):
    check_spellings(rows(company.paths.shop, "select phone, country, match_tail from accounts where phone is not null"))
    check_spellings(
        rows(company.paths.crm, "select number, country, match_tail from phones join customers using (customer_no)")
    )


async def test_every_number_of_the_crm_finds_its_owners_and_nobody_else(company, systems):
    found = rows(
        company.paths.crm,
        "select p.number, c.country, p.customer_no from phones p join customers c using (customer_no)",
    )
    assert len(found) > 1_000
    await check(systems["crm"], by_number((e164(raw, country), owner) for raw, country, owner in found))


async def test_every_number_of_the_shop_finds_its_owners_and_nobody_else(company, systems):
    found = rows(company.paths.shop, "select phone, country, account_id from accounts where phone is not null")
    assert len(found) > 1_000
    await check(systems["shop"], by_number((e164(raw, country), owner) for raw, country, owner in found))


async def test_a_number_nobody_has_finds_nobody(systems):
    for raw in ("+4930901820999", "+33199000000", "+12025559999"):
        for name in ("crm", "shop"):
            page = await systems[name].find_by_phone(parse_number(raw, "SE"))
            assert (page.rows, page.possible) == ((), ())


async def test_no_two_people_of_the_crm_are_ever_one(company, systems):
    shared = rows(company.paths.crm, "select min(number) from phones group by match_tail having count(*) > 1 limit 30")
    assert shared
    for (raw,) in shared:
        query = parse_number(raw, "SE")
        pages = {name: await systems[name].find_by_phone(query) for name in ("crm", "shop")}
        for group in group_matches(pages):
            systems_in = [row.provenance.system for row in group]
            assert len(systems_in) == len(set(systems_in))


async def test_hostile_searches_are_harmless(company, systems):
    before = rows(company.paths.crm, "select count(*) from customers")
    for text in HOSTILE:
        for connector in systems.values():
            assert (await connector.find_by_email(text + "@x.example")).rows == ()
            for kind in ("customer", "order", "case"):
                assert (await connector.find_by_id(text, kind)).rows == ()
        page = await systems["crm"].search(text)
        assert not (text in {"%", "_", "%%%", "___", "*"} and page.rows)
    names = [row.name for row in (await systems["crm"].search("O'Brien")).rows]
    assert all("brien" in name.casefold() for name in names)
    assert rows(company.paths.crm, "select count(*) from customers") == before


async def test_the_report_of_one_caller(company, systems):
    (marta,) = rows(
        company.paths.crm, "select p.number, c.country from phones p join customers c using (customer_no) limit 1"
    )
    report = await customer_report(
        list(systems.values()), CallerQuery(phone=parse_number(*marta)), ["orders", "interactions", "feedback"]
    )
    assert len(report["people"]) == 1
    person = report["people"][0]
    assert person["ids"].keys() <= {"crm", "shop", "voice"}
    assert person["sources"].keys() == person["ids"].keys()
    assert {said["system"] for said in report["systems"]} == {"crm", "shop", "voice"}


async def test_its_connections_pass_their_own_checks(company):
    for connection in load_site(company.paths.site).connections:
        report = check_manifest(company.paths.site / f"{connection.name}.toml")
        assert (report.is_ok, report.problems) == (True, ())
        assert (await try_connection(connection.manifest, connection.folder, lambda _: None, Wanted())).is_ok
