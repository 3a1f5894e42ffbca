"""A key that goes with every request besides the sign-in: looked up, hidden, and refused where nothing looks it up."""

from __future__ import annotations

import pytest

from connectors.declarative import open_backend
from connectors.errors import AuthError
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "shop"
kind = "rest"
settings = { base_url = "http://127.0.0.1:1" }
[connection]
timeout_s = { connect = 5, verdict = 5, total = 5 }
headers.X-App-Key = "secret:app"
[auth]
kind = "session_login"
request = { path = "/login", json = { user = "anna", password = "secret:pass" } }
extract.token = "body.token"
apply.X-Session = "${session.token|text}"
apply.X-Rest-Key = "secret:rest-key"
[customer.search]
request.path = "/people"
request.headers.X-Asked = "${text}"
map = { name = "name" }
[health.check]
request.path = "/me"
"""
SECRETS = {"pass": "pa55word", "app": "app-canary", "rest-key": "rest-canary"}


def opened(server, secrets):
    manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "x.toml")
    return manifest, open_backend(manifest, None, secrets.get, FakeClock())


async def searched(manifest, backend, text):
    operation = manifest.reads()["customer.search"]
    return await backend.rows(operation, operation, {"text": text, "limit": 5})


async def test_a_key_beside_the_session_is_looked_up_when_it_is_sent_and_shown_nowhere():
    seen = {}

    async def login(request, writer):
        seen["login"] = request.headers
        writer.write(reply({"token": "t-1"}))

    async def people(request, writer):
        seen["people"] = request.headers
        writer.write(reply([{"name": "Ann"}]))

    async with FaultServer() as server:
        server.handlers |= {"/login": login, "/people": people}
        manifest, backend = opened(server, SECRETS)
        try:
            assert (await searched(manifest, backend, "secret:pass")).rows == [{"name": "Ann"}]
        finally:
            await backend.aclose()
    assert seen["login"]["x-app-key"] == seen["people"]["x-app-key"] == "app-canary"
    assert seen["people"]["x-rest-key"] == "rest-canary"
    assert seen["people"]["x-session"] == "t-1"
    assert seen["people"]["x-asked"] == "secret:pass", "what an agent types is never looked up"
    operation = manifest.reads()["customer.search"]
    line = backend.dry_run(operation, {"text": "x app-canary", "limit": 5})
    assert line.endswith("/people   X-App-Key: ***   X-Asked: x ***   X-Session: ***   X-Rest-Key: ***")
    assert manifest.secret_names == ("app", "pass", "rest-key")


@pytest.mark.parametrize("missing", ["app", "rest-key"])
async def test_a_key_that_is_not_there_is_named(missing):
    async def login(request, writer):
        del request
        writer.write(reply({"token": "t-1"}))

    async with FaultServer() as server:
        server.handlers["/login"] = login
        manifest, backend = opened(server, {name: value for name, value in SECRETS.items() if name != missing})
        try:
            with pytest.raises(AuthError, match=f"the key store holds no secret:{missing}; put it there"):
                await searched(manifest, backend, "x")
        finally:
            await backend.aclose()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('base_url = "http', 'pw = "secret:x", base_url = "http', "x.toml:4  settings.pw  is not looked up here"),
        ('path = "/people"', 'path = "/people"\nrequest.query.key = "secret:x"', "x.toml:16  customer.search.request"),
        ('path = "/people"', 'path = "/people"\nrequest.json.a.b = ["secret:x"]', "json.a.b[0]  is not looked up here"),
        ('"${text}"', '"secret:x"', "x.toml:16  customer.search.request.headers.X-Asked  is not looked up here"),
        ('"${text}"', '"Key secret:x"', "x.toml:16  customer.search.request.headers.X-Asked  is not looked up here"),
        ('"secret:app"', '"Key secret:app"', "x.toml:7  connection.headers.X-App-Key  secret:NAME must be the whole"),
        (
            '"secret:app"',
            '"k3y-8812-canary"',
            "x.toml:7  connection.headers.X-App-Key  a secret is written secret:NAME",
        ),
        ('"secret:app"', '{ encode = "b64url", value = "secret:app" }', "X-App-Key.value  is not looked up here"),
        (
            '"secret:rest-key"',
            '"rest-8812-canary"',
            "x.toml:13  auth.apply.X-Rest-Key  a secret is written secret:NAME",
        ),
        (
            '"secret:rest-key"',
            '"Key secret:rest-key"',
            "x.toml:13  auth.apply.X-Rest-Key  secret:NAME must be the whole",
        ),
        ('headers.X-App-Key = "secret:app"', 'user = "secret:x"', "x.toml:7  connection.user  is not looked up here"),
    ],
)
def test_a_secret_where_nothing_looks_it_up_is_named_with_its_line(old, new, problem):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new, 1).encode(), "x.toml")
    assert problem in str(caught.value)
    assert "canary" not in str(caught.value)


def test_parameters_of_a_call_are_no_place_for_a_secret():
    text = 'schema = 1\nname = "a"\nkind = "jsonrpc"\nsettings.base_url = "http://127.0.0.1:1"\n[customer.get]\n'
    text += 'method = "get"\nparams = ["secret:x"]\nrecords = "result"\nmap = { name = "name" }\n'
    with pytest.raises(ManifestError, match=r"x\.toml:7  customer\.get\.params\[0\]  is not looked up here"):
        parse_manifest(text.encode(), "x.toml")


@pytest.mark.parametrize(
    "header", ['X-Atlassian-Token = "no-check"', 'X-Csrf-Token = "fetch"', 'X-App-Key = "${settings.k}"']
)
def test_a_header_that_only_sounds_like_a_secret_may_be_written_out(header):
    text = MANIFEST.replace('X-App-Key = "secret:app"', header).replace("settings = { ", 'settings = { k = "abc", ')
    parse_manifest(text.encode(), "x.toml")
