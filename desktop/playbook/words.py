"""A text in the languages of a playbook: what the agent says is said in the customer's, where the playbook has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from desktop.playbook.texts import odd_places
from desktop.rules.toml_fields import Fields

MOST_SAID = 800
MOST_TITLE = 60
MOST_QUESTION = 160
"""Characters: what fits its place on the screen, in the longest of the languages."""


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


def read_words(fields: Fields, key: str, languages: tuple[str, ...], most: int) -> Words:
    """A text, or a table of texts by language; every language's text is checked for length and placeholders."""
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
            said[language] = read_text(inner, place, text, most)
    if texts and languages[0] not in said:
        fields.wrong("ACT002", key, what=f"{key} in {languages[0]}")
    if said:
        for language in languages:
            if language not in said:
                fields.problems.append(fields.place(key).warning("PBK026", what=key, language=language))
    return Words(MappingProxyType(said))


def read_text(fields: Fields, key: str, text: str, most: int) -> str:
    """A text with placeholders, each of them a fact, and not longer than its place."""
    fields.placeholders(key, text)
    for odd in odd_places(text):
        fields.wrong("PBK023", key, text="{" + odd + "}")
    check_length(fields, key, text, most)
    return text


def check_length(fields: Fields, key: str, text: str, most: int) -> None:
    """Note a text that its place on the screen cannot hold."""
    if len(text) > most:
        fields.wrong("PBK025", key, what=key, count=len(text), limit=most)
