from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.bundle import load_bundle
from desktop.rules.problems import errors
from desktop.rules.table_csv import canonical_line, split_file
from desktop.rules.table_read import read_draft
from desktop.rules.tables import Hit
from tests.rules.support import PLAYBOOK

TEXT = PLAYBOOK["tables/call_type.csv"]


def problems_of(text: str, name: str = "tables/t.csv") -> list[str]:
    files = {"facts.toml": PLAYBOOK["facts.toml"], name: text}
    return [p.code for p in load_bundle(files).problems]


def test_reading() -> None:
    draft, problems = read_draft(TEXT, "tables/call_type.csv")
    assert problems == []
    assert draft is not None
    assert draft.table.hit is Hit.PRIORITY
    assert draft.table.outputs[0].values[0] == "complaint"
    assert draft.table.default == ("general", "No stronger signal")
    assert draft.table.rows[2].outputs == (
        "cancellation",
        "Contract ends in {contract.days_to_end} days, churn risk high",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t,
        lambda t: t.replace("\n", "\r\n"),
        lambda t: "\ufeff" + t,
        lambda t: t.rstrip("\n"),
        lambda t: t + "\n\n",
    ],
)
def test_saving_without_an_edit_keeps_every_byte(change) -> None:
    text = change(TEXT)
    assert split_file(text)[0].text() == text


def test_semicolons_and_a_byte_order_mark_load() -> None:
    text = (
        "\ufeff"
        + "callside;table/1;id=t;hit=C\r\nrole;id;in;out\r\nname;;call.queue;panel\r\nrule;r1;billing, sales;x\r\n"
    )
    assert problems_of(text) == []


def test_no_cell_we_write_starts_a_formula() -> None:
    line = canonical_line(["rule", "=1+1", "+2", "@x", "'quoted", "fine"])
    assert line == "rule,'=1+1,'+2,'@x,''quoted,fine"
    assert split_file("callside,x\n" + line)[0].records[1].cells == ("rule", "=1+1", "+2", "@x", "'quoted", "fine")


HEAD = "callside,table/1,id=t,hit=C\nrole,id,in,out\nname,,call.queue,panel\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "TBL001"),
        ("hello,world", "TBL001"),
        ("callside,table/9,id=t", "TBL002"),
        ("callside,table/1,id=t,hit=U\nname,,x\n", "TBL003"),
        (HEAD + "rulez,r1,billing,x\n", "TBL004"),
        (HEAD.replace(",in,out", ",inn,out"), "TBL005"),
        (HEAD + "rule,r1,billing,x\nrule,r1,sales,y\n", "TBL006"),
        (HEAD + "rule,,billing,x\n", "TBL007"),
        (HEAD.replace("hit=C", "hit=Z"), "TBL011"),
        (HEAD.replace("hit=C", "hit=P") + "rule,r1,billing,x\n", "TBL013"),
        (HEAD.replace("hit=C", "hit=C+") + "rule,r1,billing,x\n", "TBL014"),
        (HEAD + "rule,r1,billing,x,y\n", "TBL015"),
        (HEAD + "rule,r1,billing\n", "TBL028"),
        ("callside,table/1,id=t,hit=C\nrole,id,in\nname,,call.queue\n", "TBL016"),
        (HEAD.replace("hit=C", "hit=C,status=lost"), "TBL017"),
        (HEAD.replace("hit=C", "hit=C,from=1.12.2026"), "TBL008"),
        (HEAD.replace("hit=C", "hit=C,colour=red"), "NAM007"),
        ("callside,table/1,id=t,hit=C\nrole,id,out,out\nname,,a,a\n", "TBL018"),
        (HEAD.replace("call.queue", "call.quene"), "NAM001"),
        (HEAD + "rule,r1,biling,x\n", "NAM002"),
        (HEAD + 'rule,r1,"billing,x\n', "TBL022"),
        (HEAD.replace("id=t", "id=t t"), "NAM004"),
        (
            HEAD.replace("name,,call.queue,panel", "name,,call.queue,panel\nvalues,,,a|b") + "rule,r1,billing,c\n",
            "TBL010",
        ),
        (HEAD.replace(",in,out", ",if,out") + "rule,r1,call.queue =,x\n", "SYN010"),
        (HEAD + 'rule,r1,billing,5.5\nrule,r2,sales,"6,5"\n', "TBL009"),
        (HEAD + 'rule,r1,billing,"1.006,50 EUR"\n', "TBL009"),
        (HEAD + "rule,r1,billing,2026-12-01\nrule,r2,sales,02.12.2026\n", "TBL008"),
        (HEAD.replace("hit=C", "hit=C+") + "rule,r1,billing,5 EUR\nrule,r2,sales,5 USD\n", "TBL026"),
        (HEAD.replace("hit=C", "hit=C#") + "default,,,many\nrule,r1,billing,x\n", "TBL014"),
        (HEAD + "values,,,a|b\ndefault,,,c\nrule,r1,billing,a\n", "TBL010"),
        (HEAD + HEAD.split("\n")[1] + "\n", "TBL027"),
        (HEAD.replace("hit=C", f"hit=C,title={'x' * 61}"), "CAP013"),
        (HEAD + f"rule,{'r' * 501},billing,x\n", "CAP005"),
        (HEAD.replace(",in,out", ",if,out") + 'rule,r1,"call.repeat_7d > ""x""",x\n', "TYP002"),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    assert code in problems_of(text)


