"""Alerts: three, worst first, one action each, the rest behind a counter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.rules.decision import AlertEntry
from desktop.views.agent.alerts import Alerts, split_text
from desktop.views.agent.layout_class import layout_class
from tests.views import samples
from tests.views.conftest import show_at


def call(alerts: int):
    return samples.talking(decision=samples.decision(alerts))


@pytest.fixture
def alerts(context, look):
    found = Alerts(context)
    look.dress(found)
    found.set_layout(layout_class(1440, 900, 100))
    yield found
    look.undress(found)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Open complaint C-20418, with Billing L2", ("Open complaint C-20418", "with Billing L2")),
        ("Birthday today", ("Birthday today", "")),
        ("Late: order 7", ("Late", "order 7")),
        (", odd", (", odd", "")),
        ("", ("", "")),
    ],
)
def test_a_title_and_what_follows(text, parts):
    assert split_text(text) == parts


@pytest.mark.parametrize("count", range(6))
def test_at_most_three_and_a_counter(count, alerts):
    alerts.show_call(call(count))
    show_at(alerts, 1440, 46)
    assert sum(chip.isVisible() for chip in alerts.chips) == min(3, count)
    assert alerts.more.isVisible() == (count > 3)
    if count > 3:
        assert alerts.more.label == f"+{count - 3}"
        assert alerts.more.accessibleName() == f"{count - 3} more alerts"


def test_the_order_is_the_engines(alerts):
    alerts.show_call(call(5))
    assert [chip.entry.id for chip in alerts.chips] == ["complaint-open", "card-expires", "birthday"]


def test_key_click_and_menu_act_alike(alerts, context):
    acted = []
    alerts.acted.connect(acted.append)
    alerts.show_call(call(5))
    context.keymap.run("alert_2")
    alerts.chips[1].click()
    assert [entry.id for entry in acted] == ["card-expires", "card-expires"]
    menu = alerts.menu(alerts.entries)
    menu.triggered.emit(menu.actions()[0])
    assert acted[-1].id == "complaint-open"
    assert not menu.actions()[3].isEnabled()
    menu.deleteLater()


def test_an_alert_without_an_action_only_tells(alerts, context):
    acted = []
    alerts.acted.connect(acted.append)
    entry = AlertEntry("contact-before", "info", "Was in touch this week: Late fee question")
    state = call(0)
    alerts.show_call(replace(state, decision=replace(state.decision, alerts=(entry,))))
    context.keymap.run("alert_1")
    alerts.chips[0].click()
    assert acted == []
    assert alerts.chips[0].key == ""


def test_tone_comes_with_an_icon_and_a_name(alerts):
    alerts.show_call(call(3))
    assert [chip.property("tone") for chip in alerts.chips] == ["bad", "warn", "violet"]
    assert len({chip._icon for chip in alerts.chips}) == 3
    assert alerts.chips[0].accessibleName() == "Open complaint C-20418, with Billing L2. Send the state"


def test_the_short_class_keeps_a_counter_only(alerts):
    alerts.set_layout(layout_class(1280, 640, 100))
    alerts.show_call(call(3))
    assert not alerts.isVisible()
    assert (alerts.counter.label, alerts.counter.isHidden()) == ("3 alerts", False)
    alerts.set_layout(layout_class(1440, 900, 100))
    assert alerts.counter.isHidden()


def test_clearing_forgets_them(alerts):
    alerts.show_call(call(5))
    alerts.clear()
    assert alerts.entries == ()
    assert all(chip.isHidden() for chip in alerts.chips)
    assert alerts.counter.isHidden()


@pytest.mark.parametrize("width", [620, 1440])
def test_hostile_and_endless_texts_share_the_row(width, alerts):
    state = call(0)
    for text in samples.HOSTILE:
        entry = AlertEntry("x", "bad", text, "act", text)
        alerts.show_call(replace(state, decision=replace(state.decision, alerts=(entry,) * 40)))
        show_at(alerts, width, 46)
        assert alerts.minimumSizeHint().width() <= width
        assert all(chip.geometry().right() <= width for chip in alerts.chips if chip.isVisible())
        alerts.grab()
