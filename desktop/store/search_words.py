"""Words to search by: of a cached customer, and of what somebody typed; both are folded alike. Pure.

A word is a part of a name, the digits of a number, an e-mail address, a customer, order or case number. What was
typed finds everybody who has, for each of its words, one that begins so; where that finds too few, one that nearly
does. Something typed may be read in several ways: "0151 2000" is a number, and it is two words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING

from connectors.people import SHARED_NUMBERS, fold_name
from connectors.phones import parse_number
from connectors.records import Case, Invoice, Order
from desktop.store.codec import clean_text

if TYPE_CHECKING:
    from connectors.records import Customer
    from desktop.store.records import CachedCustomer

LONGEST_QUERY = 200
LONGEST_WORD = 40
MOST_TERMS = 8
MOST_WORDS = 200
"""Words of one customer: somebody with thousands of orders is found by the latest."""
SHORTEST_NUMBER = 3
SHORTEST_TAIL = 4
SHORTEST_NEAR = 4
SHORTEST_NEAR_BEGINNING = 6
SHORTEST_TWICE_WRONG = 9
SPELLED = 7
"""So many letters at the beginning of a word may hold one slip and still be looked up."""
TAIL = "~"
"""Begins a number written from its end: the last digits are what people remember of one."""

_WORD = re.compile(r"[^\W_]+")
_NO_WORD = re.compile(r"[\W_]+")
_TRUNK = re.compile(r"\(0\)")
_LETTERS = re.compile(r"[^\W\d_]+\Z")


class WordKind(IntEnum):
    """What a word of a customer is; also what somebody was found by."""

    NAME = 0
    NUMBER = 1
    EMAIL = 2
    CUSTOMER = 3
    ORDER = 4
    CASE = 5


def words_of(cached: CachedCustomer) -> dict[str, WordKind]:
    """The words that find this customer; what is a name stays one, whatever else it may be."""
    customer = cached.merged.customer
    found: dict[str, WordKind] = {}
    for kind, words in (
        (WordKind.NAME, _names(customer)),
        (WordKind.NUMBER, _phones(customer)),
        (WordKind.EMAIL, _emails(customer)),
        (WordKind.CUSTOMER, _customer_numbers(cached)),
        (WordKind.ORDER, _record_numbers(cached, (Order, Invoice))),
        (WordKind.CASE, _record_numbers(cached, (Case,))),
    ):
        for word in words:
            if word and len(found) < MOST_WORDS:
                found.setdefault(word[:LONGEST_WORD], kind)
    return found


def readings(text: str, region: str | None) -> list[tuple[str, ...]]:
    """The ways to read what was typed, each a few beginnings of words that must all be there; none of no words."""
    text = clean_text(text[:LONGEST_QUERY])
    words = tuple(dict.fromkeys(_bare(word) for word in fold_name(text)))
    numbers = tuple(_numbers_in(text, region))
    ways: list[tuple[str, ...]] = [(number,) for number in numbers]
    if not numbers and "@" not in text:
        ways.append(words)
    parts = text.split()
    mails = tuple(_mail(part) for part in parts if _is_mail(part))
    if mails:
        rest = fold_name(" ".join(part for part in parts if not _is_mail(part)))
        ways.append((*mails, *(_bare(word) for word in rest)))
    if any(char.isdigit() for char in text):
        ways.append((_bare("".join(fold_name(text))),))
    cut = (tuple(term[:LONGEST_WORD] for term in way if term)[:MOST_TERMS] for way in ways)
    return [way for way in dict.fromkeys(cut) if way]


def _is_mail(part: str) -> bool:
    """Whether it may be a part of an e-mail address."""
    return "@" in part or "." in part.strip(".")


def spellings(word: str) -> set[str]:
    """How the beginning of a word reads with at most one letter left out; nothing for what may not be misspelled."""
    if not may_be_misspelled(word):
        return set()
    start = word[:SPELLED]
    return {start, *(start[:at] + start[at + 1 :] for at in range(len(start)))}


def may_be_misspelled(word: str) -> bool:
    """Whether a slip in it is worth looking behind: letters, and enough of them; a wrong digit is another number."""
    return len(word) >= SHORTEST_NEAR and _LETTERS.match(word) is not None


def is_near(term: str, word: str) -> bool:
    """Whether a word is what somebody may have meant: one slip, two in a long one; a long term may be a beginning."""
    slips = 2 if len(term) >= SHORTEST_TWICE_WRONG else 1
    if len(term) < SHORTEST_NEAR_BEGINNING:
        return abs(len(term) - len(word)) <= slips and _slips(term, word)[-1] <= slips
    return min(_slips(term, word[: len(term) + slips])) <= slips


def _slips(term: str, word: str) -> list[int]:
    """How many letters to add, drop, change or swap from the term to each beginning of the word."""
    before: list[int] = []
    row = list(range(len(word) + 1))
    for at, char in enumerate(term, 1):
        older, before, row = before, row, [at]
        for to, other in enumerate(word, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (char != other))
            if at > 1 and to > 1 and char == word[to - 2] and term[at - 2] == other:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
    return row


def _names(customer: Customer) -> Iterator[str]:
    for name in (customer.name, customer.given_name, customer.family_name, customer.organization):
        yield from (_bare(word) for word in fold_name(clean_text(name)) if name) if name else ()


def _phones(customer: Customer) -> Iterator[str]:
    for phone in customer.phones:
        query = parse_number(phone.e164, None) if phone.e164 else None
        digits = _digits(phone.e164 or phone.raw)
        yield digits.lstrip("0")
        if query is not None:
            yield query.nsn.lstrip("0")
        if len(digits) >= SHORTEST_TAIL:
            yield TAIL + digits[::-1]


def _emails(customer: Customer) -> Iterator[str]:
    for email in customer.emails:
        mail = _mail(clean_text(email))
        yield mail
        yield mail.rpartition("@")[2]
        yield from _WORD.findall(mail.rpartition("@")[0])


def _customer_numbers(cached: CachedCustomer) -> Iterator[str]:
    extra = cached.merged.customer.extra
    shared = [extra.get(name) for name in SHARED_NUMBERS]
    values = [*(str(value) for value in shared if value is not None), *cached.merged.ids.values()]
    return _identifiers(values)


def _record_numbers(cached: CachedCustomer, types: tuple[type, ...]) -> Iterator[str]:
    rows = (row for rows in cached.parts.values() for row in rows if isinstance(row, types))
    return _identifiers(value for row in rows for value in (row.number, row.id) if value)  # type: ignore[union-attr]


def _identifiers(values: Iterable[str]) -> Iterator[str]:
    """An identifier without its punctuation; and, since people leave the letters before it out, without those."""
    for value in values:
        whole = "".join(fold_name(clean_text(value)))
        yield _bare(whole)
        yield _bare(whole.lstrip("abcdefghijklmnopqrstuvwxyz"))


def _numbers_in(text: str, region: str | None) -> Iterator[str]:
    """What is written like a telephone number: its digits, in full where it is complete, or as its last digits."""
    if any(char.isalpha() or char == "@" for char in text):
        return
    digits = _digits(_TRUNK.sub("", text))
    query = parse_number(text, region)
    if query is not None and query.e164 is not None:
        yield _digits(query.e164)
    if len(digits.lstrip("0")) >= SHORTEST_NUMBER:
        yield digits.lstrip("0")
    if len(digits) >= SHORTEST_TAIL:
        yield TAIL + digits[::-1]


def _digits(text: str) -> str:
    ascii_digits = (str(unicodedata.decimal(char)) for char in text if char.isdecimal())
    return "".join(ascii_digits)


def _bare(word: str) -> str:
    """A word; of digits alone, without the zeros before it, which are written or not."""
    return word.lstrip("0") or "0" if word.isdecimal() else word


def _mail(text: str) -> str:
    """An e-mail address, or a part of one, as it is compared."""
    folded = unicodedata.normalize("NFC", text.strip().casefold())
    return folded.removeprefix("@").strip("<>,;()\"'")
