"""How one line of text is drawn: the flags as numbers, since a union of flags costs Python more than the painting."""

from __future__ import annotations

from PySide6.QtCore import Qt

_MIDDLE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT = int(_MIDDLE | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(_MIDDLE | Qt.AlignmentFlag.AlignRight)


def one_line(*, right: bool) -> int:
    """The flags for one line in the middle of its box, at its left or right edge whatever the direction."""
    return _RIGHT if right else _LEFT
