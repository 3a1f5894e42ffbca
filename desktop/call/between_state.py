"""What the screen may know between calls: frozen pictures of the agent's own day, of a search, and of who is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from connectors.records import Record
    from desktop.call.state import ArticleView, Candidate, Trouble
    from desktop.store.records import Hit, OutboxRow, PastCall, Promise


class Presence(StrEnum):
    """Whether calls may come."""

    AVAILABLE = "available"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class PresenceView:
    """The agent's presence since when; `reason` is one of the site's words while away.

    `phone` is told (the phone knows it), telling, failed, or own: no phone here can be told, so only this window knows.
    """

    status: Presence = Presence.AVAILABLE
    since: datetime | None = None
    reason: str = ""
    phone: str = "own"


@dataclass(frozen=True, slots=True)
class LookupView:
    """A search over everything: `hits` from the cache for exactly this `text`, `found` from the systems once asked.

    `status` of the systems is idle, asking, done or failed.
    """

    text: str = ""
    hits: tuple[Hit, ...] = ()
    status: str = "idle"
    found: tuple[Candidate, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewView:
    """Something opened between calls, to read only: a customer, a call as it was recorded, or an article.

    `rows` are the customer's records, newest first, as they were at `as_of`; None of a customer just found.
    """

    customer: MergedCustomer | None = None
    rows: tuple[Record, ...] = ()
    as_of: datetime | None = None
    past: PastCall | None = None
    article: ArticleView | None = None


@dataclass(frozen=True, slots=True)
class BetweenView:
    """The agent's own day: what is due until soon, the calls finished last, the writes that need a person."""

    today: date | None = None
    promises: tuple[Promise, ...] = ()
    recent: tuple[PastCall, ...] = ()
    unsent: tuple[OutboxRow, ...] = ()
    presence: PresenceView = PresenceView()
    away_reasons: tuple[str, ...] = ()
    handling_goal_s: int | None = None
    lookup: LookupView = LookupView()
    preview: PreviewView | None = None
    articles: tuple[ArticleView, ...] = ()
    can_dial: bool = False
