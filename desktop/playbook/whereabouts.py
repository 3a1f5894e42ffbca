"""Where things stand that rules only know by name: looked for in the files when something is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from desktop.rules.problems import Place
from desktop.rules.table_csv import Record, TableFile, split_file
from desktop.rules.toml_places import TomlPlaces
from desktop.rules.toml_read import read_toml


class Whereabouts:
    """The places in the files of one playbook."""

    def __init__(self, files: Mapping[str, str]) -> None:
        """Nothing is read before somebody asks."""
        self._files = files
        self._table = cache(self._split)
        self._actions = cache(self._numbered)

    def has(self, file: str) -> bool:
        """Whether there is such a file, readable or not."""
        return file in self._files

    def cell(self, row: Place, column: str) -> Place:
        """The cell of a row under a column."""
        table = self._table(row.file)
        record = next((r for r in table.records if r.line == row.line), None)
        return self._in(table, record, column, row)

    def line(self, place: Place, kind: str, column: str = "") -> Place:
        """The cell under a column in the line of a kind, such as the default; `place` is the table's."""
        table = self._table(place.file)
        return self._in(table, table.of_kind(kind), column, replace(place, block=f"line {kind}"))

    def _in(self, table: TableFile, record: Record | None, column: str, place: Place) -> Place:
        names = table.of_kind("name")
        if record is None or names is None:
            return place
        index = next((i for i, name in enumerate(names.cells) if column and name.strip() == column), 0)
        found = record.place(place.file, index, place.rule_id, column)
        return replace(found, block=place.block)

    def effect(self, action: Place, number: int, key: str) -> Place:
        """A setting of an effect of an action; `action` is where the action's id stands."""
        places, numbers = self._actions(action.file)
        path = ("action", numbers.get(action.rule_id, 0), "effects", number, key)
        return places.at(path, action.rule_id, f"{action.block}, effects no. {number + 1}")

    def _split(self, file: str) -> TableFile:
        return split_file(self._files[file], file)[0]

    def _numbered(self, file: str) -> tuple[TomlPlaces, Mapping[str, int]]:
        data = read_toml(self._files[file], file)[0] or {}
        blocks = enumerate(data.get("action", []))
        return TomlPlaces(self._files[file], file), {str(raw["id"]): n for n, raw in blocks if "id" in raw}
