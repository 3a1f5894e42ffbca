"""The index over the cached customers: who has words that begin like those typed, or nearly do.

Plain tables, so that what belongs to a customer leaves with the customer's row. The full-text engine would keep it in
segments of its own until they are merged, and knows neither a word of two letters nor a slip.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Row,
    Select,
    Subquery,
    and_,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.sqlite import insert as insert_or

from connectors.people import SHARED_NUMBERS
from connectors.records import Interaction
from desktop.store.codec import clean_text, to_json
from desktop.store.records import Hit
from desktop.store.schema import CACHE_PEOPLE, CACHE_SPELLINGS, CACHE_WORDS, instant, instant_or_none, seconds
from desktop.store.search_words import SHORTEST_NEAR_BEGINNING, SPELLED, is_near, may_be_misspelled, spellings, words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desktop.store.records import CachedCustomer

MOST_NEAR = 40
"""Words that a misspelled one is taken for; more would no longer say who is meant."""
MOST_ROWS = 1000
"""A term with more words than this says too little to look at each person who has one."""
MOST_SWEPT = 5_000
"""Where no term says more, so many words of each are looked at."""
ENOUGH = 5
"""So many customers found as typed need no others that are only spelled alike."""
_LAST = "\U0010ffff"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class _Term:
    """A beginning of a word, and the words that it may be a slip of."""

    text: str
    near: tuple[str, ...] = ()

    def fits(self, words: FromClause) -> ColumnElement[bool]:
        """Whether a row of the words fits."""
        word = words.c.word
        begins = and_(word >= self.text, word < self.text + _LAST)
        return or_(begins, word.in_(self.near)) if self.near else begins


def add_to_index(connection: Connection, key: str, cached: CachedCustomer | None) -> None:
    """Add a customer who is in the cache; None, one that cannot be read, is found by nothing."""
    seen = seconds(cached.fetched_at) if cached is not None else 0.0
    card = to_json(_card(cached)) if cached is not None else "{}"
    row = {"key": key, "seen_at": seen, "card": card}
    person = connection.execute(insert(CACHE_PEOPLE).returning(CACHE_PEOPLE.c.id), row).scalar_one()
    words = words_of(cached) if cached is not None else {}
    if words:
        connection.execute(
            insert(CACHE_WORDS),
            [{"word": word, "person": person, "kind": int(kind)} for word, kind in words.items()],
        )
    spelled = [{"spelling": each, "word": word} for word, kind in words.items() if not kind for each in spellings(word)]
    if spelled:
        connection.execute(insert_or(CACHE_SPELLINGS).on_conflict_do_nothing(), spelled)


def search(connection: Connection, ways: Sequence[tuple[str, ...]], oldest: float, limit: int) -> tuple[Hit, ...]:
    """The customers put after `oldest` who fit one of these readings: as typed first, then those nearly so."""
    found: dict[str, Hit] = {}
    for way in ways:
        for row in _matching(connection, [_Term(text) for text in way], oldest, limit):
            found.setdefault(row.key, _hit(row, near=False))
    spelled = next((way for way in ways if any(may_be_misspelled(text) for text in way)), None)
    if len(found) < ENOUGH and spelled is not None:
        terms = [_Term(text, _near_words(connection, text)) for text in spelled]
        for row in _matching(connection, terms, oldest, limit):
            found.setdefault(row.key, _hit(row, near=True))
    return tuple(found.values())[:limit]


def _matching(connection: Connection, terms: Sequence[_Term], oldest: float, limit: int) -> Sequence[Row[Any]]:
    """Those who have a word for every term; whole words before beginnings, the one seen last first."""
    first, *others = sorted(terms, key=lambda term: _rows_of(connection, term))
    few = len(terms) == 1 or _rows_of(connection, first) <= MOST_ROWS
    found = _narrowed(first, others, limit) if few else _swept(terms, limit)
    query = (
        select(CACHE_PEOPLE, found.c.kind)
        .join(found, found.c.person == CACHE_PEOPLE.c.id)
        .where(CACHE_PEOPLE.c.seen_at >= oldest)
        .order_by(found.c.whole.desc(), CACHE_PEOPLE.c.seen_at.desc(), CACHE_PEOPLE.c.id.desc())
    )
    return connection.execute(query).all()


def _rows_of(connection: Connection, term: _Term) -> int:
    """How many words fit a term, as far as it matters."""
    some = select(literal(1)).where(term.fits(CACHE_WORDS)).limit(MOST_ROWS + 1).subquery()
    return int(connection.execute(select(func.count()).select_from(some)).scalar_one())


def _narrowed(first: _Term, others: Sequence[_Term], limit: int) -> Subquery:
    """One sweep over the words of the rarest term, and a look at each person found for the others."""
    some = _sweep(first, MOST_ROWS)
    whole: ColumnElement[int] = some.c.whole
    conditions = []
    for term in others:
        its = CACHE_WORDS.alias()
        has = select(literal(1)).where(its.c.person == some.c.person)
        whole = whole + exists(has.where(its.c.word == term.text)).cast(Integer)
        conditions.append(exists(has.where(term.fits(its))))
    query = select(some.c.person, func.max(whole).label("whole"), func.min(some.c.kind).label("kind"))
    return _best(query.where(*conditions), some.c.person, func.max(whole), limit)


def _swept(terms: Sequence[_Term], limit: int) -> Subquery:
    """All terms are the beginnings of many words: a sweep each, and who is in all of them."""
    union = union_all(*(select(_sweep(term, MOST_SWEPT)) for term in terms)).subquery()
    whole = func.sum(union.c.whole)
    query = select(union.c.person, whole.label("whole"), func.min(union.c.kind).label("kind"))
    return _best(query.having(func.count(union.c.term.distinct()) == len(terms)), union.c.person, whole, limit)


def _sweep(term: _Term, most: int) -> Subquery:
    """The words that fit a term, whole ones first, as they lie beside each other."""
    columns = CACHE_WORDS.c
    whole = (columns.word == term.text).cast(Integer).label("whole")
    query = select(columns.person, whole, columns.kind, literal(term.text).label("term")).where(term.fits(CACHE_WORDS))
    return query.order_by(columns.word).limit(most).subquery()


def _best(query: Select[Any], person: ColumnElement[int], whole: ColumnElement[int], limit: int) -> Subquery:
    # Who was put last has the highest number, so the newest are found without a look at the persons.
    return query.group_by(person).order_by(whole.desc(), person.desc()).limit(limit).subquery()


def _near_words(connection: Connection, term: str) -> tuple[str, ...]:
    """Words of names that may have been meant by a term."""
    spelling, variants = CACHE_SPELLINGS.c.spelling, sorted(spellings(term))
    if not variants:
        return ()
    where: ColumnElement[bool] = spelling.in_(variants)
    if SHORTEST_NEAR_BEGINNING <= len(term) < SPELLED:
        where = or_(*(and_(spelling >= variant, spelling < variant + _LAST) for variant in variants))
    words = connection.execute(select(CACHE_SPELLINGS.c.word).where(where).distinct()).scalars()
    return tuple(word for word in words if is_near(term, word))[:MOST_NEAR]


def _card(cached: CachedCustomer) -> dict[str, Any]:
    """What is shown of somebody found; what is missing is left out."""
    customer, merged = cached.merged.customer, cached.merged
    contacts = [row.at for rows in cached.parts.values() for row in rows if isinstance(row, Interaction) and row.at]
    shared = (customer.extra.get(name) for name in SHARED_NUMBERS)
    number = next((str(value) for value in shared if value is not None), None) or next(iter(merged.ids.values()), None)
    names = " ".join(part for part in (customer.given_name, customer.family_name) if part)
    card = {
        "name": _short(customer.name or names),
        "organization": _short(customer.organization),
        "city": _short(customer.address.city if customer.address else None),
        "number": _short(number),
        "phones": [_short(phone.e164 or phone.raw) for phone in customer.phones[:3]],
        "emails": [_short(email) for email in customer.emails[:2]],
        "last_contact": seconds(max(contacts)) if contacts else None,
    }
    return {name: value for name, value in card.items() if value}


def _short(text: str | None) -> str | None:
    return clean_text(text)[:_LONGEST] if text else None


def _hit(row: Row[Any], *, near: bool) -> Hit:
    card = json.loads(row.card)
    return Hit(
        row.key,
        card.get("name"),
        card.get("organization"),
        card.get("city"),
        card.get("number"),
        tuple(card.get("phones", ())),
        tuple(card.get("emails", ())),
        instant_or_none(card.get("last_contact")),
        instant(row.seen_at),
        int(row.kind),
        near,
    )
