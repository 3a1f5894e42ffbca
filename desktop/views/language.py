"""The language of the workspace: which one it is, its catalog, and with it how values are written and read.

The agent's own choice comes first, then the site's, then the computer's; what there is no catalog for is English. The
catalogs lie in resources/translations and are made by `make translations`. Names of languages stand in their own words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.views.format import Formats

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {ENGLISH: "English", "ar": "العربية", "de": "Deutsch", "es": "Español", "fr": "Français"}
)
CATALOGS = Path(__file__).parents[2] / "resources" / "translations"
_LONGEST = 20


def base(tag: str) -> str:
    """Return the language of a BCP 47 tag, without country or script: "de" of "de-AT"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def chosen(own: str, site: str, computer: Iterable[str]) -> str:
    """Return the tag to speak: the agent's own, else the site's, else the computer's first we have, else English."""
    for tag in (own, site, *computer):
        if base(tag) in LANGUAGES:
            return tag[:_LONGEST]
    return ENGLISH


def locale_of(tag: str, system: QLocale) -> QLocale:
    """Return how values are written in a language: as this computer has it, or with its country's order."""
    found = QLocale(tag.replace("-", "_"))
    if "-" in tag or "_" in tag or system.language() is QLocale.Language.C:
        return found
    if found.language() is system.language():
        return system
    return QLocale(found.language(), system.territory())


class Languages:
    """Speaks one language at a time: installs its catalog, turns the layout, and sets how values are written."""

    def __init__(self, app: QApplication, formats: Formats) -> None:
        self._app, self._formats = app, formats
        self._installed: list[tuple[QTranslator, bytes]] = []
        self.current = ""

    def speak(self, tag: str, catalogs: Path = CATALOGS) -> None:
        """Speak a language from now on; what is on screen already is translated when it is built again."""
        locale = locale_of(tag, QLocale.system())
        self.forget()
        QLocale.setDefault(locale)
        qt = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # English is below the others: it holds the plurals, and whatever a catalog might lack is read there.
        names = dict.fromkeys((ENGLISH, base(tag)))
        for file in (*(catalogs / f"callside_{name}.qm" for name in names), qt / f"qtbase_{base(tag)}.qm"):
            self._install(file)
        self._formats.speak(locale)
        self._app.setLayoutDirection(locale.textDirection())
        self.current = tag

    def _install(self, file: Path) -> None:
        # Read, not mapped: a file that an update cuts short would take the program down. Qt keeps no copy of it.
        try:
            data = file.read_bytes()
        except OSError:
            return
        translator = QTranslator()
        if translator.load(data) and QCoreApplication.installTranslator(translator):
            self._installed.append((translator, data))

    def forget(self) -> None:
        """Take the catalogs back; the texts in the code speak for themselves."""
        for translator, _ in self._installed:
            QCoreApplication.removeTranslator(translator)
        self._installed.clear()
