from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.actions import Outcome
from desktop.rules.clock import FixedZone
from desktop.rules.contact import ContactEvent
from desktop.rules.decision import Decision, Reaction
from desktop.rules.facts import Fact
from desktop.rules.hitpolicy import Decided
from desktop.rules.kleene import F, truth
from desktop.rules.report import decision_report, explanation_report
from desktop.rules.session import RuleSession
from tests.rules.support import NOW, PLAYBOOK, Watch, late_order, playbook, session

CREDIT = "late-delivery-credit"


def cleared(watch: Watch) -> Fact:
    return Fact.known("account.fraud_hold", False, "crm", watch.now())


def test_before_any_fact_nothing_is_decided() -> None:
    decision = session().decision
    assert decision.call_type.status is Decided.UNDECIDED
    assert decision.call_type.value is None
    assert decision.panels[0].panel == "history"
    assert "order_timeline" in [p.panel for p in decision.possible_panels]
    assert decision.actions.shown == ()


def test_a_held_action_says_what_it_waits_for() -> None:
    decision = session().update(late_order())
    entry = decision.actions.waiting[0]
    assert entry.id == CREDIT
    assert entry.first_failing_gate == "suitability"
    assert entry.waits_for == ("account.fraud_hold",)
    assert entry.reasons[0].text == "Waiting for CRM: fraud hold"


def test_where_there_is_no_room_for_the_age_of_a_fact_its_source_is_still_told() -> None:
    watch = Watch()
    found = session(watch=watch)
    one = Fact.known("order.open_late_count", 1, "orders", NOW, evidence=(("order", "1", "Order 10022"),))
    facts = [fact for fact in late_order() if fact.name != one.name]
    found.update([*facts, one])
    sentence = "Order 10022 late by more than a day"
    fresh = found.update([cleared(watch)]).actions.ranked[0].reasons[0]
    assert (fresh.text, fresh.brief) == (f"{sentence} (Orders)", "")
    watch.advance(minutes=2)
    old = found.tick().actions.ranked[0].reasons[0]
    assert (old.text, old.brief, old.detail) == (f"{sentence} (Orders)", "", f"{sentence} (Orders, 2 min ago)")


def test_the_answer_lets_the_card_in() -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update(late_order())
    watch.advance(minutes=2)
    decision = found.update([cleared(watch)])
    card = decision.actions.ranked[0]
    assert (card.id, card.rank, card.confirm) == (CREDIT, 1, True)
    assert card.reasons[0].text == "Order 10022 and Order 10023 late by more than a day"
    assert card.reasons[0].detail.endswith("(Orders, 2 min ago)")
    assert "6.50" in card.talk_track
    assert "…" in card.talk_track
    assert "None" not in card.talk_track
    assert decision.diff.cards_entered == (CREDIT,)
    assert card.effects[1].gaps == ("order.latest_late_id",)


def test_panels_by_priority_and_as_pushed() -> None:
    decision = session().update(late_order())
    assert [(p.panel, p.slot, p.priority, p.collapsed) for p in decision.panels] == [
        ("order_timeline", "main", 10, False),
        ("gold_notes", "side", 5, True),
        ("history", "main", 1, False),
    ]


def test_alerts_are_filled() -> None:
    found = session()
    assert found.update(late_order()).alerts == ()
    alert = found.update([Fact.known("complaint.open_count", 2, "crm", NOW)]).alerts[0]
    assert (alert.id, alert.severity, alert.text) == ("open-complaint", "warning", "2 complaint open")


def test_the_agents_call_type_wins_and_stays() -> None:
    found = session()
    found.update(late_order(), call_type="billing")
    decision = found.update([])
    assert decision.call_type.value == "billing"
    assert decision.call_type.source.value == "agent"
    assert (decision.call_type.candidates, decision.call_type.rows) == (("late_delivery",), ("ct-040",))
    assert decision.actions.find(CREDIT) is None
    assert found.release_call_type().call_type.value == "late_delivery"


def test_a_call_type_without_a_row_may_be_chosen() -> None:
    assert session().update(late_order(), call_type="something_else").call_type.value == "something_else"


def test_a_provisional_call_type_feeds_nothing() -> None:
    facts = [f for f in late_order() if f.name != "complaint.open_count"]
    decision = session().update(facts)
    assert decision.call_type.status is Decided.PROVISIONAL
    assert decision.call_type.value == "late_delivery"
    assert decision.call_type.missing == ("complaint.open_count",)
    assert "order_timeline" not in [p.panel for p in decision.panels]


