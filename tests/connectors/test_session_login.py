"""A session: one login for everybody, a new one when it ends, and a wrong password that is no answer."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from connectors.declarative import bare_connector, open_backend
from connectors.errors import AuthError, BadPayload, Denied, NotFound, RateLimited, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "shop"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
connection = { timeout_s = { connect = 5, verdict = 5, total = 5 } }
errors = [
  { when = "body.errors[?code == 'FORBIDDEN']", as = "auth", message = "body.errors[0].text" },
  { when = "status == `302`", as = "auth" }, { when = "body.fault", as = "fail" },
]
[auth]
kind = "session_login"
request = { path = "/login", json = { user = "secret:shop-user", password = "secret:shop-password", stay = true } }
ok_when = "body.login == 'CurrentUser'"
extract.token = "header:vendure-auth-token"
apply.Authorization = "Bearer ${session.token|text}"
[customer.get]
request.path = "/people/${customer.id|path}"
map = { name = "name" }
[health.check]
request.path = "/me"
"""
SECRETS = {"shop-user": "superadmin", "shop-password": "s3cret pa$$"}


class Shop:
    """A system with sessions; `allowed` are the tokens that are good now."""

    def __init__(self, server):
        self.server = server
        self.logins = 0
        self.allowed = set()
        self.refusal = reply({"errors": [{"code": "FORBIDDEN", "text": "no"}]})
        self.gate = None
        server.handlers["/login"] = self.login
        server.handlers["/me"] = self.guarded({"id": 1})
        for number in range(1, 21):
            server.handlers[f"/people/{number}"] = self.guarded({"id": number, "name": f"P{number}"})
        server.handlers["/people/none"] = self.guarded(None)

    async def login(self, seen, writer):
        self.logins += 1
        if self.gate is not None:
            await self.gate.wait()
        if seen.json != {"user": "superadmin", "password": "s3cret pa$$", "stay": True}:
            writer.write(reply({"login": "InvalidCredentialsError"}))
            return
        token = f"t-{self.logins}"
        self.allowed = {token}
        writer.write(reply({"login": "CurrentUser"}, extra=(f"Vendure-Auth-Token: {token}",)))

    def guarded(self, body):
        async def answer(seen, writer):
            if seen.headers.get("authorization", "").removeprefix("Bearer ") not in self.allowed:
                writer.write(self.refusal)
            else:
                writer.write(reply(body) if body is not None else reply({}, "404 Not Found"))

        return answer


@pytest.fixture
async def server():
    async with FaultServer() as running:
        yield running


@pytest.fixture
def shop(server):
    return Shop(server)


@asynccontextmanager
async def opened(server, *changes, secrets=SECRETS, clock=None):
    text = MANIFEST.replace("http://127.0.0.1:1", server.url)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    connector = bare_connector(parse_manifest(text.encode(), "shop.toml"), None, secrets.get, clock or FakeClock())
    try:
        yield connector
    finally:
        await connector.aclose()


async def people(connector, count=20):
    return [row.id for row in await asyncio.gather(*(connector.get(str(n + 1)) for n in range(count)))]


async def test_many_at_once_sign_in_once(server, shop):
    async with opened(server) as connector:
        assert len(await people(connector)) == 20
    assert shop.logins == 1


async def test_12_an_expired_session_with_twenty_questions_at_once(server, shop):
    async with opened(server) as connector:
        await connector.health()
        shop.allowed.clear()
        assert len(await people(connector)) == 20
        assert shop.logins == 2
        await connector.health()
    assert shop.logins == 2


@pytest.mark.parametrize(
    "refusal",
    [
        reply({}, "401 Unauthorized"),
        b"HTTP/1.1 302 Found\r\nLocation: /login.html\r\nContent-Length: 0\r\n\r\n",
        reply({"errors": [{"code": "FORBIDDEN"}]}),
    ],
    ids=["401", "302", "200"],
)
async def test_3_whatever_way_a_system_says_that_the_session_is_over(server, shop, refusal):
    shop.refusal = refusal
    async with opened(server) as connector:
        await connector.health()
        shop.allowed.clear()
        assert (await connector.get("3")).name == "P3"
        assert shop.logins == 2


