"""Walking through a guide: answers, branches, back and skip, as values. Pure; each step gives a new walk."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from desktop.call.state import Choice, GuideView, StepStatus, StepView
from desktop.playbook.model import END, CallType, Step
from desktop.playbook.texts import Filled, Show, fill, plain
from desktop.playbook.words import Words
from desktop.rules.actions import Effect
from desktop.rules.decision import FilledEffect
from desktop.rules.kleene import Truth
from desktop.rules.schema import Schema
from desktop.rules.seen import SeenFacts
from desktop.rules.values import Money, Value

LONGEST_ANSWER = 500
DONE = "\N{CHECK MARK}"
Answers = Mapping[str, Value | None]
Own = Callable[[str], str]
"""A text that only agents read, in the language of their window."""
"""Step id to answer; None is a step that was skipped, True one without an answer that is done."""

_NONE: Answers = MappingProxyType({})
_NO_REASONS: Mapping[str, str] = MappingProxyType({})
_NUMBER = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,8})?")
_AMBIGUOUS = re.compile(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}")
_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")


class Refused(Exception):
    """An answer that cannot be taken; `code` is a problem of GuideView."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def as_written(text: str) -> str:
    """The playbook's own words, in its first language."""
    return text


@dataclass(frozen=True, slots=True)
class _Speech:
    """How a playbook's words are spoken on a call: with its facts, in one language.

    `spoken` words a value for the caller, `show` for the agent.
    """

    facts: SeenFacts
    spoken: Show
    show: Show
    schema: Schema | None
    language: str
    own: Own

    def said(self, words: Words) -> Filled:
        return fill(words.in_language(self.language), self.facts, self.spoken, self.schema)

    def filled(self, effect: Effect) -> FilledEffect:
        return filled_effect(effect.in_language(self.language), self.facts, self.spoken, self.schema)


def filled_effect(effect: Effect, facts: SeenFacts, show: Show, schema: Schema | None) -> FilledEffect:
    """What an effect does, with a call's facts in it."""
    name = fill(effect.name, facts, show, schema)
    params = {key: fill(text, facts, show, schema) for key, text in effect.params.items()}
    gaps = dict.fromkeys(gap for filled in (name, *params.values()) for gap in filled.gaps)
    texts = MappingProxyType({key: filled.text for key, filled in params.items()})
    return FilledEffect(effect.kind, name.text, effect.confirm, texts, tuple(gaps))


