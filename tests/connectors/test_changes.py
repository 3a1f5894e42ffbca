"""Changing a customer in one system: only what is to be changed, only what nobody else has changed meanwhile."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from connectors import changes
from connectors.clock import SystemClock
from connectors.connector import updatable
from connectors.declarative import bare_connector, build_connector
from connectors.errors import Conflict, NotFound, Rejected, Unavailable
from connectors.loading.load import parse_manifest
from connectors.manifest.problems import ManifestError
from connectors.merge import merge_customers
from connectors.records import Address, Customer, Money, Phone, Provenance
from tests.connectors.fault_server import FaultServer, reply

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SQL = """\
schema = 1
name = "crm"
kind = "sql"
settings = { url = "sqlite:///crm.db", region = "DE" }
[maps.person]
name = "name"
emails = "[email]"
phones = "[phone]"
language = "language"
extra.channel = "channel"
address.street = "street"
address.city = "city"
[customer.get]
sql = "select * from people where id = :id"
bind = { id = "${customer.id}" }
map = "person"
[customer.update]
sql = '''update people set name = coalesce(:name, name), email = coalesce(:email, email), phone = coalesce(:phone, phone),
language = coalesce(:language, language), channel = coalesce(:channel, channel), city = coalesce(:city, city),
street = coalesce(:street, street) where id = :id returning id'''
id = "id"
[customer.update.bind]
id = "${customer.id}"
name = "${customer.name}"
email = "${customer.email}"
phone = "${customer.phone}"
language = "${customer.language}"
channel = "${customer.extra.channel}"
street = "${customer.street}"
city = "${customer.city}"
"""
REST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1/api", region = "DE" }
[customer.get]
request.path = "/people/${customer.id|path}"
map = { name = "name", emails = "[mail]", phones = "numbers" }
[customer.update]
request.method = "PATCH"
request.path = "/people/${customer.id|path}"
[customer.update.request.json]
name = "${customer.given_name|text} ${customer.family_name|text}"
mail = "${customer.email}"
numbers = [{ raw = "${customer.phone}" }]
address = { street = "${customer.street}", town = "${customer.city}" }
by = "${customer.agent}"
[health.check]
request.path = "/me"
"""
ANN = (1, "Ann Lee", "ann@x.com", "0151 20000004", "de", "sms", "Old Lane 1", "Hull")


@pytest.fixture
def folder(tmp_path):
    with sqlite3.connect(tmp_path / "crm.db") as database:
        names = "id integer primary key, name, email, phone, language, channel, street, city"
        database.execute(f"create table people ({names})")
        database.execute("insert into people values (?, ?, ?, ?, ?, ?, ?, ?)", ANN)
        database.execute("insert into people (id, name) values (2, 'Bo')")
    database.close()
    return tmp_path


@pytest.fixture
async def crm(folder):
    connector = build_connector(parse_manifest(SQL.encode(), "crm.toml"), folder, lambda name: None, SystemClock())
    yield connector
    await connector.aclose()


def people(folder):
    database = sqlite3.connect(folder / "crm.db")
    try:
        return database.execute("select * from people order by id").fetchall()
    finally:
        database.close()


def draft(customer_id="1", **fields):
    return {
        "customer_id": customer_id,
        "agent": "Ana",
        **{name.replace("__", "."): each for name, each in fields.items()},
    }


