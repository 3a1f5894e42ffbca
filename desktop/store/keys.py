"""Where the store's master key comes from, and what may be kept without one.

One 32-byte master key per profile; each use gets a subkey of its own by HKDF-SHA256 (RFC 5869), so that no two
uses ever share a key. The operating system's key store is in `keyring_keys.py`.
"""

from __future__ import annotations

import hmac
import os
import secrets
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Literal, Protocol

from desktop.store.errors import KeyMissing, NotDemo, ReadOnly

KEY_BYTES = 32
DEMO_KEY = "demo.key"
SITE_FILE = "site.toml"
STORE_FOLDER = "store"

Label = Literal["db", "token", "audit", "pseudonym", "explore"]


class StoreMode(StrEnum):
    """How the store is kept; only `keyring` and `demo` are on disk."""

    KEYRING = "keyring"
    DEMO = "demo"
    LOCKED = "locked"
    MEMORY = "memory"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Keys:
    """The answer of a key store: the master key, or None and why.

    `holds_notes` says whether notes may be held in memory until they are sent, where there is no key. `reason` is a
    code: no_backend, refused_backend, locked, timeout, failed.
    """

    mode: StoreMode
    master: bytes | None = field(default=None, repr=False)
    holds_notes: bool = True
    reason: str | None = None

    def subkey(self, label: Label) -> bytes:
        """The 32-byte key for one use. Raises KeyMissing without a master key."""
        if self.master is None:
            raise KeyMissing(self.reason or "")
        return subkey(self.master, label)


class KeyStore(Protocol):
    """Something that keeps a master key."""

    def read(self) -> Keys:
        """The key, made at the first call ever; may block, so it is asked on the db thread. Never raises for a
        key store that is locked, absent or refused: that is an answer."""


def subkey(master: bytes, label: Label) -> bytes:
    """HKDF-SHA256 of the master key for one use: extract without a salt, expand to one block, which is 32 bytes."""
    extracted = hmac.digest(bytes(KEY_BYTES), master, "sha256")
    return hmac.digest(extracted, f"callside-{label}-v1".encode() + b"\x01", "sha256")


class FixedKeys:
    """A key given from outside, for tests and tools."""

    def __init__(self, master: bytes, mode: StoreMode = StoreMode.KEYRING) -> None:
        self._keys = Keys(mode, _checked(master))

    def read(self) -> Keys:
        """The key given."""
        return self._keys


class NoKeys:
    """No key at all: `holds_notes` is the policy that allows holding notes in memory until they are sent."""

    def __init__(self, holds_notes: bool = False, reason: str = "no_backend") -> None:
        mode = StoreMode.MEMORY if holds_notes else StoreMode.NONE
        self._keys = Keys(mode, None, holds_notes, reason)

    def read(self) -> Keys:
        """No key, and why."""
        return self._keys


class DemoKeys:
    """The demo's key, in a file beside the demo's synthetic data; no other data may be kept like that.

    `read` raises NotDemo where the folder's site is not marked `demo = true`, or where a store of another kind of
    key already lies.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Keys:
        """The demo's key, made at the first start."""
        self._refuse_other_sites()
        file = self._folder / DEMO_KEY
        try:
            text = file.read_text("ascii") if file.exists() else self._make(file)
        except OSError as error:
            raise ReadOnly(type(error).__name__) from error
        return Keys(StoreMode.DEMO, from_hex(text))

    def _refuse_other_sites(self) -> None:
        site = self._folder / SITE_FILE
        if site.exists():
            try:
                described = tomllib.loads(site.read_text("utf-8"))
            except (OSError, ValueError) as error:
                raise NotDemo("the site cannot be read") from error
            if described.get("demo") is not True:
                raise NotDemo("the site is not the demo")
        if (self._folder / STORE_FOLDER).exists() and not (self._folder / DEMO_KEY).exists():
            raise NotDemo("a store of another key lies here")

    def _make(self, file: Path) -> str:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = new_key().hex()
        # Exclusive: of two first starts at once, the second must read the key of the first.
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        return text


def new_key() -> bytes:
    """A random master key."""
    return secrets.token_bytes(KEY_BYTES)


def from_hex(text: str) -> bytes:
    """The key from its 64 hexadecimal characters. Raises KeyMissing."""
    try:
        return _checked(bytes.fromhex(text.strip()))
    except ValueError as error:
        raise KeyMissing("not a key") from error


def _checked(master: bytes) -> bytes:
    if len(master) != KEY_BYTES:
        raise ValueError("a master key has 32 bytes")
    return master
