"""The demo's bank: its own system is the fourth, and its two tables stand on the calls that are about them."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from connectors.records import Row
from desktop.call.state import CallState, PartStatus
from desktop.settings import demo_in
from tests.program.running import Running, running

JUERGEN, CAMILLE, LOU = "+498999998042", "+33199001234", "+12065550148"


@pytest.fixture
async def run(built: Path, tmp_path: Path) -> AsyncIterator[Running]:
    shutil.copytree(built, tmp_path / "demo" / "company")
    async with running(demo_in(tmp_path / "demo", "bank"), keys=None) as found:
        yield found


def cells(state: CallState, table: str, field: str) -> list[object]:
    part = state.parts[table]  # type: ignore[index]
    assert part.status is PartStatus.LIVE
    assert part.systems == ("bank",)
    assert all(isinstance(row, Row) for row in part.rows)
    return [row.cells[field] for row in part.rows]


async def about(run: Running, number: str, call_type: str) -> CallState:
    """A call of this person about this, everything on the screen."""
    call = await run.ring(number)
    await run.filled(call)
    run.desk.switch_call_type(call, call_type)
    return await run.seen(call, lambda state: state.decision.call_type.value == call_type)


async def test_after_fraud_what_left_the_account_comes_first(run: Running):
    state = await about(run, JUERGEN, "fraud")
    assert [panel.panel for panel in state.decision.panels[:3]] == ["bookings", "cases", "cards"]
    assert cells(state, "bookings", "payee")[:2] == ["M. Oldenkamp", "M. Oldenkamp"]
    assert [str(amount.amount) for amount in cells(state, "bookings", "amount")[:2]] == ["-1480.00", "-1.00"]
    alerts = {alert.id: alert.text for alert in state.decision.alerts}
    assert alerts["transfer-pending"] == "A transfer has not left yet, it can still be stopped"
    assert state.panels.specs["bookings"].title == "Account"


async def test_a_lost_card_opens_the_cards(run: Running):
    state = await about(run, CAMILLE, "card_lost")
    assert [panel.panel for panel in state.decision.panels[:2]] == ["cards", "bookings"]
    assert cells(state, "cards", "number") == ["•••• 3365", "•••• 7741"]
    assert cells(state, "bookings", "state")[:2] == ["pending", "pending"]


async def test_somebody_without_an_account_has_none(run: Running):
    state = await about(run, LOU, "general")
    assert [state.parts[table].rows for table in ("cards", "bookings")] == [(), ()]
