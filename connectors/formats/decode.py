"""From the bytes of an answer to what a manifest's expressions read: JSON, base64 of JSON, XML, CSV. Pure."""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from connectors.formats.csv_text import decode_text, read_table
from connectors.formats.payload import MAX_BODY, TooLarge, is_json_type, parse_json
from connectors.formats.xml_text import parse_xml
from connectors.mapping.convert import Unreadable

ACCEPT: Mapping[str, str] = {
    "json": "application/json",
    "base64json": "application/json, text/plain",
    "xml": "application/xml, text/xml",
    "csv": "text/csv",
    "zip": "application/zip, application/octet-stream",
}
"""What is asked for, by how it is read."""
_CSV_TYPES = frozenset(
    {"text/csv", "application/csv", "text/tab-separated-values", "text/plain", "text/comma-separated-values"}
)
_ZIP_TYPES = frozenset({"application/zip", "application/x-zip-compressed", "application/octet-stream"})
_PACKED = {"json": "application/json", "csv": "text/csv", "xml": "application/xml"}
"""What a file in an archive is, by the end of its name."""
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.:-]{1,40})", re.IGNORECASE)
_SPACE = re.compile(rb"\s+")


def decode(data: bytes, content_type: str, how: str, limit: int = MAX_BODY) -> Any:
    """The value of a body; raises Unreadable for another content type and for what cannot be read.

    A zip archive holds one file, named .json, .csv or .xml, of at most `limit` bytes.
    """
    if how == "zip":
        name, inside = _unzipped(data, content_type, limit)
        suffix = name.rpartition(".")[2].casefold()
        if suffix not in _PACKED:
            raise Unreadable("the archive holds neither .json, .csv nor .xml")
        return _READERS[suffix](inside, _PACKED[suffix])
    return _READERS[how](data, content_type)


def base64_json(value: Any) -> Any:
    """What a text of base64 holds as JSON; of a list each, and null stays null."""
    if value is None:
        return None
    if isinstance(value, list):
        return [base64_json(item) for item in value]
    if not isinstance(value, str):
        raise Unreadable("no text of base64")
    return _from_base64(value.encode("ascii", "replace"))


def _from_base64(data: bytes) -> Any:
    packed = _SPACE.sub(b"", data).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    try:
        unpacked = base64.b64decode(packed + b"=" * (-len(packed) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable("no base64") from None
    return parse_json(unpacked)


def _json(data: bytes, content_type: str) -> Any:
    if not is_json_type(content_type):
        raise Unreadable("the content type is not JSON")
    return parse_json(data)


def _base64json(data: bytes, content_type: str) -> Any:
    if is_json_type(content_type):
        return base64_json(parse_json(data))
    if _kind(content_type) not in {"text/plain", "application/octet-stream"}:
        raise Unreadable("the content type is neither JSON nor plain text")
    return _from_base64(data)


def _xml(data: bytes, content_type: str) -> Any:
    kind = _kind(content_type)
    if kind not in {"application/xml", "text/xml"} and not kind.endswith("+xml"):
        raise Unreadable("the content type is not XML")
    return parse_xml(data)


def _csv(data: bytes, content_type: str) -> Any:
    if _kind(content_type) not in _CSV_TYPES:
        raise Unreadable("the content type is not CSV")
    charset = _CHARSET.search(content_type)
    names, rows = read_table(decode_text(data, charset.group(1) if charset else None))
    return [dict(zip(names, [cell.strip() or None for cell in row], strict=False)) for row in rows]


def _unzipped(data: bytes, content_type: str, limit: int) -> tuple[str, bytes]:
    """The one file of an archive, and never more of it than it may hold, however small it came."""
    if _kind(content_type) not in _ZIP_TYPES:
        raise Unreadable("the content type is no zip archive")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [each for each in archive.infolist() if not each.is_dir()]
            if len(files) != 1:
                raise Unreadable(f"the archive holds {len(files)} files, not one")
            with archive.open(files[0]) as file:
                inside = file.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Unreadable("no archive that can be read") from None
    if len(inside) > limit:
        raise TooLarge(f"the file in the archive is larger than {limit // 1_000_000} MB")
    return files[0].filename, inside


def _kind(content_type: str) -> str:
    return content_type.partition(";")[0].strip().casefold()


_READERS: Mapping[str, Callable[[bytes, str], Any]] = {
    "json": _json,
    "base64json": _base64json,
    "xml": _xml,
    "csv": _csv,
}
