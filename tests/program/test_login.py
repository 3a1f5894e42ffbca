"""`callside connect login`: the address is printed where no browser opens, and the outcome is one line."""

from __future__ import annotations

import asyncio
import threading
import urllib.error
import urllib.request

import pytest

from tests.connectors.fault_server import FaultServer
from tests.connectors.oauth_server import Provider
from tests.program.machine import Machine

SITE = """\
schema = 1
name = "Acme"
region = "DE"
playbook = "playbook"
[[connections]]
name = "desk"
manifest = "desk.toml"
[[connections]]
name = "open"
manifest = "open.toml"
"""
DESK = """\
schema = 1
name = "desk"
label = "Service desk"
settings = { base_url = "BASE" }
[auth]
kind = "oauth2_pkce"
authorize_url = "BASE/authorize"
token_url = "BASE/token"
client_id = "callside"
[health.check]
request.path = "/api"
"""
OPEN = DESK[: DESK.index("[auth]")] + DESK[DESK.index("[health.check]") :]


@pytest.fixture
def provider():
    """A provider on a loop of its own, since the command takes this thread."""
    loop, ready, found = asyncio.new_event_loop(), threading.Event(), []

    async def serve():
        async with FaultServer() as server:
            end = asyncio.Event()
            found.append((Provider(server), server, end))
            ready.set()
            await end.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()))
    thread.start()
    ready.wait()
    provider, server, end = found[0]
    provider.url = server.url
    yield provider
    loop.call_soon_threadsafe(end.set)
    thread.join()
    loop.close()


@pytest.fixture
def site(machine: Machine, provider):
    folder = machine.folder / "site"
    folder.mkdir()
    for name, text in (("site.toml", SITE), ("desk.toml", DESK), ("open.toml", OPEN)):
        (folder / name).write_text(text.replace("BASE", provider.url))
    return folder


def test_the_address_is_printed_and_a_machine_without_a_key_store_says_so(machine: Machine, site, provider):
    running = machine.start("connect", "login", "desk", "--site", str(site), DISPLAY="", WAYLAND_DISPLAY="")
    assert "open this address" in running.stdout.readline()
    address = running.stdout.readline().strip()
    assert address.startswith(f"{provider.url}/authorize?response_type=code&client_id=callside")
    with urllib.request.urlopen(provider.browser(address)) as page:
        assert page.read().startswith(b"You are signed in.")
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out) == (1, "")
    assert "there is no key store" in err
    assert "Traceback" not in err
    assert len(provider.asked) == 1


def test_a_person_who_says_no_ends_in_one_line(machine: Machine, site, provider):
    running = machine.start("connect", "login", "desk", "--site", str(site), DISPLAY="", WAYLAND_DISPLAY="")
    running.stdout.readline()
    address = running.stdout.readline().strip()
    urllib.request.urlopen(provider.browser(address, code=None, error="access_denied")).close()
    out, err = running.communicate(timeout=120)
    assert (running.returncode, out) == (1, "")
    assert err.strip().endswith("desk: the sign-in was refused: access_denied.")


def test_what_needs_no_person_and_what_is_not_there(machine: Machine, site):
    said = machine.inside("connect", "login", "open", "--site", str(site))
    assert (said.code, said.is_one_line()) == (1, True)
    assert "signs in by itself (none)" in said.err
    said = machine.inside("connect", "login", "nothing", "--site", str(site))
    assert "it has desk, open" in said.err


def test_a_test_of_a_connection_nobody_has_signed_in_to_says_it(machine: Machine, site):
    said = machine.inside("connect", "test", "desk", "--site", str(site))
    assert said.code == 1
    assert "nobody has signed in: sign in again" in said.out
