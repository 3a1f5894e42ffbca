"""What the cells under an output stand for: values of one kind, or the texts they are."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.rules.cells import ANY, read_literal
from desktop.rules.values import BOOL, DECIMAL, TEXT, Money, Scalar, kind_of


class OutputReader:
    """Reads output cells: as values of one kind, or as the texts they are."""

    def __init__(self, typed: bool) -> None:
        """Read values when all cells agree on their kind."""
        self.typed = typed

    def __call__(self, text: str) -> Scalar | None:
        """The value of one cell, None when it is blank."""
        if text in ANY:
            return None
        if self.typed:
            return typed_value(text)
        quoted = read_literal(text, TEXT) if text.startswith('"') else None
        return quoted if quoted is not None else text


def output_reader(texts: Sequence[str]) -> OutputReader:
    """A reader for a column: typed only when all its cells agree."""
    present = [t for t in texts if t not in ANY]
    values = [typed_value(t) for t in present]
    kinds = {kind_of(v) for v in values if v is not None}
    numeric = kinds <= {DECIMAL.kind, kind_of(1)}
    typed = None not in values and bool(values) and (len(kinds) == 1 or numeric)
    return OutputReader(typed)


def typed_value(text: str) -> Scalar | None:
    """The value an output cell may stand for, if it is more than text."""
    if text.lower() in ("true", "false"):
        return read_literal(text, BOOL)
    value = read_literal(text, DECIMAL)
    return None if isinstance(value, str) else value


def currency_of(value: Scalar | None) -> str:
    """The currency of an amount, blank for anything else."""
    return value.currency if isinstance(value, Money) else ""
