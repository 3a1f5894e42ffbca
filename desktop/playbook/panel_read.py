"""Which panels there are and what they show, read from panels.toml: built-in ones with columns, tables of the site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from connectors.connector import LIST_KINDS
from desktop.playbook.format import BUILT_IN_PANEL, COLUMN, MOST_COLUMNS, MOST_ROWS, OWN_PANEL, PANELS, TYPES
from desktop.rules.misfits import again, stranger
from desktop.rules.problems import Place, Problem
from desktop.rules.room import COLUMN as COLUMN_ROOM
from desktop.rules.room import PANEL
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table

PANELS_FILE = "panels.toml"
COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "orders": ("number", "goods", "placed", "promised", "total", "status", "tracking", "channel"),
        "invoices": ("number", "issued", "due", "total", "open", "status", "paid"),
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
        self._top = Fields.of_file(data, text, PANELS_FILE, Schema(), problems)

    def read(self) -> Mapping[str, PanelSpec]:
        """The panels by id, in the order of the file."""
        top = self._top
        top.of_format(PANELS)
        blocks = self._data.get("panel", [])
        if not isinstance(blocks, list) or not all(isinstance(raw, dict) for raw in blocks):
            top.misfit("panel", "written as [[panel]]")
            return {}
        found: dict[str, PanelSpec] = {}
        places: dict[str, Place] = {}
        for index, raw in enumerate(blocks):
            fields = top.entry("panel", index, raw)
            panel_id = str(raw.get("id", ""))
            if panel_id in found:
                fields.again("id", panel_id, places[panel_id])
                continue
            panel = self._panel(fields)
            places[panel.id], found[panel.id] = fields.place("id"), panel
        return MappingProxyType(found)

    def _panel(self, fields: Fields) -> PanelSpec:
        fields.only({*BUILT_IN_PANEL.names, *OWN_PANEL.names})
        panel_id, table, title = fields.identifier(), fields.text("table").strip(), fields.short("title", PANEL)
        own = panel_id not in COLUMNS
        if own and not table and panel_id:
            fields.stranger("PBK090", "id", panel_id, COLUMNS, id=panel_id)
        if not own and table:
            fields.wrong("PBK091", "table", id=panel_id)
        if own and table and (table in LIST_KINDS or not _TABLE.fullmatch(table)):
            fields.wrong("PBK094", "table", name=table, known=", ".join(LIST_KINDS))
        if own and table and not title:
            fields.missing("title")
        columns = self._own_columns(fields) if own and table else () if own else self._known_columns(fields, panel_id)
        if len(columns) > MOST_COLUMNS:
            fields.wrong("PBK092", "columns", count=len(columns), limit=MOST_COLUMNS, over=len(columns) - MOST_COLUMNS)
        rows = fields.whole("rows", 0, 1, MOST_ROWS) if "rows" in fields.raw else None
        return PanelSpec(panel_id, title, columns, rows, table)

    def _known_columns(self, fields: Fields, panel_id: str) -> tuple[PanelColumn, ...]:
        raw = fields.raw.get("columns", [])
        if not isinstance(raw, list) or not all(isinstance(name, str) for name in raw):
            fields.misfit("columns", 'a list such as ["number", "total"]')
            return ()
        known = COLUMNS[panel_id]
        for number, name in enumerate(raw):
            if name not in known:
                place = fields.under(("columns", number), {}, "").place()
                fields.problems.append(stranger(place, "PBK093", name, known, name=name, panel=panel_id))
            elif name in raw[:number]:
                columns = fields.under(("columns", number), {}, ""), fields.under(("columns", raw.index(name)), {}, "")
                fields.problems.append(again(columns[0].place(), name, columns[1].place()))
        return tuple(PanelColumn(name) for name in raw if name in known)

    def _own_columns(self, fields: Fields) -> tuple[PanelColumn, ...]:
        columns = []
        for entry in fields.entries("columns"):
            entry.only(COLUMN.names)
            name = entry.text("field").strip()
            if not name:
                entry.missing("field")
            label = entry.short("label", COLUMN_ROOM) or name
            columns.append(PanelColumn(name, label, entry.choice("type", TYPES, "text")))
        if not columns and "columns" not in fields.raw:
            fields.missing("columns", 'columns = [{ field = "…", label = "…" }]')
        return tuple(columns)
