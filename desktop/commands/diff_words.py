"""What differs between two versions of a playbook, told: the counts, what is decided differently, then each edit."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from desktop.playbook.authored import WORDS
from desktop.playbook.edits import ADDED, CHANGED, REMOVED, Edit, Edits, Setting
from desktop.rules.compare import Comparison, Difference
from desktop.rules.problems import some
from desktop.rules.witness import case_facts

WIDEST = 200
AROUND = 40
"""Characters that are shown before the first that differs, of long texts."""
MOST_NAMES = 8
MOST_GROUPS = 5
MOST_MADE_UP = 1
MOST_LINES = 80
"""So much is told without --all: names in one line, differences, lines of edits."""
MOST_REASONS = 3
MOST_RULES = 3
_KINDS = {
    "call type": "call types",
    "step": "steps",
    "disposition": "dispositions",
    "follow-up": "follow-ups",
    "guide": "guides",
    "action": "actions",
    "group": "groups",
    "table": "tables",
    "row": "rows",
    "fact": "facts",
    "derived fact": "derived facts",
    "panel": "panels",
    "survey": "surveys",
    "quick text": "quick texts",
    "macro": "macros",
    "text": "texts",
    "article": "articles",
    "case": "test cases",
    "set of facts": "sets of facts",
}
_WHOLE = "settings of a file"
_FIELDS = ("call type", "actions", "held back", "alerts", "panels")


def told(found: Comparison, edits: Edits, *, all_: bool) -> Iterator[str]:
    """The comparison in lines: a summary, the cases that are decided differently, then what was edited."""
    yield from _counts(edits.edits)
    yield _summary(found)
    yield from _decided(found, edits.edits, all_=all_)
    yield from _edited(edits.edits, all_=all_)


def _counts(edits: Sequence[Edit]) -> Iterator[str]:
    """How much was added, removed and changed, by kind."""
    if not edits:
        yield "Nothing was edited."
        return
    yield f"{'':<18} {ADDED:>8} {REMOVED:>8} {CHANGED:>8}"
    for words in (*_KINDS.values(), _WHOLE):
        kinds = [edit.kind for edit in edits if _KINDS.get(edit.what, _WHOLE) == words]
        if kinds:
            yield f"{words:<18} " + " ".join(f"{kinds.count(kind):>8}" for kind in (ADDED, REMOVED, CHANGED))


def _summary(found: Comparison) -> str:
    cases = len({d.case for d in found.differences if not d.facts})
    made_up = len({d.case for d in found.differences if d.facts})
    return (
        f"Decided differently: {cases} of {some(found.cases, 'case')}, "
        f"{made_up} of {some(found.made_up, 'made-up set of facts', 'made-up sets of facts')}."
    )


# -- what is decided differently ----------------------------------------------------------------------------------


def _decided(found: Comparison, edits: Sequence[Edit], *, all_: bool) -> Iterator[str]:
    """Differences that are the same in several cases are told once; of made-up facts each kind by one example."""
    places = {edit.rule: f" ({_place(edit)})" for edit in edits if edit.rule}
    cases = [d for d in found.differences if not d.facts]
    alike = _alike(cases, lambda d: (d.field, d.before, d.after, d.rules))
    yield from _groups(alike, MOST_GROUPS, "differences in cases", places, all_=all_)
    known = {(d.field, d.rules) for d in cases}
    made_up = [d for d in found.differences if d.facts and (all_ or (d.field, d.rules) not in known)]
    alike = _alike(made_up, lambda d: (d.field, d.rules))
    yield from _groups(alike, MOST_MADE_UP, "differences in made-up facts", places, all_=all_)


def _alike(differences: Iterable[Difference], key: object) -> list[list[Difference]]:
    """Groups of differences, the call type's first, those of many cases before others."""
    groups: dict[object, list[Difference]] = {}
    for difference in differences:
        groups.setdefault(key(difference), []).append(difference)  # type: ignore[operator]
    return sorted(groups.values(), key=lambda group: (_FIELDS.index(group[0].field), -len(group)))


def _groups(
    groups: Sequence[list[Difference]], most: int, what: str, places: dict[str, str], *, all_: bool
) -> Iterator[str]:
    shown = groups if all_ else groups[:most]
    for group in shown:
        yield from _told(group, places)
    if len(groups) > len(shown):
        yield f"  and {len(groups) - len(shown)} more {what}; --all shows them."


