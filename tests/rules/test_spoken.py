"""What a card says, in the languages of the playbook."""

from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.rules.bundle import LoadResult, load_bundle
from desktop.rules.facts import Fact
from desktop.rules.problems import Severity
from desktop.rules.reader import PLAIN, Reader
from desktop.rules.session import RuleSession
from desktop.rules.values import Money, Type, Value
from tests.rules.support import NOW, Watch

FACTS = """\
format = "callside.facts/1"
[fact]
"who.name" = { label = "Name", type = "text" }
"who.known" = { label = "Known", type = "bool" }
"who.waits" = { label = "Waits", type = "bool" }
"bill.open" = { label = "Open", type = "money", currency = "EUR" }
"bill.late" = { label = "Late", type = "int", unit = "days" }
"""
ACTIONS = """\
format = "callside.actions/1"
[[action]]
id = "credit"
title = { en = "Credit {action.value}", de = "{action.value} gutschreiben", fr = "Créditer" }
talk_track.en = "Dear {who.name}, you owe {bill.open} for {bill.late}."
talk_track.de = "Guten Tag {who.name}, Sie schulden {bill.open} seit {bill.late} Tagen. {bill.gone}"
value_expr = "bill.open"
eligibility = "who.known"
decline_reasons = [
  { id = "no", label = { en = "No", de = "Nein" } },
  { id = "later", label = "Later" },
  { id = "never_mind" },
]
effects = [
  { kind = "note", params = { text = { en = "Told {who.name}", de = "{who.name} gesagt" }, days = 3, seen = true } },
]
[[action]]
id = "other"
title = { en = "Something for {who.name}", de = "Etwas für {who.name}" }
eligibility = "who.known"
value = 1
[[action]]
id = "waiting"
title.en = "Wait for {who.name}"
title.de = "Auf {who.name} warten"
eligibility = "who.waits"
"""
LATE = FACTS + '"bill.gone" = { label = "Gone", type = "text" }\n'


def loaded(actions: str = ACTIONS, languages: tuple[str, ...] = ("en", "de", "fr")) -> LoadResult:
    return load_bundle({"facts.toml": LATE, "actions/a.toml": actions}, languages)


def session(result: LoadResult, reader: Reader = PLAIN, author: Reader = PLAIN) -> RuleSession:
    assert result.bundle is not None, [problem.text for problem in result.problems]
    found = RuleSession(result.bundle, "call-1", Watch(), reader=reader, author=author)
    facts = {"who.name": "Ada", "who.known": True, "bill.open": Money(Decimal("1250.00"), "EUR"), "bill.late": 12}
    found.update([Fact.known(name, value, "crm", NOW) for name, value in facts.items()])
    return found


def again(rules: RuleSession, language: str, show=None):
    rules.speak(language, show)
    found = rules.tick().actions.find("credit")
    assert found is not None
    return found


def german(value: Value, type_: Type) -> str:
    if isinstance(value, Money):
        return f"{value.amount:,.2f} €".replace(",", "~").replace(".", ",").replace("~", ".")
    return str(value)


GERMAN = Reader("de", show=german)


def test_a_card_speaks_the_first_language_where_nobody_says_otherwise() -> None:
    card = session(loaded()).decision.actions.find("credit")
    assert card.title == "Credit 1,250 EUR"
    assert card.talk_track == "Dear Ada, you owe 1,250 EUR for 12 days."
    assert [reason.label for reason in card.decline_reasons] == ["No", "Later", "Never mind"]
    assert card.effects[0].params == {"text": "Told Ada", "days": "3", "seen": "true"}


def test_what_a_card_says_to_the_customer_is_in_the_language_of_the_call() -> None:
    rules = session(loaded())
    card = again(rules, "de")
    assert card.talk_track == "Guten Tag Ada, Sie schulden 1,250 EUR seit 12 Tagen. …"
    assert card.effects[0].params == {"text": "Ada gesagt", "days": "3", "seen": "true"}
    assert [reason.counts_as for reason in card.decline_reasons] == ["rejected"] * 3
    assert rules.first_title("other") == "Something for Ada", "what other systems are told"
    assert rules.first_title("gone") == "gone"


def test_what_the_agent_reads_of_a_card_is_in_the_language_of_the_agent_whoever_calls() -> None:
    """Also where the playbook says it for a country alone; nobody reads a card in a language that is not theirs."""
    rules = session(loaded(), GERMAN)
    for language in ("", "de", "fr"):
        card = again(rules, language, german)
        assert card.title == "1.250,00 € gutschreiben"
        assert [reason.label for reason in card.decline_reasons] == ["Nein", "Later", "Never mind"]
    assert rules.titles()["other"] == "Etwas für Ada"
    assert rules.why("credit").title == card.title
    assert {loser.title for loser in rules.why("credit").losers} == {"Etwas für Ada", "Auf Ada warten"}
    assert [waiting.titles for waiting in rules.awaited()] == [("Auf Ada warten",)]
    plain = session(loaded())
    assert (again(plain, "de").title, plain.titles()["other"]) == ("Credit 1,250 EUR", "Something for Ada")
    swiss = loaded(ACTIONS.replace("de = ", "de-CH = "), ("en", "de-CH", "fr"))
    assert session(swiss, GERMAN).decision.actions.find("credit").title == "1.250,00 € gutschreiben"