def test_one_word_among_numbers_is_to_blame_not_the_numbers() -> None:
    text = HEAD.replace("hit=C", "hit=C+") + "rule,r1,billing,5\nrule,r2,sales,many\nrule,r3,sales,\n"
    found = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": text}).problems
    assert [(p.code, p.cell, p.params["value"]) for p in found] == [
        ("TBL014", "D5", "many"),
        ("TBL014", "D6", "nothing"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        (HEAD.replace("name,,call.queue,panel", "name,"), "NAM001", (3, 1)),
        (HEAD.replace(",in,out", ",in,out,") + "rule,r1,billing,x,y\n", "TBL005", (2, 16)),
        (HEAD + f"rule,r1,billing,{'x' * 4097}\n", "CAP001", (4, 17)),
        (HEAD + "".join(f"rule,r{n},billing,x\n" for n in range(5001)), "CAP008", (5004, 1)),
        (f"callside,table/1,id=t,hit=C\nrole,id{',note' * 61},out\nname\n", "CAP009", (2, 1)),
    ],
)
def test_problems_have_a_place_even_where_the_cell_is_missing(text: str, code: str, at: tuple[int, int]) -> None:
    found = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": text}).problems
    assert (code, *at) in [(p.code, p.span.line, p.span.col) for p in found]


def test_a_column_without_a_role_may_be_empty() -> None:
    assert problems_of(HEAD.replace(",in,out", ",in,out,") + "rule,r1,billing,x\n") == []


def test_all_problems_of_a_file_in_one_pass() -> None:
    text = HEAD + "rule,r1,biling,x\nrule,r1,sales,x\nrule,r2,sale,x\n"
    assert sorted(problems_of(text)) == ["NAM002", "NAM002", "TBL006"]


def test_problems_point_into_the_cell() -> None:
    text = HEAD.replace(",in,out", ",if,out") + 'rule,r1,"call.repeat_7d > 1 and call.repat_7d < 3",x\n'
    problem = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": text}).problems[0]
    line = text.split("\n")[problem.span.line - 1]
    assert line[problem.span.col - 1 : problem.span.end_col - 1] == "call.repat_7d"
    assert problem.suggestion is not None
    assert problem.suggestion.text == "call.repeat_7d"
    assert (problem.file, problem.rule_id) == ("tables/t.csv", "r1")


def test_what_is_wrong_in_many_rows_is_told_for_each() -> None:
    rows = "".join(f"rule,r{n},>> 1,{'abc'[n % 3]}\n" for n in range(3))
    text = "callside,table/1,id=t,hit=U\nrole,id,in,out\nname,,n,x\n" + rows
    facts = 'format = "callside.facts/1"\n[fact]\nn = { type = "int" }\n'
    found = errors(load_bundle({"facts.toml": facts, "tables/t.csv": text}).problems)
    assert [(p.rule_id, p.span.line) for p in found] == [("r0", 4), ("r1", 5), ("r2", 6)]


def test_tables_must_not_go_round_in_circles() -> None:
    one = "callside,table/1,id=one,hit=U\nrole,id,if,out\nname,,,x\nrule,r,decision.two = 1,1\n"
    two = one.replace("=one", "=two").replace("decision.two", "decision.one")
    files = {"facts.toml": PLAYBOOK["facts.toml"], "tables/one.csv": one, "tables/two.csv": two}
    assert "TBL012" in [p.code for p in load_bundle(files).problems]


