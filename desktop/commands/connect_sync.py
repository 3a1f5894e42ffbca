"""`callside connect sync`: read a system now that is otherwise read in the background."""

from __future__ import annotations

import argparse
import asyncio
import json

from connectors.declarative import build_connector
from connectors.errors import ConnectorError
from connectors.lookup import jsonable
from connectors.site import Connection
from connectors.sync.keep import SyncState
from desktop.commands.connect_asked import connection_of
from desktop.commands.given_secrets import given_secrets
from desktop.commands.outcome import YES, CommandError
from desktop.commands.site import OpenedSite, opened_site
from desktop.rules.problems import some


def sync(arguments: argparse.Namespace) -> int:
    """Read what is new, or everything, and say how much came."""
    with opened_site(arguments.site, [arguments.name]) as opened:
        connection = connection_of(opened, arguments.name)
        if connection.manifest.sync is None:
            raise CommandError(f"{connection.name} is asked during the call; there is nothing to read before it.")
        try:
            state = asyncio.run(_read(opened, connection, full=arguments.full))
        except ConnectorError as error:
            raise CommandError(f"nothing was kept: {error}.") from None
    if arguments.json:
        print(json.dumps(jsonable(state), indent=2))
        return YES
    print(
        f"{connection.name}: {some(state.rows, 'row')} read; calls are answered from them, as of {state.at:%H:%M} UTC."
    )
    if state.nobody:
        print(f"{some(state.nobody, 'row')} left out: about nobody that [sync] match can tell.")
    if not state.rows:
        first = next(iter(connection.manifest.synced()))
        print(f"To see what came instead: callside connect test {connection.name} --op sync.{first}")
    if state.truncated:
        print("There is more than was read: raise max_rows, or read fewer days.")
    return YES


async def _read(opened: OpenedSite, connection: Connection, *, full: bool) -> SyncState:
    secrets = given_secrets(opened.site.name)
    with opened.kept() as (tokens, synced):
        connector = build_connector(connection.manifest, connection.folder, secrets, tokens=tokens, synced=synced)
        try:
            state: SyncState = await connector.sync(full=full)
            return state
        finally:
            await connector.aclose()
