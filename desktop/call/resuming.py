"""A guide after a crash: what was in it comes back as it becomes clear who is on the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.call.guide_kept import FindStep, personal, resumed, without_personal
from desktop.call.whose import names_of

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from desktop.call.guide import GuideWalk
    from desktop.store.records import DraftRecord, KeptAnswer

Lost = tuple[str, ...]
"""Answers that no step takes any more, each in a line for the notes."""


class Resuming:
    """Answers come back at once. A check that was passed waits for the very person who passed it; that of a caller
    nobody knew counts while nobody is known. What was done for one person is to be done again for another.
    """

    def __init__(self, step_of: FindStep, currency: str) -> None:
        self._step_of = step_of
        self._currency = currency
        self._owner: str | None = None
        self._waiting: Mapping[str, KeptAnswer] = {}
        self._of_nobody: frozenset[str] = frozenset()
        self._done: frozenset[tuple[str, str | None]] = frozenset()
        self._alone = True

    def start(self, walk: GuideWalk, draft: DraftRecord) -> tuple[GuideWalk, Lost]:
        """The guide as the draft has it, without what waits for its person."""
        checks = personal(draft.answers)
        self._owner = draft.customer_key
        self._waiting = checks if draft.customer_key is not None else {}
        rest = draft.answers if draft.customer_key is None else without_personal(draft.answers)
        found = resumed(rest, self._step_of, self._currency)
        self._of_nobody = frozenset(checks.keys() & found.answers.keys())
        self._done = frozenset((step, self._owner) for step in found.done)
        walk = replace(walk.resumed(found.answers, found.reasons), done=walk.done | found.done)
        return walk.stood(draft.step, draft.step_before), found.lost

    def done(self, walk: GuideWalk, step_id: str, key: str | None, person: MergedCustomer | None) -> GuideWalk:
        """The journal says that a deed is done, for the customer with this key."""
        self._done |= {(step_id, key)}
        if person is not None and key is not None and key not in names_of(person):
            return walk
        return walk.recalled(step_id)

    def met(self, walk: GuideWalk, before: MergedCustomer | None, person: MergedCustomer) -> tuple[GuideWalk, Lost]:
        """This is who is on the line; `before` is who was."""
        names = names_of(person)
        theirs = {step for step, key in self._done if key in names}
        if before is None:
            others = {step for step, key in self._done if key is not None} - theirs
            walk = walk.without(self._of_nobody, others)
            self._of_nobody = frozenset()
        self._alone = False
        walk = replace(walk, done=walk.done | theirs)
        if self._owner not in names or not self._waiting:
            return walk, ()
        found = resumed(self._waiting, self._step_of, self._currency)
        self._waiting = {}
        return walk.resumed(found.answers, found.reasons), found.lost

    def renewed(self, step_id: str) -> None:
        """The agent has answered or done a step since."""
        self._of_nobody -= {step_id}
        self._done = frozenset(each for each in self._done if each[0] != step_id)

    def kept(self, answers: Mapping[str, KeptAnswer]) -> Mapping[str, KeptAnswer]:
        """What stays on the disk: while nobody is known, the checks of the one they wait for, and nobody else's."""
        if self._owner is None or not self._alone:
            return answers
        return {**without_personal(answers), **self._waiting}
