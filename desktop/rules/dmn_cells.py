"""S-FEEL cells as cells of ours, and back."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from desktop.rules.cells import print_cell, read_cell, split_commas
from desktop.rules.lexer import Tok, tokenize
from desktop.rules.nodes import And, Between, Cmp, In, Lit, Name, Node, Not, Or, State
from desktop.rules.problems import errors
from desktop.rules.schema import FactDef, Schema
from desktop.rules.typecheck import check_condition
from desktop.rules.values import (
    MICROSECOND,
    Kind,
    Money,
    Scalar,
    Type,
    datetime_text,
    literal_text,
    plain,
    quoted,
)

_DATE = re.compile(r'date\s*\(\s*"([^"]*)"\s*\)|@"(\d{4}-\d{2}-\d{2})"')
_MOMENT = re.compile(r'date and time\s*\(\s*"([^"]*)"\s*\)')
_DURATION = re.compile(r'duration\s*\(\s*"([^"]*)"\s*\)')
_ISO_DURATION = re.compile(r"(-?)P(?:(\d{1,9})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12}(?:\.\d{1,9})?)S)?)?")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BESIDE_TEXTS = re.compile(r"(?:[\s,()<>=!-]|\bnot\b|\bempty\b)*")
_MAX_CELL = 4096


class NotImportable(Exception):
    """A cell outside of what is read."""


def unary_cell(text: str, fact: str, type_: Type) -> str:
    """Unary tests of S-FEEL as one of our cells; NotImportable for anything else.

    FEEL texts stand in quotes: a bare word would be a name, which is not read.
    """
    if text.strip() in ("", "-"):
        return "-"
    if len(text) > _MAX_CELL:
        raise NotImportable(text)
    parts = split_commas(_spaced(_dates(text)))
    ours = ", ".join("empty" if part == "null" else part for part in parts)
    if type_.kind is Kind.TEXT and not _BESIDE_TEXTS.fullmatch(_QUOTED.sub("", ours)):
        raise NotImportable(text)
    node, problems = read_cell(ours, fact, type_)
    if problems or node is None or not _fits(node, fact, type_):
        raise NotImportable(text)
    cell = print_cell(node, fact, type_)
    if cell is None:
        raise NotImportable(text)
    return cell


def _fits(node: Node, fact: str, type_: Type) -> bool:
    """Whether the literals are of the type of the input."""
    schema = Schema({fact: FactDef(fact, fact, type_, nullable=False)})
    return not errors(check_condition(node, schema))


def _spaced(text: str) -> str:
    """Commas between numbers divide values in FEEL; ours have a space so that no one misreads them."""
    parts = text.split('"')
    parts[::2] = [part.replace(",", ", ") for part in parts[::2]]
    return '"'.join(parts)


def _dates(text: str) -> str:
    """Date, time and duration functions as literals."""
    text = _MOMENT.sub(lambda m: m[1], text)
    text = _DATE.sub(lambda m: m[1] or m[2], text)
    return _DURATION.sub(lambda m: _duration(m[1]), text)


def _duration(text: str) -> str:
    span = read_iso_duration(text)
    if span is None:
        return text
    return literal_text(span) if span >= timedelta(0) else "-" + literal_text(-span)


def read_iso_duration(text: str) -> timedelta | None:
    """A duration in ISO form such as P1DT2H; None when the text is none, or counts months."""
    match = _ISO_DURATION.fullmatch(text)
    if match is None or text.endswith(("P", "T")):
        return None
    sign, days, hours, minutes, seconds = match.groups()
    try:
        span = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0))
        span += int(Decimal(seconds or 0) * 1_000_000) * MICROSECOND
    except OverflowError:
        return None
    return -span if sign else span


def literal_operand(text: str) -> str | None:
    """A literal of S-FEEL as one of ours; None for anything else."""
    text = _dates(text.strip()[:_MAX_CELL])
    tokens, problems = tokenize(text)
    rest = tokens[1:] if tokens[0].is_op("-") else tokens
    return text if not problems and len(rest) == 2 and rest[0].kind is Tok.LITERAL else None


def output_cell(text: str) -> str | None:
    """A literal of S-FEEL as an output cell, blank for null; None for anything else."""
    text = _dates(text.strip())
    if text in ("", "null", "-"):
        return ""
    tokens, problems = tokenize(text)
    rest = tokens[1:] if tokens[0].is_op("-") else tokens
    if problems or len(rest) != 2 or rest[0].kind is not Tok.LITERAL:
        return None
    value = rest[0].value
    if not isinstance(value, str):
        return text
    other = tokenize(value)[0]
    ambiguous = len(other) == 2 and other[0].kind is Tok.LITERAL
    return quoted(value) if ambiguous or value in ("", "-") or value.startswith('"') else value


def allowed_values(text: str, kind: Kind) -> tuple[str, ...]:
    """The texts of a list of allowed values."""
    if kind is not Kind.TEXT or not text:
        return ()
    tokens, _ = tokenize(text[:_MAX_CELL])
    return tuple(t.value for t in tokens if isinstance(t.value, str))


def feel_cell(node: Node | None, type_: Type) -> str | None:
    """A test on one fact as unary tests of S-FEEL; None when S-FEEL cannot say it."""
    if node is None:
        return "-"
    match node:
        case Cmp("!=", _, Lit(value)):
            return f"not({feel_literal(value)})"
        case Cmp(op, Name(), Lit(value)):
            return feel_literal(value) if op == "=" else f"{op} {feel_literal(value)}"
        case In(_, listed, False):
            return ", ".join(feel_literal(item.value) for item in listed)
        case Between(_, Lit(low), Lit(high), False):
            return f"[{feel_literal(low)}..{feel_literal(high)}]"
        case Not(item):
            inner = feel_cell(item, type_)
            return None if inner is None or isinstance(item, Not) else f"not({inner})"
        case Or(items):
            parts = [feel_cell(item, type_) for item in items]
            return None if None in parts else ", ".join(p for p in parts if p)
        case And((Cmp(low_op, _, Lit(low)), Cmp(high_op, _, Lit(high)))):
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
