"""GraphQL systems by manifest, against a real server on loopback."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.clock import SystemClock
from connectors.connector import Page
from connectors.declarative import bare_connector
from connectors.errors import AuthError, BadPayload, ConnectorError, Denied, RateLimited, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from connectors.phones import parse_number
from connectors.records import Money
from connectors.rest.graphql_text import refusal, variables, with_fragments
from connectors.trials.check import Wanted, try_connection
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "shop"
kind = "graphql"
settings = { base_url = "http://127.0.0.1:1/admin", region = "DE" }
auth = { kind = "bearer", token = "secret:shop" }
connection = { path = "/api", timeout_s = { connect = 1, verdict = 2, total = 5, write = 5 } }
errors = [
  { when = "body.errors[?extensions.code == 'NOT_YOURS']", as = "denied", message = "body.errors[0].message" },
  { when = "body.data.addNote.errorCode", as = "rejected", message = "body.data.addNote.errorCode" },
]
[customer.find_by_phone]
verify = "phone"
for_each = ["${phone.e164}", "${phone.nsn}", "${phone.tail}"]
query = "query($p:String!){customers(phone:{contains:$p},take:10){items{id name phone}}}"
variables = { p = "${each}" }
records = "data.customers.items"
map = { name = "name", phones = "[phone]" }
[orders.list]
query = "query($c:ID!,$n:Int,$after:String){customer(id:$c){orders(first:$n,after:$after){nodes{id code total} next}}}"
variables = { c = "${customer.id}" }
records = "data.customer.orders.nodes"
paging = { kind = "cursor", size_in = "variables.n", cursor_in = "variables.after", cursor = "data.customer.orders.next" }
map = { number = "code", total = "money(total, 'EUR', 'minor')" }
[note.create]
idempotency = "key"
query = "mutation($c:ID!,$t:String!){addNote(customer:$c,text:$t){id errorCode}}"
variables = { c = "${customer.id}", t = "${note.text}" }
headers.Idempotency-Key = "${key}"
id = "data.addNote.id"
[customer.update]
idempotency = "upsert"
query = "mutation($i:ID!,$e:String,$n:String){change(id:$i,email:$e,name:$n){id}}"
variables = { i = "${customer.id}", e = "${customer.email}", n = "${customer.name}" }
id = "data.change.id"
[health.check]
request.path = "/health"
who = "status"
"""
PHONE = parse_number("0151 / 20000004", "DE")


def data(**found):
    return {"data": found}


@asynccontextmanager
async def opened(*changes):
    async with FaultServer() as server:
        text = MANIFEST.replace("http://127.0.0.1:1", server.url)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        connector = bare_connector(parse_manifest(text.encode(), "x"), None, {"shop": "t0ken"}.get, SystemClock())
        try:
            yield connector, server
        finally:
            await connector.aclose()


async def test_values_travel_as_variables_and_rows_are_verified():
    async with opened() as (shop, server):
        rows = [{"id": 1, "name": "Ann", "phone": "0151/20000004"}, {"id": 2, "name": "Bob", "phone": "030 1"}]
        server.on("/admin/api", data(customers={"items": []}), data(customers={"items": rows}))
        page = await shop.find_by_phone(PHONE)
    assert ([row.name for row in page.rows], page.dropped) == (["Ann"], 1)
    assert [seen.json["variables"] for seen in server.seen] == [{"p": "+4915120000004"}, {"p": "15120000004"}]
    assert {seen.json["query"] for seen in server.seen} == {
        "query($p:String!){customers(phone:{contains:$p},take:10){items{id name phone}}}"
    }
    assert (server.seen[0].method, server.seen[0].headers["authorization"]) == ("POST", "Bearer t0ken")


async def test_no_value_changes_the_query():
    evil = 'x"){id}} mutation{deleteAll{id}} #'
    async with opened() as (shop, server):
        server.on("/admin/api", data(customer={"orders": {"nodes": [], "next": None}}))
        assert await shop.list("orders", evil) == Page(())
    assert server.seen[0].json["variables"]["c"] == evil
    assert "deleteAll" not in server.seen[0].json["query"]


