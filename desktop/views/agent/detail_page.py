"""One record or one article in full, in the place of the first panel; Esc goes back to where one came from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from connectors.records import Record
from desktop.call.state import ArticleView
from desktop.views.agent.article_text import ArticleText
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.detail_words import DetailWords
from desktop.views.agent.scrolling import Scroller
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox

NAME_WIDTH = 120


class DetailPage(QWidget):
    """Signals: left() = Esc or the button: back to the list."""

    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = context.look
        self._words = DetailWords(context.formats, context.now, self)
        self._title = ElidedLabel(role="card_title", tone="text")
        self._back = Button(look, self.tr("Back"), "plain", icon="arrow-left", key="Esc")
        self._list = DetailList(look, NAME_WIDTH)
        self._scroll = Scroller(self._list)
        self._list.take_focus(self.tr("Record"))
        body = vbox(self, margins=(look.px(16), look.px(8), look.px(12), look.px(8)), spacing=look.px(8))
        head = hbox(spacing=look.px(8))
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        body.addLayout(head)
        self._text = ArticleText(look)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._scroll)
        self._pages.addWidget(self._text)
        body.addWidget(self._pages, 1)
        self._back.clicked.connect(self.left)

    def show_record(self, record: Record) -> None:
        """Show a record from its top."""
        title = self._words.title(record)
        self._title.setText(title)
        self._pages.setCurrentWidget(self._scroll)
        self._text.clear_article()
        self._list.show_lines(self._words.lines(record))
        self._list.setAccessibleName(title)
        self._scroll.verticalScrollBar().setValue(0)
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_article(self, article: ArticleView) -> None:
        """Show an article from its top."""
        self._title.setText(article.title)
        self._list.show_lines(())
        self._text.show_article(article)
        self._pages.setCurrentWidget(self._text)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._title.setText("")
        self._list.show_lines(())
        self._text.clear_article()
        self._list.setAccessibleName(self.tr("Record"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._back, self._list, self._text]
