"""Tables from JDM graphs: read as DMN is, and nothing that runs is let in.

Graphs of others stay outside of the repository: CALLSIDE_JDM names a folder with some (test-data/graphs of zen).
"""

from __future__ import annotations

import json
import os
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.rules.ask import Unanswered
from desktop.rules.jdm_read import ask_jdm, feel, read_jdm
from tests.rules.support import NOW

COLUMNS = [{"id": "c1", "field": "order.total", "name": "Total"}, {"id": "c2", "field": "kind"}]
FIRST = {
    "id": "t1",
    "name": "Rate",
    "type": "decisionTableNode",
    "content": {
        "hitPolicy": "first",
        "inputs": COLUMNS,
        "outputs": [{"id": "o1", "field": "fee.rate"}, {"id": "o2", "field": "fee.why"}],
        "rules": [
            {"_id": "a", "c1": "> 1_000 and <= 2000", "c2": "'shop', \"it's\"", "o1": "0.5", "o2": "'large'"},
            {"_id": "b", "c1": "$ > 5000", "c2": "", "o1": "1 / 4", "o2": "", "_description": "Large"},
            {"_id": "c", "c1": "[0..10)", "c2": "not('shop')", "o1": "2", "o2": '"say \\"no\\""'},
        ],
    },
}
SECOND = {
    "id": "t2",
    "name": "Say",
    "type": "decisionTableNode",
    "content": {
        "hitPolicy": "collect",
        "inputs": [{"id": "c1", "field": "fee.rate"}, {"id": "c2", "field": "kind"}],
        "outputs": [{"id": "o1", "field": "text"}],
        "rules": [{"_id": "a", "c1": ">= 1", "o1": "'dear'"}, {"_id": "b", "c2": "'x'", "o1": "'odd'"}],
    },
}
START, END = {"id": "in", "type": "inputNode"}, {"id": "out", "type": "outputNode"}


def graph(*tables: dict, more: tuple = ()) -> str:
    ids = ["in", *(table["id"] for table in tables), "out"]
    edges = [{"id": f"e{i}", "sourceId": a, "targetId": b} for i, (a, b) in enumerate(pairwise(ids))]
    return json.dumps({"nodes": [START, *tables, *more, END], "edges": edges}, indent=1)


def changed(**content: object) -> dict:
    return {**FIRST, "content": {**FIRST["content"], **content}}


@pytest.mark.parametrize(
    ("total", "kind", "want"),
    [
        (1500, "it's", {"fee": {"rate": Decimal("0.5"), "why": "large"}}),
        (5001, None, {"fee": {"rate": Decimal("0.25"), "why": None}}),
        (9, "web", {"fee": {"rate": 2, "why": 'say "no"'}}),
        (9, "shop", None),
        (None, "shop", None),
    ],
)
def test_cells_and_nested_outputs(total: object, kind: object, want: object) -> None:
    assert ask_jdm(graph(FIRST), "g.json", "Rate").answer({"order": {"total": total}, "kind": kind}, NOW) == want


def test_tables_feed_tables() -> None:
    asked = ask_jdm(graph(FIRST, SECOND), "g.json", None)
    assert asked.answer({"order": {"total": 5}, "kind": "x"}, NOW) == ["dear", "odd"]
    assert asked.answer({"order": {"total": 5000}, "kind": "shop"}, NOW) == []
    with pytest.raises(Unanswered, match=r"depends on order\.total"):
        asked.answer({"kind": "x"}, NOW)


