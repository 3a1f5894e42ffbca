"""Databases by manifest: reads that cannot write, values that stay values, one error of the right class."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import asynccontextmanager, closing
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.clock import SystemClock
from connectors.connector import notifies
from connectors.declarative import bare_connector, build_connector
from connectors.errors import AuthError, BadPayload, ConnectorError, Denied, NotFound, Rejected, Unavailable
from connectors.loading.load import parse_manifest
from connectors.phones import parse_number
from connectors.records import Money, Status

MANIFEST = """\
schema = 1
name = "crm"
kind = "sql"
settings = { url = "sqlite:///crm.db", region = "DE", timezone = "Europe/Berlin", currency = "EUR" }
connection = { row_limit = 100, statement_timeout_s = 1 }
[tables]
state = { open = "open", done = "completed" }
[maps.person]
name = "name"
emails = "[email]"
phones = "[phone]"
[customer.find_by_phone]
verify = "phone"
sql = "select c.*, p.number as phone from people c join phones p on p.person = c.id where p.tail = :tail"
bind = { tail = "${phone.tail}" }
map = "person"
[customer.find_by_email]
verify = "email"
cache_ttl_s = 30
sql = "select * from people where email = :email collate nocase"
bind = { email = "${email}" }
map = { name = "name", emails = "email" }
[customer.find_by_id]
verify = "id"
sql = "select * from people where id = :id"
bind = { id = "${id|int}" }
map = { name = "name" }
[customer.find_by_order]
verify = { kind = "id", value = "number" }
sql = "select c.*, o.number from people c join orders o on o.person = c.id where o.number = :id"
bind = { id = "${id}" }
map = { name = "name" }
[customer.search]
sql = "select * from people where name like :text escape '\\\\' order by id limit :n"
bind = { text = "%${text|like}%", n = "${limit}" }
map = { name = "name" }
[customer.get]
sql = "select * from people where id = :id"
bind = { id = "${customer.id}" }
map = { name = "name" }
[orders.list]
sql = "select * from orders where person = :id and (:since is null or day >= :since) order by day desc limit :n"
bind = { id = "${customer.id}", n = "${limit}", since = "${since}" }
map = { number = "number", customer_id = "person", placed_on = "day", status = "lookup(state, 'state')", total = "money(total)" }
[note.create]
idempotency = "upsert"
notifies = true
sql = "insert into notes (id, person, text) values (:key, :id, :text) on conflict (id) do update set id = id returning id, 'https://crm.example.com/' || id as link"
bind = { id = "${customer.id}", text = "${note.text}" }
id = "id"
link = "link"
[task.create]
idempotency = "search"
sql = "insert into notes (id, person, text) values (:key, :id, :text || ' ' || :key)"
bind = { id = "${customer.id}", text = "${task.text}" }
search.sql = "select id from notes where text like '%' || :key"
[health.check]
sql = "select sqlite_version() as version, 'reader' as who"
who = "who"
version = "version"
"""
SCHEMA = """
create table people (id integer primary key, name text, email text);
create table phones (person integer, number text, tail text);
create table orders (id integer primary key, person integer, number text, day text, state text, total text);
create table notes (id text primary key, person integer not null, text text);
insert into people values (1, 'Ann Lee', 'Ann@X.com'), (2, 'Sinéad O''Brien', 'o''brien@x.com'), (3, '100%_sure', null),
  (0, 'Guest', null);
insert into phones values (1, '0151 / 20000004', '20000004'), (2, '+442079460001', '79460001'), (0, '030 123', '20000004'),
  (2, '+43 151 20000004', '20000004');
insert into orders values (1, 1, 'A-1', '2026-11-01', 'open', '5.5'), (2, 1, 'A-2', '2026-11-20', 'done', '7'),
  (3, 2, 'A-3', '2026-11-21', 'strange', 'lots');
