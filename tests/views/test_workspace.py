"""The workspace as a whole: staged painting, nothing that moves, names for all, focus, classes, pages."""

from __future__ import annotations

import asyncio
import gc
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QVBoxLayout,
    QWidget,
)

from desktop.call.state import GuideView, Identity, IdentityStatus, PartStatus, Phase
from desktop.views.agent.columns import DO, KNOW, TIMELINE
from desktop.views.agent.layout_class import Height, LayoutClass, Width, layout_class
from desktop.views.agent.workspace import Workspace
from desktop.views.widgets.focus import chain, read_as_laid_out
from tests.views import samples
from tests.views.conftest import gone, show_at

SIZES = ((1440, 900), (1280, 720), (1120, 716), (1920, 1000), (960, 460), (617, 488), (2560, 1400))


def make(context, look, size=(1440, 900), density=100):
    look.set_density(density)
    found = Workspace(context)
    found.set_layout(layout_class(*size, density))
    look.dress(found)
    show_at(found, *size)
    return found


@pytest.fixture
def workspace(context, look):
    found = make(context, look)
    yield found
    gone(found, look)


def show(workspace, state):
    workspace.show_desk(samples.desk_of(state))
    workspace.show_call(state)
    QApplication.processEvents()


@pytest.mark.parametrize(
    ("size", "density", "expected"),
    [
        ((1440, 900), 100, LayoutClass(Width.REGULAR, Height.NORMAL)),
        ((1280, 720), 100, LayoutClass(Width.COMPACT, Height.LOW)),
        ((1280, 640), 100, LayoutClass(Width.COMPACT, Height.SHORT)),
        ((1920, 1080), 100, LayoutClass(Width.WIDE, Height.TALL)),
        ((1920, 1080), 115, LayoutClass(Width.REGULAR, Height.NORMAL)),
        ((960, 460), 100, LayoutClass(Width.NARROW, Height.SHORT)),
        ((2560, 1440), 100, LayoutClass(Width.ULTRA, Height.TALL)),
        ((1119, 715), 100, LayoutClass(Width.NARROW, Height.SHORT)),
        ((1120, 716), 100, LayoutClass(Width.COMPACT, Height.LOW)),
    ],
)
def test_classes(size, density, expected):
    assert layout_class(*size, density) == expected


@pytest.mark.parametrize("size", SIZES)
def test_no_size_asks_for_more_room_than_there_is(size, context, look):
    workspace = make(context, look, size)
    show(workspace, samples.talking(decision=samples.decision(5)))
    assert (workspace.width(), workspace.height()) == size
    assert workspace.page.width() <= max(size[0], 600)
    assert not workspace.scroller.horizontalScrollBar().isVisible()
    look.undress(workspace)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720), (1920, 1000), (960, 600)])
@pytest.mark.parametrize("density", [100, 115])
def test_pinned_parts_do_not_move_from_loading_to_full(size, density, context, look):
    workspace = make(context, look, size, density)

    def places():
        pinned = (
            workspace.call_bar,
            workspace.call_bar.timer,
            workspace.call_bar.end,
            workspace.header,
            workspace.header.name,
            workspace.header.tiles["value"],
            workspace.alerts,
            workspace.guide,
            workspace.panels,
            workspace.timeline,
            workspace.cards,
            workspace.wrap_up,
            workspace.status_bar,
        )
        return [(type(part).__name__, part.mapTo(workspace, QPoint(0, 0)).toTuple()) for part in pinned]

    show(workspace, samples.loading())
    loading = places()
    show(workspace, samples.talking(decision=samples.decision(3)))
    assert places() == loading
    look.undress(workspace)


async def test_identity_is_painted_before_anything_else(workspace):
    workspace.show_desk(samples.desk_of(samples.talking()))
    workspace.show_call(samples.talking(decision=samples.decision(3)))
    assert workspace.header.painted_version == workspace.header.version
    assert not workspace.settled
    assert workspace.alerts.entries == ()
    while not workspace.settled:
        await asyncio.sleep(0)
    assert len(workspace.alerts.entries) == 3


async def test_the_page_below_the_name_is_painted_when_it_is_filled(workspace):
    workspace.show_call(samples.talking())
    assert workspace.header.updatesEnabled()
    assert not workspace.columns.updatesEnabled()
    while not workspace.settled:
        await asyncio.sleep(0)
    assert workspace.columns.updatesEnabled()


