"""Exported files by manifest: CSV in any dress and Excel workbooks, read anew when they change, never half."""

from __future__ import annotations

import os
import random
import threading
import time
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.clock import SystemClock
from connectors.connector import Page
from connectors.declarative import bare_connector, build_connector
from connectors.errors import BadPayload, Rejected, Unavailable
from connectors.files import read as file_read
from connectors.files.table import build_table
from connectors.loading.load import ManifestError, parse_manifest
from connectors.mapping.convert import Unreadable
from connectors.phones import parse_number
from connectors.records import Money
from connectors.trials.check import Wanted, try_connection

MANIFEST = """\
schema = 1
name = "loyalty"
kind = "csv"
settings = { folder = "exports", region = "DE", currency = "EUR" }
[files.customers]
path = "customers.csv"
[files.orders]
path = "orders-*.csv"
[customer.find_by_phone]
verify = "phone"
file = "customers"
look_in = ["mobile", "landline"]
map = "person"
[customer.find_by_email]
verify = "email"
file = "customers"
look_in = ["mail"]
map = "person"
[customer.find_by_id]
verify = "id"
file = "customers"
look_in = ["no"]
map = "person"
[customer.find_by_order]
verify = { kind = "id", value = "order" }
file = "orders"
look_in = ["order"]
map = { id = "customer" }
[customer.search]
file = "customers"
look_in = ["name", "mail"]
map = "person"
[customer.get]
file = "customers"
look_in = ["no"]
map = "person"
[cases.list]
steps = [ { file = "customers", look_in = ["no"], look_for = "${customer.id}", take = { mail = "[0].mail" } } ]
file = "customers"
look_in = ["mail"]
look_for = "${take.mail}"
look_by = "email"
map = { id = "no", subject = "name" }
[orders.list]
file = "orders"
look_in = ["customer"]
map = { id = "order", number = "order", customer_id = "customer", total = "money(sum)", placed_on = "date(day)" }
[maps.person]
id = "no"
name = "name"
emails = "[mail]"
phones = "[mobile, landline]"
"""
CUSTOMERS = """\
no;name;mail;mobile;landline
7;Ann Müller;Ann.Mueller@X.com;0151 / 20000004;
8;=1+1;bob@x.com;;030 123456, 0049 30 7654321
9;"O'Brien; Pat";pat@x.com;+353 85 1234567;
0;Nobody;x@x.com;0151 20000004;
"""
ORDERS = "order,customer,sum,day\nA-1,7,12.50,2026-11-20\nA-2,7,3,2026-11-21\nA-3,8,1,2026-11-01\n"
PHONE = parse_number("+49 151 20000004", "DE")
OLD = 1_700_000_000


def write(path, data, at=OLD):
    path.write_bytes(data if isinstance(data, bytes) else data.encode("cp1252"))
    os.utime(path, (at, at))


@pytest.fixture
def exports(tmp_path):
    folder = tmp_path / "exports"
    folder.mkdir()
    write(folder / "customers.csv", CUSTOMERS)
    write(folder / "orders-1.csv", "order,customer\nB-1,9\n", OLD - 5)
    write(folder / "orders-2.csv", ORDERS)
    return folder


def opened(folder, *changes):
    text = MANIFEST
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return bare_connector(parse_manifest(text.encode(), "x"), folder.parent, {}.get, SystemClock())


async def names(connector, query=PHONE):
    return [row.name for row in (await connector.find_by_phone(query)).rows]


