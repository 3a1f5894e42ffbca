"""A new customer: promised to the first system that takes customers, shown at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from connectors.phones import parse_number
from connectors.records import Phone
from desktop.call.state import Identity, IdentityStatus
from desktop.call.writes import create_problem, new_customer, new_customer_payload

if TYPE_CHECKING:
    from desktop.call.caller import Caller
    from desktop.call.context import Context
    from desktop.call.deeds import Deeds
    from desktop.call.writes import Writer


class Around(Protocol):
    """What creating a customer needs of its call."""

    id: str
    caller: Caller

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""

    def settle(self) -> None:
        """Something is new: look again."""


class Creating:
    """Each try has its own number: after a restart the first ones may be taken by this very call."""

    def __init__(self, call: Around, context: Context, deeds: Deeds) -> None:
        self._call = call
        self._context = context
        self._deeds = deeds
        self._under_way = False
        self.number = 0

    def create(self, name: str, phone: str, email: str) -> None:
        """Create a customer, or say what is wrong with what was typed."""
        name, email = " ".join(name.split())[:200], email.strip()[:254]
        number = parse_number(phone, self._context.region) if phone.strip() else None
        problem = create_problem(name, phone, number is not None, email)
        if problem is not None:
            self._failed(problem)
        elif not self._under_way:
            self._under_way = True
            found = Phone(phone.strip(), number.e164) if number else None
            self._deeds.under_way.start(self._create(name, found, email, self._call.caller.wish()))

    async def _create(self, name: str, phone: Phone | None, email: str, wish: int) -> None:
        call, now = self._call, self._context.clock.now()
        number, self.number = self.number, self.number + 1
        person = new_customer(f"{call.id}:customer.create:{number}", name, phone, email, now)
        payload = new_customer_payload(name, phone, email, now)
        writer = replace(call.writer(), identity=Identity(IdentityStatus.IDENTIFIED, person))
        drafts = writer.draft("customer.create", payload, number)
        if not drafts:
            self._failed("not_offered")
        elif await self._deeds.created(person.key, drafts) and call.caller.is_latest(wish):
            call.caller.adopt(person)
        self._under_way = False

    def _failed(self, code: str) -> None:
        self._call.caller.search = replace(self._call.caller.search, create_problem=code)
        self._call.settle()
