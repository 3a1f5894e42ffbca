"""Closing the program in the middle of anything loses nothing, and the next start shows where it was."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from desktop.call.state import Phase, SaveStatus
from desktop.core import Core, Options, open_core
from desktop.settings import Place
from desktop.store.errors import Closed
from desktop.store.records import RowState
from desktop.store.store import Store, open_store
from resources.demo.company import DemoCompany
from tests.program.running import KEYS, running

MARTA = "+46701740605"


def look(place: Place, what):
    store: Store = open_store(place.profile, KEYS)
    try:
        return what(store)
    finally:
        store.close()


async def test_what_was_typed_a_moment_before_closing_is_there_again(place: Place, company: DemoCompany):
    async with running(place) as run:
        call = await run.ring(MARTA)
        state = await run.filled(call)
        leaf = state.wrap_up.dispositions[1].id
        run.desk.set_notes(call, "She will call")
        run.desk.set_disposition(call, leaf)
        run.desk.set_notes(call, "She will call again.")
    async with running(place) as run:
        assert await run.new_call() == call
        state = await run.filled(call)
        assert state.phase is Phase.WRAP_UP
        assert (state.wrap_up.notes, state.wrap_up.disposition) == ("She will call again.", leaf)
        assert state.wrap_up.save is SaveStatus.SAVED
        assert state.identity.customer is not None
        assert state.identity.customer.customer.name == company.person("marta").name
        run.desk.finish(call)
        await run.until(lambda: run.desk.call(call) is None)
    async with running(place) as run:
        assert run.desk.state.tabs == ()


async def test_an_interrupted_call_is_in_view_again(place: Place):
    async with running(place) as run:
        call = await run.ring(MARTA)
        run.desk.set_notes(call, "Half a sent")
    async with running(place) as run:
        await run.new_call()
        assert run.desk.state.viewed == call
        assert [tab.call_id for tab in run.desk.state.tabs] == [call]


async def test_closed_while_a_finish_is_on_its_way(place: Place, company: DemoCompany):
    """Saved, or still a draft: never neither."""
    async with running(place) as run:
        call = await run.ring(MARTA)
        state = await run.filled(call)
        await run.end(call)
        run.desk.set_disposition(call, state.wrap_up.dispositions[0].id)
        run.desk.set_notes(call, "Typed and finished in one breath.")
        run.desk.finish(call)
    drafts = look(place, lambda store: store.drafts.open())
    rows = look(place, lambda store: store.outbox.list(RowState))
    kept = [draft.notes for draft in drafts] + [row.payload["summary"] for row in rows]
    assert kept == ["Typed and finished in one breath."]


async def test_the_journal_of_the_last_moment_is_written(place: Place):
    async with running(place) as run:
        call = await run.ring(MARTA)
        await run.filled(call)
        run.desk.not_this_person(call)
    kinds = [entry.kind for entry in look(place, lambda store: store.journal.of_call(call))]
    assert kinds[0] == "call.began"
    assert "call.not_this_person" in kinds


async def test_a_customer_just_seen_is_remembered(place: Place):
    async with running(place) as run:
        call = await run.ring(MARTA)
        await run.filled(call)
        await run.end(call)
        await run.finish(call, "Short.")
    assert look(place, lambda store: store.cache.find_by_phone(MARTA))


async def test_a_write_on_its_way_is_seen_through(place: Place, company: DemoCompany):
    with closing(sqlite3.connect(company.paths.crm, isolation_level=None)) as crm:
        async with running(place) as run:
            call = await run.ring(MARTA)
            await run.filled(call)
            await run.end(call)
            crm.execute("begin exclusive")
            await run.finish(call, "While the system is busy.")
            async with asyncio.timeout(60):
                while not await run.core.db.run(lambda store: store.outbox.list([RowState.INFLIGHT])):
                    await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(0.05, crm.execute, "rollback")
        found = crm.execute("select count(*) from interactions where summary = 'While the system is busy.'").fetchone()
    states = [row.state for row in look(place, lambda store: store.outbox.list(RowState))]
    assert (states, found) == ([RowState.DONE], (1,))


async def test_a_call_that_nobody_typed_into_leaves_nothing_behind(place: Place):
    async with running(place) as run:
        await run.filled(await run.ring(MARTA))
    async with running(place) as run:
        assert run.desk.state.tabs == ()
        assert run.desk.state.viewed is None


class Stubborn:
    """A connector whose end hangs, or fails."""

    def __init__(self, name: str, error: Exception | None = None) -> None:
        self.name = name
        self.error = error
        self.asked = asyncio.Event()

    async def aclose(self) -> None:
        self.asked.set()
        if self.error is not None:
            raise self.error
        await asyncio.Event().wait()


async def opened(place: Place) -> Core:
    def report(error: BaseException) -> None:
        raise error

    core = await open_core(place, Options(agent="Ana", report=report, keys=KEYS, doors=False))
    await core.desk.start()
    return core


async def is_closed(core: Core) -> bool:
    with pytest.raises(Closed):
        await core.db.run(lambda store: store.outbox.counts())
    return core.io.loop.is_closed()


async def test_a_system_that_does_not_close_keeps_neither_the_program_nor_the_store_open(
    place: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("desktop.core.LET_GO_S", 0.05)
    hangs, breaks, last = Stubborn("hangs"), Stubborn("breaks", OSError("secret")), Stubborn("last", OSError())
    core = await opened(place)
    core = replace(core, connectors=(hangs, breaks, *core.connectors, last))
    async with asyncio.timeout(30):
        await core.close()
    assert await is_closed(core)
    assert all(one.asked.is_set() for one in (hangs, breaks, last))
    assert "hangs not closed: TimeoutError" in caplog.text
    assert "secret" not in caplog.text


async def test_a_fault_on_the_way_out_is_told_and_everything_is_closed_all_the_same(
    place: Place, monkeypatch: pytest.MonkeyPatch
):
    core = await opened(place)
    close = core.desk.close

    async def fail() -> None:
        await close()
        raise ZeroDivisionError

    monkeypatch.setattr(core.desk, "close", fail)
    with pytest.raises(ZeroDivisionError):
        await core.close()
    assert await is_closed(core)


async def test_nothing_of_a_customer_can_be_read_in_the_profile(place: Place, company: DemoCompany):
    """While the program runs and after it: not in the store, nor in its log of writes, nor anywhere beside it."""
    canaries = [b"Lindqvist", b"marta.l@example.com", b"46701740605", b"canary-of-the-notes"]

    def readable() -> set[bytes]:
        files = [path for path in place.profile.rglob("*") if path.is_file()]
        assert any(path.name == "callside.db" for path in files)
        return {canary for path in files for canary in canaries if canary in path.read_bytes()}

    async with running(place) as run:
        state = await run.filled(await run.ring(MARTA))
        run.desk.set_notes(state.id, "canary-of-the-notes, said Marta Lindqvist")
        await run.seen(state.id, lambda state: state.wrap_up.save is SaveStatus.SAVED)
        assert readable() == set()
        await run.end(state.id)
        await run.finish(state.id, "canary-of-the-notes")
        assert readable() == set()
    assert look(place, lambda store: store.cache.find_by_phone(MARTA))
    assert readable() == set()
    assert {path.stat().st_mode & 0o077 for path in place.profile.rglob("*")} == {0}, "nobody else may look"


async def test_whom_the_agent_had_found_is_on_the_line_again(place: Place, company: DemoCompany):
    """Without a number nothing else tells who it was; the wrap-up must not go to nobody."""
    ayse = company.person("ayse")
    async with running(place) as run:
        call = await run.ring(None)
        run.desk.search(call, "88977")
        state = await run.seen(call, lambda state: state.search.status == "done" and state.search.results)
        run.desk.choose_customer(call, state.search.results[0].customer.key)
        state = await run.filled(call)
        assert state.identity.customer is not None
        run.desk.set_notes(call, "About her order.")
    async with running(place) as run:
        state = await run.filled(await run.new_call())
        assert state.identity.customer is not None
        assert state.identity.customer.customer.name == ayse.name
        assert state.identity.how == ("agent", "cache")
        await run.finish(call, state.wrap_up.notes)
        await run.until(lambda: run.desk.state.outbox.pending == 0)
    [row] = look(place, lambda store: store.outbox.list(RowState))
    assert row.payload["customer_id"] == ayse.customer_no
