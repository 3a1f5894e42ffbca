"""The call bar: the commands that make sense now, the timer, hold, practice, troubles, several calls."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from connectors.telephony.events import LineState, PhoneCommand
from desktop.call.desk_state import DeskState, Phase, Tab
from desktop.views.agent.call_bar import CallBar
from desktop.views.agent.call_tabs import CallTabs
from desktop.views.agent.call_words import CallWords
from desktop.views.agent.layout_class import layout_class
from desktop.views.safe_text import plain
from tests.views import samples
from tests.views.conftest import gone, show_at

BUTTONS = ("answer", "mute", "hold", "transfer", "end")


@pytest.fixture
def bar(context, look):
    found = CallBar(context)
    look.dress(found)
    found.set_layout(layout_class(1440, 900, 100))
    show_at(found, 1440, 52)
    yield found
    gone(found, look)


def shown(bar):
    """The labels of the phone buttons on screen, in order."""
    return [getattr(bar, name).label for name in BUTTONS if getattr(bar, name).isVisible()]


@pytest.mark.parametrize(
    ("state", "buttons"),
    [
        (samples.talking(), ["Mute", "Hold", "Transfer", "End"]),
        (samples.ringing(), ["Answer", "Reject"]),
        (samples.hold(), ["Resume Marta", "End"]),
        (samples.wrap_up(), []),
        (samples.talking(info=samples.info(commands=frozenset({PhoneCommand.HANG_UP}))), ["End"]),
        (samples.talking(info=samples.info(commands=frozenset())), []),
        (
            samples.talking(info=samples.info(muted=True, commands=frozenset({PhoneCommand.UNMUTE}))),
            ["Unmute"],
        ),
    ],
)
def test_only_the_commands_that_make_sense_are_there(state, buttons, bar):
    bar.show_desk(samples.desk_of(state))
    bar.show_call(state)
    assert shown(bar) == buttons


@pytest.mark.parametrize(
    ("key", "state", "wish"),
    [
        ("answer", samples.ringing(), ("answer", "call-1")),
        ("mute", samples.talking(), ("mute", "call-1")),
        (
            "mute",
            samples.talking(info=samples.info(muted=True, commands=frozenset({PhoneCommand.UNMUTE}))),
            ("unmute", "call-1"),
        ),
        ("hold", samples.talking(), ("hold", "call-1")),
        ("hold", samples.hold(), ("resume", "call-1")),
        ("end", samples.talking(), ("hang_up", "call-1")),
        ("end", samples.ringing(), ("hang_up", "call-1")),
    ],
)
def test_keys_and_clicks_do_the_same(key, state, wish, bar, context, desk):
    bar.show_desk(samples.desk_of(state))
    bar.show_call(state)
    context.keymap.run(key)
    getattr(bar, key).click()
    assert desk.wishes == [wish, wish]


@pytest.mark.parametrize("key", ["mute", "hold", "transfer", "end", "answer"])
def test_keys_without_a_command_do_nothing(key, bar, context, desk):
    state = samples.talking(info=samples.info(commands=frozenset()))
    bar.show_call(state)
    context.keymap.run(key)
    assert desk.wishes == []
    assert not bar.sheet.isVisible()


def test_a_command_on_its_way_is_shown_and_not_sent_twice(bar, context, desk):
    bar.show_call(samples.talking())
    show_at(bar, 1440, 52)
    places = {name: getattr(bar, name).x() for name in BUTTONS[1:]}
    pending = samples.talking(info=samples.info(pending=PhoneCommand.HOLD))
    bar.show_call(pending)
    show_at(bar, 1440, 52)
    assert shown(bar) == ["Mute", "Holding…", "Transfer", "End"]
    assert not bar.hold.isEnabled()
    for key in ("hold", "mute", "end", "transfer"):
        context.keymap.run(key)
    assert desk.wishes == []
    assert {name: getattr(bar, name).x() for name in BUTTONS[1:]} == places


def test_a_key_pressed_before_the_phones_answer_is_painted_is_not_lost(bar, context, desk):
    ringing = samples.ringing()
    answering = replace(ringing, info=replace(ringing.info, pending=PhoneCommand.ANSWER))
    bar.show_call(answering)
    desk.calls[answering.id] = replace(samples.talking(), id=answering.id)
    context.keymap.run("hold")
    assert desk.wishes == [("hold", answering.id)]


def test_the_end_button_stays_under_the_hand_through_hold(bar):
    bar.show_call(samples.talking())
    show_at(bar, 1440, 52)
    right = bar.end.mapTo(bar, QPoint(bar.end.width(), 0)).x()
    bar.show_call(samples.hold())
    show_at(bar, 1440, 52)
    assert bar.end.mapTo(bar, QPoint(bar.end.width(), 0)).x() == right


@pytest.mark.parametrize(
    ("state", "word", "time"),
    [
        (samples.talking(), "On call", "02:14"),
        (samples.ringing(), "Ringing", "00:06"),
        (samples.hold(), "On hold", "00:42"),
        (samples.wrap_up(), "After call", "00:12"),
        (samples.talking(info=samples.info(muted=True)), "Muted", "02:14"),
        (replace(samples.ringing(), info=samples.info(direction="out")), "Dialing", "02:56"),
    ],
)
def test_the_clock_names_what_it_counts(state, word, time, bar):
    bar.show_call(state)
    assert (bar.word.text(), bar.timer.text()) == (word, time)


def test_work_after_the_call_past_its_goal_warns_until_it_is_done(context, bar):
    late = samples.wrap_up()
    late = replace(late, info=replace(late.info, ended_at=samples.NOW - timedelta(seconds=45)))
    assert CallWords(context.formats).clock_face(late, samples.NOW).tone == "bar_warn"
    bar.show_call(late)
    assert bar.timer.property("tone") == "bar_warn"
    bar.clear()
    assert bar.timer.property("tone") == "bar_text"


def test_the_timer_never_shivers(bar):
    bar.show_call(samples.talking())
    widths = set()
    for seconds in (11, 58, 600, 3599):
        info = samples.info(answered_at=samples.NOW - timedelta(seconds=seconds))
        bar.show_call(samples.talking(info=info))
        show_at(bar, 1440, 52)
        widths.add((bar.timer.width(), bar.call_type.x()))
    assert len(widths) == 1


def test_the_line_about_the_call(bar):
    bar.show_call(samples.talking())
    assert plain(bar.about.text()) == "Inbound · Billing EN · waited 0:42 · 3 contacts in 30 days"
    assert bar.call_type.label == "Billing dispute"
    bar.show_call(samples.talking(info=samples.info(channel="chat", queue=None, waited_s=None)))
    assert plain(bar.about.text()) == "Chat · 3 contacts in 30 days"


@pytest.mark.parametrize("code", ["not_connected", "timeout", "refused", "unknown_call", "unsupported", "other"])
def test_a_failed_command_says_what_to_do(code, bar):
    bar.show_call(samples.talking(info=samples.info(trouble=code)))
    assert "phone" in bar.about.text().lower()
    assert bar.about.property("tone") == "bar_warn"
    bar.show_call(samples.talking())
    assert bar.about.property("tone") == "bar_text2"


def test_a_lost_phone_is_said_in_the_bar(bar):
    lost = samples.desk_of(samples.talking(), lines=(LineState("baresip", False, "lost"),))
    bar.show_call(samples.talking())
    bar.show_desk(lost)
    assert bar.about.text() == "Phone disconnected: the connection was lost"
    bar.show_desk(samples.desk_of(samples.talking()))
    assert bar.about.text().startswith("Inbound")


@pytest.mark.parametrize("make", [samples.talking, samples.hold, samples.ringing])
def test_while_the_phone_is_gone_its_buttons_are_dead_and_say_why(bar, desk, make):
    state = make()
    there = LineState(state.info.source, True, "ok")
    gone = replace(there, connected=False, code="lost")
    bar.show_desk(samples.desk_of(state, lines=(gone, LineState("other", True, "ok"))))
    bar.show_call(state)
    shown = [name for name in ("answer", "mute", "hold", "transfer", "end") if not getattr(bar, name).isHidden()]
    assert "end" in shown
    assert {name: getattr(bar, name).isEnabled() for name in shown} == dict.fromkeys(shown, False)
    assert "Use the phone itself" in bar.end.accessibleDescription()
    assert bar.about.text() == "Phone disconnected: the connection was lost"
    for command in ("mute", "hold", "transfer", "end"):
        bar._context.keymap.run(command)
    assert desk.wishes == []
    bar.show_desk(samples.desk_of(state, lines=(there,)))
    assert {name: getattr(bar, name).isEnabled() for name in shown} == dict.fromkeys(shown, True)
    bar._context.keymap.run("end")
    assert desk.wishes == [("hang_up", state.id)]


def test_what_the_phone_refused_while_it_was_gone_is_not_said_once_it_is_back(bar):
    state = samples.talking(info=samples.info(trouble="not_connected"))
    bar.show_call(state)
    assert "not connected" in bar.about.text()
    bar.show_desk(samples.desk_of(state, lines=(LineState(state.info.source, True, "ok"),)))
    assert bar.about.text().startswith("Inbound")


def test_a_call_that_is_told_of_by_hand_needs_no_phone(bar):
    state = samples.talking(info=samples.info(by_hand=True))
    bar.show_desk(samples.desk_of(state, lines=(LineState(state.info.source, False, "lost"),)))
    bar.show_call(state)
    assert bar.end.isEnabled()


def test_hold_turns_the_bar_and_only_then(bar):
    bar.show_call(samples.hold())
    assert bar.property("band") == "hold"
    bar.show_call(samples.talking())
    assert bar.property("band") == "bar"


def test_looking_at_a_held_caller_keeps_the_hold_bar_and_names_the_way_back(bar):
    held, other = samples.two_calls()
    bar.show_desk(samples.desk_of(other, held))
    bar.show_call(held)
    assert bar.property("band") == "hold"
    assert bar.hold.label == "Resume Marta"


def test_practice_calls_carry_a_band_and_a_word(bar, look):
    bar.show_desk(samples.desk_of(samples.talking(), practice=True))
    bar.show_call(samples.talking())
    show_at(bar, 1440, 52)
    image = bar.grab().toImage()
    warn = look.color("bar_warn").name()
    assert warn in {image.pixelColor(x, 1).name() for x in range(image.width())}
    assert bar.practice.isVisible()
    assert min(label.y() for label in (bar.word, bar.call_type)) >= 4
    bar.show_desk(samples.desk_of(samples.talking()))
    assert not bar.practice.isVisible()


def test_call_types_come_suggested_first_with_a_digit_each(bar, desk):
    bar.show_call(samples.talking())
    menu = bar.call_type_menu()
    actions = [action for action in menu.actions() if not action.isSeparator()]
    titles = [action.text() for action in actions]
    assert titles[0].startswith("&1   Billing dispute")
    assert titles[1].startswith("&2   Complaint")
    assert [action.isChecked() for action in actions] == [True, *[False] * 5]
    menu.triggered.emit(actions[2])
    assert desk.wishes == [("switch_call_type", "call-1", "order_status")]
    menu.deleteLater()


def test_transfer_asks_where_to(bar, context, desk, qtbot):
    bar.show_call(samples.talking())
    context.keymap.run("transfer")
    assert bar.sheet.isVisible()
    qtbot.keyClicks(bar.sheet.field, "  4711 ")
    bar.sheet.send.click()
    assert desk.wishes == [("transfer", "call-1", "4711")]
    assert not bar.sheet.isVisible()
    context.keymap.run("transfer")
    bar.sheet.send.click()
    assert len(desk.wishes) == 1
    bar.sheet.hide()


def test_between_calls_nothing_of_the_last_one_is_left(bar):
    bar.show_desk(samples.desk_of(samples.hold()))
    bar.show_call(samples.hold())
    bar.clear()
    bar.show_desk(samples.idle_desk())
    assert shown(bar) == []
    assert (bar.timer.text(), bar.about.text(), bar.property("band")) == ("No call", "", "bar")
    assert "Marta" not in bar.hold.label or not bar.hold.isVisible()
    assert plain(bar.presence.text()) == "Available · Ana R."


def test_a_second_call_can_be_answered_while_another_is_in_view(bar, context, desk):
    second = replace(samples.ringing(), id="call-2")
    bar.show_call(samples.talking())
    bar.show_desk(samples.desk_of(second, samples.talking()))
    assert "Answer" not in shown(bar)
    context.keymap.run("answer")
    assert desk.wishes == [("answer", "call-2")]


def test_narrow_windows_keep_icons_with_names(bar):
    bar.set_layout(layout_class(960, 460, 100))
    bar.show_call(samples.talking())
    show_at(bar, 960, 44)
    assert bar.minimumSizeHint().width() < 617
    for name in BUTTONS[1:]:
        button = getattr(bar, name)
        assert button.width() < 48
        assert button.accessibleName()
        assert button.toolTip()


def test_printed_keys_are_the_keys_that_work(bar, context):
    for name in BUTTONS:
        assert getattr(bar, name).key == context.keymap.caption(name)
        assert QKeySequence(context.keymap.sequence(name)).toString()


def test_tabs_appear_with_the_second_call(context, desk, look):
    tabs = CallTabs(context)
    look.dress(tabs)
    held, other = samples.two_calls()
    tabs.show_desk(samples.desk_of(held))
    assert tabs.isHidden()
    tabs.show_desk(samples.desk_of(held, other))
    show_at(tabs, 1440, 36)
    first, second = tabs._tabs
    assert first.label.split() == ["Marta", "Lindqvist", "On", "hold", "00:42"]
    assert (first.isChecked(), second.isChecked()) == (False, True)
    first.click()
    assert desk.wishes == [("view", held.id)]
    tabs.show_desk(samples.desk_of(other))
    assert tabs.isHidden()
    look.undress(tabs)


NAMES = (
    "Marta Lindqvist",
    "Jonas Weber",
    "Marta Lindqvist",
    "Élodie Marchand-Lefèvre de la Tour",
    None,
    "Anna Svensson",
)
PHASES = (Phase.HELD, Phase.TALKING, Phase.RINGING)


def row_of(count: int) -> tuple[Tab, ...]:
    """Calls of which three are live, the first in view, and two have one name."""
    base = samples.tab_of(samples.hold())
    return tuple(
        replace(base, call_id=str(at), name=NAMES[at % 6], number=f"+46 70 555 01 {40 + at}", phase=phase)
        for at, phase in enumerate((*PHASES, *[Phase.WRAP_UP] * count)[:count])
    )


@pytest.mark.parametrize(("count", "width"), [(3, 1280), (6, 1280), (10, 1280), (10, 1920), (10, 960), (10, 617)])
def test_however_many_calls_there_are_those_that_live_can_be_told_apart(count, width, context, look):
    tabs = CallTabs(context)
    look.dress(tabs)
    tabs.show_desk(DeskState(tabs=row_of(count), viewed="0"))
    show_at(tabs, width, 36)
    tabs._on_tick()
    QApplication.processEvents()
    assert tabs.width() == width
    shown = tabs._tabs[:count]
    assert all(tab.geometry().right() <= width for tab in shown)
    held, talking, ringing = shown[:3]
    if width >= 960:
        assert [tab.label for tab in (held, talking, ringing) if tab.is_elided()] == []
        assert ("…0140" in held.label, "…0142" in ringing.label, "00:42" in held.label) == (True, True, True)
    full = [tab.accessibleName() for tab in shown]
    assert full[0].split() == ["Marta", "Lindqvist", "…0140", "On", "hold", "00:42"]
    assert len({name.split("   ")[0] for name in full[:3]}) == 3
    assert [tab.isChecked() for tab in shown] == [True, *[False] * (count - 1)]
    look.undress(tabs)


def test_who_is_on_the_line_is_said_while_another_call_is_in_view(bar):
    held, other = samples.two_calls()
    desk = samples.desk_of(held, replace(other, phase=Phase.TALKING))
    bar.show_desk(replace(desk, viewed=held.id))
    bar.show_call(held)
    assert plain(bar.about.text()) == "On the line: " + desk.tabs[1].number
    assert bar.about.property("tone") == "bar_warn"
    assert plain(bar.presence.text()).startswith("On call")
    bar.show_desk(samples.desk_of(held))
    assert plain(bar.about.text()).startswith("Inbound")
    assert plain(bar.presence.text()).startswith("On hold")


@pytest.mark.parametrize(
    ("other", "said"), [("Marta Lindqvist", "Resume Marta …0142"), ("Marta Holm", "Resume Marta Lindqvist")]
)
def test_resume_means_nobody_else(other, said, bar):
    held = samples.hold()
    twin = replace(samples.tab_of(held), call_id="other", name=other, number="+46 70 555 09 99", phase=Phase.WRAP_UP)
    desk = samples.desk_of(held)
    bar.show_desk(replace(desk, tabs=(*desk.tabs, twin)))
    bar.show_call(held)
    assert bar.hold.label == said


def test_next_call_goes_round(bar, context, desk):
    held, other = samples.two_calls()
    bar.show_call(other)
    bar.show_desk(samples.desk_of(held, other))
    context.keymap.run("next_call")
    assert desk.wishes == [("view", held.id)]


def test_hostile_queues_and_names_fit(bar):
    for name in samples.HOSTILE:
        state = samples.hostile_names(name)
        bar.show_desk(samples.desk_of(state))
        bar.show_call(replace(state, phase=Phase.HELD))
        show_at(bar, 1440, 52)
        assert bar.presence.geometry().right() < 1440
        bar.grab()


def test_where_it_is_tight_the_usual_direction_goes_before_the_repeated_contacts(bar):
    bar.show_call(samples.talking())
    show_at(bar, 1440, 52)
    assert plain(bar.about.line_shown()).startswith("Inbound")
    bar.about.setFixedWidth(bar.about.fontMetrics().horizontalAdvance(bar.about.text()) - 4)
    assert plain(bar.about.line_shown()) == "Billing EN · waited 0:42 · 3 contacts in 30 days"
    outbound = samples.talking(info=replace(samples.talking().info, direction="out"))
    bar.show_call(outbound)
    assert plain(bar.about.line_shown()).startswith("Outbound")
