"""The agent's own quick texts: add, change, remove; kept on this workstation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from desktop.views.context import ViewContext
from desktop.views.quick_field import NO_QUICK_TEXTS
from desktop.views.safe_text import SafeLabel, cell, plain
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.focus import announce, focused_in, go_to
from desktop.views.widgets.labels import SectionTitle
from desktop.views.widgets.plain_field import PlainField

_WIDTH, _HEIGHT, _LIST = 640, 400, 180
_KEEPS = ("keyring", "demo")


class QuickSheet(QFrame):
    """A list on one side, one text on the other; Esc closes it and gives the focus back."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._over = context, parent
        self._back: QWidget | None = None
        self._shown = ""
        look = context.look
        self.setProperty("card", "sheet")
        self.setAccessibleName(self.tr("Your own quick texts"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Your own quick texts"))
        self.list.setFixedWidth(look.px(_LIST))
        self.abbr = LineField(look, self.tr("Abbreviation"), self.tr("Abbreviation"))
        self.text = PlainField()
        self.text.setProperty("field", "true")
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Text"))
        self.text.setPlaceholderText(self.tr("The text, with {customer.name} and other facts in it"))
        for field in (self.abbr, self.text):
            field.setProperty(NO_QUICK_TEXTS, True)
        self.news = SafeLabel(role="meta_strong", tone="text2", wrap=True)
        self._new = Button(look, self.tr("New"), "plain")
        self._remove = Button(look, self.tr("Remove"), "quiet", icon="x")
        self.save = Button(look, self.tr("Save"), "primary", key=context.keymap.caption("finish"))
        self._close = Button(look, self.tr("Close"), "quiet", key="Esc")
        self._lay_out()
        self.list.currentTextChanged.connect(self._on_chosen)
        self._new.clicked.connect(self._on_new)
        self._remove.clicked.connect(self._on_remove)
        self.save.clicked.connect(self._on_save)
        self._close.clicked.connect(self.close_layer)
        self.hide()

    def _lay_out(self) -> None:
        px = self._context.look.px
        column = vbox(self, margins=(px(20), px(16), px(20), px(16)), spacing=px(10))
        head = hbox()
        head.addWidget(SectionTitle(self.tr("Your own quick texts")))
        head.addStretch(1)
        head.addWidget(self._close)
        column.addLayout(head)
        middle = hbox(spacing=px(12))
        middle.addWidget(self.list)
        right = vbox(spacing=px(8))
        right.addWidget(self.abbr)
        right.addWidget(self.text, 1)
        right.addWidget(self.news)
        middle.addLayout(right, 1)
        column.addLayout(middle, 1)
        foot = hbox(spacing=px(8))
        foot.addWidget(self._new)
        foot.addStretch(1)
        foot.addWidget(self._remove)
        foot.addWidget(self.save)
        column.addLayout(foot)

    def open(self) -> None:
        """Show it in the middle of the window."""
        window, px = self._over, self._context.look.px
        width, height = min(px(_WIDTH), window.width() - 32), min(px(_HEIGHT), window.height() - 32)
        self.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)
        if self.isVisible():
            return
        self._back = focused_in(self)
        self._fill()
        self._on_new()
        self.show()
        self.raise_()
        self.abbr.setFocus()

    def close_layer(self) -> bool:
        """Close it if it is open and return the focus; say whether it was."""
        if not self.isVisible():
            return False
        self.hide()
        if self._back is not None and self._back.isVisible():
            go_to(self._back)
        self._back = None
        return True

    def _own(self) -> dict[str, str]:
        return dict(self._context.desk.own_quick_texts() or {})

    def _fill(self) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for abbr, text in sorted(self._own().items()):
            item = QListWidgetItem(abbr, self.list)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f";{abbr}: {plain(cell(text))}")
        self.list.blockSignals(False)
        self.list.setVisible(self.list.count() > 0)

    def _show(self, abbr: str, text: str) -> None:
        self._shown = abbr
        self.abbr.setText(abbr)
        self.text.setPlainText(text)
        self._remove.set_ready(bool(abbr), self.tr("Choose one from the list first."))

    def _on_chosen(self, abbr: str) -> None:
        self._show(abbr, self._own().get(abbr, ""))
        self._say("", "text2")

    def _on_new(self) -> None:
        self.list.clearSelection()
        self.list.setCurrentRow(-1)
        self._show("", "")
        self._say("", "text2")
        self.abbr.setFocus()

    def _on_remove(self) -> None:
        if self._shown:
            self._context.desk.remove_quick_text(self._shown)
            self._fill()
            self._on_new()

    def _on_save(self) -> None:
        problem = self._context.desk.keep_quick_text(self.abbr.text(), self.text.toPlainText(), self._shown)
        if problem is not None:
            self._say(self._why(problem), "bad")
            return
        abbr = self.abbr.text().strip().removeprefix(";").casefold()
        self._fill()
        self._show(abbr, self._own().get(abbr, ""))
        if self._context.desk.state.store_mode in _KEEPS:
            self._say(self.tr("Kept. Type ;{abbr} and a space.").format(abbr=cell(abbr)), "good")
        else:
            self._say(self.tr("Kept until Callside closes: nothing can be stored here."), "warn")

    def _say(self, words: str, tone: str) -> None:
        self.news.setText(words)
        set_property(self.news, "tone", tone)
        if words:
            announce(self, words)

    def _why(self, problem: str) -> str:
        code, _, name = problem.partition(":")
        return {
            "bad_abbr": self.tr("Use letters, digits, _ and -, at most 16, such as thx."),
            "taken": self.tr("You have this abbreviation already. Choose another one."),
            "empty": self.tr("Write the text it becomes."),
            "too_long": self.tr("The text is too long: 1,000 characters fit."),
            "too_many": self.tr("You have 200 already. Remove one first."),
            "unknown": self.tr("No fact is called {name}.").format(name=cell(name)),
        }[code]

    def event(self, event: QEvent) -> bool:
        """In here the key that finishes a call confirms what is typed."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _confirms(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_layer()
        elif _confirms(event):
            self._on_save()
        else:
            super().keyPressEvent(event)


def _confirms(event: QKeyEvent) -> bool:
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
