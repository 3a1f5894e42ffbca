"""Settings of this profile that the program itself remembers; no secrets and no customers in here."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.store.codec import clean_text, to_json
from desktop.store.records import Json
from desktop.store.schema import SETTINGS

if TYPE_CHECKING:
    from desktop.store.engine import Database

_NEW = insert(SETTINGS)
_SET = _NEW.on_conflict_do_update(index_elements=[SETTINGS.c.name], set_={"value": _NEW.excluded.value})
_GET = select(SETTINGS.c.value).where(SETTINGS.c.name == bindparam("wanted"))


class Settings:
    """Values of plain JSON by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Json = None) -> Json:
        """The value, or the default."""
        query = {"wanted": clean_text(name)}
        value = self._database.read(lambda connection: connection.execute(_GET, query).scalar())
        found: Json = default if value is None else json.loads(value)
        return found

    def set(self, name: str, value: Json) -> None:
        """Remember a value."""
        row = {"name": clean_text(name), "value": to_json(value)}
        self._database.write(lambda connection: connection.execute(_SET, [row]))

    def forget(self, name: str) -> None:
        """Go back to the default."""
        query = delete(SETTINGS).where(SETTINGS.c.name == clean_text(name))
        self._database.write(lambda connection: connection.execute(query))
