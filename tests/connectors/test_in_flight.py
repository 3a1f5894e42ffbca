"""However much is asked at once, of whatever kind, a system never has more than five requests of ours under way."""

from __future__ import annotations

import asyncio

import pytest

from connectors.declarative import build_connector
from connectors.loading.load import parse_manifest
from connectors.phones import parse_number
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

PHONE = parse_number("0151 / 20000004", "DE")
COMMON = 'schema = 1\nname = "desk"\nsettings = { base_url = "http://127.0.0.1:1", region = "DE" }\n'
SLOW = "[connection]\ntimeout_s = { connect = 8, verdict = 20, total = 20, write = 8 }\n"
LOGIN = """
[auth]
kind = "session_login"
request = { path = "/login", json = { user = "secret:user" } }
extract.token = "body.token"
apply.Authorization = "Bearer ${session.token|text}"
"""
REST = """
[customer.find_by_phone]
verify = "phone"
for_each = "${phone.candidates}"
request = { path = "/people", query = { tel = "${each}" } }
records = "items"
map = { name = "name" }
[orders.list]
steps = [ { request.path = "/a", take = { it = "it" } }, { request.path = "/b", take = { it = "it" } } ]
request = { path = "/orders" }
records = "items"
paging = { kind = "page", page_in = "query.page", size_in = "query.size", page_size = 1, max_rows = 4 }
map = { number = "id" }
[note.create]
idempotency = "search"
request = { path = "/notes", json = { text = "${note.text}", key = "${key}" } }
search.request = { path = "/search", query = { q = "${key}" } }
search.records = "none || `[]`"
[health.check]
request.path = "/me"
[sync.feedback]
steps = [ { request.path = "/job", until = "it == 'x'", every_s = 0.5, take = { it = "it" } } ]
request.path = "/all"
records = "items"
paging = { kind = "page", page_in = "query.page", page_size = 1, max_rows = 5 }
match.email = "mail"
map = { score = "id" }
"""
GRAPHQL = """
[customer.find_by_phone]
verify = "phone"
for_each = "${phone.candidates}"
query = "query($p: String!) { people(p: $p) { id } }"
variables = { p = "${each}" }
records = "data.items"
map = { name = "name" }
[orders.list]
query = "query { orders { id } }"
records = "data.items"
map = { number = "id" }
[health.check]
query = "{ me }"
"""


class Counting:
    """A server that knows how many requests are under way, and answers them all with the same."""

    def __init__(self, server):
        self.server = server
        self.under_way = self.most = 0
        server.handlers = dict.fromkeys(("/", *map("/{}".format, PATHS)), self.answer)

    async def answer(self, seen, writer):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        for _ in range(20):
            await asyncio.sleep(0)
        self.under_way -= 1
        page = int(seen.query.get("page", ["1"])[0])
        rows = [{"id": page, "mail": "a@example.com"}]
        writer.write(reply({"items": rows, "it": "x", "token": "t", "id": 5, "data": {"items": rows}}))


PATHS = ("people", "a", "b", "orders", "notes", "search", "me", "job", "all", "login", "graphql")


@pytest.fixture
async def counting():
    async with FaultServer() as server:
        yield Counting(server)


@pytest.mark.parametrize("few", [5, 2])
async def test_whatever_is_asked_at_once(counting, few):
    text = (COMMON + SLOW + f"limits.concurrency = {few}\n" + LOGIN + REST).replace(
        "http://127.0.0.1:1", counting.server.url
    )
    desk = build_connector(parse_manifest(text.encode(), "desk.toml"), None, {"user": "u"}.get, FakeClock())
    asked = [
        *(desk.find_by_phone(PHONE) for _ in range(8)),
        *(desk.list("orders", str(n)) for n in range(8)),
        *(desk.write("note.create", {"text": "a"}, f"key-{n}") for n in range(4)),
        *(desk.health() for _ in range(4)),
        desk.sync(),
        desk.sync(),
    ]
    await asyncio.gather(*asked)
    assert counting.most == few
    assert [seen.path for seen in counting.server.seen].count("/login") <= 3  # one for calls, one for each sync
    assert len(counting.server.seen) > 8 * 6 + 8 * 5
    await desk.aclose()


async def test_graphql_too(counting):
    text = COMMON.replace('name = "desk"', 'name = "desk"\nkind = "graphql"') + SLOW + 'path = "/graphql"\n' + GRAPHQL
    text = text.replace("http://127.0.0.1:1", counting.server.url)
    desk = build_connector(parse_manifest(text.encode(), "desk.toml"), None, {}.get, FakeClock())
    await asyncio.gather(
        *(desk.find_by_phone(PHONE) for _ in range(10)), *(desk.list("orders", str(n)) for n in range(10))
    )
    assert counting.most == 5
    await desk.aclose()


def test_nobody_may_be_allowed_more():
    with pytest.raises(Exception, match="less than or equal to 5"):
        parse_manifest((COMMON + "connection.limits.concurrency = 6\n" + REST).encode(), "desk.toml")
