"""JSON-RPC systems by manifest, against a real server on loopback."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from connectors.clock import SystemClock
from connectors.connector import Page
from connectors.declarative import bare_connector, open_backend
from connectors.errors import AuthError, BadPayload, ConnectorError, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "erp"
kind = "jsonrpc"
settings = { base_url = "http://127.0.0.1:1/jsonrpc", db = "prod" }
connection.timeout_s = { connect = 1, verdict = 2, total = 5, write = 5 }
errors = [ { when = "body.error.data.name == 'SessionExpired'", as = "auth" } ]
[customer.find_by_email]
verify = "email"
method = "call"
params = { db = "${settings.db}", args = ["res.partner", [["email", "=ilike", "${email|like}"]]] }
records = "result.records"
map = { name = "name", emails = "[email]" }
[orders.list]
method = "model.sale.search_read"
params = [[["party", "=", "${customer.id|int}"]], 0, 2, ["id", "number"]]
records = "result"
paging = { kind = "offset", offset_in = "params.1", size_in = "params.2", page_size = 2, max_rows = 50 }
map = { number = "number" }
[note.create]
idempotency = "search"
method = "note.create"
params = { person = "${customer.id}", text = "${note.text|text} [${key|text}]" }
id = "result"
search.method = "note.search"
search.params = { contains = "${key}" }
search.records = "result"
[customer.update]
idempotency = "upsert"
method = "person.write"
params = [["${customer.id|int}"], { email = "${customer.email}", name = "${customer.name}" }, { lang = "${customer.language}" }]
id = "result"
[health.check]
method = "server.version"
version = "result"
"""


@asynccontextmanager
async def opened():
    async with FaultServer() as server:
        text = MANIFEST.replace("http://127.0.0.1:1", server.url)
        connector = bare_connector(parse_manifest(text.encode(), "x"), None, {}.get, SystemClock())
        try:
            yield connector, server
        finally:
            await connector.aclose()


def result(found):
    return lambda seen: reply({"jsonrpc": "2.0", "id": seen.json["id"], "result": found})


async def test_a_question_is_a_method_with_params():
    async with opened() as (erp, server):
        server.on("/jsonrpc", result({"records": [{"id": 3, "name": "Ann", "email": "O'Brien_1@x.com"}]}))
        page = await erp.find_by_email("o'brien_1@x.com")
    assert [row.id for row in page.rows] == ["3"]
    (seen,) = server.seen
    assert {**seen.json, "id": 0} == {
        "jsonrpc": "2.0",
        "id": 0,
        "method": "call",
        "params": {"db": "prod", "args": ["res.partner", [["email", "=ilike", "o'brien\\_1@x.com"]]]},
    }


async def test_pages_go_on_in_a_list_of_params():
    everything = [{"id": n, "number": f"S{n}"} for n in range(1, 6)]
    async with opened() as (erp, server):
        server.on("/jsonrpc", lambda seen: result(everything[seen.json["params"][1] :][:2])(seen))
        page = await erp.list("orders", "7")
    assert [row.number for row in page.rows] == ["S1", "S2", "S3", "S4", "S5"]
    assert [seen.json["params"] for seen in server.seen] == [
        [[["party", "=", 7]], offset, 2, ["id", "number"]] for offset in (0, 2, 4)
    ]
    assert len({seen.json["id"] for seen in server.seen}) == 3


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        ({"id": 1, "error": {"code": 100, "message": "4711", "data": {"name": "SessionExpired"}}}, AuthError, ""),
        ({"id": 1, "error": {"code": -32601, "message": "4711"}}, BadPayload, "-32601"),
        ({"id": 1, "error": ["UserError", ["4711"]], "result": None}, BadPayload, "error"),
        ({"id": 1, "error": "4711"}, BadPayload, "error"),
        ({"id": 1, "error": 0}, BadPayload, "error"),
        ({"id": 99, "result": []}, BadPayload, "another"),
        ({"id": 1}, BadPayload, "no result"),
        ([{"id": 1, "result": []}], BadPayload, "no result"),
        ("odd", BadPayload, "no result"),
        (reply({"error": {"code": -32600}}, "400 Bad Request"), Rejected, "400"),
        (reply({"error": {"code": -32603}}, "500 Oops"), Unavailable, "500"),
        (reply(b"<html>", content_type="text/html"), BadPayload, "JSON"),
        (reply(b'{"result": ' + b" " * 10_000_000 + b"[]}"), BadPayload, "2 MB"),
        ({"id": 1, "result": [None]}, BadPayload, ""),
        ({"id": 1, "result": "none"}, BadPayload, ""),
    ],
)
async def test_an_error_is_never_an_empty_list(answer, kind, told):
    async with opened() as (erp, server):
        server.on("/jsonrpc", answer)
        with pytest.raises(ConnectorError) as caught:
            await erp.list("orders", "7")
    assert type(caught.value) is kind
    assert told in caught.value.detail
    assert "4711" not in str(caught.value)


async def test_no_rows():
    async with opened() as (erp, server):
        for found in ([], None):
            server.on("/jsonrpc", result(found))
            assert await erp.list("orders", "7") == Page(())


async def test_our_marker_is_looked_for_before_a_write():
    async with opened() as (erp, server):
        server.on("/jsonrpc", lambda seen: result([] if seen.json["method"] == "note.search" else 41)(seen))
        assert (await erp.write("note.create", {"customer_id": "7", "text": "Hi"}, "k-1")).id == "41"
        server.on("/jsonrpc", result([{"id": 41, "text": "Hi [k-1]"}]))
        assert (await erp.write("note.create", {"customer_id": "7", "text": "Hi"}, "k-1")).id == "41"
    assert [seen.json["method"] for seen in server.seen] == ["note.search", "note.create", "note.search"]
    assert server.seen[1].json["params"]["text"] == "Hi [k-1]"


async def test_a_change_leaves_out_what_stays_and_every_param_keeps_its_place():
    async with opened() as (erp, server):
        server.on("/jsonrpc", result(7))
        await erp.write("customer.update", {"customer_id": "7", "email": "ann@x.com"}, "k")
    assert server.seen[0].json["params"] == [[7], {"email": "ann@x.com"}, {}]


async def test_a_number_that_is_none_asks_nobody():
    async with opened() as (erp, server):
        assert await erp.list("orders", "7 OR 1=1") == Page(())
    assert server.seen == []


def test_a_dry_run_shows_the_call():
    manifest = parse_manifest(MANIFEST.encode(), "x")
    backend = open_backend(manifest, None, {}.get, SystemClock())
    line = backend.dry_run(manifest.health.check, {})
    assert line == (
        'POST http://127.0.0.1:1/jsonrpc   {"jsonrpc": "2.0", "id": 1, "method": "server.version", "params": {}}'
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('method = "call"\n', "", "missing: the method to call"),
        ('method = "call"', 'method = "call it"', "is no method name"),
        ('"${email|like}"', '"${emial|like}"', "is no input"),
        ('records = "result.records"\n', "", "where in the answer the rows are"),
        ('method = "call"', 'method = "call"\nrequest.path = "/x"', "stands beside method"),
        (' [${key|text}]"', '"', "must use ${key}"),
        ('offset_in = "params.1"', 'offset_in = "body.1"', "is written"),
        ('{ lang = "${customer.language}" }]', '"${customer.language}"]', "could not be left out"),
        ('method = "server.version"', 'query = "{version}"', "belongs to kind graphql"),
    ],
)
def test_what_is_wrong_is_named(old, new, message):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert any(message in str(problem) and problem.line > 0 for problem in caught.value.problems)