async def test_a_newer_call_never_gets_the_rest_of_an_older_one(workspace):
    shown = []
    workspace.page._slices = tuple((lambda state, n=n: shown.append((n, state.id))) for n in range(4))
    workspace.show_call(samples.talking())
    await asyncio.sleep(0)
    workspace.show_call(samples.unknown())
    while not workspace.settled:
        await asyncio.sleep(0)
    switch = next(at for at, (_, call_id) in enumerate(shown) if call_id == "call-7")
    assert all(call_id == "call-7" for _, call_id in shown[switch:])
    assert [n for n, _ in shown[switch:]] == [0, 1, 2, 3]


def without_records(state, identity):
    """The same call as soon as somebody else is on the line: nothing is known of them yet."""
    parts = {kind: replace(part, rows=(), status=PartStatus.WAITING) for kind, part in state.parts.items()}
    return replace(state, identity=identity, parts=parts, timeline=(), decision=None, guide=GuideView())


async def show_whole(workspace, state):
    workspace.show_desk(samples.desk_of(state))
    workspace.show_call(state)
    while not workspace.settled:
        await asyncio.sleep(0)


def rows_in_sight(workspace):
    views = [view for view in workspace.findChildren(QAbstractItemView) if view.isVisible()]
    indices = [view.model().index(row, 0) for view in views for row in range(view.model().rowCount())]
    return [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in indices]


@pytest.mark.parametrize(
    "identity",
    [
        Identity(IdentityStatus.IDENTIFIED, samples.merged(replace(samples.marta(), id="77", name="Bob Other"))),
        Identity(IdentityStatus.UNKNOWN),
        samples.choose().identity,
    ],
    ids=["somebody else", "not this person", "a choice"],
)
async def test_no_name_stands_above_the_records_of_the_person_before(workspace, identity):
    state = samples.talking(decision=samples.decision(3))
    await show_whole(workspace, state)
    workspace.panels.show_record(samples.complaint())
    assert any("invoice" in str(said).lower() for said in rows_in_sight(workspace))
    painted = workspace.header.painted_version
    workspace.show_call(without_records(state, identity))
    assert workspace.header.painted_version == painted
    assert workspace.settled
    assert not [said for said in rows_in_sight(workspace) if "invoice" in str(said).lower()]
    assert workspace.alerts.entries == ()
    assert not workspace.panels.cards()[0].shows_record


async def test_what_says_nothing_new_of_who_it_is_does_not_hurry(workspace):
    state = samples.talking()
    await show_whole(workspace, state)
    QApplication.processEvents()
    before = workspace.header.version
    workspace.show_call(replace(state, identity=replace(state.identity)))
    assert workspace.header.version == before


async def test_one_more_system_with_the_same_person_is_painted_in_turns_and_closes_nothing(workspace):
    state = samples.talking()
    await show_whole(workspace, state)
    workspace.panels.show_record(samples.complaint())
    known = state.identity.customer
    joined = replace(known, key="billing:B-1", ids={**known.ids, "billing": "B-1"})
    workspace.show_call(replace(state, identity=replace(state.identity, customer=joined)))
    assert workspace.header.painted_version == workspace.header.version
    assert not workspace.settled
    while not workspace.settled:
        await asyncio.sleep(0)
    assert workspace.panels.cards()[0].shows_record


async def test_a_stream_of_updates_starves_no_pane(workspace):
    shown = []
    workspace.page._slices = tuple((lambda state, n=n: shown.append(n)) for n in range(5))
    state = samples.talking()
    for _ in range(40):
        workspace.show_call(replace(state))
        await asyncio.sleep(0)
    assert set(shown) == set(range(5))


async def test_one_broken_pane_leaves_the_others_current(workspace):
    heard, shown = [], []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, news: heard.append(str(news["exception"])))

    def broken(state):
        raise ValueError("pane")

    workspace.page._slices = (broken, lambda state: shown.append(state.id))
    workspace.show_call(samples.talking())
    while not workspace.settled:
        await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert (shown, heard) == (["call-1"], ["pane"])
    assert workspace.columns.updatesEnabled()
    loop.set_exception_handler(None)


def test_no_label_ever_reads_markup(workspace):
    for name in samples.HOSTILE:
        show(workspace, samples.hostile_names(name))
        labels = workspace.findChildren(QLabel)
        assert labels
        assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
        assert workspace.width() == 1440


def words_of(widget):
    """Everything a widget shows or says."""
    found = [widget.accessibleName(), widget.toolTip()]
    for attribute in ("text", "toPlainText"):
        read = getattr(widget, attribute, None)
        if callable(read):
            found.append(str(read()))
    return found


