"""A playbook folder as a playbook: every file read, everything wrong with it said in one go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from desktop.playbook.answers import AnswerFacts
from desktop.playbook.call_type_read import CallTypeReader
from desktop.playbook.catalogue import CATALOGUE, facts_text
from desktop.playbook.checks import check_bundle
from desktop.playbook.examine import SITE_FACTS, examine
from desktop.playbook.files import read_files
from desktop.playbook.model import CallType, FactSettings, Playbook
from desktop.playbook.problems import PlaybookError, PlaybookProblem, in_order
from desktop.rules.bundle import load_bundle
from desktop.rules.problems import Place, Problem, errors
from desktop.rules.schema import Schema, read_schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table, TomlPlaces, read_toml

FORMAT = "callside.playbook/1"
KEYS = ("format", "name", "version", "owner", "languages", "channel", "currency", "default_call_type", "call_types")
KEYS_TOO = ("complaint_categories",)
HEAD = "playbook.toml"
BUILT_IN = "facts/built_in.toml"
ANSWERS = "facts/answers.toml"
_CURRENCY = re.compile("[A-Z]{3}")
_LANGUAGE = re.compile("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def load_playbook(folder: Path) -> Playbook:
    """The playbook in a folder; raises PlaybookError with everything that is wrong."""
    reading = _Reading.of(folder)
    if reading.playbook is None:
        raise PlaybookError(problem for problem in in_order(reading.problems) if problem.is_error)
    return reading.playbook


def problems(folder: Path) -> tuple[PlaybookProblem, ...]:
    """Everything there is to say about the playbook in a folder, errors first; empty when all is well.

    A playbook that loads is also analyzed, and its own test cases are played.
    """
    reading = _Reading.of(folder)
    found, playbook = list(reading.problems), reading.playbook
    if playbook is not None:
        own_facts = _facts_of(reading.files.get(SITE_FACTS, ""))
        found += examine(playbook.bundle, playbook.call_types, reading.files, own_facts)
    return in_order(found)


@dataclass(frozen=True, slots=True)
class _Head:
    """What playbook.toml says."""

    name: str = ""
    version: str = ""
    languages: tuple[str, ...] = ()
    currency: str = "EUR"
    default_call_type: str = "general"
    order: tuple[str, ...] = ()
    complaints: tuple[str, ...] = FactSettings().complaints
    default_place: Place = Place(HEAD)


@dataclass(slots=True)
class _Reading:
    """One pass over a folder: files, head, answers, rules, call types, what must agree."""

    files: Mapping[str, str]
    problems: list[Problem]
    playbook: Playbook | None = None
    _call_types: dict[str, CallType] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> _Reading:
        """Read a folder."""
        files, found = read_files(folder)
        reading = cls(files, found)
        if folder.is_dir():
            reading.run()
        return reading

    def run(self) -> None:
        head = self._head()
        sources = self._sources()
        answers = AnswerFacts()
        for file, data in sources.items():
            answers.add(file, self.files[file], data)
        self.problems += answers.problems
        result = load_bundle(self._rule_files(head, answers))
        self.problems += result.problems
        schema = result.bundle.schema if result.bundle else self._schema_only(head, answers)
        for file, data in sources.items():
            kind = CallTypeReader(file, self.files[file], data, schema, self.problems).read(head.currency)
            self._call_types[kind.id] = kind
        if result.bundle is not None:
            named = [name.split("/")[1].removesuffix(".toml") for name in self.files if name.startswith("call_types/")]
            self.problems += check_bundle(result.bundle, named, head.default_call_type, head.default_place)
        if result.bundle is not None and not errors(self.problems):
            self.playbook = Playbook(
                name=head.name,
                version=head.version,
                languages=head.languages,
                currency=head.currency,
                bundle=result.bundle,
                call_types=MappingProxyType(self._sorted(head)),
                default_call_type=head.default_call_type,
                facts=FactSettings(frozenset(result.bundle.schema.facts), head.complaints),
            )

    def _sources(self) -> dict[str, Table]:
        """The call types that are TOML at all."""
        found = {}
        for file, text in self.files.items():
            if file.startswith("call_types/"):
                data, problems_ = read_toml(text, file)
                self.problems += problems_
                if data is not None:
                    found[file] = data
        return found

    def _rule_files(self, head: _Head, answers: AnswerFacts) -> dict[str, str]:
        """The playbook's rule files with the facts Callside supplies; a fact the site restates is the site's."""
        files = {name: text for name, text in self.files.items() if not name.startswith("call_types/")}
        restated = _facts_of(files.get(SITE_FACTS, ""))
        files[BUILT_IN] = facts_text(CATALOGUE, head.currency, without=restated)
        files[ANSWERS] = facts_text(answers.facts(), head.currency, without=restated)
        return files

    def _schema_only(self, head: _Head, answers: AnswerFacts) -> Schema:
        """The facts, to check call types against although the rules have errors of their own."""
        files = self._rule_files(head, answers)
        schema, _ = read_schema({name: text for name, text in files.items() if name.startswith("facts")})
        return schema

    def _sorted(self, head: _Head) -> dict[str, CallType]:
        listed = [type_id for type_id in head.order if type_id in self._call_types]
        rest = sorted(self._call_types.keys() - set(listed))
        return {type_id: self._call_types[type_id] for type_id in (*listed, *rest)}

    # -- playbook.toml -----------------------------------------------------------------------------------------------

    def _head(self) -> _Head:
        text = self.files.get(HEAD)
        if text is None:
            self.problems.append(Place(HEAD).problem("PBK001", file=HEAD))
            return _Head()
        data, found = read_toml(text, HEAD)
        self.problems += found
        if data is None:
            return _Head()
        fields = Fields(data, TomlPlaces(text, HEAD), "", 0, "", Schema(), self.problems)
        fields.only(KEYS + KEYS_TOO)
        if data.get("format") != FORMAT:
            fields.wrong("ACT001", "format", expected=FORMAT, found=data.get("format", "nothing"))
        for key in ("name", "version"):
            if not fields.text(key).strip():
                fields.wrong("ACT002", key, what=key)
        return _Head(
            name=fields.text("name").strip(),
            version=fields.text("version").strip(),
            languages=self._languages(fields),
            currency=self._currency(fields),
            default_call_type=fields.text("default_call_type", "general"),
            order=_words(fields, "call_types"),
            complaints=_words(fields, "complaint_categories") or FactSettings().complaints,
            default_place=fields.place("default_call_type"),
        )

    def _languages(self, fields: Fields) -> tuple[str, ...]:
        languages = _words(fields, "languages") or ("en",)
        for language in languages:
            if not _LANGUAGE.fullmatch(language):
                fields.wrong("ACT006", "languages", expected='codes such as ["en", "pt-BR"]')
        return languages

    def _currency(self, fields: Fields) -> str:
        currency = fields.text("currency", "EUR")
        if _CURRENCY.fullmatch(currency):
            return currency
        fields.wrong("ACT006", "currency", expected="three capitals such as EUR")
        return "EUR"


def _words(fields: Fields, key: str) -> tuple[str, ...]:
    """A list of short texts."""
    raw = fields.raw.get(key, [])
    if isinstance(raw, list) and all(isinstance(word, str) and 0 < len(word) <= 64 for word in raw):
        return tuple(raw)
    fields.wrong("ACT006", key, expected='a list of words such as ["a", "b"]')
    return ()


def _facts_of(text: str) -> frozenset[str]:
    data, _ = read_toml(text, SITE_FACTS)
    facts = data.get("fact") if data is not None else None
    return frozenset(facts) if isinstance(facts, dict) else frozenset()
