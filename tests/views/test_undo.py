"""What was done last can be taken back: said and offered beside it, in every size of the box."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.call.deed_views import UndoView
from desktop.call.state import ActionNote
from tests.views import card_samples
from tests.views.card_samples import ALT, CLASSES, talking
from tests.views.conftest import show_at
from tests.views.decisions import GIFT, WAIVE, decision

window = card_samples.window
pane = card_samples.pane
DONE = (ActionNote("waive", "Waive the late fee", "accepted"),)
OPEN = UndoView("Waive the late fee")


def after(undo: UndoView | None, *log: ActionNote):
    return replace(talking(decision=decision(WAIVE, GIFT)), action_log=log or DONE, undo=undo)


@pytest.mark.parametrize("layout", CLASSES)
def test_it_is_offered_in_every_size(window, pane, desk, layout):
    pane.set_layout(layout[0])
    show_at(window, 340, layout[1] + 120)
    pane.show_call(after(OPEN))
    offered = [button for button in (pane.stack.undo, pane._undo) if button.isVisible()]
    assert len(offered) == 1
    assert offered[0].accessibleName() == "Undo: Waive the late fee"
    assert offered[0].key == "Alt U"
    assert pane.rect().contains(
        offered[0]
        .geometry()
        .translated(offered[0].parentWidget().mapTo(pane, offered[0].parentWidget().rect().topLeft()))
    )
    offered[0].click()
    assert ("undo", after(OPEN).id) in desk.wishes


def test_its_key_works_and_does_nothing_once_it_was_sent(window, pane, desk):
    pane.show_call(after(OPEN))
    QTest.keyClick(window, Qt.Key.Key_U, ALT)
    assert [wish for wish in desk.wishes if wish[0] == "undo"] == [("undo", after(OPEN).id)]
    pane.show_call(after(None))
    assert not pane.stack.undo.isVisible()
    QTest.keyClick(window, Qt.Key.Key_U, ALT)
    assert len([wish for wish in desk.wishes if wish[0] == "undo"]) == 1


def test_it_says_what_became_of_it(window, pane):
    pane.show_call(after(None, ActionNote("waive", "Waive", "undone")))
    assert pane.stack.done.text() == "Undone: Waive"
    pane.show_call(after(None, ActionNote("waive", "Waive", "failed", "already_sent")))
    assert pane.stack.done.text() == "Waive. Not undone: it has been sent already."
