"""Decision tables from JDM graphs (GoRules), import only: tables, inputs and outputs, never anything that runs.

A graph is turned into the tree of a DMN model and read as one, so that both mean the same by a cell.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree as ET

from desktop.rules.ask import Question
from desktop.rules.ask_dmn import ask_imported
from desktop.rules.dmn_model import Model
from desktop.rules.dmn_read import DmnImport, read_model
from desktop.rules.dmn_scope import ModelScope
from desktop.rules.dmn_xml import OURS
from desktop.rules.problems import Place, Problem, clip
from desktop.rules.values import Kind

_HITS = {"first": "FIRST", "collect": "RULE ORDER"}
_NODES = ("inputNode", "outputNode", "decisionTableNode")
_TYPES = {
    Kind.DECIMAL: "number",
    Kind.BOOL: "boolean",
    Kind.DATE: "date",
    Kind.DATETIME: "date and time",
    Kind.DURATION: "days and time duration",
    Kind.TEXT: "string",
}
_PIECE = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(==)|(?<=\d)(_)(?=\d)|(\$)|\b(in)\b""", re.DOTALL)
_JOINED = re.compile(r"\b(?:and|or)\s+(?=[<>=!])")
_STRING = re.compile(r'"([^"\\\n]*)"')
_FIELD = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


_Item = Mapping[str, Any]


def read_jdm(text: str, file: str = "") -> DmnImport:
    """Import the tables of a JDM file; anything that is no table, input or output refuses it."""
    place = Place(file)
    try:
        graph = json.loads(text)
        nodes, edges = _listed(graph, "nodes"), _listed(graph, "edges")
    except (ValueError, RecursionError) as error:
        return _refused(place.problem("JDM001", reason=clip(str(error))))
    spots = _Spots(text)
    wrong = []
    for node in nodes:
        if node.get("type") not in _NODES:
            line, col = spots.of(node)
            wrong.append(replace(place, line=line, col=col).problem("JDM002", **_words(node)))
    return _refused(*wrong) if wrong else _Graph(spots, nodes, edges, place).read()


def ask_jdm(text: str, file: str, table: str | None) -> Question:
    """A table of a JDM file; without a name the only one, or the one the others lead to."""
    asked = ask_imported(read_jdm(text, file), file, table)
    assert isinstance(asked, Question)
    return replace(asked, nests=True)


def _refused(*problems: Problem) -> DmnImport:
    return DmnImport({}, {}, {}, {}, problems)


