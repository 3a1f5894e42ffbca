"""Who is it: everybody asked at once, the answers as they arrive, strangers kept apart."""

from __future__ import annotations

import asyncio
import json
from contextlib import aclosing
from datetime import UTC, datetime
from types import MappingProxyType

import pytest

from connectors.connector import Page
from connectors.errors import NotFound, Unavailable
from connectors.lookup import CallerQuery, customer_report, identify, people_of
from connectors.phones import parse_number
from connectors.records import Customer, Order, Phone, Provenance
from tests.connectors.fakes import ScriptedConnector

AT = datetime(2026, 11, 21, tzinfo=UTC)
PHONE = parse_number("+4915120000004", "DE")
QUERY = CallerQuery(phone=PHONE)
BY_PHONE = ("customer.find_by_phone",)
BY_EMAIL = ("customer.find_by_email",)
BY_ID = ("customer.find_by_id",)


def person(system, number, name="Ann Lee", email="ann@x.com", phone=True, **extra):
    return Customer(
        str(number),
        Provenance(system, str(number), AT),
        name=name,
        emails=(email,) if email else (),
        phones=(Phone("+4915120000004", "+4915120000004"),) if phone else (),
        extra=MappingProxyType(extra),
    )


async def asked(connectors, query=QUERY):
    return [answer async for answer in identify(connectors, query)]


def crm(*script, offers=BY_PHONE):
    return ScriptedConnector(*script, name="crm", operations=offers)


def shop(*script, offers=BY_PHONE + BY_EMAIL):
    return ScriptedConnector(*script, name="shop", operations=offers)


def voice(*script, offers=BY_ID + BY_EMAIL):
    return ScriptedConnector(*script, name="voice", operations=offers)


async def test_answers_come_as_they_arrive_and_a_hung_system_holds_nobody_up():
    slow = asyncio.Event()
    connectors = [crm(slow), shop(Page((person("shop", 7),)))]
    seen = []
    async for answer in identify(connectors, QUERY):
        seen.append(answer.system)
        slow.set()
    assert seen == ["shop", "crm"]


async def test_the_second_wave_asks_those_that_could_not_be_asked_by_number():
    connectors = [
        crm(Page((person("crm", 6, customer_number="K-6"),))),
        shop(Page(()), Page((person("shop", 7, phone=False),))),
        voice(Page((person("voice", 9, None, None, phone=False),)), Page(())),
    ]
    answers = await asked(connectors)
    assert [(a.wave, a.system, a.asked) for a in answers if a.wave == 2] == [
        (2, "shop", "customer.find_by_email"),
        (2, "voice", "customer.find_by_id"),
        (2, "voice", "customer.find_by_email"),
    ]
    assert connectors[2].asked == [("id", "K-6", "customer"), ("email", "ann@x.com")]
    (ann,) = people_of(answers, ["crm", "shop", "voice"])
    assert dict(ann.ids) == {"crm": "6", "shop": "7", "voice": "9"}
    assert ann.key == "crm:6"


async def test_a_row_that_says_who_it_is_must_fit_whoever_asked():
    connectors = [
        crm(Page((person("crm", 6),))),
        voice(Page((person("voice", 6, "Bob Ray", "bob@x.com", phone=False),)), Page(())),
    ]
    people = people_of(await asked(connectors), ["crm", "voice"])
    assert [dict(found.ids) for found in people] == [{"crm": "6"}, {"voice": "6"}]


async def test_a_household_is_two_people_each_with_their_own_rows():
    ann, bob = person("crm", 1), person("crm", 2, "Bob Lee", "bob@x.com")
    connectors = [
        crm(Page((ann, bob))),
        voice(
            Page(()),
            Page((person("voice", 11, phone=False),)),
            Page(()),
            Page((person("voice", 12, "Bob Lee", "bob@x.com", phone=False),)),
        ),
    ]
    people = people_of(await asked(connectors), ["crm", "voice"])
    assert [dict(found.ids) for found in people] == [{"crm": "1", "voice": "11"}, {"crm": "2", "voice": "12"}]


