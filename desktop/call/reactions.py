"""What the agent does with a card: its writes promised together with the journal, and what came of it remembered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.call.advice import Advice
    from desktop.call.call_log import CallLog
    from desktop.call.tasks import Tasks
    from desktop.call.writes import Writer
    from desktop.rules.session import ActionEntry
    from desktop.store.records import JsonMap, OutboxDraft

Commit = Callable[[str, "JsonMap", "list[OutboxDraft]"], Awaitable[bool]]


class Reactions:
    """The agent's answers to the cards of one call; `settled` is told when one of them is done."""

    def __init__(
        self,
        advice: Advice,
        log: CallLog,
        tasks: Tasks,
        writer: Callable[[], Writer],
        commit: Commit,
        settled: Callable[[], None],
    ) -> None:
        self._advice = advice
        self._log = log
        self._tasks = tasks
        self._writer = writer
        self._commit = commit
        self._settled = settled
        self._accepting: set[str] = set()

    def accept(self, action_id: str) -> None:
        """Do what is proposed: its writes are promised in one transaction with the journal."""
        entry = self._advice.entry(action_id)
        if entry is None or action_id in self._accepting:
            return
        # For whom and what is settled now, at the key press; and a second press while it is saved is none.
        self._accepting.add(action_id)
        writer = self._writer()
        drafts: list[OutboxDraft] = []
        for write in self._advice.writes(entry):
            drafts += writer.draft(write.operation, write.payload, self._advice.next_number(), write.system)
        self._tasks.start(self._accept(entry, drafts, self._advice.behind()))

    async def _accept(self, entry: ActionEntry, drafts: list[OutboxDraft], decision: str) -> None:
        data = {"action": entry.id, "outcome": "accepted", "group": entry.group, "decision": decision}
        if await self._commit("action.accepted", data, drafts):
            self._advice.accept(entry.id, decision)
        else:
            self._advice.note(entry.id, "failed", None)
        self._accepting.discard(entry.id)
        self._settled()

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
        self._settled()
