"""Words to find cached customers by, and promises to customers with the day they are due."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    # -- the index over the cached customers: it leaves with them, row by row
    """create table cache_people(
        id integer primary key, key text not null unique references cache_customers(key) on delete cascade,
        seen_at real not null, card text not null)""",
    """create table cache_words(
        word text not null, person integer not null references cache_people(id) on delete cascade,
        kind integer not null, primary key(word, person)) without rowid""",
    "create index cache_words_person on cache_words(person)",
    """create table cache_spellings(
        spelling text not null, word text not null, primary key(spelling, word)) without rowid""",
    "create index cache_spellings_word on cache_spellings(word)",
    """create trigger cache_spellings_go after delete on cache_words
        when not exists (select 1 from cache_words where word = old.word)
        begin delete from cache_spellings where word = old.word; end""",
    # -- what was promised to customers; days are ISO text
    """create table promises(
        call_id text not null, n integer not null, customer_key text, number text, text text not null,
        due_on text not null, made_at real not null, tried_at real, done_at real, primary key(call_id, n))""",
    "create index promises_due on promises(due_on) where done_at is null",
    "create index promises_customer on promises(customer_key) where customer_key is not null",
    """insert into promises(call_id, n, customer_key, number, text, due_on, made_at)
        select wrap_ups.call_id, each.key, wrap_ups.customer_key, json_extract(wrap_ups.body, '$.ani'),
            json_extract(each.value, '$[0]'), json_extract(each.value, '$[1].v'), wrap_ups.finished_at
        from wrap_ups, json_each(wrap_ups.body, '$.follow_ups') as each
        where json_extract(each.value, '$[1].v') is not null""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the store is never taken back: a newer file stays readable, or is refused")
