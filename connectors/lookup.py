"""Who is it: every system asked at once, then once more those that need what the first ones found.

The first wave asks with what the caller brought. The second asks systems that could not be asked so, or did not
know the person, by the e-mail addresses and the customer number that the first wave found.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

from connectors.connector import ID_OPERATIONS, Connector, IdKind, ListKind, Page
from connectors.errors import BadPayload, ConnectorError, NotFound
from connectors.merge import MergedCustomer, group_matches, merge_customers
from connectors.people import SHARED_NUMBERS
from connectors.phones import PhoneQuery
from connectors.records import Customer, Record

MAX_PEOPLE = 3
MAX_EMAILS = 3


@dataclass(frozen=True, slots=True)
class CallerQuery:
    """What is known of a person: a number, an address, or a customer, order or case number."""

    phone: PhoneQuery | None = None
    email: str | None = None
    number: str | None = None
    number_kind: IdKind = "customer"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one system said: a page or an error. `wave` is 1 or 2, `asked` the operation, `about` whom it was asked
    about in the second wave (the key of a person found in the first)."""

    system: str
    label: str
    wave: int
    asked: str
    page: Page[Customer] | None = None
    error: ConnectorError | None = None
    latency_ms: float = 0.0
    about: str | None = None


@dataclass(frozen=True, slots=True)
class _Ask:
    connector: Connector
    wave: int
    operation: str
    call: Callable[[], Awaitable[Page[Customer]]]
    about: str | None = None


async def identify(connectors: Sequence[Connector], query: CallerQuery) -> AsyncGenerator[Answer, None]:
    """Each system's answers as they arrive; who leaves early closes it with `contextlib.aclosing`."""
    first: list[Answer] = []
    async with aclosing(_wave(_first_asks(connectors, query))) as answers:
        async for answer in answers:
            first.append(answer)
            yield answer
    async with aclosing(_wave(_second_asks(connectors, first))) as answers:
        async for answer in answers:
            yield answer


def people_of(answers: Iterable[Answer], precedence: Sequence[str]) -> tuple[MergedCustomer, ...]:
    """The persons these answers are about, those known to most systems first; strangers are never merged."""
    found = list(answers)
    groups = [list(group) for group in group_matches(_pages(found))]
    keyed = {f"{row.provenance.system}:{row.id}": group for group in groups for row in group}
    for answer in found:
        mine = keyed.get(answer.about or "")
        if mine is not None and answer.page is not None:
            _adopt_bare_rows(mine, groups, answer.page.rows)
    merged = [merge_customers({row.provenance.system: row for row in group}, precedence) for group in groups if group]
    return tuple(sorted(merged, key=lambda person: -len(person.ids)))


async def customer_report(
    connectors: Sequence[Connector], query: CallerQuery, kinds: Sequence[ListKind] = ()
) -> dict[str, Any]:
    """The persons found, merged, with provenance, disagreements and what each system said; JSON-able.

    With `kinds` their records of these kinds come along.
    """
    precedence = [connector.name for connector in connectors]
    answers = [answer async for answer in identify(connectors, query)]
    people = [await _person(person, answers, connectors, kinds) for person in people_of(answers, precedence)]
    possible = {(answer.system, row.id): row for answer in answers if answer.page for row in answer.page.possible}
    return {
        "people": people,
        "possible": [jsonable(row) for row in possible.values()],
        "systems": [_said(answer) for answer in answers],
    }


