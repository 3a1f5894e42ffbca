"""Signing in as the agent: a browser once, then refresh tokens that are used once each and survive everything but theft."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from contextlib import asynccontextmanager
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from connectors.auth.tokens import MemoryTokens
from connectors.declarative import bare_connector
from connectors.errors import AuthError, BadPayload, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply
from tests.connectors.oauth_server import Provider, refused

MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1" }
connection = { timeout_s = { connect = 5, verdict = 5, total = 5 } }
[auth]
kind = "oauth2_pkce"
authorize_url = "http://127.0.0.1:1/authorize"
token_url = "http://127.0.0.1:1/token"
client_id = "callside"
scope = "openid offline_access api"
params = { prompt = "consent" }
[health.check]
request.path = "/api"
"""


@pytest.fixture
async def server():
    async with FaultServer() as running:
        yield running


@asynccontextmanager
async def opened(server, tokens=None, clock=None, *changes):
    text = MANIFEST.replace("http://127.0.0.1:1", server.url)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    manifest = parse_manifest(text.encode(), "desk.toml")
    connector = bare_connector(manifest, None, {}.get, clock or FakeClock(), None, tokens)
    try:
        yield connector
    finally:
        await connector.aclose()


class Browser:
    """A person at a browser: opens the address, signs in, and is sent back; keeps what it was shown."""

    def __init__(self, provider, *first, **changes):
        self.provider, self.first, self.changes = provider, first, changes
        self.addresses, self.pages, self.going = [], [], []

    def __call__(self, address):
        self.addresses.append(address)
        self.going.append(asyncio.ensure_future(self.go(address)))
        return True

    async def go(self, address):
        async with httpx.AsyncClient(trust_env=False) as client:
            redirect = parse_qs(urlsplit(address).query)["redirect_uri"][0]
            for wrong in self.first:
                self.pages.append(await wrong(client, redirect))
            self.pages.append(await client.get(self.provider.browser(address, **self.changes)))


async def signed_in(connector, provider, **changes):
    browser = Browser(provider, **changes)
    await connector.sign_in(browser)
    await asyncio.gather(*browser.going)
    return browser


async def test_a_person_signs_in_once_and_the_refresh_token_is_kept(server):
    provider, tokens = Provider(server), MemoryTokens()
    async with opened(server, tokens) as connector:
        with pytest.raises(AuthError, match="nobody has signed in: sign in again"):
            await connector.health()
        browser = await signed_in(connector, provider)
        assert (await connector.health()).ok
    (address,), (page,) = browser.addresses, browser.pages
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    form = provider.asked[0]
    digest = hashlib.sha256(form["code_verifier"].encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert (asked["code_challenge_method"], asked["scope"], asked["prompt"]) == (
        *("S256", "openid offline_access api", "consent"),
    )
    assert urlsplit(asked["redirect_uri"]).hostname == "127.0.0.1"
    assert (page.status_code, page.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert await tokens.read("desk") == "refresh-1"
    assert len(provider.asked) == 1
    # The next day, with nothing in memory.
    async with opened(server, tokens) as connector:
        assert (await connector.health()).ok
    assert await tokens.read("desk") == "refresh-2"


async def test_20_many_questions_on_an_expired_token_take_one_refresh(server):
    clock, provider, tokens = FakeClock(), Provider(server, lives_s=3), MemoryTokens()
    async with opened(server, tokens, clock) as connector:
        await signed_in(connector, provider)
        for round_ in range(1, 4):
            clock.pass_(10)
            provider.access.clear()
            assert len(await asyncio.gather(*(connector.health() for _ in range(20)))) == 20
            assert len(provider.asked) == 1 + round_
    assert await tokens.read("desk") == "refresh-4"


async def test_a_provider_that_does_not_rotate_keeps_its_token(server):
    clock, provider, tokens = FakeClock(), Provider(server, rotates=False), MemoryTokens()
    async with opened(server, tokens, clock) as connector:
        await signed_in(connector, provider)
        for _ in range(2):
            clock.pass_(3_600)
            await connector.health()
    assert await tokens.read("desk") == "refresh-1"
    assert [form.get("refresh_token") for form in provider.asked] == [None, "refresh-1", "refresh-1"]


async def test_8_a_revoked_sign_in_asks_for_a_new_one_and_is_not_tried_again(server):
    provider, tokens = Provider(server), MemoryTokens()
    await tokens.keep("desk", "revoked")
    async with opened(server, tokens) as connector:
        results = await asyncio.gather(*(connector.health() for _ in range(20)), return_exceptions=True)
        assert {type(error) for error in results} == {AuthError}
        assert "invalid_grant: sign in again" in str(results[0])
        connector.forget()
        with pytest.raises(AuthError, match="nobody has signed in"):
            await connector.health()
        assert len(provider.asked) == 1
        await signed_in(connector, provider)
        assert (await connector.health()).ok


async def test_20_a_crash_between_refresh_and_store_is_a_clean_sign_in(server):
    class Crashing(MemoryTokens):
        async def keep(self, name, token):
            if token == "refresh-2":
                raise Unavailable(name, "busy", "the power went")
            await super().keep(name, token)

    clock, provider, tokens = FakeClock(), Provider(server), Crashing()
    async with opened(server, tokens, clock) as connector:
        await signed_in(connector, provider)
        clock.pass_(3_600)
        with pytest.raises(Unavailable):
            await connector.health()
    assert await tokens.read("desk") == "refresh-1"
    async with opened(server, tokens) as connector:
        with pytest.raises(AuthError, match="sign in again"):
            await connector.health()
        await signed_in(connector, provider)
        assert (await connector.health()).ok


async def test_two_processes_use_one_token_in_turn(server):
    provider, tokens = Provider(server), MemoryTokens()
    async with opened(server, tokens) as one:
        await signed_in(one, provider)
    async with opened(server, tokens) as one, opened(server, tokens) as other:
        await asyncio.gather(one.health(), other.health())
    assert [form.get("refresh_token") for form in provider.asked] == [None, "refresh-1", "refresh-2"]


async def test_a_refresh_that_fails_for_the_moment_keeps_the_token(server):
    clock, provider, tokens = FakeClock(), Provider(server), MemoryTokens()
    async with opened(server, tokens, clock) as connector:
        await signed_in(connector, provider)
        clock.pass_(3_600)
        provider.answer = refused("temporarily_unavailable", "503 Service Unavailable")
        with pytest.raises(Unavailable) as caught:
            await connector.health()
        assert not caught.value.sent
        provider.answer = None
        assert (await connector.health()).ok


async def test_closing_waits_for_the_token_on_its_way(server):
    clock, provider, tokens = FakeClock(), Provider(server), MemoryTokens()
    async with opened(server, tokens, clock) as connector:
        await signed_in(connector, provider)
        clock.pass_(3_600)
        provider.gate = asyncio.Event()
        asking = asyncio.ensure_future(connector.health())
        while len(provider.asked) < 2:
            await asyncio.sleep(0)
        asyncio.get_running_loop().call_soon(provider.gate.set)
    await asyncio.gather(asking, return_exceptions=True)
    assert await tokens.read("desk") == "refresh-2"


async def wrong_state(client, redirect):
    return await client.get(redirect + "?code=stolen&state=guessed")


async def no_state(client, redirect):
    return await client.get(redirect + "?code=stolen")


async def other_path(client, redirect):
    return await client.get(redirect.replace("/callback", "/favicon.ico"))


async def other_host(client, redirect):
    return await client.get(redirect + "?code=x", headers={"Host": "evil.example"})


async def posted(client, redirect):
    return await client.post(redirect + "?code=x")


async def test_who_does_not_know_the_state_gets_nowhere_and_the_real_sign_in_goes_on(server):
    provider, tokens = Provider(server), MemoryTokens()
    async with opened(server, tokens) as connector:
        browser = Browser(provider, wrong_state, no_state, other_path, other_host, posted)
        await connector.sign_in(browser)
        await asyncio.gather(*browser.going)
    assert [page.status_code for page in browser.pages] == [400, 400, 404, 421, 404, 200]
    assert [form["code"] for form in provider.asked] == ["code-1"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"code": None, "error": "access_denied"}, "access_denied"),
        ({"code": None, "error": "<b>"}, "no code came back"),
    ],
)
async def test_a_person_who_says_no(server, changes, words):
    provider, tokens = Provider(server), MemoryTokens()
    async with opened(server, tokens) as connector:
        with pytest.raises(AuthError, match=words):
            await signed_in(connector, provider, **changes)
    assert provider.asked == []


