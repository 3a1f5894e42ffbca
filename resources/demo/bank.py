"""What the bank has of its customers: cards, and what was booked on the account in the last two months."""

from __future__ import annotations

from random import Random

from resources.demo.anchor import Anchor
from resources.demo.book import Book
from resources.demo.money import local_price
from resources.demo.people import Person
from resources.demo.words import Words

DAYS = 60
ENTRIES = (5, 11)
RENT = (62_000, 148_000)
PAY = (180_000, 420_000)
SECOND_CARD = 0.35
LIMITS = (100_000, 200_000, 300_000, 500_000)


class Bank:
    """Opens an account for every customer of the CRM."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._payees, self._anchor, self._rng = book, words.payees, anchor, rng
        self._weights = [payee.weight for payee in words.payees]

    def open_for(self, people: list[Person]) -> None:
        """Holder, cards and bookings of each."""
        for person in people:
            if person.customer_no is not None:
                self._book.add("holders", customer_no=person.customer_no, name=person.name, email=person.email)
                self._cards(person)
                self._bookings(person)

    def _cards(self, person: Person) -> None:
        rng = self._rng
        for kind in ("Debit card", "Credit card") if rng.random() < SECOND_CARD else ("Debit card",):
            limit = local_price(rng.choice(LIMITS), person.country.currency)
            self._book.add(
                "cards",
                card_id=self._book.next_id("cards"),
                customer_no=person.customer_no,
                ending=f"{rng.randrange(10_000):04d}",
                kind=kind,
                state="blocked" if rng.random() < 0.02 else "active",
                limit_minor=limit,
                spent_minor=round(limit * rng.random() * 0.8 / 100) * 100,
                currency=person.country.currency,
                expires_on=self._anchor.month_end(rng.randrange(0, 48)).isoformat(),
            )

    def _bookings(self, person: Person) -> None:
        rng = self._rng
        entries = [(day, "Employer", "credit", rng.randrange(*PAY)) for day in (-52, -22)]
        entries += [(day, "Rent", "standing order", -rng.randrange(*RENT)) for day in (-50, -20)]
        for _ in range(rng.randrange(*ENTRIES)):
            payee = rng.choices(self._payees, self._weights)[0]
            amount = rng.randrange(payee.low_minor, payee.high_minor)
            entries.append((-rng.randrange(1, DAYS), payee.name, payee.kind, -amount))
        for day, payee_name, kind, amount in sorted(entries):
            self._book.add(
                "bookings",
                booking_id=self._book.next_id("bookings"),
                customer_no=person.customer_no,
                booked_at=self._anchor.at(day, rng.randrange(25_000, 80_000)),
                payee=payee_name,
                kind=kind,
                amount_minor=local_price(amount, person.country.currency),
                currency=person.country.currency,
                state="pending" if day == -1 and kind == "card payment" else "booked",
            )
