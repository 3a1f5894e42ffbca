"""What an author changed between two versions of a playbook, thing by thing, in the words of its files."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from desktop.playbook.authored import CONDITIONS, Item, items
from desktop.rules.normalize import key as meaning
from desktop.rules.parser import parse
from desktop.rules.problems import Place

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting that differs, as written before and after; blank where it was not there."""

    name: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Edit:
    """A thing that was added, removed or changed, and where it stands now (or stood).

    `what` it is and its name are the author's words; `rule` is its name among the rules, for those that decide.
    """

    what: str
    name: str
    kind: str
    settings: tuple[Setting, ...]
    place: Place
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Edits:
    """All edits, and how many things of each kind both versions have."""

    edits: tuple[Edit, ...]
    shared: int
    all: int

    @property
    def have_little_in_common(self) -> bool:
        """Whether these hardly are two versions of one playbook."""
        return self.all >= 20 and self.shared * 5 < self.all


def playbook_edits(old: Mapping[str, str], new: Mapping[str, str], changed_rules: Collection[str]) -> Edits:
    """What differs between the files of two versions; rows of which only tests differ count as `changed_rules` say."""
    before, after = items(old), items(new)
    found = [edit for key in (*after, *before) if (edit := _edit(before.get(key), after.get(key), changed_rules))]
    edits = sorted(set(found), key=lambda edit: (edit.place.file, edit.place.line, edit.what, edit.name))
    return Edits(tuple(edits), len(before.keys() & after.keys()), len(before.keys() | after.keys()))


def _edit(was: Item | None, now: Item | None, changed_rules: Collection[str]) -> Edit | None:
    item = now or was
    assert item is not None
    settings = tuple(_settings(was, now))
    if was is None or now is None:
        return Edit(item.what, item.name, ADDED if was is None else REMOVED, settings, item.place, item.rule)
    only_tests = item.tests and all(setting.name in item.tests for setting in settings)
    if not settings or (only_tests and item.rule not in changed_rules):
        return None
    return Edit(item.what, item.name, CHANGED, settings, item.place, item.rule)


def _settings(was: Item | None, now: Item | None) -> Iterator[Setting]:
    before, after = was.settings if was is not None else {}, now.settings if now is not None else {}
    before, after = _spoken_alike(before, after), _spoken_alike(after, before)
    for name in dict.fromkeys((*before, *after)):
        a, b = before.get(name, ""), after.get(name, "")
        if a != b and not _mean_the_same(name, a, b):
            yield Setting(name, a, b)
    if was is not None and now is not None:
        orders = [[each for each in one.order if each in other.order] for one, other in ((was, now), (now, was))]
        if orders[0] != orders[1]:
            yield Setting("order", ", ".join(orders[0]), ", ".join(orders[1]))


def _spoken_alike(settings: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """Settings, a text in one language (say.en) under the name it has in the other version, where it is only say."""
    renamed = {}
    for name, value in settings.items():
        whole = name.rpartition(".")[0]
        renamed[whole if whole and whole not in settings and others.get(whole) == value else name] = value
    return renamed


def _mean_the_same(name: str, before: str, after: str) -> bool:
    """Whether a condition is only spelled another way."""
    if name.rpartition(".")[2] not in CONDITIONS:
        return False
    nodes = [parse(text).node for text in (before, after)]
    return nodes[0] is not None and nodes[1] is not None and meaning(nodes[0]) == meaning(nodes[1])
