"""Where the demo company lives on disk: built once a day, whole or not at all, never losing what was written to it.

Each build is a folder named after the generator's version and the day it tells from. It is made under a temporary
name and renamed when it is complete, so nobody ever sees half of one, and of two programs that start at once the
first to finish wins. What was written to an older build is copied over before the new one shows.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from resources.demo.book import SYSTEMS
from resources.demo.carry import carry_over
from resources.demo.cast import MAIN, CastCall, CastMember, load_cast
from resources.demo.site_files import write_site

NAME = "Fernvik"
# Raise it with every change that makes other rows or other tables.
VERSION = 5
_BUILT = re.compile(r"v(\d+)-(\d{4}-\d{2}-\d{2})")
_UNFINISHED = "unfinished-"
_ABANDONED_S = 3600.0


@dataclass(frozen=True, slots=True)
class DemoPaths:
    """The database of each system, and the site folder that connects Callside to them."""

    crm: Path
    shop: Path
    voice: Path
    bank: Path
    site: Path


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """The demo company of one day: its databases, its well-known people and the calls they make."""

    paths: DemoPaths
    today: date
    people: tuple[CastMember, ...]
    calls: tuple[CastCall, ...]

    def person(self, key: str) -> CastMember:
        """One of the cast. Raises KeyError."""
        return {person.key: person for person in self.people}[key]

    def call(self, call_id: str) -> CastCall:
        """One of the calls. Raises KeyError."""
        return {call.id: call for call in self.calls}[call_id]


def ensure(folder: Path, today: date, playbook: str = MAIN) -> DemoCompany:
    """The demo company as of `today`, built below `folder` unless it is there; `folder` becomes its site.

    It works with one of the playbooks that ship.

    Safe to call from several programs at once. Raises OSError, sqlite3.Error.
    """
    folder.mkdir(parents=True, exist_ok=True)
    built = folder / f"v{VERSION}-{today.isoformat()}"
    if not _is_whole(built):
        _build_whole(folder, built, today)
        _tidy(folder, built)
    databases = {system: built / f"{system}.db" for system in SYSTEMS}
    write_site(folder, databases, playbook)
    cast = load_cast()
    return DemoCompany(DemoPaths(**databases, site=folder), today, cast.people, cast.calls)


def build(folder: Path, today: date) -> None:
    """Make the databases; once a day, so every other start is spared their generators."""
    from resources.demo import build as generators  # noqa: PLC0415

    generators.build(folder, today)


def _build_whole(folder: Path, built: Path, today: date) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder))
    try:
        build(unfinished, today)
        for older in reversed(_builds(folder)):
            if _written_at(older):
                carry_over(older / "crm.db", unfinished / "crm.db")
        if built.is_dir() and not _is_whole(built):
            # There can only be a part of it if somebody took files away by hand.
            shutil.rmtree(built)
        os.rename(unfinished, built)
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        if not (isinstance(error, OSError) and _is_whole(built)):
            raise  # else another program was faster: its build is as good as ours


def _builds(folder: Path) -> list[Path]:
    """Finished builds, the one written to last at the end."""
    found = [path for path in folder.iterdir() if _BUILT.fullmatch(path.name)]
    return sorted(found, key=lambda path: (_written_at(path), path.name))


def _is_whole(built: Path) -> bool:
    return all((built / f"{system}.db").is_file() for system in SYSTEMS)


def _written_at(built: Path) -> int:
    try:
        return (built / "crm.db").stat().st_mtime_ns
    except FileNotFoundError:  # another program is just removing it
        return 0


def _tidy(folder: Path, built: Path) -> None:
    """Remove builds older than the one before this, and what programs that were killed left behind."""
    older = [path for path in _builds(folder) if path != built]
    # The one before may still be open in a program that runs since yesterday.
    for path in older[:-1]:
        shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(f"{_UNFINISHED}*"):
        if time.time() - path.stat().st_mtime > _ABANDONED_S:
            shutil.rmtree(path, ignore_errors=True)
