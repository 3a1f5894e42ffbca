"""Where what was synced lies: rows by whom they are about, and how old they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from connectors.records import Record

By = Literal["email", "phone", "number"]


@dataclass(frozen=True, slots=True)
class SyncedRow:
    """One record and whom it is about: a folded e-mail address, an E.164 number, a folded customer number."""

    kind: str
    id: str
    record: Record
    email: str | None = None
    phone: str | None = None
    number: str | None = None

    @property
    def who(self) -> str:
        """Everything that tells whom it is about, in one text."""
        told = {"email": self.email, "phone": self.phone, "number": self.number}
        return " ".join(f"{by}:{value}" for by, value in told.items() if value is not None)


@dataclass(frozen=True, slots=True)
class SyncState:
    """How far a system has been read: everything until `at`; `full_at` is when all of it was read last.

    `rows` counts what the last sync brought; `nobody` those among them that are about nobody we could tell.
    """

    at: datetime
    full_at: datetime
    rows: int = 0
    nobody: int = 0
    truncated: bool = False


class SyncKeep(Protocol):
    """Keeps what was synced, sealed. Raises only `connectors.errors`."""

    async def put(self, system: str, rows: Sequence[SyncedRow], state: SyncState) -> None:
        """Keep rows in place of those of the same ids; where `full_at` is `at`, everything older goes."""

    async def find(self, system: str, by: By, value: str) -> Sequence[SyncedRow]:
        """The rows about somebody."""

    async def state(self, system: str) -> SyncState | None:
        """How far the system has been read; None where it never was."""


class MemorySync:
    """Keeps what was synced until the program ends."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[tuple[str, str], SyncedRow]] = {}
        self._states: dict[str, SyncState] = {}

    async def put(self, system: str, rows: Sequence[SyncedRow], state: SyncState) -> None:
        """Keep rows."""
        kept = {} if state.full_at == state.at else self._rows.get(system, {})
        self._rows[system] = kept | {(row.kind, row.id): row for row in rows}
        self._states[system] = state

    async def find(self, system: str, by: By, value: str) -> Sequence[SyncedRow]:
        """The rows about somebody."""
        return [row for row in self._rows.get(system, {}).values() if getattr(row, by) == value]

    async def state(self, system: str) -> SyncState | None:
        """How far the system has been read."""
        return self._states.get(system)
