"""What one system knows of the customer and another could be told: where they disagree, what can be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from connectors import changes
from connectors.connector import UPDATE, updatable
from desktop.call.deed_views import ChangeView

if TYPE_CHECKING:
    from connectors.connector import Connector
    from connectors.merge import MergedCustomer
    from desktop.call.writes import Writer


class Around(Protocol):
    """What it needs of its call."""

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""


class Changing:
    """Keeps what can be copied for the person on the line, and what of it was promised already, of everybody."""

    def __init__(self, call: Around) -> None:
        self._call = call
        self._person: MergedCustomer | None = None
        self._promised: list[tuple[MergedCustomer, str]] = []
        self._views: tuple[ChangeView, ...] = ()

    def views(self) -> tuple[ChangeView, ...]:
        """Everything that can be copied; the same object while nothing has changed."""
        writer = self._call.writer()
        person = writer.identity.customer
        if person is not self._person:
            self._person = person
            self._look(writer.connectors)
        return self._views

    def offers(self, view: ChangeView) -> bool:
        """Whether exactly this can still be copied: another value than the one that was seen is not."""
        return not view.promised and view in self.views()

    def promise(self, view: ChangeView, person: MergedCustomer) -> None:
        """It is in the outbox, for this person, whoever is on the line by now."""
        self._promised.append((person, view.id))
        self._look(self._call.writer().connectors)

    def take_back(self, view: ChangeView, person: MergedCustomer) -> None:
        """It is not in the outbox any more."""
        self._promised.remove((person, view.id))
        self._look(self._call.writer().connectors)

    def _look(self, connectors: Sequence[Connector]) -> None:
        person = self._person
        found = copies(person, connectors) if person is not None else ()
        theirs = {view_id for other, view_id in self._promised if person is not None and person.is_same(other)}
        self._views = tuple(replace(view, promised=view.id in theirs) for view in found)


def copies(person: MergedCustomer, connectors: Sequence[Connector]) -> Iterator[ChangeView]:
    """For each field on which systems disagree: what each would have to be told to say what another one says."""
    targets = [each for each in connectors if UPDATE in each.operations and each.name in person.ids]
    for field, values in person.values.items():
        for target in targets:
            old = changes.said(person, target.name, field)
            seen = [changes.parts_of(field, old)]
            for value in values:
                parts = changes.change(person, target.name, field, value.value, updatable(target))
                whole = changes.parts_of(field, value.value)
                draft = {"customer_id": person.ids[target.name], **parts}
                if parts and whole not in seen and changes.problem(draft, updatable(target)) is None:
                    seen.append(whole)
                    yield ChangeView(target.name, field, old, value.value, value.system, MappingProxyType(dict(parts)))
