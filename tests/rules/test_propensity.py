from __future__ import annotations

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import propensity
from desktop.rules.actions import Outcome
from desktop.rules.facts import Fact
from desktop.rules.feedback import BadData, Reacted, ShownCard, ShownSet, examples
from desktop.rules.propensity import (
    ABSENT,
    OTHER,
    UNKNOWN,
    BetaModel,
    Feature,
    Features,
    Settings,
    estimates,
    is_ready,
    train,
    wilson,
)
from desktop.rules.values import Money
from tests.rules.support import NOW, SCHEMA, schema_of, seen_of, with_value

LEVELS = (("action",), ("action", "queue"))
CASES = st.fixed_dictionaries(
    {"action": st.sampled_from("ab")}, optional={"queue": st.sampled_from(["x", "y", UNKNOWN])}
)
EVENTS = st.lists(st.tuples(CASES, st.booleans()), max_size=40)


def taught(events, model: BetaModel | None = None) -> BetaModel:
    model = model or BetaModel(LEVELS)
    for case, accepted in events:
        model.learn(case, accepted)
    return model


def test_the_default_settings_are_those_of_the_design() -> None:
    settings = Settings()
    assert (settings.a, settings.b, settings.strength, settings.cell_decay) == (1, 9, 30, 0.998)
    assert settings.global_decay == 0.5 ** (1 / 3000)
    assert settings.global_decay**3000 == pytest.approx(0.5)


def test_a_model_that_knows_nothing_says_one_in_ten() -> None:
    assert BetaModel(LEVELS).chance({"action": "a", "queue": "x"}) == pytest.approx(0.1, abs=1e-15)


def test_the_chance_by_hand() -> None:
    model = taught([({"action": "a", "queue": "x"}, True), ({"action": "a", "queue": "y"}, False)])
    g, d = 0.5 ** (1 / 3000), 0.998
    p0 = (1 + g) / (10 + g + 1)
    p1 = (d + 30 * p0) / (d + 1 + 30)
    assert model.chance({"action": "a", "queue": "x"}) == pytest.approx((1 + 30 * p1) / 31, rel=1e-14)
    assert model.chance({"action": "a", "queue": "y"}) == pytest.approx((0 + 30 * p1) / 31, rel=1e-14)
    assert model.chance({"action": "a", "queue": "z"}) == pytest.approx(p1, rel=1e-14)
    assert model.chance({"action": "b", "queue": "x"}) == pytest.approx(p0, rel=1e-14)


def test_one_acceptance_in_numbers() -> None:
    # p0 = 2/11; one level: (1 + 30 * 2/11) / 31.
    model = taught([({"action": "a"}, True)], BetaModel((("action",),)))
    assert model.chance({"action": "a"}) == pytest.approx(0.20821114369501467, rel=1e-14)


def test_an_unknown_feature_ends_the_back_off() -> None:
    model = taught([({"action": "a", "queue": "x"}, True)] * 30)
    coarse = model.chance({"action": "a"})
    assert model.chance({"action": "a", "queue": UNKNOWN}) == coarse
    assert model.chance({"action": "a", "queue": "x"}) > coarse
    # And it teaches the coarser levels only.
    model.learn({"action": "a", "queue": UNKNOWN}, True)
    assert UNKNOWN not in json.dumps(model.state())


def test_cells_forget() -> None:
    case = {"action": "a"}
    model = BetaModel((("action",),))
    for accepted in [True] * 500 + [False] * 3_000:
        model.learn(case, accepted)
    assert model.chance(case) < 0.02
    cell = model.state()["cells"][0]
    assert cell["n"] == pytest.approx(500, rel=1e-2)
    assert cell["n"] < 500


def test_a_cell_forgets_only_by_its_own_events() -> None:
    model = taught([({"action": "a"}, True)] * 25)
    before = model.state()["cells"][0]
    taught([({"action": "b"}, False)] * 25, model)
    assert model.state()["cells"][0] == before


@given(EVENTS, CASES)
def test_the_chance_lies_between_zero_and_one_within_its_interval(events, case) -> None:
    found = taught(events).estimate(case)
    assert 0 < found.p < 1
    assert 0 <= found.low <= found.p <= found.high <= 1
    assert found.n >= 0


@pytest.mark.parametrize("accepted", [True, False])
def test_a_hundred_thousand_equal_answers_do_not_reach_the_ends(accepted: bool) -> None:
    model = taught([({"action": "a", "queue": "x"}, accepted)] * 100_000)
    assert 0 < model.chance({"action": "a", "queue": "x"}) < 1
    assert 0 < model.chance({"action": "b"}) < 1
    assert BetaModel.from_state(model.state()).state() == model.state()


