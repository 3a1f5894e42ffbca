"""Verdicts as what hosts show: the call type, panels, alerts and action entries in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from operator import is_

from desktop.rules.actions import Action, DeclineReason, GateName, Outcome
from desktop.rules.arbitrate import Candidate, Cut, Ranking
from desktop.rules.bundle import ALERTS, CALL_TYPE, PANELS, Bundle
from desktop.rules.columns import bit_list
from desktop.rules.contact import NEVER, Suppression
from desktop.rules.decision import (
    ActionEntry,
    ActionSet,
    AlertEntry,
    CallTypeChoice,
    CallTypeSource,
    FilledEffect,
    PanelPush,
    Reaction,
    Reason,
)
from desktop.rules.entries import Entries
from desktop.rules.evaluation import Evaluation, unknown_names
from desktop.rules.explain import card_reasons, facts_behind, failing_reasons, waiting_reasons
from desktop.rules.gates import Judgement
from desktop.rules.hitpolicy import Decided
from desktop.rules.kleene import U
from desktop.rules.nodes import names_in
from desktop.rules.seen import Look, Seen
from desktop.rules.tables import Table
from desktop.rules.toml_fields import placeholders
from desktop.rules.values import Kind, Money, Scalar, Type, Value
from desktop.rules.wording import GAP, Words, say_unknown

MAX_BEHIND = 8
_SEVERITIES = ("critical", "error", "bad", "warning", "warn", "info", "good")


def call_type_choice(bundle: Bundle, found: Evaluation, words: Words) -> CallTypeChoice:
    """The call type: the agent's choice wins over the table."""
    table, chosen = bundle.table(CALL_TYPE), found.inputs.call_type
    result = found.results.get(CALL_TYPE)
    if table is None or result is None:
        status = Decided.DECIDED if chosen is not None else Decided.UNDECIDED
        source = CallTypeSource.AGENT if chosen is not None else CallTypeSource.TABLE
        return CallTypeChoice(chosen, status, source)
    rows = sorted(result.unknown, key=lambda i: table.rank(table.rows[i].outputs))
    firsts = (table.rows[i].outputs[0] for i in (*result.rows, *rows))
    ids = tuple(dict.fromkeys(str(value) for value in firsts if value is not None))
    missing = () if result.is_decided and chosen is None else found.waits(CALL_TYPE)
    named = tuple(table.rows[i].id for i in result.rows)
    if chosen is not None:
        # what the table said stays on record beside it: its candidates and the rows they come from
        return CallTypeChoice(chosen, Decided.DECIDED, CallTypeSource.AGENT, ids, missing, rows=named)
    value = result.first[0] if result.first and result.status is not Decided.FAILED else None
    return CallTypeChoice(
        value=None if value is None else str(value),
        status=result.status,
        candidates=ids,
        missing=missing,
        reason=_table_reason(table, result.first, words),
        rows=named,
    )


def _table_reason(table: Table, outputs: Sequence[Scalar | None] | None, words: Words) -> str:
    if outputs is None or "reason" not in table.output_names:
        return ""
    return words.tell(str(outputs[table.output_names.index("reason")] or ""))


def panels(bundle: Bundle, found: Evaluation) -> tuple[tuple[PanelPush, ...], tuple[PanelPush, ...]]:
    """The panels to show now, and those whose rows are still unknown."""
    table, result = bundle.table(PANELS), found.results.get(PANELS)
    if table is None or result is None:
        return (), ()
    now = [_panel(table, outputs) for outputs in result.results]
    later = [_panel(table, table.rows[i].outputs) for i in result.unknown]
    shown = _once(p for p in now if p is not None)
    open_ = {p.panel for p in shown}
    waiting = _once(p for p in later if p is not None and p.panel not in open_)
    return shown, waiting


def _panel(table: Table, outputs: Sequence[Scalar | None]) -> PanelPush | None:
    row = dict(zip(table.output_names, outputs, strict=False))
    panel = row.get("panel")
    if panel is None:
        return None
    priority = row.get("priority")
    whole = int(priority) if isinstance(priority, int | Decimal) else 0
    return PanelPush(str(panel), str(row.get("slot") or "main"), whole, row.get("collapsed") is True)


