"""Guides read from call types and from the files they share: steps in order, links that lead forward, no circles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.playbook.checks import Named
from desktop.playbook.format_guides import GUIDES, USE
from desktop.playbook.model import END, Condition, Step
from desktop.playbook.step_read import STEP_ID, condition_at, needed, read_step
from desktop.playbook.words import MOST_TITLE
from desktop.rules.nodes import And
from desktop.rules.problems import Problem, suggest
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table, TomlPlaces

DEEPEST = 3
Shared = Callable[[str, Fields], tuple[Step, ...]]
"""The steps of a shared guide, asked for at a block; none where it cannot be used, which is noted."""


@dataclass(frozen=True, slots=True)
class _Block:
    """What one [[step]] block puts into a guide: its own step, or those of a guide it uses."""

    fields: Fields
    id: str
    steps: tuple[Step, ...]
    next: str | None = None
    uses: bool = False


def read_guide(blocks: list[Fields], book: Named, shared: Shared) -> tuple[Step, ...]:
    """The steps of one guide, the shared ones in their places; links are checked over the whole."""
    read = [block for fields in blocks if (block := _block(fields, book, shared)).steps]
    entries = {block.id: block.steps[0].id for block in read}
    steps: list[Step] = []
    kept: list[_Block] = []
    for index, block in enumerate(read):
        taken = {step.id for step in steps}
        again = next((step.id for step in block.steps if step.id in taken), None)
        if again is not None:
            block.fields.wrong("ACT003", "use" if block.uses else "id", id=again)
            continue
        following = read[index + 1].steps[0].id if index + 1 < len(read) else END
        steps += _joined(block, entries.get(block.next or "", block.next) or following) if block.uses else block.steps
        kept.append(block)
    steps = [_linked(step, entries) for step in steps]
    _check_links(kept, steps)
    return tuple(steps)


def _block(fields: Fields, book: Named, shared: Shared) -> _Block:
    if "use" not in fields.raw:
        step = read_step(fields, book)
        return _Block(fields, step.id, (step,))
    guide = fields.text("use")
    if set(fields.raw) - set(USE.names):
        fields.wrong("PBK052", "use")
    when = condition_at(fields, "when")
    steps = tuple(replace(step, when=_both(when, step.when)) for step in shared(guide, fields))
    return _Block(fields, fields.text("id") or guide, steps, fields.text("next") or None, uses=True)


def _both(outer: Condition | None, inner: Condition | None) -> Condition | None:
    if outer is None or inner is None:
        return outer or inner
    return Condition(f"({outer.text}) and ({inner.text})", And((outer.node, inner.node)))


def _joined(block: _Block, following: str) -> tuple[Step, ...]:
    """The steps of a shared guide, its end leading to what follows it here."""

    def led(target: str | None) -> str | None:
        return following if target == END else target

    joined = [
        replace(step, next=led(step.next), choices=tuple(replace(c, next=led(c.next)) for c in step.choices))
        for step in block.steps
    ]
    last = joined[-1]
    return (*joined[:-1], replace(last, next=last.next or following))


def _linked(step: Step, entries: Mapping[str, str]) -> Step:
    """A link to a shared guide leads to its first step."""
    choices = tuple(replace(c, next=entries.get(c.next or "", c.next)) for c in step.choices)
    return replace(step, next=entries.get(step.next or "", step.next), choices=choices)


def _check_links(blocks: list[_Block], steps: list[Step]) -> None:
    """Links lead forward, so no guide can go round in circles; a step nothing leads to is noted."""
    own = {block.id: block.fields for block in blocks if not block.uses}
    reached = {steps[0].id} if steps else set()
    for index, step in enumerate(steps):
        later = {following.id for following in steps[index + 1 :]}
        for target in (step.next, *(choice.next for choice in step.choices)):
            if target is not None and target != END and target not in later and step.id in own:
                own[step.id].wrong("PBK016", "next" if target == step.next else "choices", next=target)
        if step.id in reached:
            reached |= leads_on(step, steps[index + 1].id if index + 1 < len(steps) else END)
        elif step.id in own:
            own[step.id].problems.append(own[step.id].place("id").warning("PBK017", id=step.id))
    for block in blocks:
        if block.uses and block.next and block.next not in {s.id for s in steps} | {END} | {b.id for b in blocks}:
            block.fields.wrong("PBK016", "next", next=block.next)


def leads_on(step: Step, following: str) -> set[str]:
    """The steps this one can lead to; one that may be left out leads to the following as well."""
    targets: set[str] = {(choice.next or step.next or following) for choice in step.choices}
    targets.add(step.next or following)
    return targets | {following} if step.when is not None else targets


class SharedGuides:
    """The files in guides/, each read once, when it is first used."""

    def __init__(
        self,
        sources: Mapping[str, tuple[str, Table]],
        book: Named,
        schema: Schema,
        problems: list[Problem],
    ) -> None:
        """`sources` maps a file name to its text and data."""
        self._sources = {name.rsplit("/", 1)[-1].removesuffix(".toml"): (name, *s) for name, s in sources.items()}
        self._book, self._schema, self._problems = book, schema, problems
        self._read: dict[str, tuple[Step, ...]] = {}
        self._open: list[str] = []

    def steps(self, guide: str, user: Fields) -> tuple[Step, ...]:
        """The steps of a guide for the block that uses it."""
        if guide not in self._sources:
            problem = user.place("use").problem("PBK050", guide=guide)
            self._problems.append(replace(problem, suggestion=suggest(guide, self._sources, problem.span)))
        elif guide in self._open:
            circle = " > ".join((*self._open[self._open.index(guide) :], guide))
            user.wrong("PBK051", "use", circle=circle)
        elif len(self._open) >= DEEPEST:
            user.wrong("PBK058", "use", limit=DEEPEST)
        elif guide in self._read:
            return self._read[guide]
        else:
            self._open.append(guide)
            self._read[guide] = self._file(guide)
            self._open.pop()
            return self._read[guide]
        return ()

    def _file(self, guide: str) -> tuple[Step, ...]:
        file, text, data = self._sources[guide]
        places = TomlPlaces(text, file)
        top = Fields(data, places, "", 0, guide, self._schema, self._problems)
        top.only(GUIDES.names)
        if data.get("format") != GUIDES.format:
            top.wrong("ACT001", "format", expected=GUIDES.format, found=data.get("format", "nothing"))
        if not STEP_ID.fullmatch(guide):
            top.wrong("PBK024", "")
        needed(top, "title", MOST_TITLE)
        return read_guide(blocks_of(top, "step"), self._book, self.steps)

    def read_unused(self) -> Iterator[Problem]:
        """Guides nobody uses are read as well, for what is wrong with them, and noted."""
        for guide, (file, text, data) in sorted(self._sources.items()):
            if guide not in self._read:
                self._read[guide] = self._file(guide)
                top = Fields(data, TomlPlaces(text, file), "", 0, guide, self._schema, self._problems)
                yield top.place("title").warning("PBK059")


def blocks_of(top: Fields, header: str) -> list[Fields]:
    """The [[blocks]] of one kind in a file; a step or a disposition at least has to be there."""
    found = top.raw.get(header, [])
    if not isinstance(found, list) or not all(isinstance(raw, dict) for raw in found):
        top.wrong("ACT006", header, expected=f"written as [[{header}]]")
        return []
    if not found and header != "follow_up":
        top.wrong("PBK010", "", what=f"[[{header}]]")
    return [
        replace(top, raw=raw, header=header, index=index, rule_id=str(raw.get("id", top.rule_id)))
        for index, raw in enumerate(found)
    ]
