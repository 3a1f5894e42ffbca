"""The tour's place: one line over the status bar, as high as its longest sentence, so that no step moves anything."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.tour.words import TourWords
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import TOP_LEFT, hbox, vbox

_STACKED = 900
_SIDE, _TOP, _GAP = 16, 8, 16
_ROLE = "body"


class TourBand(QFrame):
    """Title and sentence, Next and Skip; part of the layout, so it covers nothing and asks for nothing."""

    def __init__(self, context: ViewContext, words: TourWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._words = context.look, words
        self.setProperty("band", "tour")
        self.setAccessibleName(self.tr("First-day tour"))
        caption = context.keymap.caption
        self.title = SafeLabel(role="meta_strong", tone="accent")
        self.sentence = SafeLabel(role=_ROLE, tone="text", wrap=True)
        self.sentence.setAlignment(TOP_LEFT)
        # Fonts that stand in for a sign, and the direction of writing, make lines higher than one font's metrics say.
        self._ruler = SafeLabel(role=_ROLE, wrap=True, parent=self)
        self._ruler.hide()
        self.next = Button(self._look, self.tr("Next"), "plain", key=caption("tour"))
        self.skip = Button(self._look, self.tr("Skip the tour"), "quiet", key="Esc")
        self.next.reserve((self.tr("Next"), self.tr("Start")))
        self.skip.reserve((self.tr("Skip the tour"), self.tr("Not now"), self.tr("Close")))
        self._grid = QGridLayout(self)
        self._text, self._buttons = QWidget(), QWidget()
        column = vbox(self._text, spacing=0)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.sentence)
        column.addStretch(1)
        row = hbox(self._buttons, spacing=8)
        row.addWidget(self.next)
        row.addWidget(self.skip)
        row.addStretch(1)
        self._grid.addWidget(self._text, 0, 0)
        self._grid.addWidget(self._buttons, 0, 1)
        self._grid.setColumnStretch(0, 1)
        self._stacked = False
        context.look.reshaped.connect(self._fit_again)
        context.keymap.changed.connect(self._fit_again)
        self.hide()

    def offer(self) -> None:
        """Ask whether the tour is wanted."""
        self._show(*self._words.offer(), self.tr("Start"), self.tr("Not now"))

    def show_step(self, title: str, sentence: str) -> None:
        """Show a step."""
        self._show(title, sentence, self.tr("Next"), self.tr("Skip the tour"))

    def show_end(self) -> None:
        """Say that it is over."""
        self._show(*self._words.end(), "", self.tr("Close"))

    def _show(self, title: str, sentence: str, go: str, leave: str) -> None:
        self.title.setText(title)
        self.sentence.setText(sentence)
        self.next.setVisible(bool(go))
        if go:
            self.next.set_label(go)
        self.skip.set_label(leave)
        if self.isHidden():
            self.fit()
            self.show()

    # Room

    def fit(self) -> None:
        """Keep room for the longest sentence at this width."""
        look, width = self._look, max(1, self.width())
        stacked = width < look.px(_STACKED)
        if stacked != self._stacked:
            self._stacked = stacked
            self._grid.addWidget(self._buttons, 1 if stacked else 0, 0 if stacked else 1)
        side, top, gap = look.px(_SIDE), look.px(_TOP), look.px(_GAP)
        self._grid.setContentsMargins(side, top, side, top)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(look.px(4))
        buttons = self._buttons_size()
        room = width - 2 * side - (0 if stacked else buttons.width() + gap)
        heights = [self._height_of(sentence, room) for sentence in self._words.every()]
        text = self.title.sizeHint().height() + max(heights)
        height = text + look.px(4) + buttons.height() if stacked else max(text, buttons.height())
        self.setFixedHeight(height + 2 * top + 1)

    def _height_of(self, sentence: str, room: int) -> int:
        self._ruler.ensurePolished()
        self._ruler.setText(sentence)
        return self._ruler.heightForWidth(room)

    def _fit_again(self) -> None:
        """While it is not there it needs no room; `_show` fits it."""
        if not self.isHidden():
            self.fit()

    def _buttons_size(self) -> QSize:
        """Return the room of both buttons, shown or not."""
        both = (self.next.sizeHint(), self.skip.sizeHint())
        return QSize(sum(each.width() for each in both) + self._look.px(8), max(each.height() for each in both))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_again()
