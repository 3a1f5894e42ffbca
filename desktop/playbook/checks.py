"""What must agree between the files of a playbook: tables, call types, panels, alerts and what actions do."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from connectors.connector import CHANGEABLE, EXTRA, UPDATE
from desktop.playbook.whereabouts import Whereabouts
from desktop.rules.actions import Action, Effect
from desktop.rules.bundle import ALERTS, CALL_TYPE, PANELS, Bundle
from desktop.rules.format_actions import EFFECTS
from desktop.rules.misfits import missing, overlong, stranger
from desktop.rules.problems import Place, Problem
from desktop.rules.room import ALERT, ALERT_ACTION, WHY, Room, has_room
from desktop.rules.tables import Row, Table
from desktop.rules.toml_fields import Fields
from desktop.rules.values import Scalar

if TYPE_CHECKING:
    from desktop.playbook.survey_read import Surveys

SEVERITIES = ("bad", "warn", "info")
OPERATIONS = (
    *("note.create", "interaction.create", "task.create", "case.create", "customer.create", UPDATE),
    "consent.create",
)
_OUTPUTS: Mapping[str, tuple[str, ...]] = {
    CALL_TYPE: ("type",),
    PANELS: ("panel", "priority"),
    ALERTS: ("severity", "text"),
}
SHOWN = ((CALL_TYPE, "reason", WHY), (ALERTS, "text", ALERT), (ALERTS, "label", ALERT_ACTION))
"""Outputs that people see."""


@dataclass(frozen=True, slots=True)
class Named:
    """What files of a playbook name in each other: its languages, texts, panels, call types and surveys."""

    languages: tuple[str, ...] = ("en",)
    texts: Collection[str] = ()
    panels: Collection[str] = ()
    call_types: Collection[str] = ()
    surveys: Surveys | None = None


def check_bundle(bundle: Bundle, default: str, place: Place, book: Named, where: Whereabouts) -> Iterator[Problem]:
    """What files must agree about; `place` is that of the default call type."""
    for table_id, outputs in _OUTPUTS.items():
        table = bundle.table(table_id)
        if table is None:
            if not where.has(f"tables/{table_id}.csv"):
                outputs_ = ", ".join(outputs)
                yield Place(f"tables/{table_id}.csv").problem("PBK032", table=table_id, outputs=outputs_)
            continue
        for output in outputs:
            if output not in table.output_names:
                known = ", ".join(table.output_names) or "no output"
                yield where.line(table.place, "name").problem("PBK033", table=table_id, output=output, known=known)
    yield from _check_call_types(bundle.table(CALL_TYPE), book.call_types, default, place, where)
    yield from _check_values(bundle.table(PANELS), "panel", tuple(book.panels), "panel", where)
    yield from _check_values(bundle.table(ALERTS), "severity", SEVERITIES, "severity", where)
    yield from _check_values(bundle.table(ALERTS), "action", tuple(bundle.catalogue.actions), "action", where)
    for table_id, output, room in SHOWN:
        yield from _check_lengths(bundle.table(table_id), output, room, where)
    for action in bundle.catalogue.actions.values():
        yield from _check_effects(action, book, where)


def _check_call_types(
    table: Table | None, call_types: Collection[str], default: str, place: Place, where: Whereabouts
) -> Iterator[Problem]:
    if default not in call_types:
        yield stranger(place, "PBK035", default, call_types, id=default)
    if table is None or "type" not in table.output_names:
        return
    chosen = [(str(value), row.place) for value, row in _outputs(table, "type") if value is not None]
    for type_id, row_place in chosen:
        if type_id not in call_types:
            yield stranger(where.cell(row_place, "type"), "PBK030", type_id, call_types, table=table.id, id=type_id)
    found = table.default[table.output_names.index("type")] if table.default else None
    if found is not None and str(found) != default:
        cell = where.line(table.place, "default", "type")
        yield cell.problem("PBK036", found=str(found), wanted=default, head=place)
    for type_id in sorted(set(call_types) - {type_id for type_id, _ in chosen} - {default}):
        file = Place(f"call_types/{type_id}.toml")
        yield file.notice("PBK031", table=table.id, id=type_id)


def _check_values(
    table: Table | None, output: str, known: Sequence[str], what: str, where: Whereabouts
) -> Iterator[Problem]:
    if table is None or output not in table.output_names:
        return
    for value, row in _outputs(table, output):
        if value is not None and str(value) not in known:
            yield stranger(where.cell(row.place, output), "PBK034", str(value), known, value=str(value), what=what)


def _check_lengths(table: Table | None, output: str, room: Room, where: Whereabouts) -> Iterator[Problem]:
    """Texts of a table that people see fit their place."""
    if table is None or output not in table.output_names:
        return
    for value, row in _outputs(table, output):
        if isinstance(value, str) and not has_room(value, room):
            yield overlong(where.cell(row.place, output), output, value, room)


def _outputs(table: Table, output: str) -> Iterator[tuple[Scalar | None, Row]]:
    index = table.output_names.index(output)
    return ((row.outputs[index], row) for row in table.rows)


def call_types_of(fields: Fields, known: Collection[str]) -> tuple[str, ...]:
    """The call types a block is for, each of them checked; none where it is for all."""
    raw = fields.raw.get("call_types", [])
    if not isinstance(raw, list) or not all(isinstance(name, str) for name in raw):
        fields.misfit("call_types", 'a list such as ["billing", "sales"]')
        return ()
    for name in raw:
        if name not in known:
            fields.stranger("PBK084", "call_types", name, known, name=name, what="call type")
    return tuple(raw)


def _check_effects(action: Action, book: Named, where: Whereabouts) -> Iterator[Problem]:
    """What accepting does must be something the desktop can do."""
    for number, effect in enumerate(action.effects):
        yield from check_effect(effect, partial(where.effect, action.place, number), book)


def check_effect(effect: Effect, at: Callable[[str], Place], book: Named) -> Iterator[Problem]:
    """What an action or a step does must be something the desktop can do; `at` tells where a setting of it stands."""
    key, what, known = {
        "open_panel": ("panel", "panel", book.panels),
        "email": ("text", "text of texts/", book.texts),
        "connector": ("operation", "operation", OPERATIONS),
    }.get(effect.kind, ("", "", ()))
    name = effect.name.rpartition(":")[2] if effect.kind == "connector" else effect.name
    needed = {"dial": "number", "transfer": "to"}.get(effect.kind, key)
    if effect.kind not in EFFECTS:
        if effect.kind:
            yield stranger(at("kind"), "PBK034", effect.kind, EFFECTS, value=effect.kind, what="kind of effect")
    elif needed and not effect.name:
        yield missing(at(needed), needed)
    elif key and name not in known:
        yield stranger(at(key), "PBK034", name, known, value=effect.name, what=what)
    elif effect.kind == "note" and not effect.params.get("text"):
        yield missing(at("params"), "params.text", 'params = { text = "…" }')
    elif name == UPDATE:
        yield from _check_update(effect, at)


def _check_update(effect: Effect, at: Callable[[str], Place]) -> Iterator[Problem]:
    """What is changed of a customer has a name that systems know."""
    if not effect.params:
        yield missing(at("params"), "params", 'params = { language = "…" }')
    for field in effect.params:
        if field not in CHANGEABLE and not field.startswith(EXTRA):
            yield stranger(at("params"), "PBK034", field, CHANGEABLE, value=field, what="field of a customer")
