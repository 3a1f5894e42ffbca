"""Tables of the site's own: listed, verified and checked like every other kind of record."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal

import pytest

from connectors.clock import SystemClock
from connectors.connector import LIST_KINDS, list_kinds
from connectors.declarative import build_connector
from connectors.errors import Rejected
from connectors.loading.load import parse_manifest
from connectors.records import Money, Row
from connectors.trials.check import Wanted, check_manifest, try_connection

MANIFEST = """\
schema = 1
name = "core"
kind = "sql"
settings = { url = "sqlite:///core.db", currency = "EUR" }
[custom.cards.list]
cache_ttl_s = 30
sql = "select * from cards where person = :id or number = 'lost' order by number limit :n"
bind = { id = "${customer.id}", n = "${limit}" }
[custom.cards.list.map]
id = "id"
customer_id = "person"
link = "url"
[custom.cards.list.map.cells]
number = "number"
limit = "money(credit, currency)"
expires = "date(expires)"
locked = "locked"
rate = "rate"
"""
SCHEMA = """
create table cards (id text, person integer, number text, credit text, currency text, expires text, locked integer, rate real,
  url text);
insert into cards values ('c1', 1, '4417', '2500', 'EUR', '2027-03-31', 0, 1.5, 'https://core.example/c1'),
  ('c2', 1, '9921', null, 'EUR', 'soon', 1, null, null), ('c3', 2, 'lost', '9', 'EUR', '2027-01-01', 0, 1, null);
"""


@pytest.fixture
def folder(tmp_path):
    with sqlite3.connect(tmp_path / "core.db") as database:
        database.executescript(SCHEMA)
    database.close()
    (tmp_path / "core.toml").write_text(MANIFEST)
    return tmp_path


@asynccontextmanager
async def opened(folder):
    connector = build_connector(parse_manifest(MANIFEST.encode(), "core.toml"), folder, lambda _: None, SystemClock())
    try:
        yield connector
    finally:
        await connector.aclose()


async def test_rows_have_cells_provenance_and_an_owner(folder):
    async with opened(folder) as core:
        assert core.operations >= {"cards.list"}
        page = await core.list("cards", "1")
    first = page.rows[0]
    assert isinstance(first, Row)
    assert (first.id, first.customer_id, first.provenance.system) == ("c1", "1", "core")
    assert first.provenance.link == "https://core.example/c1"
    assert first.cells["limit"] == Money(Decimal(2500), "EUR")
    assert (first.cells["number"], first.cells["rate"]) == ("4417", Decimal("1.5"))
    assert first.cells["expires"] == date(2027, 3, 31)


async def test_rows_of_another_customer_are_dropped_and_counted(folder):
    async with opened(folder) as core:
        page = await core.list("cards", "1")
    assert [row.id for row in page.rows] == ["c1", "c2"]
    assert page.dropped == 1


async def test_what_cannot_be_read_is_named_and_the_row_stays(folder):
    async with opened(folder) as core:
        page = await core.list("cards", "1")
    second = page.rows[1]
    assert second.id == "c2"
    assert page.unreadable == ("cells.expires",)
    assert second.provenance.missing == ("cells.expires",)
    assert second.cells == {"number": "9921", "limit": None, "locked": 1, "rate": None}


async def test_a_table_that_is_not_there_is_refused(folder):
    async with opened(folder) as core:
        with pytest.raises(Rejected):
            await core.list("boats", "1")


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("custom.cards.", "custom.orders.", "custom.orders", "another name"),
        ("custom.cards.", "custom.Cards.", "custom.Cards", "lower-case"),
        ('customer_id = "person"\n', "", "custom.cards.list.map", "customer_id is missing"),
        ("[custom.cards.list.map.cells]", "[custom.cards.list.map.extra]", "custom.cards.list.map.extra", "no field"),
        ('rate = "rate"', 'rate = "rate("', "custom.cards.list.map.cells.rate", ""),
        ("${customer.id}", "${customer.name}", "custom.cards.list.bind.id", ""),
    ],
)
def test_a_wrong_table_is_named_by_its_place(folder, old, new, key, said):
    assert old in MANIFEST
    (folder / "core.toml").write_text(MANIFEST.replace(old, new))
    report = check_manifest(folder / "core.toml")
    assert not report.is_ok
    found = [problem for problem in report.problems if problem.key == key]
    assert found, [(problem.key, problem.message) for problem in report.problems]
    assert any(said in problem.message for problem in found)
    assert all(problem.line for problem in found)


def test_check_and_test_know_the_table(folder):
    assert "cards.list" in check_manifest(folder / "core.toml").offered


async def test_a_trial_shows_its_first_row(folder):
    manifest = parse_manifest(MANIFEST.encode(), "core.toml")
    trial = await try_connection(manifest, folder, lambda _: None, Wanted(operation="cards.list", customer_id="1"))
    assert (trial.kept, trial.dropped) == (2, 1)
    assert trial.records[0]["cells"]["number"] == "4417"


def test_our_own_kinds_come_first():
    assert list_kinds([{"orders.list", "note.create"}, {"cards.list", "boats.list"}]) == (*LIST_KINDS, "boats", "cards")
