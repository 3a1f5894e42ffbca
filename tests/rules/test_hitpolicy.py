from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from desktop.rules.hitpolicy import Decided, TableResult, resolve
from desktop.rules.kleene import F, T, Truth, U
from desktop.rules.nodes import ALWAYS
from desktop.rules.tables import Column, Hit, Row, Table
from desktop.rules.values import Money


def table(hit: str, outputs: list, values: tuple = (), default: object = None) -> Table:
    rows = tuple(Row(f"r{i}", ALWAYS, (value,)) for i, value in enumerate(outputs))
    column = Column(1, "out", "result", values=values)
    return Table("t", Hit(hit), (column,), rows, default=None if default is None else (default,))


def run(found: Table, verdicts: str):
    marks = [Truth[v] for v in verdicts]
    return resolve(found, [i for i, v in enumerate(marks) if v is T], [i for i, v in enumerate(marks) if v is U])


def answer(found: Table, verdicts: str) -> tuple[str, list]:
    result = run(found, verdicts)
    return result.status.value, [r[0] for r in result.results]


RANKED = ("a", "b", "c")


@pytest.mark.parametrize(
    ("hit", "verdicts", "status", "results"),
    [
        ("U", "FTF", "decided", ["b"]),
        ("U", "TTF", "failed", []),
        ("U", "TUF", "provisional", ["a"]),
        ("U", "FUF", "undecided", []),
        ("U", "FFF", "decided", []),
        ("A", "TUF", "provisional", ["a"]),
        ("P", "FTT", "decided", ["b"]),
        ("P", "UTF", "provisional", ["b"]),
        ("P", "FTU", "decided", ["b"]),
        ("P", "FFU", "undecided", []),
        ("F", "FTU", "decided", ["b"]),
        ("F", "UTF", "provisional", ["b"]),
        ("C", "TUT", "provisional", ["a", "c"]),
        ("C", "TFT", "decided", ["a", "c"]),
        ("C", "FFF", "decided", []),
        ("R", "TFT", "decided", ["a", "c"]),
        ("O", "TFT", "decided", ["a", "c"]),
    ],
)
def test_policies_with_unknown_rows(hit: str, verdicts: str, status: str, results: list) -> None:
    assert answer(table(hit, ["a", "b", "c"], RANKED), verdicts) == (status, results)


def test_unknown_rows_that_change_nothing_do_not_matter() -> None:
    assert answer(table("A", ["a", "a", "b"]), "TUF") == ("decided", ["a"])
    assert answer(table("F", ["a", "a", "b"]), "UTF") == ("decided", ["a"])
    assert answer(table("A", ["a", "b"]), "TT") == ("failed", [])
    assert answer(table("P", ["b", "a"], RANKED), "TT") == ("decided", ["a"])
    assert answer(table("O", ["c", "a"], RANKED), "TT") == ("decided", ["a", "c"])


def test_proven_absence_of_overlap_settles_a_unique_table() -> None:
    from dataclasses import replace

    found = replace(table("U", ["a", "b"]), no_overlap=True)
    assert answer(found, "TU") == ("decided", ["a"])


def test_the_default_needs_every_row_to_be_false() -> None:
    found = table("U", ["a", "b"], default="z")
    assert answer(found, "FF") == ("decided", ["z"])
    assert answer(found, "FU") == ("undecided", [])
    assert run(found, "FF").from_default


@pytest.mark.parametrize(
    ("hit", "verdicts", "low", "high", "status"),
    [
        ("C+", "TUF", 5, 7, "provisional"),
        ("C+", "TFT", 2, 2, "decided"),
        ("C+", "TFU", 2, 5, "provisional"),
        ("C#", "TUU", 1, 3, "provisional"),
        ("C#", "FFF", 0, 0, "decided"),
        ("C<", "TUF", 2, 5, "provisional"),
        ("C<", "FTU", -3, 2, "provisional"),
        ("C<", "FUT", -3, -3, "decided"),
        ("C>", "TUF", 5, 5, "decided"),
        ("C>", "FTU", 2, 2, "decided"),
        ("C>", "UTF", 2, 5, "provisional"),
    ],
)
def test_numbers_become_intervals(hit: str, verdicts: str, low: int, high: int, status: str) -> None:
    result = run(table(hit, [5, 2, -3]), verdicts)
    assert (result.low, result.high, result.status.value) == (low, high, status)


