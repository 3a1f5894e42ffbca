"""What a test case expected and what came instead, in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from desktop.rules.case_checks import Unmet
from desktop.rules.case_run import CaseResult, Failure
from desktop.rules.problems import Place, Problem

CASE_FAILS = "PBK040"
MOST_LISTED = 12
_NOUNS = {"panels": "panel", "alerts": "alert", "actions": "card"}
_LISTS = {
    "held": ("to wait for a fact", "waiting are"),
    "possible": ("to be possible", "possible are"),
    "suppressed": ("to be held back", "held back are"),
    "mandatory": ("to be mandatory", "mandatory are"),
}


def failures(result: CaseResult) -> Iterator[Problem]:
    """What is not as a case expects it, each where it is expected, with the reason in lines of their own."""
    case = result.case
    for failure in result.failures:
        place = case.steps[failure.step - 1].places.get(failure.unmet.expectation, case.place)
        params = {"case": case.id, "moment": _moment(failure), "said": said(failure.unmet)}
        params["because"] = "\n".join(failure.unmet.because)
        yield Place(place.file, case.id, "", place.line, place.col).put(Problem(CASE_FAILS, params=params))


def _moment(failure: Failure) -> str:
    return f" at entry {failure.step - 1} of then" if failure.step > 1 else ""


def said(unmet: Unmet) -> str:
    """What was expected and what came: "expected the card late-credit, got none"."""
    name, _, test = unmet.expectation.partition(".")
    if name in _SAID:
        return _SAID[name](unmet)
    got, noun = listed(unmet.got), _nouns(name, unmet.want)
    if name == "actions" and test in _LISTS:
        wanted, are = _LISTS[test]
        return f"expected {listed(unmet.want)} {wanted}; {are}: {got}"
    if test == "absent":
        return _absent(unmet)
    if test == "top":
        first = "first card" if len(unmet.want) == 1 else f"first {len(unmet.want)} cards in this order"
        return f"expected {listed(unmet.want)} as the {first}, got {got}"
    if test == "lacks":
        return f"expected no {noun} {listed(unmet.want)}, got {got}"
    return f"expected {'only ' if test == 'only' else ''}the {noun} {listed(unmet.want)}, got {got}"


def _absent(unmet: Unmet) -> str:
    action, gate = unmet.want
    instead = {"shown": "it is shown", "unknown": "there is no such action"}
    if not gate:
        return f"expected no card {action}, but it is shown"
    return f"expected {gate} to keep {action} away, but {instead.get(unmet.got[0], f'{unmet.got[0]} does')}"


def _wake(unmet: Unmet) -> str:
    if unmet.want == ("true",):
        return "expected that time alone makes it decide again by now (wake = true), but nothing was due"
    return "expected that nothing changes by time alone (wake = false), but a change was due"


_SAID: dict[str, Callable[[Unmet], str]] = {
    "call_type": lambda unmet: f"expected the call type {unmet.want[0]}, got {unmet.got[0]}",
    "status": lambda unmet: f"expected the call type to be {unmet.want[0]}, it is {unmet.got[0]}",
    "waiting_for": lambda unmet: f"expected it to wait for {listed(unmet.want)}; it waits for: {listed(unmet.got)}",
    "wake": _wake,
}


def _nouns(name: str, items: Sequence[str]) -> str:
    noun = _NOUNS[name]
    return noun if len(items) == 1 else f"{noun}s"


def listed(items: Sequence[str]) -> str:
    """Ids one after the other, the first of very many; "none" where there are none."""
    more = len(items) - MOST_LISTED
    return (", ".join(items[:MOST_LISTED]) + (f" and {more} more" if more > 0 else "")) or "none"
