"""The connectors that ship with Callside: a site names one of them by a bare word, and anything else by a path."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from connectors.manifest.parts import NAME

MANIFEST = "manifest.toml"
SHIPPED = Path(str(files("resources"))) / "connectors"
_STAND_IN = re.compile(r"(?:^|[./@])example\.(?:com|org|net)\b", re.IGNORECASE)
"""A host that nobody can have (RFC 2606): where one stands, a site has something to say."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a manifest lies and where its relative paths start; `word` is what a shipped one is called."""

    path: Path
    start: Path
    word: str = ""


class UnknownWord(Exception):
    """No connector of this name ships; the text says which are near and how to see them all."""


def shipped_names(folder: Path = SHIPPED) -> tuple[str, ...]:
    """The words of all connectors that ship, in the order of the alphabet."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"*/{MANIFEST}")))


def source_of(text: str, folder: Path, shipped: Path = SHIPPED) -> Source:
    """The manifest a site in `folder` means by a text: its own file, or one that ships; raises UnknownWord."""
    path = (folder / text).resolve()
    if not NAME.match(text) or path.is_file():
        return Source(path, path.parent)
    if text not in shipped_names(shipped):
        raise UnknownWord(_unknown(text, shipped_names(shipped)))
    return Source(shipped / text / MANIFEST, folder.resolve(), text)


def unfilled(settings: Mapping[str, object]) -> Iterator[str]:
    """The settings that still name a host such as erp.example.com, which only a site can replace."""
    yield from (name for name, value in settings.items() if isinstance(value, str) and _STAND_IN.search(value))


def _unknown(word: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, names, 3, 0.5)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return (
        f'no connector "{word}" ships with Callside: {meant}`callside connect list` shows all; '
        f"a file of your own is written with its ending, such as {word}.toml"
    )
