"""Recordings: nobody is in them, they replay as they were read, and what is read differently is named with its line."""

from __future__ import annotations

import asyncio
import base64
import json
import sqlite3
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.loading.load import parse_manifest
from connectors.phones import parse_number
from connectors.trials.check import Wanted
from connectors.trials.fixture_check import replay_all
from connectors.trials.fixtures import BadFixture, folder_of, record
from connectors.trials.redact import Redactor
from tests.connectors.fault_server import FaultServer, reply
from tests.connectors.test_files import CUSTOMERS, ORDERS, write
from tests.connectors.test_files import MANIFEST as FILES
from tests.connectors.test_graphql import MANIFEST as GRAPHQL
from tests.connectors.test_rest import MANIFEST as HASTY
from tests.connectors.test_rest import person
from tests.connectors.test_sql import MANIFEST as SQL
from tests.connectors.test_sql import SCHEMA

KEY = b"k" * 32
REST = HASTY.replace("total = 3", "total = 9")
PERSONAL = ("Ann", "Lee", "ann@x.com", "20000004", "t0ken", "Müller", "4711081500")


def redactor(text=REST):
    return Redactor(KEY, parse_manifest(text.encode(), "x"))


async def made(text, folder, wanted, secrets=None):
    manifest = parse_manifest(text.encode(), "x")
    fixture = await record(manifest, folder, (secrets or {}).get, wanted, KEY)
    path = folder / "desk.toml"
    path.write_text(text)
    folder_of(path).mkdir(exist_ok=True)
    (folder_of(path) / f"{fixture['asked']['operation']}.json").write_text(json.dumps(fixture))
    return fixture, path


def assert_nobody_is_in(fixture):
    told = json.dumps(fixture, ensure_ascii=False)
    assert [word for word in PERSONAL if word in told] == []


class TestRecording:
    async def test_a_rest_system(self, tmp_path):
        async with FaultServer() as server:
            text = REST.replace("http://127.0.0.1:1/api", server.url)
            rows = [person(4711081500, "Ann Lee", "ann@x.com", "0151/20000004"), person(2, "Bob", "b@x.com", "030 1")]
            empty, found = {"items": []}, {"items": rows}
            server.on("/acme/people", empty, empty, found)
            fixture, path = await made(text, tmp_path, Wanted(phone="0151 / 20000004"), {"desk": "t0ken"})
        assert_nobody_is_in(fixture)
        assert (fixture["expect"]["kept"], fixture["expect"]["dropped"], len(fixture["answers"])) == (1, 1, 3)
        (replayed,) = await replay_all(path)
        assert (replayed.problem, replayed.kept, len(replayed.requests)) == (None, 1, 3)
        assert all("Authorization: ***" in request and "20000004" not in request for request in replayed.requests)

    async def test_pages_are_replayed_to_their_end(self, tmp_path):
        async with FaultServer() as server:
            text = REST.replace("http://127.0.0.1:1/api", server.url)
            server.on("/answers", {"items": [{"id": 1, "c": "Ann was rude"}], "links": {"next": f"{server.url}/more"}})
            server.on("/more", {"items": [{"id": 2, "c": "fine"}], "links": {}})
            wanted = Wanted(operation="feedback.list", customer_id="4711081500")
            fixture, path = await made(text, tmp_path, wanted, {"desk": "t0ken"})
        assert_nobody_is_in(fixture)
        assert fixture["expect"]["kept"] == 2
        assert (await replay_all(path))[0].problem is None

    async def test_pages_that_a_header_leads_to_are_replayed(self, tmp_path):
        async with FaultServer() as server:
            text = REST.replace("http://127.0.0.1:1/api", server.url).replace('"links.next"', '"header:Next-Page"')
            server.on("/answers", reply({"items": [{"id": 1, "c": "x"}]}, extra=["Next-Page: /more?of=4711081500"]))
            server.on("/more", {"items": [{"id": 2, "c": "fine"}]})
            wanted = Wanted(operation="feedback.list", customer_id="4711081500")
            fixture, path = await made(text, tmp_path, wanted, {"desk": "t0ken"})
        assert_nobody_is_in(fixture)
        assert [(each.problem, each.kept) for each in await replay_all(path)] == [(None, 2)]

    async def test_whose_they_are_is_said_by_the_same_invented_id_everywhere(self, tmp_path):
        for id_ in ("ann@x.com", "p1"):
            async with FaultServer() as server:
                text = REST.replace("http://127.0.0.1:1/api", server.url)
                server.on("/people/" + id_.replace("@", "%40"), person(id_, "Ann Null", "ann@x.com", "0151/20000004"))
                wanted = Wanted(customer_id=id_, draft={"customer_id": id_})
                fixture, path = await made(text, tmp_path, wanted, {"desk": "t0ken"})
            told = json.dumps(fixture)
            assert (id_ in told, "Null" in told, "draft" in told) == (False, False, False)
            assert fixture["asked"]["customer_id"] == fixture["answers"][0]["body"]["id"]
            assert [(each.problem, each.kept) for each in await replay_all(path)] == [(None, 1)]

    async def test_graphql(self, tmp_path):
        async with FaultServer() as server:
            text = GRAPHQL.replace("http://127.0.0.1:1", server.url)
            rows = [{"id": 1, "name": "Ann Lee", "phone": "+49 151 20000004"}]
            server.on("/admin/api", {"data": {"customers": {"items": rows}}})
            fixture, path = await made(text, tmp_path, Wanted(phone="+4915120000004"), {"shop": "t0ken"})
        assert_nobody_is_in(fixture)
        assert (await replay_all(path))[0].kept == 1

    async def test_a_database_and_files(self, tmp_path):
        with sqlite3.connect(tmp_path / "crm.db") as database:
            database.executescript(SCHEMA)
        database.close()
        fixture, path = await made(SQL, tmp_path, Wanted(phone="0151 / 20000004"))
        assert_nobody_is_in(fixture)
        (tmp_path / "crm.db").unlink()
        assert [(each.problem, each.kept) for each in await replay_all(path)] == [(None, 1)]
        folder = tmp_path / "files"
        (folder / "exports").mkdir(parents=True)
        write(folder / "exports" / "customers.csv", CUSTOMERS)
        write(folder / "exports" / "orders-1.csv", ORDERS)
        fixture, path = await made(FILES, folder, Wanted(phone="0151 / 20000004"))
        assert_nobody_is_in(fixture)
        assert (await replay_all(path))[0].kept == 1

    async def test_only_good_reads_are_recorded(self, tmp_path):
        for wanted in (Wanted(operation="note.create"), Wanted(), Wanted(phone="+4915120000004")):
            with pytest.raises(BadFixture):
                await made(REST, tmp_path, wanted, {"desk": "t0ken"})


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    folder = tmp_path_factory.mktemp("recorded")

    async def make():
        async with FaultServer() as server:
            server.on("/people/7", person(7, "Ann Lee", "ann@x.com", "0151/20000004"))
            text = REST.replace("http://127.0.0.1:1/api", server.url)
            return await made(text, folder, Wanted(customer_id="7"), {"desk": "t0ken"})

    return asyncio.run(make())


