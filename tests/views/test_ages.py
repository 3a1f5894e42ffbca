"""Ctrl+I prints where everything on the page is from and how old that is, and takes it away again."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.views.agent.timeline_model import TimelineRole
from tests.views import samples
from tests.views.conftest import press, show_call

CTRL = Qt.KeyboardModifier.ControlModifier


def rows(window) -> list[str]:
    model = window.workspace.timeline.model
    return [model.index(row, 0).data(TimelineRole.ROW).line for row in range(1, 3)]


def test_header_panels_and_timeline_say_system_and_age_at_once(window, desk):
    show_call(window, desk, samples.talking())
    header, bar = window.workspace.header, window.workspace.panels.cards()[0].table.bar
    before = header.line.text(), rows(window)
    assert bar._age.isHidden()
    press(window, Qt.Key.Key_I, CTRL)
    assert header.line.text().startswith("CRM")
    assert header.tiles["nps"].value.age
    assert bar._age.text().startswith("Orders · ")
    assert not bar._age.isHidden()
    assert all(" · " in line and line.split(" · ")[0] in {"CRM", "Orders", "Feedback"} for line in rows(window))
    press(window, Qt.Key.Key_I, CTRL)
    assert (header.line.text(), rows(window)) == before
    assert bar._age.isHidden()


def test_what_comes_while_they_are_shown_says_it_too(window, desk):
    press(window, Qt.Key.Key_I, CTRL)
    show_call(window, desk, samples.talking())
    assert window.workspace.panels.cards()[0].table.bar._age.text().startswith("Orders · ")
    assert rows(window)[0].startswith("CRM · ")
