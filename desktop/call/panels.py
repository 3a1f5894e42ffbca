"""What the panels of a call show besides records: what the playbook says of them, its articles, and the journey."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.call.journey import JOURNEY_PARTS, touchpoints
from desktop.call.knowledge import articles_for
from desktop.call.state import PanelsView

if TYPE_CHECKING:
    from desktop.call.readings import Moment
    from desktop.call.state import Identity, Part
    from desktop.playbook.model import CallType, Playbook
    from desktop.rules.session import Decision

JOURNEY = "journey"


class Panels:
    """Of one call; made anew only where something it is made of has changed."""

    def __init__(self, book: Playbook) -> None:
        self._book = book
        self._read_with: tuple[object, ...] = ()
        self._way_of: tuple[object, ...] = ()
        self._view = PanelsView(book.panels)

    def view(self) -> PanelsView:
        """As it stands."""
        return self._view

    def talk_of(self, kind: CallType | None, step: str | None, language: str) -> None:
        """The call is about this, and the guide stands there."""
        read_with = (kind.id if kind is not None else None, step, language)
        if self._book.articles and read_with != self._read_with:
            self._read_with = read_with
            self._view = replace(self._view, articles=articles_for(self._book.articles, kind, step, language))

    def travel(self, decision: Decision | None, identity: Identity, parts: Mapping[str, Part], moment: Moment) -> None:
        """Work out the journey, where its panel is pushed."""
        wanted = decision is not None and any(push.panel == JOURNEY for push in decision.panels)
        person = identity.customer.customer if wanted and identity.customer is not None else None
        way_of = (person, moment.today, *(parts.get(kind) for kind in JOURNEY_PARTS)) if person is not None else ()
        # Equal tuples of the same objects: nothing is compared field by field.
        if way_of == self._way_of:
            return
        self._way_of = way_of
        complaints = self._book.facts.complaints
        points = touchpoints(parts, person, moment, complaints) if person is not None else ()
        self._view = replace(self._view, journey=points)
