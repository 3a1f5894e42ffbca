"""One sentence and one action for a source that could not answer, by the class of the error."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from desktop.call.desk_state import Trouble
from desktop.views.format import Formats
from desktop.views.safe_text import cell


class TroubleWords(QObject):
    """Says what is wrong, for people; the detail is for IT."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats = formats

    def sentence(self, trouble: Trouble, now: datetime) -> str:
        """What is wrong with a system, in one short sentence."""
        system = cell(trouble.label or trouble.system)
        sentences = {
            "auth": self.tr("{system} has signed you out. Sign in again."),
            "sign_in": self.tr("The sign-in to {system} did not work. Try again, or tell IT."),
            "no_key_store": self.tr("This computer has no key store for the key of {system}. Tell IT."),
            "key_store_locked": self.tr(
                "The key store of this computer is locked. Unlock it, then try {system} again."
            ),
            "no_secret": self.tr("The key of {system} is not on this computer. Tell IT."),
            "denied": self.tr("You may not see this in {system}."),
            "rate_limited": self.tr("{system} asked us to wait."),
            "timeout": self.tr("{system} does not answer."),
            "network": self.tr("{system} cannot be reached."),
            "server": self.tr("{system} has a fault of its own."),
            "busy": self.tr("{system} is busy."),
            "unread": self.tr("{system} has not been read yet. That happens in the background."),
            "breaker": self.tr("{system} failed several times and is left alone for a moment."),
            "bad_payload": self.tr("{system} sent an unreadable answer."),
            "rejected": self.tr("{system} refused the request."),
        }
        said = sentences.get(trouble.code, self.tr("{system} could not be used.")).format(system=system)
        again = self._again(trouble, now)
        return self.tr("{trouble} {again}").format(trouble=said, again=again) if again else said

    def _again(self, trouble: Trouble, now: datetime) -> str:
        """When it is tried again by itself; nothing once that moment has passed."""
        if trouble.retry_in_s is None:
            return ""
        left = (trouble.since + timedelta(seconds=trouble.retry_in_s) - now).total_seconds()
        if left < 1:
            return ""
        return self.tr("Next try in {time}.").format(time=self._formats.duration(left))

    def several(self, troubles: Sequence[Trouble], now: datetime) -> str:
        """What is wrong, when one system or more could not answer."""
        systems = list(dict.fromkeys(cell(trouble.label or trouble.system) for trouble in troubles))
        if len(systems) == 1:
            return self.sentence(troubles[0], now)
        return self.tr("{systems} could not be read.").format(systems=", ".join(systems))

    def action(self, troubles: Sequence[Trouble]) -> str:
        """What the agent can do about it: a button's words; empty where asking again changes nothing."""
        codes = {trouble.code for trouble in troubles}
        if codes <= {"auth", "sign_in"}:
            return self.tr("I have signed in")
        return "" if codes <= {"denied", "rejected"} else self.tr("Try again")

    def detail(self, trouble: Trouble) -> str:
        """What IT wants to know."""
        return " · ".join(part for part in (cell(trouble.system), trouble.code, cell(trouble.detail)) if part)
