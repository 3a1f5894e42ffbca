"""The first tables."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    # readable_from: the first revision whose program can work with this file; a step that breaks that raises it.
    "create table store_meta(name text not null primary key, value text not null)",
    "insert into store_meta values ('readable_from', '0001')",
    # -- cached customers: copies, at most thirty days old
    """create table cache_customers(
        key text not null primary key, fetched_at real not null, needle text not null, body text not null)""",
    "create index cache_age on cache_customers(fetched_at)",
    """create table cache_numbers(
        e164 text not null, key text not null references cache_customers(key) on delete cascade,
        primary key(e164, key)) without rowid""",
    "create index cache_numbers_key on cache_numbers(key)",
    """create table cache_emails(
        email text not null, key text not null references cache_customers(key) on delete cascade,
        primary key(email, key)) without rowid""",
    "create index cache_emails_key on cache_emails(key)",
    """create table cache_ids(
        system text not null, id text not null, key text not null references cache_customers(key) on delete cascade,
        primary key(system, id)) without rowid""",
    "create index cache_ids_key on cache_ids(key)",
    # -- what happened: added to, never changed, but for retention and the right to erasure, which say so first
    """create table journal(
        seq integer primary key autoincrement, call_id text not null, kind text not null, at real not null,
        customer_key text, data text not null)""",
    "create index journal_call on journal(call_id)",
    "create index journal_customer on journal(customer_key, at) where customer_key is not null",
    "create index journal_at on journal(at)",
    """create trigger journal_keeps_rows before delete on journal
        when not exists (select 1 from store_meta where name = 'erasing')
        begin select raise(abort, 'the journal is append-only'); end""",
    """create trigger journal_keeps_words before update on journal
        when not exists (select 1 from store_meta where name = 'erasing')
        begin select raise(abort, 'the journal is append-only'); end""",
    """create table audit(
        seq integer primary key autoincrement, at real not null, kind text not null, data text not null,
        hash text not null)""",
    """create trigger audit_keeps_rows before delete on audit
        begin select raise(abort, 'the audit log is append-only'); end""",
    """create trigger audit_keeps_words before update on audit
        begin select raise(abort, 'the audit log is append-only'); end""",
    # -- what the agent does
    """create table wrap_ups(
        call_id text not null primary key, customer_key text, finished_at real not null, handled_s integer not null,
        call_type text, disposition text, body text not null)""",
    "create index wrap_ups_at on wrap_ups(finished_at)",
    "create index wrap_ups_customer on wrap_ups(customer_key) where customer_key is not null",
    """create table drafts(
        call_id text not null primary key, customer_key text, saved_at real not null, body text not null)""",
    """create table outbox(
        seq integer primary key autoincrement, idem_key text not null unique,
        connector text not null, entity text not null, op text not null, payload text not null,
        state text not null default 'pending' check(state in ('pending','inflight','done','dead','unknown')),
        attempts integer not null default 0, next_at real not null default 0, first_try_at real, last_error text,
        created real not null, done_at real, remote_id text,
        strategy text not null default 'none' check(strategy in ('upsert','key','search','none')))""",
    "create index ob_live on outbox(entity, seq) where state in ('pending','inflight')",
    "create index ob_due on outbox(seq) where state = 'pending'",
    "create index ob_stuck on outbox(entity, seq) where state in ('dead','unknown')",
    "create index ob_done on outbox(done_at) where state = 'done'",
    # -- the rest
    "create table settings(name text not null primary key, value text not null)",
    "create table secrets(name text not null primary key, value blob not null)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the store is never taken back: a newer file stays readable, or is refused")
