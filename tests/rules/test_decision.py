from __future__ import annotations

from desktop.rules.decision import ActionEntry, ActionSet, Diff, Turned
from desktop.rules.kleene import F, T, U

NAMED = [("call_type/r1", T), ("call_type/r2", F), ("actions/a.eligibility", U), ("panels/p1", T)]


def test_the_rules_that_turned_by_what_they_are_now() -> None:
    diff = Diff(Turned(lambda: NAMED))
    assert diff.became_true == ("call_type/r1", "panels/p1")
    assert diff.became_false == ("call_type/r2",)
    assert diff.became_unknown == ("actions/a.eligibility",)
    assert Diff().became_true == Diff().became_false == Diff().became_unknown == ()


def test_the_rules_are_named_when_somebody_asks_and_once() -> None:
    asked = []
    turned = Turned(lambda: asked.append("named") or NAMED)  # type: ignore[func-returns-value]
    assert asked == []
    assert (turned.to(F), turned.to(U)) == (("call_type/r2",), ("actions/a.eligibility",))
    assert asked == ["named"]


def test_diffs_that_tell_the_same_are_the_same() -> None:
    one, two, other = (Turned(lambda rows=rows: rows) for rows in (NAMED, list(NAMED), NAMED[:1]))
    assert len({Diff(one), Diff(two)}) == 1
    assert Diff(one) != Diff(other)
    assert one != NAMED


def test_an_action_is_found_on_whichever_list_it_is() -> None:
    entries = {name: ActionEntry(name, name.title()) for name in "abc"}
    actions = ActionSet(mandatory=(entries["a"],), possible=(entries["b"],), suppressed=[entries["c"]])
    assert [actions.find(name) for name in "abc"] == list(entries.values())
    assert actions.find("d") is None
    assert actions.shown == (entries["a"],)
