from __future__ import annotations

import itertools
import tomllib
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.rules.analyze import analyze, analyze_table
from desktop.rules.boxes import space_of
from desktop.rules.bundle import load_bundle
from desktop.rules.facts import FactSet
from desktop.rules.gaps import Answer, find_gap
from desktop.rules.kleene import T, truth
from desktop.rules.nodes import ALWAYS
from desktop.rules.overlap import has_no_overlap
from desktop.rules.parser import parse
from desktop.rules.seen import see_all
from desktop.rules.tables import Column, Hit, Row, Table
from desktop.rules.witness import known_facts
from tests.rules.support import NOW, PLAYBOOK, ZONE, playbook, schema_of

SCHEMA = schema_of("""format = "callside.facts/1"
[fact]
x = { type = "int", min = 0, max = 9, nullable = false }
y = { type = "int", min = 0, max = 9, nullable = false }
e = { type = "enum", members = ["a", "b", "c"], nullable = false }
n = { type = "int" }
b = { type = "bool", nullable = false }
""")


def table(hit: str, *rows: tuple[str, str], default: str | None = None) -> Table:
    made = tuple(Row(f"r{i}", parse(text).tree if text else ALWAYS, (out,)) for i, (text, out) in enumerate(rows))
    values = tuple(dict.fromkeys(out for _, out in rows)) if hit == "P" else ()
    column = Column(1, "out", "result", values=values)
    return Table("t", Hit(hit), (column,), made, default=(default,) if default else None)


def found(hit: str, *rows: tuple[str, str], default: str | None = "z") -> list[tuple[str, tuple[str, ...]]]:
    return [(f.problem.code, f.rules) for f in analyze_table(table(hit, *rows, default=default), SCHEMA)]


def test_contradictions_and_tautologies() -> None:
    assert ("CHK001", ("r0",)) in found("C", ("x > 5 and x < 5", "a"))
    assert ("CHK001", ("r0",)) in found("C", ("x > 5 and x < 6", "a"))
    assert ("CHK001", ("r0",)) in found("C", ('e != "a" and e != "b" and e != "c"', "a"))
    assert ("CHK002", ("r0",)) in found("C", ("x >= 0", "a"))
    assert ("CHK002", ("r0",)) in found("C", ("x < 5 or x >= 5", "a"))
    assert found("C", ("n < 5 or n >= 5", "a")) == []
    assert found("C", ("x > y and not x > y", "a")) == [("CHK001", ("r0",))]


def test_overlaps_only_where_the_policy_minds() -> None:
    rows = (("x > 3", "a"), ("x < 6", "b"), ("x = 3", "b"))
    assert found("U", *rows) == [("CHK003", ("r0", "r1")), ("CHK003", ("r1", "r2"))]
    assert found("A", *rows) == [("CHK004", ("r0", "r1"))]
    assert found("C", *rows) == []


def test_an_overlap_has_a_witness() -> None:
    finding = analyze_table(table("U", ("x > 3 and b", "a"), ("x < 6", "b"), default="z"), SCHEMA)[0]
    assert finding.witness["x"] in (4, 5)
    assert finding.witness["b"] is True
    assert not finding.possible


def test_findings_on_tests_between_facts_are_only_possible() -> None:
    finding = analyze_table(table("U", ("x > y", "a"), ("x > 3", "b"), default="z"), SCHEMA)[0]
    assert finding.possible
    assert not finding.problem.is_error


def test_rows_that_are_never_chosen() -> None:
    assert found("F", ("x > 3", "a"), ("x > 5", "b")) == [("CHK005", ("r1", "r0"))]
    assert found("F", ("x > 3", "a"), ("x < 6", "b"), ("b", "c")) == [("CHK011", ("r2",))]
    assert found("P", ("x > 5", "a"), ("x > 3", "b")) == []
    assert found("P", ("x > 3", "a"), ("x > 5", "b")) == [("CHK005", ("r1", "r0"))]


