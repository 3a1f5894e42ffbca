"""A playbook folder as a playbook: every file read, everything wrong with it said in one go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.playbook.answers import AnswerFacts
from desktop.playbook.call_type_read import CallTypeReader
from desktop.playbook.catalogue import CATALOGUE, facts_text
from desktop.playbook.causes import Causes
from desktop.playbook.checks import Named, check_bundle
from desktop.playbook.colleagues import FOLDER, read_words, texts_of_calls
from desktop.playbook.collector import uncollected
from desktop.playbook.derived_read import DERIVED, Derived, DerivedReader
from desktop.playbook.files import SITE_FACTS, read_files
from desktop.playbook.guide_read import SharedGuides
from desktop.playbook.head_read import Head, read_head
from desktop.playbook.model import CallType, FactSettings, Playbook
from desktop.playbook.panel_read import COLUMNS, PANELS_FILE, PanelReader, PanelSpec
from desktop.playbook.problems import PlaybookError, PlaybookProblem, in_order
from desktop.playbook.quick_read import MACROS_FILE, QUICK_FILE, Macro, QuickReader, QuickText
from desktop.playbook.record_fields import countable_kinds
from desktop.playbook.survey_read import SURVEYS_FILE, SurveyReader, Surveys
from desktop.playbook.text_read import Around, read_articles, read_texts
from desktop.playbook.whereabouts import Whereabouts
from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.cases import read_cases
from desktop.rules.problems import Problem, errors
from desktop.rules.schema import Schema, read_schema
from desktop.rules.toml_read import Table, read_toml

if TYPE_CHECKING:
    from desktop.playbook.examine import Trial

OURS = (
    *("call_types/", "guides/", "texts/", "knowledge/", FOLDER),
    *(DERIVED, PANELS_FILE, SURVEYS_FILE, QUICK_FILE, MACROS_FILE),
)
"""What the rules have nothing to do with."""
BUILT_IN = "facts/built_in.toml"
ANSWERS = "facts/answers.toml"
WORKED_OUT = "facts/derived.toml"


def load_playbook(folder: Path) -> Playbook:
    """The playbook in a folder; raises PlaybookError with everything that is wrong."""
    reading = _Reading.of(folder)
    if reading.playbook is None:
        raise PlaybookError(problem for problem in in_order(reading.one_each()) if problem.is_error)
    return reading.playbook


def problems(folder: Path) -> tuple[PlaybookProblem, ...]:
    """Everything there is to say about the playbook in a folder, errors first; empty when all is well.

    A playbook that loads is also analyzed, and its own test cases are played.
    """
    return examined(folder).problems


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything there is to say about a playbook; the playbook and the trial of its cases only when it loads."""

    problems: tuple[PlaybookProblem, ...]
    playbook: Playbook | None = None
    trial: Trial | None = None


def examined(folder: Path) -> Examined:
    """The playbook in a folder with all its problems and what its own test cases show."""
    reading = _Reading.of(folder)
    playbook = reading.playbook
    if playbook is None:
        cases = {name: text for name, text in reading.files.items() if name.startswith("tests/")}
        return Examined(in_order(reading.one_each(read_cases(cases, reading.schema)[1])))
    # A window only loads its playbook: what studies one is left out of it.
    from desktop.playbook.examine import analysis, try_cases  # noqa: PLC0415
    from desktop.playbook.written_conditions import analyze_written  # noqa: PLC0415

    facts = reading.files.get(SITE_FACTS, "")
    found = [
        *analysis(playbook.bundle, playbook.call_types, facts, _facts_of(facts)),
        *analyze_written(reading.files, playbook.bundle.schema),
    ]
    trial = try_cases(playbook.bundle, reading.files, playbook.call_types)
    return Examined(in_order(reading.one_each((*found, *trial.problems))), playbook, trial)


