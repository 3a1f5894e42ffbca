"""What goes into the store and comes out of it: frozen records, no database in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.connector import ListKind
    from connectors.merge import MergedCustomer
    from connectors.records import Money, Record

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
JsonMap = Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class RemoteId:
    """In a draft's field: the id the target system gave to the write with this key, filled in when it is sent."""

    key: str


DraftValue = str | int | float | bool | date | datetime | RemoteId | None

KeptAnswer = Mapping[str, "str | bool | Decimal | date | Money | None"]
"""What is kept of the answer to one step of a guide: plain fields, so that any program can read around them."""

_NOTHING: Mapping[str, DraftValue] = MappingProxyType({})
_NO_ANSWERS: Mapping[str, KeptAnswer] = MappingProxyType({})
_NO_DATA: JsonMap = MappingProxyType({})


class Strategy(StrEnum):
    """How a target system recognizes a write it has seen before; declared per operation, strongest first."""

    UPSERT = "upsert"
    KEY = "key"
    SEARCH = "search"
    NONE = "none"


class RowState(StrEnum):
    """Where an outbox row stands; `dead` and `unknown` need a person."""

    PENDING = "pending"
    INFLIGHT = "inflight"
    DONE = "done"
    DEAD = "dead"
    UNKNOWN = "unknown"


NEEDS_YOU = (RowState.DEAD, RowState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class OutboxDraft:
    """A write to another system, as it enters the outbox.

    `key` is "<call id>:<operation>:<n>", fixed here for every attempt. `entity` is "<noun>:<system>:<id>", such as
    "customer:crm:42": writes to one entity keep their order, and a failed `<noun>.create` of that very noun holds
    the entity's later writes. Text in `payload` is searched for card numbers; fields named in `ids` are not.
    """

    connector: str
    operation: str
    entity: str
    payload: Mapping[str, DraftValue]
    key: str
    strategy: Strategy | str = Strategy.NONE
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """An outbox row as it stands; `last_error` is "code" or "code: detail" of the last attempt.

    `readable` False: a program of another version wrote a payload that this one cannot read.
    """

    seq: int
    key: str
    connector: str
    entity: str
    operation: str
    payload: Mapping[str, DraftValue]
    strategy: Strategy
    state: RowState
    attempts: int
    next_at: datetime
    created: datetime
    first_try_at: datetime | None = None
    last_error: str | None = None
    done_at: datetime | None = None
    remote_id: str | None = None
    readable: bool = True

    @property
    def call_id(self) -> str:
        """The call this write came from."""
        return call_of(self.key)


def call_of(key: str) -> str:
    """The call id in an idempotency key; a call id may itself hold colons."""
    return key.rsplit(":", 2)[0]


@dataclass(frozen=True, slots=True)
class OutboxCounts:
    """How many writes wait to be sent, and how many need a person."""

    pending: int = 0
    needs_you: int = 0


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One thing that happened in a call; `data` is plain JSON: codes, numbers and ids, no free text."""

    call_id: str
    kind: str
    at: datetime
    data: JsonMap = field(default_factory=lambda: _NO_DATA)
    customer_key: str | None = None
    seq: int = 0


@dataclass(frozen=True, slots=True)
class CachedCustomer:
    """A customer as last seen: header, lists by kind newest first, and when the newest part was fetched."""

    merged: MergedCustomer
    parts: Mapping[ListKind, tuple[Record, ...]]
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class Hit:
    """A cached customer that a search found, with what tells one from another; the rest is in the cache under `key`.

    `by` is the kind of the word that found them (see `search_words.WordKind`), `near` that it was spelled otherwise.
    `number` is the customer's own, `phones` are E.164 where they could be read, `seen_at` is when the copy was made.
    """

    key: str
    name: str | None = None
    organization: str | None = None
    city: str | None = None
    number: str | None = None
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    last_contact: datetime | None = None
    seen_at: datetime | None = None
    by: int = 0
    near: bool = False


MISSED_CALL = -1
"""The number of the promise that a call leaves which nobody took; promises made in a call count from 0."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something promised to a customer and not done yet; `name` as the cache knows them, `number` as they called.

    `tried_at` is when they were last called about it without an answer. One with the number MISSED_CALL is a call that
    nobody took: it says nothing, and asks to be returned.
    """

    call_id: str
    n: int
    text: str
    due_on: date
    customer_key: str | None
    number: str | None
    made_at: datetime
    name: str | None = None
    tried_at: datetime | None = None

    @property
    def is_missed_call(self) -> bool:
        """Whether nobody took the call, so that the customer waits to be called back."""
        return self.n == MISSED_CALL


@dataclass(frozen=True, slots=True)
class PastCall:
    """A finished call as it was recorded; `name` as the cache still knows the customer.

    `kind` and `ending` are the words for its call type and disposition, given by whoever knows the playbook.
    """

    record: WrapUpRecord
    name: str | None = None
    kind: str = ""
    ending: str = ""


@dataclass(frozen=True, slots=True)
class DayTotals:
    """Finished calls of a day and the seconds handled: from answering (or its start) to the end of wrap-up."""

    calls: int = 0
    handled_s: int = 0


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """What an agent has typed into a call that is not finished, with enough to show the call again after a crash.

    `answers` are the guide's by step, `step` the one the agent stood on, `step_before` the one answered last. `picked`:
    whether the disposition is the agent's choice rather than the answers', None in a draft that does not tell;
    `disposition_words` is how it read. `source` and `phone_id` name the call to its phone. `traces` is what deeds have
    put into the wrap-up, each with the number of its deed. `promising` is a follow-up that was typed and not added.
    """

    call_id: str
    notes: str = ""
    disposition: str | None = None
    follow_ups: tuple[tuple[str, date], ...] = ()
    ani: str | None = None
    customer_key: str | None = None
    customer_name: str | None = None
    call_type: str | None = None
    started_at: datetime | None = None
    updated_at: datetime | None = None
    answers: Mapping[str, KeptAnswer] = field(default_factory=lambda: _NO_ANSWERS)
    letters: tuple[Mapping[str, DraftValue], ...] = ()
    invite: bool = True
    why_not_invited: str = ""
    step: str | None = None
    step_before: str | None = None
    picked: bool | None = None
    disposition_words: str = ""
    answered_at: datetime | None = None
    source: str = ""
    phone_id: str = ""
    traces: tuple[Mapping[str, DraftValue], ...] = ()
    promising: tuple[str, date | None] | None = None


@dataclass(frozen=True, slots=True)
class WrapUpRecord:
    """How a call ended, as the agent finished it; it was handled from answering, or its start, to finishing."""

    call_id: str
    started_at: datetime
    finished_at: datetime
    channel: str = "voice"
    direction: str = "in"
    agent: str | None = None
    queue: str | None = None
    ani: str | None = None
    customer_key: str | None = None
    call_type: str | None = None
    disposition: str | None = None
    notes: str = ""
    follow_ups: tuple[tuple[str, date], ...] = ()
    answered_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def handled_s(self) -> int:
        """Whole seconds handled; never below zero, whatever the clock did."""
        return max(0, round((self.finished_at - (self.answered_at or self.started_at)).total_seconds()))


@dataclass(frozen=True, slots=True)
class Finished:
    """What was committed: the keys of its writes, how many card numbers were taken out, whether it had been before."""

    call_id: str
    keys: tuple[str, ...] = ()
    again: bool = False
    masked: int = 0
