"""An article to read: heads, paragraphs, bullets and bold words, put together from plain text, never from markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from desktop.call.state import ArticleView
from desktop.views.agent.markdown import Block, blocks_of
from desktop.views.safe_text import clean
from desktop.views.theme.look import Look

_INDENT = "\u2003"


class ArticleText(QPlainTextEdit):
    """Read only; words can be marked and copied, nothing can be opened."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._article: ArticleView | None = None
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("reading", "true")
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        look.changed.connect(self._on_look_changed)

    def sizeHint(self) -> QSize:
        """Whatever there is: a text to scroll asks for no height of its own."""
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        """A few words wide, a line high."""
        return QSize(self._look.px(80), self._look.px(24))

    def show_article(self, article: ArticleView) -> None:
        """Show an article from its top."""
        self._article = article
        self.setAccessibleName(clean(article.title))
        self._write()
        self.verticalScrollBar().setValue(0)

    def clear_article(self) -> None:
        """Show nothing."""
        self._article = None
        self.clear()

    def _on_look_changed(self) -> None:
        if self._article is not None:
            self._write()

    def _write(self) -> None:
        assert self._article is not None
        self.clear()
        self.document().setDocumentMargin(self._look.px(4))
        cursor = QTextCursor(self.document())
        above: Block | None = None
        for block in blocks_of(self._article.body):
            if above is not None:
                cursor.insertText("\n" if _close(above, block) else "\n\n", self._ink("micro"))
            self._write_block(cursor, block)
            above = block
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _write_block(self, cursor: QTextCursor, block: Block) -> None:
        role = "card_title" if block.kind == "head" else "body"
        if block.mark:
            cursor.insertText(f"{_INDENT * block.level}{block.mark}\u2002", self._ink(role))
        for run in block.runs:
            strong = run.bold and block.kind != "head"
            cursor.insertText(clean(run.text), self._ink("body_strong" if strong else role))

    def _ink(self, role: str) -> QTextCharFormat:
        found = QTextCharFormat()
        found.setFont(self._look.font(role))
        found.setForeground(self._look.color("text"))
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Esc to the page around it."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


def _close(above: Block, block: Block) -> bool:
    """Whether no line is left free between two blocks: under a head, and from bullet to bullet."""
    return above.kind == "head" or (above.kind == block.kind == "bullet")
