"""One line of the keys sheet: what a command is called and its keys; Enter asks for others, Backspace for the usual."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.safe_text import set_tip
from desktop.views.theme.look import Look
from desktop.views.widgets.buttons import Button


class KeyRow(Button):
    """A row that can be chosen; `command` is whose keys it shows.

    Signals: reset(str) = the command is to have its usual keys.
    """

    reset = Signal(str)

    def __init__(self, look: Look, command: str, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(look, text, "row", key=keys, parent=parent)
        self.command = command
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCheckable(True)

    def show_keys(self, keys: str, usual: str) -> None:
        """Show the keys in force; `usual` is given where the agent chose others."""
        self.set_key(keys)
        note = self.tr("{keys}, usually {usual}").format(keys=keys, usual=usual) if usual else keys
        set_tip(self, note if usual else "")
        self.setAccessibleDescription(note)

    def _shows_cap(self) -> bool:
        """The keys stay, whatever room the words lack: they are what the page is for."""
        return bool(self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.reset.emit(self.command)
        else:
            super().keyPressEvent(event)
