"""Filling the sentences of the word lists with what a person has: an order, an invoice, a plan, a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from resources.demo.money import local_price, spoken
from resources.demo.people import Bought, Happened, Person
from resources.demo.words import Words

Thing = Bought | Happened


def things_of(person: Person, need: str, before: int) -> Sequence[Thing]:
    """What a topic or a case can refer to that began before an instant: orders, invoices or cases."""
    things: Mapping[str, Sequence[Thing]] = {"order": person.orders, "invoice": person.invoices, "case": person.cases}
    return [thing for thing in things.get(need, ()) if began(thing) < before]


def can_have(person: Person, need: str, before: int) -> bool:
    """Whether a person has what is needed: an order, invoice or case of before an instant, a plan, or nothing."""
    return not need or bool(person.subscriptions if need == "plan" else things_of(person, need, before))


def began(thing: Thing) -> int:
    """When an order was placed, an invoice sent, a case opened."""
    return thing.placed_at if isinstance(thing, Bought) else thing.at


class Phrases:
    """Fills placeholders from one person's things; those they lack are filled with something likely."""

    def __init__(self, words: Words, rng: Random) -> None:
        self._words, self._rng = words, rng

    def values_for(self, person: Person, need: str = "", thing: Thing | None = None) -> dict[str, str]:
        """A value for every placeholder the word lists use; `thing` is what the sentence is about."""
        rng, words = self._rng, self._words
        currency = person.country.currency
        values = {
            "order": "",
            "invoice": "",
            "case": "",
            "product": thing.product if isinstance(thing, Bought) else rng.choice(words.products).name,
            "plan": rng.choice(person.subscriptions).plan if person.subscriptions else "Mobile M",
            "amount": spoken(local_price(rng.randrange(200, 9000), currency), currency),
            "city": rng.choice(person.country.cities)[0],
            "days": str(rng.randrange(2, 10)),
            "agent": rng.choice(words.agents["General"]).split(" ", maxsplit=1)[0],
        }
        return values if thing is None else values | {need: thing.no}