@dataclass(frozen=True, slots=True)
class GuideWalk:
    """Where a call stands in its guide. Answers of other call types stay, so that a switch loses nothing.

    `at` is the step the agent went to, `after` the one answered last, `problem` why the last answer was refused,
    `done` the steps whose deed is done: going back does not do it twice. `reasons` are why steps were skipped.
    """

    call_type: CallType
    answers: Answers = field(default_factory=lambda: _NONE)
    problem: str | None = None
    at: str | None = None
    after: str | None = None
    done: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=lambda: _NO_REASONS)

    def switched(self, call_type: CallType) -> GuideWalk:
        """The guide of another call type, with everything already answered and done."""
        if call_type is self.call_type:
            return self
        return replace(self, call_type=call_type, problem=None, at=None, after=None)

    @property
    def begun(self) -> bool:
        """Whether the agent has answered or left out a step of this guide."""
        return any(step.id in self.answers for step in self.call_type.guide)

    def given(self) -> Answers:
        """The answers that count: not those on a branch that a later answer has left."""
        reachable = self._reachable()
        left = {step.id for step in self.call_type.guide} - reachable
        return MappingProxyType({step: value for step, value in self.answers.items() if step not in left})

    def answer(self, step_id: str, raw: object = None) -> GuideWalk:
        """Take an answer and move on; one that cannot be read stays where it is, with a problem."""
        step = self.call_type.step(step_id)
        if step is None:
            return self
        try:
            value = read_answer(step, raw, self.call_type.currency)
        except Refused as refused:
            return replace(self, problem=refused.code, at=step_id)
        return self._past(step_id, MappingProxyType({**self.answers, step_id: value}))

    def did(self, step_id: str) -> GuideWalk:
        """What this step does is done; go on."""
        return replace(self, done=self.done | {step_id}).answer(step_id)

    def undid(self, step_id: str) -> GuideWalk:
        """What this step did was taken back: it is to be done again."""
        answers = MappingProxyType({step: value for step, value in self.answers.items() if step != step_id})
        return replace(self, answers=answers, done=self.done - {step_id}, problem=None, at=step_id)

    def recalled(self, step_id: str) -> GuideWalk:
        """What this step does was done before: not to be done again."""
        step = self.call_type.step(step_id)
        missing = step is not None and step.input == "none" and step_id not in self.answers
        answers = MappingProxyType({**self.answers, step_id: True}) if missing else self.answers
        return replace(self, answers=answers, done=self.done | {step_id})

    def refused(self, step_id: str, problem: str) -> GuideWalk:
        """What this step does could not be done; stay there."""
        return replace(self, problem=problem, at=step_id)

    def without(self, steps: Collection[str], deeds: Collection[str]) -> GuideWalk:
        """The same walk with these steps to be answered again and these deeds to be done again: they were another's."""
        kept = MappingProxyType({step: value for step, value in self.answers.items() if step not in steps})
        return replace(self, answers=kept, done=self.done.difference(deeds))

    def resumed(self, answers: Answers, reasons: Mapping[str, str]) -> GuideWalk:
        """The same walk with what was answered and left out before; what has been answered since stays."""
        return replace(
            self,
            answers=MappingProxyType({**answers, **self.answers}),
            reasons=MappingProxyType({**reasons, **self.reasons}),
        )

    def stood(self, at: str | None, after: str | None) -> GuideWalk:
        """The same walk where the agent stood, as far as this guide still has the steps."""
        known = {step.id for step in self.call_type.guide}
        return replace(self, at=at if at in known else None, after=after if after in known else None)

    def _past(self, step_id: str, answers: Answers) -> GuideWalk:
        return replace(self, answers=answers, problem=None, at=None, after=step_id)

    def skip(self, facts: SeenFacts, reason: str = "") -> GuideWalk:
        """Leave the current step, for a reason; refused where an answer is required. An answer given before stays."""
        step = self._current(self._path(facts))
        if step is None:
            return self
        if step.required and self.answers.get(step.id) is None:
            return replace(self, problem="required", at=step.id)
        if self.answers.get(step.id) is not None:
            return self._past(step.id, self.answers)
        reasons = MappingProxyType({**self.reasons, step.id: reason})
        return replace(self._past(step.id, MappingProxyType({**self.answers, step.id: None})), reasons=reasons)

    def current(self, facts: SeenFacts) -> Step | None:
        """The step to do now; None when the guide is done."""
        return self._current(self._path(facts))

    def unread(self, facts: SeenFacts) -> Step | None:
        """The first disclosure of this call that has not been read out."""
        path = self._path(facts)
        return next((step for step in path if step.check == "disclosure" and not self.answers.get(step.id)), None)

    def back(self, facts: SeenFacts) -> GuideWalk:
        """One step back; what was answered there is still there."""
        path = self._path(facts)
        current = self._current(path)
        index = path.index(current) if current is not None else len(path)
        return replace(self, problem=None, at=path[index - 1].id) if index > 0 else self

    def go_to(self, step_id: str) -> GuideWalk:
        """Jump to any step of the guide."""
        return self if self.call_type.step(step_id) is None else replace(self, problem=None, at=step_id)

    def view(
        self,
        facts: SeenFacts,
        show: Show = plain,
        schema: Schema | None = None,
        language: str = "",
        own: Own = as_written,
        spoken: Show | None = None,
    ) -> GuideView:
        """The guide as shown: the steps done, the current one, and those that would follow.

        `language` is what the agent speaks with the caller; words that are not there in it are in the first. `own`
        words what only the agent reads; `show` words a value for the agent, `spoken`, where given, for the caller.
        """
        path = self._path(facts)
        current = self._current(path)
        speech = _Speech(facts, spoken or show, show, schema, language, own)
        return GuideView(
            call_type=self.call_type.id,
            title=own(self.call_type.title),
            version=self.call_type.version,
            steps=tuple(self._shown(step, current, speech) for step in path),
            current=path.index(current) if current is not None else len(path),
            problem=self.problem,
        )

    def told(
        self, step: Step, facts: SeenFacts, show: Show = plain, schema: Schema | None = None, language: str = ""
    ) -> tuple[str, str]:
        """What a step asks and what was answered, in words; empty where it was only said."""
        speech = _Speech(facts, show, show, schema, language, as_written)
        asked = speech.said(step.question).text or step.label or step.title
        return asked, self._answered(step, speech) or ("" if step.kind == "say" else DONE)

    def _path(self, facts: SeenFacts) -> tuple[Step, ...]:
        """The steps of this call in order, as far as answers and facts tell; links only lead forward, so it ends.

        A step whose condition is still unknown is kept: one too many is better than one that was left out.
        """
        path: list[Step] = []
        wanted: str | None = None
        for step in self.call_type.guide:
            if wanted is not None and step.id != wanted:
                continue
            wanted = None
            if step.id in self.answers or _belongs(step, facts):
                path.append(step)
                wanted = step.leads_to(self.answers.get(step.id))
        return tuple(path)

    def _reachable(self) -> set[str]:
        """The steps some answer still to come could lead to, and those already passed."""
        wanted: set[str] = {self.call_type.guide[0].id} if self.call_type.guide else set()
        for step, following in zip(self.call_type.guide, [*self.call_type.guide[1:], None], strict=True):
            if step.id in wanted:
                after = following.id if following else END
                wanted |= {target or after for target in self._targets(step)}
        return wanted

    def _targets(self, step: Step) -> set[str | None]:
        if step.id in self.answers:
            return {step.leads_to(self.answers[step.id])}
        left_out: set[str | None] = {None} if step.when is not None else set()
        return left_out | {step.leads_to(None)} | {step.leads_to(choice.id) for choice in step.choices}

    def _current(self, path: tuple[Step, ...]) -> Step | None:
        """The step to do now: the one jumped to, else the next one not done after the last answer, else the first."""
        ids = [step.id for step in path]
        if self.at in ids:
            return path[ids.index(self.at)]
        start = ids.index(self.after) + 1 if self.after in ids else 0
        return next((step for step in (*path[start:], *path[:start]) if step.id not in self.answers), None)

    def _shown(self, step: Step, current: Step | None, speech: _Speech) -> StepView:
        words, question = speech.said(step.say), speech.said(step.question)
        return StepView(
            id=step.id,
            kind=step.kind,
            title=speech.own(step.title),
            status=self._status(step, current),
            say=words.text,
            question=question.text,
            input=step.input,
            choices=tuple(Choice(choice.id, speech.own(choice.label)) for choice in step.choices),
            answer=self._answered(step, speech),
            reason=speech.own(self.reasons.get(step.id, "")) if self.answers.get(step.id, True) is None else "",
            required=step.required,
            gaps=tuple(dict.fromkeys(words.gaps + question.gaps)),
            check=step.check,
            effect=speech.filled(step.effect) if step.effect and step.id not in self.done else None,
        )

    def _status(self, step: Step, current: Step | None) -> StepStatus:
        if step is current:
            return StepStatus.CURRENT
        if step.id not in self.answers:
            return StepStatus.NEXT
        return StepStatus.SKIPPED if self.answers[step.id] is None else StepStatus.DONE

    def _answered(self, step: Step, speech: _Speech) -> str | None:
        value = self.answers.get(step.id)
        if value is None or step.input == "none":
            return None
        choice = step.choice(value)
        return speech.own(choice.label) if choice is not None else speech.show(value, None)


