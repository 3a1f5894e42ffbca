"""Every hit policy against its plain definition, over all ways in which unknown rows can end."""

from __future__ import annotations

import itertools
from decimal import Decimal

from hypothesis import event, given, settings
from hypothesis import strategies as st

from desktop.rules.bundle import load_bundle
from desktop.rules.facts import Fact
from desktop.rules.hitpolicy import Decided, TableResult, resolve
from desktop.rules.nodes import ALWAYS
from desktop.rules.session import RuleSession
from desktop.rules.tables import Column, Hit, Row, Table
from tests.rules.support import Watch

NUMBERED = (Hit.SUM, Hit.COUNT, Hit.MIN, Hit.MAX)
LISTED = (Hit.COLLECT, Hit.RULE_ORDER, Hit.OUTPUT_ORDER)
CONFLICT = "conflict"
WORDS = ("a", "b", "c")


def final(table: Table, true: list[int]):
    """What a table gives once everything is known, as its policy is defined: a row of outputs, rows, a number."""
    rows = [table.rows[i].outputs for i in true]
    if not rows:
        nothing = {Hit.COUNT: 0} if table.hit is Hit.COUNT else {hit: [] for hit in LISTED}
        if table.default is None:
            return nothing.get(table.hit)
        return [table.default] if table.hit in LISTED else table.default[0] if table.hit in NUMBERED else table.default
    places = [[column.values.index(v) for column, v in zip(table.outputs, row, strict=True)] for row in rows]
    best = sorted(range(len(rows)), key=lambda i: places[i])
    numbers = [row[0] for row in rows]
    return {
        Hit.UNIQUE: lambda: rows[0] if len(rows) == 1 else CONFLICT,
        Hit.ANY: lambda: rows[0] if all(row == rows[0] for row in rows) else CONFLICT,
        Hit.PRIORITY: lambda: rows[best[0]],
        Hit.FIRST: lambda: rows[0],
        Hit.COLLECT: lambda: rows,
        Hit.RULE_ORDER: lambda: rows,
        Hit.OUTPUT_ORDER: lambda: [rows[i] for i in best],
        Hit.SUM: lambda: sum(numbers),
        Hit.COUNT: lambda: len(numbers),
        Hit.MIN: lambda: min(numbers),
        Hit.MAX: lambda: max(numbers),
    }[table.hit]()


def answer(table: Table, result: TableResult):
    """A result in the terms of the definition."""
    if result.status is Decided.FAILED:
        return CONFLICT
    if table.hit in LISTED:
        return list(result.results)
    if table.hit in NUMBERED:
        return result.first[0] if result.first else None
    return result.first


def expected(table: Table, true: list[int], unknown: list[int], ends: list) -> Decided:
    """The status that the policy asks for, from the rows as they are and all their ends."""
    now = final(table, true)
    if now == CONFLICT:
        return Decided.FAILED
    same = all(end == ends[0] for end in ends)
    if table.hit in LISTED:
        return Decided.PROVISIONAL if unknown else Decided.DECIDED
    if table.hit in NUMBERED:
        if None in ends and not same:
            return Decided.UNDECIDED
        return Decided.DECIDED if same else Decided.PROVISIONAL
    if not true and unknown:
        return Decided.UNDECIDED
    return Decided.DECIDED if same else Decided.PROVISIONAL


@st.composite
def tables(draw: st.DrawFn) -> Table:
    hit = draw(st.sampled_from(list(Hit)))
    numbered = hit in NUMBERED
    value = st.integers(-2, 3) if numbered else st.sampled_from(WORDS)
    count = draw(st.integers(0, 5))
    row = st.tuples(value) if numbered else st.tuples(value, st.sampled_from(["x", "y"]))
    outputs = draw(st.lists(row, min_size=count, max_size=count))
    default = draw(st.none() | row)
    values = ((-2, -1, 0, 1, 2, 3),) if numbered else (WORDS, ("x", "y"))
    columns = tuple(Column(i, "out", f"o{i}", values=listed) for i, listed in enumerate(values))
    rows = tuple(Row(f"r{i}", ALWAYS, found) for i, found in enumerate(outputs))
    return Table("t", hit, columns, rows, default=default)


