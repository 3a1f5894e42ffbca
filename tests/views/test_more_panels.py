"""The panels that show more than one list of records: contacts, dates, preferences, journey, knowledge, feedback."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from connectors.merge import merge_customers
from connectors.records import CustomerEvent, OrderReturn, Payment, Shipment, Status
from desktop.call.journey import Touchpoint, touchpoints
from desktop.call.readings import Moment
from desktop.call.state import ArticleFit, ArticleView, Identity, IdentityStatus, PanelsView, Part, PartStatus, Trouble
from desktop.rules.clock import FixedZone
from desktop.views.agent.detail_words import DetailWords
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.panel_tables import Topic
from desktop.views.agent.panel_words import PanelWords
from tests.views import panel_samples, samples
from tests.views.conftest import PATIENT_MS, show_at
from tests.views.decisions import decision
from tests.views.panel_samples import rows, tabs, talking

window = panel_samples.window
pane = panel_samples.pane
table = panel_samples.table

ALL = ("interactions", "events", "preferences", "journey", "knowledge")
MOMENT = Moment(samples.NOW, FixedZone(timedelta(0)))
ARTICLES = (
    ArticleView(
        "fee",
        "Waiving a **late fee**",
        "# When\n\nOnce in *24* months.\n\n- ask\n- **book**",
        ("fees",),
        ArticleFit.STEP,
    ),
    ArticleView("terms", "Payment terms", "Thirty days.", ("fees", "terms"), ArticleFit.CALL_TYPE),
    ArticleView("tone", "Tone of voice", "Calm.", (), ArticleFit.GENERAL),
    ArticleView("returns", "Sending back", "[Label](https://x.example/l)", ("orders",), ArticleFit.OTHER),
)


def journey(state) -> tuple[Touchpoint, ...]:
    who = state.identity.customer
    return touchpoints(state.parts, who.customer if who else None, MOMENT, ("billing",))


def pushing(*panels: str, state=None, articles=ARTICLES):
    found = state or talking()
    view = PanelsView(articles=articles, journey=journey(found))
    return replace(found, decision=decision(panels=panels), panels=view)


@pytest.mark.parametrize("panel", ALL)
def test_each_has_a_title_and_keeps_its_place_in_every_state(window, pane, table, panel):
    places = set()
    states = (samples.loading(), samples.talking(), samples.cached(), samples.failed_source(), samples.unknown())
    for state in states:
        pane.show_call(pushing(panel, state=replace(state, id="one")))
        pane.choose(panel)
        show_at(window, 710, 420)
        places.add((pane.cards()[0].height(), table.bar.height()))
        assert pane.current == panel
        assert pane.cards()[0]._tabs[0].label
    assert len(places) == 1


def test_contacts_are_listed_newest_first(pane, table):
    pane.show_call(pushing("interactions"))
    assert tabs(pane) == ["Contacts  3"]
    assert rows(table)[0] == ("today 09:12", "Chatbot", "Late fee question", "Not resolved", "")
    assert table.bar._summary.text() == "3 contacts · last today 09:12"


def test_what_is_to_come_stands_first_and_the_nearest_on_top(context):
    def event(name: str, day: date) -> CustomerEvent:
        return CustomerEvent(name, samples.source("crm", name), kind="renewal", on=day, label=name)

    over, later, soon = (event(str(n), date(2026, *day)) for n, day in enumerate([(3, 1), (12, 24), (11, 30)]))
    found = PanelWords(context.formats, context.now).table(Topic("events"), (later, soon, over))
    assert found.records == [soon, later, over]
    assert found.summary == ("3 dates", "next 30 Nov")


# Preferences


def test_what_the_record_says_with_the_system_that_said_it(pane, table):
    crm = replace(samples.marta(), consents=("email",), refused=("phone_calls",), tags=("vip",), segment=None)
    crm = replace(crm, extra=MappingProxyType({"preferred_channel": "e-mail"}))
    shop = replace(
        samples.marta(), provenance=samples.source("shop", "1"), language=None, emails=("other@example.com",)
    )
    both = merge_customers({"crm": crm, "shop": shop}, ["crm", "shop"])
    pane.show_call(pushing("preferences", state=talking(identity=Identity(IdentityStatus.IDENTIFIED, both))))
    said = {row[:2]: row[2] for row in rows(table)}
    assert said["Language", "Swedish"] == "CRM"
    assert said["Prefers", "E-mail"] == "CRM"
    assert said["Consent: email", "Given"] == "CRM"
    assert said["Consent: phone calls", "Refused"] == "CRM"
    assert said["Segment", "Gold"] == "Orders"
    assert said["Mobile", "+46 70 555 01 42"] == "CRM, Orders"
    assert said["E-mail", samples.marta().emails[0]] == "CRM"
    assert said["E-mail", "other@example.com"] == "Orders"
    assert table.bar._summary.text() == "Swedish · 1 consent"


def test_where_systems_disagree_the_row_says_so(pane, table):
    pane.show_call(pushing("preferences"))
    sources = {row[0]: row[2] for row in rows(table)}
    assert sources["Segment"] == "2 values"


@pytest.mark.parametrize(("consents", "said"), [(None, False), ((), True)])
def test_no_consent_is_not_the_same_as_no_answer(pane, table, consents, said):
    bare = samples.merged(replace(samples.marta(), consents=consents))
    pane.show_call(pushing("preferences", state=talking(identity=Identity(IdentityStatus.IDENTIFIED, bare))))
    assert (("Consents", "None given", "CRM") in rows(table)) is said


def test_preferences_are_as_old_as_the_name(pane, table):
    pane.show_call(pushing("preferences", state=samples.cached()))
    assert table.bar._age.text() == "3 h old"
    pane.show_call(pushing("preferences", state=samples.failed_source()))
    assert table.bar._summary.text().startswith("CRM has signed you out.")
    assert rows(table)


# Journey


def test_the_journey_has_what_hurt(pane, table):
    pane.show_call(pushing("journey"))
    stages = [(row[1], row[3]) for row in rows(table)]
    assert stages == [
        ("Help", "Repeat"),
        ("Feedback", ""),
        ("Help", "Complaint"),
        ("Help", ""),
        ("Delivery", "Late"),
        ("Bought", ""),
        ("Bought", ""),
        ("Feedback", "Low score"),
        ("Bought", ""),
        ("Found us", ""),
    ]
    assert table.bar._summary.text() == "10 touchpoints · 4 pain points"


def test_the_stages_are_painted_and_said(window, pane, table):
    pane.show_call(pushing("journey"))
    show_at(window, 710, 420)
    assert table.strip.isVisible()
    assert table.strip.text() == (
        "Found us: 1; Bought: 3; Delivery: 1, 1 with pain; Help: 3, 2 with pain; Feedback: 2, 1 with pain; Renewed: 0"
    )
    pane.show_call(pushing("orders"))
    assert not table.strip.isVisible()


def test_the_stages_leave_where_few_rows_fit(window, pane, table):
    pane.set_layout(LayoutClass(Width.COMPACT, Height.SHORT))
    show_at(window, 644, 246)
    pane.show_call(pushing("journey"))
    show_at(window, 644, 246)
    assert not table.strip.isVisible()
    assert table._rows.rows_in_sight() >= 2


def test_enter_on_a_touchpoint_opens_its_record(pane, table):
    pane.show_call(pushing("journey"))
    table.view.selectRow(4)
    assert table.bar._open.label == "Open in Orders"
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    assert pane.cards()[0].detail._title.text() == "Order 90177 · Wi-Fi extender"


def test_a_journey_with_a_gap_says_which_system_is_missing(pane, table):
    pane.show_call(pushing("journey", state=samples.failed_source()))
    assert table.bar._summary.text().startswith("CRM has signed you out.")
    assert rows(table)


def test_a_journey_waits_for_all_of_its_systems(pane, table, qtbot):
    state = pushing("journey", state=samples.loading())
    pane.show_call(replace(state, panels=PanelsView()))
    qtbot.waitUntil(lambda: table.model.rowCount() == 6, timeout=PATIENT_MS)
    assert table.bar._summary.text() == "Waiting for Orders, CRM, Feedback"


# Knowledge


def test_articles_for_the_step_stand_first_and_those_of_other_calls_are_not_there(pane, table):
    pane.show_call(pushing("knowledge"))
    assert tabs(pane) == ["Knowledge  3"]
    assert rows(table) == [
        ("Waiving a **late fee**", "fees", "This step"),
        ("Payment terms", "fees, terms", "This call"),
        ("Tone of voice", "", "Any call"),
    ]
    assert table.bar._summary.text() == "3 articles · 1 for this step"


def test_enter_reads_an_article_and_esc_returns(window, pane, table):
    pane.show_call(pushing("knowledge"))
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    detail = pane.cards()[0].detail
    assert detail._text.toPlainText() == "When\nOnce in *24* months.\n\n•\u2002ask\n•\u2002book"
    assert detail._text.hasFocus()
    QTest.keyClick(detail._text, Qt.Key.Key_Escape)
    assert not pane.cards()[0].shows_record
    assert table.view.hasFocus()


def test_an_article_is_never_markup(pane):
    pane.show_call(pushing("knowledge"))
    bad = "\n\n".join(samples.HOSTILE[:3])
    pane.show_record(ArticleView("x", samples.HOSTILE[0], bad))
    shown = pane.cards()[0].detail._text.toPlainText()
    assert "<img src=file:///etc/passwd>" in shown
    assert not set("\u202e\x00") & set(shown)


def test_no_article_says_where_to_look(pane, table):
    pane.show_call(pushing("knowledge", articles=()))
    assert table._rows.note == "No article for this kind of call.\nSearch all articles with Ctrl K."
    assert tabs(pane) == ["Knowledge"]


def test_articles_need_no_caller(pane, table):
    pane.show_call(pushing("knowledge", state=samples.unknown()))
    pane.choose("knowledge")
    assert len(rows(table)) == 3


def test_nothing_of_an_article_stays(pane):
    pane.show_call(pushing("knowledge"))
    pane.show_record(ARTICLES[0])
    pane.clear()
    assert pane.cards()[0].detail._text.toPlainText() == ""


# Feedback


def test_scores_on_one_scale_are_a_line(window, pane, table):
    scores = tuple(
        replace(samples.feedback()[1], id=f"N{n}", score=Decimal(score), at=samples.ago(days=n), comment=None)
        for n, score in enumerate((6, 9, 10, 8))
    )
    parts = samples.parts(feedback=Part(PartStatus.LIVE, scores, ("voice",)))
    pane.show_call(talking(parts=parts, decision=decision(panels=("feedback",))))
    show_at(window, 710, 420)
    assert table.bar.trend.isVisible()
    assert table.bar.trend.text() == "NPS of 10, oldest first: 8, 10, 9, 6"
    assert table.bar.trend._points == (0.8, 1.0, 0.9, 0.6)
    assert table.bar._summary.text() == "4 answers · last NPS 6 of 10, −3"
    pane.show_call(talking(decision=decision(panels=("orders",))))
    assert not table.bar.trend.isVisible()


def test_two_scales_are_not_one_line(pane, table):
    pane.show_call(talking(decision=decision(panels=("feedback",))))
    assert table.bar.trend._points == ()


def test_a_source_that_is_slow_says_so(pane, table):
    slow = Part(PartStatus.WAITING, (), ("crm",), slow=True)
    state = talking(parts=samples.parts(interactions=slow))
    pane.show_call(pushing("interactions", state=state))
    assert table.bar._summary.text() == "Slow: no answer yet"


def test_a_failed_list_offers_to_try_again(pane, table, desk):
    trouble = Trouble("crm", "CRM", "timeout", samples.NOW)
    state = talking(parts=samples.parts(events=Part(PartStatus.FAILED, (), ("crm",), trouble=trouble)))
    pane.show_call(pushing("events", state=state))
    assert table._rows.note == "Nothing could be read, and nothing is kept from before."
    QTest.mouseClick(table.bar._again, Qt.MouseButton.LeftButton)
    assert desk.wishes == [("refresh", "call-1", "crm")]


def test_a_journey_that_is_not_all_there_claims_nothing(pane, table, qtbot):
    late = samples.parts(interactions=Part(PartStatus.WAITING, (), ("crm",)))
    pane.show_call(pushing("journey", state=talking(parts=late)))
    assert rows(table)
    assert "Renewed" not in table.strip.text()
    qtbot.waitUntil(lambda: bool(table.bar._summary.text()), timeout=PATIENT_MS)
    assert table.bar._summary.text() == "Waiting for CRM"


def test_eight_panels_fit_beside_each_other(window, pane):
    show_at(window, 644, 420)
    pane.show_call(pushing("journey", "interactions", "events", "preferences", "knowledge", "feedback", "orders"))
    show_at(window, 644, 420)
    shown = [tab for tab in pane.cards()[0]._tabs if tab.isVisible()]
    assert all(tab.width() >= tab.sizeHint().width() for tab in shown)


# Orders and invoices in full


def test_an_order_says_what_went_back(context):
    back = OrderReturn("R-7", "Wi-Fi extender", Status("other", "received"), date(2026, 11, 18), Decimal("59.00"))
    order = replace(samples.orders()[0], returns=(back, OrderReturn("R-8")))
    words = DetailWords(context.formats, context.now)
    said = [(line.name, line.value) for line in words.lines(order)]
    assert ("Return", "Wi-Fi extender, Received, 18 Nov, €59.00 back") in said
    assert ("Return", "R-8") in said
    assert "Return" in [line.name for line in words.order_side(order)]


def test_an_invoice_says_what_was_paid(context):
    failed = Payment(date(2026, 10, 1), Decimal("139.7"), "card", Status("failed", "Declined"))
    bill = replace(samples.invoice(), payments=(failed, Payment(amount=Decimal(100))))
    lines = [line for line in DetailWords(context.formats, context.now).lines(bill) if line.name == "Payment"]
    assert [(line.value, line.tone) for line in lines] == [
        ("€139.70, 1 Oct, Card, Declined", "bad"),
        ("€100.00", ""),
    ]


def test_a_parcel_says_where_it_is(context):
    parcel = Shipment("DHL", "JD1", status=Status("shipped", "out for delivery"))
    said = DetailWords(context.formats, context.now).order_side(replace(samples.orders()[0], shipments=(parcel,)))
    assert [(line.name, line.value) for line in said[1:]] == [("DHL", "JD1"), ("Parcel", "Out for delivery")]
