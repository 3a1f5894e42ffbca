"""Why a database server refused a statement, in the words of the manifest. No value of a row is ever repeated."""

from __future__ import annotations

import re
from dataclasses import dataclass

from connectors.manifest.asks import Ask
from connectors.manifest.model import Manifest, Operation, WriteOperation
from connectors.sql.text import bare, parameters_in_order

_ARGUMENT = re.compile(r"invalid input for query argument \$(\d{1,4}): .*\((.*)\)\s*\Z", re.DOTALL)
_TABLE = re.compile(r"permission denied for ([a-z ]{1,40} \"?[\w.]{1,100})")
_WHOLE = re.compile(r"\$\{[^{}|]+\}\Z")
_UPSERT = re.compile(r"\bon\s+conflict\b.*\bdo\s+update\b", re.IGNORECASE | re.DOTALL)
_KINDS = {
    "interpreted as an integer": "whole number",
    "an integer is required": "whole number",
    "value out of int": "smaller number",
    "expected str": "text",
    "decimal": "number",
    "datetime.date": "day or time",
    "tzinfo": "day or time",
    "toordinal": "day or time",
}
"""What a driver says of a value, and what the database wants there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The statement that was refused, and the operation of the manifest it stands in."""

    ask: Ask
    operation: str

    @property
    def sql(self) -> str:
        """The statement."""
        return self.ask.sql or ""

    @property
    def verb(self) -> str:
        """What it does: select, insert, update."""
        found = re.search(r"[A-Za-z]+", bare(self.sql))
        return found.group().lower() if found else "statement"


def asked_in(manifest: Manifest, ask: Ask) -> Asked:
    """A question with the name of its operation."""
    named: list[tuple[str, Operation | WriteOperation]] = [*manifest.reads().items(), *manifest.writes().items()]
    operation = next((name for name, each in named if any(own is ask for _, own in each.questions())), "health.check")
    return Asked(ask, operation)


def wrong_type(cause: BaseException, asked: Asked | None) -> str | None:
    """Which bind is of another type than the database wants, and how to write it; None where that is not why."""
    found = _ARGUMENT.search(str(cause))
    if found is None or asked is None:
        return None
    names, place = parameters_in_order(asked.sql), int(found.group(1))
    # A list takes as many places as it has values: then the place says nothing of the name.
    if place > len(names) or any("|list" in str(value) for value in asked.ask.bind.values()):
        return None
    name = names[place - 1]
    wanted = next((kind for said, kind in _KINDS.items() if said in found.group(2)), "value of another type")
    template = str(asked.ask.bind.get(name, ""))
    return f":{name} of {asked.operation}: the database wants a {wanted} there; {_way(name, wanted, template)}"


def _way(name: str, wanted: str, template: str) -> str:
    if wanted == "whole number":
        return f'bind "{template[:-1]}|int}}"' if _WHOLE.match(template) else "let its placeholder end in |int"
    if wanted == "text":
        return "leave |int out of its placeholder" if "|int}" in template else f"write cast(:{name} as text)"
    sql_type = {"day or time": "timestamptz", "number": "numeric", "smaller number": "bigint"}.get(wanted, "its type")
    return f"write cast(cast(:{name} as text) as {sql_type})"


def not_allowed(cause: BaseException, asked: Asked | None) -> str:
    """What the database's user may not do."""
    found = _TABLE.search(str(cause))
    on = found.group(1) if found else "what it names"
    if asked is None:
        return f"the database does not allow this user {on}"
    text = f"the database does not allow its user the {asked.verb} of {asked.operation} on {on}"
    if asked.verb == "insert" and _UPSERT.search(bare(asked.sql)):
        text += ": on conflict do update needs insert, update and select there"
    return text
