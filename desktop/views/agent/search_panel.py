"""Nobody we know is calling: find the customer by name, number, e-mail or order, or put a new one on file."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from desktop.call.state import CallState, Phase, SearchView
from desktop.views.agent.candidates import CandidateList
from desktop.views.agent.new_customer import NewCustomerForm, Typed
from desktop.views.agent.notice import Notice
from desktop.views.agent.row_views import WholeRows
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.context import ViewContext
from desktop.views.quick_field import NO_QUICK_TEXTS
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


@dataclass(frozen=True, slots=True)
class _Kept:
    """How the panel was left in a call: the field, what was asked, whether typing had yet to rest, and the form."""

    text: str
    asked: str
    resting: bool
    typed: Typed
    form_open: bool


class SearchPanel(QWidget):
    """A field, the results, and the form for a new customer; what was typed stays with its call and comes back."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: CallState | None = None
        self._search: SearchView | None = None
        self._asked = ""
        self._kept: dict[str, _Kept] = {}
        look = context.look
        self._troubles = TroubleWords(context.formats, self)
        self._field = SearchField()
        self._field.setProperty(NO_QUICK_TEXTS, True)
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
        """Show the search of a call as it was left; a new call starts with its own number."""
        before, self._state = self._state, state
        fresh = before is None or before.id != state.id
        if fresh:
            if before is not None:
                self._kept[before.id] = self._left()
            self._search = None
            self._restore(self._kept.pop(state.id) if state.id in self._kept else _untouched(state))
        if state.phase is Phase.FINISHED:
            self._restore(_untouched(state))
        if state.search is not self._search:
            asked_elsewhere = state.search.text not in ("", self._asked)
            if asked_elsewhere and not self._field.hasFocus():
                self._field.setText(cell(state.search.text))
                self._asked = state.search.text
            self._search = state.search
            self._show_results(state.search)
            self.form.refuse(state.search.create_problem, go_there=not fresh)

    def _left(self) -> _Kept:
        form_open = self._pages.currentWidget() is self.form
        return _Kept(self._field.text(), self._asked, self._typing.isActive(), self.form.typed, form_open)

    def _restore(self, kept: _Kept) -> None:
        # Setting the text, unlike clearing the field, leaves nothing of another call to undo.
        self._field.setText(kept.text)
        self._asked = kept.asked
        self.form.start(kept.typed)
        self._pages.setCurrentIndex(1 if kept.form_open else 0)
        if kept.resting:
            self._typing.start()
        else:
            self._typing.stop()

    def keep_only(self, call_ids: Collection[str]) -> None:
        """Forget what was typed in any other call: those are finished."""
        if self._state is not None and self._state.id not in call_ids:
            self.clear()
        self._kept = {call_id: kept for call_id, kept in self._kept.items() if call_id in call_ids}

    def clear(self) -> None:
        """Leave nothing of the last caller."""
        self._state, self._search, self._kept = None, None, {}
        self._restore(_Kept("", "", resting=False, typed=Typed(), form_open=False))
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


def _untouched(state: CallState) -> _Kept:
    number, asked = cell(state.info.ani_display), state.search.text
    return _Kept(cell(asked) or number, asked, resting=False, typed=Typed(phone=number), form_open=False)
