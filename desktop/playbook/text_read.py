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
from desktop.rules.problems import Place, Problem, suggest
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import ID, placeholders

CHANNELS = ("email", "sms", "chat")
TEXT_SETTINGS = ("Title", "Subject", "Channel", "For")
ARTICLE_SETTINGS = ("Title", "For", "Steps", "Tags")
MOST_TITLE = 80
MOST_SUBJECT = 150
MOST_BODY = 10_000
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

    def setting(self, key: str) -> str:
        return self.settings.get(key, (1, ""))[1]

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(word for part in self.setting(key).split(",") if (word := part.strip()))

    def place(self, key: str) -> Place:
        line = self.settings.get(key, (1, ""))[0]
        return Place(self.name, self.id, key, line, len(key) + 3 if key in self.settings else 1)


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
            problems.append(main.place("Channel").problem("ACT005", expected=", ".join(CHANNELS), found=channel))
        if channel == "email" and not main.setting("Subject"):
            problems.append(main.place("Subject").problem("ACT002", what="Subject"))
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
    for text_id, by_language in by_id.items():
        some = next(iter(by_language.values()))
        for language in around.languages:
            if language not in by_language:
                place, first = Place(some.name, text_id), language == around.languages[0]
                code = "PBK082" if first else "PBK026"
                params = {"file": f"{folder}{text_id}.{language}.md", "what": text_id, "language": language}
                problems.append(place.problem(code, **params) if first else place.warning(code, **params))
        if around.languages[0] in by_language:
            groups.append([by_language[language] for language in around.languages if language in by_language])
    return groups


def _file(
    name: str, text: str, known: Sequence[str], languages: Sequence[str], problems: list[Problem]
) -> _File | None:
    """One file read: its settings up to the first blank line, then its words."""
    named = _NAME.fullmatch(name)
    if named is None or not ID.fullmatch(named[1]):
        problems.append(Place(name).problem("PBK080"))
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
            problem = Place(name, named[1], line=number).problem("PBK083", text=line[:60], known=", ".join(known))
            problems.append(replace(problem, suggestion=suggest(found[1], known, problem.span) if found else None))
        elif found[1] in settings:
            problems.append(Place(name, named[1], found[1], number).problem("ACT003", id=found[1]))
        else:
            settings[found[1]] = (number, found[2].strip())
    file = _File(name, named[1], named[2], settings, head + 2, "\n".join(lines[head + 1 :]).strip("\n"))
    _check_lengths(file, problems)
    return file


def _check_lengths(file: _File, problems: list[Problem]) -> None:
    for key, most in (("Title", MOST_TITLE), ("Subject", MOST_SUBJECT)):
        if len(file.setting(key)) > most:
            count = len(file.setting(key))
            problems.append(file.place(key).problem("PBK025", what=key, count=count, limit=most))
    if len(file.body) > MOST_BODY:
        place = Place(file.name, file.id, line=file.first)
        problems.append(place.problem("PBK025", what="The text", count=len(file.body), limit=MOST_BODY))
    if not file.setting("Title"):
        problems.append(file.place("Title").problem("ACT002", what="Title"))
    if not file.body.strip():
        problems.append(Place(file.name, file.id, line=file.first).problem("ACT002", what="the text"))


def _check_words(file: _File, around: Around, problems: list[Problem]) -> None:
    """Each {name} in a text is a fact, or one of the few other things that are there."""
    lines = [(file.place("Subject").line, file.setting("Subject"))]
    lines += list(enumerate(file.body.splitlines(), file.first))
    for number, line in lines:
        for name in placeholders(line):
            if name not in ALSO_THERE and around.schema.get(name) is None:
                at = Place(file.name, file.id, line=number, col=line.find("{" + name) + 2)
                problem = at.problem("NAM008", name=name)
                mend = suggest(name, [*around.schema.facts, *ALSO_THERE], problem.span)
                problems.append(replace(problem, suggestion=mend))
        place = Place(file.name, file.id, line=number)
        problems += [place.problem("PBK023", text="{" + odd + "}") for odd in odd_places(line)]


def _call_types(file: _File, around: Around, problems: list[Problem]) -> tuple[str, ...]:
    _check_named(file, "For", "call type", around.call_types, problems)
    return file.words("For")


def _check_named(file: _File, key: str, what: str, known: Collection[str], problems: list[Problem]) -> None:
    for word in file.words(key):
        if word not in known:
            problem = file.place(key).problem("PBK084", name=word, what=what)
            problems.append(replace(problem, suggestion=suggest(word, known, problem.span)))
