"""Every phrase the rules can say, found in their code: what stands in `tr(…)`, or in the table it is taken from."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path

from desktop.rules import reader, sentences

FOLDER = Path(reader.__file__).parent
FROM_ELSEWHERE = {
    ("reader.py", "pattern"): [pattern for pattern, _ in reader._SPANS],
    ("whatif.py", "ways['>=' if first % 2 else '>']"): [*sentences.AMOUNTS.values(), *sentences.TIMES.values()],
    ("whatif.py", "ways['<=' if last % 2 else '<']"): [],
    ("wording.py", "text"): [],
}
"""Phrases that are chosen in a way the code does not show."""


def _in(file: Path) -> Iterator[str]:
    module = importlib.import_module(f"desktop.rules.{file.stem}")
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and ast.unparse(call.func).split(".")[-1] == "tr":
            yield from _texts(call.args[0], file.name, vars(module))


def _texts(node: ast.expr, file: str, known: dict[str, object]) -> Iterator[str]:
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp(_, yes, no):
            yield from (*_texts(yes, file, known), *_texts(no, file, known))
        case ast.Name(name) if isinstance(found := known.get(name), str):
            yield found
        case ast.Subscript(ast.Name(name)) if isinstance(found := known.get(name), dict):
            yield from found.values()
        case _:
            yield from FROM_ELSEWHERE[file, ast.unparse(node)]


PHRASES = frozenset(text for file in sorted(FOLDER.glob("*.py")) for text in _in(file))
"""All of them, in English."""
