"""What the tests of wrap_up share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.call.state import FollowUp, SaveStatus, WrapUpView
from desktop.views.agent.layout_class import LayoutClass
from desktop.views.agent.wrap_up import WrapUpPane
from tests.views import samples
from tests.views.conftest import show_at

CTRL = Qt.KeyboardModifier.ControlModifier


TODAY = date(2026, 11, 20)


LEAVES = samples.wrap().dispositions


SUGGESTED = samples.wrap().suggested


@pytest.fixture
def window(context):
    """A window with some other field and the pane."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.other = QLineEdit()
    found.pane = WrapUpPane(context)
    layout.addWidget(found.other)
    layout.addWidget(found.pane)
    found.pane.set_layout(LayoutClass())
    context.keymap.install(found)
    show_at(found, 380, 460)
    return found


@pytest.fixture
def pane(window):
    return window.pane


def wrap(**changes: object) -> WrapUpView:
    return replace(samples.wrap(), **changes)


def talking(**changes: object):
    return samples.talking(wrap_up=wrap(**changes))


def asked(desk):
    """What the agent wishes, without the letters of a follow-up on its way."""
    return [wish for wish in desk.wishes if wish[0] != "type_follow_up"]


def promising(pane, text, day="+5"):
    """A promise typed and not added, as when the other line is taken in the middle of it."""
    pane._on_promise()
    QTest.keyClicks(pane.form._text, text)
    pane.form._day.setText(day)


def two_talks():
    first = talking(suggested_follow_up=None)
    return first, replace(first, id="call-2")


def saving(**changes):
    return talking(save=SaveStatus.SAVING, suggested_follow_up=None, follow_ups=(FollowUp("x", TODAY),), **changes)
