"""What happens here, rather than in a system, when something is done: each effect knows how it is taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from connectors.telephony.events import PhoneCommand
from desktop.call.writes import effect_payload

if TYPE_CHECKING:
    from desktop.call.deeds import Around
    from desktop.call.letters import Letters
    from desktop.call.undo import Back
    from desktop.call.wrap_up import WrapUp
    from desktop.rules.session import FilledEffect

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

    def carry_out(self, effects: Sequence[FilledEffect]) -> tuple[Back, ...]:
        """Do them in their order; answers what takes each of them back."""
        return tuple(back for effect in effects for back in self._carry_out(effect))

    def _carry_out(self, effect: FilledEffect) -> tuple[Back, ...]:
        if effect.kind == "email":
            return self._write(effect.name)
        if effect.kind == "note":
            text = effect.params.get("text", "")
            self._wrap_up.add_note(text)
            return (partial(self._wrap_up.take_note_back, text),)
        if effect.kind == "disposition":
            return (self._wrap_up.choose_for_now(effect.name),)
        if effect.kind == "follow_up":
            return self._promise(effect)
        if effect.kind == "dial":
            self._call.dial(effect.name)
        elif effect.kind == "transfer":
            self._call.command(PhoneCommand.TRANSFER, effect.name)
        return ()

    def _promise(self, effect: FilledEffect) -> tuple[Back, ...]:
        before = self._wrap_up.view.follow_ups
        due = effect_payload(effect.params, self._today()).get("due_on")
        if isinstance(due, date):
            self._wrap_up.add_follow_up(effect.params.get("text", ""), due)
        added = [promise for promise in self._wrap_up.view.follow_ups if promise not in before]
        return tuple(partial(self._wrap_up.take_follow_up_back, promise) for promise in added)

    def _write(self, text_id: str) -> tuple[Back, ...]:
        """A letter that was begun before stays, whatever is taken back."""
        begun = text_id in self._letters.unsent()
        self._letters.open(text_id)
        return () if begun else (partial(self._letters.take_back, text_id),)