def test_leaving_a_call_leaves_nothing_of_the_customer(workspace):
    show(workspace, samples.talking(decision=samples.decision(3)))
    workspace.show_desk(samples.idle_desk())
    QApplication.processEvents()
    said = []
    bars = (workspace.header, workspace.alerts, workspace.call_bar, workspace.columns.pager.foot)
    for widget in (*workspace.page.findChildren(QWidget), *workspace.call_bar.findChildren(QWidget)):
        in_a_bar = any(bar.isAncestorOf(widget) for bar in bars)
        if in_a_bar or widget.isVisibleTo(workspace.page):
            said += words_of(widget)
    everything = " ".join(said)
    for secret in ("Marta", "Lindqvist", "12,480", "marta.l@", "C-20418", "late fee", "0931", "555 01 42"):
        assert secret not in everything, secret
    assert workspace.stack.currentWidget() is workspace.idle_scroller
    assert workspace.window().focusWidget() is workspace.idle.field


def test_typing_goes_to_the_notes_once_a_call_is_answered_and_not_while_it_rings(workspace):
    workspace.show_desk(samples.idle_desk())
    show(workspace, samples.ringing())
    assert workspace.window().focusWidget() is workspace.page
    show(workspace, samples.talking())
    assert workspace.wrap_up.isAncestorOf(workspace.window().focusWidget())


def test_the_focus_is_not_taken_from_what_the_agent_does(workspace):
    show(workspace, samples.talking())
    button = workspace.call_bar.mute
    button.setFocus()
    show(workspace, replace(samples.talking(), profile=samples.Profile()))
    assert workspace.window().focusWidget() is button


def test_tab_walks_bar_header_alerts_say_know_do(workspace):
    show(workspace, samples.talking(decision=samples.decision(3)))
    order = []
    widget = chain(workspace.call_bar)[0]
    regions = (*workspace._regions(),)
    for _ in range(400):
        region = next((n for n, each in enumerate(regions) if each.isAncestorOf(widget)), None)
        if region is not None and widget.isVisible() and (not order or order[-1] != region):
            order.append(region)
        widget = widget.nextInFocusChain()
        if widget is chain(workspace.call_bar)[0]:
            break
    assert order[: len(set(order))] == sorted(set(order))


def test_next_region_goes_round_and_says_where(workspace, context):
    show(workspace, samples.talking(decision=samples.decision(3)))
    workspace.call_bar.mute.setFocus()
    seen = []
    for _ in range(12):
        context.keymap.run("next_region")
        focus = workspace.window().focusWidget()
        seen.append(next(n for n, each in enumerate(workspace._regions()) if each.isAncestorOf(focus)))
    assert seen[0] == 1
    assert len(set(seen)) >= 6


def test_an_alert_takes_its_action_through_the_cards(workspace, context, desk):
    show(workspace, samples.talking(decision=samples.decision(3)))
    context.keymap.run("alert_1")
    assert ("accept", "call-1", "status") in desk.wishes


def test_ages_come_with_the_key_and_go_with_it(workspace, context):
    show(workspace, samples.talking())
    context.keymap.run("sources")
    assert workspace.header.tiles["value"].value.age
    context.keymap.run("sources")
    assert not workspace.header.tiles["value"].value.age


def test_narrow_windows_switch_pages_by_key_and_tab(context, look):
    workspace = make(context, look, (960, 460))
    show(workspace, samples.talking())
    assert workspace.panels.isVisible()
    assert not workspace.wrap_up.isVisible()
    context.keymap.run("notes")
    assert workspace.wrap_up.isVisible()
    assert not workspace.columns.pager.foot.isVisible()
    context.keymap.run("panel_1")
    assert workspace.panels.isVisible()
    assert not workspace.timeline.isVisible()
    context.keymap.run("find")
    assert workspace.timeline.isVisible()
    workspace.columns.pager.tabs[DO].click()
    assert workspace.wrap_up.isVisible()
    look.undress(workspace)


@pytest.mark.parametrize("page", [KNOW, TIMELINE, DO])
def test_everything_comes_back_when_the_window_grows(page, context, look):
    workspace = make(context, look, (960, 460))
    show(workspace, samples.talking())
    workspace.columns.show_page(page)
    workspace.set_layout(layout_class(1440, 900, 100))
    show_at(workspace, 1440, 900)
    panes = (workspace.guide, workspace.panels, workspace.timeline, workspace.cards, workspace.wrap_up)
    assert all(pane.isVisible() for pane in panes)
    lefts = [pane.mapTo(workspace, QPoint(0, 0)).x() for pane in (workspace.guide, workspace.panels, workspace.cards)]
    assert lefts == sorted(lefts)
    look.undress(workspace)


def layout_items():
    return {id(each) for each in gc.get_objects() if isinstance(each, QLayoutItem) and not isinstance(each, QLayout)}


