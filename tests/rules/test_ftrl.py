from __future__ import annotations

import json
from math import exp, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.rules import ftrl
from desktop.rules.feedback import BadData
from desktop.rules.ftrl import AND, Contest, Contribution, LogisticModel, Settings, Slot, contest, log_loss, logistic
from desktop.rules.propensity import BetaModel
from tests.rules.support import with_value

CROSSES = (("action", "queue"),)
CASES = st.fixed_dictionaries(
    {"action": st.sampled_from("ab")}, optional={"queue": st.sampled_from("xy"), "segment": st.sampled_from("gs")}
)
EVENTS = st.lists(st.tuples(CASES, st.booleans()), max_size=30)


def taught(events, model: LogisticModel | None = None) -> LogisticModel:
    model = model or LogisticModel(CROSSES)
    for case, accepted in events:
        model.learn(case, accepted)
    return model


def weight(model: LogisticModel, key: str) -> float:
    entry = next(w for w in model.state()["weights"] if w["key"] == key)
    return Slot(entry["z"], entry["n"]).weight(Settings(**model.state()["settings"]))


def test_the_default_settings_are_those_of_the_design() -> None:
    assert Settings() == Settings(alpha=0.1, beta=1.0, l1=0.0, l2=1.0)


def test_a_model_that_knows_nothing_says_one_half() -> None:
    assert LogisticModel().chance({"action": "a"}) == 0.5


def test_two_steps_by_hand() -> None:
    case = {"action": "a"}
    model = taught([(case, True)], LogisticModel())
    # p = 1/2, g = -1/2, z = -1/2, n = 1/4, hence w = 0.5 / ((1 + 0.5) / 0.1 + 1) = 1/32, for the constant too.
    assert weight(model, "action=a") == weight(model, "") == 1 / 32
    assert model.chance(case) == pytest.approx(1 / (1 + exp(-1 / 16)), rel=1e-15)
    model.learn(case, False)
    assert model.state()["weights"][1] == {
        "key": "action=a",
        "z": pytest.approx(-0.05257904003146835, rel=1e-13),
        "n": pytest.approx(0.5158638974902097, rel=1e-15),
    }
    assert weight(model, "action=a") == pytest.approx(0.0028917599800964075, rel=1e-12)
    assert model.events == 2


@pytest.mark.parametrize(
    ("z", "expected"),
    [(0.0, 0.0), (0.5, 0.0), (-0.5, 0.0), (1.5, -1 / 32), (-1.5, 1 / 32)],
)
def test_small_sums_of_gradients_weigh_nothing_under_l1(z: float, expected: float) -> None:
    # (1 + sqrt(4)) / 0.1 + 2 = 32.
    assert Slot(z, 4.0).weight(Settings(l1=0.5, l2=2.0)) == expected


@given(EVENTS, CASES, st.booleans())
def test_a_step_moves_each_weight_against_the_gradient(events, case, accepted) -> None:
    model = taught(events)
    before = {c.names: c.weight for c in model.contributions(case)}
    gradient = model.chance(case) - accepted
    model.learn(case, accepted)
    squares = {w["key"]: w["n"] for w in model.state()["weights"]}
    for found in model.contributions(case):
        key = AND.join(f"{n}={v}" for n, v in zip(found.names, found.values, strict=True))
        rate = (1 + sqrt(squares[key])) / 0.1 + 1
        assert found.weight == pytest.approx(before[found.names] - gradient / rate, abs=1e-12)


@given(EVENTS, CASES)
def test_an_acceptance_raises_the_chance_and_a_no_lowers_it(events, case) -> None:
    before = taught(events).chance(case)
    assert 0 < before < 1
    assert taught([*events, (case, True)]).chance(case) > before
    assert taught([*events, (case, False)]).chance(case) < before


@pytest.mark.parametrize("accepted", [True, False])
def test_equal_answers_without_end_do_not_reach_the_ends(accepted: bool) -> None:
    model = taught([({"action": "a"}, accepted)] * 3_000, LogisticModel(settings=Settings(alpha=1e6, l2=0.0)))
    assert 0 < model.chance({"action": "a"}) < 1
    assert log_loss(model.chance({"action": "a"}), not accepted) < 40


@given(st.floats(allow_nan=False))
def test_the_logistic_function_stays_off_its_ends(x: float) -> None:
    assert 0 < logistic(x) < 1
    assert logistic(x) + logistic(-x) == pytest.approx(1)


@given(EVENTS, CASES)
def test_contributions_add_up_to_the_logit_and_the_largest_come_first(events, case) -> None:
    model = taught(events)
    found = model.contributions(case)
    p = model.chance(case)
    assert sum(c.weight for c in found) == pytest.approx(log(p / (1 - p)), abs=1e-9)
    assert [abs(c.weight) for c in found] == sorted((abs(c.weight) for c in found), reverse=True)
    assert {c.names for c in found} >= {(), ("action",)}
    assert (("action", "queue") in {c.names for c in found}) is ("queue" in case)


def test_contributions_name_what_speaks_for_and_against() -> None:
    events = [({"action": "a", "queue": "x"}, True), ({"action": "a", "queue": "y"}, False)] * 200
    model = taught(events, LogisticModel())
    first = model.contributions({"action": "a", "queue": "x"})[0]
    assert (first.names, first.values) == (("queue",), ("x",))
    assert first.weight > 0
    assert model.contributions({"action": "a", "queue": "y"})[0].weight < 0
    assert model.contributions({"queue": "new"})[-1] == Contribution(("queue",), ("new",), 0.0)


