"""Words about a letter: what it is, what stands in its way, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.call.letter import Letter, LetterStatus, TextOption
from desktop.views.safe_text import cell

if TYPE_CHECKING:
    from desktop.views.format import Formats

ICONS = {"email": "mail", "sms": "message-square", "chat": "message-circle"}


class LetterWords(QObject):
    """Short sentences for the composer and the palette."""

    def kind(self, channel: str) -> str:
        """What one writes on a channel."""
        kinds = {"email": self.tr("E-mail"), "sms": self.tr("Text message"), "chat": self.tr("Chat reply")}
        return kinds.get(channel, self.tr("E-mail"))

    def head(self, letter: Letter) -> str:
        """What this letter is called."""
        return self.tr("{kind}: {title}").format(kind=self.kind(letter.channel), title=cell(letter.title))

    def line(self, option: TextOption) -> str:
        """One line about a text to write from."""
        status = {"draft": self.tr("begun, not sent"), "sending": self.tr("being sent"), "sent": self.tr("sent")}
        parts = [self.kind(option.channel), status.get(option.status, "")]
        if not option.fits:
            parts.append(self.tr("for other call types"))
        return " · ".join(filter(None, parts))

    def to_hint(self, channel: str) -> str:
        """What to type where no address is on file."""
        return self.tr("No number on file: type one") if channel == "sms" else self.tr("No address on file: type one")

    def news(self, letter: Letter, formats: Formats) -> tuple[str, str, str]:
        """How it stands: words, icon and tone; nothing while it is simply being written."""
        if letter.status is LetterStatus.SENT and letter.sent_at is not None:
            words = self.tr("On its way since {time}").format(time=formats.clock(letter.sent_at))
            return words, "circle-check", "good"
        if letter.status is LetterStatus.SENDING:
            return self.tr("Sending…"), "send", "text2"
        count = len(letter.gaps)
        if count:
            return self.tr("%Ln gaps to fill", "", count), "circle-help", "warn"
        return "", "", "text2"

    def problem(self, letter: Letter) -> tuple[str, str]:
        """What stands in its way, as a sentence and its tone; empty where nothing does."""
        if letter.status is not LetterStatus.DRAFT:
            return "", "bad"
        phone = letter.channel == "sms"
        sentences = {
            "no_address": self.tr("Where to? Type a number.") if phone else self.tr("Where to? Type an address."),
            "bad_address": self.tr("Not a telephone number.") if phone else self.tr("Not one e-mail address."),
            "no_subject": self.tr("The subject is missing."),
            "empty": self.tr("There is nothing to send yet."),
            "gaps": self.tr("Fill what stands in [brackets] first."),
            "card_number": self.tr("A card number was covered. Look again, then send."),
            "not_saved": self.tr("Not sent: it could not be saved. Try again."),
            "already_sent": self.tr("Already sent with other words. Write another one."),
        }
        if letter.problem in sentences:
            return sentences[letter.problem], "bad"
        if not letter.taken:
            return self.tr("No connected system sends this. Copy the text and send it another way."), "warn"
        return "", "bad"

    def why_not(self, letter: Letter) -> str:
        """Why Send is off; empty where it is on."""
        if letter.status is LetterStatus.SENT:
            return self.tr("It was sent.")
        if letter.status is LetterStatus.SENDING:
            return self.tr("It is being sent.")
        return "" if letter.taken else self.tr("No connected system sends this.")
