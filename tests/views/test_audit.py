"""Every page in every state, looked over as WCAG 2.2 AA asks: names, roles, sizes, order, focus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from connectors.telephony.events import LineState
from desktop.call.between_state import PreviewView
from desktop.call.letter import LettersView
from desktop.call.state import ArticleView
from desktop.views.main_window import MainWindow
from tests.views import card_samples, day_samples, decisions, samples
from tests.views.conftest import gone
from tests.views.test_composer import LETTER, TEXTS
from tests.views.test_macro_sheet import MACRO
from tests.views.test_macro_sheet import call as macro_call

ROLES = QAccessible.Role
CAP = re.compile(r"\b(Ctrl|Alt|Shift|Esc|F\d{1,2})\b|↵")
NO_ROLE = {ROLES.NoRole, ROLES.Client, ROLES.Window, ROLES.UserRole}


@dataclass(frozen=True)
class Scene:
    """A state the window can be in: how it gets there, and how large the window is."""

    name: str
    act: Callable[[MainWindow], None]
    size: tuple[int, int] = (1440, 900)


def show(*calls: object, **desk_changes: object) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        desk = window._context.desk
        desk.state = samples.desk_of(*calls, **desk_changes)
        desk.calls.update({call.id: call for call in calls})
        window.workspace.show_desk(desk.state)
        window.show_call(calls[0])

    return act


def idle(window: MainWindow) -> None:
    window.workspace.show_desk(samples.idle_desk())


def idle_with(preview: PreviewView) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        window.workspace.show_desk(samples.idle_desk(preview=preview))

    return act


def one_record(window: MainWindow) -> None:
    TALKING(window)
    window.workspace.panels.show_record(samples.orders()[0])


def macro(window: MainWindow) -> None:
    show(macro_call(MACRO))(window)
    window.show_macro(MACRO.id)


def quick_texts(window: MainWindow) -> None:
    window._context.desk.own_quick_texts = lambda: {"thx": "Thank you for calling.", "bye": "Goodbye."}
    TALKING(window)
    window.show_quick_sheet()


def then(first: Callable[[MainWindow], None], *commands: str) -> Callable[[MainWindow], None]:
    def act(window: MainWindow) -> None:
        first(window)
        QApplication.processEvents()
        for command in commands:
            window._context.keymap.run(command)

    return act


TALKING = show(card_samples.talking(decision=replace(samples.decision(5), actions=card_samples.FULL.actions)))
TOUR = show(card_samples.talking(), practice=True)
WRITING = show(card_samples.talking(letters=LettersView(TEXTS, LETTER)))
OFFLINE = show(samples.failed_source(), lines=(LineState("baresip", False, "Connection refused"),))
HELD, OTHER = samples.two_calls()
SCENES = [
    Scene("idle", idle),
    Scene("ringing", show(samples.ringing())),
    Scene("on call", TALKING),
    Scene("loading", show(samples.loading())),
    Scene("hold", show(samples.hold())),
    Scene("two calls", show(OTHER, HELD)),
    Scene("wrap-up", show(samples.wrap_up())),
    Scene("no match", show(samples.unknown())),
    Scene("withheld", show(samples.unknown(withheld=True))),
    Scene("several matches", show(samples.choose())),
    Scene("offline", OFFLINE),
    Scene("palette", then(TALKING, "palette")),
    Scene("keys", then(TALKING, "all_keys")),
    Scene("composer", WRITING),
    Scene("one record", one_record),
    Scene("macro", macro),
    Scene("macro low", macro, (960, 500)),
    Scene("quick texts", quick_texts),
    Scene("customer to read", idle_with(PreviewView(customer=samples.talking().identity.customer))),
    Scene("call to read", idle_with(PreviewView(past=day_samples.RECENT[0])), (1280, 720)),
    Scene(
        "article to read", idle_with(PreviewView(article=ArticleView("late", "Late fees", "# When\n\nAfter ten days.")))
    ),
    Scene("why", then(TALKING, "why")),
    Scene("decline", then(TALKING, "decline")),
    Scene("confirm", then(TALKING, "accept")),
    Scene("follow-up", then(TALKING, "follow_up")),
    Scene("second panel", then(TALKING, "panel_2")),
    Scene("narrow", TALKING, (960, 460)),
    Scene("narrow do", then(TALKING, "notes"), (960, 500)),
    Scene("narrow several", show(samples.choose()), (960, 500)),
    Scene("compact", TALKING, (1280, 720)),
    Scene("wide", TALKING, (1920, 1000)),
    Scene("tour", then(TOUR, "tour")),
    Scene("narrow tour", then(TOUR, "tour"), (960, 500)),
]


@pytest.fixture
def window(context, look, desk) -> Iterator[MainWindow]:
    desk.explain = lambda *asked: decisions.explanation()
    found = MainWindow(context)
    found.show()
    yield found
    gone(found, look)


def enter(window: MainWindow, scene: Scene) -> None:
    window.resize(*scene.size)
    scene.act(window)
    QApplication.processEvents()


def stops(window: MainWindow) -> list[QWidget]:
    """What Tab reaches now, in its order."""
    found, widget = [], window.nextInFocusChain()
    while widget is not window:
        tabbed = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if tabbed and widget.isVisible() and widget.isEnabled():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def read(widget: QWidget) -> tuple[str, QAccessible.Role]:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name).strip(), interface.role()


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {read(widget)[0]!r}"


def focusable(window: MainWindow) -> list[QWidget]:
    """Everything that can ever hold the focus, by key or by pointer."""
    every = window.findChildren(QWidget)
    return [each for each in every if each.isVisible() and each.focusPolicy() and each.focusProxy() is None]


def in_reading_order(root: QWidget) -> list[QWidget]:
    """Every widget a reader meets, in the order in which it meets them."""
    interface = QAccessible.queryAccessibleInterface(root)
    below = [interface.child(at).object() for at in range(interface.childCount())]
    inside = [each for each in below if isinstance(each, QWidget) and each.isVisible()]
    return [root, *(widget for each in inside for widget in in_reading_order(each))]


def has_names_roles_and_sizes(window: MainWindow) -> None:
    every = focusable(window)
    found = {named(each): read(each) for each in every}
    assert {who for who, (name, _) in found.items() if not name} == set()
    assert {who for who, (_, role) in found.items() if role in NO_ROLE} == set()
    small = {(named(each), each.size().toTuple()) for each in every if min(each.size().toTuple()) < 24}
    assert small == set()
    glued = {name for name, _ in found.values() if "…" in name or CAP.search(name)}
    assert glued == set()


def goes_in_reading_order(window: MainWindow) -> None:
    """By Tab."""
    tab = stops(window)
    reading = [each for each in in_reading_order(window) if each in tab]
    assert [named(each) for each in tab] == [named(each) for each in reading]


def shows_where_the_focus_is(window: MainWindow) -> None:
    """Each stop looks another when it has the focus."""
    unseen = []
    for stop in stops(window):
        stop.clearFocus()
        QApplication.processEvents()
        without = stop.grab().toImage()
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        unseen += [] if stop.grab().toImage() != without else [named(stop)]
    assert unseen == []


def focus(window: MainWindow) -> QWidget | None:
    """What has the focus, where somebody would find it."""
    found = window.focusWidget()
    return found if found is not None and found.isVisible() and found.isEnabled() else None


def rows_of(window: MainWindow) -> Iterator[tuple[QAbstractItemView, str]]:
    """Every row of every list and table in sight, with what is said of it."""
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if view.isVisible() and model is not None:
            for row in range(model.rowCount()):
                yield view, str(model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) or "")


RINGED = (
    "one record",
    "macro",
    "quick texts",
    "call to read",
    "on call",
    "wrap-up",
    "several matches",
    "composer",
    "keys",
    "confirm",
    "why",
    "follow-up",
    "hold",
)


def enter_from_a_call(window: MainWindow, scene: Scene) -> None:
    """With the focus in a panel, which is not left on something unseen."""
    enter(window, SCENES[2])
    window._context.keymap.run("panel_1")
    enter(window, scene)
    assert focus(window) is not None


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.name)
def test_every_scene_is_fit_for_everybody(scene: Scene, window: MainWindow):
    """One window for all that is looked at: to build it takes longer than to look."""
    window.activateWindow()
    enter_from_a_call(window, scene)
    has_names_roles_and_sizes(window)
    goes_in_reading_order(window)
    assert [named(view) for view, said in rows_of(window) if len(said.strip()) < 2] == []
    if scene.name in RINGED:
        shows_where_the_focus_is(window)


def test_there_are_rows_to_be_read(window: MainWindow):
    enter(window, SCENES[2])
    said = [text for _, text in rows_of(window)]
    assert any("Invoice" in text for text in said)
    assert len(said) > 4


def test_esc_brings_the_focus_back_to_the_notes(window: MainWindow):
    enter(window, SCENES[2])
    window._context.keymap.run("notes")
    before = focus(window)
    for command in ("palette", "all_keys", "why", "decline", "accept", "disposition", "find"):
        window._context.keymap.run(command)
        QApplication.processEvents()
        assert focus(window) not in (None, before), command
        QTest.keyClick(focus(window), Qt.Key.Key_Escape)
        QApplication.processEvents()
        assert focus(window) is before, command


@pytest.mark.parametrize("size", [(960, 460), (1440, 900)], ids=["narrow", "regular"])
def test_no_key_loses_the_focus(size: tuple[int, int], window: MainWindow):
    enter(window, Scene("", TALKING, size))
    for command in ("palette", "all_keys", "why", "notes", "panel_1", "panel_2", "find", "next_region"):
        for each in (command, "notes", command):
            window._context.keymap.run(each)
            QApplication.processEvents()
            assert focus(window) is not None, (command, each)
        QTest.keyClick(focus(window), Qt.Key.Key_Escape)
        QApplication.processEvents()
        assert focus(window) is not None, command


def test_what_disappears_under_the_focus_leaves_it_to_something_in_sight(window: MainWindow):
    enter(window, SCENES[2])
    gone = decisions.decision()
    for stop in (*window.workspace.cards.top.stops(), *window.workspace.cards.small):
        if stop.isVisible() and stop.isEnabled():
            stop.setFocus()
            show(card_samples.talking(decision=gone))(window)
            QApplication.processEvents()
            assert focus(window) is not None, named(stop)
            TALKING(window)
            QApplication.processEvents()
