"""The whole window with input nobody would invent: it still looks as designed, by measure.

`CALLSIDE_PICTURES=build/screenshots pytest tests/views/test_bad_input.py` keeps the pictures, to be looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from desktop.call.state import CallState
from desktop.views.agent.row_views import RowsView
from desktop.views.context import ViewContext
from desktop.views.format import Formats
from desktop.views.keys import Keymap
from desktop.views.language import Languages
from desktop.views.main_window import MainWindow
from desktop.views.safe_text import plain
from desktop.views.theme.look import Look
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.labels import KeyCap, SectionTitle
from desktop.views.widgets.tile import TileState
from tests.views import bad_samples, samples
from tests.views.conftest import RecordingDesk, settle, show_at
from tests.views.test_long_words import cut

SIZES = ((1280, 720), (1440, 900))
MIRRORED = ("long_name", "emoji_texts", "arabic_name", "long_texts", "huge_figures", "nothing_known")
PICTURES = os.environ.get("CALLSIDE_PICTURES")
A_FEW = 12
"""Widgets that some calls need and others do not: answers of a guide, a choice of reasons."""


@dataclass
class Scene:
    """A window at one size in one language, and what it measures on a usual call."""

    window: MainWindow
    desk: RecordingDesk
    name: str

    def __post_init__(self) -> None:
        self.show(bad_samples.usual())
        self.usual_places = self.places()
        self.usual_count = len(self.window.findChildren(QWidget))
        assert cut(self.window) == []
        buttons = {each.label for each in self.shown(Button)}
        self.usual_words = buttons | {plain(each.text()) for each in self.shown(SectionTitle)}

    def show(self, state: CallState) -> None:
        """Let the desk publish a call, and the window show and paint it."""
        self.desk.calls, self.desk.state = {state.id: state}, samples.desk_of(state)
        self.window.workspace.show_desk(self.desk.state)
        self.window.show_call(state)
        settle(QApplication.instance())
        picture = self.window.grab()
        if PICTURES is not None:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            assert picture.save(str(Path(PICTURES, f"{state.id.removeprefix('call-')}-{self.name}.png")))

    def pinned(self) -> list[QWidget]:
        """What never moves."""
        at = self.window.workspace
        bar, header = at.call_bar, at.header
        panes = [at.header, at.alerts, at.guide, at.panels, at.timeline, at.cards, at.wrap_up, at.status_bar]
        return [bar, bar.timer, bar.end, header.avatar, header.tiles["value"], *panes]

    def places(self) -> list[QRect]:
        """Where that is."""
        return [QRect(each.mapTo(self.window, QPoint()), each.size()) for each in self.pinned()]

    def shown(self, kind: type[QWidget]) -> list[QWidget]:
        """The widgets of a kind that are to be seen."""
        return [each for each in self.window.findChildren(kind) if each.isVisible()]


@pytest.fixture(scope="module", params=SIZES, ids=str)
def scene(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Scene]:
    yield from opened(qapp, request.param, "en")


@pytest.fixture(scope="module", params=SIZES, ids=str)
def mirrored(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Scene]:
    yield from opened(qapp, request.param, "ar")


def opened(qapp: QApplication, size: tuple[int, int], tag: str) -> Iterator[Scene]:
    """A window of its own, for as long as it is looked at."""
    look, formats, desk = Look(), Formats(QLocale("en_IE"), "EUR"), RecordingDesk()
    look.install(qapp)
    languages = Languages(qapp, formats)
    languages.speak(tag)
    window = MainWindow(ViewContext(look, formats, Keymap(), desk, lambda: samples.NOW))
    show_at(window, *size)
    yield Scene(window, desk, f"{tag}-{size[0]}x{size[1]}")
    look.undress(window)
    window.hide()
    window.deleteLater()
    settle(qapp)
    languages.speak("en")
    languages.forget()
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("name", bad_samples.CASES)
def test_it_still_looks_as_designed(scene, name):
    look_at(scene, name)


@pytest.mark.parametrize("name", MIRRORED)
def test_so_does_a_mirrored_window(mirrored, name):
    look_at(mirrored, name)


def look_at(scene: Scene, name: str) -> None:
    """Show a case and measure what its picture would show."""
    scene.show(bad_samples.case(name))
    size = scene.window.size()
    assert f"{size.width()}x{size.height()}" in scene.name
    assert scene.places() == scene.usual_places
    assert [each for each in scene.pinned() if sticks_out(each)] == []
    assert sideways(scene) == []
    assert [view for view in scene.shown(RowsView) if view.viewport().height() % view.row_pixels] == []
    assert abs(len(scene.window.findChildren(QWidget)) - scene.usual_count) <= A_FEW
    assert scene.usual_words & set(cut(scene.window)) == set()
    assert [each.text() for each in scene.shown(KeyCap) if each.width() < each.sizeHint().width()] == []
    assert cut_figures(scene.window) == []
    assert cut_amounts(scene) == []


def sticks_out(widget: QWidget) -> bool:
    """Whether a part of it is outside of what it stands in."""
    rect, holder = widget.geometry(), widget.parentWidget()
    while holder is not None and holder.rect().contains(rect):
        rect.translate(holder.pos())
        holder = holder.parentWidget()
    return holder is not None


def sideways(scene: Scene) -> list[QWidget]:
    """What could be scrolled sideways."""
    return [each for each in scene.shown(QAbstractScrollArea) if each.horizontalScrollBar().maximum() > 0]


def cut_figures(window: MainWindow) -> list[str]:
    """The figures of the header that are wider than their tile."""
    found = []
    for tile in window.workspace.header.tiles.values():
        text = tile.value.value
        if tile.isVisible() and tile.value.state is TileState.KNOWN:
            metrics = window.workspace.header._context.look.metrics(tile._role(text, 10))
            found += [text] if metrics.horizontalAdvance(text) + 10 > tile.width() else []
    return found


def cut_amounts(scene: Scene) -> list[str]:
    """The amounts and numbers of the panel's rows that are wider than their column."""
    table, look = scene.window.workspace.panels._first.table, scene.window.workspace.header._context.look
    found = []
    for number, column in enumerate(table.model.columns):
        if not column.right or table.view.isColumnHidden(number):
            continue
        texts = [table.model.words_at(row).cells[number].text for row in range(min(20, table.model.rowCount()))]
        room = table.view.columnWidth(number) - look.px(16)
        found += [text for text in texts if look.metrics("control").horizontalAdvance(text) > room]
    return found