def test_a_cross_tells_what_its_features_alone_cannot() -> None:
    events = [({"a": x, "b": y}, x == y) for x in "01" for y in "01"] * 200
    assert taught(events, LogisticModel()).chance({"a": "0", "b": "0"}) == pytest.approx(0.5, abs=0.05)
    assert taught(events, LogisticModel((("a", "b"),))).chance({"a": "0", "b": "0"}) > 0.8


@pytest.mark.parametrize("cross", [(), ("a",), ("a", "a"), tuple("abcdefghi")])
def test_a_cross_is_of_two_to_eight_different_features(cross: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="2 to 8 features"):
        LogisticModel([cross])


def test_no_value_passes_for_a_cross() -> None:
    case = {"a": "0&b=1", "b": "1"}
    model = taught([(case, True)] * 9, LogisticModel((("a", "b"),)))
    assert len(model.state()["weights"]) == len(model.contributions(case)) == 4
    assert LogisticModel.from_state(model.state()).chance({"a": "0", "b": "1"}) < model.chance(case)


def test_a_cross_named_twice_counts_once() -> None:
    assert LogisticModel(CROSSES * 2).state()["crosses"] == [["action", "queue"]]


def test_the_estimate_says_what_it_learned_from() -> None:
    found = taught([({"action": "a"}, True)] * 3).estimate({"action": "a"})
    assert (found.n, found.level, found.told()) == (3, "logistic", "Learned from 3 calls")
    assert found.p == taught([({"action": "a"}, True)] * 3).chance({"action": "a"})


@given(EVENTS, EVENTS)
def test_replay_and_restart_make_the_same_model(first, second) -> None:
    whole = taught([*first, *second])
    restarted = LogisticModel.from_state(json.loads(json.dumps(taught(first).state(), allow_nan=False)))
    assert taught(second, restarted).state() == whole.state() == taught([*first, *second]).state()


@given(EVENTS, CASES)
def test_the_order_of_the_features_does_not_matter(events, case) -> None:
    turned = [(dict(reversed(list(c.items()))), y) for c, y in events]
    assert taught(turned).state() == taught(events).state()
    assert taught(turned).chance(case) == taught(events).chance(dict(reversed(list(case.items()))))


def test_no_more_weights_than_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ftrl, "MAX_WEIGHTS", 2)
    model = taught([({"action": name}, True) for name in "aba"], LogisticModel())
    assert [w["key"] for w in model.state()["weights"]] == ["", "action=a"]
    assert LogisticModel.from_state(model.state()).state() == model.state()


STATE = taught([({"action": "a", "queue": "x"}, True)]).state()


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("format", "callside.propensity/1", "model.format"),
        ("more", 1, "model"),
        ("settings/alpha", 0, "model.settings.alpha"),
        ("settings/l1", -1, "model.settings.l1"),
        ("settings/l2", None, "model.settings.l2"),
        ("crosses", "ab", "model.crosses"),
        ("crosses", [["a"]], "model.crosses"),
        ("crosses", [["a", "B"]], "model.crosses"),
        ("crosses", [["a", "b"]] * 33, "model.crosses"),
        ("events", 1.5, "model.events"),
        ("weights", {}, "model.weights"),
        ("weights/0", 3, "model.weights[0]"),
        ("weights/0/key", "a\nb", "model.weights[0].key"),
        ("weights/1/key", "", "model.weights[1].key"),
        ("weights/1/z", float("nan"), "model.weights[1].z"),
        ("weights/1/n", -1, "model.weights[1].n"),
    ],
)
def test_a_malformed_state_is_refused_with_the_place(path: str, value: object, where: str) -> None:
    assert LogisticModel.from_state(STATE).state() == STATE
    with pytest.raises(BadData) as caught:
        LogisticModel.from_state(with_value(STATE, path, value))
    assert caught.value.where == where


def test_the_loss_is_the_surprise() -> None:
    assert log_loss(0.25, True) == pytest.approx(log(4))
    assert log_loss(0.25, False) == pytest.approx(log(4 / 3))


def test_the_contest_scores_each_case_before_it_is_learned() -> None:
    cases = [({"action": "a"}, True), ({"action": "a"}, False)]
    found = contest(BetaModel((("action",),)), LogisticModel(), cases)
    beta = (log_loss(0.1, True) + log_loss(0.20821114369501467, False)) / 2
    logit = (log_loss(0.5, True) + log_loss(logistic(1 / 16), False)) / 2
    assert found == Contest(2, 1, pytest.approx(beta), pytest.approx(logit))
    late = contest(BetaModel((("action",),)), LogisticModel(), cases, warm_up=1)
    assert late == Contest(
        1, 0, pytest.approx(log_loss(0.20821114369501467, False)), pytest.approx(log(1 + exp(1 / 16)))
    )
    assert contest(BetaModel(), LogisticModel(), []) == Contest(0, 0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("scored", "acceptances", "default", "option", "may"),
    [
        (200, 20, 0.31, 0.29, True),
        (200, 20, 0.29, 0.29, False),
        (200, 20, 0.29, 0.31, False),
        (199, 20, 0.31, 0.29, False),
        (200, 19, 0.31, 0.29, False),
    ],
)
def test_the_option_must_earn_its_place(scored, acceptances, default, option, may) -> None:
    assert Contest(scored, acceptances, default, option).may_switch is may


def test_where_features_add_up_the_logistic_model_wins_its_place() -> None:
    # Accepted where most of four features agree; the levels of the default model see only one of them.
    cases = [
        ({name: str(n >> i & 1) for i, name in enumerate("abcd")}, (n % 16).bit_count() >= 3) for n in range(3_000)
    ]
    assert contest(BetaModel((("a",),)), LogisticModel(), cases).may_switch
