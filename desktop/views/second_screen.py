"""Who stands on the second screen: the panels or the timeline leave the window, and come back with it or without.

Remembered by the arrangement of the screens: at the desk with two of them it is as it was left there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QScreen

from desktop.views.agent.columns import KNOW, TIMELINE
from desktop.views.agent.second_window import SecondWindow
from desktop.views.preferences import Away
from desktop.views.quick_typing import QuickTyping
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.focus import announce, go_to, read_as_laid_out
from desktop.views.widgets.labels import KeyCap

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.views.agent.workspace import Workspace
    from desktop.views.context import ViewContext

_FIRST = QSize(900, 900)
_MOST = 20
_STAYED_MS = 400


def arrangement() -> str:
    """The screens there are, by place and size: another docking station is another arrangement."""
    boxes = (screen.geometry() for screen in QGuiApplication.screens())
    return " ".join(sorted(f"{box.width()}x{box.height()}+{box.x()}+{box.y()}" for box in boxes))


class SecondScreen(QObject):
    """Moves a part out and back, by key, by closing its window, and when a screen comes or goes.

    Signals: remembered(Mapping of arrangement to Away) = worth keeping.
    """

    remembered = Signal(object)

    def __init__(
        self, context: ViewContext, workspace: Workspace, places: Mapping[str, Away], call_id: Callable[[], str]
    ) -> None:
        super().__init__(workspace)
        self._context, self._workspace, self._places = context, workspace, dict(places)
        self._call_id = call_id
        self.window: SecondWindow | None = None
        self.typing: QuickTyping | None = None
        self._screen = ""
        # A window that is dragged is somewhere else at every pixel; where it stays is worth keeping.
        self._stayed = QTimer(self, interval=_STAYED_MS, singleShot=True)
        self._stayed.timeout.connect(self._remember)
        context.keymap.bind("panels_away", self._on_panels)
        context.keymap.bind("timeline_away", self._on_timeline)
        context.keymap.changed.connect(self._on_keys_changed)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenRemoved.connect(self._on_screen_removed)
        app.screenAdded.connect(self.settle)

    # What the agent does

    def _on_panels(self) -> None:
        self._toggle(KNOW)

    def _on_timeline(self) -> None:
        self._toggle(TIMELINE)

    def _toggle(self, part: str) -> None:
        """Send a part away, or bring it back where it is away already; one part at a time."""
        there = self.window.part if self.window is not None else ""
        self.bring_back()
        if there != part:
            self._send(part, None)
        self._remember()

    def _on_left(self) -> None:
        self.bring_back()
        self._remember()

    def settle(self) -> None:
        """Where these screens were left with a part away, it goes there again; never during a call."""
        if self.window is not None or self._workspace.state is not None or not self._workspace.window().isVisible():
            return
        kept = self._places.get(arrangement())
        if kept is not None:
            self._send(kept.part, QRect(*kept.place))

    # Out and back

    def _send(self, part: str, place: QRect | None) -> None:
        page = self._workspace.complete()
        first = self._workspace.window()
        other = next((each for each in QGuiApplication.screens() if each is not first.screen()), None)
        self.window = window = SecondWindow(self._context, part)
        window.setGeometry(place if place is not None else self._beside(other))
        self._screen = window.screen().name()
        window.take(page.send_away(part, window), alone=other is None)
        window.left.connect(self._on_left)
        window.moved.connect(self._on_moved)
        self._context.keymap.install(window)
        self.typing = QuickTyping(self._context, window, self._call_id)
        read_as_laid_out(window, deep=True)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        if place is None and other is not None:
            window.showMaximized()
        else:
            window.show()
        window.enter()
        self._workspace.order_tabs()
        announce(first, self._said(part, alone=other is None))

    def _said(self, part: str, *, alone: bool) -> str:
        if part == KNOW:
            there = self.tr("The panels are on the other screen")
            return self.tr("There is one screen: the panels are in a window of their own") if alone else there
        there = self.tr("The timeline is on the other screen")
        return self.tr("There is one screen: the timeline is in a window of its own") if alone else there

    def _beside(self, other: QScreen | None) -> QRect:
        """The other screen, or a window that leaves some of the first one in sight."""
        room = (other or self._workspace.window().screen()).availableGeometry()
        size = _FIRST.boundedTo(room.size())
        box = QRect(room.topLeft(), size)
        if other is None:
            box.moveRight(room.right())
        return box

    def bring_back(self) -> None:
        """The part stands in the first window again, as it was."""
        window, self.window = self.window, None
        if window is None:
            return
        focused = window.focusWidget() if window.isActiveWindow() else None
        self._workspace.page.take_back()
        self._context.keymap.uninstall(window)
        self._context.look.undress(window)
        if self.typing is not None:
            self.typing.stop()
            self.typing = None
        window.hide()
        window.deleteLater()
        self._workspace.order_tabs()
        if focused is not None:
            self._workspace.window().activateWindow()
            go_to(focused if self._workspace.isAncestorOf(focused) else self._workspace)
        back = self.tr("The panels are back in this window")
        announce(
            self._workspace.window(),
            back if window.part == KNOW else self.tr("The timeline is back in this window"),
        )

    # Screens

    def _on_screen_removed(self, screen: QScreen) -> None:
        """A screen that goes takes nothing with it; what was there is remembered for when it is there again."""
        left = [each for each in QGuiApplication.screens() if each is not screen]
        if self.window is not None and (screen.name() == self._screen or len(left) < 2):
            self._stayed.stop()
            self.bring_back()

    def _on_moved(self) -> None:
        window = self.window
        if window is not None and window.isVisible():
            self._screen = window.screen().name()
            self._workspace.page.refit()
            self._stayed.start()

    def _remember(self) -> None:
        name = arrangement()
        kept = {each: away for each, away in self._places.items() if each != name}
        if self.window is not None:
            box = self.window.geometry()
            kept[name] = Away(self.window.part, (box.x(), box.y(), box.width(), box.height()))
        if kept != self._places:
            self._places = dict(list(kept.items())[-_MOST:])
            self.remembered.emit(self._places)

    def _on_keys_changed(self) -> None:
        caption = self._context.keymap.caption
        for button in self.window.findChildren(Button) if self.window is not None else ():
            button.show_keys_again(caption)
        for cap in self.window.findChildren(KeyCap) if self.window is not None else ():
            cap.show_keys_again(caption)

    def follow_first(self, *, shown: bool) -> None:
        """Hide and show with the first window."""
        if self.window is not None:
            self.window.setVisible(shown)
