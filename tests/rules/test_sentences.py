"""Every kind of leaf in every state of its facts, against the sentences that stand in sentences.txt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.rules.facts import Fact
from desktop.rules.kleene import T, truth
from desktop.rules.nodes import Between, Cmp, Has, In, Name, Node, Not, State, TextTest, names_in
from desktop.rules.parser import parse
from desktop.rules.sentences import leaf_detail, leaf_sentence
from desktop.rules.values import Money, Value
from desktop.rules.whatif import changes_to_true
from desktop.rules.wording import Words
from tests.rules.support import NOW, schema_of, seen_of

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
consent = { label = "Marketing consent", type = "bool", source = "crm", max_age = "1d" }
nps = { label = "Last NPS", type = "int", source = "survey", max_age = "1d" }
churn = { label = "Churn risk", type = "int", unit = "%", source = "crm", max_age = "1d" }
rating = { label = "Rating", type = "decimal", source = "survey", max_age = "1d" }
ltv = { label = "Lifetime value", type = "money", currency = "EUR", source = "crm", max_age = "1d" }
balance = { label = "Balance due", type = "money", currency = "EUR", source = "billing", max_age = "1d" }
queue = { label = "Queue", type = "text", source = "phone", max_age = "1d" }
segment = { label = "Segment", type = "enum", members = { gold = "Gold", silver = "Silver", basic = "Basic" }, source = "crm", max_age = "1d" }
expires = { label = "Contract end", type = "date", source = "crm", max_age = "1d" }
visit = { label = "Appointment", type = "datetime", source = "crm", max_age = "1d" }
waited = { label = "Waiting time", type = "duration", source = "phone", max_age = "1d" }
tags = { label = "Customer labels", type = "set", members = ["vip", "late", "new"], source = "crm", max_age = "1d" }
""")
VALUES: dict[str, tuple[Value, Value]] = {
    "consent": (True, False),
    "nps": (9, 4),
    "churn": (80, 20),
    "rating": (Decimal("4.5"), Decimal(2)),
    "ltv": (Money(Decimal("1250.50"), "EUR"), Money(Decimal(900), "EUR")),
    "balance": (Money(Decimal(2000), "EUR"), Money(Decimal(5), "EUR")),
    "queue": ("Billing EN", "Sales"),
    "segment": ("gold", "basic"),
    "expires": (date(2026, 12, 20), date(2027, 6, 1)),
    "visit": (datetime(2026, 12, 4, 10, 30, tzinfo=UTC), datetime(2026, 12, 9, 8, tzinfo=UTC)),
    "waited": (timedelta(minutes=12), timedelta(seconds=45)),
    "tags": (frozenset({"vip", "late"}), frozenset({"new"})),
}
LINES = [
    [part.strip() for part in line.split(" | ")]
    for line in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
CONDITIONS = [line[0] for line in LINES]


def spoken(facts: list[Fact]) -> Words:
    return Words(SCHEMA, seen_of(facts, SCHEMA), NOW, {})


def leaf_of(text: str) -> tuple[Node, Node, bool]:
    node = parse(text).tree
    assert node is not None
    return (node, node.item, True) if isinstance(node, Not) else (node, node, False)


def known(node: Node, at: int) -> list[Fact]:
    return [
        Fact.known(name, VALUES[name][at], SCHEMA.facts[name].source, NOW - timedelta(minutes=2))
        for name in names_in(node)
    ]


@pytest.mark.parametrize("line", LINES, ids=CONDITIONS)
@pytest.mark.parametrize("at", [0, 1])
def test_a_known_value_has_its_golden_sentence(line: list[str], at: int) -> None:
    node, leaf, negated = leaf_of(line[0])
    words = spoken(known(node, at))
    verdict = truth(node, words.facts)
    said = leaf_sentence(leaf, truth(leaf, words.facts), words, negated=negated)
    assert f"{verdict.name} {said}" == line[1 + at]
    if verdict is not T and len(line) > 3:
        assert "; ".join(changes_to_true(node, words)) == line[3]


STATES = {
    "absent": (lambda n, s: Fact.absent(n, s, NOW - timedelta(hours=2)), "No {inner} on file ({source}, today)"),
    "pending": (lambda n, s: Fact.pending(n, s, NOW - timedelta(seconds=4)), "{label} has not arrived yet ({source}, asked 4 s ago)"),
    "failed": (lambda n, s: Fact.failed(n, "timeout", s, NOW - timedelta(minutes=3)), "{label} is unavailable ({source}, 3 min ago)"),
    "stale": (lambda n, s: Fact.known(n, VALUES[n][0], s, NOW - timedelta(days=3)), "{label} is too old to rely on ({source}, 3 days ago)"),
}  # fmt: skip
SOURCES = {"crm": "CRM", "survey": "Survey", "billing": "Billing", "phone": "Phone"}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("text", CONDITIONS)
def test_a_fact_without_a_usable_value_says_so_in_every_kind_of_leaf(text: str, state: str) -> None:
    node, leaf, negated = leaf_of(text)
    make, sentence = STATES[state]
    names = names_in(node)
    if state == "absent" and "tags" in names:
        pytest.skip("a set is never absent")
    words = spoken([make(name, SCHEMA.facts[name].source) for name in names])
    definition = SCHEMA.facts[names[0]]
    wanted = sentence.format(
        label=definition.label, inner=words.inner_label(names[0]), source=SOURCES[definition.source]
    )
    assert leaf_detail(leaf, truth(leaf, words.facts), words, negated=negated) == wanted


def test_every_kind_of_leaf_stands_in_the_list() -> None:
    kinds = {type(leaf_of(text)[1]) for text in CONDITIONS}
    assert kinds == {Name, Cmp, In, Between, State, TextTest, Has}
    states = {(leaf.test, leaf.negated) for text in CONDITIONS if isinstance(leaf := leaf_of(text)[1], State)}
    assert {test for test, _ in states} == {"known", "empty", "unavailable"}
    assert {names_in(leaf_of(text)[1])[0] for text in CONDITIONS} >= set(VALUES) - {"balance"}


@pytest.mark.parametrize("line", LINES, ids=CONDITIONS)
def test_no_sentence_speaks_in_signs_or_names_of_facts(line: list[str]) -> None:
    for said in line[1:]:
        assert not any(sign in said for sign in (">", "<", "!=", "=", "{", "None", "Decimal", "_", "0.07"))
        assert not any(f" {name} " in f" {said} " for name in ("nps", "ltv", "tags", "waited"))
