"""`callside connect record`: what a system answers, with invented people, as a recording next to its manifest."""

from __future__ import annotations

import argparse
import asyncio
import json
import secrets
from pathlib import Path

from connectors.errors import ConnectorError
from connectors.site import Connection
from connectors.trials.fixture_check import Replayed, replay_all
from connectors.trials.fixtures import BadFixture, folder_of, replay
from connectors.trials.fixtures import record as recorded
from connectors.trials.trial import Wanted
from desktop.commands.connect_asked import connection_of, wanted_of
from desktop.commands.given_secrets import given_secrets
from desktop.commands.outcome import NO, YES, CommandError, complain
from desktop.commands.site import opened_site


def record(arguments: argparse.Namespace) -> int:
    """Ask, take everybody out of the answer, and write it where `connect check` replays it."""
    with opened_site(arguments.site, [arguments.name]) as opened:
        connection, wanted = connection_of(opened, arguments.name), wanted_of(arguments)
        file = _file(connection, wanted, arguments.out)
        if file.exists() and not arguments.force:
            raise CommandError(f"there is a recording {str(file)!r} already; --force makes a new one in its place.")
        known, key = given_secrets(opened.site.name), secrets.token_bytes(32)
        with opened.tokens() as tokens:
            try:
                making = recorded(connection.manifest, connection.folder, known, wanted, key, tokens=tokens)
                fixture = asyncio.run(making)
                trial = asyncio.run(replay(connection.manifest, connection.folder, fixture))
            except (BadFixture, ConnectorError) as wrong:
                return complain(f"nothing was recorded: {wrong}", NO)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(fixture, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as wrong:
        raise CommandError(f"cannot write {str(file)!r}: {wrong.strerror}.") from None
    print(f"{file}: {len(fixture['answers'])} answers, {fixture['expect']['kept']} kept")
    for said in () if trial.kept else (*trial.shapes, *trial.absent):
        print(f"not there: {said}")
    print("Names, numbers, addresses and texts in it are invented. Read it once before you give it away.")
    return YES


def _file(connection: Connection, wanted: Wanted, out: str | None) -> Path:
    """Where a recording is written: next to its manifest, or into the folder that is asked for."""
    # What belongs to everybody is not written to: recordings of a shipped connector are kept at the site.
    own = None if connection.shipped else connection.path
    beside = own or connection.folder / f"{connection.name}.toml"
    folder = Path(out) if out is not None else folder_of(beside)
    return folder / f"{wanted.named()}.json"


def replayed_next_to(manifest: Path) -> list[Replayed]:
    """The recordings next to a manifest, replayed."""
    return asyncio.run(replay_all(manifest)) if folder_of(manifest).is_dir() else []
