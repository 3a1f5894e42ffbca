"""The program, killed at any moment: run by `test_killed.py`, which tells it where to die.

It imports everything once and forks a worker for each line it reads: "<folder> <number> <moment>". A worker is the
whole core on the persistent demo profile. It takes calls and says what the screen would say: a draft or a call that is
saved, what it found on the screen when it started. At the moment named it kills itself, or waits to be killed.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from connectors.guard import Guarded
from desktop.call.state import CallState, IdentityStatus, Phase, SaveStatus, StepStatus
from desktop.settings import demo_in
from desktop.store.store import Store
from resources.demo import site_files
from tests.program.running import Running, running

MARTA = "+46701740605"


def say(*words: str) -> None:
    """One write a line: what the parent reads is whole or absent."""
    os.write(1, (" ".join(words) + "\n").encode())


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    while True:  # the signal may take a moment on a busy machine
        time.sleep(1)


def die_at(moment: str) -> None:
    """Put death in the way of one step."""
    finish, write = Store.finish_call, Guarded.write

    def finishing(self: Store, *arguments: Any) -> Any:
        if moment == "before-commit":
            die()
        finished = finish(self, *arguments)
        if moment == "after-commit":
            die()
        return finished

    async def writing(self: Guarded, *arguments: Any) -> Any:
        if moment == "before-write":
            die()
        written = await write(self, *arguments)
        if moment == "after-write":
            die()
        return written

    Store.finish_call = finishing  # type: ignore[method-assign]
    Guarded.write = writing  # type: ignore[method-assign]


async def look_round(run: Running) -> None:
    """What the screen shows at the start; then the agent finishes what was interrupted."""
    drafts = await run.core.db.run(lambda store: store.drafts.open())
    await run.until(lambda: len(run.desk.state.tabs) == len(drafts))
    for tab in run.desk.state.tabs:
        await run.filled(tab.call_id)
        state = await run.seen(tab.call_id, lambda state: state.wrap_up.save is SaveStatus.SAVED)
        view = state.wrap_up
        assert state.phase is Phase.WRAP_UP
        say("found", tab.call_id, view.notes.replace("\n", " | "))
        say("guide", tab.call_id, guide(state))
        if run.desk.state.viewed is None:
            say("blind", tab.call_id)
    for tab in run.desk.state.tabs:
        notes = run.state(tab.call_id).wrap_up.notes or "nothing"
        await run.finish(tab.call_id, notes)
        say("saved", tab.call_id, notes)


def guide(state: CallState) -> str:
    """What the screen says of the guide: its type, every step behind the agent, where they stand, what was picked."""
    view = state.guide
    behind = [step for step in view.steps if step.status in (StepStatus.DONE, StepStatus.SKIPPED)]
    return json.dumps(
        {
            "call_type": view.call_type,
            "steps": {step.id: step.reason or step.answer or step.status.value for step in behind},
            "at": view.steps[view.current].id if view.current < len(view.steps) else None,
            "disposition": state.wrap_up.disposition,
            "verified": state.verified,
        }
    )


ANSWERS = {
    "verified": "verified",
    "charge": "other_line",
    "charge_cause": "ours",
    "settle": "waive",
    "solved": "solved",
    "survey_consent": "given",
}


async def one_guide(run: Running, moment: str) -> None:
    """A call type chosen by hand, its questions asked, one left out, the agent back at one of them, and killed."""
    call = await run.ring(MARTA)
    await run.filled(call)
    run.desk.switch_call_type(call, "billing_dispute")
    for step, value in ANSWERS.items():
        run.desk.answer_step(call, step, value)
    run.desk.go_to_step(call, "greeting")
    run.desk.skip(call, "No time")
    run.desk.go_to_step(call, "settle")
    run.desk.set_disposition(call, run.state(call).wrap_up.dispositions[-1].id)
    await run.seen(call, lambda state: state.verified and state.wrap_up.save is SaveStatus.SAVED)
    say("guide", call, guide(run.state(call)))
    if moment == "committed":
        await run.end(call)
        await run.finish(call, "agreed")
        say("saved", call, "agreed")
    die()


async def answering(run: Running, name: str) -> None:
    """One answer after the other to one question, until killed."""
    call = await run.ring(MARTA)
    await run.filled(call)
    run.desk.switch_call_type(call, "billing_dispute")
    for count in range(10_000):
        run.desk.answer_step(call, "charge_named", f"{name}-{count}")
        say("typed", call, f"{name}-{count}")
        await run.seen(call, lambda state: state.wrap_up.save is SaveStatus.SAVED)
        say("drafted", call, f"{name}-{count}")


async def one_call(run: Running, name: str, moment: str) -> None:
    call = await run.ring(MARTA)
    state = await run.filled(call)
    assert state.identity.status is IdentityStatus.IDENTIFIED
    run.desk.set_disposition(call, state.wrap_up.dispositions[0].id)
    for text in (f"{name}", f"{name} she", f"{name} she asks for more"):
        run.desk.set_notes(call, text)
        say("typed", call, text)
        if moment in ("typing", "closing"):
            run.desk.flush()
            await run.seen(call, partial(is_saved, text))
            say("drafted", call, text)
    if moment == "typing":
        die()
    if moment == "closing":
        return
    await run.end(call)
    await run.seen(call, partial(is_saved, text))  # the end of a call is reason enough to write the draft
    run.desk.finish(call)
    await run.until(lambda: run.desk.call(call) is None)
    say("saved", call, text)


def is_saved(text: str, state: CallState) -> bool:
    return state.wrap_up.notes == text and state.wrap_up.save is SaveStatus.SAVED


async def work(folder: Path, number: str, moment: str) -> None:
    die_at(moment)
    if (folder / "book").is_dir():
        site_files.playbook_folder = lambda name: folder / "book"  # type: ignore[assignment]
    async with running(demo_in(folder), keys=None) as run:
        # The pace towards real systems would only make the test slow.
        run.core.delivery._pace._rate = 1000.0
        await look_round(run)
        say("ready")
        if moment == "nothing":
            await run.until(lambda: run.desk.state.outbox.pending == 0)
            async with asyncio.timeout(60):
                while (await run.core.db.run(lambda store: store.outbox.counts())).pending:
                    await asyncio.sleep(0.01)
            return
        if moment in ("guide", "committed"):
            await one_guide(run, moment)
        if moment == "answering":
            await answering(run, f"answer-{number}")
        for count in range(1 if moment != "any" else 10_000):
            await one_call(run, f"note-{number}-{count}", moment)
        if moment == "closing":
            run.core.db.submit(lambda store: die())
            return
        await asyncio.Event().wait()


def main() -> None:
    for line in sys.stdin:
        folder, number, moment = line.split()
        worker = os.fork()
        if worker == 0:
            try:
                asyncio.run(work(Path(folder), number, moment))
            except BaseException as error:
                say("failed", "-", repr(error))
                os._exit(1)
            os._exit(0)
        say("pid", str(worker))
        os.waitpid(worker, 0)
        say("gone")


if __name__ == "__main__":
    main()
