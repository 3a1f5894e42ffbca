"""What the agent has to know about the local store: a line for the status bar, a sentence under the notes."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject


class StoreWords(QObject):
    """Words the store's problem codes; every line says what one can do."""

    def line(self, code: str) -> str:
        """What is wrong in a few words, for the status bar."""
        return self._lines().get(code) or self.tr("Notes are not saved: call IT")

    def _lines(self) -> Mapping[str, str]:
        return {
            "off": self.tr("Notes are off, there is no safe place for them: call IT"),
            "disk_full": self.tr("Disk full, notes are not saved: free some space"),
            "low_space": self.tr("Disk almost full: free some space soon"),
            "read_only": self.tr("Disk is read-only, notes are not saved: call IT"),
            "not_local": self.tr("Profile on a network drive, notes are not kept: call IT"),
            "busy": self.tr("Another program holds the local data: close it"),
            "damaged": self.tr("Local data is damaged, notes are not saved: call IT"),
            "unreadable": self.tr("Local data cannot be read: call IT"),
            "locked_away": self.tr("Damaged local data was set aside; notes are saved again: tell IT"),
            "newer_store": self.tr("A newer Callside wrote the local data: update this one"),
            "engine_too_old": self.tr("The database on this computer is too old: call IT"),
            "key_missing": self.tr("The key to local data is missing: call IT"),
            "key_taken": self.tr("A write was not saved: do it again"),
            "store_locked": self.tr("Local data is locked: sign in to the computer again"),
        }

    def not_saved(self, code: str) -> str:
        """Why finishing did not save, for the line under the notes; what was typed stays in the window."""
        return self._refusals().get(code) or self.tr("Not saved. Your text stays here; finish again in a moment.")

    def _refusals(self) -> Mapping[str, str]:
        locked = self.tr("The local store is locked. Your text stays here; sign in to the computer again.")
        return {
            "disk_full": self.tr("The disk is full. Your text stays here; free some space, then finish again."),
            "read_only": self.tr("The local store is read-only. Your text stays here; copy it, call IT."),
            "not_local": self.tr("Your profile lies on a network drive. Your text stays here; copy it, call IT."),
            "busy": self.tr("Another program holds the local store. Your text stays here; finish again in a moment."),
            "damaged": self.tr("The local store is damaged. Your text stays here; copy it, call IT."),
            "unreadable": self.tr("The local store cannot be read. Your text stays here; copy it, call IT."),
            "newer_store": self.tr("A newer Callside wrote the local store. Your text stays here; copy it, update."),
            "engine_too_old": self.tr("The database here is too old. Your text stays here; copy it, call IT."),
            "key_missing": self.tr("The key to the local store is missing. Your text stays here; copy it, call IT."),
            "key_taken": self.tr("Another write has this one's place. Your text stays here; do it again."),
            "store_locked": locked,
        }
