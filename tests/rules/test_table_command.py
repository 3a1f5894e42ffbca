"""`callside table`: what a line of inputs gives, and what is said where there is no answer."""

from __future__ import annotations

import io
import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.rules.dmn_xml import NAMESPACES

DMN = """<definitions xmlns="{ns}" name="m">
 <itemDefinition name="tPlace"><itemComponent name="Zip Code"><typeRef>string</typeRef></itemComponent></itemDefinition>
 <itemDefinition name="tPerson"><itemComponent name="Home"><typeRef>tPlace</typeRef></itemComponent>
  <itemComponent name="Age"><typeRef>number</typeRef></itemComponent>
  <itemComponent name="Born"><typeRef>date</typeRef></itemComponent>
  <itemComponent name="Member"><typeRef>boolean</typeRef></itemComponent>
  <itemComponent name="Waited"><typeRef>days and time duration</typeRef></itemComponent></itemDefinition>
 <inputData name="The Person"><variable name="The Person" typeRef="tPerson"/></inputData>
 <inputData name="Limit"><variable name="Limit" typeRef="number"/></inputData>
 <inputData name="Loose"><variable name="Loose"/></inputData>
 <decision name="Band"><variable name="Band"{typed}/>
  <decisionTable hitPolicy="{hit}"{more}>
   <input id="in1"><inputExpression><text>{expression}</text></inputExpression></input>
   <output name="Kind"/>{default}
   <rule><inputEntry><text>{cell}</text></inputEntry><outputEntry><text>{out}</text></outputEntry></rule>
   <rule><inputEntry><text>{other}</text></inputEntry><outputEntry><text>{second}</text></outputEntry></rule>
  </decisionTable></decision>
 <decision name="Offer"><variable name="Offer" typeRef="string"/>
  <decisionTable hitPolicy="FIRST">
   <input><inputExpression><text>Band</text></inputExpression></input>
   <output name="What"/><output name="From Price"/>
   <rule><inputEntry><text>"young"</text></inputEntry><outputEntry><text>"start"</text></outputEntry><outputEntry><text>0.10</text></outputEntry></rule>
   <rule><inputEntry><text>-</text></inputEntry><outputEntry><text>"plain"</text></outputEntry><outputEntry><text>20</text></outputEntry></rule>
  </decisionTable></decision>
 <decision name="Odd" id="odd1"><literalExpression><text>sum(Limit)</text></literalExpression></decision>
</definitions>"""
PLAIN = {
    "ns": NAMESPACES[2],
    "hit": "UNIQUE",
    "more": "",
    "typed": "",
    "expression": "The Person.Age",
    "default": "",
    "cell": "&lt; 30",
    "other": "&gt;= 30",
    "out": '"young"',
    "second": '"older"',
}


@pytest.fixture
def ask(tmp_path: Path, capsys, monkeypatch):
    def run(text: str, *lines: object, decision: str | None = "Band", name: str = "m.dmn", json_out: bool = True):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        data = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.encode("utf-8"))))
        more = ["--decision", decision] if decision else []
        code = main(["table", str(file), *more, "--inputs", "-", *(["--json"] if json_out else [])])
        said = capsys.readouterr()
        if said.err:
            assert said.err.count("\n") == 1
            return code, said.err
        return code, [json.loads(line, parse_float=Decimal) for line in said.out.splitlines()] if json_out else said.out

    return run


def dmn(**changed: str) -> str:
    return DMN.format(**{**PLAIN, **changed})


def person(**parts: object) -> dict[str, object]:
    return {"The Person": parts}


@pytest.mark.parametrize("ns", NAMESPACES)
def test_nested_inputs_with_spaces_in_their_names(ask, ns: str) -> None:
    assert ask(dmn(ns=ns), person(Age=29.5), person(Age=30)) == (0, [{"result": "young"}, {"result": "older"}])
    text = dmn(expression="The Person.Home.Zip Code", cell='"01000"', other='not("01000")')
    assert ask(text, person(Home={"Zip Code": "01000"}))[1] == [{"result": "young"}]


