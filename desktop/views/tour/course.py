"""The steps of the first-day tour, what each waits for, and when it is done: judged by what is seen of the workspace.

Nothing here knows a widget: a `Moment` says what can be seen, and a `Course` answers where the tour is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.call.state import Phase


class Step(StrEnum):
    """What an agent does on the first day, in the order of a call."""

    CALLER = "caller"
    ANSWER = "answer"
    GUIDE = "guide"
    PANELS = "panels"
    CARD = "card"
    NOTES = "notes"
    QUICK = "quick"
    FINISH = "finish"
    SEARCH = "search"
    KEYS = "keys"


class Wait(StrEnum):
    """Why a step cannot be done now: no call, one not answered yet, one that is over, nothing recommended."""

    CALL = "call"
    ANSWER = "answer"
    FINISH = "finish"
    CARDS = "cards"


class Deed(StrEnum):
    """What an agent did that leaves nothing to be seen afterwards: the last two once the sheet is closed again."""

    PANEL = "panel"
    QUICK = "quick"
    SEARCH = "search"
    KEYS = "keys"


STEPS = tuple(Step)
OVER = "over"
_ANY_TIME = (Step.SEARCH, Step.KEYS)
_WHILE_TALKING = (Step.GUIDE, Step.CARD)
_BY_DEED = {Step.QUICK: Deed.QUICK, Step.SEARCH: Deed.SEARCH, Step.KEYS: Deed.KEYS}
_TALKING = (Phase.TALKING, Phase.HELD)


@dataclass(frozen=True, slots=True)
class Moment:
    """What the tour sees: the call in view and all on the desk, how much was answered, reacted to and written.

    `saved` says that nothing typed is still on its way to the disk.
    """

    call: str = ""
    phase: Phase | None = None
    calls: frozenset[str] = frozenset()
    answers: int = 0
    panel: str = ""
    cards: int = 0
    reactions: int = 0
    notes: str = ""
    saved: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Where the tour is; `since` is the moment at which the step could first be done, `deeds` what was done in it."""

    at: int = 0
    since: Moment | None = None
    deeds: frozenset[str] = frozenset()

    @classmethod
    def from_kept(cls, kept: str) -> Course:
        """Go on with the step of an earlier day; from the start where there is none, or all were done."""
        return cls(STEPS.index(Step(kept))) if kept in STEPS else cls()

    @property
    def step(self) -> Step | None:
        """Return the step the tour is at; None when it is over."""
        return STEPS[self.at] if self.at < len(STEPS) else None

    @property
    def kept(self) -> str:
        """Return what to remember."""
        return self.step or OVER

    def on(self) -> Course:
        """Go on to the next step."""
        return Course(min(self.at + 1, len(STEPS)))

    def seen(self, now: Moment, deed: str = "") -> Course:
        """Take in what is to be seen now, and go on past every step that is done with it."""
        step, course = self.step, self
        if step is None:
            return self
        if deed:
            course = replace(course, deeds=course.deeds | {deed})
        if _done(step, course, now):
            return course.on().seen(now)
        if wait(step, now) is None and (course.since is None or course.since.call != now.call):
            # What counts is what is done from now on, in this call.
            course = replace(course, since=now, deeds=frozenset())
        return course


def wait(step: Step, now: Moment) -> Wait | None:
    """Return why a step cannot be done now; None when it can."""
    if step in _ANY_TIME:
        return None
    if now.phase is None or now.phase is Phase.FINISHED:
        return Wait.CALL
    if now.phase is Phase.RINGING:
        return None if step in (Step.CALLER, Step.ANSWER) else Wait.ANSWER
    if step in _WHILE_TALKING and now.phase is Phase.WRAP_UP:
        return Wait.FINISH
    return Wait.CARDS if step is Step.CARD and not now.cards else None


def _done(step: Step, course: Course, now: Moment) -> bool:
    since = course.since
    if step in (Step.CALLER, Step.ANSWER):
        return now.phase in (*_TALKING, Phase.WRAP_UP)
    if step in _BY_DEED:
        return _BY_DEED[step] in course.deeds
    if since is None:
        return False
    if step is Step.FINISH:
        return since.call not in now.calls
    return since.call == now.call and _done_in_call(step, course, since, now)


def _done_in_call(step: Step, course: Course, since: Moment, now: Moment) -> bool:
    if step is Step.GUIDE:
        return now.answers > since.answers
    if step is Step.PANELS:
        return now.panel != since.panel or Deed.PANEL in course.deeds
    if step is Step.CARD:
        return now.reactions > since.reactions
    return now.notes != since.notes and now.saved
