"""Quick texts: the playbook's and the agent's own, with the facts of a call in them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.call.letter_draft import Hand
from desktop.playbook.colleagues import schema_in
from desktop.playbook.quick_read import ABBR
from desktop.playbook.text_read import ALSO_THERE
from desktop.playbook.texts import Filled, fill, gap, names_in
from desktop.playbook.words import language_of
from desktop.rules.room import QUICK, shown_length
from desktop.store.card_numbers import mask
from desktop.store.errors import StoreError

if TYPE_CHECKING:
    from desktop.call.advice import Advice
    from desktop.call.context import Context
    from desktop.rules.values import Value
    from desktop.store.store import Store

SETTING = "quick_texts"
MOST_OWN = 200
_SPACES = re.compile(r"[ \t]+\n")


@dataclass(frozen=True, slots=True)
class QuickOption:
    """A quick text to choose from: `text` with what is known, `fits` where it is for this call, `own` the agent's."""

    abbr: str
    text: str
    own: bool = False
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Expansion:
    """What an abbreviation becomes; `marks` are how its gaps read, in the order in which they stand."""

    text: str
    marks: tuple[str, ...] = ()


class QuickTexts:
    """All quick texts of one agent; an own one stands before the playbook's of the same name."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._own: Mapping[str, str] = MappingProxyType({})
        self._saving: list[asyncio.Task[None]] = []

    def use(self, context: Context) -> None:
        """Another playbook."""
        self._context = context

    async def load(self) -> None:
        """The agent's own, as they were kept; those that cannot be read are left out."""
        kept = await self._context.db.run(lambda store: store.settings.get(SETTING))
        rows = kept.items() if isinstance(kept, dict) else ()
        good = {abbr: text for abbr, text in rows if isinstance(text, str) and text and ABBR.fullmatch(abbr)}
        self._own = MappingProxyType(good)

    # -- expanding -----------------------------------------------------------------------------------------

    def options(self, advice: Advice | None, language: str = "") -> tuple[QuickOption, ...]:
        """All of them: those for this call first, the agent's own before the playbook's."""
        kind = advice.call_type if advice is not None else None
        spoken = self._language(language)
        hand = advice.hand(spoken) if advice is not None else self._without_call(spoken)
        found = [QuickOption(abbr, _filled(text, hand).text, own=True) for abbr, text in sorted(self._own.items())]
        for each in self._context.playbook.quick_texts:
            if each.abbr not in self._own:
                fits = not each.call_types or kind in each.call_types
                found.append(QuickOption(each.abbr, _filled(each.text.in_language(spoken), hand).text, fits=fits))
        return tuple(sorted(found, key=lambda option: not option.fits))

    def expand(self, abbr: str, advice: Advice | None, language: str = "") -> Expansion | None:
        """What this abbreviation stands for, with what is known; None for one that stands for nothing."""
        spoken, name = self._language(language), abbr.casefold()
        text = self._own.get(name) or next(self._shipped(name, spoken), None)
        if text is None:
            return None
        hand = advice.hand(spoken) if advice is not None else self._without_call(spoken)
        filled = _filled(text, hand)
        return Expansion(filled.text, tuple(gap(name, hand.schema) for name in filled.gaps))

    def marks(self) -> tuple[str, ...]:
        """How every place of every quick text reads while it is a gap."""
        texts = [*self._own.values(), *self._all_shipped()]
        names = dict.fromkeys(name for text in texts for name in names_in(text))
        book = self._context.playbook
        schemas = [schema_in(book, language) for language in book.languages]
        return tuple(dict.fromkeys(gap(name, schema) for name in names for schema in schemas))

    def _shipped(self, abbr: str, language: str) -> Iterator[str]:
        return (each.text.in_language(language) for each in self._context.playbook.quick_texts if each.abbr == abbr)

    def _all_shipped(self) -> Iterator[str]:
        return (text for each in self._context.playbook.quick_texts for text in each.text.by_language.values())

    def _language(self, wanted: str) -> str:
        return language_of(wanted, self._context.playbook.languages)

    def _without_call(self, language: str) -> Hand:
        context = self._context
        today = context.zone.local_date(context.clock.now())
        extra: dict[str, Value] = {"agent.name": context.agent, "company.name": context.company, "call.today": today}
        known = MappingProxyType({name: value for name, value in extra.items() if value})
        return Hand({}, schema_in(context.playbook, language), context.show_in(language), known)

    # -- the agent's own -----------------------------------------------------------------------------------

    @property
    def own(self) -> Mapping[str, str]:
        """The agent's own by their abbreviations."""
        return self._own

    def keep(self, abbr: str, text: str, instead_of: str = "") -> str | None:
        """Add or change one, perhaps under another abbreviation; answers why not: bad_abbr, taken, empty, too_long,
        too_many, or unknown:<name> for a place that is no fact.
        """
        name, words = abbr.strip().removeprefix(";").casefold(), _SPACES.sub("\n", mask(text).text.strip())
        problem = self._problem(name, words, instead_of)
        if problem is None:
            left = {key: value for key, value in self._own.items() if key != instead_of}
            self._put({**left, name: words})
        return problem

    def _problem(self, abbr: str, text: str, instead_of: str) -> str | None:
        if not ABBR.fullmatch(abbr):
            return "bad_abbr"
        if abbr in self._own and abbr != instead_of:
            return "taken"
        if not text:
            return "empty"
        if shown_length(text) > QUICK.most:
            return "too_long"
        if len(self._own) >= MOST_OWN and instead_of not in self._own:
            return "too_many"
        schema = self._context.playbook.bundle.schema
        unknown = (each for each in names_in(text) if schema.get(each) is None and each not in ALSO_THERE)
        return next((f"unknown:{each}" for each in unknown), None)

    def remove(self, abbr: str) -> None:
        """Throw one away."""
        self._put({key: value for key, value in self._own.items() if key != abbr})

    def _put(self, own: dict[str, str]) -> None:
        self._own = MappingProxyType(own)
        pending = [task for task in self._saving if not task.done()]
        self._saving = [*pending, self._context.tasks.start(self._save(dict(own)))]

    async def close(self) -> None:
        """Wait until what was kept is on the disk."""
        if self._saving:
            await asyncio.wait(self._saving)

    async def _save(self, own: dict[str, str]) -> None:
        def work(store: Store) -> None:
            store.settings.set(SETTING, {**own})

        try:
            await self._context.db.run(work)
        except StoreError as error:
            self._context.report(error)


def _filled(text: str, hand: Hand) -> Filled:
    return fill(text, hand.facts, hand.show, hand.schema, hand.extra)
