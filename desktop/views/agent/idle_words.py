"""What the page between calls says: promises, wrap-ups put aside, writes that need somebody, calls as recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.call.between_state import Presence, PresenceView
from desktop.call.desk_state import DeskState, Tab
from desktop.views.context import ViewContext
from desktop.views.entries import Entry
from desktop.views.safe_text import cell, first_seen
from desktop.views.widgets.tile import TileState, TileValue

if TYPE_CHECKING:
    from desktop.store.records import OutboxRow, PastCall, Promise


def _number(number: str) -> str:
    """A telephone number as people write it."""
    # The window is painted before what it takes to write numbers is even imported.
    from connectors.phones import display  # noqa: PLC0415 - see above

    return display(number)


def as_words(name: str | None) -> str:
    """Return a name from a playbook that is no longer in use as well as it can be read."""
    return (name or "").replace("_", " ").replace(".", " › ")


class IdleWords(QObject):
    """Words rows and figures."""

    def __init__(self, context: ViewContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formats, self._now = context.formats, context.now

    def promise(self, promise: Promise, run: Callable[[], None], desk: DeskState) -> Entry:
        """Somebody to call, what about, since when."""
        now = self._now()
        who = cell(promise.name or _number(promise.number or "")) or self.tr("Customer no longer on file")
        tried = (
            self.tr("no answer {when}").format(when=self._formats.when(promise.tried_at, now))
            if (promise.tried_at is not None)
            else ""
        )
        what = self.tr("Missed call, call back") if promise.is_missed_call else cell(promise.text)
        line = " · ".join(part for part in (what, tried) if part)
        days = (promise.due_on - self._formats.local(now).date()).days
        tone = "bad" if days < 0 else "warn" if days == 0 else "text2"
        icon = "phone-outgoing" if desk.between.can_dial and promise.number else "user"
        due = self._formats.due(promise.due_on, now)
        if promise.is_missed_call:
            icon, due = "phone-missed", self._formats.when(promise.made_at, now)
        return Entry(who, line, icon, due, run, tone)

    def none_due(self, desk: DeskState) -> str:
        """Why there is nothing to call."""
        if desk.between.presence.status is Presence.AWAY:
            waiting = len(desk.between.promises)
            if waiting:
                return self.tr("%Ln callbacks wait until you are available again.", "", waiting)
            return self.tr("No callbacks while you are away.")
        return self.tr("Nothing is due in the next seven days. Follow-ups you promise in a call appear here.")

    def wrap_up(self, tab: Tab, now: datetime, run: Callable[[], None]) -> Entry:
        """A wrap-up that was put aside."""
        who = first_seen(tab.name, tab.number) or self.tr("Number withheld")
        since = self._formats.timer(max(0.0, (now - tab.since).total_seconds()))
        return Entry(
            self.tr("Wrap-up: {who}").format(who=who), self.tr("Not finished"), "clipboard-list", since, run, "warn"
        )

    def unsent(self, row: OutboxRow, labels: Mapping[str, str], run: Callable[[], None]) -> Entry:
        """A write that no system took, and why; `labels` are what systems are called here."""
        from desktop.store.records import RowState  # noqa: PLC0415 - the store: after the first paint

        system = cell(labels.get(row.connector, row.connector))
        title = self.tr("{what} for {system}").format(what=self._operation(row.operation), system=system)
        unknown = row.state is RowState.UNKNOWN
        line = self.tr("{system} did not take it.")
        if unknown:
            line = self.tr("It may have arrived: look in {system} first.")
        elif (row.last_error or "").partition(":")[0] == "changed":
            line = self.tr("Somebody has changed it in {system} meanwhile: look there.")
        return Entry(title, line.format(system=system), "triangle-alert", self.tr("needs you"), run, "bad")

    def _operation(self, operation: str) -> str:
        return {
            "note.create": self.tr("Note"),
            "interaction.create": self.tr("Record of the call"),
            "task.create": self.tr("Follow-up"),
            "case.create": self.tr("Case"),
            "customer.create": self.tr("New customer"),
            "customer.update": self.tr("Change of the customer"),
            "consent.create": self.tr("Consent"),
            "email.create": self.tr("Message"),
            "survey.create": self.tr("Survey invitation"),
        }.get(operation, cell(operation))

    def past(self, past: PastCall, run: Callable[[], None]) -> Entry:
        """A call as it was recorded, in one row."""
        record = past.record
        who = cell(past.name or _number(record.ani or "")) or self.tr("Unknown caller")
        what = cell(past.ending or past.kind or as_words(record.disposition or record.call_type))
        line = " · ".join(part for part in (what, self._formats.duration(record.handled_s)) if part)
        icon = "phone-outgoing" if record.direction == "out" else "phone-incoming"
        return Entry(who, line, icon, self._formats.when(record.finished_at, self._now()), run)

    def average(self, desk: DeskState) -> TileValue:
        """Average handling, against the site's goal where there is one."""
        average, goal = desk.handled_s_today / desk.calls_today, desk.between.handling_goal_s
        value = self._formats.duration(average)
        if goal is None:
            return TileValue(TileState.KNOWN, value)
        over = average - goal
        scale = self.tr("goal {goal}").format(goal=self._formats.duration(goal))
        if over < 1:
            return TileValue(TileState.KNOWN, value, scale)
        change = self._over(over)
        said = self.tr("Average handling {average}, {goal}, {over}").format(average=value, goal=scale, over=change)
        return TileValue(TileState.KNOWN, value, change=change, change_tone="warn", sentence=said)

    def _over(self, seconds: float) -> str:
        return self.tr("{time} over goal").format(time=self._formats.duration(seconds))

    def widest(self) -> TileValue:
        """The most that an average says, so that its place is kept."""
        return TileValue(TileState.KNOWN, self._formats.duration(3599), change=self._over(599))

    def presence(self, presence: PresenceView, passed_s: float) -> str:
        """What the agent is, and away since when."""
        if presence.status is Presence.AVAILABLE:
            return self.tr("Available")
        reason = cell(presence.reason) or self.tr("Away")
        return self.tr("{reason}  {time}").format(reason=reason, time=self._formats.timer(passed_s))

    def told(self, presence: PresenceView) -> str:
        """Whether the phone knows it."""
        return {
            "own": self.tr("Only here: your phone cannot be told"),
            "telling": self.tr("Telling the phone…"),
            "told": self.tr("The phone knows"),
        }.get(presence.phone, self.tr("The phone did not take it: set it there too"))

    def reasons(self, site: Sequence[str]) -> tuple[str, ...]:
        """What one may be away for: the site's words, or ours."""
        ours = (self.tr("Break"), self.tr("Lunch"), self.tr("Meeting"), self.tr("Training"))
        return tuple(site) or ours
