"""What this workstation has learned from reactions: taken up from the journal at start, then reaction by reaction.

The journal is the truth. What was learned from it is put down in the settings with the number of the last entry, so
that a start reads only what came after; it can be lost at any time and is then learned again.
"""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from desktop.call.feedback_log import KINDS, feedback_of
from desktop.call.undo import deed_of, undone
from desktop.rules.chances import Learning, features_of
from desktop.rules.explore import Explorer
from desktop.rules.feedback import BadData, Reacted, ShownSet
from desktop.rules.learned import Learned
from desktop.store.errors import StoreError
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from desktop.playbook.model import Playbook
    from desktop.rules.feedback import Record
    from desktop.store.db_thread import Db
    from desktop.store.store import Store

SETTING = "learned"
PAGE = 200
"""Entries per job: other jobs of the db thread need not wait for more."""
KEY_BYTES = 32


class Learner:
    """The models of a workstation under one playbook; calls get them frozen.

    `key` decides who sees what where the policy explores or holds out; without one (nothing would be on record)
    neither is done.
    """

    def __init__(self, playbook: Playbook, key: bytes | None) -> None:
        self._bundle = playbook.bundle
        self._features = features_of(playbook.bundle)
        self._learned = Learned()
        self._frozen: Learning | None = None
        self._is_loaded = False
        # Tags of calls need some key, also where they will be forgotten with the program.
        self._explorer = Explorer(key or secrets.token_bytes(KEY_BYTES), playbook.name, playbook.bundle.policy)
        policy = playbook.bundle.policy
        self._draws = key is not None and (self._explorer.is_on or policy.holdout_percent > 0)

    @property
    def explorer(self) -> Explorer | None:
        """Who draws and holds out, where the policy says so."""
        return self._explorer if self._draws else None

    def tag(self, call_id: str) -> str:
        """A name for a call that leads back to nobody."""
        return self._explorer.tag(call_id)

    def learning(self) -> Learning:
        """What was learned so far, frozen."""
        if self._frozen is None:
            self._frozen = Learning.of(self._learned, self._bundle, self._features)
        return self._frozen

    def take(self, record: Record) -> None:
        """Learn from what a call has just put on record; before `load` is done, the journal will tell it."""
        if not self._is_loaded:
            return
        if isinstance(record, Reacted):
            # Calls hold the models frozen: what comes is learned by their copies.
            self._learned, self._frozen = self._learned.copy(), None
        self._learned.take(record)

    async def load(self, db: Db) -> None:
        """Take up what the journal tells; raises StoreError."""
        reading = await db.run(JournalReading.begun)
        while await db.run(reading.next_page):
            pass
        self._learned, self._frozen, self._is_loaded = reading.learned, None, True
        with suppress(StoreError):
            await db.run(reading.put_down)


class JournalReading:
    """One way through the journal, from where the last one ended."""

    def __init__(self, learned: Learned, seq: int, begin: int) -> None:
        self.learned = learned
        self.seq = seq
        self._at = begin - 1
        self._sets: dict[str, int] = {}
        self._is_new = False
        self._undone: frozenset[tuple[str, object]] = frozenset()

    @classmethod
    def begun(cls, store: Store) -> JournalReading:
        """Where a reading begins: behind what was put down, or at the beginning."""
        saved, last = store.settings.get(SETTING), store.journal.last_seq()
        found = _taken_up(saved) if isinstance(saved, dict) else None
        if found is None or found.seq > last:
            found = cls(Learned(), 0, 1)
        # What was taken back stands behind it in the journal, so all of it is looked for first.
        found._undone = undone(store.journal.after(found._at, (Kind.ACTION_UNDONE,), max(1, last)))
        return found

    def next_page(self, store: Store) -> bool:
        """Read on; False at the end."""
        entries = store.journal.after(self._at, KINDS, PAGE)
        for entry in entries:
            self._at = entry.seq
            record = feedback_of(entry) if deed_of(entry) not in self._undone else None
            if isinstance(record, ShownSet):
                self._sets[record.decision_id] = entry.seq
            if record is not None and entry.seq <= self.seq:
                self.learned.recall(record)
            elif record is not None:
                self._is_new = self.learned.take(record) is not None or self._is_new
        return len(entries) == PAGE

    def put_down(self, store: Store) -> None:
        """Keep what was learned, if anything was; raises StoreError."""
        if self._is_new:
            begin = min((self._sets[name] for name in self.learned.waiting if name in self._sets), default=self._at + 1)
            state: Any = {"seq": self._at, "begin": begin, "state": self.learned.state()}
            store.settings.set(SETTING, state)


def _taken_up(saved: dict[str, Any]) -> JournalReading | None:
    """A reading that goes on where another one ended; None where what was put down cannot be used."""
    seq, begin = saved.get("seq"), saved.get("begin")
    if not isinstance(seq, int) or not isinstance(begin, int) or not 0 < begin <= seq + 1:
        return None
    try:
        return JournalReading(Learned.from_state(saved.get("state")), seq, begin)
    except BadData:
        return None