class TestInADatabase:
    async def test_only_what_is_to_be_changed_is(self, crm, folder):
        change = draft(email="ann@new.example", extra__channel="email", was__email="ann@x.com")
        assert (await crm.write("customer.update", change, "k")).id == "1"
        assert (await crm.write("customer.update", change, "k")).id == "1"
        ann, bo = people(folder)
        assert ann == (*ANN[:2], "ann@new.example", *ANN[3:5], "email", *ANN[6:])
        assert bo == (2, "Bo", None, None, None, None, None, None)

    async def test_what_somebody_else_has_changed_is_not_overwritten(self, crm, folder):
        change = draft(email="ann@new.example", language="en", was__email="ann@old.example", was__language="DE")
        with pytest.raises(Conflict, match="email") as caught:
            await crm.write("customer.update", change, "k")
        assert "example" not in str(caught.value)
        assert people(folder)[0] == ANN

    async def test_a_number_is_the_same_in_any_spelling(self, crm, folder):
        await crm.write("customer.update", draft(phone="+4915120000009", was__phone="+4915120000004"), "k")
        assert people(folder)[0][3] == "+4915120000009"

    async def test_an_empty_text_empties(self, crm, folder):
        await crm.write("customer.update", draft(street="", city="York", was__city="hull"), "k")
        assert people(folder)[0][6:] == ("", "York")

    async def test_nobody_there_is_told(self, crm, folder):
        for change in (draft("9", name="X"), draft("9", name="X", was__name="Y")):
            with pytest.raises(NotFound):
                await crm.write("customer.update", change, "k")
        assert people(folder)[0] == ANN

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (draft(), "nothing is to be changed"),
            (draft(text="not a field"), "nothing is to be changed"),
            (draft(None, name="X"), "whose it is"),
            (draft(tier="gold"), "tier cannot be changed here"),
            (draft(extra__vip="yes"), "extra.vip cannot be changed here"),
            (draft(name="x" * 1_000_000), "name is too long"),
            (draft(name="a\nb"), "name has more than one line"),
            (draft(name="a\x00b"), "name has more than one line"),
            (draft(email="nobody"), "email is no e-mail address"),
            (draft(language="no language"), "language is no language tag"),
        ],
    )
    async def test_what_cannot_be_is_refused_before_it_is_sent(self, crm, folder, change, words):
        with pytest.raises(Rejected, match=words):
            await crm.write("customer.update", change, "k")
        assert people(folder)[0] == ANN

    async def test_it_says_what_it_takes(self, crm):
        wanted = {"name", "email", "phone", "language", "street", "city", "extra.channel"}
        assert updatable(crm) == wanted
        assert updatable(object()) == frozenset()
        assert crm.strategies["customer.update"] == "upsert"


@pytest.fixture
async def server():
    async with FaultServer() as running:
        yield running


@asynccontextmanager
async def opened(server):
    manifest = parse_manifest(REST.replace("http://127.0.0.1:1/api", server.url).encode(), "desk.toml")
    connector = bare_connector(manifest, None, lambda name: None, SystemClock())
    try:
        yield connector
    finally:
        await connector.aclose()


class TestByRequest:
    def answers(self, server, **now):
        person = {"id": 7, "name": "Ann Lee", "mail": "ann@x.com", "numbers": ["0151 20000004"], **now}
        server.on("/people/7", lambda seen: reply(person))

    async def test_a_body_holds_only_what_is_to_be_changed(self, server):
        self.answers(server)
        async with opened(server) as desk:
            assert updatable(desk) == {"given_name", "family_name", "email", "phone", "street", "city"}
            await desk.write("customer.update", draft("7", email="ann@new.example", was__email="ANN@x.com"), "k")
            await desk.write("customer.update", draft("7", city="York", phone="1", given_name="Ann"), "k")
        assert [seen.method for seen in server.seen] == ["GET", "PATCH", "GET", "PATCH"]
        assert server.seen[1].json == {"mail": "ann@new.example", "by": "Ana"}
        # Half a name is none: without the other half it is left as it is.
        assert server.seen[3].json == {"numbers": [{"raw": "1"}], "address": {"town": "York"}, "by": "Ana"}

    @pytest.mark.parametrize(
        ("change", "sent"),
        [
            ({"email": "ann@new.example"}, {"mail": "ann@new.example"}),
            ({"country": "GB"}, {"land": "is GB"}),
            ({"country": ""}, {"land": "none"}),
            ({"tier": "gold"}, {"level": 3}),
        ],
    )
    async def test_what_is_worked_out_of_a_field_that_stays_is_left_out(self, server, change, sent):
        """Half of it would be sent as a table of ours."""
        land = '{ given = "${customer.country}", value = "is ${customer.country|text}", otherwise = "none" }'
        level = '{ lookup = "levels", value = "${customer.tier}", otherwise = 1, as = "int" }'
        text = f"""
schema = 1
name = "desk"
settings = {{ base_url = "{server.url}" }}
[customer.update]
request.method = "PATCH"
request.path = "/people/${{customer.id|path}}"
request.json = {{ mail = "${{customer.email}}", land = {land}, level = {level} }}
[tables]
levels = {{ gold = "3" }}
[health.check]
request.path = "/ok"
"""
        desk = bare_connector(parse_manifest(text.encode(), "desk.toml"), None, lambda name: None, SystemClock())
        server.on("/people/7", {})
        await desk.write("customer.update", draft("7", **change), "k")
        await desk.aclose()
        assert server.seen[-1].json == sent

    async def test_changed_there_meanwhile(self, server):
        self.answers(server, mail="ann@elsewhere.example")
        async with opened(server) as desk:
            with pytest.raises(Conflict):
                await desk.write("customer.update", draft("7", email="n@x.com", was__email="ann@x.com"), "k")
            await desk.write("customer.update", draft("7", email="ann@elsewhere.example", was__email="ann@x.com"), "k")
        assert [seen.method for seen in server.seen] == ["GET", "GET", "PATCH"]

    async def test_a_system_that_is_down_is_not_written_to(self, server):
        server.on("/people/7", reply({}, "503 Service Unavailable"))
        async with opened(server) as desk:
            with pytest.raises(Unavailable) as caught:
                await desk.write("customer.update", draft("7", email="n@x.com"), "k")
        assert not caught.value.sent
        assert [seen.method for seen in server.seen] == ["GET"]


