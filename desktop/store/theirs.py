"""Which calls, writes and words are about one customer, and which are another's that the same call names.

A caller whom nobody identified has no key: what they said is found by their number and their e-mail address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from desktop.store.records import call_of
from desktop.store.schema import CACHE_EMAILS, CACHE_IDS, CACHE_NUMBERS, DRAFTS, JOURNAL, OUTBOX, PROMISES, WRAP_UPS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

_NOBODY = "call:"
"""How the entity of a write begins that was made while nobody was identified."""
_CUSTOMER = "customer:"
_WORDS = {WRAP_UPS: WRAP_UPS.c.body, DRAFTS: DRAFTS.c.body, JOURNAL: JOURNAL.c.data, PROMISES: PROMISES.c.text}


def keys_of(connection: Connection, key: str) -> set[str]:
    """The key and what each system calls the same customer."""
    query = select(CACHE_IDS.c.system, CACHE_IDS.c.id).where(CACHE_IDS.c.key == key)
    own = {key, *(f"{system}:{id}" for system, id in connection.execute(query))}
    # Whom the agent created went by a key of this computer, until their system gave one of its own.
    made = select(OUTBOX.c.entity, OUTBOX.c.connector, OUTBOX.c.remote_id).where(OUTBOX.c.op == "customer.create")
    for entity, connector, remote_id in connection.execute(made):
        if f"{connector}:{remote_id}" in own and entity.startswith(_CUSTOMER):
            own.add(entity.removeprefix(_CUSTOMER))
    return own


def own_traces(connection: Connection, key: str) -> tuple[set[str], set[str]]:
    """The numbers and addresses by which only this customer is known here."""
    return _only_theirs(connection, CACHE_NUMBERS, "e164", key), _only_theirs(connection, CACHE_EMAILS, "email", key)


def _only_theirs(connection: Connection, table: Table, name: str, key: str) -> set[str]:
    column = table.c[name]
    theirs = set(connection.execute(select(column).where(table.c.key == key)).scalars())
    query = select(column).where(table.c.key != key, column.in_(sorted(theirs)))
    return theirs - set(connection.execute(query).scalars())


class Calls:
    """Whom every call names: in its journal, its wrap-up, its draft, its promises and its writes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._names: dict[str, set[str]] = {}
        for table in (WRAP_UPS, JOURNAL, DRAFTS, PROMISES):
            for call, key in connection.execute(select(table.c.call_id, table.c.customer_key).distinct()):
                self._add(call, key)
        for idem_key, entity in connection.execute(select(OUTBOX.c.idem_key, OUTBOX.c.entity)):
            named = entity.startswith(_CUSTOMER)
            self._add(call_of(idem_key), entity.removeprefix(_CUSTOMER) if named else None)

    def _add(self, call: str, key: str | None) -> None:
        names = self._names.setdefault(call, set())
        if key is not None:
            names.add(key)

    def only(self, keys: Collection[str]) -> set[str]:
        """The calls that name this customer and nobody else."""
        return {call for call, names in self._names.items() if names and names <= set(keys)}

    def unnamed(self, numbers: Iterable[str], emails: Iterable[str]) -> dict[str, set[str]]:
        """By table, the calls whose rows without a customer came from such a number, or speak of it or an address.

        A call that names nobody is theirs in every table; where it names somebody, only the rows that say so are.
        """
        found: dict[str, set[str]] = {table.name: set() for table in (*_WORDS, OUTBOX)}
        wanted = _pattern(numbers, emails)
        if wanted is None:
            return found
        for table, words in _WORDS.items():
            rows = self._connection.execute(select(table.c.call_id, words).where(table.c.customer_key.is_(None)))
            found[table.name].update(call for call, text in rows if _says(text, wanted))
        promised = select(PROMISES.c.call_id, PROMISES.c.number).where(
            PROMISES.c.number.is_not(None), PROMISES.c.customer_key.is_(None)
        )
        from_there = self._connection.execute(promised)
        found[PROMISES.name].update(call for call, number in from_there if wanted.search(number))
        sent = select(OUTBOX.c.idem_key, OUTBOX.c.payload).where(OUTBOX.c.entity.startswith(_NOBODY))
        writes = self._connection.execute(sent)
        found[OUTBOX.name].update(call_of(key) for key, payload in writes if _says(payload, wanted))
        whole = {call for calls in found.values() for call in calls if not self._names.get(call)}
        return {table: calls | whole for table, calls in found.items()}


def is_their_write(idem_key: str, entity: str, keys: Collection[str], calls: Collection[str]) -> bool:
    """Whether a write is about this customer: by its own entity, or by its call where that names nobody."""
    if entity.startswith(_CUSTOMER):
        return entity.removeprefix(_CUSTOMER) in keys
    return call_of(idem_key) in calls


def _pattern(numbers: Iterable[str], emails: Iterable[str]) -> re.Pattern[str] | None:
    """Finds each whole: a number is not a part of a longer one, nor an address of another."""
    whole = [rf"(?<!\d){re.escape(number)}(?!\d)" for number in numbers]
    whole += [rf"(?<![\w.%+-]){re.escape(email)}(?![\w-]|\.\w)" for email in emails]
    return re.compile("|".join(sorted(whole)), re.IGNORECASE) if whole else None


def _says(body: str, wanted: re.Pattern[str]) -> bool:
    """Whether some text of a body, which is JSON or plain words, has what is wanted."""
    try:
        texts = _texts(json.loads(body))
    except ValueError:
        texts = iter((body,))
    return any(wanted.search(text) for text in texts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
