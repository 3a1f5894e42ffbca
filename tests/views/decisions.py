"""Decisions as the rules would give them, for tests and pictures of the panes that show them."""

from __future__ import annotations

from desktop.rules.actions import DeclineReason
from desktop.rules.explain import FactLine, Loser, RuleRef
from desktop.rules.session import (
    ActionEntry,
    ActionSet,
    CallTypeChoice,
    Decision,
    Explanation,
    FilledEffect,
    PanelPush,
    Reason,
)
from tests.views.samples import NOW


def reasons(*texts: str, verdict: str = "T") -> tuple[Reason, ...]:
    """Reasons with a detail each."""
    return tuple(Reason(text, verdict, (), f"{text} (CRM, 2 min ago)") for text in texts)


def declines(*labels: str) -> tuple[DeclineReason, ...]:
    """Reasons to decline, r1 onwards."""
    return tuple(DeclineReason(f"r{number}", label) for number, label in enumerate(labels, 1))


WAIVE = ActionEntry(
    "waive",
    "Waive the €18.00 late fee, renew autopay",
    reasons=reasons(
        "Complaint C-20418 is about this fee", "Gold, first waiver in 24 months", "Autopay failed on 1 October"
    ),
    talk_track="I am taking the €18.00 back right now, and we renew autopay together.",
    decline_reasons=declines("Does not want it", "Wants cash", "Wants to think", "Not allowed", "I did not offer it"),
    effects=(
        FilledEffect("open_panel", "invoices"),
        FilledEffect(
            "connector", "crm:task.create", True, {"subject": "Waive the late fee on 0931", "amount": "€18.00"}
        ),
    ),
    confirm=True,
)
GIFT = ActionEntry(
    "gift", "Birthday gift: add 5 GB", reasons=reasons("Birthday today"), decline_reasons=declines("No interest")
)
SURVEY = ActionEntry("survey", "Ask for two answers", reasons=reasons("Survey consent is on file"))
CREDIT = ActionEntry("credit", "Offer a credit", reasons=reasons("Order 90177 is late"))
UPGRADE = ActionEntry(
    "upgrade",
    "Offer Fiber 1000",
    reasons=reasons("Complaint C-20418 is still open", verdict="F"),
    first_failing_gate="suitability",
)
CONSENT = ActionEntry(
    "consent", "Offer the newsletter", reasons=(Reason("Marketing consent has not arrived yet", "U"),), waits_for=("c",)
)
PANELS = ("invoices", "orders", "cases", "contract", "feedback")


def decision(
    *shown: ActionEntry,
    mandatory: tuple[ActionEntry, ...] = (),
    suppressed: tuple[ActionEntry, ...] = (UPGRADE,),
    waiting: tuple[ActionEntry, ...] = (),
    panels: tuple[str, ...] = PANELS,
) -> Decision:
    """A decision with these cards and panels."""
    return Decision(
        decision_id="d",
        bundle_hash="b",
        seq=1,
        at=NOW,
        call_type=CallTypeChoice("billing_dispute"),
        panels=tuple(PanelPush(panel) for panel in panels),
        actions=ActionSet(mandatory, tuple(shown), (), waiting, suppressed),
    )


def explanation(verdict: str = "shown") -> Explanation:
    """Why an action is, or is not, recommended."""
    return Explanation(
        decision_id="d",
        bundle_hash="b",
        target="waive",
        title="Waive the late fee",
        verdict=verdict,
        rule=RuleRef("waive"),
        phrases=("Complaint C-20418 is open (CRM, 2 min ago)",),
        facts=(
            FactLine("complaint.open_count", "Open complaints", "known", "1", "CRM", age_words="2 min ago"),
            FactLine("customer.consent", "Marketing consent", "pending", "", "CRM"),
            FactLine("feedback.nps", "Last NPS", "absent", ""),
        ),
        losers=(Loser("gift", "Birthday gift", None, 3), Loser("upgrade", "Offer Fiber 1000", "suitability")),
        changes=("if the complaint were closed",),
    )
