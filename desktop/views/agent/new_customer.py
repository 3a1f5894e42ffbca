"""The form for a new customer: name, telephone, e-mail; what is wrong is said in place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import IconLabel

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields."""

    name: str = ""
    phone: str = ""
    email: str = ""


class NewCustomerForm(QWidget):
    """Enter in any field creates, Esc leaves; nothing typed is lost by either.

    Signals: created(str, str, str) = name, telephone, e-mail; left() = back to the search.
    """

    created = Signal(str, str, str)
    left = Signal()

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = context.look
        self._problem: str | None = None
        self._name = self._field(self.tr("Name"))
        self._phone = self._field(self.tr("Telephone"))
        self._email = self._field(self.tr("E-mail"))
        self._phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self._email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self._icon = IconLabel(look, "circle-alert", "bad", 14)
        self._text = SafeLabel(role="meta_strong", tone="bad", wrap=True)
        self._create = Button(look, self.tr("Create customer"), "primary", icon="user-plus", key="↵")
        self._cancel = Button(look, self.tr("Back to search"), "plain", key="Esc")
        body = vbox(self, margins=(look.px(12), look.px(6), look.px(12), look.px(6)), spacing=look.px(8))
        body.addWidget(self._name)
        pair = hbox(spacing=look.px(8))
        pair.addWidget(self._phone, 1)
        pair.addWidget(self._email, 1)
        body.addLayout(pair)
        last = hbox(spacing=look.px(8))
        last.addWidget(self._icon)
        last.addWidget(self._text, 1)
        last.addWidget(self._cancel)
        last.addWidget(self._create)
        body.addLayout(last)
        body.addStretch(1)
        self._icon.hide()
        self._create.clicked.connect(self._on_create)
        self._cancel.clicked.connect(self.left)

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setProperty("field", "true")
        field.setPlaceholderText(name)
        field.setAccessibleName(name)
        field.setMaxLength(LONGEST)
        field.returnPressed.connect(self._on_create)
        return field

    def start(self, typed: Typed) -> None:
        """Show what was typed in this call; a new one begins with the caller's number."""
        # Unlike clear() of a field, this leaves nothing of another call to undo.
        self._name.setText(typed.name)
        self._phone.setText(typed.phone)
        self._email.setText(typed.email)
        self.refuse(None)

    @property
    def typed(self) -> Typed:
        """What stands in the fields, to be shown again in the same call."""
        return Typed(self._name.text(), self._phone.text(), self._email.text())

    def propose(self, text: str) -> None:
        """Take over what was searched for, where it is a name or an e-mail address."""
        if "@" in text and not self._email.text():
            self._email.setText(text)
        elif text and not self._name.text() and not any(letter.isdigit() for letter in text):
            self._name.setText(text)

    def refuse(self, problem: str | None, *, go_there: bool = True) -> None:
        """Say why the customer was not created, and go to the field it is about; None says nothing."""
        words = {
            "name_missing": self.tr("The name is missing."),
            "phone_invalid": self.tr("This is not a telephone number."),
            "email_invalid": self.tr("This is not an e-mail address."),
            "contact_missing": self.tr("A telephone number or an e-mail address is needed."),
            "not_offered": self.tr("No connected system takes new customers."),
        }
        text = "" if problem is None else words.get(problem, self.tr("Could not be saved; nothing was sent."))
        self._text.setText(text)
        self._icon.setVisible(bool(text))
        places = {"name_missing": self._name, "phone_invalid": self._phone, "email_invalid": self._email}
        for place in (self._name, self._phone, self._email):
            place.setAccessibleDescription(text if places.get(problem or "") is place else "")
        news = problem is not None and problem != self._problem
        if news and go_there and problem in places and self.isVisible():
            places[problem].setFocus(Qt.FocusReason.OtherFocusReason)
        self._problem = problem

    @property
    def problem(self) -> str:
        """What it says is wrong."""
        return self._text.text()

    def _on_create(self) -> None:
        self._problem = None
        self.created.emit(self._name.text().strip(), self._phone.text().strip(), self._email.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def first(self) -> QWidget:
        """What takes the focus when the form opens."""
        return self._name if not self._name.text() else self._phone if not self._phone.text() else self._email

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._name, self._phone, self._email, self._cancel, self._create]