def test_what_a_panel_holds_is_read_in_its_order(look):
    root, inner = QWidget(), QHBoxLayout()
    last, nested, first = QLabel("3", root), QLabel("2", root), QLabel("1", root)
    column = QVBoxLayout(root)
    column.addWidget(first)
    column.addStretch(1)
    column.addLayout(inner)
    inner.addWidget(nested)
    column.addWidget(last)
    before = layout_items()
    read_as_laid_out(root)
    assert root.findChildren(QLabel) == [first, nested, last]
    # Qt drops an item with its widget and PySide does not hear of it: the next widget in its place would be the item.
    assert layout_items() == before


def test_going_through_all_classes_and_back_ends_as_it_began(workspace):
    show(workspace, samples.talking())

    def columns():
        return [workspace.columns.outer.sizes(), workspace.columns.know.sizes()]

    before = columns()
    for size in (*SIZES, (1440, 900)):
        workspace.set_layout(layout_class(*size, 100))
        show_at(workspace, *size)
    assert columns() == before


def test_splitter_sizes_are_remembered_per_class(workspace, context, look):
    show(workspace, samples.talking())
    heard = []
    workspace.sizes_changed.connect(heard.append)
    workspace.columns.outer.setSizes([500, 500, 400])
    workspace.columns.outer.splitterMoved.emit(500, 1)
    sizes = workspace.columns.outer.sizes()
    assert heard[0]["columns.regular.normal"] == sizes
    other = make(context, look)
    other.restore_sizes({**heard[0], "odd": [-4, 10**9]})
    show(other, samples.talking())
    assert other.columns.outer.sizes() == sizes
    look.undress(other)


def test_two_calls_keep_their_own_screens(workspace):
    held, other = samples.two_calls()
    workspace.show_desk(samples.desk_of(held, other))
    workspace.show_call(other)
    QApplication.processEvents()
    assert workspace.tabs.isVisible()
    assert workspace.call_bar.property("band") == "bar"
    workspace.show_call(held)
    QApplication.processEvents()
    assert workspace.call_bar.property("band") == "hold"
    assert "Marta" in workspace.header.name.text()
    assert workspace.state.phase is Phase.HELD


def test_what_was_typed_in_a_call_that_is_finished_unseen_is_forgotten(workspace):
    held, other = samples.two_calls()
    show(workspace, replace(held, wrap_up=replace(held.wrap_up, suggested_follow_up=None)))
    workspace.wrap_up._on_promise()
    workspace.wrap_up.form._text.setText("Call Marta back")
    workspace.show_desk(samples.desk_of(held, other))
    workspace.show_call(other)
    assert list(workspace.wrap_up.form._kept) == [held.id]
    workspace.show_desk(samples.desk_of(other))
    assert workspace.wrap_up.form._kept == {}


def test_a_search_typed_in_a_call_that_is_finished_unseen_is_forgotten(workspace):
    unknown, other = samples.unknown(), samples.talking()
    show(workspace, unknown)
    search = workspace.panels.cards()[0].search
    search._field.setText("half a sea")
    workspace.show_desk(samples.desk_of(unknown, other))
    workspace.show_call(other)
    assert search._field.text() == "half a sea"
    workspace.show_desk(samples.desk_of(other))
    assert search._field.text() == ""


def test_widgets_are_built_once(workspace):
    show(workspace, samples.talking(decision=samples.decision(5)))
    for state in (samples.loading(), samples.unknown(), samples.choose(), samples.wrap_up(), samples.hold()):
        show(workspace, state)
    show(workspace, samples.talking(decision=samples.decision(5)))
    count = len(workspace.findChildren(QWidget))
    for _ in range(3):
        for state in (samples.loading(), samples.unknown(), samples.choose(), samples.talking(), samples.hold()):
            show(workspace, state)
    assert len(workspace.findChildren(QWidget)) == count


def test_a_workspace_completed_later_stands_like_one_built_at_once(context, look):
    sizes = {"columns.regular.normal": (500, 500, 400)}
    at_once, later = Workspace(context), Workspace(context, later=True)
    for each in (at_once, later):
        look.dress(each)
        each.set_layout(layout_class(1440, 900, 100))
        each.restore_sizes(sizes)
        show_at(each, 1440, 900)
    assert later.settled
    assert later.state is None
    show(at_once, samples.talking())
    show(later, samples.talking())
    assert later.state is not None
    assert later.columns.outer.sizes() == at_once.columns.outer.sizes()
    assert later.guide.isVisible()
    assert later.complete() is later.page
    for each in (at_once, later):
        look.undress(each)


def test_a_key_for_the_next_region_works_before_the_page_of_a_call_is_there(context, look):
    workspace = Workspace(context, later=True)
    show_at(workspace, 1440, 900)
    workspace.show_desk(samples.idle_desk())
    context.keymap.run("next_region")
    assert workspace.isAncestorOf(workspace.window().focusWidget())
    look.undress(workspace)
