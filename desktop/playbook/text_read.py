"""Replies, e-mails and articles read from Markdown files: a few lines of settings, a blank line, then the words.

texts/<id>.<language>.md      a reply or an e-mail with {facts} in it
knowledge/<id>.<language>.md  a short article for agents
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from desktop.playbook.texts import odd_places
from desktop.rules.misfits import missing, none_of, overlong, stranger
from desktop.rules.problems import Place, Problem, clip
from desktop.rules.room import BODY, HEADLINE, SUBJECT, TAG, has_room
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import ID, placeholders, unknown_in

CHANNELS = ("email", "sms", "chat")
TEXT_SETTINGS = ("Title", "Subject", "Channel", "For")
ARTICLE_SETTINGS = ("Title", "For", "Steps", "Tags")
ALSO_THERE = ("agent.name", "company.name", "call.today")
"""What may stand in a text besides facts."""
_NAME = re.compile(r"(?:texts|knowledge)/([^/.]+)\.([^/.]+)\.md")
_SETTING = re.compile(r"([A-Za-z][A-Za-z -]{0,30}):[ \t]*(.*)")


@dataclass(frozen=True, slots=True)
class Written:
    """One file: its settings by name and its words."""

    title: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Text:
    """A reply or an e-mail in the playbook's languages; `call_types` it is for, none for all of them."""

    id: str
    channel: str
    call_types: tuple[str, ...]
    written: Mapping[str, Written] = field(default_factory=lambda: MappingProxyType({}))

    def in_language(self, language: str) -> Written:
        """The words in a language of the playbook, else in its first."""
        return self.written.get(language) or next(iter(self.written.values()))


@dataclass(frozen=True, slots=True)
class Article(Text):
    """What an agent may want to look up; `steps` of guides and `tags` it belongs to."""

    steps: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """One file as it was found: where its settings stand and where its words begin."""

    name: str
    id: str
    language: str
    settings: Mapping[str, tuple[int, str]]
    first: int
    body: str
    lines: Sequence[str] = ()

    def setting(self, key: str) -> str:
        return self.settings.get(key, (1, ""))[1]

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(word for part in self.setting(key).split(",") if (word := part.strip()))

    def place(self, key: str) -> Place:
        line, words = self.settings.get(key, (1, ""))
        start = self.lines[line - 1].rfind(words) + 1 if words and key in self.settings else 1
        return Place(self.name, self.id, key, line, start)

    def word_place(self, key: str, word: str) -> Place:
        place = self.place(key)
        return replace(place, col=place.col + max(0, self.setting(key).find(word)))


@dataclass(frozen=True, slots=True)
class Around:
    """What texts may speak of: languages, facts, call types and the steps of their guides."""

    languages: tuple[str, ...]
    schema: Schema
    call_types: Collection[str]
    steps: Collection[str] = ()


def read_texts(files: Mapping[str, str], around: Around, problems: list[Problem]) -> tuple[Text, ...]:
    """All of texts/, by id; everything wrong is noted."""
    found = []
    for files_of_one in _grouped(files, "texts/", TEXT_SETTINGS, around, problems):
        main = files_of_one[0]
        channel = main.setting("Channel") or CHANNELS[0]
        if channel not in CHANNELS:
            problems.append(none_of(main.place("Channel"), "Channel", CHANNELS, channel))
        bare = [each for each in files_of_one if channel == "email" and not each.setting("Subject")]
        problems += [missing(each.place("Subject"), "Subject", "Subject: …") for each in bare]
        for each in files_of_one:
            _check_words(each, around, problems)
        written = MappingProxyType({each.language: _written(each) for each in files_of_one})
        found.append(Text(main.id, channel, _call_types(main, around, problems), written))
    return tuple(found)


def read_articles(files: Mapping[str, str], around: Around, problems: list[Problem]) -> tuple[Article, ...]:
    """All of knowledge/, by id; everything wrong is noted."""
    found = []
    for files_of_one in _grouped(files, "knowledge/", ARTICLE_SETTINGS, around, problems):
        main = files_of_one[0]
        _check_named(main, "Steps", "step", around.steps, problems)
        written = MappingProxyType({each.language: _written(each) for each in files_of_one})
        call_types = _call_types(main, around, problems)
        found.append(Article(main.id, "", call_types, written, main.words("Steps"), main.words("Tags")))
    return tuple(found)


def _written(file: _File) -> Written:
    return Written(file.setting("Title"), file.setting("Subject"), file.body)


