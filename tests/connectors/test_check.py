"""`connect check` and `connect test` as data."""

from __future__ import annotations

import json
import sqlite3
from datetime import timedelta
from email.utils import format_datetime

import pytest

from connectors.loading.load import parse_manifest
from connectors.trials.check import ALL_OPERATIONS, Wanted, check_manifest, try_connection
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply
from tests.connectors.test_rest import MANIFEST as REST
from tests.connectors.test_sql import MANIFEST as SQL
from tests.connectors.test_sql import SCHEMA


@pytest.fixture
def folder(tmp_path):
    with sqlite3.connect(tmp_path / "crm.db") as database:
        database.executescript(SCHEMA)
    database.close()
    (tmp_path / "crm.toml").write_text(SQL)
    return tmp_path


async def tried(folder, *changes, **wanted):
    text = SQL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    manifest = parse_manifest(text.encode(), "crm.toml")
    return await try_connection(manifest, folder, lambda name: None, Wanted(**wanted))


def test_a_good_manifest(folder):
    report = check_manifest(folder / "crm.toml")
    assert report.is_ok
    assert report.problems == ()
    assert report.offered == (
        *("customer.find_by_phone", "customer.find_by_email", "customer.find_by_id", "customer.find_by_order"),
        *("customer.search", "customer.get", "orders.list", "note.create", "task.create", "health.check"),
    )
    assert set(report.offered) | set(report.not_offered) == set(ALL_OPERATIONS)


def test_a_bad_manifest(folder):
    (folder / "crm.toml").write_text(SQL.replace('verify = "phone"\n', ""))
    report = check_manifest(folder / "crm.toml")
    assert not report.is_ok
    assert [problem.key for problem in report.problems] == ["customer.find_by_phone.verify"]
    assert not check_manifest(folder / "none.toml").is_ok


def test_what_is_risky_is_a_warning(folder):
    text = SQL.replace('idempotency = "upsert"', 'idempotency = "none"').replace(', region = "DE"', "")
    (folder / "crm.toml").write_text(text)
    report = check_manifest(folder / "crm.toml")
    assert report.is_ok
    assert {problem.key for problem in report.problems} == {"settings.region", "note.create.idempotency"}
    assert {problem.level for problem in report.problems} == {"warning"}


def test_settings_of_the_site_are_checked_too(folder):
    assert not check_manifest(folder / "crm.toml", {"timezone": "Mars"}).is_ok


def test_a_mistake_hides_no_warning(folder):
    text = SQL.replace('idempotency = "upsert"', 'idempotency = "none"').replace(":tail", ":tial")
    (folder / "crm.toml").write_text(text)
    found = {(problem.key, problem.level) for problem in check_manifest(folder / "crm.toml").problems}
    assert ("note.create.idempotency", "warning") in found
    assert ("customer.find_by_phone.sql", "error") in found


async def test_health_alone(folder):
    trial = await tried(folder)
    assert trial.is_ok
    assert (trial.operation, trial.health.who) == ("health.check", "reader")


async def test_a_number(folder):
    trial = await tried(folder, phone="0151 / 20000004")
    assert trial.is_ok
    assert (trial.kept, trial.dropped, trial.possible) == (1, 2, 0)
    health, find = trial.tries
    assert find.rows == 3
    assert find.request.endswith(":tail = '20000004'")
    assert trial.records[0]["name"] == "Ann Lee"
    assert json.loads(json.dumps(trial.as_json()))["kept"] == 1
    assert health.error is None


@pytest.mark.parametrize(
    ("wanted", "operation", "kept"),
    [
        ({"email": "ann@x.com"}, "customer.find_by_email", 1),
        ({"number": "1"}, "customer.find_by_id", 1),
        ({"number": "A-1", "number_kind": "order"}, "customer.find_by_order", 1),
        ({"text": "Ann"}, "customer.search", 1),
        ({"customer_id": "1"}, "customer.get", 1),
        ({"customer_id": "99"}, "customer.get", 0),
        ({"operation": "orders.list", "customer_id": "1"}, "orders.list", 2),
    ],
)
async def test_other_questions(folder, wanted, operation, kept):
    trial = await tried(folder, **wanted)
    assert (trial.operation, trial.kept, trial.error) == (operation, kept, None)


