"""Who reads what the rules say: our English phrases and the playbook's words in their language, values as they write.

A text is known by its English (or the playbook's own) wording; what has no translation stays as it is. Forms for
different numbers go by the categories of the Unicode plural rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache, reduce

from desktop.rules.facts import FactState
from desktop.rules.problems import clip
from desktop.rules.values import DATE, DECIMAL, Money, Type, Value, plain

MAX_SHOWN_TEXT = 60
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
Forms = str | Mapping[str, str]
"""One text, or one for each plural category of its number."""
Show = Callable[[Value, Type], str]
"""Writes a value for the readers of a language."""
PLACE = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\}")
ENGLISH: Mapping[str, Forms] = {
    "{n} days ago": {"one": "{n} day ago", "other": "{n} days ago"},
    "asked {n} days ago": {"one": "asked {n} day ago", "other": "asked {n} days ago"},
    "{n} days": {"one": "{n} day", "other": "{n} days"},
    "{n} hours": {"one": "{n} hour", "other": "{n} hours"},
    "Only {n} calls to learn from so far": {
        "one": "Only {n} call to learn from so far",
        "other": "Only {n} calls to learn from so far",
    },
    "Learned from {n} calls": {"one": "Learned from {n} call", "other": "Learned from {n} calls"},
}
"""Our phrases that read otherwise for one."""
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_SPANS = (("{n} days", 86_400), ("{n} hours", 3_600), ("{n} min", 60), ("{n} s", 1))
_AGES = {60: "{n} s ago", 3_600: "{n} min ago", 86_400: "{n} h ago", 0: "{n} days ago"}
_ASKED = {60: "asked {n} s ago", 3_600: "asked {n} min ago", 86_400: "asked {n} h ago", 0: "asked {n} days ago"}
_NOUNS_ARE_CAPITAL = ("de",)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who reads a language: `words` are its texts by ours, `show` writes values as there.

    Without `show` they are written as in English.
    """

    language: str = "en"
    words: Mapping[str, Forms] = field(default_factory=dict)
    show: Show | None = None

    def own(self, text: str, n: int | Decimal | None = None) -> str:
        """A text as it reads in the language, its places still in braces; `n` is the number that its form goes by."""
        forms = self.words.get(text)
        if forms is None:
            forms = ENGLISH.get(text, text)
        if isinstance(forms, str):
            return forms
        return forms.get(category(self.language, n) if n is not None else "other", forms["other"])

    def tr(self, text: str, n: int | None = None, /, **values: str) -> str:
        """One of our phrases with its places filled; {n} is the number, written as it is here."""
        if n is not None:
            values["n"] = self.number(n)
        parts = list(_parts(self.own(text, n)))
        parts[1::2] = [values.get(name, f"{{{name}}}") for name in parts[1::2]]
        return "".join(parts)

    # Joined

    def listed(self, parts: Sequence[str]) -> str:
        """Words behind one another: "a, b, c"."""
        return self.tr(", ").join(parts)

    def both(self, parts: Sequence[str]) -> str:
        """Words that hold together: "a and b and c"."""
        return reduce(lambda items, last: self.tr("{items} and {last}", items=items, last=last), parts) if parts else ""

    def either(self, parts: Sequence[str]) -> str:
        """Words joined as a choice: "a, b or c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.tr("{items} or {last}", items=self.listed(parts[:-1]), last=parts[-1])

    def inner(self, text: str) -> str:
        """Words as they stand inside a sentence."""
        return text if self.language.startswith(_NOUNS_ARE_CAPITAL) else lower_first(text)

    # Values

    def say(self, value: Value, type_: Type) -> str:
        """A value for people: labels of enum members, dates with month names, grouped digits."""
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if isinstance(value, int | Decimal):
            return self.number(value)
        if isinstance(value, str):
            text = self.own(type_.label_of(value)) if type_.members else value
            return clip(text, MAX_SHOWN_TEXT) or self.tr("blank")
        if isinstance(value, timedelta):
            return self.duration(value)
        if isinstance(value, frozenset):
            labels = [clip(self.own(type_.label_of(v)), MAX_SHOWN_TEXT) for v in sorted(value)]
            return self.listed(labels) or self.tr("none")
        if self.show is not None:
            return self.show(value, type_)
        return _money(value) if isinstance(value, Money) else _moment(value)

    def number(self, value: int | Decimal) -> str:
        """A number with grouped digits and without an exponent."""
        return _number(value) if self.show is None else self.show(Decimal(value), DECIMAL)

    def day(self, value: date) -> str:
        """A day such as 3 Dec 2026."""
        return _moment(value) if self.show is None else self.show(value, DATE)

    def duration(self, value: timedelta) -> str:
        """A duration in its two largest units, such as 2 hours 5 min."""
        seconds = abs(int(value.total_seconds()))
        parts = []
        for pattern, size in _SPANS:
            count, seconds = divmod(seconds, size)
            if count:
                parts.append(self.tr(pattern, count))
        text = " ".join(parts[:2]) or self.tr("{n} s", 0)
        return self.tr("minus {value}", value=text) if value < timedelta(0) else text

    def age(self, age: timedelta, state: FactState = FactState.KNOWN) -> str:
        """An age in words; while PENDING it is the time since the question."""
        seconds = max(0, int(age.total_seconds()))
        if state is FactState.ABSENT and 60 <= seconds < 86_400:
            return self.tr("today")
        limit = next((limit for limit in (60, 3_600, 86_400) if seconds < limit), 0)
        count = seconds // {60: 1, 3_600: 60, 86_400: 3_600, 0: 86_400}[limit]
        return self.tr(_ASKED[limit], count) if state is FactState.PENDING else self.tr(_AGES[limit], count)

    def with_unit(self, text: str, unit: str, value: object = None) -> str:
        """A value in words with its unit: 2 days, but 1 day."""
        if not unit:
            return text
        pattern = f"{{n}} {unit}"
        if pattern not in self.words:
            return f"{text} {singular(unit) if text == '1' else unit}"
        n = value if isinstance(value, int | Decimal) else None
        return self.own(pattern, n).replace("{n}", text)

    def unit_words(self, unit: str) -> tuple[str, ...]:
        """How a unit may read behind its number."""
        forms = self.words.get(f"{{n}} {unit}", "")
        texts = (forms,) if isinstance(forms, str) else forms.values()
        return (unit, singular(unit), *(text.replace("{n}", "").strip() for text in texts))


@lru_cache(maxsize=2048)
def _parts(text: str) -> tuple[str, ...]:
    """A text divided at its places, words and names in turn."""
    return tuple(PLACE.split(text))


def category(language: str, n: int | Decimal) -> str:
    """The plural category of a number, after the Unicode plural rules for cardinals."""
    rule = _RULES.get(language.replace("_", "-").partition("-")[0].lower(), _english)
    return rule(abs(Decimal(n)))


def _english(n: Decimal) -> str:
    return "one" if n == 1 else "other"


def _spanish(n: Decimal) -> str:
    return "many" if n and n % 1_000_000 == 0 else _english(n)


def _french(n: Decimal) -> str:
    return "one" if n < 2 else _spanish(n)


def _arabic(n: Decimal) -> str:
    if n in (0, 1, 2):
        return CATEGORIES[int(n)]
    if n != int(n):
        return "other"
    return "few" if 3 <= n % 100 <= 10 else "many" if n % 100 >= 11 else "other"


_RULES: Mapping[str, Callable[[Decimal], str]] = {"es": _spanish, "fr": _french, "ar": _arabic}


def lower_first(text: str) -> str:
    """Text with a small first letter, unless its first word is an abbreviation."""
    first = text.split(" ", 1)[0]
    return text if sum(c.isupper() for c in first) > 1 else text[:1].lower() + text[1:]


def upper_first(text: str) -> str:
    """Text with a capital first letter."""
    return text[:1].upper() + text[1:]


def singular(unit: str) -> str:
    """A unit in English for one of it."""
    return unit.removesuffix("s") if len(unit) > 2 else unit


def _number(value: int | Decimal) -> str:
    whole, _, part = plain(value).partition(".")
    sign = "-" if whole.startswith("-") else ""
    return f"{sign}{int(whole.lstrip('-') or 0):,}" + (f".{part}" if part else "")


def _money(value: Money) -> str:
    """An amount with its currency; cents are shown when there are any."""
    amount = value.amount
    text = _number(int(amount) if amount == amount.to_integral_value() else amount)
    cents = "0" if len(text.partition(".")[2]) == 1 else ""
    return f"{text}{cents} {value.currency}"


def _moment(value: date) -> str:
    day = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day


PLAIN = Reader()
"""Reads English, with the playbook's words as they are."""
