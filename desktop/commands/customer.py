"""`callside customer`: one person as all systems together know them, with where each fact is from."""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any

from connectors.connector import list_kinds
from connectors.lookup import CallerQuery, customer_report
from connectors.phones import is_withheld, parse_number
from desktop.commands.outcome import NO, USAGE, YES, complain
from desktop.commands.site import opened_site

_SHOWN = ("segment", "tier", "language", "country", "since", "birthday", "lifetime_value", "balance")


def customer(arguments: argparse.Namespace) -> int:
    """Print who it is; exit code 1 when nobody, or more than one person, was found."""
    with opened_site(arguments.site) as site:
        query = _query(arguments, site.site.region)
        if query is None:
            return complain(f"{arguments.phone!r} is no telephone number", USAGE)
        report = asyncio.run(site.ask(lambda connectors: _report(connectors, query)))
    if arguments.json:
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _print(report)
    return YES if len(report["people"]) == 1 else NO


async def _report(connectors: Any, query: CallerQuery) -> dict[str, Any]:
    """The report; an order or case number is tried where it is no customer number."""
    report: dict[str, Any] = {}
    for kind in ("customer", "order", "case") if query.number else ("customer",):
        asked = CallerQuery(query.phone, query.email, query.number, kind)
        kinds = list_kinds(connector.operations for connector in connectors)
        report = await customer_report(connectors, asked, kinds)
        if report["people"]:
            break
    return report


def _query(arguments: argparse.Namespace, region: str) -> CallerQuery | None:
    if arguments.phone is not None:
        phone = None if is_withheld(arguments.phone) else parse_number(arguments.phone, region)
        return CallerQuery(phone=phone) if phone is not None else None
    if arguments.email is not None:
        return CallerQuery(email=arguments.email.strip())
    return CallerQuery(number=arguments.id.strip())


def _print(report: dict[str, Any]) -> None:
    for person in report["people"]:
        _print_person(person)
    for row in report["possible"]:
        print(f"Possible, not certain: {row.get('name', '-')} ({row['provenance']['system']} {row['id']})")
    if not report["people"]:
        print("Nobody found.")
    for said in report["systems"]:
        print(f"{said['label']}: {said.get('error') or 'answered'} in {said['ms']:.0f} ms")


def _print_person(person: dict[str, Any]) -> None:
    best = person["customer"]
    print(f"{best.get('name', '-')}")
    for system, number in person["ids"].items():
        print(f"  {system:12} {number}")
    for phone in best.get("phones", ()):
        print("  phone       ", " = ".join(text for text in (phone["raw"], phone.get("e164")) if text))
    for email in best.get("emails", ()):
        print(f"  e-mail       {email}")
    for name in _SHOWN:
        if best.get(name):
            value = best[name]
            text = f"{value['amount']} {value['currency']}" if isinstance(value, dict) else value
            print(f"  {name.replace('_', ' '):12} {text}")
    for name, values in person["disagreements"].items():
        said = ", ".join(f"{item['system']}: {item['value']}" for item in values)
        print(f"  {name} differs: {said}")
    failures = person.get("records_failed", ())
    for kind, rows in person.get("records", {}).items():
        # A system that could not be read may have some: only who was asked may say that there are none.
        if rows or all(failed["kind"] != kind for failed in failures):
            print(f"  {kind:12} {len(rows)}")
    for failed in failures:
        print(f"  {failed['kind']:12} not from {failed['system']}: {failed['error']} {failed['detail']}")
