"""What finishing a call would write, and where: said while it can still be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from desktop.rules.decision import FilledEffect
from desktop.rules.values import Kind, Type

if TYPE_CHECKING:
    from desktop.call.aiming import Aim
    from desktop.call.state import WrapUpView
    from desktop.rules.reader import Show

DAY, YES_OR_NO = Type(Kind.DATE), Type(Kind.BOOL)


def sends(
    aim: Aim, view: WrapUpView, subject: str, consented: Iterable[tuple[str, bool]], show: Show
) -> tuple[FilledEffect, ...]:
    """Each write with its system, in the order in which they are made; what no system takes is kept here alone."""
    return tuple(_of(aim.effect, _wanted(view, subject, consented, show)))


def _wanted(
    view: WrapUpView, subject: str, consented: Iterable[tuple[str, bool]], show: Show
) -> Iterator[tuple[str, dict[str, str | None]]]:
    # With the notes, which stand beside it and may be newer than what is known here.
    outcome = next((leaf.words for leaf in view.dispositions if leaf.id == view.disposition), None)
    yield "interaction.create", {"subject": subject, "outcome": outcome}
    for item in view.follow_ups:
        yield "task.create", {"text": item.text, "due_on": show(item.due_on, DAY)}
    for consent, is_given in consented:
        yield "consent.create", {"name": consent, "given": show(is_given, YES_OR_NO)}
    survey = view.survey
    if survey is not None and not survey.reason and survey.on:
        yield "survey.create", {"question": survey.question, "to": survey.to}


def _of(
    aim: Callable[[FilledEffect], FilledEffect], wanted: Iterable[tuple[str, dict[str, str | None]]]
) -> Iterator[FilledEffect]:
    for operation, params in wanted:
        effect = FilledEffect("connector", operation, params={name: text for name, text in params.items() if text})
        aimed = aim(effect)
        if aimed is not effect:
            yield aimed
