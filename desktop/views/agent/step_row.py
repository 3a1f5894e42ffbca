"""A step of the guide that is done, skipped or still to come: mark, title, answer; one line."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.call.state import StepStatus, StepView
from desktop.views.agent.painting import Brushwork
from desktop.views.safe_text import cell, plain, set_tip
from desktop.views.theme.look import Look

ROW_HEIGHT = 28
_MARKS = {
    StepStatus.DONE: ("check", "good"),
    StepStatus.SKIPPED: ("skip-forward", "text2"),
    StepStatus.CURRENT: ("circle-dot", "accent_text"),
    StepStatus.NEXT: ("circle", "control"),
}


class StepRow(QAbstractButton):
    """A click goes back to a step that is behind us, or ahead to one to come; keys do the same with Ctrl+Up and the
    palette, so Tab passes it by.

    Signals: wanted(str) = go to the step with this id.
    """

    wanted = Signal(str)

    def __init__(self, look: Look, draw: Brushwork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._draw = look, draw
        self._step: StepView | None = None
        self._answer = ""
        self._title = ""
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_step(self, step: StepView) -> None:
        """Show a step that is not the current one."""
        if step == self._step:
            return
        self._step = step
        self._title, self._answer = cell(step.title), self._answer_of(step)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        # The mark says that it was left out; who does not see it is told.
        left_out = self.tr("Skipped") if step.status is StepStatus.SKIPPED and step.reason else ""
        self.setAccessibleName(plain(", ".join(part for part in (self._title, left_out, self._answer) if part)))
        set_tip(self, ": ".join(part for part in (self._title, self._answer) if part))
        self.update()

    def forget(self) -> None:
        """Hold nothing of the last step."""
        self._step, self._title, self._answer = None, "", ""
        self.setAccessibleName("")
        set_tip(self, "")
        self.hide()

    def _answer_of(self, step: StepView) -> str:
        if step.status is StepStatus.SKIPPED:
            return cell(step.reason) if step.reason else self.tr("Skipped")
        if step.status is StepStatus.NEXT:
            return ""
        return cell(step.answer) if step.answer else self.tr("Done")

    def _on_clicked(self) -> None:
        if self._step is not None:
            self.wanted.emit(self._step.id)

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(120), self._look.px(ROW_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        if self._step is None:
            return
        look, painter, rect = self._look, QPainter(self), self.rect()
        painter.setLayoutDirection(self.layoutDirection())
        if self.underMouse():
            painter.fillRect(rect, look.color("sunken"))
        icon, ink = _MARKS[self._step.status]
        side, pad = look.px(16), look.px(8)
        self._draw.icon(painter, rect, QRect(pad, (self.height() - side) // 2, side, side), icon, ink, self)
        left, right = pad + side + look.px(8), self.width() - pad
        behind = self._step.status is not StepStatus.NEXT
        if self._answer:
            # The answer keeps its words; the title gives way down to two fifths.
            wanted = self._draw.look.width("meta_strong", self._answer) + 2
            width = min(wanted, (right - left) * 3 // 5)
            at = QRect(right - width, 0, width, self.height())
            self._draw.text(painter, rect, at, self._answer, "meta_strong", "text", right=True)
            right -= width + look.px(12)
        at = QRect(left, 0, right - left, self.height())
        self._draw.text(painter, rect, at, self._title, "meta", "text2" if behind else "text3")