def _told(group: Sequence[Difference], places: dict[str, str]) -> Iterator[str]:
    first = group[0]
    names = list(dict.fromkeys(d.case for d in group))
    if first.facts:
        more = f", as in {len(names) - 1} more" if len(names) > 1 else ""
        yield f"  {first.case}{more}: facts = {_short(case_facts(first.facts))}"
    else:
        entry = f", entry {first.step - 1} of then" if first.step > 1 else ""
        yield f"  {'case' if len(names) == 1 else 'cases'} {_listed(names)}{entry}"
    yield f"    {first.field}: {_short(first.before)} -> {_short(first.after)}"
    for because in first.because[:MOST_REASONS]:
        yield f"      {because.target} was: {_short('; '.join(because.before))}"
        yield f"      {' ' * len(because.target)} now: {_short('; '.join(because.after))}"
    if first.rules:
        rules = [f"{_rule(rule)}{places.get(rule, '')}" for rule in first.rules[:MOST_RULES]]
        more = f" and {len(first.rules) - MOST_RULES} more" if len(first.rules) > MOST_RULES else ""
        yield f"    because of {', '.join(rules)}{more}"
    else:
        yield "    because of several edits together"


def _rule(rule: str) -> str:
    return f"row {rule}" if "/" in rule else rule


# -- what was edited ----------------------------------------------------------------------------------------------


def _edited(edits: Sequence[Edit], *, all_: bool) -> Iterator[str]:
    """Things that came and went by their names, and each that was changed with its settings."""
    if edits and not all_:
        yield from _came_and_went(edits)
    lines, left = 0, 0
    for edit in edits if all_ else [edit for edit in edits if edit.kind == CHANGED]:
        told_ = [f"{_place(edit)}: {name_of(edit)}: {edit.kind}", *_settings(edit)]
        lines += len(told_)
        if not all_ and lines > MOST_LINES:
            left += 1
            continue
        yield from told_
    if left:
        yield f"and {some(left, 'more thing')} changed; --all shows everything."


def _came_and_went(edits: Sequence[Edit]) -> Iterator[str]:
    order = list(_KINDS.values())
    gone = [edit for edit in edits if edit.kind != CHANGED]
    gone.sort(key=lambda edit: (edit.kind, order.index(_KINDS.get(edit.what, _WHOLE)) if edit.what in _KINDS else 99))
    for (kind, words), group in groupby(gone, key=lambda edit: (edit.kind, _KINDS.get(edit.what, _WHOLE))):
        yield f"{words} {kind}: {_listed([edit.name for edit in group])}"


def _settings(edit: Edit) -> Iterator[str]:
    for setting in edit.settings:
        if edit.kind == CHANGED and setting.name == WORDS:
            yield from _lines_of(setting)
        elif edit.kind == CHANGED:
            before, after = focused(" ".join(setting.before.split()), " ".join(setting.after.split()))
            yield f"    {setting.name}: {before or 'nothing'} -> {after or 'nothing'}"
        else:
            yield f"    {setting.name}: {_short(setting.after or setting.before)}"


def _lines_of(setting: Setting) -> Iterator[str]:
    """The lines of a text that came and went."""
    for line in difflib.unified_diff(setting.before.splitlines(), setting.after.splitlines(), n=0, lineterm=""):
        if line[:1] in "+-" and line[:3] not in ("+++", "---"):
            yield f"    {line[0]} {_short(line[1:])}"


def focused(before: str, after: str) -> tuple[str, str]:
    """Two texts, long ones cut to where they differ."""
    if max(len(before), len(after)) <= WIDEST:
        return before, after
    same = next(
        (i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after))
    )
    start = max(0, same - AROUND)
    cut = [f"…{text[start:]}" if start and text else text for text in (before, after)]
    return _short(cut[0]), _short(cut[1])


def name_of(edit: Edit) -> str:
    """What an edit is about: "action late-credit", or the file whose settings it changes."""
    return f"{edit.what} {edit.name}" if edit.what in _KINDS else edit.name


def _place(edit: Edit) -> str:
    return f"{edit.place.file}:{edit.place.line}"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    return ", ".join(names[:MOST_NAMES]) + more


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= WIDEST else f"{flat[: WIDEST - 1]}…"
