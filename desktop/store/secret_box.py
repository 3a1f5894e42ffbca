"""Secrets of connections, such as refresh tokens: sealed once more inside the encrypted file.

AES-256-GCM under a subkey of its own, bound to its place (table, column, name), with the key's id in front. They lie
here and not in the system's key store, which on Windows holds 1,280 characters and hands them on to other machines.

The cipher's library is imported for a secret there is: a workstation without one is spared its 7 MB.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from desktop.store.codec import clean_text
from desktop.store.errors import Damaged, Off
from desktop.store.schema import SECRETS

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    from desktop.store.engine import Database

KEY_ID = b"\x01"
NONCE_BYTES = 12
_NEW = insert(SECRETS)
_SET = _NEW.on_conflict_do_update(index_elements=[SECRETS.c.name], set_={"value": _NEW.excluded.value})
_GET = select(SECRETS.c.value).where(SECRETS.c.name == bindparam("wanted"))


class SecretBox:
    """Secrets by name; without a key (None) nothing is kept."""

    def __init__(self, database: Database, key: bytes | None) -> None:
        self._database = database
        self._key = key

    def get(self, name: str) -> str | None:
        """The secret, or None. Raises Damaged for one that was moved or changed."""
        query = {"wanted": clean_text(name)}
        sealed = self._database.read(lambda connection: connection.execute(_GET, query).scalar())
        if sealed is None or self._key is None:
            return None
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - not before there is a secret

        nonce, text = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return _cipher(self._key).decrypt(nonce, text, _place(name)).decode()
        except InvalidTag as error:
            raise Damaged("a secret") from error

    def set(self, name: str, secret: str) -> None:
        """Keep a secret in place of the one before; it is on the disk when this returns. Raises Off."""
        if self._key is None:
            raise Off
        nonce = os.urandom(NONCE_BYTES)
        sealed = KEY_ID + nonce + _cipher(self._key).encrypt(nonce, secret.encode(), _place(name))
        row = {"name": clean_text(name), "value": sealed}
        self._database.write(lambda connection: connection.execute(_SET, [row]))

    def forget(self, name: str) -> None:
        """Drop a secret."""
        query = delete(SECRETS).where(SECRETS.c.name == clean_text(name))
        self._database.write(lambda connection: connection.execute(query))

    def names(self) -> tuple[str, ...]:
        """The names of all secrets kept."""
        query = select(SECRETS.c.name).order_by(SECRETS.c.name)
        return tuple(self._database.read(lambda connection: connection.execute(query).scalars().all()))


def _cipher(key: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - not before there is a secret

    return AESGCM(key)


def _place(name: str) -> bytes:
    return f"secrets.value.{clean_text(name)}".encode()
