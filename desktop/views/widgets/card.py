"""Cards, hairlines, and layouts with the spaces of the design."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
_NONE: Margins = (0, 0, 0, 0)


class Card(QFrame):
    """A framed surface; kinds plain, inner, top, soft, sunken, sheet."""

    def __init__(self, kind: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", kind)


class Rule(QFrame):
    """A hairline, lying or standing."""

    def __init__(self, *, vertical: bool = False, on_bar: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", "bar" if on_bar else "true")
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)


def hbox(parent: QWidget | None = None, *, margins: Margins = _NONE, spacing: int = 8) -> QHBoxLayout:
    """Return a row; margins are left, top, right, bottom in today's pixels."""
    layout = QHBoxLayout(parent) if parent is not None else QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def vbox(parent: QWidget | None = None, *, margins: Margins = _NONE, spacing: int = 8) -> QVBoxLayout:
    """Return a column; margins are left, top, right, bottom in today's pixels."""
    layout = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


TOP_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


def at_start(widget: QWidget, room: int) -> Margins:
    """Return margins with room where a line begins: Qt mirrors a layout, but not its margins."""
    return (0, 0, room, 0) if widget.isRightToLeft() else (room, 0, 0, 0)


def at_end(widget: QWidget, room: int) -> Margins:
    """Return margins with room where a line ends, in a mirrored layout too."""
    return (room, 0, 0, 0) if widget.isRightToLeft() else (0, 0, room, 0)
