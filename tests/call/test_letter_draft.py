"""Laws of a letter in the making: a gap is seen, nothing reads None, and what is kept comes back."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.records import Phone
from desktop.call.letter import Letter
from desktop.call.letter_draft import (
    Hand,
    LetterDraft,
    Written,
    address_of,
    from_kept,
    is_address,
    kept,
    letter_of,
    one_line,
    problem_of,
    without_cards,
)
from desktop.playbook import text_read
from desktop.playbook.texts import plain
from desktop.rules.facts import Fact
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Look, Seen
from desktop.rules.values import TEXT
from desktop.store.codec import decode, encode
from tests.call.systems import customer

LABELS = {"customer.name": "Name", "order.number": "Order", "order.carrier": "Carrier"}
SCHEMA = Schema({name: FactDef(name, label, TEXT) for name, label in LABELS.items()})
EXTRA = {"agent.name": "Ana"}
BODY = "Dear {customer.name}, {order.number} with {order.carrier}. {agent.name}, {company.name}"
PLAIN = text_read.Written("Late", "About {order.number}", BODY)
LATE = text_read.Text("late", "email", (), MappingProxyType({"en": PLAIN}))
ANNA = customer("crm", "1", "Anna", email="anna@example.com")
words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=40)
known = st.dictionaries(st.sampled_from(sorted(LABELS)), words)


def hand(facts: dict[str, str]) -> Hand:
    seen = {name: Seen(Look.KNOWN, value, Fact.known(name, value)) for name, value in facts.items()}
    seen |= {name: Seen(Look.ABSENT, None, Fact.absent(name)) for name in LABELS if name not in facts}
    return Hand(seen, SCHEMA, plain, EXTRA)


def made(facts: dict[str, str], draft: LetterDraft | None = None) -> Letter:
    return letter_of(draft or LetterDraft("late", 100), LATE, hand(facts), "en", "anna@example.com")


@given(known)
def test_whatever_is_missing_stands_there_as_a_gap(facts: dict[str, str]):
    letter = made(facts)
    for name, label in LABELS.items():
        if name not in facts:
            assert f"[{label.lower()}]" in letter.gaps
    assert "[name]" in letter.gaps, "of the company, which no one has named"
    assert "None" not in letter.body or any("None" in value for value in facts.values())
    assert "\n" not in letter.subject


@given(words, words)
def test_an_edit_is_what_is_sent(subject: str, body: str):
    letter = made({}, LetterDraft("late", 100).with_words("en", Written(subject, body)))
    assert (letter.subject, letter.body) == (subject, body)
    problem = problem_of(letter, "DE")
    assert (problem is None) == bool(subject.strip() and body.strip() and not letter.gaps)


@given(
    st.dictionaries(st.sampled_from(["en", "de", "pt-br"]), st.builds(Written, words, words)),
    st.none() | words,
    st.none() | st.sampled_from(["en", "de"]),
    st.integers(100, 10**10),
)
def test_what_is_kept_comes_back(written: dict[str, Written], to: str | None, language: str | None, number: int):
    draft = LetterDraft("late", number, language, to, MappingProxyType(written))
    assert from_kept(decode(encode(MappingProxyType(kept(draft))))) == draft


@pytest.mark.parametrize("odd", [{}, {"text": 1, "letter_number": 100}, {"text": "late"}, {"letter_number": 3}])
def test_what_cannot_be_read_is_left_out(odd: dict[str, object]):
    assert from_kept(odd) is None


@given(st.text(max_size=300))
def test_a_line_is_one_line_and_not_too_long(text: str):
    line = one_line(text, 50)
    assert len(line) <= 50
    assert len(line.splitlines()) <= 1


def test_where_a_customer_is_reached():
    mobile = replace(ANNA, phones=(Phone("030 1", "+49301"), Phone("0151 2", "+491512", "mobile")))
    assert address_of(ANNA, "email") == "anna@example.com"
    assert address_of(mobile, "sms") == "+491512"
    assert address_of(replace(ANNA, phones=(Phone("030 1"),)), "sms") == "030 1"
    assert address_of(replace(ANNA, emails=("  ",)), "email") == ""
    assert address_of(None, "email") == address_of(ANNA, "chat") == ""


@pytest.mark.parametrize(
    ("to", "good"),
    [
        ("anna@example.com", True),
        ("anna@example", False),
        ("anna", False),
        ("anna@example.com,ole@example.com", False),
        ("Anna <anna@example.com>", False),
        ("anna@example.com\nBcc: x@example.com", False),
    ],
)
def test_an_address_is_one_address(to: str, good: bool):
    assert is_address(to, "email", "DE") is good


def test_a_number_is_read_as_the_site_writes_it():
    assert is_address("0151 20000004", "sms", "DE")
    assert not is_address("anna@example.com", "sms", "DE")


def test_a_chat_reply_needs_neither_address_nor_subject():
    letter = replace(made({}), channel="chat", to="", subject="", body="Hello.")
    assert problem_of(letter, "DE") is None


def test_only_what_looks_like_a_card_is_covered():
    letter = replace(made({}), subject="Order 77120", body="Card 4111 1111 1111 1111.")
    covered = without_cards(letter)
    assert covered is not None
    assert covered == Written("Order 77120", "Card •••• •••• •••• 1111.")
    assert without_cards(replace(letter, body=covered.body)) is None
