"""Larger or smaller at run time is the same as having begun with it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.main_window import MainWindow
from tests.views import samples
from tests.views.conftest import settle, show_at, show_call


def places(window: MainWindow) -> list[tuple[str, QRect]]:
    """Everything in sight with where it is, in the order of its making."""
    return [
        (f"{type(each.parent()).__name__}/{type(each).__name__}", QRect(each.mapTo(window, QPoint(0, 0)), each.size()))
        for each in window.findChildren(QWidget)
        if each.isVisibleTo(window)
    ]


def near(one: tuple[str, QRect], two: tuple[str, QRect]) -> bool:
    """The same thing in the same place; spaces scaled back from larger ones may be rounded by a pixel."""
    here, there = one[1].getRect(), two[1].getRect()
    return one[0] == two[0] and all(abs(a - b) <= 1 for a, b in zip(here, there, strict=True))


def opened(context, desk, *, calling: bool) -> MainWindow:
    found = MainWindow(context)
    show_at(found, 1440, 900)
    if calling:
        show_call(found, desk, samples.talking(decision=samples.decision(3)))
    return found


@pytest.mark.parametrize(("before", "after", "calling"), [(100, 130, True), (130, 100, True), (100, 130, False)])
def test_a_change_of_density_is_as_a_start_with_it(context, look, desk, qapp: QApplication, before, after, calling):
    look.set_density(before)
    changed = opened(context, desk, calling=calling)
    look.set_density(after)
    settle(qapp)
    settle(qapp)
    begun = opened(context, desk, calling=calling)
    settle(qapp)
    wrong = [pair for pair in zip(places(changed), places(begun), strict=True) if not near(*pair)]
    assert wrong == []
    look.undress(changed)
    look.undress(begun)
