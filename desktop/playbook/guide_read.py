"""Guides read from call types and from the files they share: steps in order, links that lead forward, no circles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from desktop.playbook.checks import Named
from desktop.playbook.format_guides import GUIDES, USE
from desktop.playbook.model import END, Condition, Step
from desktop.playbook.step_read import STEP_ID, condition_at, needed, read_step
from desktop.rules.misfits import stranger
from desktop.rules.nodes import And
from desktop.rules.problems import Place, Problem
from desktop.rules.room import PICKED
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import Table

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

    @property
    def place(self) -> Place:
        """Where it is named."""
        return self.fields.place("use" if self.uses else "id")


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
            first = next(each for each in kept if again in {step.id for step in each.steps})
            block.fields.again("use" if block.uses else "id", again, first.place)
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
    odd = sorted(set(fields.raw) - set(USE.names))
    if odd:
        fields.wrong("PBK052", odd[0], odd=", ".join(odd))
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
    stands_at = {step.id: index for index, step in enumerate(steps)}
    for index, step in enumerate(steps):
        if step.id in own:
            for target, place in _targets(step, own[step.id]):
                if target != END and stands_at.get(target, -1) <= index:
                    later = [following.id for following in steps[index + 1 :]]
                    own[step.id].problems.append(_no_link(place, target, later, {each.id for each in steps}))
        if step.id in reached:
            reached |= leads_on(step, steps[index + 1].id if index + 1 < len(steps) else END)
        elif step.id in own:
            before = steps[index - 1].id
            own[step.id].problems.append(own[step.id].place("id").warning("PBK017", id=step.id, before=before))
    known = {step.id for step in steps} | {block.id for block in blocks}
    for block in blocks:
        if block.uses and block.next and block.next not in known | {END}:
            block.fields.problems.append(_no_link(block.fields.place("next"), block.next, sorted(known), known))


def _targets(step: Step, fields: Fields) -> Iterator[tuple[str, Place]]:
    """Where a step leads, and where that is written."""
    if step.next is not None:
        yield step.next, fields.place("next")
    for number, choice in enumerate(step.choices):
        if choice.next is not None:
            yield choice.next, fields.under(("choices", number), {}, "").place("next")


def _no_link(place: Place, target: str, later: Collection[str], known: Collection[str]) -> Problem:
    """A link that leads nowhere, or back."""
    if target in known:
        return place.problem("PBK067", next=target)
    return stranger(place, "PBK016", target, (*later, END), next=target)


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
            user.stranger("PBK050", "use", guide, self._sources, guide=guide)
        elif guide in self._open:
            circle = " > ".join((*self._open[self._open.index(guide) :], guide))
            user.wrong("PBK051", "use", circle=circle)
        elif len(self._open) >= DEEPEST:
            user.wrong("PBK058", "use", limit=DEEPEST, path=" > ".join((*self._open, guide)))
        elif guide in self._read:
            return self._read[guide]
        else:
            return self._opened(guide)
        return ()

    def _opened(self, guide: str) -> tuple[Step, ...]:
        self._open.append(guide)
        self._read[guide] = self._file(guide)
        self._open.pop()
        return self._read[guide]

    def _file(self, guide: str) -> tuple[Step, ...]:
        file, text, data = self._sources[guide]
        top = Fields.of_file(data, text, file, self._schema, self._problems, guide)
        top.of_format(GUIDES)
        if not STEP_ID.fullmatch(guide):
            top.wrong("PBK024", None, folder="guides", name="identify.toml")
        needed(top, "title", PICKED)
        return read_guide(blocks_of(top, "step"), self._book, self.steps)

    def read_unused(self) -> Iterator[Problem]:
        """Guides nobody uses are read as well, for what is wrong with them, and noted."""
        for guide, (file, text, data) in sorted(self._sources.items()):
            if guide not in self._read:
                self._opened(guide)
                top = Fields.of_file(data, text, file, self._schema, self._problems, guide)
                yield top.place("title").warning("PBK059", guide=guide)


def blocks_of(top: Fields, header: str) -> list[Fields]:
    """The [[blocks]] of one kind in a file; a step or a disposition at least has to be there."""
    found = top.raw.get(header, [])
    if not isinstance(found, list) or not all(isinstance(raw, dict) for raw in found):
        top.misfit(header, f"written as [[{header}]]")
        return []
    if not found and header != "follow_up":
        top.wrong(
            "PBK010",
            None,
            what=f"[[{header}]]",
            kind="guide" if top.raw.get("format") == GUIDES.format else "call type",
        )
    return [top.entry(header, index, raw) for index, raw in enumerate(found)]