class TestReplaying:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ('name = "full_name"', 'name = "fullname"', "name was"),
            (
                '[customer.get]\nrequest.path = "/people/',
                '[customer.get]\nrequest.path = "/persons/',
                "recorded was GET /people/*",
            ),
            ('emails = "[mail]"', 'emails = "[]"', "emails was"),
        ],
    )
    async def test_what_is_read_differently_is_named_with_its_line(self, recorded, tmp_path, old, new, told):
        fixture, path = recorded
        text = path.read_text()
        assert old in text
        changed = tmp_path / "desk.toml"
        changed.write_text(text.replace(old, new))
        folder_of(changed).mkdir()
        (folder_of(changed) / "get.json").write_text(json.dumps(fixture))
        (replayed,) = await replay_all(changed)
        assert told in str(replayed.problem)
        line = text.splitlines().index("[customer.get]") + 1
        assert str(replayed.problem).startswith(f"desk.toml:{line}  customer.get")

    @pytest.mark.parametrize(
        "text", ["{", "[]", "{}", '{"asked": 1}', '{"asked": {"operation": "x"}, "expect": {}}', "\udcff"]
    )
    async def test_a_broken_recording_is_a_finding(self, recorded, tmp_path, text):
        path = tmp_path / "desk.toml"
        path.write_text(recorded[1].read_text())
        folder_of(path).mkdir()
        (folder_of(path) / "a.json").write_bytes(text.encode("utf-8", "surrogateescape"))
        (replayed,) = await replay_all(path)
        assert replayed.problem is not None


def handmade(asked, answers, **expect):
    told = {"settings": {}, "at": "2026-11-20T09:00:00+00:00", "asked": asked, "answers": answers}
    told["expect"] = {"kept": 0, "possible": 0, "dropped": 0, "truncated": False, **expect}
    return json.dumps({"callside_fixture": 1, **told})


