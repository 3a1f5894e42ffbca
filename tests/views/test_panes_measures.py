"""The panes follow theme and density while they are on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from desktop.views.agent.cards import CardsPane
from desktop.views.agent.guide import GuidePane
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.panels import PanelsPane
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.wrap_up import WrapUpPane
from tests.views import samples
from tests.views.conftest import show_at
from tests.views.decisions import GIFT, WAIVE, decision

PANES = (GuidePane, PanelsPane, TimelinePane, CardsPane, WrapUpPane)
LAYOUT = LayoutClass(Width.REGULAR, Height.NORMAL)


def spaces(pane: QWidget) -> list[tuple[int, ...]]:
    found = []
    for layout in pane.findChildren(QLayout):
        edges = layout.contentsMargins()
        found.append((edges.left(), edges.top(), edges.right(), edges.bottom(), layout.spacing()))
    return found


def shown(context, kind) -> QWidget:
    pane = kind(context)
    pane.set_layout(LAYOUT)
    show_at(pane, 500, 600)
    pane.show_call(samples.talking(decision=decision(WAIVE, GIFT)))
    return pane


@pytest.mark.parametrize("kind", PANES)
def test_there_and_back_again_is_the_same(context, look, kind):
    pane = shown(context, kind)
    before = spaces(pane)
    for density in (130, 115, 130, 100):
        look.set_density(density)
        QApplication.processEvents()
    assert spaces(pane) == before


@pytest.mark.parametrize("kind", PANES)
def test_larger_is_larger_everywhere(context, look, kind):
    pane = shown(context, kind)
    before = spaces(pane)
    look.set_density(130)
    after = spaces(pane)
    assert all(new >= old for now, then in zip(after, before, strict=True) for new, old in zip(now, then, strict=True))
    assert sum(map(sum, after)) > sum(map(sum, before))


@pytest.mark.parametrize("kind", PANES)
@pytest.mark.parametrize("theme", ["dark", "light-contrast", "dark-contrast"])
def test_every_theme_paints(context, look, kind, theme):
    pane = shown(context, kind)
    look.set_theme(theme)
    assert not pane.grab().isNull()


@pytest.mark.parametrize("kind", PANES)
def test_the_other_reading_direction_paints(context, kind):
    pane = kind(context)
    pane.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    pane.set_layout(LAYOUT)
    show_at(pane, 500, 600)
    for state in (samples.talking(decision=decision(WAIVE, GIFT)), samples.choose(), samples.wrap_up()):
        pane.show_call(state)
        assert not pane.grab().isNull()


@pytest.mark.parametrize("kind", PANES)
def test_hundreds_of_calls_leave_no_widget_behind(context, kind):
    pane = shown(context, kind)
    states = [samples.talking(decision=decision(WAIVE)), samples.unknown(), samples.wrap_up(), samples.failed_source()]
    for state in states:
        pane.show_call(state)
    before = len(pane.findChildren(QWidget))
    for number in range(60):
        for state in states:
            pane.show_call(replace(state, id=f"{number}"))
    pane.clear()
    assert len(pane.findChildren(QWidget)) == before
