"""What is wrong with the exported files of a manifest, and with the questions that look in them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath

from connectors.files.read import is_workbook
from connectors.loading.lint_asks import Finding
from connectors.manifest.model import Manifest
from connectors.manifest.parts import FilePart


def lint_files(manifest: Manifest) -> Iterator[Finding]:
    """Every finding as (key path, message)."""
    if manifest.settings.folder is None:
        yield ("settings", "folder"), "missing: the folder the files are exported to"
    if not manifest.files:
        yield ("files",), "missing: the exported files, such as [files.customers]"
    for name, part in manifest.files.items():
        yield from _lint_file(("files", name), part)
    used = set()
    for operation, read in manifest.reads().items():
        for place, ask in read.questions():
            used.add(ask.file)
            if ask.file is not None and ask.file not in manifest.files:
                path = ("custom",) * (operation.partition(".")[0] in manifest.custom) + tuple(operation.split("."))
                yield (*path, *place, "file"), f"there is no [files.{ask.file}]"
    for name in manifest.files:
        if name not in used:
            yield ("files", name), "is used nowhere"
    for operation in manifest.writes():
        yield tuple(operation.split(".")), "a file is only read"
    if manifest.auth.kind != "none":
        yield ("auth", "kind"), "a file needs no sign-in"


def _lint_file(path: tuple[str, ...], part: FilePart) -> Iterator[Finding]:
    ways = (PurePosixPath(part.path), PureWindowsPath(part.path))
    if any(way.is_absolute() or way.drive or ".." in way.parts for way in ways):
        yield (*path, "path"), "must stay inside settings.folder"
    for name in ("encoding", "delimiter"):
        if is_workbook(part.path) and getattr(part, name) is not None:
            yield (*path, name), "belongs to CSV"
    if part.sheet is not None and not is_workbook(part.path):
        yield (*path, "sheet"), "belongs to a workbook (.xlsx)"
    if part.encoding is not None and not _is_encoding(part.encoding):
        yield (*path, "encoding"), "is no encoding, such as utf-8 or cp1252"


def _is_encoding(name: str) -> bool:
    try:
        return bool(getattr(codecs.lookup(name), "_is_text_encoding", True))
    except (LookupError, ValueError):
        return False
