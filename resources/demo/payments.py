"""What was paid of each invoice, and what came back: one payment mostly, now and then a card declined before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from resources.demo.book import Book

METHODS = (("Autopay by card", 5), ("Direct debit", 4), ("Bank transfer", 3), ("Link by e-mail", 1))
DECLINED = 0.04


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice as the cashier sees it; amounts in minor units."""

    invoice_id: int
    issued: date
    due: date
    state: str
    total: int
    unpaid: int


class Cashier:
    """Writes the payments of the shop's invoices, none of them after today."""

    def __init__(self, book: Book, today: date, rng: Random) -> None:
        self._book, self._today, self._rng = book, today, rng

    def collect(self, bill: Bill) -> None:
        """What came in for an invoice, and before it what was declined."""
        rng = self._rng
        method = rng.choices([name for name, _ in METHODS], [weight for _, weight in METHODS])[0]
        day = min(self._today, bill.due - timedelta(days=rng.randrange(0, 12)))
        fails = bill.state == "overdue" or (bill.state == "paid" and rng.random() < DECLINED)
        if fails and method != "Bank transfer":
            back = "sent back" if method == "Direct debit" else "declined"
            self._add(bill, max(bill.issued, day - timedelta(days=2)), bill.total, method, back)
        if bill.total > bill.unpaid:
            self._add(bill, day, bill.total - bill.unpaid, method, "received")

    def _add(self, bill: Bill, day: date, amount: int, method: str, state: str) -> None:
        self._book.add(
            "payments",
            payment_id=self._book.next_id("payments"),
            invoice_id=bill.invoice_id,
            paid_on=day.isoformat(),
            amount_minor=amount,
            method=method,
            state=state,
        )
