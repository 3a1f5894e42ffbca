"""What is wrong with a DMN model: one sentence each, with the element and where it stands."""

from __future__ import annotations

import pytest

from desktop.rules.ask import Unanswered
from desktop.rules.ask_dmn import ask_dmn
from desktop.rules.dmn_read import read_dmn
from tests.rules.support import NOW

MODEL = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="m" namespace="x">
<inputData name="N" id="n"><variable name="N" typeRef="number"/></inputData>
<inputData name="Flag" id="f"><variable name="Flag" typeRef="boolean"/></inputData>
<decision name="D" id="d"><variable name="D" typeRef="string"/>
<decisionTable id="t" hitPolicy="UNIQUE"><input id="i"><inputExpression><text>N</text></inputExpression></input>
<output id="o"/>
<rule id="r"><inputEntry><text>1</text></inputEntry><outputEntry><text>"one"</text></outputEntry></rule>
</decisionTable></decision>
<decision name="E" id="e"><variable name="E"/><literalExpression><text>12 * N</text></literalExpression></decision>
</definitions>"""


def changed(old: str, new: str) -> str:
    assert old in MODEL
    return MODEL.replace(old, new)


CIRCLE = """<decision name="E" id="e"><informationRequirement><requiredDecision href="#g"/></informationRequirement>
<literalExpression><text>1 + G</text></literalExpression></decision>
<decision name="G" id="g"><informationRequirement><requiredDecision href="#e"/></informationRequirement>
<literalExpression><text>E</text></literalExpression></decision></definitions>"""
LAST = MODEL[MODEL.index('<decision name="E"') :]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('<inputData name="N"', "<inputData", "2:DMN010 The inputData n has no name."),
        ("</definitions>", "<decision/></definitions>", "10:DMN010 The decision decision has no name."),
        ('name="Flag" id="f"', 'name="N" id="f"', "3:DMN011 The name N stands twice: inputData f"),
        ('id="f"', 'id="n"', "3:DMN011 The id n stands twice: inputData n"),
        ('name="E" id="e"', 'name="D" id="e"', "9:DMN011 The name D stands twice: decision e"),
        ('<output id="o"/>', "", "5:DMN010 The decisionTable t has no output."),
        ('<output id="o"/>', '<output name="a"/><output id="o"/>', "6:DMN010 The output o has no name."),
        ('<output id="o"/>', '<output name="a"/><output name="a"/>', "6:DMN011 The name a stands twice: output a"),
        (
            "<inputEntry><text>1</text></inputEntry>",
            "",
            "7:DMN012 The input entries of the rule r are 0, its table has 1.",
        ),
        (
            "</outputEntry>",
            "</outputEntry><outputEntry/>",
            "7:DMN012 The output entries of the rule r are 2, its table has 1.",
        ),
        ('"UNIQUE"', '"BEST"', "5:DMN005 hit policy BEST is not imported: t"),
        ('"UNIQUE"', '"COLLECT" aggregation="AVG"', "5:DMN005 aggregation AVG is not imported: t"),
        (
            "<text>N</text>",
            "<text>N +</text>",
            "5:DMN005 input expression N + is not imported (the end is not read): i",
        ),
        (
            'typeRef="string"',
            'typeRef="date"',
            '7:DMN005 output "one" is not imported (it is a text, the output is a date): outputEntry',
        ),
        (
            "12 * N",
            "12 * Flag",
            "9:DMN005 literalExpression is not imported (a whole number * yes or no is not calculated): e",
        ),
        ("12 * N", "D = 1", "9:DMN005 literalExpression is not imported (a text is compared with a whole number): e"),
        (
            "12 * N",
            " and ".join(["N &gt; 1 or N = 0"] * 40),
            "9:DMN005 literalExpression is not imported (it has more than 200 parts): e",
        ),
        (
            '<variable name="E"/>',
            '<variable name="E" typeRef="string"/>',
            "9:DMN005 literalExpression is not imported (its result is a number, declared is string): e",
        ),
        (LAST, CIRCLE, "9:DMN013 The decision e requires itself: E > G > E"),
        (
            '<variable name="N" typeRef="number"/>',
            '<variable name="N" typeRef="time"/>',
            "5:DMN005 input expression N is not imported (N is of type time): i",
        ),
    ],
)
def test_each_fault_is_one_sentence(old: str, new: str, said: str) -> None:
    found = [f"{p.span.line}:{p.code} {p.text}" for p in read_dmn(changed(old, new), "m.dmn").problems]
    assert said in found


@pytest.mark.parametrize(("text", "said"), [("<decision/>", "decision"), ("<x><definitions/></x>", "x")])
def test_the_root_must_be_definitions(text: str, said: str) -> None:
    tag = text[1:].split("/", maxsplit=1)[0].split(">", maxsplit=1)[0]
    text = text.replace(f"<{tag}", f'<{tag} xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"', 1)
    (problem,) = read_dmn(text, "m.dmn").problems
    assert (problem.code, problem.text) == ("DMN009", f"The file must hold definitions, found {said}.")


def with_decision(name: str, logic: str) -> str:
    return f'<decision name="{name}" id="{name}2">{logic}</decision></definitions>'


def literal(text: str) -> str:
    return f"<literalExpression><text>{text}</text></literalExpression>"


ROUND = '<itemDefinition name="tA"><typeRef>tB</typeRef></itemDefinition><itemDefinition name="tB"><typeRef>tA</typeRef></itemDefinition>'
TYPES = """<itemDefinition name="tP"><itemComponent name="Age"><typeRef>number</typeRef></itemComponent>
<itemComponent name="Many" isCollection="true"><typeRef>number</typeRef></itemComponent></itemDefinition>
<itemDefinition name="tQ"><typeRef>tP</typeRef></itemDefinition>"""


def typed(types: str, ref: str, part: str = "N") -> str:
    """The model with item definitions, and N or a part of it as the input of its table."""
    text = changed(
        '<inputData name="N" id="n"><variable name="N" typeRef="number"',
        f'{types}<inputData name="N" id="n"><variable name="N" typeRef="{ref}"',
    )
    return text.replace("<text>N</text>", f"<text>{part}</text>").replace("12 * N", "1")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (typed(ROUND, "tA"), "N is of type tA"),
        (typed(ROUND, "tA", "N.Age"), "N has no Age"),
        (typed(TYPES, "tQ", "N.Many"), "N.Many is of type list"),
        (typed(TYPES, "tQ"), "N is of type tQ"),
        (changed("12 * N", "E + 1"), "it needs E: E requires itself"),
        (changed("12 * N", "sum(N)").replace("</definitions>", with_decision("F", literal("E + 1"))), "it needs E: the function sum is not read"),
        (changed("</definitions>", "<decision name='C' id='c'><context/></decision>" + with_decision("F", literal("C + 1"))), "it needs C: its logic is no decision table and no literal expression"),
        (changed("12 * N", "D").replace('"UNIQUE"', '"COLLECT"'), "its result is a list"),
        (changed('"one"', 'duration("-P1D")').replace('typeRef="string"', 'typeRef="dayTimeDuration"'), "it is a negative duration"),
        (changed('"one"', 'duration("P99999999999D")').replace('typeRef="string"', 'typeRef="dayTimeDuration"'), "P99999999999D is no date, no instant and no duration without months"),
    ],
)  # fmt: skip
def test_why_a_decision_is_not_read(text: str, said: str) -> None:
    assert said in " ".join(p.text for p in read_dmn(text, "m.dmn").problems)


def test_a_part_of_an_alias_of_a_structure() -> None:
    assert ask_dmn(typed(TYPES, "tQ", "N.Age"), "m.dmn", "D").answer({"N": {"Age": 1}}, NOW) == "one"


def test_a_calculation_on_another_one_is_read_once() -> None:
    text = changed("</definitions>", with_decision("F", literal("E + E + 1")))
    assert ask_dmn(text, "m.dmn", "F").answer({"N": 1}, NOW) == 25


def test_what_is_always_so_needs_nothing() -> None:
    for logic in ("true", "N &gt; 5 or true"):
        assert ask_dmn(changed("12 * N", logic), "m.dmn", "E").answer({}, NOW) is True


def test_a_condition_that_stays_open_is_null() -> None:
    asked = ask_dmn(changed("12 * N", "N &gt; 5"), "m.dmn", "E")
    assert [asked.answer(data, NOW) for data in ({}, {"N": 9}, {"N": 1}, {"N": None})] == [None, True, False, None]
    wrong = changed("12 * N", 'D = "one" and N &gt; 0').replace(
        "</rule>",
        '</rule><rule><inputEntry><text>1</text></inputEntry><outputEntry><text>"two"</text></outputEntry></rule>',
    )
    with pytest.raises(Unanswered, match="Several rows of D match"):
        ask_dmn(wrong, "m.dmn", "E").answer({"N": 1}, NOW)


def test_the_result_of_a_table_with_several_outputs() -> None:
    two = changed('<output id="o"/>', '<output name="a"/><output name="b"/>').replace(' typeRef="string"', "")
    two = two.replace("</outputEntry>", "</outputEntry><outputEntry><text>2</text></outputEntry>")
    assert ask_dmn(two, "m.dmn", "D").answer({"N": 1}, NOW) == {"a": "one", "b": 2}
    assert ask_dmn(two.replace("12 * N", "D.b + 1"), "m.dmn", "E").answer({"N": 1}, NOW) == 3
    with pytest.raises(Unanswered, match="D has several outputs"):
        ask_dmn(two.replace("12 * N", "D + 1"), "m.dmn", "E")


def test_the_type_of_an_output_is_that_of_the_entries_that_can_be_read() -> None:
    rows = "".join(
        f"</rule><rule><inputEntry><text>{n}</text></inputEntry><outputEntry><text>{out}</text></outputEntry>"
        for n, out in ((2, "sum(1)"), (3, "null"))
    )
    text = (
        changed(' typeRef="string"', "")
        .replace('"one"', "7")
        .replace("</rule>", rows + "</rule>")
        .replace("12 * N", "D + 1")
    )
    assert [p.text for p in read_dmn(text, "m.dmn").problems] == [
        "output sum(1) is not imported (the function sum is not read): outputEntry"
    ]


@pytest.mark.parametrize("values", ["sum(", '"one|two"', "[1..5]"])
def test_allowed_values_that_are_no_list_allow_everything(values: str) -> None:
    text = changed('<output id="o"/>', f'<output id="o"><outputValues><text>{values}</text></outputValues></output>')
    assert ask_dmn(text, "m.dmn", "D").answer({"N": 1}, NOW) == "one"
    with pytest.raises(Unanswered, match="Priority needs allowed values") as reason:
        ask_dmn(text.replace('"UNIQUE"', '"PRIORITY"'), "m.dmn", "D")
    assert reason.value.more == {"file": "m.dmn", "decision": "D"}


def test_conditions_that_are_too_much_together() -> None:
    cell = ", ".join(f"? + 1 &gt; {n}" for n in range(30))
    one = changed("<text>1</text>", f"<text>{cell}</text>")
    assert ask_dmn(one, "m.dmn", "D").answer({"N": 1}, NOW) == "one"
    entry = f"<inputEntry><text>{cell}</text></inputEntry>"
    two = one.replace(entry, entry * 2).replace(
        '<output id="o"/>', '<input id="j"><inputExpression><text>N</text></inputExpression></input><output id="o"/>'
    )
    assert "more than 200 parts" in " ".join(p.text for p in read_dmn(two, "m.dmn").problems)


def test_diagrams_and_descriptions_are_in_nobodys_way() -> None:
    more = '<description>x</description><d:DMNDI xmlns:d="https://www.omg.org/spec/DMN/20230324/DMNDI/"/>'
    assert ask_dmn(changed("</definitions>", more + "</definitions>"), "m.dmn", "D").answer({"N": 1}, NOW) == "one"


def test_the_decision_that_is_meant_when_none_is_named() -> None:
    reads = '<decision name="X" id="x"><decisionTable><input><inputExpression><text>D</text></inputExpression></input><output/><rule><inputEntry><text>"one"</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision></definitions>'
    apart = reads.replace("<text>D</text>", "<text>N</text>").replace('"one"', "1")
    assert ask_dmn(changed(LAST, "</definitions>"), "m.dmn", None).answer({"N": 1}, NOW) == "one"
    assert ask_dmn(changed(LAST, reads), "m.dmn", None).answer({"N": 1}, NOW) == 1
    with pytest.raises(Unanswered, match="several decisions; choose one of D, X"):
        ask_dmn(changed(LAST, apart), "m.dmn", None)


def test_names_that_stand_twice_make_every_answer_doubtful() -> None:
    with pytest.raises(Unanswered, match="stands twice"):
        ask_dmn(changed('name="Flag" id="f"', 'name="N" id="f"'), "m.dmn", "D")
    with pytest.raises(Unanswered, match="requires itself"):
        ask_dmn(changed(LAST, CIRCLE), "m.dmn", "E")
    assert ask_dmn(changed(LAST, CIRCLE), "m.dmn", "D").answer({"N": 1}, NOW) == "one"


def test_a_calculation() -> None:
    asked = ask_dmn(MODEL, "m.dmn", "E")
    assert asked.answer({"N": 2}, NOW) == 24
    assert asked.answer({"N": None}, NOW) is None
    with pytest.raises(Unanswered, match=r"depends on N\.") as reason:
        asked.answer({}, NOW)
    assert reason.value.more["waiting_for"] == ["N"]
    assert ask_dmn(changed("12 * N", "null"), "m.dmn", "E").answer({}, NOW) is None


def test_a_calculation_on_the_result_of_a_table() -> None:
    text = changed("12 * N", "D + 1").replace('"one"', "7").replace('typeRef="string"', 'typeRef="number"')
    asked = ask_dmn(text, "m.dmn", "E")
    assert asked.answer({"N": 1}, NOW) == 8
    assert asked.answer({"N": 2}, NOW) is None
    with pytest.raises(Unanswered, match=r"depends on N\."):
        asked.answer({}, NOW)


def test_a_condition_as_input_of_a_table() -> None:
    text = changed("<text>N</text>", "<text>N &gt; 5</text>").replace("<text>1</text>", "<text>{}</text>")
    for cell, holds in (("true", 6), ("false", 5)):
        asked = ask_dmn(text.format(cell), "m.dmn", "D")
        assert [asked.answer({"N": n}, NOW) for n in (holds, 11 - holds, None)] == ["one", None, None]
    with pytest.raises(Unanswered, match="has no answer"):
        ask_dmn(text.format("not(true)"), "m.dmn", "D")
    with pytest.raises(Unanswered, match="more than true and false"):
        ask_dmn(text.format("Flag"), "m.dmn", "D")


def test_parts_and_calculations_as_input() -> None:
    text = changed("<text>N</text>", "<text>N * 2 + 1</text>").replace("<text>1</text>", "<text>&gt; 10</text>")
    asked = ask_dmn(text, "m.dmn", "D")
    assert [asked.answer({"N": n}, NOW) for n in (4, 5, None)] == [None, "one", None]
