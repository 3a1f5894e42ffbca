"""A real PostgreSQL by manifest: the same records and the same errors as any other database."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from connectors.declarative import build_connector
from connectors.errors import AuthError, BadPayload, ConnectorError, Denied, Rejected, Unavailable
from connectors.loading.load import parse_manifest
from connectors.phones import parse_number
from connectors.records import Money
from tests.postgresql import BIN, private_server

pytestmark = pytest.mark.skipif(BIN is None, reason="PostgreSQL is not installed")

MANIFEST = """\
schema = 1
name = "pg"
kind = "sql"
settings = { url = "postgresql://reader@127.0.0.1:PORT/postgres", region = "DE" }
connection = { password = "secret:pg", statement_timeout_s = 0.5 }
[customer.find_by_phone]
verify = "phone"
sql = "select * from people where right(regexp_replace(phone, '[^0-9]', '', 'g'), 8) = :tail"
bind = { tail = "${phone.tail}" }
[customer.find_by_phone.map]
name = "name"
birthday = "born"
phones = "[phone]"
lifetime_value = "money(worth, 'EUR')"
as_of = "time(seen)"
extra.active = "active"
[customer.find_by_id]
verify = "id"
sql = "select * from people where id = :id"
bind = { id = "${id|int}" }
map = { name = "name" }
[customer.get]
sql = "select * from people where pg_sleep(20) is not null or id = :id"
bind = { id = "${customer.id|int}" }
map = { name = "name" }
[orders.list]
sql = "select nope as id from people where :id <> ''"
bind = { id = "${customer.id}" }
map = { number = "id" }
[cases.list]
sql = "select nextval('people_id_seq') as id where :id <> ''"
bind = { id = "${customer.id}" }
map = { number = "id" }
[note.create]
idempotency = "upsert"
sql = "insert into notes (id, person, text, at) values (:key, :person, :text, :at) on conflict (id) do update set id = excluded.id returning id"
bind = { person = "${note.customer_id|int}", text = "${note.text}", at = "${note.at}" }
id = "id"
"""
SCHEMA = """
create table people (id serial primary key, name text, born date, seen timestamptz, worth numeric(10, 2), phone text,
  active boolean);
