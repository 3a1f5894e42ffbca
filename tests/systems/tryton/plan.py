"""What is in the Tryton of the tests: who bought what, so that a test knows the answer before it asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.systems.people import Person

PEOPLE = 60
# Before the people there is the company.
PARTY_OF_THE_FIRST = 2
SALES = 150
FIRST_DAY = date(2026, 1, 5)
# Two people of one household; nobody else has this number.
HOUSEHOLD = (10, 11)
HOUSEHOLD_PHONE = "+4930231259999"
# The first buys a lot, the second nothing; the others now and then.
BUYERS = [0 if number % 4 == 0 else 2 + number % (PEOPLE - 2) for number in range(SALES)]
# The type of contact under which a number waits that Tryton cannot read.
RAW = "other"
# Rate against the euro, and the smallest coin.
CURRENCIES = {"EUR": ("1.0", "0.01"), "JPY": ("160.0", "1"), "KWD": ("0.33", "0.001")}
PRICES = {"Kettle „Größe 2“": "20.00", 'Lamp, 3/4" thread': "12.50", "Blanket": "39.90"}
# Keys of a system that is thrown away.
KEY = "callside-may-sell"
KEY_WITHOUT_RIGHTS = "visitor-may-nothing"


@dataclass(frozen=True, slots=True)
class Kind:
    """What becomes of a sale, and what one piece of everything costs in it."""

    state: str
    currency: str = "EUR"
    price: str = "13.2000"
    shipped: str = ""
    is_paid: bool = False


KINDS = (
    Kind("processing", shipped="all"),
    Kind("quotation"),
    Kind("processing"),
    Kind("done", shipped="all", is_paid=True),
    Kind("draft"),
    Kind("cancelled"),
    Kind("processing", shipped="part"),
    Kind("processing", "JPY", "1500.0000"),
    Kind("processing", "KWD", "1.2345"),
)


def kind_of(number: int) -> Kind:
    """What becomes of the sale of this number."""
    return KINDS[number % len(KINDS)]


def customer_number(person: Person) -> str:
    """What people call a customer; Tryton's own number is another one."""
    return f"C-{1000 + person.index}"


def has_country(person: Person) -> bool:
    """Whether the address says which country: then Tryton understands the number and rewrites it."""
    return person.index % 2 == 0


def shared_number(person: Person) -> str:
    """The second number of those who share one."""
    return HOUSEHOLD_PHONE if person.index in HOUSEHOLD else ""


def pieces(number: int) -> list[int]:
    """How many of each article a sale has, line by line."""
    return list(range(1, 3 + number % 2))


def sale_number(number: int) -> str:
    """What Tryton calls a sale: drafts have no number yet."""
    return str(sum(kind_of(before).state != "draft" for before in range(number + 1)))


def party_of(index: int) -> str:
    """Tryton's own number of a person."""
    return str(PARTY_OF_THE_FIRST + index)
