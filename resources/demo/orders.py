"""What people ordered in the shop and what became of it, in the shop's own words."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from resources.demo.anchor import DAY_S, Anchor
from resources.demo.book import Book
from resources.demo.money import local_price
from resources.demo.people import Bought, Person
from resources.demo.words import Carrier, Product, Words

FIRST_ORDER_NO = 76_000
_RETURN_REASONS = ("not as expected", "defective", "wrong item", "changed my mind", "arrived too late", "too small")


@dataclass(frozen=True, slots=True)
class Fate:
    """One thing that can become of an order: the shop's three states, the parcels, and from which age on (days).

    Parcel words: `` none, `way` moving, `late` moving past its date, `part` one of two handed over, `done` handed
    over, `lost`, `back`. `weights` are for orders up to 16, 17 to 60 and over 60 days old.
    """

    state: str
    payment: str
    delivery: str
    parcels: str
    min_age: int
    weights: tuple[int, int, int]
    return_state: str = ""


FATES = (
    Fate("awaiting payment", "not captured", "nothing sent", "", 0, (4, 0, 0)),
    Fate("payment declined", "declined", "nothing sent", "", 0, (3, 1, 0)),
    Fate("held for check", "captured", "nothing sent", "", 0, (2, 0, 0)),
    Fate("picking", "captured", "being packed", "", 0, (14, 0, 0)),
    Fate("dispatched", "captured", "on its way", "way", 1, (22, 0, 0)),
    Fate("dispatched", "captured", "on its way", "late", 6, (13, 2, 0)),
    Fate("backordered", "captured", "nothing sent", "", 5, (6, 3, 0)),
    Fate("part dispatched", "captured", "partly sent", "part", 3, (10, 3, 0)),
    Fate("delivered", "captured", "handed over", "done", 3, (34, 30, 0)),
    Fate("complete", "captured", "handed over", "done", 17, (0, 80, 860)),
    Fate("delivered", "invoice sent", "handed over", "done", 3, (4, 4, 0)),
    Fate("cancelled by customer", "refunded", "nothing sent", "", 0, (6, 7, 50)),
    Fate("cancelled - out of stock", "refunded", "nothing sent", "", 3, (3, 3, 14)),
    Fate("return requested", "captured", "handed over", "done", 6, (5, 6, 0), "label sent"),
    Fate("return received", "captured", "back at us", "back", 12, (3, 6, 0), "being checked"),
    Fate("refunded", "refunded", "back at us", "back", 14, (2, 9, 72), "paid back"),
    Fate("complete", "part refunded", "handed over", "done", 17, (0, 2, 9), "paid back"),
    Fate("lost in transit", "captured", "lost", "lost", 12, (1, 2, 1)),
)
_BAND_ENDS = (16, 60)


@dataclass(slots=True)
class _Order:
    person: Person
    age: int
    second: int
    fate: Fate
    lines: list[tuple[Product, int, int]]

    @property
    def key(self) -> tuple[int, int]:
        return (-self.age, self.second)


class Shop:
    """Makes up orders for people with an account and writes them in the order they were placed."""

    def __init__(self, book: Book, words: Words, anchor: Anchor, rng: Random) -> None:
        self._book, self._words, self._anchor, self._rng = book, words, anchor, rng
        self._weights = [p.weight for p in words.products]

    def trade(self, people: list[Person], taken: set[str]) -> None:
        """Let all of them order, then write the orders by time under numbers that are not taken."""
        orders = [order for person in people for order in self._orders_of(person)]
        orders.sort(key=lambda order: order.key)
        number = FIRST_ORDER_NO
        for order in orders:
            number += 1
            while str(number) in taken:
                number += 1
            self._write(order, str(number))

    def _orders_of(self, person: Person) -> list[_Order]:
        rng = self._rng
        if person.account_id is None:
            return []
        mean = {"Basic": 4.3, "Silver": 6.5, "Gold": 9.6, "Platinum": 14.0}[person.tier]
        count = rng.choice((1, 1, 2)) if person.customer_no is None else min(60, int(rng.expovariate(1 / mean)))
        return [self._order(person) for _ in range(count)]

    def _order(self, person: Person) -> _Order:
        rng = self._rng
        ages = (rng.randrange(1, 17), rng.randrange(17, 61), int(rng.triangular(61, 1100, 120)))
        # Nobody ordered before they were a customer.
        age = min(rng.choices(ages, (12, 13, 75))[0], rng.randrange(person.since_days) + 1)
        band = sum(age > limit for limit in _BAND_ENDS)
        allowed = [fate for fate in FATES if fate.min_age <= age]
        fate = rng.choices(allowed, [fate.weights[band] for fate in allowed])[0]
        kinds = rng.choices((1, 2, 3, 4), (50, 28, 15, 7))[0]
        if fate.parcels == "part":
            kinds = max(2, kinds)
        products = dict.fromkeys(rng.choices(self._words.products, self._weights, k=kinds))
        currency = person.country.currency
        lines = [
            (product, 1 if rng.random() < 0.88 else rng.randrange(2, 5), local_price(product.price_minor, currency))
            for product in products
        ]
        return _Order(person, age, rng.randrange(18_000, 80_000), fate, lines)

    def _write(self, order: _Order, number: str) -> None:
        rng, anchor, book, fate = self._rng, self._anchor, self._book, order.fate
        order_id = book.next_id("orders")
        placed = anchor.at(-order.age, order.second)
        promised = self._promised(order)
        total = sum(quantity * price for _, quantity, price in order.lines)
        delivered = self._parcels(order, order_id, promised)
        refunded = self._return(order, order_id, total, delivered)
        book.add(
            "orders",
            order_id=order_id,
            order_no=number,
            account_id=order.person.account_id,
            placed_at=placed,
            state=fate.state,
            payment_state=fate.payment,
            delivery_state=fate.delivery,
            total_minor=total,
            currency=order.person.country.currency,
            promised_on=None if fate.state.startswith(("awaiting", "payment")) else anchor.iso_day(promised),
            sales_channel=rng.choices(("web", "app", "store", "phone"), (46, 34, 12, 8))[0],
            changed_at=min(refunded or delivered or placed + 7200, anchor.midnight),
        )
        for line_no, (product, quantity, price) in enumerate(order.lines, 1):
            book.add(
                "order_lines",
                order_id=order_id,
                line_no=line_no,
                sku=product.sku,
                name=product.name,
                qty=quantity,
                unit_minor=price,
            )
        order.person.orders.append(Bought(number, order.lines[0][0].name, placed, delivered))

    def _promised(self, order: _Order) -> int:
        """The promised day, counted from today."""
        rng, age = self._rng, order.age
        if order.fate.parcels == "late" or order.fate.state == "backordered":
            return -rng.randrange(1, max(2, age - 2))
        if order.fate.parcels == "way" or order.fate.state == "picking":
            return rng.randrange(0, 5)
        if order.fate.parcels == "part" and age < 10:
            return rng.randrange(-2, 5)
        return -age + rng.randrange(2, 6)

    def _parcels(self, order: _Order, order_id: int, promised: int) -> int | None:
        """Write the parcels; the instant the first one was handed over, or None."""
        kind, rng = order.fate.parcels, self._rng
        if not kind:
            return None
        sent = self._anchor.at(-order.age, order.second) + rng.randrange(4, 20) * 3600
        yesterday = self._anchor.at(-1, 64_000)
        if kind in ("done", "back"):
            late = 1 if rng.random() > 0.84 + 0.08 * order.person.mood else 0
            planned = self._anchor.at(promised + late * rng.randrange(1, 5), rng.randrange(28_000, 66_000))
            handed = max(min(planned, yesterday), sent + DAY_S // 2)
            self._parcel(order_id, "handed over", promised, sent, handed)
            return handed
        if kind == "part":
            handed = min(sent + DAY_S, yesterday)
            self._parcel(order_id, "handed over", promised, sent, handed)
            self._parcel(order_id, rng.choice(("label printed", "at depot")), promised + rng.randrange(4), None, None)
            return handed
        moving = ("in transit", "at depot", "out for delivery", "at pick-up point", "customs", "re-routed")
        stuck = ("at depot", "in transit", "delivery failed", "customs")
        states = {"way": moving, "late": stuck, "lost": ("lost", "lost", "sent back")}[kind]
        self._parcel(order_id, rng.choice(states), promised, sent, None)
        return None

    def _parcel(self, order_id: int, state: str, promised: int, sent: int | None, handed: int | None) -> None:
        carrier: Carrier = self._rng.choice(self._words.carriers)
        tracking = "".join(str(self._rng.randrange(10)) if c == "#" else c for c in carrier.tracking)
        self._book.add(
            "shipments",
            order_id=order_id,
            carrier=carrier.name,
            tracking=tracking,
            link=carrier.link + tracking,
            state=state,
            promised_on=self._anchor.iso_day(promised),
            dispatched_at=sent,
            delivered_at=handed,
        )

    def _return(self, order: _Order, order_id: int, total: int, delivered: int | None) -> int | None:
        """Write the return, if there is one; the instant the money went back, or None."""
        state = order.fate.return_state
        if not state or delivered is None:
            return None
        latest = max(delivered + 3600, self._anchor.at(-1, 40_000))
        opened = min(delivered + self._rng.randrange(1, 12) * DAY_S, latest)
        paid_back = min(opened + self._rng.randrange(4, 12) * DAY_S, latest) if state == "paid back" else None
        part = "part" in order.fate.payment
        self._book.add(
            "returns",
            order_id=order_id,
            reason=self._rng.choice(_RETURN_REASONS),
            state=state,
            opened_at=opened,
            refund_minor=total // 3 if part else total,
            refunded_at=paid_back,
        )
        return paid_back
