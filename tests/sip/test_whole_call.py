"""A real call through everything: SIP on loopback, the softphone, the core, the company's databases and back."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from connectors.telephony.events import PhoneCommand
from desktop.call.state import IdentityStatus, Phase
from desktop.settings import DEMO_SITE, Place, local_today
from resources.demo.cast import load_cast
from resources.demo.company import ensure
from tests.program.machine import ROOT
from tests.program.running import place_in, running
from tests.sip.killed_call import guide
from tests.sip.phones import Softphone, caller, missing

pytestmark = [pytest.mark.sip, pytest.mark.skipif(missing() is not None, reason=str(missing()))]

# As a Swedish exchange hands it over; the CRM keeps it as "070-174 06 05", the shop as "0046701740605".
MARTA = "0701740605"


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Softphone]:
    found = Softphone(tmp_path / "phone")
    found.start()
    await found.ready()
    yield found
    found.stop()


@pytest.fixture
def place(tmp_path: Path, phone: Softphone) -> Place:
    """The demo company as any company: a site folder of its own, with this softphone in its site.toml."""
    found = place_in(tmp_path)
    ensure(found.site, local_today(DEMO_SITE))
    site = found.site / "site.toml"
    telephony = f'\n[[telephony]]\nname = "desk-phone"\nkind = "baresip"\nport = {phone.control_port}\n'
    site.write_text(site.read_text("utf-8") + telephony, "utf-8")
    return found


@pytest.fixture(autouse=True)
def _own_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def contacts(crm: Path, summary: str) -> list[sqlite3.Row]:
    with closing(sqlite3.connect(crm)) as database:
        database.row_factory = sqlite3.Row
        return database.execute("select * from interactions where summary = ?", (summary,)).fetchall()


def crm_of(place: Place) -> Path:
    return max(place.site.glob("v*/crm.db"))


async def arrived(crm: Path, summary: str) -> sqlite3.Row:
    """The contact in the CRM's own database, as soon as it is there."""
    async with asyncio.timeout(60):
        while not (rows := contacts(crm, summary)):
            await asyncio.sleep(0.05)
    [row] = rows
    return row


async def test_from_the_ring_to_the_crm(place: Place, phone: Softphone, tmp_path: Path, capsys):
    async with running(place) as run:
        await run.line("desk-phone")
        with caller(phone, tmp_path / "caller", MARTA, "M Lindqvist"):
            call = await run.new_call()
            await run.seen(call, lambda state: state.identity.customer is not None)
            waited = (datetime.now(UTC) - run.state(call).info.started_at).total_seconds()
            with capsys.disabled():
                print(f"\n[from the ring to the name: {waited * 1000:.0f} ms]", end="")
            state = await run.filled(call)
            assert (state.phase, state.info.ani, state.info.source) == (Phase.RINGING, "+46701740605", "desk-phone")
            assert state.info.ani_name == "M Lindqvist"
            assert state.identity.status is IdentityStatus.IDENTIFIED
            assert state.identity.customer is not None
            assert state.identity.customer.customer.name == name_of("marta")
            assert dict(state.identity.customer.ids)["crm"] == "44710932"
            assert {kind for kind, part in state.parts.items() if part.rows} >= {"orders", "feedback", "cases"}
            assert state.timeline
            assert state.decision is not None
            assert state.decision.actions.shown
            assert all(entry.reasons for entry in state.decision.actions.shown)
            for wish, phase, next_commands in (
                (run.desk.answer, Phase.TALKING, PhoneCommand.HOLD),
                (run.desk.hold, Phase.HELD, PhoneCommand.RESUME),
                (run.desk.resume, Phase.TALKING, PhoneCommand.HANG_UP),
                (run.desk.hang_up, Phase.WRAP_UP, None),
            ):
                wish(call)
                state = await run.seen(call, lambda state, phase=phase: state.phase is phase)
                assert state.info.trouble is None
                assert next_commands is None or next_commands in state.info.commands
        assert state.info.answered_at is not None
        assert state.info.ended_at is not None
        notes = "The late fee of invoice 0931 was explained."
        run.desk.set_notes(call, notes)
        run.desk.add_follow_up(call, "Call back about the fee", date(2031, 1, 2))
        leaf = run.state(call).wrap_up.dispositions[0]
        run.desk.set_disposition(call, leaf.id)
        run.desk.finish(call)
        await run.until(lambda: run.desk.call(call) is None)
        row = await arrived(crm_of(place), notes)
        assert (row["customer_no"], row["channel"], row["direction"]) == ("44710932", "voice", "in")
        assert (row["ani"], row["agent"], row["disposition"]) == ("+46701740605", "Ana", leaf.id)
        assert row["external_key"].startswith(call)
        await run.until(lambda: run.desk.state.outbox.pending == 0)
        with closing(sqlite3.connect(crm_of(place))) as database:
            tasks = database.execute("select subject, due_on, customer_no from tasks where due_on = '2031-01-02'")
            assert tasks.fetchall() == [("Call back about the fee", "2031-01-02", "44710932")]
        known = next(seen for seen in run.calls if seen.identity.customer is not None)
        assert known.phase is Phase.RINGING, "known before anybody answered"
    assert len(contacts(crm_of(place), notes)) == 1


