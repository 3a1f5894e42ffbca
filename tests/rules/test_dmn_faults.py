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
        ("<inputEntry><text>1</text></inputEntry>", "", "7:DMN012 The rule r has 0 input entries, its table has 1."),
        (
            "</outputEntry>",
            "</outputEntry><outputEntry/>",
            "7:DMN012 The rule r has 2 output entries, its table has 1.",
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
