"""What an author changed between two versions of a playbook: its rules, and its call types step by step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields

from desktop.playbook.model import CallType, Condition, Playbook
from desktop.rules.edits import RuleEdit, differing
from desktop.rules.problems import Place

_KINDS = {(False, True): "added", (True, False): "removed", (True, True): "changed"}


def call_type_edits(old: Playbook, new: Playbook) -> Iterator[RuleEdit]:
    """The call types, steps, dispositions and promises that differ."""
    before, after = _all(old), _all(new)
    for name in sorted(before.keys() | after.keys()):
        was, now = before.get(name), after.get(name)
        found = differing(was or {}, now or {})
        if found:
            kind = _KINDS[was is not None, now is not None]
            yield RuleEdit(name, kind, found, Place(f"call_types/{name.split()[2].rstrip(':')}.toml"))


def _all(playbook: Playbook) -> dict[str, Mapping[str, object]]:
    found: dict[str, Mapping[str, object]] = {}
    for kind in playbook.call_types.values():
        head = f"call type {kind.id}"
        found[head] = _settings(kind) | _order(kind)
        for step in kind.guide:
            found[f"{head}: step {step.id}"] = _settings(step)
        for leaf in kind.dispositions:
            found[f"{head}: disposition {leaf.id}"] = _settings(leaf)
        for number, promise in enumerate(kind.follow_ups, 1):
            found[f"{head}: promise {number}"] = _settings(promise)
    return found


def _order(kind: CallType) -> dict[str, object]:
    return {"steps": tuple(step.id for step in kind.guide)}


def _settings(item: object) -> dict[str, object]:
    """The settings of one thing; what it is made of is looked at by itself."""
    values = {f.name: getattr(item, f.name) for f in fields(item)}  # type: ignore[arg-type]
    parts = ("guide", "dispositions", "follow_ups", "id")
    return {n: v.node if isinstance(v, Condition) else v for n, v in values.items() if n not in parts}
