"""A code of a system, which alone may be told, has words of the site in a table of the manifest."""

from __future__ import annotations

import pytest

from connectors.errors import Rejected
from connectors.loading.load import parse_manifest
from connectors.manifest.problems import ManifestError
from tests.connectors.fault_server import FaultServer
from tests.connectors.test_rest import MANIFEST, opened


@pytest.fixture
async def server():
    async with FaultServer() as server:
        yield server


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("E-17", "this order is closed: reopen it there first"),
        ("E-18", "E-18"),
        ("Ann Lee must not", "the system says why in words of its own (200)"),
    ],
)
async def test_the_site_has_words_for_a_code(server, text, told):
    words = '[tables]\nrefusals = { "E-17" = "this order is closed: reopen it there first" }\n[maps.person]'
    rule = 'message = "body.error.text"\n[[errors]]\nwhen = "body.error"'
    table = rule.replace("body.error.text", "lookup(body.error.text, 'refusals')")
    async with opened(server, ("[maps.person]", words), (rule, table)) as desk:
        server.on("/people/1", {"error": {"code": "WRONG", "text": text}})
        with pytest.raises(Rejected) as caught:
            await desk.get("1")
    assert caught.value.detail == told


def test_a_table_of_words_that_is_not_there_is_named():
    text = MANIFEST.replace('message = "body.error.text"', '''message = "lookup(body.error.code, 'refusals')"''', 1)
    with pytest.raises(ManifestError, match="there is no table refusals in"):
        parse_manifest(text.encode(), "desk.toml")
