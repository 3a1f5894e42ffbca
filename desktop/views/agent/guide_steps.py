"""The steps of the guide in one column: some behind, the current one whole, some ahead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.call.state import GuideView, StepView
from desktop.views.agent.guide_card import GuideCard
from desktop.views.agent.guide_fit import fit
from desktop.views.agent.painting import Brushwork
from desktop.views.agent.step_row import ROW_HEIGHT, StepRow
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.card import vbox
from desktop.views.widgets.focus import read_as_laid_out


class StepsColumn(QWidget):
    """As many steps as fit the window given by `fit_into`; a line says how many are left out.

    Signals: wanted(str) = a step behind us was clicked.
    """

    wanted = Signal(str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = context.look
        self._draw = Brushwork(context.look)
        self._guide: GuideView | None = None
        self._window = QSize()
        self.card = GuideCard(context)
        self._earlier, self._later = SafeLabel(role="meta", tone="text2"), SafeLabel(role="meta", tone="text3")
        self._end = SafeLabel(role="body", tone="text2", wrap=True)
        self._end.setText(self.tr("The guide is done. What is left is the wrap-up."))
        self._behind: list[StepRow] = []
        self._ahead: list[StepRow] = []
        self._behind_list, self._ahead_list = vbox(spacing=0), vbox(spacing=0)
        self._lay_out()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._refit)

    def _lay_out(self) -> None:
        px = self._look.px
        body = vbox(self, margins=(0, 0, 0, 0), spacing=px(4))
        for label in (self._earlier, self._later, self._end):
            label.setIndent(px(8))
        body.addWidget(self._earlier)
        body.addLayout(self._behind_list)
        body.addWidget(self.card)
        body.addWidget(self._end)
        body.addLayout(self._ahead_list)
        body.addWidget(self._later)
        body.addStretch(1)

    def show_guide(self, guide: GuideView, labels: Mapping[str, str], *, resting: bool) -> None:
        """Show a guide that has steps; `labels` name systems."""
        self._guide = guide
        has_current = guide.current < len(guide.steps)
        self.card.setVisible(has_current)
        self._end.setVisible(not has_current)
        if has_current:
            self.card.show_guide(guide, labels, resting=resting)
        self._refit()
        self._again.start(0)

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._guide = None
        self._again.stop()
        self.card.clear()
        for row in (*self._behind, *self._ahead):
            row.forget()

    def fit_into(self, window: QSize) -> None:
        """The visible part has this size now."""
        if window != self._window:
            self._window = window
            self._refit()

    def _refit(self) -> None:
        guide = self._guide
        if guide is None or self._window.isEmpty():
            return
        height = self._window.height() - 6 * self._look.px(4)
        current = guide.current
        if current < len(guide.steps):
            height -= self.card.height_at(self._window.width())
        else:
            height -= self._end.heightForWidth(self._window.width())
        before, after = guide.steps[:current], guide.steps[current + 1 :]
        shared = fit(len(before), len(after), max(0, height // self._look.px(ROW_HEIGHT)))
        self._fill(self._behind, self._behind_list, before[len(before) - shared.before :])
        self._fill(self._ahead, self._ahead_list, after[: shared.after])
        self._earlier.setText(self._more(shared.left_before, behind=True))
        self._earlier.setVisible(shared.left_before > 0)
        self._later.setText(self._more(shared.left_after, behind=False))
        self._later.setVisible(shared.left_after > 0)

    def _more(self, count: int, *, behind: bool) -> str:
        if behind:
            return self.tr("%Ln earlier steps", "", count)
        return self.tr("%Ln later steps", "", count)

    def _fill(self, rows: list[StepRow], into: QVBoxLayout, steps: Sequence[StepView]) -> None:
        while len(rows) < len(steps):
            row = StepRow(self._look, self._draw, self)
            row.wanted.connect(self.wanted)
            rows.append(row)
            into.addWidget(row)
            read_as_laid_out(self)
        for number, row in enumerate(rows):
            if number < len(steps):
                row.show_step(steps[number])
            row.setVisible(number < len(steps))
