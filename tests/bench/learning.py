"""Acceptance models on 45,211 real telemarketing calls, each predicted before it is learned.

The data are the UCI Bank Marketing calls (Moro, Cortez and Rita 2014, CC BY 4.0, `bank-full.csv`). They
are not part of this repository: CALLSIDE_BANK_CALLS names the file. The duration of a call is left out,
since nobody knows it when the offer is made. Run with `python -m tests.bench.learning`.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import fsum
from pathlib import Path
from random import Random

from desktop.rules.actions import Outcome
from desktop.rules.arbitrate import Estimate
from desktop.rules.feedback import Reacted, Record, ShownCard, ShownSet
from desktop.rules.ftrl import LogisticModel, auc, log_loss
from desktop.rules.learned import Learned
from desktop.rules.propensity import BetaModel, Model
from tests.bench.figures import ratio

VARIABLE = "CALLSIDE_BANK_CALLS"
WARM_UP = 2_000
NAMES = ("job", "marital", "education", "default", "housing", "loan", "contact", "month", "poutcome")
CUTS = {
    "age": (25, 30, 35, 40, 45, 50, 55, 60),
    "balance": (0, 1, 100, 300, 600, 1_000, 2_000, 5_000),
    "day": (6, 11, 16, 21, 26),
    "campaign": (2, 3, 4, 6, 10),
    "pdays": (0, 60, 90, 120, 180, 190, 270, 365),
    "previous": (1, 2, 3, 5),
}
LEVELS = (("poutcome",), ("poutcome", "contact"), ("poutcome", "contact", "month"))

Cases = Sequence[tuple[Mapping[str, str], bool]]


class RunningMean:
    """The yardstick: the share accepted so far, whatever the call."""

    def __init__(self) -> None:
        self._accepted, self._n = 1, 10

    def chance(self, case: Mapping[str, str]) -> float:
        """The share so far."""
        return self._accepted / self._n

    def estimate(self, case: Mapping[str, str]) -> Estimate:
        """The share so far and what it stands on."""
        return Estimate(self.chance(case), self._n)

    def learn(self, case: Mapping[str, str], accepted: bool) -> None:
        """Count one more call."""
        self._accepted += accepted
        self._n += 1


@dataclass(frozen=True)
class Score:
    """How good predictions were: log-loss in nats, AUC, lift of the top fifth, calibration error, microseconds."""

    log_loss: float
    auc: float
    top_lift: float
    calibration: float
    micros: float


def the_models() -> dict[str, Model]:
    """Fresh models by name."""
    return {
        "running mean": RunningMean(),
        "Beta back-off": BetaModel(LEVELS),
        "FTRL logistic": LogisticModel(),
        "FTRL + cross": LogisticModel(crosses=(("contact", "month"),)),
    }


def read_calls(path: Path) -> Cases:
    """The calls in the order of the file, as labels and whether the offer was accepted."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline()
        delimiter = ";" if ";" in head else ","
        names = [name.strip().strip('"') for name in head.split(delimiter)]
        rows = csv.DictReader(file, names, delimiter=delimiter)
        return [(_case(row), row["y"].lower() in ("y", "yes")) for row in rows]


def _case(row: Mapping[str, str]) -> dict[str, str]:
    ranges = {name: str(bisect_right(cuts, int(row[name]))) for name, cuts in CUTS.items()}
    return {name: row[name] for name in NAMES} | ranges


def score(model: Model, cases: Cases, warm_up: int = WARM_UP) -> Score:
    """Predict, then learn, call by call; what counts are the predictions after the warm-up."""
    chances: list[float] = []
    start = time.perf_counter()
    for case, accepted in cases:
        chances.append(model.chance(case))
        model.learn(case, accepted)
    micros = (time.perf_counter() - start) * 1e6 / len(cases)
    said, came = chances[warm_up:], [accepted for _, accepted in cases[warm_up:]]
    loss = fsum(log_loss(p, y) for p, y in zip(said, came, strict=True)) / len(came)
    return Score(loss, auc(said, came) or 0.0, top_lift(said, came), calibration_error(said, came), micros)


def top_lift(chances: Sequence[float], came: Sequence[bool], share: float = 0.2) -> float:
    """How much more often the calls with the highest chances were accepted than all calls."""
    order = sorted(range(len(chances)), key=lambda i: -chances[i])
    top = order[: int(len(order) * share)]
    return (sum(came[i] for i in top) / len(top)) / (sum(came) / len(came))


def calibration_error(chances: Sequence[float], came: Sequence[bool], bins: int = 10) -> float:
    """The mean gap between chance said and share accepted over bins of equally many calls."""
    order = sorted(range(len(chances)), key=lambda i: chances[i])
    gaps = []
    for b in range(bins):
        part = order[len(order) * b // bins : len(order) * (b + 1) // bins]
        gaps.append(abs(fsum(chances[i] for i in part) - sum(came[i] for i in part)))
    return fsum(gaps) / len(order)


def at_start(answers: int = 5_000) -> None:
    """What a start has to do: take up what was learned, against learning it again from the log."""
    names, at = [f"fact.n{number}" for number in range(20)], datetime(2026, 12, 1, tzinfo=UTC)
    pick, log = Random(4), list[Record]()
    for number in range(answers):
        card, labels = ShownCard(f"action-{number % 25}", 1), {name: pick.choice("abc") for name in names}
        shown = ShownSet(
            f"{number:016x}", "ab" * 8, "cd" * 32, "1", at + number * timedelta(minutes=5), (card,), labels
        )
        outcome = pick.choice((Outcome.ACCEPTED, Outcome.REJECTED))
        log += [shown, Reacted(shown.decision_id, card.action_id, shown.at, outcome)]
    learned, start = Learned(), time.perf_counter()
    learned.take_all(log)
    anew = time.perf_counter() - start
    text = json.dumps(learned.state())
    start = time.perf_counter()
    Learned.from_state(json.loads(text))
    ratio("taken up at start : learned from the log", (time.perf_counter() - start) * 1e3, anew * 1e3, "ms", 0.1)


def main() -> int:
    """Print what a start costs, then one line per model; without the data say so."""
    at_start()
    name = os.environ.get(VARIABLE, "")
    if not name:
        print(f"not run: {VARIABLE} names no file")
        return 0
    cases = read_calls(Path(name))
    print(f"{len(cases)} calls, {sum(accepted for _, accepted in cases)} accepted, scored after {WARM_UP}")
    print(f"{'model':<14} log-loss    AUC  top-20% lift  calibration error  us/call")
    for title, model in the_models().items():
        s = score(model, cases)
        print(
            f"{title:<14} {s.log_loss:>8.4f} {s.auc:>6.4f} {s.top_lift:>13.2f} {s.calibration:>18.3f} {s.micros:>8.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
