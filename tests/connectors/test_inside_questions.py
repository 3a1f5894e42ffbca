"""What a sign-in gives, and secrets, inside of the questions of a system that wants them there."""

from __future__ import annotations

import json

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector, open_backend
from connectors.errors import AuthError, BadPayload
from connectors.http.client import HttpRequest
from connectors.loading.load import parse_manifest
from connectors.manifest.problems import ManifestError
from connectors.manifest.templating import Later
from connectors.rest.paging import onward
from connectors.trials.check import Wanted, try_connection
from tests.connectors.fault_server import FaultServer, reply

RPC = """\
schema = 1
name = "erp"
kind = "jsonrpc"
settings = { base_url = "http://127.0.0.1:1", db = "prod", region = "DE" }
connection.path = "/jsonrpc"
errors = [ { when = "body.error.message == 'expired'", as = "auth" } ]
[auth]
kind = "session_login"
method = "call"
params = { service = "common", method = "login", args = ["${settings.db}", "secret:user", "secret:password"] }
ok_when = "body.result"
extract.uid = "body.result"
extract.password = "secret:password"
[customer.find_by_email]
verify = "email"
method = "call"
params.service = "object"
params.args = ["${settings.db}", "${session.uid|int}", "${session.password}", "res.partner", [["email", "=", "${email}"]]]
records = "result"
map = { name = "name", emails = "[email]" }
[health.check]
method = "version"
"""
KEYED = """\
schema = 1
name = "shop"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
[auth]
kind = "fields"
fields.key = "secret:shop"
[customer.find_by_email]
verify = "email"
request.path = "/people"
request.query = { api_token = "${session.key}", email = "${email}" }
map = { name = "name", emails = "[email]" }
[note.create]
idempotency = "none"
request.path = "/notes"
request.form = { api_token = "${session.key}", text = "${note.text}" }
[health.check]
request.path = "/ok"
request.query.api_token = "${session.key}"
"""
SECRETS = {"user": "ann", "password": "pa55w0rd-of-ann", "shop": "k3y & more"}
ANN = {"id": 7, "name": "Ann", "email": "ann@example.com"}


def read(text, server=None):
    return parse_manifest(
        text.replace("http://127.0.0.1:1", server.url if server else "https://a.example").encode(), "x.toml"
    )


class Odoo:
    """Gives ids out and takes them with the password in each body, as some systems do."""

    def __init__(self):
        self.logins, self.uid, self.asked = 0, 41, []

    def __call__(self, seen):
        asked, params = seen.json, seen.json["params"]
        answer = {"jsonrpc": "2.0", "id": asked["id"]}
        if params == []:
            return answer | {"result": "17"}
        if params["service"] == "common":
            self.logins, self.uid = self.logins + 1, self.uid + 1
            return answer | {"result": self.uid if params["args"] == ["prod", "ann", SECRETS["password"]] else False}
        self.asked.append(params["args"])
        if params["args"][1:3] != [self.uid, SECRETS["password"]]:
            return answer | {"error": {"message": "expired"}}
        return answer | {"result": [ANN]}


@pytest.fixture
async def server():
    async with FaultServer() as server:
        yield server


@pytest.fixture
async def erp(server, tmp_path):
    erp = bare_connector(read(RPC, server), tmp_path, SECRETS.get, SystemClock())
    yield erp
    await erp.aclose()


async def test_an_id_and_a_password_go_into_each_body(erp, server):
    odoo = Odoo()
    server.on("/jsonrpc", odoo)
    page = await erp.find_by_email("ann@example.com")
    assert [row.name for row in page.rows] == ["Ann"]
    assert odoo.asked == [["prod", 42, SECRETS["password"], "res.partner", [["email", "=", "ann@example.com"]]]]


async def test_a_session_that_is_over_is_renewed_in_the_body(erp, server):
    odoo = Odoo()
    server.on("/jsonrpc", odoo)
    await erp.find_by_email("ann@example.com")
    odoo.uid = 99
    assert (await erp.find_by_email("ann@example.com")).rows
    assert [asked[1] for asked in odoo.asked] == [42, 42, 100]
    assert odoo.logins == 2


NEXT = {"next_url": 'kind = "next_url", next_url = "next"', "link_header": 'kind = "link_header"'}


@pytest.mark.parametrize("kind", NEXT)
@pytest.mark.parametrize("led", ["", "&api_token=of+yesterday"])
async def test_a_secret_of_the_query_goes_along_to_the_next_page(server, tmp_path, kind, led):
    def people(seen):
        if seen.query.get("api_token") != [SECRETS["shop"]]:
            return reply({}, "401 Unauthorized")
        page = int(seen.query.get("page", ["1"])[0])
        at = f"{server.url}/people?tag=a%2Fb&page={page + 1}{led}" if page < 3 else None
        link = [f'Link: <{at}>; rel="next"'] if at and kind == "link_header" else []
        return reply({"items": [ANN | {"id": page}], "next": at}, extra=link)

    server.on("/people", people)
    text = KEYED.replace("map = { name", f'records = "items"\npaging = {{ {NEXT[kind]} }}\nmap = {{ name', 1)
    shop = bare_connector(read(text, server), tmp_path, SECRETS.get, SystemClock())
    assert [row.id for row in (await shop.find_by_email("ann@example.com")).rows] == ["1", "2", "3"]
    await shop.aclose()
    assert server.seen[-1].query == {"tag": ["a/b"], "page": ["3"], "api_token": [SECRETS["shop"]]}


