"""The text files of a playbook folder, read with limits: what cannot be read is a problem with a name, not a crash."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desktop.rules.problems import Place, Problem

SITE_FACTS = "facts.toml"
MAX_FILE = 2 * 1024 * 1024
MAX_FILES = 2_000
READ = (
    "playbook.toml",
    "facts.toml",
    "derived.toml",
    "policy.toml",
    "panels.toml",
    "surveys.toml",
    "quick_texts.toml",
    "macros.toml",
    "tables/*.csv",
    "actions/*.toml",
    "call_types/*.toml",
    "guides/*.toml",
    "words/*.toml",
    "texts/*.md",
    "knowledge/*.md",
    "tests/*.toml",
)


def read_files(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """Every file the playbook is made of, by its path in the folder with forward slashes."""
    if not folder.is_dir():
        return {}, [Place(str(folder)).problem("PBK006", folder=folder.name)]
    files: dict[str, str] = {}
    problems: list[Problem] = []
    refused: list[OSError] = []
    for number, (name, path) in enumerate(_walk(folder, refused)):
        if number >= MAX_FILES:
            problems.append(Place(name).problem("PBK007", limit=MAX_FILES))
            break
        if _is_read(name):
            text = _read(name, path, problems)
            if text is not None:
                files[name] = text
        elif not name.endswith(".md"):
            beside = [each for each in READ if each.rpartition("/")[0] == name.rpartition("/")[0]]
            here = beside or READ
            problems.append(Place(name).warning("PBK005", known=", ".join(here)))
    for error in refused:
        name = Path(error.filename).relative_to(folder).as_posix()
        problems.append(Place(name).problem("PBK002", reason=error.strerror))
    return files, problems


def read_texts(folder: Path, pattern: str) -> tuple[dict[str, str], list[Problem]]:
    """The text files of a folder, not of those inside it, whose names fit a pattern."""
    problems: list[Problem] = []
    texts = {path.name: _read(path.name, path, problems) for path in sorted(folder.glob(pattern))[:MAX_FILES]}
    return {name: text for name, text in texts.items() if text is not None}, problems


def _walk(folder: Path, refused: list[OSError]) -> Iterator[tuple[str, Path]]:
    """Files in a stable order; hidden ones belong to somebody's tools. `refused` gets folders that cannot be listed."""
    for root, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                path = Path(root, name)
                yield path.relative_to(folder).as_posix(), path


def _is_read(name: str) -> bool:
    if "/" not in name:
        return name in READ
    inside, _, file = name.rpartition("/")
    return f"{inside}/*.{file.rpartition('.')[2]}" in READ


def _read(name: str, path: Path, problems: list[Problem]) -> str | None:
    try:
        if not path.is_file():
            problems.append(Place(name).problem("PBK002", reason="it is no file"))
            return None
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
    except OSError as error:
        problems.append(Place(name).problem("PBK002", reason=error.strerror or type(error).__name__))
        return None
    if len(data) > MAX_FILE:
        problems.append(Place(name).problem("PBK004", limit=MAX_FILE // 1024))
        return None
    try:
        return data.decode("utf-8-sig" if name.endswith(".toml") else "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Place(name, line=line).problem("PBK003"))
        return None
