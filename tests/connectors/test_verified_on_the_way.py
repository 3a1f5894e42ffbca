"""A number that only a step has met: the ticket on the way to the person who opened it."""

from __future__ import annotations

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
[customer.find_by_case]
verify = { kind = "id", take = "number" }
steps = [
  { request = { path = "/tickets/${id|int}" }, take = { person = "requester", number = "id" } },
]
request.path = "/people/${take.person|path}"
map = { name = "name" }
errors = [ { when = "status == `404`", as = "empty" } ]
[health.check]
request.path = "/me"
"""


@pytest.mark.parametrize(
    ("ticket", "kept", "dropped"),
    [
        ({"id": 4711, "requester": 7}, ["7"], 0),
        ({"id": 1, "requester": 7}, [], 1),
        (reply({}, "404 Not Found"), [], 0),
    ],
)
async def test_only_the_person_of_that_very_ticket(tmp_path, ticket, kept, dropped):
    async with FaultServer() as server:
        server.on("/tickets/4711", ticket)
        server.on("/people/7", {"id": 7, "name": "Ann Lee"})
        manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "x.toml")
        desk = bare_connector(manifest, tmp_path, lambda name: None, SystemClock())
        page = await desk.find_by_id("4711", "case")
        await desk.aclose()
    assert ([row.id for row in page.rows], page.dropped) == (kept, dropped)


@pytest.mark.parametrize("tickets", [[{"id": 1}, {"id": 4711}], [{"id": 4711}]])
async def test_a_list_of_numbers_proves_nothing(tmp_path, tickets):
    text = MANIFEST.replace('person = "requester", number = "id"', 'person = "tickets[0].id", number = "tickets[].id"')
    async with FaultServer() as server:
        server.on("/tickets/4711", {"tickets": tickets})
        for number in ("1", "4711"):
            server.on(f"/people/{number}", {"id": number, "name": "Somebody Else"})
        manifest = parse_manifest(text.replace("http://127.0.0.1:1", server.url).encode(), "x.toml")
        desk = bare_connector(manifest, tmp_path, lambda name: None, SystemClock())
        page = await desk.find_by_id("4711", "case")
        await desk.aclose()
        assert len(server.seen) == 2
    assert (page.rows, page.possible, page.dropped) == ((), (), 1)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('take = "number"', 'take = "no"', "is taken by no step"),
        ('take = "number"', 'take = "number", value = "id"', "stands beside value"),
        (', take = "number"', "", "needs the number in the row"),
    ],
)
def test_the_linter_asks_for_the_proof(old, new, message):
    with pytest.raises(ManifestError, match=message):
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
