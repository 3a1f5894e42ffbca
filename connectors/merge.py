"""One customer out of what several systems know: who belongs together, and the best value of each field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from dataclasses import field as dataclass_field
from datetime import datetime
from itertools import combinations
from types import MappingProxyType
from typing import Any

from connectors.connector import Page
from connectors.people import Traits, contradict, evidence, fold_email, fold_name, traits_of
from connectors.records import Address, Customer, Money, Phone

MAX_ROWS = 300
"""More rows than this are no answer to who is calling; the rest is not compared."""

_NOBODY: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NAME_FIELDS = ("name", "given_name", "family_name")
_LIST_FIELDS = ("phones", "emails", "tags")
_NOT_SAID = ("id", "provenance", "extra")
_OWN_FIELDS = ("id", "provenance", "extra", *_LIST_FIELDS)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """What one system says about one field, and from when that is."""

    system: str
    value: Any
    at: datetime


@dataclass(frozen=True, slots=True)
class MergedCustomer:
    """One person in several systems: the best value of each field, the id in each system, and the disagreements.

    `values` holds only fields with at least two different values, best first; `key` is `system:id` of the system
    that comes first in the site's order. `said_by` names the systems that say something about a field, best first.
    """

    key: str
    customer: Customer
    ids: Mapping[str, str]
    values: Mapping[str, tuple[FieldValue, ...]]
    said_by: Mapping[str, tuple[str, ...]] = dataclass_field(default_factory=lambda: _NOBODY)

    def is_same(self, other: MergedCustomer) -> bool:
        """Whether it is the same person: one whose records are joined from one more system still is."""
        return self.key == other.key or bool(self.ids.items() & other.ids.items())


def merge_customers(found: Mapping[str, Customer], precedence: Sequence[str]) -> MergedCustomer:
    """The rows of one person, one of each system, as one; the first system in `precedence` with a value wins."""
    if not found:
        raise ValueError("there is nobody to merge")
    order = sorted(found, key=lambda name: (_rank(name, precedence), name))
    rows = [(name, found[name]) for name in order]
    primary = rows[0][1]
    changes: dict[str, Any] = {}
    values = _disjoint(rows)
    for field in fields(Customer):
        if field.name in _OWN_FIELDS:
            continue
        said = [
            FieldValue(name, value, _as_of(row)) for name, row in rows if _is_said(value := getattr(row, field.name))
        ]
        changes[field.name] = said[0].value if said else None
        if len({_comparable(field.name, item.value) for item in said}) > 1:
            values[field.name] = tuple(said)
    changes |= _name_of_one_row([row for _, row in rows])
    changes |= {name: _union(name, [getattr(row, name) for _, row in rows]) for name in _LIST_FIELDS}
    changes["extra"], extra_values = _extra(rows)
    return MergedCustomer(
        key=f"{order[0]}:{primary.id}",
        customer=replace(primary, **changes),
        ids=MappingProxyType({name: row.id for name, row in rows}),
        values=MappingProxyType(values | extra_values),
        said_by=MappingProxyType(_said_by(rows)),
    )


def _disjoint(rows: Sequence[tuple[str, Customer]]) -> dict[str, tuple[FieldValue, ...]]:
    """Where two systems have no e-mail address in common, they disagree; numbers of one person may well be several."""
    said = [FieldValue(name, row.emails, _as_of(row)) for name, row in rows if row.emails]
    sets = [{fold_email(item) for item in each.value} for each in said]
    return {"emails": tuple(said)} if any(one.isdisjoint(other) for one, other in combinations(sets, 2)) else {}


def _said_by(rows: Sequence[tuple[str, Customer]]) -> dict[str, tuple[str, ...]]:
    """The systems behind each field; an empty list says something only where no list would say nothing."""
    said: dict[str, list[str]] = {}
    for name, row in rows:
        told = {each.name: getattr(row, each.name) for each in fields(Customer) if each.name not in _NOT_SAID}
        told |= {f"extra.{key}": value for key, value in row.extra.items()}
        for key, value in told.items():
            if _is_said(value) and (value != () or key not in _LIST_FIELDS):
                said.setdefault(key, []).append(name)
    return {key: tuple(names) for key, names in said.items()}


def group_matches(pages: Mapping[str, Page[Customer]]) -> tuple[tuple[Customer, ...], ...]:
    """The rows of several systems as persons; two rows of one system are always two persons.

    A row that fits two rows of another system equally well is left alone: it is a person of its own, for the agent
    to choose.
    """
    rows = [row for page in pages.values() for row in page.rows]
    people = [traits_of(row) for row in rows[:MAX_ROWS]]
    scores = _scores(people)
    groups = _Groups(people)
    for level in sorted(set(scores.values()), reverse=True):
        groups.join([pair for pair, score in scores.items() if score == level])
    return groups.tuples() + tuple((row,) for row in rows[MAX_ROWS:])


Score = tuple[int, ...]
Pair = tuple[int, int]


def _scores(people: Sequence[Traits]) -> dict[Pair, Score]:
    """The pairs that are each other's one best match between their systems, and how sure they are."""
    scores: dict[Pair, Score] = {}
    for one, other in combinations(range(len(people)), 2):
        score = evidence(people[one], people[other])
        if score is not None:
            scores[one, other] = score
    systems = [person.customer.provenance.system for person in people]
    best: dict[tuple[int, str], list[tuple[Score, int]]] = {}
    for (one, other), score in scores.items():
        best.setdefault((one, systems[other]), []).append((score, other))
        best.setdefault((other, systems[one]), []).append((score, one))
    return {
        (one, other): score
        for (one, other), score in scores.items()
        if _is_only_best(best[one, systems[other]], other) and _is_only_best(best[other, systems[one]], one)
    }


