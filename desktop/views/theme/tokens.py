"""Every color and measure of the interface, once: the only place with a color literal.

Names used by the sheet and by widgets: the fields of `Tokens`; the roles of `TYPE`; `SPACE`, `RADIUS`, `HEIGHT`.
All measures are logical pixels at density 100; `scaled` turns them into those of another density.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

DENSITIES = (100, 115, 130)


@dataclass(frozen=True, slots=True)
class Tokens:
    """One theme as `#RRGGBB` values; a field ending in `_soft` is the fill under the text of the same name.

    `strong` means high contrast.
    """

    name: str
    dark: bool
    bg: str
    surface: str
    sunken: str
    line: str
    line2: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_hover: str
    accent_press: str
    on_accent: str
    accent_soft: str
    accent_text: str
    focus: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    violet: str
    violet_soft: str
    gold: str
    gold_soft: str
    bar: str
    bar_line: str
    bar_text: str
    bar_text2: str
    bar_button: str
    bar_button_hover: str
    series1: str
    series2: str
    series3: str
    series4: str
    live_text: str = "#5BD1A0"
    bar_warn: str = "#F2B756"
    bar_hold: str = "#533C06"
    bar_focus: str = "#9DB4FF"
    end: str = "#C8322A"
    end_hover: str = "#B02A23"
    on_end: str = "#FFFFFF"
    strong: bool = False


LIGHT = Tokens(
    name="light",
    dark=False,
    bg="#F3F4F7",
    surface="#FFFFFF",
    sunken="#F8F9FB",
    line="#E1E4EA",
    line2="#C3C9D4",
    control="#808999",
    text="#151A23",
    text2="#4C5565",
    text3="#626B7B",
    accent="#2B50D8",
    accent_hover="#2343BA",
    accent_press="#1B3596",
    on_accent="#FFFFFF",
    accent_soft="#EAEFFE",
    accent_text="#2546C4",
    focus="#2B50D8",
    good="#0B7247",
    good_soft="#E3F5EC",
    warn="#8A5300",
    warn_soft="#FDF1DC",
    bad="#B3261E",
    bad_soft="#FDEBE9",
    violet="#6B3FC0",
    violet_soft="#F1EBFC",
    gold="#7A5B00",
    gold_soft="#FBF0CF",
    bar="#10151F",
    bar_line="#2A3342",
    bar_text="#F2F4F8",
    bar_text2="#A9B3C4",
    bar_button="#232B39",
    bar_button_hover="#303A4B",
    series1="#2B50D8",
    series2="#CF6A12",
    series3="#0F5C4D",
    series4="#8B3A8F",
)

DARK = Tokens(
    name="dark",
    dark=True,
    bg="#0D1015",
    surface="#161A21",
    sunken="#11151B",
    line="#282E38",
    line2="#3B4350",
    control="#6F7A8C",
    text="#E8EBF1",
    text2="#A9B2C1",
    text3="#8F99A9",
    accent="#3D63EE",
    accent_hover="#3659E2",
    accent_press="#3154D4",
    on_accent="#FFFFFF",
    accent_soft="#1B2647",
    accent_text="#9DB4FF",
    focus="#9DB4FF",
    good="#5BD1A0",
    good_soft="#10302A",
    warn="#F2B756",
    warn_soft="#35290F",
    bad="#FF8F86",
    bad_soft="#3A1A1A",
    violet="#C0A5FF",
    violet_soft="#2A2142",
    gold="#EBC65A",
    gold_soft="#332A10",
    bar="#090C11",
    bar_line="#222934",
    bar_text="#F2F4F8",
    bar_text2="#A2ACBC",
    bar_button="#1C222D",
    bar_button_hover="#28303E",
    series1="#6C8CFF",
    series2="#FFC266",
    series3="#23907B",
    series4="#E57FB8",
)

SOFT_TONES = ("good", "warn", "bad", "violet", "gold", "accent")

_STRONG_LIGHT = {"good": "#085C39", "warn": "#6F4300", "bad": "#9A241C", "violet": "#5A339F", "gold": "#5E4600"}
_STRONG_LIGHT |= {"accent": "#1B3596", "accent_hover": "#142A7A", "accent_text": "#1B3596", "focus": "#1B3596"}
_STRONG_DARK = {"accent": "#9DB4FF", "accent_hover": "#B3C5FF", "accent_press": "#C9D6FF", "on_accent": "#0D1015"}
# The bar is dark in both: hanging up is dark on light there, since white on a deep red would be lost on it.
_STRONG_BAR = {"bar_text2": "#DDE3EC", "end": "#FF8F86", "end_hover": "#FFB3AD", "on_end": "#10151F"}


def high_contrast(tokens: Tokens) -> Tokens:
    """Derive the third table: soft fills become surface, line becomes control, text3 becomes text2, text pairs >= 7."""
    fills = {f"{tone}_soft": tokens.surface for tone in SOFT_TONES}
    # What is selected needs a ground of its own: an edge cannot be drawn around every cell of a row.
    fills["accent_soft"] = "#141C33" if tokens.dark else tokens.accent_soft
    # What was a hint's gray is an edge's: 3 is enough to see one, more is what was asked for.
    lines = dict.fromkeys(("control", "line", "line2", "bar_line"), tokens.text3)
    strong = _STRONG_DARK if tokens.dark else _STRONG_LIGHT
    text2 = tokens.text2 if tokens.dark else "#414959"
    named = {"text2": text2, "text3": text2, "name": f"{tokens.name}-contrast", "strong": True}
    changed = {**fills, **lines, **strong, **_STRONG_BAR, **named}
    return replace(tokens, **changed)  # type: ignore[arg-type]


BASES = (LIGHT.name, DARK.name)
THEMES: Mapping[str, Tokens] = MappingProxyType(
    {tokens.name: tokens for tokens in (LIGHT, DARK, high_contrast(LIGHT), high_contrast(DARK))}
)


@dataclass(frozen=True, slots=True)
class TypeRole:
    """A size in pixels and a weight; Inter ships 400, 500, 600 and 700."""

    size: int
    weight: int


TYPE: Mapping[str, TypeRole] = MappingProxyType(
    {
        "micro": TypeRole(11, 600),
        "meta": TypeRole(12, 400),
        "meta_strong": TypeRole(12, 600),
        "control": TypeRole(13, 500),
        "control_strong": TypeRole(13, 600),
        "body": TypeRole(14, 400),
        "body_strong": TypeRole(14, 600),
        "card_title": TypeRole(15, 600),
        "say": TypeRole(16, 400),
        "figure": TypeRole(18, 600),
        "timer": TypeRole(20, 600),
        "name": TypeRole(22, 600),
    }
)

SPACE = (4, 8, 12, 16, 20, 24, 32)
RADIUS: Mapping[str, int] = MappingProxyType({"tag": 4, "button": 6, "inner": 8, "card": 10, "pill": 13})
HEIGHT: Mapping[str, int] = MappingProxyType(
    {"button": 32, "chip": 26, "tag": 20, "table_row": 32, "timeline_row": 52, "outline_row": 36, "target": 24}
)


def scaled(pixels: int, density: int) -> int:
    """Return a measure of density 100 at another density, in whole pixels."""
    return (pixels * density + 50) // 100


def type_role(role: str, tokens: Tokens) -> TypeRole:
    """Return a role's size and weight; say-text is heavier on dark grounds, where strokes look thinner."""
    found = TYPE[role]
    return TypeRole(found.size, 500) if role == "say" and tokens.dark else found


def luminance(color: str) -> float:
    """Return the relative luminance of `#RRGGBB` after WCAG 2.2, 0 to 1."""
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colors after WCAG 2.2, 1 to 21."""
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)
