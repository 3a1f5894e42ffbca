"""Statuses, channels and survey scales in words with the tone they deserve; a system's own word wins over ours.

Only the usual English words of systems are translated for a window in another language.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject

from connectors.records import Case, Feedback, Interaction, Invoice, Order, Status
from desktop.call.readings import days_late, is_open, is_open_case, is_overdue, verdict_of
from desktop.views.agent.panel_models import Cell
from desktop.views.format import Formats
from desktop.views.safe_text import capitalized, cell

_TONES = {
    "completed": "good",
    "delivered": "good",
    "paid": "good",
    "resolved": "good",
    "closed": "good",
    "shipped": "accent",
    "processing": "accent",
    "open": "accent",
    "new": "accent",
    "waiting": "warn",
    "on_hold": "warn",
    "partial": "warn",
    "pending": "accent",
    "unpaid": "warn",
    "due": "accent",
    "disputed": "warn",
    "failed": "bad",
    "returned": "violet",
    "refunded": "violet",
    "cancelled": "muted",
    "draft": "muted",
}
_CHANNELS = {
    "voice": "phone",
    "call": "phone",
    "phone": "phone",
    "telephone": "phone",
    "callback": "phone-outgoing",
    "email": "mail",
    "e-mail": "mail",
    "letter": "mail",
    "chat": "message-square",
    "chatbot": "bot",
    "bot": "bot",
    "sms": "message-circle",
    "messenger": "message-circle",
    "social": "message-circle",
    "whatsapp": "message-circle",
    "web": "globe",
    "store": "map-pin",
}
_SAME = {
    "in_progress": "processing",
    "canceled": "cancelled",
    "complete": "completed",
    "done": "completed",
    "solved": "resolved",
    "unresolved": "not_resolved",
    "partly_paid": "partial",
    "partially_paid": "partial",
}
"""The usual English words of systems for what we call otherwise."""
_ON_THE_WAY = frozenset({"partial", "shipped", "failed"})
_GOOD_ENDS = frozenset({"resolved", "solved", "answered", "done", "completed"})
_BAD_ENDS = frozenset({"not resolved", "unresolved", "abandoned", "missed", "failed", "escalated"})


class StatusWords(QObject):
    """Short words; `today` decides what is late."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats

    def status(self, status: Status | None) -> Cell:
        """A status as the system calls it, toned by what it means."""
        if status is None:
            return Cell()
        label = cell(status.label)
        said = (
            self._translated(label) if label else self._ours().get(status.value, cell(status.value).replace("_", " "))
        )
        return Cell(capitalized(said), _TONES.get(status.value, ""))

    def _translated(self, label: str) -> str:
        """A system's own word: where it is one of the usual English ones, in the language of a window that is not."""
        if self._formats.own_language.startswith("en"):
            return label
        return self._ours().get(_SAME.get(key := label.casefold().replace(" ", "_"), key), label)

    def _ours(self) -> dict[str, str]:
        return {
            "open": self.tr("Open"),
            "new": self.tr("New"),
            "processing": self.tr("In progress"),
            "waiting": self.tr("Waiting"),
            "on_hold": self.tr("On hold"),
            "pending": self.tr("Pending"),
            "completed": self.tr("Completed"),
            "cancelled": self.tr("Canceled"),
            "shipped": self.tr("Shipped"),
            "in_transit": self.tr("In transit"),
            "delivered": self.tr("Delivered"),
            "returned": self.tr("Returned"),
            "refunded": self.tr("Refunded"),
            "failed": self.tr("Failed"),
            "paid": self.tr("Paid"),
            "unpaid": self.tr("Unpaid"),
            "partial": self.tr("Partly paid"),
            "due": self.tr("Due"),
            "overdue": self.tr("Overdue"),
            "disputed": self.tr("Disputed"),
            "draft": self.tr("Draft"),
            "sent": self.tr("Sent"),
            "closed": self.tr("Closed"),
            "resolved": self.tr("Resolved"),
            "not_resolved": self.tr("Not resolved"),
            "answered": self.tr("Answered"),
            "missed": self.tr("Missed"),
            "abandoned": self.tr("Abandoned"),
            "escalated": self.tr("Escalated"),
        }

    def order(self, order: Order, today: date) -> Cell:
        """Where an order stands: late before all else, then its parcel, then its own status."""
        late = days_late(order, today)
        if late:
            return Cell(self.tr("%Ln days late", "", late), "bad")
        parcel = order.fulfillment
        if parcel is not None and (parcel.value == "delivered" or (is_open(order) and parcel.value in _ON_THE_WAY)):
            return self.status(parcel)
        return self.status(order.status or parcel)

    def invoice(self, invoice: Invoice, today: date) -> Cell:
        """Whether an invoice is paid."""
        if is_overdue(invoice, today):
            return Cell(self.tr("Overdue"), "bad")
        return self.status(invoice.status)

    def case(self, case: Case, today: date) -> Cell:
        """Where a case stands; an open one past its day is late."""
        if is_open_case(case) and case.due_at is not None and self._formats.local(case.due_at).date() < today:
            return Cell(self.tr("Overdue"), "bad")
        shown = self.status(case.status)
        urgent = case.priority is not None and case.priority.value in ("high", "urgent")
        return Cell(shown.text, "bad" if urgent and is_open_case(case) else shown.tone)

    def channel_icon(self, contact: Interaction) -> str:
        """The icon of a contact's channel."""
        channel = (contact.channel or "").casefold()
        icon = _CHANNELS.get(channel, "message-square")
        outbound = contact.direction == "out" and icon == "phone"
        return "phone-outgoing" if outbound else icon

    def channel(self, contact: Interaction) -> str:
        """A contact's channel as a word."""
        words = {
            "phone": self.tr("Call"),
            "phone-outgoing": self.tr("Call"),
            "mail": self.tr("E-mail"),
            "bot": self.tr("Chatbot"),
            "message-square": self.tr("Chat"),
        }
        names = {"sms": "SMS", "whatsapp": "WhatsApp"}
        name = names.get((contact.channel or "").casefold())
        if name is not None:
            return name
        icon = self.channel_icon(contact)
        known = (contact.channel or "").casefold() in _CHANNELS
        return words[icon] if known and icon in words else cell(contact.channel).capitalize() or self.tr("Contact")

    def outcome(self, contact: Interaction) -> Cell:
        """How a contact ended; of a path through a tree of outcomes its leaf."""
        text = cell(contact.outcome).rpartition(" › ")[2]
        ended = text.casefold()
        tone = "good" if ended in _GOOD_ENDS else "bad" if ended in _BAD_ENDS else ""
        return Cell(capitalized(self._translated(text)), tone)

    def metric(self, feedback: Feedback) -> str:
        """The name of a survey scale."""
        names = {"nps": self.tr("NPS"), "csat": self.tr("CSAT"), "ces": self.tr("CES")}
        return names.get(feedback.metric, self.tr("Survey"))

    def score(self, feedback: Feedback) -> str:
        """A score that names its scale: "6 of 10"."""
        if feedback.score is None:
            return self.tr("no score")
        score = self._formats.number(feedback.score)
        if feedback.scale_max is None:
            return score
        return self.tr("{score} of {best}").format(score=score, best=self._formats.number(feedback.scale_max))

    def verdict(self, feedback: Feedback) -> Cell:
        """What a score means: for NPS promoter, passive or detractor, else by the thirds of its scale."""
        verdict = verdict_of(feedback)
        nps = {"good": self.tr("Promoter"), "mixed": self.tr("Passive"), "poor": self.tr("Detractor")}
        others = {"good": self.tr("Good"), "mixed": self.tr("Mixed"), "poor": self.tr("Poor")}
        tones = {"good": "good", "mixed": "warn", "poor": "bad"}
        words = nps if feedback.metric == "nps" else others
        return Cell(words[verdict], tones[verdict]) if verdict else Cell()
