"""The people of the demo company: who they are, before any system has heard of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

from resources.demo.anchor import Anchor
from resources.demo.phones import Number, NumberPool
from resources.demo.words import Country, Words

# How many customers live where, and how many strangers have only ever used the shop.
CUSTOMERS = {"DE": 520, "US": 420, "GB": 400, "SE": 370, "FR": 280, "NL": 150, "NO": 90, "ES": 90}
GUESTS = 120
FIRST_CUSTOMER_NO = 44_720_000  # the cast has lower ones
HOUSEHOLDS = 60
TIERS = ("Basic", "Silver", "Gold", "Platinum")
SEGMENTS = ("Consumer", "Small business", "Enterprise")
# Letters that are no letter with an accent to Unicode.
_LATIN = str.maketrans({"ø": "o", "æ": "ae", "ß": "ss", "ı": "i", "ł": "l", "đ": "d"})


@dataclass(frozen=True, slots=True)
class Subscription:
    """A running contract; the fee is in minor units of the customer's currency, days count from today."""

    plan: str
    kind: str
    fee_minor: int
    ends_in_days: int


@dataclass(frozen=True, slots=True)
class Bought:
    """What others need to know of an order: its number, main product, when it was placed and handed over."""

    no: str
    product: str
    placed_at: int
    delivered_at: int | None


@dataclass(frozen=True, slots=True)
class Happened:
    """An invoice or a case: its number and when it was sent or opened."""

    no: str
    at: int


@dataclass(slots=True)
class Person:
    """One customer. `mood` runs from -1 (about to leave) to 1 (delighted) and colors everything they do."""

    customer_no: str | None
    given: str
    family: str
    country: Country
    organization: str | None
    street: str
    postal_code: str
    city: str
    region: str
    numbers: list[Number]
    email: str | None
    segment: str
    tier: str
    birthday: date
    since_days: int
    mood: float
    account_id: int | None = None
    shop_email: str | None = None
    subscriptions: list[Subscription] = field(default_factory=list)
    orders: list[Bought] = field(default_factory=list)
    invoices: list[Happened] = field(default_factory=list)
    cases: list[Happened] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The full name as written on a letter."""
        return f"{self.given} {self.family}"


def mail_name(given: str, family: str) -> str:
    """`Åsa`, `O'Brien` as `asa.obrien`: what people can have before the @."""
    text = plain(f"{given}.{family}").replace(" ", ".")
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c in ".-")).strip(".")


def plain(text: str) -> str:
    """Small letters without accents; `ü` is `u`, `ß` is `ss`."""
    apart = unicodedata.normalize("NFKD", text.lower().translate(_LATIN))
    return "".join(c for c in apart if not unicodedata.combining(c))


class Mailboxes:
    """E-mail addresses nobody else has."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def open(self, given: str, family: str, domain: str) -> str:
        """A fresh address for this name."""
        base, number = mail_name(given, family), 1
        address = f"{base}@{domain}"
        while address in self._taken:
            number += 1
            address = f"{base}{number}@{domain}"
        self._taken.add(address)
        return address


class Registrar:
    """Makes people up, one after the other, none sharing a number or an address by accident."""

    def __init__(self, words: Words, anchor: Anchor, rng: Random, numbers: NumberPool, mailboxes: Mailboxes) -> None:
        self._words, self._anchor, self._rng = words, anchor, rng
        self._numbers, self._mailboxes = numbers, mailboxes
        self._next_no = FIRST_CUSTOMER_NO

    def customers(self, size: float) -> Iterator[Person]:
        """All customers in the order the CRM met them, countries mixed."""
        codes = [code for code, count in CUSTOMERS.items() for _ in range(round(count * size))]
        self._rng.shuffle(codes)
        for code in codes:
            self._next_no += self._rng.randrange(3, 40)
            yield self._person(code, str(self._next_no))

    def guests(self, size: float) -> Iterator[Person]:
        """People the CRM does not know."""
        for _ in range(round(GUESTS * size)):
            yield self._person(self._rng.choice(tuple(CUSTOMERS)), None)

    def _person(self, code: str, customer_no: str | None) -> Person:
        rng, country = self._rng, self._words.countries[code]
        given = rng.choice(country.female if rng.random() < 0.52 else country.male)
        family = rng.choice(country.family)
        if code == "ES" and rng.random() < 0.8:
            family = f"{family} {rng.choice(country.family)}"
        segment = rng.choices(SEGMENTS, (84, 13, 3))[0]
        street, postal_code, city, region = _address(country, rng)
        mood = max(-1.0, min(1.0, rng.gauss(0.25, 0.45)))
        return Person(
            customer_no=customer_no,
            given=given,
            family=family,
            country=country,
            organization=None if segment == "Consumer" else self._company(country, family),
            street=street,
            postal_code=postal_code,
            city=city,
            region=region,
            numbers=self._draw(code),
            email=None if rng.random() < 0.05 else self._mailboxes.open(given, family, rng.choice(country.mail)),
            segment=segment,
            tier=rng.choices(TIERS, (45, 32, 17, 6))[0],
            birthday=self._birthday(),
            since_days=int(rng.triangular(20, 4200, 700)),
            mood=mood,
        )

    def _draw(self, code: str) -> list[Number]:
        wanted = self._rng.choices((0, 1, 2), (2, 79, 19))[0]
        return [number for _ in range(wanted) if (number := self._numbers.draw(code))]

    def _company(self, country: Country, family: str) -> str:
        last = family.rsplit(maxsplit=1)[-1]
        return f"{last} {self._rng.choice(self._words.trades)} {country.company_form}"

    def _birthday(self) -> date:
        # Counted back from today, so that about one person in 365 has a birthday whenever the demo is opened.
        return self._anchor.years_back(self._rng.randrange(19, 88), -self._rng.randrange(365))


def make_households(people: list[Person], rng: Random, size: float) -> None:
    """Let some families share an address and their one number."""
    by_country: dict[str, list[Person]] = {}
    for person in people:
        if len(person.numbers) == 1 and person.segment == "Consumer":
            by_country.setdefault(person.country.code, []).append(person)
    for index in range(round(HOUSEHOLDS * size)):
        candidates = by_country[("SE", "DE", "US", "GB", "FR")[index % 5]]
        members = tuple(candidates.pop() for _ in range(3 if rng.random() < 0.35 else 2))
        for member in members[1:]:
            member.numbers = list(members[0].numbers)
            member.street, member.postal_code = members[0].street, members[0].postal_code
            member.city, member.region = members[0].city, members[0].region
            if rng.random() < 0.8:
                member.family = members[0].family


def _address(country: Country, rng: Random) -> tuple[str, str, str, str]:
    city, region, mask = rng.choice(country.cities)
    postal_code = "".join(str(rng.randrange(10)) if c == "#" else c for c in mask)
    number, long = rng.randrange(1, 99), rng.randrange(100, 9900)
    street = country.street.format(street=rng.choice(country.streets), number=number, long=long)
    return street, postal_code, city, region
