"""Card numbers never reach the disk; other numbers do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.card_numbers import MASK, mask, passes_luhn, without_open_run
from desktop.store.free_text import CardMask

# Published test numbers of the card schemes.
CARDS = [
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "6011111111111117",
    "30569309025904",
    "3530111333300000",
    "4222222222222",
    "6304000000000000000",
]


def _check_digit(body: list[int]) -> int:
    """The digit that makes a number pass, worked out the way people do it by hand."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += sum(int(figure) for figure in str(doubled))
    return -total % 10


@pytest.mark.parametrize("card", CARDS)
def test_known_cards_keep_only_their_last_four_digits(card: str) -> None:
    masked = mask(f"card {card}, thanks")
    assert masked.text == f"card {MASK * (len(card) - 4)}{card[-4:]}, thanks"
    assert masked.count == 1


@pytest.mark.parametrize(
    "written",
    [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111.1111.1111.1111",
        "4111\u00a01111\u202f1111\u20091111",
        "4111 - 1111 - 1111 - 1111",
        "4111 1111\n1111 1111",
        "4111\u200b1111\u200b1111\u200b1111",
        "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
        "４１１１１１１１１１１１１１１１",
        "٤١١١١١١١١١١١١١١١",
        "+4111111111111111",
    ],
)
def test_cards_are_found_however_they_are_written(written: str) -> None:
    masked = mask(f"a {written} b")
    assert masked.count == 1
    digits = [char for char in masked.text if char.isdecimal()]
    assert len(digits) == 4
    assert masked.text.startswith("a ")
    assert masked.text.endswith(" b")


def test_what_follows_a_card_stays_readable() -> None:
    assert mask("4111 1111 1111 1111 12/27 123").text == "•••• •••• •••• 1111 12/27 123"


def test_two_cards_in_one_run() -> None:
    assert mask("4111111111111111 5555555555554444").text == f"{MASK * 12}1111 {MASK * 12}4444"


@pytest.mark.parametrize(
    "harmless",
    [
        "4111111111111112",  # wrong check digit
        "411111111111",  # twelve digits
        "41111111111111111111",  # twenty
        "+49 151 2000 0005",
        "+4915120000003",
        "0000000000000000",
        "5555555555555",
        "2026-03-29 14:30",
        "order 1234, 5 pieces",
        "",
    ],
)
def test_other_numbers_stay(harmless: str) -> None:
    assert mask(harmless).text == harmless


@given(st.lists(st.integers(0, 9), min_size=12, max_size=18).filter(lambda body: body[0] != 0), st.text())
def test_whatever_has_a_check_digit_is_masked(body: list[int], around: str) -> None:
    number = [*body, _check_digit(body)]
    if len(set(number)) == 1:
        return
    assert passes_luhn(number)
    card = "".join(map(str, number))
    before = "".join(char for char in around if not char.isdecimal() and char.isalpha()) + "x"
    masked = mask(before + card + "x")
    assert card not in masked.text
    assert masked.text.endswith(f"{MASK}{card[-4:]}x")
    assert len(masked.text) == len(before) + len(card) + 1


@given(st.text(alphabet="0123456789 -+x\n", max_size=80))
def test_masking_leaves_nothing_to_mask(text: str) -> None:
    once = mask(text).text
    assert len(once) == len(text)
    assert mask(once).text == once


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("card 4111 11", "card 4111 11"),
        ("card 4111 111", "card "),
        ("card 4111 1111 ", "card  "),
        ("card 4111-1111-", "card -"),
        ("card ４１１１１１１", "card "),
        ("order 1234567, card 4111 111", "order 1234567, card "),
        ("card 4111 1111 ok", "card 4111 1111 ok"),
        ("card 4111 1111.    ", "card 4111 1111.    "),
        ("4111 1111 1111 1111", ""),
        ("no digits", "no digits"),
        ("", ""),
    ],
)
def test_a_number_that_is_being_typed_is_held_out_of_the_draft(text: str, kept: str) -> None:
    assert without_open_run(text) == kept


@pytest.mark.parametrize("card", CARDS)
def test_no_draft_of_a_card_that_is_being_typed_holds_seven_digits_of_it(card: str) -> None:
    typed = f"Pays by card {card}"
    for end in range(len(typed) + 1):
        assert sum(char.isdecimal() for char in without_open_run(typed[:end])) < 7
    assert (
        mask(without_open_run(f"{typed}, thanks")).text == f"Pays by card {MASK * (len(card) - 4)}{card[-4:]}, thanks"
    )


@given(st.text(alphabet="0123456789 -+x\n", max_size=80))
def test_what_is_held_out_is_one_run_and_its_end_brings_it_back(text: str) -> None:
    kept = without_open_run(text)
    assert len(kept) <= len(text)
    assert without_open_run(f"{text}x") == f"{text}x"
    if kept != text:
        assert sum(char.isdecimal() for char in text) - sum(char.isdecimal() for char in kept) >= 7


def test_fields_that_hold_ids_are_left_alone() -> None:
    cards = CardMask()
    fields = {
        "note.text": "card 4111111111111111",
        "customer_id": "4111111111111111",
        "ani": "4111111111111111",
        "lines": ["4111111111111111", {"text": "5555555555554444", "id": "5555555555554444"}],
        "account": "4111111111111111",
        "amount": 4111111111111111,
        "nothing": None,
    }
    masked = cards.values(fields, ids=frozenset({"account"}))
    assert masked == {
        "note.text": f"card {MASK * 12}1111",
        "customer_id": "4111111111111111",
        "ani": "4111111111111111",
        "lines": [f"{MASK * 12}1111", {"text": f"{MASK * 12}4444", "id": "5555555555554444"}],
        "account": "4111111111111111",
        "amount": 4111111111111111,
        "nothing": None,
    }
    assert cards.count == 3
