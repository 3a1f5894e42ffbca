"""Asking the connected systems about one call: all at once on the io loop, each answer handed over as it lands.

Every request carries the epoch it was asked in. The call session raises its epoch when the person on the line
changes, so an answer about somebody else can never reach the screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from connectors.connector import ID_OPERATIONS, IdKind, Page, list_kinds
from connectors.errors import BadPayload, ConnectorError, NotFound

if TYPE_CHECKING:
    from concurrent.futures import Future

    from connectors.connector import Connector, ListKind
    from connectors.io_thread import Io
    from connectors.phones import PhoneQuery
    from connectors.records import Customer
    from desktop.call.clock import Clock

VERDICT_S = 2.0
"""After this long a source that has not answered is called slow."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system said: `what` is find, link, search or a list kind; page or error holds the answer.

    With `slow` it has neither: it has not answered by the verdict, and its answer may still come.
    """

    epoch: int
    system: str
    what: str
    page: Page[Any] | None = None
    error: ConnectorError | None = None
    latency_ms: float = 0.0
    slow: bool = False
    tag: str = ""


Deliver = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class Clue:
    """What the call brought to find a person by: the ANI, and numbers the caller typed into the IVR."""

    phone: PhoneQuery | None = None
    number: str | None = None
    number_kind: IdKind = "customer"


class Gather:
    """Starts requests for one call and delivers their answers on the loop that made it.

    Questions of one moment go to the io loop together: each knock at its door may cost the window its turn.
    """

    def __init__(self, io: Io, connectors: Sequence[Connector], clock: Clock, deliver: Deliver) -> None:
        self._io = io
        self._connectors = {connector.name: connector for connector in connectors}
        self._clock = clock
        self._deliver = deliver
        self._home = asyncio.get_running_loop()
        self._futures: set[Future[None]] = set()
        self._asks: list[Callable[[], Coroutine[Any, Any, None]]] = []
        self.epoch = 0
        self.open = 0
        """Questions whose answer is still to come."""

    def cancel(self) -> None:
        """Drop every request under way and refuse the answers that still come."""
        self.epoch += 1
        self.open = 0
        self._asks.clear()
        for future in tuple(self._futures):
            future.cancel()

    def identify(self, clue: Clue, only: Collection[str] | None = None) -> tuple[str, ...]:
        """Ask every system, or these, that can be asked with this clue at once; returns the names of those asked."""
        asked = []
        for connector in self._connectors.values():
            if only is not None and connector.name not in only:
                continue
            call = self._finder(connector, clue)
            if call is not None:
                asked.append(connector.name)
                self._start(connector.name, "find", call)
        self.go()
        return tuple(asked)

    def link(self, systems: Iterable[str], customer: Customer, number: str | None) -> tuple[str, ...]:
        """Ask systems that do not know the person yet by what another system told; returns those asked.

        `number` is the customer number shared by the company's systems; an id that means something in one
        system only must never be passed, it may be a stranger's id elsewhere.
        """
        asked = []
        for name in systems:
            connector = self._connectors[name]
            if self._linkable(connector, customer, number):
                asked.append(name)
                self._start(name, "link", lambda c=connector: _link(c, customer, number))  # type: ignore[misc]
        self.go()
        return tuple(asked)

    def lists(self, system: str, customer_id: str, limit: int = 200) -> tuple[ListKind, ...]:
        """Ask one system, with the next `go`, for everything it has on its customer; returns the kinds asked for.

        The customer's id comes back as the answer's tag: only an answer about the id in force may be shown.
        """
        connector = self._connectors[system]
        offered = connector.operations
        kinds = tuple(kind for kind in list_kinds([offered]) if f"{kind}.list" in offered)
        for kind in kinds:
            ask = partial(connector.list, kind, customer_id, limit)
            self._start(system, kind, ask, tag=customer_id)
        return kinds

    def glimpse(self, system: str, customer_id: str, kind: ListKind, tag: str, limit: int) -> None:
        """Ask, with the next `go`, for a few rows that tell one candidate from another; `tag` comes back with them."""
        connector = self._connectors[system]
        if f"{kind}.list" in connector.operations:
            self._start(system, kind, lambda: connector.list(kind, customer_id, limit), tag=tag)

    def search(self, text: str, phone: PhoneQuery | None, tag: str) -> tuple[str, ...]:
        """Search every system for a person by name, number, e-mail or order; returns the names of those asked."""
        asked = []
        for connector in self._connectors.values():
            if connector.operations & _SEARCH_OPERATIONS:
                asked.append(connector.name)
                self._start(
                    connector.name,
                    "search",
                    lambda c=connector: _search(c, text, phone),  # type: ignore[misc]
                    tag=tag,
                )
        self.go()
        return tuple(asked)

    def forget(self, system: str) -> None:
        """Let a system's short memory of its answers go, so that the next question reaches it."""
        forget = getattr(self._connectors[system], "forget", None)
        if forget is not None:
            self._io.call_soon(forget)

    def _finder(self, connector: Connector, clue: Clue) -> Callable[[], Awaitable[Page[Customer]]] | None:
        phone = clue.phone
        if phone is not None and "customer.find_by_phone" in connector.operations:
            return lambda: connector.find_by_phone(phone)
        number = clue.number
        if number is not None and ID_OPERATIONS[clue.number_kind] in connector.operations:
            return lambda: connector.find_by_id(number, clue.number_kind)
        return None

    @staticmethod
    def _linkable(connector: Connector, customer: Customer, number: str | None) -> bool:
        by_email = "customer.find_by_email" in connector.operations and bool(customer.emails)
        return by_email or ("customer.find_by_id" in connector.operations and number is not None)

    def _start(self, system: str, what: str, call: Callable[[], Awaitable[Page[Any]]], tag: str = "") -> None:
        self.open += 1
        self._asks.append(partial(self._ask, self.epoch, system, what, call, tag))

    def go(self) -> None:
        """Send off what was asked."""
        if self._asks:
            future = self._io.submit(_together(tuple(self._asks)))
            self._asks.clear()
            self._futures.add(future)
            future.add_done_callback(self._futures.discard)

    async def _ask(
        self, epoch: int, system: str, what: str, call: Callable[[], Awaitable[Page[Any]]], tag: str
    ) -> None:
        began = self._clock.monotonic()
        slow = asyncio.get_running_loop().call_later(
            VERDICT_S, self._hand_over, Answer(epoch, system, what, slow=True, tag=tag)
        )
        page, error = None, None
        try:
            page = await call()
        except NotFound:
            page = Page(())
        except ConnectorError as caught:
            error = caught
        except Exception as caught:  # noqa: BLE001  a connector may be anyone's code: its bug is one dead panel
            error = BadPayload(system, what, f"{type(caught).__name__} in the connector")
        finally:
            slow.cancel()
        latency = (self._clock.monotonic() - began) * 1000
        self._hand_over(Answer(epoch, system, what, page, error, latency, tag=tag))

    def _hand_over(self, answer: Answer) -> None:
        if not self._home.is_closed():
            self._home.call_soon_threadsafe(self._arrived, answer)

    def _arrived(self, answer: Answer) -> None:
        if answer.epoch == self.epoch:
            self.open -= not answer.slow
            self._deliver(answer)


