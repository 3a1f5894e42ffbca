"""FEEL as it is read: each expression against what FEEL says it is, over true, false, null and the unknown."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.facts import Fact
from desktop.rules.feel_logic import Logic, NotImportable, Value, condition, named
from desktop.rules.feel_read import expression, path_of, pattern_of, unary_tests
from desktop.rules.kleene import Truth, truth, value_of
from desktop.rules.seen import Look, Seen
from desktop.rules.values import BOOL, DATE, DECIMAL, DURATION, Kind, Type

TEXT = Type(Kind.TEXT, fold=False)
TYPES = {
    **dict.fromkeys(("a", "b", "a b"), BOOL),
    **dict.fromkeys(("n", "loan.rate", "in stock"), DECIMAL),
    **{"t": TEXT, "u": TEXT, "d": DATE, "w": DURATION},
}


class Names:
    """Some inputs; `loan` has the part `rate`."""

    def names(self, path: tuple[str, ...]) -> re.Pattern[str] | None:
        held = {(): ["a", "b", "a b", "n", "in stock", "t", "u", "d", "w", "loan"], ("loan",): ["rate"]}
        return pattern_of(held.get(path, []))

    def value(self, path: tuple[str, ...]) -> Value | Logic:
        name = ".".join(path)
        if name not in TYPES:
            raise NotImportable(f"{name} is no single value")
        return named(name.replace(" ", "_"), TYPES[name])


def seen(**values: object) -> dict[str, Seen]:
    found = {}
    for name, value in values.items():
        type_ = TYPES[name.replace("_", " ")] if name != "rate" else DECIMAL
        name = "loan.rate" if name == "rate" else name
        look = Look.ABSENT if value is None else Look.KNOWN
        fact = Fact.absent(name) if value is None else Fact.known(name, value)
        found[name] = Seen(look, value, fact, type_)
    return found


def answer(found: Value | Logic, **values: object) -> object:
    """True, False, None for null, "open" where it still could be either."""
    if isinstance(found, Value) and found.type.kind is not Kind.BOOL:
        return value_of(found.node, seen(**values)).value if found.node is not None else None
    logic = condition(found)
    yes, no = (truth(node, seen(**values)) for node in (logic.yes, logic.no))
    assert yes is not Truth.T or no is Truth.F
    if Truth.T in (yes, no):
        return yes is Truth.T
    return "open" if Truth.U in (yes, no) else None


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("1 + 2 * 3 - 4 / 2", 5),
        ("-(2 ** 3) + --1", -7),
        ('"a" + "b"', "ab"),
        ('"\\u0041\\U01F600\\n\\d"', "A\U0001f600\n\\d"),
        (".5e1", 5),
        ("1.20", Decimal("1.20")),
        ("1 / 0", None),
        ("0 ** -1", None),
        ("0 ** 0", None),
        ("1 + null", None),
        ("-null", None),
        ("null", None),
        ('date("2026-01-31") + duration("P1D")', date(2026, 2, 1)),
        ('@"2026-01-31T10:00:00Z"', datetime(2026, 1, 31, 10, tzinfo=UTC)),
        ('date and time("2026-01-31T10:00:00+02:00")', datetime(2026, 1, 31, 8, tzinfo=UTC)),
        ('duration("-PT1H30M")', -timedelta(minutes=90)),
        ('-duration("PT1S") // a remark', timedelta(seconds=-1)),
        ("n * 12 /* months */ + loan . rate", Decimal("24.5")),
        ("in\n stock", 7),
        ("-n", -2),
    ],
)
def test_values(text: str, want: object) -> None:
    assert answer(expression(text, Names()), n=2, rate=Decimal("0.5"), in_stock=7) == want


@pytest.mark.parametrize(
    ("text", "values", "want"),
    [
        ("a and b", {"a": True, "b": None}, None),
        ("a and b", {"a": False, "b": None}, False),
        ("a and b", {"a": False}, False),
        ("a and b", {"a": True}, "open"),
        ("a or b", {"a": True, "b": None}, True),
        ("a or b", {"a": False, "b": None}, None),
        ("a or b", {"a": False}, "open"),
        ("not(a)", {"a": None}, None),
        ("not(a)", {"a": False}, True),
        ("not (a = b)", {"a": None, "b": None}, False),
        ("a = b", {"a": None, "b": None}, True),
        ("a = b", {"a": None, "b": True}, False),
        ("a = null", {"a": None}, True),
        ("a != null", {"a": None}, False),
        ("null = null", {}, True),
        ("1 = null", {}, False),
        ('1 = "1"', {}, None),
        ('"a" = "A"', {}, False),
        ("n < 5", {"n": None}, None),
        ("n < 5", {"n": 4}, True),
        ("n >= 5", {"n": 4}, False),
        ("n < null", {"n": 4}, None),
        ("not(n < 5)", {"n": None}, None),
        ("n != 5", {"n": None}, True),
        ("n between 1 and 5 and a", {"n": 5, "a": True}, True),
        ("n in [1..5)", {"n": 5}, False),
        ("n in ]1..5]", {"n": 1}, False),
        ("n in (1..5)", {"n": None}, None),
        ("n in (1, > 7)", {"n": 8}, True),
        ("n in [1, 2]", {"n": 2}, True),
        ("n in <= 2", {"n": 2}, True),
        ("n + 1 = 3", {"n": 2}, True),
        ("1 < 2", {}, True),
        ("true and 1", {}, None),
        ("true and null", {}, None),
        ("(true and true) = a", {"a": True}, True),
        ("(true and false) = a", {"a": True}, False),
        ("(null and null) = a", {"a": None}, True),
        ("(null and null) = a", {"a": True}, False),
        ("a b", {"a_b": True}, True),
        ("(a or b) and not(a b)", {"a": True, "a_b": False}, True),
        ('t = "x" or t = "y"', {"t": "y"}, True),
    ],
)
def test_conditions(text: str, values: dict[str, object], want: object) -> None:
    assert answer(expression(text, Names()), **values) == want


@pytest.mark.parametrize(
    ("cell", "name", "value", "holds"),
    [
        ("1, 2, 3", "n", 2, True),
        ("not(1, 2)", "n", None, True),
        ("not(1, null)", "n", None, False),
        ("not(1, null)", "n", 1, False),
        ("not(1, null)", "n", 2, True),
        ("(1 + 2)", "n", 3, True),
        ("((1) + 2)", "n", 3, True),
        ("not(< 5)", "n", None, False),
        ("not([1..5])", "n", 6, True),
        ("!= 5", "n", None, True),
        ("null", "n", None, True),
        ("not(null)", "n", None, False),
        ("? > 1 and ? < 3", "n", 2, True),
        ("[loan.rate..9]", "n", 2, True),
        ("loan.rate + 1, 7", "n", 7, True),
        ('"x", "y"', "t", "y", True),
        ("u", "t", "x", True),
        ('> date("2026-01-01")', "d", date(2026, 1, 2), True),
        ('[duration("PT1M")..duration("PT2M")]', "w", timedelta(seconds=90), True),
        ("true", "a", None, False),
    ],
)
def test_cells(cell: str, name: str, value: object, holds: bool) -> None:
    logic = unary_tests(cell, named(name, TYPES[name]), Names())
    facts = seen(**{name: value, "rate": Decimal(1), "u": "x"})
    assert (truth(logic.yes, facts) is Truth.T) is holds


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("sum(1)", "the function sum is not read"),
        ("(a and b) = a", "a condition stands where a value is needed"),
        ("nowhere", "the name nowhere is not known"),
        ("loan.nothing", "loan has no nothing"),
        ("loan", "loan is no single value"),
        ("t < u", "a text has no order"),
        ("t + u", "a text + a text is not calculated"),
        ("n = t", "a number is compared with a text"),
        ("n ** 2", "not known beforehand"),
        ("2 ** 0.5", "only small whole powers"),
        ("2 ** 9999", "only small whole powers"),
        ("-t", "a text has no sign"),
        ("(n < 1) = true", "a condition stands where a value is needed"),
        ("1 < n < 3", "comparisons stand in a row"),
        ("n between 1", "between needs and"),
        ("n in [1..2", "an interval is not closed"),
        ("n in [1, true]", "a number is compared with yes or no"),
        ("(n", "the end stands where ) is needed"),
        ("n n", "n is not read"),
        ("and", "and stands where a value is needed"),
        ("not a", "not stands where a value is needed"),
        ("[1]", "[ is not read"),
        ("{a: 1}", "{ is not read"),
        ("?", "? is not read"),
        ('time("10:00:00")', "is not read"),
        ('date("2026-02-30")', "is no date"),
        ('date("2026-02-03T10:00:00Z")', "is not read"),
        ('@"P1Y"', "is no date"),
        ('@"PT0.1234567S"', "is no date"),
        ('@"P999999999999D"', "is no date"),
        ('@"2026-01-31T10:00:00"', "has no offset"),
        ('@"2026-01-31T10:00:00+19:00"', "is no date"),
        ("1" * 40, "too many digits"),
        ("1e99", "too many digits"),
        ('d + duration("PT1H")', "only whole days"),
        ("d + w", "only whole days"),
        ("(" * 40 + "1" + ")" * 40, "nested deeper than 32"),
        ("1 " * 4000, "longer than 4096"),
        ("n in " + "[" * 4000, "too tangled"),
        ("n" + " + 1" * 220, "more than 200 parts"),
        ("n + " * 150 + "n", "more than 200 parts"),
        ('"' + "é", "is not read"),
    ],
)
def test_what_is_refused(text: str, why: str) -> None:
    with pytest.raises(NotImportable, match=re.escape(why)):
        expression(text, Names())


def test_a_list_of_several_types_is_refused() -> None:
    with pytest.raises(NotImportable, match="several types"):
        expression('true in [1, "a"]', Names())


def test_paths() -> None:
    assert path_of("loan.rate", Names()) == ("loan", "rate")
    assert path_of("a  b", Names()) == ("a b",)
    assert path_of("loan.rate + 1", Names()) == path_of("1", Names()) == path_of("loan.x", Names()) == ()


_ATOMS = st.sampled_from(["a", "b", "true", "false", "null"])
_LOGIC = st.recursive(
    _ATOMS,
    lambda part: st.one_of(
        st.builds("({} and {})".format, part, part),
        st.builds("({} or {})".format, part, part),
        st.builds("not({})".format, part),
    ),
    max_leaves=8,
)
_ANSWERS = {"true": True, "false": False, "null": None}


def _feel(text: str, values: dict[str, object]) -> object:
    """FEEL's own tables, written out."""
    words = re.sub(r"\b(a|b)\b", lambda m: str(values[m[1]]), text)
    for word, value in _ANSWERS.items():
        words = re.sub(rf"\b{word}\b", str(value), words)

    def rank(x: object) -> int:
        return {False: 0, None: 1, True: 2}[x]  # type: ignore[index]

    while "(" in words:
        words = re.sub(
            r"not\((\w+)\)|\((\w+) (and|or) (\w+)\)",
            lambda m: str(
                {2: True, 1: None, 0: False}[
                    2 - rank(_word(m[1]))
                    if m[1]
                    else (min if m[3] == "and" else max)(rank(_word(m[2])), rank(_word(m[4])))
                ]
            ),
            words,
        )
    return _word(words)


def _word(word: str) -> object:
    return {"True": True, "False": False, "None": None}[word]


@settings(deadline=None)
@given(_LOGIC, st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_logic_is_that_of_feel(text: str, a: object, b: object) -> None:
    assert answer(expression(text, Names()), a=a, b=b) == _feel(text, {"a": a, "b": b})


@settings(deadline=None)
@given(st.text(alphabet='ab nt().,[]<>=!+-*/"?0159 andornotinbetweendate@P', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (lambda: expression(text, Names()), lambda: unary_tests(text, named("n", DECIMAL), Names())):
        with suppress(NotImportable):
            assert isinstance(read(), Value | Logic)