def test_gaps_have_witnesses() -> None:
    findings = analyze_table(table("F", ("x < 4", "a"), ('x >= 5 and e in ["a", "b"]', "b")), SCHEMA)
    gap = next(f for f in findings if f.problem.code == "CHK006")
    assert gap.witness["x"] == 4 or gap.witness["e"] == "c"
    assert found("F", ("x < 4", "a"), ("x >= 4", "b"), default=None) == []
    assert found("F", ("n < 4", "a"), ("n >= 4", "b"), default=None) == [("CHK006", ("t",))]


def test_closed_lists_and_whole_numbers_are_no_gaps() -> None:
    assert found("U", ('e = "a"', "1"), ('e = "b"', "2"), ('e = "c"', "3"), default=None) == []
    assert found("U", ("x <= 4", "1"), ("x >= 5", "2"), default=None) == []


def test_limits_next_to_constants_leave_their_points() -> None:
    schema = schema_of(
        'format = "callside.facts/1"\n[fact]\n'
        'k = { type = "int", min = 1, max = 3, nullable = false }\n'
        'r = { type = "decimal", min = 4.5, max = 5.5, nullable = false }\n'
        'm = { type = "money", currency = "EUR", min = "4.50 EUR", max = "5.50 EUR", nullable = false }\n'
    )

    def codes(*rows: str) -> list[str]:
        made = table("U", *((text, text) for text in rows), default=None)
        return [f.problem.code for f in analyze_table(made, schema)]

    assert codes("k is known") == ["CHK002"]
    assert codes("r < 5", "r > 5") == ["CHK006"]
    assert codes("m < 5 EUR", "m = 5 EUR", "m > 5 EUR") == []


def test_a_budget_ends_in_not_decided() -> None:
    rows = [(f"x = {i} and y = {j}", "a") for i in range(10) for j in range(10)]
    assert found("U", *rows, default=None) == []
    findings = analyze_table(table("F", *rows), SCHEMA, steps=3)
    assert "CHK010" in [f.problem.code for f in findings]
    space = space_of([parse(text).tree for text, _ in rows], SCHEMA)
    assert find_gap(space, space.boxes, steps=1).answer is Answer.UNDECIDED


def test_tests_that_exclude_each_other_do_not_overlap() -> None:
    assert found("U", ("x > y", "a"), ("not x > y", "b")) == []
    rows = (("x > y", "a"), ("not x > y and b", "b"), ('x > y and e = "a"', "c"))
    assert found("U", *rows) == [("CHK003", ("r0", "r2"))]


def test_a_row_does_not_overlap_itself() -> None:
    assert found("U", ("x > 3 or b", "a"), ("x <= 3 and not b", "b")) == []


@pytest.mark.parametrize(("end", "codes"), [(date(2026, 1, 31), ["CHK008"]), (date(2026, 2, 1), []), (None, [])])
def test_a_table_that_ends_before_it_begins_is_never_used(end: date | None, codes: list[str]) -> None:
    dated = replace(table("F", ("x > 3", "a"), default="z"), effective_from=date(2026, 2, 1), effective_to=end)
    assert [f.problem.code for f in analyze_table(dated, SCHEMA)] == codes


def test_whether_a_row_is_always_true_may_stay_open() -> None:
    row = ("x < 5 or y < 5 or x >= 5 and y >= 5", "a")
    assert ("CHK002", ("r0",)) in found("C", row)
    findings = analyze_table(table("C", row), SCHEMA, steps=1)
    assert [f.problem.code for f in findings if f.rules == ("r0",)] == ["CHK010"]


@pytest.mark.parametrize(
    ("gate", "codes"),
    [
        ("true", []),
        ("false", []),
        ("customer.verified or not customer.verified", ["CHK002"]),
        ("call.repeat_7d > 1 and call.repeat_7d < 1", ["CHK001"]),
    ],
)
def test_a_constant_gate_is_meant_so(gate: str, codes: list[str]) -> None:
    action = f'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\napplicability = "{gate}"\n'
    findings = [f for f in analyze(playbook(actions__a_toml=action)) if f.rules[0].partition("/")[0] == "a"]
    assert [f.problem.code for f in findings] == codes


def test_what_a_clock_fact_follows_from_is_used() -> None:
    def unused(condition: str) -> set[str]:
        action = f'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\napplicability = "{condition}"\n'
        result = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "actions/a.toml": action})
        assert result.bundle is not None
        return {rule for f in analyze(result.bundle) if f.problem.code == "CHK007" for rule in f.rules}

    assert {"call.started_at", "call.duration"} <= unused("customer.verified")
    assert not {"call.started_at", "call.duration"} & unused("call.duration > 5min")


