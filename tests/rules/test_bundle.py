from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from desktop.rules.bundle import Bundle, LoadResult, constants_of, load_bundle
from desktop.rules.parser import parse
from desktop.rules.problems import MAX_PROBLEMS, Severity
from desktop.rules.values import Value
from tests.rules.support import PLAYBOOK

FACTS = PLAYBOOK["facts.toml"]


def table(name: str, reads: str = "", rows: int = 1, hit: str = "F") -> str:
    condition = f"decision.{reads} = 1" if reads else "-"
    rules = "".join(f"rule,r{n},{condition},1\n" for n in range(rows))
    return f"callside,table/1,id={name},hit={hit}\nrole,id,if,out\nname,,,x\n{rules}"


def loaded(**tables: str) -> LoadResult:
    return load_bundle({"facts.toml": FACTS, **{f"tables/{file}.csv": text for file, text in tables.items()}})


def test_two_tables_of_one_name_are_a_problem() -> None:
    found = loaded(a=table("a"), b=table("a"))
    assert [(p.code, p.file) for p in found.problems if p.is_error] == [("ACT003", "tables/b.csv")]


def test_a_table_stands_behind_those_it_reads() -> None:
    bundle = loaded(a=table("a", reads="b"), b=table("b", reads="c"), c=table("c"), d=table("d")).bundle
    assert isinstance(bundle, Bundle)
    assert [t.id for t in bundle.tables] == ["c", "b", "a", "d"]


def test_more_problems_than_anybody_reads_are_cut_errors_first() -> None:
    texts = {f"t{n}": table(f"t{n}") for n in range(MAX_PROBLEMS)}  # each with a notice: order matters
    found = loaded(**texts, bad=table("bad", hit="Z"))
    assert [p.code for p in found.problems[:2]] == ["TBL011", "TBL021"]
    assert (len(found.problems), found.problems[-1].code) == (MAX_PROBLEMS + 1, "CAP011")
    assert found.problems[-1].severity is Severity.NOTICE


def test_a_playbook_has_a_greatest_number_of_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.rules.bundle.MAX_RULES", 3)
    action = 'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\n'
    files = {"tables/a.csv": table("a", rows=2), "actions/a.toml": action}
    assert [p.code for p in load_bundle(files).problems if p.is_error] == []
    files["tables/b.csv"] = table("b")
    assert [p.code for p in load_bundle(files).problems if p.is_error] == ["CAP010"]


@pytest.mark.parametrize(
    ("texts", "constants"),
    [
        (["a > 5 or 3 < a", "not a = 5.0"], {"a": (3, 5)}),
        (["a between 1 and 2.5"], {"a": (1, Decimal("2.5"))}),
        (['a in ["y", "x"]', 'a contains "z"'], {"a": ("x", "y")}),
        (["a", "b is known", 'c has "x"'], {"a": (), "b": (), "c": ()}),
        (["a > 10min", "a > b"], {"a": None, "b": None}),
        (["a + 1 > 5", "a > 5"], {"a": None}),
        (["a between 1 and b"], {"a": None, "b": None}),
        (["a > 1h or a > 10min"], {"a": (timedelta(minutes=10), timedelta(hours=1))}),
    ],
)
def test_the_constants_a_fact_is_compared_with(
    texts: list[str], constants: dict[str, tuple[Value, ...] | None]
) -> None:
    """None: it meets other facts or is calculated with, so that every step of it counts."""
    assert constants_of(parse(text).tree for text in texts) == constants
