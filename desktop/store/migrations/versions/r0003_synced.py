"""What was read in the background of systems that cannot be asked during a call."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """create table synced(
        system text not null, kind text not null, id text not null, email text, phone text, number text,
        read_at real not null, body text not null, primary key(system, kind, id)) without rowid""",
    "create index synced_email on synced(email, system) where email is not null",
    "create index synced_phone on synced(phone, system) where phone is not null",
    "create index synced_number on synced(number, system) where number is not null",
    "create table sync_states(system text not null primary key, read_at real not null, body text not null)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("the store is never taken back: a newer file stays readable, or is refused")
