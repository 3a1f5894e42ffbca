"""What the screen may know around the calls: the desk at one moment, all that an idle window shows.

Kept apart from the calls, so that the window is painted before what a call is made of is even imported.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.call.between_state import BetweenView

if TYPE_CHECKING:
    from connectors.telephony.events import LineState


class Phase(StrEnum):
    """Where a call is in its life."""

    RINGING = "ringing"
    TALKING = "talking"
    HELD = "held"
    WRAP_UP = "wrap_up"
    FINISHED = "finished"


class IdentityStatus(StrEnum):
    """Who is on the line, as far as we know."""

    LOOKING = "looking"
    IDENTIFIED = "identified"
    CHOOSE = "choose"
    UNKNOWN = "unknown"
    WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with a source; `code` names the class: auth, denied, rate_limited, timeout, network, server,
    busy, breaker, bad_payload, rejected; no_secret, no_key_store, key_store_locked where there was nothing to sign in
    with. `retry_in_s` counts from `since`. `detail` is for IT ("copy for IT")."""

    system: str
    label: str
    code: str
    since: datetime
    retry_in_s: float | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """One connected system for the status bar; `status` is idle, asking, slow, ok, cached or failed.

    `signs_in` where the agent signs in to it with their browser.
    """

    name: str
    label: str
    status: str = "idle"
    latency_ms: float | None = None
    as_of: datetime | None = None
    trouble: Trouble | None = None
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class Tab:
    """One call in the row of calls."""

    call_id: str
    name: str | None
    number: str
    phase: Phase
    since: datetime


@dataclass(frozen=True, slots=True)
class OutboxCount:
    """What is still to be written back: waiting to be sent, and needing the agent."""

    pending: int = 0
    needs_you: int = 0


@dataclass(frozen=True, slots=True)
class DeskState:
    """Everything around the calls: who works here, the calls in order of arrival, the one in view, lines, outbox.

    `store_mode` is keyring, demo, memory, none or locked; `store_problem` a code: disk_full, read_only, damaged,
    locked_away, key_missing. `practice` marks demo calls. `playbook_problems` are those of a changed playbook that
    cannot be used, each a sentence with file and line; the version named is the one in use.
    """

    agent: str = ""
    company: str = ""
    tabs: tuple[Tab, ...] = ()
    viewed: str | None = None
    lines: tuple[LineState, ...] = ()
    outbox: OutboxCount = OutboxCount()
    store_mode: str = "none"
    store_problem: str | None = None
    playbook: str = ""
    playbook_version: str = ""
    playbook_problems: tuple[str, ...] = ()
    practice: bool = False
    sources: tuple[SourceView, ...] = ()
    calls_today: int = 0
    handled_s_today: int = 0
    between: BetweenView = BetweenView()

    def lost(self, source: str) -> LineState | None:
        """The line of a phone that is known not to be there now."""
        return next((line for line in self.lines if line.source == source and not line.connected), None)

    def heard(self, line: LineState, now: datetime) -> tuple[LineState, ...]:
        """The lines once this was heard of one; a phone that is still not there is so since it was first heard of."""
        others = tuple(each for each in self.lines if each.source != line.source)
        before = self.lost(line.source)
        since = None if line.connected else before.since if before is not None else now
        return (*others, replace(line, since=since))