@dataclass(slots=True)
class _Reading:
    """One pass over a folder: files, head, answers, rules, call types, what must agree."""

    files: Mapping[str, str]
    problems: list[Problem]
    playbook: Playbook | None = None
    schema: Schema = field(default_factory=Schema)
    _tables: frozenset[str] = frozenset()
    _call_types: dict[str, CallType] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> _Reading:
        """Read a folder."""
        files, found = read_files(folder)
        reading = cls(files, found)
        if folder.is_dir():
            with uncollected():
                reading.run()
        return reading

    def one_each(self, more: Iterable[Problem] = ()) -> list[Problem]:
        """Everything that is wrong, and what was found besides, each cause once."""
        return Causes(self.files, (*self.problems, *more), self._tables).found()

    def run(self) -> None:
        head = read_head(self.files, self.problems)
        sources, guides = self._sources("call_types/"), self._sources("guides/")
        answers = AnswerFacts()
        for file, data in (guides | sources).items():
            answers.add(file, self.files[file], data)
        self.problems += answers.problems
        panels = self._panels()
        derived = self._derived(head, answers, panels)
        result = load_bundle(self._rule_files(head, answers, derived), head.languages)
        self.problems += result.problems
        read = result.bundle or result.read
        schema = self.schema = read.schema if read is not None else self._schema_only(head, answers, derived)
        self._tables = frozenset(table.id for table in read.tables) if read is not None else frozenset()
        named = [name.split("/")[1].removesuffix(".toml") for name in self.files if name.startswith("call_types/")]
        texts = {name.split("/")[1].split(".")[0] for name in self.files if name.startswith("texts/")}
        book = Named(head.languages, sorted(texts), tuple(dict.fromkeys((*COLUMNS, *panels))), named)
        surveys = self._surveys(schema, book)
        self._read_guides(sources, guides, head, replace(book, surveys=surveys), schema)
        steps = {step.id for kind in self._call_types.values() for step in kind.guide}
        around = Around(head.languages, schema, named, steps)
        written = read_texts(self.files, around, self.problems)
        articles = read_articles(self.files, around, self.problems)
        quick_texts, macros = self._quick(schema, book)
        if read is not None:
            where = Whereabouts(self.files)
            self.problems += check_bundle(read, head.default_call_type, head.default_place, book, where)
        if result.bundle is None:
            return
        more = texts_of_calls(self._call_types.values(), head.skip_reasons)
        words = read_words(self.files, result.bundle, self.problems, more)
        if not errors(self.problems):
            self.playbook = Playbook(
                name=head.name,
                version=head.version,
                languages=head.languages,
                currency=head.currency,
                bundle=result.bundle,
                call_types=MappingProxyType(self._sorted(head)),
                default_call_type=head.default_call_type,
                facts=self._fact_settings(result.bundle, head),
                skip_reasons=head.skip_reasons,
                derived=derived,
                panels=panels,
                texts=MappingProxyType({text.id: text for text in written}),
                articles=articles,
                surveys=surveys,
                quick_texts=quick_texts,
                macros=MappingProxyType({macro.id: macro for macro in macros}),
                words=MappingProxyType(words),
            )

    def _read_guides(
        self, sources: Mapping[str, Table], guides: Mapping[str, Table], head: Head, book: Named, schema: Schema
    ) -> None:
        """The call types, with the guides they share."""
        of_guides = {file: (self.files[file], data) for file, data in guides.items()}
        shared = SharedGuides(of_guides, book, schema, self.problems)
        for file, data in sources.items():
            reader = CallTypeReader(file, self.files[file], data, schema, self.problems, book)
            kind = reader.read(head.currency, shared.steps)
            self._call_types[kind.id] = kind
        self.problems += shared.read_unused()

    def _toml(self, file: str) -> tuple[str, Table] | None:
        """The text and the data of a file that may be left out."""
        text = self.files.get(file)
        if text is None:
            return None
        data, problems_ = read_toml(text, file)
        self.problems += problems_
        return (text, data) if data is not None else None

    def _panels(self) -> Mapping[str, PanelSpec]:
        found = self._toml(PANELS_FILE)
        return PanelReader(*found, self.problems).read() if found is not None else {}

    def _surveys(self, schema: Schema, book: Named) -> Surveys:
        found = self._toml(SURVEYS_FILE)
        return SurveyReader(*found, schema, self.problems, book).read() if found is not None else Surveys()

    def _quick(self, schema: Schema, book: Named) -> tuple[tuple[QuickText, ...], tuple[Macro, ...]]:
        ends = {kind.id: [leaf.id for leaf in kind.dispositions] for kind in self._call_types.values()}
        reader = QuickReader(schema, self.problems, book, ends)
        texts, macros = self._toml(QUICK_FILE), self._toml(MACROS_FILE)
        return reader.texts(*texts) if texts else (), reader.macros(*macros) if macros else ()

    def _sources(self, folder: str) -> dict[str, Table]:
        """The files of a folder that are TOML at all."""
        found = {}
        for file, text in self.files.items():
            if file.startswith(folder):
                data, problems_ = read_toml(text, file)
                self.problems += problems_
                if data is not None:
                    found[file] = data
        return found

    def _derived(self, head: Head, answers: AnswerFacts, panels: Mapping[str, PanelSpec]) -> tuple[Derived, ...]:
        """The facts this site derives, checked against all the others."""
        found = self._toml(DERIVED)
        if found is None:
            return ()
        schema = self._schema_only(head, answers, ())
        return DerivedReader(*found, schema, countable_kinds(panels, head.currency), self.problems).read()

    def _rule_files(self, head: Head, answers: AnswerFacts, derived: Sequence[Derived]) -> dict[str, str]:
        """The playbook's rule files with the facts Callside supplies; a fact the site restates is the site's."""
        files = {name: text for name, text in self.files.items() if not name.startswith(OURS)}
        restated = _facts_of(files.get(SITE_FACTS, ""))
        files[BUILT_IN] = facts_text(CATALOGUE, head.currency, without=restated)
        files[ANSWERS] = facts_text(answers.facts(), head.currency, without=restated)
        files[WORKED_OUT] = facts_text([each.declared() for each in derived], head.currency)
        return files

    def _schema_only(self, head: Head, answers: AnswerFacts, derived: Sequence[Derived]) -> Schema:
        """The facts, to check call types against although the rules have errors of their own."""
        files = self._rule_files(head, answers, derived)
        schema, _ = read_schema({name: text for name, text in files.items() if name.startswith("facts")})
        return schema

    def _fact_settings(self, bundle: Bundle, head: Head) -> FactSettings:
        steps = [step for kind in self._call_types.values() for step in kind.guide]
        return FactSettings(
            declared=frozenset(bundle.schema.facts),
            complaints=head.complaints,
            identity_steps=frozenset(step.id for step in steps if step.check == "identity"),
            consent_steps=MappingProxyType({step.id: step.consent for step in steps if step.check == "consent"}),
        )

    def _sorted(self, head: Head) -> dict[str, CallType]:
        listed = [type_id for type_id in head.order if type_id in self._call_types]
        rest = sorted(self._call_types.keys() - set(listed))
        return {type_id: self._call_types[type_id] for type_id in (*listed, *rest)}


def _facts_of(text: str) -> frozenset[str]:
    data, _ = read_toml(text, SITE_FACTS)
    facts = data.get("fact") if data is not None else None
    return frozenset(facts) if isinstance(facts, dict) else frozenset()
