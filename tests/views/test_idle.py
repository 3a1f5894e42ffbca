"""Between calls: the agent's own day and a number to dial."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from desktop.views.agent.idle import IdlePage
from desktop.views.safe_text import plain
from desktop.views.widgets.tile import TileState
from tests.views import samples
from tests.views.conftest import show_at


@pytest.fixture
def page(context, look):
    found = IdlePage(context)
    look.dress(found)
    show_at(found, 1440, 800)
    yield found
    look.undress(found)


def test_the_day_in_figures(page):
    page.show_idle(samples.idle_desk())
    assert page.tiles["calls"].value.value == "14"
    assert page.tiles["average"].value.value == "6 min 12 s"
    assert page.tiles["needs_you"].value.value == "1"
    assert page.company.text() == "Ana R. · Northwind Fiber"
    assert [plain(row.label.text()) for row in page.recent if row.isVisible()] == [
        "Marta Lindqvist",
        "Jürgen Maier",
        "+49 40 555012",
    ]


def test_no_calls_yet_is_said_not_shown_as_zero(page):
    page.show_idle(samples.desk_of(calls_today=0, handled_s_today=0, recent=(), outbox=samples.OutboxCount()))
    assert {name: tile.value.state for name, tile in page.tiles.items()} == dict.fromkeys(page.tiles, TileState.NONE)
    assert page.tiles["average"].value.word == "no calls yet"
    assert page.no_recent.isVisible()


def test_dialing(page, desk):
    assert not page.dial.isEnabled()
    assert page.dial.toolTip()
    page.focus_first()
    QTest.keyClicks(page.number, " +46 70 555 01 42 ")
    assert page.dial.isEnabled()
    page.dial.click()
    assert desk.wishes == [("dial", "+46 70 555 01 42")]
    assert page.number.text() == ""
    page.number.returnPressed.emit()
    assert len(desk.wishes) == 1


def test_hostile_names_of_today_stay_text(page):
    page.show_idle(samples.desk_of(agent=samples.HOSTILE[0], company=samples.HOSTILE[2], recent=samples.HOSTILE))
    show_at(page, 700, 500)
    assert page.minimumSizeHint().width() <= 1440
    page.grab()
