from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.bundle import load_bundle
from desktop.rules.dmn_read import read_dmn
from desktop.rules.dmn_write import write_dmn
from desktop.rules.dmn_xml import NAMESPACES
from desktop.rules.normalize import key
from tests.rules.support import playbook

MODEL = """<definitions xmlns="{ns}" name="m">
 <itemDefinition name="tRisk"><typeRef>string</typeRef><allowedValues><text>"Low", "High"</text></allowedValues></itemDefinition>
 <inputData name="Applicant Age" id="i1"><variable typeRef="number" name="Applicant Age"/></inputData>
 <inputData name="risk" id="i2"><variable typeRef="tRisk" name="risk"/></inputData>
 <inputData name="since" id="i3"><variable typeRef="date" name="since"/></inputData>
 <decision name="Offer" id="d1"><variable typeRef="string" name="Offer"/>
  <decisionTable hitPolicy="FIRST">
   <input id="c1"><inputExpression typeRef="number"><text>Applicant Age</text></inputExpression></input>
   <input id="c2"><inputExpression typeRef="string"><text>risk</text></inputExpression></input>
   <input id="c3"><inputExpression typeRef="date"><text>since</text></inputExpression></input>
   <output name="Kind"/>
   <rule id="a"><description>Young</description><inputEntry><text>[18..30)</text></inputEntry><inputEntry><text>"Low","High"</text></inputEntry><inputEntry><text>&lt; date("2020-01-01")</text></inputEntry><outputEntry><text>"Start"</text></outputEntry></rule>
   <rule id="b"><inputEntry><text>{cell}</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>{out}</text></outputEntry></rule>
  </decisionTable>
 </decision>
 {more}
</definitions>"""


def model(ns: str = NAMESPACES[4], cell: str = "not(1,2)", out: str = '"007"', more: str = "") -> str:
    return MODEL.format(ns=ns, cell=cell, out=out, more=more)


@pytest.mark.parametrize("ns", NAMESPACES)
def test_every_version_is_read(ns: str) -> None:
    imported = read_dmn(model(ns), "m.dmn")
    assert imported.problems == ()
    bundle = load_bundle(imported.files).bundle
    assert bundle is not None
    table = bundle.table("offer")
    assert table is not None
    assert [c.name for c in table.inputs] == ["applicant_age", "risk", "since"]
    assert [r.outputs for r in table.rows] == [("Start",), ("007",)]
    assert 'rule,r1,[18..30),"Low, High",< 2020-01-01,Start,Young' in imported.files["tables/offer.csv"].splitlines()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("<a/>", "DMN007"),
        ("<a", "DMN004"),
        ("\x00", "DMN004"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "DMN002"),
        ("<a>" * 70 + "</a>" * 70, "DMN003"),
        ("<a>" + "x" * (4 * 1024 * 1024) + "</a>", "DMN001"),
    ],
)
def test_dangerous_files_are_refused(text: str, code: str) -> None:
    imported = read_dmn(text, "x.dmn")
    assert [p.code for p in imported.problems] == [code]
    assert imported.files == {}


@pytest.mark.parametrize(
    ("changed", "element"),
    [
        ({"cell": "sum(1, 2)"}, "sum(1, 2)"),
        ({"cell": "Name"}, "Name"),
        ({"out": "Kind + 1"}, "Kind + 1"),
        ({"more": '<businessKnowledgeModel id="bkm1" name="b"/>'}, "bkm1"),
        (
            {
                "more": '<decision id="lit" name="L"><literalExpression><text>now()</text></literalExpression></decision>'
            },
            "lit",
        ),
        ({"more": '<decision id="ctx" name="C"><context/></decision>'}, "ctx"),
    ],
)
def test_what_is_not_read_is_named(changed: dict[str, str], element: str) -> None:
    imported = read_dmn(model(**changed), "m.dmn")
    assert any(p.code == "DMN005" and element in p.text for p in imported.problems)
    assert "tables/offer.csv" in imported.files


def test_diagrams_are_dropped_with_a_notice() -> None:
    more = '<dmndi:DMNDI xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/"/>'
    assert [p.code for p in read_dmn(model(more=more)).problems] == ["DMN008"]


def test_what_we_write_comes_back() -> None:
    bundle = playbook()
    text, notices = write_dmn(bundle.tables, bundle.schema, "playbook")
    assert [p.code for p in notices] == ["DMN006"] * len(notices)
    lost = " ".join(p.text for p in notices)
    assert "effective dates" in lost
    assert "contract.days_to_end between 0 and 30" in lost
    imported = read_dmn(text, "p.dmn")
    assert not [p for p in imported.problems if p.is_error]
    from desktop.rules.table_read import compile_draft, read_draft

    for table in bundle.tables:
        draft, problems = read_draft(imported.files[f"tables/{table.id}.csv"], f"tables/{table.id}.csv")
        assert problems == []
        assert draft is not None
        back, problems = compile_draft(draft, bundle.schema)
        assert not [p for p in problems if p.is_error]
        first = {f"decision.{t.id}.{t.output_names[0]}": f"decision.{t.id}" for t in bundle.tables}
        conditions = [[str(key(r.condition)) for r in t.rows] for t in (back, table)]
        for output, result in first.items():
            conditions[0] = [text.replace(output, result) for text in conditions[0]]
        assert conditions[0] == conditions[1]
        assert [r.outputs for r in back.rows] == [r.outputs for r in table.rows]
        assert (back.hit, back.effective_from, back.owner) == (table.hit, table.effective_from, table.owner)
        assert back.default == table.default


@settings(max_examples=80, deadline=None)
@given(
    st.integers(0, len(model())),
    st.integers(0, 10),
    st.sampled_from(["", "<", ">", "\x00", '"', "<a>", "\ud800", "&lol;"]),
)
def test_damaged_files_give_problems_not_crashes(at: int, cut: int, put: str) -> None:
    text = model()
    imported = read_dmn(text[:at] + put + text[at + cut :], "m.dmn")
    assert imported.files or imported.problems
    if imported.files:
        load_bundle(imported.files)
