"""Names of languages and countries in the language of the workspace."""

from __future__ import annotations

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


def country_name(code: str, language: str) -> str:
    """Write an ISO 3166 country as a word of a language; an unknown one stays as it came."""
    # Read in when a country is shown: it comes with the numbering plans, which are there by then.
    from phonenumbers.geodata.locale import LOCALE_DATA  # noqa: PLC0415

    names = LOCALE_DATA.get(code, {})
    # "*en": the same as in English.
    name = str(names.get(language, ""))
    name = str(names.get(name[1:], "")) if name.startswith("*") else name
    if name:
        return name
    territory = QLocale.codeToTerritory(code)
    return code if territory == QLocale.Country.AnyTerritory else QLocale.territoryToString(territory)
