"""After a call nothing of its customer is left in any widget, shown or hidden: texts, tooltips, spoken names, fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

import pytest
from PySide6.QtWidgets import QWidget

from desktop.call.state import ActionNote, CallState, FollowUp, Phase
from desktop.rules.decision import Decision
from desktop.views.agent.alerts import Alerts
from desktop.views.agent.call_bar import CallBar
from desktop.views.agent.cards import CardsPane
from desktop.views.agent.guide import GuidePane
from desktop.views.agent.header import Header
from desktop.views.agent.layout_class import layout_class
from desktop.views.agent.panels import PanelsPane
from desktop.views.agent.status_bar import StatusBar
from desktop.views.agent.timeline import TimelinePane
from desktop.views.agent.wrap_up import WrapUpPane
from desktop.views.safe_text import cell, plain
from tests.views import samples
from tests.views.conftest import show_at
from tests.views.decisions import GIFT, SURVEY, WAIVE, decision

SHORTEST = 6
SIZES = [(960, 460), (1280, 720), (1440, 900), (1920, 1080)]
PANES = [Header, Alerts, GuidePane, PanelsPane, TimelinePane, CardsPane, WrapUpPane, StatusBar, CallBar]
SPOKEN = ("text", "toolTip", "accessibleName", "accessibleDescription", "toPlainText", "windowTitle", "placeholderText")


def strings(value: object) -> Iterator[str]:
    """Every string inside a value of the state."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for item in value:
            yield from strings(item)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in ("provenance", "kind", "status", "input", "call_type", "currency"):
                yield from strings(getattr(value, field.name))


def personal(state: CallState) -> set[str]:
    """What the state says about this customer and this call, as it may stand in a widget."""
    wrap_up, info = state.wrap_up, state.info
    about = (
        state.identity.customer,
        state.identity.candidates,
        [part.rows for part in state.parts.values()],
        [(step.say, step.question, step.answer) for step in state.guide.steps],
        [(entry.title, entry.talk_track, entry.reasons) for entry in state.decision.actions.shown],
        [entry.text for entry in state.decision.alerts],
        [(note.title, note.reason) for note in state.action_log],
        (wrap_up.notes, wrap_up.follow_ups, wrap_up.suggested_follow_up),
        (info.ani, info.ani_display, info.ani_name),
    )
    # What the site calls its kinds of call may stand in a case too, and says nothing of a person.
    ours = {kind.title for kind in state.call_types}
    return {cell(text) for text in strings(about) if len(cell(text)) >= SHORTEST} - ours


def held(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Every text that a widget or one inside it holds, with where."""
    for part in (widget, *widget.findChildren(QWidget)):
        for name in SPOKEN:
            reader = getattr(part, name, None)
            said = reader() if callable(reader) else None
            if isinstance(said, str) and said:
                yield f"{type(part).__name__}.{name}", plain(said)
        for name, kept in vars(part).items():
            if isinstance(kept, str) and kept:
                yield f"{type(part).__name__}.{name}", plain(kept)


def left(pane: QWidget, words: set[str]) -> list[tuple[str, str]]:
    """What of these words a pane still holds."""
    return [(where, said) for where, said in held(pane) if any(word in said for word in words)]


def busy_call() -> CallState:
    """A call in which everything was used."""
    shown: Decision = decision(WAIVE, GIFT, SURVEY)
    state = samples.talking(decision=replace(shown, alerts=samples.decision(5).alerts))
    wrap_up = replace(
        state.wrap_up,
        notes="She will send the letter by Friday",
        follow_ups=(FollowUp("Call Marta about the refund", samples.NOW.date()),),
        suggested_follow_up=FollowUp("Check the refund of Marta", samples.NOW.date()),
    )
    note = ActionNote("waive", "Waived for Marta Lindqvist", "accepted")
    return replace(state, wrap_up=wrap_up, action_log=(note,))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", PANES)
def test_nothing_of_the_customer_stays(kind, size, context, look):
    pane = kind(context)
    look.dress(pane)
    pane.set_layout(layout_class(*size, 100))
    state = busy_call()
    words = personal(state)
    pane.show_call(state)
    show_at(pane, 400, 600)
    assert kind in (StatusBar, CallBar, TimelinePane) or left(pane, words)
    pane.show_call(replace(state, phase=Phase.WRAP_UP))
    pane.clear()
    assert left(pane, words) == []
    look.undress(pane)


@pytest.mark.parametrize("sample", ["choose", "unknown"])
def test_nothing_of_those_it_might_have_been_stays(sample, context, look):
    pane = PanelsPane(context)
    look.dress(pane)
    pane.set_layout(layout_class(1440, 900, 100))
    state = getattr(samples, sample)()
    words = {cell(text) for text in strings((state.identity, state.info.ani_display)) if len(cell(text)) >= SHORTEST}
    pane.show_call(state)
    show_at(pane, 600, 320)
    pane.clear()
    assert left(pane, words) == []
    look.undress(pane)


def test_a_record_that_stood_open_and_a_promise_half_written_go_too(context, look):
    panels, wrap_up = PanelsPane(context), WrapUpPane(context)
    for pane in (panels, wrap_up):
        look.dress(pane)
        pane.set_layout(layout_class(1440, 900, 100))
        pane.show_call(replace(busy_call(), wrap_up=replace(busy_call().wrap_up, suggested_follow_up=None)))
        show_at(pane, 600, 600)
    panels.show_record(busy_call().parts["cases"].rows[0])
    wrap_up.form.open()
    wrap_up.form._text.setText("Call Marta Lindqvist back")
    words = personal(busy_call()) | {"Call Marta Lindqvist back"}
    assert left(panels, words)
    assert left(wrap_up, words)
    for pane in (panels, wrap_up):
        pane.clear()
        assert left(pane, words) == []
        look.undress(pane)


@pytest.mark.parametrize("key", ["accept", "decline"])
def test_what_a_card_asked_goes_too(key, context, look):
    pane = CardsPane(context)
    look.dress(pane)
    pane.set_layout(layout_class(1440, 900, 100))
    pane.show_call(busy_call())
    show_at(pane, 380, 352)
    context.keymap.run(key)
    words = personal(busy_call()) | set(strings(WAIVE.effects[1].params))
    pane.clear()
    assert left(pane, {word for word in words if len(word) >= SHORTEST}) == []
    look.undress(pane)
