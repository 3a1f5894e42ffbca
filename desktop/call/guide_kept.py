"""A guide as it is kept with its call: plain fields out, and back into a playbook that may have changed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from connectors import records
from desktop.call.guide import LONGEST_ANSWER, GuideWalk
from desktop.playbook.texts import plain
from desktop.rules.values import Money

if TYPE_CHECKING:
    from desktop.playbook.model import Step
    from desktop.rules.values import Value
    from desktop.store.records import KeptAnswer

_NOTHING: Mapping[str, KeptAnswer] = MappingProxyType({})
FindStep = Callable[[str], "Step | None"]
"""The step with an id, wherever in the playbook it is."""


@dataclass(frozen=True, slots=True)
class KeptGuide:
    """What a draft keeps of a guide: plain fields by step, and where the agent stood."""

    answers: Mapping[str, KeptAnswer] = field(default_factory=lambda: _NOTHING)
    at: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """What a playbook takes of kept answers: `reasons` of those left out, `done` deeds, and in words what it cannot."""

    answers: Mapping[str, Value | None]
    reasons: Mapping[str, str]
    done: frozenset[str]
    lost: tuple[str, ...]


def kept_answer(walk: GuideWalk, step: Step, told: tuple[str, str]) -> KeptAnswer:
    """One answer with all that is needed to know it again, or to say it in words: what was asked and answered."""
    value = walk.answers[step.id]
    asked, answer = told
    fields: dict[str, str | bool | Decimal | date | records.Money | None] = {
        "value": _plain(value),
        "input": step.input,
        "question": asked,
        "words": answer if value is not None and answer != value else "",
        "reason": walk.reasons.get(step.id, "") if value is None else "",
        "check": step.check,
        "consent": step.consent,
        "wording": wording(step) if step.check else "",
        "done": step.id in walk.done or None,
    }
    return MappingProxyType({name: item for name, item in fields.items() if item not in ("", None) or name == "value"})


def wording(step: Step) -> str:
    """A mark of everything a check says and asks: in other words it is another check."""
    texts = (step.say.by_language, step.question.by_language)
    whole = json.dumps([sorted(text.items()) for text in texts], ensure_ascii=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def resumed(kept: Mapping[str, object], step_of: FindStep, currency: str) -> Resumed:
    """The answers that still mean what they meant; the others in words, whatever was kept and whoever wrote it."""
    answers: dict[str, Value | None] = {}
    reasons: dict[str, str] = {}
    done: set[str] = set()
    lost: list[str] = []
    for step_id, fields in kept.items():
        row: Mapping[str, object] = fields if isinstance(fields, Mapping) else {"value": fields}
        step = step_of(step_id)
        if step is None or not _fits(step, row, currency):
            lost += _in_words(step_id, row)
            continue
        answers[step_id] = _value(row.get("value"))
        if isinstance(reason := row.get("reason"), str):
            reasons[step_id] = reason
        if row.get("done") is True:
            done.add(step_id)
    return Resumed(MappingProxyType(answers), MappingProxyType(reasons), frozenset(done), tuple(lost))


def is_personal(fields: object) -> bool:
    """Whether a kept answer is one person's alone: who they are, what they agreed to, what was read out to them."""
    return isinstance(fields, Mapping) and bool(fields.get("check"))


def personal(kept: Mapping[str, KeptAnswer]) -> dict[str, KeptAnswer]:
    """The kept answers that are one person's alone."""
    return {step: fields for step, fields in kept.items() if is_personal(fields)}


def without_personal(kept: Mapping[str, KeptAnswer]) -> dict[str, KeptAnswer]:
    """The kept answers that are nobody's in particular."""
    return {step: fields for step, fields in kept.items() if not is_personal(fields)}


def _fits(step: Step, row: Mapping[str, object], currency: str) -> bool:
    """Whether an answer means to this step what it meant to the one it was given to."""
    if (step.input, step.check, step.consent) != tuple(row.get(name, "") for name in ("input", "check", "consent")):
        return False
    if step.check and row.get("wording") != wording(step):
        return False
    value = row.get("value")
    if value is None:
        return not step.required
    match step.input:
        case "choice":
            return step.choice(value) is not None
        case "text":
            return isinstance(value, str) and 0 < len(value) <= LONGEST_ANSWER
        case "number":
            return _is_number(value)
        case "money":
            return isinstance(value, records.Money) and _is_number(value.amount) and value.currency == currency
        case "date":
            return isinstance(value, date) and not isinstance(value, datetime)
        case _:
            return value is True


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal) and value.is_finite()


def _in_words(step_id: str, row: Mapping[str, object]) -> Iterable[str]:
    """Question and answer in one line; nothing where nothing was answered."""
    answer = _line(row.get("words")) or _line(_spoken(row.get("value")))
    if not answer:
        return
    asked = _line(row.get("question")) or step_id
    yield f"{asked} {answer}" if asked[-1] in "?!.:" else f"{asked}: {answer}"


def _line(text: object) -> str:
    return " ".join(text.split()) if isinstance(text, str) else ""


def _spoken(value: object) -> str:
    if value is None or isinstance(value, bool):
        return ""
    known = _value(value)
    return plain(known) if known is not None else str(value)


def _plain(value: Value | None) -> str | bool | Decimal | date | records.Money | None:
    """An answer as the store writes it; the rules' amounts are not its own."""
    match value:
        case Money(amount, currency):
            return records.Money(amount, currency)
        case bool() | str() | Decimal() | date():
            return value
        case _:
            return None


def _value(value: object) -> Value | None:
    """An answer as the guide holds it."""
    match value:
        case records.Money(Decimal() as amount, currency):
            return Money(amount, currency)
        case bool() | str() | Decimal() | date():
            return value
        case _:
            return None
