"""Cells and values of ours as FEEL writes them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from desktop.rules.lexer import Tok, tokenize
from desktop.rules.nodes import And, Between, Cmp, In, Lit, Name, Node, Not, Or, State
from desktop.rules.values import MICROSECOND, Money, Scalar, datetime_text, literal_text, plain, quoted

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def output_cell(value: Scalar | None) -> str:
    """A value as an output cell, blank for null."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return literal_text(value)
    other = tokenize(value)[0]
    ambiguous = len(other) == 2 and other[0].kind is Tok.LITERAL
    odd = value != value.strip() or value in ("", "-") or value.startswith('"')
    return quoted(value) if ambiguous or odd else value


def feel_cell(node: Node | None, *, nullable: bool) -> str | None:
    """A test on one fact as unary tests of FEEL that hold for the same values and for null alike.

    None when FEEL has none: `not` of ours holds for an empty fact, FEEL's does not around an order.
    """
    match node:
        case None:
            return "-"
        case Cmp("!=", _, Lit(value)):
            return f"not({feel_literal(value)}{', null' if nullable else ''})"
        case State(_, "empty", True):
            return "not(null)"
        case Not(Cmp("=") | In(_, _, False) | State(_, "empty") as inner):
            return f"not({_positive(inner)})"
        case Not(inner) if not nullable:
            tests = _positive(inner)
            return f"not({tests})" if tests is not None else None
        case Not(Cmp(op, _, Lit(value))) if op in _OPPOSITE:
            return f"{_OPPOSITE[op]} {feel_literal(value)}, null"
        case _:
            return _positive(node)


def _positive(node: Node) -> str | None:
    """Tests without `not`, which FEEL has only around a whole cell."""
    match node:
        case Cmp("!="):
            return None
        case Cmp(op, Name(), Lit(value)):
            return feel_literal(value) if op == "=" else f"{op} {feel_literal(value)}"
        case In(_, listed, False):
            return ", ".join(feel_literal(item.value) for item in listed)
        case Between(_, Lit(low), Lit(high), False):
            return f"[{feel_literal(low)}..{feel_literal(high)}]"
        case Or(items):
            parts = [_positive(item) for item in items]
            return None if None in parts else ", ".join(p for p in parts if p)
        case And((Cmp((">" | ">=") as low_op, _, Lit(low)), Cmp(("<" | "<=") as high_op, _, Lit(high)))):
            start, end = "(" if low_op == ">" else "[", ")" if high_op == "<" else "]"
            return f"{start}{feel_literal(low)}..{feel_literal(high)}{end}"
        case State(_, "empty", False):
            return "null"
        case _:
            return None


def feel_literal(value: Scalar | None) -> str:
    """A value as FEEL writes it; money loses its currency."""
    if value is None:
        return "null"
    if isinstance(value, Money):
        return plain(value.amount)
    if isinstance(value, datetime):
        return f'date and time("{datetime_text(value)}")'
    if isinstance(value, date):
        return f'date("{value.isoformat()}")'
    if isinstance(value, timedelta):
        return f'duration("{iso_duration(value)}")'
    return literal_text(value)


def iso_duration(value: timedelta) -> str:
    """A duration in ISO form, such as P1DT2H."""
    micros = value // MICROSECOND
    minutes, rest = divmod(abs(micros), 60_000_000)
    days, minutes = divmod(minutes, 1440)
    seconds = f"{rest // 1_000_000}.{rest % 1_000_000:06}".rstrip("0").rstrip(".")
    counts = ((minutes // 60, "H"), (minutes % 60, "M"))
    time = "".join(f"{count}{unit}" for count, unit in counts if count) + (f"{seconds}S" if rest else "")
    text = (f"{days}D" if days else "") + (f"T{time}" if time else "")
    return ("-" if micros < 0 else "") + "P" + (text or "T0S")
