"""Placeholders of a manifest: `${path.to.input}` or `${path|escaper}`, and nothing more.

A string that is one placeholder keeps the value's type. Inside a longer string a placeholder must name the escaper
of the language it stands in, so that no value can end the string around it. Structures are filled first and
encoded afterwards: `{ encode = "json+b64url", value = [...] }`. One of two stands where the other has nothing to say:
`{ given = "${task.due_on}", value = "...", otherwise = "..." }`.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import Any
from urllib.parse import quote

from connectors.manifest.filters import Place, lint_filter

MAX_FILLED = 200_000

_PLACEHOLDER = re.compile(r"\$\{([^{}]*)\}")
_WHOLE = re.compile(r"\s*-?[0-9]+\s*\Z")
_INSIDE = re.compile(r"([A-Za-z_][\w-]*(?:\.[\w-]+)*)(?:\|([a-z]+))?\Z")


_EVERYWHERE = ("settings.", "tables.", "session.")
"""What every operation may name: not what somebody means who misspells an input of this one."""


class TemplateError(ValueError):
    """A value does not fit its place; the text names the place, never the value."""


class Inputs:
    """The inputs that a place may name: those listed, and those that `also` says are there, too."""

    def __init__(self, names: Iterable[str], also: Callable[[str], bool] | None = None) -> None:
        self.names = frozenset(names)
        self._also = also

    def __call__(self, path: str) -> bool:
        """Whether there is such an input."""
        return path in self.names or (self._also is not None and self._also(path))

    def near(self, path: str) -> tuple[str, ...]:
        """What somebody may have meant by a path that is none: those of its family, or else what is asked for."""
        family = path.partition(".")[0] + "."
        own = sorted(name for name in self.names if name.startswith(family))
        return tuple(own or sorted(name for name in self.names if not name.startswith(_EVERYWHERE)))


class Later(str):
    """A value of the sign-in: what it is, only the moment of sending knows. Until then it reads as masked."""

    __slots__ = ("escaper", "name")
    name: str
    escaper: str | None

    def __new__(cls, name: str, escaper: str | None = None) -> Later:
        """The value of this name, to be escaped so."""
        made = super().__new__(cls, "***")
        made.name, made.escaper = name, escaper
        return made


def when_sent(structure: Any, values: Mapping[str, str]) -> Any:
    """The structure with the values of the sign-in in their places; raises TemplateError for one that does not fit."""
    if isinstance(structure, Later):
        if structure.name not in values:
            raise TemplateError(f"the sign-in gives no {structure.name}")
        return _whole_value(values[structure.name], structure.escaper)
    if isinstance(structure, Mapping):
        return {key: when_sent(value, values) for key, value in structure.items()}
    if isinstance(structure, list | tuple):
        return [when_sent(value, values) for value in structure]
    return structure


def _path(text: str) -> str:
    if text in {"", ".", ".."}:
        raise TemplateError("a path segment may not be empty or dots")
    return quote(text, safe="")


def _int(text: str) -> str:
    if len(text) > 40 or not _WHOLE.match(text) or abs(int(text)) >= 2**63:
        raise TemplateError("not a whole number")
    return str(int(text))


def _backslashed(characters: str) -> Callable[[str], str]:
    table = {ord(char): "\\" + char for char in characters}
    return lambda text: text.translate(table)


def _odata(text: str) -> str:
    return text.replace("'", "''")


def _html(text: str) -> str:
    return escape(text).replace("\r\n", "\n").replace("\n", "<br>")


def _plain(text: str) -> str:
    return text


ESCAPERS: Mapping[str, Callable[[str], str]] = {
    "path": _path,
    "int": _int,
    "like": _backslashed("\\%_"),
    "soql": _backslashed("\\'\""),
    "sosl": _backslashed("?&|!{}[]()^~*:\\\"'+-"),
    "odata": _odata,
    "ticketsql": _backslashed("\\'\""),
    "quoted": _backslashed('\\"'),
    "lucene": _backslashed('+-&|!(){}[]^"~*?:\\/'),
    # Only what every dialect lets us escape: POSIX, PCRE, RE2, JavaScript with and without u.
    "regex": _backslashed("\\^$.|?*+()[]{}/"),
    "html": _html,
    "text": _plain,
}
ENCODERS: Mapping[str, Callable[[Any], str]] = {
    "json": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str),
    "json+b64url": lambda value: _b64url(_in_threes(json.dumps(value, separators=(",", ":"), default=str))),
    "b64url": lambda value: _b64url(str(value)),
}


def _in_threes(json_text: str) -> str:
    """The same JSON in whole groups of base64: some servers want it filled up with "=", others refuse that."""
    return json_text + " " * (-len(json_text) % 3)


def _b64url(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode("utf-8", "replace")).rstrip(b"=").decode()


def fill(template: Any, inputs: Mapping[str, Any]) -> Any:
    """The structure with its placeholders filled; raises TemplateError for a value that does not fit."""
    if isinstance(template, str):
        return _fill_text(template, inputs)
    if isinstance(template, Mapping):
        if template.keys() == {"encode", "value"}:
            return ENCODERS[template["encode"]](fill(template["value"], inputs))
        if _is_lookup(template):
            return _looked_up(template, inputs)
        if _is_choice(template):
            return _chosen(template, inputs)
        return {key: fill(value, inputs) for key, value in template.items()}
    if isinstance(template, list | tuple):
        return [fill(value, inputs) for value in template]
    return template


def is_worked_out(template: Mapping[str, Any]) -> bool:
    """Whether a table is not sent as it is: it is encoded, looked up or chosen."""
    return template.keys() == {"encode", "value"} or _is_lookup(template) or _is_choice(template)


def _is_lookup(template: Mapping[str, Any]) -> bool:
    return {"lookup", "value"} <= template.keys() <= {"lookup", "value", "otherwise", "as"}


def _is_choice(template: Mapping[str, Any]) -> bool:
    return {"given"} < template.keys() <= {"given", "starts", "value", "otherwise"}


def _chosen(template: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
    """`value` where something is given that starts so, else `otherwise`; nothing where that one is not there."""
    given = fill(template["given"], inputs)
    text = "" if given is None else as_text(given)
    holds = text != "" and text.startswith(template.get("starts", ""))
    return fill(template.get("value" if holds else "otherwise"), inputs)


def _looked_up(template: Mapping[str, Any], inputs: Mapping[str, Any]) -> Any:
    """Their word for ours, by a table of the manifest; `otherwise`, or nothing, for one it does not know."""
    word = fill(template["value"], inputs)
    table = inputs.get("tables", {}).get(template["lookup"], {})
    found = table.get("" if word is None else as_text(word), template.get("otherwise"))
    match template.get("as"), found:
        case "int", str():
            return int(_int(found))
        case "bool", str():
            return found == "true"
    return found


def look_up(path: str, inputs: Mapping[str, Any]) -> Any:
    """The input at a dotted path; None where something on the way is missing."""
    value: Any = inputs
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
        if value is None:
            return None
    return value


def as_text(value: Any) -> str:
    """A scalar as it is written inside a text; nothing for None. Raises TemplateError for lists and tables."""
    match value:
        case None:
            return ""
        case Later():
            raise TemplateError("a value of the sign-in stands alone")
        case bool():
            return "true" if value else "false"
        case datetime() | date():
            return value.isoformat()
        case str() | int() | float() | Decimal():
            return str(value)
        case _:
            raise TemplateError("a list or table cannot stand inside a text")


def _fill_text(template: str, inputs: Mapping[str, Any]) -> Any:
    whole = _PLACEHOLDER.fullmatch(template)
    if whole:
        return _whole(whole.group(1), inputs)
    filled = _PLACEHOLDER.sub(lambda found: _part(found.group(1), inputs), template)
    if len(filled) > MAX_FILLED:
        raise TemplateError("the filled text is too long")
    return filled


def _whole(inside: str, inputs: Mapping[str, Any]) -> Any:
    path, escaper = _split(inside)
    value = look_up(path, inputs)
    return Later(value.name, escaper) if isinstance(value, Later) else _whole_value(value, escaper)


def _whole_value(value: Any, escaper: str | None) -> Any:
    if escaper is None or value is None:
        return value
    escaped = ESCAPERS[escaper](as_text(value))
    return int(escaped) if escaper == "int" else escaped


def _part(inside: str, inputs: Mapping[str, Any]) -> str:
    path, escaper = _split(inside)
    if escaper is None:
        raise TemplateError(f"${{{path}}} inside a text has no escaper")
    return ESCAPERS[escaper](as_text(look_up(path, inputs)))


def _split(inside: str) -> tuple[str, str | None]:
    found = _INSIDE.match(inside)
    if found is None or (found.group(2) and found.group(2) not in ESCAPERS):
        raise TemplateError("unreadable placeholder")
    return found.group(1), found.group(2)


def paths_in(template: Any) -> Iterator[str]:
    """Every input path that a structure refers to."""
    yield from (path for _, path, _ in placeholders_in(template))


def placeholders_in(template: Any) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """Every placeholder of a structure: where it stands, its path, and whether it is all of its text."""
    for where, text in _texts(template, ()):
        for inside in _PLACEHOLDER.findall(text):
            found = _INSIDE.match(inside)
            if found:
                yield where, found.group(1), _PLACEHOLDER.fullmatch(text) is not None


def is_encoded(template: Any, where: tuple[str | int, ...]) -> bool:
    """Whether what stands there is a part of something that is encoded."""
    for name in where:
        if isinstance(template, Mapping) and template.keys() == {"encode", "value"}:
            return True
        template = template[name]
    return False


def lint(template: Any, known: Callable[[str], bool]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the placeholders of a structure: (where in it, what); `known` says if an input exists."""
    for where, text in _texts(template, ()):
        yield from ((where, message) for message in _lint_text(text, known))
        yield from ((where, message) for message in lint_filter(where, text, tuple(_places(text))))
    for where, told in _tables_in(template, ()):
        if told.keys() == {"encode", "value"} and told["encode"] not in ENCODERS:
            yield (*where, "encode"), f'unknown encoding "{told["encode"]}" (one of {", ".join(ENCODERS)})'
        elif _is_lookup(told) and told.get("as", "int") not in ("int", "bool"):
            yield (*where, "as"), 'is "int" or "bool"'
        elif _is_choice(told) and not isinstance(told.get("starts", ""), str):
            yield (*where, "starts"), "is a text"
        elif _is_lookup(told) and not known(f"tables.{told['lookup']}"):
            yield (*where, "lookup"), f"there is no table {told['lookup']} in [tables]"


