"""Signing in at a real OAuth server: by a person's browser, by rotating refresh tokens, and as a program.

A number in a name is that of a pitfall: 12 and 20 many questions on an expired token, 3 a sign-in that is over.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from connectors.auth.tokens import MemoryTokens, TokenKeep
from connectors.declarative import build_connector
from connectors.errors import AuthError, BadPayload
from connectors.guard import Guarded
from connectors.loading.load import parse_manifest
from desktop.store.db_thread import Db
from desktop.store.keys import DemoKeys
from desktop.store.store import open_store
from desktop.store.tokens import StoredTokens
from tests.connectors.fakes import FakeClock
from tests.program.machine import Machine
from tests.systems.oidc.conftest import Oidc, person

pytestmark = pytest.mark.systems
PERSON = """\
schema = 1
name = "desk"
settings = { base_url = "BASE/api" }
connection = { limits = { concurrency = 5 }, timeout_s = { connect = 5, verdict = 20, total = 25 } }
[auth]
kind = "oauth2_pkce"
authorize_url = "BASE/auth"
token_url = "BASE/token"
client_id = "callside"
scope = "openid offline_access api"
params = { prompt = "consent" }
[health.check]
request.path = "/me"
who = "login"
"""
PROGRAM = (
    PERSON[: PERSON.index("[auth]")]
    + """\
