"""DMN files as trees, read with care: no document types, bounded in size and depth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET
from xml.parsers import expat

from desktop.rules.problems import Place, Problem

MAX_BYTES = 4 * 1024 * 1024
MAX_XML_DEPTH = 64
NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
EXPORTED = NAMESPACES[2]
OURS = "urn:callside:table:1"


class Refused(Exception):
    """A file that is not read at all."""

    def __init__(self, problem: Problem) -> None:
        """Keep the reason."""
        super().__init__(problem.code)
        self.problem = problem


Lines = dict[ET.Element, tuple[int, int]]


def parse_xml(text: str, place: Place) -> tuple[ET.Element, Lines]:
    """The root of an XML text and where each element starts; Refused for document types, size, depth and broken XML."""
    data = text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_BYTES:
        raise Refused(place.problem("DMN001", limit=MAX_BYTES))
    return _Loader(place).load(data)


class _Loader:
    """Feeds the text to expat, counting levels and refusing document types."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.depth = 0
        self.builder = ET.TreeBuilder()
        self.lines: Lines = {}
        self.parser = expat.ParserCreate(encoding="utf-8", namespace_separator="}")

    def load(self, data: bytes) -> tuple[ET.Element, Lines]:
        parser = self.parser
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.builder.data
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            place = replace(self.place, line=error.lineno, col=error.offset + 1)
            raise Refused(place.problem("DMN004", reason=expat.ErrorString(error.code))) from None
        return self.builder.close(), self.lines

    def _here(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def _doctype(self, *_: object) -> None:
        line, col = self._here()
        raise Refused(replace(self.place, line=line, col=col).problem("DMN002"))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_XML_DEPTH:
            line, col = self._here()
            raise Refused(replace(self.place, line=line, col=col).problem("DMN003", limit=MAX_XML_DEPTH))
        element = self.builder.start(_braced(tag), {_braced(k): v for k, v in attributes.items()})
        self.lines[element] = self._here()

    def _end(self, tag: str) -> None:
        self.depth -= 1
        self.builder.end(_braced(tag))


def _braced(tag: str) -> str:
    return "{" + tag if "}" in tag else tag


def namespace(element: ET.Element) -> str:
    """The namespace of an element."""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else ""


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def inside(element: ET.Element, *names: str) -> Iterator[ET.Element]:
    """The direct children of these names."""
    return (child for child in element if local(child) in names)


def first(element: ET.Element, name: str) -> ET.Element | None:
    """The first direct child of a name."""
    return next(inside(element, name), None)


def text_of(element: ET.Element | None) -> str:
    """The text of an element's <text>, or its own."""
    if element is None:
        return ""
    inner = first(element, "text")
    return ((inner if inner is not None else element).text or "").strip()


def extension(element: ET.Element) -> ET.Element | None:
    """What we added to an element."""
    found = first(element, "extensionElements")
    return next((child for child in found if namespace(child) == OURS), None) if found is not None else None


def name_of(element: ET.Element) -> str:
    """How an element is called in problems."""
    return element.get("id") or element.get("name") or local(element)


def slug(text: str) -> str:
    """A name of ours made from any name: small letters, digits, underscores."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", text)
    words = re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")[:48]
    return words if words[:1].isalpha() else f"n_{words}".rstrip("_")