async def test_one_error_is_one_answer_and_that_system_is_not_asked_again():
    connectors = [
        crm(Page((person("crm", 6),))),
        shop(Unavailable("shop", "timeout")),
        voice(ValueError("bug"), NotFound("voice")),
    ]
    answers = await asked(connectors)
    assert [(a.system, type(a.error).__name__) for a in answers if a.error] == [
        ("shop", "Unavailable"),
        ("voice", "BadPayload"),
    ]
    assert len(connectors[1].asked) == 1


async def test_nobody_asked_nobody_found():
    assert await asked([crm(offers=())]) == []
    answers = await asked([crm(Page(()))])
    assert people_of(answers, ["crm"]) == ()


@pytest.mark.parametrize(
    ("query", "offers", "call"),
    [
        (CallerQuery(email="ann@x.com"), BY_EMAIL, ("email", "ann@x.com")),
        (CallerQuery(number="A-1", number_kind="order"), ("customer.find_by_order",), ("id", "A-1", "order")),
        (CallerQuery(number="A-1"), BY_ID, ("id", "A-1", "customer")),
        (CallerQuery(phone=PHONE, email="ann@x.com"), BY_EMAIL, ("email", "ann@x.com")),
    ],
)
async def test_other_ways_to_ask(query, offers, call):
    connector = crm(offers=offers)
    await asked([connector], query)
    assert connector.asked == [call]


async def test_who_does_not_know_orders_by_number_is_not_said_to_know_nobody():
    assert await asked([crm(offers=BY_ID)], CallerQuery(number="A-1", number_kind="order")) == []


async def test_leaving_early_cancels_what_is_under_way():
    hung = crm("hang")
    async with aclosing(identify([shop(Page(())), hung], QUERY)) as answers:
        async for answer in answers:
            assert answer.system == "shop"
            break
    assert hung.running == 0


async def test_the_report_is_json_with_provenance_and_disagreements():
    order = Order("7", Provenance("shop", "7", AT), number="A-7")
    connectors = [
        crm(Page((person("crm", 6),), dropped=2)),
        shop(
            Page((person("shop", 7, "Ann Ray"),), possible=(person("shop", 8, "Maybe"),)),
            Page((order,)),
            offers=("customer.find_by_phone", "orders.list"),
        ),
        voice(Unavailable("voice", "timeout", "no answer"), offers=BY_PHONE),
    ]
    report = await customer_report(connectors, QUERY, ["orders"])
    assert json.loads(json.dumps(report)) == report
    (ann,) = report["people"]
    assert ann["key"] == "crm:6"
    assert ann["customer"]["name"] == "Ann Lee"
    assert ann["ids"] == {"crm": "6", "shop": "7"}
    assert ann["sources"]["shop"]["fetched_at"] == AT.isoformat()
    assert [item["value"] for item in ann["disagreements"]["name"]] == ["Ann Lee", "Ann Ray"]
    assert [row["number"] for row in ann["records"]["orders"]] == ["A-7"]
    assert [row["name"] for row in report["possible"]] == ["Maybe"]
    said = {item["system"]: item for item in report["systems"]}
    assert (said["crm"]["rows"], said["crm"]["dropped"]) == (1, 2)
    assert (said["voice"]["error"], said["voice"]["detail"]) == ("Unavailable", "no answer")


async def test_what_nobody_keeps_is_not_said_to_be_none():
    connectors = [crm(Page((person("crm", 6),)), Page(()), offers=("customer.find_by_phone", "cases.list"))]
    report = await customer_report(connectors, QUERY, ["cases", "orders"])
    assert report["people"][0]["records"] == {"cases": []}


async def test_a_list_that_fails_is_said():
    connectors = [
        crm(Page((person("crm", 6),)), Unavailable("crm", "server"), offers=("customer.find_by_phone", "cases.list"))
    ]
    report = await customer_report(connectors, QUERY, ["cases"])
    assert report["people"][0]["records"] == {"cases": []}
    assert report["people"][0]["records_failed"] == [
        {"system": "crm", "kind": "cases", "error": "Unavailable", "detail": "server"}
    ]
