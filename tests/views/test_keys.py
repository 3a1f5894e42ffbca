"""Keys of one's own: chosen on the sheet, refused with a reason, printed at once, and right on every keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.settings import site_head
from desktop.views.context import ViewContext
from desktop.views.format import Formats
from desktop.views.key_row import KeyRow
from desktop.views.key_rules import Refusal, pressed, refused
from desktop.views.keys import COMMANDS, Keymap
from desktop.views.keys_sheet import KeysSheet
from desktop.views.main_window import MainWindow
from desktop.views.widgets.labels import KeyCap
from tests.views import samples
from tests.views.conftest import gone, show_at

CTRL, ALT, SHIFT = (getattr(Qt.KeyboardModifier, f"{name}Modifier") for name in ("Control", "Alt", "Shift"))
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(context, look):
    found = MainWindow(context)
    found.resize(1440, 900)
    found.show()
    found.activateWindow()
    QApplication.processEvents()
    yield found
    gone(found, look)


@pytest.fixture
def sheet(window, context, desk):
    state = samples.talking()
    desk.state, desk.calls = samples.desk_of(state), {state.id: state}
    window.workspace.show_desk(desk.state)
    window.show_call(state)
    context.keymap.run("all_keys")
    QApplication.processEvents()
    return window.keys_sheet


def row(sheet, command):
    return next(each for each in sheet.rows if each.command == command)


def press(window, key, held=NONE):
    QTest.keyClick(window.focusWidget() or window, key, held)
    QApplication.processEvents()


def ask(sheet, command):
    row(sheet, command).setFocus()
    press(sheet.window(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        ("F6", None),
        ("Shift+F6", None),
        ("Ctrl+M", None),
        ("Alt+7", None),
        ("Ctrl+Shift+L", None),
        ("Ctrl+Up", None),
        ("Ctrl+Return", None),
        ("M", Refusal.TYPES),
        ("Shift+M", Refusal.TYPES),
        ("7", Refusal.TYPES),
        ("é", Refusal.TYPES),
        ("Ctrl+K, Ctrl+C", Refusal.TYPES),
        ("", Refusal.TYPES),
        ("Ctrl+Alt+M", Refusal.ALTGR),
        ("Ctrl+Alt+Shift+F3", Refusal.ALTGR),
        ("Tab", Refusal.MOVES),
        ("Shift+Tab", Refusal.MOVES),
        ("Return", Refusal.MOVES),
        ("Esc", Refusal.MOVES),
        ("Del", Refusal.MOVES),
        ("Ctrl+C", Refusal.EDITS),
        ("Ctrl+E", Refusal.EDITS),
        ("Ctrl+Shift+Z", Refusal.EDITS),
        ("Ctrl+Backspace", Refusal.EDITS),
        ("Meta+M", Refusal.SYSTEM),
        ("Alt+F4", Refusal.SYSTEM),
    ],
)
def test_what_keys_a_command_may_have(keys, why):
    assert refused(keys) is why


def test_the_keys_we_ship_may_all_be_used():
    assert [command.keys for command in COMMANDS.values() if command.keys and refused(command.keys)] == []


def test_a_row_is_given_other_keys_and_they_are_printed_and_kept_at_once(window, sheet, context):
    heard, kept = [], []
    window.preferences_changed.connect(kept.append)
    context.keymap.bind("mute", lambda: heard.append("mute"))
    ask(sheet, "mute")
    assert "“Mute or unmute”" in sheet.line.text()
    press(window, Qt.Key.Key_M, CTRL)
    assert sheet.line.text() == "Ctrl M does “Mute or unmute” from now on."
    assert window.focusWidget() is row(sheet, "mute")
    assert (row(sheet, "mute").key, row(sheet, "mute").accessibleDescription()) == ("Ctrl M", "Ctrl M, usually F6")
    assert (window.workspace.call_bar.mute.key, kept[-1].keys) == ("Ctrl M", {"mute": "Ctrl+M"})
    assert heard == []
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_M, CTRL)
    press(window, Qt.Key.Key_F6)
    assert heard == ["mute"]


def test_keys_stand_everywhere_as_they_are_now(window, sheet, context):
    context.keymap.remap("notes", "Ctrl+N")
    context.keymap.remap("not_this_person", "Ctrl+Shift+P")
    context.keymap.remap("disposition", "Ctrl+Shift+D")
    context.keymap.remap("all_keys", "F10")
    workspace = window.workspace
    assert "(Ctrl N)" in workspace.wrap_up.notes.placeholderText()
    assert workspace.wrap_up.disposition.placeholderText().endswith("Ctrl Shift D")
    assert workspace.header.not_this.toolTip() == "Not this person (Ctrl Shift P)"
    caps = {cap.text() for cap in window.findChildren(KeyCap)}
    assert {"F10", "Ctrl N"} <= caps
    assert not {"F1", "F4"} & caps


def test_keys_that_another_command_has_are_refused_by_its_name(window, sheet, context):
    ask(sheet, "mute")
    press(window, Qt.Key.Key_F7)
    assert sheet.line.text() == "F7 already does “Hold or resume”. Press others, or change that one first."
    assert context.keymap.own == {}
    press(window, Qt.Key.Key_A, ALT)
    assert "“Accept the top action”" in sheet.line.text()
    press(window, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    assert window.focusWidget() is row(sheet, "mute")


@pytest.mark.parametrize(
    ("key", "held", "said"),
    [
        (Qt.Key.Key_M, NONE, "M types something while you write."),
        (Qt.Key.Key_7, NONE, "7 types something while you write."),
        (Qt.Key.Key_M, CTRL | ALT, "Ctrl Alt M is AltGr on many keyboards"),
        (Qt.Key.Key_Tab, NONE, "Tab moves about"),
        (Qt.Key.Key_C, CTRL, "Ctrl C edits text everywhere."),
        (Qt.Key.Key_F4, ALT, "Alt F4 belongs to the system"),
    ],
)
def test_keys_no_command_may_have_are_refused_with_the_reason(window, sheet, context, key, held, said):
    ask(sheet, "mute")
    press(window, key, held)
    assert sheet.line.text().startswith(said)
    assert (context.keymap.own, sheet.line.property("tone")) == ({}, "bad")
    press(window, Qt.Key.Key_Control, CTRL)
    assert sheet.line.text().startswith(said)


def test_the_usual_keys_come_back_one_by_one_and_all_at_once(window, sheet, context):
    keymap = context.keymap
    assert not sheet.usual.isVisible()
    keymap.remap("mute", "Ctrl+M")
    keymap.remap("hold", "F6")
    row(sheet, "mute").setFocus()
    press(window, Qt.Key.Key_Backspace)
    assert sheet.line.text().startswith("F6 already does “Hold or resume”.")
    row(sheet, "hold").setFocus()
    press(window, Qt.Key.Key_Delete)
    assert keymap.own == {"mute": "Ctrl+M"}
    row(sheet, "theme").setFocus()
    press(window, Qt.Key.Key_Backspace)
    assert sheet.line.text() == "“Light or dark” has no keys."
    sheet.usual.click()
    assert (keymap.own, keymap.sequence("mute"), row(sheet, "mute").key) == ({}, "F6", "F6")
    assert not sheet.usual.isVisible()


def test_a_command_without_keys_can_have_some(window, sheet, context):
    ask(sheet, "theme")
    press(window, Qt.Key.Key_F10)
    press(window, Qt.Key.Key_Escape)
    dark = context.look.tokens.dark
    press(window, Qt.Key.Key_F10)
    assert context.look.tokens.dark is not dark


def test_the_site_sets_keys_and_the_agent_has_the_last_word():
    keymap = Keymap({"hold": "F6"}, {"mute": "Ctrl+M", "hold": "F10", "nothing": "F5", "end": "A"})
    assert [keymap.sequence(name) for name in ("mute", "hold", "end")] == ["Ctrl+M", "F6", "F9"]
    assert keymap.usual("hold") == "F10"
    assert keymap.ignored == ("nothing = F5", "end = A")


@pytest.mark.parametrize(
    ("written", "keys"),
    [('[keys]\nmute = "F10"\n', {"mute": "F10"}), ("[keys]\nmute = 12\n", {}), ("keys = 3\n", {}), ("", {})],
)
def test_the_keys_of_a_site_are_read_before_the_window_is_built(tmp_path, written, keys):
    (tmp_path / "site.toml").write_text(f'currency = "SEK"\n{written}', encoding="utf-8")
    assert site_head(tmp_path).keys == keys


def test_keys_chosen_twice_do_one_thing():
    keymap = Keymap({"mute": "F7"})
    assert (keymap.sequence("mute"), keymap.sequence("hold")) == ("F7", "")
    assert keymap.owner("F7") == "mute"


def typed(kind, key, held, scan_code):
    return QKeyEvent(kind, key, held, scan_code, 0, 0)


def test_digits_are_places_on_a_french_keyboard(window, context):
    """There the place of 1 types an ampersand; X11 counts its keys from 8, so that place is 10."""
    heard = []
    for name in ("answer_1", "panel_1", "alert_1"):
        context.keymap.bind(name, lambda name=name: heard.append(name))
    context.keymap.run("notes")
    for key, held in ((Qt.Key.Key_Ampersand, CTRL), (Qt.Key.Key_Ampersand, ALT), (Qt.Key.Key_1, CTRL | SHIFT)):
        window.event(typed(QEvent.Type.ShortcutOverride, key, held, 10))
        QTest.keyClick(window, key, held)
    assert heard == ["answer_1", "panel_1", "alert_1"]
    assert context.keymap.caption("answer_1") == "Ctrl 1"


def test_a_digit_is_recorded_by_its_place():
    down = QEvent.Type.KeyPress
    assert pressed(typed(down, Qt.Key.Key_Eacute, ALT, 11)) == "Alt+2"
    assert pressed(typed(down, Qt.Key.Key_Agrave, CTRL, 19)) == "Ctrl+0"
    assert pressed(typed(down, Qt.Key.Key_Eacute, NONE, 11)) == "É"
    assert pressed(typed(down, Qt.Key.Key_M, CTRL, 58)) == "Ctrl+M"
    assert pressed(typed(down, Qt.Key.Key_Backtab, CTRL | SHIFT, 23)) == "Ctrl+Shift+Tab"
    assert pressed(typed(down, Qt.Key.Key_Shift, SHIFT, 50)) == ""


def test_a_sign_that_has_its_own_command_keeps_it(window, context):
    heard = []
    context.keymap.remap("mute", "Ctrl+&")
    for name in ("answer_1", "mute"):
        context.keymap.bind(name, lambda name=name: heard.append(name))
    window.event(typed(QEvent.Type.ShortcutOverride, Qt.Key.Key_Ampersand, CTRL, 10))
    QTest.keyClick(window, Qt.Key.Key_Ampersand, CTRL)
    assert heard == ["mute"]


def test_the_sheet_says_which_keys_of_the_site_cannot_be_used(look, desk):
    keymap = Keymap(site={"nothing": "F5", "mute": "Ctrl+M", "end": "A"})
    context = ViewContext(look, Formats(), keymap, desk, lambda: samples.NOW)
    window = QWidget()
    sheet = KeysSheet(context, window)
    show_at(window, 1200, 800)
    sheet.open()
    assert "nothing = F5, end = A" in sheet.line.text()
    assert sheet.line.property("tone") == "bad"
    usual = KeysSheet(ViewContext(look, Formats(), Keymap(), desk, lambda: samples.NOW), window)
    assert usual.line.text().startswith("Enter")


def test_the_page_of_keys_shows_every_key_however_long_the_words(look):
    row = KeyRow(look, "finish", "A command whose name is longer than its row", "Ctrl Shift D")
    look.dress(row)
    show_at(row, 160, 26)
    assert row._shows_cap()
    assert row.is_elided()
    look.undress(row)
