"""The level-2 tables of the DMN Technology Compatibility Kit, through the production engine.

The kit stays outside of the repository (CC BY-SA): CALLSIDE_DMN_TCK names its folder.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop.cli import main
from desktop.rules.bundle import load_bundle
from desktop.rules.dmn_read import read_dmn
from desktop.rules.evaluate import evaluate
from desktop.rules.evaluation import Inputs
from desktop.rules.facts import Fact, FactSet
from desktop.rules.hitpolicy import Decided
from desktop.rules.kleene import truth
from tests.rules.support import NOW, ZONE

FOLDER = os.environ.get("CALLSIDE_DMN_TCK", "")
SUITES = sorted(Path(FOLDER).glob("*/*-test-*.xml")) if FOLDER else []
CASES = 51

pytestmark = pytest.mark.skipif(not SUITES, reason="not run: CALLSIDE_DMN_TCK does not name a checkout of the kit")


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def value_of(element: ET.Element) -> object:
    kind = next((v for k, v in element.attrib.items() if k.endswith("type")), "")
    text = element.text or ""
    if kind.endswith("boolean"):
        return text == "true"
    return Decimal(text) if kind.endswith(("decimal", "double", "integer")) else text


def expected(node: ET.Element) -> object:
    for child in node:
        match local(child):
            case "value":
                return value_of(child)
            case "list":
                return [expected(item) for item in child]
            case "component":
                return {c.get("name"): expected(c) for c in node}
    raise AssertionError("no expectation")


def plain(value: object) -> object:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def shaped(outputs: tuple, names: list[str]) -> object:
    values = [plain(v) for v in outputs]
    return values[0] if len(names) == 1 else dict(zip(names, values, strict=True))


def run_case(case: ET.Element, imported, bundle) -> list[tuple[object, object]]:
    facts = []
    for node in case:
        if local(node) == "inputNode" and node.get("name") in imported.facts:
            facts.append(Fact.known(imported.facts[node.get("name")], value_of(node[0])))
    held = FactSet.of(facts)
    found = evaluate(bundle, Inputs(held, NOW, ZONE, None))
    pairs = []
    for node in case:
        if local(node) != "resultNode":
            continue
        name = node.get("name")
        table = bundle.table(imported.tables[name])
        verdicts = found.verdicts[table.id]
        assert verdicts.listed(len(table.rows)) == tuple(truth(r.condition, found.seen) for r in table.rows)
        result = found.results[table.id]
        outputs = list(imported.outputs[name])
        if result.status is Decided.FAILED:
            got: object = None
        elif table.hit.is_single or table.hit.is_number:
            got = shaped(result.first, outputs) if result.first else None
        else:
            got = [shaped(r, outputs) for r in result.results]
        want = expected(next(c for c in node if local(c) == "expected"))
        pairs.append((got, want))
    return pairs


def nested(node: ET.Element) -> object:
    """An input of a case as JSON data."""
    parts = {c.get("name"): nested(c) for c in node if local(c) == "component"}
    if parts:
        return parts
    value = value_of(next(c for c in node if local(c) == "value"))
    return float(value) if isinstance(value, Decimal) else value


def cases() -> list:
    found = []
    for suite in SUITES:
        root = ET.fromstring(suite.read_text("utf-8"))
        model = suite.parent / next(c.text for c in root if local(c) == "modelName")
        for case in root:
            if local(case) == "testCase":
                found.append(pytest.param(model, case, id=f"{suite.parent.name}-{case.get('id')}"))
    return found


@pytest.mark.parametrize(("model", "case"), cases())
def test_case(model: Path, case: ET.Element) -> None:
    imported = read_dmn(model.read_text("utf-8"), model.name)
    assert [p.text for p in imported.problems if p.code != "DMN008"] == []
    loaded = load_bundle(imported.files)
    assert loaded.bundle is not None, [p.text for p in loaded.problems]
    for got, want in run_case(case, imported, loaded.bundle):
        assert got == want


@pytest.mark.parametrize(("model", "case"), cases())
def test_case_through_the_command(model: Path, case: ET.Element, tmp_path: Path, capsys) -> None:
    inputs = tmp_path / "in.jsonl"
    inputs.write_text(json.dumps({n.get("name"): nested(n) for n in case if local(n) == "inputNode"}))
    for node in case:
        if local(node) == "resultNode":
            asked = ["--decision", node.get("name"), "--inputs", str(inputs), "--json"]
            assert main(["table", str(model), *asked]) == 0
            answer = json.loads(capsys.readouterr().out, parse_float=Decimal, parse_int=Decimal)
            assert answer == {"result": expected(next(c for c in node if local(c) == "expected"))}


def test_no_case_is_left_out() -> None:
    assert len(cases()) == CASES
