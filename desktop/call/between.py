"""Between calls: the agent's own day, who is there, what is due, what can be found and read."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Protocol, TypeVar

from connectors.phones import parse_number
from connectors.records import Case, CustomerEvent, Feedback, Interaction, Invoice, Order
from desktop.call.between_state import BetweenView, PreviewView
from desktop.call.guide import Own, as_written
from desktop.call.knowledge import articles_for
from desktop.call.lookup import Lookup
from desktop.call.presence import PresenceOfAgent
from desktop.playbook.colleagues import reader_of
from desktop.store.errors import StoreError
from desktop.store.records import NEEDS_YOU

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connectors.merge import MergedCustomer
    from connectors.records import Record
    from connectors.telephony.events import CallEvent
    from desktop.call.context import Context
    from desktop.call.state import ArticleView
    from desktop.playbook.model import Playbook
    from desktop.store.records import CachedCustomer, PastCall, Promise
    from desktop.store.store import Store

T = TypeVar("T")

SOON = timedelta(days=7)
MOST_RECENT = 8
MOST_UNSENT = 20
MOST_ROWS = 12
ERRAND_S = 120.0
"""A call that was begun about a promise rings this soon, or is another call to the same number."""
_INDEX_PAUSE_S = 0.05


class Owner(Protocol):
    """Who shows it, and calls numbers."""

    def between_changed(self, view: BetweenView) -> None:
        """There is a new picture."""

    def dial(self, number: str) -> None:
        """Call a number with the first phone that can."""


class Between:
    """Keeps the picture of the agent's day; methods return at once and their effect arrives as state."""

    def __init__(self, context: Context, owner: Owner, *, can_dial: bool) -> None:
        self._context = context
        self._owner = owner
        self._errand: tuple[Promise, float] | None = None
        self._presence = PresenceOfAgent(context, lambda view: self._set(presence=view))
        self._lookup = Lookup(context, lambda view: self._set(lookup=view))
        self.view = BetweenView(
            presence=self._presence.view,
            away_reasons=context.away_reasons,
            handling_goal_s=context.handling_goal_s,
            articles=_articles(context.playbook),
            can_dial=can_dial,
        )

    def start(self) -> None:
        """Show the day, and index what another version of the program has left."""
        self.refresh()
        self._context.tasks.start(self._presence.restore())
        self._context.tasks.start(self._index())

    async def _index(self) -> None:
        """A few at a time: a call that begins must not wait for it."""
        more: int | None = 1
        while more:
            more = await self._asked(lambda store: store.cache.index_more())
            await asyncio.sleep(_INDEX_PAUSE_S)

    def refresh(self) -> None:
        """Something was finished, sent or kept: look again."""
        self._context.tasks.start(self._refresh())

    async def _refresh(self) -> None:
        today = self._context.zone.local_date(self._context.clock.now())
        until = today + SOON

        def look(store: Store) -> Mapping[str, object]:
            return {
                "promises": store.promises.due(until),
                "recent": store.wrap_ups.last(MOST_RECENT),
                "unsent": store.outbox.list(NEEDS_YOU, MOST_UNSENT),
            }

        found = await self._asked(look)
        if found is not None:
            self._set(today=today, **{**found, "recent": self._in_words(found["recent"])})

    def _in_words(self, past: object) -> tuple[PastCall, ...]:
        """Recent calls with the words the playbook has for how they ended."""
        calls = past if isinstance(past, tuple) else ()
        book = self._context.playbook
        own = reader_of(book, self._context.language(), self._context.show).own
        return tuple(in_words(each, book, own) for each in calls)

    def use_playbook(self, playbook: Playbook) -> None:
        """Another playbook: its articles are those to find."""
        self._context = replace(self._context, playbook=playbook)
        self._set(articles=_articles(playbook), recent=self._in_words(self.view.recent))

    # -- who is there --------------------------------------------------------------------------------------

    def away(self, reason: str) -> None:
        """No calls for now, for one of the site's reasons."""
        self._presence.away(reason)

    def available(self) -> None:
        """Calls may come again."""
        self._presence.available()

    def line_changed(self, *, connected: bool) -> None:
        """A phone is there, or no longer: one that is back is told what it has missed."""
        if connected:
            self._presence.line_is_back()

    # -- promises ------------------------------------------------------------------------------------------

    def call_about(self, call_id: str, n: int) -> None:
        """Call the customer to whom this was promised, with what is known of them."""
        promise = self._promise(call_id, n)
        if promise is not None:
            self._context.tasks.start(self._call(promise))

    async def _call(self, promise: Promise) -> None:
        number = promise.number
        if promise.customer_key is not None:
            key = promise.customer_key
            cached = await self._asked(lambda store: store.cache.get(key))
            number = number or (_first_number(cached) if cached is not None else None)
        if number is not None and self.view.can_dial:
            self._errand = (promise, self._context.clock.monotonic())
            self._owner.dial(number)
        elif promise.customer_key is not None:
            self.open_customer(promise.customer_key)

    def errand_of(self, event: CallEvent) -> Promise | None:
        """The promise that a call which begins is about: the agent has just called this number for it."""
        errand, self._errand = self._errand, None
        if errand is None or event.direction != "out":
            return None
        promise, at = errand
        region = self._context.region
        called, wanted = parse_number(event.ani, region), parse_number(promise.number, region)
        late = self._context.clock.monotonic() - at > ERRAND_S
        same = promise.number is None or (called is not None and wanted is not None and called.e164 == wanted.e164)
        return None if late or not same else promise

    def kept(self, call_id: str, n: int) -> None:
        """It was done."""
        now = self._context.clock.now()
        self._write(lambda store: store.promises.kept(call_id, n, now))

    def reopen(self, call_id: str, n: int) -> None:
        """It was not done after all."""
        self._write(lambda store: store.promises.reopen(call_id, n))

    def called(self, promise: Promise, answered: bool) -> None:
        """A call about a promise is over."""
        call_id, n, now = promise.call_id, promise.n, self._context.clock.now()
        if answered:
            self._write(lambda store: store.promises.kept(call_id, n, now))
        else:
            self._write(lambda store: store.promises.tried(call_id, n, now))

    def _promise(self, call_id: str, n: int) -> Promise | None:
        return next((one for one in self.view.promises if (one.call_id, one.n) == (call_id, n)), None)

    # -- what could not be sent ----------------------------------------------------------------------------

    def send_again(self, key: str) -> None:
        """Try a write once more that a system did not take."""
        now = self._context.clock.now()
        self._write(lambda store: store.outbox.retry(key, now), wake=True)

    def give_up(self, key: str, reason: str) -> None:
        """A write is not to be sent any more; the reason is kept."""
        now = self._context.clock.now()
        self._write(lambda store: store.outbox.drop(key, reason, now), wake=True)

    # -- finding and reading -------------------------------------------------------------------------------

    def type_text(self, text: str) -> None:
        """The search field holds this text now."""
        self._lookup.typed(text)

    def ask_systems(self) -> None:
        """Ask every system for what the search field holds."""
        self._lookup.ask_systems()

    def found(self, key: str) -> MergedCustomer | None:
        """Somebody whom a system has just found."""
        return self._lookup.found(key)

    def stop_looking(self) -> None:
        """The search is closed: nobody found stays on screen."""
        self._lookup.clear()

    def open_customer(self, key: str) -> None:
        """Show a customer to read, as a system has just found them, or as the cache knows them."""
        self._context.tasks.start(self._open(key))

    async def _open(self, key: str) -> None:
        fresh = self._lookup.found(key)
        cached = await self._asked(lambda store: store.cache.get(key))
        if fresh is not None or cached is not None:
            rows = _newest(cached) if cached is not None else ()
            as_of = cached.fetched_at if cached is not None else None
            person = fresh or (cached.merged if cached is not None else None)
            self._set(preview=PreviewView(person, rows, as_of))

    def open_past(self, call_id: str) -> None:
        """Show a finished call to read, as it was recorded."""
        past = next((one for one in self.view.recent if one.record.call_id == call_id), None)
        if past is not None:
            self._set(preview=PreviewView(past=past))

    def read(self, article_id: str) -> None:
        """Show an article of the playbook."""
        article = next((one for one in self.view.articles if one.id == article_id), None)
        if article is not None:
            self._set(preview=PreviewView(article=article))

    def close_preview(self) -> None:
        """Nothing of a customer stays on screen."""
        self._set(preview=None)

    def call_begins(self) -> None:
        """A call takes the screen: what was found and read before it leaves."""
        self._set(preview=None)
        self._lookup.clear()

    # -- the store -----------------------------------------------------------------------------------------

    def _write(self, fn: Callable[[Store], object], *, wake: bool = False) -> None:
        self._context.tasks.start(self._written(fn, wake))

    async def _written(self, fn: Callable[[Store], object], wake: bool) -> None:
        await self._asked(fn)
        if wake:
            self._context.delivery.wake()
        await self._refresh()

    async def _asked(self, fn: Callable[[Store], T]) -> T | None:
        """What the store answers; None, reported, where it cannot."""
        try:
            return await self._context.db.run(fn)
        except StoreError as error:
            self._context.report(error)
            return None

    def _set(self, **changes: object) -> None:
        view = replace(self.view, **changes)  # type: ignore[arg-type]
        if view != self.view:
            self.view = view
            self._owner.between_changed(view)


