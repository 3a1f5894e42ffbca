"""A survey tool that cannot be asked during a call: read before it, in the running program and by hand."""

from __future__ import annotations

import asyncio
import json
import re
from pathlib import Path

import pytest

from desktop.call.state import CallState, IdentityStatus, PartStatus
from desktop.core import LET_GO_S
from desktop.settings import Place
from tests.connectors.fault_server import FAULTS, FaultServer, reply
from tests.program.machine import Machine, Ran
from tests.program.running import KEYS, PATIENCE_S, Running, running

MARTA = "+46701740605"
VOICE = """\
schema = 1
name = "voice"
label = "Surveys"
settings = { base_url = "http://127.0.0.1:1" }
health.check.request.path = "/ok"
[sync.feedback]
request.path = "/export"
records = "rows"
match = { email = "mail" }
map = { metric = "'nps'", score = "score", comment = "words", at = "time(at)" }
"""
ROWS = [
    {"id": 1, "mail": "Marta.L@example.com", "score": 6, "words": "Fine", "at": "2026-01-02T10:00:00Z"},
    {"id": 2, "mail": "someone@example.com", "score": 1, "words": "Bad", "at": "2026-01-02T10:00:00Z"},
    {"id": 3, "score": 1},
]


@pytest.fixture
async def server():
    async with FaultServer() as found:
        found.on("/export", {"rows": ROWS})
        yield found


def connect(folder: Path, port: int) -> None:
    """Put the survey tool in the place of the survey database."""
    (folder / "voice.toml").write_text(VOICE.replace("127.0.0.1:1", f"127.0.0.1:{port}"), "utf-8")
    site = folder / "site.toml"
    text = re.sub(r'(name = "voice"\nmanifest = "voice.toml"\n)settings = .*', r"\1", site.read_text("utf-8"))
    site.write_text(text, "utf-8")


async def called(run: Running) -> CallState:
    state = await run.filled(await run.ring(MARTA))
    assert state.identity.status is IdentityStatus.IDENTIFIED
    return state


async def test_the_running_program_reads_it_by_itself(
    place: Place, server: FaultServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("desktop.call.syncing.FIRST_S", (0.0, 0.0))
    connect(place.site, server.port)
    async with running(place) as run:
        voice = next(each for each in run.core.connectors if each.name == "voice")
        async with asyncio.timeout(PATIENCE_S):
            while await run.core.io.run(voice.last_sync()) is None:
                await asyncio.sleep(0)
        state = await called(run)
        assert [row.comment for row in state.parts["feedback"].rows] == ["Fine"]
        assert [seen.path for seen in server.seen] == ["/export"]


async def test_the_program_ends_while_a_system_is_being_read(
    place: Place, server: FaultServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("desktop.call.syncing.FIRST_S", (0.0, 0.0))
    server.handlers["/export"] = FAULTS["hang"]
    connect(place.site, server.port)
    async with running(place):
        async with asyncio.timeout(PATIENCE_S):
            while not server.seen:
                await asyncio.sleep(0)
        ends = asyncio.get_running_loop().time() + LET_GO_S
    assert asyncio.get_running_loop().time() < ends  # nobody waits for the answer


async def test_what_was_read_before_the_call_answers_during_it(
    place: Place, server: FaultServer, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("desktop.call.syncing.FIRST_S", (3600.0, 3600.0))
    connect(place.site, server.port)
    async with running(place) as run:
        state = await called(run)
        assert state.parts["feedback"].status is PartStatus.FAILED
        trouble = next(view for view in state.sources if view.name == "voice").trouble
        assert (trouble.code, "never read" in trouble.detail) == ("unread", True)
        voice = next(each for each in run.core.connectors if each.name == "voice")
        read = await run.core.io.run(voice.sync())
        assert (read.rows, read.nobody) == (2, 1)
        asked = len(server.seen)
        state = await run.filled(await run.ring(MARTA))
        [row] = state.parts["feedback"].rows
        assert (state.parts["feedback"].status, state.parts["feedback"].as_of) == (PartStatus.CACHED, read.at)
        assert (row.comment, row.provenance.source, row.provenance.as_of) == ("Fine", "cache", read.at)
        assert len(server.seen) == asked
        [view] = [view for view in state.sources if view.name == "voice"]
        assert (view.status, view.as_of, view.latency_ms, view.trouble) == ("cached", read.at, None, None)
    # It is there after a start, too, without another request.
    async with running(place) as run:
        state = await called(run)
        assert [row.comment for row in state.parts["feedback"].rows] == ["Fine"]
        assert len(server.seen) == asked


async def test_by_hand(machine: Machine, place: Place, server: FaultServer, monkeypatch: pytest.MonkeyPatch):
    connect(place.site, server.port)
    monkeypatch.setattr("desktop.commands.site.key_store", lambda place: KEYS)

    async def ran(*arguments: str) -> Ran:
        return await asyncio.to_thread(machine.inside, *arguments, "--site", str(place.site))

    said = await ran("connect", "sync", "voice")
    assert (said.code, said.out.splitlines()[1]) == (0, "1 row left out: about nobody that [sync] match can tell.")
    assert said.out.startswith("voice: 2 rows read; calls are answered from them, as of ")
    said = await ran("connect", "sync", "voice", "--full", "--json")
    assert {"rows": 2, "nobody": 1}.items() <= json.loads(said.out).items()
    said = await ran("customer", "--email", "marta.l@example.com", "--json")
    assert "email:marta.l@example.com" in said.out
    server.on("/export", reply(b"{}", "403 Forbidden"))
    said = await ran("connect", "sync", "voice")
    assert (said.code, said.is_one_line(), "nothing was kept" in said.err) == (1, True, True)
    said = await ran("connect", "sync", "crm")
    assert (said.code, said.is_one_line(), "is asked during the call" in said.err) == (1, True, True)
