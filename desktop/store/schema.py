"""The tables as queries see them; the statements that make them are the migrations.

Instants are seconds since 1970 (UTC) in a REAL; bodies are the codec's JSON text.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import REAL, Column, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

STORE_META = Table(
    "store_meta", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False)
)

CACHE_CUSTOMERS = Table(
    "cache_customers",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("fetched_at", REAL, nullable=False),
    Column("needle", Text, nullable=False),  # what the program before this one searched in; empty now
    Column("body", Text, nullable=False),
)
CACHE_NUMBERS = Table(
    "cache_numbers", METADATA, Column("e164", Text, primary_key=True), Column("key", Text, primary_key=True)
)
CACHE_EMAILS = Table(
    "cache_emails", METADATA, Column("email", Text, primary_key=True), Column("key", Text, primary_key=True)
)
CACHE_IDS = Table(
    "cache_ids",
    METADATA,
    Column("system", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("key", Text, nullable=False),
)
CACHE_PEOPLE = Table(
    "cache_people",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("seen_at", REAL, nullable=False),
    Column("card", Text, nullable=False),
)
CACHE_WORDS = Table(
    "cache_words",
    METADATA,
    Column("word", Text, primary_key=True),
    Column("person", Integer, primary_key=True),
    Column("kind", Integer, nullable=False),
)
CACHE_SPELLINGS = Table(
    "cache_spellings",
    METADATA,
    Column("spelling", Text, primary_key=True),
    Column("word", Text, primary_key=True),
)

JOURNAL = Table(
    "journal",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("call_id", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("at", REAL, nullable=False),
    Column("customer_key", Text),
    Column("data", Text, nullable=False),
)
AUDIT = Table(
    "audit",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", REAL, nullable=False),
    Column("kind", Text, nullable=False),
    Column("data", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
WRAP_UPS = Table(
    "wrap_ups",
    METADATA,
    Column("call_id", Text, primary_key=True),
    Column("customer_key", Text),
    Column("finished_at", REAL, nullable=False),
    Column("handled_s", Integer, nullable=False),
    Column("call_type", Text),
    Column("disposition", Text),
    Column("body", Text, nullable=False),
)
OUTBOX = Table(
    "outbox",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("idem_key", Text, nullable=False, unique=True),
    Column("connector", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("op", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", REAL, nullable=False),
    Column("first_try_at", REAL),
    Column("last_error", Text),
    Column("created", REAL, nullable=False),
    Column("done_at", REAL),
    Column("remote_id", Text),
    Column("strategy", Text, nullable=False),
)
PROMISES = Table(
    "promises",
    METADATA,
    Column("call_id", Text, primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("customer_key", Text),
    Column("number", Text),
    Column("text", Text, nullable=False),
    Column("due_on", Text, nullable=False),
    Column("made_at", REAL, nullable=False),
    Column("tried_at", REAL),
    Column("done_at", REAL),
)
SYNCED = Table(
    "synced",
    METADATA,
    Column("system", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("email", Text),
    Column("phone", Text),
    Column("number", Text),
    Column("read_at", REAL, nullable=False),
    Column("body", Text, nullable=False),
)
SYNC_STATES = Table(
    "sync_states",
    METADATA,
    Column("system", Text, primary_key=True),
    Column("read_at", REAL, nullable=False),
    Column("body", Text, nullable=False),
)
DRAFTS = Table(
    "drafts",
    METADATA,
    Column("call_id", Text, primary_key=True),
    Column("customer_key", Text),
    Column("saved_at", REAL, nullable=False),
    Column("body", Text, nullable=False),
)
SETTINGS = Table("settings", METADATA, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
SECRETS = Table(
    "secrets", METADATA, Column("name", Text, primary_key=True), Column("value", LargeBinary, nullable=False)
)


def seconds(instant: datetime) -> float:
    """An instant as it is stored."""
    return instant.timestamp()


def instant(stored: float) -> datetime:
    """A stored instant."""
    return datetime.fromtimestamp(stored, UTC)


def instant_or_none(stored: float | None) -> datetime | None:
    """A stored instant that may be absent."""
    return None if stored is None else instant(stored)
