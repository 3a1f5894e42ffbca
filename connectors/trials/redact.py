"""Taking people out of a recorded answer: the same name, number or text becomes the same invented one everywhere. Pure.

What stays is what says nothing of a person: the words the manifest itself knows, days, small numbers, codes of
countries and currencies. Everything else is replaced, letter by letter and digit by digit, so that it keeps its form.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import phonenumbers

from connectors.formats.decode import base64_json
from connectors.manifest.model import Manifest
from connectors.mapping.convert import Unreadable
from connectors.mapping.expressions import BadExpression, parse, walk
from connectors.phones import parse_number

KEPT_DIGITS = 3
TAIL = 6
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\Z")
_PHONE = re.compile(r"[+0-9 ()/.\-]{6,40}\Z")
_DAY = re.compile(
    r"(\d{4}([-./])[01]?\d\2[0-3]?\d|[0-3]?\d([-./])[0-3]?\d\3(\d{4}|\d{2}))"
    r"([T ][\d:.,]+\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?\Z"
)
_TIME = re.compile(r"\d{1,2}:\d{2}(:\d{2})?\Z")
_URL = re.compile(r"https?://\S+\Z")
_PERSONAL_DAY = re.compile(r"birth|bday|born|dob|geb|naiss|nacim", re.IGNORECASE)
_MOST_DECIMALS = 3
_LARGEST_AMOUNT = 1_000_000
_WORD = re.compile(r"\w+")
_LETTERS = "abcdefghiklmnoprstuvwz"
_CURRENCIES = frozenset(
    "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON JPY CNY KRW INR AUD CAD NZD BRL MXN ZAR NGN KWD AED".split()
)
_ANSWERS = frozenset("true false yes no y n t f TRUE FALSE YES NO Y N T F True False".split())
"""What says yes or no, as systems write it. Null and None are families as well, and nothing is read by these words."""


class Redactor:
    """Replaces what tells of a person; `key` is thrown away, so that nothing can be worked back."""

    def __init__(self, key: bytes, manifest: Manifest) -> None:
        self._key = key
        self._region = manifest.settings.region
        self._birthdays = set(_birthdays_of(manifest))
        self._known = {word.casefold() for word in _words_of(manifest)}

    def value(self, value: Any, name: str = "") -> Any:
        """A value of an answer, all the way down; `name` is the key it stands under."""
        if isinstance(value, dict):
            return {self._name(key): self.value(item, key) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item, name) for item in value]
        if isinstance(value, str):
            return self.text(value, name)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**KEPT_DIGITS:
            return int(self._digits(str(value)))
        if isinstance(value, float | Decimal):
            return self._amount(value)
        return self.text(str(value), name) if isinstance(value, date | UUID) else value

    def _amount(self, value: float | Decimal) -> float:
        """An amount stays; what is no amount is a number of somebody, or says where they live."""
        exact = Decimal(str(value))
        is_plain = exact.is_finite() and abs(exact) < _LARGEST_AMOUNT
        if is_plain and round(exact, _MOST_DECIMALS) == exact:
            return float(value)
        return float(self._digits(f"{exact:f}")) if exact.is_finite() else float(value)

    def text(self, text: str, name: str = "") -> str:
        """A text; one that holds JSON, or base64 of it, is redacted inside."""
        bare = text.strip()
        if self._says_nothing(bare):
            return text
        if _DAY.match(bare) or _TIME.match(bare):
            return self._day(text) if _PERSONAL_DAY.search(name) or name in self._birthdays else text
        if _EMAIL.match(bare):
            return f"person{self._number(bare.casefold(), 10_000)}@example.com"
        if _URL.match(bare):
            return f"https://example.com/{self._number(bare, 10**8)}"
        if _PHONE.match(bare):
            return self._digits(text)
        return self._packed(bare) or _WORD.sub(lambda word: self._word(word.group()), text)

    def phone(self, raw: str) -> str:
        """A number that is asked for; what it becomes is a number, too."""
        digits = "".join(char for char in raw if char.isdigit())
        for attempt in range(200):
            self._key += b"." if attempt else b""
            found = self._digits(raw)
            query = parse_number(found, self._region)
            if len(digits) >= TAIL and query is not None and query.e164 is not None:
                return found
        return self._digits(raw)

    def _says_nothing(self, text: str) -> bool:
        if (
            text.casefold() in self._known
            or text in _ANSWERS
            or text in _CURRENCIES
            or (text.isdecimal() and len(text) <= KEPT_DIGITS)
        ):
            return True
        return text in {text.upper(), text.lower()} and text.upper() in phonenumbers.SUPPORTED_REGIONS

    def _name(self, key: str) -> str:
        is_personal = "@" in key or sum(char.isdigit() for char in key) >= TAIL
        return self.text(key) if is_personal else key

    def _packed(self, text: str) -> str | None:
        """A text that holds a table or a list, redacted inside; None for any other."""
        if text[:1] in {"{", "["}:
            try:
                return json.dumps(self.value(json.loads(text)), ensure_ascii=False)
            except (ValueError, RecursionError):
                return None
        try:
            inside = base64_json(text) if len(text) >= 8 else None
        except Unreadable:
            return None
        if not isinstance(inside, dict | list):
            return None
        return base64.b64encode(json.dumps(self.value(inside), default=str).encode()).decode()

    def _day(self, text: str) -> str:
        long = re.sub(r"\d{4}", "1980", text, count=1)
        return long if long != text or "1980" in text else re.sub(r"\d{2}\Z", "80", text)

    def _digits(self, text: str) -> str:
        """The text with other last digits: the same for every spelling of one number."""
        places = [place for place, char in enumerate(text) if char.isdigit()]
        last = places[-TAIL:] if len(places) > TAIL else places[1:]
        old = "".join(text[place] for place in last)
        new = f"{self._number(old, 10 ** len(last)):0{len(last)}d}" if last else ""
        table = dict(zip(last, new, strict=True))
        return "".join(table.get(place, char) for place, char in enumerate(text))

    def _word(self, word: str) -> str:
        if word.casefold() in self._known or (word.isdecimal() and len(word) <= KEPT_DIGITS):
            return word
        if word.isdecimal():
            return self._digits(word)
        seed = hashlib.blake2b(word.casefold().encode(), key=self._key[:60], digest_size=32).digest()
        made = "".join(_LETTERS[seed[place % 32] % len(_LETTERS)] for place in range(len(word)))
        return made.upper() if word.isupper() else made.capitalize() if word[:1].isupper() else made

    def _number(self, text: str, below: int) -> int:
        return int.from_bytes(hashlib.blake2b(text.encode(), key=self._key[-60:], digest_size=8).digest()) % below


def _birthdays_of(manifest: Manifest) -> Iterator[str]:
    """The names under which the manifest finds a birthday."""
    for operation in manifest.reads().values():
        expression = manifest.map_of(operation).get("birthday")
        if isinstance(expression, str):
            yield from (node["value"] for node in walk(parse(expression)) if node["type"] == "field")


def _words_of(manifest: Manifest) -> Iterator[str]:
    """The words that stand in the manifest itself: those of its tables and those it compares with."""
    for table in manifest.tables.values():
        yield from table
    maps = [manifest.map_of(operation) for operation in manifest.reads().values()]
    texts = [
        text
        for mapped in maps
        for value in mapped.values()
        for text in ([value] if isinstance(value, str) else value.values())
    ]
    reads = manifest.reads().values()
    rules = [rule.when for rule in (*manifest.errors, *(rule for read in reads for rule in read.errors))]
    places = [read.records for read in reads if read.records is not None]
    takes = [text for read in reads for step in read.steps for text in step.take.values()]
    for expression in (*texts, *rules, *places, *takes):
        try:
            found = [node["value"] for node in walk(parse(expression)) if node["type"] == "literal"]
        except BadExpression:
            continue
        yield from (value for value in found if isinstance(value, str))