@given(EVENTS, CASES)
def test_an_acceptance_raises_the_chance_and_a_no_lowers_it(events, case) -> None:
    before = taught(events).chance(case)
    assert taught([*events, (case, True)]).chance(case) > before
    assert taught([*events, (case, False)]).chance(case) < before


@given(EVENTS, st.data())
def test_turning_a_no_into_a_yes_never_lowers_any_chance(events, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(events)))
    better = [(case, accepted or i == index) for i, (case, accepted) in enumerate(events)]
    case = data.draw(CASES)
    assert taught(better).chance(case) >= taught(events).chance(case)


@given(EVENTS, EVENTS)
def test_replay_and_restart_make_the_same_model(first, second) -> None:
    whole = taught([*first, *second])
    restarted = BetaModel.from_state(json.loads(json.dumps(taught(first).state(), allow_nan=False)))
    assert taught(second, restarted).state() == whole.state()
    assert taught([*first, *second]).state() == whole.state()
    assert restarted.levels == LEVELS


def test_it_explains_itself() -> None:
    no_decay = Settings(cell_decay=1.0, global_decay=1.0)
    events = [({"action": "a", "queue": "x"}, i < 41) for i in range(212)]
    found = taught(events, BetaModel(LEVELS, no_decay)).estimate({"action": "a", "queue": "x"})
    assert found.told() == "41 of 212 similar calls accepted"
    assert found.level == "action + queue"
    assert found.n == 212
    # The roots of (share - x)^2 = z^2 x (1 - x) / n for 41 of 212, found by bisection in 40 digits.
    assert (found.low, found.high) == (pytest.approx(0.145880429863), pytest.approx(0.251825642407))


def test_the_interval_is_that_of_the_finest_level_with_twenty_cases() -> None:
    no_decay = Settings(cell_decay=1.0, global_decay=1.0)
    model = BetaModel(LEVELS, no_decay)
    taught([({"action": "a", "queue": "x"}, True)] * 19 + [({"action": "a", "queue": "y"}, False)] * 2, model)
    case = {"action": "a", "queue": "x"}
    assert model.estimate(case).told() == "19 of 21 similar calls accepted"
    model.learn(case, True)
    assert model.estimate(case).told() == "20 of 20 similar calls accepted"
    assert model.estimate({"action": "b"}).told() == "20 of 22 calls accepted"
    assert model.estimate({"action": "b"}).level == "all"


def test_few_calls_are_called_few() -> None:
    found = taught([({"action": "a"}, True)] * 7).estimate({"action": "a"})
    assert found.told() == "Only 7 calls to learn from so far"
    assert (found.low, found.high, found.level) == (0.0, 1.0, "")
    assert taught([({"action": "a"}, True)]).estimate({"action": "a"}).told() == "Only 1 call to learn from so far"


def test_the_interval_is_widened_to_hold_the_chance() -> None:
    model = taught([({"action": "b"}, True)] * 500 + [({"action": "a"}, False)] * 21, BetaModel((("action",),)))
    found = model.estimate({"action": "a"})
    cell = next(c for c in model.state()["cells"] if c["values"] == ["a"])
    assert found.high == found.p > wilson(cell["accepted"], cell["n"])[1]


@pytest.mark.parametrize(
    ("accepted", "n", "low", "high"),
    [
        (0, 0, 0.0, 1.0),
        (0, 10, 0.0, 0.27753279986),
        (10, 10, 0.72246720014, 1.0),
        (5, 10, 0.23659309051, 0.76340690949),
        (50, 100, 0.40383153037, 0.59616846963),
        (1, 1000, 0.00017654637, 0.00564255860),
    ],
)
def test_wilson_by_known_values(accepted: float, n: float, low: float, high: float) -> None:
    assert wilson(accepted, n) == (pytest.approx(low, abs=1e-11), pytest.approx(high, abs=1e-11))


@given(st.floats(0, 1), st.floats(0.01, 1e6))
def test_wilson_holds_the_share(share: float, n: float) -> None:
    low, high = wilson(share * n, n)
    assert 0 <= low <= share + 1e-12
    assert share - 1e-12 <= high <= 1


