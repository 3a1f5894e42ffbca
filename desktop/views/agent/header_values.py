"""What the customer header says, worked out from a call's state: texts and tile values, no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

from connectors.phones import display
from desktop.call.state import CallState, IdentityStatus, Part, PartStatus, Score, told
from desktop.views.agent.change_words import ChangeWords
from desktop.views.safe_text import cell, first_seen, isolate
from desktop.views.widgets.tile import TileState, TileValue

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer
    from connectors.records import Customer
    from desktop.views.format import Formats

TILES = ("value", "nps", "orders", "churn", "csat", "ces")
_NOTHING = Part()
_LONGEST_NUMBER = 20
_SEPARATOR = "  ·  "
_TIER_TONES = {"silver": "plain", "bronze": "plain", "basic": "plain", "standard": "plain"}
"""Tiers that are nothing special; every other one is gold, whatever a house calls its best."""


@dataclass(frozen=True, slots=True)
class HeaderText:
    """The identity part: name, the small line under it, and tags; `tags` are (text, tone)."""

    name: str = ""
    avatar: str | None = None
    facts: str = ""
    contact: str = ""
    segment: str = ""
    segment_tone: str = "plain"
    verified: str = ""
    verified_tone: str = "plain"
    dated: str = ""
    origin: str = ""
    known: bool = False


class HeaderWords:
    """Words a call's identity and figures; built once, given the state and the moment."""

    def __init__(self, formats: Formats, parent: QObject | None = None) -> None:
        self.formats = formats
        self.changes = ChangeWords(formats, parent)

    def tr(self, text: str, disambiguation: str = "", n: int = -1) -> str:
        """Translate one of our own words."""
        return QCoreApplication.translate("HeaderWords", text, disambiguation, n)

    # Identity

    def identity(self, state: CallState, now: datetime) -> HeaderText:
        """Return who is on the line, as far as known."""
        who = state.identity
        if who.customer is not None and who.status is IdentityStatus.IDENTIFIED:
            return self._person(state, who.customer.customer, now)
        number = isolate(state.info.ani_display)
        country = self.formats.country(state.info.country) if state.info.country else ""
        says = self.tr("says: {name}").format(name=isolate(cell(state.info.ani_name))) if state.info.ani_name else ""
        line = _SEPARATOR.join(part for part in (number, country, says) if part)
        if who.status is IdentityStatus.CHOOSE:
            count = len(who.candidates)
            name = self.tr("%Ln possible customers", "", count)
            return HeaderText(name, None, line, verified=self.tr("Choose"), verified_tone="warn")
        if who.status is IdentityStatus.WITHHELD or state.info.withheld:
            name = self.tr("Number withheld")
            return HeaderText(name, None, line, verified=self.tr("Not identified"), verified_tone="warn")
        if who.status is IdentityStatus.LOOKING:
            return HeaderText(number or self.tr("Unknown number"), None, line, verified=self.tr("Looking up"))
        return HeaderText(
            self.tr("Unknown caller"), None, line, verified=self.tr("Not identified"), verified_tone="warn"
        )

    def _person(self, state: CallState, customer: Customer, now: datetime) -> HeaderText:
        formats = self.formats
        name = first_seen(customer.name, customer.organization)
        facts = (
            self.tr("Customer since {month}").format(month=formats.month(customer.since)) if customer.since else "",
            self.tr("No. {number}").format(number=isolate(cell(customer.id))) if _is_readable(customer.id) else "",
            isolate(cell(formats.language(customer.language))) if customer.language else "",
        )
        contact = (
            isolate(cell(state.info.ani_display or _phone_of(customer))),
            isolate(cell(customer.emails[0])) if customer.emails else "",
        )
        word, tone = self._how(state)
        # A tier changes what one may do in this call; a segment rarely does.
        tier = cell(customer.tier or "")
        segment = tier or cell(customer.segment or "")
        cached = state.identity.cached_at
        return HeaderText(
            name=isolate(name) or self.tr("No name on file"),
            avatar=name or None,
            facts=_SEPARATOR.join(part for part in facts if part),
            contact=_SEPARATOR.join(part for part in contact if part),
            segment=isolate(segment[:1].upper() + segment[1:]),
            segment_tone=_TIER_TONES.get(tier.casefold(), "gold") if tier else "accent",
            verified=word,
            verified_tone=tone,
            dated=self.tr("Saved copy, {age}").format(age=formats.age(cached, now)) if cached else "",
            origin=self._origin(state, customer, now),
            known=True,
        )

    def _origin(self, state: CallState, customer: Customer, now: datetime) -> str:
        """Which systems tell who it is, and how old that is."""
        labels = {source.name: source.label for source in state.sources}
        who = state.identity.customer
        names = ", ".join(cell(labels[name]) for name in (who.ids if who is not None else ()) if name in labels)
        origin = customer.provenance
        age = self.formats.age(state.identity.cached_at or origin.as_of or origin.fetched_at, now)
        return " · ".join(part for part in (names, age) if part)

    def _how(self, state: CallState) -> tuple[str, str]:
        """Return how the caller was recognized; the phone alone proves the number, not the person."""
        how = state.identity.how
        proofs = [key.upper() for key, value in state.info.data.items() if value.casefold() == "verified"]
        base = "ANI" if "ani" in how else (self.tr("customer number") if "id" in how else "")
        if state.verified and not proofs:
            return self.tr("Verified by you"), "good"
        if "agent" in how:
            # Narrow windows show what stands before the dot.
            return (self.tr("Chosen by you"), "accent") if state.verified else (self._unverified(), "warn")
        if proofs:
            names = " + ".join(part for part in (base, *map(cell, proofs[:2])) if part)
            return self.tr("Verified · {how}").format(how=names), "good"
        return (self.tr("Matched · {how}").format(how=base), "accent") if base else ("", "plain")

    def _unverified(self) -> str:
        return self.tr("Chosen by you · not verified")

    def disagreements(self, customer: MergedCustomer, labels: Mapping[str, str], now: datetime) -> list[list[str]]:
        """Return, for each field on which systems disagree, its name and then one line a value, best first."""
        found = []
        for field, values in customer.values.items():
            lines = [self.changes.field(field)]
            for entry in values:
                age = self.formats.age(entry.at, now)
                parts = (self.changes.value(field, entry.value, now), cell(labels.get(entry.system, entry.system)), age)
                lines.append(" · ".join(part for part in parts if part))
            found.append(lines)
        return found

    # Figures

    def tiles(self, state: CallState, now: datetime, *, ages: bool = False) -> dict[str, TileValue]:
        """Return what each tile of TILES shows; `ages` dates live figures too."""
        profile, feedback = state.profile, told(state.parts.get("feedback", _NOTHING), state.sources)
        orders = told(state.parts.get("orders", _NOTHING), state.sources)
        dated = HeaderFigures(self, state, now, ages=ages)
        count = profile.open_orders
        late = profile.late_orders or 0
        money = self.formats.money(profile.lifetime_value, whole=True) if profile.lifetime_value else ""
        risk = "" if profile.churn_risk is None else self.formats.percent(profile.churn_risk / 100)
        return {
            "value": dated.customer(self.tr("Lifetime value"), money),
            "nps": dated.score(self.tr("Last NPS"), profile.nps, feedback),
            "csat": dated.score(self.tr("CSAT"), profile.csat, feedback),
            "ces": dated.score(self.tr("CES"), profile.ces, feedback),
            "orders": dated.part(
                self.tr("Open orders"),
                TileValue(
                    value="" if count is None else self.formats.number(count),
                    change=self.tr("%Ln late", "", late) if late else "",
                    change_tone="bad",
                ),
                orders,
            ),
            "churn": dated.customer(self.tr("Churn risk"), risk),
        }

    def score_value(self, score: Score) -> TileValue:
        """Return a survey answer with its scale and its change."""
        number = self.formats.number
        top = score.scale_max
        scale = self.tr("of {max}").format(max=number(top)) if top is not None else ""
        if score.change is None or score.change == 0:
            return TileValue(value=number(_short(score.value)), scale=scale)
        tone = "text2" if score.metric == "ces" else ("good" if score.change > 0 else "bad")
        change = self.formats.signed(_short(score.change))
        return TileValue(value=number(_short(score.value)), scale=scale, change=change, change_tone=tone)

    def failure(self, code: str) -> str:
        """Return two words for why a source has no answer."""
        words = {
            "auth": self.tr("sign in"),
            "sign_in": self.tr("sign in"),
            "no_key_store": self.tr("no key"),
            "key_store_locked": self.tr("no key"),
            "no_secret": self.tr("no key"),
            "denied": self.tr("not allowed"),
            "bad_payload": self.tr("unreadable"),
            "busy": self.tr("busy"),
            "unread": self.tr("not read yet"),
        }
        return words.get(code, self.tr("no answer"))


