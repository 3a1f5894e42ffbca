"""What is recorded of the shop for the connector that ships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from connectors.trials.trial import Wanted
from tests.systems.vendure.make import HOUSEHOLD, customers
from tests.systems.vendure.shop import DESK, running_shop

_PEOPLE = customers()
WANTED = {
    "customer.find_by_phone": Wanted(phone=_PEOPLE[HOUSEHOLD].e164),
    "customer.find_by_email": Wanted(email=_PEOPLE[5].email),
    "customer.find_by_id": Wanted(number="1"),
    "customer.find_by_id-unknown": Wanted(number="99999"),
    "customer.search": Wanted(text=_PEOPLE[0].family),
    "customer.get": Wanted(customer_id="1"),
    "customer.get-unknown": Wanted(customer_id="99999"),
    "orders.list": Wanted(operation="orders.list", customer_id="1"),
    "orders.list-yen": Wanted(operation="orders.list", customer_id="2"),
}


@contextmanager
def opened() -> Iterator[tuple[Mapping[str, object], Mapping[str, str]]]:
    """The settings and secrets of the shop while it runs."""
    with TemporaryDirectory() as folder, running_shop(Path(folder)) as shop:
        # The shop makes up the numbers of its orders.
        WANTED["customer.find_by_order"] = Wanted(number=shop.order_number("1"), number_kind="order")
        yield {"base_url": f"http://127.0.0.1:{shop.port}", "region": "DE"}, DESK