def test_no_more_cells_than_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(propensity, "MAX_CELLS", 2)
    model = taught([({"action": name}, True) for name in "abc"] + [({"action": "a"}, True)], BetaModel((("action",),)))
    assert [c["values"] for c in model.state()["cells"]] == [["a"], ["b"]]
    assert model.state()["cells"][0]["n"] == pytest.approx(1.998)
    assert BetaModel.from_state(model.state()).state() == model.state()


@pytest.mark.parametrize(
    ("outcomes", "acceptances", "ready"), [(200, 20, True), (199, 20, False), (200, 19, False), (9_000, 900, True)]
)
def test_chances_take_part_only_after_enough_outcomes(outcomes: int, acceptances: int, ready: bool) -> None:
    assert is_ready(outcomes, acceptances) is ready


def test_the_log_teaches_and_each_action_is_estimated() -> None:
    features = {"decision.call_type": "late_delivery", "customer.segment": "gold"}
    cards = (ShownCard("credit", 1), ShownCard("letter", 2))
    log: list = []
    for number in range(60):
        made = ShownSet(f"{number:016x}", "0" * 16, "0" * 16, "1", NOW, cards, features)
        later = NOW + timedelta(seconds=number)
        log += [made, Reacted(made.decision_id, "credit", later, Outcome.ACCEPTED)]
        log += [Reacted(made.decision_id, "letter", later, Outcome.REJECTED)]
    model = BetaModel()
    train(model, examples(log, timedelta(hours=1)))
    found = estimates(model, features, ["credit", "letter", "new"])
    assert found["credit"].p > found["new"].p > found["letter"].p
    assert found["credit"].level == "action + decision.call_type + customer.segment"


STATE = taught([({"action": "a", "queue": "x"}, True), ({"action": "a"}, False)]).state()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("format", "callside.propensity/0", "model.format"),
        ("more", 1, "model"),
        ("settings", None, "model.settings"),
        ("settings/a", 0, "model.settings.a"),
        ("settings/b", "9", "model.settings.b"),
        ("settings/strength", float("inf"), "model.settings.strength"),
        ("settings/cell_decay", 1.1, "model.settings.cell_decay"),
        ("settings/global_decay", float("nan"), "model.settings.global_decay"),
        ("levels", {}, "model.levels"),
        ("levels", [["action"]] * 9, "model.levels"),
        ("levels/0", ["Action"], "model.levels"),
        ("levels/0", "action", "model.levels"),
        ("levels", [], "model.cells[0].level"),
        ("all/n", -1, "model.all.n"),
        ("all/n", 1e6, "model.all.n"),
        ("all/accepted", 3, "model.all.accepted"),
        ("cells", None, "model.cells"),
        ("cells/0", [], "model.cells[0]"),
        ("cells/0/level", 2, "model.cells[0].level"),
        ("cells/0/values", ["a", "b"], "model.cells[0].values"),
        ("cells/0/values", [3], "model.cells[0].values"),
        ("cells/0/values", [UNKNOWN], "model.cells[0].values"),
        ("cells/0/n", 501, "model.cells[0].n"),
        ("cells/0/accepted", True, "model.cells[0].accepted"),
        ("cells/1", STATE["cells"][0], "model.cells[1].values"),
    ],
)
def test_a_malformed_state_is_refused_with_the_place(path: str, value: object, where: str) -> None:
    assert BetaModel.from_state(STATE).state() == STATE
    with pytest.raises(BadData) as caught:
        BetaModel.from_state(with_value(STATE, path, value))
    assert caught.value.where == where


@pytest.mark.parametrize("data", [None, [], "x", 1, {}])
def test_what_is_no_state_at_all_is_refused(data: object) -> None:
    with pytest.raises(BadData, match="model"):
        BetaModel.from_state(data)