class HeaderFigures:
    """Gives figures their state and age by the part they come from."""

    def __init__(self, words: HeaderWords, state: CallState, now: datetime, *, ages: bool) -> None:
        self._words, self._state, self._now, self._ages = words, state, now, ages
        self._labels = {view.name: view.label for view in state.sources}

    def tr(self, text: str) -> str:
        """Translate one of our own words."""
        return QCoreApplication.translate("HeaderFigures", text)

    def customer(self, caption: str, value: str) -> TileValue:
        """A figure kept with the customer."""
        who = self._state.identity
        if who.customer is None:
            return TileValue(TileState.EMPTY)
        origin = who.customer.customer.provenance
        as_of = who.cached_at or (origin.as_of or origin.fetched_at if self._ages else None)
        source = self._labels.get(origin.system, origin.system)
        if not value:
            return self._none(caption)
        return self._known(caption, TileValue(value=value), as_of, (source,))

    def score(self, caption: str, score: Score | None, part: Part) -> TileValue:
        """The latest answer of a survey."""
        return self.part(caption, self._words.score_value(score) if score is not None else TileValue(), part)

    def part(self, caption: str, value: TileValue, part: Part) -> TileValue:
        """A figure counted from the rows of a part."""
        words = self._words
        systems = tuple(self._labels.get(name, name) for name in part.systems)
        if value.value:
            as_of = part.as_of if part.status is not PartStatus.LIVE or self._ages else None
            return self._known(caption, value, as_of, systems)
        if part.status is PartStatus.WAITING or self._still_looking(part):
            sentence = self.tr("{what}: waiting for {source}").format(what=caption, source=cell(", ".join(systems)))
            return TileValue(TileState.PENDING, sentence=sentence)
        if part.status is PartStatus.FAILED and part.trouble is not None:
            word = words.failure(part.trouble.code)
            source = cell(part.trouble.label)
            sentence = self.tr("{what}: {source}, {trouble}").format(what=caption, source=source, trouble=word)
            return TileValue(TileState.FAILED, word=word, sentence=sentence)
        if part.status in (PartStatus.LIVE, PartStatus.CACHED):
            return self._none(caption)
        if part.status is PartStatus.NOT_OFFERED:
            sentence = self.tr("{what}: no system offers this").format(what=caption)
            return TileValue(TileState.NONE, word="–", sentence=sentence)
        return TileValue(TileState.EMPTY)

    def _still_looking(self, part: Part) -> bool:
        """Whether a system has yet to say if it knows the customer at all, before it is asked for this."""
        asked = [view for view in self._state.sources if view.name in part.systems]
        return part.status is PartStatus.IDLE and any(view.status in ("asking", "slow") for view in asked)

    def _none(self, caption: str) -> TileValue:
        sentence = self.tr("{what}: none on file").format(what=caption)
        return TileValue(TileState.NONE, word=self.tr("none"), sentence=sentence)

    def _known(self, caption: str, value: TileValue, as_of: datetime | None, systems: tuple[str, ...]) -> TileValue:
        words = self._words
        age = words.formats.age(as_of, self._now) if as_of is not None else ""
        where = ", ".join(systems)
        shown = " ".join(part for part in (value.value, value.scale, value.change) if part)
        sentence = f"{caption}: {shown}"
        if where:
            sentence += f"\n{cell(where)}" + (f" · {age}" if age else "")
        dated = f"· {words.formats.brief_age(as_of, self._now)}" if as_of is not None else ""
        return TileValue(
            TileState.KNOWN, value.value, value.scale, value.change, value.change_tone, dated, "", sentence
        )


def most_values(state: CallState) -> int:
    """Return how many values a field has at most on which systems will still disagree; 0 where they will not.

    What was copied counts as told: until that system is read again, it is not asked of the agent a second time.
    """
    customer = state.identity.customer
    most = 0
    for field, values in customer.values.items() if customer is not None else ():
        said = {entry.system: entry.value for entry in values}
        said |= {change.system: change.new for change in state.changes if change.promised and change.field == field}
        different: list[object] = []
        for value in said.values():
            if value not in different:
                different.append(value)
        most = max(most, len(different))
    return most if most > 1 else 0


def _short(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1")) if value.is_finite() and abs(value) < 10**6 else value


def _is_readable(customer_id: str) -> bool:
    """Whether a person could read the id out; a key made by a program is no customer number."""
    return len(customer_id) <= _LONGEST_NUMBER


def _phone_of(customer: Customer) -> str:
    return next((display(phone.e164) if phone.e164 else phone.raw for phone in customer.phones), "")