async def test_pages_go_on_in_the_variables():
    def answer(seen):
        after = seen.json["variables"].get("after")
        node = {"id": after or "a", "code": "A", "total": 5280}
        return reply(data(customer={"orders": {"nodes": [node], "next": {None: "b", "b": "c"}.get(after)}}))

    async with opened() as (shop, server):
        server.on("/admin/api", answer)
        page = await shop.list("orders", "7")
    assert [row.id for row in page.rows] == ["a", "b", "c"]
    assert page.rows[0].total == Money(Decimal("52.80"), "EUR")
    assert [seen.json["variables"]["n"] for seen in server.seen] == [20, 20, 20]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        ({"errors": [{"message": "no", "extensions": {"code": "UNAUTHENTICATED"}}]}, AuthError),
        ({"errors": [{"message": "no", "extensions": {"code": "FORBIDDEN"}}], "data": None}, Denied),
        ({"errors": [{"message": "no", "extensions": {"code": "NOT_YOURS"}}]}, Denied),
        ({"errors": [{"message": "slow", "extensions": {"code": "THROTTLED"}}]}, RateLimited),
        ({"errors": [{"message": "4711081500"}], "data": {"customer": {"orders": {"nodes": []}}}}, BadPayload),
        ({"errors": "odd"}, BadPayload),
        ({"errors": {"a": 1}}, BadPayload),
        ({}, BadPayload),
        ([], BadPayload),
        (reply({"errors": [{"message": "Cannot query field"}]}, "400 Bad Request"), Rejected),
        (reply(b"<html>", content_type="text/html"), BadPayload),
        (reply({}, "502 Bad Gateway"), Unavailable),
        (reply(b'{"data": ' + b" " * 10_000_000 + b"{}}"), BadPayload),
        (reply(b'{"data": ' + b"[" * 70 + b"]" * 70 + b"}"), BadPayload),
        (data(customer={"orders": {"nodes": [None, 3]}}), BadPayload),
    ],
)
async def test_an_error_is_never_an_empty_list(answer, kind):
    async with opened() as (shop, server):
        server.on("/admin/api", answer)
        with pytest.raises(ConnectorError) as caught:
            await shop.list("orders", "7")
    assert type(caught.value) is kind
    assert "4711081500" not in str(caught.value)


async def test_nothing_and_null_are_no_rows():
    async with opened() as (shop, server):
        for found in (None, {"orders": None}, {"orders": {"nodes": []}}):
            server.on("/admin/api", data(customer=found))
            assert await shop.list("orders", "7") == Page(())
        server.on("/admin/api", reply(data(customer=None), content_type="application/graphql-response+json"))
        assert await shop.list("orders", "7") == Page(())


async def test_a_write_and_its_error_union():
    async with opened() as (shop, server):
        server.on("/admin/api", data(addNote={"id": "9"}), data(addNote={"errorCode": "TOO_LONG"}))
        written = await shop.write("note.create", {"customer_id": "7", "text": 'It\'s "fine"'}, "k-1")
        with pytest.raises(Rejected, match="TOO_LONG"):
            await shop.write("note.create", {"customer_id": "7", "text": "x"}, "k-2")
    assert written.id == "9"
    assert server.seen[0].headers["idempotency-key"] == "k-1"
    assert server.seen[0].json["variables"] == {"c": "7", "t": 'It\'s "fine"'}


async def test_a_change_leaves_out_what_stays():
    async with opened() as (shop, server):
        server.on("/admin/api", data(change={"id": "7"}))
        assert shop.updatable == {"email", "name"}
        await shop.write("customer.update", {"customer_id": "7", "email": "ann@x.com"}, "k")
    assert server.seen[0].json["variables"] == {"i": "7", "e": "ann@x.com"}