FEATURES = Features(
    [
        Feature("b.flag"),
        Feature("e.segment"),
        Feature("n.count", cuts=(1, 4)),
        Feature("n.ratio", cuts=(Decimal("-0.5"), Decimal("0.5"))),
        Feature("m.total", cuts=(Money(Decimal(0), "EUR"), Money(Decimal("2.50"), "EUR"))),
        Feature("u.span", cuts=(timedelta(seconds=1), timedelta(seconds=90))),
        Feature("t.name", members=("Ada", "Strasse")),
        Feature("t.code", members=("Ada",)),
    ],
    SCHEMA,
)


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("b.flag", True, "true"),
        ("b.flag", False, "false"),
        ("e.segment", "gold", "gold"),
        ("n.count", 0, "<1"),
        ("n.count", 1, "1..4"),
        ("n.count", 3, "1..4"),
        ("n.count", 4, ">=4"),
        ("n.ratio", Decimal("-0.51"), "<-0.5"),
        ("n.ratio", Decimal("0.49"), "-0.5..0.5"),
        ("m.total", Money(Decimal(-1), "EUR"), "<0"),
        ("m.total", Money(Decimal("2.49"), "EUR"), "0..2.50"),
        ("m.total", Money(Decimal("2.5"), "EUR"), ">=2.50"),
        ("u.span", timedelta(seconds=89), "1s..90s"),
        ("t.name", "ada", "Ada"),
        ("t.name", "STRAßE", "Strasse"),
        ("t.name", "Erika Mustermann", OTHER),
        ("t.code", "ada", OTHER),
        ("t.code", "Ada", "Ada"),
    ],
)
def test_a_value_is_frozen_as_a_label(name: str, value: object, label: str) -> None:
    assert FEATURES.freeze(seen_of([Fact.known(name, value)]))[name] == label


def test_states_have_labels_of_their_own() -> None:
    seen = seen_of([Fact.absent("n.count"), Fact.failed("b.flag", "timeout"), Fact.pending("t.name")])
    labels = FEATURES.freeze(seen)
    assert (labels["n.count"], labels["b.flag"], labels["t.name"]) == (ABSENT, UNKNOWN, UNKNOWN)
    assert FEATURES.freeze({}) == dict.fromkeys(labels, UNKNOWN)


LEAKY = schema_of("""format = "callside.facts/1"
[fact]
"action" = { type = "bool" }
"customer.vip" = { type = "bool", pii = true }
"call.outcome" = { type = "bool", known_at = "after" }
"call.ended_at" = { type = "datetime", known_at = "after" }
"call.ended_ago" = { derive = { kind = "elapsed", from = "call.ended_at", step = "1min" } }
"call.started_at" = { type = "datetime" }
"call.duration" = { derive = { kind = "elapsed", from = "call.started_at", step = "1min" } }
"call.weekday" = { derive = { kind = "weekday" } }
"call.day" = { type = "date" }
"call.tags" = { type = "set", members = ["vip"] }
"n" = { type = "int" }
"t" = { type = "text" }
""")


@pytest.mark.parametrize(
    ("feature", "expected"),
    [
        (Feature("customer.vip"), "without personal data"),
        (Feature("call.outcome"), "known when the decision is made"),
        (Feature("call.ended_ago", (timedelta(minutes=1),)), "known when the decision is made"),
        (Feature("nobody.knows"), "a declared fact"),
        (Feature("action"), "not called action"),
        (Feature("call.day"), "a fact of type"),
        (Feature("call.tags"), "a fact of type"),
        (Feature("call.started_at"), "a fact of type"),
        (Feature("n"), "1 to 32 cuts for a quantity"),
        (Feature("n", tuple(range(33))), "1 to 32 cuts"),
        (Feature("t", ("a",), ("a",)), "none for anything else"),
        (Feature("t"), "1 to 100 members for a text"),
        (Feature("t", (), tuple(f"m{n}" for n in range(101))), "1 to 100 members"),
        (Feature("n", (1,), ("a",)), "none for anything else"),
        (Feature("n", (Decimal("1.5"),)), "cuts that are a whole number"),
        (Feature("n", (2, 1)), "rising order"),
        (Feature("n", (1, 1)), "rising order"),
        (Feature("t", (), ("",)), "begin with a letter"),
        (Feature("t", (), ("?",)), "begin with a letter"),
        (Feature("t", (), ("a\nb",)), "begin with a letter"),
    ],
)
def test_a_fact_no_model_may_see_is_refused(feature: Feature, expected: str) -> None:
    with pytest.raises(BadData, match=expected) as caught:
        Features([feature], LEAKY)
    assert caught.value.where == f"features.{feature.name}"


def test_what_is_known_during_the_call_may_be_seen() -> None:
    duration = Feature("call.duration", (timedelta(minutes=5),))
    found = Features([duration, Feature("call.weekday")], LEAKY).freeze(
        seen_of([Fact.known("call.started_at", NOW - timedelta(minutes=6))], LEAKY)
    )
    assert found == {"call.duration": ">=5min", "call.weekday": "thursday"}


def test_features_are_few_and_each_named_once() -> None:
    with pytest.raises(BadData, match="at most 64"):
        Features([Feature("n", (1,))] * 65, LEAKY)
    with pytest.raises(BadData, match="each fact once"):
        Features([Feature("n", (1,)), Feature("n", (2,))], LEAKY)
