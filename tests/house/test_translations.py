"""The catalogs hold every text of the code, whole: nothing unfinished, nothing lost, every plural form there."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator

from desktop.views.language import LANGUAGES
from scripts.translations import CATALOGS, catalogs, release, update

TRANSLATED = [name for name in LANGUAGES if name != "en"]
PLACE = re.compile(r"\{\w+\}|%L?n")
KEY_WORDS = re.compile(r"\b(?:Alt|F\d+|CSAT|CES|NPS|Callside)\b")
# How many forms a plural has; where one thing and two things have words of their own, those need no number.
FORMS = {"ar": 6}
WORDED = {"ar": (1, 2)}
ORDINARY_SPACE = re.compile(r"(?: [:;!?»]|« |\{[nhms]\} (?:min|h|s|ms)\b)")


def messages(file: Path) -> dict[tuple[str, str], list[str]]:
    """What a catalog says, as (context, source) -> one text, or one for each plural form; "" where it is unfinished."""
    found = {}
    for context in ElementTree.parse(file).getroot().findall("context"):
        for message in context.findall("message"):
            translation = message.find("translation")
            forms = translation.findall("numerusform") if message.get("numerus") else [translation]
            done = translation.get("type") is None
            key = (context.findtext("name"), message.findtext("source"))
            found[key] = [(form.text or "") if done else "" for form in forms]
    return found


def catalog(language: str) -> Path:
    return CATALOGS / f"callside_{language}.ts"


def places(source: str, *, worded: bool) -> list[list[str]]:
    """What may stand in a translation: all places of the source, or all but the number that has become a word."""
    found = sorted(PLACE.findall(source))
    numbers = ("%Ln", "{n}") if worded else ()
    return [found, *([each for each in found if each != number] for number in numbers if number in found)]


def test_there_is_a_catalog_for_each_language_on_offer() -> None:
    assert catalogs() == [catalog(language) for language in sorted(LANGUAGES)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogs_are_in_step_with_the_code(language: str, tmp_path: Path) -> None:
    copy = tmp_path / catalog(language).name
    shutil.copy(catalog(language), copy)
    update(copy)
    assert copy.read_text(encoding="utf-8") == catalog(language).read_text(encoding="utf-8"), "run make translations"
    release(copy)
    assert copy.with_suffix(".qm").read_bytes() == catalog(language).with_suffix(".qm").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated_and_every_plural_form_filled(language: str) -> None:
    said = messages(catalog(language))
    assert len(said) > 20
    assert {key for key, forms in said.items() if not all(form.strip() for form in forms)} == set()
    assert {len(forms) for (_, source), forms in said.items() if "%Ln" in source} == {FORMS.get(language, 2)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_places_of_the_source(language: str) -> None:
    worded = WORDED.get(language, ())
    wrong = [
        (source, form)
        for (_, source), forms in messages(catalog(language)).items()
        for place, form in enumerate(forms)
        if sorted(PLACE.findall(form)) not in places(source, worded=place in worded)
        or KEY_WORDS.findall(form) != KEY_WORDS.findall(source)
        or source.endswith("…") != form.endswith("…")
        or form != form.strip() != source
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_left_in_english(language: str) -> None:
    same = {
        source
        for (_, source), forms in messages(catalog(language)).items()
        if source in forms and len(re.sub(r"\{\w+\}|%Ln|\W", "", source)) > 12
    }
    assert same == set()


def test_no_line_breaks_between_a_number_and_its_unit_or_before_a_french_mark() -> None:
    broken = [
        form
        for language in TRANSLATED
        for forms in messages(catalog(language)).values()
        for form in forms
        if ORDINARY_SPACE.search(form)
    ]
    assert broken == []


def test_texts_are_read_where_they_are_written() -> None:
    """The tool takes the class around a text for its context: another object's `tr` would look elsewhere."""
    views = sorted((CATALOGS.parents[1] / "desktop" / "views").rglob("*.py"))
    elsewhere = [(path.name, call) for path in views for call in re.findall(r"\b(?!self\.)\w+\.tr\(", path.read_text())]
    assert len(views) > 50
    assert elsewhere == []


def test_the_agent_is_addressed_formally() -> None:
    informal = {
        "de": r"\b(?:du|dich|dir|dein\w*)\b",
        "es": r"\b(?:tú|tus?|te|contigo)\b",
        "fr": r"\b(?:tu|te|toi|ton|ta|tes)\b",
    }
    said = {
        (language, form)
        for language, pattern in informal.items()
        for forms in messages(catalog(language)).values()
        for form in forms
        if re.search(pattern, form, re.IGNORECASE)
    }
    assert said == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_compiled_is_what_is_read(language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(catalog(language).with_suffix(".qm")))
    for (context, source), forms in messages(catalog(language)).items():
        counts = {1: (-1,), 2: (1, 2), 6: (0, 1, 2, 3, 11, 100)}[len(forms)]
        read = [translator.translate(context, source, None, n) for n in counts]
        assert read == forms