CONDITION = st.sampled_from(
    [
        "x > 3",
        "x < 6",
        "x = 5",
        "not x = 5",
        "y >= 2",
        'e = "a"',
        'e in ["a", "b"]',
        "b",
        "not b",
        "n is empty",
        "n > 3",
        "x > 3 or b",
        'y < 2 and e = "c"',
    ]
)
TABLES = st.lists(st.lists(CONDITION, min_size=1, max_size=3).map(" and ".join), min_size=1, max_size=6)


def points() -> list[dict]:
    axes = {"x": [0, 3, 4, 5, 6, 9], "y": [0, 1, 2, 9], "e": ["a", "b", "c"], "b": [True, False], "n": [None, 3, 4]}
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]


SEEN = [(p, see_all(FactSet.of(known_facts(p)), SCHEMA, NOW, ZONE)) for p in points()]


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_findings_are_those_of_brute_force(texts) -> None:
    conditions = [parse(text).tree for text in texts]
    verdicts = [[truth(c, seen) is T for c in conditions] for _, seen in SEEN]
    space = space_of(conditions, SCHEMA)
    gap = find_gap(space, space.boxes)
    assert (gap.answer is Answer.FOUND) == any(not any(row) for row in verdicts)
    if gap.answer is Answer.FOUND:
        full = {**SEEN[0][0], **gap.witness}
        seen = see_all(FactSet.of(known_facts(full)), SCHEMA, NOW, ZONE)
        assert not any(truth(c, seen) is T for c in conditions)
    made = table("U", *((t, "a") for t in texts))
    assert has_no_overlap(made, SCHEMA) == (not any(sum(row) > 1 for row in verdicts))
    never = {r for r in range(len(texts)) if not any(row[r] for row in verdicts)}
    codes = {f.rules[0] for f in analyze_table(made, SCHEMA) if f.problem.code == "CHK001"}
    assert codes == {f"r{r}" for r in never}


OUTPUTS = st.sampled_from(["p", "q", "r"])
ANSWERS = st.lists(st.tuples(st.lists(CONDITION, min_size=1, max_size=2).map(" and ".join), OUTPUTS), min_size=1, max_size=5)  # fmt: skip


def verdicts_of(rows) -> list[list[bool]]:
    conditions = [parse(text).tree for text, _ in rows]
    return [[truth(c, seen) is T for c in conditions] for _, seen in SEEN]


def at_witness(rows, witness) -> list[int]:
    """The rows that are true where a finding says so."""
    seen = see_all(FactSet.of(known_facts({**SEEN[0][0], **witness})), SCHEMA, NOW, ZONE)
    return [number for number, (text, _) in enumerate(rows) if truth(parse(text).tree, seen) is T]


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sampled_from("UA"))
def test_overlaps_and_conflicts_are_those_of_brute_force(rows, hit) -> None:
    verdicts = verdicts_of(rows)
    wanted = {
        (a, b)
        for a, b in itertools.combinations(range(len(rows)), 2)
        if any(v[a] and v[b] for v in verdicts) and (hit == "U" or rows[a][1] != rows[b][1])
    }
    code = "CHK003" if hit == "U" else "CHK004"
    findings = [f for f in analyze_table(table(hit, *rows, default="z"), SCHEMA) if f.problem.code == code]
    assert {tuple(int(r[1:]) for r in f.rules) for f in findings} == wanted
    for finding in findings:
        assert not finding.possible
        assert {int(r[1:]) for r in finding.rules} <= set(at_witness(rows, finding.witness))


