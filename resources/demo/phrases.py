"""Filling the sentences of the word lists with what a person has: an order, an invoice, a plan, a case."""

from __future__ import annotations

from random import Random

from resources.demo.money import local_price, spoken
from resources.demo.people import Person
from resources.demo.words import Words


class Phrases:
    """Fills placeholders from one person's things; those they lack are filled with something likely."""

    def __init__(self, words: Words, rng: Random) -> None:
        self._words, self._rng = words, rng

    def values_for(self, person: Person) -> dict[str, str]:
        """A value for every placeholder the word lists use."""
        rng, words = self._rng, self._words
        order = rng.choice(person.orders) if person.orders else None
        currency = person.country.currency
        return {
            "order": order.no if order else "",
            "product": order.product if order else rng.choice(words.products).name,
            "plan": rng.choice(person.subscriptions).plan if person.subscriptions else "Mobile M",
            "invoice": rng.choice(person.invoice_nos) if person.invoice_nos else "",
            "case": rng.choice(person.case_nos) if person.case_nos else "",
            "amount": spoken(local_price(rng.randrange(200, 9000), currency), currency),
            "city": rng.choice(person.country.cities)[0],
            "days": str(rng.randrange(2, 10)),
            "agent": rng.choice(words.agents["General"]).split()[0],
        }


def can_have(person: Person, need: str) -> bool:
    """Whether a person has what a topic or case needs: order, invoice, plan, case or nothing."""
    match need:
        case "order":
            return bool(person.orders)
        case "invoice":
            return bool(person.invoice_nos)
        case "plan":
            return bool(person.subscriptions)
        case "case":
            return bool(person.case_nos)
    return True