@pytest.mark.parametrize(
    ("expression", "cell", "other", "value"),
    [
        ("The Person.Member", "true", "false", True),
        ("The Person.Born", '&gt; date("2000-01-31")', '&lt;= date("2000-01-31")', "2001-01-01"),
        ("The Person.Waited", '&lt; duration("PT2H")', '&gt;= duration("PT2H")', "PT1H59M59.5S"),
        ("The Person.Waited", '&lt; duration("PT2H")', '&gt;= duration("PT2H")', "90min"),
        ("The Person.Age", "[1..Limit)", "&gt;= Limit", 4),
        ("The Person.Age", "null", "not(null)", None),
    ],
)
def test_every_kind_of_input(ask, expression: str, cell: str, other: str, value: object) -> None:
    part = expression.rpartition(".")[2]
    asked = {**person(**{part: value}), "Limit": 5}
    assert ask(dmn(expression=expression, cell=cell, other=other), asked) == (0, [{"result": "young"}])


def test_a_type_nobody_declared_is_read_off_the_cells(ask) -> None:
    text = dmn(expression="Loose", cell='"a", "b"', other='"c"')
    assert ask(text, {"Loose": "b"}, {"Loose": 1})[1][0] == {"result": "young"}
    assert ask(dmn(expression="Loose"), {"Loose": 31})[1] == [{"result": "older"}]


def test_nothing_matches_is_null_and_unknown_is_an_error(ask) -> None:
    code, answers = ask(dmn(cell="&lt; 10"), person(Age=20), person(Age=None), {"The Person": None}, person(), {})
    assert code == 1
    assert answers[:3] == [{"result": None}] * 3
    for answer in answers[3:]:
        assert answer["error"]["code"] == "undecided"
        assert answer["error"]["waiting_for"] == ["The Person.Age"]
        assert answer["error"]["candidates"] == ["young", "older"]


def test_what_is_unknown_does_not_matter_when_nothing_can_change(ask) -> None:
    text = dmn(hit="ANY", out='"same"', second='"same"', other="-")
    assert ask(text, {})[1] == [{"result": "same"}]


@pytest.mark.parametrize(
    ("hit", "more", "want"),
    [
        ("COLLECT", "", [2, Decimal("0.5")]),
        ("RULE ORDER", "", [2, Decimal("0.5")]),
        ("COLLECT", ' aggregation="SUM"', Decimal("2.5")),
        ("COLLECT", ' aggregation="COUNT"', 2),
        ("COLLECT", ' aggregation="MIN"', Decimal("0.5")),
        ("COLLECT", ' aggregation="MAX"', 2),
        ("FIRST", "", 2),
    ],
)
def test_hit_policies_give_lists_or_numbers(ask, hit: str, more: str, want: object) -> None:
    text = dmn(hit=hit, more=more, out="2", second="0.5", other="-")
    assert ask(text, person(Age=1)) == (0, [{"result": want}])


def test_several_outputs_are_an_object_and_tables_feed_tables(ask) -> None:
    wanted = {"What": "start", "From Price": Decimal("0.10")}
    assert ask(dmn(), person(Age=1), decision="Offer") == (0, [{"result": wanted}])
    assert ask(dmn(), person(Age=40), decision="Offer")[1][0]["result"]["From Price"] == 20
    assert ask(dmn(), {}, decision="Offer")[1][0]["error"]["waiting_for"] == ["The Person.Age"]


def test_rows_in_conflict_are_named(ask) -> None:
    code, (answer,) = ask(dmn(other="-"), person(Age=1))
    assert code == 1
    assert (answer["error"]["code"], answer["error"]["rows"]) == ("conflict", ["r1", "r2"])
    assert ask(dmn(other="-"), person(Age=1), decision="Offer")[1][0]["error"]["code"] == "conflict"


def test_defaults(ask) -> None:
    text = dmn(cell="1", other="2").replace(
        '<output name="Kind"/>',
        '<output name="Kind"><defaultOutputEntry><text>"none"</text></defaultOutputEntry></output>',
    )
    assert ask(text, person(Age=3))[1] == [{"result": "none"}]


