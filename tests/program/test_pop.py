"""`callside pop` and the window: a call handed over by another program, refused, or too much for the door."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.telephony.door import DoorError, send_pop
from desktop.call.state import IdentityStatus, Phase
from desktop.settings import Place
from resources.demo.company import DemoCompany
from tests.program.machine import Machine
from tests.program.running import running

HOSTILE = "<img src=file:///etc/passwd>\u202e\u2066 Bob\x07\x1b[2J"


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory, built: Path) -> Iterator[Machine]:
    """A machine on which Callside runs, its window on no screen, and takes calls; nothing upsets it."""
    machine = Machine(tmp_path_factory.mktemp("window"))
    demo = machine.data / "callside" / "demo"
    shutil.copytree(built, demo / "company")
    process = machine.start("demo")
    machine.door()
    yield machine
    process.terminate()
    out, err = process.communicate(timeout=120)
    assert (process.returncode, out, err) == (0, "", "")
    log = (demo / "profile" / "callside.log").read_text("utf-8")
    assert [line for line in log.splitlines() if '"level": "ERROR"' in line] == []


def test_calls_are_handed_to_the_running_window(window: Machine):
    said = window.run("pop", "--number", "070-174 06 05", "--id", "sv-1", "--name", "Marta", "--queue", "Billing")
    assert (said.code, said.out, said.err) == (0, "sv-1\n", "")
    for event in ("answered", "held", "resumed", "transferred", "ended"):
        assert window.run("pop", "--number", "070-174 06 05", "--id", "sv-1", "--event", event).code == 0
    said = window.run("pop", "--number", "anonymous", "--json")
    assert said.code == 0
    assert json.loads(said.out)["call_id"]
    for number in ("not a number", "1", "+49", "sip:bob@example.com", "9" * 200, ""):
        assert window.run("pop", "--number", number).code == 0, "the window shows what a phone says, whatever it is"


def test_hostile_fields_harm_nobody(window: Machine):
    fields = ("--name", HOSTILE, "--queue", HOSTILE, "--to", HOSTILE, "--uui", HOSTILE, "--data", f"k={HOSTILE}")
    said = window.run("pop", "--number", HOSTILE, *fields)
    assert (said.code, said.err) == (0, "")
    for broken in ("\udcff\udcfe", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "=" * 1000):
        assert window.run("pop", "--number", "1", "--name", broken, "--data", f"k={broken}").code == 0
    large = "x" * 120_000  # one argument may hold 128 KiB on Linux
    said = window.run("pop", "--number", "1", "--data", *(f"k{n}={large}" for n in range(10)))
    assert said.code == 1
    assert said.is_one_line()
    assert "too much data" in said.err
    with pytest.raises(OSError, match="too long"):
        window.run("pop", "--number", "1", "--name", "x" * 10_000_000)
    assert window.run("pop", "--number", "1").code == 0, "the door is still open"


def test_nobody_is_running(machine: Machine):
    said = machine.run("pop", "--number", "1")
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line()
    assert "not running" in said.err
    machine.runtime.rmdir()
    assert "not running" in machine.run("pop", "--number", "1").err
    assert machine.inside("pop", "--number", "1", "--site", "nowhere").is_one_line()


def test_somebody_who_does_not_answer(machine: Machine, place: Place):
    """A door without a program behind it, as a program that hangs leaves it."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as deaf:
        deaf.bind(str(machine.runtime / "deaf.sock"))
        deaf.listen()
        with pytest.raises(DoorError) as refused:
            send_pop(machine.runtime / "deaf.sock", {"from": "1"}, timeout=0.05)
    assert refused.value.code == "no_answer"


def knock(door: Path, said: bytes) -> dict:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as knocker:
        knocker.settimeout(20)
        knocker.connect(str(door))
        try:
            knocker.sendall(said)
            knocker.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it stopped listening in the middle, as it should
        with knocker.makefile("rb") as answer:
            return json.loads(answer.readline() or b"{}")


async def test_the_door_of_a_whole_desk(place: Place, company: DemoCompany, runtime: Path):
    """What no program of ours would say, on the real socket; calls go on being taken."""
    async with running(place, doors=True) as run:
        await run.line("pop")
        assert place.door.parent.stat().st_mode & 0o777 == 0o700
        for said in (
            b"",
            b"\n",
            b"\x00" * 100 + b"\n",
            b"[1, 2]\n",
            b'{"call": "me"}\n',
            b'{"call": {"event": "exploded", "from": "1"}}\n',
            b'{"do": "format c:"}\n',
            b"[" * 60_000 + b"\n",
            b'{"call": {"from": "' + b"9" * 10_000_000 + b'"}}\n',
        ):
            answer = await asyncio.to_thread(knock, place.door, said)
            assert not answer.get("ok"), said[:40]
        assert run.desk.state.tabs == ()
        hostile = {
            "from": HOSTILE,
            "name": HOSTILE * 50,
            "queue": None,
            "uui": [1],
            "data": {"a": {}, "b\x00": HOSTILE},
        }
        call = json.dumps({"call": hostile}).encode() + b"\n"
        assert (await asyncio.to_thread(knock, place.door, call))["ok"]
        state = run.state(await run.new_call())
        for text in (state.info.ani, state.info.ani_name, *state.info.data, *state.info.data.values()):
            assert not set(text or "") & set("\u202e\u2066\x07\x1b\x00")
        state = await run.filled(state.id)
        assert state.identity.status is IdentityStatus.UNKNOWN
        pop = await asyncio.to_thread(send_pop, place.door, {"from": "0701740605", "id": "after all that"})
        assert pop == "after all that"
        known = await run.filled(await run.new_call({state.id}))
        assert known.identity.customer is not None
        assert known.identity.customer.customer.name == company.person("marta").name
        assert known.phase is Phase.RINGING
    assert not place.door.exists(), "the door is closed behind us"


async def test_a_door_somebody_else_prepared_is_not_used(place: Place, runtime: Path):
    """The folder for it is a file, or cannot be made: a line state says so, and the rest of the desk works."""
    (runtime / "callside").write_text("not a folder")
    async with running(place, doors=True) as run:
        await run.until(lambda: run.desk.state.lines)
        [line] = run.desk.state.lines
        assert (line.source, line.connected, line.code) == ("pop", False, "refused")
        state = await run.filled(await run.ring("+46701740605"))
        assert state.identity.status is IdentityStatus.IDENTIFIED


def test_a_pop_loads_next_to_nothing():
    """Softphones start it for each event: nothing heavy may creep in."""
    listed = "import sys; from desktop.commands import pop; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, env=os.environ, timeout=150)
    heavy = {"asyncio", "PySide6", "sqlalchemy", "pydantic", "phonenumbers", "cryptography", "httpx", "desktop.core"}
    assert not heavy & set(loaded.stdout.split())
