"""The window: keys that work wherever the focus is, layers, theme, place, the end."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QCloseEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from desktop.call.state import ArticleView, CallTypeOption, PanelsView
from desktop.views.bridge import Bridge
from desktop.views.entries import Entry
from desktop.views.keys import COMMANDS, Keymap, command_title
from desktop.views.main_window import MainWindow
from desktop.views.palette import rank
from desktop.views.preferences import Preferences
from desktop.views.theme.system import System
from tests.views import card_samples, samples
from tests.views.conftest import press, show_call

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = [
    ("mute", Qt.Key.Key_F6, Qt.KeyboardModifier.NoModifier),
    ("notes", Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier),
    ("accept", Qt.Key.Key_A, ALT),
    ("answer_1", Qt.Key.Key_1, CTRL),
    ("panel_2", Qt.Key.Key_2, ALT),
    ("alert_1", Qt.Key.Key_1, CTRL | SHIFT),
    ("palette", Qt.Key.Key_K, CTRL),
    ("not_this_person", Qt.Key.Key_N, CTRL | SHIFT),
    ("finish", Qt.Key.Key_Return, CTRL),
    ("disposition", Qt.Key.Key_D, CTRL),
    ("step_skip", Qt.Key.Key_Down, CTRL),
    ("next_call", Qt.Key.Key_Tab, CTRL),
    ("find", Qt.Key.Key_F, CTRL),
]


@pytest.mark.parametrize("kind", [QPlainTextEdit, QLineEdit, QPushButton, QTableView])
def test_keys_work_from_every_kind_of_focus(kind, window, context, desk):
    show_call(window, desk, samples.talking(decision=samples.decision(3)))
    heard = []
    for command, _, _ in KEYS:
        context.keymap.bind(command, partial(heard.append, command))
    target = next(
        each for each in window.findChildren(kind) if each.isVisible() and each.isEnabled() and each.focusPolicy()
    )
    for _, key, modifiers in KEYS:
        target.setFocus()
        press(window, key, modifiers)
    assert heard == [command for command, _, _ in KEYS]


def test_every_command_has_a_title_and_no_key_twice():
    keys = [command.keys for command in COMMANDS.values() if command.keys]
    assert len(keys) == len(set(keys))
    assert all(command_title(command) and "{" not in command_title(command) for command in COMMANDS.values())
    assert not any("Ctrl+Alt" in command.keys for command in COMMANDS.values())


def test_every_command_does_something(window, context):
    unbound = {name for name in COMMANDS if not context.keymap.is_bound(name)}
    assert unbound == set()


def test_keys_can_be_remapped():
    keymap = Keymap({"mute": "Ctrl+M"})
    assert (keymap.sequence("mute"), keymap.caption("mute")) == ("Ctrl+M", "Ctrl M")
    with pytest.raises(KeyError):
        keymap.bind("no_such_command", print)


def test_the_palette_finds_and_runs(window, context, desk):
    show_call(window, desk, samples.talking())
    before = window.focusWidget()
    context.keymap.run("palette")
    sheet = window.palette_sheet
    assert sheet.isVisible()
    assert window.focusWidget() is sheet.field
    QTest.keyClicks(sheet.field, "complaint")
    assert sheet.model.entries[0].title == "Call type: Complaint"
    press(window, Qt.Key.Key_Return)
    assert desk.wishes[-1] == ("switch_call_type", "call-1", "complaint")
    assert not sheet.isVisible()
    assert window.focusWidget() is before


def test_the_palette_finds_articles_by_title_and_tag(window, context, desk):
    articles = (ArticleView("fee", "Waiving a fee", "Once.", ("goodwill",)), ArticleView("post", "Parcels", "x"))
    show_call(window, desk, samples.talking(panels=PanelsView(articles=articles)))
    context.keymap.run("palette")
    sheet = window.palette_sheet
    QTest.keyClicks(sheet.field, "goodwill")
    assert [entry.title for entry in sheet.model.entries] == ["Read: Waiving a fee", "Search in all systems"]
    press(window, Qt.Key.Key_Return)
    card = window.workspace.panels.cards()[0]
    assert card.shows_record
    assert card.detail._text.toPlainText() == "Once."


def test_the_palette_asks_why_about_any_action(window, context, desk):
    show_call(window, desk, card_samples.talking())
    context.keymap.run("palette")
    sheet = window.palette_sheet
    assert not any("Why, or why not" in entry.title for entry in sheet.model.entries)
    QTest.keyClicks(sheet.field, "why fiber")
    assert sheet.model.entries[0].title == "Why, or why not: Offer Fiber 1000"
    press(window, Qt.Key.Key_Return)
    assert desk.wishes[-1] == ("explain", "call-1", "upgrade")


def test_the_palette_shows_keys_and_closes_with_escape(window, context, desk):
    show_call(window, desk, samples.talking())
    before = window.focusWidget()
    context.keymap.run("palette")
    sheet = window.palette_sheet
    assert {entry.keys for entry in sheet.model.entries} >= {"F6", "Alt A", "Ctrl ↵"}
    QTest.keyClicks(sheet.field, "zzz")
    assert [entry.title for entry in sheet.model.entries] == ["Search in all systems"]
    press(window, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.focusWidget() is before


def test_palette_arrows_go_round(window, context, desk):
    show_call(window, desk, samples.talking())
    context.keymap.run("palette")
    sheet = window.palette_sheet
    press(window, Qt.Key.Key_Up)
    assert sheet.view.currentIndex().row() == len(sheet.model.entries) - 1
    press(window, Qt.Key.Key_Down)
    assert sheet.view.currentIndex().row() == 0
    sheet.close_layer()


def test_the_palettes_model_is_sound(window, context, desk):
    show_call(window, desk, samples.talking())
    model = window.palette_sheet.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    context.keymap.run("palette")
    for row in range(model.rowCount()):
        assert model.data(model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
    window.palette_sheet.close_layer()


def test_ranking_puts_beginnings_first():
    entries = [
        Entry(title, line, "", "", print) for title, line in (("End the call", ""), ("Call type: X", "end"), ("X", ""))
    ]
    assert [entry.title for entry in rank(entries, "end")] == ["End the call", "Call type: X"]
    assert rank(entries, "") == entries
    assert rank(entries, "call end") == [entries[1], entries[0]]


def test_the_palette_takes_hostile_names(window, context, desk):
    kinds = tuple(CallTypeOption(str(n), text) for n, text in enumerate(samples.HOSTILE))
    show_call(window, desk, samples.talking(call_types=kinds))
    context.keymap.run("palette")
    QTest.keyClicks(window.palette_sheet.field, "call type")
    assert len(window.palette_sheet.model.entries) >= len(kinds)
    window.palette_sheet.grab()
    window.palette_sheet.close_layer()


def test_the_palette_goes_to_any_step_of_the_guide(window, context, desk):
    show_call(window, desk, samples.talking())
    later = samples.talking().guide.steps[-1]
    context.keymap.run("palette")
    QTest.keyClicks(window.palette_sheet.field, f"guide step {later.title}")
    press(window, Qt.Key.Key_Return)
    assert ("go_to_step", "call-1", later.id) in desk.wishes


def test_the_palette_looks_for_customers_only_while_nobody_is_identified(window, context, desk):
    show_call(window, desk, samples.unknown())
    context.keymap.run("palette")
    QTest.keyClicks(window.palette_sheet.field, "holm")
    assert window.palette_sheet.model.entries[0].title == "Find customer: holm"
    press(window, Qt.Key.Key_Return)
    assert ("search", "call-7", "holm") in desk.wishes
    show_call(window, desk, samples.talking())
    assert not any("Find customer" in entry.title for entry in window.entries("holm"))


def test_the_palette_dials_between_calls(window, desk):
    desk.state = samples.idle_desk()
    titles = [entry.title for entry in window.entries("+46 70 555")]
    assert titles[0] == "Call +46 70 555"
    assert "Mute or unmute" not in titles
    window.entries("+46 70 555")[0].run()
    assert desk.wishes == [("dial", "+46 70 555")]
    assert not any(entry.title.startswith("Call b") for entry in window.entries("bob"))
    desk.state = samples.idle_desk(can_dial=False)
    assert not any(entry.title.startswith("Call +") for entry in window.entries("+46 70 555"))


def test_all_keys_are_listed_and_named(window, context):
    context.keymap.run("all_keys")
    sheet = window.keys_sheet
    assert sheet.isVisible()
    caps = {row.key for row in sheet.rows}
    assert {"F2", "F9", "Ctrl K", "Ctrl 1–9", "Alt 1–9", "Ctrl Shift 1–3"} <= caps
    assert QAccessible.queryAccessibleInterface(sheet).text(QAccessible.Text.Name) == "All keys"
    sheet.grab()
    press(window, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_theme_and_density_are_kept(window, look):
    heard = []
    window.preferences_changed.connect(heard.append)
    window.toggle_theme()
    assert look.tokens.name == "dark"
    window.next_density()
    assert look.density == 115
    assert (heard[-1].theme, heard[-1].density) == ("dark", 115)
    window.toggle_contrast()
    assert look.tokens.name == "dark-contrast"
    window.toggle_theme()
    assert look.tokens.name == "light-contrast"
    window.toggle_contrast()
    assert (look.tokens.name, heard[-1].contrast) == ("light", False)


def test_high_contrast_follows_the_system_until_a_person_chooses(window, look, monkeypatch):
    asked = [True]
    monkeypatch.setattr(look.system, "wants_contrast", lambda: asked[0])
    window._on_system_contrast()
    assert look.tokens.name == "light-contrast"
    window.toggle_theme()
    assert look.tokens.name == "dark-contrast"
    asked[0] = False
    window._on_system_contrast()
    assert look.tokens.name == "dark"
    window.toggle_contrast()
    window._on_system_contrast()
    assert look.tokens.name == "dark-contrast"


def test_the_system_is_heard(qapp):
    heard = []
    system = System()
    system.follow(lambda: heard.append(system.wants_contrast()))
    system._hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert heard == [False]


def test_a_full_screen_paints_in_every_theme(window, desk, look):
    show_call(window, desk, samples.talking(decision=samples.decision(3)))
    for theme, density in (("dark", 130), ("light-contrast", 115), ("dark-contrast", 100)):
        look.set_density(density)
        look.set_theme(theme)
        QApplication.processEvents()
        image = window.grab().toImage()
        colors = {image.pixelColor(x, y).name() for x in range(0, 1440, 9) for y in range(0, 900, 9)}
        assert {look.color("bar").name(), look.color("surface").name()} <= colors, (theme, density)


def test_resizing_chooses_the_class_before_anything_is_laid_out(window, desk):
    show_call(window, desk, samples.talking(decision=samples.decision(3)))
    for size in ((1280, 720), (960, 500), (617, 448), (1920, 1080), (1440, 900)):
        window.resize(*size)
        QApplication.processEvents()
        assert (window.width(), window.height()) == size


def test_flushes_are_stamped_only_when_asked(window, desk):
    stamps = []
    show_call(window, desk, samples.talking())
    assert stamps == []
    window.on_flush = stamps.append
    before = time.monotonic_ns()
    show_call(window, desk, samples.unknown())
    QApplication.processEvents()
    assert stamps
    assert before <= stamps[0] <= time.monotonic_ns()
    assert window.painted_version == window._version


def test_closing_hides_keeps_and_tells(window):
    heard = []
    window.closing.connect(lambda: heard.append("closing"))
    window.preferences_changed.connect(lambda kept: heard.append(kept.theme))
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert not window.isVisible()
    assert heard == ["light", "closing"]


def test_no_customer_in_the_title(window, desk):
    show_call(window, desk, samples.talking())
    assert "Marta" not in window.windowTitle()
    show_call(window, desk, samples.ringing())
    assert window.windowTitle() == "Ringing – Callside"


def test_preferences_survive_a_round_trip():
    kept = Preferences(
        "dark", 115, (10, 20, 1300, 800), False, {"columns.regular.normal": (1, 2, 3)}, {"mute": "F5"}, contrast=True
    )
    assert Preferences.from_json(kept.to_json()) == kept


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {"theme": "pink", "density": 7, "geometry": [1, 2], "splitters": 4, "keys": []},
        {
            "theme": 3,
            "density": "100",
            "geometry": ["a"] * 4,
            "splitters": {"a": ["x"]},
            "keys": {"mute": 4, "no": "F1"},
        },
        {"geometry": [10**9] * 4, "splitters": {"a": [1] * 1000}},
    ],
)
def test_odd_preferences_fall_back(data):
    assert Preferences.from_json(data) == Preferences()


def test_a_window_from_a_lost_screen_comes_back(context, look):
    window = MainWindow(context, Preferences(geometry=(20_000, 20_000, 900, 700)))
    window.show()
    QApplication.processEvents()
    assert window.screen().availableGeometry().intersects(window.geometry())
    look.undress(window)


def test_a_maximized_window_opens_maximized(context, look):
    window = MainWindow(context, Preferences(maximized=True))
    window.show()
    QApplication.processEvents()
    assert window.isMaximized()
    assert window.preferences.maximized
    look.undress(window)


def test_the_bridge_brings_calls_and_drops_those_not_in_view(window, desk, monkeypatch):
    monkeypatch.setattr(window, "raise_", lambda: None)  # the offscreen platform has no stack of windows
    desk.subscribe = lambda listener: None
    bridge = Bridge(desk)
    window.attach(bridge)
    state, other = samples.talking(), replace(samples.unknown(), id="call-2")
    desk.calls = {state.id: state, other.id: other}
    desk.state = samples.desk_of(other, state)
    bridge.on_desk(desk.state)
    assert window.workspace.state is state
    bridge.on_call(other)
    assert window.workspace.state is state
    newer = replace(state)
    bridge.on_call(newer)
    assert window.workspace.state is newer
    desk.state = samples.idle_desk()
    bridge.on_desk(desk.state)
    assert window.workspace.state is None
    bridge.on_raise()
    assert window.isVisible()


def test_events_of_other_kinds_are_left_alone(window):
    assert window.event(QEvent(QEvent.Type.User)) in (True, False)


def test_a_window_completed_later_has_the_same_keys(context, look):
    window = MainWindow(context, later=True)
    window.show()
    QApplication.processEvents()
    bound = {each for each in COMMANDS if context.keymap.is_bound(each)}
    window.complete()
    sheet = window.palette_sheet
    window.complete()
    assert window.palette_sheet is sheet
    context.keymap.run("palette")
    assert sheet.isVisible()
    later = {each for each in COMMANDS if context.keymap.is_bound(each)}
    other = Keymap()
    eager = MainWindow(replace(context, keymap=other))
    assert bound < later == {each for each in COMMANDS if other.is_bound(each)}
    for each in (window, eager):
        look.undress(each)


class _Shown(QObject):
    """Writes down every window that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(type(watched).__name__)
        return False


