"""The head of the timeline: its title, the filters, and a field to find words in the rows."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.call.state import TimelineGroup
from desktop.views.agent.measures import keep_height
from desktop.views.context import ViewContext
from desktop.views.quick_field import NO_QUICK_TEXTS
from desktop.views.widgets.buttons import Chip, IconButton
from desktop.views.widgets.card import at_end, hbox
from desktop.views.widgets.labels import SectionTitle

GROUPS: tuple[frozenset[TimelineGroup] | None, ...] = (
    None,
    frozenset({TimelineGroup.LIVE, TimelineGroup.CALLS}),
    frozenset({TimelineGroup.DIGITAL}),
    frozenset({TimelineGroup.ORDERS}),
    frozenset({TimelineGroup.CASES}),
    frozenset({TimelineGroup.FEEDBACK}),
)


class FindField(QLineEdit):
    """Esc closes it and keeps its words for the next time; Down and Enter go into the list.

    Signals: closed(), passed_on().
    """

    closed = Signal()
    passed_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.passed_on.emit()
        else:
            super().keyPressEvent(event)


class TimelineHead(QWidget):
    """Signals: narrowed() = `groups` or `needle` changed; left() = the find field hands the focus to the list."""

    narrowed = Signal()
    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = context.look
        key = context.keymap.caption("find")
        self.groups: frozenset[TimelineGroup] | None = None
        self._came_from: QObject | None = None
        self._title = SectionTitle(self.tr("Timeline"))
        self._field = FindField()
        self._field.setProperty(NO_QUICK_TEXTS, True)
        self._field.setProperty("field", "true")
        self._field.setPlaceholderText(self.tr("Find in the timeline"))
        self._field.setAccessibleName(self.tr("Find in the timeline"))
        self._field.hide()
        titles = (self.tr("All"), self.tr("Calls"), self.tr("Digital"), self.tr("Orders"), self.tr("Cases"))
        self._filters = [Chip(look, title) for title in (*titles, self.tr("Feedback"))]
        self._filters[0].setChecked(True)
        self._find = IconButton(look, "search", self.tr("Find in the timeline"), key=key)
        line = hbox(self, spacing=look.px(4))
        line.addWidget(self._title)
        line.addWidget(self._field, 1)
        self._gap = QWidget()
        line.addWidget(self._gap, 1)
        for chip in self._filters:
            line.addWidget(chip)
            chip.clicked.connect(self._on_filter)
        line.addWidget(self._find)
        keep_height(self, look, 36)
        self._look, self._line = look, line
        self._space()
        look.reshaped.connect(self._space)
        self._find.clicked.connect(self._on_find)
        self._field.textChanged.connect(self._on_typed)
        self._field.closed.connect(self._on_closed)
        self._field.passed_on.connect(self.left)
        context.keymap.bind("find", self._on_find)

    def _space(self) -> None:
        self._title.setContentsMargins(*at_end(self, self._look.px(4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the title out where the words of the filters need its room: the list speaks for itself."""
        super().resizeEvent(event)
        parts = (self._title, *self._filters, self._find)
        wanted = sum(part.sizeHint().width() for part in parts) + len(parts) * self._line.spacing()
        self._title.setVisible(wanted <= self.width())

    @property
    def needle(self) -> str:
        """What is looked for; nothing while the field is closed."""
        return "" if self._field.isHidden() else self._field.text()

    def narrowed_by(self) -> bool:
        """Whether a filter or a search leaves rows out."""
        return self.groups is not None or bool(self.needle.strip())

    def reset(self) -> None:
        """All rows, no search: another call."""
        self._field.clear()
        self._open(opened=False)
        self._choose(0)

    def _choose(self, number: int) -> None:
        for at, chip in enumerate(self._filters):
            chip.setChecked(at == number)
        self.groups = GROUPS[number]
        self.narrowed.emit()

    def _on_filter(self) -> None:
        self._choose(next(at for at, chip in enumerate(self._filters) if chip is self.sender()))

    def _on_find(self) -> None:
        self._came_from = QApplication.focusWidget()
        self._open(opened=True)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self.narrowed.emit()

    def _on_closed(self) -> None:
        self._open(opened=False)
        self.narrowed.emit()
        back, self._came_from = self._came_from, None
        if isinstance(back, QWidget) and back is not self._field and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.left.emit()

    def _open(self, *, opened: bool) -> None:
        self._field.setVisible(opened)
        self._gap.setVisible(not opened)

    def _on_typed(self) -> None:
        if not self._field.isHidden():
            self.narrowed.emit()

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._field, *self._filters, self._find]