"""


@pytest.fixture
def folder(tmp_path):
    with sqlite3.connect(tmp_path / "crm.db") as database:
        database.executescript(SCHEMA)
    database.close()
    return tmp_path


def no_secret(name):
    return None


@asynccontextmanager
async def opened(folder, old="", new="", bare=False):
    assert old in MANIFEST
    manifest = parse_manifest(MANIFEST.replace(old, new, 1).encode(), "crm.toml")
    make = bare_connector if bare else build_connector
    connector = make(manifest, folder, no_secret, SystemClock())
    try:
        yield connector
    finally:
        await connector.aclose()


@pytest.fixture
async def crm(folder):
    async with opened(folder) as connector:
        yield connector


def rows_of(folder, sql):
    database = sqlite3.connect(folder / "crm.db")
    try:
        return database.execute(sql).fetchall()
    finally:
        database.close()


class TestReading:
    async def test_a_caller_is_found_and_strangers_are_dropped(self, crm):
        page = await crm.find_by_phone(parse_number("+4915120000004", "DE"))
        assert [row.id for row in page.rows] == ["1"]
        assert page.dropped == 2  # another country's number with the same end, and the guest
        assert page.rows[0].provenance.system == "crm"

    async def test_email_id_and_order_number(self, crm):
        assert [row.name for row in (await crm.find_by_email(" ann@x.COM")).rows] == ["Ann Lee"]
        assert [row.name for row in (await crm.find_by_id("2", "customer")).rows] == ["Sinéad O'Brien"]
        assert [row.name for row in (await crm.find_by_id("A-1", "order")).rows] == ["Ann Lee"]
        assert (await crm.find_by_id("A-1", "case")).rows == ()
        assert (await crm.find_by_id("A-1", "customer")).rows == ()
        assert (await crm.find_by_id("0", "customer")).rows == ()
        assert (await crm.find_by_id("9" * 40, "customer")).rows == ()

    async def test_a_number_too_large_for_the_database(self, folder):
        async with opened(folder, 'bind = { id = "${id|int}" }', "bind = { id = 99999999999999999999 }") as crm:
            with pytest.raises(Rejected):
                await crm.find_by_id("1", "customer")

    async def test_one_customer(self, crm):
        assert (await crm.get("1")).name == "Ann Lee"
        for missing in ("77", "", "x", "0", "1 or 1=1"):
            with pytest.raises(NotFound):
                await crm.get(missing)

    async def test_records_come_newest_first_and_only_of_this_customer(self, crm):
        page = await crm.list("orders", "1")
        assert [(row.number, row.status, row.total) for row in page.rows] == [
            ("A-2", Status("completed", "done"), Money(Decimal("7.00"), "EUR")),
            ("A-1", Status("open", "open"), Money(Decimal("5.50"), "EUR")),
        ]
        assert not page.truncated
        assert [row.number for row in (await crm.list("orders", "1", since=date(2026, 11, 10))).rows] == ["A-2"]
        page = await crm.list("orders", "1", limit=1)
        assert [row.number for row in page.rows] == ["A-2"]
        assert page.truncated

    async def test_a_foreign_row_is_dropped(self, folder):
        async with opened(folder, "where person = :id", "where :id is not null") as crm:
            page = await crm.list("orders", "1")
            assert [row.number for row in page.rows] == ["A-2", "A-1"]
            assert page.dropped == 1

    async def test_garbage_in_one_field(self, crm):
        page = await crm.list("orders", "2")
        assert page.unreadable == ("total",)
        assert page.rows[0].status == Status("other", "strange")
        assert page.rows[0].total is None

    async def test_what_is_not_offered(self, crm):
        with pytest.raises(Rejected, match="not offered"):
            await crm.list("cases", "1")
        with pytest.raises(Rejected, match="not offered"):
            await crm.write("case.create", {}, "k")

    async def test_health(self, crm):
        health = await crm.health()
        assert (health.ok, health.who, health.version) == (True, "reader", sqlite3.sqlite_version)

    async def test_an_answer_is_remembered_for_a_moment(self, crm, folder):
        await crm.find_by_email("ann@x.com")
        with sqlite3.connect(folder / "crm.db") as database:
            database.execute("update people set name = 'Ann Ray' where id = 1")
        database.close()
        assert (await crm.find_by_email("ann@x.com")).rows[0].name == "Ann Lee"
        crm.forget()
        assert (await crm.find_by_email("ann@x.com")).rows[0].name == "Ann Ray"

    async def test_more_rows_than_the_limit_are_cut_and_said_so(self, folder):
        with sqlite3.connect(folder / "crm.db") as database:
            database.executemany("insert into people (name) values (?)", [("Many",)] * 500)
        database.close()
        async with opened(folder, "limit :n", "limit 1000 + :n") as crm:
            page = await crm.search("Many", 500)
            assert len(page.rows) == 100
            assert page.truncated

    @pytest.mark.parametrize(("bills", "whole"), [(12, 11), (11, 11)])
    async def test_a_bill_of_which_only_some_lines_were_read_is_left_out(self, folder, bills, whole):
        with closing(sqlite3.connect(folder / "crm.db")) as database:
            database.execute("create table lines (id integer primary key, bill integer)")
            database.executemany("insert into lines (bill) values (?)", [(1 + n // 9,) for n in range(bills * 9)])
            database.commit()
        table = """
