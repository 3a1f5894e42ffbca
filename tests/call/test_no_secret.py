"""Who has nothing to sign in with was not signed out by the system: the cause is this computer's, and is said so."""

from __future__ import annotations

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.errors import AuthError
from connectors.loading.load import parse_manifest
from connectors.secrets import NoSecretStore
from desktop.call.troubles import trouble_code

SIGN_INS = {
    "bearer": 'auth = { kind = "bearer", token = "secret:desk" }',
    "fields": 'auth = { kind = "fields", fields = { key = "secret:desk" } }',
    "session": """\
[auth]
kind = "session_login"
request = { path = "/login", json = { key = "secret:desk" } }
extract.token = "body.token"
apply.X-Token = "${session.token|text}"
""",
}
MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1" }
SIGN_IN
[health.check]
request.path = "/me"
request.query.key = "KEY"
"""


def shut(cause):
    def secret(name):
        raise NoSecretStore("the reason", cause)

    return secret


@pytest.mark.parametrize("sign_in", SIGN_INS)
@pytest.mark.parametrize(
    ("secrets", "code"),
    [(shut("absent"), "no_key_store"), (shut("locked"), "key_store_locked"), ({}.get, "no_secret")],
)
async def test_the_cause_is_told_each_time(tmp_path, sign_in, secrets, code):
    key = "${session.key}" if sign_in == "fields" else "x"
    text = MANIFEST.replace("SIGN_IN", SIGN_INS[sign_in]).replace("KEY", key)
    desk = bare_connector(parse_manifest(text.encode(), "desk.toml"), tmp_path, secrets, SystemClock())
    for _ in range(2):  # the second time a login is not even tried: it was refused a moment ago
        with pytest.raises(AuthError) as wrong:
            await desk.health()
        assert trouble_code(wrong.value) == (code, None)
        assert "secret:desk" in wrong.value.detail
    await desk.aclose()


def test_a_refusal_is_still_a_refusal():
    assert trouble_code(AuthError("desk", "401")) == ("auth", None)
