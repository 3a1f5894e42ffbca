"""Signing in as the system itself: one token for everybody, fetched again in time, and OAuth 1.0a's signatures."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from oauthlib.oauth1 import SignatureOnlyEndpoint
from oauthlib.oauth1.rfc5849.request_validator import RequestValidator

from connectors.declarative import bare_connector
from connectors.errors import AuthError, BadPayload, RateLimited, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply
from tests.connectors.oauth_server import SECRET, Provider, refused

MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1", tenant = "acme" }
connection = { timeout_s = { connect = 5, verdict = 5, total = 5 } }
[auth]
kind = "oauth2_client"
token_url = "http://127.0.0.1:2/token"
client_id = "callside"
client_secret = "secret:desk"
scope = "read write"
params = { audience = "https://desk.example.com" }
[customer.get]
request.path = "/api"
request.query.id = "${customer.id}"
map = { name = "'Ann'" }
[note.create]
idempotency = "key"
request.path = "/notes"
request.json = { text = "${note.text}", key = "${key}" }
[health.check]
request.path = "/api"
"""
SECRETS = {"desk": SECRET}


@pytest.fixture
async def server():
    async with FaultServer() as running:
        yield running


@pytest.fixture
async def place():
    async with FaultServer() as running:
        yield running


@asynccontextmanager
async def opened(server, place, *changes, secrets=SECRETS, clock=None):
    text = MANIFEST.replace("http://127.0.0.1:1", server.url).replace("http://127.0.0.1:2", place.url)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    connector = bare_connector(parse_manifest(text.encode(), "desk.toml"), None, secrets.get, clock or FakeClock())
    try:
        yield connector
    finally:
        await connector.aclose()


@asynccontextmanager
async def both(server, place, *changes, lives_s=600, **more):
    """A connector whose tokens come from one server and are good in another."""
    provider = Provider(place, lives_s=lives_s)
    server.handlers["/api"] = provider.api
    async with opened(server, place, *changes, **more) as connector:
        yield provider, connector


@pytest.mark.parametrize(
    "change", [(), (('scope = "read', 'client_in = "form"\nscope = "read'),)], ids=["header", "form"]
)
async def test_twenty_questions_take_one_token(server, place, change):
    async with both(server, place, *change) as (provider, connector):
        await asyncio.gather(*(connector.health() for _ in range(20)))
    (form,) = provider.asked
    assert (form["grant_type"], form["scope"], form["audience"]) == (
        *("client_credentials", "read write", "https://desk.example.com"),
    )
    assert {seen.headers["authorization"] for seen in server.seen} == {"Bearer access-1"}


@pytest.mark.parametrize(("lives_s", "good_s"), [(600, 540), (30, 20), ("600", 540)])
async def test_a_token_is_fetched_again_before_it_expires(server, place, lives_s, good_s):
    clock = FakeClock()
    async with both(server, place, lives_s=lives_s, clock=clock) as (provider, connector):
        await connector.health()
        clock.pass_(good_s - 1)
        await connector.health()
        assert len(provider.asked) == 1
        clock.pass_(2)
        await connector.health()
        assert len(provider.asked) == 2
        assert provider.count == 2


async def test_20_a_token_shorter_than_any_slack_does_not_fetch_for_each_question(server, place):
    async with both(server, place, lives_s=3) as (provider, connector):
        for _ in range(3):
            await asyncio.gather(*(connector.health() for _ in range(20)))
    assert len(provider.asked) == 1


@pytest.mark.parametrize("lives_s", [None, 0, -5, "soon", True])
async def test_a_lifetime_that_is_none_lasts_until_the_system_refuses(server, place, lives_s):
    clock = FakeClock()
    async with both(server, place, lives_s=lives_s, clock=clock) as (provider, connector):
        await connector.health()
        clock.pass_(0.5)
        await connector.health()
        assert len(provider.asked) == 1
        provider.access.clear()
        await asyncio.gather(*(connector.health() for _ in range(20)))
        assert len(provider.asked) == 2


async def test_8_a_token_withdrawn_in_the_middle_of_the_day_is_renewed_once(server, place):
    async with both(server, place) as (provider, connector):
        await connector.health()
        provider.access.clear()
        await asyncio.gather(*(connector.health() for _ in range(20)))
        assert len(provider.asked) == 2
        server.on("/api", reply({}, "401 Unauthorized"))
        with pytest.raises(AuthError):
            await connector.health()
        with pytest.raises(AuthError):
            await connector.health()
        assert len(provider.asked) == 3