def _once(pushes: Iterable[PanelPush]) -> tuple[PanelPush, ...]:
    """Each panel once, by its best push; ordered by priority, then as in the table."""
    best: dict[str, PanelPush] = {}
    for push in pushes:
        held = best.get(push.panel)
        if held is None or push.priority > held.priority:
            best[push.panel] = push
    return tuple(sorted(best.values(), key=lambda p: -p.priority))


def alerts(bundle: Bundle, found: Evaluation, words: Words) -> tuple[AlertEntry, ...]:
    """The alerts of true rows, most severe first."""
    table, result = bundle.table(ALERTS), found.results.get(ALERTS)
    if table is None or result is None:
        return ()
    entries = []
    for number, outputs in enumerate(result.results):
        row = {
            name: "" if value is None else str(value) for name, value in zip(table.output_names, outputs, strict=False)
        }
        row_id = table.rows[result.rows[number]].id if number < len(result.rows) else ""
        entry = AlertEntry(
            row.get("id") or row_id,
            row.get("severity") or "info",
            words.tell(row.get("text", "")),
            row.get("action", ""),
            words.tell(row.get("label", "")),
        )
        entries.append(entry)
    order = {severity: index for index, severity in enumerate(_SEVERITIES)}
    return tuple(sorted(entries, key=lambda a: order.get(a.severity, len(order))))


@dataclass(frozen=True, slots=True)
class _Kept:
    """An entry with everything it was made from."""

    candidate: Candidate
    cut: Cut | None
    seen: tuple[Seen | None, ...]
    trails: tuple[str, ...]
    entry: ActionEntry

    def is_of(
        self, candidate: Candidate, cut: Cut | None, seen: tuple[Seen | None, ...], trails: tuple[str, ...]
    ) -> bool:
        """Whether it would be made from the same things again."""
        same = self.candidate is candidate and self.cut is cut and self.trails == trails
        return same and all(map(is_, self.seen, seen))


@dataclass(slots=True)
class EntryCache:
    """The entries of earlier decisions, by action, and the facts that each action speaks of."""

    entries: dict[str, _Kept] = field(default_factory=dict)
    names: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)