class TestAsking:
    async def test_by_number_in_any_spelling(self, exports):
        page = await opened(exports).find_by_phone(PHONE)
        assert ([row.name for row in page.rows], page.dropped) == (["Ann Müller"], 1)
        assert page.rows[0].provenance.as_of == datetime.fromtimestamp(OLD, UTC)
        for raw, name in (("030 7654321", "=1+1"), ("+353851234567", "O'Brien; Pat")):
            assert await names(opened(exports), parse_number(raw, "DE")) == [name]

    async def test_by_address_id_order_and_text(self, exports):
        files = opened(exports)
        assert [row.id for row in (await files.find_by_email("ANN.mueller@x.com")).rows] == ["7"]
        assert [row.id for row in (await files.find_by_id("8", "customer")).rows] == ["8"]
        assert [row.id for row in (await files.find_by_id("a-1", "order")).rows] == ["7"]
        assert await files.find_by_id("B-1", "order") == Page(())
        assert [row.id for row in (await files.search("müll ann")).rows] == ["7"]
        assert [row.subject for row in (await files.list("cases", "9")).rows] == ["O'Brien; Pat"]
        assert (await files.get("9")).name == "O'Brien; Pat"

    async def test_a_wrong_encoding_says_what_to_write(self, exports):
        write(exports / "customers.csv", b"\xef\xbb\xbf" + CUSTOMERS.encode("cp1252"))
        with pytest.raises(BadPayload) as caught:
            await names(opened(exports))
        hint = 'write encoding = "cp1252", or what it is, in [files.customers]'
        assert caught.value.detail == f"customers: the text is not utf-8-sig: {hint}"
        said = ('"customers.csv"', '"customers.csv"\nencoding = "cp1252"')
        assert await names(opened(exports, said)) == ["Ann Müller"]

    async def test_lists_newest_first(self, exports):
        page = await opened(exports).list("orders", "7")
        assert [row.number for row in page.rows] == ["A-2", "A-1"]
        assert (page.rows[1].total, page.rows[1].placed_on) == (Money(12.5, "EUR"), date(2026, 11, 20))

    async def test_more_than_the_limit_is_said(self, exports):
        files = opened(exports, ('kind = "csv"', 'kind = "csv"\nconnection.row_limit = 1'))
        page = await files.list("orders", "7")
        assert (len(page.rows), page.truncated) == (1, True)

    async def test_health_reads_everything(self, exports, tmp_path):
        more = ("[maps.person]", '[health.check]\nwho = "to_string(rows)"\n[maps.person]')
        assert (await opened(exports, more).health()).who == "7"
        manifest = parse_manifest(MANIFEST.encode(), "x")
        trial = await try_connection(manifest, tmp_path, {}.get, Wanted(phone="0151 20000004"))
        assert trial.tries[1].request == "customers: mobile, landline by phone = '20000004'"
        assert (trial.is_ok, trial.kept, trial.dropped) == (True, 1, 1)

    async def test_a_column_that_is_gone_is_named(self, exports):
        write(exports / "customers.csv", CUSTOMERS.replace("mobile", "cell"))
        with pytest.raises(BadPayload, match='customers has no column "mobile"'):
            await opened(exports).find_by_phone(PHONE)

    async def test_nothing_is_written(self, exports):
        with pytest.raises(Rejected):
            await opened(exports).write("note.create", {"text": "x"}, "k")


class TestChanges:
    async def test_a_new_export_is_seen(self, exports):
        files = opened(exports)
        assert await names(files) == ["Ann Müller"]
        write(exports / "customers.csv", CUSTOMERS.replace("Ann M", "Eva M"), OLD + 60)
        assert await names(files) == ["Eva Müller"]
        write(exports / "orders-3.csv", ORDERS.replace("A-1", "C-1"), OLD + 60)
        assert (await files.list("orders", "7")).rows[1].number == "C-1"

    @pytest.mark.parametrize("data", [b"", b"no;name", CUSTOMERS[:-30], CUSTOMERS + '10;"Half a na', b"\x00" * 50])
    async def test_half_a_file_keeps_the_last_good_one(self, exports, data, caplog):
        files = opened(exports)
        await files.find_by_phone(PHONE)
        write(exports / "customers.csv", data, OLD + 60)
        assert await names(files) == await names(files) == ["Ann Müller"]
        assert len([each for each in caplog.records if "is not used" in each.message]) == 1

    async def test_a_file_written_this_moment_is_left_to_settle(self, exports):
        files = opened(exports)
        await files.find_by_phone(PHONE)
        changed = CUSTOMERS.replace("Ann M", "Eva M")
        write(exports / "customers.csv", changed, time.time())
        assert await names(files) == ["Ann Müller"]
        write(exports / "customers.csv", changed, time.time() - file_read.SETTLE_S - 1)
        assert await names(files) == ["Eva Müller"]

    async def test_a_file_that_goes_away_stays_known(self, exports):
        files = opened(exports)
        await files.find_by_phone(PHONE)
        (exports / "customers.csv").unlink()
        assert await names(files) == ["Ann Müller"]

    async def test_where_nothing_better_is_known_whole_rows_are_taken_and_the_short_one_is_named(
        self, exports, tmp_path, caplog
    ):
        write(exports / "customers.csv", CUSTOMERS + '10;"Two\nlines";d@x.com;;\n11;Half a na')
        files = opened(exports)
        assert await names(files) == await names(files) == ["Ann Müller"]
        assert (await files.find_by_id("10", "customer")).rows[0].emails == ("d@x.com",)
        assert (await files.find_by_id("11", "customer")).rows == ()
        short = "customers: line 8 is cut off: it has 2 of 5 columns"
        assert (await files.health()).detail == short
        assert [each.message for each in caplog.records] == [
            f"loyalty: {short.replace('customers:', 'customers, without it:')}"
        ]
        write(exports / "customers.csv", CUSTOMERS, OLD + 60)
        assert (await files.health()).detail is None

    async def test_no_good_file_at_all_is_an_error(self, exports):
        write(exports / "customers.csv", CUSTOMERS + '10;"Half')
        with pytest.raises(BadPayload, match="not whole: the text ends inside quotes that open in line 6"):
            await opened(exports).find_by_phone(PHONE)
        (exports / "customers.csv").unlink()
        with pytest.raises(Unavailable, match="there is no file"):
            await opened(exports).find_by_phone(PHONE)

    async def test_a_drive_that_never_answers_holds_up_nothing(self, exports, monkeypatch):
        manifest = parse_manifest(
            MANIFEST.replace(
                'kind = "csv"', 'kind = "csv"\nconnection.timeout_s = { connect = 0.02, total = 0.05 }'
            ).encode(),
            "x",
        )
        stuck, read = threading.Event(), file_read.look
        files = build_connector(manifest, exports.parent, {}.get)
        monkeypatch.setattr("connectors.files.backend.look", lambda *given: stuck.wait(5) and read(*given))
        with pytest.raises(Unavailable, match=r"still being read|no answer"):
            await files.find_by_phone(PHONE)
        monkeypatch.setattr("connectors.files.backend.look", read)
        assert len((await files.list("orders", "7")).rows) == 2
        stuck.set()

    async def test_what_is_read_for_the_first_time_is_said_to_be(self, exports, monkeypatch):
        files = opened(exports, ('kind = "csv"', 'kind = "csv"\nconnection.timeout_s.total = 0.02'))
        go_on = threading.Event()
        monkeypatch.setattr("connectors.files.backend.look", lambda *given: go_on.wait(5) and file_read.look(*given))
        with pytest.raises(Unavailable, match="customers is still being read") as caught:
            await files.find_by_phone(PHONE)
        assert (caught.value.kind, caught.value.sent) == ("busy", False)  # no breaker opens for it
        go_on.set()
        await files._backend._looking["customers"]
        assert await names(files) == ["Ann Müller"]

    async def test_what_is_known_answers_while_a_drive_is_slow(self, exports, monkeypatch):
        files = opened(exports, ('kind = "csv"', 'kind = "csv"\nconnection.timeout_s.connect = 0.02'))
        assert await names(files) == ["Ann Müller"]
        stuck = threading.Event()
        monkeypatch.setattr("connectors.files.backend.look", lambda *given: stuck.wait(5) and file_read.look(*given))
        assert await names(files) == ["Ann Müller"]
        stuck.set()