async def test_32_a_clock_that_is_set_does_not_end_a_token(server, place, monkeypatch):
    clock = FakeClock()
    async with both(server, place, clock=clock) as (provider, connector):
        await connector.health()
        for at in (clock.now().replace(year=2020), clock.now().replace(year=2031)):
            monkeypatch.setattr(clock, "now", lambda at=at: at)
            await connector.health()
        assert len(provider.asked) == 1


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (refused("invalid_client", "401 Unauthorized"), AuthError, "invalid_client"),
        (refused("invalid_scope"), AuthError, "invalid_scope"),
        (refused("<script>"), AuthError, "refused: 400"),
        (reply({}, "403 Forbidden"), AuthError, "403"),
        (reply({}, "404 Not Found"), Rejected, "token_url"),
        (reply({}, "429 Too Many Requests", extra=("Retry-After: 9",)), RateLimited, "429"),
        (reply({}, "503 Service Unavailable"), Unavailable, "503"),
        (refused("temporarily_unavailable"), Unavailable, "400"),
        (reply(b"<html>", content_type="text/html"), BadPayload, "content type"),
        (reply({"token": "x"}), BadPayload, "access_token"),
        (reply({"access_token": "a b"}), BadPayload, "access_token"),
        (reply({"access_token": "x", "token_type": "mac"}), BadPayload, "Bearer"),
        (b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n", Rejected, "307"),
    ],
)
async def test_what_may_be_answered_instead_of_a_token(server, place, answer, kind, words):
    async with both(server, place) as (provider, connector):
        provider.answer = answer
        with pytest.raises(kind, match=words) as caught:
            await connector.health()
        assert type(caught.value) is kind
        assert "bob@example.com" not in str(caught.value)
        assert SECRET not in str(caught.value)
    assert server.seen == []
    assert len(place.seen) == 1


THERE = ('scope = "read', 'base_url_in = "instance_url"\nbase_hosts = [".0.0.1"]\nscheme = "Desk-token"\nscope = "read')


async def test_the_sign_in_may_say_where_the_system_is(server, place):
    """Asked there, by the word it wants, and nowhere that the manifest does not name."""
    async with FaultServer() as instance, both(server, place, THERE) as (provider, connector):
        token = {
            "access_token": "t0ken-1",
            "token_type": "Bearer",
            "expires_in": 600,
            "instance_url": instance.url + "/",
        }
        provider.answer = reply(token)
        instance.on("/api", {"id": 1})
        assert (await connector.health()).ok
        assert (await connector.get("1")).id == "1"
    assert server.seen == []
    assert [seen.headers["authorization"] for seen in instance.seen] == ["Desk-token t0ken-1"] * 2
    assert len(place.seen) == 1


@pytest.mark.parametrize(
    "address",
    ["https://desk.example.com.evil.example", "http://10.0.0.2", "https://u@127.0.0.1", "no address", 7, "//x"],
)
async def test_no_sign_in_leads_elsewhere(server, place, address):
    async with both(server, place, THERE) as (provider, connector):
        token = {"access_token": "t0ken-1", "expires_in": 600, "instance_url": address}
        provider.answer = reply(token)
        with pytest.raises(BadPayload, match=r"outside of auth\.base_hosts"):
            await connector.health()
    assert server.seen == []


async def test_a_sign_in_that_says_nothing_of_it_leaves_the_address(server, place):
    async with both(server, place, (THERE[0], THERE[1].replace("Desk-token", "Bearer"))) as (_, connector):
        assert (await connector.health()).ok
    assert len(server.seen) == 1


async def test_settings_say_which_place_of_a_provider_it_is_and_who_we_are(server, place):
    changes = (
        ('tenant = "acme"', f'accounts_url = "{place.url}", client = "callside"'),
        (f'"{place.url}/token"', '"${settings.accounts_url|text}/token"'),
        ('client_id = "callside"', 'client_id = "${settings.client|text}"'),
        ('scope = "read write"', 'scope = "${settings.accounts_url|text}/read write"'),
    )
    async with both(server, place, *changes) as (provider, connector):
        assert (await connector.health()).ok
    (form,) = provider.asked
    assert form["scope"] == f"{place.url}/read write"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            '"http://127.0.0.1:2/token"',
            '"${settings.tenant|text}/token"',
            "auth.token_url  must be a whole https address",
        ),
        ('"http://127.0.0.1:2/token"', '"${settings.gone|text}/token"', "is no input"),
        ('client_id = "callside"', 'client_id = "${settings.gone|text}"', "x.toml:8  auth.client_id"),
        ('scope = "read write"', 'base_url_in = "instance_url"', "auth.base_hosts  missing"),
        ('scope = "read write"', 'base_hosts = [".example.com"]', "auth.base_url_in  missing"),
        ('scope = "read write"', 'base_hosts = ["com"]', "auth.base_hosts"),
        ("http://127.0.0.1:2/token", "http://id.example.com/token", "x.toml:7  auth.token_url  must be https"),
        ("http://127.0.0.1:2/token", "/token", "auth.token_url  must be a whole https address"),
        ("http://127.0.0.1:2/token", "https://${settings.tenant|path}/token", "must be a whole https address"),
        ("http://127.0.0.1:2/token", "https://id.example.com/${settings.tenant}", "has no escaper"),
        ('"secret:desk"', '"hunter2"', "x.toml:9  auth.client_secret  a secret is written secret:NAME"),
        ("client_id", "cliend_id", "x.toml:8  auth.cliend_id  unknown key (did you mean client_id?)"),
        (
            'audience = "https://desk.example.com"',
            'password = "hunter2"',
            "x.toml:11  auth.params.password  a secret is",
        ),
    ],
)
def test_what_is_wrong_is_named(old, new, problem):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert problem in str(caught.value)
    assert "hunter2" not in str(caught.value)