[auth]
kind = "oauth2_client"
token_url = "BASE/token"
client_id = "callside-service"
client_secret = "secret:desk-client"
scope = "api"
[health.check]
request.path = "/me"
who = "login"
"""
)
SECRETS = {"desk-client": "invented secret, 100%"}
Open = Callable[..., Guarded]


@pytest.fixture
async def opened(server: Oidc, tmp_path: Path) -> AsyncIterator[Open]:
    """Opens connections to the server, each as another program would."""
    found: list[Guarded] = []

    def open_one(tokens: TokenKeep | None = None, text: str = PERSON, **secrets: str) -> Guarded:
        manifest = parse_manifest(text.replace("BASE", server.url).encode(), "desk.toml")
        known = {**SECRETS, **{name.replace("_", "-"): value for name, value in secrets.items()}}
        found.append(build_connector(manifest, tmp_path, known.get, FakeClock(), tokens=tokens))
        return found[-1]

    yield open_one
    for connector in found:
        await connector.aclose()


@pytest.fixture
def tokens(tmp_path: Path) -> Iterator[StoredTokens]:
    """Tokens in an encrypted file, as on a workstation."""
    db = Db(partial(open_store, tmp_path / "profile", DemoKeys(tmp_path / "profile")))
    yield StoredTokens(db, tmp_path / "profile")
    db.close()


async def sign_in(connector: Guarded, login: str = "ann", *, consents: bool = True) -> str:
    """Somebody signs in with their browser; what their page says."""
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()

    def browse(told: str) -> bool:
        address.set_result(told)
        return True

    async def at_the_browser() -> str:
        return await person(await address, login, consents=consents)

    said = asyncio.create_task(at_the_browser())
    try:
        await connector.sign_in(browse)
    finally:
        words = await said
    return words


def since(before: dict[str, int], server: Oidc) -> dict[str, int]:
    """What the server has given and refused since then."""
    told = {what: count - before.get(what, 0) for what, count in server.counts().items()}
    return {what: count for what, count in told.items() if count}


class TestPerson:
    async def test_signs_in_with_the_browser_and_stays_signed_in(
        self, server: Oidc, opened: Open, tokens: StoredTokens
    ):
        before = server.counts()
        connector = opened(tokens)
        assert "You are signed in." in await sign_in(connector, "siân o'neill")
        assert (await connector.health()).who == "siân o'neill"
        assert since(before, server) == {"authorization_code": 1}
        assert (await opened(tokens).health()).who == "siân o'neill"
        assert since(before, server) == {"authorization_code": 1, "refresh_token": 1}

    async def test_who_does_not_agree_is_told_so_and_nothing_is_kept(self, opened: Open, tokens: StoredTokens):
        connector = opened(tokens)
        with pytest.raises(AuthError, match="the sign-in was refused: access_denied"):
            await sign_in(connector, consents=False)
        with pytest.raises(AuthError, match="nobody has signed in"):
            await connector.health()

    async def test_a_sign_in_that_gives_nothing_to_stay_signed_in_with(self, opened: Open, tokens: StoredTokens):
        connector = opened(tokens, PERSON.replace("openid offline_access api", "openid api"))
        with pytest.raises(BadPayload, match="no refresh_token: its scope or params may have to ask for one"):
            await sign_in(connector)

    async def test_each_refresh_token_is_used_once_and_the_next_is_kept_first(
        self, server: Oidc, opened: Open, tokens: StoredTokens
    ):
        await sign_in(opened(tokens))
        before = server.counts()
        seen = [await tokens.read("desk")]
        for _ in range(3):
            await opened(tokens).health()
            seen.append(await tokens.read("desk"))
        assert len(set(seen)) == 4
        assert since(before, server) == {"refresh_token": 3}

    async def test_pitfalls_12_and_20_twenty_questions_on_an_expired_token_are_one_refresh(
        self, server: Oidc, opened: Open, tokens: StoredTokens
    ):
        """The token lives for 30 s, and tokens are renewed up to 60 s before they expire."""
        connector = opened(tokens)
        await sign_in(connector)
        before = server.counts()
        clock_of(connector).pass_(31)
        answers = await asyncio.gather(*(connector.health() for _ in range(20)))
        assert [answer.who for answer in answers] == ["ann"] * 20
        assert since(before, server) == {"refresh_token": 1}

    async def test_pitfall_12_twenty_questions_on_a_token_that_was_withdrawn_are_one_refresh(
        self, server: Oidc, opened: Open, tokens: StoredTokens
    ):
        connector = opened(tokens)
        await sign_in(connector)
        await connector.health()
        before = server.counts()
        server.withdraw()
        answers = await asyncio.gather(*(connector.health() for _ in range(20)))
        assert [answer.who for answer in answers] == ["ann"] * 20
        assert since(before, server) == {"refresh_token": 1}

    async def test_pitfall_20_two_programs_at_once_use_no_token_twice(
        self, server: Oidc, opened: Open, tokens: StoredTokens
    ):
        await sign_in(opened(tokens))
        before = server.counts()
        programs = [opened(tokens) for _ in range(4)]
        answers = await asyncio.gather(*(each.health() for each in programs))
        assert [answer.who for answer in answers] == ["ann"] * 4
        assert since(before, server) == {"refresh_token": 4}

    async def test_pitfall_20_a_crash_between_refresh_and_store_ends_in_one_clean_request_to_sign_in(
        self, server: Oidc, opened: Open, tokens: StoredTokens
    ):
        """What is in the file was used already; the server takes its use for a theft and ends the whole sign-in."""
        await sign_in(opened(tokens))
        used_up = await tokens.read("desk")
        await opened(tokens).health()
        await tokens.keep("desk", used_up or "")
        before = server.counts()
        connector = opened(tokens)
        for _ in range(3):
            with pytest.raises(AuthError, match="sign in again"):
                await connector.health()
        assert since(before, server)["invalid_grant"] == 1
        assert since(before, server)["revoked"] == 1
        assert await tokens.read("desk") is None
        assert "You are signed in." in await sign_in(connector)
        assert (await connector.health()).who == "ann"


class TestProgram:
    async def test_twenty_questions_are_one_token(self, server: Oidc, opened: Open):
        before = server.counts()
        connector = opened(MemoryTokens(), PROGRAM)
        answers = await asyncio.gather(*(connector.health() for _ in range(20)))
        assert {answer.who for answer in answers} == {"callside-service"}
        clock_of(connector).pass_(31)
        await asyncio.gather(*(connector.health() for _ in range(20)))
        assert since(before, server) == {"client_credentials": 2}

    async def test_a_wrong_secret_is_told_once_and_not_sent_again_at_once(self, server: Oidc, opened: Open):
        before = server.counts()
        connector = opened(MemoryTokens(), PROGRAM, desk_client="wrong")
        for _ in range(3):
            with pytest.raises(AuthError, match="the sign-in was refused: invalid_client"):
                await connector.health()
        assert since(before, server) == {"invalid_client": 1}


def clock_of(connector: Guarded) -> FakeClock:
    """The clock that a connection counts by; time stands still but for what a test lets pass."""
    clock = connector._clock
    assert isinstance(clock, FakeClock)
    return clock


async def test_the_command_signs_in_at_the_real_server(machine: Machine, server: Oidc):
    """`callside connect login`, its address opened by hand; where there is no key store it says that nothing is kept."""
    site = machine.folder / "site"
    site.mkdir()
    (site / "desk.toml").write_text(PERSON.replace("BASE", server.url))
    (site / "site.toml").write_text(
        'schema = 1\nname = "Acme"\nregion = "DE"\nplaybook = "playbook"\n'
        '[[connections]]\nname = "desk"\nmanifest = "desk.toml"\n'
    )
    running = machine.start("connect", "login", "desk", "--site", str(site), DISPLAY="", WAYLAND_DISPLAY="")
    running.stdout.readline()
    address = running.stdout.readline().strip()
    assert "You are signed in." in await person(address)
    out, err = running.communicate(timeout=150)
    assert (running.returncode, out) == (1, "")
    assert "you are signed in, but nothing here keeps that" in err
