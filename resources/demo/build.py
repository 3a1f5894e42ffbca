"""Making the databases of the demo company for one day, the same bytes for the same seed and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from resources.demo.accounts import Accounts
from resources.demo.anchor import Anchor
from resources.demo.bank import Bank
from resources.demo.book import Book
from resources.demo.cases import CaseDesk
from resources.demo.cast import Cast, Stage, load_cast
from resources.demo.contacts import ContactLog
from resources.demo.crm import add_customer, subscribe
from resources.demo.feedback import Surveys
from resources.demo.invoices import Billing
from resources.demo.orders import Shop
from resources.demo.payments import Cashier
from resources.demo.people import Mailboxes, Person, Registrar, make_households
from resources.demo.phones import NumberPool
from resources.demo.words import Words, load_words

SEED = 2016


@dataclass(frozen=True, slots=True)
class Plan:
    """What everything is made from: the lists, the cast, the day, the seed; and the book it goes into."""

    words: Words
    cast: Cast
    anchor: Anchor
    book: Book
    seed: int
    size: float

    def rng(self, area: str) -> Random:
        """A stream of chance of its own for each area, so that a change in one leaves the others as they were."""
        return Random(f"{self.seed}/{area}")


def build(folder: Path, today: date, *, seed: int = SEED, size: float = 1.0) -> None:
    """Write the database of each system into an existing empty folder. Raises OSError, sqlite3.Error.

    `size` is the share of the full company's people; the cast is always complete.
    """
    write_book(today, seed, size).save(folder)


def write_book(today: date, seed: int, size: float) -> Book:
    """All rows of the demo company for one day."""
    plan = Plan(load_words(), load_cast(), Anchor(today), Book(), seed, size)
    stage = Stage(plan.book, plan.anchor, plan.words)
    for story in plan.cast.stories:
        stage.play(story)
    people, guests = _meet(plan)
    _trade(plan, people, guests)
    _talk(plan, people)
    return plan.book


def _meet(plan: Plan) -> tuple[list[Person], list[Person]]:
    rng, mailboxes = plan.rng("people"), Mailboxes(plan.cast.mailboxes())
    numbers = NumberPool(plan.rng("numbers"), plan.cast.numbers())
    registrar = Registrar(plan.words, plan.anchor, rng, numbers, mailboxes)
    people, guests = list(registrar.customers(plan.size)), list(registrar.guests(plan.size))
    make_households(people, rng, plan.size)
    rng = plan.rng("crm")
    for person in people:
        subscribe(person, plan.words, rng)
        add_customer(plan.book, person, plan.anchor, rng)
    Accounts(plan.book, plan.anchor, plan.rng("accounts"), mailboxes).open_for(people + guests)
    return people, guests


def _trade(plan: Plan, people: list[Person], guests: list[Person]) -> None:
    shop = Shop(plan.book, plan.words, plan.anchor, plan.rng("orders"))
    shop.trade(people + guests, plan.cast.taken("orders", "order_no"))
    cashier = Cashier(plan.book, plan.anchor.today, plan.rng("payments"))
    taken = plan.cast.taken("invoices", "invoice_no")
    Billing(plan.book, plan.anchor, plan.rng("invoices"), taken, cashier).bill(people)
    Bank(plan.book, plan.words, plan.anchor, plan.rng("bank")).open_for(people)


def _talk(plan: Plan, people: list[Person]) -> None:
    desk = CaseDesk(plan.book, plan.words, plan.anchor, plan.rng("cases"))
    desk.open_for(people, plan.cast.taken("cases", "case_no"))
    log = ContactLog(plan.book, plan.words, plan.anchor, plan.rng("contacts"))
    log.fill(people)
    surveys = Surveys(plan.book, plan.words, plan.anchor, plan.rng("surveys"))
    surveys.invite(people)
    surveys.about_contacts(log.contacts)
    surveys.about_orders(people)
    surveys.about_cases(desk.solved)
