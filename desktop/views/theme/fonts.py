"""The fonts that ship with Callside, with digits of one width everywhere, so that no timer or column shivers."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

FAMILY = "Inter"
# What Inter cannot write is looked up in these, in this order, before the computer's own fonts.
FALLBACKS = ("Noto Sans Arabic",)
_FACES = (
    *("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf", "Inter-Bold.otf"),
    *("NotoSansArabic-Regular.ttf", "NotoSansArabic-Medium.ttf", "NotoSansArabic-SemiBold.ttf"),
)


def load_fonts() -> str:
    """Register the bundled faces once and return the family to use; the system's own where they are missing."""
    if FAMILY in QFontDatabase.families():
        return FAMILY
    folder = files("resources") / "fonts"
    for face in _FACES:
        path = folder / face
        if path.is_file():
            QFontDatabase.addApplicationFont(str(path))
    return FAMILY if FAMILY in QFontDatabase.families() else QApplication.font().family()


def base_font(family: str, pixels: int) -> QFont:
    """Return the application's font: tabular digits survive every size and weight the sheet sets later."""
    font = QFont(family)
    font.setFamilies([family, *FALLBACKS])
    font.setPixelSize(pixels)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
