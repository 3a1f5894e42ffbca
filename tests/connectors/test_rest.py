"""REST systems by manifest, against a real server on loopback."""

from __future__ import annotations

import base64
import json
import re
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from connectors.clock import SystemClock
from connectors.connector import Page
from connectors.declarative import bare_connector
from connectors.errors import (
    AuthError,
    BadPayload,
    ConnectorError,
    Denied,
    NotFound,
    RateLimited,
    Rejected,
    Unavailable,
)
from connectors.loading.load import parse_manifest
from connectors.phones import parse_number
from connectors.records import Money
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1/api", region = "DE", tenant = "acme" }
auth = { kind = "bearer", token = "secret:desk" }
connection = { timeout_s = { connect = 2, verdict = 2, total = 3, write = 8 } }
[[errors]]
when = "body.error.code == 'NOT_SIGNED_IN'"
as = "auth"
message = "body.error.text"
[[errors]]
when = "body.error.code == 'SLOW_DOWN'"
as = "throttled"
retry_after = "body.error.wait"
[[errors]]
when = "body.error.code == 'NOT_YOURS'"
as = "denied"
[[errors]]
when = "body.error.code == 'BUSY'"
as = "retry"
[[errors]]
when = "body.error.code == 'WRONG'"
as = "rejected"
message = "body.error.text"
[[errors]]
when = "body.error"
as = "fail"
[maps.person]
name = "full_name"
emails = "[mail]"
phones = "numbers[].{raw: value, kind: type}"
[customer.find_by_phone]
verify = "phone"
for_each = "${phone.candidates}"
request.path = "/${settings.tenant|path}/people"
request.query.tel = "${each}"
records = "items"
map = "person"
[customer.find_by_email]
verify = "email"
request.path = "/people"
request.query.q = { encode = "json+b64url", value = [["mail", "=", "${email}"]] }
request.query.f = ["id", "full_name"]
request.query.none = "${settings.currency}"
records = "items"
map = "person"
errors = [ { when = "status == `404`", as = "empty" } ]
[customer.find_by_id]
verify = "id"
request.path = "/people/${id|path}"
map = "person"
[customer.find_by_order]
verify = { kind = "id", value = "order" }
steps = [
  { request = { path = "/orders", query = { no = "${id}" } }, take = { person = "items[0].person" } },
]
request.path = "/people-of-order/${take.person|path}"
map = "person"
[customer.get]
request.path = "/people/${customer.id|path}"
map = "person"
[orders.list]
request.path = "/orders"
request.query = { person = "${customer.id}" }
records = "items"
total = "count"
paging = { kind = "offset", size_in = "query.n", offset_in = "query.o", page_size = 2, max_rows = 7 }
map = { customer_id = "person", number = "no" }
[cases.list]
request.path = "/cases"
request.json = { filter = { person = "${customer.id}" }, page = {} }
records = "items"
paging = { kind = "cursor", cursor_in = "json.page.after", cursor = "next", max_rows = 50 }
map = { number = "no" }
[interactions.list]
request.path = "/calls"
records = "items"
paging = { kind = "page", page_in = "query.p", max_rows = 50 }
map = { subject = "s" }
[feedback.list]
request.path = "/answers"
records = "items"
paging = { kind = "next_url", next_url = "links.next", max_rows = 50 }
map = { comment = "c" }
[note.create]
idempotency = "key"
request.path = "/notes"
request.headers = { Idempotency-Key = "${key}" }
request.json = { text = "${note.text|text}", person = "${customer.id}", call = "${note.call_id}" }
id = "id"
link = "url"
[task.create]
idempotency = "search"
request.path = "/tasks"
request.json = { text = "${task.text|text} [callside:${key|text}]" }
search.request = { path = "/tasks", query = { q = "callside:${key|text}" } }
search.records = "items"
id = "id"
[health.check]
request.path = "/ok"
who = "name"
"""
SECRETS = {"desk": "t0ken"}
PHONE = parse_number("0151 / 20000004", "DE")


def person(number, name="Ann Lee", mail="ann@x.com", *phones):
    return {
        "id": number,
        "full_name": name,
        "mail": mail,
        "numbers": [{"value": raw, "type": "mobile"} for raw in phones],
    }


@pytest.fixture
async def server():
    async with FaultServer() as running:
        yield running


@asynccontextmanager
async def opened(server, *changes, secrets=SECRETS):
    text = MANIFEST.replace("http://127.0.0.1:1/api", server.url)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    connector = bare_connector(parse_manifest(text.encode(), "desk.toml"), None, secrets.get, SystemClock())
    try:
        yield connector
    finally:
        await connector.aclose()


@pytest.fixture
async def desk(server):
    async with opened(server) as connector:
        yield connector


async def test_a_table_of_the_sites_own(server):
    table = """
