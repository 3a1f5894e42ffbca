"""The agent's hand on the phone: one command at a time, pending until the phone confirms it or time is up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from connectors.telephony.events import PhoneCommand, TelephonyError

if TYPE_CHECKING:
    from desktop.call.context import Context
    from desktop.call.line import Line

CONFIRM_S = 5.0
"""A command whose event has not come by then has had no effect."""


class PhoneControl:
    """Sends a call's commands to its phone; `changed` is called when one is refused, done or given up."""

    def __init__(self, line: Line, context: Context, changed: Callable[[], None]) -> None:
        self._line = line
        self._context = context
        self._changed = changed

    def send(self, command: PhoneCommand, argument: str | None) -> None:
        """Send a command; nothing is sent twice while one is on its way."""
        self._line.sent(command)
        self._context.tasks.start(self._send(command, argument))

    async def _send(self, command: PhoneCommand, argument: str | None) -> None:
        phone = self._context.phones[self._line.info.source]
        phone_id = self._line.phone_id
        try:
            await self._context.io.run(phone.command(command, phone_id, argument))
        except TelephonyError as error:
            self._line.refused(error.code)
        except Exception as error:  # noqa: BLE001  a phone may be anyone's code: the agent must be able to try again
            self._context.report(error)
            self._line.refused("failed")
        else:
            self._line.done(command)
            asyncio.get_running_loop().call_later(CONFIRM_S, self._give_up, command)
        self._changed()

    def _give_up(self, command: PhoneCommand) -> None:
        """The phone acknowledged, but nothing happened."""
        if self._line.info.pending is command:
            self._line.refused("timeout")
            self._changed()