async def test_nobody_comes_back(server, monkeypatch):
    monkeypatch.setattr("connectors.auth.person.PATIENCE_S", 0.01)
    told = []
    async with opened(server) as connector:
        with pytest.raises(AuthError, match="nobody signed in"):
            await connector.sign_in(lambda address: False, told.append)
    (address,) = told
    assert address.startswith(server.url + "/authorize?")
    port = urlsplit(parse_qs(urlsplit(address).query)["redirect_uri"][0]).port
    with pytest.raises(ConnectionRefusedError):
        await asyncio.open_connection("127.0.0.1", port)


async def test_a_sign_in_without_a_refresh_token_says_what_may_be_missing(server):
    provider = Provider(server)
    provider.tokens = lambda family=None: reply({"access_token": "aa"})
    async with opened(server) as connector:
        with pytest.raises(BadPayload, match="scope"):
            await signed_in(connector, provider)


async def test_a_taken_port_is_named(server):
    async with opened(
        server, None, None, ('client_id = "callside"', f'client_id = "callside"\nredirect_port = {server.port}')
    ) as connector:
        with pytest.raises(Unavailable, match=f"the port {server.port} "):
            await connector.sign_in(lambda address: True)


async def test_nobody_signs_in_by_browser_where_that_is_not_how_it_is_done(server):
    start, end = MANIFEST.index("[auth]"), MANIFEST.index("[health.check]")
    async with opened(
        server, None, None, (MANIFEST[start:end].replace("http://127.0.0.1:1", server.url), "")
    ) as connector:
        assert not connector.signs_in_by_browser
        with pytest.raises(Rejected):
            await connector.sign_in(lambda address: True)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("http://127.0.0.1:1/authorize", "http://id.example.com/a", "x.toml:7  auth.authorize_url  must be https"),
        ("http://127.0.0.1:1/token", "file:///etc/passwd", "x.toml:8  auth.token_url  must be a whole https address"),
        ("client_id", "client", "x.toml:9  auth.client  unknown key (did you mean client_id?)"),
        (
            'client_id = "callside"',
            'client_id = "c"\nclient_secret = "x1"',
            "x.toml:10  auth.client_secret  a secret is",
        ),
        ('client_id = "callside"', 'client_id = "c"\nredirect_port = 80', "x.toml:10  auth.redirect_port"),
    ],
)
def test_what_is_wrong_is_named(old, new, problem):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert problem in str(caught.value)
