"""What would be changed of a customer in a system, in words: the field, what it says now, what it would say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from connectors.connector import EXTRA
from connectors.records import Address, Money
from desktop.views.agent.detail_words import Line
from desktop.views.safe_text import cell, shown

if TYPE_CHECKING:
    from desktop.call.deed_views import ChangeView
    from desktop.views.format import Formats


class ChangeWords(QObject):
    """Names of a customer's fields, their values as people write them, and what a change does."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats

    def field(self, name: str) -> str:
        """Return what a field of the customer is called."""
        names = {
            "name": self.tr("Name"),
            "given_name": self.tr("First name"),
            "family_name": self.tr("Family name"),
            "organization": self.tr("Organization"),
            "country": self.tr("Country"),
            "tier": self.tr("Tier"),
            "since": self.tr("Customer since"),
            "lifetime_value": self.tr("Lifetime value"),
            "balance": self.tr("Balance"),
            "address": self.tr("Address"),
            "segment": self.tr("Segment"),
            "language": self.tr("Language"),
            "birthday": self.tr("Birthday"),
            "emails": self.tr("E-mail"),
            "email": self.tr("E-mail"),
            "phone": self.tr("Phone"),
            "street": self.tr("Street"),
            "postal_code": self.tr("Postal code"),
            "city": self.tr("City"),
            "region": self.tr("Region"),
        }
        return names.get(name) or cell(name.removeprefix(EXTRA)).replace("_", " ").capitalize()

    def value(self, field: str, value: object, now: datetime) -> str:
        """Return a customer's field as people write it."""
        match value:
            case Money():
                return self._formats.money(value)
            case date():
                return self._formats.day(value, now)
            case Address():
                town = " ".join(part for part in (value.postal_code, value.city) if part)
                return cell(", ".join(part for part in (value.street, town, value.region) if part))
            case None | ():
                return self.tr("empty")
            case tuple():
                return cell(", ".join(map(str, value)))
            case str() if field == "language":
                return cell(self._formats.language(value))
            case str() if field == "country":
                return cell(self._formats.country(value))
        return cell(value)

    def copy(self, change: ChangeView, labels: Mapping[str, str], now: datetime) -> str:
        """Return what a menu offers, or what was done of it already."""
        words = self.tr("Copied to {system}: {value}") if change.promised else self.tr("Copy to {system}: {value}")
        return words.format(system=self._system(change, labels), value=self._new(change, now))

    def title(self, change: ChangeView, labels: Mapping[str, str]) -> str:
        """Return the heading over what would be changed."""
        return self.tr("Change in {system}").format(system=self._system(change, labels))

    def deed(self, change: ChangeView, labels: Mapping[str, str], now: datetime) -> str:
        """Return what was done, for the line that can take it back."""
        field, system = self.field(change.field), self._system(change, labels)
        return self.tr("{field} in {system}: {value}").format(field=field, system=system, value=self._new(change, now))

    def preview(self, change: ChangeView, labels: Mapping[str, str], now: datetime) -> list[Line]:
        """Return where, what, from what to what."""
        source = cell(labels.get(change.source, change.source))
        return [
            Line(self.tr("Field"), self.field(change.field)),
            Line(self.tr("Now"), shown(self.value(change.field, change.old, now)), tone="muted"),
            Line(self.tr("Then"), shown(self._new(change, now))),
            Line(self.tr("As in"), source, tone="muted"),
        ]

    def _new(self, change: ChangeView, now: datetime) -> str:
        """What would be sent: of several addresses the first."""
        new = change.new[:1] if isinstance(change.new, tuple) else change.new
        return self.value(change.field, new, now)

    def _system(self, change: ChangeView, labels: Mapping[str, str]) -> str:
        return cell(labels.get(change.system, change.system))
