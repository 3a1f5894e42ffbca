"""The demo's site folder: the manifests as shipped, and a site.toml that names this build's databases."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from resources.demo.words import data_text

SITE_FILE = "site.toml"
_PLAYBOOK = "../../playbooks/fernvik"
OF_ONE_PLAYBOOK = {"bank": "bank"}
"""Systems that only the company of one playbook works with."""


def write_site(folder: Path, databases: Mapping[str, Path], playbook: str) -> None:
    """Put site.toml and the manifests into `folder`, above the databases; what is right stays. Raises OSError.

    `playbook` is the name of one that ships; a system that belongs to another one is left out.
    """
    site = data_text("site", SITE_FILE)
    for system, path in databases.items():
        if OF_ONE_PLAYBOOK.get(system, playbook) != playbook:
            continue
        site += _connection(system) if system in OF_ONE_PLAYBOOK else ""
        site = site.replace(f'"sqlite:///{system}.db"', _quoted(f"sqlite:///{path.relative_to(folder).as_posix()}"))
        _put(folder / f"{system}.toml", data_text("site", f"{system}.toml"))
    _put(folder / SITE_FILE, site.replace(f'"{_PLAYBOOK}"', _quoted(playbook_folder(playbook).as_posix())))


def playbook_folder(name: str) -> Path:
    """One of the playbooks that ship."""
    return Path(str(files("resources").joinpath("playbooks", name)))


def _connection(system: str) -> str:
    settings = f'{{ url = "sqlite:///{system}.db" }}'
    return f'\n[[connections]]\nname = "{system}"\nmanifest = "{system}.toml"\nsettings = {settings}\n'


def _quoted(text: str) -> str:
    # A JSON string is a TOML basic string, but for one character.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _put(path: Path, text: str) -> None:
    data = text.encode("utf-8")
    if path.is_file() and path.read_bytes() == data:
        return
    handle, name = tempfile.mkstemp(prefix=f"{path.name}-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp keeps files to this user; so does the folder they lie in.
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
