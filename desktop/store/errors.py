"""The one tree of errors the store raises; `code` is what the screen words.

StoreError           store_failed     something else went wrong; nothing was committed
 +-- Off             off              notes cannot be kept here: there is no key and no policy to go without
 +-- DiskFull        disk_full        no room; everything acknowledged is still there
 +-- ReadOnly        read_only        the profile folder cannot be written
 +-- Busy            busy             another program holds the store
 +-- Damaged         damaged          the file can no longer be trusted
 +-- Unreadable      unreadable       wrong key, or the first page is damaged
 +-- KeyMissing      key_missing      there is no key to open it with
 +-- Locked          store_locked     the key store is locked
 +-- Newer           newer_store      a newer program wrote it, and not so that this one can read it
 +-- OldEngine       engine_too_old   the database engine has a known fault
 +-- NotLocal        not_local        the profile lies on a network drive
 +-- NotDemo         not_demo         demo keys were asked for data that is not the demo's
 +-- Unknown         unknown          there is no such row, or not in this state
 +-- KeyTaken        key_taken        another write was promised under this key already
 +-- Closed          closed           the store was closed

`detail` is for IT and the log; no key and no customer text in it.
"""

from __future__ import annotations

from typing import ClassVar


class StoreError(Exception):
    """The store could not do it, and nothing was committed."""

    code: ClassVar[str] = "store_failed"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code}: {detail}" if detail else self.code)
        self.detail = detail


class Off(StoreError):
    """Notes are switched off here: no key, and no policy that allows going without."""

    code = "off"


class DiskFull(StoreError):
    """No room on the disk; everything acknowledged before is still there."""

    code = "disk_full"


class ReadOnly(StoreError):
    """The profile folder, or the file in it, cannot be written."""

    code = "read_only"


class Busy(StoreError):
    """Another program held the store longer than we wait."""

    code = "busy"


class Damaged(StoreError):
    """The file is damaged."""

    code = "damaged"


class Unreadable(Damaged):
    """The file cannot be read at all: the key is wrong, or its first page is damaged."""

    code = "unreadable"


class KeyMissing(StoreError):
    """There is no key to open the store with."""

    code = "key_missing"


class Locked(StoreError):
    """The place that keeps the key is locked."""

    code = "store_locked"


class Newer(StoreError):
    """A newer program wrote this store, and not so that this one can read it."""

    code = "newer_store"


class OldEngine(StoreError):
    """The database engine is older than the first one that does not corrupt a write-ahead log."""

    code = "engine_too_old"


class NotLocal(StoreError):
    """The profile lies on a network drive, where a write-ahead log is not safe."""

    code = "not_local"


class NotDemo(StoreError):
    """Demo keys are for the demo's synthetic data only."""

    code = "not_demo"


class Unknown(StoreError):
    """There is no such row, or it is not in a state where this makes sense."""

    code = "unknown"


class KeyTaken(StoreError):
    """Another write was promised under this key already; the new one would never be sent."""

    code = "key_taken"


class Closed(StoreError):
    """The store was closed."""

    code = "closed"
