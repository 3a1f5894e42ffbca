from __future__ import annotations

from decimal import Decimal

import pytest

from desktop.rules.actions import Action
from desktop.rules.arbitrate import Candidate, Estimate, Exponent, Policy, Ranking, Score, arbitrate
from desktop.rules.explain import marked, marked_leaves, tree_of
from desktop.rules.facts import Fact
from desktop.rules.gates import Bucket, Judgement
from desktop.rules.index import Running, build_index
from desktop.rules.kleene import T, U, truth
from desktop.rules.parser import parse
from desktop.rules.seen import Look, see
from desktop.rules.values import Money
from desktop.rules.whatif import change_of_score, changes_to_false, changes_to_true, waiting_for
from desktop.rules.witness import bucket_values, fact_points
from desktop.rules.wording import Words
from tests.rules.support import NOW, late_order, playbook, schema_of, seen_of, session
from tests.rules.workload import Workload

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
ltv = { label = "Lifetime value", type = "money", currency = "EUR", changeable = "customer" }
segment = { label = "Segment", type = "enum", members = { gold = "Gold", silver = "Silver", basic = "Basic" } }
hold = { label = "Fraud hold", type = "bool" }
verified = { label = "Identity verified", type = "bool", changeable = "agent" }
calls = { label = "Calls", type = "int" }
visits = { label = "Visits", type = "int" }
tags = { label = "Tags", type = "set", members = ["vip", "new"] }
name = { label = "Name", type = "text" }
""")
# more alternatives than a rule has rows
MANY = " or ".join(f"(calls = {n} and visits = {n})" for n in range(1, 18))


def words(**values: object) -> Words:
    facts = [Fact.known(n, v) if v is not None else Fact.absent(n) for n, v in values.items()]  # type: ignore[arg-type]
    return Words(SCHEMA, seen_of(facts, SCHEMA), NOW)


def eur(amount: int) -> Money:
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("text", "values", "changes"),
    [
        ("ltv >= 1000 EUR", {"ltv": eur(5)}, ("if lifetime value were at least 1,000 EUR",)),
        (
            "ltv > 1000 EUR and ltv < 2000 EUR",
            {"ltv": eur(5)},
            ("if lifetime value were over 1,000 EUR and under 2,000 EUR",),
        ),
        ("not hold", {"hold": True}, ("if fraud hold were no",)),
        (
            'segment != "basic" and segment is not empty',
            {"segment": "basic"},
            ("if segment were something other than Basic",),
        ),
        ('segment in ["gold", "silver"]', {"segment": "basic"}, ("if segment were Gold or Silver",)),
        ("calls is empty", {"calls": 3}, ("if no calls were on file",)),
        ("calls = 3", {"calls": 4}, ("if calls were 3",)),
        (
            "hold = false and verified",
            {"hold": True, "verified": False},
            ("if fraud hold were no and identity verified were yes",),
        ),
        (
            "hold or ltv > 5 EUR",
            {"hold": False, "ltv": eur(1)},
            ("if lifetime value were over 5 EUR", "if fraud hold were yes"),
        ),
        ("calls is known", {"calls": None}, ("if calls were known",)),
        ("calls in [3, 4]", {"calls": 6}, ("if calls were 3 or 4",)),
        ("calls not in [3, 4]", {"calls": 3}, ("if calls were other than 3 or 4",)),
        ("calls < 3 or calls > 8", {"calls": 4}, ("if calls were under 3 or over 8",)),
        ("calls > 3", {"calls": 4}, ()),
        ("calls * 2 > 9", {"calls": 4}, ("if calls times 2 were over 9",)),
        ("9 < calls + visits", {"calls": 4, "visits": 1}, ("if calls plus visits were over 9",)),
        ("not calls > visits", {"calls": 4, "visits": 1}, ("if calls were at most visits",)),
        ("calls + 1 in [1, 2]", {"calls": 4}, ("if calls plus 1 were 1 or 2",)),
        ('tags has "vip"', {"tags": frozenset({"new"})}, ("if tags included Vip",)),
        ('name starts with "A"', {"name": "Bo"}, ("if name started with A",)),
        ("calls > 3 and 1 > 2", {"calls": 1}, ()),
        ("calls is unavailable", {"calls": 1}, ("if calls were unavailable",)),
        ("calls > 3 and calls < 3", {"calls": 1}, ()),
        ("calls is not empty", {"calls": None}, ("if calls were known",)),
        ("segment is not empty", {"segment": None}, ("if segment were known",)),
        (MANY, {"calls": 0, "visits": 0}, ()),
    ],
)
def test_what_would_make_it_true(text: str, values: dict, changes: tuple[str, ...]) -> None:
    assert changes_to_true(parse(text).tree, words(**values)) == changes


@pytest.mark.parametrize(
    ("texts", "known", "unlocks"),
    [
        (["calls > 3", "calls > 5 and hold"], {}, [("calls", (0,))]),
        (["calls > visits", "calls > 1"], {"calls": 5}, [("visits", (0,))]),
        (["calls > visits"], {}, []),
        (["calls > visits"], {"calls": 5, "visits": 9}, []),
        (["calls + visits > 9", "visits > 9 or visits is empty"], {"calls": 5}, [("visits", (0, 1))]),
    ],
)
def test_the_facts_that_alone_keep_rules_open(texts: list[str], known: dict, unlocks: list) -> None:
    index = build_index([parse(text).tree for text in texts], SCHEMA)
    running = Running(index, words(**known).facts)
    assert [(u.fact, u.rules) for u in waiting_for(running)] == unlocks


def test_what_keeps_rules_open_can_be_asked_of_some_rules_only() -> None:
    texts = ["hold", "hold or (verified and calls = 1)", "verified"]
    index = build_index([parse(text).tree for text in texts], SCHEMA)
    running = Running(index, words(calls=1).facts)
    found = waiting_for(running)
    assert [(u.fact, u.rules) for u in found] == [("hold", (0, 1)), ("verified", (1, 2))]
    assert [(u.fact, u.rules) for u in waiting_for(running, 0b100)] == [("verified", (2,))]


def test_one_fact_that_several_rows_read_in_their_own_ways_is_not_told() -> None:
    node = parse("calls > 1 and hold or calls > 2 and verified").tree
    assert changes_to_false(node, words(calls=5, hold=True, verified=True)) == ()
    assert changes_to_false(parse("calls is known").tree, words(calls=5)) != ()


def test_what_would_take_it_away() -> None:
    node = parse("not hold and verified and (calls > 3 or calls < 1)").tree
    assert changes_to_false(node, words(hold=False, verified=True, calls=5)) == (
        "no longer if identity verified were no",
        "no longer if fraud hold were yes",
        "no longer if calls were between 1 and 3",
    )
    assert changes_to_false(node, words(hold=True, verified=True, calls=5)) == ()


def test_how_far_behind_a_card_is() -> None:
    def card(name: str, product: int, p: int = 999_000, exponent: Exponent = Exponent.NONE) -> Candidate:
        score = Score(p=p, product=product, exponent=exponent, estimate=Estimate(p / 1e6))
        return Candidate(Judgement(Action(name, name), Bucket.PASS, None, ()), score)

    from desktop.rules.actions import Catalogue

    def text(mine: Candidate) -> str:
        ranking: Ranking = arbitrate([card("a", 100), mine], Catalogue(), Policy(slots=1))
        return change_of_score(mine, ranking, [c.id for c in ranking.ranked], words())

    assert text(card("b", 50)) == "if it counted 2.2 times as much"
    assert text(card("b", 50, 220_000, Exponent.FULL)) == "shown from a chance of 0.49, now 0.22"
    assert text(card("b", 900)) == ""
    # no chance is that high
    assert text(card("b", 10, 220_000, Exponent.FULL)) == "if it counted 11.0 times as much"


def test_explanations_say_what_would_change() -> None:
    found = session()
    found.update([*late_order(), Fact.known("account.fraud_hold", True)])
    why = found.why("late-delivery-credit")
    assert why is not None
    assert why.changes == ("if fraud hold were no",)
    found.update([Fact.known("account.fraud_hold", False)])
    shown = found.why("late-delivery-credit")
    assert shown is not None
    assert shown.changes[0] == "no longer if identity verified were no"


@pytest.mark.parametrize("seed", [5, 6])
def test_one_missing_fact_is_found_by_masks_as_by_trying(seed: int) -> None:
    """A fact unlocks a rule when some value of it alone makes one of its rows true."""
    work = Workload(seed, rules=150)
    seen = work.seen()
    index = build_index(work.conditions, work.schema)
    unlocks = {u.fact: set(u.rules) for u in waiting_for(Running(index, seen))}
    points = fact_points(work.conditions, work.schema)
    before = [truth(c, seen) for c in work.conditions]
    for name in work.names:
        if name not in points or seen[name].look is not Look.UNKNOWN:
            continue
        definition = work.schema.facts[name]
        tried = set()
        for value in bucket_values(definition, points[name]).values():
            changed = {**seen, name: see(Fact.known(name, value), definition, NOW)}
            tried |= {i for i, c in enumerate(work.conditions) if before[i] is U and truth(c, changed) is T}
        missed = {r for r in tried - unlocks.get(name, set()) if len(_open_leaves(work.conditions[r], seen)) <= 1}
        assert not missed


def _open_leaves(node, seen) -> set[str]:
    from desktop.rules.nodes import names_in

    return {n for n in names_in(node) if seen[n].look is Look.UNKNOWN}


VALUED = """[[action]]
id = "v"
title = "V"
value_expr = 'billing.balance_due * 0.5'
"""


@pytest.mark.parametrize(
    ("fact", "reason", "verdict"),
    [
        (Fact.absent("billing.balance_due", "billing", NOW), "No balance due on file (Billing)", "F"),
        (Fact.pending("billing.balance_due", "billing"), "Waiting for Billing: balance due", "U"),
    ],
)
def test_an_action_without_a_value_says_why_it_waits(fact: Fact, reason: str, verdict: str) -> None:
    found = session(playbook(actions__v_toml='format = "callside.actions/1"\n' + VALUED))
    found.update([fact])
    (entry,) = (e for e in found.decision.actions.waiting if e.id == "v")
    assert [(r.text, r.verdict) for r in entry.reasons] == [(reason, verdict)]
    by_zero = VALUED.replace("billing.balance_due * 0.5", "1 / call.repeat_7d")
    found = session(playbook(actions__v_toml='format = "callside.actions/1"\n' + by_zero))
    found.update([Fact.known("call.repeat_7d", 0)])
    (entry,) = (e for e in found.decision.actions.waiting if e.id == "v")
    assert entry.reasons[0].text == "Its value cannot be worked out"


def test_who_else_was_weighed_is_never_the_action_itself() -> None:
    found = session()
    found.update([*late_order(), Fact.known("account.fraud_hold", True)])
    why = found.why("identity-notice")
    assert why is not None
    assert [(loser.id, loser.gate, loser.waits) for loser in why.losers] == [
        ("late-delivery-credit", "suitability", False)
    ]
    found.update([Fact.pending("account.fraud_hold")])
    again = found.why("identity-notice")
    assert again is not None
    assert again.losers[0].waits
    own = found.why("late-delivery-credit")
    assert own is not None
    assert "late-delivery-credit" not in [loser.id for loser in own.losers]


def test_of_several_ways_the_one_that_lacks_least_is_marked() -> None:
    spoken = words(calls=1, hold=True, segment="gold")
    tree = marked(tree_of(parse('(hold and segment = "gold" and calls > 3) or (calls > 4 and not hold)').tree, spoken))
    assert [leaf.text for leaf in marked_leaves(tree)] == ["calls > 3"]