async def _together(asks: Iterable[Callable[[], Coroutine[Any, Any, None]]]) -> None:
    await asyncio.gather(*(ask() for ask in asks))


_SEARCH_OPERATIONS = frozenset(
    {"customer.search", "customer.find_by_phone", "customer.find_by_email", *ID_OPERATIONS.values()}
)


async def _link(connector: Connector, customer: Customer, number: str | None) -> Page[Customer]:
    """The same person in another system: by the shared customer number, then by each e-mail address."""
    if number is not None and "customer.find_by_id" in connector.operations:
        page = await connector.find_by_id(number, "customer")
        if page.rows:
            return page
    if "customer.find_by_email" in connector.operations:
        for email in customer.emails:
            page = await connector.find_by_email(email)
            if page.rows:
                return page
    return Page(())


async def _search(connector: Connector, text: str, phone: PhoneQuery | None) -> Page[Customer]:
    """People who match what was typed, read as a number, an address, an order or customer number, or a name."""
    offers = connector.operations
    if phone is not None and "customer.find_by_phone" in offers:
        return await connector.find_by_phone(phone)
    if "@" in text and "customer.find_by_email" in offers:
        return await connector.find_by_email(text)
    if any(character.isdigit() for character in text):
        for kind, operation in ID_OPERATIONS.items():
            page = await connector.find_by_id(text, kind) if operation in offers else Page(())
            if page.rows:
                return page
    if "customer.search" in offers:
        return await connector.search(text)
    return Page(())
