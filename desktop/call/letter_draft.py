"""Letters in the making: from the playbook's words and what is known to what would be sent. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from connectors.phones import parse_number
from desktop.call.letter import Letter, LetterStatus
from desktop.playbook.texts import Show, fill, gap, names_in
from desktop.store.card_numbers import mask

if TYPE_CHECKING:
    from connectors.records import Customer
    from desktop.playbook.text_read import Text
    from desktop.rules.schema import Schema
    from desktop.rules.seen import SeenFacts
    from desktop.rules.values import Value

LONGEST_TO = 254
LONGEST_SUBJECT = 500
LONGEST_BODY = 20_000
_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")


@dataclass(frozen=True, slots=True)
class Written:
    """Subject and words, as they stand."""

    subject: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What the agent has made of a text: words by language where they were changed, an address where it was typed.

    `number` is the one its write has, so that it is never sent twice.
    """

    text_id: str
    number: int
    language: str | None = None
    to: str | None = None
    words: Mapping[str, Written] = field(default_factory=lambda: MappingProxyType({}))
    sent_at: datetime | None = None
    problem: str | None = None
    sending: bool = False

    @property
    def status(self) -> LetterStatus:
        """Where it stands."""
        if self.sent_at is not None:
            return LetterStatus.SENT
        return LetterStatus.SENDING if self.sending else LetterStatus.DRAFT

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed into it, and nothing sent."""
        return not self.words and self.to is None and self.status is LetterStatus.DRAFT

    def with_words(self, language: str, words: Written) -> LetterDraft:
        """The same with other words in a language."""
        return replace(self, words=MappingProxyType({**self.words, language: words}), problem=None)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes, with what is known: facts, how they are worded for a reader of a language, and what is no fact."""

    facts: SeenFacts
    schema: Schema
    show: Show
    extra: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))

    def write(self, text: Text, language: str) -> Written:
        """The text with its facts in place; what is missing is a gap."""
        written = text.in_language(language)
        return Written(one_line(self._filled(written.subject), LONGEST_SUBJECT), self._filled(written.body))

    def _filled(self, words: str) -> str:
        return fill(words, self.facts, self.show, self.schema, self.extra).text

    def marks(self, text: Text, language: str) -> tuple[str, ...]:
        """How every place of a text reads while it is a gap."""
        written = text.in_language(language)
        return tuple(gap(name, self.schema) for name in names_in(f"{written.subject}\n{written.body}"))


def letter_of(draft: LetterDraft, text: Text, hand: Hand, language: str, to: str) -> Letter:
    """A letter as it stands now; `to` is the address on file."""
    words = draft.words.get(language) or hand.write(text, language)
    return Letter(
        text_id=text.id,
        title=text.in_language(language).title,
        channel=text.channel,
        language=language,
        languages=tuple(text.written),
        to=to if draft.to is None else draft.to,
        subject=words.subject,
        body=words.body,
        marks=hand.marks(text, language),
        status=draft.status,
        sent_at=draft.sent_at,
        problem=draft.problem,
    )


def problem_of(letter: Letter, region: str) -> str | None:
    """What stands in the way of sending a letter, as a code; None when nothing does. `region` is the site's."""
    if letter.channel != "chat":
        if not letter.to:
            return "no_address"
        if not is_address(letter.to, letter.channel, region):
            return "bad_address"
    if letter.channel == "email" and not letter.subject.strip():
        return "no_subject"
    if not letter.body.strip():
        return "empty"
    return "gaps" if letter.gaps else None


def without_cards(letter: Letter) -> Written | None:
    """The words as they may leave, where what stands there looks like a card number; None where nothing does."""
    masked = Written(mask(letter.subject).text, mask(letter.body).text)
    return masked if masked != Written(letter.subject, letter.body) else None


def address_of(customer: Customer | None, channel: str) -> str:
    """Where a customer is reached on a channel, as far as it is on file; empty where it is not, or for a chat."""
    if customer is None or channel == "chat":
        return ""
    if channel == "email":
        return next((one_line(email, LONGEST_TO) for email in customer.emails if email.strip()), "")
    mobile = sorted(customer.phones, key=lambda phone: phone.kind != "mobile")
    return next((phone.e164 or one_line(phone.raw, LONGEST_TO) for phone in mobile), "")


def is_address(to: str, channel: str, region: str) -> bool:
    """Whether something can be sent there."""
    if channel == "email":
        return _ADDRESS.fullmatch(to) is not None
    return parse_number(to, region) is not None


def one_line(text: str, longest: int) -> str:
    """The text on one line: a line break in a subject or an address could pass for another header."""
    return " ".join(text.split())[:longest]


def kept(draft: LetterDraft) -> dict[str, str | int]:
    """A draft as it is kept with its call: plain fields, so that any version of the program can read around them."""
    fields: dict[str, str | int] = {"text": draft.text_id, "letter_number": draft.number}
    if draft.language is not None:
        fields["language"] = draft.language
    if draft.to is not None:
        fields["to"] = draft.to
    for language, words in draft.words.items():
        fields[f"subject.{language}"] = words.subject
        fields[f"body.{language}"] = words.body
    return fields


def from_kept(fields: Mapping[str, object]) -> LetterDraft | None:
    """A draft as it was kept; None for one that cannot be read."""
    text_id, number = fields.get("text"), fields.get("letter_number")
    if not isinstance(text_id, str) or not isinstance(number, int):
        return None
    words = {
        each: Written(_text(fields, f"subject.{each}") or "", _text(fields, f"body.{each}") or "")
        for name in fields
        if name.startswith("body.") and (each := name.removeprefix("body."))
    }
    return LetterDraft(text_id, number, _text(fields, "language"), _text(fields, "to"), MappingProxyType(words))


def _text(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None