@pytest.mark.parametrize(
    ("hit", "verdicts", "expected"),
    [
        ("U", "TTU", TableResult("t", Decided.FAILED, (0, 1), (2,))),
        ("U", "TFU", TableResult("t", Decided.PROVISIONAL, (0,), (2,), ((1,),))),
        ("U", "FFU", TableResult("t", Decided.UNDECIDED, (), (2,))),
        ("U", "FFF", TableResult("t", Decided.DECIDED, results=((9,),), from_default=True)),
        ("A", "TTU", TableResult("t", Decided.FAILED, (0, 1), (2,))),
        ("A", "TFU", TableResult("t", Decided.PROVISIONAL, (0,), (2,), ((1,),))),
        ("F", "UTU", TableResult("t", Decided.PROVISIONAL, (1,), (0,), ((2,),))),
        ("C", "FFF", TableResult("t", Decided.DECIDED, results=((9,),), from_default=True)),
        ("C", "FFU", TableResult("t", Decided.PROVISIONAL, (), (2,))),
        ("C", "TFF", TableResult("t", Decided.DECIDED, (0,), (), ((1,),))),
        ("C+", "TFU", TableResult("t", Decided.PROVISIONAL, (0,), (2,), (), 1, 4)),
        ("C+", "TTF", TableResult("t", Decided.DECIDED, (0, 1), (), ((3,),), 3, 3)),
        ("C+", "FFU", TableResult("t", Decided.PROVISIONAL, (), (2,), (), 3, 9)),
        ("C+", "FFF", TableResult("t", Decided.DECIDED, (), (), ((9,),), 9, 9, from_default=True)),
        ("C#", "TFU", TableResult("t", Decided.PROVISIONAL, (0,), (2,), (), 1, 2)),
        ("C#", "TTU", TableResult("t", Decided.PROVISIONAL, (0, 1), (2,), (), 2, 3)),
        ("C#", "FUU", TableResult("t", Decided.PROVISIONAL, (), (1, 2), (), 1, 9)),
        ("C#", "FFF", TableResult("t", Decided.DECIDED, (), (), ((9,),), 9, 9, from_default=True)),
    ],
)
def test_a_result_names_its_rows_and_those_still_open(hit: str, verdicts: str, expected: TableResult) -> None:
    assert run(table(hit, [1, 2, 3], default=9), verdicts) == expected


@pytest.mark.parametrize(
    ("outputs", "verdicts", "low", "high"),
    [
        ([-1, -2], "UU", -3, -1),
        ([1, 2], "UU", 1, 3),
        ([-1, 2], "UU", -1, 2),
        ([0, 0], "UU", 0, 0),
        ([1, 2], "FU", 2, 2),
    ],
)
def test_a_sum_without_a_true_row_is_bounded_for_the_case_that_one_becomes_true(
    outputs: list[int], verdicts: str, low: int, high: int
) -> None:
    unknown = tuple(place for place, verdict in enumerate(verdicts) if verdict == "U")
    expected = TableResult("t", Decided.UNDECIDED, (), unknown, low=low, high=high)
    assert run(table("C+", outputs), verdicts) == expected
    assert run(table("C+", outputs), "FF") == TableResult("t", Decided.DECIDED, from_default=True)


def test_open_rows_move_a_sum_by_fractions_and_only_in_their_direction() -> None:
    result = run(table("C+", [1, Decimal("0.5"), Decimal("-0.25")]), "TUU")
    assert (result.low, result.high) == (Decimal("0.75"), Decimal("1.5"))


def test_whole_sums_are_whole_numbers() -> None:
    halves = table("C+", [Decimal("0.5"), Decimal("0.5")])
    assert isinstance(run(halves, "TT").low, int)
    assert run(halves, "TF").low == Decimal("0.5")


def test_numbers_without_a_true_row() -> None:
    assert answer(table("C+", [5, 2]), "UF") == ("undecided", [])
    assert answer(table("C+", [5, 2]), "FF") == ("decided", [])
    assert answer(table("C+", [5, 2], default=1), "FF") == ("decided", [1])


def test_money_stays_money() -> None:
    result = run(table("C+", [Money(Decimal("1.10"), "EUR"), Money(Decimal("2.20"), "EUR")]), "TT")
    assert result.results == ((Money(Decimal("3.30"), "EUR"),),)


@pytest.mark.parametrize("hit", [h.value for h in Hit])
def test_a_decided_result_survives_whatever_the_unknown_rows_become(hit: str) -> None:
    """The meaning of decided, over all verdicts of three rows and all ways they can end."""
    outputs = [5, 2, 2] if hit.startswith("C") and hit != "C" else ["b", "a", "a"]
    found = table(hit, outputs, RANKED if hit in "PO" else ())
    for verdicts in itertools.product("FUT", repeat=3):
        before = run(found, "".join(verdicts))
        if before.status is not Decided.DECIDED:
            continue
        for ends in itertools.product("FT", repeat=3):
            final = [e if v == "U" else v for v, e in zip(verdicts, ends, strict=True)]
            after = run(found, "".join(final))
            if hit == "U" and after.status is Decided.FAILED:
                continue
            assert after.results == before.results, (hit, verdicts, final)


def test_unknown_never_hides_in_f() -> None:
    assert F < U < T