@pytest.mark.parametrize("kind", ["functionNode", "expressionNode", "switchNode", "decisionNode", "customNode", None])
def test_any_other_node_refuses_the_whole_graph(kind: object) -> None:
    (problem,) = read_jdm(graph(FIRST, more=({"id": "f1", "name": "Run", "type": kind},)), "g.json").problems
    assert (problem.code, problem.text) == ("JDM002", f"The graph holds a {kind}, which is not read: Run")
    assert problem.span.line > 10


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (changed(hitPolicy="all"), "hit policy all is not imported"),
        (changed(executionMode="loop"), "hit policy loop is not imported"),
        (changed(inputField="items"), "hit policy loop is not imported"),
        (changed(outputs=[{"id": "o1", "field": "tags[]"}]), "output ? is not imported"),
        (changed(outputs=[{"id": "o1", "field": "a", "defaultValue": "1"}]), "output ? is not imported"),
        (changed(inputs=[{"id": "c1", "field": "len(order)"}]), "the function len is not read"),
        (changed(inputs=[{"id": "c9"}]), "input expression  is not imported"),
        (
            changed(rules=[{"_id": "a", "c1": "'a' in $", "o1": "1", "o2": "2"}]),
            "order.total is of type unreadable cells",
        ),
        (changed(rules=[{"_id": "a", "o1": "kind", "o2": "2"}]), "it depends on an input"),
        (changed(content=None, rules=None), "a list of objects called rules is missing"),
        ({**FIRST, "content": 3}, "the table Rate has no content"),
    ],
)
def test_what_is_no_plain_table_is_refused_with_its_reason(table: dict, said: str) -> None:
    with pytest.raises(Unanswered) as reason:
        ask_jdm(graph(table), "g.json", "Rate")
    assert said in reason.value.message
    assert reason.value.more["line"] >= 1


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"nodes": 1, "edges": []}', '{"nodes": [1], "edges": []}', "[" * 100_000]
)
def test_what_is_no_graph(text: str) -> None:
    assert [p.code for p in read_jdm(text, "g.json").problems] == ["JDM001"]


def test_a_circle_of_tables() -> None:
    first = changed(inputs=[*COLUMNS, {"id": "c3", "field": "text"}])
    data = json.loads(graph(first, SECOND))
    data["edges"].append({"id": "e9", "sourceId": "t2", "targetId": "t1"})
    with pytest.raises(Unanswered, match="requires itself"):
        ask_jdm(json.dumps(data), "g.json", "Say")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("> 1 or < -1", "? > 1 or ? < -1"),
        ("'a' == $", '"a" = ?'),
        ("'a_1 == $ in'", '"a_1 == $ in"'),
        ("1_000..2_000", "1000..2000"),
        ("'x' in $", '"x" «in» ?'),
    ],
)
def test_expressions_as_feel(text: str, want: str) -> None:
    assert feel(text, cell=True) == want


def test_through_the_command(tmp_path: Path, capsys) -> None:
    file, inputs = tmp_path / "g.json", tmp_path / "in.jsonl"
    file.write_text(graph(FIRST, SECOND), "utf-8")
    inputs.write_text('{"order": {"total": 5}, "kind": "x"}\n')
    assert main(["table", str(file), "--inputs", str(inputs), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"result": ["dear", "odd"]}
    assert main(["table", str(file), "--decision", "Rate", "--save", str(tmp_path / "rate.csv")]) == 0
    capsys.readouterr()
    assert main(["table", str(tmp_path / "rate.csv"), "--inputs", str(inputs), "--json"]) == 0
    assert '"fee.rate": 2' in capsys.readouterr().out


GRAPHS = sorted(Path(os.environ["CALLSIDE_JDM"]).glob("*.json")) if "CALLSIDE_JDM" in os.environ else []


@pytest.mark.skipif(not GRAPHS, reason="not run: CALLSIDE_JDM does not name a folder of graphs")
def test_graphs_of_others() -> None:
    found: Counter[str] = Counter()
    for path in GRAPHS:
        text = path.read_text("utf-8")
        imported = read_jdm(text, path.name)
        found["graphs read" if imported.files else "graphs refused"] += 1
        data = json.loads(text, parse_float=Decimal)
        for name in imported.decisions:
            try:
                asked = ask_jdm(text, path.name, name)
            except Unanswered as reason:
                found["tables refused" if reason.more["line"] > 1 else "refused without a place"] += 1
                continue
            found["tables read"] += 1
            if len(imported.decisions) == 1:
                for case in data["tests"]:
                    given = {path[0]: case["input"].get(path[0]) for path in asked.paths.values()}
                    result = asked.answer(given, NOW)
                    found["right" if within(result, case["output"], asked.outputs) else "wrong"] += 1
    assert found == {"graphs read": 16, "graphs refused": 73, "tables read": 22, "tables refused": 15, "right": 8}


def within(result: object, output: dict, names: tuple[str, ...]) -> bool:
    """Whether our outputs are those of the graph; it leaves out the empty ones."""
    if not isinstance(result, dict):
        result = {names[0]: result}
    return all(
        within(value, output.get(name, {}), ()) if isinstance(value, dict) else output.get(name) == value
        for name, value in result.items()
    )