def jsonable(value: Any) -> Any:
    """Records as JSON: what is missing is left out, instants and days are ISO text, amounts exact text."""
    if is_dataclass(value) and not isinstance(value, type):
        named = ((field.name, jsonable(getattr(value, field.name))) for field in fields(value))
        return {name: item for name, item in named if item not in (None, [], {})}
    if isinstance(value, Mapping):
        return {str(name): jsonable(item) for name, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [jsonable(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _first_asks(connectors: Sequence[Connector], query: CallerQuery) -> list[_Ask]:
    asks = (_first_ask(connector, query) for connector in connectors)
    return [ask for ask in asks if ask is not None]


def _first_ask(connector: Connector, query: CallerQuery) -> _Ask | None:
    offers = connector.operations
    if query.phone is not None and "customer.find_by_phone" in offers:
        phone = query.phone
        return _Ask(connector, 1, "customer.find_by_phone", lambda: connector.find_by_phone(phone))
    if query.email is not None and "customer.find_by_email" in offers:
        email = query.email
        return _Ask(connector, 1, "customer.find_by_email", lambda: connector.find_by_email(email))
    by_number = ID_OPERATIONS[query.number_kind]
    if query.number is not None and by_number in offers:
        number, kind = query.number, query.number_kind
        return _Ask(connector, 1, by_number, lambda: connector.find_by_id(number, kind))
    return None


def _second_asks(connectors: Sequence[Connector], first: Sequence[Answer]) -> list[_Ask]:
    """Questions to the systems that know nothing yet, about at most three persons."""
    precedence = [connector.name for connector in connectors]
    failed = {answer.system for answer in first if answer.error is not None}
    asks = []
    for person in people_of(first, precedence)[:MAX_PEOPLE]:
        for connector in connectors:
            if connector.name not in person.ids and connector.name not in failed:
                asks.extend(_about(connector, person, precedence))
    return asks


def _about(connector: Connector, person: MergedCustomer, precedence: Sequence[str]) -> list[_Ask]:
    number = shared_number(person, precedence)
    asks = []
    if number is not None and "customer.find_by_id" in connector.operations:
        call = partial(connector.find_by_id, number, "customer")
        asks.append(_Ask(connector, 2, "customer.find_by_id", call, person.key))
    if "customer.find_by_email" in connector.operations:
        for email in person.customer.emails[:MAX_EMAILS]:
            by_email = partial(connector.find_by_email, email)
            asks.append(_Ask(connector, 2, "customer.find_by_email", by_email, person.key))
    return asks


def shared_number(person: MergedCustomer, precedence: Sequence[str]) -> str | None:
    """The number that several systems may know a person by: the company's own, else the id in the first system."""
    for name in SHARED_NUMBERS:
        value = person.customer.extra.get(name)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
    return person.ids.get(precedence[0]) if precedence else None


async def _wave(asks: Sequence[_Ask]) -> AsyncGenerator[Answer, None]:
    arrived: asyncio.Queue[Answer] = asyncio.Queue()

    async def run(ask: _Ask) -> None:
        arrived.put_nowait(await _answer(ask))

    # Not `async with`: a task group takes the end of a generator that is left early for an error.
    group = asyncio.TaskGroup()
    await group.__aenter__()
    tasks = [group.create_task(run(ask)) for ask in asks]
    try:
        for _ in tasks:
            yield await arrived.get()
    finally:
        for task in tasks:
            task.cancel()
        await group.__aexit__(None, None, None)


async def _answer(ask: _Ask) -> Answer:
    started = time.monotonic()
    page: Page[Customer] | None = None
    error: ConnectorError | None = None
    name = ask.connector.name
    try:
        page = await ask.call()
    except NotFound:
        page = Page(())
    except ConnectorError as caught:
        error = caught
    except Exception as bug:  # noqa: BLE001  a connector may be anyone's code: its bug is one missing answer
        error = BadPayload(name, "", f"{type(bug).__name__} in the connector")
    latency = (time.monotonic() - started) * 1000
    return Answer(name, ask.connector.label, ask.wave, ask.operation, page, error, latency, ask.about)


def _pages(answers: Iterable[Answer]) -> dict[str, Page[Customer]]:
    """The rows of each system over all its answers, each row once."""
    rows: dict[str, dict[str, Customer]] = {}
    for answer in answers:
        if answer.page is not None:
            known = rows.setdefault(answer.system, {})
            for row in answer.page.rows:
                known.setdefault(row.id, row)
    return {system: Page(tuple(known.values())) for system, known in rows.items()}


def _adopt_bare_rows(person: list[Customer], groups: Sequence[list[Customer]], rows: Iterable[Customer]) -> None:
    """A row that is nothing but the number it was asked for belongs to the person it was asked about."""
    systems = {row.provenance.system for row in person}
    for row in rows:
        alone = next((group for group in groups if group == [row]), None)
        is_bare = not (row.name or row.emails or row.phones)
        if alone is not None and is_bare and row.provenance.system not in systems:
            alone.clear()
            person.append(row)
            systems.add(row.provenance.system)


async def _person(
    person: MergedCustomer, answers: Iterable[Answer], connectors: Sequence[Connector], kinds: Sequence[ListKind]
) -> dict[str, Any]:
    rows = [row for answer in answers if answer.page for row in answer.page.rows]
    sources = {row.provenance.system: row.provenance for row in rows if person.ids.get(row.provenance.system) == row.id}
    report: dict[str, Any] = {
        "key": person.key,
        "customer": {
            name: value for name, value in jsonable(person.customer).items() if name not in {"id", "provenance"}
        },
        "ids": dict(person.ids),
        "sources": {system: jsonable(origin) for system, origin in sources.items()},
        "disagreements": {name: jsonable(values) for name, values in person.values.items()},
    }
    if kinds:
        failed = {answer.system: answer.error for answer in answers if answer.error is not None}
        report |= await _records(person, connectors, kinds, failed)
    return report


async def _records(
    person: MergedCustomer,
    connectors: Sequence[Connector],
    kinds: Sequence[ListKind],
    silent: Mapping[str, ConnectorError],
) -> dict[str, Any]:
    """Rows by kind; a system that could not even say who it is (`silent`) has failed for each kind it keeps."""
    keepers = [
        (kind, each) for kind in dict.fromkeys(kinds) for each in connectors if f"{kind}.list" in each.operations
    ]
    asked = [(kind, connector) for kind, connector in keepers if connector.name in person.ids]
    found = await asyncio.gather(*[_listed(connector, kind, person.ids[connector.name]) for kind, connector in asked])
    # A kind for which nobody was asked is not "none": it is not there.
    records: dict[str, list[Any]] = {kind: [] for kind, _ in asked}
    failed = [
        {"system": connector.name, "kind": kind, **_wrong(silent[connector.name])}
        for kind, connector in keepers
        if connector.name not in person.ids and connector.name in silent
    ]
    for (kind, connector), rows in zip(asked, found, strict=True):
        if isinstance(rows, ConnectorError):
            failed.append({"system": connector.name, "kind": kind, **_wrong(rows)})
        else:
            records[kind].extend(jsonable(row) for row in rows)
    return {"records": records, "records_failed": failed}


async def _listed(connector: Connector, kind: ListKind, customer_id: str) -> tuple[Record, ...] | ConnectorError:
    try:
        return (await connector.list(kind, customer_id, 200)).rows
    except ConnectorError as error:
        return error


def _wrong(error: ConnectorError) -> dict[str, str]:
    return {"error": type(error).__name__, "detail": error.detail}


def _said(answer: Answer) -> dict[str, Any]:
    said: dict[str, Any] = {
        "system": answer.system,
        "label": answer.label,
        "wave": answer.wave,
        "asked": answer.asked,
        "ms": round(answer.latency_ms, 1),
    }
    if answer.page is not None:
        said |= {
            "rows": len(answer.page.rows),
            "dropped": answer.page.dropped,
            "possible": len(answer.page.possible),
            "unreadable": list(answer.page.unreadable),
        }
    if answer.error is not None:
        said |= _wrong(answer.error)
    return said
