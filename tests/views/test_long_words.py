"""Every page with texts 40 % longer: no button, title, tag or number of ours is cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.call.state import CallState
from desktop.views.context import ViewContext
from desktop.views.language import LANGUAGES, Languages
from desktop.views.main_window import MainWindow
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.labels import SectionTitle, Tag
from tests.views import samples
from tests.views.card_samples import FULL
from tests.views.conftest import settle, show_at
from tests.views.pseudo import Pseudo, pseudo

SIZES = ((1280, 720), (1440, 900))
# What carries a name or a number of a caller may be cut: a name has any length.
NAMES = ("Marta Lindqvist", "+46", "+49")
PAGES = (
    "idle",
    "ringing",
    "talking",
    "hold",
    "wrap_up",
    "unknown",
    "choose",
    "failed_source",
    "loading",
    "cards",
    "alerts",
    "tour",
)


@pytest.fixture
def long_words(qapp: QApplication) -> Iterator[Pseudo]:
    """Speaks the language of no country."""
    translator = Pseudo()
    QCoreApplication.installTranslator(translator)
    yield translator
    QCoreApplication.removeTranslator(translator)


def scene(page: str) -> CallState:
    """A call as the page shows it."""
    if page == "tour":
        return samples.talking()
    if page in ("cards", "alerts"):
        return samples.talking(decision=FULL if page == "cards" else samples.decision())
    found: CallState = getattr(samples, page)()
    return found


def opened(context: ViewContext, page: str, size: tuple[int, int]) -> MainWindow:
    window = MainWindow(context)
    show_at(window, *size)
    turn_to(window, page)
    return window


def turn_to(window: MainWindow, page: str) -> None:
    desk = window._context.desk
    state = None if page == "idle" else scene(page)
    desk.state = samples.idle_desk() if state is None else samples.desk_of(state)
    if state is not None:
        desk.calls[state.id] = state
    window._on_desk_changed(desk.state)
    if state is not None:
        window.show_call(state)
    if page == "tour":
        desk.state = replace(desk.state, practice=True)
        window.tour.go_on()
    settle(QApplication.instance())


def is_cut(widget: QWidget) -> bool:
    """Whether a button, title or tag is not whole on the screen."""
    if widget.visibleRegion().boundingRect().width() < widget.width():
        return True
    if isinstance(widget, Button):
        return widget.is_elided()
    return isinstance(widget, QLabel) and widget.width() < widget.sizeHint().width()


def cut(window: MainWindow) -> list[str]:
    """Our own words that are not whole on the screen."""
    shown = [widget for widget in window.findChildren(QWidget) if widget.isVisible()]
    words = [(widget, widget.label) for widget in shown if isinstance(widget, Button)]
    words += [(widget, widget.text()) for widget in shown if isinstance(widget, SectionTitle | Tag)]
    ours = [(widget, text) for widget, text in words if text and not any(name in text for name in NAMES)]
    return [text for widget, text in ours if is_cut(widget)]


def test_the_language_of_no_country_is_longer_and_keeps_its_places() -> None:
    assert pseudo("Call {number}…").startswith("Çàll {number}")
    assert len(pseudo("Transfer")) == 12
    assert pseudo("{title}").startswith("{title}")


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_no_words_of_ours_are_cut(long_words, context, page, size):
    window = opened(context, page, size)
    assert window.width() == size[0]
    assert cut(window) == []


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_no_words_of_a_language_on_offer_are_cut(context, qapp, language, size):
    languages = Languages(qapp, context.formats)
    languages.speak(language)
    try:
        window, found = opened(context, "idle", size), {}
        for page in PAGES:
            turn_to(window, page)
            found[page] = cut(window)
        assert {page: words for page, words in found.items() if words} == {}
    finally:
        languages.speak("en")
        languages.forget()


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_sheet_of_keys_needs_no_sideways_scrolling(long_words, context, size):
    window = opened(context, "idle", size)
    window.keys_sheet.open()
    settle(QApplication.instance())
    assert cut(window) == []
