"""Nobody we know is calling: find the customer by name, number, e-mail or order, or put a new one on file."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desktop.call.state import CallState, SearchView
from desktop.views.agent.candidates import CandidateList
from desktop.views.agent.new_customer import NewCustomerForm
from desktop.views.agent.notice import Notice
from desktop.views.agent.row_views import WholeRows
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import cell
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox

TYPING_MS = 350
"""A search starts when typing rests this long; Enter starts it at once."""
SHORTEST = 3


class SearchField(QLineEdit):
    """Signals: asked() = Enter; passed_on() = Down: into the results."""

    asked = Signal()
    passed_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.passed_on.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.asked.emit()
        else:
            super().keyPressEvent(event)


class SearchPanel(QWidget):
    """A field, the results, and the form for a new customer; what was typed stays with its call."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: CallState | None = None
        self._search: SearchView | None = None
        self._asked = ""
        look = context.look
        self._troubles = TroubleWords(context.formats, self)
        self._field = SearchField()
        self._field.setProperty("field", "true")
        self._field.setPlaceholderText(self.tr("Name, number, e-mail or order number"))
        self._field.setAccessibleName(self.tr("Find a customer"))
        self._find = Button(look, self.tr("Find"), "plain", icon="search", key="↵")
        self._new = Button(look, self.tr("New customer"), "plain", icon="user-plus")
        self.list = CandidateList(context)
        self.list.setAccessibleName(self.tr("Customers found"))
        self._rows = WholeRows(self.list)
        self._notice = Notice(look)
        self.form = NewCustomerForm(context)
        self._pages = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(4), px(6), px(4), px(6)), spacing=px(4))
        head = hbox(margins=(px(12), 0, px(8), 0), spacing=px(8))
        head.addWidget(self._field, 1)
        head.addWidget(self._find)
        head.addWidget(self._new)
        body.addLayout(head)
        results = QWidget()
        column = vbox(results, spacing=0)
        column.addWidget(self._rows, 1)
        low = hbox(margins=(px(12), 0, px(8), 0))
        low.addWidget(self._notice)
        column.addLayout(low)
        self._pages.addWidget(results)
        self._pages.addWidget(self.form)
        body.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._field.textEdited.connect(self._typing.start)
        self._field.asked.connect(self._on_asked)
        self._field.passed_on.connect(self._on_passed_on)
        self._find.clicked.connect(self._on_asked)
        self._typing.timeout.connect(self._on_rested)
        self._new.clicked.connect(self._on_new)
        self.form.created.connect(self._on_created)
        self.form.left.connect(self._on_form_left)
        self.list.picked.connect(self._on_picked)
        self._notice.acted.connect(self._on_asked)

    def show_call(self, state: CallState) -> None:
        """Show the search of a call; another call starts with its own number."""
        fresh = self._state is None or state.id != self._state.id
        self._state = state
        if fresh:
            self._typing.stop()
            self._search, self._asked = None, state.search.text
            self._field.setText(cell(state.search.text or state.info.ani_display))
            self.form.start(cell(state.info.ani_display))
            self._pages.setCurrentIndex(0)
        if state.search is not self._search:
            asked_elsewhere = state.search.text not in ("", self._asked)
            if asked_elsewhere and not self._field.hasFocus():
                self._field.setText(cell(state.search.text))
                self._asked = state.search.text
            self._search = state.search
            self._show_results(state.search)
            self.form.refuse(state.search.create_problem)

    def clear(self) -> None:
        """Leave nothing of the last caller."""
        self._state = self._search = None
        self._typing.stop()
        self._field.clear()
        self.form.start("")
        self._pages.setCurrentIndex(0)
        self.list.show_people(())

    def _show_results(self, search: SearchView) -> None:
        waiting = search.status == "asking"
        self.list.show_people(search.results, waiting=waiting and not search.results)
        text = ""
        if search.status == "idle":
            text = self.tr("Found customers appear here; a digit picks one.")
        elif search.status in ("done", "failed") and not search.results and not search.troubles:
            text = self.tr("No customer found for “{text}”.").format(text=cell(search.text))
        self._rows.say(text, self._context.look.px(12))
        if search.troubles:
            sentence = self._troubles.several(search.troubles, self._context.now())
            whole = self.tr("Not complete: {trouble}").format(trouble=sentence)
            self._notice.say(whole, "triangle-alert", "warn", self._troubles.action(search.troubles))
        else:
            self._notice.say("")

    def _ask(self, text: str) -> None:
        self._typing.stop()
        if self._state is not None and text:
            self._asked = text
            self._context.desk.search(self._state.id, text)

    def _on_asked(self) -> None:
        self._ask(self._field.text().strip())

    def _on_rested(self) -> None:
        text = self._field.text().strip()
        if len(text) >= SHORTEST and text != self._asked:
            self._ask(text)

    def _on_passed_on(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_picked(self, key: str) -> None:
        if self._state is not None:
            self._context.desk.choose_customer(self._state.id, key)

    def _on_new(self) -> None:
        self.form.propose(self._field.text().strip())
        self._pages.setCurrentWidget(self.form)
        self.form.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_created(self, name: str, phone: str, email: str) -> None:
        if self._state is not None:
            self._context.desk.create_customer(self._state.id, name, phone, email)

    def _on_form_left(self) -> None:
        self._pages.setCurrentIndex(0)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def first(self) -> QWidget:
        """What takes the focus when the panel is entered by key."""
        has_results = self._search is not None and bool(self._search.results)
        if self._pages.currentWidget() is self.form:
            return self.form.first()
        return self.list if has_results and not self._typing.isActive() else self._field

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._field, self._find, self._new, self.list, *self.form.stops(), self._notice.button]