async def test_2_a_wrong_password_with_status_200_is_asked_once_and_then_held_back(server, shop):
    clock, secrets = FakeClock(), dict(SECRETS, **{"shop-password": "wrong"})
    async with opened(server, secrets=secrets, clock=clock) as connector:
        results = await asyncio.gather(*(connector.get(str(n + 1)) for n in range(5)), return_exceptions=True)
        assert [type(error) for error in results] == [AuthError] * 5
        with pytest.raises(AuthError, match="check user and password"):
            await connector.health()
        assert shop.logins == 1
        assert [seen.path for seen in server.seen] == ["/login"]
        secrets["shop-password"] = SECRETS["shop-password"]
        connector.forget()
        await connector.health()
        assert shop.logins == 2


async def test_a_refused_sign_in_is_tried_again_after_a_while(server, shop):
    clock, secrets = FakeClock(), dict(SECRETS, **{"shop-password": "wrong"})
    async with opened(server, secrets=secrets, clock=clock) as connector:
        with pytest.raises(AuthError):
            await connector.health()
        clock.pass_(29)
        with pytest.raises(AuthError):
            await connector.health()
        assert shop.logins == 1
        clock.pass_(2)
        with pytest.raises(AuthError):
            await connector.health()
        assert shop.logins == 2


async def test_a_session_that_never_works_is_not_fetched_for_each_question(server, shop):
    shop.guarded = None
    server.on("/me", reply({}, "401 Unauthorized"))
    async with opened(server) as connector:
        for _ in range(4):
            with pytest.raises(AuthError):
                await connector.health()
    assert shop.logins == 1


async def test_2_a_missing_right_takes_nothing_else_away_and_does_not_sign_in_for_ever(server, shop):
    clock = FakeClock()
    server.on("/people/7", shop.refusal)
    async with opened(server, clock=clock) as connector:
        await connector.health()
        for _ in range(5):
            with pytest.raises(Denied, match="does not allow us this"):
                await connector.get("7")
            assert (await connector.get("2")).name == "P2"
        assert shop.logins == 2
        clock.pass_(31)
        with pytest.raises(Denied):
            await connector.get("7")
        assert shop.logins == 3
        clock.pass_(31)
        shop.allowed.clear()
        assert (await connector.get("2")).name == "P2"
        assert shop.logins == 4


async def test_what_is_closed_to_us_costs_one_login_and_nobody_else_theirs(server, shop):
    """An address that says 401 whoever asks, while the rest of the system knows us."""
    server.on("/me", reply({}, "401 Unauthorized"))
    clock = FakeClock()
    async with opened(server, clock=clock) as connector:
        await connector.get("1")
        for _ in range(3):
            with pytest.raises(Denied, match="knows us, but does not allow us this"):
                await connector.health()
            assert (await connector.get("2")).name == "P2"
        assert shop.logins == 2
        clock.pass_(301)
        with pytest.raises(Denied):
            await connector.health()
        assert shop.logins == 3
        await connector.get("2")
        shop.allowed, shop.refusal = set(), reply({}, "401 Unauthorized")
        assert (await connector.get("3")).name == "P3"
        assert shop.logins == 4


async def test_a_no_is_an_answer_to_somebody_it_knows(server, shop):
    async with opened(server) as connector:
        with pytest.raises(NotFound):
            await connector.get("none")
        shop.allowed.clear()
        assert (await connector.get("2")).name == "P2"
    assert shop.logins == 2


async def test_who_stops_waiting_does_not_lose_the_login(server, shop):
    shop.gate = asyncio.Event()
    async with opened(server) as connector:
        first = asyncio.ensure_future(connector.health())
        while not shop.logins:
            await asyncio.sleep(0)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        shop.gate.set()
        assert (await connector.health()).ok
    assert shop.logins == 1


async def test_closing_ends_a_login_under_way(server, shop):
    shop.gate = asyncio.Event()
    async with opened(server) as connector:
        first = asyncio.ensure_future(connector.health())
        while not shop.logins:
            await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await first
    assert len(asyncio.all_tasks()) <= 3


async def test_a_session_with_a_lifetime_is_renewed_before_anybody_is_refused(server, shop):
    clock = FakeClock()
    async with opened(server, ("ok_when", "lifetime_s = 600\nok_when"), clock=clock) as connector:
        await connector.health()
        clock.pass_(599)
        await connector.health()
        assert shop.logins == 1
        clock.pass_(2)
        await connector.health()
        assert shop.logins == 2
    assert [seen.path for seen in server.seen] == ["/login", "/me", "/me", "/login", "/me"]


