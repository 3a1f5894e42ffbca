"""Shop accounts: the same people as in the CRM, known by e-mail and phone, now and then with other details."""

from __future__ import annotations

from random import Random

from resources.demo.anchor import Anchor
from resources.demo.book import Book
from resources.demo.people import Mailboxes, Person
from resources.demo.phones import spell

FIRST_ACCOUNT_ID = 700_001


class Accounts:
    """Opens shop accounts for most people; one in sixteen has another e-mail address there than in the CRM."""

    def __init__(self, book: Book, anchor: Anchor, rng: Random, mailboxes: Mailboxes) -> None:
        self._book, self._anchor, self._rng, self._mailboxes = book, anchor, rng, mailboxes

    def open_for(self, people: list[Person]) -> None:
        """Subscribers and strangers always have an account, others four times in five."""
        for person in people:
            must = bool(person.subscriptions) or person.customer_no is None
            if must or (self._rng.random() < 0.8 and (person.email or person.numbers)):
                self._open(person)

    def _open(self, person: Person) -> None:
        rng = self._rng
        email = person.email
        if email is not None and rng.random() < 0.06:
            name = person.given.split(maxsplit=1)[0], f"{person.family}.{person.birthday.year % 100}"
            email = self._mailboxes.open(*name, rng.choice(person.country.mail))
        number = rng.choice(person.numbers) if person.numbers and (email is None or rng.random() < 0.93) else None
        person.shop_email = email
        person.account_id = FIRST_ACCOUNT_ID + self._book.count("accounts")
        opened = rng.randrange(0, max(1, person.since_days))
        self._book.add(
            "accounts",
            account_id=person.account_id,
            email=email,
            phone=None if number is None else spell(number, rng),
            match_tail=None if number is None else number.tail,
            first_name=person.given,
            last_name=person.family,
            company=person.organization,
            locale=f"{person.country.language}-{person.country.code}",
            country=person.country.code,
            created_on=self._anchor.iso_day(-opened),
            changed_at=self._anchor.at(-rng.randrange(1, opened + 2), rng.randrange(20_000, 70_000)),
        )
