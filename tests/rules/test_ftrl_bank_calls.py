"""The bar for both models, on real calls where their file is there; it never is part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop.rules.ftrl import LogisticModel
from desktop.rules.propensity import BetaModel
from tests.bench.learning import (
    LEVELS,
    VARIABLE,
    Cases,
    RunningMean,
    auc,
    calibration_error,
    read_calls,
    score,
    top_lift,
)

HEAD = "age,job,marital,education,default,balance,housing,loan,contact,day,month,duration,campaign,pdays,previous,poutcome,y"
CALL = "58,management,married,tertiary,N,2143,Y,N,unknown,5,may,261,1,-1,0,unknown,Y"


@pytest.fixture(scope="module")
def cases() -> Cases:
    path = os.environ.get(VARIABLE, "")
    if not path:
        pytest.skip(f"{VARIABLE} names no file with the UCI Bank Marketing calls")
    return read_calls(Path(path))


def test_the_file_is_the_one_the_bar_was_measured_on(cases: Cases) -> None:
    assert (len(cases), sum(accepted for _, accepted in cases)) == (45_211, 5_289)


def test_the_default_model_reaches_its_bar(cases: Cases) -> None:
    found = score(BetaModel(LEVELS), cases)
    assert found.log_loss <= 0.306
    assert found.auc >= 0.775


def test_the_logistic_model_reaches_its_bar(cases: Cases) -> None:
    found = score(LogisticModel(), cases)
    assert found.log_loss <= 0.290
    assert found.auc >= 0.80


def test_the_yardstick_is_where_it_was_measured(cases: Cases) -> None:
    assert score(RunningMean(), cases).log_loss == pytest.approx(0.3725, abs=5e-5)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_calls_are_read_without_their_duration(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "calls.csv"
    lines = [HEAD, CALL, CALL.removesuffix("Y") + "no"]
    path.write_text("\ufeff" + "\n".join(lines).replace(",", delimiter), encoding="utf-8")
    (case, accepted), (_, other) = read_calls(path)
    assert (accepted, other) == (True, False)
    assert (case["job"], case["age"], case["balance"], case["pdays"]) == ("management", "7", "7", "0")
    assert "duration" not in case
    assert "y" not in case


def test_the_measures_by_hand() -> None:
    came = [True, False, True, False, False]
    assert auc([0.9, 0.8, 0.7, 0.2, 0.1], came) == pytest.approx(5 / 6)
    assert auc([0.5] * 5, came) == 0.5
    assert top_lift([0.9, 0.8, 0.7, 0.2, 0.1], came) == pytest.approx(2.5)
    assert calibration_error([0.4] * 5, came, bins=1) == pytest.approx(0.0)
    assert calibration_error([0.5] * 5, came, bins=1) == pytest.approx(0.1)
