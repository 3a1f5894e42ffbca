from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.rules.clock import FixedZone, Zone
from desktop.rules.explain import marked, marked_leaves, tree_of
from desktop.rules.facts import Fact, FactState
from desktop.rules.kleene import T, truth
from desktop.rules.parser import parse
from desktop.rules.reader import PLAIN, lower_first
from desktop.rules.sentences import leaf_detail, leaf_sentence, wanted
from desktop.rules.values import DATE, DATETIME, DURATION, Kind, Money, Type
from desktop.rules.wording import GAP, Words, say_waiting
from tests.rules.support import NOW, schema_of, seen_of

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
"complaint.open" = { label = "Open complaints", type = "int", source = "crm", say = "Complaint {evidence} is open" }
"consent" = { label = "Marketing consent", type = "bool", source = "crm" }
"nps" = { label = "NPS", type = "int", source = "survey" }
"segment" = { label = "Segment", type = "enum", members = { gold = "Gold", silver = "Silver" }, source = "crm" }
"ltv" = { label = "Lifetime value", type = "money", currency = "EUR", source = "crm" }
"balance" = { label = "Balance due", type = "money", currency = "EUR", source = "billing" }
"load" = { label = "Usage", type = "int", unit = "%", source = "crm", max_age = "10min" }
"late" = { label = "Late by", type = "int", unit = "days", say = "Late by {value} days" }
"years" = { label = "Customer for", type = "int", unit = "years" }
"waited" = { label = "Waited", type = "int", unit = "s" }
"at" = { label = "Call back", type = "datetime" }
"name" = { label = "Name", type = "text", source = "crm" }
"since" = { label = "Customer since", type = "date", source = "crm" }
"tags" = { label = "Labels", type = "set", members = ["vip", "late"], source = "crm" }
""")


UTC_ZONE = FixedZone()


def words(*facts: Fact, zone: Zone = UTC_ZONE) -> Words:
    return Words(SCHEMA, seen_of(list(facts), SCHEMA), NOW, {"survey": "Survey"}, zone)


def say(text: str, *facts: Fact, detail: bool = True) -> str:
    spoken = words(*facts)
    node = parse(text).tree
    tell = leaf_detail if detail else leaf_sentence
    return tell(node, truth(node, spoken.facts), spoken)


def known(name: str, value, source: str = "crm", ago: int = 120, **more) -> Fact:
    return Fact.known(name, value, source, NOW - timedelta(seconds=ago), **more)


def test_the_three_sentences_of_the_design() -> None:
    open_ = known("complaint.open", 1, evidence=(("complaint", "C-20418", "C-20418"),))
    assert say("complaint.open >= 1", open_) == "Complaint C-20418 is open (CRM, 2 min ago)"
    asked = Fact.pending("consent", "crm", NOW - timedelta(seconds=4))
    assert say("consent", asked) == "Marketing consent has not arrived yet (CRM, asked 4 s ago)"
    none = Fact.absent("nps", "survey", NOW - timedelta(hours=2))
    assert say("nps >= 9", none) == "No NPS on file (Survey, today)"


GOLD = known("segment", "gold")
MONEY = known("ltv", Money(Decimal("1250.00"), "EUR"))


@pytest.mark.parametrize(
    ("text", "facts", "sentence"),
    [
        ("nps >= 9", [known("nps", 10)], "NPS: 10"),
        ("nps >= 9", [known("nps", 4)], "NPS: 4, needed: at least 9"),
        ("nps < 9", [known("nps", 9)], "NPS: 9, needed: under 9"),
        ("nps <= 9", [known("nps", 10)], "NPS: 10, needed: at most 9"),
        ("9 < nps", [known("nps", 9)], "NPS: 9, needed: over 9"),
        ("nps != 9", [known("nps", 9)], "NPS: 9, needed: other than 9"),
        ("nps between 1 and 5", [known("nps", 9)], "NPS: 9, needed: 1 to 5"),
        ("nps not between 1 and 9", [known("nps", 9)], "NPS: 9, needed: outside 1 to 9"),
        ("nps in [1, 2, 3]", [known("nps", 9)], "NPS: 9, needed: 1, 2 or 3"),
        ("nps not in [1, 9]", [known("nps", 9)], "NPS: 9, needed: other than 1 or 9"),
        ("consent", [known("consent", False)], "Marketing consent: no"),
        ("consent", [known("consent", True)], "Marketing consent: yes"),
        ('segment = "silver"', [GOLD], "Segment: Gold, needed: Silver"),
        ('segment in ["gold", "silver"]', [GOLD], "Segment: Gold"),
        ("ltv >= 2000 EUR", [MONEY], "Lifetime value: 1,250 EUR, needed: at least 2,000 EUR"),
        ("load > 80", [known("load", 90)], "Usage: 90 %"),
        ('name starts with "A"', [known("name", "Bo")], "Name: Bo, needed: starting with A"),
        ('name not contains "o"', [known("name", "Bo")], "Name: Bo, needed: not containing o"),
        ('name ends with "x"', [known("name", "Bo")], "Name: Bo, needed: ending with x"),
        (
            "since < 2020-01-01",
            [known("since", date(2021, 5, 3))],
            "Customer since: 3 May 2021, needed: before 1 Jan 2020",
        ),
        ('tags has "vip"', [known("tags", frozenset({"late"}))], "Labels: Late, needed: Vip"),
        ('tags has all ["vip", "late"]', [known("tags", frozenset({"late"}))], "Labels: Late, needed: Vip and Late"),
        ('tags has none ["late"]', [known("tags", frozenset({"late"}))], "Labels: Late, needed: without Late"),
        ("nps is empty", [Fact.absent("nps", "survey")], "No NPS on file"),
        ("nps is empty", [known("nps", 3)], "NPS: 3"),
        ("tags is empty", [known("tags", frozenset())], "No labels on file"),
        ("nps is known", [Fact.pending("nps", "survey")], "NPS has not arrived yet"),
        ("nps is unavailable", [Fact.failed("nps", "timeout", "survey")], "NPS is unavailable"),
        ("nps > 1", [Fact.failed("nps", "timeout", "survey")], "NPS is unavailable"),
        (
            "nps > 1",
            [Fact.failed("nps", "out_of_range", "survey")],
            "NPS cannot be used: the answer is outside its limits",
        ),
        ("load > 80", [known("load", 90, ago=1200)], "Usage is too old to rely on"),
        (
            "balance > 0.07 * ltv",
            [MONEY, known("balance", Money(Decimal(100), "EUR"))],
            "Balance due is over 7 % of lifetime value",
        ),
        (
            "balance > 0.07 * ltv",
            [MONEY, known("balance", Money(Decimal(1), "EUR"))],
            "Balance due is at most 7 % of lifetime value",
        ),
        ("balance != ltv", [MONEY, known("balance", MONEY.value)], "Balance due is lifetime value"),
        ("balance = ltv", [MONEY, known("balance", MONEY.value)], "Balance due is lifetime value"),
        ("nps * 2 > 9", [known("nps", 4)], "NPS times 2 is at most 9"),
        ("9 < -nps", [known("nps", 4)], "Minus NPS is at most 9"),
        ("nps - 1 in [1, 2]", [known("nps", 2)], "NPS minus 1 is 1 or 2"),
        ("nps + 1 not in [1, 2]", [known("nps", 0)], "NPS plus 1 is 1 or 2"),
        ("nps / 2 not between 1 and 2", [known("nps", 9)], "NPS divided by 2 is outside 1 to 2"),
        ("5 between 1 and nps", [known("nps", 4)], "5 is outside 1 to NPS"),
        (
            "since - 2020-01-01 > 3d",
            [known("since", date(2020, 1, 2))],
            "Customer since minus 1 Jan 2020 is at most 3 days",
        ),
        ("true", [], "Always"),
        ("1 > 2", [], "Never"),
        ("5 is known", [], "Always"),
        ("5 is empty", [], "Never"),
    ],
)
def test_every_kind_of_leaf_has_its_sentence(text: str, facts: list[Fact], sentence: str) -> None:
    said = say(text, *facts, detail=False)
    assert said == sentence
    assert not any(sign in said for sign in (">=", "<=", "!=", "{", "None"))


def test_at_most_two_references() -> None:
    evidence = tuple(("order", str(i), f"Order {i}") for i in range(4))
    fact = known("complaint.open", 4, evidence=evidence)
    assert say("complaint.open >= 1", fact, detail=False) == "Complaint Order 0, Order 1 and 2 more is open"


def test_a_template_without_its_evidence_falls_back() -> None:
    assert say("complaint.open >= 1", known("complaint.open", 4), detail=False) == "Open complaints: 4"


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s ago"),
        (59, "59 s ago"),
        (60, "1 min ago"),
        (3_600, "1 h ago"),
        (86_400, "1 day ago"),
        (200_000, "2 days ago"),
    ],
)
def test_ages(seconds: int, text: str) -> None:
    assert PLAIN.age(timedelta(seconds=seconds)) == text


def test_values() -> None:
    assert PLAIN.say(Decimal("1234567.50"), Type(Kind.DECIMAL)) == "1,234,567.50"
    assert PLAIN.say(Money(Decimal("6.5"), "EUR"), Type(Kind.MONEY)) == "6.50 EUR"
    assert PLAIN.say(Money(Decimal("-1000"), "EUR"), Type(Kind.MONEY)) == "-1,000 EUR"
    assert PLAIN.say(Money(Decimal("9" * 28 + ".5"), "EUR"), Type(Kind.MONEY)).endswith("999.50 EUR")
    assert PLAIN.say(NOW, Type(Kind.DATETIME)) == "3 Dec 2026 09:15"
    assert PLAIN.say(timedelta(hours=26, minutes=5), DURATION) == "1 day 2 hours"
    assert PLAIN.say(date(2026, 12, 3), DATE) == "3 Dec 2026"


@pytest.mark.parametrize(
    ("text", "unit", "said"),
    [("1", "days", "1 day"), ("2", "days", "2 days"), ("1", "s", "1 s"), ("1", "%", "1 %"), ("1", "", "1")],
)
def test_one_of_a_unit(text: str, unit: str, said: str) -> None:
    assert PLAIN.with_unit(text, unit) == said


def test_hostile_words_stay_on_one_line_and_short() -> None:
    said = say('name = "x"', known("name", "<img src=x>\u202e\n" + "A" * 4000), detail=False)
    assert len(said) < 120
    assert "\n" not in said
    assert "\u202e" not in said


def test_labels_inside_a_sentence() -> None:
    assert lower_first("Marketing consent") == "marketing consent"
    assert lower_first("NPS score") == "NPS score"


def test_filling_leaves_visible_gaps() -> None:
    spoken = words(known("name", "Ada"), Fact.absent("nps"))
    assert spoken.fill("Hello {name}, {nps} {no.such} {Name}") == f"Hello Ada, {GAP} {GAP} {{Name}}"


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("With us for {years}, and may leave", 8, "With us for 8 years, and may leave"),
        ("With us for {years} years", 8, "With us for 8 years"),
        ("With us for {years} years", 1, "With us for 1 year"),
        ("A {years}-year contract", 8, "A 8-year contract"),
        ("Seit {years} Jahren hier", 8, "Seit 8 Jahren hier"),
        ("depuis {years} ans", 8, "depuis 8 ans"),
        ("{years}\u00a0years", 8, "8\u00a0years"),
        ("{years} Years", 8, "8 Years"),
        ("{years} yearly reviews", 8, "8 years yearly reviews"),
        ("{years} or more", 8, "8 years or more"),
        ("{years}", 8, "8 years"),
        ("{late} day", 8, "8 day"),
        ("{load} %", 8, "8 %"),
        ("{load}% used", 8, "8% used"),
        ("{load} percent", 8, "8 percent"),
        ("{waited} seconds", 30, "30 seconds"),
        ("{waited} so far", 30, "30 s so far"),
        ("{nps} days", 8, "8 days"),
        ("{years} years", None, f"{GAP} years"),
        ("{late} {years}", 8, "8 days 8 years"),
    ],
)
def test_a_unit_that_the_text_says_itself_is_not_said_twice(text: str, value: int | None, said: str) -> None:
    names = ("years", "late", "load", "waited", "nps")
    facts = [Fact.absent(name) if value is None else known(name, value) for name in names]
    assert words(*facts).fill(text) == said


def test_values_given_from_outside_stand_as_they_are() -> None:
    assert words(known("late", 8)).fill("{late} days, {action.value} days", {"action.value": "2"}) == "8 days, 2 days"


def test_a_fact_of_days_may_say_days_in_its_own_words() -> None:
    assert say("late > 2", known("late", 8)) == "Late by 8 days (CRM, 2 min ago)"
    assert say("late > 2", known("late", 2)) == "Late by: 2 days, needed: over 2 days (CRM, 2 min ago)"


@pytest.mark.parametrize(
    ("hours", "said", "needed"),
    [(1, "3 Dec 2026 19:30", "4 Dec 2026 01:00"), (-8, "3 Dec 2026 10:30", "3 Dec 2026 16:00")],
)
def test_instants_are_told_as_the_clocks_here_show_them(hours: int, said: str, needed: str) -> None:
    spoken = words(
        known("at", datetime.fromisoformat("2026-12-04T03:30:00+09:00")), zone=FixedZone(timedelta(hours=hours))
    )
    assert spoken.fill("Call back at {at}") == f"Call back at {said}"
    node = parse("at > 2026-12-04T00:00Z").tree
    assert leaf_sentence(node, truth(node, spoken.facts), spoken) == f"Call back: {said}, needed: after {needed}"
    late = words(zone=FixedZone(timedelta(hours=14))).say(datetime.max.replace(tzinfo=UTC), DATETIME)
    assert late == "31 Dec 9999 23:59"


def test_waiting_and_failed_sources() -> None:
    spoken = words(Fact.pending("consent", "crm"), Fact.failed("nps", "down", "survey"))
    assert say_waiting("consent", spoken) == "Waiting for CRM: marketing consent"
    assert say_waiting("nps", spoken) == "Survey: NPS is unavailable"
    assert spoken.seen("nps").fact.state is FactState.FAILED


def test_a_sentence_may_tell_its_source_without_the_age() -> None:
    spoken = words(known("late", 8))
    node = parse("late > 2").tree
    assert leaf_detail(node, truth(node, spoken.facts), spoken, dated=False) == "Late by 8 days (CRM)"


def test_each_of_several_sources_is_spelled_as_it_is() -> None:
    assert words(known("nps", 5, "crm, shop_system")).trail("nps") == "CRM, Shop system, 2 min ago"


def test_the_smallest_reason_for_a_failure_is_marked() -> None:
    spoken = words(known("nps", 5), GOLD, known("consent", True))
    node = parse('nps > 9 and (segment = "silver" or (consent and nps > 7 and nps > 8)) and not consent').tree
    leaves = [leaf.text for leaf in marked_leaves(marked(tree_of(node, spoken)))]
    assert leaves == ["nps > 9", 'segment = "silver"', "consent"]


def test_nothing_is_marked_in_a_true_tree() -> None:
    spoken = words(known("nps", 5))
    tree = tree_of(parse("nps > 3 or nps > 9").tree, spoken)
    assert tree.verdict == T.name
    assert list(marked_leaves(marked(tree))) == []


def test_wanted_says_not() -> None:
    assert wanted(parse("nps > 3").tree, words(), negated=True) == "needed: at most 3"


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("consent", "yes"),
        ("true", "yes"),
        ("nps is not empty", "not empty"),
        ("2020-01-01 > since", "before 1 Jan 2020"),
        ("since = 2020-01-01", "1 Jan 2020"),
    ],
)
def test_what_a_leaf_asks_for(text: str, want: str) -> None:
    assert wanted(parse(text).tree, words()) == f"needed: {want}"
