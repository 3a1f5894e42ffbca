"""`callside schema`: the files of a playbook and connector manifests as JSON Schema, for editors."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from connectors.loading.load import manifest_json_schema
from desktop.commands.outcome import USAGE, YES, CommandError, complain
from desktop.playbook.format import KINDS
from desktop.playbook.json_schema import file_name, schema_of

CONNECTOR = "connector"
_EVERY = (*KINDS, CONNECTOR)


def schema(arguments: argparse.Namespace) -> int:
    """Print the schema of one kind of file, or write one file for each; 2 for a kind there is not."""
    kind = arguments.kind
    if kind is not None and kind not in _EVERY:
        return complain(f"there is no kind {kind!r}; there are {', '.join(_EVERY)}.", USAGE)
    if arguments.out is None and kind is None:
        for name, file in KINDS.items():
            print(f"{name:12} {file.path}")
        print(f"{CONNECTOR:12} a connector's manifest")
        return YES
    wanted = [kind] if kind is not None else list(_EVERY)
    if arguments.out is None:
        print(_text(kind), end="")
        return YES
    _write(Path(arguments.out), wanted)
    return YES


def _write(folder: Path, kinds: list[str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind in kinds:
            path = folder / file_name(kind)
            path.write_text(_text(kind), encoding="utf-8")
            print(path)
    except OSError as error:
        raise CommandError(f"cannot write into {str(folder)!r}: {error.strerror}.") from None


def _text(kind: str) -> str:
    found = manifest_json_schema() if kind == CONNECTOR else schema_of(KINDS[kind])
    return json.dumps(found, indent=2) + "\n"
