"""A search over everything that no call has asked for: the cache while somebody types, the systems when told to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from connectors.errors import Unavailable
from connectors.phones import parse_number
from desktop.call.between_state import LookupView
from desktop.call.gather import Gather
from desktop.call.identify import Findings
from desktop.call.state import Trouble
from desktop.call.troubles import trouble_code
from desktop.store.errors import StoreError
from desktop.store.search_words import LONGEST_QUERY

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from desktop.call.context import Context
    from desktop.call.gather import Answer
    from desktop.call.state import Candidate

MOST_HITS = 12
MOST_FOUND = 20


class Lookup:
    """One search at a time; an answer to an older text is dropped. `changed` is called with each new picture."""

    def __init__(self, context: Context, changed: Callable[[LookupView], None]) -> None:
        self._context = context
        self._changed = changed
        self._names = tuple(connector.name for connector in context.connectors)
        self._labels = {connector.name: connector.label for connector in context.connectors}
        self._asking = Gather(context.io, context.connectors, context.clock, self._answered)
        self._answers = Findings(self._names)
        self._busy = False
        self._chosen_from: tuple[Candidate, ...] = ()
        self.view = LookupView()

    def typed(self, text: str) -> None:
        """The field holds this text now; what was found for another is gone."""
        text = text.strip()[:LONGEST_QUERY]
        if text == self.view.text:
            return
        self._asking.cancel()
        self._chosen_from = ()
        self.view = LookupView(text)
        self._changed(self.view)
        if text and not self._busy:
            self._busy = True
            self._context.tasks.start(self._look())

    async def _look(self) -> None:
        """One look after the other: keys that come meanwhile are answered by one look at the newest text."""
        looked: str | None = None
        region = self._context.region
        try:
            while self.view.text and self.view.text != looked:
                looked = self.view.text
                hits = await self._context.db.run(
                    lambda store, text=looked: store.cache.search(text, MOST_HITS, region)  # type: ignore[misc]
                )
                if looked == self.view.text:
                    self._set(hits=hits)
        except StoreError as error:
            self._context.report(error)
            self._set(hits=())
        finally:
            self._busy = False

    def ask_systems(self) -> None:
        """Ask every system for what is in the field."""
        text = self.view.text
        if not text:
            return
        self._asking.cancel()
        self._answers = Findings(self._names)
        self._answers.asked = set(self._asking.search(text, parse_number(text, self._context.region), text))
        self._set(status="asking" if self._answers.asked else "done", found=(), troubles=())

    def _answered(self, answer: Answer) -> None:
        if answer.tag != self.view.text:
            return
        name = answer.system
        if answer.slow:
            self._answers.slow.add(name)
        elif answer.page is not None:
            self._answers.found(name, answer.page)
        else:
            self._answers.failed.add(name)
            self._set(troubles=(*self.view.troubles, self._trouble(answer)))
        outcome = "done" if self._answers.pages else "failed"
        status = outcome if self._answers.settled() else "asking"
        self._set(status=status, found=self._answers.people()[:MOST_FOUND])

    def _trouble(self, answer: Answer) -> Trouble:
        error = answer.error or Unavailable(answer.system, "network")
        code, retry = trouble_code(error)
        now = self._context.clock.now()
        return Trouble(answer.system, self._labels[answer.system], code, now, retry, error.detail[:300])

    def found(self, key: str) -> MergedCustomer | None:
        """Somebody whom a system has found; who is chosen from a list that closes with that is still known."""
        people = (*self.view.found, *self._chosen_from)
        return next((one.customer for one in people if one.customer.key == key), None)

    def clear(self) -> None:
        """Nobody is looked for any more."""
        self._asking.cancel()
        self._answers = Findings(self._names)
        self._chosen_from = self.view.found
        self.view = LookupView()
        self._changed(self.view)

    def _set(self, **changes: object) -> None:
        view = replace(self.view, **changes)  # type: ignore[arg-type]
        if view != self.view:
            self.view = view
            self._changed(view)