async def test_health_may_be_a_plain_request_and_trying_shows_what_was_sent(tmp_path):
    async with FaultServer() as server:
        manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "x")
        server.on("/admin/health", {"status": "ok"})
        server.on("/admin/api", data(customers={"items": []}))
        trial = await try_connection(manifest, tmp_path, {"shop": "t0ken"}.get, Wanted(phone="+4915120000004"))
    assert (trial.is_ok, trial.health.who) == (True, "ok")
    assert trial.tries[1].request.startswith(f"POST {server.url}/admin/api   Authorization: ***   ")
    assert '"variables": {"p": "+4915120000004"}' in trial.tries[1].request
    assert "t0ken" not in json.dumps(trial.as_json())


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("contains:$p}", "contains:${phone.e164}}", "takes no ${…}"),
        ('{ p = "${each}" }', '{ q = "${each}" }', "$p is not in variables"),
        ('{ p = "${each}" }', '{ p = "x${each}" }', "has no escaper"),
        ('query = "query($p', 'query = "mutation($p', "must be a query"),
        ('query = "mutation($c', 'query = "query($c', "must be a mutation"),
        ("items{id name phone}}}", "items{id name phone}}", "brackets do not match"),
        ('records = "data.customers.items"\n', "", "where in the answer the rows are"),
        ('request.path = "/health"', 'method = "ping"', "belongs to kind jsonrpc"),
        ("headers.Idempotency-Key", "headers.Authorization", "cannot be set here"),
        ('headers.Idempotency-Key = "${key}"\n', "", "must use ${key}"),
        ("contains:$p}", "contains:$q}", "$q is not declared"),
        ("items{id name phone}}}", "items{...Person}}}", "...Person: there is no such fragment"),
        ('path = "/api"', 'path = "api"', "pattern"),
    ],
)
def test_what_is_wrong_is_named(old, new, message):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert any(message in str(problem) and problem.line > 0 for problem in caught.value.problems)


@given(st.text(alphabet='{}()$:!,="# abq\n', max_size=60))
def test_reading_a_text_never_fails(text):
    refusal(text, is_write=False)
    assert all(name in text for name in variables(text))


def test_strings_and_comments_are_no_graphql():
    text = 'query($a: [Int!]! = [1], $b: In!) { x(note: "mutation { $c: Int! }", a: $a, b: $b) { id } } # mutation {'
    assert refusal(text, is_write=False) is None
    assert variables(text) == {"a": False, "b": True}


class TestFragments:
    """What several questions want of a person stands once, and goes along with those that spread it."""

    PARTS = {"Person": "on Customer{id ...Reach}", "Reach": "on Customer{name phone ...Person}", "Idle": "on Order{id}"}

    def test_each_is_sent_once_with_those_it_spreads_itself(self):
        text = with_fragments('{a{...Person} b{... Person ... on Customer{id}} c(s:"...Idle"){id}}', self.PARTS)
        asked, *sent = text.splitlines()
        assert asked.startswith("{a{")
        assert sent == [f"fragment {name} {self.PARTS[name]}" for name in ("Person", "Reach")]
        assert refusal(text, is_write=False) is None
        assert with_fragments("{a{id}}", self.PARTS) == "{a{id}}"

    def test_one_that_a_text_has_itself_stays(self):
        own = "query{a{...Person}} fragment Person on Customer{id}"
        assert with_fragments(own, self.PARTS) == own
        assert refusal(own, is_write=False) is None

    def test_a_manifest_says_them_once(self):
        text = MANIFEST.replace("items{id name phone}}}", "items{...Person}}}", 1)
        text = text.replace("[orders.list]", '[fragments]\nPerson = "on Customer{id name phone}"\n[orders.list]', 1)
        asked = parse_manifest(text.encode(), "shop.toml").reads()["customer.find_by_phone"].query
        assert asked is not None
        assert asked.endswith("items{...Person}}}\nfragment Person on Customer{id name phone}")
