"""A short memory for answers: the same question within seconds is asked once, and only once at a time."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

from connectors.clock import Clock

T = TypeVar("T")

MAX_ENTRIES = 200


class Memory:
    """Answers by question, in memory only; errors are not remembered."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()
        self._asking: dict[Hashable, tuple[asyncio.Lock, int]] = {}
        self._forgotten = 0

    async def get(self, question: Hashable, ttl_s: float, ask: Callable[[], Awaitable[T]]) -> T:
        """The remembered answer, or a new one; who comes while it is being asked waits for it."""
        if ttl_s <= 0:
            return await ask()
        lock, waiting = self._asking.get(question, (asyncio.Lock(), 0))
        self._asking[question] = (lock, waiting + 1)
        try:
            async with lock:
                known = self._kept.get(question)
                if known is not None and known[0] > self._clock.monotonic():
                    return known[1]  # type: ignore[no-any-return]
                forgotten = self._forgotten
                answer = await ask()
                if forgotten == self._forgotten:
                    self._keep(question, ttl_s, answer)
                return answer
        finally:
            lock, waiting = self._asking.pop(question)
            if waiting > 1:
                self._asking[question] = (lock, waiting - 1)

    def forget(self) -> None:
        """Remember nothing, nor what is being asked: something was written, or somebody wants to see it anew."""
        self._kept.clear()
        self._forgotten += 1

    def _keep(self, question: Hashable, ttl_s: float, answer: Any) -> None:
        now = self._clock.monotonic()
        self._kept[question] = (now + ttl_s, answer)
        self._kept.move_to_end(question)
        for old in [key for key, (until, _) in self._kept.items() if until <= now]:
            del self._kept[old]
        while len(self._kept) > MAX_ENTRIES:
            self._kept.popitem(last=False)
