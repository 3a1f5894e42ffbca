"""What a person set on this workstation about the window: its look, language, splitters, keys, place; kept as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from desktop.views.theme.tokens import BASES, DENSITIES

_EMPTY: Mapping[str, Any] = MappingProxyType({})
_MOST = 200
_LONGEST_STEP = 40
PARTS = ("know", "timeline")


@dataclass(frozen=True, slots=True)
class Away:
    """Which part of the window stands on another screen (know or timeline), and its x, y, width and height there."""

    part: str
    place: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Preferences:
    """Frozen; `language` is empty until one is chosen, `splitters` holds sizes by splitter and class.

    `theme` is light or dark, `contrast` whether in high contrast: None as long as the system may say so.

    `tour` is the step of the first-day tour to go on with, empty while it was never offered.

    `geometry` is x, y, width, height of the window or None; `away` what a second window holds, by the screens.
    """

    theme: str = "light"
    density: int = 100
    geometry: tuple[int, int, int, int] | None = None
    maximized: bool = False
    splitters: Mapping[str, tuple[int, ...]] = field(default_factory=lambda: _EMPTY)
    keys: Mapping[str, str] = field(default_factory=lambda: _EMPTY)
    language: str = ""
    contrast: bool | None = None
    away: Mapping[str, Away] = field(default_factory=lambda: _EMPTY)
    tour: str = ""

    def look(self, *, wanted: bool = False) -> str:
        """Return the theme to show; `wanted` says whether the system asks for high contrast."""
        strong = wanted if self.contrast is None else self.contrast
        return f"{self.theme}-contrast" if strong else self.theme

    def to_json(self) -> dict[str, Any]:
        """Return plain data."""
        return {
            "theme": self.theme,
            "contrast": self.contrast,
            "density": self.density,
            "language": self.language,
            "tour": self.tour,
            "geometry": list(self.geometry) if self.geometry else None,
            "maximized": self.maximized,
            "splitters": {name: list(sizes) for name, sizes in self.splitters.items()},
            "keys": dict(self.keys),
            "away": {name: [away.part, *away.place] for name, away in self.away.items()},
        }

    @classmethod
    def from_json(cls, data: object) -> Preferences:
        """Read plain data; whatever is odd falls back to its default, so that no file can keep the window shut."""
        if not isinstance(data, Mapping):
            return cls()
        theme, density, language = data.get("theme"), data.get("density"), data.get("language")
        geometry = _numbers(data.get("geometry"))
        splitters = data.get("splitters")
        keys = data.get("keys")
        contrast, away, tour = data.get("contrast"), data.get("away"), data.get("tour")
        return cls(
            theme=theme if isinstance(theme, str) and theme in BASES else "light",
            contrast=contrast if isinstance(contrast, bool) else None,
            density=density if isinstance(density, int) and density in DENSITIES else DENSITIES[0],
            language=language if isinstance(language, str) and _is_spoken(language) else "",
            tour=tour if isinstance(tour, str) and len(tour) < _LONGEST_STEP else "",
            geometry=(geometry[0], geometry[1], geometry[2], geometry[3]) if len(geometry) == 4 else None,
            maximized=data.get("maximized") is True,
            splitters=_splitters(splitters if isinstance(splitters, Mapping) else {}),
            keys=_keys(keys if isinstance(keys, Mapping) else {}),
            away=_away(away if isinstance(away, Mapping) else {}),
        )


def _numbers(value: object) -> tuple[int, ...]:
    if not isinstance(value, list | tuple) or len(value) > 8:
        return ()
    return tuple(value) if all(type(entry) is int and -30_000 < entry < 30_000 for entry in value) else ()


def _splitters(found: Mapping[Any, Any]) -> Mapping[str, tuple[int, ...]]:
    kept = {str(name): sizes for name, value in list(found.items())[:_MOST] if (sizes := _numbers(value))}
    return MappingProxyType(kept)


def _is_spoken(language: str) -> bool:
    if not language:
        return True
    # The window's first frame is painted before this much is imported, where there is nothing to compare with.
    from desktop.views.language import LANGUAGES  # noqa: PLC0415 - see above

    return language in LANGUAGES


def _keys(found: Mapping[Any, Any]) -> Mapping[str, str]:
    if not found:
        return _EMPTY
    from desktop.views.keys import COMMANDS  # noqa: PLC0415 - the same

    return MappingProxyType(
        {name: keys for name, keys in found.items() if name in COMMANDS and isinstance(keys, str) and len(keys) < 40}
    )


def _away(found: Mapping[Any, Any]) -> Mapping[str, Away]:
    kept = {}
    for name, value in list(found.items())[:_MOST]:
        part, place = (value[0], _numbers(value[1:])) if isinstance(value, list) and len(value) == 5 else ("", ())
        if part in PARTS and len(place) == 4 and min(place[2:]) > 0:
            kept[str(name)] = Away(part, (place[0], place[1], place[2], place[3]))
    return MappingProxyType(kept)
