"""What is recorded of the SQL example: on PostgreSQL, about the third customer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from connectors.trials.trial import Wanted
from tests.postgresql import private_server
from tests.systems.people import people
from tests.systems.sql.schema import ROLE, SECRETS, inserts, tables

_THIRD = people(3)[2]
_SPELLED_OTHERWISE = people(16)[15]
WANTED = {
    "customer.find_by_phone": Wanted("customer.find_by_phone", phone=_THIRD.e164),
    "customer.find_by_phone-local": Wanted("customer.find_by_phone", phone=_SPELLED_OTHERWISE.e164),
    # Nobody's: all its digits stand, in this order, in the number of a household.
    "customer.find_by_phone-stranger": Wanted("customer.find_by_phone", phone="+493023125999"),
    "customer.find_by_email": Wanted("customer.find_by_email", email=_THIRD.email.upper()),
    "customer.find_by_id": Wanted("customer.find_by_id", number="C-1002"),
    "customer.find_by_order": Wanted(None, number="SO-00002", number_kind="order"),
    "customer.find_by_case": Wanted(None, number="K-3", number_kind="case"),
    "customer.search": Wanted("customer.search", text=_THIRD.family),
    "customer.get": Wanted("customer.get", customer_id="3"),
    "orders.list": Wanted("orders.list", customer_id="3"),
    "cases.list": Wanted("cases.list", customer_id="3"),
}


@contextmanager
def opened() -> Iterator[tuple[Mapping[str, object], Mapping[str, str]]]:
    """The settings and secrets, while the database is there."""
    with private_server() as server:
        server.create("crm")
        server.execute(tables("timestamptz") + inserts() + ROLE, "crm")
        yield {"url": server.url("crm", "reader"), "region": "DE"}, SECRETS