[custom.cards.list]
request.path = "/cards"
request.query = { person = "${customer.id}" }
records = "items"
map = { id = "no", customer_id = "owner", cells = { number = "no", limit = "money(credit, 'EUR')" } }
[maps.person]"""
    rows = [{"no": "4417", "owner": 1, "credit": "9.5"}, {"no": "9921", "owner": 2}]
    server.on("/cards", lambda seen: reply({"items": rows if seen.query["person"] == ["1"] else []}))
    async with opened(server, ("\n[maps.person]", table)) as connector:
        page = await connector.list("cards", "1")
    assert [dict(row.cells) for row in page.rows] == [{"number": "4417", "limit": Money(Decimal("9.5"), "EUR")}]
    assert page.dropped == 1


async def test_headers_of_the_connection_go_with_every_request(server):
    server.on("/acme/people", {"items": []})
    server.on("/notes", reply({"id": 1}, "201 Created"))
    tenant = '{ encode = "json+b64url", value = { tenant = "${settings.tenant}" } }'
    headers = f'headers = {{ X-Version = "2026-10", Idempotency-Key = "every time", X-Tenant = {tenant} }}'
    async with opened(server, ("connection = {", f"connection = {{ {headers},")) as connector:
        await connector.find_by_phone(PHONE)
        await connector.write("note.create", {"customer_id": "7", "text": "Hello"}, "k-1")
    assert {seen.headers["x-version"] for seen in server.seen} == {"2026-10"}
    assert {seen.headers["x-tenant"] for seen in server.seen} == {"eyJ0ZW5hbnQiOiJhY21lIn0g"}
    assert server.seen[-1].headers["idempotency-key"] == "k-1", "what a request says itself comes first"


class TestFinding:
    async def test_each_spelling_in_turn_until_one_is_verified(self, desk, server):
        found = {"015120000004": [person(1, "Ann", "a@x.com", "0151/20000004"), person(2, "Bob", "b@x.com", "030 1")]}
        server.on("/acme/people", lambda seen: reply({"items": found.get(seen.query["tel"][0], [])}))
        page = await desk.find_by_phone(PHONE)
        assert [row.id for row in page.rows] == ["1"]
        assert page.dropped == 1
        assert [seen.query["tel"][0] for seen in server.seen] == [
            *("+4915120000004", "004915120000004", "4915120000004", "015120000004"),
        ]
        assert server.seen[0].headers["authorization"] == "Bearer t0ken"

    async def test_a_server_that_ignores_the_filter_gives_nobody(self, desk, server):
        everybody = {"items": [person(n, f"P{n}", f"p{n}@x.com", f"030 123{n:04}") for n in range(125)]}
        server.on("/acme/people", everybody)
        server.on("/people", everybody)
        page = await desk.find_by_phone(PHONE)
        assert (page.rows, page.possible) == ((), ())
        assert page.dropped == 125 * 6
        assert (await desk.find_by_email("o'brien@x.com")).dropped == 125

    async def test_structures_are_filled_and_then_encoded(self, desk, server):
        server.on("/people", {"items": [person(1, mail="O'Brien@x.com")]})
        assert [row.id for row in (await desk.find_by_email("o'brien@x.com")).rows] == ["1"]
        query = server.seen[0].query
        coded = query["q"][0]
        assert json.loads(base64.urlsafe_b64decode(coded + "=" * (-len(coded) % 4))) == [["mail", "=", "o'brien@x.com"]]
        assert query["f"] == ["id", "full_name"]
        assert "none" not in query

    async def test_nobody_is_a_404_where_the_manifest_says_so(self, desk):
        assert await desk.find_by_email("ann@x.com") == Page(())
        with pytest.raises(NotFound):
            await desk.find_by_id("7", "customer")

    async def test_a_single_object_is_a_list_of_one(self, desk, server):
        server.on("/people/7", person(7))
        assert [row.id for row in (await desk.find_by_id("7", "customer")).rows] == ["7"]
        assert (await desk.get("7")).name == "Ann Lee"
        server.on("/people/8", person(7))
        assert (await desk.find_by_id("8", "customer")).rows == ()
        with pytest.raises(NotFound):
            await desk.get("8")

    async def test_a_number_that_stands_on_a_related_record(self, desk, server):
        server.on("/orders", {"items": [{"no": "A-1", "person": "p 7"}]})
        server.on("/people-of-order/p%207", {**person(7), "order": "a-1"})
        assert [row.id for row in (await desk.find_by_id("A-1", "order")).rows] == ["7"]
        assert (await desk.find_by_id("A-2", "order")).dropped == 1
        server.on("/orders", {"items": []})
        assert await desk.find_by_id("A-3", "order") == Page(())

    @pytest.mark.parametrize("number", ["..", ".", "a/../b", "x?y=1", "x#y", "ü", "%2e%2e", "\r\nX: y", "'"])
    async def test_no_number_leaves_its_place_in_the_path(self, desk, server, number):
        try:
            await desk.find_by_id(number, "customer")
        except NotFound:
            (seen,) = server.seen
            assert re.fullmatch(r"/people/[\w.%~-]+", seen.path, re.ASCII)
            assert seen.query == {}
        else:
            assert server.seen == []


class TestErrors:
    @pytest.mark.parametrize(
        ("path", "kind"),
        [
            ("401", AuthError),
            ("403", Denied),
            ("404", NotFound),
            ("408", Unavailable),
            ("425", Unavailable),
            ("400", Rejected),
            ("409", Rejected),
            ("422", Rejected),
            ("429", RateLimited),
            ("429-silent", RateLimited),
            ("500", Unavailable),
            ("503", Unavailable),
            ("redirect", Rejected),
            ("html", BadPayload),
            ("nan", BadPayload),
            ("bomb", BadPayload),
            ("endless", BadPayload),
            ("hang", Unavailable),
            ("reset", Unavailable),
            ("truncated", Unavailable),
            ("text", BadPayload),
        ],
    )
    async def test_every_status_and_fault_has_its_class(self, server, path, kind):
        # What never answers is waited for as briefly as may be; whatever answers has time to, on a busy machine, too.
        total = 0.4 if path == "hang" else 5
        async with opened(
            server, ('request.path = "/ok"', f'request.path = "/{path}"'), ("total = 3", f"total = {total}")
        ) as desk:
            with pytest.raises(kind) as caught:
                await desk.health()
            assert type(caught.value) is kind
            assert caught.value.system == "desk"

    async def test_how_long_to_wait_is_told(self, server):
        async with opened(server, ('request.path = "/ok"', 'request.path = "/429"')) as desk:
            with pytest.raises(RateLimited) as caught:
                await desk.health()
            assert 7 <= caught.value.retry_after <= 8

    @pytest.mark.parametrize(
        ("code", "kind", "detail"),
        [
            ("NOT_SIGNED_IN", AuthError, "the system says why in words of its own (200)"),
            ("NOT_YOURS", Denied, "the system does not allow this (200)"),
            ("BUSY", Unavailable, "server"),
            ("WRONG", Rejected, "the system says why in words of its own (200)"),
            ("OTHER", BadPayload, "the system answered with an error"),
        ],
    )
    async def test_errors_inside_a_good_status(self, desk, server, code, kind, detail):
        server.on("/people/1", {"error": {"code": code, "text": "say hello"}})
        with pytest.raises(ConnectorError) as caught:
            await desk.get("1")
        assert type(caught.value) is kind
        assert caught.value.detail == detail
        assert "say hello" in caught.value.said  # where only who tries a connection sees it

    @pytest.mark.parametrize(
        ("text", "is_told"),
        [
            ("VALIDATION_ERROR", True),
            ("odoo.exceptions.UserError", True),
            ("0x80040203", True),
            ("no-such_thing:E1062", True),
            ("spelled out here", True),
            ("The number +4915120000004 of Ann Example is not valid", False),
            ("ann@example.com", False),
            ("015120000004", False),
            ("4711", False),
            ("tel:0151-20000004", False),
            ("K-2026-00471", False),
            ("Ann\nExample", False),
        ],
    )
    async def test_of_what_a_system_says_only_codes_and_our_own_words_are_told(self, server, text, is_told):
        """Such a text goes into the log and stays with the write: a customer's data must not."""
        rule = 'when = "body.error.code == \'WRONG\'"\nas = "rejected"\nmessage = '
        told = "\"(body.error.text == 'spelled out here' && 'spelled out here') || body.error.text\""
        async with opened(server, (f'{rule}"body.error.text"', rule + told)) as desk:
            server.on("/people/1", {"error": {"code": "WRONG", "text": text}})
            with pytest.raises(Rejected) as caught:
                await desk.get("1")
            assert (text in str(caught.value)) == is_told
            assert text.split("\n")[0] in caught.value.said

    async def test_a_throttle_inside_a_good_status(self, desk, server):
        server.on("/people/1", {"error": {"code": "SLOW_DOWN", "wait": 12.5}})
        with pytest.raises(RateLimited) as caught:
            await desk.get("1")
        assert 13 <= caught.value.retry_after <= 14  # never sooner than told

    async def test_an_answer_of_another_shape(self, desk, server):
        for items in ({"a": 1}, "none", [1, 2], [[{"id": 1}]], None):
            server.on("/people", {"items": items} if items is not None else {"things": []})
            with pytest.raises(BadPayload):
                await desk.find_by_email("a@x.com")

    async def test_a_missing_secret_asks_to_sign_in_and_sends_nothing(self, server):
        for secrets in ({}, {"desk": ""}, {"desk": "two\r\nlines"}, {"desk": "ünicode"}):
            async with opened(server, secrets=secrets) as desk:
                with pytest.raises(AuthError, match="secret:desk"):
                    await desk.health()
        assert server.seen == []

    async def test_no_secret_and_no_customer_in_any_error(self, server):
        for path in ("401", "400", "500", "html", "reset", "429"):
            async with opened(server, ('"/people/${customer.id|path}"', f'"/{path}"')) as desk:
                with pytest.raises(ConnectorError) as caught:
                    await desk.get("4711081500")
                told = f"{caught.value!r} {caught.value.__cause__!r}"
                assert "t0ken" not in told
                assert "4711081500" not in told

    @pytest.mark.parametrize(
        ("auth", "header", "value"),
        [
            ('{ kind = "basic", user = "bob", password = "secret:desk" }', "authorization", "Basic Ym9iOnQwa2Vu"),
            ('{ kind = "header", name = "X-Api-Key", value = "secret:desk" }', "x-api-key", "t0ken"),
            ('{ kind = "none" }', "authorization", None),
        ],
    )
    async def test_ways_to_sign_in(self, server, auth, header, value):
        async with opened(server, ('{ kind = "bearer", token = "secret:desk" }', auth)) as desk:
            health = await desk.health()
        assert (health.ok, health.who) == (True, "Ann")
        assert server.seen[0].headers.get(header) == value


