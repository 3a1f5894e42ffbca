"""Reading CSV from strangers: its encoding, its delimiter, its header. Pure; nothing in a cell is ever evaluated."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from connectors.mapping.convert import Unreadable

if TYPE_CHECKING:
    import _csv

DELIMITERS = (",", ";", "\t", "|")
MAX_COLUMNS = 500
_SAMPLE = 40_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_QUOTE = '"'


class EndsEarly(Unreadable):
    """The text stops in the middle of a row: somebody is still writing it."""


class WrongEncoding(Unreadable):
    """The text is in another encoding than is said, or than its first bytes tell."""


class CutOff(EndsEarly):
    """Only the last row is short; every row before it has been given."""


def decode_text(data: bytes, encoding: str | None = None) -> str:
    """The text in the encoding named, else in the one its first bytes tell, else UTF-8, else Windows-1252."""
    told = next((name for mark, name in _BOMS if data.startswith(mark)), None)
    if told == "utf-8-sig" and encoding and not encoding.casefold().startswith(("utf-16", "utf-32", "utf16", "utf32")):
        # Some programs put it before a text of any encoding.
        data = data.removeprefix(codecs.BOM_UTF8)
    for name in (encoding or told,) if encoding or told else ("utf-8", "cp1252"):
        try:
            return data.decode(name or "utf-8").removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
        except LookupError:
            raise Unreadable(f"there is no encoding {encoding}") from None
    if encoding or told:
        raise WrongEncoding(f"the text is not {encoding or told}")
    return data.decode("latin-1")


def delimiter_of(text: str) -> str:
    """The character that cuts the first rows into the most columns of the same number."""
    named = text[:6].casefold()
    if named.startswith("sep=") and named[4:5].strip("\r\n"):
        return text[4]
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample.rpartition("\n")[0] or sample
    return max(DELIMITERS, key=lambda each: _columns(sample, each))


def _columns(sample: str, delimiter: str) -> tuple[float, int]:
    """How alike the rows are when cut so, weighed by how many columns there are."""
    counts: list[int] = []
    with contextlib.suppress(csv.Error):  # the sample, or the file, may end inside quotes
        counts.extend(len(row) for row in islice(_reader(sample, delimiter), 20) if row)
    if not counts or counts[0] < 2:
        return 0.0, 0
    return sum(count == counts[0] for count in counts) / len(counts), counts[0]


def read_table(text: str, delimiter: str | None = None) -> tuple[list[str], Iterator[list[str]]]:
    """The names of the columns, and the rows, which are read as they are asked for; raises Unreadable, EndsEarly."""
    if "\x00" in text:
        raise EndsEarly("it holds blocks that nobody has written yet")
    cut = delimiter or delimiter_of(text)
    if text[:4].casefold() == "sep=":
        text = text.partition("\n")[2]
    rows = _rows(text, cut)
    header = next(rows, None)
    if header is None:
        raise EndsEarly("there is no header")
    if len(header) > MAX_COLUMNS:
        raise Unreadable(f"more than {MAX_COLUMNS} columns")
    return column_names(header), rows


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The rows that hold anything; the last one only once it is known to be whole."""
    reader = _reader(text, delimiter)
    held: list[str] | None = None
    width = count = line = ended = 0
    try:
        for row in reader:
            begins, ended = ended + 1, reader.line_num
            if any(row):
                if held is not None:
                    yield held
                held, width, count, line = row, width or len(row), count + 1, begins
    except csv.Error as wrong:
        if "unexpected end" in str(wrong):
            raise EndsEarly(f"the text ends inside quotes that open in line {ended + 1}") from None
        raise Unreadable(f"no CSV in line {ended + 1}") from None
    if held is None:
        return
    if not text.endswith(("\n", "\r")):
        if count == 1:
            raise EndsEarly("the header is cut off")
        if len(held) < width:
            raise CutOff(f"line {line} is cut off: it has {len(held)} of {width} columns")
    yield held


def _reader(text: str, delimiter: str) -> _csv.Reader:
    # Strict, or an open quote would swallow the rest of the text without a word.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quotechar=_QUOTE, strict=True)


def column_names(header: Sequence[object]) -> list[str]:
    """Names that are there and stand once: `column_3` for an empty one, `name_2` for the second of its kind."""
    names: list[str] = []
    for number, cell in enumerate(header, 1):
        name = str(cell).strip() if cell is not None else ""
        name = base = name or f"column_{number}"
        count = 1
        while name in names:
            count += 1
            name = f"{base}_{count}"
        names.append(name)
    return names