def _lint_text(text: str, known: Callable[[str], bool]) -> Iterator[str]:
    is_whole = _PLACEHOLDER.fullmatch(text) is not None
    for inside in _PLACEHOLDER.findall(text):
        found = _INSIDE.match(inside)
        if found is None:
            yield f"${{{inside}}} is no placeholder: write ${{path}} or ${{path|escaper}}"
            continue
        path, escaper = found.groups()
        if escaper and escaper not in ESCAPERS:
            yield f"unknown escaper in ${{{inside}}} (one of {', '.join(ESCAPERS)})"
        elif escaper is None and not is_whole:
            yield f"placeholder ${{{path}}} inside a text has no escaper (|path in a path, else |text or its own)"
        if not known(path):
            near = ", ".join(known.near(path)) if isinstance(known, Inputs) else ""
            yield f"${{{path}}} is no input of this operation{f' (one of {near})' if near else ''}"
    if "${" in _PLACEHOLDER.sub("", text):
        yield "a placeholder is not closed"


def _places(text: str) -> Iterator[Place]:
    for placeholder in _PLACEHOLDER.finditer(text):
        found = _INSIDE.match(placeholder.group(1))
        if found is not None:
            yield Place(placeholder.start(), found.group(1), found.group(2))


def _texts(template: Any, where: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(template, str):
        yield where, template
    elif isinstance(template, Mapping):
        for key, value in template.items():
            yield from _texts(value, (*where, key))
    elif isinstance(template, list | tuple):
        for index, value in enumerate(template):
            yield from _texts(value, (*where, index))


def _tables_in(
    template: Any, where: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    if isinstance(template, Mapping):
        yield where, template
        for key, value in template.items():
            yield from _tables_in(value, (*where, key))
    elif isinstance(template, list | tuple):
        for index, value in enumerate(template):
            yield from _tables_in(value, (*where, index))