def _grouped(
    files: Mapping[str, str], folder: str, settings: Sequence[str], around: Around, problems: list[Problem]
) -> list[list[_File]]:
    """The files of a folder by id, the playbook's first language first; one without it is noted and left out."""
    by_id: dict[str, dict[str, _File]] = {}
    for name in sorted(name for name in files if name.startswith(folder)):
        file = _file(name, files[name], settings, around.languages, problems)
        if file is not None:
            by_id.setdefault(file.id, {})[file.language] = file
    groups = []
    for by_language in by_id.values():
        lacking = [language for language in around.languages if language not in by_language]
        problems += [_untranslated(folder, by_language, language, around.languages) for language in lacking]
        if around.languages[0] in by_language:
            groups.append([by_language[language] for language in around.languages if language in by_language])
    return groups


def _untranslated(folder: str, there: Mapping[str, _File], language: str, languages: Sequence[str]) -> Problem:
    """That a text is not there in a language: an error for the first one, which stands in for all."""
    some = next(iter(there.values()))
    place, file = Place(some.name, some.id), f"{folder}{some.id}.{language}.md"
    if language == languages[0]:
        return place.problem("PBK082", file=file, language=language)
    told = {"language": language, "there": ", ".join(there), "words": clip(some.setting("Title"))}
    return place.warning("PBK026", what=f"{folder}{some.id}", write=f"{file}, with {some.name} as a model", **told)


def _file(
    name: str, text: str, known: Sequence[str], languages: Sequence[str], problems: list[Problem]
) -> _File | None:
    """One file read: its settings up to the first blank line, then its words."""
    named = _NAME.fullmatch(name)
    if named is None or not ID.fullmatch(named[1]):
        problems.append(Place(name).problem("PBK080", language=languages[0]))
        return None
    if named[2] not in languages:
        problems.append(Place(name).problem("PBK081", language=named[2], known=", ".join(languages)))
        return None
    lines = text.removeprefix("\ufeff").splitlines()
    head = next((number for number, line in enumerate(lines) if not line.strip()), len(lines))
    settings: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(lines[:head], 1):
        found = _SETTING.fullmatch(line)
        if found is None or found[1] not in known:
            place = Place(name, named[1], line=number)
            problems.append(stranger(place, "PBK083", found[1] if found else "", known, text=clip(line, 60)))
        elif found[1] in settings:
            first = Place(name, named[1], found[1], settings[found[1]][0])
            problems.append(Place(name, named[1], found[1], number).problem("ACT012", name=found[1], first=first))
        else:
            settings[found[1]] = (number, found[2].strip())
    body = "\n".join(lines[head + 1 :]).strip("\n")
    begun = next((number for number in range(head, len(lines)) if lines[number].strip()), max(0, len(lines) - 1)) + 1
    file = _File(name, named[1], named[2], settings, begun, body, lines)
    _check_lengths(file, problems)
    return file


def _check_lengths(file: _File, problems: list[Problem]) -> None:
    body = Place(file.name, file.id, line=file.first)
    texts = [
        (file.place(key), key, file.setting(key), room) for key, room in (("Title", HEADLINE), ("Subject", SUBJECT))
    ]
    texts += [(file.word_place("Tags", tag), f'"{clip(tag, 40)}" in Tags', tag, TAG) for tag in file.words("Tags")]
    texts.append((body, "the text", file.body, BODY))
    problems += [overlong(place, what, text, room) for place, what, text, room in texts if not has_room(text, room)]
    if not file.setting("Title"):
        problems.append(missing(file.place("Title"), "Title", "Title: …"))
    if not file.body.strip():
        problems.append(missing(body, "the text", "it below the first blank line"))


def _check_words(file: _File, around: Around, problems: list[Problem]) -> None:
    """Each {name} in a text is a fact, or one of the few other things that are there."""
    subject = file.place("Subject").line if file.setting("Subject") else 0
    lines = [(number, line) for number, line in enumerate(file.lines, 1) if number == subject or number >= file.first]
    known = [*around.schema.facts, *ALSO_THERE]
    for number, line in lines:
        place = Place(file.name, file.id, line=number)
        strangers = [
            n for n in dict.fromkeys(placeholders(line)) if n not in ALSO_THERE and around.schema.get(n) is None
        ]
        problems += [place.put(unknown_in(line, name, known)) for name in strangers]
        for odd in odd_places(line):
            problems.append(replace(place, col=line.find("{" + odd) + 1).problem("PBK023", text="{" + odd + "}"))


def _call_types(file: _File, around: Around, problems: list[Problem]) -> tuple[str, ...]:
    _check_named(file, "For", "call type", around.call_types, problems)
    return file.words("For")


def _check_named(file: _File, key: str, what: str, known: Collection[str], problems: list[Problem]) -> None:
    strange = [word for word in file.words(key) if word not in known]
    problems += [stranger(file.word_place(key, w), "PBK084", w, known, name=w, what=what) for w in strange]
