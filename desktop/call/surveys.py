"""The survey invitation of one call: offered in the wrap-up, promised with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop.call.inviting import INVITED, OPERATION, Invited, Situation, invitations, offer, payload
from desktop.call.letter_draft import address_of
from desktop.playbook.format import CHANNELS
from desktop.rules.seen import Look
from desktop.store.drafts import ADDRESSES
from desktop.store.errors import StoreError

if TYPE_CHECKING:
    from desktop.call.advice import Advice
    from desktop.call.context import Context
    from desktop.call.state import SurveyOffer
    from desktop.call.writes import Writer
    from desktop.store.records import JsonMap, OutboxDraft
    from desktop.store.store import Store

CONSENT = "customer.consent_survey"


@dataclass(frozen=True, slots=True)
class Promise:
    """An invitation to promise with the wrap-up: its write, what the journal says, and whether it is still due."""

    drafts: list[OutboxDraft]
    data: JsonMap
    still_due: Callable[[Store], bool]


class SurveyOfCall:
    """Knows the invitations of the customer on the line; who they are for changes with the customer."""

    def __init__(self, context: Context, advice: Advice, changed: Callable[[], None]) -> None:
        self._context = context
        self._advice = advice
        self._changed = changed
        self._surveys = context.playbook.surveys
        self._taken = any(OPERATION in connector.operations for connector in context.connectors)
        self._key: str | None = None
        self._past: tuple[Invited, ...] | None = None
        pauses = [survey.pause for survey in self._surveys.each] if self._surveys is not None else []
        self._back = max([self._surveys.pause, *pauses]) if self._surveys is not None else timedelta(0)

    def follow(self, key: str | None) -> None:
        """Another person is on the line: what they were asked before is read again."""
        if key != self._key:
            self._key, self._past = key, None
            if key is not None and self._surveys is not None and self._surveys.each:
                self._context.tasks.start(self._load(key))

    async def _load(self, key: str) -> None:
        try:
            past = await self._context.db.run(lambda store: self._read(store, key))
        except StoreError as error:
            self._context.report(error)
            return
        if key == self._key:
            self._past = past
            self._changed()

    def _read(self, store: Store, key: str) -> tuple[Invited, ...]:
        since = self._context.clock.now() - self._back
        return invitations(store.journal.of_customer(key, INVITED, since))

    def offer(self, writer: Writer, *, answered: bool) -> SurveyOffer | None:
        """What the wrap-up offers now; nothing after a call nobody has answered."""
        if not answered:
            return None
        return offer(self._surveys, self._situation(writer, self._past))

    def _situation(self, writer: Writer, past: tuple[Invited, ...] | None) -> Situation:
        person, facts = writer.identity.customer, self._advice.seen
        consent = facts.get(CONSENT)
        known = consent is not None and consent.look is Look.KNOWN and isinstance(consent.value, bool)
        return Situation(
            call_type=self._advice.call_type,
            consent=bool(consent.value) if known and consent is not None else None,
            invited=past,
            reach={channel: address_of(person.customer if person else None, channel) for channel in CHANNELS},
            facts=facts,
            language=self._advice.guide.language(),
            now=self._context.clock.now(),
            taken=self._taken,
        )

    def promise(self, writer: Writer, shown: SurveyOffer | None) -> Promise | None:
        """What the agent has seen and left on; looked at again when it is written: another call may be first."""
        person = writer.identity.customer
        if shown is None or shown.reason or not shown.on or person is None:
            return None
        drafts = writer.draft(OPERATION, payload(shown, self._context.clock.now()), 0)
        if not drafts:
            return None
        situation = self._situation(writer, None)
        data = {**_named(shown), "language": shown.language}

        def still_due(store: Store) -> bool:
            found = offer(self._surveys, replace(situation, invited=self._read(store, person.key)))
            return found is not None and found.id == shown.id and not found.reason

        return Promise([replace(draft, ids=ADDRESSES) for draft in drafts], data, still_due)


def declined(shown: SurveyOffer | None) -> JsonMap | None:
    """What the journal says of an invitation that the agent took off; None where there is nothing to say."""
    if shown is None or shown.reason or shown.on:
        return None
    return {**_named(shown), "reason": shown.why_not}


def _named(shown: SurveyOffer) -> dict[str, str]:
    return {"survey": shown.id, "metric": shown.metric, "channel": shown.channel}
