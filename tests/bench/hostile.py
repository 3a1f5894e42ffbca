"""The worst that 4 KB can do to the engine, and files at their limits: how long each takes to be refused or compiled."""

from __future__ import annotations

import time
from collections.abc import Callable
from random import Random

from desktop.rules.analyze import analyze
from desktop.rules.bundle import LoadResult, load_bundle
from desktop.rules.dmn_read import read_dmn
from desktop.rules.index import build_index
from desktop.rules.parser import parse
from desktop.rules.problems import MAX_COLUMNS, MAX_ROWS, errors
from desktop.rules.typecheck import check_condition
from tests.bench.figures import say
from tests.fuzz.hostile import HOSTILE, NEAR

BUDGET = 50
ROUNDS = 5
_FACTS = 'format = "callside.facts/1"\n[fact]\n' + "".join(f'"n.a{n}" = {{ type = "int" }}\n' for n in range(60))


def through(text: str) -> str:
    """A rule from text to a verdict, or the code with which it is refused."""
    parsed = parse(text)
    if parsed.node is None:
        return parsed.problems[0].code
    found = errors(check_condition(parsed.node, NEAR))
    if found:
        return found[0].code
    index = build_index([parsed.node], NEAR)
    index.evaluate({})
    return f"{index.count + len(index.owners)} rows"


def rules() -> None:
    """Every hostile rule, the slowest first."""
    figures = []
    for name, text in HOSTILE.items():
        times = []
        for _ in range(ROUNDS):
            start = time.thread_time()
            outcome = through(text)
            times.append((time.thread_time() - start) * 1000)
        figures.append((min(times), f"{name} ({len(text)} characters, {outcome})"))
    for milliseconds, name in sorted(figures, reverse=True):
        say(name, milliseconds, "ms", BUDGET)


def table(rows: int, columns: int, hit: str, cell: Callable[[Random], str], name: str = "t") -> str:
    """A table of whole numbers."""
    pick = Random(columns)
    lines = [f"callside,table/1,id={name},hit={hit}", "role,id" + ",in" * columns + ",out"]
    lines.append("name,," + ",".join(f"n.a{n}" for n in range(columns)) + ",r")
    lines += [f"rule,r{row}," + ",".join(cell(pick) for _ in range(columns)) + f",{row % 7}" for row in range(rows)]
    return "\n".join(lines) + "\n"


def _mixed(pick: Random) -> str:
    return pick.choice(("-", f"> {pick.randrange(100)}", f"{pick.randrange(50)}..{pick.randrange(50, 100)}", "not(7)"))


def loaded(what: str, files: dict[str, str]) -> LoadResult:
    """One line: how long a playbook takes to be loaded or refused."""
    start = time.thread_time()
    result = load_bundle({"facts.toml": _FACTS, **files})
    outcome = "loaded" if result.bundle is not None else f"refused: {errors(result.problems)[0].code}"
    say(f"{what} ({outcome})", time.thread_time() - start, "s")
    return result


def files() -> None:
    """Files as large as they may be, and one line larger."""
    wide = MAX_COLUMNS - 2  # the id and the output are columns too
    result = loaded(f"{MAX_ROWS:,} rows x {MAX_COLUMNS} columns", {"tables/t.csv": table(MAX_ROWS, wide, "C", _mixed)})
    if result.bundle is not None:
        start = time.thread_time()
        analyze(result.bundle)
        say("its analysis", time.thread_time() - start, "s")
    loaded("the same with nothing readable", {"tables/t.csv": table(MAX_ROWS, wide, "C", lambda _: "zz")})
    loaded("one row more", {"tables/t.csv": table(MAX_ROWS + 1, wide, "C", _mixed)})
    many = {f"tables/t{n}.csv": table(MAX_ROWS, 2, "C", _mixed, f"t{n}") for n in range(10)}
    loaded("50,000 rules in ten tables", many)
    loaded("50,000 rules and one more", many | {"tables/u.csv": table(1, 2, "C", _mixed, "u")})
    loaded("two million commas", {"tables/t.csv": "callside,table/1" + "," * 2_000_000})
    for what, text in (
        ("empty decisions", _model('<decision name="d{n}"/>')),
        ("rows", _rows()),
        ("depth", "<a>" * 99),
    ):
        start = time.thread_time()
        found = read_dmn(text, "m.dmn")
        say(f"4 MB of DMN: {what} ({len(found.problems)} problems)", time.thread_time() - start, "s")


def _model(part: str) -> str:
    space = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m">'
    count = 4_000_000 // len(part.format(n="00000"))
    return space + "".join(part.format(n=n) for n in range(count)) + "</definitions>"


def _rows() -> str:
    row = "<rule><inputEntry><text>&gt; {n}</text></inputEntry><outputEntry><text>{n}</text></outputEntry></rule>"
    head = (
        '<inputData name="x"><variable name="x" typeRef="number"/></inputData><decision name="d"><decisionTable>'
        "<input><inputExpression><text>x</text></inputExpression></input><output/>"
    )
    text = _model(row)
    at = text.index("<rule>")
    return text[:at] + head + text[at:].replace("</definitions>", "</decisionTable></decision></definitions>")


if __name__ == "__main__":
    rules()
    files()
