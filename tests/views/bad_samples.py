"""Calls with input nobody would invent: too long, too many, missing, in the other direction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from connectors.records import (
    Case,
    Customer,
    CustomerEvent,
    Feedback,
    Interaction,
    Invoice,
    InvoiceLine,
    Money,
    Order,
    OrderLine,
    Provenance,
)
from desktop.call.state import (
    CallInfo,
    CallState,
    Disposition,
    GuideView,
    Identity,
    IdentityStatus,
    Part,
    PartStatus,
    Phase,
    Profile,
    StepStatus,
    StepView,
    TimelineGroup,
    TimelineItem,
    WrapUpView,
)
from desktop.rules.decision import ActionEntry, AlertEntry, Decision
from tests.views import decisions, samples

LONG_WORD = "Wolfeschlegelsteinhausenbergerdorff" * 6
LONG_NAME = ("Maria de los Ángeles Fernández de Córdoba y Álvarez de Toledo-Osorio " * 3).strip()[:200]
EMOJI = "👩‍👩‍👧‍👦🎉🏳️‍🌈"
ARABIC_NAME = "محمد بن عبد الله آل سعود (الفرع 2)"
MEGABYTE = ("Der Kunde sagt, die Rechnung stimmt nicht. " * 40 + "\n") * 600
NOTHING = Provenance("crm", "", samples.NOW)


def usual(**changes: object) -> CallState:
    """A call like any other, with cards and alerts."""
    return samples.talking(**{"decision": decided(), **changes})


def decided(*cards: ActionEntry, alerts: int = 3) -> Decision:
    """Cards and alerts, as a call has them."""
    shown = cards or (decisions.WAIVE, decisions.GIFT, decisions.SURVEY)
    rows = samples.decision(5).alerts
    many = tuple(replace(rows[at % 5], id=f"alert-{at}") for at in range(alerts))
    return replace(decisions.decision(*shown), alerts=many)


def called(name: str | None) -> CallState:
    """A call of somebody of this name."""
    who = samples.merged(replace(samples.marta(), name=name, given_name=None, family_name=None))
    return usual(identity=Identity(IdentityStatus.IDENTIFIED, who, how=("ani",)), info=samples.info(ani_name=name))


def said_everywhere(text: str) -> CallState:
    """Every text that a system can send is this one, and so is every one of the playbook that has no limit."""
    records = {
        "orders": tuple(replace(row, lines=(OrderLine(text),), channel=text) for row in samples.orders()),
        "invoices": (replace(samples.invoice(), lines=(InvoiceLine(text, text, samples.invoice().lines[0].amount),)),),
        "cases": (replace(samples.complaint(), subject=text, owner=text, category=text, queue=text),),
        "interactions": tuple(replace(row, subject=text, summary=text, agent=text) for row in samples.interactions()),
        "feedback": tuple(replace(row, comment=text, about=text) for row in samples.feedback()),
        "events": tuple(replace(row, label=text) for row in samples.events()),
    }
    who = samples.merged(replace(samples.marta(), name=text, organization=text, segment=text, emails=(text,)))
    alerts = (AlertEntry("a", "bad", text), AlertEntry("b", "warn", text))
    return usual(
        identity=Identity(IdentityStatus.IDENTIFIED, who, how=("ani",)),
        info=samples.info(ani_name=text, queue=text),
        parts=parts_of(records),
        timeline=rows_of(records),
        decision=replace(decided(), alerts=alerts),
    )


def parts_of(records: Mapping[str, tuple[object, ...]]) -> Mapping[str, Part]:
    """The usual parts with these records, live."""
    usual_parts = samples.parts()
    return MappingProxyType({kind: replace(usual_parts[kind], rows=rows) for kind, rows in records.items()})


def rows_of(records: Mapping[str, tuple[object, ...]]) -> tuple[TimelineItem, ...]:
    """The timeline of these records below the call itself."""
    groups = {"orders": TimelineGroup.ORDERS, "cases": TimelineGroup.CASES, "feedback": TimelineGroup.FEEDBACK}
    rows = [
        TimelineItem(samples.ago(days=1), groups.get(kind, TimelineGroup.DIGITAL), record)
        for kind, found in records.items()
        for record in found
    ]
    return (TimelineItem(samples.ANSWERED, TimelineGroup.LIVE), *rows)


def many_orders(count: int = 5_000) -> CallState:
    """A customer who orders all the time."""
    one = samples.orders()[0]
    rows = tuple(
        replace(one, id=str(at), number=f"{90_000 + at}", placed_at=samples.ago(hours=at)) for at in range(count)
    )
    profile = replace(samples.PROFILE, open_orders=count, late_orders=count)
    items = tuple(TimelineItem(row.placed_at or samples.NOW, TimelineGroup.ORDERS, row) for row in rows)
    decision = replace(decided(), panels=decisions.decision(panels=("orders", "invoices", "cases")).panels)
    parts = samples.parts(orders=Part(PartStatus.LIVE, rows, ("shop",), samples.NOW))
    return usual(parts=parts, profile=profile, timeline=(samples.timeline()[0], *items), decision=decision)


def huge_figures() -> CallState:
    """Amounts and counts of somebody who buys the company."""
    money = Money(Decimal("-123456789012.34"), "EUR")
    one, lines = samples.invoice(), samples.invoice().lines
    bill = replace(one, total=money, open_amount=money, lines=tuple(replace(row, amount=money.amount) for row in lines))
    orders = tuple(replace(row, total=money) for row in samples.orders())
    profile = replace(samples.PROFILE, lifetime_value=money, open_orders=123_456, late_orders=123_456)
    parts = samples.parts(
        invoices=Part(PartStatus.LIVE, (bill,), ("shop",), samples.NOW),
        orders=Part(PartStatus.LIVE, orders, ("shop",), samples.NOW),
    )
    return usual(profile=replace(profile, churn_risk=Decimal(99_999)), parts=parts)


def many_interactions(count: int = 100_000) -> CallState:
    """A customer who has been in touch for a hundred years."""
    one, hour = samples.interactions()[0], timedelta(hours=1)
    rows, at = [], samples.NOW
    for number in range(count):
        at -= hour
        rows.append(Interaction(str(number), one.provenance, channel="voice", at=at, subject=one.subject))
    profile = replace(samples.PROFILE, contacts_30d=720)
    items = tuple(TimelineItem(row.at or samples.NOW, TimelineGroup.CALLS, row) for row in rows)
    parts = samples.parts(interactions=Part(PartStatus.LIVE, tuple(rows), ("crm",), samples.NOW))
    return usual(parts=parts, profile=profile, timeline=(samples.timeline()[0], *items))


def long_note() -> CallState:
    """A megabyte in the notes, and in a contact that is on file."""
    told = tuple(replace(row, summary=MEGABYTE) for row in samples.interactions())
    parts = samples.parts(interactions=Part(PartStatus.LIVE, told, ("crm",), samples.NOW))
    return usual(parts=parts, wrap_up=replace(samples.wrap(), notes=MEGABYTE), timeline=rows_of({"interactions": told}))


def many_actions() -> CallState:
    """Two hundred actions that fit, two hundred that do not."""
    fits = tuple(replace(decisions.WAIVE, id=f"a{at}", title=f"{decisions.WAIVE.title} {at}") for at in range(200))
    held = tuple(replace(decisions.UPGRADE, id=f"h{at}") for at in range(200))
    actions = replace(decided().actions, ranked=fits, suppressed=held)
    return usual(decision=replace(decided(), actions=actions))


def nothing_known() -> CallState:
    """Records with an id and nothing else, of a caller, a guide and a wrap-up with nothing in them."""
    records: dict[str, tuple[object, ...]] = {
        "orders": (Order("O-1", NOTHING), Order("O-2", NOTHING, lines=(OrderLine(""),))),
        "invoices": (Invoice("I-1", NOTHING), Invoice("I-2", NOTHING, lines=(InvoiceLine(""),))),
        "cases": (Case("C-1", NOTHING),),
        "interactions": (Interaction("A-1", NOTHING),),
        "feedback": (Feedback("F-1", NOTHING),),
        "events": (CustomerEvent("E-1", NOTHING),),
    }
    info = CallInfo("", "", None, "", None, None, False, None, None, "", samples.ANSWERED, samples.ANSWERED)
    return CallState(
        id="call-0",
        phase=Phase.TALKING,
        info=replace(info, commands=samples.IN_CALL),
        identity=Identity(IdentityStatus.IDENTIFIED, samples.merged(Customer("1", NOTHING))),
        profile=Profile(),
        parts=parts_of(records),
        timeline=rows_of(records),
        decision=replace(decisions.decision(ActionEntry("a", "Call back")), alerts=(AlertEntry("", "info", ""),)),
        guide=GuideView(steps=(StepView("s", "say", "Greet", StepStatus.CURRENT),)),
        wrap_up=WrapUpView(dispositions=(Disposition("d", ("Done",)),)),
    )


def broken_picture() -> CallState:
    """A picture of the customer that is none, and a name without a letter to stand for it."""
    extra = MappingProxyType({"avatar": "data:image/png;base64,AAAA", "photo": "https://crm.example/none.gif\x00"})
    who = samples.merged(replace(samples.marta(), name="42 – ?!", extra=extra))
    return usual(identity=Identity(IdentityStatus.IDENTIFIED, who, how=("ani",)))


@cache
def case(name: str) -> CallState:
    """One of CASES, as a call of its own."""
    return replace(CASES[name](), id=f"call-{name}")


CASES: Mapping[str, Callable[[], CallState]] = MappingProxyType(
    {
        "long_name": lambda: called(LONG_NAME),
        "long_word": lambda: called(LONG_WORD[:200]),
        "no_name": lambda: called(None),
        "blank_name": lambda: called("  \u00a0\u200b "),
        "emoji": lambda: called(EMOJI),
        "arabic_name": lambda: called(ARABIC_NAME),
        "long_texts": lambda: said_everywhere(LONG_NAME),
        "arabic_texts": lambda: said_everywhere(ARABIC_NAME),
        "emoji_texts": lambda: said_everywhere(EMOJI * 30),
        "broken_picture": broken_picture,
        "huge_figures": huge_figures,
        "orders": many_orders,
        "interactions": many_interactions,
        "long_note": long_note,
        "alerts": lambda: usual(decision=decided(alerts=40)),
        "actions": many_actions,
        "nothing_known": nothing_known,
    }
)
