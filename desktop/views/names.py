"""Names of languages and countries in the language of the workspace."""

from __future__ import annotations

from functools import cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale


def _translated() -> frozenset[str]:
    """Qt's names of the languages customers speak most; a rarer one is shown in English."""
    rows = (
        QT_TRANSLATE_NOOP("languages", "Arabic"),
        QT_TRANSLATE_NOOP("languages", "Bulgarian"),
        QT_TRANSLATE_NOOP("languages", "Catalan"),
        QT_TRANSLATE_NOOP("languages", "Chinese"),
        QT_TRANSLATE_NOOP("languages", "Croatian"),
        QT_TRANSLATE_NOOP("languages", "Czech"),
        QT_TRANSLATE_NOOP("languages", "Danish"),
        QT_TRANSLATE_NOOP("languages", "Dutch"),
        QT_TRANSLATE_NOOP("languages", "English"),
        QT_TRANSLATE_NOOP("languages", "Estonian"),
        QT_TRANSLATE_NOOP("languages", "Finnish"),
        QT_TRANSLATE_NOOP("languages", "French"),
        QT_TRANSLATE_NOOP("languages", "German"),
        QT_TRANSLATE_NOOP("languages", "Greek"),
        QT_TRANSLATE_NOOP("languages", "Hebrew"),
        QT_TRANSLATE_NOOP("languages", "Hindi"),
        QT_TRANSLATE_NOOP("languages", "Hungarian"),
        QT_TRANSLATE_NOOP("languages", "Icelandic"),
        QT_TRANSLATE_NOOP("languages", "Italian"),
        QT_TRANSLATE_NOOP("languages", "Japanese"),
        QT_TRANSLATE_NOOP("languages", "Korean"),
        QT_TRANSLATE_NOOP("languages", "Latvian"),
        QT_TRANSLATE_NOOP("languages", "Lithuanian"),
        QT_TRANSLATE_NOOP("languages", "Norwegian Bokmål"),
        QT_TRANSLATE_NOOP("languages", "Persian"),
        QT_TRANSLATE_NOOP("languages", "Polish"),
        QT_TRANSLATE_NOOP("languages", "Portuguese"),
        QT_TRANSLATE_NOOP("languages", "Romanian"),
        QT_TRANSLATE_NOOP("languages", "Russian"),
        QT_TRANSLATE_NOOP("languages", "Serbian"),
        QT_TRANSLATE_NOOP("languages", "Slovak"),
        QT_TRANSLATE_NOOP("languages", "Slovenian"),
        QT_TRANSLATE_NOOP("languages", "Spanish"),
        QT_TRANSLATE_NOOP("languages", "Swedish"),
        QT_TRANSLATE_NOOP("languages", "Thai"),
        QT_TRANSLATE_NOOP("languages", "Turkish"),
        QT_TRANSLATE_NOOP("languages", "Ukrainian"),
        QT_TRANSLATE_NOOP("languages", "Vietnamese"),
    )
    return frozenset(str(row) for row in rows)


_LANGUAGES = _translated()


def language_name(tag: str) -> str:
    """Write a BCP 47 language as a word; an unknown one stays as it came."""
    language = QLocale(tag.replace("-", "_")).language()
    if language in (QLocale.Language.C, QLocale.Language.AnyLanguage):
        return tag
    name = QLocale.languageToString(language)
    return QCoreApplication.translate("languages", name) if name in _LANGUAGES else name


@cache
def _countries(language: str) -> dict[str, str]:
    """Return the names of all countries in a language, by code, as the numbering plans have them.

    They are in one file of a package that reads where every number of the world is from as soon as it is imported:
    98 MB and a second of a window that stands still. So the file is read without its package.
    """
    package = find_spec("phonenumbers.geodata")
    spec = PathFinder.find_spec("phonenumbers.geodata.locale", package.submodule_search_locations) if package else None
    if spec is None or spec.loader is None:
        return {}
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    # "*en": the same as in English.
    return {
        code: names.get(name[1:], "") if name.startswith("*") else name
        for code, names in module.LOCALE_DATA.items()
        if (name := names.get(language, ""))
    }


def country_name(code: str, language: str) -> str:
    """Write an ISO 3166 country as a word of a language; an unknown one stays as it came."""
    name = _countries(language).get(code)
    if name:
        return name
    territory = QLocale.codeToTerritory(code)
    return code if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)