@pytest.mark.parametrize(
    ("outcome", "reason", "reaction"),
    [
        ("accepted", None, Reaction.ACCEPTED),
        ("declined", "not_interested", Reaction.DECLINED),
        ("declined", "not_offered", Reaction.NOT_OFFERED),
        ("not_offered", None, Reaction.NOT_OFFERED),
    ],
)
def test_a_reaction_ends_the_card_for_this_call(outcome: str, reason: str | None, reaction: Reaction) -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update([*late_order(), cleared(watch)])
    decision = found.react(CREDIT, outcome, reason)
    assert decision.actions.ranked == ()
    entry = decision.actions.find(CREDIT)
    assert entry is not None
    assert entry.reaction is reaction
    assert decision.diff.cards_left == (CREDIT,)
    assert found.update([Fact.known("ivr.choice", "cancel", "phone", NOW)]).actions.ranked == ()


@pytest.mark.parametrize("outcome", ["accepted", "declined"])
def test_a_reaction_that_was_taken_back_leaves_no_trace(outcome: str) -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update(late_order())
    shown = found.update([cleared(watch)]).actions.shown
    found.react(CREDIT, outcome)
    assert found.forget(CREDIT).actions.shown == shown
    assert found.react(CREDIT, outcome).actions.suppressed[0].id == CREDIT


def test_what_nobody_reacted_to_cannot_be_taken_back() -> None:
    found = session()
    before = found.update(late_order())
    assert found.forget(CREDIT) == before


def test_a_reaction_to_an_unknown_action_changes_nothing() -> None:
    found = session()
    before = found.update(late_order())
    assert found.react("no-such-action", "accepted") == before
    assert found.why("no-such-action") is None


def test_contact_policy_needs_the_log() -> None:
    watch = Watch()
    found = session(watch=watch, history=None)
    decision = found.update([*late_order(), cleared(watch)])
    entry = decision.actions.suppressed[0]
    assert (entry.id, entry.first_failing_gate, entry.until) == (CREDIT, "contact_policy", None)
    found.set_history([])
    assert found.update([]).actions.ranked[0].id == CREDIT


def test_an_earlier_rejection_pauses_and_wakes() -> None:
    watch = Watch()
    log = [ContactEvent(CREDIT, Outcome.REJECTED, NOW - timedelta(days=59), "service_recovery", "voice")]
    found = session(watch=watch, history=log)
    facts = [replace(f, as_of=None) for f in late_order()] + [replace(cleared(watch), as_of=None)]
    decision = found.update(facts)
    entry = decision.actions.suppressed[0]
    assert entry.until == NOW + timedelta(days=1)
    assert entry.reasons[0].text == "Paused until 4 Dec 2026: declined before"
    west = RuleSession(playbook(), "call-2", watch, FixedZone(timedelta(hours=-10)), log)
    (there,) = [e for e in west.update(facts).actions.suppressed if e.id == CREDIT]
    assert there.reasons[0].text == "Paused until 3 Dec 2026: declined before"
    assert decision.next_wake_at == NOW + timedelta(days=1)
    watch.at = decision.next_wake_at
    assert found.tick().actions.ranked[0].id == CREDIT


def test_a_mandatory_action_is_shown_first_and_never_suppressed() -> None:
    facts = [f for f in late_order() if f.name != "customer.verified"]
    waiting = session(history=None).update(facts)
    assert [e.id for e in waiting.actions.waiting if e.mandatory] == ["identity-notice"]
    shown = session(history=None).update([*facts, Fact.known("customer.verified", False)])
    assert [e.id for e in shown.actions.mandatory] == ["identity-notice"]


def test_on_unknown_show_shows_a_mandatory_action_at_once() -> None:
    text = PLAYBOOK["actions/service.toml"].replace("mandatory = true", 'mandatory = true\non_unknown = "show"')
    decision = session(playbook(actions__service_toml=text)).update([])
    assert [e.id for e in decision.actions.mandatory] == ["identity-notice"]
    assert decision.actions.mandatory[0].waits_for == ("customer.verified",)


def test_a_pinned_card_stays_marked() -> None:
    watch = Watch()
    found = session(watch=watch)
    found.update([*late_order(), cleared(watch)], pinned=[CREDIT])
    decision = found.update([Fact.known("account.fraud_hold", True, "crm", NOW)])
    card = decision.actions.ranked[0]
    assert (card.id, card.no_longer_recommended) == (CREDIT, True)
    assert found.update([], pinned=()).actions.ranked == ()


