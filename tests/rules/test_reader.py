"""Whoever reads a language reads all of it: phrases, plurals, units and values of every sentence the rules can say."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.playbook.catalogue import CATALOGUE
from desktop.rules.arbitrate import Estimate
from desktop.rules.bundle import load_bundle
from desktop.rules.chance_words import _contributions as told_of
from desktop.rules.facts import Fact, FactState
from desktop.rules.ftrl import Contribution
from desktop.rules.kleene import truth
from desktop.rules.nodes import Relation, names_in
from desktop.rules.reader import CATEGORIES, ENGLISH, PLACE, PLAIN, Forms, Reader, category
from desktop.rules.sentences import leaf_detail, leaf_sentence, would_hold
from desktop.rules.session import RuleSession
from desktop.rules.values import DATE, DECIMAL, Kind, Money, Type, Value
from desktop.rules.whatif import changes_to_false, changes_to_true
from desktop.rules.wording import Words, say_waiting
from tests.rules.phrases import PHRASES
from tests.rules.support import NOW, Watch, schema_of, seen_of
from tests.rules.test_sentences import CONDITIONS, SCHEMA, VALUES, leaf_of

FOLDER = Path(__file__).parents[2] / "resources" / "words"
LANGUAGES = {file.stem: tomllib.loads(file.read_text("utf-8"))["words"] for file in sorted(FOLDER.glob("*.toml"))}
PLURALS = {
    "de": ("one", "other"),
    "es": ("one", "other"),
    "fr": ("one", "other"),
    "ar": CATEGORIES,
}
BUILT_IN = {
    text for fact in CATALOGUE for text in (fact.label, fact.say, *(label for _, label in fact.members)) if text
} | {f"{{n}} {fact.unit}" for fact in CATALOGUE if fact.unit}
BESIDES = {"{n} h", "{n} weeks", "{n} months", "Contact", "Derived", "Guide", "Phone", "Customer"} | {
    "Orders", "Invoices", "Cases", "Interactions", "Feedback", "Events",
}  # fmt: skip
"""Units and sources that facts of a site have, too."""


def places(text: str) -> set[str]:
    return set(PLACE.findall(text))


def forms_of(forms: Forms) -> Mapping[str, str]:
    return {"other": forms} if isinstance(forms, str) else forms


def shown(value: Value, type_: Type) -> str:
    """As somebody writes it who has commas and points the other way round."""
    return f"<{value.amount if isinstance(value, Money) else value}>" if type_ is not DECIMAL else f"{value}"


def test_there_are_words_for_the_languages_of_the_window():
    assert set(LANGUAGES) == set(PLURALS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_is_there_in_each_language_and_nothing_else(language):
    assert set(LANGUAGES[language]) == PHRASES | BUILT_IN | BESIDES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_phrase(language):
    for text, forms in LANGUAGES[language].items():
        told = forms_of(forms)
        assert places(told["other"]) == places(text), text
        assert all(places(form) <= places(text) and form.strip() for form in told.values()), text
        assert all(form.count("{") == form.count("}") == len(PLACE.findall(form)) for form in told.values()), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_has_each_plural_the_language_has(language):
    counted = [forms for forms in LANGUAGES[language].values() if not isinstance(forms, str)]
    assert len(counted) >= 8
    assert all(tuple(forms) == PLURALS[language] for forms in counted)
    assert {text for text in ENGLISH if isinstance(LANGUAGES[language][text], str)} == set()


def test_french_signs_stand_apart():
    for forms in LANGUAGES["fr"].values():
        assert not any(f" {sign}" in form for form in forms_of(forms).values() for sign in ":;?!%")


@pytest.mark.parametrize(
    ("language", "numbers", "wanted"),
    [
        ("en", (0, 1, 2, -1), "other one other one"),
        ("de-AT", (0, 1, 2), "other one other"),
        ("es", (0, 1, 2, 1_000_000), "other one other many"),
        ("fr", (0, 1, 2, Decimal("1.5"), 2_000_000), "one one other one many"),
        ("ar", (0, 1, 2, 3, 10, 11, 99, 100, 103, Decimal("3.5")), "zero one two few few many many other few other"),
        ("xx", (0, 1), "other one"),
    ],
)
def test_plural_categories_are_those_of_unicode(language, numbers, wanted):
    assert [category(language, n) for n in numbers] == wanted.split()


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", ["vor 1 Tag", "vor 4 Tagen", "vor 3\u00a0Std. gefragt", "heute", "2 Tage 1 Stunde", "0\u00a0Sek.", "minus 5\u00a0Min."]),
        ("fr", ["il y a 1 jour", "il y a 4 jours", "demandé il y a 3\u00a0h", "aujourd’hui", "2 jours 1 heure", "0\u00a0s", "moins 5\u00a0min"]),
        ("en", ["1 day ago", "4 days ago", "asked 3 h ago", "today", "2 days 1 hour", "0 s", "minus 5 min"]),
    ],
)  # fmt: skip
def test_ages_and_lengths(language, told):
    reader = Reader(language, LANGUAGES.get(language, {}))
    assert told == [
        reader.age(timedelta(days=1)),
        reader.age(timedelta(days=4)),
        reader.age(timedelta(hours=3), FactState.PENDING),
        reader.age(timedelta(hours=3), FactState.ABSENT),
        reader.duration(timedelta(days=2, hours=1)),
        reader.duration(timedelta()),
        reader.duration(timedelta(minutes=-5)),
    ]


def test_lists_and_units():
    german = Reader("de", {**LANGUAGES["de"], "{n} calls": {"one": "{n} Anruf", "other": "{n} Anrufe"}}, shown)
    assert (german.both([]), german.both(["a", "b", "c"])) == ("", "a und b und c")
    assert (german.either(["a"]), german.either(["a", "b", "c"])) == ("a", "a, b oder c")
    assert (german.with_unit("1", "calls", 1), german.with_unit("5", "calls", Decimal(5))) == ("1 Anruf", "5 Anrufe")
    assert (german.with_unit("5", "calls"), german.with_unit("5", "clicks"), german.with_unit("5", "")) == (
        "5 Anrufe",
        "5 clicks",
        "5",
    )
    assert german.unit_words("calls") == ("calls", "call", "Anruf", "Anrufe")
    assert german.unit_words("%") == ("%", "%", "%")
    assert (german.number(7), german.day(date(2026, 12, 3))) == ("7", "<2026-12-03>")
    assert german.say(Money(Decimal(5), "EUR"), Type(Kind.MONEY)) == "<5>"
    assert german.say("", Type(Kind.TEXT)) == "leer"
    assert german.say(frozenset(), Type(Kind.SET)) == "keine"
    assert (german.inner("Offene Fälle"), PLAIN.inner("Open cases")) == ("Offene Fälle", "open cases")
    assert Reader("es").tr("Offered until {last}", other="x") == "Offered until {last}"


class Noted(dict):
    """Words that remember which texts they were asked for in vain."""

    def __init__(self, words: Mapping[str, Forms]) -> None:
        super().__init__(words)
        self.missed: set[str] = set()

    def get(self, text, default=None):
        if text not in self:
            self.missed.add(text)
        return super().get(text, default)


STATES = ("known", "other", "absent", "pending", "failed", "refused", "stale", "nothing")


def test_records_are_called_as_in_the_window():
    proofs = (("complaint", "1", "Complaint C-7"), ("feedback", "2", "NPS 6 of 10"))
    facts = [
        Fact.known("nps", 6, "survey", NOW, 0, proofs),
        Fact.known(
            "churn", 6, "crm", NOW, 0, (("feedback", "3", "CES survey"), ("feedback", "4", "CES"), ("row", "5", "x"))
        ),
        Fact.known("rating", Decimal(1), "survey", NOW, 0, (("order", "6", "Basket 9"),)),
    ]
    words = Words(SCHEMA, seen_of(facts, SCHEMA), NOW, reader=Reader("de", LANGUAGES["de"]))
    assert words.evidence("nps") == "Beschwerde C-7 und NPS 6 von 10"
    assert words.evidence("churn") == "CES-Umfrage, CES und 1 weitere"
    assert words.evidence("rating") == "Basket 9"


def fact(name: str, state: str) -> Fact:
    source = SCHEMA.facts[name].source
    evidence = (("order", "7", "Order 7"), ("feedback", "8", "NPS survey"), ("event", "9", "A visit"))
    match state:
        case "known" | "other":
            return Fact.known(name, VALUES[name][state == "other"], source, NOW - timedelta(days=1), 0, evidence)
        case "absent":
            return Fact.absent(name, source, NOW - timedelta(hours=2))
        case "failed":
            return Fact.failed(name, "timeout", source, NOW)
        case "refused":
            return Fact.failed(name, "too_large", source, NOW)
        case "stale":
            return Fact.known(name, VALUES[name][0], source, NOW - timedelta(days=3))
    return Fact.pending(name, source if state == "pending" else "", NOW - timedelta(minutes=4))


@given(
    st.sampled_from(CONDITIONS),
    st.sampled_from([*LANGUAGES, "en"]),
    st.lists(st.sampled_from(STATES), min_size=2, max_size=2),
    st.booleans(),
)
def test_whatever_is_said_it_is_said_in_the_language(text, language, states, formatted):
    """Never an error, never a place left open, and of our phrases none that has no words."""
    node, leaf, negated = leaf_of(text)
    facts = [fact(name, state) for name, state in zip(names_in(node), states, strict=False)]
    noted = Noted(LANGUAGES.get(language, {}))
    words = Words(SCHEMA, seen_of(facts, SCHEMA), NOW, reader=Reader(language, noted, shown if formatted else None))
    verdict = truth(leaf, words.facts)
    said = [
        leaf_sentence(leaf, verdict, words, negated=negated),
        leaf_detail(leaf, verdict, words, negated=negated),
        *changes_to_true(node, words),
        *changes_to_false(node, words),
        *(say_waiting(name, words) for name in names_in(node)),
        *(words.evidence(name) or "-" for name in names_in(node)),
    ]
    assert all(said)
    assert not any(PLACE.search(each) or "None" in each for each in said)
    if language != "en":
        assert noted.missed & PHRASES == set()


FACTS = """format = "callside.facts/1"
[fact]
"late.days" = { label = "Late by", type = "int", unit = "days", source = "crm", say = "Late by {value}" }
"late.fee" = { label = "Fee", type = "money", currency = "EUR", source = "crm" }
"late.calls" = { label = "Calls", type = "int", unit = "calls", source = "crm" }
"""
ACTIONS = """format = "callside.actions/1"
[[action]]
id = "credit"
title = "Credit after {late.days}"
eligibility = 'late.days >= 1 and late.fee > 5 EUR'
"""
TABLE = """callside,table/1,id={id},hit={hit}
role,id,in,out,out
name,,late.days,{out},{text}
values,,,{values},
rule,r1,>= 1,{value},{words}
"""
WORDS: Mapping[str, Forms] = {
    "Late by": "Zu spät",
    "Late by {value}": {"one": "{value} Tag zu spät", "other": "{value} Tagen zu spät"},
    "Fee": "Entgelt",
    "{late.days} late, fee {late.fee}": {"one": "Ein Tag, {late.fee}", "other": "{late.days}, {late.fee}"},
    "Late for {late.calls}": "Spät für {late.calls} Anrufe",
    "{n} calls": {"one": "{n} Anruf", "other": "{n} Anrufe"},
}


def german(days: int) -> RuleSession:
    files = {
        "facts.toml": FACTS,
        "actions/a.toml": ACTIONS,
        "tables/call_type.csv": TABLE.format(
            id="call_type", hit="P", out="type", text="reason", values="late", value="late",
            words='"{late.days} late, fee {late.fee}"',
        ),
        "tables/alerts.csv": TABLE.format(
            id="alerts", hit="C", out="severity", text="text", values="warn", value="warn", words="Late for {late.calls}",
        ),
    }  # fmt: skip
    bundle = load_bundle(files).bundle
    assert bundle is not None
    rules = RuleSession(bundle, "c1", Watch(), reader=Reader("de", {**LANGUAGES["de"], **WORDS}, shown))
    facts = [
        Fact.known("late.days", days, "crm", NOW),
        Fact.known("late.fee", Money(Decimal(8), "EUR"), "crm", NOW),
        Fact.known("late.calls", 2, "crm", NOW),
    ]
    rules.update(facts)
    return rules


def test_a_playbook_has_its_own_words_with_their_plurals():
    one, many = german(1).decision, german(3).decision
    assert [reason.text for reason in one.actions.shown[0].reasons] == ["1 Tag zu spät (CRM)", "Entgelt: <8> (CRM)"]
    assert many.actions.shown[0].reasons[0].text == "3 Tagen zu spät (CRM)"
    assert (one.call_type.reason, many.call_type.reason) == ("Ein Tag, <8>", "3 Tage, <8>")
    assert one.alerts[0].text == "Spät für 2 Anrufe"


def test_what_has_no_words_stays_as_it_is_with_its_values():
    bundle = german(3).bundle
    words = {text: said for text, said in WORDS.items() if "{" not in text or "{n}" in text}
    rules = RuleSession(bundle, "c1", Watch(), reader=Reader("de", {**LANGUAGES["de"], **words}, shown))
    rules.update([Fact.known("late.days", 3, "crm", NOW), Fact.known("late.fee", Money(Decimal(8), "EUR"), "crm", NOW)])
    assert rules.decision.call_type.reason == "3 days late, fee 8 EUR"
    assert rules.decision.actions.shown[0].reasons[0].text == "Late by 3 days (CRM)"


def test_what_is_said_to_the_customer_is_not_the_readers():
    assert german(1).decision.actions.shown[0].title == "Credit after 1 day"
    assert german(3).first_title("credit") == "Credit after 3 days"


def test_an_explanation_is_for_the_reader():
    told = german(3).why("credit")
    assert told is not None
    assert told.phrases == ("3 Tagen zu spät (CRM)", "Entgelt: <8> (CRM)")
    assert told.changes[0] == "nicht mehr, wenn Zu spät unter 1 Tag ist"
    assert [line.label for line in told.facts] == ["Zu spät", "Entgelt"]


def test_numbers_are_written_as_everywhere_without_a_host():
    assert PLAIN.say(Decimal("1234.5"), DECIMAL) == "1,234.5"
    assert PLAIN.day(date(2026, 12, 3)) == PLAIN.say(date(2026, 12, 3), DATE) == "3 Dec 2026"
    assert schema_of(FACTS).facts["late.days"].unit == "days"


def test_what_speaks_for_a_yes_and_what_against_it_are_told_apart():
    words = Words(SCHEMA, seen_of([], SCHEMA), NOW)
    gold = Contribution(("segment",), ("gold",), 1.5)
    happy = Contribution(("nps", "consent"), ("9", "true"), -0.5)
    weak = Contribution(("nps",), ("4",), 0.01)
    for_, against = "Speaks for a yes: segment: Gold", "Speaks against it: last NPS: 9 and marketing consent: yes"
    assert told_of([gold, happy, weak], words) == [for_, against]
    assert told_of([gold], words) == [for_]
    assert told_of([happy], words) == [against]
    assert told_of([weak], words) == []


def test_an_estimate_that_stands_on_nothing_says_nothing():
    assert Estimate(0.5).told() == ""


def test_what_cannot_be_used_is_waited_for_in_words():
    facts = [Fact.failed("nps", "too_large", "survey"), Fact.failed("churn", "timeout")]
    words = Words(SCHEMA, seen_of(facts, SCHEMA), NOW, reader=Reader("de", LANGUAGES["de"]))
    assert say_waiting("nps", words) == "Survey – Letzter NPS: nicht verwendbar"
    assert say_waiting("churn", words) == "CRM – Kündigungsrisiko: nicht verfügbar"


@pytest.mark.parametrize(
    ("text", "negated", "told"),
    [
        ("tags is empty", False, "there were no customer labels"),
        ("tags is empty", True, "there were any customer labels"),
        ("tags is not empty", False, "there were any customer labels"),
    ],
)
def test_what_would_hold_of_a_set(text, negated, told):
    node = leaf_of(text)[0]
    assert isinstance(node, Relation)
    assert would_hold(node, Words(SCHEMA, seen_of([], SCHEMA), NOW), negated=negated) == told
