"""Mapping 1,000 rows to records, against the jmespath interpreter reading the same fields and doing nothing with them."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import jmespath

from connectors.mapping.expressions import Locale
from connectors.mapping.rows import Mapper
from tests.bench.figures import ratio, say

ROWS = 1_000
AT = datetime(2026, 11, 21, tzinfo=UTC)
LOCALE = Locale("DE", UTC, "EUR", {"state": {"open": "open", "done": "completed"}})
ORDER_MAP = {
    "number": "no",
    "customer_id": "person",
    "placed_at": "time(at)",
    "status": "lookup(state, 'state')",
    "total": "money(sum, cur, 'minor')",
    "promised_on": "promised",
    "channel": "channel",
}
LINES = {"lines": "lines[].{sku: sku, name: title, quantity: decimal(n), unit_price: decimal(price)}"}
CUSTOMER_MAP = {"name": "name", "emails": "[mail]", "phones": "[tel]", "country": "land", "segment": "segment"}


def order(number: int) -> dict[str, Any]:
    line = {"sku": f"S{number}", "title": "Cable", "n": "2", "price": "2.50"}
    return {
        "id": number,
        "no": f"A-{number}",
        "person": "7",
        "at": "2026-11-21T10:00:00Z",
        "state": "open" if number % 2 else "done",
        "sum": 5280,
        "cur": "EUR",
        "promised": "2026-11-24",
        "channel": "web",
        "lines": [line, line],
    }


def customer(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "name": "Ann Lee",
        "mail": "ann@x.com",
        "tel": f"0151 / 2{number:07}",
        "land": "DE",
        "segment": "VIP",
    }


def best_ms(run: Callable[[], object], times: int = 7) -> float:
    """The quickest of some runs: the machine's other work only ever adds."""
    found = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        found.append((time.perf_counter() - started) * 1000)
    return min(found)


def main() -> None:
    """Print the figures."""
    orders, customers = [order(n + 1) for n in range(ROWS)], [customer(n + 1) for n in range(ROWS)]
    flat = Mapper("shop", "orders", ORDER_MAP, LOCALE)
    nested = Mapper("shop", "orders", {**ORDER_MAP, **LINES}, LOCALE)
    people = Mapper("crm", "customer", CUSTOMER_MAP, LOCALE)
    plain = [jmespath.compile(text) for text in ("no", "person", "at", "state", "sum", "cur", "promised", "channel")]
    yardstick = best_ms(lambda: [[expression.search(row) for expression in plain] for row in orders])
    ours = best_ms(lambda: flat.map(orders, AT))
    say("1,000 orders", ours, "ms", 20)
    ratio("1,000 orders against plain jmespath", ours, yardstick, "ms")
    say("1,000 orders with two lines each", best_ms(lambda: nested.map(orders, AT)), "ms")
    say("1,000 customers, their numbers seen before", best_ms(lambda: people.map(customers, AT)), "ms")


if __name__ == "__main__":
    main()
