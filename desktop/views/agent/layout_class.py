"""The two independent breakpoint classes of the workspace: width and height, each on client size over density.

Panes get `set_layout(LayoutClass)` before any data and read the measures they need from it. Pixels of density 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Width(IntEnum):
    """Columns: narrow is SAY plus one page; wide has the timeline beside the panels; ultra a third panel column."""

    NARROW = 0
    COMPACT = 1
    REGULAR = 2
    WIDE = 3
    ULTRA = 4


class Height(IntEnum):
    """Heights of the bars and of the card box."""

    SHORT = 0
    LOW = 1
    NORMAL = 2
    TALL = 3


_WIDTHS = ((1120, Width.NARROW), (1360, Width.COMPACT), (1720, Width.REGULAR), (2400, Width.WIDE))
_HEIGHTS = ((716, Height.SHORT), (840, Height.LOW), (1000, Height.NORMAL))
_BARS = {Height.SHORT: (44, 52, 0, 26), Height.LOW: (52, 68, 46, 26)}
_COLUMNS = {
    Width.NARROW: (340, 0),
    Width.COMPACT: (292, 308),
    Width.REGULAR: (340, 356),
    Width.WIDE: (400, 416),
    Width.ULTRA: (440, 460),
}


@dataclass(frozen=True, slots=True)
class LayoutClass:
    """How much room there is; equal classes lay out alike."""

    width: Width = Width.REGULAR
    height: Height = Height.NORMAL

    @property
    def bars(self) -> tuple[int, int, int, int]:
        """Return the heights of call bar, header, alerts and status bar."""
        return _BARS.get(self.height, (52, 84, 46, 26))

    @property
    def say_width(self) -> int:
        """Return the first width of the SAY column."""
        return _COLUMNS[self.width][0]

    @property
    def do_width(self) -> int:
        """Return the first width of the DO column; 0 where it is a page."""
        return _COLUMNS[self.width][1]

    @property
    def panel_rows(self) -> int:
        """Return how many table rows a panel shows."""
        return {Height.SHORT: 3, Height.LOW: 4}.get(self.height, 6)

    @property
    def card_box(self) -> int:
        """Return the fixed height of the box of action cards where the column is wide enough."""
        return {Height.SHORT: 248, Height.LOW: 256}.get(self.height, 352)

    @property
    def one_line_header(self) -> bool:
        """Say whether the header has a single line."""
        return self.height is Height.SHORT

    @property
    def timeline_beside(self) -> bool:
        """Say whether the timeline stands beside the panels instead of below."""
        return self.width >= Width.WIDE


def layout_class(width: int, height: int, density: int) -> LayoutClass:
    """Return the class of a client size in pixels at a density in per cent."""
    wide, high = width * 100 / density, height * 100 / density
    columns = next((found for limit, found in _WIDTHS if wide < limit), Width.ULTRA)
    rows = next((found for limit, found in _HEIGHTS if high < limit), Height.TALL)
    return LayoutClass(columns, rows)
