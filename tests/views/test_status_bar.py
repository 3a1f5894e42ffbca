"""The status bar: sources by shape and word, outbox, saving, phone, the keys that work now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from connectors.telephony.events import LineState
from desktop.call.state import OutboxCount, SourceView
from desktop.store.errors import StoreError
from desktop.views.agent.layout_class import layout_class
from desktop.views.agent.status_bar import StatusBar
from desktop.views.agent.store_words import StoreWords
from desktop.views.language import Languages
from desktop.views.safe_text import open_address
from tests.views import samples
from tests.views.conftest import gone, show_at
from tests.views.decisions import PANELS, decision


def every_error(kind: type[StoreError]) -> set[type[StoreError]]:
    """An error of the store and all its kinds."""
    return {kind}.union(*(every_error(child) for child in kind.__subclasses__()))


@pytest.fixture
def bar(context, look):
    found = StatusBar(context)
    look.dress(found)
    found.set_layout(layout_class(1440, 900, 100))
    show_at(found, 1440, 26)
    yield found
    gone(found, look)


def sources(bar):
    return [item.label for item in bar.sources if item.isVisible()]


def hints(bar):
    return [(hint.cap.text(), hint.word.text()) for hint in bar.hints if hint.isVisible()]


def test_live_sources_show_their_latency(bar):
    bar.show_call(samples.talking())
    assert sources(bar) == ["CRM 38 ms", "Orders 112 ms", "Feedback 86 ms"]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (samples.cached(), ["CRM 3 h old", "Orders 3 h old", "Feedback 3 h old"]),
        (samples.loading(), ["CRM …", "Orders …", "Feedback …"]),
        (samples.failed_source(), ["CRM signed out", "Orders 112 ms", "Feedback no answer"]),
    ],
)
def test_every_state_has_its_word(state, said, bar):
    bar.show_call(state)
    assert sources(bar) == said


@pytest.mark.parametrize(
    ("code", "english", "german"),
    [
        ("timeout", "CRM no answer", "CRM keine Antwort"),
        ("no_key_store", "CRM no key store", "CRM kein Schlüsselspeicher"),
        ("no_secret", "CRM no key", "CRM Zugangsschlüssel fehlt"),
    ],
)
def test_why_there_is_no_answer_is_said_in_the_language_of_the_window(qapp, bar, context, code, english, german):
    state = samples.failed_source()
    failed = replace(state.sources[0], trouble=replace(state.sources[0].trouble, code=code))
    bar.show_call(replace(state, sources=(failed,)))
    assert sources(bar) == [english]
    languages = Languages(qapp, context.formats)
    languages.speak("de")
    try:
        bar.show_call(replace(state, sources=(replace(failed, status="asking"),)))
        bar.show_call(replace(state, sources=(failed,)))
        assert sources(bar) == [german]
    finally:
        languages.speak("en")
        languages.forget()


def test_states_have_their_own_shape(bar):
    statuses = ("ok", "asking", "cached", "failed", "idle")
    views = tuple(SourceView(name, name, name) for name in statuses)
    bar.show_call(samples.talking(sources=views))
    assert len({item._icon_name for item in bar.sources[: len(views)]}) == len(views)


def test_a_failed_source_says_one_sentence_and_offers_one_action(bar, desk):
    bar.show_call(samples.failed_source())
    item = bar.sources[0]
    assert item.accessibleDescription()
    menu = item.menu_of_source()
    texts = [action.text() for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert len(texts) == 2
    assert texts[1] == "Copy for IT"
    next(action for action in menu.actions() if action.text() == texts[0]).trigger()
    assert desk.wishes == [("refresh", "call-1", "crm")]
    menu.deleteLater()


def test_a_system_that_agents_sign_in_to_offers_the_browser_also_between_calls(bar, desk, context):
    signed_out = replace(samples.failed_source().sources[0], signs_in=True)
    bar.show_desk(replace(desk.state, sources=(signed_out,)))
    menu = bar.sources[0].menu_of_source()
    (sign_in, copy) = [action for action in menu.actions() if action.isEnabled() and not action.isSeparator()]
    assert (sign_in.text(), copy.text()) == ("Sign in with the browser", "Copy for IT")
    sign_in.trigger()
    assert desk.wishes == [("sign_in", "crm", open_address)]
    menu.deleteLater()
    bar.show_desk(replace(desk.state, sources=(replace(signed_out, status="ok", trouble=None),)))
    menu = bar.sources[0].menu_of_source()
    assert "Sign in with the browser" not in [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_a_sign_in_that_failed_is_said_and_offered_again(bar, desk):
    source = samples.failed_source().sources[0]
    failed = replace(source, signs_in=True, trouble=replace(source.trouble, code="sign_in"))
    bar.show_desk(replace(desk.state, sources=(failed,)))
    item = bar.sources[0]
    assert item.accessibleDescription() == "The sign-in to CRM did not work. Try again, or tell IT."
    menu = item.menu_of_source()
    assert "Sign in with the browser" in [action.text() for action in menu.actions()]
    menu.deleteLater()


def test_only_web_addresses_are_opened():
    for address in ("file:///etc/passwd", "http://login.example.com/", "javascript:alert(1)", "callside://call", ""):
        assert not open_address(address)


def test_the_same_sources_of_another_call_are_asked_for_that_call(bar, desk):
    first = samples.failed_source()
    bar.show_call(first)
    bar.show_call(replace(first, id="call-2", sources=(*first.sources,)))
    menu = bar.sources[0].menu_of_source()
    next(action for action in menu.actions() if action.isEnabled() and not action.isSeparator()).trigger()
    assert desk.wishes == [("refresh", "call-2", "crm")]
    menu.deleteLater()


def test_it_gets_what_it_needs_and_no_customer(bar):
    bar.show_call(samples.failed_source())
    text = bar.sources[2].for_it()
    assert "error: timeout" in text
    assert "detail: GET /answers: no answer in 3 s" in text
    assert "Marta" not in text
    menu = bar.sources[2].menu_of_source()
    menu.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text() == text
    menu.deleteLater()


def test_more_sources_than_room_keep_the_worst(bar):
    views = tuple(SourceView(f"s{n}", f"S{n}", "ok", 10.0) for n in range(11))
    views = (*views, SourceView("bad", "Bad", "failed"))
    bar.show_call(samples.talking(sources=views))
    assert len(sources(bar)) == 8
    assert sources(bar)[0] == "Bad no answer" or sources(bar)[0] == "Bad"
    assert bar.more.text() == "+4"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (OutboxCount(), ""),
        (OutboxCount(3, 0), "3 to send"),
        (OutboxCount(3, 1), "3 to send, 1 needs you"),
        (OutboxCount(0, 2), "2 need you"),
    ],
)
def test_the_outbox(count, text, bar):
    bar.show_desk(samples.desk_of(outbox=count))
    assert (bar.outbox.label if bar.outbox.isVisible() else "") == text


# `unknown`, `closed` and `not_demo` are faults of the program, and `store_failed` is what is left: one line for all.
UNNAMED = {"store_failed", "unknown", "closed", "not_demo"}
CODES = {error.code for error in every_error(StoreError)} | {"low_space", "locked_away"}


@pytest.mark.parametrize("code", sorted(CODES - UNNAMED))
def test_every_problem_of_the_store_has_words_of_its_own(code, bar):
    words = StoreWords()
    assert words.line(code) != words.line("store_failed")
    assert len(words.line(code)) <= 66
    if code not in ("low_space", "locked_away", "off"):
        assert words.not_saved(code) != words.not_saved("store_failed")


@pytest.mark.parametrize("code", sorted(CODES | {"other"}))
def test_trouble_with_saving_is_never_silent(code, bar):
    bar.show_desk(samples.desk_of(store_problem=code))
    assert bar.store.isVisible()
    assert bar.store.label
    bar.show_desk(samples.desk_of())
    assert not bar.store.isVisible()


def test_memory_mode_is_said(bar):
    bar.show_desk(samples.desk_of(store_mode="memory"))
    assert bar.store.label.startswith("Kept until you close")


@pytest.mark.parametrize(
    ("count", "label"),
    [
        (1, "Version 41 stays: 1 error in the new playbook"),
        (12, "Version 41 stays: 12 errors in the new playbook"),
    ],
)
def test_a_refused_playbook_is_said_with_all_that_is_wrong(bar, count, label):
    problems = tuple(f"tables/panels.csv:{line}: there is no panel <b>x</b>" for line in range(1, count + 1))
    bar.show_desk(samples.desk_of(playbook_problems=problems))
    assert bar.rules.label == label
    assert bar.rules.isVisible()
    menu = bar.rules.menu_of_problems()
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0].startswith("The playbook was changed and cannot be used.")
    assert words[1] == problems[0]
    assert ("4 more" in words) is (count == 12)
    menu.actions()[-1].trigger()
    assert QGuiApplication.clipboard().text().splitlines() == list(problems)


def test_phone_and_playbook(bar):
    bar.show_desk(samples.desk_of())
    assert bar.phone.label == "Phone ready"
    assert bar.rules.label == "Northwind care version 41"
    assert bar.rules.menu_of_problems() is None
    bar.show_desk(samples.desk_of(lines=(LineState("x", False, "refused"),)))
    assert bar.phone.label.startswith("Phone disconnected")
    bar.show_desk(samples.desk_of(lines=()))
    assert not bar.phone.isVisible()


@pytest.mark.parametrize(
    ("state", "keys"),
    [
        (samples.ringing(), {"F2", "F1"}),
        (samples.talking(), {"F4", "Alt A", "F1"}),
        (samples.wrap_up(), {"Ctrl ↵", "F1"}),
    ],
)
def test_the_keys_shown_are_those_that_work_now(state, keys, bar):
    bar.show_call(state)
    assert keys <= {cap for cap, _ in hints(bar)}
    assert hints(bar)[-1] == ("F1", "All keys")


@pytest.mark.parametrize("width", [620, 1120, 1440, 1920])
def test_the_bar_fits_every_width(width, bar):
    bar.set_layout(layout_class(width, 900, 100))
    bar.show_desk(samples.desk_of(outbox=OutboxCount(12, 3)))
    bar.show_call(samples.failed_source())
    show_at(bar, width, 26)
    assert hints(bar)[-1][0] == "F1"
    assert bar.hints[0].isVisible()


def test_ages_grow(context, look):
    later = replace(context, now=lambda: samples.NOW.replace(hour=12))
    bar = StatusBar(later)
    look.dress(bar)
    show_at(bar, 1440, 26)
    bar.show_call(samples.cached())
    assert sources(bar)[0] == "CRM 5 h old"
    bar.refresh_ages()
    look.undress(bar)


def test_between_calls_the_desks_sources_are_shown(bar, desk):
    bar.show_call(samples.failed_source())
    bar.show_desk(samples.idle_desk())
    bar.clear()
    assert sources(bar) == ["CRM 38 ms", "Orders 112 ms", "Feedback 86 ms"]
    menu = bar.sources[0].menu_of_source()
    assert [action.text() for action in menu.actions() if action.isEnabled() and action.text()] == ["Copy for IT"]
    menu.deleteLater()
    assert desk.wishes == []


def test_hostile_labels_fit(bar):
    for text in samples.HOSTILE:
        bar.show_call(samples.talking(sources=tuple(SourceView(text, text, "ok", 1.0) for _ in range(4))))
        show_at(bar, 1440, 26)
        assert bar.minimumSizeHint().width() < 1440


@pytest.mark.parametrize(
    ("panels", "cap"), [(PANELS, "Alt 1–5"), (PANELS[:2], "Alt 1–2"), (PANELS[:1], "Alt 1"), ((), "Alt 1")]
)
def test_the_key_of_the_panels_names_as_many_as_there_are(panels, cap, bar):
    bar.set_layout(layout_class(1440, 900, 100))
    bar.show_call(samples.talking(decision=None))
    show_at(bar, 1440, 26)
    bar.show_call(samples.talking(decision=decision(panels=panels)))
    assert (cap, "Panels") in hints(bar)
