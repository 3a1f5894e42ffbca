"""The people of the demo calls: everybody is there, with the story they are known for."""

from __future__ import annotations

import sqlite3

import phonenumbers
import pytest

from resources.demo.cast import MAIN, tail_of
from resources.demo.company import DemoCompany
from tests.demo.conftest import TODAY

CALLS = {
    "billing_dispute", "order_status", "cancel", "technical_fault", "sales", "household", "unknown_number",
    "withheld_number", "long_name", "nothing_on_file", "right_to_left", "refund_complaint", "two_values",
    "business_renewal", "reminder", "visit_time", "phone_lost", "moving_house",
}  # fmt: skip
SIDE = {"nils", "alva"}


def row(db: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Row:
    found = db.execute(sql, values).fetchall()
    assert len(found) == 1
    return found[0]


def account(shop: sqlite3.Connection, email: str) -> int:
    return row(shop, "select account_id from accounts where email = ? collate nocase", email)["account_id"]


def test_the_calls_are_complete(company: DemoCompany) -> None:
    assert {call.id for call in company.calls if call.playbook == MAIN} == CALLS
    keys = [person.key for person in company.people]
    assert len(set(keys)) == len(keys)
    assert {call.person for call in company.calls if call.person} | SIDE == set(keys)
    assert all(call.title and call.opening and call.queue and call.dnis for call in company.calls)
    assert company.person("marta").name == "Marta Lindqvist"
    assert company.call("cancel").person == "siobhan"


def test_everybody_is_in_the_crm_with_the_number_they_call_from(company: DemoCompany, crm: sqlite3.Connection) -> None:
    for call in company.calls:
        if call.person is None or call.ani is None:
            continue
        number = company.person(call.person).customer_no
        tails = [r["match_tail"] for r in crm.execute("select match_tail from phones where customer_no = ?", (number,))]
        assert call.ani[-8:] in tails, call.id


def test_the_cast_calls_from_valid_numbers(company: DemoCompany) -> None:
    called = [n for call in company.calls for n in (call.ani, call.dnis) if n]
    assert [n for n in called if not phonenumbers.is_valid_number(phonenumbers.parse(n))] == []


def test_a_call_speaks_the_telephone_systems_words(company: DemoCompany) -> None:
    assert company.call("withheld_number").event()["from"] == "anonymous"
    event = company.call("billing_dispute").event()
    assert event["from"] == "+46701740605"
    assert event["data"] == {"ivr_choice": "billing", "pin": "verified", "waited_s": "42"}


@pytest.mark.parametrize("call_id", ["unknown_number"])
def test_nobody_has_the_unknown_number(
    company: DemoCompany, crm: sqlite3.Connection, shop: sqlite3.Connection, call_id: str
) -> None:
    tail = tail_of(company.call(call_id).ani or "")
    assert crm.execute("select 1 from phones where match_tail = ?", (tail,)).fetchall() == []
    assert shop.execute("select 1 from accounts where match_tail = ?", (tail,)).fetchall() == []


def test_marta_disputes_a_late_fee_on_her_birthday(
    crm: sqlite3.Connection, shop: sqlite3.Connection, voice: sqlite3.Connection
) -> None:
    marta = row(crm, "select * from customers where customer_no = '44710932'")
    assert (marta["tier"], marta["birthday"], marta["churn_risk"]) == ("Gold", "1985-11-21", 38)
    assert marta["card_expires_on"] == "2026-11-30"
    case = row(crm, "select * from cases where customer_no = '44710932' and solved_at is null")
    assert (case["case_no"], case["opened_at"][:10]) == ("C-20418", "2026-11-18")
    fee = row(shop, "select * from invoice_lines join invoices using (invoice_id) where invoice_no = '0931'"
              " and invoice_lines.state = 'disputed'")  # fmt: skip
    assert (fee["name"], fee["amount_minor"], fee["total_minor"], fee["open_minor"]) == (
        "Late payment fee", 1800, 13970, 3950,
    )  # fmt: skip
    latest = row(voice, "select score from answers where customer_no = '44710932' and survey = 'NPS'"
                 " and answered_at = (select max(answered_at) from answers where customer_no = '44710932'"
                 " and survey = 'NPS')")  # fmt: skip
    assert latest["score"] == 6


def test_juergens_order_is_two_days_late(shop: sqlite3.Connection) -> None:
    order = row(shop, "select * from orders where order_no = '89344'")
    assert order["account_id"] == account(shop, "juergen.weiss@postfach.example")
    assert (order["state"], order["promised_on"]) == ("dispatched", "2026-11-19")


def test_siobhans_contract_ends_in_twenty_days(crm: sqlite3.Connection) -> None:
    contract = row(crm, "select min(ends_on) as ends_on from contracts where customer_no = '44711186'")
    assert contract["ends_on"] == "2026-12-11"


def test_terrence_got_his_router_last_week(shop: sqlite3.Connection) -> None:
    parcel = row(shop, "select date(delivered_at, 'unixepoch') as day from shipments join orders using (order_id)"
                 " where order_no = '89290'")  # fmt: skip
    assert parcel["day"] == "2026-11-14"


def test_three_people_share_the_household_number(
    company: DemoCompany, crm: sqlite3.Connection, shop: sqlite3.Connection
) -> None:
    tail = tail_of(company.call("household").ani or "")
    people = {r["customer_no"] for r in crm.execute("select customer_no from phones where match_tail = ?", (tail,))}
    assert people == {company.person(key).customer_no for key in ("karin", "nils", "alva")}
    assert len(shop.execute("select 1 from accounts where match_tail = ?", (tail,)).fetchall()) == 2


def test_the_order_of_the_withheld_caller_can_be_found(shop: sqlite3.Connection) -> None:
    order = row(shop, "select first_name, shipments.state from orders join accounts using (account_id)"
                " join shipments using (order_id) where order_no = '88977'")  # fmt: skip
    assert tuple(order) == ("Ayşe", "at pick-up point")


def test_the_long_name_is_200_characters_long(company: DemoCompany) -> None:
    assert len(company.person("long_name").name) == 200


def test_lou_has_nothing_but_a_name_and_a_number(
    crm: sqlite3.Connection, shop: sqlite3.Connection, voice: sqlite3.Connection
) -> None:
    lou = row(crm, "select * from customers where customer_no = '44715999'")
    assert [lou[c] for c in ("email", "city", "birthday", "lifetime_value", "tier")] == [None] * 5
    assert shop.execute("select 1 from accounts where match_tail = '65550148'").fetchall() == []
    assert voice.execute("select 1 from respondents where customer_no = '44715999'").fetchall() == []
    for table in ("interactions", "cases", "contracts", "tasks"):
        assert crm.execute(f"select 1 from {table} where customer_no = '44715999'").fetchall() == []


def test_layla_writes_from_right_to_left(crm: sqlite3.Connection) -> None:
    layla = row(crm, "select * from customers join appointments using (customer_no) where customer_no = '44715444'")
    assert layla["name"] == "ليلى الحداد"
    assert layla["starts_at"] == "2026-11-22 09:00:00"


def test_joosts_refund_is_past_its_promise(crm: sqlite3.Connection, shop: sqlite3.Connection) -> None:
    case = row(crm, "select * from cases where case_no = 'C-20377'")
    assert case["promised_at"] < TODAY.isoformat()
    assert case["solved_at"] is None
    back = row(shop, "select returns.* from returns join orders using (order_id) where order_no = ?", case["order_no"])
    assert (back["state"], back["refunded_at"]) == ("being checked", None)


def test_the_systems_disagree_about_eleanor(crm: sqlite3.Connection, shop: sqlite3.Connection) -> None:
    ours = row(crm, "select * from customers where customer_no = '44711811'")
    theirs = row(shop, "select * from accounts where phone = '020 7946 0123'")
    assert (theirs["first_name"], theirs["last_name"]) == (ours["given_name"], ours["family_name"])
    assert theirs["email"] != ours["email"]


def test_katharinas_company_renews_in_twelve_days(crm: sqlite3.Connection) -> None:
    rows = crm.execute("select ends_on, renews from contracts where customer_no = '44713905'").fetchall()
    assert {tuple(r) for r in rows} == {("2026-12-03", 1)}
