"""Every built-in fact in every state its source can be in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from desktop.call.facts import data_name
from desktop.call.state import Identity, IdentityStatus, Part, PartStatus
from desktop.playbook.catalogue import NAMES
from desktop.playbook.model import FactSettings
from desktop.rules.facts import FactState
from desktop.rules.values import Money as RuleMoney
from tests.call.fact_samples import BY_PART, CUSTOMER, facts, is_absent, value
from tests.call.people import (
    MARTA,
    NOW,
    TODAY,
    customer,
    event,
    everything,
    failed,
    identified,
    info,
    live,
    on,
    order,
    waiting,
)


def test_the_catalogue_and_the_facts_are_the_same():
    assert set(facts()) == NAMES
    assert set(facts({}, identity=Identity(IdentityStatus.UNKNOWN))) == NAMES
    assert set(facts({}, identity=Identity(IdentityStatus.LOOKING))) == NAMES


@pytest.mark.parametrize(("name", "kind"), BY_PART)
def test_a_fact_follows_the_state_of_its_part(name, kind):
    def of(part):
        return facts(everything(**{kind: part}))[name]

    assert of(waiting()).state is FactState.PENDING
    assert of(Part()).state is FactState.PENDING
    broken = of(failed("denied"))
    assert (broken.state, broken.reason) == (FactState.FAILED, "denied")
    assert of(Part(PartStatus.NOT_OFFERED)).state is FactState.ABSENT
    assert of(live()).state in (FactState.KNOWN, FactState.ABSENT)


@pytest.mark.parametrize(("name", "kind"), BY_PART)
def test_nobody_to_ask_about(name, kind):
    looking, unknown = Identity(IdentityStatus.LOOKING), Identity(IdentityStatus.UNKNOWN)
    assert facts({}, identity=looking)[name].state is FactState.PENDING
    assert facts({}, identity=Identity(IdentityStatus.CHOOSE))[name].state is FactState.PENDING
    assert facts({}, identity=unknown)[name].state is FactState.ABSENT
    assert facts({}, identity=Identity(IdentityStatus.WITHHELD))[name].state is FactState.ABSENT


@pytest.mark.parametrize("name", CUSTOMER)
def test_customer_facts_without_a_customer(name):
    assert facts({}, identity=Identity(IdentityStatus.LOOKING))[name].state is FactState.PENDING
    assert facts({}, identity=Identity(IdentityStatus.UNKNOWN))[name].state is FactState.ABSENT


@pytest.mark.parametrize("name", CUSTOMER)
def test_customer_facts_of_a_bare_customer_are_absent(name):
    known = {"customer.has_email"}
    assert is_absent(name) != (name in known)


def test_cached_rows_are_known_with_their_age():
    then = NOW - timedelta(minutes=5)
    part = Part(PartStatus.CACHED, (order(),), ("shop",), as_of=then)
    fact = facts(everything(orders=part))["order.open_count"]
    assert (fact.state, fact.value, fact.as_of, fact.source) == (FactState.KNOWN, 1, then, "shop")


def test_a_cached_customer_is_as_old_as_the_cache():
    then = NOW - timedelta(days=2)
    fact = facts(identity=identified(MARTA, cached_at=then))["customer.tier"]
    assert (fact.value, fact.as_of, fact.source) == ("Gold", then, "crm")


def test_what_telephony_told():
    call = info(queue="Billing EN", dnis="+4640123", waited_s=42, direction="out", withheld=True, country=None)
    found = facts(call=call)
    assert found["call.queue"].value == "Billing EN"
    assert found["call.dnis"].value == "+4640123"
    assert found["call.waited_s"].value == 42
    assert found["call.direction"].value == "out"
    assert found["call.withheld"].value is True
    assert found["call.channel"].value == "voice"
    assert found["call.started_at"].value == NOW
    assert found["call.country"].state is FactState.ABSENT
    assert found["call.queue"].source == "phone"


def test_what_telephony_did_not_tell_is_absent():
    found = facts(call=info(country=None))
    for name in ("call.queue", "call.dnis", "call.waited_s", "call.country"):
        assert found[name].state is FactState.ABSENT


def test_data_of_the_call_becomes_facts():
    found = facts(call=info(data={"ivr_choice": "billing", "PIN": "verified", "Order No.": "88213", "empty": ""}))
    assert found["ivr.choice"].value == "billing"
    assert found["ivr.pin"].value == "verified"
    assert found["ivr.order_no"].value == "88213"
    assert found["ivr.empty"].state is FactState.ABSENT


def test_data_the_playbook_waits_for_is_absent_when_the_phone_did_not_bring_it():
    settings = FactSettings(frozenset({"ivr.choice", "ivr.pin", "order.open_count"}))
    found = facts(call=info(data={"pin": "ok"}), settings=settings)
    assert found["ivr.choice"].state is FactState.ABSENT
    assert found["ivr.pin"].value == "ok"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("ivr_choice", "ivr.choice"),
        ("IVR-Choice", "ivr.choice"),
        ("9lives", "ivr.lives"),
        ("---", None),
        ("", None),
        ("ключ", None),
        ("a" * 300, "ivr." + "a" * 48),
    ],
)
def test_keys_of_the_data(key, name):
    assert data_name(key) == name


@pytest.mark.parametrize(
    ("known", "state", "expected"),
    [
        (IdentityStatus.LOOKING, FactState.PENDING, None),
        (IdentityStatus.CHOOSE, FactState.PENDING, None),
        (IdentityStatus.UNKNOWN, FactState.KNOWN, False),
        (IdentityStatus.WITHHELD, FactState.KNOWN, False),
    ],
)
def test_customer_known(known, state, expected):
    found = facts({}, identity=Identity(known))
    assert (found["customer.known"].state, found["customer.known"].value) == (state, expected)
    assert found["identity.status"].value == known.value


def test_customer_known_when_identified():
    assert value("customer.known") is True
    assert value("identity.status") == "identified"


def test_unknown_while_a_system_is_down_is_not_known_to_be_unknown():
    found = facts({"customer": failed("network")}, identity=Identity(IdentityStatus.UNKNOWN))
    assert (found["customer.known"].state, found["customer.known"].reason) == (FactState.FAILED, "network")


def test_the_customer():
    found = {name: fact.value for name, fact in facts(who=MARTA).items()}
    assert found["customer.given_name"] == "Marta"
    assert found["customer.tier"] == "Gold"
    assert found["customer.since_days"] == (TODAY - date(2016, 3, 14)).days
    assert found["customer.since_years"] == 10
    assert found["customer.churn_risk"] == Decimal(38)
    assert found["customer.lifetime_value"] == RuleMoney(Decimal("12480.00"), "EUR")
    assert found["customer.has_email"] is True
    assert found["customer.birthday_today"] is True
    assert found["customer.consent_marketing"] is True
    assert found["customer.consent_survey"] is True
    assert found["contract.autopay"] == "on"
    assert found["card.expires_this_month"] is True
    assert found["card.expires_on"] == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("consents", "marketing", "survey"),
    [
        ((), False, False),
        (("marketing_email",), True, False),
        (("survey",), False, True),
        (("E-Mail offers", "Surveys"), True, True),
        (("terms",), False, False),
    ],
)
def test_consents(consents, marketing, survey):
    who = customer(consents=consents)
    assert value("customer.consent_marketing", who=who) is marketing
    assert value("customer.consent_survey", who=who) is survey


def test_a_system_without_consents_says_nothing_about_them():
    assert is_absent("customer.consent_marketing", who=customer(consents=None))


@pytest.mark.parametrize(
    ("born", "today", "is_today"),
    [
        (date(1985, 11, 21), date(2026, 11, 21), True),
        (date(1985, 11, 22), date(2026, 11, 21), False),
        (date(1968, 2, 29), date(2028, 2, 29), True),
        (date(1968, 2, 29), date(2027, 2, 28), True),
        (date(1968, 2, 29), date(2028, 2, 28), False),
        (date(1968, 2, 28), date(2027, 2, 28), True),
    ],
)
def test_birthdays(born, today, is_today):
    noon = datetime(today.year, today.month, today.day, 12, tzinfo=NOW.tzinfo)
    assert value("customer.birthday_today", who=customer(birthday=born), now=noon) is is_today


def test_the_birthday_is_that_of_the_local_day():
    eleven_at_night_utc = datetime(2026, 11, 20, 23, 30, tzinfo=NOW.tzinfo)
    assert value("customer.birthday_today", who=MARTA, now=eleven_at_night_utc) is True


def test_a_birthday_among_the_events_counts_too():
    parts = everything(events=live(event("birthday", 0)))
    assert value("customer.birthday_today", parts) is True
    pending = facts(everything(events=waiting()))["customer.birthday_today"]
    assert pending.state is FactState.PENDING


@pytest.mark.parametrize("risk", [True, "high", Decimal("NaN"), -1, 101, None])
def test_a_churn_risk_that_is_none(risk):
    assert is_absent("customer.churn_risk", who=customer(extra={"churn_risk": risk}))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (date(2026, 11, 30), date(2026, 11, 30)),
        ("2026-11-30", date(2026, 11, 30)),
        ("2026-11", date(2026, 11, 30)),
        ("11/26", date(2026, 11, 30)),
        ("02/2028", date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        (datetime(2026, 11, 30, 4, tzinfo=NOW.tzinfo), date(2026, 11, 30)),
    ],
)
def test_when_a_card_expires(written, day):
    who = customer(extra={"card_expires_on": written})
    assert value("card.expires_on", who=who) == day
    assert value("card.expires_this_month", who=who) is (day.year == 2026 and day.month == 11)


@pytest.mark.parametrize("written", ["soon", "13/26", "", 7, True])
def test_a_card_that_says_nothing_usable(written):
    assert is_absent("card.expires_on", who=customer(extra={"card_expires_on": written}))


def test_a_card_among_the_events():
    parts = everything(events=live(event("other", 9, label="Card expires")))
    assert value("card.expires_this_month", parts) is True


def test_the_contract_that_ends_next():
    parts = everything(
        events=live(
            event("contract_end", 330, label="Mobile L"),
            event("renewal", 20, label="Fiber 500"),
            event("contract_end", -5, label="Old one"),
        )
    )
    assert value("contract.days_to_end", parts) == 20
    assert value("contract.end_on", parts) == on(20)
    assert value("contract.ending_label", parts) == "Fiber 500"


def test_a_plan_is_the_one_that_ends_where_its_system_says_when():
    ends = customer(extra={"plan": "Fiber 500", "contract_ends_on": on(20)})
    assert value("contract.ending_label", who=ends) == "Fiber 500"
    assert value("contract.plan", who=customer(extra={"plan": "Fiber 500"})) == "Fiber 500"
    assert is_absent("contract.ending_label", who=customer(extra={"plan": "Fiber 500"}))


def test_only_past_contracts_count_backwards():
    parts = everything(events=live(event("contract_end", -5), event("contract_end", -50)))
    assert value("contract.days_to_end", parts) == -5


def test_a_contract_the_crm_knows_needs_no_event():
    parts = everything(events=waiting())
    assert value("contract.days_to_end", parts, who=customer(extra={"contract_end": on(7)})) == 7
