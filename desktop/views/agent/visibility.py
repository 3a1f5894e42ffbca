"""Showing some widgets instead of others, without the window growing in between."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget


def show_where(wanted: Iterable[tuple[QWidget, bool]]) -> None:
    """Hide first, then show: Qt lays out at each `show`, and old and new together may be wider than the window."""
    pairs = list(wanted)
    for widget, visible in pairs:
        if not visible and not widget.isHidden():
            widget.hide()
    for widget, visible in pairs:
        if visible and widget.isHidden():
            widget.show()
