"""An agent's own day, for tests and pictures; invented people only. All stand at NOW."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from connectors.merge import MergedCustomer
from desktop.call.between_state import BetweenView, LookupView, PresenceView, PreviewView
from desktop.call.state import ArticleView
from desktop.store.records import Hit, OutboxRow, PastCall, Promise, RowState, Strategy, WrapUpRecord
from tests.views.sample_records import NOW, ago, complaint, interactions, marta, orders

TODAY = NOW.date()


def promise(n: int, text: str, days: int, name: str | None, number: str | None = "+46705550142") -> Promise:
    return Promise(f"call-{n}", n, text, TODAY + timedelta(days=days), f"crm:{n}", number, ago(days=3), name)


PROMISES = (
    promise(1, "Say whether the credit for October has been booked", -3, "Marta Lindqvist"),
    replace(promise(2, "Technician's new date", -1, "Jürgen Maier", "+4940555012"), tried_at=ago(hours=2)),
    promise(3, "Call back about the damaged parcel", 0, "Aiko Tanaka-Österberg", "+4915120000004"),
    promise(4, "Send the contract once more if it has not arrived", 0, None, "+33612000001"),
    promise(5, "Ask how the new router does", 2, "Zoë Ångström"),
)
RECENT = tuple(
    PastCall(
        WrapUpRecord(
            f"past-{n}",
            ago(minutes=30 * n + 8),
            ago(minutes=30 * n),
            direction="out" if n == 3 else "in",
            queue="Billing",
            ani="+4940555012",
            call_type="billing_dispute",
            disposition=what,
            notes="The late fee of October is waived as goodwill.\nShe will see it on the next invoice.",
            follow_ups=(("Check the next invoice", TODAY + timedelta(days=10)),),
            answered_at=ago(minutes=30 * n + 7),
        ),
        name,
    )
    for n, (name, what) in enumerate(
        (("Marta Lindqvist", "fee.waived"), ("Jürgen Maier", "explained"), (None, "informed")), start=1
    )
)
UNSENT = (
    OutboxRow(
        1,
        "past-2:task.create:0",
        "crm",
        "customer:crm:2",
        "task.create",
        {},
        Strategy.KEY,
        RowState.DEAD,
        3,
        NOW,
        NOW,
        last_error="rejected",
    ),
    OutboxRow(
        2,
        "past-1:note.create:0",
        "shop",
        "customer:shop:2",
        "note.create",
        {},
        Strategy.NONE,
        RowState.UNKNOWN,
        1,
        NOW,
        NOW,
        last_error="timeout",
    ),
)
HITS = (
    Hit("crm:1", "Anna Müller", None, "Köln", "4711", ("+4915120000004",), ("a@x.de",), ago(days=3), ago(days=3), 0),
    Hit("crm:2", "Anna Müller", None, "Hamburg", "5822", ("+4940555012",), (), ago(days=200), ago(days=20), 4),
    Hit("crm:3", "Anne Möller", None, None, "99", (), (), None, ago(days=20), 0, near=True),
)
ARTICLES = (ArticleView("fee", "Waiving a late fee", "Once a year.\n\n- Ask\n- Waive", ("goodwill", "billing")),)


def between(**changes: object) -> BetweenView:
    view = BetweenView(
        TODAY,
        PROMISES,
        RECENT,
        UNSENT,
        PresenceView(since=ago(minutes=12)),
        handling_goal_s=360,
        articles=ARTICLES,
        can_dial=True,
    )
    return replace(view, **changes)  # type: ignore[arg-type]


def looked(text: str, **changes: object) -> LookupView:
    return replace(LookupView(text, HITS), **changes)  # type: ignore[arg-type]


def preview() -> PreviewView:
    person = marta()
    merged = MergedCustomer(f"crm:{person.id}", person, {"crm": person.id}, {})
    rows = (*interactions()[:4], *orders()[:3], complaint())
    return PreviewView(merged, rows, ago(days=2))
