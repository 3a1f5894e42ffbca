"""The second window: the panels or the timeline on another screen, under a band that says whose they are."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desktop.call.state import CallState, Phase
from desktop.views.agent.call_words import CallWords
from desktop.views.agent.columns import KNOW, TIMELINE
from desktop.views.agent.header_values import HeaderWords
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.row_views import RowsView
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, clean, plain
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Rule, hbox, vbox
from desktop.views.widgets.labels import IconLabel

_LEAST = QSize(480, 460)
_BAR = 52
_FOUR_PANELS = 1200
_WIDEST_ROWS = 1000


class SecondWindow(QWidget):
    """Shows one part of the call in view, and nothing between calls; `part` is KNOW for the panels, or TIMELINE.

    Signals: left() = the person closed it; moved() = its place or size is another.
    """

    left = Signal()
    moved = Signal()

    def __init__(self, context: ViewContext, part: str) -> None:
        super().__init__()
        self._context, self.part = context, part
        self._state: CallState | None = None
        self._words, self._people = CallWords(context.formats), HeaderWords(context.formats, self)
        self._name = self.tr("Panels") if part == KNOW else self.tr("Timeline")
        self.setProperty("page", "true")
        self.setWindowTitle(clean(self.tr("{part} – Callside").format(part=self._name)))
        context.look.dress(self)
        self._build()
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._paint_clock)
        context.look.reshaped.connect(self._fit)
        self._fit()
        self.clear()

    def _build(self) -> None:
        look = self._context.look
        self.band = QFrame()
        self.band.setProperty("band", "bar")
        self.icon = IconLabel(look, "phone", "bar_text", 18)
        self.word = SafeLabel(role="micro", tone="bar_text2")
        self.timer = SafeLabel(role="timer", tone="bar_text")
        self.who = ElidedLabel(role="figure", tone="bar_text")
        command = "panels_away" if self.part == KNOW else "timeline_away"
        self.back = Button(
            look, self.tr("Bring back"), "bar", icon="arrow-left", key=self._context.keymap.caption(command)
        )
        self.back.clicked.connect(self.left)
        clock = vbox(spacing=0)
        clock.addStretch(1)
        clock.addWidget(self.word)
        clock.addWidget(self.timer)
        clock.addStretch(1)
        row = hbox(self.band, margins=(16, 0, 16, 0), spacing=8)
        row.addWidget(self.icon)
        row.addLayout(clock)
        row.addWidget(Rule(vertical=True, on_bar=True))
        row.addWidget(self.who, 1)
        row.addWidget(self.back)
        self.holder, empty = QWidget(), QWidget()
        self._place = vbox(self.holder)
        self.note = SafeLabel(role="body", tone="text2", wrap=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = vbox(empty)
        nothing.addWidget(self.note, 1)
        self.hint = SafeLabel(role="meta", tone="text2", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(empty)
        self.stack.addWidget(self.holder)
        column = vbox(self, spacing=0)
        column.addWidget(self.band)
        self._body = vbox(spacing=0)
        self._body.addWidget(self.stack, 1)
        self._body.addWidget(self.hint)
        column.addLayout(self._body, 1)

    def _fit(self) -> None:
        px = self._context.look.px
        self.setMinimumSize(px(_LEAST.width()), px(_LEAST.height()))
        self.band.setFixedHeight(px(_BAR))
        self.timer.setMinimumWidth(self.timer.fontMetrics().horizontalAdvance("0:00:00"))
        self._body.setContentsMargins(px(12), px(12), px(12), px(12))
        self._body.setSpacing(px(8))

    def take(self, pane: QWidget, *, alone: bool) -> None:
        """Take the part in; `alone` says that there is no other screen to stand on."""
        self._place.addWidget(pane)
        pane.show()
        self.hint.setText(self.tr("There is one screen, so this is a window beside the first.") if alone else "")
        self.hint.setVisible(alone)

    def enter(self) -> None:
        """Begin with the rows, whenever this window gets the keys."""
        for rows in self.holder.findChildren(RowsView):
            if rows.isVisible():
                rows.setFocus()
                return

    @property
    def layout_class(self) -> LayoutClass:
        """How much room the part has here: it has the window to itself."""
        wide = self.width() * 100 / self._context.look.density >= _FOUR_PANELS
        return LayoutClass(Width.ULTRA if wide else Width.WIDE, Height.TALL)

    # Whose it is

    def show_call(self, state: CallState) -> None:
        """Say whose records these are, and that the person waits on hold."""
        self._state = state
        self.who.setText(self._people.identity(state, self._context.now()).name)
        set_property(self.band, "band", "hold" if state.phase is Phase.HELD else "bar")
        self.stack.setCurrentWidget(self.holder)
        self._paint_clock()
        self._tick.start()
        self._name_it(self.who.text(), self.word.text())

    def clear(self) -> None:
        """Between calls there is nobody here."""
        self._state = None
        self._tick.stop()
        set_property(self.band, "band", "bar")
        self.icon.set_icon("headset", "bar_text")
        self.word.hide()
        self.timer.setText(self.tr("No call"))
        self.who.setText("")
        text = self.tr("The panels of the next call appear here.")
        self.note.setText(text if self.part == KNOW else self.tr("The timeline of the next call appears here."))
        self.stack.setCurrentIndex(0)
        self._name_it(self.timer.text())

    def _name_it(self, *about: str) -> None:
        named = ", ".join(plain(part) for part in (self._name, *about) if part)
        if named != self.accessibleName():
            self.setAccessibleName(named)
            self.band.setAccessibleName(named)

    def _paint_clock(self) -> None:
        if self._state is not None:
            face = self._words.clock_face(self._state, self._context.now())
            self.icon.set_icon(face.icon, face.tone)
            self.word.setText(face.word)
            self.word.show()
            self.timer.setText(face.time)
            set_property(self.timer, "tone", face.tone)

    # Qt

    def event(self, event: QEvent) -> bool:
        """Digits by their place in the row, as in the first window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self._context.keymap.notice(event)
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A row's ends must not be a screen apart: the eye would lose the line.
        widest = self._context.look.px(_WIDEST_ROWS)
        side = max(0, (self.width() - widest) // 2) if self.part == TIMELINE else 0
        self._place.setContentsMargins(side, 0, side, 0)
        self.moved.emit()

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.moved.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """What is here goes back to the first window before this one is gone."""
        event.ignore()
        self.left.emit()
