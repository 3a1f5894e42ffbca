"""The connectors that ship with Callside: a site names one of them by a bare word, and anything else by a path."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from connectors.manifest.parts import NAME
from connectors.written.found import MANIFEST, installed, manifest_of

SHIPPED = Path(str(files("resources"))) / "connectors"
_STAND_IN = re.compile(r"(?:^|[./@])example\.(?:com|org|net)\b|\Aexample\Z", re.IGNORECASE)
"""A host that nobody can have (RFC 2606), or just "example": where one stands, a site has something to say."""


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
    """The manifest a site in `folder` means by a text: its own file, one that ships, or one that is installed.

    Raises UnknownWord.
    """
    path = (folder / text).resolve()
    if not NAME.match(text) or path.is_file():
        return Source(path, path.parent)
    ready = shipped / text / MANIFEST
    found = ready if ready.is_file() else manifest_of(text)
    if found is None:
        raise UnknownWord(_unknown(text, tuple(sorted({*shipped_names(shipped), *installed()}))))
    return Source(found, folder.resolve(), text)


def known_words(folder: Path = SHIPPED) -> dict[str, Path]:
    """The manifests that a bare word may name: those that ship, and those that installed packages bring."""
    words = {name: path for name in installed() if (path := manifest_of(name)) is not None}
    words |= {name: folder / name / MANIFEST for name in shipped_names(folder)}
    return dict(sorted(words.items()))


def unfilled(settings: Mapping[str, object]) -> Iterator[str]:
    """The settings that still name a host such as erp.example.com or "example", which only a site can replace."""
    yield from (name for name, value in settings.items() if isinstance(value, str) and _STAND_IN.search(value))


def _unknown(word: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(word, names, 3, 0.5)
    meant = f"did you mean {' or '.join(near)}? " if near else ""
    return (
        f'no connector "{word}" ships with Callside: {meant}`callside connect list` shows all; '
        f"a file of your own is written with its ending, such as {word}.toml"
    )
