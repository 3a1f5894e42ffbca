"""Alerts: three, worst first, one action each, the rest behind a counter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.call.state import Phase
from desktop.rules.decision import AlertEntry
from desktop.views.agent.alerts import Alerts, split_text
from desktop.views.agent.layout_class import layout_class
from tests.views import samples
from tests.views.conftest import gone, show_at


def call(alerts: int):
    return samples.talking(decision=samples.decision(alerts))


@pytest.fixture
def alerts(context, look):
    found = Alerts(context)
    look.dress(found)
    found.set_layout(layout_class(1440, 900, 100))
    yield found
    gone(found, look)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Open complaint C-20418, with Billing L2", ("Open complaint C-20418", "with Billing L2")),
        ("Birthday today", ("Birthday today", "")),
        ("Late: order 7", ("Late", "order 7")),
        (", odd", (", odd", "")),
        ("", ("", "")),
        ("Fiber installation on Nov 23, 2026", ("Fiber installation on Nov 23, 2026", "")),
        ("Besuch am 3. Nov. 2026", ("Besuch am 3. Nov. 2026", "")),
        ("Bestellung vom 13. Nov. 2026, zu spät", ("Bestellung vom 13. Nov. 2026", "zu spät")),
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
        assert alerts.more.accessibleName() == f"{count - 3} more alert" + ("s" if count > 4 else "")


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


@pytest.mark.parametrize("left", ["nothing", "others", "fading"])
def test_an_action_that_is_not_on_the_cards_has_no_button(left, alerts, context):
    acted = []
    alerts.acted.connect(acted.append)
    alerts.show_call(call(3))
    assert [chip.key != "" for chip in alerts.chips] == [True] * 3
    state = call(3)
    cards = {
        "nothing": (),
        "others": state.decision.actions.ranked[1:],
        "fading": (replace(state.decision.actions.ranked[0], no_longer_recommended=True),),
    }[left]
    fewer = replace(state.decision, actions=replace(state.decision.actions, ranked=cards))
    alerts.show_call(replace(state, decision=fewer))
    context.keymap.run("alert_1")
    alerts.chips[0].click()
    menu = alerts.menu(alerts.entries)
    assert not menu.actions()[0].isEnabled()
    assert "Send the state" not in menu.actions()[0].text()
    menu.deleteLater()
    assert acted == []
    assert alerts.chips[0].key == ""
    assert alerts.chips[0].accessibleName() == "Open complaint C-20418, with Billing L2"


def test_while_it_rings_an_alert_tells_and_does_not_act(alerts, context):
    acted = []
    alerts.acted.connect(acted.append)
    ringing = replace(call(3), phase=Phase.RINGING)
    alerts.show_call(ringing)
    widths = [chip.sizeHint().width() for chip in alerts.chips]
    context.keymap.run("alert_1")
    assert acted == []
    alerts.show_call(call(3))
    context.keymap.run("alert_1")
    assert [entry.id for entry in acted] == ["complaint-open"]
    assert [chip.sizeHint().width() for chip in alerts.chips] == widths


def wanted(alerts):
    margins = 32 + 8 * (sum(chip.isVisible() for chip in alerts.chips) - 1)
    return sum(chip.width_at(0) for chip in alerts.chips if chip.isVisible()) + margins


def test_the_row_is_used_before_anything_is_left_out(alerts):
    alerts.show_call(call(3))
    show_at(alerts, 1440, 46)
    assert [chip.level for chip in alerts.chips] == [0, 0, 0]
    show_at(alerts, wanted(alerts), 46)
    assert [chip.level for chip in alerts.chips] == [0, 0, 0]
    assert all(chip.width() >= chip.sizeHint().width() for chip in alerts.chips)


def test_the_last_chips_say_less_first_and_none_is_pushed_out(alerts):
    alerts.show_call(call(3))
    show_at(alerts, 1440, 46)
    full = wanted(alerts)
    show_at(alerts, full - 1, 46)
    assert [chip.level for chip in alerts.chips] == [0, 1, 1]
    for width in range(full, 600, -40):
        show_at(alerts, width, 46)
        levels = [chip.level for chip in alerts.chips]
        assert levels == sorted(levels)
        assert all(chip.isVisible() and chip.geometry().right() < width - 16 for chip in alerts.chips)


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
