"""What must always be in sight is there, whole and inside the window: every class of size, every density."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from desktop.views.agent.layout_class import Width
from desktop.views.agent.panel_models import Cell
from desktop.views.agent.workspace import Workspace
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel
from desktop.views.theme.look import Look
from desktop.views.widgets.buttons import Button
from tests.views import card_samples, samples
from tests.views.conftest import gone
from tests.views.test_workspace import make

TALKING = card_samples.talking(decision=replace(samples.decision(3), actions=card_samples.FULL.actions))
# Sizes at density 100; each is multiplied by the density, so that the class is the same and every measure another.
SIZES = ((617, 488), (960, 460), (1113, 714), (1280, 640), (1280, 720), (1440, 900), (1920, 1000), (2560, 1440))
CASES = [(size, density) for size in SIZES for density in (100, 115, 130)] + [((3840, 2160), 100), ((2954, 1662), 130)]


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0][0]}x{case[0][1]}-{case[1]}")
def workspace(request: pytest.FixtureRequest, context: ViewContext, look: Look) -> Iterator[Workspace]:
    (width, height), density = request.param
    found = make(context, look, (width * density // 100, height * density // 100), density)
    found.show_desk(samples.desk_of(TALKING))
    found.show_call(TALKING)
    QApplication.processEvents()
    yield found
    gone(found, look)
    look.set_density(100)


def pinned(workspace: Workspace) -> dict[str, QWidget]:
    """The parts that no size takes away; in a narrow window the foot stands for the page that is not in sight."""
    bar, header = workspace.call_bar, workspace.header
    found = {
        "timer": bar.timer,
        "end": bar.end,
        "hold": bar.hold,
        "search": bar.search,
        "name": header.name,
        "segment": header.segment,
        "verified": header.verified,
        "value": header.tiles["value"],
        "alerts": workspace.alerts.counter if workspace.layout_class.bars[2] == 0 else workspace.alerts,
        "guide": workspace.guide,
        "panels": workspace.panels,
        "status": workspace.status_bar,
    }
    if workspace.layout_class.width is Width.NARROW:
        foot = workspace.columns.pager.foot
        return {**found, "action": foot.title, "to the notes": foot.notes, "finish": foot.finish}
    wrap_up, top = workspace.wrap_up, workspace.cards.top
    return {
        **found,
        "timeline": workspace.timeline,
        "action": top,
        "notes": wrap_up.notes,
        "disposition": wrap_up.disposition,
        "finish": wrap_up.finish,
    }


def test_what_is_pinned_is_whole_and_in_sight(workspace: Workspace):
    for name, part in pinned(workspace).items():
        assert part.isVisible(), name
        place = QRect(part.mapTo(workspace, QPoint(0, 0)), part.size())
        assert workspace.rect().contains(place), (name, place)
        # Nothing lies over it, and nothing it stands in cuts it.
        assert part.visibleRegion().boundingRect() == part.rect(), name
    bar = workspace.call_bar
    assert not any(button.isVisible() and button.is_elided() for button in bar.findChildren(Button))
    name = workspace.header.name
    assert workspace.width() < 700 * workspace._context.look.density // 100 or not name.is_elided()
    assert isinstance(name, ElidedLabel)


def test_no_amount_and_no_status_is_cut(workspace: Workspace):
    table = workspace.panels.cards()[0].table
    view, model = table.view, table.model
    words = [model.words_at(row) for row in range(model.rowCount())]
    assert words
    for number, column in enumerate(model.columns):
        if column.width == 0 or view.isColumnHidden(number):
            continue
        assert view.columnViewportPosition(number) + view.columnWidth(number) <= view.viewport().width() + 1
        cells: list[Cell] = [row.cells[number] for row in words if row is not None]
        widest = max(view.fontMetrics().horizontalAdvance(cell.text) for cell in cells)
        assert view.columnWidth(number) >= widest
