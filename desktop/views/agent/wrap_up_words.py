"""What can honestly be said about what the agent typed, and why finishing was refused."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.call.state import SaveStatus, WrapUpView
from desktop.views.agent.store_words import StoreWords
from desktop.views.safe_text import cell

FIELDS = {
    "disposition_missing": "disposition",
    "notes_missing": "notes",
    "follow_up_missing": "finish",
    "survey_missing": "finish",
    "answer_missing": "finish",
    "disclosure_missing": "finish",
    "unsent_missing": "finish",
    "unadded_missing": "finish",
    "on_call": "finish",
}
"""The place at which a problem is said; everything else is said under the notes."""


class WrapUpWords(QObject):
    """Saved means committed to disk; nothing else is called that."""

    def save(self, view: WrapUpView) -> tuple[str, str, str]:
        """Words, icon and tone for the state of saving."""
        states = {
            SaveStatus.EMPTY: ("", "", "text2"),
            SaveStatus.DRAFT: (self.tr("Draft, not saved yet"), "pencil", "text2"),
            SaveStatus.SAVING: (self.tr("Saving…"), "pencil", "text2"),
            SaveStatus.SAVED: (self.tr("Saved"), "check", "good"),
            SaveStatus.HELD: (self.tr("Held until sent"), "send", "warn"),
            SaveStatus.FAILED: (self.tr("Not saved"), "triangle-alert", "bad"),
            SaveStatus.OFF: (self.tr("Not kept here"), "ban", "warn"),
        }
        return states[view.save]

    def trouble(self, view: WrapUpView) -> str:
        """One clear sentence when something is wrong with saving; empty when nothing is."""
        if view.save is SaveStatus.OFF:
            return self._off(view.problem)
        if view.save is SaveStatus.HELD:
            return self.tr("Kept in memory until it is sent: this computer may not store it.")
        if view.problem is None or view.problem in FIELDS:
            return ""
        return StoreWords().not_saved(view.problem)

    def _off(self, problem: str | None) -> str:
        sentences = {
            "key_missing": self.tr("Notes are off: the key to the local store is missing. Finish saves nothing."),
            "read_only": self.tr("Notes are off: the disk is read-only. Finish saves nothing."),
        }
        other = self.tr("Notes are off: this computer has no safe place for them. Finish saves nothing.")
        return sentences.get(problem or "", other)

    def refused(self, view: WrapUpView, field: str) -> str:
        """Why finishing was refused, said at a field; empty for any other."""
        if view.problem is None or FIELDS.get(view.problem) != field:
            return ""
        sentences = {
            "disposition_missing": self.tr("Say how the call ended first."),
            "notes_missing": self.tr("Notes are needed to finish this call."),
            "follow_up_missing": self.tr("This disposition needs a follow-up."),
            "survey_missing": self.tr("Say why the customer is not invited to the survey, or invite them."),
            "answer_missing": self.tr("The guide still needs an answer: {step}."),
            "disclosure_missing": self.tr("Not read out: {step}. Finish again to close without it."),
            "unsent_missing": self.tr("Not sent: {step}. Finish again to close without it."),
            "unadded_missing": self.tr("Follow-up not added. Finish again to close without it."),
            "on_call": self.tr("You can finish as soon as the call has ended."),
        }
        return sentences[view.problem].format(step=cell(view.missing_step))
