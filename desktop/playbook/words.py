"""A text in the languages of a playbook: what the agent says is said in the customer's, where the playbook has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from desktop.playbook.texts import odd_places
from desktop.rules.misfits import missing
from desktop.rules.problems import clip
from desktop.rules.room import Room
from desktop.rules.toml_fields import Fields

MOST_QUOTED = 40
"""Characters of a text by which it is known again."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text by language code, the playbook's first language first; empty where nothing is said."""

    by_language: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def in_language(self, language: str) -> str:
        """The text in a language of the playbook, else in its first."""
        first = next(iter(self.by_language.values()), "")
        return self.by_language.get(language, first)

    def __bool__(self) -> bool:
        return any(self.by_language.values())


NOTHING_SAID = Words()


def language_of(spoken: str | None, languages: tuple[str, ...]) -> str:
    """The language for somebody who speaks `spoken` (BCP 47): the same, the same but for the region, else the first."""
    wanted = (spoken or "").replace("_", "-").casefold()
    exact = next((each for each in languages if each.casefold() == wanted), None)
    base = wanted.split("-")[0]
    near = next((each for each in languages if each.casefold().split("-")[0] == base), None)
    return exact or near or languages[0]


def read_words(fields: Fields, key: str, languages: tuple[str, ...], room: Room, also: tuple[str, ...] = ()) -> Words:
    """A text, or a table of texts by language; every language's text is checked for length and placeholders.

    `also` are names that may stand in it besides facts.
    """
    raw = fields.raw.get(key, "")
    texts = raw if isinstance(raw, dict) else {languages[0]: raw} if raw != "" else {}
    inner = fields.inside(texts, key) if isinstance(raw, dict) else fields
    if isinstance(raw, dict):
        inner.only(languages)
    said: dict[str, str] = {}
    for language in languages:
        place = language if isinstance(raw, dict) else key
        text = inner.text(place).strip() if language in texts else ""
        if text:
            what = f"{key} in {language}" if inner is not fields else key
            said[language] = read_text(inner, place, text, room, what, also)
    if texts and languages[0] not in said and isinstance(raw, dict | str):
        fields.problems.append(missing(fields.place(key), f"{key} in {languages[0]}", f'{key}.{languages[0]} = "…"'))
    _note_untranslated(fields, key, languages, said)
    return Words(MappingProxyType(said))


def _note_untranslated(fields: Fields, key: str, languages: tuple[str, ...], said: Mapping[str, str]) -> None:
    """Say which languages of the playbook a text lacks, which it has, and how to write what is missing."""
    for language in languages if said else ():
        if language not in said:
            write = ", ".join(f'{each} = "…"' for each in languages)
            place = fields.place(key)
            told = {
                "language": language,
                "there": ", ".join(said),
                "words": clip(next(iter(said.values())), MOST_QUOTED),
            }
            fields.problems.append(place.warning("PBK026", what=key, write=f"{key} = {{ {write} }}", **told))


def read_text(fields: Fields, key: str, text: str, room: Room, what: str = "", also: tuple[str, ...] = ()) -> str:
    """A text with placeholders, each of them a fact, and not longer than its place; `what` is what people call it."""
    fields.placeholders(key, text, also)
    for odd in odd_places(text):
        fields.wrong("PBK023", key, text="{" + odd + "}")
    fields.fits(key, text, room, what)
    return text
