"""The local door: calls in, answers out, and nothing hostile gets further than it."""

from __future__ import annotations

import asyncio
import json
import socket
import stat
from pathlib import Path

import pytest

from connectors.telephony.door import DoorError, raise_window, send_pop
from connectors.telephony.events import CallEvent, LineState
from connectors.telephony.pop import PopServer


class Running:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.signals: list = []
        self.raised = 0
        self.server = PopServer(path, "DE", self._raise)
        self.told = asyncio.Event()

    def _raise(self) -> None:
        self.raised += 1

    def emit(self, signal) -> None:
        self.signals.append(signal)
        self.told.set()

    @property
    def calls(self) -> list[CallEvent]:
        return [signal for signal in self.signals if isinstance(signal, CallEvent)]


@pytest.fixture
async def running(tmp_path_factory):
    path = Path(tmp_path_factory.mktemp("d")) / "in" / "s"
    door = Running(path)
    task = asyncio.ensure_future(door.server.run(door.emit))
    await door.told.wait()
    yield door
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_call_goes_in_and_its_id_comes_back(running):
    call_id = await asyncio.to_thread(send_pop, running.path, {"from": "0151 20000004", "queue": "billing"})
    [event] = running.calls
    assert event.call_id == call_id
    assert (event.ani, event.queue, event.source) == ("+4915120000004", "billing", "pop")


async def test_the_door_is_for_this_user_alone(running):
    assert stat.S_IMODE(running.path.parent.stat().st_mode) == 0o700


async def test_a_second_start_raises_the_window(running):
    await asyncio.to_thread(raise_window, running.path)
    assert running.raised == 1


async def test_nobody_at_home(tmp_path):
    with pytest.raises(DoorError) as refused:
        send_pop(tmp_path / "nothing", {"from": "1"})
    assert refused.value.code == "not_running"


async def test_too_much_is_refused_before_it_is_sent(running):
    with pytest.raises(DoorError) as refused:
        send_pop(running.path, {"from": "1", "data": {"x": "y" * 10_000_000}})
    assert refused.value.code == "too_large"


def exchange(path: Path, raw: bytes) -> dict:
    with socket.socket(socket.AF_UNIX) as door:
        door.settimeout(5)
        door.connect(str(path))
        door.sendall(raw)
        door.shutdown(socket.SHUT_WR)
        return json.loads(door.makefile("rb").readline())


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"\xff\xfe\x00garbage\n", "unreadable"),
        (b"[" * 40_000 + b"\n", "unreadable"),
        (b"3\n", "unreadable"),
        (b"no end", "unreadable"),
        (b'{"call": 7}\n', "not_an_object"),
        (b'{"call": {"event": "explode"}}\n', "unknown_type"),
    ],
)
async def test_garbage_is_answered_and_changes_nothing(running, raw: bytes, code: str):
    answer = await asyncio.to_thread(exchange, running.path, raw)
    assert answer["ok"] is False
    assert answer["code"] == code
    assert running.calls == []
    assert await asyncio.to_thread(send_pop, running.path, {"from": "0151 20000004"})


async def test_ten_megabytes_are_cut_off(running):
    def flood() -> bool:
        with socket.socket(socket.AF_UNIX) as door:
            door.settimeout(5)
            door.connect(str(running.path))
            try:
                door.sendall(b'{"call": "' + b"x" * 10_000_000 + b'"}\n')
                return b"too_large" in door.makefile("rb").readline()
            except OSError:
                return True

    assert await asyncio.to_thread(flood)
    assert running.calls == []


async def test_a_door_left_by_a_killed_program_is_replaced(tmp_path):
    path = tmp_path / "in" / "s"
    path.parent.mkdir(mode=0o700)
    with socket.socket(socket.AF_UNIX) as old:
        old.bind(str(path))
    door = Running(path)
    task = asyncio.ensure_future(door.server.run(door.emit))
    await door.told.wait()
    assert await asyncio.to_thread(send_pop, path, {"from": "0151 20000004"})
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_path_that_cannot_be_opened_is_said_and_nothing_falls_over(tmp_path):
    (tmp_path / "file").write_text("")
    door = Running(tmp_path / "file" / "s")
    await door.server.run(door.emit)
    [state] = door.signals
    assert isinstance(state, LineState)
    assert not state.connected
