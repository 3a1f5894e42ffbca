"""The language of the workspace: which one, what it brings, and that a change reaches everything on screen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLabel

from connectors.records import Money
from desktop.call.state import DeskState, Profile
from desktop.views.agent.header_values import HeaderWords
from desktop.views.context import ViewContext
from desktop.views.format import Formats
from desktop.views.keys import Keymap
from desktop.views.language import CATALOGS, LANGUAGES, Languages, chosen, locale_of
from desktop.views.main_window import MainWindow
from desktop.views.names import language_name
from desktop.views.preferences import Preferences
from desktop.views.safe_text import SafeLabel, isolate, plain
from desktop.views.widgets.buttons import Button
from tests.views import samples
from tests.views.conftest import settle, show_at


@pytest.fixture
def languages(qapp: QApplication, context: ViewContext) -> Iterator[Languages]:
    """Speaks what a test wants, and leaves English behind."""
    found = Languages(qapp, context.formats)
    yield found
    found.speak("en")
    found.forget()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.fixture
def window(context: ViewContext, languages: Languages) -> MainWindow:
    languages.speak("en")
    return MainWindow(context, Preferences(), languages)


def words(window: MainWindow) -> set[str]:
    return {plain(label.text()) for label in window.findChildren(QLabel) if label.text()}


@pytest.mark.parametrize(
    ("own", "site", "computer", "spoken"),
    [
        ("fr", "de", ["es-ES"], "fr"),
        ("", "de-AT", ["es-ES"], "de-AT"),
        ("", "", ["sv-SE", "es-MX", "de"], "es-MX"),
        ("", "sv", ["C"], "en"),
        ("", "", ["DE_ch"], "DE_ch"),
        ("", "", [], "en"),
    ],
)
def test_the_agents_own_language_comes_first_then_the_sites_then_the_computers(own, site, computer, spoken):
    assert chosen(own, site, computer) == spoken


@pytest.mark.parametrize(
    ("tag", "system", "name"),
    [
        ("de", "C", "de_DE"),
        ("de", "de_CH", "de_CH"),
        ("en", "de_DE", "en_DE"),
        ("de-AT", "de_DE", "de_AT"),
        ("fr-CA", "en_US", "fr_CA"),
    ],
)
def test_values_are_written_as_the_country_of_the_computer_does(tag, system, name):
    assert locale_of(tag, QLocale(system)).name() == name


@pytest.mark.parametrize(
    ("tag", "money", "share", "days", "orders"),
    [
        ("en", "€1,234.50", "38%", "5 days", ("1 order", "2 orders", "0 orders")),
        ("de", "1.234,50\u00a0€", "38\u00a0%", "5 Tage", ("1 Bestellung", "2 Bestellungen", "0 Bestellungen")),
        ("es", "1234,50\u00a0€", "38\u00a0%", "5 días", ("1 pedido", "2 pedidos", "0 pedidos")),
        ("fr", "1\u202f234,50\u00a0€", "38\u00a0%", "5 jours", ("1 commande", "2 commandes", "0 commande")),
        ("ar", "١٬٢٣٤٫٥٠\u00a0€", "٣٨٪", "٥ أيام", ("طلب واحد", "طلبان", "٠ طلب")),
    ],
)
def test_a_language_brings_its_words_plurals_and_numbers(languages, context, qapp, tag, money, share, days, orders):
    languages.speak(tag)
    formats = context.formats
    assert formats.money(Money(Decimal("1234.5"), "EUR")) == money
    assert formats.percent(Decimal("0.38")) == share
    assert formats.age(samples.ago(days=5), samples.NOW) == days
    assert tuple(qapp.translate("PanelWords", "%Ln orders", "", n) for n in (1, 2, 0)) == orders
    mirrored = Qt.LayoutDirection.RightToLeft if tag == "ar" else Qt.LayoutDirection.LeftToRight
    assert qapp.layoutDirection() is mirrored


def test_running_times_use_the_digits_of_the_language(languages, context):
    languages.speak("ar")
    assert (context.formats.timer(134), context.formats.duration(3900)) == ("٠٢:١٤", "١\u00a0س ٥\u00a0د")
    languages.speak("de")
    assert (context.formats.timer(134), context.formats.duration(3900)) == ("02:14", "1\u00a0Std. 5\u00a0Min.")


def test_languages_and_countries_are_named_in_the_language(languages, context):
    languages.speak("de")
    assert (language_name("sv"), language_name("nb"), language_name("mi")) == ("Schwedisch", "Norwegisch", "Māori")
    assert (context.formats.country("SE"), context.formats.country("??")) == ("Schweden", "??")
    languages.speak("fr")
    assert (context.formats.language("sv-SE"), context.formats.country("DE")) == ("suédois", "Allemagne")


def test_figures_nobody_knows_say_so_in_the_language(languages, context):
    languages.speak("de")
    values = HeaderWords(context.formats).tiles(samples.talking(profile=Profile()), samples.NOW)
    assert (values["value"].word, values["nps"].sentence) == ("keine", "Letzter NPS: nicht vorhanden")


def test_nothing_of_a_language_stays_when_another_is_spoken(languages, qapp):
    languages.speak("ar")
    languages.speak("he")
    assert qapp.translate("IdlePage", "Your day") == "Your day"


def test_a_closed_window_leaves_no_language_behind(window, languages, qapp):
    languages.speak("ar")
    assert qapp.translate("IdlePage", "Your day") == "يومك"
    window.language_choice.forget()
    assert qapp.translate("IdlePage", "Your day") == "Your day"


def test_a_catalog_that_is_replaced_while_it_is_spoken_harms_nobody(languages, qapp, tmp_path):
    for file in CATALOGS.glob("*.qm"):
        shutil.copy(file, tmp_path)
    languages.speak("de", tmp_path)
    for file in tmp_path.glob("*.qm"):
        file.write_bytes(b"")
    assert qapp.translate("IdlePage", "Your day") == "Ihr Tag"
    languages.speak("de", tmp_path)
    assert qapp.translate("IdlePage", "Your day") == "Your day"


def test_choosing_a_language_between_calls_takes_effect_at_once(window, languages, qapp):
    show_at(window, 1280, 720)
    kept = []
    window.preferences_changed.connect(kept.append)
    titles = [entry.title for entry in window.entries("language")]
    assert [title for title in titles if title.startswith("Language")] == [
        f"Language: {name}" for tag, name in LANGUAGES.items() if tag != "en"
    ]
    old = window.workspace
    next(entry for entry in window.entries("") if entry.title == "Language: Deutsch").run()
    settle(qapp)
    assert kept[-1].language == "de"
    assert "Bereit für den nächsten Anruf" in words(window)
    assert "Ready for the next call" not in words(window)
    assert window.workspace is not old
    assert any(entry.title == "Sprache: English" and entry.line == "Language" for entry in window.entries(""))


def test_keys_and_the_first_field_work_in_the_new_workspace(window, desk, context, qapp):
    show_at(window, 1280, 720)
    window.language_choice.choose("de")
    settle(qapp)
    assert window.workspace.idle.isAncestorOf(window.focusWidget())
    window.show_call(samples.talking())
    context.keymap.run("mute")
    assert ("mute", samples.talking().id) in desk.wishes


def test_during_a_call_the_language_waits_for_its_end(window, desk, qapp):
    show_at(window, 1440, 900)
    state = samples.talking()
    desk.calls[state.id] = state
    desk.state = samples.desk_of(state)
    window._on_desk_changed(desk.state)
    window.show_call(state)
    page = window.workspace.page
    assert {entry.line for entry in window.entries("") if entry.title.startswith("Language")} == {"after this call"}
    window.language_choice.choose("de")
    assert window.workspace.page is page
    desk.state = DeskState()
    window._on_desk_changed(desk.state)
    settle(qapp)
    assert "Bereit für den nächsten Anruf" in words(window)


def test_a_preference_that_is_no_language_is_none():
    assert Preferences.from_json({"language": "xx"}).language == ""
    assert Preferences.from_json(Preferences(language="fr").to_json()).language == "fr"


@pytest.mark.parametrize(
    ("tag", "caps"),
    [
        ("en", ("Ctrl ↵", "Ctrl ↑", "Ctrl Shift 1", "Ctrl Tab")),
        ("de", ("Strg ↵", "Strg ↑", "Strg Umschalt 1", "Strg Tab")),
        ("es", ("Ctrl ↵", "Ctrl ↑", "Ctrl Mayús 1", "Ctrl Tab")),
        ("fr", ("Ctrl ↵", "Ctrl ↑", "Ctrl Maj 1", "Ctrl Tab")),
        ("ar", ("Ctrl ↵", "Ctrl ↑", "Ctrl Shift 1", "Ctrl Tab")),
    ],
)
def test_key_caps_are_those_of_the_keyboard(languages, tag, caps):
    languages.speak(tag)
    keymap = Keymap()
    assert tuple(map(keymap.caption, ("finish", "step_back", "alert_1", "next_call"))) == caps


@pytest.mark.parametrize("name", ["de_DE", "es_ES", "fr_FR", "en_IE", "ar_EG"])
def test_a_number_and_its_unit_stay_on_one_line(name):
    formats = Formats(QLocale(name), "EUR")
    for text in (formats.money(Money(Decimal(12345), "EUR")), formats.percent(1), formats.number(1234567)):
        assert " " not in text


def test_in_a_mirrored_layout_a_latin_name_keeps_its_column_and_its_full_stop(languages, context, qapp):
    languages.speak("ar")
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    label = SafeLabel("Holm Design AB.")
    assert label.alignment() == right
    assert (label.text(), plain(label.text())) == ("\u2068Holm Design AB.\u2069", "Holm Design AB.")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    assert label.alignment() == (
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop
    )
    label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    assert label.alignment() == right
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    assert label.alignment() == Qt.AlignmentFlag.AlignCenter


@pytest.mark.parametrize("size", [(1280, 720), (1440, 900), (1920, 1080)], ids=str)
def test_every_region_of_a_call_changes_sides_in_a_mirrored_layout(languages, context, desk, qapp, size):
    places = {}
    for tag in ("en", "ar"):
        languages.speak(tag)
        window = MainWindow(context, Preferences(), languages)
        state = samples.talking()
        desk.calls[state.id], desk.state = state, samples.desk_of(state)
        show_at(window, *size)
        window._on_desk_changed(desk.state)
        window.show_call(state)
        settle(qapp)
        page = window.workspace.page
        panes = (page.guide, page.panels, page.timeline, page.cards, page.wrap_up, window.workspace.call_bar.timer)
        assert all(pane.parentWidget().rect().contains(pane.geometry()) for pane in panes)
        places[tag] = [QRect(pane.mapTo(window, QPoint()), pane.size()) for pane in panes]
        window.hide()
    assert [
        abs(right.center().x() - (size[0] - left.center().x())) for left, right in zip(*places.values(), strict=True)
    ] == [pytest.approx(0, abs=12)] * len(places["en"])


def test_the_palette_has_a_row_selected_in_a_mirrored_layout(languages, context, qapp):
    languages.speak("ar")
    window = MainWindow(context, Preferences(), languages)
    show_at(window, 1280, 720)
    window.palette_sheet.open()
    assert [index.row() for index in window.palette_sheet.view.selectedIndexes()] == [0]
    window.palette_sheet._on_key(Qt.Key.Key_Down)
    assert [index.row() for index in window.palette_sheet.view.selectedIndexes()] == [1]


def test_a_number_on_a_button_is_read_from_its_plus_in_a_mirrored_layout(languages, context, look):
    languages.speak("ar")
    number = isolate("+46 70 555 01 42")
    button = Button(look, f"إنهاء {number}")
    assert button._label == f"إنهاء {number}"
    assert (button.label, button.accessibleName()) == ("إنهاء +46 70 555 01 42",) * 2
    assert not set("\u2068\u2069\ufffd") & set(button.text() + button.toolTip())
