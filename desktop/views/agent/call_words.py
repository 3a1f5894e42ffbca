"""What the call bar says: state words, timers, the line about the call, troubles; no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from connectors.telephony.events import PhoneCommand
from desktop.call.between_state import Presence
from desktop.call.desk_state import DeskState, Phase, Tab
from desktop.views.safe_text import cap, cell, first_seen, isolate

if TYPE_CHECKING:
    from connectors.telephony.events import LineState
    from desktop.call.state import CallState
    from desktop.store.records import Promise
    from desktop.views.format import Formats

_WHO_CAP = 24
SHORTEST, BRIEF, SHORT, FULL = range(4)
_ICONS = {
    Phase.RINGING: "phone-incoming",
    Phase.TALKING: "phone",
    Phase.HELD: "pause",
    Phase.WRAP_UP: "clipboard-list",
    Phase.FINISHED: "check",
}


@dataclass(frozen=True, slots=True)
class ClockFace:
    """The start of the bar: icon, state word, running time, and whether it is late."""

    icon: str
    word: str
    time: str
    tone: str = "bar_text"


class CallWords:
    """Words calls for the bar and its tabs."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats

    def tr(self, text: str, disambiguation: str = "", n: int = -1) -> str:
        """Translate one of our own words."""
        return QCoreApplication.translate("CallWords", text, disambiguation, n)

    def phase(self, phase: Phase, *, outbound: bool = False) -> str:
        """Return the word for where a call is."""
        if phase is Phase.RINGING and outbound:
            return self.tr("Dialing")
        return {
            Phase.RINGING: self.tr("Ringing"),
            Phase.TALKING: self.tr("On call"),
            Phase.HELD: self.tr("On hold"),
            Phase.WRAP_UP: self.tr("After call"),
            Phase.FINISHED: self.tr("Finished"),
        }[phase]

    def clock_face(self, state: CallState, now: datetime) -> ClockFace:
        """Return the timer of a call: talking time, time on hold, ringing time, or work after the call."""
        info, timer = state.info, self.formats.timer
        outbound = info.direction == "out"
        word = self.phase(state.phase, outbound=outbound)
        icon = "phone-outgoing" if outbound and state.phase is Phase.RINGING else _ICONS[state.phase]
        if state.phase in (Phase.WRAP_UP, Phase.FINISHED):
            since, goal = seconds(info.ended_at, now), state.wrap_up.goal_s
            late = goal is not None and since > goal and state.phase is Phase.WRAP_UP
            return ClockFace(icon, word, timer(since), "bar_warn" if late else "bar_text")
        if state.phase is Phase.HELD:
            return ClockFace(icon, word, timer(seconds(info.held_since, now)))
        if state.phase is Phase.TALKING:
            if info.muted:
                return ClockFace("mic-off", self.tr("Muted"), timer(seconds(info.answered_at, now)), "bar_warn")
            return ClockFace(icon, word, timer(seconds(info.answered_at, now)))
        return ClockFace(icon, word, timer(seconds(info.started_at, now)))

    def about(self, state: CallState, *, brief: bool = False) -> str:
        """Return the line under the call type: direction or channel, queue, wait, repeated contacts.

        `brief` leaves out what is usual: that somebody called us.
        """
        info = state.info
        if brief and info.channel == "voice" and info.direction != "out":
            channel = ""
        elif info.channel == "voice":
            channel = self.tr("Outbound") if info.direction == "out" else self.tr("Inbound")
        else:
            channel = cell(info.channel).capitalize()
        waited = info.waited_s
        contacts = state.profile.contacts_30d
        promise = state.promise
        parts = (
            channel,
            self._errand(promise) if promise is not None else "",
            isolate(cell(info.queue)) if info.queue else "",
            self.tr("waited {time}").format(time=self.formats.short(waited)) if waited is not None else "",
            self.tr("%Ln contacts in 30 days", "", contacts) if contacts and contacts > 1 else "",
        )
        return " · ".join(part for part in parts if part)

    def _errand(self, promise: Promise) -> str:
        if promise.is_missed_call:
            return self.tr("Calling back")
        return self.tr("Promised: {text}").format(text=isolate(cell(promise.text)))

    def who(self, state: CallState) -> str:
        """Return the caller in the fewest words, for buttons and tabs."""
        customer = state.identity.customer
        if customer is None:
            return cap(cell(state.info.ani_display), _WHO_CAP) or self.tr("Unknown caller")
        person = customer.customer
        who = first_seen(person.given_name, person.name, person.organization)
        return cap(who, _WHO_CAP) or self.tr("Unknown caller")

    def who_of(self, state: CallState, tabs: Sequence[Tab]) -> str:
        """Return the caller in the fewest words that mean nobody else on this desk."""
        who, customer = self.who(state), state.identity.customer
        others = [cell(each.name) for each in tabs if each.call_id != state.id and each.name]
        if customer is None or not any(who in other for other in others):
            return who
        name = customer.customer.name
        mark = twin_mark(state.id, name, state.info.ani_display, tabs)
        return f"{first_word(name)} {mark}" if mark else first_seen(name)

    def on_the_line(self, state: CallState, desk: DeskState) -> str:
        """Return who is spoken with while another call is in view; empty where nobody is."""
        talking = (each for each in desk.tabs if each.phase is Phase.TALKING and each.call_id != state.id)
        other = next(talking, None) if state.phase is not Phase.TALKING else None
        if other is None:
            return ""
        return self.tr("On the line: {name}").format(name=isolate(self.tab_name(other, desk.tabs)))

    def busy_with(self, state: CallState | None, desk: DeskState) -> Phase | None:
        """Return what the agent is doing, whichever call is in view: a talk comes first."""
        if state is not None and any(each.phase is Phase.TALKING for each in desk.tabs):
            return Phase.TALKING
        return state.phase if state is not None else None

    def tab(self, tab: Tab, now: datetime, tabs: Sequence[Tab] = (), detail: int = FULL) -> str:
        """Return a tab's text: who, where the call is, how long; less `detail` leaves out state, surname, time."""
        parts = [isolate(self.tab_name(tab, tabs, first=detail <= BRIEF))]
        if detail == FULL:
            parts.append(self.phase(tab.phase))
        if detail > SHORTEST:
            parts.append(self.formats.timer(seconds(tab.since, now)))
        return "   ".join(parts)

    def tab_name(self, tab: Tab, tabs: Sequence[Tab], *, first: bool = False) -> str:
        """Return who is in a tab, in one word where `first`; two of the same name are told apart by their numbers."""
        seen = first_seen(tab.name, tab.number) or self.tr("Number withheld")
        who = first_word(seen) if first and tab.name else seen
        return " ".join(part for part in (who, twin_mark(tab.call_id, tab.name, tab.number, tabs)) if part)

    def pending(self, command: PhoneCommand) -> str:
        """Return what a button says while the phone has not confirmed."""
        return {
            PhoneCommand.ANSWER: self.tr("Answering…"),
            PhoneCommand.HOLD: self.tr("Holding…"),
            PhoneCommand.RESUME: self.tr("Resuming…"),
            PhoneCommand.MUTE: self.tr("Muting…"),
            PhoneCommand.UNMUTE: self.tr("Unmuting…"),
            PhoneCommand.TRANSFER: self.tr("Transferring…"),
            PhoneCommand.HANG_UP: self.tr("Ending…"),
        }.get(command, "…")

    def command_trouble(self, code: str) -> str:
        """Return what went wrong with a phone command, and what to do."""
        return {
            "not_connected": self.tr("The phone is not connected. Use the phone itself."),
            "timeout": self.tr("The phone did not confirm. Try again or use the phone itself."),
            "refused": self.tr("The phone refused. Use the phone itself."),
            "failed": self.tr("The phone did not do it. Try again, or use the phone itself."),
            "unknown_call": self.tr("The phone no longer knows this call."),
            "unsupported": self.tr("This phone cannot do that from here."),
        }.get(code, self.tr("The phone did not do it. Use the phone itself."))

    def call_trouble(self, state: CallState, desk: DeskState) -> str:
        """Return what is wrong with a call's own phone, or with what it was told last; else with the phone lines."""
        lost = lost_phone(state, desk)
        if lost is not None:
            return self._disconnected(lost)
        refused = state.info.trouble
        is_back = refused == "not_connected" and any(line.source == state.info.source for line in desk.lines)
        if refused and not is_back:
            return self.command_trouble(refused)
        return self.line_trouble(desk)

    def line_trouble(self, desk: DeskState) -> str:
        """Return what is wrong with the phone lines; empty while one works or none is set up."""
        if not desk.lines or any(line.connected for line in desk.lines):
            return ""
        return self._disconnected(desk.lines[0])

    def _disconnected(self, line: LineState) -> str:
        why = {
            "refused": self.tr("it does not accept connections"),
            "lost": self.tr("the connection was lost"),
            "registering": self.tr("it is registering"),
            "register_failed": self.tr("it could not register"),
        }.get(line.code, self.tr("it does not answer"))
        return self.tr("Phone disconnected: {why}").format(why=why)

    def presence(self, desk: DeskState, phase: Phase | None) -> str:
        """Return what the agent is doing, with the name."""
        word = self._there(desk) if phase is None or phase is Phase.FINISHED else self.phase(phase)
        return f"{word} · {isolate(cell(desk.agent))}" if desk.agent else word

    def _there(self, desk: DeskState) -> str:
        presence = desk.between.presence
        if presence.status is Presence.AVAILABLE:
            return self.tr("Available")
        return isolate(cell(presence.reason)) if presence.reason else self.tr("Away")


def lost_phone(state: CallState, desk: DeskState) -> LineState | None:
    """Return the line of a call's phone where it is gone; a call that is told of by hand needs none."""
    live = state.phase in (Phase.RINGING, Phase.TALKING, Phase.HELD)
    return desk.lost(state.info.source) if live and not state.info.by_hand else None


def first_word(name: str | None) -> str:
    """Return the beginning of a name, for places where the whole would be cut."""
    return cap((cell(name).split() or [""])[0], _WHO_CAP)


def twin_mark(call_id: str, name: str | None, number: str, tabs: Sequence[Tab]) -> str:
    """Return what tells a caller from another one of the same name on this desk: the end of the number."""
    twins = [each for each in tabs if each.call_id != call_id and each.name and each.name == name]
    digits = "".join(sign for sign in number if sign.isdecimal())
    return f"…{digits[-4:]}" if twins and digits else ""


def seconds(since: datetime | None, now: datetime) -> float:
    """Return the seconds from a moment to now, never negative; 0 when there is none."""
    return max(0.0, (now - since).total_seconds()) if since is not None else 0.0
