"""Conditions of guides, dispositions, promises and surveys that can never, or always, be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from desktop.rules.clash import Part
from desktop.rules.findings import Conditions
from desktop.rules.parser import parse
from desktop.rules.problems import Problem
from desktop.rules.schema import Schema
from desktop.rules.toml_places import TomlPlaces
from desktop.rules.toml_read import read_toml

_WHERE = (
    ("step", "when", "the step {name}"),
    ("disposition", "suggest_when", "the disposition {name}"),
    ("follow_up", "when", "follow_up {name}"),
    ("survey", "when", "the survey {name}"),
)
"""The blocks that have a condition, its key, and what a block is called."""
_FILES = ("call_types/", "guides/", "surveys.toml")


def analyze_written(files: Mapping[str, str], schema: Schema) -> Iterator[Problem]:
    """The findings about conditions that no table and no action has; steps that several call types share once."""
    conditions = Conditions(schema)
    for file, text in files.items():
        if file.startswith(_FILES):
            for part, what in _parts(file, text):
                yield from (found.problem for found in conditions.look_at(part, what, what))


def _parts(file: str, text: str) -> Iterator[tuple[Part, str]]:
    """The conditions of one file of a playbook that loads, each with what it is."""
    data, places = read_toml(text, file)[0] or {}, TomlPlaces(text, file)
    for header, key, called in _WHERE:
        for number, block in enumerate(data.get(header, ())):
            name = str(block.get("id") or block.get("use") or number + 1)
            node = parse(block[key]).node if block.get(key, "").strip() else None
            if node is not None:
                place = places.at((header, number, key), name)
                yield Part(node, place=place), f"the {key} of {called.format(name=name)}"