def test_building_the_page_of_a_call_shows_no_window_of_its_own(qapp, context):
    window = MainWindow(context, later=True)
    window.show()
    qapp.processEvents()
    shown = _Shown()
    qapp.installEventFilter(shown)
    try:
        window.complete()
        qapp.processEvents()
    finally:
        qapp.removeEventFilter(shown)
    assert shown.windows == []
    assert window.isActiveWindow()


@pytest.mark.parametrize(("theme", "density"), [("light", 100), ("dark", 130)])
def test_the_first_frame_has_the_grounds_of_the_window_that_fills_it(theme, density, context, look, qapp):
    look.set_theme(theme)
    look.set_density(density)
    found = MainWindow(None, Preferences(theme=theme, density=density))
    found.resize(1440, 900)
    found.show_frame(theme)
    qapp.processEvents()
    before = found.grab().toImage()
    found.fill(context)
    qapp.processEvents()
    after, edge = found.grab().toImage(), found.workspace.call_bar.height()
    column = range(look.px(8), 900)
    assert {before.pixelColor(1, y).name() for y in column} == {after.pixelColor(1, y).name() for y in column}
    assert before.pixelColor(1, edge - 1) == after.pixelColor(1, edge - 1) == look.color("bar")
    assert before.pixelColor(1, edge) == after.pixelColor(1, edge) == look.color("bg")
    assert found.workspace.isVisible()
    assert found.workspace.geometry() == found.rect()
    look.undress(found)
