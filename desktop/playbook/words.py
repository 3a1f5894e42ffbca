"""A text in the languages of a playbook: what the agent says is said in the customer's, where the playbook has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from desktop.playbook.texts import odd_places
from desktop.rules.room import Room
from desktop.rules.spoken import read_spoken
from desktop.rules.toml_fields import Fields


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

    def check(inner: Fields, place: str, text: str, what: str) -> None:
        read_text(inner, place, text, room, what, also)

    return Words(MappingProxyType(read_spoken(fields, key, languages, check, "PBK026")))


def read_text(fields: Fields, key: str, text: str, room: Room, what: str = "", also: tuple[str, ...] = ()) -> str:
    """A text with placeholders, each of them a fact, and not longer than its place; `what` is what people call it."""
    fields.placeholders(key, text, also)
    for odd in odd_places(text):
        fields.wrong("PBK023", key, text="{" + odd + "}")
    fields.fits(key, text, room, what)
    return text