class TestWorkbooks:
    def book(self, path, rows, sheet="People"):
        book = openpyxl.Workbook()
        book.active.title = "Other"
        page = book.create_sheet(sheet)
        for row in rows:
            page.append(row)
        book.save(path)
        os.utime(path, (OLD, OLD))

    changes = (
        ('path = "customers.csv"', 'path = "crm.xlsx"\nsheet = "People"'),
        ('map = "person"\n[customer.find_by_email]', 'map = "excel"\n[customer.find_by_email]'),
        (
            "[maps.person]",
            '[maps.excel]\nid = "no"\nname = "name"\nphones = "[mobile]"\nsince = "date(since)"\nlifetime_value = "money(worth)"\n[maps.person]',
        ),
    )
    HEAD = ["no", "name", "mail", "mobile", "landline", "since", "worth", "sum"]

    async def test_a_sheet(self, exports):
        row = [7, "Ann", "a@x.com", "015120000004", None, datetime(2020, 5, 17), 12.5, "=1+1"]
        self.book(exports / "crm.xlsx", [[], self.HEAD, row, [], [8.0, True, None, "#N/A"]])
        files = opened(exports, *self.changes)
        (person,) = (await files.find_by_phone(PHONE)).rows
        assert (person.id, person.since, person.lifetime_value) == ("7", date(2020, 5, 17), Money(12.5, "EUR"))
        assert person.provenance.as_of == datetime.fromtimestamp(OLD, UTC)
        assert [row.name for row in (await files.find_by_id("8", "customer")).rows] == ["true"]
        names, rows = file_read.read_workbook(exports / "crm.xlsx", "People")
        assert (names, next(rows)[-1]) == (self.HEAD, "")  # a formula that no program has worked out is empty

    async def test_half_a_workbook_keeps_the_last_good_one(self, exports):
        path = exports / "crm.xlsx"
        self.book(path, [self.HEAD, [7, "Ann", "", "015120000004"]])
        files = opened(exports, *self.changes)
        assert await names(files) == ["Ann"]
        whole = path.read_bytes()
        write(path, whole[: len(whole) // 2], OLD + 60)
        assert await names(files) == ["Ann"]

    @pytest.mark.parametrize("sheet", ["Nope", "Other"])
    async def test_a_sheet_that_is_not_there(self, exports, sheet):
        self.book(exports / "crm.xlsx", [self.HEAD])
        files = opened(exports, *self.changes, ('sheet = "People"', f'sheet = "{sheet}"'))
        with pytest.raises(BadPayload):
            await files.find_by_phone(PHONE)

    def test_a_size_that_is_written_wrong_cuts_nothing(self, tmp_path):
        self.book(tmp_path / "crm.xlsx", [["no", "name"], *([n, f"P {n}"] for n in range(30))])
        changed = self.changed(tmp_path / "crm.xlsx", lambda text: text.replace(b'ref="A1:B31"', b'ref="A1:A2"'))
        names, rows = file_read.read_workbook(changed, "People")
        assert (names, [row[1] for row in rows][-1]) == (["no", "name"], "P 29")

    def test_whatever_stands_in_a_sheet_it_is_read_or_refused(self, tmp_path):
        day, chance, refused = datetime(2020, 5, 17, 10), random.Random(7), 0
        self.book(
            tmp_path / "crm.xlsx", [self.HEAD, *([n, f"P {n}", True, day, 1.5, "#N/A", "=1/0"] for n in range(9))]
        )

        def spoilt(text):
            at = chance.randrange(len(text))
            return text[:at] + bytes([chance.randrange(256)]) * chance.randrange(1, 9) + text[at + 1 :]

        for _ in range(100):
            try:
                list(file_read.read_workbook(self.changed(tmp_path / "crm.xlsx", spoilt), "People")[1])
            except Unreadable:
                refused += 1
        assert 0 < refused < 100

    def changed(self, path, change):
        """The workbook with the text of its sheets changed."""
        other = path.with_name(f"changed-{path.name}")
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
            for name in old.namelist():
                new.writestr(name, change(old.read(name)) if "worksheets/sheet" in name else old.read(name))
        return other

    async def test_a_bomb_is_not_unpacked(self, exports, monkeypatch):
        self.book(exports / "crm.xlsx", [self.HEAD] * 50)
        monkeypatch.setattr(file_read, "MAX_UNPACKED", 1_000)
        with pytest.raises(BadPayload, match="unpacks"):
            await opened(exports, *self.changes).find_by_phone(PHONE)


@given(
    st.lists(st.tuples(st.text("aB1 ;,\x1f=@'", max_size=8), st.text("0123456789+ /", max_size=12)), max_size=20),
    st.text("aB1 0123456789", max_size=8),
)
def test_what_is_found_holds_what_was_looked_for(rows, wanted):
    places = [(("name",), "id"), (("phone",), "phone")]
    table = build_table(["name", "phone"], [list(row) for row in rows], places)
    found, _ = table.find(places[0], wanted, 100)
    cells = [name.replace("\x1f", " ").strip() for name, _ in rows]
    assert [row["name"] for row in found] == [
        cell for cell in cells if cell and cell.casefold() == wanted.strip().casefold()
    ]
    found, _ = table.find(places[1], wanted, 3)
    assert len(found) <= 3
    digits = "".join(char for char in wanted if char.isdigit())
    assert all("".join(char for char in row["phone"] if char.isdigit()).endswith(digits[-6:]) for row in found)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('folder = "exports", ', "", "the folder the files are exported to"),
        ('path = "customers.csv"', 'path = "../customers.csv"', "must stay inside"),
        ('path = "customers.csv"', 'path = "C:/customers.csv"', "must stay inside"),
        ('path = "customers.csv"', 'path = "c.csv"\nsheet = "A"', "belongs to a workbook"),
        ('path = "customers.csv"', 'path = "c.xlsx"\ndelimiter = ";"', "belongs to CSV"),
        ('path = "customers.csv"', 'path = "c.csv"\nencoding = "klingon"', "is no encoding"),
        ('path = "customers.csv"', 'path = "c.csv"\nencoding = "zlib"', "is no encoding"),
        (
            'file = "orders"\nlook_in = ["customer"]',
            'file = "order"\nlook_in = ["customer"]',
            "there is no [files.order]",
        ),
        ('file = "orders"\nlook_in = ["customer"]', 'file = "orders"', "the columns to look in"),
        ('file = "orders"\nlook_in = ["customer"]', 'sql = "select 1"', "belongs to kind sql"),
        ('look_for = "${customer.id}"', 'look_for = "${customer.idd}"', "is no input"),
        ("[maps.person]", '[note.create]\nidempotency = "none"\n[maps.person]', "only read"),
        ("[maps.person]", '[files.more]\npath = "m.csv"\n[maps.person]', "is used nowhere"),
    ],
)
def test_what_is_wrong_is_named(old, new, message):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert any(message in str(problem) and problem.line > 0 for problem in caught.value.problems)
