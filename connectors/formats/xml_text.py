"""Reading XML from strangers as plain tables, for JMESPath. No document types, so no entities; bounded.

An element is a table of its attributes (`@name`), its children by name and its text (`#text`); one that has only text
is that text. Children of one name are a list; `to_array(…)` reads one and many alike. Prefixes of names are left out.
"""

from __future__ import annotations

from typing import Any, NoReturn
from xml.parsers import expat

from connectors.formats.payload import MAX_DEPTH
from connectors.mapping.convert import Unreadable

MAX_ELEMENTS = 200_000


def parse_xml(data: bytes) -> Any:
    """The document as {root: …}; raises Unreadable."""
    builder = _Builder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as wrong:
        if isinstance(wrong, Unreadable):
            raise
        raise Unreadable("no XML") from None
    return builder.root


def _no_document_type(*_: Any) -> NoReturn:
    raise Unreadable("a document type in XML, which is refused")


class _Builder:
    """What the parser tells, as tables."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self._open: list[tuple[dict[str, Any], list[str], bool]] = [(self.root, [], False)]
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) > MAX_DEPTH:
            raise Unreadable("nested too deeply")
        if self._count > MAX_ELEMENTS:
            raise Unreadable("too many elements")
        given = {_local(key): value for key, value in attributes.items() if key.partition(":")[0] != "xmlns"}
        is_nil = given.get("nil") in {"true", "1"}
        self._open.append(({f"@{key}": value for key, value in given.items()}, [], is_nil))

    def text(self, text: str) -> None:
        self._open[-1][1].append(text)

    def end(self, name: str) -> None:
        table, texts, is_nil = self._open.pop()
        text = "".join(texts).strip()
        value: Any = table
        if is_nil or not (table or text):
            value = None
        elif not table:
            value = text
        elif text:
            table["#text"] = text
        self._put(self._open[-1][0], _local(name), value)

    def _put(self, parent: dict[str, Any], name: str, value: Any) -> None:
        if name not in parent:
            parent[name] = value
        elif isinstance(parent[name], list):
            parent[name].append(value)
        else:
            parent[name] = [parent[name], value]


def _local(name: str) -> str:
    return name.rpartition(":")[2]
