"""Whether two rows of different systems are one person. Pure; in doubt the answer is no, and the agent chooses.

Different systems know one person by ids of their own, so equal ids mean nothing. What counts, strongest first: a
customer number both carry (or one naming the other's id, as `crm_id` does), the same e-mail address, the same
number and name. The weaker two count only where names and birthdays do not contradict each other: a household
shares telephones and mailboxes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from connectors.mapping.rows import NO_IDS
from connectors.records import Customer

SHARED_NUMBERS = ("customer_number", "customer_no", "external_id")
"""The names in `extra` under which systems carry the company's own number of a customer."""

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "herr", "frau", "sir", "dame", "mme", "monsieur"})
_GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv"})
_LETTERS = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_UMLAUTS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_APOSTROPHES = re.compile(r"['`´‘’ʼ.]")
_WORDS = re.compile(r"[^\W_]+")
_PLACEHOLDER_MAILBOX = re.compile(r"(?:no-?reply|do-?not-?reply|none|no|na|n/a|nomail|no-?e?mail|unknown|xxx?|-)@")


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a customer can be compared, in one spelling."""

    words: tuple[str, ...]
    given: str | None
    organization: tuple[str, ...]
    emails: frozenset[str]
    numbers: frozenset[str]
    keys: frozenset[tuple[str, str]]
    own_key: tuple[str, str]
    references: frozenset[tuple[str, str]]
    customer: Customer


def fold_name(name: str | None) -> tuple[str, ...]:
    """The words of a name without case, accents, titles and punctuation; Müller and Mueller are one."""
    text = unicodedata.normalize("NFKD", (name or "")[:500].casefold().translate(_LETTERS))
    text = "".join(char for char in text if not unicodedata.combining(char))
    for long, short in _UMLAUTS:
        text = text.replace(long, short)
    words = _WORDS.findall(_APOSTROPHES.sub("", text))
    return tuple(word for word in words if word not in _TITLES) or tuple(words)


def fold_email(email: str) -> str:
    """An e-mail address as it is compared: trimmed, NFC, without case."""
    return unicodedata.normalize("NFC", email.strip()).casefold()


def traits_of(customer: Customer) -> Traits:
    """A customer in comparable form."""
    name = customer.name or " ".join(part for part in (customer.given_name, customer.family_name) if part)
    emails = (fold_email(email) for email in customer.emails)
    return Traits(
        words=fold_name(name),
        given=_given(customer, name),
        organization=fold_name(customer.organization),
        emails=frozenset(email for email in emails if not _PLACEHOLDER_MAILBOX.match(email)),
        numbers=frozenset(phone.e164 for phone in customer.phones if phone.e164),
        keys=frozenset((key, value) for key, value in _numbers(customer) if key in SHARED_NUMBERS),
        own_key=(f"{customer.provenance.system.replace('-', '_')}_id", _word(customer.id)),
        references=frozenset((key, value) for key, value in _numbers(customer) if key.endswith("_id")),
        customer=customer,
    )


def _given(customer: Customer, name: str) -> str | None:
    if customer.given_name:
        words = fold_name(customer.given_name)
    elif "," in name:
        words = fold_name(name.partition(",")[2])
    else:
        words = fold_name(name)
        # One word alone may be a family name, and a company has none.
        words = words if len(words) > 1 and words != fold_name(customer.organization) else ()
    return words[0] if words else None


def _numbers(customer: Customer) -> Iterable[tuple[str, str]]:
    for name, value in customer.extra.items():
        if isinstance(value, str | int) and not isinstance(value, bool) and _word(value) not in NO_IDS:
            yield name, _word(value)


def _word(value: object) -> str:
    return str(value).strip().casefold()


def evidence(one: Traits, other: Traits) -> tuple[int, ...] | None:
    """How surely these are one person, to be compared with other pairs; None if they must not be taken for one."""
    if one.customer.provenance.system == other.customer.provenance.system:
        return None
    strength = _strength(one, other)
    if strength == 0:
        return None
    same_day = one.customer.birthday is not None and one.customer.birthday == other.customer.birthday
    return (strength, _is_same_name(one, other), bool(one.numbers & other.numbers), same_day)


def contradict(one: Traits, other: Traits) -> bool:
    """Whether something says that these are two persons: different given names, or different birthdays."""
    return _birthdays_differ(one, other) or _names_differ(one, other)


def _strength(one: Traits, other: Traits) -> int:
    if _has_shared_number(one, other) and not (one.words and other.words and _nothing_shared(one, other)):
        return 3
    if contradict(one, other):
        return 0
    if one.emails & other.emails:
        return 2
    return 1 if one.numbers & other.numbers and _is_same_name(one, other) else 0


def _has_shared_number(one: Traits, other: Traits) -> bool:
    return bool(one.keys & other.keys) or one.own_key in other.references or other.own_key in one.references


def _nothing_shared(one: Traits, other: Traits) -> bool:
    mine, theirs = {*one.words, *one.organization}, {*other.words, *other.organization}
    return mine.isdisjoint(theirs)


def _is_same_name(one: Traits, other: Traits) -> bool:
    return bool(one.words) and sorted(one.words) == sorted(other.words)


def _birthdays_differ(one: Traits, other: Traits) -> bool:
    mine, theirs = one.customer.birthday, other.customer.birthday
    return mine is not None and theirs is not None and mine != theirs


def _names_differ(one: Traits, other: Traits) -> bool:
    mine, theirs = set(one.words), set(other.words)
    if not mine or not theirs or mine == theirs:
        return False
    if mine & _GENERATIONS != theirs & _GENERATIONS:
        return True
    if min(len(mine), len(theirs)) > 1 and (mine <= theirs or theirs <= mine):
        return False
    if one.words == other.organization or other.words == one.organization:
        return False
    if one.given is not None and other.given is not None:
        return not _may_be_one_given_name(one.given, other.given)
    return mine.isdisjoint(theirs)


def _may_be_one_given_name(one: str, other: str) -> bool:
    """Equal, an initial, or a short form (Alex, Alexander); not Martin and Martina, who may well be married."""
    short, long = sorted((one, other), key=len)
    return one == other or (long.startswith(short) and (len(short) == 1 or len(long) - len(short) >= 3))