def in_words(past: PastCall, playbook: Playbook, own: Own = as_written) -> PastCall:
    """A finished call with the titles of its call type and of how it ended; without, where the playbook has none."""
    kind = playbook.call_types.get(past.record.call_type or "")
    ends = kind.dispositions if kind is not None else ()
    path = next((end.path for end in ends if end.id == past.record.disposition), ())
    return replace(past, kind=own(kind.title) if kind is not None else "", ending=" › ".join(map(own, path)))


def _articles(playbook: Playbook) -> tuple[ArticleView, ...]:
    return articles_for(playbook.articles, None, None, playbook.languages[0])


def _first_number(cached: CachedCustomer) -> str | None:
    return next((phone.e164 or phone.raw for phone in cached.merged.customer.phones), None)


def _newest(cached: CachedCustomer) -> tuple[Record, ...]:
    dated = [(at, row) for rows in cached.parts.values() for row in rows if (at := _at(row)) is not None]
    return tuple(row for _, row in sorted(dated, key=lambda pair: pair[0], reverse=True)[:MOST_ROWS])


def _at(row: Record) -> datetime | None:
    match row:
        case Order():
            return row.placed_at
        case Case():
            return row.opened_at
        case Interaction() | Feedback() | CustomerEvent():
            return row.at
        case Invoice():
            return row.provenance.as_of
    return None
