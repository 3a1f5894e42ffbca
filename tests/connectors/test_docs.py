"""The manual's examples are manifests that work."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.loading.load import manifest_json_schema, parse_manifest
from connectors.loading.shipped import shipped_names
from connectors.manifest.templating import ESCAPERS
from connectors.mapping.expressions import HELPERS
from connectors.phones import parse_number
from tests.connectors.fault_server import FaultServer, reply

MANUAL = (Path(__file__).parents[2] / "docs" / "manifests.md").read_text(encoding="utf-8")


EXAMPLES = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)
AROUND_A_PART = """\
schema = 1
name = "part"
settings = { base_url = "https://part.example.com" }
health.check.request.path = "/"
"""


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_a_good_manifest_or_a_part_of_one(example):
    whole = example if example.startswith("schema = 1") else AROUND_A_PART + example
    assert parse_manifest(whole.encode(), "example").operations


def test_there_are_examples():
    assert len(EXAMPLES) >= 3


def test_every_helper_and_escaper_is_named():
    assert [name for name in HELPERS if f"{name}(" not in MANUAL] == []
    assert [name for name in ESCAPERS if f"`{name}`" not in MANUAL] == []


def test_editors_get_a_schema():
    schema = json.loads(json.dumps(manifest_json_schema()))
    assert schema["additionalProperties"] is False
    assert {"schema", "name", "customer", "orders", "note"} <= schema["properties"].keys()
    assert set(schema["required"]) == {"schema", "name"}


def test_the_first_manifest_step_by_step_is_a_good_one():
    page = (Path(__file__).parents[2] / "docs" / "connect-a-system.md").read_text(encoding="utf-8")
    site, head, find, orders, errors, note = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert tomllib.loads(site)["connections"][0]["manifest"] in shipped_names()
    top, table, rest = head.partition("\n[health.check]")
    manifest = parse_manifest("\n".join([top, errors, table + rest, find, orders, note]).encode(), "crm.toml")
    assert {"customer.find_by_phone", "orders.list", "interaction.create", "note.create"} <= manifest.operations


async def test_a_parameter_for_each_column_is_asked_on_its_turn():
    (example,) = [each for each in EXAMPLES if 'for_each = ["phone", "mobile"]' in each]
    ann = {"id": 7, "name": "Ann", "phone": None, "mobile": "+49 151 20000004"}
    async with FaultServer() as server:
        server.on("/people", lambda seen: reply({"items": [ann] if "mobile" in seen.query else []}))
        text = AROUND_A_PART.replace("https://part.example.com", server.url) + example
        desk = bare_connector(parse_manifest(text.encode(), "x"), None, {}.get, SystemClock())
        found = await desk.find_by_phone(parse_number("0151 20000004", "DE"))
        await desk.aclose()
    assert [row.id for row in found.rows] == ["7"]
    assert [seen.query for seen in server.seen] == [{"phone": ["+4915120000004"]}, {"mobile": ["+4915120000004"]}]
