"""A key that was replaced is used without a restart: what the system has refused is read anew."""

from __future__ import annotations

import pytest

from connectors.declarative import bare_connector
from connectors.errors import AuthError
from connectors.loading.load import parse_manifest
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

BEARER = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
auth = { kind = "bearer", token = "secret:desk" }
[health.check]
request.path = "/me"
"""
SESSION = BEARER.replace(
    'auth = { kind = "bearer", token = "secret:desk" }',
    """[auth]
kind = "session_login"
request = { path = "/login", json = { password = "secret:desk" } }
extract.token = "body.token"
apply.Authorization = "Bearer ${session.token|text}\"""",
)


class KeyStore:
    """Secrets as a desktop keeps them: each read once, until `forget`."""

    def __init__(self, **stored):
        self.stored = stored
        self.known = {}
        self.read = 0

    def __call__(self, name):
        if name not in self.known:
            self.read += 1
            self.known[name] = self.stored.get(name)
        return self.known[name]

    def forget(self):
        self.known.clear()


@pytest.fixture
async def server():
    async with FaultServer() as server:

        def me(seen):
            good = seen.headers["authorization"] == "Bearer new"
            return reply({"id": 1}) if good else reply({}, "401 Unauthorized")

        def login(seen):
            return reply({"token": "new"}) if seen.json["password"] == "new" else reply({}, "401 Unauthorized")

        server.on("/me", me)
        server.on("/login", login)
        yield server


@pytest.mark.parametrize("text", [BEARER, SESSION])
async def test_a_key_that_was_replaced_is_used_at_once(server, text):
    store, clock = KeyStore(desk="old"), FakeClock()
    manifest = parse_manifest(text.replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
    connector = bare_connector(manifest, None, store, clock)
    with pytest.raises(AuthError):
        await connector.health()
    store.stored["desk"] = "new"
    connector.forget()
    assert (await connector.health()).ok
    for _ in range(3):
        await connector.health()
    assert store.read == 2
    await connector.aclose()


async def test_a_key_that_is_missing_is_looked_for_again(server):
    store = KeyStore()
    manifest = parse_manifest(BEARER.replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
    connector = bare_connector(manifest, None, store, FakeClock())
    with pytest.raises(AuthError, match="holds no secret:desk"):
        await connector.health()
    store.stored["desk"] = "new"
    assert (await connector.health()).ok
    await connector.aclose()
