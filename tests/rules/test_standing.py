"""Many actions at once, by bit sets and from what was kept, against judging each of them anew."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

import pytest

from desktop.rules.actions import Outcome
from desktop.rules.arbitrate import Candidate as Scored
from desktop.rules.arbitrate import Estimate, arbitrate, score
from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.contact import ContactEvent
from desktop.rules.evaluate import evaluate
from desktop.rules.facts import Fact
from desktop.rules.gates import Bucket
from desktop.rules.present import EntryMaker, action_set
from desktop.rules.session import RuleSession
from desktop.rules.values import Money
from tests.rules.support import NOW, ZONE, Watch

FACTS = """format = "callside.facts/1"
[fact]
"a.one" = { type = "int", say = "One is {value} while two is {a.two}" }
"a.two" = { type = "int", max_age = "5min", source = "crm" }
"b.yes" = { type = "bool" }
"b.no" = { type = "bool" }
"m.sum" = { type = "money", currency = "EUR" }
"call.began" = { type = "datetime" }
"call.lasts" = { type = "duration", derive = { kind = "elapsed", from = "call.began", step = "1min" } }
"""
TABLE = "callside,table/1,id=kind,hit=F\nrole,id,in,out\nname,,a.one,value\nrule,r1,> 5,high\nrule,r2,-,low\n"
TESTS = ["a.one > 3", "a.two < 6 or b.no", "b.yes", "not b.no", 'decision.kind = "high"', "call.lasts > 3min"]
NAMES = ["a.one", "a.two", "b.yes", "b.no", "m.sum", "call.began"]


def catalogue(pick: Random, count: int) -> str:
    lines = [
        'format = "callside.actions/1"',
        "[group]",
        f"g0 = {{ label = \"G\", weight = 20, max_shown = 1, eligibility = '{pick.choice(TESTS)}' }}",
        'g1 = { label = "H", contact_policy = [ { on = "rejected", count = 1, within = "30d", pause = "1h" } ] }',
        f'g2 = {{ label = "I", parent = "g1", suitability = \'{pick.choice(TESTS)}\' }}',
    ]
    for number in range(count):
        lines += ["[[action]]", f'id = "x{number}"', f'title = "Do {number} for {{a.one}}"']
        if pick.random() < 0.6:
            lines.append(f'group = "g{pick.randrange(3)}"')
        for gate in ("eligibility", "applicability", "suitability"):
            if pick.random() < 0.5:
                lines.append(f"{gate} = '{pick.choice(TESTS)}'")
        if pick.random() < 0.2:
            lines.append(f"context_weights = [ {{ when = '{pick.choice(TESTS)}', weight = {pick.randrange(200)} }} ]")
        if pick.random() < 0.15:
            lines.append("value_expr = 'm.sum * 0.1'" + pick.choice(["", '\nvalue_if_unknown = "2"']))
        else:
            lines.append(f'value = "{pick.randrange(9)}"')
        if pick.random() < 0.1:
            lines.append("mandatory = true" + pick.choice(["", '\non_unknown = "show"']))
        elif pick.random() < 0.2:
            lines.append('contact_policy = [ { on = "shown", count = 1, within = "7d", pause = "2h" } ]')
        lines.append(f"priority = {pick.randrange(3)}")
        if pick.random() < 0.1:
            lines.append(f"effective_from = {NOW.date() + timedelta(days=pick.choice([-1, 1]))}")
    return "\n".join(lines)


def a_fact(pick: Random, watch: Watch) -> Fact:
    name = pick.choice(NAMES)
    if pick.random() < 0.3:
        make = pick.choice([Fact.absent, Fact.pending])
        return make(name, "crm", watch.now())
    value = {
        "a": lambda: pick.randrange(9),
        "b": lambda: pick.random() < 0.5,
        "m": lambda: Money(Decimal(pick.randrange(90)), "EUR"),
        "c": lambda: NOW,
    }[name[0]]()
    return Fact.known(name, value, "crm", watch.now())


def expected(found: RuleSession):
    """The lists when every action is judged, scored, sorted and worded from nothing."""
    state, shown = found._state, found._ranked_by.shown
    fresh = evaluate(found.bundle, found.evaluation.inputs)
    actions = found.bundle.catalogue.actions.values()
    everybody = [fresh.judge_now(a) for a in actions if a.is_effective(fresh.today)]
    passing = [j for j in everybody if j.bucket is Bucket.PASS and j.action.id not in state.reactions]
    scored = [
        Scored(j, score(j, found.bundle.catalogue, found.bundle.policy, found._beliefs.of(j.action.id)))
        for j in passing
    ]
    pinned = tuple(sorted(state.pinned))
    ranking = arbitrate(scored, found.bundle.catalogue, found.bundle.policy, shown, pinned)
    maker = EntryMaker(found.bundle, fresh, found._words(fresh))
    return everybody, ranking, action_set(maker, ranking, dict(state.reactions), state.pinned)


def load(pick: Random) -> Bundle:
    files = {"facts.toml": FACTS, "tables/kind.csv": TABLE, "actions/a.toml": catalogue(pick, 40)}
    result = load_bundle(files)
    assert result.bundle is not None, [p.text for p in result.problems]
    return result.bundle


def step(found: RuleSession, pick: Random, watch: Watch) -> None:
    ids = list(found.bundle.catalogue.actions)
    kind = pick.random()
    if kind < 0.6:
        found.update([a_fact(pick, watch)])
    elif kind < 0.7:
        watch.advance(minutes=pick.choice([0.5, 2, 30, 100]))
        found.tick()
    elif kind < 0.8:
        found.react(pick.choice(ids), pick.choice(["accepted", "declined", "not_offered"]))
    elif kind < 0.9:
        found.update([], pinned=pick.sample(ids, pick.randrange(3)))
    elif kind < 0.95:
        found.set_estimates({pick.choice(ids): Estimate(0.5) for _ in range(3)})
        found.tick()
    else:
        history = [
            ContactEvent(
                pick.choice(ids), Outcome.SHOWN, watch.now() - timedelta(minutes=pick.randrange(-60, 90)), "g1"
            )
        ]
        found.set_history(pick.choice([None, [], history]))
        found.tick()


@pytest.mark.parametrize("seed", range(12))
def test_what_is_kept_equals_what_is_made_anew(seed: int) -> None:
    pick, watch = Random(seed), Watch()
    found = RuleSession(load(pick), "call", watch, ZONE, history=[])
    for _ in range(40):
        step(found, pick, watch)
        everybody, ranking, lists = expected(found)
        decision = found.decision
        assert decision.actions == lists
        assert list(found.evaluation.judgements.values()) == everybody
        full = found._rank_all(found.evaluation, found._ranked_by)
        assert full == ranking
        assert [c.id for c in found._ranking.ranked] == [c.id for c in ranking.ranked]
        ends = [j.until for j in everybody if j.until is not None]
        assert found.evaluation.pauses() == sorted(set(ends))


def test_an_entry_that_did_not_change_is_the_same_object() -> None:
    pick, watch = Random(3), Watch()
    found = RuleSession(load(pick), "call", watch, ZONE, history=[])
    found.update([Fact.known("a.one", 7, "crm", NOW), Fact.known("b.yes", True, "crm", NOW)])
    found.tick()
    before = found.decision.actions.shown
    after = found.tick().actions.shown
    kept = [was is now for was, now in zip(before, after, strict=True) if was.first_failing_gate is None]
    assert kept
    assert all(kept)
