"""Several customers share this number: the agent says which one, or goes on without saying."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.call.state import CallState, Candidate
from desktop.views.agent.candidates import CandidateList
from desktop.views.agent.measures import keep_height
from desktop.views.agent.row_views import WholeRows
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import IconLabel


class ChoosePanel(QWidget):
    """Best first, nothing preselected; a digit picks as soon as the list has the focus."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._call_id: str | None = None
        self._people: tuple[Candidate, ...] | None = None
        look = context.look
        self._text = ElidedLabel(role="meta", tone="text2")
        self._none = Button(look, self.tr("None of these"), "plain", icon="user-x")
        self.list = CandidateList(context)
        self.list.setAccessibleName(self.tr("Possible customers"))
        self._rows = WholeRows(self.list)
        body = vbox(self, margins=(look.px(4), look.px(4), look.px(4), look.px(6)), spacing=look.px(2))
        head = QWidget()
        keep_height(head, look, 38)
        line = hbox(head, margins=(look.px(12), 0, look.px(8), 0), spacing=look.px(8))
        line.addWidget(IconLabel(look, "users", "text2", 16))
        line.addWidget(self._text, 1)
        line.addWidget(self._none)
        body.addWidget(head)
        body.addWidget(self._rows, 1)
        self.list.picked.connect(self._on_picked)
        self._none.clicked.connect(self._on_none)

    def show_call(self, state: CallState) -> None:
        """Show the people it may be."""
        fresh = state.id != self._call_id
        self._call_id = state.id
        people = state.identity.candidates
        if people is self._people and not fresh:
            return
        self._people = people
        key = self._context.keymap.caption("panel_1")
        text = self.tr("%Ln possible customers. {key} and a digit picks; the call goes on without.", "", len(people))
        self._text.setText(text.format(key=key))
        self.list.show_people(people)

    def clear(self) -> None:
        """Leave nothing of the last caller."""
        self._call_id = self._people = None
        self.list.show_people(())

    def _on_picked(self, key: str) -> None:
        if self._call_id is not None:
            self._context.desk.choose_customer(self._call_id, key)

    def _on_none(self) -> None:
        if self._call_id is not None:
            self._context.desk.not_this_person(self._call_id)

    def first(self) -> QWidget:
        """What takes the focus when the panel is entered by key."""
        return self.list

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._none, self.list]
