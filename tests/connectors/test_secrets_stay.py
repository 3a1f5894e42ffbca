"""Whatever a secret looks like and whatever a system does with it, it is in no message, log, dry run or report."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.errors import ConnectorError
from connectors.loading.load import ManifestError, parse_manifest
from connectors.secrets import MASKED, SHORTEST_MASKED, Vault
from connectors.trials.trial import Wanted, try_connection
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

BASE = """\
schema = 1
name = "crm"
settings = {{ base_url = "{url}" }}
errors = [ {{ when = "body.error", as = "fail", message = "body.error" }} ]
{auth}
[health.check]
request.path = "/me"
[customer.get]
request.path = "/me"
map = {{ name = "name" }}
"""
WAYS = {
    "basic": 'auth = {{ kind = "basic", user = "secret:user", password = "secret:pass" }}',
    "bearer": 'auth = {{ kind = "bearer", token = "secret:pass" }}',
    "header": 'auth = {{ kind = "header", name = "X-Key", value = "secret:pass" }}',
    "session_login": """
[auth]
kind = "session_login"
request = {{ path = "/login", form = {{ user = "secret:user", password = "secret:pass" }} }}
extract.token = "body.token"
apply.X-Session = "${{session.token|text}}"
""",
    "oauth2_client": """
[auth]
kind = "oauth2_client"
token_url = "{url}/login"
client_id = "secret:user"
client_secret = "secret:pass"
""",
    "oauth1": """
[auth]
kind = "oauth1"
consumer_key = "secret:user"
consumer_secret = "secret:pass"
""",
}
# What a person or a generator makes of a password: any sign that can be typed, but no word of our own sentences. Words
# of our code are tried, too, and the beginning of "Authorization" is one that is told: with a digit it is none.
SIGNS = st.characters(codec="ascii", min_codepoint=33, max_codepoint=126)
SECRETS = st.text(SIGNS, min_size=10, max_size=40).filter(lambda text: any(map(str.isdigit, text)))


def forms(secret):
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield base64.b64encode(secret.encode()).decode().rstrip("=")


def echoing(seen):
    """A system that repeats everything it was sent, as some do when they do not like it."""
    said = json.dumps([seen.headers, seen.body.decode(), seen.path])
    return reply({"error": said, "token": "session-canary-1", "access_token": "session-canary-1"})


def granting(seen):
    return reply({"token": "session-canary-1", "access_token": "session-canary-1"})


async def tried(text, secrets):
    manifest = parse_manifest(text.encode(), "crm.toml")
    trial = await try_connection(manifest, None, secrets.get, Wanted(customer_id="7"), clock=FakeClock())
    return json.dumps(trial.as_json(), ensure_ascii=False, default=str)


@pytest.mark.parametrize("way", WAYS)
@given(secret=SECRETS, user=SECRETS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_25_no_way_of_signing_in_tells_its_secret(way, caplog, secret, user):
    async def run():
        async with FaultServer() as server:
            text = BASE.format(url=server.url, auth=WAYS[way].format(url=server.url))
            told = []
            for login, answer in ((granting, echoing), (echoing, echoing)):
                server.on("/login", login)
                server.on("/me", answer)
                told.append(await tried(text, {"user": user, "pass": secret}))
            return "\n".join(told)

    with caplog.at_level(logging.INFO):
        caplog.clear()
        told = asyncio.run(run())
        said = told + caplog.text
    for form in (*forms(secret), *forms(user), "session-canary-1"):
        assert form not in said
        assert json.dumps(form)[1:-1] not in said
    assert "***" in told


@given(secret=SECRETS, around=st.text(max_size=30))
def test_a_mask_leaves_nothing_of_a_secret_and_everything_else(secret, around):
    vault = Vault("crm", {"s": secret}.get)
    assert vault.mask(f"{around}{secret}") == f"{around}{secret}"
    assert vault.read("secret:s") == secret
    for form in forms(secret):
        assert secret not in vault.mask(f"{around}{form}{around}")
        assert MASKED in vault.mask(f"{around}{form}{around}")


@pytest.mark.parametrize("secret", ['pa"ss\\wörd', "line\nbreak", "a/b+c/d"])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_a_secret_inside_json_text_is_masked(secret, ascii_only, slash):
    vault = Vault("crm", {"s": secret}.get)
    vault.read("secret:s")
    echoed = json.dumps({"echo": f"Bearer {secret}"}, ensure_ascii=ascii_only).replace("/", slash)
    assert vault.mask(echoed) == '{"echo": "Bearer ***"}'


def test_a_secret_too_short_to_be_masked_does_not_take_words_apart():
    vault = Vault("crm", {"s": "a" * (SHORTEST_MASKED - 1)}.get)
    vault.read("secret:s")
    assert vault.mask("banaaana") == "banaaana"


def test_an_old_token_is_forgotten_one_day_and_the_new_one_is_known():
    vault = Vault("crm", {}.get)
    for number in range(500):
        vault.learn(f"token-{number:04}")
    assert vault.mask("token-0499") == MASKED
    assert len(vault._known) <= 100


PLACES = [
    ("basic", '"secret:pass"'),
    ("bearer", '"secret:pass"'),
    ("header", '"secret:pass"'),
    ("session_login", '"secret:pass"'),
    ("oauth2_client", '"secret:pass"'),
    ("oauth1", '"secret:pass"'),
]


@pytest.mark.parametrize(("way", "place"), PLACES)
@given(secret=SECRETS)
@settings(max_examples=15, deadline=None)
def test_a_secret_written_into_a_manifest_is_an_error_with_its_line_and_is_not_repeated(way, place, secret):
    text = BASE.format(url="https://crm.example.com", auth=WAYS[way].format(url="https://crm.example.com"))
    written = text.replace(place, json.dumps(secret))
    with pytest.raises(ManifestError) as caught:
        parse_manifest(written.encode(), "crm.toml")
    (problem,) = [each for each in caught.value.problems if "secret:NAME" in each.message]
    assert written.splitlines()[problem.line - 1].count(json.dumps(secret)) == 1
    assert secret not in str(caught.value)


def test_an_error_of_ours_holds_no_other_error_that_holds_a_secret():
    vault = Vault("crm", {"s": "line\r\nbreak"}.get)
    with pytest.raises(ConnectorError) as caught:
        vault.header("secret:s")
    assert "break in" not in repr(caught.value)
    assert caught.value.__cause__ is None


async def test_a_key_in_a_query_is_in_no_log_however_much_is_logged(caplog):
    for name in ("", "httpx", "httpcore"):
        caplog.set_level(logging.DEBUG, name)
    auth = 'auth = { kind = "fields", fields = { key = "secret:pass" } }'
    async with FaultServer() as server:
        server.on("/me", {"name": "Ann"})
        text = BASE.format(url=server.url, auth=auth).replace(
            'request.path = "/me"', 'request = { path = "/me", query = { api_token = "${session.key}" } }'
        )
        await tried(text, {"pass": "s3cret-canary"})
        assert any("s3cret-canary" in str(seen.query) for seen in server.seen)
    assert "s3cret-canary" not in caplog.text
    assert "/me" not in caplog.text