@pytest.mark.parametrize(
    ("changed", "element"),
    [
        ({"cell": "sum(1, 2)"}, "inputEntry"),
        ({"cell": '"a"'}, "inputEntry"),
        ({"cell": "Nowhere"}, "inputEntry"),
        ({"cell": "&lt; null"}, "inputEntry"),
        ({"out": "1", "second": '"a"'}, "outputEntry"),
        ({"out": "1", "typed": ' typeRef="string"'}, "outputEntry"),
        ({"out": "Limit + 1"}, "outputEntry"),
        ({"expression": "count(The Person.Age)"}, "in1"),
        ({"expression": "The Person"}, "in1"),
        ({"expression": "The Person.Nothing"}, "in1"),
    ],
)
def test_feel_that_is_not_read_is_an_error_with_its_element(ask, changed: dict[str, str], element: str) -> None:
    for decision in ("Band", "Offer"):
        code, (answer,) = ask(dmn(**changed), person(Age=1), decision=decision)
        assert code == 1
        error = answer["error"]
        assert (error["code"], error["element"], error["rule"]) == ("DMN005", element, "Band")
        assert error["file"].endswith("m.dmn")
        assert error["line"] > 1


def test_what_is_wrong_with_one_decision_leaves_the_others(ask) -> None:
    more = (
        dmn(cell="sum(1)")
        .replace("<text>Band</text>", "<text>Limit</text>")
        .replace('<text>"young"</text></input', "<text>1</text></input")
    )
    assert ask(more, {"Limit": 2}, decision="Offer")[1] == [{"result": {"What": "plain", "From Price": 20}}]


def test_which_decision(ask) -> None:
    assert ask(dmn(), person(Age=1), decision=None)[1][0]["result"]["What"] == "start"
    code, said = ask(dmn(), person(Age=1), decision="Nope")
    assert code == 1
    assert "Band, Offer, Odd" in said
    code, (answer,) = ask(dmn(), {}, decision="Odd")
    assert (code, answer["error"]["element"]) == (1, "odd1")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "DMN002"),
        ("<a", "DMN004"),
        ("<a/>", "DMN007"),
        ("", "DMN004"),
    ],
)
def test_a_file_that_is_refused(ask, text: str, code: str) -> None:
    exit_code, (answer,) = ask(text, {}, decision=None)
    assert (exit_code, answer["error"]["code"]) == (1, code)
    exit_code, said = ask(text, {}, decision=None, json_out=False)
    assert exit_code == 1
    assert said.startswith("callside: ")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{", "json"),
        ("nonsense", "json"),
        ('{"The Person": {"Age": NaN}}', "json"),
        ("[" * 100_000, "json"),
        ('{"The Person": {"Age": 1' + "0" * 5000 + "}}", "json"),
        ('{"The Person": {"Age": 1e999999}}', "input"),
        ('{"The Person": {"Age": true}}', "input"),
        ('{"The Person": {"Age": "1"}}', "input"),
        ('{"The Person": {"Age": [1]}}', "input"),
        ('{"The Person": 5}', "input"),
        ("[]", "input"),
        ('{"x": "' + "y" * 2_000_000 + '"}', "json"),
    ],
)
def test_a_bad_line_is_one_error_and_the_next_line_is_answered(ask, line: str, code: str) -> None:
    exit_code, (bad, good) = ask(dmn(), line, person(Age=1))
    assert (exit_code, bad["error"]["code"], good) == (1, code, {"result": "young"})
    assert len(bad["error"]["message"]) < 300


CSV = """callside,table/1,id=t,hit=F
role,id,in,in,in,in,if,out,out
name,,n,who.name,flag,since,,kind,score
rule,r1,>= 2.5,"Ada, Bob",true,> 2026-01-31,total > 5 EUR and tags has "vip",first,1
rule,r2,-,-,not empty,-,-,second,2.50
"""


def test_a_table_without_facts_tells_its_types_by_its_cells(ask) -> None:
    full = {"n": 3, "who": {"name": "ada"}, "flag": True, "since": "2026-02-01", "total": "6 EUR", "tags": ["vip"]}
    flat = {**full, "who": None, "who.name": "Bob", "total": 6}
    wrong = {**full, "n": "3"}
    code, answers = ask(CSV, full, flat, {**full, "n": 1}, wrong, decision=None, name="t.csv")
    assert code == 1
    assert answers[:2] == [{"result": {"kind": "first", "score": 1}}] * 2
    assert answers[2] == {"result": {"kind": "second", "score": Decimal("2.50")}}
    assert answers[3]["error"]["input"] == "n"