async def test_what_the_map_leaves_and_misses(folder):
    trial = await tried(
        folder, ('name = "name"\nemails', 'segment = "email"\nname = "phone"\nemails'), phone="+4915120000004"
    )
    assert trial.unmapped == ("name",)
    assert trial.never_filled == ()
    trial = await tried(folder, operation="orders.list", customer_id="2")
    assert trial.unreadable == ("total",)
    assert trial.labels == ("status: strange",)
    assert trial.never_filled == ("total",)


async def test_an_address_that_is_none_is_said_and_nobody_is_asked(folder):
    trial = await tried(folder, email="x' OR 1=1")
    assert (trial.findings, trial.is_ok, len(trial.tries)) == (("not_an_address",), False, 1)


@pytest.mark.parametrize("reads_the_page", [True, False])
async def test_a_page_that_comes_twice_is_told(tmp_path, reads_the_page):
    text = """
schema = 1
name = "desk"
settings.base_url = "URL"
[orders.list]
request.path = "/orders"
records = "items"
total = "count"
paging = { kind = "page", page_in = "query.page", page_size = 20, max_rows = 100 }
map = { number = "id" }
[health.check]
request.path = "/me"
"""

    def page(request):
        at = 20 * (int(request.query["page"][0]) - 1) if reads_the_page else 0
        return reply({"items": [{"id": number} for number in range(at + 1, min(at + 20, 30) + 1)], "count": 30})

    async with FaultServer() as server:
        server.on("/orders", page)
        server.on("/me", {})
        manifest = parse_manifest(text.replace("URL", server.url).encode(), "desk.toml")
        wanted = Wanted(operation="orders.list", customer_id="1", limit=500)
        trial = await try_connection(manifest, tmp_path, lambda name: None, wanted)
    assert (trial.kept, trial.repeats) == ((30, False) if reads_the_page else (20, True))


async def test_a_decimal_comma_is_named_and_read_once_the_map_says_so(folder):
    with sqlite3.connect(folder / "crm.db") as database:
        database.execute("update orders set total = '19,90'")
    database.close()
    trial = await tried(folder, operation="orders.list", customer_id="1")
    assert (trial.commas, trial.never_filled) == (("total",), ("total",))
    trial = await tried(
        folder, ("money(total)", "money(total, 'EUR', 'comma')"), operation="orders.list", customer_id="1"
    )
    assert trial.commas == ()
    assert trial.records[0]["total"]["amount"] == "19.90"


async def test_what_goes_wrong_is_part_of_the_answer(folder):
    trial = await tried(folder, operation="cases.list", customer_id="1")
    assert (trial.error, trial.is_ok) == ("Rejected", False)
    trial = await tried(
        folder, ("select * from people where id = :id", "select nope from people where id = :id"), number="1"
    )
    assert (trial.error, trial.tries[-1].error) == ("BadPayload", "BadPayload: the database has no nope")
    trial = await tried(folder, phone="anonymous")
    assert (trial.findings, trial.is_ok) == (("not_a_number",), False)
    (folder / "crm.db").unlink()
    trial = await tried(folder, phone="0151 20000004")
    assert (trial.error, trial.health.ok, len(trial.tries)) == ("Unavailable", False, 2)


async def test_a_write_is_only_shown_unless_asked_for(folder):
    draft = {"customer_id": "1", "text": "Hello"}
    trial = await tried(folder, operation="note.create", draft=draft)
    assert trial.findings == ("not_sent",)
    assert trial.is_ok
    assert ":text = 'Hello'" in trial.tries[-1].request

    def count():
        database = sqlite3.connect(folder / "crm.db")
        try:
            return database.execute("select count(*) from notes").fetchone()[0]
        finally:
            database.close()

    assert count() == 0
    assert (await tried(folder, operation="note.create", draft=draft, write=True)).is_ok
    assert count() == 1


