"""A record as one row of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, time

from PySide6.QtCore import QObject

from connectors.records import Case, Customer, CustomerEvent, Feedback, Interaction, Invoice, Order, Record, Row
from desktop.call.readings import amount_due, goods, promised_on
from desktop.call.state import CallState, Phase, TimelineItem
from desktop.views.agent.panel_models import Cell
from desktop.views.agent.record_text import moment_of
from desktop.views.agent.status_words import StatusWords
from desktop.views.agent.timeline_model import TimelineRow
from desktop.views.format import Formats
from desktop.views.safe_text import capitalized, cell

_TAG_TONES = {"muted": "plain", "": "plain"}
_EVENT_ICONS = {
    "birthday": "cake",
    "renewal": "refresh-cw",
    "contract_end": "calendar-clock",
    "delivery": "truck",
    "appointment": "calendar",
    "payment_due": "credit-card",
}


class TimelineWords(QObject):
    """Words rows as they come into sight; `call` is the call the live row stands for.

    With `labels` of the systems each row begins its line with the one it is from, and how old that is.
    """

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = formats, now
        self._statuses = StatusWords(formats, self)
        self.call: CallState | None = None
        self.labels: Mapping[str, str] | None = None

    def row(self, item: TimelineItem) -> TimelineRow:
        """One item in words."""
        if item.record is None:
            return self._live()
        row = self.record(item.record, item.at)
        if self.labels is None:
            return row
        origin = item.record.provenance
        age = self._formats.age(origin.fetched_at, self._now())
        parts = (cell(self.labels.get(origin.system, origin.system)), age, row.line)
        return replace(row, line=" · ".join(part for part in parts if part))

    def record(self, record: Record, at: datetime | date | None = None) -> TimelineRow:
        """One record in words."""
        moment = self._known(at if at is not None else moment_of(record))
        when = self._formats.when(moment, self._now()) if moment is not None else ""
        match record:
            case Interaction():
                return self._contact(record, when)
            case Order():
                return self._order(record, when)
            case Invoice():
                return self._invoice(record, when)
            case Case():
                return self._case(record, when)
            case Feedback():
                return self._feedback(record, when)
            case CustomerEvent():
                return self._event(record, when)
            case Customer():
                return TimelineRow("user", "plain", cell(record.name), when=when)
            case Row():
                said = next((value for value in record.cells.values() if isinstance(value, str)), record.id)
                return TimelineRow("list", "plain", cell(said), when=when)

    def _known(self, moment: datetime | date | None) -> datetime | date | None:
        """A moment at the stroke of midnight is a day whose hour nobody wrote down."""
        if not isinstance(moment, datetime):
            return moment
        for clock in (moment, self._formats.local(moment)):
            if clock.timetz().replace(tzinfo=None) == time.min:
                return clock.date()
        return moment

    def _live(self) -> TimelineRow:
        call = self.call
        if call is None:
            return TimelineRow("phone", "accent", self.tr("This call"))
        about = cell(call.guide.title)
        title = self.tr("This call · {subject}").format(subject=about) if about else self.tr("This call")
        queue = cell(call.info.queue)
        line = self.tr("Queue {queue}").format(queue=queue) if queue else cell(call.info.ani_display)
        tags = {
            Phase.RINGING: (self.tr("Ringing"), "accent"),
            Phase.HELD: (self.tr("On hold"), "warn"),
            Phase.TALKING: (self.tr("Live"), "good"),
        }
        tag, tone = tags.get(call.phase, (self.tr("Ended"), "plain"))
        icon = "phone-outgoing" if call.info.direction == "out" else "phone-incoming"
        return TimelineRow(icon, "accent", title, line, self.tr("now"), tag, tone)

    def _contact(self, contact: Interaction, when: str) -> TimelineRow:
        channel = self._statuses.channel(contact)
        subject = cell(contact.subject)
        title = self.tr("{channel} · {subject}").format(channel=channel, subject=subject) if subject else channel
        if contact.duration_s:
            length = self._formats.duration(contact.duration_s)
            title = self.tr("{contact}, {duration}").format(contact=title, duration=length)
        line = cell(contact.summary)
        if contact.agent:
            agent = self.tr("Agent: {name}").format(name=cell(contact.agent))
            line = self.tr("{text}. {agent}").format(text=line.rstrip("."), agent=agent) if line else agent
        icon = self._statuses.channel_icon(contact)
        tone = "violet" if icon == "bot" else "accent"
        return _tagged(TimelineRow(icon, tone, title, line, when), self._statuses.outcome(contact))

    def _order(self, order: Order, when: str) -> TimelineRow:
        number, what = cell(order.number or order.id), cell(goods(order))
        title = self.tr("Order {number}").format(number=number)
        if what:
            title = self.tr("{order} · {goods}").format(order=title, goods=what)
        status = self._statuses.order(order, self._today())
        bubble = status.tone if status.tone in ("good", "bad", "warn", "violet") else "accent"
        return _tagged(TimelineRow("shopping-bag", bubble, title, self._way(order), when), status)

    def _way(self, order: Order) -> str:
        """Where the goods are: delivered, on the way, promised; else what they cost."""
        parcel = order.shipments[0] if order.shipments else None
        carrier = cell(parcel.carrier) if parcel is not None else ""
        if parcel is not None and parcel.delivered_at is not None:
            day = self._formats.when(parcel.delivered_at, self._now())
            return capitalized(_joined(carrier, self.tr("delivered {day}").format(day=day)))
        promised = promised_on(order)
        if promised is not None:
            day = self._formats.day(promised, self._now())
            return capitalized(_joined(carrier, self.tr("promised for {day}").format(day=day)))
        return _joined(carrier, self._formats.money(order.total) if order.total is not None else "")

    def _invoice(self, invoice: Invoice, when: str) -> TimelineRow:
        title = self.tr("Invoice {number}").format(number=cell(invoice.number or invoice.id))
        line = self._formats.money(invoice.total) if invoice.total is not None else ""
        if invoice.due_on is not None and amount_due(invoice) is not None:
            line = _joined(line, self._formats.due(invoice.due_on, self._now()))
        return _tagged(
            TimelineRow("receipt-text", "plain", title, line, when), self._statuses.invoice(invoice, self._today())
        )

    def _case(self, case: Case, when: str) -> TimelineRow:
        number, category = cell(case.number or case.id), cell(case.category).capitalize()
        title = self.tr("Case {number}").format(number=number)
        if category:
            title = self.tr("{case} · {category}").format(case=title, category=category)
        status = self._statuses.case(case, self._today())
        tone = "bad" if status.tone == "bad" else "good" if status.tone == "good" else "warn"
        return _tagged(TimelineRow("circle-alert", tone, title, cell(case.subject), when), status)

    def _feedback(self, feedback: Feedback, when: str) -> TimelineRow:
        metric, score = self._statuses.metric(feedback), self._statuses.score(feedback)
        title = self.tr("{survey} · {score}").format(survey=metric, score=score)
        comment = cell(feedback.comment)
        about = cell(feedback.about) or self.tr("No comment")
        line = self.tr("“{comment}”").format(comment=comment) if comment else about
        verdict = self._statuses.verdict(feedback)
        return _tagged(TimelineRow("star", verdict.tone or "plain", title, line, when), verdict)

    def _event(self, event: CustomerEvent, when: str) -> TimelineRow:
        label = cell(event.label) or self.event_kind(event.kind)
        line = self._formats.money(event.amount) if event.amount is not None else ""
        return TimelineRow(_EVENT_ICONS.get(event.kind, "calendar"), "violet", capitalized(label), line, when)

    def event_kind(self, kind: str) -> str:
        """What kind of day it is."""
        words = {
            "birthday": self.tr("Birthday"),
            "renewal": self.tr("Renewal"),
            "contract_end": self.tr("Contract ends"),
            "delivery": self.tr("Delivery"),
            "appointment": self.tr("Appointment"),
            "payment_due": self.tr("Payment due"),
        }
        return words.get(kind, self.tr("Event"))

    def _today(self) -> date:
        return self._formats.local(self._now()).date()


def _tagged(row: TimelineRow, tag: Cell) -> TimelineRow:
    if not tag.text:
        return row
    tone = _TAG_TONES.get(tag.tone, tag.tone)
    return TimelineRow(row.icon, row.tone, row.title, row.line, row.when, tag.text, tone)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
