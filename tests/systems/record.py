"""Record the answers that travel with a shipped manifest, from the real system: `python -m tests.systems.record sql`.

A system's folder has a `recording.py`: `opened()`, which gives the settings and secrets while the system runs,
`WANTED`, what is asked, by the name of the recording, and `WORD`, where the connector is called otherwise than the
folder. Read what comes out before it is committed.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import secrets
import sys
from collections.abc import Mapping
from typing import Any

from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.trials.fixtures import folder_of, record
from connectors.trials.trial import Wanted


async def recorded(
    system: str, settings: Mapping[str, object], known: Mapping[str, str], wanted: Wanted
) -> dict[str, Any]:
    """One recording, with nobody in it."""
    path = SHIPPED / system / "manifest.toml"
    return await record(load_manifest(path, settings), path.parent, known.get, wanted, secrets.token_bytes(32))


def main(system: str) -> None:
    """Make all recordings of a system anew."""
    module = importlib.import_module(f"tests.systems.{system}.recording")
    word = getattr(module, "WORD", system)
    folder = folder_of(SHIPPED / word / "manifest.toml")
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.json"):
        if json.loads(old.read_text("utf-8")).get("recorded"):  # others were written by hand
            old.unlink()
    with module.opened() as (settings, known):
        for name, wanted in module.WANTED.items():
            fixture = asyncio.run(recorded(word, settings, known, wanted))
            (folder / f"{name}.json").write_text(json.dumps(fixture, ensure_ascii=False, indent=1) + "\n", "utf-8")
            print(f"{name}: {len(fixture['answers'])} answers, {fixture['expect']['kept']} kept")


if __name__ == "__main__":
    main(*sys.argv[1:])
