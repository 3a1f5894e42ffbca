"""KNOW: what the call pushes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from connectors.records import CustomerEvent, Invoice, Money, Order, OrderLine, Shipment, Status
from desktop.call.state import Part, PartStatus
from desktop.rules.session import PanelPush
from desktop.views.agent.detail_words import DetailWords
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.agent.panel_models import Cell, CellRole, RecordTable, RowWords
from desktop.views.agent.panel_tables import Topic
from desktop.views.agent.panel_words import PanelWords
from desktop.views.agent.panels import pushed
from tests.views import panel_samples, samples
from tests.views.conftest import show_at
from tests.views.decisions import PANELS, decision
from tests.views.panel_samples import ALT, CLASSES, COLUMNS, rows, tabs, talking, words

model = panel_samples.model
window = panel_samples.window
pane = panel_samples.pane
table = panel_samples.table


def test_rows_are_worded_when_looked_at():
    seen = []
    model = RecordTable()
    model.show_records(COLUMNS, range(5_000), lambda record: seen.append(record) or words(record))
    assert seen == []
    assert model.index(7, 0).data() == "row 7"
    assert model.index(7, 1).data() == "7.00"
    assert seen == [7]


def test_a_row_is_a_sentence_and_a_cell_has_its_column(model):
    model.show_records(COLUMNS, [1, 2], words)
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Row 1"
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Amount: 1.00"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Amount"


def test_amounts_stand_at_the_end(model):
    model.show_records(COLUMNS, [1], words)
    assert model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignTrailing
    assert (
        model.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        & Qt.AlignmentFlag.AlignTrailing
    )


def test_skeleton_rows_have_no_words(model):
    model.show_records(COLUMNS, [], words, skeleton=4)
    assert model.rowCount() == 4
    assert model.index(3, 1).data(CellRole.CELL) is None
    assert model.index(3, 1).data(Qt.ItemDataRole.AccessibleTextRole) == "Loading"
    model.show_records(COLUMNS, [1], words, skeleton=4)
    assert model.rowCount() == 1


def test_a_refresh_marks_what_reads_differently(model):
    texts = {1: "a", 2: "b"}

    def word(record: object) -> RowWords:
        return RowWords((Cell(texts[record]), Cell()), texts[record])

    model.show_records(COLUMNS, [1, 2], word)
    assert [model.words_at(row).spoken for row in (0, 1)] == ["a", "b"]
    texts[2] = "B"
    assert model.exchange([1, 2])
    assert [model.index(row, 0).data(CellRole.CHANGED) for row in (0, 1)] == [False, True]
    model.unmark()
    assert not model.index(1, 0).data(CellRole.CHANGED)
    assert not model.exchange([1, 2])


def test_the_decision_orders_the_panels():
    state = talking(decision=decision(panels=("cases", "orders")))
    assert pushed(state) == ("cases", "orders")


def test_collapsed_and_unknown_panels_do_not_lead():
    found = replace(decision(), panels=(PanelPush("orders", collapsed=True), PanelPush("lunar"), PanelPush("cases")))
    assert pushed(talking(decision=found)) == ("cases", "orders")


def test_before_any_decision_the_usual_places_are_kept():
    assert pushed(talking(decision=None)) == ("orders", "invoices", "cases", "feedback")


@pytest.mark.parametrize(
    ("state", "panels"),
    [
        (samples.unknown(), ("search",)),
        (samples.unknown(withheld=True), ("search",)),
        (samples.choose(), ("choose", "search")),
        (replace(samples.unknown(), decision=decision(panels=("search", "contract"))), ("search", "contract")),
    ],
)
def test_who_it_is_comes_first(state, panels):
    assert pushed(state)[: len(panels)] == panels


def test_tabs_count_only_what_is_known(pane):
    pane.show_call(talking())
    assert tabs(pane) == ["Invoice 0931", "Orders  3", "Cases  1", "Contract", "Feedback  2"]
    pane.show_call(replace(samples.loading(), decision=decision()))
    assert tabs(pane) == ["Invoices", "Orders", "Cases", "Contract", "Feedback"]


def test_alt_and_a_digit_show_a_panel_and_again_goes_into_it(window, pane, table):
    pane.show_call(talking())
    window.notes.setFocus()
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert pane.current == "orders"
    assert window.notes.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_2, ALT)
    assert table.view.hasFocus()
    QTest.keyClick(table.view, Qt.Key.Key_Escape)
    assert window.notes.hasFocus()


def test_a_key_without_a_panel_does_nothing(window, pane):
    pane.show_call(talking())
    QTest.keyClick(window, Qt.Key.Key_9, ALT)
    assert pane.current == "invoices"


def test_a_tab_can_be_clicked(pane):
    pane.show_call(talking())
    QTest.mouseClick(pane.cards()[0]._tabs[2], Qt.MouseButton.LeftButton)
    assert pane.current == "cases"
    assert [tab.isChecked() for tab in pane.cards()[0]._tabs[:5]] == [False, False, True, False, False]


def test_what_the_agent_chose_stays_until_the_call_is_about_something_else(pane):
    pane.show_call(talking())
    pane.choose("feedback")
    pane.show_call(talking(decision=decision(panels=("orders", "feedback", "cases"))))
    assert pane.current == "feedback"
    pane.show_call(talking(guide=replace(samples.guide(), call_type="cancel")))
    assert pane.current == PANELS[0]
    pane.choose("cases")
    pane.show_call(talking(id="call-2"))
    assert pane.current == PANELS[0]


def test_wide_screens_show_two_panels_and_the_widest_four(window, pane):
    pane.set_layout(LayoutClass(Width.WIDE, Height.TALL))
    show_at(window, 540, 900)
    pane.show_call(talking())
    shown = [card._panel for card in pane.cards() if card.isVisible()]
    assert shown == ["invoices", "orders"]
    pane.set_layout(LayoutClass(Width.ULTRA, Height.TALL))
    shown = [card._panel for card in pane.cards() if card.isVisible()]
    assert shown == ["invoices", "orders", "cases", "contract"]
    pane.set_layout(LayoutClass())
    assert [card._panel for card in pane.cards() if card.isVisible()] == ["invoices"]


def test_titles_are_never_cut_for_counts(window, pane):
    pane.set_layout(LayoutClass(Width.WIDE, Height.TALL))
    pane.show_call(talking())
    show_at(window, 440, 900)
    shown = [tab for tab in pane.cards()[0]._tabs if tab.isVisible()]
    assert all(tab.width() >= tab.sizeHint().width() for tab in shown)


@pytest.mark.parametrize("layout", [LayoutClass(Width.NARROW, Height.SHORT), LayoutClass(Width.COMPACT, Height.SHORT)])
def test_in_a_short_window_a_panel_takes_what_it_gets_in_whole_rows(window, pane, table, layout):
    pane.set_layout(layout)
    many = tuple(replace(samples.orders()[0], id=str(n), number=str(n)) for n in range(50))
    parts = samples.parts(orders=Part(PartStatus.LIVE, many, ("shop",)))
    pane.show_call(talking(parts=parts, decision=decision(panels=("orders",))))
    counts = []
    for height in (200, 260, 400):
        show_at(window, 560, height)
        rows, cut = divmod(table.view.height() - table.view.head_pixels - 4, 32)
        assert cut == 0
        counts.append(rows)
    assert counts == sorted(set(counts))


@pytest.mark.parametrize(("layout", "width", "count"), CLASSES[:2])
def test_exactly_so_many_whole_rows(window, pane, table, layout, width, count):
    pane.set_layout(layout)
    show_at(window, width + 20, 700)
    many = tuple(replace(samples.orders()[0], id=str(n), number=str(n)) for n in range(50))
    pane.show_call(
        talking(
            parts=samples.parts(orders=Part(PartStatus.LIVE, many, ("shop",))), decision=decision(panels=("orders",))
        )
    )
    show_at(window, width + 20, 700)
    body = table.view.height() - table.view.head_pixels - 4
    assert (body // 32, body % 32) == (count, 0)


@pytest.mark.parametrize(("layout", "width", "count"), CLASSES)
def test_the_panel_keeps_its_place_in_every_state(window, pane, layout, width, count):
    del count
    pane.set_layout(layout)
    show_at(window, width + 20, 700)
    places = set()
    for state in (
        samples.loading(),
        samples.talking(),
        samples.cached(),
        samples.failed_source(),
        samples.unknown(),
        samples.choose(),
    ):
        pane.show_call(replace(state, id="one"))
        show_at(window, width + 20, 700)
        places.add((pane.cards()[0].height(), pane.cards()[0].width(), pane.cards()[0].table.bar.height()))
    assert len(places) == 1


@pytest.mark.parametrize("width", [400, 540, 624, 688, 900])
@pytest.mark.parametrize("panel", PANELS)
def test_amounts_and_numbers_are_never_cut(window, pane, table, width, panel):
    big = Money(Decimal("-1234567.89"), "EUR")
    order = replace(samples.orders()[0], number="ORDER-2026-0000417", total=big)
    bill = replace(samples.invoice(), lines=tuple(replace(line, amount=big.amount) for line in samples.invoice().lines))
    parts = samples.parts(
        orders=Part(PartStatus.LIVE, (order,), ("shop",)), invoices=Part(PartStatus.LIVE, (bill,), ("shop",))
    )
    pane.show_call(talking(parts=parts))
    pane.choose(panel)
    show_at(window, width, 420)
    for number, column in enumerate(table.model.columns):
        if column.right and not table.view.isColumnHidden(number):
            wanted = max(table._context.look.width("control_strong", text) for text in table._texts(number))
            assert table.view.columnWidth(number) >= wanted + 16


def test_orders(pane, table):
    pane.show_call(talking())
    pane.choose("orders")
    assert rows(table) == [
        ("90177", "Wi-Fi extender", "14 Nov", "€59.00", "3 days late"),
        ("90102", "SIM replacement", "12 Nov", "€59.00", "In transit"),
        ("88213", "Router X2", "29 Oct", "€59.00", "Delivered"),
    ]
    assert table.bar._summary.text() == "3 orders · 2 open · 1 late"


def test_the_chosen_order_shows_goods_and_parcels(window, pane, table):
    pane.show_call(talking())
    pane.choose("orders")
    show_at(window, 710, 420)
    said = [(row.name.text(), row.value.text()) for row in table._side._rows if not row.box.isHidden()]
    assert said == [("", "1 × Wi-Fi extender"), ("PostNord", "PN90177"), ("Promised for", "17 Nov")]
    goods = table._side._rows[0]
    assert goods.name.isHidden()
    assert goods.value.x() == 0
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    said = [row.value.text() for row in table._side._rows if not row.box.isHidden()]
    assert "1 × SIM replacement" in said


def test_one_invoice_is_shown_line_by_line(pane, table):
    pane.show_call(talking())
    assert rows(table)[2] == ("Late payment fee", "02 Oct 2026", "€18.00", "Disputed")
    assert table.model.words_at(2).tone == "warn"
    assert table.bar._summary.text() == "Total €139.70 · €39.50 open · overdue since 16 Oct · issued 2 Oct"


def test_older_invoices_are_a_click_away(pane, table):
    older = replace(samples.invoice(), id="0899", number="0899", lines=samples.invoice().lines[:1])
    parts = samples.parts(invoices=Part(PartStatus.LIVE, (samples.invoice(), older), ("shop",)))
    pane.show_call(talking(parts=parts))
    assert tabs(pane)[0] == "Invoices  2"
    assert table.bar._page.text() == "1 of 2"
    assert not table.bar._newer.isEnabled()
    QTest.mouseClick(table.bar._older, Qt.MouseButton.LeftButton)
    assert len(rows(table)) == 1
    assert not table.bar._older.isEnabled()


def test_invoices_without_lines_are_listed(context):
    bare = replace(samples.invoice(), lines=())
    found = PanelWords(context.formats, context.now).table(Topic("invoices"), (bare, replace(bare, open_amount=None)))
    assert found.summary == ("2 invoices", "€39.50 open")
    row = found.word(bare)
    assert [cell.text for cell in row.cells] == ["0931", "2 Oct", "16 Oct", "€139.70", "€39.50", "Overdue"]


def test_cases_and_feedback(pane, table):
    pane.show_call(talking())
    pane.choose("cases")
    assert rows(table) == [("C-20418", "Late fee although autopay is active", "18 Nov", "23 Nov", "Open")]
    pane.choose("feedback")
    assert rows(table)[1] == ("NPS", "6 of 10", "Service is fine but billing is a mess lately", "11 Nov", "Detractor")
    assert table.bar._summary.text() == "2 answers · last CSAT 4.1 of 5 · 1 comment"


def test_contract_says_what_customer_and_calendar_know(context):
    customer = replace(
        samples.marta(),
        balance=Money(Decimal("-12.5"), "EUR"),
        extra=MappingProxyType({"plan": "Fiber 500", "autopay": True, "contract_end": date(2027, 1, 31)}),
    )
    event = CustomerEvent(
        "E", samples.source("crm", "E"), kind="renewal", on=date(2026, 12, 12), amount=Money(Decimal(5), "EUR")
    )
    found = PanelWords(context.formats, context.now).table(Topic("contract", person=samples.merged(customer)), (event,))
    said = [tuple(cell.text for cell in found.word(row).cells) for row in found.records]
    assert said == [
        ("Plan", "Fiber 500", ""),
        ("Autopay", "On", ""),
        ("Contract ends", "31 Jan 2027", ""),
        ("Customer since", "Mar 2016", ""),
        ("Balance", "", "−€12.50"),
        ("Renewal", "12 Dec", "€5.00"),
    ]
    assert found.summary == ("Fiber 500", "1 dated event")


def test_the_summary_gives_way_in_whole_facts(window, pane, table):
    pane.show_call(talking())
    show_at(window, 430, 420)
    shown = table.bar._summary.shown()
    assert shown
    assert table.bar._summary.text().startswith(shown)
    assert shown.split(" · ") == table.bar._summary.text().split(" · ")[: len(shown.split(" · "))]


@pytest.mark.parametrize("bad", samples.HOSTILE)
@pytest.mark.parametrize("panel", PANELS)
def test_hostile_records_stay_words(context, bad, panel):
    status = Status("other", bad)
    order = Order(
        bad,
        samples.source("shop", "1"),
        number=bad,
        status=status,
        lines=(OrderLine(bad),),
        shipments=(Shipment(bad, bad, bad, status),),
    )
    bill = Invoice(bad, samples.source("shop", "1"), number=bad, status=status)
    records = {
        "orders": order,
        "invoices": bill,
        "cases": replace(samples.complaint(), number=bad, subject=bad, status=status),
        "feedback": replace(samples.feedback()[0], metric=bad, comment=bad),
        "contract": CustomerEvent(bad, samples.source("crm", "1"), kind=bad, label=bad),
    }
    customer = replace(samples.marta(), tier=bad, extra=MappingProxyType({"plan": bad}))
    found = PanelWords(context.formats, context.now).table(
        Topic(panel, person=samples.merged(customer)), (records[panel],)
    )
    details = DetailWords(context.formats, context.now)
    said = [found.word(row).spoken for row in found.records] + list(found.summary)
    said += [line.value for line in details.lines(records[panel])]
    for text in said:
        assert not set("\u202e\x00\x07\ud800") & set(text)
