"""The letters of one call: made from the playbook's texts, kept with the call, sent once."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from desktop.call.letter import Letter, LetterStatus, LettersView, TextOption
from desktop.call.letter_draft import (
    LONGEST_BODY,
    LONGEST_SUBJECT,
    LONGEST_TO,
    LetterDraft,
    Written,
    address_of,
    from_kept,
    kept,
    letter_of,
    one_line,
    problem_of,
    without_cards,
)
from desktop.call.tasks import UnderWay
from desktop.call.whose import names_of
from desktop.store.drafts import ADDRESSES
from desktop.store.errors import KeyTaken, StoreError

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from desktop.call.advice import Advice
    from desktop.call.call_log import CallLog
    from desktop.call.context import Context
    from desktop.call.wrap_up import WrapUp
    from desktop.call.writes import Writer
    from desktop.playbook.text_read import Text
    from desktop.store.records import DraftRecord, DraftValue, JournalEntry, JsonMap, OutboxDraft

OPERATION = "email.create"
PROMISED = "letter.promised"


class Around(Protocol):
    """What letters need of their call."""

    def writer(self) -> Writer:
        """Who writes about whom, at this moment."""

    def settle(self) -> None:
        """Something is new: look again."""

    def marks(self) -> tuple[str, ...]:
        """How gaps read that may come in by quick texts."""


class Letters:
    """One draft a text. Whom it is for decides what is seen: another person's letters leave with that person.

    Until the agent changes them, words and address follow what is known.
    """

    def __init__(self, call: Around, context: Context, advice: Advice, log: CallLog, wrap_up: WrapUp) -> None:
        self._call = call
        self._context = context
        self._advice = advice
        self._log = log
        self._wrap_up = wrap_up
        self._texts = context.playbook.texts
        self._taken = any(OPERATION in connector.operations for connector in context.connectors)
        self._person: MergedCustomer | None = None
        self._drafts: dict[str, LetterDraft] = {}
        self._of_others: list[tuple[frozenset[str], dict[str, LetterDraft]]] = []
        self._awaited: str | None = None
        self.under_way = UnderWay(context.tasks)
        self._open: str | None = None
        self._shown: tuple[str, ...] = ()
        self._revision = 0
        self._view = LettersView()
        wrap_up.letters = self.kept

    # -- what is on screen ---------------------------------------------------------------------------------

    def follow(self, person: MergedCustomer | None) -> None:
        """Somebody may be on the line who was not: what was begun for nobody is for the first who is known."""
        before, self._person = self._person, person
        if before is not None and (person is None or not before.is_same(person)):
            self._of_others.append((names_of(before), self._drafts))
            self._drafts, self._open = {}, None
        if person is not None:
            self._awaited = None
            self._take_back(names_of(person))

    def _take_back(self, names: frozenset[str]) -> None:
        """What was begun for this person before; a newer draft of the same text stays if it was touched."""
        theirs = [drafts for known_as, drafts in self._of_others if known_as & names]
        self._of_others = [each for each in self._of_others if not each[0] & names]
        for draft in (draft for drafts in theirs for draft in drafts.values()):
            there = self._drafts.get(draft.text_id)
            if there is None or (there.untouched, -there.number) > (draft.untouched, -draft.number):
                self._drafts[draft.text_id] = draft

    def view(self) -> LettersView:
        """What is open, with what is known now; the same object while nothing has changed."""
        letter = self._letter(self._open) if self._open is not None else None
        view = LettersView(self._options(), None if letter is None else self._counted(letter))
        if view != self._view:
            self._view = view
        return self._view

    def _options(self) -> tuple[TextOption, ...]:
        """The texts for this call type first, each in the playbook's order."""
        kind = self._advice.call_type
        options = []
        for text in self._texts.values():
            draft = self._drafts.get(text.id)
            fits = not text.call_types or kind in text.call_types
            status = draft.status.value if draft is not None else ""
            options.append(TextOption(text.id, self.title(text.id), text.channel, fits, status))
        return tuple(sorted(options, key=lambda option: not option.fits))

    def _letter(self, text_id: str) -> Letter | None:
        draft, text = self._drafts.get(text_id), self._texts.get(text_id)
        if draft is None or text is None:
            return None
        language = self._language(draft, text)
        customer = self._person.customer if self._person is not None else None
        to = address_of(customer, text.channel)
        letter = letter_of(draft, text, self._advice.hand(language), language, to)
        marks = tuple(dict.fromkeys((*letter.marks, *self._call.marks())))
        return replace(letter, taken=self._taken, marks=marks)

    def _language(self, draft: LetterDraft, text: Text) -> str:
        wanted = draft.language or self._advice.guide.language()
        return wanted if wanted in text.written else next(iter(text.written))

    def _counted(self, letter: Letter) -> Letter:
        """With a higher revision where the fields hold something that was not typed into them."""
        shown = (letter.text_id, letter.language, letter.to, letter.subject, letter.body)
        if shown != self._shown:
            self._shown = shown
            self._revision += 1
        return replace(letter, revision=self._revision)

    # -- what the agent does -------------------------------------------------------------------------------

    def open(self, text_id: str) -> None:
        """Write from this text, or go on with what was begun."""
        if text_id not in self._texts or not self._wrap_up.open:
            return
        self._open = text_id
        if text_id not in self._drafts:
            self._drafts[text_id] = LetterDraft(text_id, self._advice.next_number())
            self._wrap_up.touch()
        self._call.settle()

    def leave(self) -> None:
        """Put it aside; it stays as it is."""
        self._open = None
        self._call.settle()

    def edit(self, text_id: str, to: str, subject: str, body: str) -> None:
        """The agent has typed: what the fields hold now."""
        letter = self._letter(text_id)
        if letter is None or letter.status is not LetterStatus.DRAFT or not self._wrap_up.open:
            return
        draft = self._drafts[text_id]
        words = Written(subject.replace("\n", " ")[:LONGEST_SUBJECT], body[:LONGEST_BODY])
        if to != letter.to:
            draft = replace(draft, to=to[:LONGEST_TO], problem=None)
        if words != Written(letter.subject, letter.body):
            # Words for one person are not for the next one's address.
            address = draft.to if draft.to is not None else letter.to or None
            draft = replace(draft.with_words(letter.language, words), language=letter.language, to=address)
        if draft is not self._drafts[text_id]:
            self._drafts[text_id] = draft
            if text_id == self._open:
                self._shown = (text_id, letter.language, to, subject, body)
            self._wrap_up.touch()

    def speak(self, text_id: str, language: str) -> None:
        """Write in another of the text's languages; what was changed in one stays there."""
        draft, text = self._drafts.get(text_id), self._texts.get(text_id)
        if draft is not None and text is not None and language in text.written and self._may_change(draft):
            self._drafts[text_id] = replace(draft, language=language, problem=None)
            self._wrap_up.touch()
            self._call.settle()

    def discard(self, text_id: str) -> None:
        """Throw it away; of one that was sent, only the words here."""
        draft = self._drafts.get(text_id)
        if draft is not None and not draft.sending and self._wrap_up.open:
            del self._drafts[text_id]
            self._open = None if self._open == text_id else self._open
            self._wrap_up.touch()
            self._call.settle()

    def take_back(self, text_id: str) -> None:
        """Throw away what was begun and not touched since."""
        draft = self._drafts.get(text_id)
        if draft is not None and draft.untouched and not draft.sending:
            self.discard(text_id)

    def _may_change(self, draft: LetterDraft) -> bool:
        return draft.status is LetterStatus.DRAFT and self._wrap_up.open

    def unsent(self) -> tuple[str, ...]:
        """The letters begun for this customer and not sent."""
        begun = (draft for draft in self._drafts.values() if draft.text_id in self._texts)
        return tuple(draft.text_id for draft in begun if draft.status is LetterStatus.DRAFT)

    def title(self, text_id: str) -> str:
        """What the playbook calls a text."""
        return self._texts[text_id].in_language(self._advice.guide.language()).title

    # -- sending -------------------------------------------------------------------------------------------

    def send(self, text_id: str) -> None:
        """Promise it, as it is seen; or say what stands in its way."""
        letter = self._letter(text_id)
        if letter is None or not self._may_change(self._drafts[text_id]):
            return
        letter = replace(letter, to=one_line(letter.to, LONGEST_TO))
        problem = problem_of(letter, self._context.region)
        draft = self._drafts[text_id]
        masked = without_cards(letter) if problem is None else None
        if masked is not None:
            # What is sent is what was seen: the agent looks at it once more.
            draft, problem = replace(draft.with_words(letter.language, masked), language=letter.language), "card_number"
        promises = self._promises(letter, draft.number) if problem is None else []
        if problem is None and not promises:
            problem = "no_system"
        if problem is not None:
            self._drafts[text_id] = replace(draft, problem=problem)
        else:
            words = Written(letter.subject, letter.body)
            frozen = replace(draft.with_words(letter.language, words), language=letter.language, to=letter.to)
            self._drafts[text_id] = replace(frozen, sending=True)
            self.under_way.start(self._send(frozen, self._entry(frozen, letter), promises))
        self._call.settle()

    def _promises(self, letter: Letter, number: int) -> list[OutboxDraft]:
        payload: dict[str, DraftValue] = {
            "to": letter.to or None,
            "subject": letter.subject or None,
            "text": letter.body,
            "channel": letter.channel,
            "language": letter.language,
            "template": letter.text_id,
            "at": self._context.clock.now(),
        }
        drafts = self._call.writer().draft(OPERATION, payload, number)
        return [replace(draft, ids=ADDRESSES) for draft in drafts]

    def _entry(self, draft: LetterDraft, letter: Letter) -> JournalEntry:
        data: JsonMap = {
            "text": letter.text_id,
            "channel": letter.channel,
            "language": letter.language,
            "number": draft.number,
        }
        return self._log.entry(PROMISED, data)

    async def _send(self, draft: LetterDraft, entry: JournalEntry, promises: list[OutboxDraft]) -> None:
        try:
            await self._log.promise(entry, promises)
        except KeyTaken:
            settled = replace(draft, problem="already_sent")
        except StoreError:
            settled = replace(draft, problem="not_saved")
        else:
            settled = replace(draft, sent_at=self._context.clock.now(), problem=None)
        self._settle(settled)
        self._wrap_up.touch()
        self._call.settle()

    def _settle(self, settled: LetterDraft) -> None:
        """Put a draft in the place of the one with its number, whoever is on the line by now."""
        for drafts in self._everyones():
            known = drafts.get(settled.text_id)
            if known is not None and known.number == settled.number:
                drafts[settled.text_id] = settled

    def _everyones(self) -> list[dict[str, LetterDraft]]:
        return [self._drafts, *(drafts for _, drafts in self._of_others)]

    # -- kept with the call --------------------------------------------------------------------------------

    def kept(self) -> tuple[MappingProxyType[str, DraftValue], ...]:
        """The letters of this customer as they are kept."""
        waiting = [drafts for names, drafts in self._of_others if self._awaited in names]
        drafts = [draft for each in (*waiting, self._drafts) for draft in each.values()]
        return tuple(MappingProxyType({**kept(draft)}) for draft in drafts)

    @property
    def awaited(self) -> str | None:
        """Whose letters a crash interrupted, until somebody is known."""
        return self._awaited

    def restore(self, record: DraftRecord) -> None:
        """Show again what a crash interrupted; nothing can be sent before the journal has told what was.

        The letters of a customer wait for that customer. One whose text the playbook has no more is kept on.
        """
        found = [draft for fields in record.letters if (draft := from_kept(fields)) is not None]
        restored = {draft.text_id: replace(draft, sending=True) for draft in found}
        if record.customer_key is None:
            self._drafts = restored
        else:
            self._awaited = record.customer_key
            self._of_others.append((frozenset({record.customer_key}), restored))
        if restored:
            self.under_way.start(self._look_back(record.call_id, dict(restored)))

    async def _look_back(self, call_id: str, restored: dict[str, LetterDraft]) -> None:
        entries: tuple[JournalEntry, ...] = ()
        try:
            entries = await self._context.db.run(lambda store: store.journal.of_call(call_id))
        except StoreError as error:
            self._context.report(error)
        sent = {entry.data.get("number"): entry.at for entry in entries if entry.kind == PROMISED}
        for draft in restored.values():
            self._settle(replace(draft, sending=False, sent_at=sent.get(draft.number)))
        self._call.settle()
