"""A source that is down, slow or talks nonsense: said in its own place, and no other part of the call suffers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.call.state import CallState, IdentityStatus, PartStatus
from desktop.settings import Place
from resources.demo.company import DemoCompany
from tests.program.running import Running, running

MARTA = "+46701740605"
OF_SHOP = {"orders", "invoices", "events"}
OF_CRM = {"cases", "interactions"}
OF_VOICE = {"feedback"}


def statuses(state: CallState) -> dict[str, PartStatus]:
    return {kind: part.status for kind, part in state.parts.items()}


def said(state: CallState, source: str) -> tuple[str, str | None]:
    view = next(view for view in state.sources if view.name == source)
    return view.status, view.trouble.code if view.trouble else None


def live(state: CallState, kinds: set[str]) -> bool:
    return all(state.parts[kind].status is PartStatus.LIVE and state.parts[kind].rows for kind in kinds)


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()


async def called(run: Running) -> CallState:
    return await run.filled(await run.ring(MARTA))


async def test_all_is_well(place: Place, company: DemoCompany):
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.IDENTIFIED
        assert state.identity.customer is not None
        assert state.identity.customer.customer.name == company.person("marta").name
        assert live(state, OF_SHOP | OF_CRM | OF_VOICE)
        assert [said(state, source)[0] for source in ("crm", "shop", "voice")] == ["ok", "ok", "ok"]


@pytest.mark.parametrize(
    ("source", "lost", "kept"),
    [("shop", {"orders", "invoices"}, OF_CRM | OF_VOICE), ("voice", OF_VOICE, OF_CRM | {"orders", "invoices"})],
)
async def test_a_database_that_is_gone(place: Place, company: DemoCompany, source: str, lost: set, kept: set):
    getattr(company.paths, source).unlink()
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.IDENTIFIED
        assert said(state, source) == ("failed", "network")
        for kind in lost:
            part = state.parts[kind]
            assert part.status is PartStatus.FAILED
            assert part.trouble is not None
            assert (part.trouble.system, part.trouble.code) == (source, "network")
        assert live(state, kept)


async def test_the_first_system_is_gone_and_the_others_know_the_number(place: Place, company: DemoCompany):
    company.paths.crm.unlink()
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.IDENTIFIED
        assert state.identity.customer is not None
        assert state.identity.customer.ids.keys() == {"shop", "voice"}
        assert said(state, "crm") == ("failed", "network")
        assert statuses(state)["cases"] is PartStatus.FAILED
        assert live(state, {"orders", "invoices", "feedback"})


async def test_every_system_is_gone(place: Place, company: DemoCompany):
    for source in ("crm", "shop", "voice"):
        getattr(company.paths, source).unlink()
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.UNKNOWN
        assert {said(state, source) for source in ("crm", "shop")} == {("failed", "network")}
        assert state.guide.call_type is not None, "a call type for an unknown caller is there all the same"


async def test_a_locked_database_is_slow_at_two_seconds_and_failed_at_three(place: Place, company: DemoCompany):
    with closing(sqlite3.connect(company.paths.shop)) as holder:
        holder.execute("begin exclusive")
        async with running(place) as run:
            state = await called(run)
            assert state.identity.status is IdentityStatus.IDENTIFIED
            assert live(state, OF_CRM | OF_VOICE)
            status, code = said(state, "shop")
            assert (status, code) in {("failed", "timeout"), ("failed", "busy")}
            assert statuses(state)["orders"] is PartStatus.FAILED
            holder.rollback()
            run.desk.refresh(state.id, "shop")
            await run.seen(state.id, lambda state: live(state, OF_SHOP))


async def test_a_slow_database_is_called_slow_while_its_answer_may_still_come(
    place: Place, company: DemoCompany, monkeypatch: pytest.MonkeyPatch
):
    """Slow, not dead: the verdict comes before the end of patience, and what is known stays."""
    # A busy machine may take longer to look into the cache than an agent should wait for it.
    monkeypatch.setattr("desktop.call.session.CACHE_S", 60.0)
    async with running(place) as run:
        first = await called(run)
        await run.end(first.id)
        await run.finish(first.id, "first")
    with closing(sqlite3.connect(company.paths.crm)) as holder:
        holder.execute("begin exclusive")
        async with running(place) as run:
            state = await called(run)
            known = [seen for seen in run.calls if seen.identity.customer is not None]
            assert known[0].identity.cached_at is not None, "the cache stands in, and says so"
            assert run.calls.index(known[0]) == 0, "before anything else is shown"
            state = await run.seen(state.id, lambda state: said(state, "crm")[0] == "failed")
            state = await run.seen(state.id, lambda state: live(state, {"orders", "feedback"}))
            assert state.parts["cases"].status is PartStatus.CACHED
            assert state.parts["cases"].as_of is not None


async def test_no_database_at_all_in_the_file(place: Place, company: DemoCompany):
    company.paths.shop.write_bytes(b"<html><body>Please sign in</body></html>" * 100)
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.IDENTIFIED
        assert said(state, "shop") == ("failed", "bad_payload")
        assert statuses(state)["orders"] is PartStatus.FAILED
        assert live(state, OF_CRM | OF_VOICE)


async def test_a_column_that_was_renamed(place: Place, company: DemoCompany):
    change(company.paths.shop, "alter table orders rename column placed_at to created_at")
    async with running(place) as run:
        state = await called(run)
        assert state.identity.customer is not None
        assert "shop" in state.identity.customer.ids
        orders = state.parts["orders"]
        assert orders.status is PartStatus.FAILED
        assert orders.trouble is not None
        assert orders.trouble.code == "bad_payload"
        assert "placed_at" in orders.trouble.detail
        assert live(state, {"invoices"} | OF_CRM | OF_VOICE)


async def test_words_where_a_date_should_be(place: Place, company: DemoCompany):
    marta = company.person("marta").customer_no
    change(
        company.paths.voice,
        f"update answers set answered_at = 'last Tuesday' where customer_no = '{marta}' and survey = 'CES'",
    )
    change(company.paths.crm, f"update customers set birthday = 'in spring' where customer_no = '{marta}'")
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.IDENTIFIED
        feedback = state.parts["feedback"]
        assert feedback.status is PartStatus.LIVE
        assert any(row.at is None for row in feedback.rows)
        assert any(row.at is not None for row in feedback.rows)
        assert live(state, OF_SHOP | OF_CRM)


async def test_hostile_text_in_every_column(place: Place, company: DemoCompany):
    evil = "<img src=file:///etc/passwd>\u202e\x00" + "A" * 200_000
    with closing(sqlite3.connect(company.paths.crm)) as database:
        database.execute("update customers set name = ?, city = ? where customer_no = '44710932'", (evil, evil))
        database.execute(
            "update interactions set subject = ?, summary = ? where customer_no = '44710932'", (evil, evil)
        )
        database.execute("update cases set subject = ? where customer_no = '44710932'", (evil,))
        database.commit()
    async with running(place) as run:
        state = await called(run)
        assert state.identity.status is IdentityStatus.IDENTIFIED
        assert live(state, OF_SHOP | OF_CRM | OF_VOICE)
        await run.end(state.id)
        await run.finish(state.id, evil)


async def test_two_systems_that_each_know_another_person_are_a_choice(place: Place, company: DemoCompany):
    change(
        company.paths.shop,
        "update accounts set email = 'other@example.com', first_name = 'Other', last_name = 'Person' where email = 'marta.l@example.com'",
    )
    async with running(place) as run:
        state = await run.seen(
            await run.ring(MARTA), lambda state: all(said(state, source)[0] == "ok" for source in ("crm", "shop"))
        )
        state = await run.seen(state.id, lambda state: state.identity.status is not IdentityStatus.LOOKING)
        assert state.identity.status is IdentityStatus.CHOOSE
        assert state.identity.customer is None
        assert len(state.identity.candidates) == 2
