"""The store: everything this workstation keeps, behind one object that lives on the db thread."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store import outbox_rows as rows
from desktop.store.audit import Audit
from desktop.store.cache import Cache
from desktop.store.carry import carry_over
from desktop.store.drafts import Drafts
from desktop.store.engine import Database
from desktop.store.erase import Receipt, Trace, erase, erase_unnamed
from desktop.store.errors import Busy, DiskFull, KeyMissing, Locked, Off, ReadOnly, StoreError
from desktop.store.free_text import CardMask
from desktop.store.journal import Journal, add_entries
from desktop.store.keys import KEY_BYTES, Keys, KeyStore, StoreMode
from desktop.store.migrate import migrate
from desktop.store.opening import Opened, Report, check, join_file, open_file
from desktop.store.outbox import Outbox, add_drafts
from desktop.store.promises import Promises
from desktop.store.records import Finished, JournalEntry, OutboxDraft, Promise, WrapUpRecord
from desktop.store.retention import Retention, expire
from desktop.store.secret_box import SecretBox
from desktop.store.settings import Settings
from desktop.store.synced import Synced
from desktop.store.wrap_up import WrapUps, finish, leave

if TYPE_CHECKING:
    from sqlalchemy import Connection

Now = Callable[[], datetime]


class Store:
    """One open store. `mode` says what can honestly be promised, `reports` what happened when it was opened.

    `explore_key` decides who sees what where a policy tries things out; None where nothing would be on record.

    On one thread only: the db thread (`Db`), or the main thread of a command.
    """

    def __init__(self, opened: Opened, keys: Keys, now: Now) -> None:
        self._database = opened.database
        self._now = now
        self.mode = keys.mode
        self.reports = tuple(opened.reports)
        self._refusal = _refusal(keys)
        on_disk = keys.master is not None
        self.cache = Cache(self._database, now, on=on_disk)
        self.synced = Synced(self._database, on=on_disk)
        self.journal = Journal(self._database)
        self.outbox = Outbox(self._database)
        self.promises = Promises(self._database)
        self.wrap_ups = WrapUps(self._database)
        self.drafts = Drafts(self._database, now, self._refusal)
        self.settings = Settings(self._database)
        self.secrets = SecretBox(self._database, keys.subkey("token") if on_disk else None)
        self.audit = _audit(self._database, keys)
        self.explore_key = keys.subkey("explore") if on_disk else None

    @property
    def durable(self) -> bool:
        """Whether "saved" means that it is on the disk."""
        return self._database.path is not None

    @property
    def keeps_notes(self) -> bool:
        """Whether notes may be typed at all."""
        return self._refusal is None and not self._database.read_only

    @property
    def problem(self) -> str | None:
        """The first thing to tell about this store, as a code: disk_full, low_space, locked_away, read_only."""
        space = self._database.space
        if space is not None and space.full:
            return "disk_full"
        if self.reports:
            return self.reports[0].code
        return "low_space" if space is not None and space.is_low() else None

    def finish_call(
        self,
        record: WrapUpRecord,
        drafts: Sequence[OutboxDraft],
        journal: Sequence[JournalEntry],
        missed: Promise | None = None,
    ) -> Finished:
        """Wrap-up, journal, writes, `missed` and the end of the draft: all or nothing, on the disk when this returns.

        A call that was finished before is left as it was. Raises StoreError; then nothing was written.
        """
        if self._refusal is not None:
            raise self._refusal
        return self._database.write(lambda connection: finish(connection, record, drafts, journal, missed))

    def leave_call(self, entry: JournalEntry, missed: Promise | None) -> None:
        """Keep that nobody took a call, and whom to call back; raises StoreError, and then nothing was written."""
        if self._refusal is not None:
            raise self._refusal
        self._database.write(lambda connection: leave(connection, entry, missed))

    def promise(self, drafts: Sequence[OutboxDraft], journal: Sequence[JournalEntry], hold_s: float = 0.0) -> int:
        """Writes that a running call promises, with their journal, all or nothing; answers the card numbers masked.

        For `hold_s` seconds they can surely be taken back.
        """
        if self._refusal is not None:
            raise self._refusal
        cards = CardMask()

        def work(connection: Connection) -> None:
            add_entries(connection, journal, cards)
            add_drafts(connection, drafts, self._now(), cards, hold_s)

        self._database.write(work)
        return cards.count

    def take_back(self, keys: Sequence[str], journal: Sequence[JournalEntry]) -> bool:
        """Take promised writes back, with their journal; False, and nothing is changed, once one may have been sent."""

        def work(connection: Connection) -> bool:
            taken = rows.take_back(connection, keys, self._now())
            if taken:
                add_entries(connection, journal)
            return taken

        return self._database.write(work)

    def erase(self, customer_key: str, numbers_of: str | None = None) -> Receipt:
        """Erase one customer from everything here, files included; `numbers_of` has the ids that others carry."""
        return erase(self._database, self.audit, customer_key, self._now(), numbers_of)

    def erase_unnamed(self, trace: Trace, numbers_of: str | None = None) -> Receipt:
        """Erase what callers left whom nobody identified, by a number or an address."""
        return erase_unnamed(self._database, self.audit, trace, self._now(), numbers_of)

    def housekeep(self, keep: Retention | None = None) -> int:
        """Daily and at start: delete what is past its time, make the reserve again; answers the rows deleted."""
        if self._database.space is not None:
            self._database.space.keep_reserve()
        return 0 if self._database.read_only else expire(self._database, keep or Retention(), self._now())

    def check(self) -> None:
        """Read and authenticate every page. Raises Damaged."""
        if self.durable:
            check(self._database)

    def adopt(self, other: Store) -> None:
        """Take over what another store holds, and close it: after unlocking, what was kept in memory until then."""
        carry_over(lambda: other._database, self._database)

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def open_store(folder: Path, keys: KeyStore, now: Now | None = None, *, owner: bool = True) -> Store:
    """Open, and where needed make, the store of a profile; without a key it is in memory. Raises StoreError.

    `owner` is the desktop itself. A command that runs beside it passes False: then nothing is made, moved or upgraded.
    """
    now = now or _utc_now
    found = keys.read()
    if found.master is None:
        if not owner:
            raise Locked(found.reason or "") if found.mode is StoreMode.LOCKED else KeyMissing(found.reason or "")
        return _in_memory(found, now)
    key = found.subkey("db")
    opened = open_file(folder, key, now().date()) if owner else join_file(folder, key)
    store = Store(opened, found, now)
    if owner:
        _settle_in(store, opened, now)
    return store


def open_best(folder: Path, keys: KeyStore, now: Now | None = None) -> Store:
    """Like `open_store`, but never raises StoreError: what cannot be opened becomes a store in memory that says why."""
    now = now or _utc_now
    try:
        return open_store(folder, keys, now)
    except StoreError as error:
        return _in_memory(Keys(StoreMode.NONE, None, False, error.code), now, Report(error.code, why=error.detail))


def _in_memory(keys: Keys, now: Now, *reports: Report) -> Store:
    database = Database(None, None)
    migrate(database)
    return Store(Opened(database, list(reports)), keys, now)


def _settle_in(store: Store, opened: Opened, now: Now) -> None:
    """What an owner does once at start: tell the audit log about a file put aside, let go of what is past its time."""
    # A full disk must not keep the store shut: what is in it can still be read, and sent.
    with suppress(DiskFull, ReadOnly, Busy):
        for report in opened.reports:
            if report.code == "locked_away" and report.path is not None:
                store.audit.append("store.locked_away", now(), {"why": report.why, "name": report.path.name})
        store.housekeep()


def _refusal(keys: Keys) -> type[StoreError] | None:
    if keys.holds_notes:
        return None
    return Locked if keys.mode is StoreMode.LOCKED else Off


def _audit(database: Database, keys: Keys) -> Audit:
    if keys.master is None:
        return Audit(database, secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))
    return Audit(database, keys.subkey("audit"), keys.subkey("pseudonym"))


def _utc_now() -> datetime:
    return datetime.now(UTC)
