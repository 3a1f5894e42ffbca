"""Why what the agent said yes to was not done, in words."""

from __future__ import annotations

from PySide6.QtCore import QObject


class DeedWords(QObject):
    """One sentence for each reason, the same at a guide step, under the cards and in the summary."""

    def not_done(self, code: str) -> str | None:
        """The sentence for a reason; None for a code that is none."""
        return {
            "facts_missing": self.tr("Not done: something it needs is not known yet."),
            "no_system": self.tr("Not done: no connected system takes this."),
            "no_phone": self.tr("Not done: the phone cannot do this now."),
            "no_disposition": self.tr("Not done: the call type has no such disposition."),
            "already_sent": self.tr("Not undone: it has been sent already."),
            "not_saved": self.tr("Not done: it could not be saved. Try again."),
        }.get(code)
