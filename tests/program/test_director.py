"""The unattended demo on a profile in which another run was interrupted."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from desktop.call.state import SaveStatus
from desktop.demo_play import state_player
from desktop.director import Director
from desktop.settings import demo_in
from tests.program.running import Running, running

CALL = "order_status"


class _Interrupted(Exception):
    pass


async def _played(folder: Path, watch: Callable[[Running, str], Awaitable[None]]) -> list[str]:
    stages: list[str] = []
    player = state_player()
    async with running(demo_in(folder, "fernvik"), phones=(player,)) as run:

        async def seen(_: str, stage: str) -> None:
            stages.append(stage)
            await watch(run, stage)

        await Director(run.core, player, seen).play(CALL)
    return stages


async def _go_on(run: Running, stage: str) -> None:
    pass


async def _fall_over(run: Running, stage: str) -> None:
    if stage == "2-answered":
        call = run.desk.state.tabs[0].call_id
        run.desk.put_notes(call, "He waits for")
        await run.seen(call, lambda state: state.wrap_up.save is SaveStatus.SAVED)
        raise _Interrupted


async def test_a_call_that_was_interrupted_is_not_taken_for_the_one_that_rings(tmp_path: Path) -> None:
    with pytest.raises(_Interrupted):
        await _played(tmp_path, _fall_over)
    assert (await _played(tmp_path, _go_on))[-1] == "9-saved"