class TestWrites:
    """Nobody is asked: the tape answers, twice, as the system would to one key."""

    MADE = {"asks": "POST /tasks", "status": 201, "headers": {}, "body": {"id": 7}}
    LOOKED = {"asks": "GET /tasks ?q", "status": 200, "headers": {}}
    ASKED = {"operation": "task.create", "draft": {"customer_id": "1", "text": "Call back"}, "key": "k-1"}

    async def replayed(self, tmp_path, name, text):
        (tmp_path / "manifest.toml").write_text(REST)
        assert folder_of(tmp_path / "manifest.toml") == tmp_path / "fixtures"
        (tmp_path / "fixtures").mkdir()
        (tmp_path / "fixtures" / name).write_text(text)
        (replayed,) = await replay_all(tmp_path / "manifest.toml")
        return replayed

    async def test_a_write_is_replayed_twice_and_makes_one_record(self, tmp_path):
        answers = [
            {**self.LOOKED, "body": {"items": []}},
            self.MADE,
            {**self.LOOKED, "body": {"items": [{"id": 7, "text": "[callside:k-1]"}]}},
        ]
        replayed = await self.replayed(tmp_path, "task.create.json", handmade(self.ASKED, answers, id="7", findings=[]))
        assert replayed.problem is None
        assert ["POST" in request for request in replayed.requests] == [False, True, False]

    async def test_a_second_record_is_noticed(self, tmp_path):
        nobody = {**self.LOOKED, "body": {"items": []}}
        answers = [nobody, self.MADE, nobody, {**self.MADE, "body": {"id": 8}}]
        replayed = await self.replayed(tmp_path, "task.create.json", handmade(self.ASKED, answers, id="7", findings=[]))
        assert "double_write" in str(replayed.problem)

    async def test_health_is_replayed(self, tmp_path):
        answers = [{"asks": "GET /ok", "status": 200, "headers": {}, "body": {"name": "desk"}}]
        replayed = await self.replayed(tmp_path, "h.json", handmade({"operation": "health.check"}, answers, who="Mia"))
        assert 'who was "Mia", is "desk"' in str(replayed.problem)


class TestRedacting:
    def test_one_number_is_one_number_in_every_spelling(self):
        one = redactor()
        asked = one.phone("+4915120000004")
        spellings = [
            one.text(raw) for raw in ("0151 / 20000004", "0049 151 20000004", "015120000004", "+49 (151) 2000-0004")
        ]
        assert asked != "+4915120000004"
        assert {parse_number(raw, "DE").e164 for raw in spellings} == {asked}

    def test_what_says_nothing_stays(self):
        one = redactor()
        for kept in (
            "NOT_SIGNED_IN",
            "2026-11-21",
            "2026-11-21T10:00:00Z",
            "21.11.2026",
            "EUR",
            "DE",
            "de",
            "true",
            "N",
            "42",
            "",
            "12:30",
        ):
            assert one.text(kept) == kept
        assert one.value([True, None, 7, 1.5]) == [True, None, 7, 1.5]
        assert one.text("1951-03-04", "birthday") == "1980-03-04"

    def test_everything_else_is_replaced_alike(self):
        one = redactor()
        assert one.text("Ann.Lee@X.com") == one.text("ann.lee@x.com")
        assert "Ann" not in one.text("Ann wrote: call Ann at 0151 20000004")
        assert one.text("Ann") != redactor(SQL).text("Bob")
        assert one.value({"ann@x.com": 1, "name": "LEE"}).keys() == {one.text("ann@x.com"), "name"}
        assert one.text("https://crm.example.com/u/4711081500").startswith("https://example.com/")

    def test_what_is_packed_is_redacted_inside(self):
        one = redactor()
        packed = base64.b64encode(json.dumps({"name": "Ann"}).encode()).decode()
        assert json.loads(base64.b64decode(one.text(packed))) == {"name": one.text("Ann")}
        assert json.loads(one.text('{"name": "Ann"}')) == {"name": one.text("Ann")}

    @given(st.text(min_size=4, max_size=40))
    def test_the_same_text_becomes_the_same_and_keeps_its_length_class(self, text):
        assert redactor().text(text) == redactor().text(text)

    @given(st.text("0123456789+ /-().", min_size=7, max_size=20))
    def test_no_long_number_stays(self, text):
        digits = [char for char in text if char.isdigit()]
        made = redactor().text(text)
        assert len(made) >= 1
        assert [char for char in made if char.isdigit()][:-6] == digits[:-6]

    @pytest.mark.parametrize("value", ["078-05-1120", "99-99-99-99", 491712345678.0, 59.32931, date(1975, 5, 1)])
    def test_what_only_looks_like_a_day_or_an_amount_does_not_stay(self, value):
        assert str(redactor().value(value, "birthday")) != str(value)

    def test_days_and_amounts_stay_but_no_birthday(self):
        kept = {"on": "2026-11-22", "at": "22.11.26", "total": 39.5, "big": Decimal("1480.00")}
        assert redactor().value(kept) == kept
        assert redactor().value("01.05.75", "bday") == "01.05.80"


def test_words_by_which_rows_are_picked_are_kept():
    """Without them the replay would pick other rows than the system did."""
    picky = REST.replace('records = "items"', "records = \"items[?kind == 'text/plain']\"", 1)
    assert redactor(picky).text("text/plain") == "text/plain"
    assert redactor().text("text/plain") != "text/plain"