async def test_a_cookie_and_a_value_of_the_body(server):
    cookies = ("Set-Cookie: lang=de; Expires=Wed, 09 Jun 2027 10:18:14 GMT", "Set-Cookie: SID=a1b2; Path=/; HttpOnly")
    server.on("/login", reply({"data": {"csrf": "c9"}}, extra=cookies))
    server.on("/me", {"id": 1})
    changes = (
        ("ok_when = \"body.login == 'CurrentUser'\"\n", ""),
        (
            'extract.token = "header:vendure-auth-token"',
            'extract.sid = "cookie:SID"\nextract.csrf = "body.data.csrf"\napply.Cookie = "SID=${session.sid|text}"',
        ),
        ('apply.Authorization = "Bearer ${session.token|text}"', 'apply.X-CSRF = "${session.csrf}"'),
    )
    async with opened(server, *changes) as connector:
        await connector.health()
    assert server.seen[1].headers["cookie"] == "SID=a1b2"
    assert server.seen[1].headers["x-csrf"] == "c9"


async def test_a_form_and_an_answer_that_is_a_page(server):
    page = b"<html>Welcome</html>"
    server.on("/login", reply(page, content_type="text/html", extra=("Vendure-Auth-Token: t",)))
    server.on("/me", {"id": 1})
    as_form = ("json = { user", "form = { user")
    async with opened(server, as_form, ("ok_when = \"body.login == 'CurrentUser'\"\n", "")) as connector:
        await connector.health()
    assert server.seen[0].body == b"user=superadmin&password=s3cret+pa%24%24&stay=true"
    async with opened(server) as connector:
        with pytest.raises(BadPayload):
            await connector.health()


async def test_a_login_that_answers_with_a_redirect(server):
    moved = b"HTTP/1.1 302 Found\r\nLocation: /home\r\nVendure-Auth-Token: t\r\nContent-Length: 0\r\n\r\n"
    server.on("/login", moved)
    server.on("/me", {"id": 1})
    async with opened(server, ("body.login == 'CurrentUser'", "status == `302`")) as connector:
        assert (await connector.health()).ok


async def test_a_mutation_signs_in_where_graphql_is_spoken(server):
    text = """
schema = 1
name = "shop"
kind = "graphql"
settings = { base_url = "BASE" }
connection.path = "/api"
[auth]
kind = "session_login"
query = "mutation($u: String!, $p: String!) { login(username: $u, password: $p) { type } }"
variables = { u = "secret:shop-user", p = "secret:shop-password" }
ok_when = "body.data.login.type == 'CurrentUser'"
extract.token = "header:vendure-auth-token"
apply.Authorization = "Bearer ${session.token|text}"
[health.check]
query = "{ me { id } }"
who = "data.me.id"
"""

    def answer(seen):
        if "login" not in seen.json["query"]:
            return reply({"data": {"me": {"id": seen.headers.get("authorization")}}})
        kind = "CurrentUser" if seen.json["variables"]["p"] == "s3cret pa$$" else "InvalidCredentialsError"
        return reply({"data": {"login": {"type": kind}}}, extra=("vendure-auth-token: t",))

    server.on("/api", answer)
    manifest = parse_manifest(text.replace("BASE", server.url).encode(), "shop.toml")
    connector = bare_connector(manifest, None, SECRETS.get, FakeClock())
    assert (await connector.health()).who == "Bearer t"
    await connector.aclose()
    connector = bare_connector(manifest, None, {"shop-user": "u", "shop-password": "no"}.get, FakeClock())
    with pytest.raises(AuthError):
        await connector.health()
    await connector.aclose()


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (reply({"message": "no"}, "401 Unauthorized"), AuthError, "401"),
        (reply({}, "400 Bad Request"), AuthError, "400"),
        (reply({}, "403 Forbidden"), AuthError, "403"),
        (reply({}, "404 Not Found"), Rejected, "check its path"),
        (reply({"code": 101}, "404 Not Found"), AuthError, r"refuses the sign-in \(404\): check user and password"),
        (reply({"fault": 1}, "422 Oops"), AuthError, r"refuses the sign-in \(422\): the system answered with an error"),
        (reply({"errors": [{"code": "FORBIDDEN"}]}), AuthError, "signing in: the system does not know us"),
        (reply({}, "429 Too Many Requests", extra=("Retry-After: 9",)), RateLimited, "429"),
        (reply({}, "503 Service Unavailable"), Unavailable, "503"),
        (reply({"login": "CurrentUser"}), AuthError, "has no token"),
        (reply({"login": "CurrentUser"}, extra=("Vendure-Auth-Token: \xff",)), BadPayload, "fits no header"),
    ],
    ids=["401", "400", "403", "404", "unknown user", "422", "by a rule", "429", "503", "no token", "no header"],
)
async def test_what_a_login_may_answer(server, answer, kind, words):
    server.on("/login", answer)
    async with opened(server) as connector:
        with pytest.raises(kind, match=words) as caught:
            await connector.health()
    assert type(caught.value) is kind
    assert str(caught.value) == f"shop: {caught.value.detail}"
    assert caught.value.detail.startswith("signing in: ")
    assert [seen.path for seen in server.seen] == ["/login"]


