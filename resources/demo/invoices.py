"""Monthly bills of people with subscriptions: most paid, some overdue, a few with a late fee in dispute."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from resources.demo.anchor import Anchor, month_name
from resources.demo.book import Book
from resources.demo.money import local_price
from resources.demo.payments import Bill, Cashier
from resources.demo.people import Happened, Person

LATE_FEE = 1800
MONTHS = 4
_EXTRAS = (("Roaming outside the bundle", 640), ("Calls to other countries", 310), ("Premium texts", 199))


class Billing:
    """Writes the last bills of each subscriber, oldest first."""

    def __init__(self, book: Book, anchor: Anchor, rng: Random, taken: set[str], cashier: Cashier) -> None:
        self._book, self._anchor, self._rng, self._taken, self._cashier = book, anchor, rng, taken, cashier
        self._serial = 0

    def bill(self, people: list[Person]) -> None:
        """Bill everybody who has both an account and a subscription."""
        for back in range(MONTHS - 1, -1, -1):
            issued = _first_of_month(self._anchor.today, back)
            for person in people:
                was_customer = (self._anchor.today - issued).days < person.since_days
                if was_customer and person.account_id is not None and person.subscriptions:
                    self._invoice(person, issued, back)

    def _invoice(self, person: Person, issued: date, back: int) -> None:
        rng, currency = self._rng, person.country.currency
        period = month_name(issued - timedelta(days=1))
        lines = [(sub.plan, period, sub.fee_minor, "paid") for sub in person.subscriptions]
        if rng.random() < 0.16:
            name, price = rng.choice(_EXTRAS)
            lines.append((name, period, local_price(price * rng.randrange(1, 5), currency), "paid"))
        if rng.random() < 0.1:
            lines.append(("Loyalty discount", period, -local_price(500, currency), "paid"))
        state = self._state(person, back)
        if state in ("in dispute", "credited") or rng.random() < 0.03:
            line_state = {"in dispute": "disputed", "credited": "waived"}.get(state, "paid")
            lines.append(("Late payment fee", period, local_price(LATE_FEE, currency), line_state))
        self._write(person, issued, state, lines)

    def _state(self, person: Person, back: int) -> str:
        rng = self._rng
        if rng.random() < 0.012 - 0.008 * person.mood:
            return "in dispute" if back < 3 else "credited"
        if back == 0:
            return "open" if rng.random() < 0.5 else "paid"
        return "overdue" if rng.random() < (0.06 if back == 1 else 0.015) else "paid"

    def _write(self, person: Person, issued: date, state: str, lines: list[tuple[str, str, int, str]]) -> None:
        book, number = self._book, self._number(issued)
        invoice_id = book.next_id("invoices")
        total = sum(amount for _, _, amount, _ in lines)
        unpaid = state in ("open", "overdue")
        open_minor = total if unpaid else sum(amount for _, _, amount, s in lines if s == "disputed")
        due = issued + timedelta(days=20)
        self._cashier.collect(Bill(invoice_id, issued, due, state, total, open_minor))
        book.add(
            "invoices",
            invoice_id=invoice_id,
            invoice_no=number,
            account_id=person.account_id,
            issued_on=issued.isoformat(),
            due_on=due.isoformat(),
            state=state,
            total_minor=total,
            open_minor=open_minor,
            currency=person.country.currency,
        )
        for line_no, (name, period, amount, line_state) in enumerate(lines, 1):
            book.add(
                "invoice_lines",
                invoice_id=invoice_id,
                line_no=line_no,
                name=name,
                period=period,
                amount_minor=amount,
                state="due" if unpaid and line_state == "paid" else line_state,
            )
        person.invoices.append(Happened(number, self._anchor.at((issued - self._anchor.today).days, 30_000)))

    def _number(self, issued: date) -> str:
        while True:
            self._serial += 1
            number = f"{issued.year % 100:02d}{issued.month:02d}-{self._serial:04d}"
            if number not in self._taken:
                return number


def _first_of_month(today: date, back: int) -> date:
    index = today.year * 12 + today.month - 1 - back
    return date(index // 12, index % 12 + 1, 1)