insert into people values (1, 'Ann Lee', '1980-01-02', '2026-11-21 10:00:00+01', 12.50, '0151 / 20000004', true);
create table notes (id text primary key, person int not null, text text, at timestamptz);
create role reader login password 'pa55word';
grant select on people to reader;
grant all on sequence people_id_seq to reader;
grant select (id), insert, update (id) on notes to reader;
create table secrets (id int);
"""


@pytest.fixture(scope="module")
def server():
    with private_server() as running:
        running.execute(SCHEMA)
        yield running


@pytest.fixture
async def pg(server):
    connector = make(server)
    yield connector
    await connector.aclose()


def make(server, password="pa55word", *changes):
    text = MANIFEST
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    manifest = parse_manifest(text.replace("PORT", str(server.port)).encode(), "pg.toml")
    return build_connector(manifest, Path("/"), {"pg": password}.get)


async def test_types_of_its_own_become_records(pg):
    (ann,) = (await pg.find_by_phone(parse_number("+4915120000004", "DE"))).rows
    assert (ann.name, ann.birthday) == ("Ann Lee", date(1980, 1, 2))
    assert ann.lifetime_value == Money(Decimal("12.50"), "EUR")
    assert ann.provenance.as_of == datetime(2026, 11, 21, 9, tzinfo=UTC)
    assert ann.extra["active"] is True
    assert (await pg.find_by_id("x' or 1=1", "customer")).rows == ()
    assert (await pg.health()).ok


async def test_a_slow_statement_is_stopped_on_the_server(pg):
    with pytest.raises(Unavailable) as caught:
        await pg.get("1")
    assert caught.value.kind == "timeout"
    assert (await pg.find_by_id("1", "customer")).rows


async def test_a_read_cannot_write(pg):
    with pytest.raises(Denied):
        await pg.list("cases", "1")


async def test_names_it_does_not_know(pg):
    with pytest.raises(BadPayload) as caught:
        await pg.list("orders", "1")
    assert caught.value.field == "nope"


async def said(server, change, ask):
    connector = make(server, "pa55word", *change)
    try:
        with pytest.raises(ConnectorError) as caught:
            await ask(connector)
        return type(caught.value).__name__, caught.value.detail
    finally:
        await connector.aclose()


async def test_a_text_where_the_database_wants_another_type_is_named_with_the_way_to_write_it(server):
    find = lambda pg: pg.find_by_id("4711", "customer")  # noqa: E731
    wanted = 'wants a whole number there; bind "${id|int}"'
    assert await said(server, [("${id|int}", "${id}")], find) == (
        "Rejected",
        f":id of customer.find_by_id: the database {wanted}",
    )
    orders = lambda pg: pg.list("orders", "4711")  # noqa: E731
    asks = ("select nope as id from people where :id <> ''", "select id from people where phone = :id")
    number = (
        'bind = { id = "${customer.id}" }\nmap = { number',
        'bind = { id = "${customer.id|int}" }\nmap = { number',
    )
    assert await said(server, [asks, number], orders) == (
        "Rejected",
        ":id of orders.list: the database wants a text there; leave |int out of its placeholder",
    )
    bind = '"\nbind = { id = "${customer.id}"'
    born = (
        asks[0] + bind,
        f'select id from people where name <> :name and born = :id and phone <> :name{bind}, name = "x"',
    )
    assert await said(server, [born], orders) == (
        "Rejected",
        ":id of orders.list: the database wants a day or time there; write cast(cast(:id as text) as timestamptz)",
    )


async def test_what_its_user_may_not_do_is_named(server):
    orders = lambda pg: pg.list("orders", "1")  # noqa: E731
    read = ("select nope as id from people where :id <> ''", "select id from secrets where :id <> ''")
    assert await said(server, [read], orders) == (
        "Denied",
        "the database does not allow its user the select of orders.list on table secrets",
    )
    note = lambda pg: pg.write("note.create", {"customer_id": "1", "text": "x"}, "k9")  # noqa: E731
    server.execute("revoke update (id) on notes from reader")
    try:
        assert await said(server, [(', at = "${note.at}"', ', at = "${now}"')], note) == (
            "Denied",
            "the database does not allow its user the insert of note.create on table notes: "
            "on conflict do update needs insert, update and select there",
        )
    finally:
        server.execute("grant update (id) on notes to reader")


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ('/postgres"', '/nowhere"', "the server has no database of the name in settings.url"),
        (
            "select * from people where id",
            "select * from folk where id",
            "the database has no table folk, or not where its user looks",
        ),
        (
            "select * from people where id",
            "select nope from people where id",
            "the database has no column nope, or not where its user looks",
        ),
        ("reader@", "nobody_here@", "the database did not accept our name and password"),
    ],
)
async def test_what_it_does_not_have_is_said_in_one_sentence(server, old, new, text):
    assert (await said(server, [(old, new)], lambda pg: pg.find_by_id("1", "customer")))[1] == text


async def test_writes(pg):
    draft = {"customer_id": "1", "text": "O'Brien\x00\ud800", "at": datetime(2026, 11, 21, tzinfo=UTC)}
    assert (await pg.write("note.create", draft, "k1")).id == "k1"
    assert (await pg.write("note.create", draft, "k1")).id == "k1"
    with pytest.raises(Rejected):
        await pg.write("note.create", {"text": "whose?"}, "k2")


async def test_a_wrong_password(server):
    connector = make(server, "wrong")
    with pytest.raises(AuthError) as caught:
        await connector.find_by_id("1", "customer")
    assert "wrong" not in repr(caught.value)
    await connector.aclose()


async def test_a_restart_in_between_is_not_noticed_and_a_stop_is_said(server, pg):
    assert (await pg.find_by_id("1", "customer")).rows
    server.stop()
    try:
        with pytest.raises(Unavailable) as caught:
            await pg.find_by_id("1", "customer")
        assert caught.value.kind == "network"
    finally:
        server.start()
    assert (await pg.find_by_id("1", "customer")).rows