class EntryMaker:
    """Makes action entries for one evaluation; those of candidates are kept while nothing in them changed."""

    def __init__(self, bundle: Bundle, found: Evaluation, words: Words, cache: EntryCache | None = None) -> None:
        """Keep what entries are made from."""
        self.bundle = bundle
        self.found = found
        self.words = words
        self.cache = cache if cache is not None else EntryCache()

    def card(self, candidate: Candidate, rank: int, *, explored: bool = False) -> ActionEntry:
        """A card that is shown."""
        entry = self._made(candidate, None)
        if (entry.rank, entry.explored) != (rank, explored):
            entry = replace(entry, rank=rank, explored=explored)
            held = self.cache.entries.get(candidate.id)
            if held is not None and held.candidate is candidate:
                self.cache.entries[candidate.id] = replace(held, entry=entry)
        return entry

    def _made(self, candidate: Candidate, cut: Cut | None) -> ActionEntry:
        """The entry of a candidate, from the decision before if it would be the same."""
        behind, filled = self._names(candidate.judgement)
        words = self.words
        trails = tuple([words.trail(name) for name in behind]) if cut is None else ()
        filled = behind + filled if cut is None else filled
        seen = tuple([words.facts.get(name) for name in filled])
        held = self.cache.entries.get(candidate.id)
        if held is not None and held.is_of(candidate, cut, seen, trails):
            return held.entry
        entry = self._card(candidate) if cut is None else self._cut(candidate, cut)
        # what an action waits for may come from tables it does not name
        if candidate.judgement.failing is None:
            self.cache.entries[candidate.id] = _Kept(candidate, cut, seen, trails, entry)
        return entry

    def _names(self, judgement: Judgement) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The facts behind an action, of which its reasons speak, and those its texts are filled with."""
        action = judgement.action
        names = self.cache.names.get(action.id)
        if names is None:
            behind = facts_behind(judgement)
            said = (n for name in behind for n in placeholders(self.words.definition(name).say))
            filled = (name for text in action.texts for name in placeholders(text))
            known = self.bundle.schema.facts
            both = dict.fromkeys((*behind, *(n for n in said if n in known)))
            names = self.cache.names[action.id] = tuple(both), tuple(dict.fromkeys(n for n in filled if n in known))
        return names

    def _card(self, candidate: Candidate) -> ActionEntry:
        judgement = candidate.judgement
        unknown = self.waits_for(judgement) if judgement.failing else ()
        reasons = card_reasons(judgement, self.words) or waiting_reasons(unknown, self.words)
        return self.entry(
            judgement,
            reasons=reasons,
            score=candidate.score.product,
            scoring=candidate.score,
            waits_for=unknown,
        )

    def entry(self, judgement: Judgement, **more: object) -> ActionEntry:
        """An entry with its words filled from facts."""
        action, fill = judgement.action, partial(self._said, judgement)
        effects = tuple(self._effects(action, fill))
        return ActionEntry(
            id=action.id,
            title=self._titled(judgement),
            group=action.group,
            talk_track=fill(action.talk_track, action.talk_tracks),
            effects=effects,
            decline_reasons=tuple(map(self._reason, action.decline_reasons)),
            confirm=any(effect.confirm for effect in effects),
            mandatory=action.mandatory,
            first_failing_gate=judgement.failing.value if judgement.failing else None,
            **more,  # type: ignore[arg-type]
        )

    def _titled(self, judgement: Judgement) -> str:
        """The title of a card: the agent reads it, so it is in their language, whoever is on the line."""
        words, text = self.words.for_colleagues(judgement.action.title, judgement.action.titles)
        return words.fill(text, {"action.value": _value(judgement, words.say)})

    def _reason(self, reason: DeclineReason) -> DeclineReason:
        return replace(reason, label=self.words.for_colleagues(reason.label, reason.labels)[1])

    def _said(self, judgement: Judgement, text: str, translated: Mapping[str, str]) -> str:
        """What a card says to the customer: in the language of the call, where it is there, else in the first."""
        spoken, words = translated.get(self.words.language), self.words
        if spoken is None:
            aloud = words.aloud
            return aloud.fill(text, {"action.value": _value(judgement, aloud.say)})
        return words.speak(spoken, {"action.value": _value(judgement, words.spoken)})

    def _effects(self, action: Action, fill: Callable[[str, Mapping[str, str]], str]) -> Iterable[FilledEffect]:
        for effect in action.effects:
            params = {key: fill(text, effect.others.get(key, {})) for key, text in effect.params.items()}
            texts = effect.in_language(self.words.language).params.values()
            gaps = tuple(
                name
                for text in (effect.name, *texts)
                for name in placeholders(text)
                if name != "action.value" and self.words.value(name) is None
            )
            yield FilledEffect(effect.kind, fill(effect.name, {}), effect.confirm, params, gaps)

    def waits_for(self, judgement: Judgement) -> tuple[str, ...]:
        """The facts an action waits for: those of unknown leaves, or of its value."""
        names: list[str] = []
        for report in judgement.gates:
            soft = report.gate is GateName.APPLICABILITY and judgement.failing is not report.gate
            for part in report.parts:
                if part.verdict is U and not soft:
                    names += unknown_names(part.node, self.found)
        expr = judgement.action.value_expr
        if judgement.value is None and expr is not None:
            from_value = [n for n in names_in(expr) if self.words.seen(n).look is Look.UNKNOWN]
            names += from_value
        return tuple(dict.fromkeys(names))

    def held(self, judgement: Judgement) -> ActionEntry:
        """An action that is possible or held until facts arrive."""
        names = self.waits_for(judgement)
        reasons = waiting_reasons(names, self.words) or self._without_value(judgement)
        return self.entry(judgement, reasons=reasons, waits_for=names)

    def _without_value(self, judgement: Judgement) -> tuple[Reason, ...]:
        """Why an action that waits for nothing has no value: what it is worked out from is not there."""
        expr = judgement.action.value_expr
        names = names_in(expr) if expr is not None else ()
        gone = [name for name in names if self.words.seen(name).look is Look.ABSENT]
        texts = [say_unknown(name, self.words) for name in gone] or [self.words.tr("Its value cannot be worked out")]
        return tuple(Reason(text, "F", tuple(gone)) for text in texts)

    def suppressed(self, judgement: Judgement) -> ActionEntry:
        """An action the contact policy holds back."""
        report = judgement.gate(GateName.CONTACT)
        if report.suppression is None:
            text = self.words.tr("The customer's history is not there yet")
        else:
            text = say_suppression(report.suppression, self.words)
        until = judgement.until if judgement.until != NEVER else None
        return self.entry(judgement, reasons=(Reason(text, "F"),), until=until)

    def unsuitable(self, judgement: Judgement) -> ActionEntry:
        """An action that is not in the customer's interest."""
        report = judgement.gate(GateName.SUITABILITY)
        return self.entry(judgement, reasons=failing_reasons(report, self.words))

    def reacted(self, judgement: Judgement, reaction: Reaction) -> ActionEntry:
        """An action the agent has dealt with in this call."""
        text = self.words.tr(_REACTED[reaction])
        return self.entry(judgement, reasons=(Reason(text, "F"),), reaction=reaction)

    def cut(self, candidate: Candidate, cut: Cut) -> ActionEntry:
        """A passing action without room."""
        return self._made(candidate, cut)

    def _cut(self, candidate: Candidate, cut: Cut) -> ActionEntry:
        reasons = (Reason(self.words.tr(_CUT[cut]), "F"),)
        product = candidate.score.product
        return self.entry(candidate.judgement, reasons=reasons, score=product)


