"""Measures that follow the density: spaces of layouts and fixed sizes set when a pane was built."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayout, QWidget

from desktop.views.theme.look import Look

_BASE = "measures_at_100"
Measures = tuple[int, int, int, int, int]


class Measured(QObject):
    """Belongs to a pane; when the density changes, every layout inside gets its spaces anew."""

    def __init__(self, pane: QWidget, look: Look) -> None:
        super().__init__(pane)
        self._pane, self._look, self._density = pane, look, look.density
        look.reshaped.connect(self._on_reshaped)

    def _on_reshaped(self) -> None:
        before, self._density = self._density, self._look.density
        if before == self._density:
            return
        for layout in self._pane.findChildren(QLayout):
            base = layout.property(_BASE) or _base(layout, before)
            layout.setProperty(_BASE, base)
            left, top, right, bottom, spacing = (self._look.px(pixels) for pixels in base)
            layout.setContentsMargins(left, top, right, bottom)
            layout.setSpacing(spacing)


def _base(layout: QLayout, density: int) -> Measures:
    """The spaces of a layout at density 100, from those it has now."""
    edges = layout.contentsMargins()
    now = (edges.left(), edges.top(), edges.right(), edges.bottom(), max(0, layout.spacing()))
    left, top, right, bottom, spacing = (round(pixels * 100 / density) for pixels in now)
    return (left, top, right, bottom, spacing)


class _Fixed(QObject):
    """Keeps one size of a widget in step with the density."""

    def __init__(self, widget: QWidget, look: Look, width: int, height: int) -> None:
        super().__init__(widget)
        self._widget, self._look, self._width, self._height = widget, look, width, height
        look.reshaped.connect(self._apply)
        self._apply()

    def _apply(self) -> None:
        if self._width:
            self._widget.setFixedWidth(self._look.px(self._width))
        if self._height:
            self._widget.setFixedHeight(self._look.px(self._height))


def keep_height(widget: QWidget, look: Look, pixels: int) -> None:
    """Fix a height, given at density 100."""
    _Fixed(widget, look, 0, pixels)


def keep_width(widget: QWidget, look: Look, pixels: int) -> None:
    """Fix a width, given at density 100."""
    _Fixed(widget, look, pixels, 0)
