"""What is different between two decisions, so that views touch only what changed."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.rules.bundle import Bundle
from desktop.rules.columns import bit_list
from desktop.rules.decision import Decision, Diff
from desktop.rules.evaluation import Evaluation
from desktop.rules.index import Verdicts
from desktop.rules.kleene import F, T, Truth, U

_NOTHING = Verdicts(0, 0)


def decision_diff(
    bundle: Bundle,
    before: Decision | None,
    old: Evaluation | None,
    after: Decision,
    new: Evaluation,
) -> Diff:
    """The changes from one decision to the next; from nothing, what is there is new."""
    turned = dict(_turned(bundle, old, new))
    panels = {p.panel: p for p in before.panels} if before else {}
    now = {p.panel for p in after.panels}
    cards = [e.id for e in before.actions.shown] if before else []
    shown = [e.id for e in after.actions.shown]
    return Diff(
        became_true=_with(turned, T),
        became_false=_with(turned, F),
        became_unknown=_with(turned, U),
        panels_opened=tuple(p.panel for p in after.panels if p.panel not in panels),
        panels_closed=tuple(p for p in panels if p not in now),
        cards_entered=tuple(c for c in shown if c not in cards),
        cards_left=tuple(c for c in cards if c not in shown),
        cards_moved=_moved(cards, shown),
    )


def _with(turned: dict[str, Truth], verdict: Truth) -> tuple[str, ...]:
    return tuple(rule for rule, now in turned.items() if now is verdict)


def _moved(before: list[str], after: list[str]) -> tuple[str, ...]:
    """Cards whose place among the cards that stayed is another one."""
    stayed = [c for c in before if c in after]
    now = [c for c in after if c in before]
    return tuple(c for c, place in zip(now, stayed, strict=True) if c != place)


def _turned(bundle: Bundle, old: Evaluation | None, new: Evaluation) -> Iterable[tuple[str, Truth]]:
    """The rules of all strata with another verdict; from nothing, those that are not false."""
    for table in bundle.tables:
        now = new.verdicts.get(table.id, _NOTHING)
        was = old.verdicts.get(table.id, _NOTHING) if old else _NOTHING
        for row in bit_list((now.true ^ was.true) | (now.possible ^ was.possible)):
            yield f"{table.id}/{table.rows[row].id}", now.of(row)
    was = old.gates if old else _NOTHING
    turned = (new.gates.true ^ was.true) | (new.gates.possible ^ was.possible)
    for rule in bit_list(turned) if turned else ():
        name = _gate(bundle, rule)
        if name is not None:
            yield f"actions/{name}", new.gates.of(rule)


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