async def test_a_login_that_breaks_off_is_no_refusal(server, shop):
    good = server.handlers["/login"]
    server.handlers["/login"] = server.handlers["/reset"]
    async with opened(server) as connector:
        with pytest.raises(Unavailable):
            await connector.health()
        server.handlers["/login"] = good
        assert (await connector.health()).ok


async def test_25_what_a_system_echoes_is_masked(server, shop):
    shop.refusal = reply({"errors": [{"code": "FORBIDDEN", "text": "bad t-1 of s3cret pa$$ / s3cret%20pa%24%24"}]})
    async with opened(server) as connector:
        await connector.health()
        server.on("/people/1", shop.refusal)
        with pytest.raises(Denied) as caught:
            await connector.get("1")
    assert "s3cret" not in str(caught.value) + caught.value.said
    assert "bad" not in str(caught.value)  # the system's own words may hold a customer's data
    assert "bad" in caught.value.said


async def test_no_secret_no_request(server, shop):
    for secrets in ({}, {"shop-user": "u"}):
        async with opened(server, secrets=secrets) as connector:
            with pytest.raises(AuthError, match="secret:shop-"):
                await connector.health()
    assert server.seen == []


def test_a_dry_run_shows_that_there_is_a_sign_in_and_not_what_it_is():
    manifest = parse_manifest(MANIFEST.encode(), "shop.toml")
    backend = open_backend(manifest, None, SECRETS.get, FakeClock())
    line = backend.dry_run(manifest.reads()["customer.get"], {"customer": {"id": "7"}})
    assert line == "GET http://127.0.0.1:1/people/7   Authorization: ***"
    assert manifest.secret_names == ("shop-user", "shop-password")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"secret:shop-password"', '"pa55"', "x.toml:11  auth.request.json.password  a secret is written secret:NAME"),
        ('"secret:shop-password"', '"x secret:y"', "auth.request.json.password  secret:NAME must be the whole text"),
        ('user = "secret:shop-user", password = "secret:shop-password", ', "", "auth.request  names no secret"),
        ('path = "/login"', 'path = "login"', "x.toml:11  auth.request.path  must start with /"),
        ("header:vendure-auth-token", "header:", "x.toml:13  auth.extract.token  is written header:NAME"),
        ('"header:vendure-auth-token"', '"body.["', "x.toml:13  auth.extract.token  "),
        ("extract.token", "extract.other", "x.toml:14  auth.apply.Authorization  ${session.token} is no value of"),
        ("${session.token|text}", "fixed", "x.toml:13  auth.extract.token  is used nowhere"),
        ("${session.token|text}", "${session.token}", "x.toml:14  auth.apply.Authorization  placeholder"),
        ("apply.Authorization", "apply.Host", "x.toml:14  auth.apply.Host  cannot be set here"),
        ("ok_when = ", 'ok_when = "a["\nx = ', "x.toml:13  auth.x  does not belong to session_login"),
        ("ok_when = ", "ok_wen = ", "x.toml:12  auth.ok_wen  unknown key (did you mean ok_when?)"),
        (
            'extract.token = "header:vendure-auth-token"\n',
            "",
            "x.toml:9  auth.extract  missing: session_login needs it",
        ),
        ('kind = "session_login"', 'kind = "sesion"', "x.toml:10  auth.kind  must be one of none, basic"),
        ("[customer.get]", '[customer.get]\nrequest.headers.X-Api-Key = "abc"', "X-Api-Key  holds a secret"),
        (
            "[customer.get]",
            '[customer.get]\nrequest.headers.X-K = "secret:a"',
            "X-K  is not looked up here: secret:NAME stands in [auth]",
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_no_secret(old, new, problem):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert problem in str(caught.value)
    assert "pa55" not in str(caught.value)
