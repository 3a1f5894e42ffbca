"""What the tests of cards share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.views.agent.cards import CardsPane
from desktop.views.agent.cards_gate import Gate
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from tests.views import samples
from tests.views.conftest import show_at
from tests.views.decisions import GIFT, SURVEY, WAIVE, decision

FULL = decision(WAIVE, GIFT, SURVEY)


CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


CLASSES = [
    (LayoutClass(Width.REGULAR, Height.NORMAL), 352),
    (LayoutClass(Width.COMPACT, Height.LOW), 256),
    (LayoutClass(Width.COMPACT, Height.SHORT), 248),
    (LayoutClass(Width.WIDE, Height.TALL), 352),
]


@pytest.fixture
def window(context):
    """A window with notes, the pane, and somebody else who wants Ctrl+Enter."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.pane = CardsPane(context)
    found.notes = QLineEdit()
    layout.addWidget(found.pane)
    layout.addWidget(found.notes)
    found.pane.set_layout(CLASSES[0][0])
    found.finished = []
    context.keymap.bind("finish", lambda: found.finished.append(1))
    context.keymap.install(found)
    show_at(found, 380, 640)
    return found


@pytest.fixture
def pane(window):
    return window.pane


def talking(**changes: object):
    return samples.talking(**{"decision": FULL, **changes})


def on_screen(pane: CardsPane) -> list[str]:
    small = [card.title for card in pane.small if card.isVisible()]
    return [pane.top.entry.title, *small] if pane.top.isVisible() else small


def ids(gate: Gate) -> list[str]:
    return [card.entry.id for card in gate.shown]


LONG = "Offer to fix what made them want to leave before anything else is said"
