"""The customer's journey in words: stages, touchpoints, and what hurt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject

from desktop.call.journey import Pain, Stage, StageSum, Touchpoint, stages
from desktop.views.agent.panel_columns import RowOf, Shown
from desktop.views.agent.panel_models import Cell, Column
from desktop.views.agent.panel_tables import Table
from desktop.views.agent.timeline_words import TimelineWords
from desktop.views.format import Formats


class JourneyWords(QObject):
    """Words touchpoints at a moment; no widget, no call."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._records = TimelineWords(formats, now, self)

    def table(self, points: Sequence[object]) -> Table:
        """One row for each touchpoint, newest first."""
        rows = [row for row in points if isinstance(row, Touchpoint)]
        shown = (
            Shown(Column(self.tr("When"), 84), lambda row: Cell(self._formats.when(row.at, self._now()), "muted")),
            Shown(Column(self.tr("Stage"), 76), lambda row: Cell(self.stage(row.stage), strong=True)),
            Shown(Column(self.tr("What")), self._what),
            Shown(Column(self.tr("Pain"), 88, gives_way=1), lambda row: Cell(self.pain(row.pain), "bad")),
        )
        hurt = sum(1 for row in rows if row.pain is not None)
        count = self.tr("%Ln touchpoints", "", len(rows))
        pains = self.tr("%Ln pain points", "", hurt)
        columns = tuple(each.column for each in shown)
        return Table(columns, rows, RowOf(shown).words, (count, pains) if hurt else (count,))

    def _what(self, point: Touchpoint) -> Cell:
        if point.stage is Stage.FOUND:
            month = self._formats.month(self._formats.local(point.at))
            return Cell(self.tr("Customer since {month}").format(month=month))
        return Cell(self._records.record(point.record).title)

    def stage(self, stage: Stage) -> str:
        """A stage, short."""
        words = {
            Stage.FOUND: self.tr("Found us"),
            Stage.BOUGHT: self.tr("Bought"),
            Stage.DELIVERED: self.tr("Delivery"),
            Stage.HELP: self.tr("Help"),
            Stage.FEEDBACK: self.tr("Feedback"),
            Stage.RENEWED: self.tr("Renewed"),
        }
        return words[stage]

    def pain(self, pain: Pain | None) -> str:
        """What hurt, short."""
        words = {
            Pain.LATE: self.tr("Late"),
            Pain.COMPLAINT: self.tr("Complaint"),
            Pain.LOW_SCORE: self.tr("Low score"),
            Pain.REPEAT: self.tr("Repeat"),
        }
        return words[pain] if pain is not None else ""

    def strip(
        self, points: Sequence[Touchpoint], *, complete: bool = True
    ) -> tuple[tuple[StageSum, ...], tuple[str, ...], str, str]:
        """The stages, their names, what stands for none, and all of it as one sentence.

        Before everything has come, nothing is said of a stage without a touchpoint: it may still have one.
        """
        sums = stages(points)
        said = []
        for each in sums:
            if not each.count and not complete:
                continue
            part = self.tr("{stage}: {n}").format(stage=self.stage(each.stage), n=self._formats.number(each.count))
            hurt = self.tr("{part}, %Ln with pain", "", each.pains).format(part=part)
            said.append(hurt if each.pains else part)
        none = self._formats.number(0) if complete else ""
        return sums, tuple(self.stage(each.stage) for each in sums), none, "; ".join(said)
