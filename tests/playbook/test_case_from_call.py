"""A case made of a call holds what the rules read and nothing that tells who was on the line, and it holds when played."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.playbook.case_from_call import KeptCall, case_from
from desktop.playbook.kept_facts import NAMED, SOMEBODY, facts_for_case, kept_facts, read_by_rules
from desktop.playbook.loader import load_playbook
from desktop.rules.case_run import run_case
from desktop.rules.cases import read_cases
from desktop.rules.chances import features_of
from desktop.rules.clock import FixedZone
from desktop.rules.facts import Fact, FactSet
from desktop.rules.format_cases import CASES
from desktop.rules.seen import see_all
from desktop.rules.values import Money
from tests.playbook.folders import GOOD, write

NOW = datetime(2026, 11, 21, 9, 15, tzinfo=UTC)
CLOCK = datetime(2026, 1, 5, 9, tzinfo=UTC)
HEAD = f'format = "{CASES.format}"\n'
FACTS = """\
[fact."shop.owner"]
type = "text"
pii = true
[fact."shop.born"]
type = "date"
pii = true
[fact."shop.queue"]
type = "text"
[fact."shop.end_on"]
type = "date"
[fact."shop.seen_at"]
type = "datetime"
[fact."shop.fee"]
type = "money"
currency = "EUR"
[fact."shop.rate"]
type = "decimal"
[fact."shop.unread"]
type = "int"
[fact."ivr.account"]
type = "int"
"""
GATE = """\
[[action]]
id = "look"
title = "Look"
applicability = '''
shop.owner is known and shop.born is known and shop.queue = "VIP" and shop.end_on > 2026-01-01
and shop.seen_at > 2020-01-01T00:00Z and shop.fee >= 1 EUR and shop.rate > 0.5 and ivr.account > 1
and answers.day is known and answers.which = "this" and call.queue is known
'''
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    files = {"facts.toml": GOOD["facts.toml"] + FACTS, "actions/help.toml": GOOD["actions/help.toml"] + GATE}
    return load_playbook(write(tmp_path_factory.mktemp("book"), files)).bundle


def kept(bundle, **values):
    facts = [
        Fact.absent(n.replace("__", ".")) if v is None else Fact.known(n.replace("__", "."), v, as_of=NOW)
        for n, v in values.items()
    ]
    return kept_facts(see_all(FactSet.of(facts), bundle.schema, NOW, FixedZone()), bundle, NOW, NOW.date())


WHOLE = {
    "shop__owner": "Marta Lindqvist",
    "shop__born": date(1980, 2, 29),
    "shop__queue": "vip",
    "shop__end_on": date(2026, 12, 11),
    "shop__seen_at": NOW - timedelta(hours=2),
    "shop__fee": Money(Decimal("6.50"), "EUR"),
    "shop__rate": Decimal("0.75"),
    "shop__unread": 7,
    "ivr__account": 4711,
    "answers__day": date(2026, 11, 30),
    "answers__which": "this",
    "call__queue": "Desk of Marta",
    "order__open_late_count": None,
}


def test_what_is_kept_of_each_kind_of_fact(bundle):
    assert kept(bundle, **WHOLE) == {
        "values": {"answers.which": "this", "shop.fee": "6.50 EUR", "shop.queue": "VIP", "shop.rate": "0.75"},
        "days": {"shop.end_on": 20},
        "seconds": {"shop.seen_at": -7200},
        "texts": ["call.queue"],
        "personal": ["shop.owner"],
        "absent": ["order.open_late_count"],
    }
    assert "shop.unread" not in read_by_rules(bundle)


def test_dates_are_counted_from_the_clock_of_the_case(bundle):
    facts = facts_for_case(json.loads(json.dumps(kept(bundle, **WHOLE))), bundle.schema, CLOCK)
    assert facts["shop.end_on"] == date(2026, 1, 25)
    assert facts["shop.seen_at"] == CLOCK - timedelta(hours=2)
    assert (facts["call.queue"], facts["shop.owner"]) == (NAMED, SOMEBODY)
    assert facts["order.open_late_count"] == {"state": "absent"}