def _value(judgement: Judgement, say: Callable[[Value, Type], str]) -> str:
    if judgement.value is None:
        return GAP
    if judgement.money:
        return say(Money(judgement.value, judgement.money), Type(Kind.MONEY))
    return say(judgement.value, Type(Kind.DECIMAL))


_REACTED = {
    Reaction.ACCEPTED: "Accepted in this call",
    Reaction.DECLINED: "Declined in this call",
    Reaction.NOT_OFFERED: "Not offered in this call",
}
_CUT = {
    Cut.GROUP: "Something better of its kind is shown",
    Cut.SLOTS: "Others rank higher",
    Cut.HOLDOUT: "Held out to measure the effect",
}
_HAPPENED = {
    Outcome.SHOWN: "shown before",
    Outcome.ACCEPTED: "accepted before",
    Outcome.REJECTED: "declined before",
    Outcome.SNOOZED: "put off",
    Outcome.DONE: "done before",
    Outcome.COMPLAINED: "the customer complained",
    Outcome.NOT_OFFERED: "not offered",
}


def say_suppression(found: Suppression, words: Words) -> str:
    """Why an action is paused, and until which day here."""
    what = words.tr(_HAPPENED[found.on])
    if found.count > 1:
        what = words.tr("{what} {n} times", found.count, what=what)
    if found.is_forever:
        return words.tr("Not again: {what}", what=what)
    day = words.reader.day(words.zone.local_date(found.until))
    return words.tr("Paused until {day}: {what}", day=day, what=what)


def action_set(
    maker: EntryMaker,
    ranking: Ranking,
    reactions: dict[str, Reaction],
    pinned: frozenset[str],
    explored: str | None = None,
) -> ActionSet:
    """All lists of actions; `explored` is the card that was drawn by chance."""
    found, layout = maker.found, maker.bundle.compiled.layout
    standing = found.standing
    shown = [*ranking.mandatory, *ranking.ranked]
    cards = [maker.card(c, rank, explored=c.id == explored) for rank, c in enumerate(shown, 1)]
    count = len(ranking.mandatory)
    done = layout.bits(reactions) & standing.active
    open_ = layout.bits(pinned) & standing.active & ~done
    taken = layout.bits(entry.id for entry in cards)
    stays = [maker.entry(found.judgement_of(number), no_longer_recommended=True) for number in bit_list(open_ & ~taken)]
    others = ~(taken | open_ | done)
    behind = [c for c in ranking.order if c.id in ranking.cut and c.id not in pinned][:MAX_BEHIND]
    cut = {layout.numbers[c.id]: c for c in behind}

    def held(number: int) -> ActionEntry:
        return maker.held(found.judgement_of(number))

    def suppressed(number: int) -> ActionEntry:
        if number in cut:
            return maker.cut(cut[number], ranking.cut[cut[number].id])
        judgement = found.judgement_of(number)
        if judgement.action.id in reactions:
            return maker.reacted(judgement, reactions[judgement.action.id])
        return maker.suppressed(judgement) if standing.suppressed >> number & 1 else maker.unsuitable(judgement)

    out = (standing.suppressed | standing.unsuitable) & others | done & ~taken
    return ActionSet(
        mandatory=tuple(cards[:count]),
        ranked=(*cards[count:], *stays),
        possible=Entries(held, layout.numbers, standing.possible & others),
        waiting=Entries(held, layout.numbers, standing.held & others),
        suppressed=Entries(suppressed, layout.numbers, out, tuple(cut)),
    )
