"""Between calls: the agent's own day, what is due, presence, a field that finds everything, and things to read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.between_state import Presence, PresenceView, PreviewView
from desktop.call.state import OutboxCount
from desktop.store.records import MISSED_CALL, Promise
from desktop.views.agent.idle import IdlePage
from desktop.views.entries import Entry, EntryList
from desktop.views.safe_text import isolate, plain
from desktop.views.widgets.tile import TileState
from tests.views import day_samples, samples
from tests.views.conftest import gone, press, show_at, show_call

AWAY = PresenceView(Presence.AWAY, day_samples.ago(minutes=3), "Lunch", "own")


@pytest.fixture
def page(context, look):
    found = IdlePage(context)
    look.dress(found)
    show_at(found, 1440, 800)
    yield found
    gone(found, look)


def titles(rows):
    return [entry.title for entry in rows.entries.entries]


def lines(page):
    found = page.preview.lines
    return {plain(row.name.text()): plain(row.value.text()) for row in found._rows if not row.box.isHidden()}


def test_the_day_in_figures(page):
    page.show_idle(samples.idle_desk())
    assert page.tiles["calls"].value.value == "14"
    average = page.tiles["average"].value
    assert (average.value, average.scale, average.change) == ("6 min 12 s", "", "12 s over goal")
    assert average.sentence == "Average handling 6 min 12 s, goal 6 min, 12 s over goal"
    assert page.tiles["to_send"].value.value == "1"
    assert page.company.text() == "Ana R. · Northwind Fiber"


def test_no_calls_yet_is_said_not_shown_as_zero(page):
    page.show_idle(samples.desk_of(calls_today=0, handled_s_today=0, outbox=OutboxCount()))
    assert {name: tile.value.state for name, tile in page.tiles.items()} == dict.fromkeys(page.tiles, TileState.NONE)
    assert page.tiles["average"].value.word == "no calls yet"
    assert page.recent.holder.note == "No calls yet."
    assert "Nothing is due" in page.due.holder.note
    assert page._open_card.isHidden()
    assert not page.keep.isEnabled()


def test_within_the_goal_the_goal_is_shown(page):
    page.show_idle(samples.idle_desk(handling_goal_s=400))
    assert (page.tiles["average"].value.scale, page.tiles["average"].value.change) == ("goal 6 min 40 s", "")


def test_without_a_goal_nothing_is_over(page):
    page.show_idle(samples.idle_desk(handling_goal_s=None))
    assert (page.tiles["average"].value.scale, page.tiles["average"].value.change) == ("", "")


def test_what_is_due_is_called_by_enter_the_longest_overdue_first(page, desk):
    page.show_idle(samples.idle_desk())
    assert titles(page.due)[:2] == ["Marta Lindqvist", "Jürgen Maier"]
    assert titles(page.due)[3] == "+33 6 12 00 00 01"
    first, second, third = page.due.entries.entries[:3]
    assert (first.keys, first.tone, third.tone) == ("overdue since 17 Nov", "bad", "warn")
    assert "no answer today 08:14" in second.line
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    assert page.focusWidget() is page.due
    QTest.keyClick(page.due, Qt.Key.Key_Return)
    assert desk.wishes == [("call_about", "call-1", 1)]
    QTest.keyClick(page.due, Qt.Key.Key_Down)
    QTest.keyClick(page.due, Qt.Key.Key_Space)
    assert desk.wishes[-1] == ("kept", "call-2", 2)


def test_a_click_runs_once(page, desk):
    page.show_idle(samples.idle_desk())
    where = page.due.visualRect(page.due.entries.index(2, 0)).center()
    QTest.mouseDClick(page.due.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    QTest.mouseClick(page.due.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    assert desk.wishes.count(("call_about", "call-3", 3)) == 1


def test_who_is_away_is_offered_no_callbacks(page, desk):
    page.show_idle(samples.idle_desk(presence=AWAY))
    assert titles(page.due) == []
    assert page.due.holder.note.startswith("5 callback")
    assert not page.keep.isEnabled()
    assert page.title.text() == "You are away"
    assert plain(page.presence.label) == "Lunch  03:00"
    assert page._tick.isActive()
    page.presence.click()
    assert desk.wishes == [("available",)]
    page.show_idle(samples.idle_desk())
    assert not page._tick.isActive()


@pytest.mark.parametrize(
    ("phone", "said"),
    [("own", "Only here"), ("telling", "Telling"), ("told", "The phone knows"), ("failed", "did not take it")],
)
def test_whether_the_phone_knows_is_said(page, phone, said):
    page.show_idle(samples.idle_desk(presence=replace(AWAY, phone=phone)))
    assert said in page.told.text()


def test_one_key_asks_why_one_is_away(page, desk, context):
    asked = []
    page.asked.connect(lambda entries, question: asked.append((entries, question)))
    page.show_idle(samples.idle_desk(away_reasons=("Pause", "Team")))
    context.keymap.run("presence")
    assert asked[0][1] == "Why are you away?"
    entries = asked[0][0]("")
    assert [plain(entry.title) for entry in entries] == ["Pause", "Team"]
    entries[1].run()
    assert desk.wishes == [("away", "Team")]
    page.show_idle(samples.idle_desk())
    assert [plain(entry.title) for entry in asked[0][0]("")] == ["Break", "Lunch", "Meeting", "Training"]


def test_data_in_a_row_is_painted_and_read_without_the_marks_around_it(look):
    pictures = []
    for title in ("Break", isolate("Break")):
        rows = EntryList(look, "Reasons")
        look.dress(rows)
        rows.show_entries([Entry(title, "", "pause", "", lambda: None)])
        show_at(rows, 300, 60)
        pictures.append(rows.grab().toImage())
        assert rows.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Break"
        look.undress(rows)
    assert pictures[0] == pictures[1]


def test_what_is_to_finish(page, desk):
    tab = samples.tab_of(samples.wrap_up())
    page.show_idle(replace(samples.idle_desk(), tabs=(tab, samples.tab_of(samples.ringing()))))
    assert titles(page.open) == ["Wrap-up: Marta Lindqvist", "Follow-up for CRM", "Note for Orders"]
    page.open.entries.entries[0].run()
    assert desk.wishes == [("view", tab.call_id)]
    asked = []
    page.asked.connect(lambda entries, question: asked.append((entries, question)))
    page.open.entries.entries[1].run()
    choices = asked[0][0]("")
    assert [entry.title for entry in choices][:2] == ["Send again", "Give up: done by hand"]
    choices[0].run()
    choices[1].run()
    key = day_samples.UNSENT[0].key
    assert desk.wishes[1:] == [("send_again", key), ("give_up", key, "done by hand")]
    assert "look in Orders first" in page.open.entries.entries[2].line


def test_recent_calls_open_what_was_recorded(page, desk):
    page.show_idle(samples.idle_desk())
    assert titles(page.recent) == ["Marta Lindqvist", "Jürgen Maier", "+49 40 555012"]
    page.recent.entries.entries[0].run()
    assert desk.wishes == [("open_past", "past-1")]
    assert "fee › waived" in page.recent.entries.entries[0].line
    worded = replace(day_samples.RECENT[0], kind="Billing dispute", ending="Billing › Waived")
    page.show_idle(samples.idle_desk(recent=(worded,), preview=PreviewView(past=worded)))
    assert "Billing › Waived" in page.recent.entries.entries[0].line
    assert (lines(page)["Call type"], lines(page)["Disposition"]) == ("Billing dispute", "Billing › Waived")
    page.show_idle(samples.idle_desk(preview=PreviewView(past=day_samples.RECENT[0])))
    assert page.preview.isVisible()
    found = lines(page)
    assert (found["Disposition"], found["Handled"]) == ("fee › waived", "7 min")
    assert "waived as goodwill" in found["Notes"]
    assert "Check the next invoice" in found["Promised"]
    QTest.keyClick(page.preview.first(), Qt.Key.Key_Escape)
    assert desk.wishes[-1] == ("close_preview",)
    page.show_idle(samples.idle_desk())
    assert not page.preview.isVisible()
    assert lines(page) == {}
    assert page.preview.title.text() == ""


def test_a_customer_is_read_and_called_from_the_preview(page, desk):
    page.show_idle(samples.idle_desk(preview=day_samples.preview()))
    assert plain(page.preview.title.text()) == "Marta Lindqvist"
    assert lines(page)["E-mail"] == "marta.l@example.com"
    assert page.preview.age.text() == "as seen 2 days ago"
    assert len(page.preview.rows.entries.entries) >= 7
    QTest.keyClick(page.preview.rows, Qt.Key.Key_Return)
    assert page.preview.detail._rows
    page.preview.call.click()
    assert desk.wishes == [("dial", "+46705550142")]
    page.show_idle(samples.idle_desk(preview=day_samples.preview(), can_dial=False))
    assert page.preview.call.isHidden()


def test_an_article_is_read_between_calls(page):
    page.show_idle(samples.idle_desk(preview=PreviewView(article=day_samples.ARTICLES[0])))
    assert page.preview.article.isVisible()
    assert "Once a year." in page.preview.article.toPlainText()


def test_typing_hands_over_to_the_search(window, desk):
    idle = window.workspace.idle
    desk.state = samples.idle_desk()
    window._on_desk_changed(desk.state)
    idle.focus_first()
    QTest.keyClicks(idle.field, "a")
    sheet = window.palette_sheet
    assert sheet.isVisible()
    assert sheet.field.text() == "a"
    assert idle.field.text() == ""
    QTest.keyClicks(sheet.field, "nna")
    assert desk.wishes[-1] == ("type_text", "anna")
    desk.state = samples.idle_desk(lookup=day_samples.looked("anna"))
    window._on_desk_changed(desk.state)
    entries = sheet.model.entries
    assert [entry.title for entry in entries[:3]] == ["Anna Müller", "Anna Müller", "Anne Möller"]
    assert entries[0].line == "Köln · No. 4711 · +49 1512 0000004 · last contact 17 Nov"
    assert [entry.keys for entry in entries[:3]] == ["", "by order", "Similar"]
    press(window, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_Return)
    assert ("open_customer", "crm:2") in desk.wishes
    assert desk.wishes[-1] == ("open_customer", "crm:2")
    assert ("stop_looking",) in desk.wishes
    assert not sheet.isVisible()


def test_results_of_an_older_text_are_not_shown(window, desk, context):
    desk.state = samples.idle_desk(lookup=day_samples.looked("anna"))
    window._on_desk_changed(desk.state)
    context.keymap.run("palette")
    QTest.keyClicks(window.palette_sheet.field, "annab")
    assert [entry.title for entry in window.palette_sheet.model.entries] == ["Search in all systems"]


def test_enter_on_all_systems_asks_and_stays(window, desk, context):
    context.keymap.run("palette")
    sheet = window.palette_sheet
    QTest.keyClicks(sheet.field, "holm")
    press(window, Qt.Key.Key_Return)
    assert desk.wishes[-1] == ("ask_systems",)
    assert sheet.isVisible()
    people = samples.choose().identity.candidates
    desk.state = samples.idle_desk(lookup=replace(day_samples.looked("holm"), hits=(), found=people, status="done"))
    window._on_desk_changed(desk.state)
    assert sheet.model.entries[0].keys == "live"
    assert len(sheet.model.entries) >= len(people) + 1


def test_an_unknown_caller_is_picked_from_the_cache_and_a_known_one_is_replaced_by_name(window, desk, context):

    show_call(window, desk, samples.unknown())
    context.keymap.run("palette")
    QTest.keyClicks(window.palette_sheet.field, "anna")
    desk.state = replace(desk.state, between=day_samples.between(lookup=day_samples.looked("anna")))
    window._on_desk_changed(desk.state)
    assert window.palette_sheet.model.entries[0].title == "Anna Müller"
    press(window, Qt.Key.Key_Return)
    assert ("pick", "call-7", "crm:1") in desk.wishes
    desk.wishes.clear()
    show_call(window, desk, samples.talking())
    desk.state = replace(desk.state, between=day_samples.between(lookup=day_samples.looked("anna")))
    context.keymap.run("palette")
    QTest.keyClicks(window.palette_sheet.field, "anna")
    titles = [entry.title for entry in window.palette_sheet.model.entries]
    # Somebody whose name is only similar is not one key away; the search in all systems is.
    assert titles == ["This caller is Anna Müller", "This caller is Anna Müller", "Search in all systems"]
    press(window, Qt.Key.Key_Return)
    assert ("replace_customer", "call-1", "crm:1") in desk.wishes


@pytest.mark.parametrize("text", ["x" * 10_000, "😀" * 50, "\u202eevil", "'; drop--", "....", "\u0000"])
def test_hostile_text_in_the_search_is_only_text(window, desk, context, text):
    context.keymap.run("palette")
    window.palette_sheet.field.setText(text)
    window.grab()
    assert window.palette_sheet.isVisible()


def test_a_call_about_a_promise_says_which(window, desk):

    show_call(window, desk, samples.talking(promise=day_samples.PROMISES[0]))
    assert "Promised: Say whether the credit" in plain(window.workspace.call_bar.about.text())


def test_a_missed_call_says_who_and_when_and_is_called_back_by_enter(page, desk):
    missed = Promise("c9", MISSED_CALL, "", day_samples.TODAY, None, "+4915120000004", day_samples.ago(minutes=12))
    page.show_idle(
        samples.idle_desk(promises=(missed, replace(missed, name="Aiko", tried_at=day_samples.ago(hours=1))))
    )
    first, second = page.due.entries.entries
    assert (first.title, first.line, first.icon) == ("+49 1512 0000004", "Missed call, call back", "phone-missed")
    assert (first.keys, first.tone) == ("today 10:02", "warn")
    assert (second.title, second.line) == ("Aiko", "Missed call, call back · no answer today 09:14")
    QTest.keyClick(page.field, Qt.Key.Key_Down)
    QTest.keyClick(page.due, Qt.Key.Key_Return)
    assert desk.wishes == [("call_about", "c9", MISSED_CALL)]


def test_a_call_back_says_so(window, desk):
    missed = Promise("c9", MISSED_CALL, "", day_samples.TODAY, None, "+4915120000004", day_samples.ago(minutes=12))
    show_call(window, desk, samples.talking(promise=missed))
    assert "Calling back" in plain(window.workspace.call_bar.about.text())


def test_hostile_names_of_today_stay_text(page):
    past = tuple(replace(day_samples.RECENT[0], name=name) for name in samples.HOSTILE)
    promises = tuple(replace(day_samples.PROMISES[0], name=name, text=name) for name in samples.HOSTILE)
    desk = samples.idle_desk(recent=past, promises=promises, preview=PreviewView(past=past[0]))
    page.show_idle(replace(desk, agent=samples.HOSTILE[0], company=samples.HOSTILE[2]))
    show_at(page, 700, 500)
    assert page.minimumSizeHint().width() <= 1440
    page.grab()


@pytest.mark.parametrize(("width", "three"), [(1280, False), (1440, False), (1920, True)])
def test_a_wide_window_has_a_third_column(page, width, three):
    page.show_idle(samples.idle_desk())
    show_at(page, width, 800)
    beside = page._recent_card.mapTo(page, page._recent_card.rect().topLeft()).x()
    side = page._open_card.mapTo(page, page._open_card.rect().topLeft()).x()
    assert (beside > side) is three


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_day_is_as_high_as_its_figures(page, width):
    page.show_idle(samples.idle_desk(unsent=(), promises=()))
    show_at(page, width, 1000)
    card = next(iter(page.tiles.values())).parentWidget()
    assert card.height() == card.sizeHint().height()
    assert card.y() == 0
