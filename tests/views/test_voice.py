"""What a screen reader is told on its own: the ring at once, everything else when the agent does not type."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.call.state import ActionNote
from desktop.views.main_window import MainWindow
from desktop.views.widgets.voice import Voice
from tests.views import card_samples, samples
from tests.views.conftest import PATIENT_MS, gone, settle
from tests.views.decisions import GIFT, SURVEY, WAIVE, decision

POLITE, ASSERTIVE = QAccessible.AnnouncementPoliteness.Polite, QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def said(monkeypatch):
    """What reaches the accessibility bus, in order, as (politeness, text)."""
    found = []

    class Told(QAccessibleAnnouncementEvent):
        def setPoliteness(self, politeness):
            found.append((politeness, self.message()))

    monkeypatch.setattr("PySide6.QtGui.QAccessibleAnnouncementEvent", Told)
    return found


@pytest.fixture
def window(context, look):
    found = MainWindow(replace(context, voice=Voice(pause=60_000)))
    found.resize(1440, 900)
    found.show()
    found.activateWindow()
    QApplication.processEvents()
    yield found
    gone(found, look)


def show(window, state):
    window.workspace.show_desk(samples.desk_of(state))
    window.show_call(state)
    QApplication.processEvents()


def texts(said):
    return [text for _, text in said]


def test_the_ring_is_said_at_once_whatever_the_agent_does(window, said, qtbot):
    show(window, samples.talking())
    QTest.keyClicks(window.focusWidget(), "x")
    said.clear()
    ringing = replace(samples.ringing(), id="call-2")
    window.workspace.show_desk(samples.desk_of(samples.talking(), ringing))
    assert said == [(ASSERTIVE, "Marta Lindqvist is calling")]


def test_who_it_is_is_said_once_they_are_known_and_not_again(window, said):
    state = samples.talking()
    show(window, samples.loading())
    show(window, state)
    show(window, replace(state))
    assert [text for text in texts(said) if text.startswith("Marta Lindqvist, ")] == [
        "Marta Lindqvist, Gold, Verified · ANI + PIN"
    ]


def test_alerts_and_new_cards_are_polite(window, said):
    show(window, card_samples.talking(decision=decision(WAIVE, GIFT)))
    said.clear()
    show(window, card_samples.talking(decision=decision(WAIVE, GIFT, SURVEY)))
    show(window, samples.talking(decision=samples.decision(1)))
    assert ("Alert: Open complaint C-20418, with Billing L2") in texts(said)
    assert "1 new action" in texts(said)
    assert {politeness for politeness, _ in said} == {POLITE}


def test_what_became_of_an_action_is_said(window, said):
    state = card_samples.talking()
    show(window, state)
    said.clear()
    note = ActionNote("waive", "Waive the late fee", "accepted")
    show(window, replace(state, action_log=(note,)))
    assert texts(said) == ["Done: Waive the late fee"]


def test_while_the_agent_types_it_waits(window, said, qtbot):
    state = samples.talking()
    show(window, state)
    window._context.keymap.run("notes")
    said.clear()
    QTest.keyClicks(window.focusWidget(), "late")
    show(window, samples.talking(decision=samples.decision(1)))
    show(window, samples.talking(decision=samples.decision(1)))
    assert said == []
    window._context.voice._pause.start(1)
    qtbot.waitUntil(lambda: texts(said) == ["Alert: Open complaint C-20418, with Billing L2"], timeout=PATIENT_MS)


def test_nothing_of_the_last_caller_is_said_during_the_next_call(window, said, qtbot):
    show(window, samples.talking())
    window._context.keymap.run("notes")
    QTest.keyClicks(window.focusWidget(), "late")
    said.clear()
    show(window, samples.talking(decision=samples.decision(1)))
    show(window, samples.unknown())
    voice = window._context.voice
    voice._pause.start(1)
    qtbot.waitUntil(lambda: not voice._pause.isActive(), timeout=PATIENT_MS)
    assert not [text for text in texts(said) if "C-20418" in text]


def test_fields_and_panes_that_are_gone_are_left_alone(qapp, said, qtbot):
    voice = Voice(pause=60_000)
    field, pane, other = QLineEdit(), QWidget(), QWidget()
    voice._on_focus_changed(None, field)
    field.textEdited.emit("x")
    voice.tell(pane, "of a pane that is gone")
    voice.tell(other, "of another")
    for widget in (field, pane):
        widget.deleteLater()
    settle(qapp)
    voice._on_focus_changed(None, None)
    voice._pause.start(1)
    qtbot.waitUntil(lambda: texts(said) == ["of another"], timeout=PATIENT_MS)
