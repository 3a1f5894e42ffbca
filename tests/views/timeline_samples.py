"""What the tests of timeline share."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from connectors.records import (
    Interaction,
)
from desktop.call.state import TimelineGroup, TimelineItem
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.timeline_model import TimelineModel, TimelineRow
from desktop.views.agent.timeline_words import TimelineWords
from tests.views import samples
from tests.views.conftest import show_at

ROOT = QModelIndex()


PATIENT = QAbstractItemModelTester.FailureReportingMode.Fatal


def many(count: int) -> tuple[TimelineItem, ...]:
    kinds = (TimelineGroup.CALLS, TimelineGroup.ORDERS, TimelineGroup.CASES)
    return tuple(
        TimelineItem(
            samples.ago(hours=at),
            kinds[at % 3],
            Interaction(f"I-{at}", samples.source("crm", f"I-{at}"), at=samples.ago(hours=at), subject=f"subject {at}"),
        )
        for at in range(count)
    )


def plain_row(item: TimelineItem) -> TimelineRow:
    return TimelineRow("phone", "accent", item.record.subject if item.record else "live")


@pytest.fixture
def model(qapp):
    found = TimelineModel(plain_row)
    tester = QAbstractItemModelTester(found, PATIENT)
    # The tester would fetch inside a reset that it is still taking note of.
    tester.setUseFetchMore(False)
    yield found
    del tester


@pytest.fixture
def window(context):
    """A window with a notes field and the pane."""
    found = QWidget()
    layout = QVBoxLayout(found)
    found.notes = QLineEdit()
    found.pane = TimelinePane(context)
    layout.addWidget(found.notes)
    layout.addWidget(found.pane)
    context.keymap.install(found)
    show_at(found, 688, 420)
    return found


@pytest.fixture
def pane(window):
    return window.pane


def titles(pane: TimelinePane) -> list[str]:
    return [row.title for at in range(pane.model.rowCount()) if (row := pane.model.row_at(at)) is not None]


def worded(context, record, at=None) -> TimelineRow:
    return TimelineWords(context.formats, context.now).record(record, at)


PROVENANCE = samples.source("shop", "1")
