"""The feedback log within the journal: which entries tell what was shown and what became of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.rules.actions import Outcome
from desktop.rules.feedback import BadData, Reacted, data_of, record_of
from desktop.store.journal import Kind

if TYPE_CHECKING:
    from desktop.rules.feedback import Record, ShownSet
    from desktop.store.records import JournalEntry, JsonMap

REACTIONS = frozenset({Kind.ACTION_ACCEPTED, Kind.ACTION_DECLINED, Kind.ACTION_DONE})
KINDS = REACTIONS | {Kind.OFFERS_SHOWN}
_OUTCOMES: dict[object, Outcome] = {outcome.value: outcome for outcome in Outcome}


def shown_data(shown: ShownSet) -> JsonMap:
    """A shown set as its journal entry holds it."""
    return data_of(shown)


def feedback_of(entry: JournalEntry) -> Record | None:
    """The feedback record of an entry; None for one that says nothing of the kind, such as an erased one."""
    data = entry.data
    if entry.kind == Kind.OFFERS_SHOWN:
        try:
            return record_of(dict(data))
        except BadData:
            return None
    decision, action, reason = (data.get(name) for name in ("decision", "action", "reason"))
    outcome = _OUTCOMES.get(data.get("outcome"))
    if entry.kind not in REACTIONS or outcome is None or not isinstance(decision, str) or not isinstance(action, str):
        return None
    return Reacted(decision, action, entry.at, outcome, reason if isinstance(reason, str) else "")