@pytest.mark.parametrize(
    "numbers",
    [
        '["${customer.phone}"]',
        '[{ kind = "work", raw = "${customer.phone}" }, { kind = "mobile", raw = "${customer.extra.mobile}" }]',
        '[["set", "all"], { street = "${customer.street}", town = "${customer.city}" }]',
    ],
)
def test_a_list_whose_entries_keep_their_meaning_is_taken(numbers):
    text = REST.replace('[{ raw = "${customer.phone}" }]', numbers)
    if "street" in numbers:
        text = "\n".join(line for line in text.splitlines() if not line.startswith(("name", "mail", "address")))
        text = 'name = "desk"\n' + text
    parse_manifest(text.encode(), "x.toml")


@pytest.mark.parametrize(
    ("text", "old", "new", "problem"),
    [
        (SQL, " where id = :id returning id", " returning id", "customer.update.bind.id  is not used"),
        (SQL, 'id = "id"\n[customer.update.bind]', "[customer.update.bind]", "customer.update.id  missing"),
        (SQL, "name = coalesce(:name, name)", "name = :name", ":name is null where it stays as it is"),
        (SQL, "${customer.extra.channel}", "${customer.extra.a.b}", "${customer.extra.a.b} is no input"),
        (
            REST,
            '[{ raw = "${customer.phone}" }]',
            '["${customer.phone}", "${customer.extra.mobile}"]',
            "x.toml:13  customer.update.request.json.numbers  an entry would take the place of one that stays",
        ),
        (
            REST,
            '[{ raw = "${customer.phone}" }]',
            '[{ raw = "${customer.phone}" }, { raw = "${customer.extra.mobile}" }]',
            "customer.update.request.json.numbers  an entry would take the place",
        ),
        (SQL, "${customer.language}", "${customer.tongue}", "${customer.tongue} is no input"),
        (
            REST,
            '"/people/${customer.id|path}"\n[customer.update.r',
            '"/people"\n[customer.update.r',
            "must use ${customer.id}",
        ),
    ],
)
def test_what_is_wrong_with_a_manifest_is_named(text, old, new, problem):
    assert old in text
    with pytest.raises(ManifestError) as caught:
        parse_manifest(text.replace(old, new).encode(), "x.toml")
    assert any(problem in str(each) for each in caught.value.problems), list(map(str, caught.value.problems))


def test_a_manifest_that_changes_nothing():
    start, end = REST.index("[customer.update.request.json]"), REST.index("[health.check]")
    with pytest.raises(ManifestError) as caught:
        parse_manifest((REST[:start] + REST[end:]).encode(), "x.toml")
    assert any("changes nothing" in str(each) for each in caught.value.problems)


