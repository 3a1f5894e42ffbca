"""View tasks: owned, canceled with their view, failures heard."""

from __future__ import annotations

import asyncio

import pytest
from PySide6.QtCore import QEvent, QObject

from desktop.views.tasks import loop_is_running, view_task


async def test_a_task_runs_and_is_forgotten():
    owner, done = QObject(), asyncio.Event()

    async def work():
        done.set()

    task = view_task(owner, work(), "work")
    assert task.get_name() == "work"
    await asyncio.wait_for(done.wait(), 30)
    await task
    # Qt's timers may call who waits for a task before who forgets it.
    async with asyncio.timeout(30):
        while owner._callside_tasks.running:
            await asyncio.sleep(0)


async def test_a_destroyed_view_cancels_its_tasks(qapp):
    parent = QObject()
    owner = QObject(parent)

    async def work():
        await asyncio.Event().wait()

    tasks = [view_task(owner, work()) for _ in range(2)]
    owner.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for task in tasks:
        with pytest.raises(asyncio.CancelledError):
            await task


async def test_a_failure_reaches_the_loops_handler_at_once():
    heard = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, news: heard.append(news["message"]))

    async def work():
        raise ValueError("no")

    owner = QObject()
    task = view_task(owner, work(), "broken")
    with pytest.raises(ValueError, match="no"):
        await task
    async with asyncio.timeout(30):
        while not heard:
            await asyncio.sleep(0)
    assert heard == ["view task broken failed"]
    loop.set_exception_handler(None)


def test_without_a_loop_nothing_starts_and_nothing_is_left_pending():
    async def work():
        raise AssertionError("must not run")

    assert not loop_is_running()
    with pytest.raises(RuntimeError):
        view_task(QObject(), work())