def orders(*numbers):
    return [{"id": n, "no": f"A-{n}", "person": "7"} for n in numbers]


class TestPages:
    async def test_by_offset_to_the_end(self, desk, server):
        pages = {0: orders(1, 2), 2: orders(3, 4), 4: orders(5)}
        server.on("/orders", lambda seen: reply({"items": pages[int(seen.query["o"][0])], "count": 5}))
        page = await desk.list("orders", "7")
        assert [row.id for row in page.rows] == ["1", "2", "3", "4", "5"]
        assert (page.total, page.truncated) == (5, False)
        assert [seen.query["n"] for seen in server.seen] == [["2"]] * 3

    async def test_never_more_than_the_limit(self, desk, server):
        server.on("/orders", lambda seen: reply({"items": orders(*(int(seen.query["o"][0]) + i for i in (1, 2)))}))
        page = await desk.list("orders", "7")
        assert (len(page.rows), page.truncated) == (7, True)
        page = await desk.list("orders", "7", limit=3)
        assert (len(page.rows), page.truncated) == (3, True)

    async def test_a_last_page_that_repeats(self, desk, server):
        server.on("/orders", {"items": orders(1, 2)})
        page = await desk.list("orders", "7")
        assert [row.id for row in page.rows] == ["1", "2"]
        assert not page.truncated
        assert len(server.seen) == 2

    async def test_by_cursor_in_the_body(self, desk, server):
        def answer(seen):
            after = seen.json["page"].get("after")
            return reply({"items": [{"id": after or "a", "no": "x"}], "next": {None: "b", "b": "c", "c": None}[after]})

        server.on("/cases", answer)
        assert [row.id for row in (await desk.list("cases", "7")).rows] == ["a", "b", "c"]
        assert server.seen[0].json["filter"] == {"person": "7"}

    async def test_by_page_number(self, desk, server):
        server.on(
            "/calls", lambda seen: reply({"items": [{"id": seen.query["p"][0]}] if seen.query["p"] < ["4"] else []})
        )
        assert sorted(row.id for row in (await desk.list("interactions", "7")).rows) == ["1", "2", "3"]

    async def test_by_address_and_never_to_another_place(self, desk, server):
        server.on("/answers", {"items": [{"id": 1}], "links": {"next": f"{server.url}/more?x=1"}})
        server.on("/more", {"items": [{"id": 2}], "links": {}})
        assert [row.id for row in (await desk.list("feedback", "7")).rows] == ["1", "2"]
        for evil in ("http://127.0.0.2:9/more", "https://evil.example/", "file:///etc/passwd", "//evil.example/x"):
            server.on("/answers", {"items": [{"id": 1}], "links": {"next": evil}})
            with pytest.raises((Rejected, NotFound)):
                await desk.list("feedback", "7")


