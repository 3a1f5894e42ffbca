"""Texts in several languages: one text, or a table with one for each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from desktop.rules.misfits import missing
from desktop.rules.problems import clip
from desktop.rules.toml_fields import Fields

LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
MOST_QUOTED = 40
"""Characters of a text by which it is known again."""
Check = Callable[[Fields, str, str, str], None]
"""Notes what is wrong with one text: the settings it stands in, its key there, the text, what people call it."""


def read_spoken(
    fields: Fields, key: str, languages: tuple[str, ...], check: Check, untranslated: str = "ACT013"
) -> dict[str, str]:
    """The texts at a key by language, the first language first; none where nothing is said.

    `languages` are the playbook's: the first is needed, another one that is missing is noted with this code. Where
    nobody tells them, those that are written are taken as they are.
    """
    raw = fields.raw.get(key, "")
    if isinstance(raw, dict):
        inner = fields.inside(raw, key)
        languages = languages or tuple(name for name in raw if LANGUAGE.fullmatch(name))
        inner.only(languages)
        found = {language: inner.text(language).strip() for language in languages if language in raw}
    else:
        inner, languages = fields, languages or ("",)
        found = {languages[0]: fields.text(key).strip()}
    said = {language: text for language, text in found.items() if text}
    for language, text in said.items():
        if inner is fields:
            check(fields, key, text, key)
        else:
            check(inner, language, text, f"{key} in {language}")
    first = languages[0] if languages else ""
    written = raw.get(first, "") if isinstance(raw, dict) else raw
    if raw not in ("", {}) and first not in said and isinstance(written, str) and not written.strip():
        what, write = (f"{key} in {first}", f'{key}.{first} = "…"') if first else (key, "")
        fields.problems.append(missing(fields.place(key), what, write))
    _note_untranslated(fields, key, languages, said, untranslated)
    return said


def first_of(said: Mapping[str, str]) -> str:
    """The text in the first language."""
    return next(iter(said.values()), "")


def others(said: Mapping[str, str]) -> dict[str, str]:
    """The texts in the languages behind the first."""
    return dict(list(said.items())[1:])


def _note_untranslated(
    fields: Fields, key: str, languages: tuple[str, ...], said: Mapping[str, str], code: str
) -> None:
    """Say which languages of the playbook a text lacks, which it has, and how to write what is missing."""
    for language in languages if said else ():
        if language not in said:
            write = ", ".join(f'{each} = "…"' for each in languages)
            told = {"language": language, "there": ", ".join(said), "words": clip(first_of(said), MOST_QUOTED)}
            place = fields.place(key)
            fields.problems.append(place.warning(code, what=key, write=f"{key} = {{ {write} }}", **told))
