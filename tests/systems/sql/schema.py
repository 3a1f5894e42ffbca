"""The tables that the shipped SQL manifest asks for, with the people of all systems in them."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.systems.people import Person, people

PEOPLE = 60
FIRST = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
# The first buys a lot, the second nothing; two people of one household share a number.
ORDERS = [(0 if number % 4 == 0 else 2 + number % (PEOPLE - 2)) for number in range(150)]
HOUSEHOLD, HOUSEHOLD_PHONE = (10, 11), "+4930231259999"
MONEY = (("EUR", 5280), ("JPY", 4500), ("KWD", 12345))
# What databases keep where nothing has happened yet.
NEVER, NEVER_DAY = "1970-01-01 00:00:00+00:00", "0001-01-01"
STATUSES = ("new", "paid", "packed", "sent", "cancelled", "returned", "pickled")

TABLES = """
create table customers (id integer primary key, customer_no text unique, name text, email text, language text, country text,
  street text, postal_code text, city text, segment text, tier text, customer_since date, born date, changed_at TIME);
create table phones (id integer primary key, customer_id integer references customers, number text, kind text);
create table orders (id integer primary key, order_no text, customer_id integer, placed_at TIME, status text, payment text,
  fulfillment text, total_minor bigint, currency text, carrier text, tracking text, promised_on date, changed_at TIME);
create table order_lines (id integer primary key, order_id integer, sku text, name text, quantity numeric(9, 3), unit_price bigint);
create table cases (id integer primary key, case_no text, customer_id integer, subject text, status text, priority integer,
  opened_at TIME, resolved_at TIME, owner text, changed_at TIME);
create table notes (id text primary key, customer_id integer not null, body text, written_at TIME);
"""

# What Callside may do there, and no more.
ROLE = """
create role reader login password 'pa55word';
grant select on all tables in schema public to reader;
grant insert, update on notes to reader;
"""
SECRETS = {"sql-password": "pa55word"}


def tables(time_type: str) -> str:
    """What makes the tables, in a database that calls an instant this."""
    return TABLES.replace("TIME", time_type)


def rows() -> dict[str, list[dict[str, Any]]]:
    """Every row, by its table."""
    crowd = people(PEOPLE)
    numbers = [(person, person.phone, "mobile") for person in crowd]
    numbers += [(crowd[index], HOUSEHOLD_PHONE, "landline") for index in HOUSEHOLD]
    return {
        "customers": [_customer(person) for person in crowd],
        "phones": [
            {"id": at + 1, "customer_id": person.index + 1, "number": number, "kind": kind}
            for at, (person, number, kind) in enumerate(numbers)
        ],
        "orders": [_order(number, buyer + 1) for number, buyer in enumerate(ORDERS)],
        "order_lines": [_line(number, at) for number in range(len(ORDERS)) for at in range(1 + number % 3)],
        "cases": [_case(number) for number in range(30)],
    }


def inserts() -> str:
    """All rows as SQL, for a database that takes quoted texts for dates and numbers."""
    return "\n".join(
        f"insert into {table} ({', '.join(row)}) values ({', '.join(_literal(value) for value in row.values())});"
        for table, found in rows().items()
        for row in found
    )


def _literal(value: Any) -> str:
    if value is None or isinstance(value, int):
        return json.dumps(value)
    return "'" + str(value).replace("'", "''") + "'"


def _customer(person: Person) -> dict[str, Any]:
    return {
        "id": person.index + 1,
        "customer_no": f"C-{1000 + person.index}",
        "name": person.name,
        "email": person.email,
        "language": person.language,
        "country": person.country,
        "street": f"Example Street {person.index}",
        "postal_code": f"{10000 + person.index}",
        "city": person.city,
        "segment": ("Consumer", "Small business")[person.index % 2],
        "tier": ("Basic", "Gold")[person.index % 2],
        # The first of January 1970 is a birthday like any other.
        "customer_since": "2019-05-04",
        "born": "1970-01-01" if person.index == 0 else None,
        "changed_at": "2026-11-21 10:00:00+01:00",
    }


def _order(number: int, customer: int) -> dict[str, Any]:
    currency, total = MONEY[number % len(MONEY)]
    placed = FIRST + timedelta(days=number)
    is_sent = number % 2 == 0
    return {
        "id": number + 1,
        "order_no": f"SO-{number + 1:05d}",
        "customer_id": customer,
        "placed_at": placed.isoformat(sep=" "),
        "status": STATUSES[number % len(STATUSES)],
        "payment": ("open", "paid")[number % 2],
        "fulfillment": "sent" if is_sent else "none",
        "total_minor": total,
        "currency": currency,
        "carrier": "Example Parcels" if is_sent else None,
        "tracking": f"EXP{number:06d}" if is_sent else None,
        "promised_on": NEVER_DAY if number % 8 == 4 else (placed + timedelta(days=4)).date().isoformat(),
        "changed_at": placed.isoformat(sep=" "),
    }


def _line(number: int, at: int) -> dict[str, Any]:
    line = {"id": number * 10 + at + 1, "order_id": number + 1, "sku": f"SKU-{at}", "name": f'Lamp, {at}/4" thread'}
    return line | {"quantity": "1.500" if at else "2.000", "unit_price": 1320}


def _case(number: int) -> dict[str, Any]:
    opened = FIRST + timedelta(days=number, hours=number)
    return {
        "id": number + 1,
        "case_no": f"K-{number + 1}",
        "customer_id": 1 + number % 5,
        "subject": "It’s “broken” & <b>late</b>",
        "status": ("new", "open", "waiting", "solved", "closed", "frozen")[number % 6],
        "priority": 1 + number % 5,
        "opened_at": opened.isoformat(sep=" "),
        "resolved_at": (opened + timedelta(days=1)).isoformat(sep=" ") if number % 6 == 3 else NEVER,
        "owner": "O'Neill",
        "changed_at": opened.isoformat(sep=" "),
    }