[invoices.list]
sql = "select bill as id, 'sku-' || id as sku from lines order by lines.id"
map = { number = "id", lines = "[{name: sku, quantity: `1`}]" }
[orders.list]"""
        async with opened(folder, "\n[orders.list]", table) as crm:
            page = await crm.list("invoices", "1", 50)
        assert [len(bill.lines) for bill in page.rows] == [9] * whole
        assert page.truncated is (bills > whole)

    async def test_a_huge_cell_is_cut(self, folder):
        with sqlite3.connect(folder / "crm.db") as database:
            database.execute("update people set name = ? where id = 1", ("x" * 10_000_000,))
            database.execute("insert into people values (9, cast(x'c3280061' as text), x'ff00')")
        database.close()
        async with opened(folder) as crm:
            assert len((await crm.get("1")).name) == 1_001
            assert (await crm.get("9")).name == "\ufffd(\ufffda"


HOSTILE = [
    "x' OR id > 0 --",
    "'; drop table people; --",
    "%",
    "_",
    "\\",
    "%_\\%",
    '"',
    "a\nb",
    "\x00",
    "\ud800",
]


class TestHostileInput:
    @pytest.mark.parametrize("text", HOSTILE)
    async def test_texts_stay_texts(self, crm, folder, text):
        for find in (
            crm.find_by_email(f"{text}@x.com"),
            crm.find_by_id(text, "customer"),
            crm.find_by_id(text, "order"),
        ):
            assert (await find).rows == ()
        found = [row.name for row in (await crm.search(text)).rows]
        assert found == [name for (name,) in rows_of(folder, "select name from people where id > 0") if text in name]
        assert len(rows_of(folder, "select * from people")) == 4

    @settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
    @given(text=st.text(max_size=20))
    async def test_any_search_finds_names_that_hold_it_and_nobody_else(self, folder, text):
        async with opened(folder) as crm:
            wanted = text.strip().casefold()
            for row in (await crm.search(text)).rows:
                assert not wanted.isascii() or wanted in row.name.casefold()

    async def test_an_apostrophe_is_a_letter(self, crm):
        assert [row.name for row in (await crm.find_by_email("O'BRIEN@x.com")).rows] == ["Sinéad O'Brien"]
        assert [row.name for row in (await crm.search("o'br")).rows] == ["Sinéad O'Brien"]
        assert [row.name for row in (await crm.search("Sine\u0301ad")).rows] == ["Sinéad O'Brien"]

    async def test_huge_texts_are_cut_before_they_are_asked(self, crm):
        assert (await crm.search("x" * 10_000_000)).rows == ()
        assert (await crm.find_by_email("x" * 10_000_000 + "@x.com")).rows == ()


class TestWriting:
    async def test_a_write_sent_twice_is_there_once(self, crm, folder):
        draft = {"customer_id": "1", "text": "Called; it's fine", "at": datetime(2026, 11, 21, tzinfo=UTC)}
        first = await crm.write("note.create", draft, "k1")
        again = await crm.write("note.create", draft, "k1")
        assert first == again
        assert (first.id, first.link) == ("k1", "https://crm.example.com/k1")
        assert rows_of(folder, "select * from notes") == [("k1", 1, "Called; it's fine")]

    async def test_a_marker_is_looked_for_before_writing(self, crm, folder):
        draft = {"customer_id": "1", "text": "Call back"}
        assert (await crm.write("task.create", draft, "k2")).id is None
        assert (await crm.write("task.create", draft, "k2")).id == "k2"
        assert len(rows_of(folder, "select * from notes")) == 1

    async def test_what_the_database_refuses_is_rejected(self, crm, folder):
        with pytest.raises(Rejected, match=r"NOT NULL constraint failed: notes.person"):
            await crm.write("note.create", {"text": "whose?"}, "k3")
        assert rows_of(folder, "select * from notes") == []

    async def test_how_a_write_is_kept_single(self, crm):
        assert crm.strategies["note.create"] == "upsert"
        assert crm.strategies["task.create"] == "search"
        assert crm.strategies.get("case.create", "none") == "none"
        assert notifies(crm, "note.create")
        assert not notifies(crm, "task.create")

    async def test_a_read_cannot_write(self, folder):
        # A function hides the write from the check of the manifest; the connection itself refuses it.
        async with opened(folder, bare=True) as crm:
            statement = "with x as (select 1) select * from x"
            ask = crm._manifest.reads()["customer.get"].model_copy(update={"sql": statement, "bind": {}})
            assert await crm._backend.read(ask, (), {}) == [{"1": 1}]
            ask = ask.model_copy(update={"sql": "insert into notes values ('x', 1, 'x')"})
            with pytest.raises(Denied):
                await crm._backend.read(ask, (), {})
        assert rows_of(folder, "select * from notes") == []


class TestFailures:
    async def test_a_missing_file_is_not_made(self, tmp_path):
        async with opened(tmp_path) as crm:
            for attempt in (crm.get("1"), crm.write("note.create", {}, "k"), crm.health()):
                with pytest.raises(Unavailable) as caught:
                    await attempt
                assert (caught.value.kind, caught.value.sent) == ("network", False)
        assert list(tmp_path.iterdir()) == []

    async def test_a_file_that_appears_later_is_found(self, tmp_path):
        async with opened(tmp_path) as crm:
            with pytest.raises(Unavailable):
                await crm.get("1")
            with sqlite3.connect(tmp_path / "crm.db") as database:
                database.executescript(SCHEMA)
            database.close()
            assert (await crm.get("1")).name == "Ann Lee"

    @pytest.mark.parametrize("content", [b"", b"not a database " * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
    async def test_no_database(self, tmp_path, content):
        (tmp_path / "crm.db").write_bytes(content)
        async with opened(tmp_path) as crm:
            with pytest.raises(BadPayload):
                await crm.get("1")

    async def test_a_folder_is_no_database(self, tmp_path):
        (tmp_path / "crm.db").mkdir()
        async with opened(tmp_path) as crm:
            with pytest.raises(Unavailable):
                await crm.get("1")

    async def test_other_columns_and_tables(self, folder):
        with sqlite3.connect(folder / "crm.db") as database:
            database.execute("alter table orders rename column day to placed")
            database.execute("alter table people rename to persons")
        database.close()
        async with opened(folder) as crm:
            with pytest.raises(BadPayload) as caught:
                await crm.list("orders", "1")
            assert caught.value.field == "day"
            with pytest.raises(BadPayload) as caught:
                await crm.get("1")
            assert caught.value.field == "people"

    async def test_a_renamed_id_column(self, folder):
        with sqlite3.connect(folder / "crm.db") as database:
            database.executescript("create table x as select id as nr, name, email from people; drop table people;")
            database.execute("alter table x rename to people")
        database.close()
        async with opened(folder, "select * from people where id = :id", "select * from people where nr = :id") as crm:
            with pytest.raises(BadPayload) as caught:
                await crm.find_by_id("1", "customer")
            assert caught.value.field == "id"

    async def test_a_locked_database_is_busy_and_the_write_was_not_sent(self, folder):
        async with opened(folder, "row_limit = 100", "timeout_s = { connect = 0.05 }") as crm:
            holder = sqlite3.connect(folder / "crm.db", isolation_level=None)
            try:
                holder.execute("begin exclusive")
                with pytest.raises(Unavailable) as caught:
                    await crm.write("note.create", {"customer_id": 1}, "k")
                assert (caught.value.kind, caught.value.sent) == ("busy", False)
                with pytest.raises(Unavailable) as caught:
                    await crm.get("1")
                assert caught.value.kind == "busy"
            finally:
                holder.close()
            assert (await crm.get("1")).name == "Ann Lee"

    @pytest.mark.parametrize("url", ["nonsense", "sqlite+nodriver:///x.db", "oracle+nothing://h/d"])
    async def test_an_address_nobody_can_open(self, folder, url):
        async with opened(folder, "sqlite:///crm.db", url) as crm:
            with pytest.raises((Unavailable, BadPayload)):
                await crm.get("1")

    async def test_a_missing_password_is_a_sign_in_problem(self, folder):
        text = MANIFEST.replace("sqlite:///crm.db", "postgresql://bob@127.0.0.1:1/crm")
        text = text.replace("row_limit = 100", 'password = "secret:crm"')
        manifest = parse_manifest(text.encode(), "crm.toml")
        crm = build_connector(manifest, folder, no_secret)
        with pytest.raises(AuthError, match="secret:crm"):
            await crm.get("1")
        crm = build_connector(manifest, folder, {"crm": "pa55word"}.get)
        with pytest.raises(Unavailable) as caught:
            await crm.get("1")
        assert caught.value.kind == "network"
        assert "pa55word" not in repr(caught.value)
        await crm.aclose()

    async def test_errors_repeat_nothing_of_the_customer(self, folder):
        async with opened(folder, "where id = :id", "where idd = :id") as crm:
            with pytest.raises(ConnectorError) as caught:
                await crm.find_by_id("4711081500", "customer")
            assert "4711081500" not in f"{caught.value!r}{caught.value.__cause__!r}"


ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) as id, :id as x from n"

SLOW = """
create view endless as with recursive n(i) as (select 1 union all select i + 1 from n) select i from n;
create trigger slow after insert on notes begin select count(*) from endless; end;
"""


async def threads_fall_to(most):
    """A connection's thread ends a moment after the connection."""
    while threading.active_count() > most:
        await asyncio.sleep(0.001)