async def test_a_strategy_that_does_not_hold_is_found_out(folder):
    broken = (
        "insert into notes (id, person, text) values (:key, :id, :text) on conflict (id) do update set id = id",
        "insert into notes (id, person, text) values (:key || random(), :id, :text)",
    )
    trial = await tried(folder, broken, operation="note.create", draft={"customer_id": "1", "text": "x"}, write=True)
    assert trial.findings == ("double_write",)
    assert not trial.is_ok


async def test_a_rest_system_shows_its_requests_without_secrets(tmp_path):
    async with FaultServer() as server:
        manifest = parse_manifest(REST.replace("http://127.0.0.1:1/api", server.url).encode(), "desk.toml")
        server.on("/acme/people", {"items": [{"id": 1, "full_name": "Ann", "numbers": [], "x": 1}]})
        trial = await try_connection(manifest, tmp_path, {"desk": "t0ken"}.get, Wanted(phone="+4915120000004"))
    assert len(trial.tries) == 1 + 5
    assert trial.tries[1].request == f"GET {server.url}/acme/people?tel=%2B4915120000004   Authorization: ***"
    assert "t0ken" not in json.dumps(trial.as_json())
    assert (trial.kept, trial.dropped) == (0, 5)
    assert trial.unmapped == ("x",)


@pytest.mark.parametrize(("minutes", "words"), [(0, None), (1, None), (12, "12 min behind"), (-90, "90 min ahead of")])
async def test_a_clock_that_is_wrong_is_said(tmp_path, minutes, words):
    clock = FakeClock()
    date = format_datetime(clock.now() + timedelta(minutes=minutes), usegmt=True)
    async with FaultServer() as server:
        manifest = parse_manifest(REST.replace("http://127.0.0.1:1/api", server.url).encode(), "desk.toml")
        server.on("/ok", reply({"name": "ann"}, extra=(f"Date: {date}",)))
        trial = await try_connection(manifest, tmp_path, {"desk": "t0ken"}.get, Wanted(), clock=clock)
    assert trial.is_ok
    assert (trial.health.detail is None) == (words is None)
    assert words is None or words in trial.health.detail


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply({"why": "no \x1b[2J scope, token t0ken"}, "403 Forbidden"), '{"why": "no \\u001b[2J scope, token ***"}'),
        (reply(b"<html>Ann's page", "500 Oops", content_type="text/html"), '"<html>Ann\'s page"'),
        (reply({"text": "x" * 900}, "400 Bad Request"), '{"text": "' + "x" * 290),
    ],
    ids=["json", "html", "long"],
)
async def test_who_tries_a_connection_reads_what_the_system_said_and_no_text_repeats_it(tmp_path, answer, said):
    async with FaultServer() as server:
        server.on("/ok", answer)
        text = REST.replace("http://127.0.0.1:1/api", server.url)
        manifest = parse_manifest(text.encode(), "desk.toml")
        trial = await try_connection(manifest, tmp_path, {"desk": "t0ken"}.get, Wanted())
    assert trial.tries[-1].said == said
    assert said[2:20] not in f"{trial.error} {trial.detail} {trial.tries[-1].error}"


async def test_pages_are_read_on_as_far_as_is_asked_for(tmp_path):
    paged = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1/api", region = "DE" }
