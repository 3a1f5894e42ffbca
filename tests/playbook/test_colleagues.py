"""What colleagues read of a playbook, in the language of their window: all of it, in its place, and nothing of ours in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from itertools import islice

import pytest

from desktop.playbook.colleagues import OURS, colleague, our_words, reader_of, schema_in, show_of, texts_of
from desktop.playbook.loader import load_playbook, problems
from desktop.playbook.texts import gap, plain
from desktop.playbook.words import Words
from desktop.rules.case_run import Played, play
from desktop.rules.cases import read_cases
from desktop.rules.explain import CARD_WIDTH, TRANSLATED_WIDTH
from desktop.rules.reader import PLAIN, Reader
from desktop.rules.values import Kind, Member, Money, Type
from tests.playbook.folders import write
from tests.playbook.test_shipped import FERNVIK, FOLDERS
from tests.rules.phrases import PHRASES

LANGUAGES = sorted(file.stem for file in OURS.glob("*.toml"))
WORDS = 'format = "callside.words/1"\n[words]\n'


class Noted(dict):
    """Words that remember which texts they were asked for in vain."""

    def __init__(self, words: Mapping) -> None:
        super().__init__(words)
        self.missed: set[str] = set()

    def get(self, text, default=None):
        if text not in self:
            self.missed.add(text)
        return super().get(text, default)


def shown(value, _type) -> str:
    """Values as long as a window writes them: "1.234,50 €", "11. Dez. 2026 09:15"."""
    if isinstance(value, Money):
        return f"{value.amount:,.2f}\u00a0€"
    if isinstance(value, datetime):
        return f"{value:%d. Dez. %Y %H:%M}"
    return f"{value:%d. Dez. %Y}" if isinstance(value, date) else f"{Decimal(value).normalize():f}"


@cache
def shipped(folder):
    """A playbook with the files of its cases; what is wrong with it is asked elsewhere."""
    texts = {file.name: file.read_text("utf-8") for file in sorted((folder / "tests").glob("*.toml"))}
    playbook = load_playbook(folder)
    return playbook, read_cases(texts, playbook.bundle.schema)[0]


@cache
def told(folder, language: str) -> tuple[Reader, tuple[str, ...], tuple[str, ...]]:
    """All that the playbook's own cases show a reader: reasons of cards, and everything else."""
    playbook, cases = shipped(folder)
    reader = reader_of(playbook, language, shown)
    if reader is not PLAIN:
        reader = replace(reader, words=Noted(reader.words))
    reasons: dict[str, None] = {}
    rest: dict[str, None] = {}
    # what is not spoken by the playbook is only looked for words of ours
    for case in cases[:: 3 if language in playbook.languages else 12]:
        for played in play(case, playbook.bundle, reader):
            reasons |= dict.fromkeys(_reasons(played))
            rest |= dict.fromkeys(_rest(played))
    return reader, tuple(reasons), tuple(rest)


def _reasons(played: Played) -> Iterator[str]:
    actions = played.decision.actions
    held = islice((*actions.waiting, *actions.suppressed), 5)
    yield from (reason.text for entry in (*actions.shown, *held) for reason in entry.reasons)


def _rest(played: Played) -> Iterator[str]:
    decision = played.decision
    yield from (text for alert in decision.alerts for text in (alert.text, alert.label) if text)
    yield from (decision.call_type.reason,) if decision.call_type.reason else ()
    for entry in decision.actions.shown[:1]:
        why = played.session.why(entry.id)
        yield from (*why.phrases, *why.changes, *(line.label for line in why.facts))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_reason_has_its_line(folder):
    playbook = shipped(folder)[0]
    for language in {*playbook.languages, *playbook.words}:
        _, reasons, _ = told(folder, language)
        assert len(reasons) > (40 if language in playbook.languages else 10)
        assert [text for text in reasons if len(text) > TRANSLATED_WIDTH] == [], language
    english = told(folder, "en")[1]
    assert sum(len(text) > CARD_WIDTH for text in english) < len(english) / 5


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_english_is_left_in_the_languages_of_the_playbook(folder):
    book, _ = shipped(folder)
    others = book.languages[1:]
    assert others
    for language in others:
        reader, _, rest = told(folder, language)
        assert len(rest) > 40
        assert reader.words.missed & {*texts_of(book.bundle), *PHRASES} == set()
        assert set(rest) & set(told(folder, "en")[2]) <= {"Segment", "Symptom"}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_agents_read_what_ships_in_german_spanish_and_french(folder):
    words = shipped(folder)[0].words
    assert words.keys() >= {"de", "es", "fr"}
    texts = [form for said in words["fr"].values() for form in ([said] if isinstance(said, str) else said.values())]
    assert [
        text for text in texts if re.search(r"[^\u00a0\u202f][;!?]|[^\u00a0]:|'", re.sub(r"\{.*?\}", "", text))
    ] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_our_own_sentences_are_there_in_every_language_of_the_window(folder):
    for language in LANGUAGES:
        assert told(folder, language)[0].words.missed & PHRASES == set()


