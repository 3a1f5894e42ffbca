"""Giving up a question, at any moment, leaves no statement open: a SQLite file with one stays locked for all writers."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from contextlib import closing

import pytest

from connectors.site import load_site, open_connectors
from connectors.sql.statements import Statements
from tests.connectors.test_demo_phones import company as company  # noqa: PLC0414  one company for both modules


@pytest.fixture
async def shop(company):
    found = next(each for each in open_connectors(load_site(company.paths.site)) if each.name == "shop")
    yield found
    await found.aclose()


def lock(path) -> None:
    """What any other program does when it writes; fails at once while somebody reads."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        other.execute("begin exclusive")
        other.execute("rollback")


async def is_free(path) -> None:
    """Wait until nobody reads."""
    async with asyncio.timeout(30):
        while True:
            try:
                return lock(path)
            except sqlite3.OperationalError:
                await asyncio.sleep(0.001)


async def test_giving_up_at_any_moment_leaves_the_file_free(company, shop):
    moments = random.Random(7)
    for _ in range(60):
        shop.forget()
        asked = [asyncio.ensure_future(shop.list(kind, "700001")) for kind in ("orders", "invoices", "events")]
        await asyncio.sleep(moments.uniform(0.0, 0.02))
        for question in asked:
            question.cancel()
        await asyncio.gather(*asked, return_exceptions=True)
        await is_free(company.paths.shop)


async def test_who_gives_up_is_let_go_at_once_and_the_statement_is_told():
    statements, told, go_on = Statements(), [], asyncio.Event()

    async def work() -> str:
        await go_on.wait()
        return "done"

    question = asyncio.ensure_future(statements.run(work(), told.append))
    await asyncio.sleep(0)
    question.cancel()
    with pytest.raises(asyncio.CancelledError):
        await question
    [task] = told
    assert not task.done()
    go_on.set()
    await statements.end()
    assert task.result() == "done"


async def test_an_outcome_nobody_hears_is_not_complained_about(caplog):
    statements = Statements()

    async def fails() -> None:
        await asyncio.sleep(0)
        raise OSError("nobody listens")

    question = asyncio.ensure_future(statements.run(fails(), lambda task: None))
    await asyncio.sleep(0)
    question.cancel()
    await asyncio.gather(question, return_exceptions=True)
    await statements.end()
    assert caplog.records == []


async def test_an_error_reaches_who_waits():
    async def fails() -> None:
        raise OSError("heard")

    statements = Statements()
    with pytest.raises(OSError, match="heard"):
        await statements.run(fails(), lambda task: None)
    await statements.end()
