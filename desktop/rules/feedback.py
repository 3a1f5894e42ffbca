"""The feedback log: what was shown on what grounds, and what became of it; labels only, no personal data."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from math import isfinite
from typing import Any

from desktop.rules.actions import Outcome
from desktop.rules.arbitrate import P_MAX, P_MIN, Estimate, Score, chance_millionths
from desktop.rules.decision import Decision
from desktop.rules.explore import BUCKETS, Draw, HoldOut, Unit
from desktop.rules.schema import NAME

FORMAT = "callside.feedback/1"
ACTION = "action"
MAX_FEATURES = 64
MAX_CARDS = 50
FAR = 10**9

JsonMap = dict[str, Any]
LABEL = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,160}")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}")
_HEX = re.compile(r"[0-9a-f]{16,64}")
_VERSION = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,64}")
_SHARE = re.compile(r"[0-9]{1,64}/[0-9]{1,64}")
_LABELS = {
    Outcome.ACCEPTED: True,
    Outcome.DONE: True,
    Outcome.REJECTED: False,
    Outcome.SNOOZED: False,
    Outcome.COMPLAINED: False,
}


class BadData(ValueError):
    """Data that is not what it should be: `where` it is wrong and what was `expected` there."""

    def __init__(self, where: str, expected: str) -> None:
        super().__init__(f"{where}: expected {expected}")
        self.where = where
        self.expected = expected


class Reader:
    """Reads one JSON object strictly; raises BadData for whatever is missing, odd or unknown."""

    def __init__(self, data: object, where: str, keys: Sequence[str]) -> None:
        if not isinstance(data, dict):
            raise BadData(where, "an object")
        odd = next((key for key in data if key not in keys), None)
        if odd is not None:
            raise BadData(where, f"no key {str(odd)[:64]!r}")
        self._data: JsonMap = data
        self._where = where

    def raw(self, key: str) -> object:
        """What stands under a key; None when there is nothing."""
        return self._data.get(key)

    def text(self, key: str, pattern: re.Pattern[str]) -> str:
        """A text that fits a pattern as a whole."""
        value = self.raw(key)
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise BadData(self.at(key), f"a text like {pattern.pattern}")
        return value

    def number(self, key: str, low: float, high: float) -> float:
        """A finite number from `low` to `high`."""
        value = self.raw(key)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not is_number or not low <= value <= high or not isfinite(value):  # type: ignore[operator, arg-type]
            raise BadData(self.at(key), f"a number from {low:g} to {high:g}")
        return float(value)  # type: ignore[arg-type]

    def whole(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        value = self.raw(key)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise BadData(self.at(key), f"a whole number from {low} to {high}")
        return value

    def flag(self, key: str) -> bool:
        """True or false."""
        value = self.raw(key)
        if not isinstance(value, bool):
            raise BadData(self.at(key), "true or false")
        return value

    def instant(self, key: str) -> datetime:
        """An instant in ISO form with an offset."""
        value = self.raw(key)
        try:
            found = datetime.fromisoformat(value) if isinstance(value, str) else None
        except ValueError:
            found = None
        if found is None or found.utcoffset() is None:
            raise BadData(self.at(key), "an instant with an offset")
        return found

    def items(self, key: str, limit: int) -> list[object]:
        """A list of at most `limit` entries."""
        value = self.raw(key)
        if not isinstance(value, list) or len(value) > limit:
            raise BadData(self.at(key), f"a list of at most {limit}")
        return value

    def texts(self, key: str, pattern: re.Pattern[str], limit: int) -> tuple[str, ...]:
        """A list of at most `limit` texts that each fit a pattern."""
        return _texts(self.items(key, limit), self.at(key), pattern)

    def text_lists(self, key: str, pattern: re.Pattern[str], limit: int) -> tuple[tuple[str, ...], ...]:
        """A list of at most `limit` such lists."""
        return tuple(_texts(entry, self.at(key), pattern) for entry in self.items(key, limit))

    def format(self, expected: str) -> None:
        """Refuse data of another format or of another version of it."""
        if self.raw("format") != expected:
            raise BadData(self.at("format"), expected)

    def at(self, key: str) -> str:
        """The path of a key, for messages."""
        return f"{self._where}.{key}"


def _texts(value: object, where: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    texts = [text for text in value if isinstance(text, str)] if isinstance(value, list) else None
    if texts is None or texts != value or not all(pattern.fullmatch(text) for text in texts):
        raise BadData(where, f"texts like {pattern.pattern}")
    return tuple(texts)


@dataclass(frozen=True, slots=True)
class ShownCard:
    """One card of a set: its place from 1 and its chance in millionths (None: no model gave one)."""

    action_id: str
    slot: int
    p: int | None = None
    mandatory: bool = False


@dataclass(frozen=True, slots=True)
class ShownSet:
    """What a decision put before the agent, and all it stood on; `features` are frozen labels.

    `interaction` is a tag that leads back to nobody; `draw` tells how the last slot was filled
    while the policy was `exploring`.
    """

    decision_id: str
    interaction: str
    bundle_hash: str
    policy_version: str
    at: datetime
    cards: tuple[ShownCard, ...] = ()
    features: Mapping[str, str] = field(default_factory=dict)
    hold_out: HoldOut | None = None
    exploring: bool = False
    draw: Draw | None = None


@dataclass(frozen=True, slots=True)
class Reacted:
    """What the agent reported of one card."""

    decision_id: str
    action_id: str
    at: datetime
    outcome: Outcome
    reason_id: str = ""


@dataclass(frozen=True, slots=True)
class BusinessOutcome:
    """Something the business cares about that happened `delay_s` seconds after a set was shown."""

    decision_id: str
    name: str
    at: datetime
    delay_s: int = 0


Record = ShownSet | Reacted | BusinessOutcome


def _nobody_knows(action_id: str) -> None:
    """Without a model no card has a chance."""


def shown_set(
    decision: Decision,
    interaction: str,
    policy_version: str,
    features: Mapping[str, str],
    *,
    hold_out: HoldOut | None = None,
    exploring: bool = False,
    draw: Draw | None = None,
    chances: Callable[[str], Estimate | None] = _nobody_knows,
) -> ShownSet:
    """The record of a decision's cards, in the order in which they are shown.

    `chances` knows those that did not count; what a card was ranked by is taken from its score.
    """
    cards = tuple(
        ShownCard(entry.id, slot, _estimated(entry.scoring, chances(entry.id)), entry.mandatory)
        for slot, entry in enumerate(decision.actions.shown, 1)
    )
    return ShownSet(
        decision.decision_id,
        interaction,
        decision.bundle_hash,
        policy_version,
        decision.at,
        cards,
        dict(features),
        hold_out,
        exploring,
        draw,
    )


def _estimated(score: Score | None, believed: Estimate | None) -> int | None:
    if score is not None and score.estimate is not None:
        return score.p
    return chance_millionths(believed.p) if believed is not None else None


def data_of(record: Record) -> JsonMap:
    """A record as plain JSON data; instants are written in UTC."""
    at = record.at.astimezone(UTC).isoformat()
    data: JsonMap = {"format": FORMAT, "decision": record.decision_id, "at": at}
    if isinstance(record, Reacted):
        data |= {"kind": "reacted", "action": record.action_id, "outcome": record.outcome.value}
        return data | ({"reason": record.reason_id} if record.reason_id else {})
    if isinstance(record, BusinessOutcome):
        return data | {"kind": "outcome", "name": record.name, "delay_s": record.delay_s}
    return data | _shown_data(record)


def _shown_data(record: ShownSet) -> JsonMap:
    hold_out, draw = record.hold_out, record.draw
    return {
        "kind": "shown",
        "interaction": record.interaction,
        "bundle": record.bundle_hash,
        "policy": record.policy_version,
        "cards": [{"action": c.action_id, "slot": c.slot, "p": c.p, "mandatory": c.mandatory} for c in record.cards],
        "features": dict(sorted(record.features.items())),
        "hold_out": hold_out
        and {"unit": hold_out.unit.value, "bucket": hold_out.bucket, "held_out": hold_out.held_out},
        "exploring": record.exploring,
        "draw": draw
        and {
            "slot": draw.slot,
            "choices": list(draw.choices),
            "chosen": draw.chosen,
            "propensity": f"{draw.propensity.numerator}/{draw.propensity.denominator}",
        },
    }


def record_of(data: object) -> Record:
    """The record that plain JSON data stand for; raises BadData with the place of the first fault."""
    kind = data.get("kind") if isinstance(data, dict) else None
    reading = _READINGS.get(kind) if isinstance(kind, str) else None
    if reading is None:
        raise BadData("record", "an object of kind " + ", ".join(_READINGS))
    keys, make = reading
    reader = Reader(data, "record", ("format", "kind", "decision", "at", *keys.split()))
    reader.format(FORMAT)
    return make(reader, reader.text("decision", _HEX), reader.instant("at"))


def _read_shown(reader: Reader, decision_id: str, at: datetime) -> ShownSet:
    cards = tuple(_read_card(raw, f"record.cards[{i}]") for i, raw in enumerate(reader.items("cards", MAX_CARDS)))
    draw = None if reader.raw("draw") is None else _read_draw(reader.raw("draw"))
    if draw is not None and draw.chosen not in [card.action_id for card in cards]:
        raise BadData("record.draw.chosen", "one of the cards")
    exploring = reader.flag("exploring")
    if draw is not None and not exploring:
        raise BadData("record.draw", "null where nothing explores")
    return ShownSet(
        decision_id,
        reader.text("interaction", _HEX),
        reader.text("bundle", _HEX),
        reader.text("policy", _VERSION),
        at,
        cards,
        _read_features(reader.raw("features")),
        None if reader.raw("hold_out") is None else _read_hold_out(reader.raw("hold_out")),
        exploring,
        draw,
    )


def _read_card(data: object, where: str) -> ShownCard:
    reader = Reader(data, where, ("action", "slot", "p", "mandatory"))
    p = None if reader.raw("p") is None else reader.whole("p", P_MIN, P_MAX)
    return ShownCard(reader.text("action", _ID), reader.whole("slot", 1, MAX_CARDS), p, reader.flag("mandatory"))


def _read_features(data: object) -> Mapping[str, str]:
    if not isinstance(data, dict) or len(data) > MAX_FEATURES:
        raise BadData("record.features", f"an object with at most {MAX_FEATURES} entries")
    reader = Reader(data, "record.features", tuple(data))
    if not all(isinstance(name, str) and NAME.fullmatch(name) for name in data):
        raise BadData("record.features", "names of facts")
    return {name: reader.text(name, LABEL) for name in data}


def _read_hold_out(data: object) -> HoldOut:
    reader = Reader(data, "record.hold_out", ("unit", "bucket", "held_out"))
    unit = reader.text("unit", re.compile("|".join(Unit)))
    return HoldOut(Unit(unit), reader.whole("bucket", 0, BUCKETS - 1), reader.flag("held_out"))


def _read_draw(data: object) -> Draw:
    reader = Reader(data, "record.draw", ("slot", "choices", "chosen", "propensity"))
    choices = reader.texts("choices", _ID, MAX_CARDS)
    chosen = reader.text("chosen", _ID)
    if chosen not in choices:
        raise BadData(reader.at("chosen"), "one of the choices")
    share = reader.text("propensity", _SHARE).split("/")
    top, bottom = int(share[0]), int(share[1])
    if not 0 < top <= bottom:
        raise BadData(reader.at("propensity"), "a share above 0/1 up to 1/1")
    return Draw(reader.whole("slot", 1, MAX_CARDS), choices, chosen, Fraction(top, bottom))


def _read_reacted(reader: Reader, decision_id: str, at: datetime) -> Reacted:
    outcome = Outcome(reader.text("outcome", re.compile("|".join(Outcome))))
    reason = "" if reader.raw("reason") is None else reader.text("reason", _ID)
    return Reacted(decision_id, reader.text("action", _ID), at, outcome, reason)


def _read_outcome(reader: Reader, decision_id: str, at: datetime) -> BusinessOutcome:
    return BusinessOutcome(decision_id, reader.text("name", _ID), at, reader.whole("delay_s", 0, FAR))


_READINGS: Mapping[str, tuple[str, Callable[[Reader, str, datetime], Record]]] = {
    "shown": ("interaction bundle policy cards features hold_out exploring draw", _read_shown),
    "reacted": ("action outcome reason", _read_reacted),
    "outcome": ("name delay_s", _read_outcome),
}


@dataclass(frozen=True, slots=True)
class Example:
    """One card that was offered, and whether it was a success; nobody knew before `known_at`."""

    shown: ShownSet
    action_id: str
    accepted: bool
    known_at: datetime

    @property
    def case(self) -> dict[str, str]:
        """The frozen features together with the action: what a model learns from."""
        return {**self.shown.features, ACTION: self.action_id}


def label_of(outcome: Outcome) -> bool | None:
    """What an outcome teaches: True, False, or None for one that says nothing about the customer."""
    return _LABELS.get(outcome)


def examples(records: Iterable[Record], within: timedelta) -> tuple[Example, ...]:
    """What models may learn: the first answer of the customer to each card, in the order of arrival.

    A card nobody reacted to, one that was not offered, and a reaction that came later than
    `within` teach nothing; a snooze counts as no.
    """
    log = tuple(records)
    sets = {record.decision_id: record for record in log if isinstance(record, ShownSet)}
    found: dict[tuple[str, str], Example] = {}
    for record in log:
        label = label_of(record.outcome) if isinstance(record, Reacted) else None
        if not isinstance(record, Reacted) or label is None:
            continue
        shown, pair = sets.get(record.decision_id), (record.decision_id, record.action_id)
        if shown is None or record.action_id not in [card.action_id for card in shown.cards]:
            continue
        if timedelta(0) <= record.at - shown.at <= within and (pair not in found or record.at < found[pair].known_at):
            found[pair] = Example(shown, record.action_id, label, record.at)
    return in_order(found.values())


def in_order(found: Iterable[Example]) -> tuple[Example, ...]:
    """Examples as they became known; ties by decision and action."""
    return tuple(sorted(found, key=lambda e: (e.known_at, e.shown.decision_id, e.action_id)))
