"""One reading operation of a manifest: ask, take, map, verify. The system-independent half of a connector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from connectors.backend import Backend, Inputs, Rows
from connectors.connector import Page
from connectors.errors import BadPayload
from connectors.manifest.asks import TAKEN, ErrorRule
from connectors.manifest.model import Manifest, Operation
from connectors.manifest.templating import fill, look_up
from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import Evaluate, Locale, compile_expression
from connectors.mapping.looked_for import nothing_looked_for
from connectors.mapping.rows import MappedRows, Mapper
from connectors.people import fold_email
from connectors.phones import PhoneQuery
from connectors.records import Customer, Phone, Record
from connectors.verify import Match, phone_match, same_id, verify_email, verify_id, verify_phone

MAX_VALUES = 12


def locale_of(manifest: Manifest) -> Locale:
    """How the system of a manifest writes."""
    settings = manifest.settings
    zone = ZoneInfo(settings.timezone)
    return Locale(settings.region, zone, settings.currency, manifest.tables, settings=settings.model_dump())


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for: its inputs, and what a row is verified against."""

    inputs: Inputs
    phone: PhoneQuery | None = None
    email: str | None = None
    number: str | None = None


class Reader:
    """Runs one reading operation."""

    def __init__(self, manifest: Manifest, kind: str, operation: Operation, backend: Backend, locale: Locale) -> None:
        self._system = manifest.name
        self._operation = operation
        self._backend = backend
        self._locale = locale
        self._errors: Sequence[ErrorRule] = (*operation.errors, *manifest.errors)
        columns = manifest.kind in {"sql", "csv"}
        self._mapper = Mapper(manifest.name, kind, manifest.map_of(operation), locale, columns=columns)
        value = operation.verify.value if operation.verify is not None else None
        self._value = compile_expression(value, locale) if value is not None else None
        self._texts = tuple(_texts((value, {"id": "id", **manifest.map_of(operation)})))
        self._take = operation.verify.take if operation.verify is not None else None
        self._is_verified_before = self._value is not None or self._take is not None
        self._takes: dict[str, Evaluate] = {
            text: compile_expression(text, locale) for step in operation.steps for text in step.take.values()
        }

    async def find(self, question: Question, fetched_at: datetime) -> Page[Customer]:
        """Verified customers; with `for_each` the values are tried in order until one is verified."""
        pages: list[Page[Customer]] = []
        for inputs in self._tries(question.inputs):
            page = await self._find_once(question, inputs, fetched_at)
            pages.append(page)
            if page.rows and self._operation.until == "verified":
                break
        return _together(pages)

    async def records(self, inputs: Inputs, fetched_at: datetime) -> tuple[MappedRows, bool, int | None]:
        """The records of an operation that is not verified, whether there were more, and the system's own count."""
        found, _ = await self._rows(inputs)
        owner = look_up("customer.id", inputs)
        mapped = self._mapper.map(found.rows, fetched_at, found.as_of, owner)
        if not mapped.records:
            self._refuse_strange(found.rows)
        return self._mapper.whole(mapped, found.beyond), found.truncated, found.total

    async def _find_once(self, question: Question, inputs: Inputs, fetched_at: datetime) -> Page[Customer]:
        answer, taken = await self._rows(inputs)
        certain, possible, dropped = self._by_value(answer.rows, taken, question)
        found = self._verified(question, self._mapper.map(certain, fetched_at, answer.as_of))
        maybe = self._mapper.map(possible, fetched_at, answer.as_of) if possible else MappedRows(())
        if not (found.rows or found.possible or maybe.records):
            self._refuse_strange(answer.rows)
        return Page(
            rows=found.rows,
            truncated=answer.truncated,
            dropped=found.dropped + dropped,
            possible=found.possible + _customers(maybe.records),
            unreadable=found.unreadable,
        )

    def _verified(self, question: Question, mapped: MappedRows) -> Page[Customer]:
        customers = _customers(mapped.records)
        if self._is_verified_before:
            page = Page(customers)
        elif question.phone is not None:
            page = verify_phone(customers, question.phone)
        elif question.email is not None:
            page = verify_email(customers, question.email)
        else:
            page = verify_id(customers, question.number or "")
        dropped = page.dropped + mapped.nobody
        return Page(page.rows, dropped=dropped, possible=page.possible, unreadable=mapped.unreadable)

    def _by_value(self, rows: Any, taken: Mapping[str, Any], question: Question) -> tuple[Any, list[Any], int]:
        """Rows sorted by what `verify` finds in them or on the way; without it all of them go on to be mapped."""
        if not self._is_verified_before:
            return rows, [], 0
        listed = rows if isinstance(rows, list | tuple) else [] if rows is None else [rows]
        matches = [self._matches(self._proof(row, taken), question) for row in listed]
        pairs = list(zip(listed, matches, strict=True))
        certain = [row for row, match in pairs if match is Match.YES]
        possible = [row for row, match in pairs if match is Match.POSSIBLE]
        return certain, possible, len(listed) - len(certain) - len(possible)

    def _refuse_strange(self, rows: Any) -> None:
        """Refuse rows that have nothing of what the map reads: such as a notice of maintenance, they are nobody's."""
        listed = rows if isinstance(rows, list | tuple) else [] if rows is None else [rows]
        if said := nothing_looked_for(listed, self._texts):
            raise BadPayload(self._system, "records", said)

    def _proof(self, row: Any, taken: Mapping[str, Any]) -> Any:
        if self._take is not None:
            return taken.get(self._take)
        try:
            return self._value(row) if self._value is not None else None
        except Unreadable:
            return None

    def _matches(self, found: Any, question: Question) -> Match:
        if self._take is not None and isinstance(found, list):
            return Match.NO  # one of several that a step has met says nothing of whom the rows are
        items = found if isinstance(found, list) else [found]
        texts = [str(item) for item in items if isinstance(item, str | int) and not isinstance(item, bool)]
        return max((self._match(text, question) for text in texts), default=Match.NO)

    def _match(self, text: str, question: Question) -> Match:
        if question.phone is not None:
            return phone_match(Phone(text, self._locale.read_phone(text)), question.phone, None)
        if question.email is not None:
            return Match.YES if fold_email(text) == fold_email(question.email) else Match.NO
        return Match.YES if same_id(text, question.number or "") else Match.NO

    def _tries(self, inputs: Inputs) -> list[Inputs]:
        template = self._operation.for_each
        if template is None:
            return [inputs]
        filled = fill(template, inputs)
        values = filled if isinstance(filled, list | tuple) else [filled]
        distinct = list(dict.fromkeys(str(value) for value in values if value not in (None, "")))
        return [{**inputs, "each": value} for value in distinct[:MAX_VALUES]]

    async def _rows(self, inputs: Inputs) -> tuple[Rows, Mapping[str, Any]]:
        """The rows of the last question, and what the steps before it have taken."""
        operation = self._operation
        taken: dict[str, Any] = {}
        questions = [ask for _, ask in operation.questions()]
        for index, ask in enumerate(questions):
            now = {**inputs, "take": taken}
            if index == len(questions) - 1:
                return self._counted(await self._backend.rows(ask, operation, now), taken), taken
            body = await self._backend.read(ask, self._errors, now)
            taken |= self._taken(getattr(ask, "take", {}), body)
            if taken and all(value in (None, []) for value in taken.values()):
                break  # nothing to go on with: the answer is nobody
        return Rows([]), taken

    def _counted(self, found: Rows, taken: Mapping[str, Any]) -> Rows:
        """The rows with the count of a step, where that is how many there are in all."""
        total = self._operation.total or ""
        count = taken.get(total.removeprefix(TAKEN)) if total.startswith(TAKEN) else None
        if not isinstance(count, int) or isinstance(count, bool):
            return found
        listed = len(found.rows) if isinstance(found.rows, list) else 1
        return replace(found, total=count, truncated=found.truncated or count > listed)

    def _taken(self, takes: Mapping[str, str], body: Any) -> dict[str, Any]:
        if said := nothing_looked_for([body], takes.values()):
            raise BadPayload(self._system, "take", said)
        try:
            return {name: self._takes[text](body) for name, text in takes.items()}
        except Unreadable as wrong:
            raise BadPayload(self._system, "take", str(wrong)) from None


def _texts(value: Any) -> Iterator[str]:
    """Every expression of a map."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)


def _customers(records: Sequence[Record]) -> tuple[Customer, ...]:
    return tuple(record for record in records if isinstance(record, Customer))


def _together(pages: Sequence[Page[Customer]]) -> Page[Customer]:
    """What several tries found; a customer found twice counts once, and one found for sure is not merely possible."""
    rows = {row.id: row for page in pages for row in page.rows}
    possible = {row.id: row for page in pages for row in page.possible if row.id not in rows}
    return Page(
        rows=tuple(rows.values()),
        truncated=any(page.truncated for page in pages),
        dropped=sum(page.dropped for page in pages),
        possible=tuple(possible.values()),
        unreadable=tuple(dict.fromkeys(name for page in pages for name in page.unreadable)),
    )
