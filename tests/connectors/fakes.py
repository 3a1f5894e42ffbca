"""A clock that only moves when told, and a connector that does what a test says. For the tests of what is around."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from connectors.connector import Health, Page, Written

START = datetime(2026, 11, 21, 12, tzinfo=UTC)


class FakeClock:
    """Time stands still but for `pass_` and `sleep`, which moves it at once, or when `held` is set."""

    def __init__(self):
        self.seconds = 1_000.0
        self.slept = []
        self.held = None

    def now(self):
        return START + timedelta(seconds=self.seconds - 1_000)

    def monotonic(self):
        return self.seconds

    async def sleep(self, seconds):
        self.slept.append(seconds)
        if self.held is not None:
            await self.held.wait()
        self.seconds += seconds
        await asyncio.sleep(0)

    def pass_(self, seconds):
        self.seconds += seconds


class ScriptedConnector:
    """Answers each read with the next item of a script: a page, an error to raise, or `hang`."""

    def __init__(self, *script, name="crm", operations=(), label=""):
        self.name = name
        self.label = label or name.upper()
        self.operations = frozenset(operations)
        self.strategies = {}
        self.script = list(script)
        self.asked = []
        self.running = 0
        self.most_running = 0
        self.closed = False

    async def _next(self, what):
        self.asked.append(what)
        step = self.script.pop(0) if self.script else Page(())
        self.running += 1
        self.most_running = max(self.most_running, self.running)
        try:
            if step == "hang":
                await asyncio.Event().wait()
            if isinstance(step, asyncio.Event):
                await step.wait()
                return Page(())
            if isinstance(step, BaseException):
                raise step
            await asyncio.sleep(0)
            return step
        finally:
            self.running -= 1

    async def find_by_phone(self, query):
        return await self._next(("phone", query.e164))

    async def find_by_email(self, email):
        return await self._next(("email", email))

    async def find_by_id(self, number, kind):
        return await self._next(("id", number, kind))

    async def search(self, text, limit=20):
        return await self._next(("search", text))

    async def get(self, customer_id):
        return await self._next(("get", customer_id))

    async def list(self, kind, customer_id, limit=20, since=None):
        return await self._next((kind, customer_id))

    async def write(self, operation, draft, key):
        await self._next((operation, key))
        return Written(key)

    async def health(self):
        await self._next(("health",))
        return Health(True, 1.0)

    async def aclose(self):
        self.closed = True