class Keys(RequestValidator):
    """What the system knows: one application, one user's token, and each nonce it has seen."""

    enforce_ssl = False
    client_key_length = access_token_length = nonce_length = (3, 60)
    safe_characters = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")

    def __init__(self):
        super().__init__()
        self.nonces = []

    def validate_client_key(self, client_key, request):
        return client_key == "shop-key"

    def validate_timestamp_and_nonce(self, client_key, timestamp, nonce, request, **tokens):
        self.nonces.append((timestamp, nonce))
        return self.nonces.count((timestamp, nonce)) == 1

    def get_client_secret(self, client_key, request):
        return SECRET

    @property
    def dummy_client(self):
        return "nobody"

    allowed_signature_methods = ("HMAC-SHA1", "HMAC-SHA256")
    timestamp_lifetime = 10**9


class TestOAuth1:
    AUTH = 'kind = "oauth1"\nconsumer_key = "shop-key"\nconsumer_secret = "secret:desk"'

    def changes(self, method="HMAC-SHA256"):
        start, end = MANIFEST.index('kind = "oauth2_client"'), MANIFEST.index("\n[customer.get]")
        return MANIFEST[start:end], self.AUTH + f'\nsignature = "{method}"'

    @asynccontextmanager
    async def opened(self, server, method="HMAC-SHA256", secrets=SECRETS):
        old, new = self.changes(method)
        text = MANIFEST.replace(old, new).replace("http://127.0.0.1:1", server.url)
        connector = bare_connector(parse_manifest(text.encode(), "shop.toml"), None, secrets.get, FakeClock())
        yield connector
        await connector.aclose()

    def checked(self, server, keys):
        """Answers as a real provider's library judges the signature."""
        endpoint = SignatureOnlyEndpoint(keys)

        def answer(seen):
            query = "&".join(f"{name}={value}" for name, values in seen.query.items() for value in values)
            address = f"{server.url}{seen.path}" + (f"?{query}" if query else "")
            headers = {"Authorization": seen.headers["authorization"]}
            good, _ = endpoint.validate_request(address, seen.method, None, headers)
            return reply({"id": 1}) if good else reply({"message": "bad signature"}, "401 Unauthorized")

        return answer

    @pytest.mark.parametrize("method", ["HMAC-SHA256", "HMAC-SHA1"])
    async def test_a_provider_accepts_each_signature_once(self, server, method):
        keys = Keys()
        server.on("/api", self.checked(server, keys))
        async with self.opened(server, method) as connector:
            assert (await connector.get("1")).name == "Ann"
            await asyncio.gather(*(connector.health() for _ in range(5)))
        assert len(set(keys.nonces)) == 6
        assert f'oauth_signature_method="{method}"' in server.seen[0].headers["authorization"]
        assert SECRET not in server.seen[0].headers["authorization"]

    async def test_another_secret_is_refused_and_asked_once(self, server):
        server.on("/api", self.checked(server, Keys()))
        async with self.opened(server, secrets={"desk": "wrong"}) as connector:
            with pytest.raises(AuthError):
                await connector.health()
        assert len(server.seen) == 1

    async def test_21_a_body_of_json_arrives(self, server):
        server.on("/notes", self.checked(server, Keys()))
        async with self.opened(server) as connector:
            await connector.write("note.create", {"text": "Grüße"}, "k-1")
        assert server.seen[0].json == {"text": "Grüße", "key": "k-1"}

    def test_a_token_comes_with_its_secret(self):
        old, new = self.changes()
        with pytest.raises(ManifestError, match=r"auth\.token_secret  missing: token and token_secret come together"):
            parse_manifest(MANIFEST.replace(old, new + '\ntoken = "t"').encode(), "x.toml")
