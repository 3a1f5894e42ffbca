"""What the screen may know of a call's letters: frozen pictures, like the call's own state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class LetterStatus(StrEnum):
    """Where a letter stands; sent means promised: on the disk, and on its way as soon as the system takes it."""

    DRAFT = "draft"
    SENDING = "sending"
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as shown: what is seen is what is sent.

    `text_id` is the playbook's text it was made from, `marks` are the gaps that may stand in it, such as "[order]".
    `problem` is a code: no_address, bad_address, no_subject, empty, gaps, card_number, no_system, not_saved,
    already_sent. The fields are authoritative when `revision` rises; otherwise the editor holds the newer text.
    """

    text_id: str
    title: str
    channel: str
    language: str
    languages: tuple[str, ...] = ()
    to: str = ""
    subject: str = ""
    body: str = ""
    marks: tuple[str, ...] = ()
    status: LetterStatus = LetterStatus.DRAFT
    sent_at: datetime | None = None
    problem: str | None = None
    revision: int = 0
    taken: bool = True

    @property
    def gaps(self) -> tuple[str, ...]:
        """The gaps that still stand in it."""
        return tuple(mark for mark in self.marks if mark in self.subject or mark in self.body)


@dataclass(frozen=True, slots=True)
class TextOption:
    """A text of the playbook to write from; `fits`: it is for this call type; `status` is empty, draft or sent."""

    id: str
    title: str
    channel: str
    fits: bool
    status: str = ""


@dataclass(frozen=True, slots=True)
class LettersView:
    """The texts one can write from, those for this call type first, and the letter that is open."""

    texts: tuple[TextOption, ...] = ()
    open: Letter | None = None
