"""`callside outbox`: what is still to be written back, to send again or to give up."""

from __future__ import annotations

import argparse
import json
import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.commands.outcome import NO, USAGE, YES, CommandError, complain
from desktop.core import key_store
from desktop.settings import place
from desktop.store.errors import StoreError, Unknown
from desktop.store.keys import STORE_FOLDER
from desktop.store.records import NEEDS_YOU, RowState
from desktop.store.store import open_store

if TYPE_CHECKING:
    from desktop.settings import Place
    from desktop.store.records import OutboxRow
    from desktop.store.store import Store

_WORDS = {
    "key_missing": "there is no key to open what Callside keeps here.",
    "store_locked": "the key store is locked; unlock it and try again.",
    "busy": "Callside is writing just now; try again.",
    "unknown": "there is no such write, or it is done or on its way.",
}


def outbox(arguments: argparse.Namespace) -> int:
    """List, retry or drop; exit code 1 from list means that something needs a person."""
    if arguments.do == "drop" and not (arguments.key and arguments.reason):
        return complain("drop takes the write's key and --reason, which is kept", USAGE)
    where = place(arguments.site)
    if not os.path.lexists(where.profile / STORE_FOLDER):
        return _never_used(where, arguments)
    try:
        store = open_store(where.profile, key_store(where), owner=False)
    except StoreError as error:
        raise CommandError(_WORDS.get(error.code, f"the store cannot be opened ({error.code}).")) from None
    try:
        return _do(arguments, store)
    except Unknown:
        raise CommandError(_WORDS["unknown"]) from None
    except StoreError as error:
        raise CommandError(_WORDS.get(error.code, f"the store refused ({error.code}).")) from None
    finally:
        store.close()


def _never_used(where: Place, arguments: argparse.Namespace) -> int:
    """Nothing was ever written here; asking must not make a key or a folder."""
    if not where.is_there:
        raise CommandError(f"there is no site in {where.site}: it has no site.toml.")
    if arguments.key is not None:
        raise CommandError(_WORDS["unknown"])
    return _print((), arguments.json)


def _do(arguments: argparse.Namespace, store: Store) -> int:
    now = datetime.now(UTC)
    if arguments.do == "drop":
        store.outbox.drop(arguments.key, arguments.reason, now)
    elif arguments.do == "retry":
        keys = [arguments.key] if arguments.key else [row.key for row in store.outbox.list() if _is_stuck(row)]
        for key in keys:
            store.outbox.retry(key, now)
    return _print(store.outbox.list(), arguments.json)


def _is_stuck(row: OutboxRow) -> bool:
    """Whether a person's word helps a row on: it needs one, or waits until the system knows us again."""
    signed_out = row.state is RowState.PENDING and (row.last_error or "").split(":")[0] == "auth"
    return signed_out or row.state in NEEDS_YOU


def _print(rows: tuple[OutboxRow, ...], as_json: bool) -> int:
    if as_json:
        print(json.dumps([_data(row) for row in rows], indent=2))
    elif not rows:
        print("Nothing waits to be sent.")
    for row in () if as_json else rows:
        trouble = f"  {row.last_error}" if row.last_error else ""
        print(f"{row.state.value:8} {row.connector:10} {row.operation:20} tries {row.attempts}  {row.key}{trouble}")
    return NO if any(row.state in (RowState.DEAD, RowState.UNKNOWN) for row in rows) else YES


def _data(row: OutboxRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "state": row.state.value,
        "connector": row.connector,
        "operation": row.operation,
        "attempts": row.attempts,
        "next_at": row.next_at.isoformat(),
        "created": row.created.isoformat(),
        "last_error": row.last_error,
    }
