"""Panels while a source is asked, silent or broken, and the page of a single record."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from connectors.records import Interaction, Status
from desktop.call.state import IdentityStatus, Part, PartStatus, Trouble
from desktop.views.agent.detail_words import DetailWords
from desktop.views.agent.panel_models import CellRole
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.safe_text import open_link, safe_url
from tests.views import panel_samples, samples
from tests.views.conftest import PATIENT_MS
from tests.views.decisions import decision
from tests.views.panel_samples import rows, tabs, talking

model = panel_samples.model
window = panel_samples.window
pane = panel_samples.pane
table = panel_samples.table


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Part(PartStatus.LIVE, (), ("shop",)), "No orders on file (Orders, live).\nOrdered as a guest?"),
        (Part(PartStatus.NOT_OFFERED), "No connected system keeps these."),
        (
            Part(PartStatus.FAILED, (), ("shop",), trouble=Trouble("shop", "Orders", "timeout", samples.NOW)),
            "Nothing could be read, and nothing is kept from before.",
        ),
    ],
)
def test_an_empty_panel_says_why(pane, table, part, said):
    pane.show_call(talking(parts=samples.parts(orders=part), decision=decision(panels=("orders",))))
    assert table._rows.note.startswith(said)


def test_skeleton_rows_wait_a_moment_and_say_whom_they_wait_for(pane, table, qtbot):
    pane.show_call(replace(samples.loading(), decision=decision(panels=("orders",))))
    assert table.model.rowCount() == 0
    qtbot.waitUntil(lambda: table.model.rowCount() == 6, timeout=PATIENT_MS)
    assert table.bar._summary.text() == "Waiting for Orders"
    pane.show_call(talking(decision=decision(panels=("orders",))))
    assert len(rows(table)) == 3


def test_a_system_that_cannot_say_who_it_is_ends_the_waiting_with_its_reason(pane, table, desk):
    """What was asked is who the customer is, so the part itself never failed: its systems did."""
    call = talking(parts=samples.parts(orders=Part(systems=("shop",))), decision=decision(panels=("orders",)))
    asking = tuple(replace(view, status="asking") for view in call.sources)
    trouble = Trouble("shop", "Orders", "busy", samples.NOW)
    gone = tuple(
        replace(view, status="failed", trouble=trouble) if view.name == "shop" else view for view in call.sources
    )
    pane.show_call(replace(call, sources=asking))
    assert table._wait.isActive()
    pane.show_call(replace(call, sources=gone))
    assert not table._wait.isActive()
    assert table.bar._summary.text() == "Orders is busy."
    assert table._rows.note.startswith("Nothing could be read")
    table.bar._again.click()
    assert desk.wishes == [("refresh", call.id, "shop")]


def test_what_is_not_live_is_dated(pane, table):
    pane.show_call(replace(samples.cached(), decision=decision(panels=("orders",))))
    assert table.bar._age.isVisible()
    assert table.bar._age.text() == "3 h old"
    assert len(rows(table)) == 3
    pane.show_call(talking(decision=decision(panels=("orders",))))
    assert not table.bar._age.isVisible()


def test_a_failed_source_with_kept_rows_says_both(pane, table, desk):
    trouble = Trouble("shop", "Orders", "network", samples.NOW)
    part = Part(PartStatus.CACHED, samples.orders(), ("shop",), samples.ago(hours=2), trouble)
    pane.show_call(talking(parts=samples.parts(orders=part), decision=decision(panels=("orders",))))
    assert table.bar._summary.text().startswith("Orders cannot be reached.")
    assert table.bar._age.text() == "2 h old"
    assert len(rows(table)) == 3
    QTest.mouseClick(table.bar._again, Qt.MouseButton.LeftButton)
    assert desk.wishes == [("refresh", "call-1", "shop")]


def test_a_slow_source_says_so(pane, table):
    part = Part(PartStatus.WAITING, (), ("shop",), slow=True)
    pane.show_call(talking(parts=samples.parts(orders=part), decision=decision(panels=("orders",))))
    assert table.bar._summary.text() == "Slow: no answer yet"


def test_more_than_was_read_is_said(pane, table):
    part = replace(samples.parts()["orders"], truncated=True)
    pane.show_call(talking(parts=samples.parts(orders=part), decision=decision(panels=("orders",))))
    assert "there are more than shown" in table.bar._summary.text()
    assert tabs(pane) == ["Orders  3+"]


@pytest.mark.parametrize(
    ("code", "said", "action"),
    [
        ("auth", "CRM has signed you out. Sign in again.", "I have signed in"),
        ("no_key_store", "This computer has no key store for the key of CRM. Tell IT. Next try in 20 s.", "Try again"),
        ("no_secret", "The key of CRM is not on this computer. Tell IT. Next try in 20 s.", "Try again"),
        ("denied", "You may not see this in CRM.", ""),
        ("rate_limited", "CRM asked us to wait. Next try in 20 s.", "Try again"),
        ("timeout", "CRM does not answer. Next try in 20 s.", "Try again"),
        ("bad_payload", "CRM sent an unreadable answer. Next try in 20 s.", "Try again"),
        ("rejected", "CRM refused the request.", ""),
        ("something new", "CRM could not be used. Next try in 20 s.", "Try again"),
    ],
)
def test_one_sentence_and_one_action_by_class(context, code, said, action):
    retry = None if code in ("auth", "denied", "rejected") else 20.0
    trouble = Trouble("crm", "CRM", code, samples.NOW, retry, "GET /x")
    words = TroubleWords(context.formats)
    assert words.sentence(trouble, samples.NOW) == said
    assert words.action([trouble]) == action
    assert "GET /x" in words.detail(trouble)


def test_a_retry_that_is_over_is_not_announced(context):
    trouble = Trouble("crm", "CRM", "timeout", samples.ago(seconds=30), 10.0)
    assert TroubleWords(context.formats).sentence(trouble, samples.NOW) == "CRM does not answer."


def test_f5_asks_the_systems_of_the_panel(window, pane, desk):
    pane.show_call(talking())
    pane.choose("cases")
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert desk.wishes == [("refresh", "call-1", "crm")]


def test_what_a_refresh_changed_is_marked_until_the_next_key(window, pane, table):
    pane.show_call(talking(decision=decision(panels=("orders",))))
    assert rows(table)
    newer = (
        samples.orders()[0],
        replace(samples.orders()[1], status=Status("completed", "Delivered")),
        samples.orders()[2],
    )
    pane.show_call(
        talking(
            parts=samples.parts(orders=Part(PartStatus.LIVE, newer, ("shop",))), decision=decision(panels=("orders",))
        )
    )
    marks = [table.model.index(row, 0).data(CellRole.CHANGED) for row in range(3)]
    assert marks == [False, True, False]
    QTest.keyClick(window.notes, Qt.Key.Key_A)
    assert not table.model.index(1, 0).data(CellRole.CHANGED)


def test_the_chosen_row_survives_a_refresh(pane, table):
    pane.show_call(talking(decision=decision(panels=("orders",))))
    table.view.selectRow(2)
    again = Part(PartStatus.LIVE, (samples.orders()[2], *samples.orders()[:2]), ("shop",))
    pane.show_call(talking(parts=samples.parts(orders=again), decision=decision(panels=("orders",))))
    assert table.model.record_at(table.view.currentIndex().row()).number == "88213"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "http://x.example",
        "javascript:alert(1)",
        "//host/share",
        "https://",
        "https://me@x.example/",
        "",
        None,
    ],
)
def test_nothing_but_https_is_opened(address):
    assert safe_url(address) is None


def test_what_is_opened_is_checked_again():
    assert safe_url("https://crm.example/1").host() == "crm.example"
    assert not open_link(QUrl("file:///etc/passwd"))


def test_a_record_opens_where_it_lives(pane, table, monkeypatch):
    opened = []
    monkeypatch.setattr("desktop.views.agent.panel_bar.open_link", lambda url: opened.append(url.toString()))
    pane.show_call(talking())
    pane.choose("cases")
    assert not table.bar._open.isEnabled()
    table.view.selectRow(0)
    assert table.bar._open.label == "Open in CRM"
    QTest.mouseClick(table.bar._open, Qt.MouseButton.LeftButton)
    assert opened == ["https://crm.example/C-20418"]


def test_enter_shows_a_record_and_esc_returns(window, pane, table):
    pane.show_call(talking())
    pane.choose("cases")
    table.view.setFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Return)
    card = pane.cards()[0]
    assert card.shows_record
    said = {row.name.text(): row.value.text() for row in card.detail._list._rows if not row.box.isHidden()}
    assert said["Owner"] == "Billing L2"
    assert said["From"] == "crm, C-20418"
    QTest.keyClick(card.detail._list, Qt.Key.Key_Escape)
    assert not card.shows_record
    assert table.view.hasFocus()


def test_a_record_from_elsewhere_returns_there(window, pane):
    pane.show_call(talking())
    window.notes.setFocus()
    pane.show_record(samples.interactions()[1])
    card = pane.cards()[0]
    assert card.detail._title.text() == "Call · Billing, 7 min 40 s"
    QTest.mouseClick(card.detail._back, Qt.MouseButton.LeftButton)
    assert window.notes.hasFocus()


def test_another_call_closes_the_record(pane):
    pane.show_call(talking())
    pane.show_record(samples.complaint())
    pane.show_call(talking(id="call-2"))
    assert not pane.cards()[0].shows_record


def test_a_record_from_the_cache_says_its_age(context):
    old = replace(samples.source("crm", "I-1"), source="cache", fetched_at=samples.ago(hours=5))
    lines = DetailWords(context.formats, context.now).lines(Interaction("I-1", old))
    assert [(line.name, line.value) for line in lines] == [("From", "crm, I-1 · 5 h old")]


def test_nothing_of_the_last_customer_stays(pane, table):
    pane.show_call(talking())
    pane.show_record(samples.complaint())
    pane.clear()
    assert table.model.rowCount() == 0
    assert tabs(pane) == []
    assert pane.cards()[0].detail._title.text() == ""


def test_the_wrong_persons_rows_leave_at_once(pane, table):
    pane.show_call(talking())
    nobody = replace(samples.talking().identity, status=IdentityStatus.UNKNOWN, customer=None)
    empty = MappingProxyType({kind: Part() for kind in samples.parts()})
    pane.show_call(talking(identity=nobody, parts=empty))
    assert pane.current == "search"
    pane.show_call(talking(identity=nobody, parts=empty, decision=decision(panels=("orders",))))
    pane.choose("orders")
    assert rows(table) == []


def test_every_stop_has_a_name(pane):
    for state in (talking(), samples.choose(), samples.unknown(), samples.failed_source()):
        pane.show_call(state)
        assert all(stop.accessibleName() for stop in pane.stops() if stop.isVisible())


def test_five_thousand_orders_open_at_once(pane, table):
    many = tuple(replace(samples.orders()[0], id=str(n), number=str(n)) for n in range(5_000))
    pane.show_call(
        talking(
            parts=samples.parts(orders=Part(PartStatus.LIVE, many, ("shop",))), decision=decision(panels=("orders",))
        )
    )
    assert table.model.rowCount() == 5_000
    assert len(table.model._worded) < 200


def test_nothing_is_said_to_be_missing_while_a_system_still_looks_for_the_customer(pane, table):
    asked = tuple(replace(view, status="asking", latency_ms=None) for view in samples.SOURCES)
    idle = Part(systems=("shop",))
    pane.show_call(talking(decision=decision(panels=("orders",)), parts=samples.parts(orders=idle), sources=asked))
    assert table._rows.note == ""
    pane.show_call(talking(decision=decision(panels=("orders",)), parts=samples.parts(orders=idle)))
    assert "live" not in table._rows.note


def test_what_has_just_been_kept_is_not_just_now_old(pane, table, context):
    part = replace(samples.parts()["orders"], status=PartStatus.CACHED, as_of=samples.ago(seconds=5))
    pane.show_call(talking(decision=decision(panels=("orders",)), parts=samples.parts(orders=part)))
    assert table.bar._age.text() == "just now"
    assert context.formats.old(samples.ago(hours=3), samples.NOW) == "3 h old"


def test_the_whole_row_under_the_pointer_is_lit(pane, table):
    pane.show_call(talking(decision=decision(panels=("invoices",))))
    view = table.view
    last = view.visualRect(table.model.index(0, table.model.columnCount() - 1))

    def ground():
        return view.viewport().grab().toImage().pixelColor(last.right() - 2, last.top() + 3)

    plain = ground()
    QTest.mouseMove(view.viewport(), view.visualRect(table.model.index(0, 0)).center())
    assert view.lit == 0
    assert ground() != plain
    QTest.mouseMove(view.viewport(), view.visualRect(table.model.index(1, 0)).center())
    assert (view.lit, ground()) == (1, plain)
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))
    assert (view.lit, ground()) == (-1, plain)