class TestTime:
    async def test_a_slow_statement_is_stopped(self, folder):
        text = ("select * from people where id = :id", ENDLESS)
        async with opened(folder, *text) as crm:
            with pytest.raises(Unavailable) as caught:
                await crm.find_by_id("1", "customer")
            assert caught.value.kind == "timeout"
            assert (await crm.find_by_email("ann@x.com")).rows[0].id == "1"

    async def test_giving_up_stops_the_query_and_leaks_nothing(self, folder):
        async with opened(folder, "select * from people where id = :id", ENDLESS, bare=True) as crm:
            before = threading.active_count()
            for _ in range(20):
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(0.01):
                        await crm.find_by_id("1", "customer")
            await threads_fall_to(before + 5)
            assert (await crm.get("1")).name == "Ann Lee"
            assert await asyncio.gather(*[crm.get("1") for _ in range(10)])
        await threads_fall_to(before)

    async def test_a_thousand_calls_leave_no_connection_behind(self, folder):
        before = threading.active_count()
        async with opened(folder) as crm:
            for _ in range(40):
                await asyncio.gather(*[crm.get("1") for _ in range(25)])
            assert threading.active_count() <= before + 5
        await threads_fall_to(before)

    async def test_closing_twice_opens_nothing_anew(self, crm):
        await crm.get("1")
        await crm.aclose()
        await crm.aclose()
        for asked in (crm.get("2"), crm.write("note.create", {"customer_id": "1", "text": "x"}, "k")):
            with pytest.raises(Unavailable, match="the connection is closed"):
                await asked

    async def test_a_slow_write_is_stopped_and_undone(self, folder):
        with closing(sqlite3.connect(folder / "crm.db")) as database:
            database.executescript(SLOW)
        async with opened(folder, "row_limit = 100", "timeout_s = { write = 0.2 }", bare=True) as crm:
            with pytest.raises(Unavailable) as caught:
                await crm.write("note.create", {"customer_id": "1", "text": "slow"}, "k")
            assert caught.value.kind == "timeout"
        with closing(sqlite3.connect(folder / "crm.db", timeout=0, isolation_level=None)) as other:
            other.execute("begin exclusive")
            assert other.execute("select count(*) from notes").fetchall() == [(0,)]
