"""A glimpse of each of several people: the last contact and the open orders tell one from another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from connectors.records import Interaction, Order
from desktop.call.gather import Answer, Gather
from desktop.call.readings import is_open

if TYPE_CHECKING:
    from desktop.call.gather import Deliver
    from desktop.call.state import Candidate

MOST_ORDERS = 50
_Place = tuple[str, str]
"""A person's key and a system."""


class Glimpses:
    """What was seen of each person in each system, asked for once; `changed` is called when there is more."""

    def __init__(self, gather: Callable[[Deliver], Gather], changed: Callable[[], None]) -> None:
        self._gather = gather(self._arrived)
        self._changed = changed
        self._asked: set[tuple[str, str, str]] = set()
        self._contacts: dict[_Place, datetime] = {}
        self._orders: dict[_Place, int] = {}

    def ask(self, people: Iterable[Candidate]) -> None:
        """Look at these people, as far as they have not been looked at yet."""
        for candidate in people:
            key = candidate.customer.key
            for system, customer_id in candidate.customer.ids.items():
                if (key, system, customer_id) not in self._asked:
                    self._asked.add((key, system, customer_id))
                    self._gather.glimpse(system, customer_id, "interactions", key, 1)
                    self._gather.glimpse(system, customer_id, "orders", key, MOST_ORDERS)
        self._gather.go()

    def told(self, candidate: Candidate) -> Candidate:
        """The candidate with what has been seen so far."""
        places = [(candidate.customer.key, system) for system in candidate.customer.ids]
        contacts = [self._contacts[place] for place in places if place in self._contacts]
        orders = [self._orders[place] for place in places if place in self._orders]
        return replace(
            candidate,
            last_contact=max(contacts, default=None),
            open_orders=sum(orders) if orders else None,
        )

    def close(self) -> None:
        """Nobody needs to be told apart any more."""
        self._gather.cancel()
        self._asked.clear()

    def _arrived(self, answer: Answer) -> None:
        if answer.page is None:
            return
        place = (answer.tag, answer.system)
        rows = answer.page.rows
        if answer.what == "interactions":
            seen = [row.at for row in rows if isinstance(row, Interaction) and row.at is not None]
            if seen:
                self._contacts[place] = max(seen)
        else:
            self._orders[place] = sum(1 for row in rows if isinstance(row, Order) and is_open(row))
        self._changed()