@settings(max_examples=60, deadline=None)
@given(ANSWERS, st.sampled_from("FP"))
def test_rows_that_are_never_chosen_are_those_of_brute_force(rows, hit) -> None:
    verdicts, made = verdicts_of(rows), table(hit, *rows, default="z")
    before = {
        (a, b): (a < b if hit == "F" else (made.rank((rows[a][1],)), a) < (made.rank((rows[b][1],)), b))
        for a in range(len(rows))
        for b in range(len(rows))
    }
    held = [number for number in range(len(rows)) if any(v[number] for v in verdicts)]
    beaten = {n for n in held if all(any(v[a] and before[a, n] for a in range(len(rows))) for v in verdicts if v[n])}
    findings = analyze_table(made, SCHEMA)
    assert {int(f.rules[0][1:]) for f in findings if f.problem.code in ("CHK005", "CHK011")} == beaten
    for finding in findings:
        if finding.problem.code == "CHK005":
            row, by = (int(r[1:]) for r in finding.rules)
            assert all(v[by] for v in verdicts if v[row])


@settings(max_examples=60, deadline=None)
@given(ANSWERS)
def test_never_and_always_and_gaps_are_those_of_brute_force(rows) -> None:
    verdicts = verdicts_of(rows)
    found_ = {f.problem.code: f for f in analyze_table(table("F", *rows), SCHEMA)}
    codes = [(f.problem.code, f.rules[0]) for f in analyze_table(table("F", *rows), SCHEMA)]
    for number in range(len(rows)):
        assert (("CHK001", f"r{number}") in codes) == (not any(v[number] for v in verdicts))
        assert (("CHK002", f"r{number}") in codes) == all(v[number] for v in verdicts)
    assert ("CHK006" in found_) == any(not any(v) for v in verdicts)
    if "CHK006" in found_:
        assert at_witness(rows, found_["CHK006"].witness) == []
    assert "CHK010" not in found_


@settings(max_examples=40, deadline=None)
@given(ANSWERS, st.sampled_from("UAFP"), st.integers(0, 3))
def test_a_small_budget_finds_less_but_never_calls_it_clean(rows, hit, steps) -> None:
    made = table(hit, *rows)
    full = {(f.problem.code, f.rules[:1]) for f in analyze_table(made, SCHEMA)}
    cut = {(f.problem.code, f.rules[:1]) for f in analyze_table(made, SCHEMA, steps=steps)}
    assert {f for f in cut if f[0] != "CHK010"} <= full
    if full - cut:
        assert "CHK010" in {code for code, _ in cut}


def test_findings_name_both_rows_their_lines_and_a_case() -> None:
    text = "callside,table/1,id=t,hit=U\nrole,id,in,out\nname,,call.repeat_7d,x\nrule,r1,> 1,a\nrule,r2,> 2,b\n"
    loaded = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": text})
    assert loaded.bundle is not None
    problem = next(f.problem for f in analyze(loaded.bundle) if f.problem.code == "CHK003")
    assert (problem.file, problem.span.line, problem.is_error) == ("tables/t.csv", 5, True)
    assert problem.text == (
        "Rows r1 (line 4) and r2 can both be true, but only one may match (hit=U): call.repeat_7d = 3. "
        "Narrow one of them, or choose another hit policy."
    )
    assert tomllib.loads(f"facts = {problem.params['case']}") == {"facts": {"call.repeat_7d": 3}}


def test_what_rests_on_tests_between_facts_says_possible() -> None:
    over = analyze_table(table("U", ("x > y", "a"), ("x > 3", "b"), default="z"), SCHEMA)
    gap = analyze_table(table("F", ("x > y", "a")), SCHEMA)
    assert [f.problem.text.split()[0] for f in (*over, *gap)] == ["Possible:", "Possible:"]


def test_too_many_pairs_and_too_large_tables_are_not_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [("b", "a")] * 25
    codes = found("U", *rows)
    assert codes.count(("CHK010", ("t",))) == 1
    assert len(codes) == 201
    monkeypatch.setattr("desktop.rules.analyze.MAX_WORK", 0)
    (undecided,) = (f for f in analyze_table(table("U", ("b", "a"), ("x > 3", "b"), default="z"), SCHEMA))
    assert (undecided.problem.code, undecided.problem.severity) == ("CHK010", "warning")
    monkeypatch.setattr("desktop.rules.analyze.MAX_UNIONS", 1)
    assert "together" in analyze_table(table("F", ("b", "a"), ("x > 3", "b"), default="z"), SCHEMA)[0].problem.text
    monkeypatch.setattr("desktop.rules.analyze.MAX_COVERS", 1)
    assert (
        "one or several" in analyze_table(table("F", ("b", "a"), ("x > 3", "b"), default="z"), SCHEMA)[0].problem.text
    )


