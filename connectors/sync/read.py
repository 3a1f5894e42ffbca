"""One sync: start what has to be started, wait for it, read everything, tell whom each row is about, keep it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from connectors.backend import Backend
from connectors.clock import Clock
from connectors.connector import ListKind
from connectors.errors import AuthError, BadPayload, ConnectorError, Rejected, Unavailable
from connectors.manifest.asks import SyncStep
from connectors.manifest.model import Manifest, SyncOperation
from connectors.manifest.templating import TemplateError
from connectors.mapping.convert import Unreadable, text_of
from connectors.mapping.expressions import Evaluate, compile_expression
from connectors.mapping.rows import Mapper
from connectors.people import fold_email
from connectors.reader import locale_of
from connectors.sync.keep import SyncedRow, SyncKeep, SyncState
from connectors.verify import fold_id

_log = logging.getLogger("callside.connectors")

FULL_EVERY = timedelta(days=7)
OVERLAP = timedelta(days=1)
"""What came while the last sync was under way, and clocks that differ."""
AT_ONCE = 50
"""Rows mapped before anybody else has a turn."""


class Reading:
    """One sync under way; the backend makes every request wait for its turn, calls come before it."""

    def __init__(self, manifest: Manifest, backend: Backend, keep: SyncKeep, clock: Clock) -> None:
        self._manifest = manifest
        self._backend = backend
        self._keep = keep
        self._clock = clock
        self._locale = locale_of(manifest)

    async def run(self, *, full: bool = False) -> SyncState:
        """Read what is new since the last time, or with `full` everything, and keep it."""
        now = self._clock.now()
        before = await self._keep.state(self._manifest.name)
        everything = now - timedelta(days=self._days)
        if full or before is None or before.at > now:  # from before a clock was put right: of no use
            return await self._read_all(everything, now, now)
        if not timedelta() <= now - before.full_at < FULL_EVERY:
            try:
                return await self._read_all(everything, now, now)
            except AuthError:
                raise
            except ConnectorError as error:
                _log.warning("%s: not all of it could be read: %s", self._manifest.name, type(error).__name__)
        return await self._read_all(before.at - OVERLAP, now, before.full_at)

    async def _read_all(self, since: datetime, now: datetime, full_at: datetime) -> SyncState:
        """Read every kind and keep what came, unless a reading that began later is kept already."""
        before = await self._keep.state(self._manifest.name)
        rows: dict[tuple[str, str], SyncedRow] = {}
        nobody, truncated = 0, False
        for kind, operation in self._manifest.synced().items():
            found, strangers, more = await self.read(kind, operation, since, now)
            rows |= {(row.kind, row.id): row for row in found}
            nobody, truncated = nobody + strangers, truncated or more
        meanwhile = await self._keep.state(self._manifest.name)
        if meanwhile is not None and meanwhile != before and meanwhile.at > now:
            return meanwhile  # the program and `callside connect sync` may read at once: the older would undo the newer
        state = SyncState(now, full_at, len(rows), nobody, truncated)
        await self._keep.put(self._manifest.name, list(rows.values()), state)
        return state

    async def everything(self, kind: ListKind) -> tuple[list[SyncedRow], int, bool]:
        """What there is of one kind, without keeping it."""
        now = self._clock.now()
        return await self.read(kind, self._manifest.synced()[kind], now - timedelta(days=self._days), now)

    @property
    def _days(self) -> int:
        return self._manifest.sync.days if self._manifest.sync is not None else 1

    async def read(
        self, kind: ListKind, operation: SyncOperation, since: datetime, now: datetime
    ) -> tuple[list[SyncedRow], int, bool]:
        """The rows of one kind, how many more are about nobody, and whether there were more."""
        taken: dict[str, Any] = {}
        inputs = {
            "settings": self._manifest.settings.model_dump(),
            "since": since.replace(microsecond=0),
            "now": now.replace(microsecond=0),
            "today": now.astimezone(self._locale.zone).date(),
            "take": taken,
        }
        try:
            for step in operation.steps:
                taken |= await self._step(step, operation, inputs)
            answer = await self._backend.rows(operation, operation, inputs)
        except TemplateError as wrong:
            raise Rejected(self._manifest.name, None, f"sync.{kind}: {wrong}") from None
        rows, nobody = await self._mapped(kind, operation, answer.rows, now)
        return rows, nobody, answer.truncated

    async def _step(self, step: SyncStep, operation: SyncOperation, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Ask until what it waits for has come; what later questions need of the answer."""
        errors = (*operation.errors, *self._manifest.errors)
        until = self._clock.monotonic() + step.most_s
        while True:
            body = await self._backend.read(step, errors, inputs)
            if step.failed is not None and self._holds(step.failed, body):
                raise BadPayload(self._manifest.name, "sync", "the job has failed there")
            if step.until is None or self._holds(step.until, body):
                break
            if self._clock.monotonic() + step.every_s > until:
                said = f"the job was not done within {step.most_s:g} s"
                raise Unavailable(self._manifest.name, "timeout", said)
            await self._clock.sleep(step.every_s)
        try:
            return {name: compile_expression(text, self._locale)(body) for name, text in step.take.items()}
        except Unreadable as wrong:
            raise BadPayload(self._manifest.name, "take", str(wrong)) from None

    def _holds(self, expression: str, body: Any) -> bool:
        try:
            return compile_expression(expression, self._locale)(body) not in (None, False, "", [], {})
        except Unreadable:
            return False

    async def _mapped(
        self, kind: ListKind, operation: SyncOperation, rows: Any, now: datetime
    ) -> tuple[list[SyncedRow], int]:
        """The records of these rows with whom they are about; rows about nobody are counted."""
        mapper = Mapper(self._manifest.name, kind, self._manifest.map_of(operation), self._locale)
        match = {name: compile_expression(text, self._locale) for name, text in operation.match if text is not None}
        listed = rows if isinstance(rows, list | tuple) else [] if rows is None else [rows]
        found: list[SyncedRow] = []
        for index, row in enumerate(listed):
            if index % AT_ONCE == AT_ONCE - 1:
                await asyncio.sleep(0)
            who = self._who(match, row)
            if any(who.values()):
                found += [SyncedRow(kind, record.id, record, **who) for record in mapper.map([row], now).records]
        return found, len(listed) - len(found)

    def _who(self, match: Mapping[str, Evaluate], row: Any) -> dict[str, str | None]:
        texts = {name: _text(evaluate, row) for name, evaluate in match.items()}
        email, phone, number = (texts.get(name) for name in ("email", "phone", "id"))
        return {
            "email": fold_email(email) if email is not None and "@" in email else None,
            "phone": self._locale.read_phone(phone) if phone is not None else None,
            "number": fold_id(number) or None if number is not None else None,
        }


def _text(evaluate: Evaluate, row: Any) -> str | None:
    """The text an expression finds in a row, of a list the first; None where it finds none."""
    try:
        found = evaluate(row)
        first = next((each for each in found if each), None) if isinstance(found, list) else found
        return text_of(first, 300)
    except Unreadable:
        return None
