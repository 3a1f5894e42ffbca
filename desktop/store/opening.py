"""Opening the database file: private folder, right key, sound pages, current schema.

A file that cannot be opened is moved aside and reported, never deleted; what can still be read of a damaged one is
carried over into the fresh one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desktop.store.carry import carry_over
from desktop.store.engine import Database
from desktop.store.errors import Damaged, ReadOnly, StoreError, Unreadable
from desktop.store.folder import make_private, put_aside
from desktop.store.keys import STORE_FOLDER
from desktop.store.migrate import Schema, migrate
from desktop.store.space import Space

FILE = "callside.db"


@dataclass(frozen=True, slots=True)
class Report:
    """Something to tell about the opening; `code` is locked_away, newer_store, read_only or low_space.

    Of a file that was moved aside: where it is now, why (unreadable, damaged), and the rows saved from it by table.
    """

    code: str
    path: Path | None = None
    why: str | None = None
    saved: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Opened:
    """An open database and what there is to tell about it."""

    database: Database
    reports: list[Report] = field(default_factory=list)


def open_file(folder: Path, key: bytes, today: date) -> Opened:
    """Open the store of a profile as its owner; made where there is none. Raises StoreError."""
    place = folder / STORE_FOLDER
    try:
        make_private(folder)
        make_private(place)
    except ReadOnly:
        return _open_read_only(place / FILE, key)
    space = Space(folder)
    space.keep_reserve()
    opened = _open_or_put_aside(place, key, space, today)
    if space.is_low():
        opened.reports.append(Report("low_space"))
    return opened


def join_file(folder: Path, key: bytes) -> Opened:
    """Open a store that is there, beside the program that owns it; nothing is made, moved or upgraded."""
    file = folder / STORE_FOLDER / FILE
    if not file.exists():
        raise StoreError("there is no store")
    database = Database(file, key, Space(folder))
    return Opened(database, _schema_reports(database, create=False))


def _open_or_put_aside(place: Path, key: bytes, space: Space, today: date) -> Opened:
    file = place / FILE
    try:
        return _open_sound(file, key, space)
    except ReadOnly:
        return _open_read_only(file, key)
    except Damaged as error:
        damaged = error
    aside = put_aside(place, today)
    make_private(place)
    opened = _open_sound(file, key, space)
    saved = {} if isinstance(damaged, Unreadable) else _save_from(aside / FILE, key, opened.database)
    opened.reports.append(Report("locked_away", aside, damaged.code, saved))
    return opened


def _open_sound(file: Path, key: bytes, space: Space) -> Opened:
    existed = file.exists()
    database = Database(file, key, space)
    try:
        if existed:
            check(database)
        return Opened(database, _schema_reports(database, create=True))
    except BaseException:
        database.close()
        raise


def check(database: Database) -> None:
    """Whether every page is what was written (SQLCipher authenticates each). Raises Damaged.

    The log is moved into the file first: a page torn by a power cut is damaged only until the log has mended it.
    """
    database.pragma("wal_checkpoint(TRUNCATE)")
    first = database.pragma("cipher_integrity_check")
    if first is not None:
        raise Damaged(str(first[0]))


def _schema_reports(database: Database, *, create: bool) -> list[Report]:
    return [Report("newer_store")] if migrate(database, create=create) is Schema.NEWER else []


def _open_read_only(file: Path, key: bytes) -> Opened:
    """Reads still work where nothing may be written; a folder without its log file needs `immutable`."""
    if not file.exists():
        raise ReadOnly("there is no store, and none can be made")
    with_log = file.with_name(f"{file.name}-wal").exists()
    database = Database(file, key, read_only=True, immutable=not with_log)
    try:
        return Opened(database, [Report("read_only"), *_schema_reports(database, create=False)])
    except BaseException:
        database.close()
        raise


def _save_from(file: Path, key: bytes, target: Database) -> dict[str, int]:
    try:
        return carry_over(lambda: Database(file, key), target)
    except StoreError:
        return {}
