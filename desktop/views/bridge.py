"""The one door between the core and the views: what the desk publishes becomes Qt signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.call.desk import Desk
    from desktop.call.state import CallState, DeskState


class Bridge(QObject):
    """Re-emits the desk's news on the GUI thread.

    Signals: call_changed(CallState), desk_changed(DeskState), raised() when another start asks for the window.
    """

    call_changed = Signal(object)
    desk_changed = Signal(object)
    raised = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        desk.subscribe(self)

    def on_call(self, state: CallState) -> None:
        """A call changed."""
        self.call_changed.emit(state)

    def on_desk(self, state: DeskState) -> None:
        """Something around the calls changed."""
        self.desk_changed.emit(state)

    def on_raise(self) -> None:
        """Somebody started the program a second time."""
        self.raised.emit()
