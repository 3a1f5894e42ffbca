"""Whether calls may come: the agent says so, and every phone that can be told is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from connectors.telephony.events import PhoneCommand, TelephonyError
from desktop.call.between_state import Presence, PresenceView

if TYPE_CHECKING:
    from connectors.telephony.events import TelephonySource
    from desktop.call.context import Context

LONGEST_REASON = 60
_COMMANDS = {Presence.AVAILABLE: PhoneCommand.AVAILABLE, Presence.AWAY: PhoneCommand.AWAY}


class PresenceOfAgent:
    """Available or away; `changed` is called with each new picture."""

    def __init__(self, context: Context, changed: Callable[[PresenceView], None]) -> None:
        self._context = context
        self._changed = changed
        self.view = PresenceView(since=context.clock.now())

    def away(self, reason: str) -> None:
        """No calls for now, for one of the site's reasons."""
        self._become(Presence.AWAY, " ".join(reason.split())[:LONGEST_REASON])

    def available(self) -> None:
        """Calls may come again."""
        self._become(Presence.AVAILABLE, "")

    def _become(self, status: Presence, reason: str) -> None:
        if (status, reason) == (self.view.status, self.view.reason) and self.view.phone != "failed":
            return
        command = _COMMANDS[status]
        phones = [phone for phone in self._context.phones.values() if command in phone.commands]
        self.view = PresenceView(status, self._context.clock.now(), reason, "telling" if phones else "own")
        self._changed(self.view)
        if phones:
            self._context.tasks.start(self._tell(phones, command, self.view))

    async def _tell(self, phones: list[TelephonySource], command: PhoneCommand, told: PresenceView) -> None:
        """The presence holds here in any case; whether the phones know it is said beside it."""
        outcome = "told"
        for phone in phones:
            try:
                await self._context.io.run(phone.command(command, "", told.reason))
            except TelephonyError:
                outcome = "failed"
        # An answer about what the agent has changed since says nothing about now.
        if self.view is told:
            self.view = replace(told, phone=outcome)
            self._changed(self.view)
