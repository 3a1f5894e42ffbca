"""Changing a customer in one system: what can be changed there, from what to what, and whether it is still there."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from connectors.connector import CHANGEABLE, EXTRA, WAS, Scalar
from connectors.manifest.templating import is_worked_out, paths_in
from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import Locale
from connectors.mapping.shapes import SHAPES, email
from connectors.people import fold_email
from connectors.records import Address, Customer, Phone

if TYPE_CHECKING:
    from connectors.manifest.asks import Ask
    from connectors.manifest.model import WriteOperation
    from connectors.manifest.toml_lines import KeyPath
    from connectors.merge import MergedCustomer

LONGEST = 300
ADDRESS = ("street", "postal_code", "city", "region", "country")
_WHOLE_ADDRESS = frozenset({"street", "postal_code", "city"})
_LISTS = ("phones", "emails")
_AS_RECORDED = ("language", "country")
"""Fields whose form is that of the record: a language tag, a country."""


# -- what the records say ------------------------------------------------------------------------------------


def said(person: MergedCustomer, system: str, field: str) -> Any:
    """What one system says about a field of a person put together from several; None where it says nothing."""
    if field in person.values:
        return next((item.value for item in person.values[field] if item.system == system), None)
    by = person.said_by.get(field, ())
    if system not in by or (field in _LISTS and len(by) > 1):
        return None  # of numbers and addresses that all have, nobody knows here which stand where
    name = field.removeprefix(EXTRA)
    return person.customer.extra.get(name) if name != field else getattr(person.customer, field, None)


def parts_of(field: str, value: Any) -> Mapping[str, Scalar]:
    """A field's value as it goes into a draft; nothing where it cannot be written."""
    match value:
        case Address():
            return {name: part for name in ADDRESS if (part := getattr(value, name))}
        case (Phone(), *_):
            return {"phone": value[0].e164 or value[0].raw}
        case (str(), *_) if field == "emails":
            return {"email": value[0]}
        case bool() | int() | str() | date() | datetime() if field in CHANGEABLE or field.startswith(EXTRA):
            return {field: value}
        case Decimal() if field.startswith(EXTRA):
            return {field: str(value)}
    return {}


def change(person: MergedCustomer, system: str, field: str, value: Any, taken: Collection[str]) -> Mapping[str, Scalar]:
    """What a system that takes these fields has to be told so that it says this; nothing where it cannot say it.

    A part of an address that the new one does not have is emptied: half of the old one would lead nowhere.
    """
    new = parts_of(field, value)
    if not new or not (_WHOLE_ADDRESS if field == "address" else new.keys()) <= set(taken):
        return {}
    old = parts_of(field, said(person, system, field)) if field == "address" else {}
    if "country" in old and "country" not in taken and new.get("country") != old["country"]:
        return {}  # a street of one country would stand in another
    return {name: part for name, part in {**dict.fromkeys(old, ""), **new}.items() if name in taken}


def was(person: MergedCustomer, system: str, names: Iterable[str]) -> Mapping[str, Scalar]:
    """What a system is known to say now about these fields of a draft, as it goes into the draft beside them."""
    fields = {"phone": "phones", "email": "emails", **dict.fromkeys(ADDRESS, "address"), "country": "country"}
    found: dict[str, Scalar] = {}
    for name in names:
        field = fields.get(name, name)
        before = parts_of(field, said(person, system, field)).get(name)
        if name == "country" and before is None:
            before = parts_of("address", said(person, system, "address")).get(name)
        if before is not None:
            found[WAS + name] = before
        elif field not in _LISTS or system not in person.said_by.get(field, ()):
            found[WAS + name] = ""  # empty now: what somebody fills in meanwhile is not overwritten either
    return found


# -- what a draft says ---------------------------------------------------------------------------------------


def changed(draft: Mapping[str, object]) -> Mapping[str, Any]:
    """The fields that a draft changes; what it does not carry stays as it is, an empty text empties."""
    return MappingProxyType(
        {name: value for name, value in draft.items() if value is not None and (name in CHANGEABLE or _is_extra(name))}
    )


def problem(draft: Mapping[str, object], taken: Collection[str]) -> str | None:
    """Why a draft cannot be written by a system that takes these fields; the values are not repeated."""
    new = changed(draft)
    if not new:
        return "nothing is to be changed"
    if not draft.get("customer_id"):
        return "whose it is, is not known"
    strange = sorted(new.keys() - set(taken))
    if strange:
        return f"{', '.join(strange)} cannot be changed here"
    return next((f"{name} {wrong}" for name, value in new.items() if (wrong := _wrong(name, value))), None)


def inputs(draft: Mapping[str, Scalar]) -> dict[str, Any]:
    """A draft as placeholders read it: `customer.NAME`, `customer.extra.NAME`, `customer.id`."""
    flat = {name: value for name, value in draft.items() if not name.startswith((EXTRA, WAS))}
    extra = {name.removeprefix(EXTRA): value for name, value in draft.items() if _is_extra(name)}
    return {**flat, "extra": extra, "id": draft.get("customer_id")}


def lost(draft: Mapping[str, Scalar], there: Customer) -> tuple[str, ...]:
    """The fields that somebody else has changed since the draft was made: neither what was there nor what is wanted."""
    return tuple(
        name
        for name, value in changed(draft).items()
        if (before := draft.get(WAS + name)) is not None and not _is_one_of(name, (before, value), _now(name, there))
    )


