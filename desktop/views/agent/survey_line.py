"""One line of the wrap-up: whom the survey system will ask, how and what, with a switch; or why nobody is asked."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.call.state import Disposition, SurveyOffer
from desktop.views.agent.disposition_field import PickList
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, cell, set_tip
from desktop.views.widgets.buttons import Chip
from desktop.views.widgets.card import hbox
from desktop.views.widgets.labels import IconLabel


class SurveyLine(QWidget):
    """Signals: switched(bool, str) = the customer may be invited, or not, for this reason."""

    switched = Signal(bool, str)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = context.look
        self._roomy = True
        self._offer: SurveyOffer | None = None
        self._came_from: QWidget | None = None
        self.switch = Chip(look, self.tr("Invite"))
        self.reasons = PickList(context, self.tr("Why is nobody invited?"))
        self._icon = IconLabel(look, "star", "text2", 14)
        self._text = ElidedLabel(role="meta", tone="text2")
        line = hbox(self, margins=(look.px(4), 0, look.px(4), 0), spacing=look.px(8))
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self.switch)
        self.switch.installEventFilter(self)
        self.switch.clicked.connect(self._on_clicked)
        self.reasons.picked.connect(self._on_picked)
        self.hide()

    def set_roomy(self, *, roomy: bool) -> None:
        """Where there is little room, why nobody is invited is left out."""
        self._roomy = roomy
        self._show()

    def show_offer(self, offer: SurveyOffer | None) -> None:
        """Show what is offered, or why nothing is."""
        if offer != self._offer:
            self._offer = offer
            self._show()

    def ask(self) -> None:
        """Ask why nobody is invited, where the playbook has reasons to choose from."""
        offer = self._offer
        if offer is None or offer.reason or not offer.reasons or not self.isVisible():
            return
        self._came_from = QApplication.focusWidget()
        self.reasons.show_leaves([Disposition(reason, (reason,)) for reason in offer.reasons])
        self.reasons.open_at(self)
        self.switch.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        offer = self._offer
        self.setVisible(offer is not None and (not offer.reason or self._roomy))
        if offer is None or offer.reason or offer.on or not offer.reasons:
            self.reasons.hide()
        if offer is None:
            self._text.setText("")
            set_tip(self, "")
            return
        self.switch.setVisible(not offer.reason)
        self.switch.setChecked(offer.on and not offer.reason)
        self.switch.set_label(self.tr("Invite") if offer.on else self.tr("Do not invite"))
        words = self._words(offer)
        self._text.setText(words)
        tip = words if offer.reason else f"{words}\n{cell(offer.to)}"
        set_tip(self, tip)
        set_tip(self._text, tip)
        self.switch.setAccessibleDescription(words)

    def _words(self, offer: SurveyOffer) -> str:
        if offer.reason:
            return self.tr("No survey: {why}").format(why=self._why(offer))
        if offer.why_not and not offer.on:
            return self.tr("No survey: {why}").format(why=cell(offer.why_not))
        if offer.reasons and not offer.on:
            return self.tr("Why is nobody invited?")
        words = self.tr("By text message: {question}") if offer.channel == "sms" else self.tr("By e-mail: {question}")
        return words.format(question=cell(offer.question))

    def _why(self, offer: SurveyOffer) -> str:
        asked = self.tr("asked yesterday") if offer.days == 1 else self.tr("asked %Ln days ago", "", offer.days)
        reasons = {
            "no_consent": self.tr("no consent"),
            "consent_unknown": self.tr("consent not known"),
            "asked": self.tr("asked today") if offer.days == 0 else asked,
            "no_address": self.tr("no number on file")
            if offer.channel == "sms"
            else self.tr("no e-mail address on file"),
            "no_system": self.tr("no connected system invites"),
            "none_fits": self.tr("none for this call"),
            "history_unknown": self.tr("not known when last asked"),
        }
        return reasons.get(offer.reason, self.tr("none for this call"))

    def _on_clicked(self) -> None:
        on = self.switch.isChecked()
        self.switch.set_label(self.tr("Invite") if on else self.tr("Do not invite"))
        self.switched.emit(on, "")
        if on:
            self._leave()
        else:
            self.ask()

    def _on_picked(self, reason: str) -> None:
        self.switched.emit(False, reason)
        self._leave()

    def _leave(self) -> None:
        """The list is done with: the focus goes back to where it came from."""
        back, self._came_from = self._came_from, None
        self.reasons.hide()
        if back is not None and back is not self.switch and back.isVisible():
            back.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While the list is open, the switch's keys are the list's."""
        if watched is not self.switch or not self.reasons.isVisible():
            return super().eventFilter(watched, event)
        if event.type() is QEvent.Type.FocusOut:
            self.reasons.hide()
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes(event)
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.reasons.move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        elif (reason := self.reasons.taken_by(event)) is not None:
            self._on_picked(reason)
        else:
            return False
        return True
