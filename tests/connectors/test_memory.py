"""A short memory for answers."""

from __future__ import annotations

import asyncio

import pytest

from connectors.memory import MAX_ENTRIES, Memory
from tests.connectors.fakes import FakeClock


class Source:
    def __init__(self):
        self.asked = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def ask(self):
        self.asked += 1
        await self.gate.wait()
        return self.asked


async def test_an_answer_is_remembered_for_its_time():
    clock, source = FakeClock(), Source()
    memory = Memory(clock)
    assert [await memory.get("q", 30, source.ask) for _ in range(3)] == [1, 1, 1]
    clock.pass_(30)
    assert await memory.get("q", 30, source.ask) == 2
    assert await memory.get("other", 30, source.ask) == 3
    assert await memory.get("q", 0, source.ask) == 4
    memory.forget()
    assert await memory.get("q", 30, source.ask) == 5


async def test_one_question_at_a_time_for_everybody():
    source = Source()
    source.gate.clear()
    memory = Memory(FakeClock())

    async def open_gate():
        while not source.asked:
            await asyncio.sleep(0)
        source.gate.set()

    *answers, _ = await asyncio.gather(*[memory.get("q", 30, source.ask) for _ in range(9)], open_gate())
    assert answers == [1] * 9


async def test_who_gives_up_takes_nobody_along():
    source = Source()
    source.gate.clear()
    memory = Memory(FakeClock())
    first = asyncio.ensure_future(memory.get("q", 30, source.ask))
    second = asyncio.ensure_future(memory.get("q", 30, source.ask))
    while not source.asked:
        await asyncio.sleep(0)
    first.cancel()
    source.gate.set()
    assert await second == 2
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_an_answer_asked_for_before_it_was_forgotten_is_not_remembered():
    memory, source = Memory(FakeClock()), Source()
    source.gate.clear()
    early = asyncio.ensure_future(memory.get("q", 30, source.ask))
    while not source.asked:
        await asyncio.sleep(0)
    memory.forget()
    source.gate.set()
    assert await early == 1
    assert await memory.get("q", 30, source.ask) == 2
    assert await memory.get("q", 30, source.ask) == 2


async def test_errors_are_not_remembered():
    memory, source = Memory(FakeClock()), Source()

    async def fail():
        raise ValueError

    with pytest.raises(ValueError):
        await memory.get("q", 30, fail)
    assert await memory.get("q", 30, source.ask) == 1


async def test_it_stays_small():
    memory, source = Memory(FakeClock()), Source()
    for number in range(MAX_ENTRIES * 2):
        await memory.get(number, 30, source.ask)
    assert len(memory._kept) == MAX_ENTRIES
    assert memory._asking == {}