@settings(max_examples=600, deadline=None)
@given(tables(), st.lists(st.sampled_from("FUT"), min_size=5, max_size=5))
def test_every_policy_is_its_definition(table: Table, marks: list[str]) -> None:
    true = [i for i, _ in enumerate(table.rows) if marks[i] == "T"]
    unknown = [i for i, _ in enumerate(table.rows) if marks[i] == "U"]
    result = resolve(table, true, unknown)
    subsets = [c for n in range(len(unknown) + 1) for c in itertools.combinations(unknown, n)]
    ends = [final(table, sorted([*true, *chosen])) for chosen in subsets]
    event(f"{table.hit} {result.status}")
    assert result.status is expected(table, true, unknown, ends)
    if result.status is Decided.DECIDED:
        assert all(answer(table, result) == end for end in ends)
    elif result.status is Decided.PROVISIONAL and table.hit not in NUMBERED:
        assert answer(table, result) == (final(table, true) if true else [])
    elif result.status is Decided.FAILED:
        assert list(result.rows) == true
    if table.hit in NUMBERED:
        numbers = [end for end in ends if end is not None]
        assert (result.low, result.high) == ((min(numbers), max(numbers)) if numbers else (None, None))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(["one", "two", "six"])), min_size=1, max_size=5),
    st.lists(st.sampled_from("FUT"), min_size=5, max_size=5),
)
def test_equal_ranks_settle_what_is_ranked_and_leave_the_rest_open(outputs, marks) -> None:
    """The second output has no order: among rows of one rank the first counts, and may still become true."""
    columns = (Column(1, "out", "type", values=WORDS), Column(2, "out", "reason"))
    table = Table("t", Hit.PRIORITY, columns, tuple(Row(f"r{i}", ALWAYS, row) for i, row in enumerate(outputs)))
    true = [i for i, _ in enumerate(outputs) if marks[i] == "T"]
    unknown = [i for i, _ in enumerate(outputs) if marks[i] == "U"]
    result = resolve(table, true, unknown)
    if result.status is not Decided.DECIDED:
        return
    for chosen in itertools.chain.from_iterable(itertools.combinations(unknown, n) for n in range(len(unknown) + 1)):
        end = resolve(table, sorted([*true, *chosen]), [])
        for number in range(2):
            if number not in result.unsettled and result.first is not None:
                assert end.first is not None
                assert end.first[number] == result.first[number]


def test_what_is_unsettled_feeds_nothing() -> None:
    facts = 'format = "callside.facts/1"\n[fact]\n"a" = { type = "bool" }\n"b" = { type = "bool" }\n'
    text = """callside,table/1,id=t,hit=P
role,id,in,in,out,out
name,,a,b,type,reason
values,,,,x|y,
rule,r1,true,-,x,first
rule,r2,-,true,x,second
"""
    later = 'callside,table/1,id=%s,hit=C\nrole,id,if,out\nname,,,v\nrule,r1,"%s",1\n'
    files = {
        "facts.toml": facts,
        "tables/t.csv": text,
        "tables/u.csv": later % ("u", 'decision.t.reason = ""second""'),
        "tables/w.csv": later % ("w", 'decision.t = ""x""'),
    }
    result = load_bundle(files)
    assert result.bundle is not None, [p.text for p in result.problems]
    session = RuleSession(result.bundle, "c", Watch(), None, [])
    session.update([Fact.known("b", True)])
    results = session.evaluation.results
    assert [results[name].status.value for name in "tuw"] == ["decided", "provisional", "decided"]
    assert session.evaluation.waits("u") == ("a",)
    session.update([Fact.known("a", False)])
    assert session.evaluation.results["u"].status is Decided.DECIDED


CELLS = st.sampled_from(["-", "0", "1", ">= 1", "not(1)", "empty", "not empty", "1..2", "known"])
HITS = st.sampled_from(["U", "A", "P", "F", "C", "C+", "C#", "C<", "C>", "R", "O"])
DOMAIN = (0, 1, 2, None)


@settings(max_examples=150, deadline=None)
@given(
    HITS,
    st.lists(st.tuples(CELLS, CELLS, st.integers(1, 3)), min_size=1, max_size=4),
    st.none() | st.integers(1, 3),
    st.lists(st.sampled_from([*DOMAIN, "pending", "failed"]), min_size=2, max_size=2),
)
def test_decided_means_that_no_answer_can_change_it(hit, rows, default, held) -> None:
    """Through the whole engine: all values the unknown facts can take, proof of no overlap included."""
    lines = ["callside,table/1,id=t,hit=" + hit, "role,id,in,in,out", "name,,x,y,v", "values,,,,3|1|2"]
    lines += [f"default,,,,{default}"] if default is not None else []
    lines += [f"rule,r{i},{x},{y},{v}" for i, (x, y, v) in enumerate(rows)]
    facts = 'format = "callside.facts/1"\n[fact]\n"x" = { type = "int", min = 0, max = 2 }\n"y" = { type = "int", min = 0, max = 2 }\n'
    bundle = load_bundle({"facts.toml": facts, "tables/t.csv": "\n".join(lines) + "\n"}).bundle
    assert bundle is not None

    def result(values) -> TableResult:
        given_facts = [_fact(name, value) for name, value in zip("xy", values, strict=True)]
        session = RuleSession(bundle, "c", Watch(), None, [])
        session.update(given_facts)
        return session.evaluation.results["t"]

    now = result(held)
    event(now.status)
    ways = [DOMAIN if value in ("pending", "failed") else (value,) for value in held]
    ends = [result(values) for values in itertools.product(*ways)]
    if now.status is Decided.DECIDED:
        state_tests = any("known" in cell for row in rows for cell in row[:2])  # may flip back, by definition
        assert state_tests or all(_gist(end) == _gist(now) for end in ends)
    if now.low is not None and now.high is not None:
        numbers = [Decimal(end.first[0]) for end in ends if end.first is not None]
        if not any("known" in cell for row in rows for cell in row[:2]):
            assert all(now.low <= number <= now.high for number in numbers)


def _fact(name: str, value: object) -> Fact:
    states = {"pending": Fact.pending(name), "failed": Fact.failed(name, "timeout"), None: Fact.absent(name)}
    return states[value] if value in states else Fact.known(name, value)  # type: ignore[index, arg-type]


def _gist(result: TableResult):
    return CONFLICT if result.status is Decided.FAILED else result.results
