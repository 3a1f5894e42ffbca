"""Lucide icons, tinted by token and cached by name, color, size and device ratio.

`NAMES` lists what ships; asking for another name is a programmer's error and raises KeyError.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

_FOLDER = files("resources") / "icons"
NAMES = frozenset(entry.name.removesuffix(".svg") for entry in _FOLDER.iterdir() if entry.name.endswith(".svg"))
DIRECTIONAL = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "external-link",
        "list",
        "phone-incoming",
        "phone-outgoing",
        "send",
        "skip-forward",
        "truck",
    }
)


@cache
def _svg(name: str) -> str:
    """Return an icon's source, read once."""
    if name not in NAMES:
        raise KeyError(name)
    return (_FOLDER / f"{name}.svg").read_text(encoding="utf-8")


class Icons:
    """A cache of rendered icons; `clear` is for a change of density, when the old sizes are not asked for again."""

    def __init__(self) -> None:
        self._pixmaps: dict[tuple[str, str, int, float, bool], QPixmap] = {}

    def clear(self) -> None:
        """Drop every rendered icon."""
        self._pixmaps.clear()

    def pixmap(self, name: str, color: str, size: int, ratio: float = 1.0, *, mirrored: bool = False) -> QPixmap:
        """Return an icon in `#RRGGBB`, `size` logical pixels square; directional ones can be mirrored for RTL."""
        mirrored = mirrored and name in DIRECTIONAL
        key = (name, color, size, ratio, mirrored)
        found = self._pixmaps.get(key)
        if found is None:
            found = self._pixmaps[key] = _render(name, color, size, ratio, mirrored=mirrored)
        return found

    def icon(self, name: str, color: str, size: int, ratio: float = 1.0) -> QIcon:
        """Return the same as a QIcon, for menus."""
        return QIcon(self.pixmap(name, color, size, ratio))


def _render(name: str, color: str, size: int, ratio: float, *, mirrored: bool) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", color).encode()))
    side = max(1, round(size * ratio))
    pixmap = QPixmap(QSize(side, side))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    if mirrored:
        pixmap = pixmap.transformed(QTransform().scale(-1, 1))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