def test_outputs_are_typed_when_the_whole_column_is() -> None:
    text = "callside,table/1,id=t,hit=C\nrole,id,out,out\nname,,a,b\nrule,r1,1,10 min\nrule,r2,2.5,soon\n"
    draft, _ = read_draft(text, "tables/t.csv")
    from decimal import Decimal

    assert draft is not None
    assert [r.outputs for r in draft.table.rows] == [(1, "10 min"), (Decimal("2.5"), "soon")]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("callside,table/1;\"\n\r'=idhtUC-rule x"), max_size=200))
def test_any_file_gives_a_table_or_problems_and_its_bytes_back(text: str) -> None:
    assert split_file(text)[0].text() == text
    draft, problems = read_draft(text, "tables/t.csv")
    assert draft is not None or problems


@settings(max_examples=100, deadline=None)
@given(
    st.integers(0, len(TEXT)), st.integers(0, 8), st.sampled_from(["", '"', ",", "\n", "\x00", "=", "not(", "\ud800"])
)
def test_any_damage_to_a_table_is_a_problem_not_a_crash(at: int, cut: int, put: str) -> None:
    files = {**PLAYBOOK, "tables/call_type.csv": TEXT[:at] + put + TEXT[at + cut :]}
    result = load_bundle(files)
    assert result.bundle is not None or result.problems
    for problem in result.problems:
        assert problem.text


def taken(text: str) -> str:
    """The file with every suggestion taken, the last one first."""
    result = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": text})
    mends = [p.suggestion for p in result.problems if p.suggestion is not None]
    assert mends, [p.text for p in result.problems]
    lines = text.split("\n")
    for mend in sorted(mends, key=lambda m: m.span, reverse=True):
        at = mend.span.line - 1
        lines[at] = lines[at][: mend.span.col - 1] + mend.text + lines[at][mend.span.end_col - 1 :]
    return "\n".join(lines)


SEMICOLONS = HEAD.replace(",", ";")
IF = HEAD.replace(",in,out", ",if,out").replace("call.queue", "")


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (HEAD + "rule,r1,biling,x\n", HEAD + "rule,r1,billing,x\n"),
        (HEAD + 'rule,r1,"biling, sales, servce",x\n', HEAD + 'rule,r1,"billing, sales, service",x\n'),
        (HEAD + 'rule,r1,"not(biling, sales)",x\n', HEAD + 'rule,r1,"not(billing, sales)",x\n'),
        (HEAD + "rule,r1,!= biling,x\n", HEAD + "rule,r1,!= billing,x\n"),
        (SEMICOLONS + "rule;r1;biling, sales;x\n", SEMICOLONS + "rule;r1;billing, sales;x\n"),
        (HEAD.replace("call.queue", "call.quene"), HEAD),
        (HEAD.replace(",in,out", ",inn,out"), HEAD),
        (HEAD.replace("hit=C", "hit=C,status=actve"), HEAD.replace("hit=C", "hit=C,status=active")),
        (HEAD.replace("hit=C", "hit=C,titel=T"), HEAD.replace("hit=C", "hit=C,title=T")),
        (HEAD + "ruel,r1,billing,x\n", HEAD + "rule,r1,billing,x\n"),
        (
            HEAD + "values,,,late|early\nrule,r1,billing,lat\n",
            HEAD + "values,,,late|early\nrule,r1,billing,late\n",
        ),
        (
            IF + 'rule,r1,"customer.segment = ""gld"" and call.repat_7d > 1",x\n',
            IF + 'rule,r1,"customer.segment = ""gold"" and call.repeat_7d > 1",x\n',
        ),
        (
            IF + 'rule,r1,"call.repeat_7d > 1\n and call.repat_7d < 9",x\n',
            IF + 'rule,r1,"call.repeat_7d > 1\n and call.repeat_7d < 9",x\n',
        ),
        (
            HEAD.replace("call.queue", "ivr.choice") + "rule,r1,!= cancel,x\n",
            HEAD.replace("call.queue", "ivr.choice") + 'rule,r1,"empty, != cancel",x\n',
        ),
        (
            HEAD.replace("call.queue", "ivr.choice") + "rule,r1,not(cancel),x\n",
            HEAD.replace("call.queue", "ivr.choice") + 'rule,r1,"empty, != cancel",x\n',
        ),
        (
            HEAD.replace("call.queue", "billing.balance_due") + 'rule,r1,"1.000,50",x\nrule,r2,">= 2,5",y\n',
            HEAD.replace("call.queue", "billing.balance_due") + 'rule,r1,"1000.50",x\nrule,r2,">= 2.5",y\n',
        ),
    ],
)
def test_one_click_mends_the_cell_and_nothing_else(text: str, right: str) -> None:
    assert taken(text) == right
    assert not errors(load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": right}).problems)
