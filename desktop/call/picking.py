"""The agent has found who is on the line: somebody of the cache or of a system, also in the place of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from desktop.call.call_log import CallLog
    from desktop.call.caller import Caller
    from desktop.call.context import Context
    from desktop.call.memory import Memory

INSTEAD = "instead"
"""In how somebody was identified: what the phone menu has checked was about somebody else."""


class Around(Protocol):
    """What it needs of its call."""

    def is_over(self) -> bool:
        """Whether nobody may be put on the line any more."""

    def settle(self) -> None:
        """Somebody is there: look again."""


class Picking:
    """Puts somebody found on the line; what the agent has typed stays, records of anybody before leave at once."""

    def __init__(self, call: Around, context: Context, caller: Caller, memory: Memory, log: CallLog) -> None:
        self._call = call
        self._tasks = context.tasks
        self._caller = caller
        self._memory = memory
        self._log = log

    def pick(self, key: str) -> None:
        """It is this customer of the cache; a caller who is identified already is never replaced without a word."""
        self._tasks.start(self._pick(key, self._caller.wish()))

    def instead(self, key: str, found: MergedCustomer | None) -> None:
        """It is this customer, whoever was shown: as a system has just found them, or as the cache knows them."""
        self._tasks.start(self._instead(key, found, self._caller.wish()))

    async def _pick(self, key: str, wish: int) -> None:
        cached = await self._memory.asked(lambda store: store.cache.get(key))
        # Meanwhile the caller may have been identified.
        if cached is not None and self._may_still(wish) and self._caller.identity.customer is None:
            self._caller.restore(cached)
            self._call.settle()

    def _may_still(self, wish: int) -> bool:
        """Whether the call goes on and the agent has named nobody else while this one was looked up."""
        return not self._call.is_over() and self._caller.is_latest(wish)

    async def _instead(self, key: str, found: MergedCustomer | None, wish: int) -> None:
        cached = await self._memory.asked(lambda store: store.cache.get(key)) if found is None else None
        person = found or (cached.merged if cached is not None else None)
        before = self._caller.identity.customer
        if person is None or not self._may_still(wish) or (before is not None and before.is_same(person)):
            return
        self._log.note("call.customer_replaced", {"customer": before.key if before else "", "by": person.key})
        if cached is not None:
            self._caller.restore(cached, ("agent", INSTEAD))
        else:
            self._caller.adopt(person, ("agent", INSTEAD))
        self._call.settle()
