"""Panels as the playbook wants them: which columns in which order, how many rows, which title."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.records import Money, Payment, Row, Status
from desktop.call.state import PanelsView, Part, PartStatus
from desktop.playbook.panel_read import COLUMNS, PanelColumn, PanelSpec
from desktop.views.agent.panel_columns import DEFAULTS, PanelColumns, Shown, filled
from desktop.views.agent.panel_models import Cell, Column
from desktop.views.agent.panel_tables import Topic
from desktop.views.agent.panel_words import PanelWords
from tests.views import panel_samples, samples
from tests.views.conftest import show_at
from tests.views.decisions import decision
from tests.views.panel_samples import rows, tabs, talking

window = panel_samples.window
pane = panel_samples.pane
table = panel_samples.table

LISTS = tuple(panel for panel in COLUMNS if COLUMNS[panel])
RECORDS = {
    "orders": samples.orders()[0],
    "invoices": replace(samples.invoice(), lines=()),
    "cases": samples.complaint(),
    "feedback": samples.feedback()[1],
    "interactions": samples.interactions()[1],
    "events": samples.events()[0],
}


def spec(panel: str, *columns: str, **more: object) -> PanelSpec:
    return PanelSpec(panel, columns=tuple(PanelColumn(name) for name in columns), **more)


def with_specs(*specs: PanelSpec, **changes: object):
    view = PanelsView(MappingProxyType({each.id: each for each in specs}))
    return talking(panels=view, decision=decision(panels=tuple(each.id for each in specs)), **changes)


def paid(context, *payments: Payment) -> tuple[str, str]:
    shown = PanelColumns(context.formats, context.now).known("invoices")["paid"].word
    cell = shown(replace(samples.invoice(), payments=payments))
    return cell.text, cell.tone


def titles(table) -> list[str]:
    shown = (n for n in range(table.model.columnCount()) if not table.view.isColumnHidden(n))
    return [table.model.columns[n].title for n in shown]


@pytest.mark.parametrize("panel", LISTS)
def test_every_column_a_playbook_may_name_can_be_shown(context, panel):
    known = PanelColumns(context.formats, context.now).known(panel)
    assert set(known) == set(COLUMNS[panel])
    assert set(DEFAULTS[panel]) <= set(known)
    assert all(shown.column.title for shown in known.values())
    for shown in known.values():
        assert isinstance(shown.word(RECORDS[panel]), Cell)


@pytest.mark.parametrize("panel", LISTS)
def test_amounts_are_right_aligned_whatever_the_order(context, panel):
    names = tuple(reversed(COLUMNS[panel]))
    words = PanelWords(context.formats, context.now)
    found = words.table(Topic(panel, spec(panel, *names)), (RECORDS[panel],))
    amounts = {"total", "open", "amount"}
    assert [column.right for column in found.columns] == [name in amounts for name in names]
    assert len(found.word(RECORDS[panel]).cells) == len(names)


def test_the_playbook_chooses_columns_and_their_order(pane, table, window):
    show_at(window, 1100, 420)
    pane.show_call(with_specs(spec("orders", "status", "tracking", "number")))
    assert titles(table) == ["Status", "Tracking", "Order"]
    assert rows(table)[0] == ("3 days late", "PN90177", "90177")


def test_without_a_word_of_the_playbook_the_usual_columns_are_shown(pane, table, window):
    show_at(window, 1100, 420)
    pane.show_call(talking(decision=decision(panels=("orders",))))
    assert titles(table) == ["Order", "Goods", "Placed", "Total", "Status"]


def test_where_there_is_no_room_the_least_needed_leaves_first(pane, table, window):
    pane.show_call(with_specs(spec("cases", *COLUMNS["cases"])))
    hidden = []
    for width in (1400, 900, 800, 700, 600, 500, 400):
        show_at(window, width, 420)
        gone = {c.title for n, c in enumerate(table.model.columns) if table.view.isColumnHidden(n)}
        assert set(hidden) <= gone
        hidden = [c for c in ("Category", "Owner", "Priority", "Opened") if c in gone]
        assert hidden == ["Category", "Owner", "Priority", "Opened"][: len(hidden)]
    assert titles(table) == ["Case", "Subject", "Due", "Status"]


def test_the_title_is_the_playbooks_own(pane):
    pane.show_call(with_specs(spec("orders", title="Bestellungen"), spec("invoices", title="Bills & more")))
    assert tabs(pane) == ["Bestellungen  3", "Bills & more"]


def test_no_more_rows_than_the_playbook_wants(pane, table, window):
    many = tuple(replace(samples.orders()[0], id=str(n)) for n in range(30))
    parts = samples.parts(orders=Part(PartStatus.LIVE, many, ("shop",)))
    show_at(window, 710, 420)
    pane.show_call(with_specs(spec("orders", rows=2), spec("cases"), parts=parts))
    assert table._rows.rows_in_sight() == 2
    pane.choose("cases")
    assert table._rows.rows_in_sight() == 6


def test_chosen_columns_list_the_invoices_instead_of_their_lines(pane, table):
    pane.show_call(with_specs(spec("invoices", "number", "open")))
    assert rows(table) == [("0931", "€39.50")]
    assert not table.bar._page.isVisible()


CARDS = PanelSpec(
    "cards",
    "Cards",
    (
        PanelColumn("number", "Card"),
        PanelColumn("limit", "Limit", "money"),
        PanelColumn("expires", "Expires", "date"),
        PanelColumn("locked", "Locked", "bool"),
        PanelColumn("rate", "Rate", "decimal"),
    ),
    table="cards",
)


def card(**cells: object) -> Row:
    given = {"number": "•• 4417", "limit": Money(Decimal(2500), "EUR"), "expires": date(2027, 3, 31), "locked": False}
    return Row("7", samples.source("core", "7"), cells=MappingProxyType({**given, **cells}))


def test_a_table_of_the_sites_own_is_worded_by_its_types(pane, table, window):
    show_at(window, 1100, 420)
    parts = samples.parts(cards=Part(PartStatus.LIVE, (card(rate=Decimal("1.50")), card(locked=True)), ("core",)))
    pane.show_call(with_specs(CARDS, parts=parts))
    assert tabs(pane) == ["Cards  2"]
    assert titles(table) == ["Card", "Limit", "Expires", "Locked", "Rate"]
    assert rows(table)[0] == ("•• 4417", "€2,500.00", "31 Mar 2027", "No", "1.5")
    assert rows(table)[1][3:] == ("Yes", "")


def test_a_value_is_what_its_column_says(pane, table, window):
    show_at(window, 1100, 420)
    parts = samples.parts(cards=Part(PartStatus.LIVE, (card(number=4417, locked=1),), ("core",)))
    pane.show_call(with_specs(CARDS, parts=parts))
    assert (rows(table)[0][0], rows(table)[0][3]) == ("4417", "Yes")


def test_a_table_that_no_system_offers_says_so(pane, table):
    pane.show_call(with_specs(CARDS))
    assert table._rows.note == "No connected system keeps these."


@pytest.mark.parametrize("bad", samples.HOSTILE)
def test_hostile_cells_stay_words(context, bad):
    words = PanelWords(context.formats, context.now)
    found = words.table(Topic("cards", replace(CARDS, title=bad)), (card(number=bad),))
    for text in (found.word(found.records[0]).spoken, words.title("cards", (), replace(CARDS, title=bad))):
        assert not set("\u202e\x00\x07\ud800\n") & set(text)


@given(st.lists(st.tuples(st.integers(0, 200), st.booleans()), min_size=1, max_size=8))
def test_some_column_always_takes_the_width_that_is_left(stands):
    shown = [Shown(Column(str(n), width, right=right), lambda _: Cell()) for n, (width, right) in enumerate(stands)]
    found = filled(shown)
    assert [each.column.title for each in found] == [each.column.title for each in shown]
    assert any(each.column.width == 0 for each in found)


def test_the_last_payment_of_an_invoice_says_its_day_and_a_refused_one_what_became_of_it(context):
    early, late = date(2026, 10, 1), date(2026, 10, 3)
    amount = Decimal("18.00")
    refused = Payment(early, amount, "card", Status("failed", "declined"))
    received = Payment(late, amount, "card", Status("paid", "received"))
    assert paid(context) == ("", "")
    assert paid(context, received, refused) == ("3 Oct", "muted")
    assert paid(context, refused) == ("Declined", "bad")
    assert paid(context, received, replace(refused, on=late + timedelta(days=1))) == ("Declined", "bad")
    assert paid(context, replace(received, on=None)) == ("Received", "good")