class TestWriting:
    async def test_the_key_goes_along_and_the_id_comes_back(self, desk, server):
        server.on("/notes", reply({"id": 99, "url": "https://desk.example.com/99"}, "201 Created"))
        written = await desk.write("note.create", {"customer_id": "7", "text": "It's\nfine"}, "k-1")
        assert (written.id, written.link) == ("99", "https://desk.example.com/99")
        (seen,) = server.seen
        assert seen.headers["idempotency-key"] == "k-1"
        assert seen.json == {"text": "It's\nfine", "person": "7", "call": None}

    async def test_a_marker_is_looked_for_first(self, desk, server):
        server.on("/tasks", lambda seen: reply({"items": []} if seen.method == "GET" else {"id": 5}))
        assert (await desk.write("task.create", {"text": "Call"}, "k-2")).id == "5"
        assert [seen.method for seen in server.seen] == ["GET", "POST"]
        server.on("/tasks", {"items": [{"id": 5, "text": "Call [callside:k-2]"}]})
        assert (await desk.write("task.create", {"text": "Call"}, "k-2")).id == "5"
        assert server.seen[-1].method == "GET"

    async def test_a_row_that_was_found_without_an_id_is_not_written_once_more(self, desk, server):
        server.on("/tasks", {"items": [{"no": 5}]})
        with pytest.raises(Rejected, match=r"search\.id: the row that was found has no 'id'"):
            await desk.write("task.create", {"text": "Call"}, "k-2")
        assert [seen.method for seen in server.seen] == ["GET"]

    @pytest.mark.parametrize(
        "answer",
        [reply(b"", "204 No Content"), reply(b"", "201 Created"), reply(None), reply([]), reply({"status": "later"})],
    )
    async def test_an_answer_without_the_promised_id_does_not_say_that_it_was_written(self, desk, server, answer):
        server.on("/notes", answer)
        with pytest.raises(BadPayload, match="does not say that it was written"):
            await desk.write("note.create", {"text": "x"}, "k")

    async def test_a_sign_in_page_is_no_success(self, desk, server):
        server.on("/notes", reply(b"<html>", content_type="text/html"))
        with pytest.raises(BadPayload):
            await desk.write("note.create", {"text": "x"}, "k")

    async def test_a_lost_answer_may_have_been_received(self, desk, server):
        async def receive_and_cut(_, writer):
            writer.close()

        server.handlers["/notes"] = receive_and_cut
        with pytest.raises(Unavailable) as caught:
            await desk.write("note.create", {"text": "x"}, "k")
        assert caught.value.sent
        assert len(server.seen) == 1

    async def test_a_key_that_breaks_the_header_is_refused(self, desk, server):
        with pytest.raises(Rejected):
            await desk.write("note.create", {"text": "x"}, "k\r\nX-Evil: 1")
        assert server.seen == []