[orders.list]
request.path = "/orders"
records = "items"
total = "count"
paging = { kind = "offset", size_in = "query.n", offset_in = "query.from", page_size = 20, max_rows = 90 }
map = { number = "id" }
[health.check]
request.path = "/me"
"""
    everything = [{"id": number} for number in range(1, 144)]

    def page(request):
        at, size = int(request.query["from"][0]), int(request.query["n"][0])
        return reply({"items": everything[at : at + size], "count": len(everything)})

    async with FaultServer() as server:
        server.on("/orders", page)
        server.on("/me", {})
        manifest = parse_manifest(paged.replace("http://127.0.0.1:1/api", server.url).encode(), "desk.toml")
        read = []
        for limit in (20, 500):
            wanted = Wanted(operation="orders.list", customer_id="1", limit=limit)
            read.append(await try_connection(manifest, tmp_path, {"desk": "t0ken"}.get, wanted))
    assert [(len(trial.records), trial.total, trial.truncated) for trial in read] == [(20, 143, True), (90, 143, True)]


IGNORES = """
schema = 1
name = "desk"
settings = { base_url = "URL", region = "DE" }
auth = { kind = "bearer", token = "secret:desk" }
[maps.person]
name = "name"
phones = "[phone]"
emails = "[mail]"
[customer.find_by_phone]
verify = "phone"
request = { path = "/people", query = { phone = "${phone.e164}" } }
map = "person"
[customer.find_by_email]
verify = "email"
request = { path = "/people", query = { mail = "${email}" } }
map = "person"
[customer.find_by_order]
verify = { kind = "id", value = "last_order" }
request = { path = "/people", query = { order = "${id}" } }
map = "person"
[orders.list]
request = { path = "/orders", query = { person = "${customer.id}" } }
map = { customer_id = "person", number = "id" }
[health.check]
request.path = "/"
who = "user.login"
version = "version"
"""
BEN = {"id": 9, "name": "Ben", "phone": "+49 30 1234567", "last_order": "B-1"}
CALL = {"phone": "+4915120000004"}
ORDER_A = {"number": "A-1", "number_kind": "order"}
ORDERS_OF_1 = {"operation": "orders.list", "customer_id": "1"}


@pytest.mark.parametrize(
    ("people", "asked", "why", "empty"),
    [
        ([BEN], CALL, "a row has another number: …67", ()),
        ([{**BEN, "phone": None}], CALL, "a row was read without any number", ("phones",)),
        ([{**BEN, "id": None}], CALL, 'a row has no id: say where it stands, such as id = "number"', ()),
        ([], CALL, "", ()),
        ([{**BEN, "mail": "ben99@x.com"}], {"email": "ann@x.com"}, "a row has another e-mail address", ()),
        ([{**BEN, "last_order": "b1@x.com"}], ORDER_A, "a row has another last_order", ()),
        ([BEN], {"email": "ann@x.com"}, "a row was read without any e-mail address", ()),
        ([BEN], ORDER_A, "a row has another last_order: …1", ()),
        ([BEN], ORDERS_OF_1, "a row has another customer_id: …2", ()),
    ],
)
async def test_of_rows_that_were_all_dropped_one_says_why(tmp_path, people, asked, why, empty):
    async with FaultServer() as server:
        server.on("/people", people)
        server.on("/orders", [{"id": "B-1", "person": 2}])
        server.on("/", {"version": "4.2", "user": {"login": "desk"}})
        manifest = parse_manifest(IGNORES.replace("URL", server.url).encode(), "desk.toml")
        trial = await try_connection(manifest, tmp_path, {"desk": "key"}.get, Wanted(**asked))
    assert (trial.error, trial.kept, trial.dropped_as) == (None, 0, why)
    assert set(empty) <= set(trial.never_filled)
    assert (trial.health.who, trial.health.version, trial.anonymous) == ("desk", "4.2", False)


async def test_a_health_check_that_anybody_may_ask_says_so(tmp_path):
    async with FaultServer() as server:
        server.on("/", {"version": "4.2"})
        manifest = parse_manifest(IGNORES.replace("URL", server.url).encode(), "desk.toml")
        trial = await try_connection(manifest, tmp_path, {"desk": "wrong"}.get, Wanted())
    assert (trial.is_ok, trial.anonymous) == (True, True)
