"""What test cases name of their playbook: an action or a call type that is not there is said once, not case by case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from desktop.rules.bundle import Bundle
from desktop.rules.cases import Case, Step
from desktop.rules.misfits import stranger
from desktop.rules.problems import Place, Problem


def unknown_names(cases: Iterable[Case], bundle: Bundle, call_types: Collection[str]) -> Iterator[Problem]:
    """One problem for each name that means nothing, at each place where a case has it."""
    known = {"action": tuple(bundle.catalogue.actions), "call type": tuple(call_types)}
    for case in cases:
        for step in case.steps:
            for what, name, place in _named(case, step):
                if name not in known[what]:
                    yield stranger(place, "PBK041", name, known[what], name=name, what=what)


def _named(case: Case, step: Step) -> Iterator[tuple[str, str, Place]]:
    """What a moment names: the kind of thing, the name and where it stands."""
    if step.react is not None:
        yield "action", step.react[0], case.place
    for name, want in step.expect.items():
        if name == "actions" and isinstance(want, Mapping):
            for part, listed in want.items():
                yield from (("action", each, step.places[f"actions.{part}"]) for each in _each(listed))
        elif name == "call_type":
            yield "call type", str(want), step.places[name]


def _each(listed: object) -> tuple[str, ...]:
    """The names in one of the forms in which they are expected."""
    return (listed,) if isinstance(listed, str) else tuple(listed) if isinstance(listed, list | dict) else ()
