"""What leaves a call for the systems: outbox rows, built from what the agent decided. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from connectors import changes
from connectors.connector import UPDATE, updatable
from connectors.merge import MergedCustomer
from connectors.records import Customer, Phone, Provenance
from desktop.store.records import DraftValue, OutboxDraft, RemoteId, WrapUpRecord

if TYPE_CHECKING:
    from connectors.connector import Connector
    from desktop.call.line import Line
    from desktop.call.state import Identity, WrapUpView

DUE_IN_DAYS = "due_in_days"
OWN_SYSTEM = "callside"
"""The provenance of a customer the agent has just created and no system has confirmed yet."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes about which call; `idem` numbers the writes of one call, so a key never changes between attempts."""

    call_id: str
    agent: str
    connectors: Sequence[Connector]
    identity: Identity

    def draft(
        self, operation: str, payload: Mapping[str, DraftValue], number: int, system: str | None = None
    ) -> list[OutboxDraft]:
        """The outbox row for one write, in the first system that takes it; none where no system does."""
        for connector in self.connectors:
            if operation in connector.operations and system in (None, connector.name):
                whole = {**self._person(connector.name), "agent": self.agent, **payload}
                if operation == UPDATE and changes.problem(whole, updatable(connector)) is not None:
                    continue
                return [
                    OutboxDraft(
                        connector=connector.name,
                        operation=operation,
                        entity=self._entity(connector.name if operation == UPDATE else None),
                        payload={**whole, **self._was(connector.name, operation, payload)},
                        key=f"{self.call_id}:{operation}:{number}",
                        strategy=connector.strategies.get(operation, "none"),
                    )
                ]
        return []

    def _person(self, system: str) -> dict[str, DraftValue]:
        person = self.identity.customer
        if person is None:
            return {"customer_id": None}
        if person.customer.provenance.system == OWN_SYSTEM:
            # The id is the key of the write that creates the person: filled in once that system has given its own.
            return {"customer_id": RemoteId(person.customer.id) if system == self._creates() else None}
        return {"customer_id": person.ids.get(system)}

    def _was(self, system: str, operation: str, payload: Mapping[str, DraftValue]) -> Mapping[str, DraftValue]:
        """What a system says now of what it is to say otherwise."""
        person = self.identity.customer
        return changes.was(person, system, payload) if operation == UPDATE and person is not None else {}

    def _creates(self) -> str | None:
        """The system in which new customers are created."""
        return next((each.name for each in self.connectors if "customer.create" in each.operations), None)

    def _entity(self, system: str | None) -> str:
        """Whose writes keep their order; a change in one system keeps back nothing that goes to another."""
        person = self.identity.customer
        if person is not None and system is not None and system in person.ids:
            return f"customer:{system}:{person.ids[system]}"
        return f"customer:{person.key}" if person else f"call:{self.call_id}"


def interaction_payload(line: Line, view: WrapUpView, subject: str, ended_at: datetime) -> dict[str, DraftValue]:
    """What the customer's history will say about this call."""
    info = line.info
    outcome = next((leaf.words for leaf in view.dispositions if leaf.id == view.disposition), None)
    return {
        "channel": info.channel,
        "direction": info.direction,
        "at": info.started_at,
        "ended_at": info.ended_at or ended_at,
        "duration_s": line.talked_s(),
        "queue": info.queue,
        "subject": subject,
        "summary": view.notes.strip(),
        "outcome": outcome,
        "disposition": view.disposition,
        "ani": info.ani,
    }


def finished_call(
    writer: Writer, line: Line, view: WrapUpView, subject: str, call_type: str | None, now: datetime
) -> tuple[WrapUpRecord, list[OutboxDraft]]:
    """The wrap-up as it is kept here, and the writes that carry it to the systems."""
    person, info = writer.identity.customer, line.info
    record = WrapUpRecord(
        call_id=writer.call_id,
        channel=info.channel,
        direction=info.direction,
        queue=info.queue,
        ani=info.ani,
        customer_key=person.key if person else None,
        call_type=call_type,
        disposition=view.disposition,
        notes=view.notes.strip(),
        follow_ups=tuple((item.text, item.due_on) for item in view.follow_ups),
        agent=writer.agent,
        started_at=info.started_at,
        answered_at=info.answered_at,
        ended_at=info.ended_at,
        finished_at=now,
    )
    drafts = writer.draft("interaction.create", interaction_payload(line, view, subject, now), 0)
    for number, item in enumerate(view.follow_ups):
        payload: dict[str, DraftValue] = {"subject": item.text, "text": item.text, "due_on": item.due_on, "at": now}
        drafts += writer.draft("task.create", payload, number)
    return record, drafts


def effect_payload(params: Mapping[str, str], today: date) -> dict[str, str | date]:
    """What an effect of the playbook writes: its words, and `due_in_days` as the day on which it falls due."""
    payload: dict[str, str | date] = {key: words for key, words in params.items() if key != DUE_IN_DAYS}
    days = params.get(DUE_IN_DAYS, "")
    if days.isascii() and days.isdigit() and len(days) <= 4:
        payload["due_on"] = payload["due_at"] = today + timedelta(days=int(days))
    return payload


def new_customer(key: str, name: str, phone: Phone | None, email: str, now: datetime) -> MergedCustomer:
    """The person the agent has just created, known here until the system confirms."""
    customer = Customer(
        id=key,
        provenance=Provenance(OWN_SYSTEM, key, now),
        name=name,
        phones=(phone,) if phone else (),
        emails=(email,) if email else (),
        since=now.date(),
    )
    return MergedCustomer(key=f"{OWN_SYSTEM}:{key}", customer=customer, ids={OWN_SYSTEM: key}, values={})


def new_customer_payload(name: str, phone: Phone | None, email: str, now: datetime) -> dict[str, DraftValue]:
    """What a system is told of a person the agent has just created."""
    given, _, family = name.rpartition(" ")
    return {
        "customer_id": None,
        "name": name,
        "given_name": given or name,
        "family_name": family if given else "",
        "phone": (phone.e164 or phone.raw) if phone else None,
        "email": email or None,
        "at": now,
    }


def create_problem(name: str, phone: str, number_ok: bool, email: str) -> str | None:
    """Why a new customer cannot be created like this: name_missing, phone_invalid, email_invalid or contact_missing."""
    if not name:
        return "name_missing"
    if phone.strip() and not number_ok:
        return "phone_invalid"
    if email and ("@" not in email.strip("@") or " " in email):
        return "email_invalid"
    return None if phone.strip() or email else "contact_missing"
