"""What `callside connect` says of a system that answers: every request, and what is not where it is looked for."""

from __future__ import annotations

import asyncio

import pytest

from tests.connectors.fault_server import FaultServer, reply
from tests.program.machine import Machine, Ran
from tests.program.running import KEYS

SITE = """\
schema = 1
name = "Acme"
region = "GB"
playbook = "playbook"
[[connections]]
name = "desk"
manifest = "desk.toml"
"""
DESK = """\
schema = 1
name = "desk"
settings = { base_url = "URL" }
[health.check]
request.path = "/ok"
[orders.list]
request.path = "/orders"
records = "items"
paging = { kind = "page", page_in = "query.page", size_in = "query.size", page_size = 2, max_rows = 100 }
map = { number = "no", customer_id = "of" }
[sync]
every_h = 6
[sync.feedback]
request.path = "/export"
records = "rows"
match = { email = "mail" }
map = { metric = "'nps'", score = "score" }
"""


@pytest.fixture
async def server():
    async with FaultServer() as found:
        found.on("/export", {"answers": [{"id": 1}]})
        yield found


@pytest.fixture
def folder(machine: Machine, server: FaultServer):
    folder = machine.folder / "site"
    folder.mkdir()
    (folder / "site.toml").write_text(SITE, "utf-8")
    (folder / "desk.toml").write_text(DESK.replace("URL", server.url), "utf-8")
    return folder


async def ran(machine: Machine, folder, *arguments: str) -> Ran:
    return await asyncio.to_thread(machine.inside, "connect", *arguments, "--site", str(folder))


ORDERS = ("test", "desk", "--op", "orders.list", "--customer", "7")


async def test_of_many_pages_the_first_and_the_last_are_shown(machine: Machine, folder, server: FaultServer):
    pages = [{"items": [{"id": 2 * page, "no": "A"}, {"id": 2 * page + 1, "no": "B"}]} for page in range(5)]
    server.on("/orders", *pages, {"items": []})
    said = await ran(machine, folder, *ORDERS)
    asked = [line.partition("?")[2] for line in said.out.splitlines() if line.startswith("request") and "?" in line]
    assert asked == ["page=1&size=2", "page=2&size=2", "page=6&size=2"]
    assert "            + 3 more pages: 6 rows, " in said.out


async def test_a_wrong_place_for_the_rows_is_said(machine: Machine, folder, server: FaultServer):
    server.on("/orders", {"results": [{"id": 1}], "count": 1})
    said = await ran(machine, folder, *ORDERS)
    assert "error: BadPayload the answer has no `items`; it has `results` (a list of 1), `count`" in said.out
    said = await ran(machine, folder, "record", *ORDERS[1:])
    assert "the answer has no `items`; it has `results` (a list of 1), `count`" in said.err
    server.on("/orders", {"items": [{"id": 1, "no": "A", "of": 7}]})
    await ran(machine, folder, "record", *ORDERS[1:])
    (folder / "desk.toml").write_text((folder / "desk.toml").read_text("utf-8").replace('"items"', '"lines"'), "utf-8")
    said = await asyncio.to_thread(machine.inside, "connect", "check", str(folder / "desk.toml"))
    assert "not there   the answer has no `lines`; it has `items` (a list of 1)" in said.out


async def test_what_was_read_in_the_background_and_held_nothing(machine: Machine, folder, server, monkeypatch):
    monkeypatch.setattr("desktop.commands.site.key_store", lambda place: KEYS)
    said = await ran(machine, folder, "sync", "desk")
    assert "nothing was kept: desk: the answer has no `rows`; it has `answers` (a list of 1)" in said.err
    server.on("/export", {"rows": []})
    said = await ran(machine, folder, "sync", "desk")
    assert "To see what came instead: callside connect test desk --op sync.feedback" in said.out


async def test_a_health_check_that_fails_does_not_end_it(machine: Machine, folder, server: FaultServer):
    server.on("/ok", reply(b"{}", "404 Not Found"))
    server.on("/orders", {"items": [{"id": 1, "no": "A"}]})
    said = await ran(machine, folder, *ORDERS)
    assert said.code == 1
    assert "health      not ok: NotFound: the system knows no such thing (404)" in said.out
    assert "verify      1 kept" in said.out


@pytest.mark.parametrize("broken", ["schema = 2", "no TOML", None])
async def test_another_connection_that_is_broken_is_no_matter(machine: Machine, folder, server: FaultServer, broken):
    site = folder / "site.toml"
    site.write_text(site.read_text("utf-8") + '[[connections]]\nname = "shop"\nmanifest = "shop.toml"\n', "utf-8")
    if broken is not None:
        (folder / "shop.toml").write_text(broken, "utf-8")
    server.on("/orders", {"items": [{"id": 1, "no": "A", "of": 7}]})
    said = await ran(machine, folder, *ORDERS)
    assert (said.code, "verify      1 kept" in said.out) == (0, True)
    said = await ran(machine, folder, "test", "shop")
    assert (said.code != 0, "shop.toml" in said.err) == (True, True)
