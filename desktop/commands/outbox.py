"""`callside outbox`: what is still to be written back, to send again or to give up."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.commands.kept import WORDS, opened_store
from desktop.commands.outcome import NO, USAGE, YES, CommandError, complain
from desktop.settings import place
from desktop.store.records import NEEDS_YOU, RowState

if TYPE_CHECKING:
    from desktop.store.records import OutboxRow
    from desktop.store.store import Store


def outbox(arguments: argparse.Namespace) -> int:
    """List, retry or drop; exit code 1 from list means that something needs a person."""
    if arguments.do == "drop" and not (arguments.key and arguments.reason):
        return complain("drop takes the write's key and --reason, which is kept", USAGE)
    with opened_store(place(arguments.site)) as store:
        if store is not None:
            return _do(arguments, store)
    if arguments.key is not None:
        raise CommandError(WORDS["unknown"])
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
