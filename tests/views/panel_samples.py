"""What the tests of panels share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.panel_models import Cell, Column, RecordTable, RowWords
from desktop.views.agent.panels import PanelsPane
from tests.views import samples
from tests.views.conftest import gone, show_at
from tests.views.decisions import decision

ALT = Qt.KeyboardModifier.AltModifier


COLUMNS = (Column("Name"), Column("Amount", 80, right=True))


CLASSES = [
    (LayoutClass(Width.REGULAR, Height.NORMAL), 688, 6),
    (LayoutClass(Width.COMPACT, Height.LOW), 624, 4),
    (LayoutClass(Width.COMPACT, Height.SHORT), 624, 3),
    (LayoutClass(Width.NARROW, Height.SHORT), 540, 3),
]


def talking(**changes: object):
    return samples.talking(**{"decision": decision(), **changes})


def words(record: object) -> RowWords:
    return RowWords((Cell(f"row {record}"), Cell(f"{record}.00")), f"Row {record}")


@pytest.fixture
def model(qapp):
    found = RecordTable()
    tester = QAbstractItemModelTester(found, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield found
    del tester


@pytest.fixture
def window(context):
    """A dressed window with a notes field and the pane."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.notes = QLineEdit()
    found.pane = PanelsPane(context)
    layout.addWidget(found.notes)
    layout.addWidget(found.pane)
    found.pane.set_layout(LayoutClass())
    context.keymap.install(found)
    context.look.dress(found)
    show_at(found, 710, 420)
    yield found
    gone(found, context.look)


@pytest.fixture
def pane(window):
    return window.pane


@pytest.fixture
def table(pane):
    return pane.cards()[0].table


def rows(table) -> list[tuple[str, ...]]:
    found = (table.model.words_at(row) for row in range(table.model.rowCount()))
    return [tuple(cell.text for cell in row.cells) for row in found if row is not None]


def tabs(pane: PanelsPane) -> list[str]:
    return [tab.label for tab in pane.cards()[0]._tabs if tab.isVisible()]