FACTS = """format = "callside.facts/1"
[fact]
"order.late" = { label = "Late", type = "int", nullable = false }
"segment" = { label = "Segment", type = "enum", members = ["gold", "silver"] }
"""
FIRST = "callside,table/1,id=one,hit=U,status=draft,from=2099-01-01\nrole,id,in,out\nname,,order.late,kind\nrule,a,>= 1,late\nrule,b,0,fine\n"
SECOND = "callside,table/1,id=two,hit=F\nrole,id,in,in,out\nname,,decision.one,segment,say\nrule,a,late,gold,sorry\nrule,b,-,-,hello\n"


@pytest.mark.parametrize("facts", ["facts.toml", "tables/facts.toml", "facts/a.toml"])
def test_a_table_of_a_playbook_uses_its_facts_and_tables(ask, tmp_path: Path, facts: str) -> None:
    for name, text in ((facts, FACTS), ("tables/one.csv", FIRST), ("tables/broken.csv", "no table")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    late, gold = {"order": {"late": 2}}, {"segment": "gold"}
    lines = [{**late, **gold}, {**late, "segment": "silver"}, {"order": {"late": 0}}, late]
    code, answers = ask(
        SECOND, *lines, {"order.late": None}, {**late, "segment": "tin"}, decision=None, name="tables/two.csv"
    )
    assert code == 1
    assert [a.get("result") for a in answers[:3]] == ["sorry", "hello", "hello"]
    assert answers[3]["error"]["waiting_for"] == ["segment"]
    assert answers[4]["error"]["message"] == "order.late must not be empty."
    assert "gold, silver" in answers[5]["error"]["message"]


def test_a_table_of_the_shipped_playbook(tmp_path: Path, capsys) -> None:
    inputs = tmp_path / "in.jsonl"
    inputs.write_text('{"ivr": {"choice": "cancel"}}\n{"ivr.choice": null, "call.queue": "Retention"}\n{}\n')
    table = Path(__file__).parents[2] / "resources/playbooks/fernvik/tables/topic.csv"
    assert main(["table", str(table), "--inputs", str(inputs), "--json"]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert answers[:2] == [{"result": "cancellation"}] * 2
    assert "ivr.choice" in answers[2]["error"]["waiting_for"]
    shutil.copytree(table.parents[1], tmp_path / "own")
    (tmp_path / "own/tables/topic.csv").write_text("nonsense")
    assert main(["table", str(tmp_path / "own/tables/topic.csv"), "--inputs", str(inputs)]) == 1
    assert "topic.csv" in capsys.readouterr().err


def test_a_broken_table_names_file_line_and_column(ask) -> None:
    broken = FIRST.replace(">= 1", ">= x y")
    code, (answer,) = ask(broken, {}, decision=None, name="one.csv")
    assert code == 1
    assert (answer["error"]["line"], answer["error"]["rule"]) == (4, "a")
    assert answer["error"]["file"].endswith("one.csv")
    code, said = ask(broken, {}, decision=None, name="one.csv", json_out=False)
    assert "one.csv:4: " in said


def test_for_people(ask) -> None:
    said = ask(dmn(), person(Age=1), {}, json_out=False)
    assert said == (1, '1: "young"\n2: Not decided yet; it depends on The Person.Age.\n')


@pytest.mark.parametrize(
    "arguments",
    [
        ["nowhere.dmn", "--inputs", "-"],
        ["nowhere.txt", "--inputs", "-"],
        ["nowhere.csv", "--inputs", "-"],
        ["/dev/null", "--inputs", "-"],
    ],
)
def test_files_that_cannot_be_asked_are_one_line(arguments: list[str], capsys) -> None:
    assert main(["table", *arguments]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_a_decision_of_a_file_that_is_one_table_is_wrong_usage(capsys) -> None:
    assert main(["table", "t.csv", "--inputs", "-", "--decision", "x"]) == 2
    assert capsys.readouterr().err == "callside: --decision is for .dmn and .json files; a .csv file is one table.\n"
