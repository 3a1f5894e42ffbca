"""A line of facts that gives way in whole facts: what does not fit is left out, never cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.safe_text import SafeLabel, plain, set_tip
from desktop.views.theme.look import Look

BETWEEN = " · "


class PartsLabel(SafeLabel):
    """Parts in the order of their weight; as many as fit are shown, all are read to assistive technology."""

    def __init__(self, look: Look, role: str = "meta", tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__("", role, tone, parent=parent)
        self._look, self._role = look, role
        self._parts: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_parts(self, parts: tuple[str, ...]) -> None:
        """Show these facts."""
        if parts != self._parts:
            self._parts = parts
            self.setText(BETWEEN.join(parts))
            self.update()

    def shown(self) -> str:
        """What fits now."""
        metrics, width = self.fontMetrics(), self.contentsRect().width()
        count = len(self._parts)
        while count > 1 and metrics.horizontalAdvance(BETWEEN.join(self._parts[:count])) > width:
            count -= 1
        return BETWEEN.join(self._parts[:count])

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        line = self.shown()
        set_tip(self, "" if line == self.text() else plain(self.text()))
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        rect = self.contentsRect()
        fitted = self.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, rect.width())
        flags = Qt.TextFlag.TextSingleLine | self.alignment() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, int(flags), fitted)
