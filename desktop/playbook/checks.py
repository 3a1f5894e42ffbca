"""What must agree between the files of a playbook: tables, call types, panels, alerts and what actions do."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop.rules.actions import Action, Effect
from desktop.rules.bundle import ALERTS, CALL_TYPE, PANELS, Bundle
from desktop.rules.format_actions import EFFECTS
from desktop.rules.problems import Place, Problem, suggest
from desktop.rules.tables import Row, Table
from desktop.rules.values import Scalar

if TYPE_CHECKING:
    from desktop.playbook.survey_read import Surveys

SEVERITIES = ("bad", "warn", "info")
OPERATIONS = ("note.create", "interaction.create", "task.create", "case.create", "customer.create", "consent.create")
_OUTPUTS: Mapping[str, tuple[str, ...]] = {
    CALL_TYPE: ("type",),
    PANELS: ("panel", "priority"),
    ALERTS: ("severity", "text"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """What files of a playbook name in each other: its languages, texts, panels, call types and surveys."""

    languages: tuple[str, ...] = ("en",)
    texts: Collection[str] = ()
    panels: Collection[str] = ()
    call_types: Collection[str] = ()
    surveys: Surveys | None = None


def check_bundle(bundle: Bundle, default: str, place: Place, book: Named) -> Iterator[Problem]:
    """What files must agree about; `place` is that of the default call type."""
    for table_id, outputs in _OUTPUTS.items():
        table = bundle.table(table_id)
        if table is None:
            yield Place(f"tables/{table_id}.csv").problem("PBK032", table=table_id)
            continue
        for output in outputs:
            if output not in table.output_names:
                yield table.place.problem("PBK033", table=table_id, output=output)
    yield from _check_call_types(bundle.table(CALL_TYPE), book.call_types, default, place)
    yield from _check_values(bundle.table(PANELS), "panel", tuple(book.panels), "panel")
    yield from _check_values(bundle.table(ALERTS), "severity", SEVERITIES, "severity")
    yield from _check_values(bundle.table(ALERTS), "action", tuple(bundle.catalogue.actions), "action")
    for action in bundle.catalogue.actions.values():
        yield from _check_effects(action, book)


def check_read(read: Bundle, default: str, place: Place, book: Named) -> Iterator[Problem]:
    """The same over what could be read of a playbook with errors: what is missing may only be unreadable."""
    for problem in check_bundle(read, default, place, book):
        if problem.code not in ("PBK032", "PBK033"):
            yield problem


def _check_call_types(
    table: Table | None, call_types: Collection[str], default: str, place: Place
) -> Iterator[Problem]:
    if default not in call_types:
        yield place.problem("PBK035", id=default)
    if table is None or "type" not in table.output_names:
        return
    chosen = [(str(value), row.place) for value, row in _outputs(table, "type") if value is not None]
    for type_id, row_place in chosen:
        if type_id not in call_types:
            problem = row_place.problem("PBK030", table=table.id, id=type_id)
            mend = suggest(type_id, call_types, problem.span)
            yield Problem(problem.code, file=problem.file, span=problem.span, params=problem.params, suggestion=mend)
    found = table.default[table.output_names.index("type")] if table.default else None
    if found is not None and str(found) != default:
        yield table.place.problem("PBK036", found=str(found), wanted=default)
    for type_id in sorted(set(call_types) - {type_id for type_id, _ in chosen} - {default}):
        file = Place(f"call_types/{type_id}.toml")
        yield file.notice("PBK031", table=table.id)


def _check_values(table: Table | None, output: str, known: Sequence[str], what: str) -> Iterator[Problem]:
    if table is None or output not in table.output_names:
        return
    for value, row in _outputs(table, output):
        if value is not None and str(value) not in known:
            yield row.place.problem("PBK034", value=str(value), what=what, known=", ".join(known))


def _outputs(table: Table, output: str) -> Iterator[tuple[Scalar | None, Row]]:
    index = table.output_names.index(output)
    return ((row.outputs[index], row) for row in table.rows)


def _check_effects(action: Action, book: Named) -> Iterator[Problem]:
    """What accepting does must be something the desktop can do."""
    for effect in action.effects:
        yield from check_effect(effect, action.place, book)


def check_effect(effect: Effect, place: Place, book: Named) -> Iterator[Problem]:
    """What an action or a step does must be something the desktop can do."""
    if effect.kind not in EFFECTS:
        yield place.problem("PBK034", value=effect.kind, what="kind of effect", known=", ".join(EFFECTS))
    elif effect.kind == "open_panel" and effect.name not in book.panels:
        yield place.problem("PBK034", value=effect.name, what="panel", known=", ".join(book.panels))
    elif effect.kind == "email" and effect.name not in book.texts:
        problem = place.problem("PBK034", value=effect.name, what="text", known=", ".join(book.texts) or "texts/*.md")
        yield replace(problem, suggestion=suggest(effect.name, book.texts, problem.span))
    elif effect.kind == "connector" and effect.name.rpartition(":")[2] not in OPERATIONS:
        yield place.problem("PBK034", value=effect.name, what="operation", known=", ".join(OPERATIONS))
    elif effect.kind in ("dial", "transfer") and not effect.name:
        yield place.problem("ACT002", what="number" if effect.kind == "dial" else "to")
    elif effect.kind == "note" and not effect.params.get("text"):
        yield place.problem("ACT002", what="params.text")
