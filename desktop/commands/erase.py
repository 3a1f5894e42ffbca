"""`callside erase`: the right to erasure, as far as this computer goes, with a receipt."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from connectors.manifest.problems import FileError
from connectors.phones import parse_number
from connectors.site import site_file
from desktop.commands.kept import opened_store
from desktop.commands.outcome import NO, USAGE, YES, CommandError, complain
from desktop.rules.problems import some
from desktop.settings import place
from desktop.store.erase import Trace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connectors.site import SiteFile
    from desktop.settings import Place
    from desktop.store.records import CachedCustomer
    from desktop.store.store import Store

WORD = "erase"
NOBODY = "callers nobody identified"
_KEPT = {
    "cache": ("copy of the customer", "copies of the customer"),
    "synced": ("record read before calls", "records read before calls"),
    "wrap_ups": ("wrap-up with its notes", "wrap-ups with their notes"),
    "drafts": ("draft of a call", "drafts of calls"),
    "promises": ("promised callback", "promised callbacks"),
    "outbox": ("write that was sent", "writes that were sent"),
    "journal": ("line of the journal, which stays without them", "lines of the journal, which stay without them"),
}


def erase(arguments: argparse.Namespace) -> int:
    """Forget a customer here; exit code 1 where nothing of them was kept, or nobody said yes."""
    where = place(arguments.site)
    with opened_store(where) as store:
        keys = _keys(arguments, where, store)
        if not keys and store is None:
            return complain(_unknown(where), NO)
        if not arguments.yes and not _confirmed(keys):
            return complain("nothing was erased.", NO)
        told = _erased(keys, store, _first_system(where), None if keys else _trace(arguments, where))
        if not keys and not _found(told):
            return complain(_unknown(where), NO)
    if arguments.json:
        print(json.dumps(told, indent=2))
    else:
        _print(told)
    return YES if _found(told) else NO


def _found(told: dict[str, Any]) -> bool:
    return any(told["rows"].values()) or bool(told["unsent"])


def _keys(arguments: argparse.Namespace, where: Place, store: Store | None) -> list[str]:
    """Whom it is about: the key they are kept under here first, then what each system calls them."""
    if arguments.customer is not None:
        system, colon, number = (part.strip() for part in arguments.customer.partition(":"))
        if not (system and colon and number):
            raise CommandError("--customer is written SYSTEM:ID, such as crm:4471.", code=USAGE)
        found = store.cache.find_by_id(system, number) if store is not None else None
        return list(dict.fromkeys([*_names(found), f"{system}:{number}"]))
    people = _people(arguments, where, store)
    if len(people) > 1:
        several = ", ".join(person.merged.key for person in people)
        raise CommandError(f"several people here have it: name one of them by --customer ({several}).")
    return _names(people[0]) if people else []


def _people(arguments: argparse.Namespace, where: Place, store: Store | None) -> Sequence[CachedCustomer]:
    if arguments.email is not None:
        return store.cache.find_by_email(arguments.email.strip()) if store is not None else ()
    number = _number(arguments, where)
    return store.cache.find_by_phone(number) if store is not None else ()


def _number(arguments: argparse.Namespace, where: Place) -> str:
    site = _site(where)
    query = parse_number(arguments.phone, site.region if site is not None else None)
    if query is None or query.e164 is None:
        raise CommandError(f"{arguments.phone!r} is no telephone number with a country.", code=USAGE)
    return query.e164


def _trace(arguments: argparse.Namespace, where: Place) -> Trace:
    """What a caller whom nobody identified is found by."""
    if arguments.email is not None:
        return Trace(email=arguments.email.strip())
    return Trace(number=_number(arguments, where))


def _names(found: CachedCustomer | None) -> list[str]:
    if found is None:
        return []
    return list(dict.fromkeys([found.merged.key, *(f"{system}:{id}" for system, id in found.merged.ids.items())]))


def _site(where: Place) -> SiteFile | None:
    """The site's file, None where it cannot be read: who wants to be forgotten need not wait until it is mended."""
    try:
        return site_file(where.site)
    except FileError:
        return None


def _first_system(where: Place) -> str | None:
    """The system whose ids others carry: the one that is believed first."""
    site = _site(where)
    return site.connections[0].name if site is not None and site.connections else None


def _confirmed(keys: Sequence[str]) -> bool:
    if not sys.stdin.isatty():
        raise CommandError("nobody is here to confirm it; --yes says so.", code=USAGE)
    whom = ", ".join(keys) or NOBODY
    # What is asked is no part of the receipt, which a program may read.
    sys.stderr.write(f"This erases for good what this computer keeps of {whom}: notes, drafts, callbacks, copies.\n")
    sys.stderr.write(f"Type {WORD} to go on: ")
    sys.stderr.flush()
    try:
        return input("").strip() == WORD
    except EOFError:
        return False


def _erased(keys: Sequence[str], store: Store | None, numbers_of: str | None, trace: Trace | None) -> dict[str, Any]:
    receipts = [store.erase(key, numbers_of) for key in keys] if store is not None else []
    if store is not None and trace is not None:
        receipts.append(store.erase_unnamed(trace, numbers_of))
    rows = {name: sum(receipt.rows[name] for receipt in receipts) for name in _KEPT}
    return {
        "customer": list(keys),
        "at": receipts[0].at.isoformat() if receipts else None,
        "rows": rows,
        "unsent": sum(receipt.unsent for receipt in receipts),
        "clean": all(receipt.clean for receipt in receipts),
    }


def _print(told: dict[str, Any]) -> None:
    whom = ", ".join(told["customer"]) or NOBODY
    counted = [some(count, *_KEPT[name]) for name, count in told["rows"].items() if count]
    print(f"Erased here, of {whom}:" if counted else f"Nothing is kept here of {whom}.")
    for line in counted:
        print(f"  {line}")
    if told["unsent"]:
        print(f"{some(told['unsent'], 'write')} not sent yet: kept until then; `callside outbox` lists and drops them.")
    if told["rows"]["drafts"]:
        print("A draft is of a call that is not finished: if it is open in Callside, the next key typed there keeps it")
        print("again. Finish that call, then say this again.")
    if not told["clean"]:
        print(
            "Callside is reading just now: its log file may still hold some of it. Close Callside and say this again."
        )
    print("Not found: words about them in a call that names somebody else, or nobody and neither number nor address.")
    print("Not erased: what the systems themselves keep, and what other computers keep. Erase it there as well.")


def _unknown(where: Place) -> str:
    asked = f"callside customer --site {where.site} …"
    return f"nobody is known here by that. A system may know them: --customer SYSTEM:ID, as `{asked}` says it."