def test_the_case_expects_what_comes_out_again(bundle):
    values = {**WHOLE, "order__open_late_count": 1, "ivr__choice": "order"}
    call = KeptCall("order", False, kept(bundle, **values), ("sorry", "look", "sorry"))
    made = case_from(call, bundle, CLOCK, {"from-a-call-order-1"})
    assert made.id == "from-a-call-order-2"
    # Its account number and the day that was agreed are not kept, so this card needs what the case has not.
    assert made.left == ("look",)
    assert 'expect.call_type = "order"\nexpect.actions.has = ["sorry"]\n' in made.text
    cases, problems = read_cases({"tests/new.toml": HEAD + made.text}, bundle.schema)
    assert problems == []
    assert run_case(cases[0], bundle).passed


def test_what_the_agent_chose_is_chosen_in_the_case(bundle):
    made = case_from(KeptCall("general", True, kept(bundle, ivr__choice="order"), ()), bundle, CLOCK, ())
    assert 'call_type = "general"\nexpect.call_type = "general"\n' in made.text


def test_where_nothing_comes_out_again_there_is_no_case(bundle):
    assert case_from(KeptCall("order", False, kept(bundle, ivr__choice="other"), ()), bundle, CLOCK, ()) is None


def test_facts_the_playbook_no_longer_has_are_left_out(bundle):
    facts = {"values": {"ivr.choice": "order", "gone.fact": 1, "shop.rate": "much"}, "days": [], "texts": ["gone.too"]}
    made = case_from(KeptCall("order", False, facts, ()), bundle, CLOCK, ())
    assert "gone" not in made.text
    assert made.left == ("shop.rate",)


# A letter no program writes: what a person's data hold is then theirs alone.
OF_A_PERSON = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: f"Ж{text}")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_word_of_a_person_is_ever_kept(bundle, data):
    values = {}
    for name in sorted(read_by_rules(bundle)):
        definition = bundle.schema.get(name)
        if definition is not None and definition.type.kind == "text" and definition.derive is None:
            values[name.replace(".", "__")] = data.draw(OF_A_PERSON, label=name)
    numbers = data.draw(st.integers(10**9, 10**11))
    found = kept(bundle, ivr__account=numbers, shop__born=date(1980, 2, 29), **values)
    assert set(found["texts"]) | set(found["personal"]) == {name.replace("__", ".") for name in values}
    made = case_from(KeptCall("general", True, found, ()), bundle, CLOCK, ())
    for text in (json.dumps(found, ensure_ascii=False), made.text):
        assert "Ж" not in text
        assert str(numbers) not in text
        assert "1980" not in text


WORKED_OUT = """\
format = "callside.derived/1"
[fact."shop.account_again"]
value = "ivr.account + 0"
[fact."shop.account_twice"]
value = "shop.account_again + 0"
[fact."shop.rate_again"]
value = "shop.rate + 0"
[fact."shop.has_birthday"]
when = "customer.birthday_today"
[fact."shop.celebrates"]
when = "shop.has_birthday"
"""
READS_THEM = """\
[[action]]
id = "look"
title = "Look"
applicability = "shop.account_twice > 1 and shop.account_again > 1 and shop.rate_again > 0 and shop.celebrates"
"""


def test_what_is_worked_out_from_typed_or_personal_facts_is_kept_no_more_than_they_are(tmp_path):
    files = {"facts.toml": GOOD["facts.toml"] + FACTS, "derived.toml": WORKED_OUT}
    book = load_playbook(write(tmp_path, files | {"actions/help.toml": GOOD["actions/help.toml"] + READS_THEM}))
    personal = {name for name, each in book.bundle.schema.facts.items() if each.pii and name.startswith("shop.")}
    assert personal == {"shop.owner", "shop.born", "shop.has_birthday", "shop.celebrates"}
    numbers = ("shop.account_twice", "shop.account_again", "shop.rate_again")
    facts = [Fact.known(name, 4711889922, as_of=NOW) for name in numbers]
    facts.append(Fact.known("shop.celebrates", True, as_of=NOW))
    seen = see_all(FactSet.of(facts), book.bundle.schema, NOW, FixedZone())
    assert kept_facts(seen, book.bundle, NOW, NOW.date(), book.derived)["values"] == {"shop.rate_again": 4711889922}
    assert not {"shop.has_birthday", "shop.celebrates"} & set(features_of(book.bundle).names)
