"""Whether calls may come: the agent says so, and every phone that can be told is told.

It holds until the agent says something else, also over a restart: nobody who is at lunch is silently available again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from connectors.telephony.events import PhoneCommand, TelephonyError
from desktop.call.between_state import Presence, PresenceView
from desktop.store.errors import StoreError

if TYPE_CHECKING:
    from connectors.telephony.events import TelephonySource
    from desktop.call.context import Context
    from desktop.store.records import Json
    from desktop.store.store import Store

LONGEST_REASON = 60
SETTING = "presence"
_COMMANDS = {Presence.AVAILABLE: PhoneCommand.AVAILABLE, Presence.AWAY: PhoneCommand.AWAY}


class PresenceOfAgent:
    """Available or away; `changed` is called with each new picture."""

    def __init__(self, context: Context, changed: Callable[[PresenceView], None]) -> None:
        self._context = context
        self._changed = changed
        self.view = self._first = PresenceView(since=context.clock.now())

    def away(self, reason: str) -> None:
        """No calls for now, for one of the site's reasons."""
        self._become(Presence.AWAY, " ".join(reason.split())[:LONGEST_REASON])

    def available(self) -> None:
        """Calls may come again."""
        self._become(Presence.AVAILABLE, "")

    async def restore(self) -> None:
        """Be away as before the program was closed, unless the agent has said something since it was opened."""
        try:
            kept = await self._context.db.run(lambda store: store.settings.get(SETTING))
        except StoreError as error:
            self._context.report(error)
            return
        away = _away(kept)
        if away is not None and self.view is self._first:
            self._show(Presence.AWAY, *away)

    def line_is_back(self) -> None:
        """A phone is there that was not when it should have been told."""
        if self.view.phone == "failed":
            self._show(self.view.status, self.view.reason, self.view.since)

    def _become(self, status: Presence, reason: str) -> None:
        if (status, reason) == (self.view.status, self.view.reason) and self.view.phone != "failed":
            return
        now = self._context.clock.now()
        self._context.tasks.start(self._keep(status, reason, now))
        self._show(status, reason, now)

    async def _keep(self, status: Presence, reason: str, since: datetime) -> None:
        def keep(store: Store) -> None:
            if status is Presence.AWAY:
                store.settings.set(SETTING, {"away": reason, "since": since.isoformat()})
            else:
                store.settings.forget(SETTING)

        try:
            await self._context.db.run(keep)
        except StoreError as error:
            self._context.report(error)

    def _show(self, status: Presence, reason: str, since: datetime | None) -> None:
        command = _COMMANDS[status]
        phones = [phone for phone in self._context.phones.values() if command in phone.commands]
        self.view = PresenceView(status, since, reason, "telling" if phones else "own")
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


def _away(kept: Json) -> tuple[str, datetime] | None:
    """The reason and since when, as they were kept; None where nothing usable was."""
    if not isinstance(kept, dict):
        return None
    reason, since = kept.get("away"), kept.get("since")
    if not isinstance(reason, str) or not isinstance(since, str):
        return None
    try:
        at = datetime.fromisoformat(since)
    except ValueError:
        return None
    return (reason[:LONGEST_REASON], at) if at.tzinfo is not None else None