def person(system, **fields):
    return Customer("1", Provenance(system, "1", NOW), name="Ann Lee", **fields)


PHONE, OTHER = Phone("0151 20000004", "+4915120000004"), Phone("030 1", "+49301")
LANE, ROAD = Address("Old Lane 1", "1", "Hull", "Humber"), Address("New Road 2", "2", "York", None, "GB")
APART = merge_customers(
    {
        "crm": person("crm", language="de", phones=(PHONE,), emails=("a@x.com",), address=LANE, tier="gold"),
        "shop": person("shop", language="en", phones=(OTHER, PHONE), emails=("B@x.com",), address=ROAD),
        "voice": replace(person("voice", tier="gold", extra={"channel": "sms"}), name=None),
    },
    ("crm", "shop", "voice"),
)


def test_systems_disagree_on_addresses_where_none_is_common():
    assert [each.value for each in APART.values["emails"]] == [("a@x.com",), ("B@x.com",)]
    assert "phones" not in APART.values


@pytest.mark.parametrize(
    ("system", "field", "value"),
    [
        ("crm", "language", "de"),
        ("shop", "language", "en"),
        ("voice", "language", None),
        ("crm", "tier", "gold"),
        ("shop", "tier", None),
        ("shop", "address", ROAD),
        ("voice", "extra.channel", "sms"),
        ("crm", "extra.channel", None),
        ("crm", "phones", None),
    ],
)
def test_what_one_system_says(system, field, value):
    assert changes.said(APART, system, field) == value


@pytest.mark.parametrize(
    ("field", "value", "taken", "told"),
    [
        ("language", "en", {"language"}, {"language": "en"}),
        ("language", "en", {"name"}, {}),
        ("emails", ("b@x.com", "c@x.com"), {"email"}, {"email": "b@x.com"}),
        ("phones", (PHONE,), {"phone"}, {"phone": "+4915120000004"}),
        ("phones", (Phone("x 12"),), {"phone"}, {"phone": "x 12"}),
        ("phones", (), {"phone"}, {}),
        ("address", ROAD, {"street", "postal_code"}, {}),
        (
            "address",
            ROAD,
            {"street", "postal_code", "city"},
            {"street": "New Road 2", "postal_code": "2", "city": "York"},
        ),
        ("birthday", date(1990, 1, 2), {"birthday"}, {"birthday": date(1990, 1, 2)}),
        ("extra.score", Decimal("1.5"), {"extra.score"}, {"extra.score": "1.5"}),
        ("lifetime_value", Money(Decimal(1), "EUR"), {"lifetime_value"}, {}),
        ("since", date(2020, 1, 1), {"since"}, {}),
    ],
)
def test_what_a_system_is_told(field, value, taken, told):
    assert changes.change(APART, "crm", field, value, taken) == told


def test_a_street_of_another_country_is_not_written_where_the_country_stays():
    abroad = replace(ROAD, country="CH")
    assert changes.change(APART, "shop", "address", abroad, {"street", "postal_code", "city"}) == {}


def test_what_somebody_fills_in_meanwhile_is_lost_like_what_they_change():
    draft = {"customer_id": "1", "tier": "gold", **changes.was(APART, "shop", ["tier"])}
    there = replace(APART.customer, tier="vip")
    assert changes.lost(draft, there) == ("tier",)
    assert changes.lost(draft, replace(there, tier=None)) == ()


def test_a_region_that_the_new_address_does_not_have_is_emptied():
    taken = {"street", "postal_code", "city", "region", "country"}
    assert changes.change(APART, "crm", "address", ROAD, taken)["region"] == ""


def test_what_stood_there_goes_along():
    names = ("language", "email", "phone", "city", "country", "tier", "extra.channel")
    assert changes.was(APART, "shop", names) == {
        "was.language": "en",
        "was.email": "B@x.com",
        "was.city": "York",
        "was.country": "GB",
        "was.tier": "",
        "was.extra.channel": "",
    }