@pytest.mark.parametrize(
    "address", ["https://b.example/people?page=2", "http://a.example/people", "https://a.example:8/"]
)
def test_a_secret_of_the_query_goes_to_no_other_host(address):
    asked = HttpRequest("GET", "https://a.example/people", query=(("q", "x"), ("api_token", Later("key"))))
    assert (onward(asked, address).url, onward(asked, address).query) == (address, ())
    assert onward(asked, "/people?page=2").query == (("page", "2"), ("api_token", "***"))


async def test_a_wrong_password_is_a_refusal(server, tmp_path):
    server.on("/jsonrpc", Odoo())
    erp = bare_connector(read(RPC, server), tmp_path, (SECRETS | {"password": "wrong"}).get, SystemClock())
    with pytest.raises(AuthError, match="check user and password"):
        await erp.find_by_email("ann@example.com")
    await erp.aclose()


async def test_an_id_that_is_none_is_no_empty_answer(erp, server):
    """Whoever cannot ask must not say that there is nobody."""
    odoo = Odoo()
    odoo.uid = Word("abc")
    server.on("/jsonrpc", odoo)
    with pytest.raises(BadPayload, match="what the sign-in gave: not a whole number"):
        await erp.find_by_email("ann@example.com")


class Word(str):
    """An id that stays a word."""

    def __add__(self, other):
        return self


async def test_what_somebody_typed_is_never_filled(erp, server):
    odoo = Odoo()
    server.on("/jsonrpc", odoo)
    await erp.find_by_email("${session.password}@example.com")
    assert odoo.asked[0][4] == [["email", "=", "${session.password}@example.com"]]


async def test_a_key_goes_into_a_query_and_a_form_and_no_text(server, tmp_path):
    server.on("/people", [ANN])
    server.on("/notes", {})
    manifest = read(KEYED, server)
    trial = await try_connection(manifest, tmp_path, SECRETS.get, Wanted(email="ann@example.com"))
    assert trial.kept == 1
    assert server.seen[-1].query == {"api_token": [SECRETS["shop"]], "email": ["ann@example.com"]}
    told = json.dumps(trial.as_json())
    assert "api_token=%2A%2A%2A" in told
    assert "k3y" not in told
    shop = bare_connector(manifest, tmp_path, SECRETS.get, SystemClock())
    await shop.write("note.create", {"text": "x"}, "k")
    assert b"api_token=k3y+%26+more&text=x" in server.seen[-1].body
    await shop.aclose()


async def test_a_secret_that_is_missing_says_what_helps(server, tmp_path):
    shop = bare_connector(read(KEYED, server), tmp_path, {}.get, SystemClock())
    with pytest.raises(AuthError, match="callside connect secret shop"):
        await shop.find_by_email("ann@example.com")
    await shop.aclose()


def test_a_dry_run_shows_neither(tmp_path):
    manifest = read(RPC)
    backend = open_backend(manifest, tmp_path, SECRETS.get, SystemClock())
    ask = manifest.reads()["customer.find_by_email"]
    shown = backend.dry_run(ask, {"settings": manifest.settings.model_dump(), "email": "ann@example.com"})
    assert '["prod", "***", "***", "res.partner"' in shown


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"${session.password}"', '"x${session.password|text}"', "stands alone, as a whole value"),
        ('"${session.password}"', '{ encode = "json", value = ["${session.password}"] }', "known too late"),
        ('"${session.password}"', '"${session.pin}"', "${session.pin} is no input of this operation"),
        ('"${session.password}"', '""', "is used nowhere: apply takes it as ${session.password|text}, a question as"),
        ('params.service = "object"', 'headers.X-Uid = "${session.uid}"', "into a header by auth.apply"),
        ('"secret:user"', '"${session.uid}"', "${session.uid} is no input of this operation"),
        ('"secret:password"]', '"${session.password}"]', "${session.password} is no input of this operation"),
    ],
)
def test_the_check_says_where_they_can_stand(old, new, message):
    assert old in RPC
    with pytest.raises(ManifestError) as wrong:
        read(RPC.replace(old, new))
    assert message in str(wrong.value)


def test_a_field_that_nothing_uses_is_named():
    with pytest.raises(ManifestError, match=r"fields.more  is used nowhere: a question as"):
        read(KEYED.replace("[customer.find", 'fields.more = "secret:more"\n[customer.find'))


def test_a_field_is_a_secret():
    with pytest.raises(ManifestError, match="secret:NAME"):
        read(KEYED.replace('"secret:shop"', '"k3y"'))
