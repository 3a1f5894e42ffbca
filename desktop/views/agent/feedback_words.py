"""What survey answers sum up to: the latest score, how it moved, and the scores before it on the same scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QObject

from connectors.records import FEEDBACK_METRICS, Feedback
from desktop.call.readings import scores_over_time
from desktop.views.agent.status_words import StatusWords
from desktop.views.format import Formats

MOST_POINTS = 24


@dataclass(frozen=True, slots=True)
class Trend:
    """Scores on one scale, oldest first, each from 0 (worst) to 1 (best); `words` says the same."""

    points: tuple[float, ...] = ()
    words: str = ""


class FeedbackWords(QObject):
    """Words answers; no widget, no call."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._statuses = StatusWords(formats, self)

    def summary(self, rows: Sequence[Feedback]) -> list[str]:
        """How many answers, the latest score and how it moved, and how many said something."""
        count = len(rows)
        parts = [self.tr("%Ln answers", "", count)]
        last = next((row for row in rows if row.score is not None), None)
        if last is not None:
            scored = self.tr("last {survey} {score}")
            said = scored.format(survey=self._statuses.metric(last), score=self._statuses.score(last))
            change = self._change(rows, last.metric)
            parts.append(self.tr("{score}, {change}").format(score=said, change=change) if change else said)
        comments = sum(1 for row in rows if row.comment)
        if comments:
            parts.append(self.tr("%Ln comments", "", comments))
        return parts

    def _change(self, rows: Sequence[Feedback], metric: str) -> str:
        score = scores_over_time(rows, metric)[1]
        return self._formats.signed(score.change) if score is not None and score.change is not None else ""

    def trend(self, rows: Sequence[object]) -> Trend:
        """The scores of the survey that was answered most often; nothing where fewer than two can be compared."""
        answers = [row for row in rows if isinstance(row, Feedback)]
        best = max((self._trend(answers, metric) for metric in FEEDBACK_METRICS), key=lambda trend: len(trend.points))
        return best if len(best.points) > 1 else Trend()

    def _trend(self, answers: Sequence[Feedback], metric: str) -> Trend:
        scores, last = scores_over_time(answers, metric)
        low, high = (last.scale_min, last.scale_max) if last is not None else (None, None)
        if low is None or high is None or high <= low:
            return Trend()
        scores = scores[-MOST_POINTS:]
        points = tuple(float(min(max((score - low) / (high - low), Decimal(0)), Decimal(1))) for score in scores)
        survey = next((self._statuses.metric(row) for row in answers if row.metric == metric), "")
        said = ", ".join(self._formats.number(score) for score in scores)
        sentence = self.tr("{survey} of {best}, oldest first: {scores}")
        return Trend(points, sentence.format(survey=survey, best=self._formats.number(high), scores=said))
