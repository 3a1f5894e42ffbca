"""Make the shop's database anew: `python -m tests.systems.vendure.make`. Needed when people.py or seed.js change."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import asdict, replace
from pathlib import Path

from tests.systems.people import Person, people
from tests.systems.place import Place, program
from tests.systems.running import free_port

HERE = Path(__file__).parent
SHOP = HERE / "shop.sqlite.gz"
COUNT = 125
ALL_KINDS = ("delivered", "half", "sent", "paid", "unpaid", "cart", "cancelled", "refunded")
HOUSEHOLD = 2
BUSY = 4
BUSY_ORDERS = 30


def customers() -> list[Person]:
    """Everybody in the shop: one of every country with each spelling, and the other half of a household."""
    everybody = people(COUNT)
    first = everybody[HOUSEHOLD]
    other = replace(first, index=COUNT, given="Pat", email="pat@example.com", phone=first.e164)
    return [*everybody, other]


def orders(person: Person) -> list[dict[str, object]]:
    """What somebody has ordered: one has one order of each kind, one thirty of them, every fifth two."""
    if person.index == 0:
        return [{"currency": "EUR", "quantities": [1, 2], "until": kind} for kind in ALL_KINDS]
    if person.index == 1:
        return [{"currency": "JPY", "quantities": [1, 3], "until": "delivered"}]
    if person.index == BUSY:
        return [{"currency": "EUR", "quantities": [at % 3 + 1], "until": "paid"} for at in range(BUSY_ORDERS)]
    kinds = ("delivered", "sent") if person.index % 5 == 0 else ()
    return [{"currency": "EUR", "quantities": [1], "until": kind} for kind in kinds]


def main() -> None:
    """Fill an empty shop through its own API and keep its database."""
    data = [{**asdict(person), "address": person.index % 2 == 0, "orders": orders(person)} for person in customers()]
    place = Place("vendure")
    place.install()
    subprocess.run(
        [program("node"), HERE / "seed.js", str(free_port()), SHOP],
        input=json.dumps(data).encode(),
        env={**os.environ, "NODE_PATH": str(place.folder / "node_modules"), "VENDURE_DISABLE_TELEMETRY": "true"},
        check=True,
    )
    print(f"{SHOP.name}: {len(data)} customers, {SHOP.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
