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
from desktop.rules.problems import some

_SHOWN = ("segment", "tier", "language", "country", "since", "birthday", "lifetime_value", "balance")
_ASKED = {
    "customer.find_by_phone": "telephone number",
    "customer.find_by_email": "e-mail address",
    "customer.find_by_id": "customer number",
    "customer.find_by_order": "order number",
    "customer.find_by_case": "case number",
}
_TROUBLE = {
    "AuthError": "wants us to sign in again",
    "Denied": "refuses us the right to look",
    "RateLimited": "asks us to wait",
    "Unavailable": "does not answer",
    "Rejected": "refused the question",
    "BadPayload": "answered something unreadable",
    "NotFound": "knows nobody",
}


def customer(arguments: argparse.Namespace) -> int:
    """Print who it is; exit code 1 when nobody, or more than one person, was found."""
    with opened_site(arguments.site) as site:
        query = _query(arguments, site.site.region)
        if query is None:
            wrong = "telephone number" if arguments.phone is not None else "e-mail address"
            given = arguments.phone if arguments.phone is not None else arguments.email
            return complain(f"{given!r} is no {wrong}; nobody was asked", USAGE)
        report = asyncio.run(site.ask(lambda connectors: _report(connectors, query)))
    if arguments.json:
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _print(report)
    return YES if len(report["people"]) == 1 else NO


async def _report(connectors: Any, query: CallerQuery) -> dict[str, Any]:
    """The report; an order or case number is tried where it is no customer number."""
    report: dict[str, Any] = {}
    said: list[dict[str, Any]] = []
    for kind in ("customer", "order", "case") if query.number else ("customer",):
        asked = CallerQuery(query.phone, query.email, query.number, kind)
        kinds = list_kinds(connector.operations for connector in connectors)
        report = await customer_report(connectors, asked, kinds)
        said.extend(report["systems"])
        if report["people"]:
            break
    return {**report, "systems": said}


def _query(arguments: argparse.Namespace, region: str) -> CallerQuery | None:
    if arguments.phone is not None:
        phone = None if is_withheld(arguments.phone) else parse_number(arguments.phone, region)
        return CallerQuery(phone=phone) if phone is not None else None
    if arguments.email is not None:
        return CallerQuery(email=arguments.email.strip()) if "@" in arguments.email else None
    return CallerQuery(number=arguments.id.strip())


def _print(report: dict[str, Any]) -> None:
    for person in report["people"]:
        _print_person(person)
    for row in report["possible"]:
        print(f"Possible, not certain: {row.get('name', '-')} ({row['provenance']['system']} {row['id']})")
    if not report["people"]:
        print("Nobody found.")
    for line in dict.fromkeys(map(_said, report["systems"])):
        print(line)


def _said(answer: dict[str, Any]) -> str:
    """What a system said, and by what it was asked: one may be asked by a number and by an e-mail address."""
    asked = _ASKED.get(answer["asked"], answer["asked"])
    if "error" in answer:
        said = f"{_trouble(answer)} ({answer['detail']})"
    else:
        counts = ((answer["rows"], "match", "matches"), (answer["possible"], "possible", "possible"))
        said = ", ".join(some(count, one, many) for count, one, many in counts if count) or "knows nobody"
    return f"{answer['label']}, asked by {asked}: {said}, {answer['ms']:.0f} ms"


def _trouble(failed: dict[str, Any]) -> str:
    """What went wrong, in a few words; a key that is not here is nothing that the system has said."""
    if failed["error"] == "AuthError" and "secret:" in failed["detail"]:
        return "was not asked, since its key is not here"
    return _TROUBLE.get(failed["error"], "could not be asked")


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
        print(f"  {failed['kind']:12} {failed['system']} {_trouble(failed)} ({failed['detail']})")