def name_of(key: str) -> str:
    return next(person.name for person in load_cast().people if person.key == key)


async def test_a_call_goes_on_after_the_program_was_killed(place: Place, phone: Softphone, tmp_path: Path):
    """The caller is still on the phone: the same call, the same step of the guide, the caller still verified."""
    killed = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.sip.killed_call", str(place.site), str(place.profile)),
        cwd=ROOT,
        stdout=subprocess.PIPE,
    )
    assert killed.stdout is not None
    assert await killed.stdout.readline() == b"ready\n"
    with caller(phone, tmp_path / "caller", MARTA):
        before = json.loads(await killed.stdout.readline())
        assert await killed.wait() == -signal.SIGKILL
        async with running(place) as run:
            call = await run.new_call()
            state = await run.seen(call, lambda state: state.phase is Phase.TALKING and state.verified)
            assert {"call": call, **guide(state)} == before
            assert [tab.call_id for tab in run.desk.state.tabs] == [call]
            run.desk.hang_up(call)
            state = await run.seen(call, lambda state: state.phase is Phase.WRAP_UP)
            assert state.info.answered_at is not None
            await run.finish(call, "Settled after all.")
            await arrived(crm_of(place), "Settled after all.")


async def test_the_same_call_on_the_real_window(phone: Softphone, tmp_path: Path, place: Place):
    """The header shows the name while it rings; the agent answers with the window's own key and button."""
    machine = tmp_path / "home"
    machine.mkdir()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(machine), "XDG_RUNTIME_DIR": str(machine)}
    demo = machine / "demo"
    shutil.copytree(place.site, demo / "company")
    window = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.sip.whole_call_window", str(demo), str(phone.control_port)),
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert window.stdout is not None
    async with asyncio.timeout(40):
        assert await window.stdout.readline() == b"ready\n"
        with caller(phone, tmp_path / "caller", MARTA):
            out, err = await window.communicate()
    assert (window.returncode, err.decode()) == (0, "")
    seen = json.loads(out)
    name = name_of("marta")
    assert seen["ringing"]["name"] == name
    assert seen["ringing"]["status"] == "identified"
    assert seen["talking"]["phase"] == "talking"
    assert seen["held"]["phase"] == "held"
    assert seen["wrap-up"]["notes"] == "Typed on the window."
    assert seen["saved"]["tabs"] == 0
    for stage in ("ringing", "talking", "held", "wrap-up"):
        assert seen[stage]["name"] == name
        assert seen[stage]["cards"], "something to do is on the screen"
        assert seen[stage]["panels"]
    crm = max((demo / "company").glob("v*/crm.db"))
    row = await arrived(crm, "Typed on the window.")
    assert (row["customer_no"], row["ani"]) == ("44710932", "+46701740605")