def test_a_whole_bundle() -> None:
    findings = analyze(playbook())
    assert {f.problem.code for f in findings} == {"CHK007"}
    assert all(f.problem.text for f in findings)


@pytest.mark.parametrize(
    ("extra", "code"),
    [
        ('eligibility = "order.open_late_count > 3"\nsuitability = "order.open_late_count < 3"', "CHK001"),
        ("effective_from = 2026-12-02\neffective_to = 2026-12-01", "CHK008"),
        ('contact_policy = [ { on = "shown", count = 1, within = "1d", pause = "forever" } ]', "CHK009"),
        ('eligibility = "complaint.open_count >= 0"', "CHK002"),
        ('context_weights = [ { when = "complaint.open_count > 99", weight = 5 } ]', "CHK001"),
    ],
)
def test_findings_about_actions(extra: str, code: str) -> None:
    text = f'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\n{extra}\n'
    assert code in [f.problem.code for f in analyze(playbook(actions__a_toml=text))]


@pytest.mark.parametrize(
    ("group", "action", "code", "words"),
    [
        ("max_shown = 0", "", "CHK012", "No action of the group g can ever be offered: its max_shown is 0."),
        ("", 'status = "draft"', "CHK012", "No action of the group g can ever be offered: none of them is active."),
        ("", "eligibility = 'complaint.open_count > 99'", "CHK012", "none of them can ever pass its gates."),
        (
            "eligibility = 'complaint.open_count > 99'",
            "",
            "CHK001",
            "The eligibility of the group g can never be true: ",
        ),
        (
            'contact_policy = [ { on = "shown", count = 1, within = "1d", pause = "400d", scope = "group" } ]',
            "",
            "CHK009",
            "one card shown pauses its whole group",
        ),
        (
            'contact_policy = [ { on = "shown", count = 1, within = "1d", pause = "forever", scope = "channel" } ]',
            "",
            "CHK009",
            "one card shown pauses everything on the channel",
        ),
    ],
)
def test_findings_about_groups(group: str, action: str, code: str, words: str) -> None:
    head = f'format = "callside.actions/1"\n[group.g]\nlabel = "G"\n{group}\n'
    text = f'{head}[[action]]\nid = "a"\ngroup = "g"\ntitle = "A"\n{action}\n'
    findings = [f.problem for f in analyze(playbook(actions__a_toml=text)) if f.problem.code == code]
    assert any(words in problem.text for problem in findings), [p.text for p in findings]
    assert {(problem.file, problem.span.line > 1) for problem in findings} == {("actions/a.toml", True)}


def test_what_is_declared_and_not_used() -> None:
    text = (
        "callside,table/1,id=spare,hit=F\nrole,id,in,out,out\nname,,call.repeat_7d,x,y\n"
        "values,,,a|b|never,\nrule,r1,> 1,a,1\nrule,r2,-,b,2\n"
    )
    bundle = playbook(tables__spare_csv=text)
    texts = {f.problem.text for f in analyze(bundle)}
    unused = "is used nowhere: no condition and no text reads it."
    assert {
        "No row gives never as x. Add a row, or take the value out of the line values.",
        f"decision.spare {unused}",
        f"decision.spare.y {unused}",
    } <= texts
    assert not any("decision.call_type" in text or "decision.panels" in text for text in texts)
    reading = text.replace("id=spare", "id=other").replace("call.repeat_7d", "decision.spare.y")
    texts = {f.problem.text for f in analyze(playbook(tables__spare_csv=text, tables__other_csv=reading))}
    assert f"decision.spare.y {unused}" not in texts


def test_a_unique_table_proven_free_of_overlap_decides_early() -> None:
    text = "callside,table/1,id=t,hit=U\nrole,id,in,in,out\nname,,call.queue,call.repeat_7d,x\nrule,r1,sales,-,a\nrule,r2,billing,> 1,b\n"
    bundle = load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "tables/t.csv": text}).bundle
    assert bundle is not None
    assert bundle.tables[0].no_overlap