def _belongs(step: Step, facts: SeenFacts) -> bool:
    return step.when is None or step.when.verdict(facts) is not Truth.F


def read_answer(step: Step, raw: object, currency: str) -> Value:
    """What was typed or picked as the answer's own type; raises Refused."""
    if step.input == "none":
        return True
    if step.input == "date" and isinstance(raw, date):
        return raw
    words = " ".join(str(raw).split()) if raw is not None else ""
    if not words:
        raise Refused("empty")
    if step.input == "choice":
        choice = step.choice(words) or next((c for c in step.choices if c.label.casefold() == words.casefold()), None)
        if choice is None:
            raise Refused("empty")
        return choice.id
    if step.input == "number":
        return _number(words, "not_a_number")
    if step.input == "money":
        return Money(_number(_without_currency(words, currency), "not_an_amount"), currency)
    return _day(words) if step.input == "date" else words[:LONGEST_ANSWER]


def _number(words: str, problem: str) -> Decimal:
    """A number with a decimal point or comma; 1,234 and 1.234 mean different things to different people: refused."""
    text = words.replace(" ", "")
    if _AMBIGUOUS.fullmatch(text):
        raise Refused(problem)
    if "," in text and "." in text:
        comma_last = text.rindex(",") > text.rindex(".")
        text = text.replace(".", "").replace(",", ".") if comma_last else text.replace(",", "")
    text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise Refused(problem)
    return Decimal(text)


_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "Fr.", "JPY": "¥"}


def _without_currency(words: str, currency: str) -> str:
    for mark in (currency, _SIGNS.get(currency, currency)):
        words = words.removeprefix(mark).removesuffix(mark).strip()
    return words


def _day(words: str) -> date:
    """A day as 2026-12-03 or 3.12.2026; with slashes nobody knows which is the month: refused."""
    written = _DAY.fullmatch(words)
    try:
        if written:
            return date(int(written[3]), int(written[2]), int(written[1]))
        return date.fromisoformat(words)
    except ValueError:
        raise Refused("not_a_date") from None
