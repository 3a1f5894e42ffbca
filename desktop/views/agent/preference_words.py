"""What the customer record says of the person: language, ways to reach them, consents; and which system says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from connectors.phones import display
from connectors.records import Address, Phone
from desktop.views.agent.panel_columns import PanelColumns, sentence
from desktop.views.agent.panel_models import Cell, Column, RowWords
from desktop.views.agent.panel_tables import Table
from desktop.views.format import Formats
from desktop.views.safe_text import capitalized, cell

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from connectors.records import Customer

CHANNEL_KEYS = ("preferred_channel", "contact_channel", "contact_preference")
TIME_KEYS = ("preferred_time", "contact_time", "best_time_to_call")


@dataclass(frozen=True, slots=True)
class Preference:
    """One thing known of the person; `field` is the one of the customer record that it is read from."""

    name: str
    value: str
    field: str
    tone: str = ""


class PreferenceWords(QObject):
    """Words the person; no widget, no call."""

    def __init__(self, formats: Formats, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self._values = PanelColumns(formats, now, self)

    def table(self, person: MergedCustomer | None, labels: Mapping[str, str]) -> Table:
        """One row for each thing that is known."""
        columns = (
            Column(self.tr("What"), 128),
            Column(self.tr("On file")),
            Column(self.tr("From"), 84, gives_way=1),
        )
        rows = [row for row in self._rows(person.customer) if row.value] if person is not None else []
        agreed = [row for row in rows if row.field == "consents" and row.tone == "good"]
        summary = [row.value for row in rows if row.field == "language"]
        if person is not None and person.customer.consents is not None:
            count = len(agreed)
            summary.append(self.tr("%Ln consents", "", count))
        return Table(columns, rows, _Words(self, person, labels).row, tuple(summary))

    def _rows(self, customer: Customer) -> Iterator[Preference]:
        language = self._formats.language(customer.language) if customer.language else ""
        yield Preference(self.tr("Language"), capitalized(cell(language)), "language")
        channel, time = _key(customer, CHANNEL_KEYS), _key(customer, TIME_KEYS)
        yield Preference(self.tr("Prefers"), capitalized(cell(customer.extra.get(channel))), f"extra.{channel}")
        yield Preference(self.tr("Best time"), cell(customer.extra.get(time)), f"extra.{time}")
        yield from self._consents(customer)
        for phone in customer.phones:
            kind = capitalized(cell(phone.kind)) or self.tr("Phone")
            yield Preference(kind, _number(phone), "phones")
        for address in customer.emails:
            yield Preference(self.tr("E-mail"), cell(address), "emails")
        yield Preference(self.tr("Address"), cell(self._address(customer.address)), "address")
        yield Preference(self.tr("Segment"), cell(customer.segment), "segment")
        yield Preference(self.tr("Tags"), cell(", ".join(customer.tags)), "tags")
        birthday = self._values.day(customer.birthday) if customer.birthday is not None else ""
        yield Preference(self.tr("Birthday"), birthday, "birthday")

    def _consents(self, customer: Customer) -> Iterator[Preference]:
        """Given, refused; a system that keeps none says nothing, one that keeps an empty list says none."""
        if customer.consents == () and not customer.refused:
            yield Preference(self.tr("Consents"), self.tr("None given"), "consents", "warn")
        name = self.tr("Consent: {what}")
        for consent in customer.consents or ():
            yield Preference(name.format(what=_spaced(consent)), self.tr("Given"), "consents", "good")
        for consent in customer.refused or ():
            yield Preference(name.format(what=_spaced(consent)), self.tr("Refused"), "refused", "bad")

    def _address(self, address: Address | None) -> str:
        if address is None:
            return ""
        place = " ".join(part for part in (address.postal_code, address.city) if part)
        country = self._formats.country(address.country) if address.country else ""
        return ", ".join(part for part in (address.street, place, address.region, country) if part)

    def several(self, count: int) -> str:
        """What stands in the place of a system where systems disagree."""
        return self.tr("%Ln values", "", count)


class _Words:
    """Words rows of one person: which system said it is looked up where the row is."""

    def __init__(self, words: PreferenceWords, person: MergedCustomer | None, labels: Mapping[str, str]) -> None:
        self._words, self._person, self._labels = words, person, labels

    def row(self, row: Preference) -> RowWords:
        """One row."""
        cells = (Cell(row.name, strong=True), Cell(row.value, row.tone), self._source(row))
        return RowWords(cells, sentence("", cells))

    def _source(self, row: Preference) -> Cell:
        person = self._person
        if person is None:
            return Cell()
        said = person.values.get(row.field, ())
        own = [each.system for each in said if isinstance(each.value, tuple) and row.value in map(cell, each.value)]
        if len(said) > 1 and not own:
            return Cell(self._words.several(len(said)), "warn")
        # What was kept before this was remembered names nobody; then the record as a whole does.
        systems = own or person.said_by.get(row.field, ()) or (person.customer.provenance.system,)
        return Cell(", ".join(cell(self._labels.get(name, name)) for name in systems), "muted")


def _number(phone: Phone) -> str:
    return cell(display(phone.e164) if phone.e164 else phone.raw)


def _spaced(word: str) -> str:
    return cell(word).replace("_", " ")


def _key(customer: Customer, keys: tuple[str, ...]) -> str:
    """The one of these keys under which the customer record says something more."""
    return next((key for key in keys if customer.extra.get(key) is not None), keys[0])