def taken_by(ask: Ask) -> frozenset[str]:
    """The fields that a question writes: those that its placeholders speak of."""
    return _fields_in(ask.templates())


def only_changed(ask: WriteOperation, draft: Mapping[str, Scalar]) -> WriteOperation:
    """A write without the entries that speak of fields which stay as they are: they would be emptied."""
    stay = {f"customer.{name}" for name in taken_by(ask) - changed(draft).keys()}
    left: dict[str, Any] = {"variables": _without(ask.variables, stay) or {}}
    if isinstance(ask.params, dict):
        left["params"] = _without(ask.params, stay) or {}
    else:
        left["params"] = [_in_place(item, stay) for item in ask.params]
    if ask.request is not None:
        kept = {"query": _without(ask.request.query, stay) or {}}
        kept |= {"body": _without(ask.request.body, stay), "form": _without(ask.request.form, stay)}
        left["request"] = ask.request.model_copy(update=kept)
    return ask.model_copy(update=left)


def shifting(template: Any, taken: Collection[str], path: KeyPath = ()) -> Iterator[KeyPath]:
    """The lists in which an entry would take the place of one that stays as it is, and mean something else there."""
    if isinstance(template, Mapping):
        for key, value in template.items():
            yield from shifting(value, taken, (*path, key))
    elif isinstance(template, list | tuple):
        spoken = [_fields_in(entry) for entry in template]
        # What speaks of everything that can be changed is never left out, and a list of one kind only as a whole.
        loose = [fields for fields, entry in zip(spoken, template, strict=True) if fields and not _stays(entry, taken)]
        if loose and len(set(spoken)) > 1 and not _are_named(template):
            yield path
        for index, entry in enumerate(template):
            yield from shifting(entry, taken, (*path, index))


def _stays(entry: Any, taken: Collection[str]) -> bool:
    return isinstance(entry, Mapping) and _fields_in(entry) == set(taken)


def _are_named(entries: Sequence[Any]) -> bool:
    """Whether each entry is a table that says itself which it is, so that its place means nothing."""
    names = [
        frozenset((key, value) for key, value in entry.items() if isinstance(value, str) and not set(paths_in(value)))
        for entry in entries
        if isinstance(entry, Mapping)
    ]
    return len(names) == len(entries) == len(set(names)) and all(names)


def _in_place(item: Any, stay: Collection[str]) -> Any:
    """A param without what stays as it is; it keeps its place, since the places of params mean something."""
    kept = _without(item, stay)
    return type(item)() if kept is None and isinstance(item, dict | list) else kept


def _fields_in(template: Any) -> frozenset[str]:
    names = {path.removeprefix("customer.") for path in paths_in(template) if path.startswith("customer.")}
    return frozenset(name for name in names if name in CHANGEABLE or _is_extra(name))


def _without(template: Any, stay: Collection[str]) -> Any:
    """The template without entries that speak of these inputs; None where nothing is left of what was there."""
    if isinstance(template, str):
        return None if stay and not set(paths_in(template)).isdisjoint(stay) else template
    if isinstance(template, Mapping):
        left = {key: kept for key, value in template.items() if (kept := _without(value, stay)) is not None}
        # What is worked out of its parts means nothing without one of them.
        whole = not is_worked_out(template) or left.keys() == template.keys()
        return left if (left or not template) and whole else None
    if isinstance(template, list | tuple):
        kept_items = [kept for value in template if (kept := _without(value, stay)) is not None]
        return kept_items if kept_items or not template else None
    return template


def _is_extra(name: str) -> bool:
    return name.startswith(EXTRA) and len(name) > len(EXTRA)


def _wrong(name: str, value: Scalar) -> str | None:
    if not isinstance(value, str):
        return None
    if len(value) > LONGEST:
        return "is too long"
    if any(ord(char) < 32 or ord(char) == 127 for char in value):
        return "has more than one line"
    if name == "email" and value and email(value) is None:
        return "is no e-mail address"
    try:
        if name in _AS_RECORDED:
            SHAPES["customer"].fields[name](value or None, Locale())
    except Unreadable as wrong:
        return f"is {wrong}"
    return None


def _now(name: str, there: Customer) -> tuple[Any, ...]:
    """Everything that a customer's record says for a field of a draft."""
    if name == "phone":
        return tuple(text for phone in there.phones for text in (phone.e164, phone.raw))
    if name == "email":
        return there.emails
    if _is_extra(name):
        return (there.extra.get(name.removeprefix(EXTRA)),)
    of_address = getattr(there.address, name, None) if name in ADDRESS else None
    return (of_address, getattr(there, name, None))


def _is_one_of(name: str, wanted: tuple[Scalar, ...], found: tuple[Any, ...]) -> bool:
    known = {_folded(name, value) for value in found if value is not None} or {""}
    return not known.isdisjoint({_folded(name, value) for value in wanted})


def _folded(name: str, value: Any) -> str:
    if name == "phone":
        return "".join(char for char in str(value) if char.isdigit() or char == "+")
    return fold_email(str(value)) if name == "email" else " ".join(str(value).casefold().split())
