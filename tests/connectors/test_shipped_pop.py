"""A caller of each CRM that ships, over real HTTP: as many requests as the fixtures say, none of them held back."""

from __future__ import annotations

import json

import pytest

from connectors.declarative import bare_connector
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.lookup import jsonable
from connectors.manifest.auth import NoAuth
from connectors.phones import parse_number
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer
from tests.connectors.vendor import answer


class Everywhere(dict):
    """Handlers by path: the same one at every path."""

    def get(self, path, default=None):
        del path, default
        return self["*"]


def fixture(system, operation):
    file = SHIPPED / system / "fixtures" / f"{operation}.json"
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("system", "requests"),
    [("salesforce", 6), ("hubspot", 9), ("dynamics", 6), ("odoo", 6), ("odoo-rpc", 6), ("zoho", 6)],
)
async def test_a_caller_is_so_many_requests_and_none_waits_for_its_turn(system, requests):
    asked = fixture(system, "customer.find_by_phone")
    customer = asked["expect"]["records"][0]["id"]
    clock = FakeClock()
    async with FaultServer() as server:
        server.handlers = Everywhere()
        manifest = load_manifest(SHIPPED / system / "manifest.toml", {**asked["settings"], "base_url": server.url})
        connector = bare_connector(manifest.model_copy(update={"auth": NoAuth()}), None, {}.get, clock)
        try:
            for operation in ("customer.find_by_phone", *(name for name in manifest.reads() if name.endswith(".list"))):
                told = fixture(system, operation)
                bodies = [
                    json.loads(json.dumps(each).replace(manifest_host(system), server.url)) for each in told["answers"]
                ]
                left = [answer((each["status"], each["body"])) for each in bodies]
                server.handlers["*"] = serving(left, manifest.kind)
                if operation == "customer.find_by_phone":
                    page = await connector.find_by_phone(parse_number(asked["asked"]["phone"], "DE"))
                else:
                    page = await connector.list(operation.removesuffix(".list"), customer)
                assert [jsonable(row)["id"] for row in page.rows] == [row["id"] for row in told["expect"]["records"]]
                assert (page.dropped, left) == (told["expect"]["dropped"], [])
        finally:
            await connector.aclose()
    assert (len(server.seen), clock.slept) == (requests, [])


def manifest_host(system):
    """Where the manifest itself says the system is: addresses of next pages start with it."""
    return load_manifest(SHIPPED / system / "manifest.toml").settings.base_url


def serving(left, kind):
    async def handle(seen, writer):
        told = left.pop(0)
        if kind == "jsonrpc":
            _, _, body = told.partition(b"\r\n\r\n")
            told = answer({**json.loads(body), "id": seen.json["id"]})
        writer.write(told)

    return handle
