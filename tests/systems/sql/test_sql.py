"""The shipped manifest for any SQL database, on a real PostgreSQL and a real SQLite with the same people."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import asyncpg
import pytest

from connectors.errors import AuthError, BadPayload, Denied, Rejected, Unavailable
from connectors.phones import parse_number
from connectors.records import Money
from connectors.trials.trial import Wanted
from tests.systems.people import SPELLINGS, people, spelled
from tests.systems.record import recorded
from tests.systems.sql.schema import FIRST, HOUSEHOLD, HOUSEHOLD_PHONE, ORDERS, PEOPLE, ROLE, SECRETS, inserts, tables

pytestmark = [pytest.mark.systems, pytest.mark.timeout(300)]

CROWD = people(PEOPLE)


@pytest.fixture(scope="module")
def on_server(postgres):
    postgres.create("crm")
    postgres.execute(tables("timestamptz") + inserts() + ROLE, "crm")
    return postgres


@pytest.fixture(scope="module")
def in_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("sql") / "crm.db"
    with sqlite3.connect(path) as made:
        made.executescript(f"begin; {tables('text')} {inserts()} commit;")
    made.close()
    return path


@pytest.fixture(params=["postgresql", "sqlite"])
def settings(request):
    if request.param == "sqlite":
        return {"url": f"sqlite:///{request.getfixturevalue('in_file')}", "region": "DE"}
    return {"url": request.getfixturevalue("on_server").url("crm", "reader"), "region": "DE"}


@pytest.fixture
def crm(connect, settings):
    return connect("sql", settings, SECRETS)


@pytest.fixture
def server_crm(connect, on_server):
    return connect("sql", {"url": on_server.url("crm", "reader")}, SECRETS)


async def test_pitfall_6_every_number_is_found_however_it_is_stored_and_however_it_comes(crm):
    for person in CROWD:
        for spelling in SPELLINGS:
            query = parse_number(spelled(person.country, person.e164, spelling), person.country)
            page = await crm.find_by_phone(query)
            assert [row.name for row in page.rows] == [person.name], (person, spelling)
            assert [phone.e164 for phone in page.rows[0].phones if phone.kind == "mobile"] == [person.e164]


async def test_pitfall_8_a_household_is_for_the_agent_to_choose(crm):
    page = await crm.find_by_phone(parse_number(HOUSEHOLD_PHONE, None))
    assert {row.name for row in page.rows} == {CROWD[index].name for index in HOUSEHOLD}


async def test_pitfall_5_rows_of_others_are_dropped_and_counted(crm):
    # All its digits stand, in this order, in the number of the household.
    nobody = await crm.find_by_phone(parse_number("+493023125999", None))
    assert (nobody.rows, nobody.possible, nobody.dropped) == ((), (), len(HOUSEHOLD))


async def test_pitfall_15_an_address_in_any_case_and_nobody_elses(crm):
    for person in CROWD:
        for written in (person.email.upper(), f" {person.email} ", unicodedata.normalize("NFD", person.email)):
            assert [row.name for row in (await crm.find_by_email(written)).rows] == [person.name]
    for hostile in ("x' or '1'='1", "%", "_%@example.com", '"', "a\nb@example.com", "%@example.com"):
        page = await crm.find_by_email(hostile)
        assert (page.rows, page.possible) == ((), ())
        assert (await crm.find_by_id(hostile, "customer")).rows == ()
    assert (await crm.search("%", 50)).rows == ()


async def test_by_numbers_people_know_and_by_name(crm):
    for number, kind in (("c-1003", "customer"), ("so-00002", "order"), ("K-4", "case")):
        (found,) = (await crm.find_by_id(number, kind)).rows
        assert found.id == {"customer": "4", "order": str(ORDERS[1] + 1), "case": "4"}[kind]
    assert {row.name for row in (await crm.search("o'", 50)).rows} == {
        person.name for person in CROWD if "o'" in person.name.casefold()
    }
    assert len((await crm.search("e", 5)).rows) == 5


async def test_a_profile(crm):
    found = await crm.get("1")
    assert (found.name, found.language, found.country, found.birthday) == (CROWD[0].name, "de", "DE", date(1970, 1, 1))
    assert (found.since, found.address.city, found.tier) == (date(2019, 5, 4), "Köln", "Basic")
    assert found.provenance.as_of == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert found.extra["customer_no"] == "C-1000"


async def test_pitfall_9_orders_with_lines_in_every_currency(crm):
    page = await crm.list("orders", "1", 200)
    assert [row.number for row in page.rows] == [
        f"SO-{number + 1:05d}" for number, buyer in reversed(list(enumerate(ORDERS))) if buyer == 0
    ]
    assert not page.truncated
    oldest = page.rows[-1]
    assert oldest.placed_at == datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
    assert (oldest.status.value, oldest.payment.value, oldest.fulfillment.value) == ("open", "unpaid", "shipped")
    assert {row.total for row in page.rows} == {
        Money(Decimal("52.80"), "EUR"),
        Money(Decimal(4500), "JPY"),
        Money(Decimal("12.345"), "KWD"),
    }
    (line,) = oldest.lines
    assert (line.sku, line.name, line.quantity, line.unit_price) == ("SKU-0", 'Lamp, 0/4" thread', 2, Decimal("13.2"))
    assert [parcel.tracking for parcel in oldest.shipments] == ["EXP000000"]
    assert (await crm.list("orders", "2")).rows == ()


async def test_pitfall_10_days_and_instants_and_those_that_mean_never(crm):
    for number, row in zip(
        (n for n, buyer in reversed(list(enumerate(ORDERS))) if buyer == 0),
        (await crm.list("orders", "1", 200)).rows,
        strict=True,
    ):
        placed = FIRST + timedelta(days=number)
        assert row.placed_at == placed
        assert row.promised_on == (None if number % 8 == 4 else (placed + timedelta(days=4)).date())
    for case in (await crm.list("cases", "1")).rows:
        assert case.resolved_at == (case.opened_at + timedelta(days=1) if case.status.value == "resolved" else None)


async def test_pitfall_11_a_new_status_keeps_its_own_name(crm):
    page = await crm.list("orders", "1", 200)
    assert {row.status.label for row in page.rows if row.status.value == "other"} == {"pickled"}
    cases = (await crm.list("cases", "1")).rows
    assert {case.status.label for case in cases if case.status.value == "other"} <= {"frozen"}
    assert cases[0].opened_at > cases[-1].opened_at
    assert cases[-1].subject == "It’s “broken” & <b>late</b>"
    assert (cases[-1].priority.value, cases[-1].owner) == ("urgent", "O'Neill")


async def test_pitfall_17_there_is_more_than_was_asked_for(crm):
    page = await crm.list("orders", "1", 5)
    assert [len(page.rows), page.truncated] == [5, True]
    assert len({row.id for row in page.rows}) == 5


async def test_pitfall_16_a_note_sent_twice_is_there_once(crm, settings, on_server, in_file):
    draft = {"customer_id": "1", "text": "O'Brien: 100 % “ü”\n;drop table notes"}
    assert (await crm.write("note.create", draft, "key-1")).id == "key-1"
    assert (await crm.write("note.create", draft, "key-1")).id == "key-1"
    if "sqlite" in settings["url"]:
        with sqlite3.connect(in_file) as look:
            found = look.execute("select customer_id, body from notes where id = 'key-1'").fetchall()
        look.close()
    else:
        look = await asyncpg.connect(on_server.url("crm"))
        found = [tuple(row) for row in await look.fetch("select customer_id, body from notes where id = 'key-1'")]
        await look.close()
    assert found == [(1, draft["text"])]
    with pytest.raises(Rejected):
        await crm.write("note.create", {"text": "whose?"}, "key-2")


async def test_what_is_recorded_reads_the_same_and_holds_nobody(on_server):
    person = CROWD[15]
    wanted = Wanted("customer.find_by_phone", phone=person.e164)
    fixture = await recorded("sql", {"url": on_server.url("crm", "reader")}, SECRETS, wanted)
    assert fixture["expect"]["kept"] == 1
    told = json.dumps(fixture, ensure_ascii=False)
    for secret in (person.family, person.email, person.e164, person.e164[-8:], person.phone, person.city):
        assert secret not in told


async def test_what_the_role_may_not_do_is_denied(server_crm, on_server):
    on_server.execute("revoke select on cases from reader", "crm")
    try:
        with pytest.raises(Denied):
            await server_crm.list("cases", "1")
    finally:
        on_server.execute("grant select on cases to reader", "crm")


async def test_a_table_that_is_called_otherwise_is_named(server_crm, on_server):
    on_server.execute("alter table cases rename to complaints", "crm")
    try:
        with pytest.raises(BadPayload) as caught:
            await server_crm.list("cases", "1")
        assert caught.value.field == "cases"
    finally:
        on_server.execute("alter table complaints rename to cases", "crm")


async def test_a_locked_table_costs_one_answer_its_deadline_and_nothing_else(server_crm, on_server):
    other = await asyncpg.connect(on_server.url("crm"))
    async with other.transaction():
        await other.execute("lock table cases in access exclusive mode")
        stuck = asyncio.ensure_future(server_crm.list("cases", "1"))
        assert (await server_crm.list("orders", "1")).rows
        with pytest.raises(Unavailable) as caught:
            await stuck
        assert caught.value.kind == "timeout"
    await other.close()
    assert (await server_crm.list("cases", "1")).rows


async def test_a_wrong_password_and_a_health_check(connect, on_server, server_crm):
    assert (await server_crm.health()).ok
    with pytest.raises(AuthError):
        await connect("sql", {"url": on_server.url("crm", "reader")}, {"sql-password": "other"}).get("1")
