"""Laws of the facts: whatever systems answer, there are facts, and the engine takes every one of them."""

from __future__ import annotations

from dataclasses import fields
from types import NoneType

from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.records import Case, Customer, CustomerEvent, Feedback, Interaction, Invoice, Order
from desktop.call.facts import facts_of
from desktop.call.profile import profile_of
from desktop.call.state import Identity, IdentityStatus, Part, PartStatus, Profile, Trouble
from desktop.call.timeline import Timeline
from desktop.playbook.catalogue import CATALOGUE, facts_text
from desktop.rules.facts import FactState, admit
from desktop.rules.schema import read_schema
from tests.call.people import NOW, ZONE, identified, info

SCHEMA, PROBLEMS = read_schema({"facts.toml": facts_text(CATALOGUE, "EUR")})
BUG = {"wrong_type", "not_a_member", "undeclared", "no_offset", "absent", "not_finite"}

words = st.text(max_size=20) | st.sampled_from(["open", "complaint", "disputed", "\x00", "\u202e<img src=x>", "\ud800"])
instants = st.datetimes() | st.datetimes(timezones=st.timezones()) | st.none()
numbers = st.decimals(allow_nan=True, allow_infinity=True) | st.none()
extras = st.dictionaries(
    st.sampled_from(["churn_risk", "card_expires_on", "autopay", "contract_end", "x"]),
    st.one_of(words, st.booleans(), st.integers(), numbers, st.dates(), instants),
)


def record(cls):
    """Records of one kind, with awkward texts wherever a text may stand."""
    texts = {field.name: words for field in fields(cls) if field.type in ("str", "str | None")}
    more = {"extra": extras} if any(field.name == "extra" for field in fields(cls)) else {}
    return st.builds(cls, **texts, **more)


RECORDS = {
    "orders": record(Order),
    "invoices": record(Invoice),
    "cases": record(Case),
    "interactions": record(Interaction),
    "feedback": record(Feedback),
    "events": record(CustomerEvent),
}


@st.composite
def parts(draw):
    """Parts in any state, each with rows of its kind and sometimes of another."""
    found = {}
    for kind, strategy in RECORDS.items():
        if draw(st.booleans()):
            rows = draw(st.lists(strategy | record(Case), max_size=3))
            trouble = draw(st.none() | st.just(Trouble("crm", "CRM", "timeout", NOW)))
            found[kind] = Part(draw(st.sampled_from(PartStatus)), tuple(rows), ("crm",), draw(instants), trouble)
    return found


identities = st.sampled_from(IdentityStatus).map(Identity) | record(Customer).map(identified)


def test_the_built_in_facts_are_well_formed():
    assert PROBLEMS == []
    assert set(SCHEMA.facts) == {fact.name for fact in CATALOGUE}


@settings(max_examples=60)
@given(identities, parts())
def test_facts_never_raise_and_always_fit_their_type(identity, given_parts):
    found = facts_of(info(), identity, given_parts, {}, NOW, ZONE)
    assert {fact.name for fact in found} == set(SCHEMA.facts)
    for fact in found:
        definition = SCHEMA.facts[fact.name]
        taken = admit(fact, definition.type, nullable=definition.nullable)
        if fact.state is not FactState.FAILED:
            assert taken.reason not in BUG, (fact, taken.reason)


@settings(max_examples=30)
@given(identities, parts())
def test_the_header_and_the_timeline_never_raise(identity, given_parts):
    profile = profile_of(identity, given_parts, NOW, ZONE)
    assert isinstance(profile, Profile)
    items = Timeline(ZONE).items(info(), given_parts)
    times = [item.at for item in items[1:]]
    assert times == sorted(times, reverse=True)
    assert isinstance(items[0].record, NoneType)
