"""What is different between two decisions, so that views touch only what changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from desktop.rules.bundle import Bundle
from desktop.rules.columns import bit_list
from desktop.rules.decision import Decision, Diff, Turned
from desktop.rules.evaluation import Evaluation
from desktop.rules.index import Verdicts
from desktop.rules.kleene import Truth

_NOTHING = Verdicts(0, 0)


def decision_diff(
    bundle: Bundle,
    before: Decision | None,
    old: Evaluation | None,
    after: Decision,
    new: Evaluation,
) -> Diff:
    """The changes from one decision to the next; from nothing, what is there is new."""
    panels = {p.panel: p for p in before.panels} if before else {}
    now = {p.panel for p in after.panels}
    cards = [e.id for e in before.actions.shown] if before else []
    shown = [e.id for e in after.actions.shown]
    return Diff(
        rules=Turned(partial(_turned, bundle, _verdicts(bundle, old), _verdicts(bundle, new))),
        panels_opened=tuple(p.panel for p in after.panels if p.panel not in panels),
        panels_closed=tuple(p for p in panels if p not in now),
        cards_entered=tuple(c for c in shown if c not in cards),
        cards_left=tuple(c for c in cards if c not in shown),
        cards_moved=_moved(cards, shown),
    )


def _moved(before: list[str], after: list[str]) -> tuple[str, ...]:
    """Cards whose place among the cards that stayed is another one."""
    stayed = [c for c in before if c in after]
    now = [c for c in after if c in before]
    return tuple(c for c, place in zip(now, stayed, strict=True) if c != place)


def _verdicts(bundle: Bundle, found: Evaluation | None) -> tuple[Verdicts, ...]:
    """The verdicts of each table and then of the gates."""
    if found is None:
        return (_NOTHING,) * (len(bundle.tables) + 1)
    return (*(found.verdicts.get(table.id, _NOTHING) for table in bundle.tables), found.gates)


def _turned(bundle: Bundle, old: Sequence[Verdicts], new: Sequence[Verdicts]) -> Iterable[tuple[str, Truth]]:
    """The rules of all strata with another verdict; from nothing, those that are not false."""
    for table, was, now in zip(bundle.tables, old, new, strict=False):
        for row in _differing(was, now):
            yield f"{table.id}/{table.rows[row].id}", now.of(row)
    for rule in _differing(old[-1], new[-1]):
        name = _gate(bundle, rule)
        if name is not None:
            yield f"actions/{name}", new[-1].of(rule)


def _differing(was: Verdicts, now: Verdicts) -> Sequence[int]:
    turned = (now.true ^ was.true) | (now.possible ^ was.possible)
    return bit_list(turned) if turned else ()


def _gate(bundle: Bundle, rule: int) -> str | None:
    """The written gate of an action or a group behind a rule of the index, as id.gate."""
    layout, catalogue = bundle.compiled.layout, bundle.catalogue
    for gate, at in layout.offsets.items():
        if at <= rule < at + len(layout.ids):
            action = catalogue.actions[layout.ids[rule - at]]
            return f"{action.id}.{gate}" if gate in action.gates else None
    if rule - layout.after >= len(layout.groups):
        return None  # a weight decides nothing
    behind = [f"{group.id}.{gate}" for group in catalogue.groups.values() for gate in group.gates]
    return behind[rule - layout.after]
