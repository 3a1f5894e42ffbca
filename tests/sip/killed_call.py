"""The program in the middle of a real call, killed: run by `test_whole_call.py` on the site and profile it names."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

from desktop.call.state import CallState, Phase, SaveStatus
from desktop.settings import Place
from tests.program.running import running


def guide(state: CallState) -> dict[str, object]:
    """What the screen says of the guide."""
    view = state.guide
    answers = {step.id: step.answer for step in view.steps if step.answer is not None}
    return {"call_type": view.call_type, "at": view.steps[view.current].id, "answers": answers}


async def work(place: Place) -> None:
    async with running(place) as run:
        await run.line("desk-phone")
        print("ready", flush=True)
        call = await run.new_call()
        await run.filled(call)
        run.desk.answer(call)
        await run.seen(call, lambda state: state.phase is Phase.TALKING)
        run.desk.switch_call_type(call, "billing_dispute")
        run.desk.answer_step(call, "verified", "verified")
        run.desk.answer_step(call, "charge", "other_line")
        state = await run.seen(call, lambda state: state.verified and state.wrap_up.save is SaveStatus.SAVED)
        print(json.dumps({"call": call, **guide(state)}), flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(work(Place(Path(sys.argv[1]), Path(sys.argv[2]))))
