"""Reading one exported file whole: CSV, or a sheet of an Excel workbook. It blocks: only on a thread of its own."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from connectors.files.table import FileTable, Place, build_table
from connectors.formats.csv_text import CutOff, EndsEarly, column_names, decode_text, read_table
from connectors.manifest.parts import FilePart
from connectors.mapping.convert import Unreadable

MAX_FILE = 100_000_000
MAX_UNPACKED = 800_000_000
SETTLE_S = 2.0
"""A file that was written so lately may not be whole yet."""
WORKBOOKS = (".xlsx", ".xlsm")
_Stamp = tuple[str, int, int, int]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A file as it was read, and when it was written; `short` says what of its end is missing."""

    table: FileTable
    stamp: _Stamp
    as_of: datetime
    short: str | None = None


def look(folder: Path, part: FilePart, places: Iterable[Place], known: Snapshot | None, now: float) -> Snapshot:
    """The file as it is now, or what is known where it has not changed; raises OSError, Unreadable, EndsEarly."""
    path = _newest(folder, part.path)
    stamp, written = _stamp(path)
    if known is not None and known.stamp == stamp:
        return known
    if known is not None and 0 <= now - written < SETTLE_S:
        raise EndsEarly("it was written just now")
    if stamp[2] > MAX_FILE:
        raise Unreadable("the file is larger than 100 MB")
    names, rows = read_workbook(path, part.sheet) if is_workbook(part.path) else _read_csv(path, part)
    whole = _Whole(rows)
    table = build_table(names, whole, places)
    if whole.short is not None and known is not None:
        raise whole.short
    if _stamp(path)[0] != stamp:
        raise EndsEarly("it was written while it was read")
    short = str(whole.short) if whole.short is not None else None
    return Snapshot(table, stamp, datetime.fromtimestamp(written, UTC), short)


class _Whole:
    """The rows that are whole; the last one may be short, and where nothing better is known the others will do."""

    def __init__(self, rows: Iterator[list[str]]) -> None:
        self._rows = rows
        self.short: CutOff | None = None

    def __iter__(self) -> Iterator[list[str]]:
        try:
            yield from self._rows
        except CutOff as short:
            self.short = short


def is_workbook(path: str) -> bool:
    """Whether a file is an Excel workbook, by its name."""
    return path.casefold().endswith(WORKBOOKS)


def _newest(folder: Path, name: str) -> Path:
    """The file, or the newest of those that a name with * stands for."""
    if "*" not in name:
        return folder / name
    found = sorted((path.stat().st_mtime_ns, path) for path in folder.glob(name) if _is_whole(path))
    if not found:
        raise FileNotFoundError(name)
    return found[-1][1]


def _is_whole(path: Path) -> bool:
    """Whether a file is an export, not what a program leaves beside one that it has open."""
    return path.is_file() and not path.name.startswith(("~$", "."))


def _stamp(path: Path) -> tuple[_Stamp, float]:
    told = path.stat()
    return (path.name, told.st_mtime_ns, told.st_size, told.st_ino), told.st_mtime


def _read_csv(path: Path, part: FilePart) -> tuple[list[str], Iterator[list[str]]]:
    return read_table(decode_text(path.read_bytes(), part.encoding), part.delimiter)


def read_workbook(path: Path, sheet: str | None) -> tuple[list[str], Iterator[list[str]]]:
    """The columns and rows of a sheet, the first where none is named; of a formula its last value, never its text."""
    # Most sites have no workbook.
    from python_calamine import CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415 - see above

    data = path.read_bytes()
    _refuse_bomb(data)
    with _readable():
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        pages = [each.name for each in book.sheets_metadata if each.typ == SheetTypeEnum.WorkSheet]
    if sheet is not None and sheet not in pages:
        raise Unreadable(f"the workbook has no sheet {sheet!r}")
    if not pages:
        raise Unreadable("the workbook has no sheet with cells")
    with _readable():
        # Here the work is done, and other threads go on meanwhile; a whole list of rows would hold them up.
        rows = book.get_sheet_by_name(sheet if sheet is not None else pages[0]).iter_rows()
    filled = (row for row in map(_cells, rows) if any(row))
    header = next(filled, None)
    if header is None:
        raise EndsEarly("there is no header")
    return column_names(header), filled


@contextmanager
def _readable() -> Iterator[None]:
    """Whatever a strange workbook does to its reader, it is a workbook that cannot be read."""
    from python_calamine import CalamineError  # noqa: PLC0415 - as above: few sites have a workbook

    try:
        yield
    except (CalamineError, OSError, ValueError):
        raise Unreadable("no readable workbook") from None
    except BaseException as fault:
        # What the reader itself stumbles over is no Exception, and the class has no name to import.
        if type(fault).__name__ != "PanicException":
            raise
        raise Unreadable("no readable workbook") from None


def _refuse_bomb(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(item.file_size for item in packed.infolist())
    except (zipfile.BadZipFile, ValueError):
        raise EndsEarly("it is no whole workbook") from None
    if size > MAX_UNPACKED:
        raise Unreadable("the workbook unpacks to more than 800 MB")


def _cells(row: Sequence[Any]) -> list[str]:
    return [_text(cell) for cell in row]


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(int(cell.total_seconds()))
        case str() if cell.startswith("#") and cell in _ERRORS:
            return ""
        case _:
            return str(cell)


_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"})
"""What a formula without a value leaves in its cell."""
