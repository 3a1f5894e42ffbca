"""Replaying the recordings that lie next to a manifest: what it reads differently now, with the line that asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from connectors.errors import BadPayload
from connectors.loading.load import load_manifest, read_file
from connectors.manifest.model import Manifest
from connectors.manifest.problems import ManifestError, Problem
from connectors.manifest.toml_lines import KeyPath, line_of, read_toml
from connectors.trials.fixtures import MAX_FIXTURE, BadFixture, difference, expected, folder_of, replay


@dataclass(frozen=True, slots=True)
class Replayed:
    """One recording: the operation, the requests it makes with the invented inputs, and what is wrong with it.

    `not_there` says what the manifest looks for in vain in the recorded answers.
    """

    file: str
    operation: str = ""
    requests: tuple[str, ...] = ()
    kept: int = 0
    problem: Problem | None = None
    not_there: tuple[str, ...] = ()


async def replay_all(path: Path, settings: Mapping[str, object] | None = None) -> list[Replayed]:
    """Every recording of a good manifest, replayed."""
    manifest = load_manifest(path, settings)
    _, lines = read_toml(read_file(path, ManifestError), path.name, ManifestError)
    found = sorted(folder_of(path).glob("*.json"))
    return [await _one(manifest, path, file, lines) for file in found]


async def _one(manifest: Manifest, path: Path, file: Path, lines: dict[KeyPath, int]) -> Replayed:
    shown = f"{file.parent.name}/{file.name}"
    try:
        fixture = _read(file)
    except json.JSONDecodeError as wrong:
        return Replayed(shown, problem=Problem(shown, wrong.lineno, "", f"no JSON: {wrong.msg}"))
    except (OSError, UnicodeDecodeError, RecursionError):
        return Replayed(shown, problem=Problem(shown, 0, "", "cannot be read"))
    asked = fixture.get("asked") if isinstance(fixture, dict) else None
    operation = str(asked.get("operation")) if isinstance(asked, dict) else ""
    if not isinstance(fixture, dict) or not isinstance(fixture.get("expect"), dict) or not operation:
        return Replayed(shown, problem=Problem(shown, 1, "", "is no recording of this version"))
    where = (
        ("custom", *operation.split(".")) if operation.partition(".")[0] in manifest.custom else operation.split(".")
    )
    try:
        trial = await replay(manifest, path.parent, fixture)
        wrong_now = difference(fixture["expect"], expected(trial))
    except BadFixture as wrong:
        problem = Problem(path.name, line_of(lines, tuple(where)), operation, f"{wrong} ({shown})")
        return Replayed(shown, operation, problem=problem)
    requests = tuple(each.request for each in trial.tries)
    # What comes to nothing is explained; that a field of some rows is missing in a few recorded ones is no news.
    not_there = trial.shapes if trial.kept else (*trial.shapes, *trial.absent)
    if wrong_now is None:
        return Replayed(shown, operation, requests, trial.kept, not_there=not_there)
    problem = Problem(path.name, line_of(lines, tuple(where)), operation, f"{wrong_now} ({shown})")
    unreadable = (trial.detail,) if trial.error == BadPayload.__name__ else ()
    not_there = (*unreadable, *trial.shapes, *trial.absent)
    return Replayed(shown, operation, requests, trial.kept, problem, not_there)


def _read(file: Path) -> Any:
    if file.stat().st_size > MAX_FIXTURE:
        raise OSError
    return json.loads(file.read_text(encoding="utf-8"))
