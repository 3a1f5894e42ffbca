"""What the agent's yes does: writes promised with the journal, a letter, a note, a number, the caller handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from connectors.telephony.events import PhoneCommand
from desktop.store.errors import StoreError

if TYPE_CHECKING:
    from desktop.call.advice import Advice
    from desktop.call.call_log import CallLog
    from desktop.call.context import Context
    from desktop.call.letters import Letters
    from desktop.call.wrap_up import WrapUp
    from desktop.call.writes import Writer
    from desktop.rules.session import ActionEntry, FilledEffect
    from desktop.store.records import JsonMap, OutboxDraft


class Around(Protocol):
    """What a deed needs of its call: who writes, the phone, and a fresh look when it is done."""

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""

    def can(self, command: PhoneCommand) -> bool:
        """Whether the phone would take this now: for this call, or to call a number any phone."""

    def command(self, command: PhoneCommand, argument: str | None = None) -> None:
        """Use the phone on this call."""

    def dial(self, number: str) -> None:
        """Call a number."""

    def settle(self) -> None:
        """Something is done: look again."""


_BY_PHONE = {"transfer": PhoneCommand.TRANSFER, "dial": PhoneCommand.DIAL}


class Deeds:
    """Accepting or declining actions and doing guide steps; nothing is done twice while it is being saved."""

    def __init__(
        self, call: Around, context: Context, advice: Advice, log: CallLog, wrap_up: WrapUp, letters: Letters
    ) -> None:
        self._call = call
        self._tasks = context.tasks
        self._advice = advice
        self._log = log
        self._wrap_up = wrap_up
        self._letters = letters
        self._saving: set[str] = set()

    def accept(self, action_id: str) -> None:
        """Do what an action proposes."""
        entry = self._advice.entry(action_id)
        if entry is None or action_id in self._saving:
            return
        # For whom and what is settled now, at the key press; and a second press while it is saved is none.
        drafts, problem = self._prepared(entry.effects, entry.title)
        if problem is not None:
            self._advice.note(action_id, "failed", problem)
            self._call.settle()
        else:
            self._saving.add(action_id)
            self._tasks.start(self._accept(entry, drafts, self._advice.behind()))

    async def _accept(self, entry: ActionEntry, drafts: list[OutboxDraft], decision: str) -> None:
        data = {"action": entry.id, "outcome": "accepted", "group": entry.group, "decision": decision}
        if await self.promise("action.accepted", data, drafts):
            self._advice.accept(entry.id, decision)
            self._carry_out(entry.effects)
        else:
            self._advice.note(entry.id, "failed", None)
        self._saving.discard(entry.id)
        self._call.settle()

    def decline(self, action_id: str, reason_id: str) -> None:
        """Not this one."""
        entry = self._advice.entry(action_id)
        if entry is None:
            return
        decision = self._advice.behind()
        outcome, until = self._advice.decline(action_id, reason_id, decision)
        data = {"action": action_id, "outcome": outcome, "reason": reason_id, "group": entry.group}
        data["decision"] = decision
        if until is not None:
            data["until"] = until.isoformat()
        self._log.note("action.declined", data)
        self._call.settle()

    def do_step(self, step_id: str) -> bool:
        """Do what a guide step does, which then counts as answered; False where it does nothing, or has done it."""
        effect = self._advice.guide.effect(step_id)
        if effect is None:
            return False
        key = f"step:{step_id}"
        if key in self._saving:
            return True
        drafts, problem = self._prepared((effect,), self._advice.guide.title(step_id))
        if problem is not None:
            self._advice.guide.refuse(step_id, problem)
            self._call.settle()
        else:
            self._saving.add(key)
            self._tasks.start(self._do_step(step_id, effect, drafts))
        return True

    async def _do_step(self, step_id: str, effect: FilledEffect, drafts: list[OutboxDraft]) -> None:
        data = {"step": step_id, "call_type": self._advice.call_type or "", "effect": effect.kind}
        if await self.promise("step.done", data, drafts):
            self._advice.guide.did(step_id)
            self._carry_out((effect,))
        else:
            self._advice.guide.refuse(step_id, "not_saved")
        self._saving.discard(f"step:{step_id}")
        self._call.settle()

    def _prepared(self, effects: Sequence[FilledEffect], subject: str) -> tuple[list[OutboxDraft], str | None]:
        """What is to be promised, or why nothing may be: an effect that cannot be done whole is not begun."""
        if any(effect.gaps for effect in effects):
            return [], "facts_missing"
        if any(effect.kind in _BY_PHONE and not self._call.can(_BY_PHONE[effect.kind]) for effect in effects):
            return [], "no_phone"
        writer = self._call.writer()
        drafts: list[OutboxDraft] = []
        for write in self._advice.writes(effects, subject):
            found = writer.draft(write.operation, write.payload, self._advice.next_number(), write.system)
            if not found:
                return [], "no_system"
            drafts += found
        return drafts, None

    async def promise(self, kind: str, data: JsonMap, drafts: list[OutboxDraft]) -> bool:
        """Journal and outbox in one transaction; False, and said at the wrap-up, when it could not be written."""
        try:
            await self._log.promise(kind, data, drafts)
        except StoreError as error:
            self._wrap_up.failed(error)
            return False
        return True

    def _carry_out(self, effects: Sequence[FilledEffect]) -> None:
        """What happens here rather than in a system; panels are the window's to open."""
        does: dict[str, Callable[[FilledEffect], None]] = {
            "email": lambda effect: self._letters.open(effect.name),
            "note": lambda effect: self._wrap_up.add_note(effect.params.get("text", "")),
            "dial": lambda effect: self._call.dial(effect.name),
            "transfer": lambda effect: self._call.command(PhoneCommand.TRANSFER, effect.name),
        }
        for effect in effects:
            if effect.kind in does:
                does[effect.kind](effect)
