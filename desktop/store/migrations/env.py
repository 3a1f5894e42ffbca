"""Run by alembic: upgrades the connection it is handed, inside the transaction that is open on it."""

from __future__ import annotations

from alembic import context

from desktop.store.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True)
context.run_migrations()