def test_unsuitable_is_kept_with_its_reason() -> None:
    decision = session().update([*late_order(), Fact.known("account.fraud_hold", True, "crm", NOW)])
    entry = decision.actions.suppressed[0]
    assert entry.first_failing_gate == "suitability"
    assert entry.reasons[0].text == "Fraud hold: yes (CRM)"


def test_stale_facts_ask_for_a_refresh_and_count_as_unknown() -> None:
    watch = Watch()
    found = session(watch=watch)
    decision = found.update([*late_order(), cleared(watch)])
    assert decision.next_wake_at == NOW + timedelta(minutes=10, microseconds=1)
    assert decision.refresh == ()
    watch.at = decision.next_wake_at
    late = found.tick()
    assert late.refresh == ("order.open_late_count",)
    assert late.actions.waiting[0].waits_for == ("order.open_late_count",)


def test_nothing_to_wait_for_means_no_wake() -> None:
    facts = [replace(f, as_of=None) for f in late_order()]
    assert session().update(facts).next_wake_at is None


def test_replaying_a_call_gives_the_same_decisions() -> None:
    def play() -> list:
        watch = Watch()
        found = session(watch=watch)
        out = [found.update(late_order())]
        watch.advance(seconds=30)
        out.append(found.update([cleared(watch)]))
        out.append(found.react(CREDIT, "declined", "later"))
        return out

    first, second = play(), play()
    assert first == second
    assert len({d.decision_id for d in first}) == 3
    assert all(len(d.decision_id) == 16 for d in first)


def test_the_id_depends_on_facts_bundle_and_call() -> None:
    base = session().update(late_order()).decision_id
    other_call = RuleSession(playbook(), "call-2", Watch(), history=[])
    assert other_call.update(late_order()).decision_id != base
    more = [*late_order(), Fact.known("call.repeat_7d", 1)]
    assert session().update(more).decision_id != base


def test_lower_versions_and_unknown_names_are_dropped() -> None:
    found = session()
    found.update([Fact.known("call.repeat_7d", 2, version=3)])
    found.update(
        [
            Fact.known("call.repeat_7d", 1, version=2),
            Fact.known("no.such", 1),
            Fact.known("decision.call_type", "sales"),
        ]
    )
    assert found.facts["call.repeat_7d"].value == 2
    assert "no.such" not in found.facts
    assert "decision.call_type" not in found.facts


def test_reports_are_json() -> None:
    import json

    found = session()
    decision = found.update(late_order())
    why = found.why(CREDIT)
    assert why is not None
    assert json.loads(json.dumps(decision_report(decision)))["call_type"]["value"] == "late_delivery"
    assert json.loads(json.dumps(explanation_report(why)))["gates"][2]["verdict"] == "U"


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(10)))
def test_the_order_in_which_facts_arrive_does_not_matter(order) -> None:
    facts, found = late_order(), session()
    for index in order:
        last = found.update([facts[index]])
    whole = session().update(facts)
    assert replace(last.actions, ranked=()) == replace(whole.actions, ranked=())
    assert (last.call_type, last.panels) == (whole.call_type, whole.panels)


STEP = st.one_of(
    st.tuples(st.just("fact"), st.sampled_from(range(10)), st.sampled_from(["known", "absent", "pending", "failed"])),
    st.tuples(st.just("wait"), st.integers(1, 900), st.none()),
    st.tuples(st.just("react"), st.sampled_from(["accepted", "declined", "not_offered"]), st.none()),
    st.tuples(st.just("call_type"), st.sampled_from(["billing", "sales", "late_delivery"]), st.none()),
)


