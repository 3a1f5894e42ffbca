"""What happens here, rather than in a system, when something is done, and how it is taken back.

What an effect has put into the wrap-up is kept with it, so that it is known after a crash as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from connectors.telephony.events import PhoneCommand
from desktop.call.state import FollowUp
from desktop.call.writes import effect_payload

if TYPE_CHECKING:
    from desktop.call.deeds import Around
    from desktop.call.letters import Letters
    from desktop.call.wrap_up import WrapUp
    from desktop.rules.session import FilledEffect
    from desktop.store.records import DraftValue

BY_PHONE = {"transfer": PhoneCommand.TRANSFER, "dial": PhoneCommand.DIAL}


class Effects:
    """Carries out effects in a call; panels are the window's to open, writes are promised elsewhere."""

    def __init__(self, call: Around, wrap_up: WrapUp, letters: Letters, today: Callable[[], date]) -> None:
        self._today = today
        self._call = call
        self._wrap_up = wrap_up
        self._letters = letters

    def problem(self, effects: Sequence[FilledEffect]) -> str | None:
        """Why these may not be begun: facts_missing, no_phone or no_disposition."""
        if any(effect.gaps for effect in effects):
            return "facts_missing"
        if any(effect.kind in BY_PHONE and not self._call.can(BY_PHONE[effect.kind]) for effect in effects):
            return "no_phone"
        ends = {leaf.id for leaf in self._wrap_up.view.dispositions}
        if any(effect.kind == "disposition" and effect.name not in ends for effect in effects):
            return "no_disposition"
        return None

    def carry_out(self, effects: Sequence[FilledEffect], deed: int | None) -> None:
        """Do them in their order; what they put into the wrap-up is kept as this deed's, None for one that stays."""
        traces = tuple({"deed": deed, **trace} for effect in effects for trace in self._carry_out(effect))
        if deed is not None:
            self._wrap_up.traces += traces

    def take_back(self, deed: int) -> None:
        """Take out of the wrap-up what this deed has put in, the latest first, where it still stands."""
        traces = self._wrap_up.traces
        self._wrap_up.traces = tuple(trace for trace in traces if trace["deed"] != deed)
        for trace in reversed(traces):
            if trace["deed"] == deed:
                self._take_back(trace)

    def _carry_out(self, effect: FilledEffect) -> Iterator[Mapping[str, DraftValue]]:
        if effect.kind == "email":
            # A letter that was begun before stays, whatever is taken back.
            if effect.name not in self._letters.unsent():
                yield {"kind": "email", "name": effect.name}
            self._letters.open(effect.name)
        elif effect.kind == "note":
            text = effect.params.get("text", "")
            self._wrap_up.add_note(text)
            yield {"kind": "note", "text": text}
        elif effect.kind == "disposition":
            before, by_agent = self._wrap_up.choose_for_now(effect.name)
            yield {"kind": "disposition", "name": effect.name, "before": before, "by_agent": by_agent}
        elif effect.kind == "follow_up":
            yield from self._promise(effect)
        elif effect.kind == "dial":
            self._call.dial(effect.name)
        elif effect.kind == "transfer":
            self._call.command(PhoneCommand.TRANSFER, effect.name)

    def _promise(self, effect: FilledEffect) -> Iterator[Mapping[str, DraftValue]]:
        before = self._wrap_up.view.follow_ups
        due = effect_payload(effect.params, self._today()).get("due_on")
        if isinstance(due, date):
            self._wrap_up.add_follow_up(effect.params.get("text", ""), due)
        for promise in self._wrap_up.view.follow_ups:
            if promise not in before:
                yield {"kind": "follow_up", "text": promise.text, "due_on": promise.due_on}

    def _take_back(self, trace: Mapping[str, DraftValue]) -> None:
        name, before, due = trace.get("name"), trace.get("before"), trace.get("due_on")
        text = str(trace.get("text", ""))
        if trace["kind"] == "email":
            self._letters.take_back(str(name))
        elif trace["kind"] == "note":
            self._wrap_up.take_note_back(text)
        elif trace["kind"] == "follow_up" and isinstance(due, date):
            self._wrap_up.take_follow_up_back(FollowUp(text, due))
        elif trace["kind"] == "disposition":
            was = before if isinstance(before, str) else None
            self._wrap_up.take_choice_back(str(name), was, by_agent=trace.get("by_agent") is True)
