"""`callside case` as a person types it: after real calls, for a copy of the playbook, and where there is nothing."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.playbook.loader import examined
from desktop.settings import demo_in
from resources.demo.company import ensure
from tests.program.machine import ROOT, Machine
from tests.program.running import running

FERNVIK = ROOT / "resources" / "playbooks" / "fernvik"
CALLS = ("order_status", "billing_dispute")


def test_where_no_call_was_finished_one_line_says_so(demo_machine: Machine):
    said = demo_machine.inside("case")
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line()
    assert said.err.endswith(
        "Finish some calls first: `callside demo` brings them; answer with F2, hang up with F9, finish with Ctrl+Enter.\n"
    )
    assert not (demo_machine.data / "callside" / "demo" / "profile").exists()


@pytest.fixture
async def calls(demo_machine: Machine) -> list[str]:
    """The ids of calls that were answered and finished."""
    place = demo_in(demo_machine.data / "callside" / "demo")
    assert place.company is not None
    company, found = ensure(place.company, datetime.now(UTC).date()), []
    async with running(place, keys=None) as run:
        for name in CALLS:
            call_id = await run.ring(company.call(name).ani)
            await run.filled(call_id)
            run.desk.answer(call_id)
            await run.seen(call_id, lambda state: state.decision.actions.shown)
            await run.end(call_id)
            await run.finish(call_id, "Noted for the customer.")
            found.append(call_id)
    return found


def test_calls_become_cases_that_hold_and_name_nobody(demo_machine: Machine, calls: list[str], tmp_path: Path):
    listed = demo_machine.inside("case")
    assert (listed.code, listed.err) == (0, "")
    assert [line.split()[0] for line in listed.out.splitlines()] == calls
    copy = shutil.copytree(FERNVIK, tmp_path / "copy")
    target = copy / "tests" / "actions.toml"
    before = target.read_bytes()
    company = ensure(demo_in(demo_machine.data / "callside" / "demo").company, datetime.now(UTC).date())
    for call_id, name in zip(calls, CALLS, strict=True):
        shown = demo_machine.inside("case", "--call", call_id, "--playbook", str(copy))
        assert (shown.code, shown.err) == (0, ""), shown
        added = demo_machine.inside("case", "--call", call_id, "--playbook", str(copy), "--add", "tests/actions.toml")
        assert added.out == shown.out + f"added to {target}\n"
        assert f'expect.call_type = "{name}"' in shown.out
        assert "expect.actions.has" in shown.out
        for word in (*company.call(name).ani.split(), call_id, "Noted"):
            assert word not in shown.out
    assert target.read_bytes().startswith(before)
    after = examined(copy)
    assert [str(problem) for problem in after.problems if problem.is_error] == []
    assert after.trial is not None
    assert {f"from-a-call-{name.replace('_', '-')}-1" for name in CALLS} <= {case.id for case in after.trial.cases}


def test_what_cannot_be_done_is_one_line_and_changes_nothing(demo_machine: Machine, calls: list[str], tmp_path: Path):
    copy = shutil.copytree(FERNVIK, tmp_path / "copy")
    inline = 'format = "callside.cases/1"\ncase = [{ id = "a" }]\n'
    (copy / "tests" / "inline.toml").write_text(inline, encoding="utf-8")
    refused = [
        demo_machine.inside("case", "--call", "nobody"),
        demo_machine.inside("case", "--call", calls[0], "--playbook", str(tmp_path / "nowhere")),
        demo_machine.inside("case", "--call", calls[0], "--playbook", str(copy), "--add", "playbook.toml"),
        demo_machine.inside("case", "--call", calls[0], "--playbook", str(copy), "--add", "tests/inline.toml"),
    ]
    for said in refused:
        assert said.code == 1, said
        assert said.is_one_line(), said
    assert (copy / "tests" / "inline.toml").read_text(encoding="utf-8") == inline
    assert (copy / "playbook.toml").read_bytes() == (FERNVIK / "playbook.toml").read_bytes()
    new = demo_machine.inside("case", "--call", calls[0], "--playbook", str(copy), "--add", "tests/new.toml")
    assert new.code == 0
    assert (copy / "tests" / "new.toml").read_text(encoding="utf-8").startswith('format = "callside.cases/1"\nclock = ')