def _is_only_best(found: Sequence[tuple[Score, int]], wanted: int) -> bool:
    top = max(score for score, _ in found)
    return [index for score, index in found if score == top] == [wanted]


class _Groups:
    """Persons that grow level by level, from the surest pairs to the least sure.

    Pairs of one level that would put contradicting rows, or two rows of one system, into one person are all
    dropped: to pick some of them would be to guess.
    """

    def __init__(self, people: Sequence[Traits]) -> None:
        self._people = people
        self._group_of = {index: frozenset({index}) for index in range(len(people))}

    def join(self, pairs: Iterable[Pair]) -> None:
        """Join what these pairs connect, where it fits together."""
        edges = [
            (mine, theirs)
            for one, other in pairs
            if (mine := self._group_of[one]) is not (theirs := self._group_of[other]) and self._fits(mine | theirs)
        ]
        for joined in _components(edges):
            if self._fits(joined):
                self._group_of.update(dict.fromkeys(joined, joined))

    def _fits(self, group: frozenset[int]) -> bool:
        return not any(self._apart(one, other) for one, other in combinations(sorted(group), 2))

    def _apart(self, one: int, other: int) -> bool:
        first, second = self._people[one], self._people[other]
        if first.customer.provenance.system == second.customer.provenance.system:
            return True
        return contradict(first, second) and evidence(first, second) is None

    def tuples(self) -> tuple[tuple[Customer, ...], ...]:
        """The persons, in the order of their first row."""
        return tuple(
            tuple(self._people[index].customer for index in sorted(group))
            for group in dict.fromkeys(self._group_of.values())
        )


def _components(edges: Iterable[tuple[frozenset[int], frozenset[int]]]) -> list[frozenset[int]]:
    """What the edges connect."""
    found: list[frozenset[int]] = []
    for mine, theirs in edges:
        joined = mine | theirs
        touching = [group for group in found if group & joined]
        found = [group for group in found if not group & joined]
        found.append(joined.union(*touching))
    return found


def _rank(name: str, precedence: Sequence[str]) -> int:
    return precedence.index(name) if name in precedence else len(precedence)


def _as_of(row: Customer) -> datetime:
    return row.provenance.as_of or row.provenance.fetched_at


def _is_said(value: object) -> bool:
    return value is not None and value != ""


def _comparable(field: str, value: Any) -> Any:
    """A value in the form in which two systems may be said to agree."""
    match value:
        case Money():
            return value.amount, value.currency
        case Address():
            return tuple(fold_name(part) for part in (value.street, value.postal_code, value.city, value.country))
        case tuple():
            return frozenset(str(item).casefold() for item in value)
        case str() if field in {*_NAME_FIELDS, "organization"}:
            return tuple(sorted(fold_name(value)))
        case str():
            return " ".join(value.casefold().split())
        case _:
            return value


def _name_of_one_row(rows: Sequence[Customer]) -> dict[str, Any]:
    """Name, given name and family name belong together: all from the first row that has a name."""
    named = next((row for row in rows if row.name), None)
    if named is None:
        return {}
    parts: dict[str, Any] = {name: getattr(named, name) for name in _NAME_FIELDS}
    if named.given_name is None and named.family_name is None:
        same = next((row for row in rows if row.given_name and _is_one_name(row, named)), None)
        parts |= {"given_name": same.given_name, "family_name": same.family_name} if same else {}
    return parts


def _is_one_name(one: Customer, other: Customer) -> bool:
    return sorted(fold_name(one.name)) == sorted(fold_name(other.name))


def _union(name: str, lists: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    joined: dict[Any, Any] = {}
    for items in lists:
        for item in items:
            joined.setdefault(_same_item(name, item), item)
    return tuple(joined.values())


def _same_item(name: str, item: Any) -> Any:
    if isinstance(item, Phone):
        return item.e164 or item.raw
    return fold_email(item) if name == "emails" else str(item).casefold()


def _extra(rows: Sequence[tuple[str, Customer]]) -> tuple[Mapping[str, Any], dict[str, tuple[FieldValue, ...]]]:
    said: dict[str, list[FieldValue]] = {}
    for name, row in rows:
        for key, value in row.extra.items():
            if _is_said(value):
                said.setdefault(key, []).append(FieldValue(name, value, _as_of(row)))
    best = {key: items[0].value for key, items in said.items()}
    apart = {
        f"extra.{key}": tuple(items)
        for key, items in said.items()
        if len({_comparable(key, item.value) for item in items}) > 1
    }
    return MappingProxyType(best), apart
