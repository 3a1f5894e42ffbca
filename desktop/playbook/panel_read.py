"""Which panels there are and what they show, read from panels.toml: built-in ones with columns, tables of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from connectors.connector import LIST_KINDS
from desktop.playbook.format import BUILT_IN_PANEL, COLUMN, MOST_COLUMNS, MOST_ROWS, OWN_PANEL, PANELS, TYPES
from desktop.playbook.words import MOST_TITLE, check_length
from desktop.rules.problems import Problem, suggest
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table, TomlPlaces

PANELS_FILE = "panels.toml"
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "orders": ("number", "goods", "placed", "promised", "total", "status", "tracking", "channel"),
        "invoices": ("number", "issued", "due", "total", "open", "status"),
        "cases": ("number", "subject", "category", "owner", "opened", "due", "priority", "status"),
        "feedback": ("metric", "score", "comment", "at", "about", "reading"),
        "contract": (),
        "interactions": ("at", "channel", "subject", "outcome", "agent", "summary"),
        "journey": (),
        "events": ("kind", "on", "label", "amount"),
        "preferences": (),
        "knowledge": (),
        "search": (),
    }
)
"""The panels Callside brings along, and the columns each can show."""
_TABLE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class PanelColumn:
    """One column: of a built-in panel by its name, of a site's table with its words and type."""

    field: str
    label: str = ""
    type: str = "text"


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """What a playbook says about one panel; `table` is the connectors' list behind a panel of the site's own."""

    id: str
    title: str = ""
    columns: tuple[PanelColumn, ...] = ()
    rows: int | None = None
    table: str = ""


class PanelReader:
    """Reads panels.toml; everything wrong is noted."""

    def __init__(self, text: str, data: Table, problems: list[Problem]) -> None:
        self._data = data
        self._top = Fields(data, TomlPlaces(text, PANELS_FILE), "", 0, "", Schema(), problems)

    def read(self) -> Mapping[str, PanelSpec]:
        """The panels by id, in the order of the file."""
        top = self._top
        top.only(PANELS.names)
        if self._data.get("format") != PANELS.format:
            top.wrong("ACT001", "format", expected=PANELS.format, found=self._data.get("format", "nothing"))
        blocks = self._data.get("panel", [])
        if not isinstance(blocks, list) or not all(isinstance(raw, dict) for raw in blocks):
            top.wrong("ACT006", "panel", expected="written as [[panel]]")
            return {}
        found: dict[str, PanelSpec] = {}
        for index, raw in enumerate(blocks):
            fields = replace(top, raw=raw, header="panel", index=index, rule_id=str(raw.get("id", "")))
            panel = self._panel(fields)
            if panel.id in found:
                fields.wrong("ACT003", "id", id=panel.id)
            found.setdefault(panel.id, panel)
        return MappingProxyType(found)

    def _panel(self, fields: Fields) -> PanelSpec:
        fields.only({*BUILT_IN_PANEL.names, *OWN_PANEL.names})
        panel_id, table, title = fields.identifier(), fields.text("table").strip(), fields.text("title").strip()
        check_length(fields, "title", title, MOST_TITLE)
        own = panel_id not in COLUMNS
        if own and not table:
            problem = fields.place("id").problem("PBK090", id=panel_id, known=", ".join(COLUMNS))
            fields.problems.append(replace(problem, suggestion=suggest(panel_id, COLUMNS, problem.span)))
        if not own and table:
            fields.wrong("PBK091", "table", id=panel_id)
        if own and table and (table in LIST_KINDS or not _TABLE.fullmatch(table)):
            fields.wrong("PBK094", "table", name=table, known=", ".join(LIST_KINDS))
        if own and not title:
            fields.wrong("ACT002", "title", what="title")
        columns = self._own_columns(fields) if own else self._known_columns(fields, panel_id)
        if len(columns) > MOST_COLUMNS:
            fields.wrong("PBK092", "columns", count=len(columns), limit=MOST_COLUMNS)
        rows = fields.whole("rows", 0, 1, MOST_ROWS) if "rows" in fields.raw else None
        return PanelSpec(panel_id, title, columns, rows, table)

    def _known_columns(self, fields: Fields, panel_id: str) -> tuple[PanelColumn, ...]:
        raw = fields.raw.get("columns", [])
        if not isinstance(raw, list) or not all(isinstance(name, str) for name in raw):
            fields.wrong("ACT006", "columns", expected='a list such as ["number", "total"]')
            return ()
        known = COLUMNS[panel_id]
        for name in raw:
            if name not in known:
                there = ", ".join(known) or "none to choose"
                problem = fields.place("columns").problem("PBK093", name=name, panel=panel_id, known=there)
                fields.problems.append(replace(problem, suggestion=suggest(name, known, problem.span)))
            elif raw.count(name) > 1:
                fields.wrong("ACT003", "columns", id=name)
        return tuple(PanelColumn(name) for name in raw if name in known)

    def _own_columns(self, fields: Fields) -> tuple[PanelColumn, ...]:
        columns = []
        for entry in fields.entries("columns"):
            entry.only(COLUMN.names)
            name = entry.text("field").strip()
            if not name:
                entry.wrong("ACT002", "field", what="field")
            columns.append(PanelColumn(name, entry.text("label").strip() or name, entry.choice("type", TYPES, "text")))
        if not columns:
            fields.wrong("ACT002", "columns", what="columns")
        return tuple(columns)
