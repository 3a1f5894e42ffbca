"""Why there are cards or none, what one would send, and what an explanation says: in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.call.state import CallState
from desktop.views.agent.deed_words import DeedWords
from desktop.views.agent.detail_words import Line
from desktop.views.agent.effect_words import EffectWords
from desktop.views.safe_text import cell, shown

if TYPE_CHECKING:
    from desktop.rules.explain import Awaited, FactLine, Loser
    from desktop.rules.session import ActionEntry, ActionSet, Explanation, Reason

MAX_AWAITED = 2
_SOURCE = re.compile(r"(?<=\S) \([^()]*\)$")
_AMOUNT = re.compile(r"(?<=\d) (?=[A-Z]{3}\b)")
_STANDS = {
    "shown": ("check", "good"),
    "mandatory": ("check", "good"),
    "held": ("hourglass", "text2"),
    "possible": ("hourglass", "text2"),
}
_MARKS = {"T": ("check", "good"), "F": ("x", "bad"), "U": ("hourglass", "text2")}


def mark_of(reason: Reason) -> tuple[str, str]:
    """The icon and tone of a reason: a tick speaks for it, a cross against, an hourglass is not known yet."""
    return _MARKS.get(reason.verdict, _MARKS["T"])


def without_source(text: str) -> str:
    """A reason without the system it rests on, for where it does not fit whole: "Complaint open (CRM)"."""
    return _SOURCE.sub("", text)


def together(text: str) -> str:
    """A text in which no line break parts an amount from its currency: "18 EUR"."""
    return _AMOUNT.sub("\u00a0", text)


def held_back(actions: ActionSet) -> ActionEntry | None:
    """The best action that is not shown and why that matters: not one the agent has dealt with."""
    return next((entry for entry in chain(actions.suppressed, actions.waiting) if entry.reaction is None), None)


class CardWords(QObject):
    """Words for the box of cards."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._effects = EffectWords(self)

    def nothing(self, state: CallState) -> str:
        """Why there is no card."""
        decision = state.decision
        asked = [cell(source.label) for source in state.sources if source.status in ("asking", "slow")]
        if asked:
            return self.tr("Waiting for: {systems}.").format(systems=", ".join(asked))
        if decision is None:
            return self.tr("Actions appear as soon as it is known who is calling and why.")
        if not decision.actions.waiting:
            return self.tr("No action fits now.")
        return " ".join((self.tr("No action fits yet."), *self._awaited(decision.actions)))

    def _awaited(self, actions: ActionSet) -> list[str]:
        """What further actions wait for, besides the one that is listed as held back."""
        listed = held_back(actions)
        said: list[str] = []
        for entry in actions.waiting:
            text = cell(entry.reasons[0].text) if entry is not listed and entry.reasons else ""
            if text and text not in said:
                said.append(text)
            if len(said) == MAX_AWAITED:
                break
        why = cell(listed.reasons[0].text) if listed is not None and listed.reasons else ""
        return [self.tr("{reason}.").format(reason=text) for text in said if text != why]

    def held(self, entry: ActionEntry) -> str:
        """The line for an action that is held back."""
        return self.tr("Held back: {title}").format(title=cell(entry.title))

    def held_why(self, entry: ActionEntry) -> str:
        """Why it is held back, in its first reason."""
        return cell(entry.reasons[0].text) if entry.reasons else self.tr("It does not fit now.")

    def last_done(self, state: CallState) -> str:
        """What became of the action handled last, for the line under the cards."""
        if not state.action_log:
            return ""
        note = state.action_log[-1]
        why_not = DeedWords().not_done(note.reason or "") if note.outcome == "failed" else None
        if why_not is not None:
            return f"{together(cell(note.title))}. {why_not}"
        words = {
            "accepted": self.tr("Done: {title}"),
            "done": self.tr("Done: {title}"),
            "declined": self.tr("Declined: {title}"),
            "undone": self.tr("Undone: {title}"),
            "failed": self.tr("Not saved, try again: {title}"),
        }
        return words.get(note.outcome, self.tr("{title}")).format(title=together(cell(note.title)))

    # What would be sent

    def previews(self, entry: ActionEntry) -> bool:
        """Whether accepting first shows what will be sent."""
        return entry.confirm or any(effect.confirm for effect in entry.effects)

    def preview(self, entry: ActionEntry, labels: Mapping[str, str]) -> list[Line]:
        """What accepting writes where, value by value; `labels` name systems."""
        return [line for effect in entry.effects for line in self._effects.preview(effect, labels)]

    def gaps(self, entry: ActionEntry) -> bool:
        """Whether something that would be sent is still missing."""
        return any(effect.gaps for effect in entry.effects)

    # Why

    def why(self, explanation: Explanation, title: str) -> list[tuple[str, Sequence[tuple[str, str, str]]]]:
        """An explanation as headed lists of (icon, tone, sentence)."""
        icon, tone = _STANDS.get(explanation.verdict, ("x", "text2"))
        lists: list[tuple[str, Sequence[tuple[str, str, str]]]] = []
        phrases = [(icon, tone, shown(phrase)) for phrase in explanation.phrases]
        fallback = [(icon, tone, self.verdict(explanation.verdict))]
        drawn = [("circle-dot", "text2", shown(explanation.drawn))] if explanation.drawn else []
        lists.append((cell(title), drawn + (phrases or fallback)))
        chance = [("info", "text2", shown(line)) for line in explanation.chance]
        if chance:
            lists.append((self.tr("How likely a yes is"), chance))
        facts = [("info", "text2", self._fact(line)) for line in explanation.facts[:8]]
        if facts:
            lists.append((self.tr("What this rests on"), facts))
        awaited = [("hourglass", "text2", self._awaited_fact(fact)) for fact in explanation.awaited[:3]]
        if awaited:
            lists.append((self.tr("Waiting for"), awaited))
        changes = [("arrow-right", "text2", shown(change)) for change in explanation.changes]
        if changes:
            lists.append((self.tr("What would change it"), changes))
        losers = [("minus", "text2", self._loser(loser)) for loser in explanation.losers]
        if losers:
            lists.append((self.tr("Also weighed"), losers))
        return lists

    def _awaited_fact(self, awaited: Awaited) -> str:
        """A fact that by itself would open actions: "Marketing consent (CRM), for: Offer a newsletter and 1 more"."""
        fact, title = cell(awaited.label), cell(awaited.titles[0])
        if awaited.source:
            fact = self.tr("{fact} ({source})").format(fact=fact, source=cell(awaited.source))
        if len(awaited.titles) == 1:
            return self.tr("{fact}, for: {title}").format(fact=fact, title=title)
        count = len(awaited.titles) - 1
        return self.tr("{fact}, for: {title} and %Ln more", "", count).format(fact=fact, title=title)

    def _fact(self, line: FactLine) -> str:
        words = {
            "absent": self.tr("none on file"),
            "pending": self.tr("not known yet"),
            "failed": self.tr("could not be read"),
        }
        told = words.get(line.state, cell(line.value))
        source = ", ".join(part for part in (cell(line.source), cell(line.age_words)) if part)
        said = self.tr("{fact}: {value}").format(fact=cell(line.label), value=told)
        return self.tr("{fact} ({source})").format(fact=said, source=source) if source else said

    def _loser(self, loser: Loser) -> str:
        title = cell(loser.title)
        if loser.gate is None:
            return self.tr("{title}: ranks lower").format(title=title)
        if loser.waits:
            return self.tr("{title}: not known yet whether it fits").format(title=title)
        return self.tr("{title}: {gate}").format(title=title, gate=self._gate(loser.gate))

    def _gate(self, gate: str) -> str:
        words = {
            "eligibility": self.tr("not allowed here"),
            "applicability": self.tr("not what this call is about"),
            "suitability": self.tr("not in the customer's interest"),
            "contact_policy": self.tr("offered too recently"),
            "not_active": self.tr("not active"),
        }
        return words.get(gate, cell(gate))

    def verdict(self, verdict: str) -> str:
        """A verdict as a sentence, where the rules give no better one."""
        words = {
            "shown": self.tr("Everything it needs is true."),
            "mandatory": self.tr("It is required on this call."),
            "possible": self.tr("It may fit once more is known."),
            "held": self.tr("It waits for facts that are not there yet."),
            "suppressed": self.tr("It was offered too recently."),
            "cut": self.tr("Others rank higher."),
            "done": self.tr("It was dealt with in this call."),
            "out": self.tr("It does not fit this call."),
        }
        return words.get(verdict, self.tr("It is not active."))