def _take(found: RuleSession, watch: Watch, facts: list[Fact], kind: str, first, second) -> Decision:
    """One step of a call."""
    if kind == "fact":
        fact = facts[first]
        states = {
            "known": fact if fact.value is not None else cleared(watch),
            "absent": Fact.absent(fact.name, fact.source, watch.now()),
            "pending": Fact.pending(fact.name, fact.source, watch.now()),
            "failed": Fact.failed(fact.name, "down", fact.source, watch.now()),
        }
        return found.update([states[second]])
    if kind == "wait":
        watch.advance(seconds=first)
        return found.tick()
    return found.react(CREDIT, first) if kind == "react" else found.update([], call_type=first)


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=10))
def test_the_diff_turns_one_decision_into_the_next(steps) -> None:
    """Of rules, panels and cards: whoever applies the diffs knows where all of them stand."""
    watch = Watch()
    found = session(watch=watch)
    rules: dict[str, str] = {}
    panels: set[str] = set()
    cards: list[str] = []
    facts = [*late_order(), Fact.known("call.started_at", NOW, "phone", NOW)]
    for step in (None, *steps):
        decision = found.update([]) if step is None else _take(found, watch, facts, *step)
        diff, now = decision.diff, [e.id for e in decision.actions.shown]
        rules |= dict.fromkeys(diff.became_true, "T") | dict.fromkeys(diff.became_unknown, "U")
        rules |= dict.fromkeys(diff.became_false, "F")
        assert {r: v for r, v in rules.items() if v != "F"} == _standing(found)
        panels = panels - set(diff.panels_closed) | set(diff.panels_opened)
        assert panels == {p.panel for p in decision.panels}
        stayed = [card for card in cards if card not in diff.cards_left]
        assert {*stayed, *diff.cards_entered} == set(now)
        kept = [card for card in now if card not in diff.cards_entered]
        assert [c for c in stayed if c not in diff.cards_moved] == [c for c in kept if c not in diff.cards_moved]
        assert sorted(stayed) == sorted(kept)
        cards = now


def _standing(found: RuleSession) -> dict[str, str]:
    """The rules that are not false, by the interpreter."""
    bundle, seen = found.bundle, found.evaluation.seen
    written = [(f"{t.id}/{row.id}", row.condition) for t in bundle.tables for row in t.rows]
    for item in (*bundle.catalogue.actions.values(), *bundle.catalogue.groups.values()):
        written += [(f"actions/{item.id}.{gate}", node) for gate, node in item.gates.items()]
    return {name: truth(node, seen).name for name, node in written if truth(node, seen) is not F}


@settings(max_examples=60, deadline=None)
@given(st.lists(STEP, max_size=12))
def test_going_on_from_before_equals_starting_from_nothing(steps) -> None:
    from desktop.rules.evaluate import evaluate

    watch, facts = Watch(), [*late_order(), Fact.known("call.started_at", NOW, "phone", NOW)]
    found = session(watch=watch)
    for step in steps:
        _take(found, watch, facts, *step)
        running = found._evaluation
        assert running is not None
        fresh = evaluate(found.bundle, running.inputs)
        assert fresh.verdicts == running.verdicts
        assert fresh.results == running.results
        assert fresh.judgements == running.judgements
        assert {n: (s.look, s.value) for n, s in fresh.seen.items()} == {
            n: (s.look, s.value) for n, s in running.seen.items()
        }


MANY = 'format = "callside.actions/1"\n' + "".join(
    f'[[action]]\nid = "a{n}"\ntitle = "Action {n}"\nvalue = "{20 - n}"\n' for n in range(6)
)
POLICY = 'format = "callside.policy/1"\nslots = 2\nepsilon = "1"\nexplore_k = 4\nholdout_percent = 50\n'


def explored(call: str, customer: str | None = None):
    from desktop.rules.explore import Explorer

    bundle = playbook(actions__many_toml=MANY, policy_toml=POLICY)
    explorer = Explorer(b"k" * 32, "main", bundle.policy)
    return RuleSession(bundle, call, Watch(), history=[], explorer=explorer, customer_key=customer)


def test_exploring_changes_only_the_last_slot_and_is_replayed() -> None:
    seen = set()
    for number in range(40):
        decision = explored(f"call-{number}").update(late_order())
        if decision.hold_out is not None and decision.hold_out.held_out:
            assert decision.actions.ranked == ()
            assert decision.draw is None
            continue
        first, last = decision.actions.ranked
        assert first.id == "a0"
        assert not first.explored
        assert decision.draw is not None
        assert decision.draw.chosen == last.id
        assert last.explored == decision.draw.explored == (last.id != "a1")
        assert explored(f"call-{number}").update(late_order()) == decision
        seen.add(last.id)
    assert len(seen) == 4


def test_a_drawn_card_does_not_flicker_during_a_call() -> None:
    found = next(
        s for s in (explored(f"call-{n}") for n in range(40)) if (d := s.update([]).draw) is not None and d.explored
    )
    card = found.decision.actions.ranked[-1].id
    for fact in late_order():
        assert found.update([fact]).actions.ranked[-1].id == card


def test_the_hold_out_goes_by_customer() -> None:
    arms = {explored(f"call-{n}", "customer-7").decision.hold_out for n in range(5)}
    assert len(arms) == 1
