"""Calls as the desk would publish them, for tests and pictures; invented people only.

`talking()`, `ringing()`, `unknown()`, `choose()`, `loading()`, `failed_source()`, `cached()`, `hostile_names()`,
`hold()`, `two_calls()` (two states, with `desk_of` for the desk around them), `wrap_up()`, `idle_desk()`, and
`decision()` with alerts. All stand at NOW.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

from connectors.merge import FieldValue, MergedCustomer
from connectors.records import (
    Address,
    Customer,
    Money,
    Phone,
)
from connectors.telephony.events import LineState, PhoneCommand
from desktop.call.state import (
    CallInfo,
    CallState,
    CallTypeOption,
    Candidate,
    Choice,
    DeskState,
    Disposition,
    FollowUp,
    GuideView,
    Identity,
    IdentityStatus,
    OutboxCount,
    Part,
    PartStatus,
    Phase,
    Profile,
    SaveStatus,
    Score,
    SourceView,
    StepStatus,
    StepView,
    Tab,
    TimelineGroup,
    TimelineItem,
    Trouble,
    WrapUpView,
)
from desktop.rules.decision import ActionEntry, ActionSet, AlertEntry, Decision
from tests.views import day_samples
from tests.views.sample_records import (  # noqa: F401  handed on to the tests
    ANSWERED,
    HOSTILE,
    NOW,
    ago,
    complaint,
    events,
    feedback,
    interactions,
    invoice,
    marta,
    orders,
    source,
)


def merged(
    customer: Customer, *, values: Mapping[str, tuple[FieldValue, ...]] = MappingProxyType({}), key: str = ""
) -> MergedCustomer:
    """A customer as several systems know it."""
    return MergedCustomer(key or f"crm:{customer.id}", customer, {customer.provenance.system: customer.id}, values)


DISAGREE = {
    "segment": (FieldValue("crm", "Gold", ago(days=40)), FieldValue("shop", "Silver", ago(days=3))),
    "address": (
        FieldValue("crm", Address("Storgatan 4", "411 38", "Göteborg"), ago(days=900)),
        FieldValue("shop", Address("Kungsgatan 12", "411 19", "Göteborg"), ago(days=3)),
    ),
}
PROFILE = Profile(
    lifetime_value=Money(Decimal("12480.00"), "EUR"),
    nps=Score("nps", Decimal(6), Decimal(0), Decimal(10), ago(days=9), Decimal(-3)),
    csat=Score("csat", Decimal("4.1"), Decimal(1), Decimal(5), ago(days=2)),
    ces=Score("ces", Decimal("5.2"), Decimal(1), Decimal(7), ago(days=2)),
    open_orders=2,
    late_orders=1,
    open_cases=1,
    churn_risk=Decimal(38),
    contacts_30d=3,
)
SOURCES = (
    SourceView("crm", "CRM", "ok", 38.0, NOW),
    SourceView("shop", "Orders", "ok", 112.0, NOW),
    SourceView("voice", "Feedback", "ok", 86.0, NOW),
)
CALL_TYPES = (
    CallTypeOption("billing_dispute", "Billing dispute", suggested=True),
    CallTypeOption("order_status", "Order status"),
    CallTypeOption("complaint", "Complaint", suggested=True),
    CallTypeOption("cancel", "Cancel"),
    CallTypeOption("technical_fault", "Technical fault"),
    CallTypeOption("sales", "Sales"),
)
IN_CALL = frozenset({PhoneCommand.HOLD, PhoneCommand.MUTE, PhoneCommand.TRANSFER, PhoneCommand.HANG_UP})


def info(**changes: object) -> CallInfo:
    """An answered call to the billing queue."""
    base = CallInfo(
        channel="voice",
        direction="in",
        ani="+46705550142",
        ani_display="+46 70 555 01 42",
        ani_name=None,
        country="SE",
        withheld=False,
        dnis="+46850000100",
        queue="Billing EN",
        source="baresip",
        started_at=ANSWERED - timedelta(seconds=42),
        answered_at=ANSWERED,
        waited_s=42,
        commands=IN_CALL,
        data=MappingProxyType({"ivr_choice": "billing", "pin": "verified"}),
    )
    return replace(base, **changes)


def parts(**changes: Part) -> Mapping[str, Part]:
    """All lists, live."""
    live = {
        "orders": Part(PartStatus.LIVE, orders(), ("shop",), NOW),
        "invoices": Part(PartStatus.LIVE, (invoice(),), ("shop",), NOW),
        "cases": Part(PartStatus.LIVE, (complaint(),), ("crm",), NOW),
        "interactions": Part(PartStatus.LIVE, interactions(), ("crm",), NOW),
        "feedback": Part(PartStatus.LIVE, feedback(), ("voice",), NOW),
        "events": Part(PartStatus.LIVE, events(), ("crm",), NOW),
    }
    return MappingProxyType({**live, **changes})


def timeline() -> tuple[TimelineItem, ...]:
    """The live row and everything dated, newest first."""
    rows = [TimelineItem(row.at, TimelineGroup.DIGITAL, row) for row in interactions() if row.at is not None]
    rows += [TimelineItem(row.at, TimelineGroup.FEEDBACK, row) for row in feedback() if row.at is not None]
    rows += [TimelineItem(row.placed_at, TimelineGroup.ORDERS, row) for row in orders() if row.placed_at is not None]
    rows.append(TimelineItem(complaint().opened_at or NOW, TimelineGroup.CASES, complaint()))
    return (TimelineItem(ANSWERED, TimelineGroup.LIVE), *sorted(rows, key=lambda row: row.at, reverse=True))


def guide() -> GuideView:
    """The billing guide at its third step."""
    steps = (
        StepView("greet", "check", "Greet and confirm identity", StepStatus.DONE, answer="ANI + PIN"),
        StepView("acknowledge", "say", "Acknowledge open complaint", StepStatus.DONE, answer="Done"),
        StepView(
            "which",
            "ask",
            "Which charge is disputed?",
            StepStatus.CURRENT,
            say=(
                "“I can see the late fee of €18.00 on invoice 0931 from October. "
                "Is that the charge you are calling about?”"
            ),
            question="Which charge is disputed?",
            input="choice",
            choices=(
                Choice("late_fee", "Yes, the late fee"),
                Choice("other_line", "Another line on the invoice"),
                Choice("whole", "The whole invoice"),
                Choice("none", "Not about an invoice"),
            ),
            required=True,
        ),
        StepView("explain", "say", "Explain or waive", StepStatus.NEXT),
        StepView("confirm", "ask", "Confirm outcome", StepStatus.NEXT),
        StepView("close", "say", "Close and survey consent", StepStatus.NEXT),
    )
    return GuideView("billing_dispute", "Billing dispute", "7", steps, current=2)


def wrap() -> WrapUpView:
    """A wrap-up with a draft."""
    return WrapUpView(
        dispositions=(
            Disposition("fee_waived", ("Billing", "Late fee", "Waived")),
            Disposition("fee_explained", ("Billing", "Late fee", "Explained")),
            Disposition("escalated", ("Billing", "Escalated")),
            Disposition("other", ("Other",)),
        ),
        suggested=("fee_waived", "fee_explained", "escalated"),
        disposition="fee_waived",
        notes="Cust. disputes €18 late fee on 0931. Autopay failed 1 Oct (issuer decline), retried OK 3 Oct –",
        notes_revision=1,
        suggested_follow_up=FollowUp("Confirm the credit note", date(2026, 11, 23)),
        save=SaveStatus.SAVED,
        saved_at=ago(seconds=4),
        goal_s=30,
    )


def talking(**changes: object) -> CallState:
    """A billing dispute with everything known."""
    base = CallState(
        id="call-1",
        phase=Phase.TALKING,
        info=info(),
        identity=Identity(IdentityStatus.IDENTIFIED, merged(marta(), values=DISAGREE), how=("ani",)),
        profile=PROFILE,
        sources=SOURCES,
        parts=parts(),
        timeline=timeline(),
        call_types=CALL_TYPES,
        guide=guide(),
        wrap_up=wrap(),
    )
    return replace(base, **changes)


def ringing() -> CallState:
    """The same caller, ringing, known from the cache."""
    ring = info(
        started_at=ago(seconds=6),
        answered_at=None,
        waited_s=None,
        commands=frozenset({PhoneCommand.ANSWER, PhoneCommand.HANG_UP}),
    )
    who = Identity(IdentityStatus.IDENTIFIED, merged(marta()), how=("ani", "cache"), cached_at=ago(hours=3))
    return talking(phase=Phase.RINGING, info=ring, identity=who)


def loading() -> CallState:
    """Answered, the customer from the cache, every source still silent."""
    who = Identity(IdentityStatus.IDENTIFIED, merged(marta()), how=("ani", "cache"), cached_at=ago(hours=3))
    waiting = {kind: Part(PartStatus.WAITING, systems=part.systems) for kind, part in parts().items()}
    return talking(
        identity=who,
        profile=Profile(lifetime_value=PROFILE.lifetime_value),
        sources=tuple(replace(view, status="asking", latency_ms=None, as_of=None) for view in SOURCES),
        parts=MappingProxyType(waiting),
        timeline=(TimelineItem(ANSWERED, TimelineGroup.LIVE),),
        wrap_up=replace(wrap(), disposition=None, suggested=(), notes="", save=SaveStatus.EMPTY, saved_at=None),
    )


def cached() -> CallState:
    """Answered, all from the cache of this morning."""
    who = Identity(IdentityStatus.IDENTIFIED, merged(marta()), how=("ani", "cache"), cached_at=ago(hours=3))
    kept = {kind: replace(part, status=PartStatus.CACHED, as_of=ago(hours=3)) for kind, part in parts().items()}
    views = tuple(replace(view, status="cached", latency_ms=None, as_of=ago(hours=3)) for view in SOURCES)
    return talking(identity=who, parts=MappingProxyType(kept), sources=views)


def failed_source() -> CallState:
    """Feedback does not answer and the CRM session has ended; orders are live."""
    silent = Trouble("voice", "Feedback", "timeout", ago(seconds=3), 10.0, "GET /answers: no answer in 3 s")
    signed_out = Trouble("crm", "CRM", "auth", ago(seconds=5), None, "401")
    views = (
        replace(SOURCES[0], status="failed", latency_ms=None, trouble=signed_out),
        SOURCES[1],
        replace(SOURCES[2], status="failed", latency_ms=None, trouble=silent),
    )
    broken = parts(
        feedback=Part(PartStatus.FAILED, systems=("voice",), trouble=silent),
        cases=Part(PartStatus.FAILED, systems=("crm",), trouble=signed_out),
        interactions=Part(PartStatus.FAILED, systems=("crm",), trouble=signed_out),
    )
    profile = replace(PROFILE, nps=None, csat=None, ces=None, open_cases=None, contacts_30d=None)
    return talking(sources=views, parts=broken, profile=profile, timeline=timeline()[:1])


def unknown(*, withheld: bool = False) -> CallState:
    """Nobody we know, or nobody who says."""
    status = IdentityStatus.WITHHELD if withheld else IdentityStatus.UNKNOWN
    who = (
        info(withheld=withheld, ani=None, ani_display="", country=None)
        if withheld
        else info(ani="+4940555012", ani_display="+49 40 555012", country="DE", data=MappingProxyType({}))
    )
    absent = {kind: Part() for kind in parts()}
    return talking(
        id="call-7",
        info=who,
        identity=Identity(status),
        profile=Profile(),
        parts=MappingProxyType(absent),
        timeline=(TimelineItem(ANSWERED, TimelineGroup.LIVE),),
        wrap_up=WrapUpView(dispositions=wrap().dispositions),
        guide=replace(guide(), call_type="unknown_caller", title="Unknown caller", current=0),
    )


def choose() -> CallState:
    """One number, three customers."""
    people = (
        ("Karin Holm", "Göteborg", 3, 1, True),
        ("Erik Holm", "Göteborg", 40, 0, True),
        ("Holm Design AB", "Mölndal", 210, 2, False),
    )
    found = tuple(
        Candidate(
            merged(replace(marta(), id=str(at), name=name), key=f"crm:{at}"), city, ago(days=days), open_orders, exact
        )
        for at, (name, city, days, open_orders, exact) in enumerate(people)
    )
    base = unknown()
    return replace(base, id="call-8", info=info(), identity=Identity(IdentityStatus.CHOOSE, candidates=found))


def hostile_names(name: str = HOSTILE[0]) -> CallState:
    """A customer whose every text is hostile."""
    bad = replace(marta(), name=name, segment=name, emails=(name,), id=name, phones=(Phone(name, None),), language=name)
    who = Identity(IdentityStatus.IDENTIFIED, merged(bad, key="crm:bad"), how=("ani",))
    return talking(id="call-9", identity=who, info=info(ani=name, ani_display=name, ani_name=name, queue=name))


def hold() -> CallState:
    """Marta waits on hold."""
    held = info(held_since=ago(seconds=42), commands=frozenset({PhoneCommand.RESUME, PhoneCommand.HANG_UP}))
    return talking(phase=Phase.HELD, info=held)


def two_calls() -> tuple[CallState, CallState]:
    """Marta on hold, an unknown caller on the line."""
    return hold(), unknown()


def wrap_up() -> CallState:
    """The line is closed, the work after it is not."""
    ended = info(ended_at=ago(seconds=12), end_reason="normal", commands=frozenset())
    return talking(phase=Phase.WRAP_UP, info=ended)


def tab_of(state: CallState) -> Tab:
    """The tab of a call."""
    customer = state.identity.customer
    since = state.info.held_since or state.info.ended_at or state.info.answered_at or state.info.started_at
    return Tab(state.id, customer.customer.name if customer else None, state.info.ani_display, state.phase, since)


def desk_of(*calls: CallState, **changes: object) -> DeskState:
    """The desk with these calls, the last one in view."""
    base = DeskState(
        agent="Ana R.",
        company="Northwind Fiber",
        tabs=tuple(tab_of(call) for call in calls),
        viewed=calls[-1].id if calls else None,
        lines=(LineState("baresip", True, "ok"),),
        outbox=OutboxCount(3, 0),
        store_mode="demo",
        playbook="Northwind care",
        playbook_version="41",
        sources=calls[-1].sources if calls else SOURCES,
        calls_today=14,
        handled_s_today=14 * 372,
    )
    return replace(base, **changes)


def decision(alerts: int = 3) -> Decision:
    """A decision with alerts, worst first; Views that show actions have their own."""
    rows = (
        AlertEntry("complaint-open", "bad", "Open complaint C-20418, with Billing L2", "status", "Send the state"),
        AlertEntry("card-expires", "warn", "Card expires this month, autopay at risk", "renew", "Send the link"),
        AlertEntry("birthday", "info", "Birthday today", "birthday-gift", "Add the gift"),
        AlertEntry("nps-fell", "info", "Last NPS 6 of 10, changed by −3"),
        AlertEntry("contact-before", "info", "Was in touch this week: Late fee question"),
    )
    cards = tuple(ActionEntry(row.action, row.label) for row in rows[:3] if row.action)
    return Decision("d-1", "hash", 1, NOW, actions=ActionSet(ranked=cards), alerts=rows[:alerts])


def idle_desk(**changes: object) -> DeskState:
    """No call: the agent's own day."""
    return desk_of(outbox=OutboxCount(1, 1), between=day_samples.between(**changes))
