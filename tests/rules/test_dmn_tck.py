"""The DMN Technology Compatibility Kit, through the production engine, the reference and the command.

The kit stays outside of the repository (CC BY-SA): CALLSIDE_DMN_TCK names its TestCases folder, or a
folder with some of its models; what is not there is not run.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop.cli import main
from desktop.rules import ask_dmn
from desktop.rules.ask import Question, Unanswered, evaluated
from desktop.rules.dmn_read import DmnImport, read_dmn
from desktop.rules.kleene import truth
from tests.rules.support import NOW

FOLDER = os.environ.get("CALLSIDE_DMN_TCK", "")
SUITES = sorted([*Path(FOLDER).glob("*/*-test-*.xml"), *Path(FOLDER).glob("*/*/*-test-*.xml")]) if FOLDER else []
TABLES = {
    *("0004-simpletable-U", "0005-simpletable-A", "0006-simpletable-P1", "0007-simpletable-P2", "0010-multi-output-U"),
    *("0108-first-hitpolicy", "0109-ruleOrder-hitpolicy", "0110-outputOrder-hitpolicy"),
    *("0111-first-hitpolicy-singleoutputcol", "0112-ruleOrder-hitpolicy-singleinoutcol"),
    *("0113-outputOrder-hitpolicy-singleinoutcol", "0114-min-collect-hitpolicy", "0115-sum-collect-hitpolicy"),
    *("0116-count-collect-hitpolicy", "0117-multi-any-hitpolicy", "0118-multi-priority-hitpolicy"),
    "0119-multi-collect-hitpolicy",
}
MORE_TABLES = {"0008-listGen": 1, "0017-tableTests": 4, "0036-dt-variable-input": 18}
TERNARY = {
    "0106-feel-ternary-logic": 18,
    "0107-feel-ternary-logic-not": 3,
    "0064-feel-conjunction": 19,
    "0065-feel-disjunction": 19,
    "0066-feel-negation": 6,
}
SCALARS = {"0068-feel-equality": (39, 75), "0071-feel-between": (18, 20), "0072-feel-in": (153, 174)}
LEVELS = {"compliance-level-2": (118, 8), "compliance-level-3": (451, 2906), "non-compliant": (0, 50)}
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"

pytestmark = pytest.mark.skipif(not SUITES, reason="not run: CALLSIDE_DMN_TCK does not name a checkout of the kit")


@pytest.fixture(autouse=True)
def _read_once(monkeypatch) -> None:
    monkeypatch.setattr(ask_dmn, "read_dmn", _read)


@lru_cache(maxsize=4)
def _read(text: str, file: str) -> DmnImport:
    return read_dmn(text, file)


def local(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def scalar(element: ET.Element) -> object:
    kind = next((v for k, v in element.attrib.items() if k.endswith("type")), "")
    text = element.text or ""
    if element.get(NIL) == "true":
        return None
    if kind.endswith("boolean"):
        return text == "true"
    if kind.endswith(("decimal", "double", "integer")) and text.lower() not in ("nan", "inf", "-inf"):
        return Decimal(text)
    return text


def value(node: ET.Element) -> object:
    """The value of an input, an expectation or a part of one."""
    parts = {c.get("name"): value(c) for c in node if local(c) == "component"}
    for child in node:
        if local(child) == "value":
            return scalar(child)
        if local(child) == "list":
            return [value(item) for item in child]
    return parts or None


def plain(result: object) -> object:
    """A result as the kit compares it: numbers to eight digits, no time as no time."""
    match result:
        case bool() | None:
            return result
        case int() | Decimal():
            return round(Decimal(result), 8)
        case list():
            return [plain(item) for item in result]
        case dict():
            return {key: plain(part) for key, part in result.items()}
        case "P0D":
            return "PT0S"
    return result


class Asked:
    """One result of one case of the kit: what is asked, of what, and what is right."""

    def __init__(self, suite: Path, model: Path, case: ET.Element, node: ET.Element) -> None:
        self.suite, self.model = suite, model
        self.decision = str(node.get("name"))
        self.want = plain(value(next(c for c in node if local(c) == "expected")))
        self.inputs = {str(n.get("name")): value(n) for n in case if local(n) == "inputNode"}
        self.id = f"{self.folder}-{case.get('id')}-{self.decision}"

    @property
    def folder(self) -> str:
        return self.suite.parent.name

    @property
    def level(self) -> str:
        return self.suite.parent.parent.name

    def question(self):
        return ask_dmn.ask_dmn(self.model.read_text("utf-8-sig"), self.model.name, self.decision)

    def outcome(self, inputs: dict) -> str:
        """Passed, wrong, or refused; a refusal names the element and where it stands."""
        try:
            return "passed" if plain(self.question().answer(inputs, NOW)) == self.want else "wrong"
        except Unanswered as reason:
            return "refused" if {"line", "column", "element"} <= reason.more.keys() else "wrong"


def every_result() -> Iterator[Asked]:
    for suite in SUITES:
        root = ET.fromstring(suite.read_text("utf-8-sig"))
        model = suite.parent / str(next(c.text for c in root if local(c) == "modelName"))
        for case in root:
            if local(case) == "testCase" and case.get("type") != "decisionService":
                yield from (Asked(suite, model, case, node) for node in case if local(node) == "resultNode")


RESULTS = list(every_result())
AT_LEVEL_TWO = [asked for asked in RESULTS if asked.folder in TABLES and asked.level != "compliance-level-3"]


def of(folder: str) -> list[Asked]:
    found = [asked for asked in RESULTS if asked.folder == folder]
    if not found:
        pytest.skip(f"not run: {folder} is not in the folder")
    return found


@pytest.mark.parametrize("asked", AT_LEVEL_TWO, ids=lambda asked: asked.id)
def test_tables_of_level_two_through_index_and_reference(asked: Asked) -> None:
    question = asked.question()
    assert isinstance(question, Question)
    found = evaluated(question.bundle, question.paths, asked.inputs, NOW, None)
    for table in question.bundle.tables:
        verdicts = found.verdicts[table.id].listed(len(table.rows))
        assert verdicts == tuple(truth(row.condition, found.seen) for row in table.rows)
    assert plain(question.answer(asked.inputs, NOW)) == asked.want


def test_no_table_of_level_two_is_left_out() -> None:
    assert len(AT_LEVEL_TWO) == 51


@pytest.mark.parametrize("folder", [*MORE_TABLES, *TERNARY])
def test_tables_of_level_three_and_ternary_logic(folder: str) -> None:
    outcomes = Counter(asked.outcome(asked.inputs) for asked in of(folder))
    assert outcomes["wrong"] == 0
    assert outcomes["passed"] == {**MORE_TABLES, **TERNARY}[folder]


@pytest.mark.parametrize("folder", TERNARY)
def test_an_absent_input_of_ternary_logic_is_as_good_as_null(folder: str) -> None:
    for asked in of(folder):
        given = {name: held for name, held in asked.inputs.items() if held is not None}
        assert asked.outcome(given) == "passed"


@pytest.mark.parametrize("folder", SCALARS)
def test_scalars_are_compared_as_in_feel_or_refused(folder: str) -> None:
    outcomes = Counter(asked.outcome(asked.inputs) for asked in of(folder))
    assert (outcomes["passed"], outcomes["refused"], outcomes["wrong"]) == (*SCALARS[folder], 0)


@pytest.mark.parametrize("level", LEVELS)
def test_nothing_in_the_whole_kit_is_answered_wrongly(level: str) -> None:
    outcomes = Counter(asked.outcome(asked.inputs) for asked in RESULTS if asked.level == level)
    if not outcomes or not (Path(FOLDER) / level).is_dir():
        pytest.skip(f"not run: {level} is not in the folder")
    assert (outcomes["passed"], outcomes["refused"], outcomes["wrong"]) == (*LEVELS[level], 0)


@pytest.mark.parametrize("folder", sorted({*TABLES, *MORE_TABLES, *TERNARY}))
def test_through_the_command(folder: str, tmp_path: Path, capsys) -> None:
    decisions: dict[tuple[Path, str], list[Asked]] = {}
    for asked in of(folder):
        decisions.setdefault((asked.model, asked.decision), []).append(asked)
    for (model, decision), group in decisions.items():
        lines = [json.dumps(asked.inputs, default=float) for asked in group]
        file = tmp_path / "in.jsonl"
        file.write_text("\n".join(lines))
        main(["table", str(model), "--decision", decision, "--inputs", str(file), "--json"])
        for asked, line in zip(group, capsys.readouterr().out.splitlines(), strict=True):
            answer = json.loads(line, parse_float=Decimal)
            refused = "error" in answer and folder in MORE_TABLES
            assert refused or plain(answer["result"]) == asked.want
