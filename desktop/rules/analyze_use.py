"""What a playbook declares and nothing uses: facts, results of tables, values of their outputs."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.rules.bundle import ALERTS, CALL_TYPE, PANELS, Bundle
from desktop.rules.compiled import conditions
from desktop.rules.findings import Finding, finding
from desktop.rules.nodes import names_in
from desktop.rules.problems import Place, Severity
from desktop.rules.tables import Hit, Table
from desktop.rules.toml_fields import placeholders

STRATA = {
    CALL_TYPE: ("type", "reason"),
    PANELS: ("panel", "slot", "priority", "collapsed"),
    ALERTS: ("id", "severity", "text", "action", "label"),
}
"""The outputs that the engine itself reads; the first one of a call type may have any name."""


def analyze_use(bundle: Bundle) -> Iterator[Finding]:
    """Notices about what is used nowhere."""
    used = _used(bundle)
    for name in bundle.schema.facts:
        if name not in used and not name.startswith("decision."):
            yield finding(Place(rule_id=name), "CHK007", Severity.NOTICE, (name,), name=name)
    for table in bundle.tables:
        yield from _outputs(table, used)
        yield from _values(table)


def _used(bundle: Bundle) -> set[str]:
    """The facts and results that conditions read and texts speak of."""
    used = {name for node in conditions(bundle.tables, bundle.catalogue) for name in names_in(node)}
    used |= bundle.said
    for definition in bundle.schema.facts.values():
        used |= set(placeholders(definition.say))
        if definition.derive is not None and definition.name in used:
            used.add(definition.derive.source)
    return used


def _outputs(table: Table, used: set[str]) -> Iterator[Finding]:
    """Results that no table, action or text reads; those of a table that ranks by them are used."""
    ranks = table.hit in (Hit.PRIORITY, Hit.OUTPUT_ORDER)
    for index, column in enumerate(table.outputs):
        names = {f"decision.{table.id}.{column.name}"} | ({f"decision.{table.id}"} if index == 0 else set())
        read = table.id in STRATA and (column.name in STRATA[table.id] or (table.id == CALL_TYPE and index == 0))
        if not read and not names & used and not (ranks and column.values and index):
            shown = min(names)
            yield finding(table.place, "CHK007", Severity.NOTICE, (table.id,), name=shown)


def _values(table: Table) -> Iterator[Finding]:
    """Allowed values that no row gives, nor the default."""
    for index, column in enumerate(table.outputs):
        given = [row.outputs[index] for row in table.rows]
        given += [table.default[index]] if table.default is not None else []
        for value in column.values:
            if value not in given:
                told = {"value": value, "output": column.name}
                yield finding(column.listed_at, "CHK013", Severity.NOTICE, (table.id,), **told)
