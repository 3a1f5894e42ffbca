"""What a call needs from its surroundings, handed to every session by the composition."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.playbook.texts import plainly

if TYPE_CHECKING:
    from connectors.connector import Connector
    from connectors.io_thread import Io
    from connectors.telephony.events import TelephonySource
    from desktop.call.clock import Clock
    from desktop.call.delivery import Delivery
    from desktop.call.learner import Learner
    from desktop.call.tasks import Tasks
    from desktop.playbook.model import Playbook
    from desktop.playbook.texts import Show
    from desktop.rules.clock import Zone
    from desktop.store.db_thread import Db


def _english() -> str:
    return "en"


def _nobody(number: str) -> bool:
    """No number is the company's own."""
    del number
    return False


@dataclass(frozen=True, slots=True)
class Context:
    """The parts a call stands on; built once by the composition.

    `region` is the site's ISO 3166 country for numbers without one; `report` takes failures nobody waits for;
    `show` words a value for the agent, `show_in` for a reader of a language; `language` is what the agent
    reads, as a tag; `keeps_notes` is False where the store
    can keep nothing that is typed; `own_number` knows the company's own numbers, behind which no customer is; `undo_s`
    is how long what was accepted is held back, so that it can be taken back.
    """

    io: Io
    db: Db
    connectors: Sequence[Connector]
    phones: Mapping[str, TelephonySource]
    playbook: Playbook
    delivery: Delivery
    learner: Learner
    tasks: Tasks
    clock: Clock
    zone: Zone
    region: str
    company: str
    agent: str
    report: Callable[[BaseException], None]
    show: Show
    store_mode: str = "none"
    store_problem: str | None = None
    keeps_notes: bool = True
    practice: bool = False
    own_number: Callable[[str], bool] = _nobody
    show_in: Callable[[str], Show] = plainly
    language: Callable[[], str] = _english
    undo_s: float = 0.0
    away_reasons: tuple[str, ...] = ()
    handling_goal_s: int | None = None
