"""Reading JSON from strangers: bounded, strict, one error for everything that is wrong with it. Pure."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NoReturn

from connectors.mapping.convert import Unreadable

MAX_BODY = 2_000_000
MAX_SYNCED = 32_000_000
"""What is read in the background, where nobody waits for it, may be larger."""
MAX_DEPTH = 64
MAX_NUMBER = 40
EXACT_DIGITS = 15


class TooLarge(Unreadable):
    """A body is larger than we take."""


def parse_json(data: bytes) -> Any:
    """The value of a JSON text; raises Unreadable for wrong encoding, NaN, doubled keys, depth, monstrous numbers."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("the text is not UTF-8") from None
    try:
        value = json.loads(
            text, object_pairs_hook=_table, parse_constant=_constant, parse_int=_whole, parse_float=_fraction
        )
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except json.JSONDecodeError:
        raise Unreadable("no JSON") from None
    if not _is_shallow(value):
        raise Unreadable("nested too deeply")
    return value


def is_json_type(content_type: str) -> bool:
    """Whether a content type is JSON."""
    kind = content_type.partition(";")[0].strip().casefold()
    return kind == "application/json" or (kind.startswith("application/") and kind.endswith("+json"))


class Gunzip:
    """Unpacks a body piece by piece and never more than it may hold, however small it came."""

    def __init__(self, encoding: str, limit: int = MAX_BODY) -> None:
        name = encoding.strip().casefold()
        if name not in {"", "identity", "gzip", "x-gzip"}:
            raise Unreadable("a packing nobody asked for")
        self._unpack = zlib.decompressobj(wbits=31) if name.endswith("gzip") else None
        self._left = self._limit = limit
        self._parts: list[bytes] = []

    def add(self, piece: bytes) -> None:
        """Take the next piece; raises TooLarge or Unreadable."""
        if self._unpack is None:
            self._keep(piece)
            return
        try:
            self._keep(self._unpack.decompress(piece, self._left + 1))
        except zlib.error:
            raise Unreadable("no valid gzip") from None

    def whole(self) -> bytes:
        """Everything; raises Unreadable where the end is missing."""
        if self._unpack is not None and self._parts and not self._unpack.eof:
            raise Unreadable("the body ends too early")
        return b"".join(self._parts)

    def _keep(self, piece: bytes) -> None:
        self._left -= len(piece)
        if self._left < 0:
            raise TooLarge(f"the body is larger than {self._limit // 1_000_000} MB")
        self._parts.append(piece)


def _table(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for name, value in pairs:
        if name in table:
            raise Unreadable("a key stands twice in one table")
        table[name] = value
    return table


def _constant(name: str) -> NoReturn:
    raise Unreadable(f"{name} is no number")


def _whole(text: str) -> int:
    if len(text) > MAX_NUMBER:
        raise Unreadable("a number of too many digits")
    return int(text)


def _fraction(text: str) -> float | Decimal:
    if len(text) > MAX_NUMBER:
        raise Unreadable("a number of too many digits")
    # A float says a short number exactly, and JMESPath can compare it.
    return float(text) if len(text) <= EXACT_DIGITS else Decimal(text)


def _is_shallow(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return True
    return False


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