def test_a_title_that_is_only_in_a_playbooks_words_is_read_in_these() -> None:
    words = {"Something for {who.name}": "Algo para {who.name}", "Later": "Más tarde"}
    rules = session(loaded(), Reader("es", words, german), Reader("en", show=german))
    assert rules.titles()["other"] == "Algo para Ada"
    card = rules.decision.actions.find("credit")
    assert (card.title, card.decline_reasons[1].label) == ("Credit 1.250,00 €", "Más tarde")


def test_values_are_written_as_the_readers_of_the_language_write_them() -> None:
    card = again(session(loaded(), author=Reader("en", show=german)), "de", german)
    assert card.title == "Credit 1.250,00 €"
    assert card.talk_track == "Guten Tag Ada, Sie schulden 1.250,00 € seit 12 Tagen. …"


def test_what_is_not_there_in_a_language_is_said_in_the_first() -> None:
    card = again(session(loaded()), "fr", german)
    assert card.talk_track == "Dear Ada, you owe 1,250 EUR for 12 days."
    assert card.effects[0].params["text"] == "Told Ada"


def test_the_language_may_change_and_change_back() -> None:
    rules = session(loaded())
    before = again(rules, "")
    assert again(rules, "de").talk_track.startswith("Guten Tag")
    assert again(rules, "") == before
    rules.speak("")
    assert rules.tick().actions.find("credit") is again(rules, ""), "and nothing is made anew where nothing changed"


def test_a_translation_that_is_missing_is_noted_at_its_text() -> None:
    result = loaded(languages=("en", "de", "fr"))
    assert {problem.severity for problem in result.problems} == {Severity.WARNING}
    assert {(p.params["what"], p.params["language"], p.span.line) for p in result.problems} == {
        ("talk_track", "fr", 5),
        ("label", "fr", 10),
        ("label", "fr", 11),
        ("label", "de", 11),
        ("text", "fr", 15),
        ("title", "fr", 19),
        ("title", "fr", 24),
    }
    assert {problem.text for problem in result.problems if problem.params["what"] == "talk_track"} == {
        'talk_track has no words in fr, only in en, de: "Dear {who.name}, you owe {bill.open} fo…". '
        'Write talk_track = { en = "…", de = "…", fr = "…" }.'
    }


def test_plain_text_is_in_the_first_language_and_data_in_none() -> None:
    plain = 'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\neffects = [{ kind = "note", params = { text = "B" } }]\n'
    assert [(problem.code, problem.params["what"]) for problem in loaded(plain, ("en", "de")).problems] == [
        ("ACT013", "title")
    ]
    assert loaded(plain, ("en",)).problems == ()
    assert loaded(plain, ()).problems == ()


HEAD = 'format = "callside.actions/1"\n[[action]]\nid = "a"\n'


@pytest.mark.parametrize(
    ("text", "languages", "codes"),
    [
        ('title = { en = "A", de = "B" }', (), []),
        ('title = { de = "B" }', ("en", "de"), ["ACT002", "ACT013"]),
        ('title = { en = "A", it = "B" }', ("en",), ["NAM007"]),
        ('title = { "not one" = "A" }', (), ["NAM007", "ACT002"]),
        ("title = { en = 5 }", ("en",), ["ACT006"]),
        ('title = { en = "  " }', ("en",), ["ACT002"]),
        ("title = {}", ("en",), ["ACT002"]),
        ('title = "  "', ("en",), ["ACT002"]),
        ("title = 5", (), ["ACT006"]),
        (
            'title = "A"\ntalk_track = { en = "Hello {who.nmae}", de = "Hallo {who.nmae}" }',
            ("en", "de"),
            ["ACT013", "NAM008", "NAM008"],
        ),
        ('title = "A"\ntalk_track = { en = "' + "x" * 5000 + '" }', ("en",), ["ACT006"]),
        (
            'title = "A"\neffects = [{ kind = "note", params = { text = { de = "B" } } }]',
            ("en", "de"),
            ["ACT013", "ACT002", "ACT013"],
        ),
        (
            'title = "A"\ndecline_reasons = [{ id = "x", label = { de = "B" } }]',
            ("en", "de"),
            ["ACT013", "ACT002", "ACT013"],
        ),
    ],
)
def test_each_mistake_in_a_text_of_several_languages_has_its_code(text, languages, codes) -> None:
    assert sorted(problem.code for problem in loaded(HEAD + text, languages).problems) == sorted(codes)


def test_an_unknown_fact_is_named_in_every_language() -> None:
    text = HEAD + 'title.en = "Hello"\ntitle.de = "Hallo {who.nmae}"\n'
    (problem,) = loaded(text, ("en", "de")).problems
    assert (problem.code, problem.span.line, problem.suggestion.text) == ("NAM008", 5, "who.name")