def _listed(found: Any, key: str) -> list[_Item]:
    """A list of objects; ValueError for anything else."""
    items = found.get(key) if isinstance(found, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError(f"a list of objects called {key} is missing")
    return items


def _words(node: Mapping[str, Any]) -> dict[str, str]:
    return {"kind": str(node.get("type")), "element": str(node.get("name") or node.get("id"))}


class _Spots:
    """Where each text of a file first stands: the way from an id to its line."""

    def __init__(self, text: str) -> None:
        self.first: dict[str, int] = {}
        for match in _STRING.finditer(text):
            self.first.setdefault(match[1], match.start())
        self.ends = [match.start() for match in re.finditer("\n", text)]

    def of(self, item: Mapping[str, Any]) -> tuple[int, int]:
        """The line and column of an item's id; the start of the file without one."""
        at = self.first.get(str(_id(item)), 0)
        line = bisect_left(self.ends, at)
        return line + 1, at - (self.ends[line - 1] if line else -1)


def _id(item: Mapping[str, Any]) -> object:
    return item.get("id", item.get("_id"))


class _Graph:
    def __init__(self, spots: _Spots, nodes: list[_Item], edges: list[_Item], place: Place) -> None:
        self.spots = spots
        self.tables = {str(n.get("id")): n for n in nodes if n.get("type") == "decisionTableNode"}
        self.sources: dict[str, list[str]] = {}
        for edge in edges:
            self.sources.setdefault(str(edge.get("targetId")), []).append(str(edge.get("sourceId")))
        self.model = Model(ET.Element("definitions", namespace=OURS), place, {})
        self.lines: dict[ET.Element, tuple[int, int]] = {}
        self.model.lines = self.lines

    def read(self) -> DmnImport:
        try:
            cells = self._inputs()
            for field, held in cells.items():
                guess = ModelScope(self.model).guessed(held)
                data = self._add(self.model.root, "inputData", {}, name=field)
                self._add(data, "variable", {}, name=field, typeRef=_TYPES[guess.kind] if guess else "unreadable cells")
            for node_id, node in self.tables.items():
                self._table(node_id, node)
        except ValueError as error:
            return _refused(self.model.place.problem("JDM001", reason=clip(str(error))))
        return read_model(self.model)

    def _inputs(self) -> dict[str, list[str]]:
        """The fields that no earlier table gives, with all cells that test them."""
        found: dict[str, list[str]] = {}
        for node_id, node in self.tables.items():
            content = _content(node)
            for column in _listed(content, "inputs"):
                field = str(column.get("field") or "")
                if _FIELD.fullmatch(field) and self._giver(node_id, field) is None:
                    rows = _listed(content, "rules")
                    found.setdefault(field, []).extend(_cell(row.get(str(column.get("id")))) for row in rows)
        return found

    def _giver(self, node_id: str, field: str) -> str | None:
        """The earlier table that gives a field."""
        seen: set[str] = set()
        todo = list(self.sources.get(node_id, ()))
        while todo:
            earlier = todo.pop()
            if earlier in seen:
                continue
            seen.add(earlier)
            if earlier in self.tables and field in _fields(_content(self.tables[earlier])):
                return earlier
            todo += self.sources.get(earlier, ())
        return None

    def _add(self, parent: ET.Element, tag: str, item: _Item, /, text: str | None = None, **more: str) -> ET.Element:
        """An element that stands where its item does, or where its parent does."""
        element = ET.SubElement(parent, tag, {key: value for key, value in more.items() if value})
        if isinstance(_id(item), str):
            element.set("id", str(_id(item)))
        if text is not None:
            ET.SubElement(element, "text").text = text
        self.lines[element] = self.spots.of(item) if item else self.lines.get(parent, (1, 1))
        return element

    def _table(self, node_id: str, node: Mapping[str, Any]) -> None:
        content = _content(node)
        decision = self._add(self.model.root, "decision", node, name=str(node.get("name") or node_id))
        hit = _HITS.get(str(content.get("hitPolicy")), str(content.get("hitPolicy")))
        if content.get("executionMode") == "loop" or content.get("inputField") or content.get("outputPath"):
            hit = "loop"
        table = self._add(decision, "decisionTable", {}, hitPolicy=hit)
        inputs, outputs = _listed(content, "inputs"), _listed(content, "outputs")
        for column in inputs:
            field = str(column.get("field") or "")
            giver = self._giver(node_id, field)
            if giver is not None:
                self._add(self._add(decision, "informationRequirement", {}), "requiredDecision", {}, href=f"#{giver}")
                field = f"{self.tables[giver].get('name') or giver}.{field}"
            element = self._add(table, "input", column, label=str(column.get("name") or ""))
            self._add(element, "inputExpression", {}, feel(field, cell=False))
        for column in outputs:
            field = str(column.get("field") or "")
            element = self._add(table, "output", column, name=field, label=str(column.get("name") or ""))
            if not _FIELD.fullmatch(field) or column.get("defaultValue"):
                self._add(element, "defaultOutputEntry", column, "?")
        for row in _listed(content, "rules"):
            rule = self._add(table, "rule", row, label=str(row.get("_id") or ""))
            # the ids of rows count within their table
            rule.set("id", f"{node_id} {row.get('_id')}")
            if row.get("_description"):
                self._add(rule, "description", {}).text = str(row["_description"])
            for column in inputs:
                self._add(rule, "inputEntry", row, _cell(row.get(str(column.get("id")))))
            for column in outputs:
                self._add(rule, "outputEntry", row, feel(str(row.get(str(column.get("id"))) or ""), cell=False))


def _content(node: Mapping[str, Any]) -> dict[str, Any]:
    content = node.get("content")
    if not isinstance(content, dict):
        raise ValueError(f"the table {node.get('name')} has no content")
    return content


def _fields(content: Mapping[str, Any]) -> Iterator[str]:
    return (str(column.get("field")) for column in _listed(content, "outputs"))


def _cell(raw: object) -> str:
    return feel(str(raw or ""), cell=True) or "-"


def feel(text: str, *, cell: bool) -> str:
    """An expression of JDM as FEEL writes it; what FEEL has not stays, and is refused by its reader."""
    whole = _PIECE.sub(_piece, text.strip())
    if cell and _JOINED.search(whole):
        whole = _JOINED.sub(lambda m: f"{m[0]}? ", whole)
        whole = f"? {whole}" if whole[:1] in "<>=!" else whole
    return whole


def _piece(match: re.Match[str]) -> str:
    double, single, equal, _, subject, member = match.groups()
    if equal:
        return "="
    if subject:
        return "?"
    if member:
        # membership there is a list's or a text's own, here it is a test
        return "«in»"
    body = double if double is not None else single
    return "" if body is None else '"' + _requoted(body) + '"'


def _requoted(body: str) -> str:
    return re.sub(r'\\.|"', lambda m: {'"': '\\"', "\\'": "'"}.get(m[0], m[0]), body, flags=re.DOTALL)
