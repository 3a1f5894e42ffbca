"""Customers that a search has found, as rows to run: what tells namesakes apart, and what became of the search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from connectors.phones import display
from connectors.records import Customer
from desktop.call.between_state import LookupView
from desktop.call.state import Candidate
from desktop.store.records import Hit
from desktop.store.search_words import WordKind
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.context import ViewContext
from desktop.views.entries import Entry
from desktop.views.safe_text import cell

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer

LIKE_A_PHONE, LIKE_A_NUMBER = 6, 3
"""So many digits and no letter are a number to call; so few may also be a customer's own."""


class PeopleEntries(QObject):
    """Words what `LookupView` holds; a result for another text than the one asked about is never shown."""

    def __init__(self, context: ViewContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._troubles = TroubleWords(context.formats, self)

    def between_calls(self, text: str) -> list[Entry]:
        """Customers to read, the number to call, and the question to all systems."""
        desk = self._context.desk
        lookup = self._lookup(text)
        people = self._people(lookup, desk.between.open_customer)
        digits = 0 if any(char.isalpha() or char == "@" for char in text) else sum(map(str.isdigit, text))
        call = self._call(text) if digits >= LIKE_A_NUMBER and desk.state.between.can_dial else []
        first, last = (call, []) if digits >= LIKE_A_PHONE else ([], call)
        return [*first, *people, *last, self._ask(lookup)]

    def to_pick(self, call_id: str, text: str) -> list[Entry]:
        """Customers of the cache, one of whom the caller may be."""
        hits = self._lookup(text).hits
        return [self._hit(hit, partial(self._context.desk.pick, call_id, hit.key)) for hit in hits]

    def instead(self, call_id: str, shown: MergedCustomer, text: str) -> list[Entry]:
        """Customers who may be on the line in the place of the one shown; behind all that can be done with that one."""
        lookup = self._lookup(text)
        others = replace(
            lookup,
            # A slip of the key must not put somebody else on the line: similar names are not offered.
            hits=tuple(hit for hit in lookup.hits if hit.key != shown.key and not hit.near),
            found=tuple(one for one in lookup.found if not one.customer.is_same(shown)),
        )
        title, become = self.tr("This caller is {name}"), partial(self._context.desk.replace_customer, call_id)
        found = [
            replace(entry, title=title.format(name=entry.title), last=True) for entry in self._people(others, become)
        ]
        return [*found, replace(self._ask(lookup), last=True)]

    def _lookup(self, text: str) -> LookupView:
        found = self._context.desk.state.between.lookup
        return found if found.text == text else LookupView(text)

    def _people(self, lookup: LookupView, open_customer: Callable[[str], None]) -> list[Entry]:
        known = {hit.key for hit in lookup.hits}
        fresh = [one for one in lookup.found if one.customer.key not in known]
        return [
            *(self._hit(hit, partial(open_customer, hit.key)) for hit in lookup.hits),
            *(self._candidate(one, partial(open_customer, one.customer.key)) for one in fresh),
        ]

    def _hit(self, hit: Hit, run: Callable[[], None]) -> Entry:
        last = self._context.formats.when(hit.last_contact, self._context.now()) if hit.last_contact else ""
        parts = (
            hit.city,
            self.tr("No. {number}").format(number=cell(hit.number)) if hit.number else "",
            display(hit.phones[0]) if hit.phones else "",
            self.tr("last contact {when}").format(when=last) if last else "",
        )
        by = self.tr("Similar") if hit.near else self._by(hit.by)
        name = hit.name or hit.organization or hit.number or hit.key
        return Entry(_text(name), _line(parts), "user", by, run, "warn" if hit.near else "text2", listed=True)

    def _by(self, kind: int) -> str:
        return {
            WordKind.NUMBER: self.tr("by number"),
            WordKind.EMAIL: self.tr("by e-mail"),
            WordKind.CUSTOMER: self.tr("by customer number"),
            WordKind.ORDER: self.tr("by order"),
            WordKind.CASE: self.tr("by case"),
        }.get(WordKind(kind), "")

    def _candidate(self, one: Candidate, run: Callable[[], None]) -> Entry:
        person: Customer = one.customer.customer
        phone = next((phone.e164 or phone.raw for phone in person.phones), "")
        parts = (one.city, self.tr("No. {number}").format(number=cell(person.id)), display(phone), *person.emails[:1])
        name = person.name or person.organization or person.id
        return Entry(_text(name), _line(parts), "user", self.tr("live"), run, "good", listed=True)

    def _call(self, text: str) -> list[Entry]:
        title = self.tr("Call {number}").format(number=cell(text))
        return [Entry(title, "", "phone-outgoing", "", partial(self._context.desk.dial, text), listed=True)]

    def _ask(self, lookup: LookupView) -> Entry:
        """The question to the systems, and what became of it."""
        title, line = self.tr("Search in all systems"), ""
        if lookup.status == "asking":
            line = self.tr("Asking…")
        elif lookup.troubles:
            sentence = self._troubles.several(lookup.troubles, self._context.now())
            line = self.tr("Not complete: {trouble}").format(trouble=sentence)
        elif lookup.status == "done":
            line = "" if lookup.found else self.tr("No customer found for “{text}”.").format(text=cell(lookup.text))
        elif not lookup.hits:
            line = self.tr("Nobody of those seen in the last 30 days fits.")
        return Entry(title, line, "search", "", self._context.desk.between.ask_systems, listed=True, stays=True)


def _text(value: str) -> str:
    return cell(value)


def _line(parts: Sequence[str | None]) -> str:
    return " · ".join(_text(part) for part in parts if part)
