"""What the systems of the demo company hold: enough of everything, consistent, and believable."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta

import pytest

from tests.demo.conftest import TODAY

WEEK = {f"{TODAY + timedelta(days=n):%m-%d}" for n in range(8)}
NOW = f"{TODAY} 00:00:00"


def one(db: sqlite3.Connection, sql: str, *values: object) -> int:
    return db.execute(sql, values).fetchone()[0]


def words(db: sqlite3.Connection, sql: str) -> set[str]:
    return {row[0] for row in db.execute(sql)}


@pytest.mark.parametrize(
    ("system", "table", "least"),
    [
        ("crm", "customers", 2_000),
        ("crm", "phones", 2_000),
        ("crm", "contracts", 1_500),
        ("crm", "cases", 500),
        ("crm", "interactions", 15_000),
        ("crm", "tasks", 300),
        ("shop", "accounts", 2_000),
        ("shop", "orders", 12_000),
        ("shop", "order_lines", 18_000),
        ("shop", "shipments", 10_000),
        ("shop", "returns", 500),
        ("shop", "invoices", 4_000),
        ("shop", "payments", 4_000),
        ("voice", "answers", 4_000),
        ("bank", "holders", 2_000),
        ("bank", "cards", 2_500),
        ("bank", "bookings", 15_000),
    ],
)
def test_there_is_enough_of_everything(request: pytest.FixtureRequest, system: str, table: str, least: int) -> None:
    db: sqlite3.Connection = request.getfixturevalue(system)
    assert one(db, f"select count(*) from {table}") >= least


@pytest.mark.parametrize("system", ["crm", "shop", "voice", "bank"])
def test_every_reference_leads_somewhere(request: pytest.FixtureRequest, system: str) -> None:
    db: sqlite3.Connection = request.getfixturevalue(system)
    assert db.execute("pragma foreign_key_check").fetchall() == []
    assert db.execute("pragma integrity_check").fetchone()[0] == "ok"


@pytest.mark.parametrize("table", ["customers", "cases", "interactions", "tasks", "notes"])
def test_nothing_was_written_from_outside_yet_and_keys_are_unique(crm: sqlite3.Connection, table: str) -> None:
    assert one(crm, f"select count(*) from {table} where external_key is not null") == 0
    unique = [row["name"] for row in crm.execute(f"pragma index_list({table})") if row["unique"]]
    keys = [[column["name"] for column in crm.execute(f"pragma index_info({name})")] for name in unique]
    assert ["external_key"] in keys


def test_references_between_systems_hold(
    crm: sqlite3.Connection, shop: sqlite3.Connection, voice: sqlite3.Connection
) -> None:
    customers = words(crm, "select customer_no from customers")
    orders = words(shop, "select order_no from orders")
    invoices = words(shop, "select invoice_no from invoices")
    cases = words(crm, "select case_no from cases")
    contacts = {str(row[0]) for row in crm.execute("select id from interactions")}
    assert words(voice, "select customer_no from respondents") <= customers
    assert words(crm, "select order_no from cases where order_no is not null") <= orders
    assert words(crm, "select invoice_no from cases where invoice_no is not null") <= invoices
    known = {"order": orders, "case": cases, "interaction": contacts}
    dangling = [
        tuple(row)
        for row in voice.execute("select about_kind, about_ref from answers")
        if row["about_ref"] not in known[row["about_kind"]]
    ]
    assert dangling == []


def test_orders_meet_every_fate(shop: sqlite3.Connection) -> None:
    open_states = "('picking', 'dispatched', 'backordered', 'part dispatched')"
    today = TODAY.isoformat()
    assert one(shop, f"select count(*) from orders where state in {open_states} and promised_on < ?", today) >= 150
    assert one(shop, f"select count(*) from orders where state in {open_states} and promised_on >= ?", today) >= 150
    for state in ("part dispatched", "cancelled by customer", "return requested", "refunded", "complete", "delivered"):
        assert one(shop, "select count(*) from orders where state = ?", state) >= 50, state
    for state in ("lost in transit", "held for check", "payment declined", "awaiting payment", "backordered"):
        assert one(shop, "select count(*) from orders where state = ?", state) >= 10, state


def test_part_of_a_partly_sent_order_is_still_missing(shop: sqlite3.Connection) -> None:
    parcels = """
        select count(delivered_at) as arrived, count(*) as sent from orders join shipments using (order_id)
        where orders.state = 'part dispatched' group by order_id
    """
    assert {(row["arrived"], row["sent"]) for row in shop.execute(parcels)} == {(1, 2)}


def test_a_return_comes_after_the_delivery_and_before_the_refund(shop: sqlite3.Connection) -> None:
    rows = shop.execute(
        "select opened_at, refunded_at, delivered_at from returns join shipments using (order_id)"
    ).fetchall()
    assert all(row["delivered_at"] <= row["opened_at"] <= (row["refunded_at"] or row["opened_at"]) for row in rows)


def test_totals_are_the_sum_of_their_lines(shop: sqlite3.Connection) -> None:
    orders = """
        select count(*) from orders o where total_minor !=
          (select sum(qty * unit_minor) from order_lines l where l.order_id = o.order_id)
    """
    invoices = """
        select count(*) from invoices i where total_minor !=
          (select sum(amount_minor) from invoice_lines l where l.invoice_id = i.invoice_id)
    """
    assert (one(shop, orders), one(shop, invoices)) == (0, 0)


def test_some_late_fees_are_disputed(shop: sqlite3.Connection) -> None:
    assert one(shop, "select count(*) from invoice_lines where state = 'disputed' and name = 'Late payment fee'") >= 20
    assert one(shop, "select count(*) from invoices where state = 'overdue'") >= 50


def test_cases_are_open_closed_and_past_their_promise(crm: sqlite3.Connection) -> None:
    assert one(crm, "select count(*) from cases where solved_at is null") >= 100
    assert one(crm, "select count(*) from cases where state = 'Closed'") >= 300
    assert one(crm, "select count(*) from cases where solved_at is null and promised_at < ?", NOW) >= 40
    assert one(crm, "select count(*) from cases where solved_at < opened_at or updated_at < opened_at") == 0


def test_follow_ups_are_done_open_and_overdue(crm: sqlite3.Connection) -> None:
    today = TODAY.isoformat()
    assert one(crm, "select count(*) from tasks where state = 'Done'") >= 200
    assert one(crm, "select count(*) from tasks where state = 'Open' and due_on >= ?", today) >= 15
    assert one(crm, "select count(*) from tasks where state = 'Open' and due_on < ?", today) >= 15


def test_dates_that_matter_today_are_there(crm: sqlite3.Connection) -> None:
    days = [row[0][5:] for row in crm.execute("select birthday from customers where birthday is not null")]
    assert days.count(f"{TODAY:%m-%d}") >= 2
    assert sum(day in WEEK for day in days) >= 15
    month = f"{TODAY:%Y-%m}"
    assert one(crm, "select count(*) from customers where substr(card_expires_on, 1, 7) = ?", month) >= 10
    soon = (TODAY + timedelta(days=30)).isoformat()
    assert one(crm, "select count(*) from contracts where ends_on between ? and ?", TODAY.isoformat(), soon) >= 50
    assert one(crm, "select count(*) from contracts where renews = 0") >= 5


def test_nothing_happened_in_the_future(
    crm: sqlite3.Connection, shop: sqlite3.Connection, voice: sqlite3.Connection
) -> None:
    epoch = (TODAY - date(1970, 1, 1)).days * 86_400
    assert one(crm, "select max(started_at) from interactions") < NOW
    assert one(crm, "select max(opened_at) from cases") < NOW
    assert one(crm, "select max(solved_at) from cases") < NOW
    assert one(shop, "select max(placed_at) from orders") < epoch
    assert one(shop, "select max(delivered_at) from shipments") < epoch
    assert one(voice, "select max(answered_at) from answers") < f"{TODAY}T"


def test_nobody_complains_about_an_order_before_placing_it(crm: sqlite3.Connection, shop: sqlite3.Connection) -> None:
    placed = dict(shop.execute("select order_no, datetime(placed_at, 'unixepoch') from orders").fetchall())
    cases = crm.execute("select order_no, opened_at from cases where order_no is not null").fetchall()
    assert cases
    assert [row["order_no"] for row in cases if row["opened_at"] < placed[row["order_no"]]] == []


def test_nobody_dealt_with_us_before_being_a_customer(crm: sqlite3.Connection) -> None:
    early = """
        select (select count(*) from {table} join customers using (customer_no) where date({column}) < customer_since)
    """
    dates = (("interactions", "started_at"), ("cases", "opened_at"), ("contracts", "started_on"))
    assert [one(crm, early.format(table=table, column=column)) for table, column in dates] == [0, 0, 0]


def test_scores_stay_on_their_scales_and_use_all_of_them(voice: sqlite3.Connection) -> None:
    found = {
        row["survey"]: (row["low"], row["high"], row["off"])
        for row in voice.execute(
            "select survey, min(score) as low, max(score) as high,"
            " sum(score not between score_min and score_max) as off from answers group by survey"
        )
    }
    assert found == {"NPS": (0, 10, 0), "CSAT": (1, 5, 0), "CES": (1, 7, 0)}


def test_comments_are_varied_and_in_several_languages(voice: sqlite3.Connection) -> None:
    comments = [row[0] for row in voice.execute("select comment from answers where comment is not null")]
    assert len(comments) >= 1_500
    assert len(set(comments)) >= 600
    assert words(voice, "select distinct lang from answers") >= {"en", "de", "sv", "fr", "nl", "es", "nb"}


def test_every_channel_is_used(crm: sqlite3.Connection) -> None:
    used = words(crm, "select distinct channel from interactions")
    assert used == {"voice", "chat", "chatbot", "email", "store", "app", "sms"}


def test_people_come_from_their_countries(crm: sqlite3.Connection) -> None:
    rows = crm.execute("select country, count(*) as n from customers group by country").fetchall()
    assert {row["country"] for row in rows} == {"SE", "DE", "GB", "US", "FR", "NO", "NL", "ES"}
    assert min(row["n"] for row in rows) >= 80
    names = " ".join(row[0] for row in crm.execute("select name from customers"))
    assert all(piece in names for piece in ("ü", "ñ", "ø", "O'Brien", "Anna-Karin", "van den Berg", "ß", "ç"))


def test_the_shop_disagrees_with_the_crm_now_and_then(crm: sqlite3.Connection, shop: sqlite3.Connection) -> None:
    ours = {(row["name"], row["email"]) for row in crm.execute("select name, email from customers")}
    names = {name for name, _ in ours}
    accounts = shop.execute("select first_name || ' ' || last_name as name, email from accounts").fetchall()
    other = [row for row in accounts if row["name"] in names and (row["name"], row["email"]) not in ours]
    strangers = [row for row in accounts if row["name"] not in names]
    assert len(other) >= 60
    assert len(strangers) >= 20


def test_some_have_no_address_and_no_number(crm: sqlite3.Connection) -> None:
    assert one(crm, "select count(*) from customers where email is null") >= 50
    lonely = "select count(*) from customers where customer_no not in (select customer_no from phones)"
    assert one(crm, lonely) >= 20
    both = "select count(*) from (select 1 from phones group by customer_no having count(*) = 2)"
    assert one(crm, both) >= 200
    shared = "select count(*) from (select 1 from phones group by match_tail having count(distinct customer_no) > 1)"
    assert one(crm, shared) >= 40


def test_mail_addresses_lead_to_nobody(crm: sqlite3.Connection, shop: sqlite3.Connection) -> None:
    found = words(crm, "select email from customers where email is not null")
    found |= words(shop, "select email from accounts where email is not null")
    assert [email for email in found if not email.endswith((".example", "@example.com"))] == []
    assert [email for email in found if email.count("@") != 1 or not email.isascii()] == []


@pytest.mark.parametrize(("system", "table"), [("crm", "interactions"), ("crm", "cases"), ("voice", "answers")])
def test_no_sentence_was_left_unfilled(request: pytest.FixtureRequest, system: str, table: str) -> None:
    db: sqlite3.Connection = request.getfixturevalue(system)
    texts = [text for row in db.execute(f"select * from {table}") for text in row if isinstance(text, str)]
    assert [text for text in texts if "{" in text or "  " in text or text.strip() != text] == []


def test_what_was_paid_and_what_is_open_make_an_invoice(shop: sqlite3.Connection) -> None:
    paid = """
        select count(*) from invoices i where total_minor - open_minor !=
          coalesce((select sum(amount_minor) from payments p where p.invoice_id = i.invoice_id and p.state = 'received'), 0)
    """
    assert one(shop, paid) == 0
    dated = "select count(*) from payments join invoices using (invoice_id) where paid_on < issued_on or paid_on > ?"
    assert one(shop, dated, TODAY.isoformat()) == 0
    assert words(shop, "select state from payments") == {"received", "declined", "sent back"}
    assert 0.02 < one(shop, "select avg(state != 'received') from payments") < 0.1


def test_the_bank_knows_the_customers_of_the_crm(crm: sqlite3.Connection, bank: sqlite3.Connection) -> None:
    holders = words(bank, "select customer_no from holders")
    assert holders <= words(crm, "select customer_no from customers")
    assert one(bank, "select count(*) from holders where customer_no not in (select customer_no from cards)") == 0
    assert one(bank, "select max(length(ending)) from cards") == 4, "nothing more of a card number"
    assert one(bank, "select count(*) from bookings where booked_at > unixepoch(?)", TODAY.isoformat()) == 0