def book(tmp_path, words: str = "", file: str = "words/de.toml"):
    return write(tmp_path, {file: WORDS + words} if words else {})


def test_the_reader_of_english_reads_what_is_written(tmp_path):
    assert reader_of(load_playbook(book(tmp_path)), "en-GB", None) is PLAIN
    reader = reader_of(
        load_playbook(book(tmp_path, '"Menu choice" = "Choice of the menu"', "words/en.toml")), "en", shown
    )
    assert (reader.own("Menu choice"), reader.tr("yes"), reader.show) == ("Choice of the menu", "yes", shown)


def test_a_country_may_have_words_of_its_own(tmp_path):
    folder = book(tmp_path, '"Menu choice" = "Menü"', "words/de-AT.toml")
    folder = write(tmp_path, {"words/de.toml": WORDS + '"Menu choice" = "Menüwahl"'})
    playbook = load_playbook(folder)
    assert reader_of(playbook, "de-AT", shown).own("Menu choice") == "Menü"
    assert reader_of(playbook, "de-CH", shown).own("Menu choice") == "Menüwahl"
    assert reader_of(playbook, "de", shown).tr("yes") == "ja"
    assert our_words("xx") == {}
    assert reader_of(playbook, "xx", shown).tr("yes") == "yes"


@pytest.mark.parametrize(
    ("words", "code", "told_"),
    [
        ('"Menu choise" = "Menüwahl"', "PBK087", "Menu choice"),
        ('"Last contact {value} ago" = "Letzter Kontakt"', "PBK086", "nothing"),
        ('"Last contact {value} ago" = { one = "Gestern da", other = "Vor {days}" }', "PBK086", "days"),
        ('"Menu choice" = { one = "Menü" }', "ACT002", "other"),
        ('"Menu choice" = { other = "Menü", some = "Menüs" }', "NAM007", "some"),
        ('"Menu choice" = 7', "ACT006", "Menu choice"),
        (f'"Menu choice" = "{"Menü" * 20}"', "CAP013", "60"),
        ('"{n} days" = { one = "ein Tag", other = "{n} Tage" }', "PBK088", "de"),
    ],
)
def test_what_is_wrong_with_words_is_said(tmp_path, words, code, told_):
    found = problems(book(tmp_path, words))
    assert [problem.code for problem in found] == [code], [problem.text for problem in found]
    assert told_ in found[0].text


def test_words_that_are_no_toml_are_the_only_problem(tmp_path):
    assert {problem.file for problem in problems(book(tmp_path, "Menu = = 7"))} == {"words/de.toml"}


def test_what_a_text_lacks_is_named_in_its_language():
    book = shipped(FOLDERS[0])[0]
    name, label = next(
        (name, fact.label) for name, fact in book.bundle.schema.facts.items() if fact.label == "Lifetime value"
    )
    assert gap(name, schema_in(book, "en")) == f"[{label.lower()}]"
    assert gap(name, schema_in(book, "de")) == f"[{reader_of(book, 'de', None).own(label)}]"
    assert gap(name, schema_in(book, "de")) != gap(name, schema_in(book, "en"))


def test_a_text_in_languages_is_read_in_the_readers_else_in_the_words_for_the_first():
    said = Words({"en": "Good day", "pt-BR": "Bom dia"})
    assert colleague(Reader("pt"), said) == "Bom dia"
    assert colleague(Reader("fr", {"Good day": "Bonjour"}), said) == "Bonjour"
    assert colleague(PLAIN, said) == "Good day"


def test_titles_steps_answers_and_ends_have_words_too(tmp_path):
    call = """
    format = "callside.call_type/1"
    title = "Thing"
    [[step]]
    id = "ask"
    kind = "ask"
    title = "Ask for it"
    question = "Which?"
    input = "choice"
    choices = [{ id = "one", label = "This one" }]
    [[disposition]]
    id = "end"
    path = ["Over", "For good"]
    """
    lines = {"Thing": "Ding", "Ask for it": "Danach fragen", "This one": "Dieses", "Over": "Vorbei"}
    words = WORDS + "\n".join(f'"{text}" = "{own}"' for text, own in lines.items())
    folder = write(tmp_path, {"call_types/general.toml": call, "words/de.toml": words})
    found = [problem for problem in problems(folder) if problem.code == "PBK088"]
    assert len(found) == 1
    assert '"For good"' in found[0].text
    assert "Thing" not in found[0].text


def test_values_are_written_in_the_words_of_a_language() -> None:
    show = show_of(load_playbook(FERNVIK), "de-AT", plain)
    kinds = Type(Kind.SET, members=(Member("leaves", "Leaves"), Member("nothing", "Nothing yet")))
    assert [show(True), show(frozenset({"nothing", "leaves"}), kinds)] == ["ja", "Geht, Noch nichts"]
    assert (show("leaves", kinds), show("Leaves")) == ("Geht", "Leaves")
    assert show(timedelta(hours=2)) == "2 Stunden"
    assert show(Money(Decimal(18), "EUR")) == plain(Money(Decimal(18), "EUR"))
