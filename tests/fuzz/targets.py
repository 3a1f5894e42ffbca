"""The readers of the decision engine, each as a function of hostile bytes that says when a law is broken."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from desktop.commands.table import _answer as answer_line
from desktop.commands.table import as_text
from desktop.playbook.answers import AnswerFacts
from desktop.playbook.call_type_read import CallTypeReader
from desktop.playbook.catalogue import facts_text
from desktop.playbook.checks import Named
from desktop.playbook.guide_read import SharedGuides
from desktop.playbook.loader import load_playbook
from desktop.rules.action_read import read_catalogue
from desktop.rules.analyze import analyze
from desktop.rules.ask import Question, Unanswered, ask_csv
from desktop.rules.builder import tree, untree
from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.case_run import run_case
from desktop.rules.cases import read_cases
from desktop.rules.cells import print_cell, read_cell
from desktop.rules.clock import FixedZone
from desktop.rules.compiled import conditions
from desktop.rules.dmn_read import read_dmn
from desktop.rules.facts import Fact, FactSet
from desktop.rules.index import build_index
from desktop.rules.kleene import truth
from desktop.rules.nodes import Node
from desktop.rules.normalize import MAX_ROWS_PER_RULE
from desktop.rules.parser import parse
from desktop.rules.policy_read import read_policy
from desktop.rules.printer import print_node
from desktop.rules.problems import NO_SPAN, errors
from desktop.rules.report import decision_report, explanation_report, read_facts
from desktop.rules.schema import Schema, read_schema
from desktop.rules.seen import see_all
from desktop.rules.session import RuleSession
from desktop.rules.toml_read import read_toml
from desktop.rules.typecheck import check_condition
from desktop.rules.values import Kind
from tests.fuzz.laws import lawful

ROOT = Path(__file__).parents[2]
PLAYBOOK = ROOT / "resources/playbooks/fernvik"
NOW = datetime(2026, 12, 3, 9, 15, tzinfo=UTC)
BOOK = Named(("en", "de"))
CASES_PER_RUN = 3


class At:
    """A clock that stands."""

    def now(self) -> datetime:
        """Always the same."""
        return NOW


@dataclass(frozen=True, slots=True)
class Target:
    """One reader: what to do with bytes, what to start from, and words that matter to it."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    words: tuple[str, ...] = ()


def text_of(data: bytes) -> str:
    """The bytes as text; what is no UTF-8 becomes lone surrogates, which no reader may trip over."""
    return data.decode("utf-8", "surrogateescape")


@cache
def shipped() -> Bundle:
    """The playbook that ships."""
    return load_playbook(PLAYBOOK).bundle


@cache
def small() -> Schema:
    """A fact of every type."""
    from tests.rules.support import SCHEMA

    return SCHEMA


@cache
def some_facts() -> Mapping[str, Fact]:
    """A known fact of every type, but for two that nobody has answered."""
    data = {
        "b.flag": True,
        "n.count": 3,
        "n.ratio": "2.50",
        "m.total": "4.50 EUR",
        "t.name": "Ada",
        "t.code": "42",
        "e.segment": "gold",
        "e.queue": None,
        "d.day": "2026-12-03",
        "i.at": "2026-12-03T09:15:00Z",
        "u.span": "90s",
        "s.tags": ["vip"],
    }
    facts, problems = read_facts(data, small(), now=NOW)
    assert not problems
    return {fact.name: fact for fact in facts}


def _compiled_agrees(node: Node, schema: Schema) -> None:
    index = build_index([node], schema)
    assert index.count + len(index.owners) <= MAX_ROWS_PER_RULE
    seen = see_all(FactSet(some_facts()), schema, NOW, FixedZone())
    assert index.evaluate(seen).of(0) is truth(node, seen)
    assert index.evaluate({}).of(0) is truth(node, {})


def condition(data: bytes) -> None:
    """The text of a condition, from tokens to a verdict."""
    text = text_of(data)
    parsed = parse(text)
    lawful(parsed.problems, {"": text})
    assert (parsed.node is None) == bool(parsed.problems)
    if parsed.node is None:
        return
    printed = print_node(parsed.node)
    if len(printed) <= 4096:
        assert parse(printed).node == parsed.node, printed
    found = check_condition(parsed.node, small())
    lawful(found, {"": text})
    if not errors(found):
        assert tree(untree(parsed.node))[0] == parsed.node
        _compiled_agrees(parsed.node, small())


def cell(data: bytes) -> None:
    """A table cell under a column of each type."""
    text = text_of(data)
    for name, definition in small().facts.items():
        node, problems = read_cell(text, name, definition.type)
        lawful(problems, {"": text})
        if node is None or problems:
            assert node is None
            continue
        found = check_condition(node, small())
        lawful(found, {"": text})
        if not errors(found):
            print_cell(node, name, definition.type)
            _compiled_agrees(node, small())


def _loads(files: Mapping[str, str]) -> Bundle | None:
    loaded = load_bundle(files)
    lawful(loaded.problems, files)
    assert loaded.bundle is not None or errors(loaded.problems)
    return loaded.bundle


def _decides(bundle: Bundle) -> None:
    session = RuleSession(bundle, "fuzz", At(), history=())
    report = decision_report(session.update(some_facts().values()))
    json.dumps(report)
    for action_id in list(bundle.catalogue.actions)[:3]:
        why = session.why(action_id)
        assert why is not None
        json.dumps(explanation_report(why))


def sheet(data: bytes) -> None:
    """A table file among facts of every type."""
    from tests.rules.support import SCHEMA_TEXT

    bundle = _loads({"facts.toml": SCHEMA_TEXT, "tables/t.csv": text_of(data)})
    if bundle is not None:
        _decides(bundle)
        lawful((finding.problem for finding in analyze(bundle)), {"tables/t.csv": text_of(data), "": ""})


def dmn(data: bytes) -> None:
    """A DMN file; what is imported from it must load or say why not."""
    text = text_of(data)
    imported = read_dmn(text, "m.dmn")
    lawful(imported.problems, {"m.dmn": text})
    assert imported.files or imported.problems
    if imported.files:
        _loads(imported.files)


def facts(data: bytes) -> None:
    """A schema."""
    text = text_of(data)
    _, problems = read_schema({"facts.toml": text})
    lawful(problems, {"facts.toml": text})
    if not errors(problems):
        bundle = _loads({"facts.toml": text})
        assert bundle is not None
        _decides(bundle)


def actions(data: bytes) -> None:
    """A catalogue of actions."""
    from tests.rules.support import SCHEMA_TEXT

    text = text_of(data)
    catalogue, problems = read_catalogue({"actions/a.toml": text}, small())
    lawful(problems, {"actions/a.toml": text})
    bundle = _loads({"facts.toml": SCHEMA_TEXT, "actions/a.toml": text})
    assert (bundle is None) == bool(errors(problems))
    if bundle is not None:
        assert len(bundle.catalogue.actions) == len(catalogue.actions)
        _decides(bundle)
        lawful((finding.problem for finding in analyze(bundle)), {"actions/a.toml": text, "": ""})


def policy(data: bytes) -> None:
    """A ranking policy."""
    text = text_of(data)
    _, problems = read_policy(text, "policy.toml")
    lawful(problems, {"policy.toml": text})


def cases(data: bytes) -> None:
    """Test cases, played against the playbook that ships."""
    text = text_of(data)
    found, problems = read_cases({"tests/t.toml": text}, shipped().schema)
    lawful(problems, {"tests/t.toml": text})
    # `callside check` plays them whatever is wrong with the file
    for case in found[:CASES_PER_RUN]:
        run_case(case, shipped())


def call_type(data: bytes) -> None:
    """A call type, read among the facts of the playbook that ships, and the facts its answers become."""
    text = text_of(data)
    file = "call_types/x.toml"
    raw, problems = read_toml(text, file)
    lawful(problems, {file: text})
    if raw is None:
        assert problems
        return
    answers = AnswerFacts()
    answers.add(file, text, raw)
    lawful(answers.problems, {file: text})
    schema, found = read_schema({"facts/answers.toml": facts_text(answers.facts(), "EUR", without=())})
    assert not errors(found), [p.text for p in found]
    whole = shipped().schema.with_facts(schema.facts.values())
    shared = SharedGuides({}, BOOK, whole, problems)
    CallTypeReader(file, text, raw, whole, problems, BOOK).read("EUR", shared.steps)
    lawful(problems, {file: text})


def builder(data: bytes) -> None:
    """A condition as the builder's JSON."""
    try:
        plain = json.loads(text_of(data))
    except (ValueError, RecursionError):
        return
    node, problems = tree(plain)
    lawful([replace(problem, span=NO_SPAN) for problem in problems], {"": ""})  # it may count inside one leaf's text
    assert (node is None) == bool(problems)
    if node is None:
        return
    printed = print_node(node)
    if len(printed) <= 4096:
        assert parse(printed).node is not None, printed
    if not errors(check_condition(node, small())):
        _compiled_agrees(node, small())


def decide(data: bytes) -> None:
    """The facts of `callside decide`, decided on by the playbook that ships."""
    try:
        plain = json.loads(text_of(data))
    except (ValueError, RecursionError):
        return
    if not isinstance(plain, dict):
        return
    found, problems = read_facts(plain, shipped(), now=NOW, file="f.json")
    lawful(problems, {"f.json": text_of(data)})
    assert {fact.name for fact in found} | {p.rule_id for p in problems} == set(plain)
    if not problems:
        session = RuleSession(shipped(), "fuzz", At(), history=())
        json.dumps(decision_report(session.update(found)))


@cache
def question() -> Question:
    """A table over a fact of every type."""
    from tests.rules.support import SCHEMA_TEXT

    columns = [n for n, d in small().facts.items() if d.type.kind is not Kind.BOOL]
    lines = [
        "callside,table/1,id=t,hit=F",
        "role,id," + ",".join(["in"] * len(columns)) + ",out",
        "name,," + ",".join(columns) + ",answer",
        *(
            "rule,r" + str(n) + "," + ",".join("known" if n == at else "-" for at, _ in enumerate(columns)) + f",{n}"
            for n in range(len(columns))
        ),
    ]
    return ask_csv({"facts.toml": SCHEMA_TEXT, "tables/t.csv": "\n".join(lines)}, "t", {})


def inputs(data: bytes) -> None:
    """A line of inputs of `callside table`."""
    found = answer_line(question(), data, NOW)
    if isinstance(found, Unanswered):
        assert found.message.strip()
        assert len(found.message) < 1000
        json.dumps(found.report())
    else:
        as_text(found)


# -- seeds -----------------------------------------------------------------------------------------------------------


def _files(pattern: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        for path in sorted(PLAYBOOK.glob(pattern)):
            yield path.read_bytes()

    return seeds


def _support(*names: str) -> Callable[[], Iterator[bytes]]:
    def seeds() -> Iterator[bytes]:
        from tests.rules.support import PLAYBOOK as SMALL

        for name in names:
            yield SMALL[name].encode()

    return seeds


def _conditions() -> Iterator[bytes]:
    bundle = shipped()
    for node in conditions(bundle.tables, bundle.catalogue):
        yield print_node(node).encode()
    for text in _CONDITIONS:
        yield text.encode()


_CONDITIONS = (
    'n.count between 1 and 5 and not (e.segment in ["gold", "silver"]) or t.name starts with "A"',
    "(n.count + n.other) * 2 >= n.ratio / 0.5 and m.total - m.other > 6.50 EUR",
    's.tags has any ["vip", "new"] and s.tags has "late" and s.tags has none ["vip"]',
    "d.day - d.other > 3d or i.at >= 2026-12-01T10:00:00+01:00 and u.span not between 10min and 1.5h",
    'b.flag is known and (b.other is not empty or t.code not contains "x\\n\\"")',
    "i.at > 0001-01-01T00:00:00+14:00 and -(n.count) < -5 and d.day != 9999-12-31",
)
_CELLS = (
    "-",
    ">= 1",
    "1..3",
    "(1..3]",
    "not(sales, partner)",
    "delivery, order",
    "not empty",
    '"a, b", c',
    "any(vip, new)",
    "starts with A",
    'contains "x"',
    "2026-12-01..2026-12-31",
    "6.50 EUR",
    "31.12.2026",
    "1,5",
    "true",
    "not(not(1))",
    "[-5..-1)",
    "90s..10min",
    "2026-12-01T10:00:00Z",
    "none(vip)",
    "!= 3, > 7",
)


def _cells() -> Iterator[bytes]:
    yield from (text.encode() for text in _CELLS)


def _sheets() -> Iterator[bytes]:
    yield from _files("tables/*.csv")()
    yield _TABLE.encode()
    yield _TABLE.replace(",", ";").encode("utf-8-sig")


_TABLE = """callside,table/1,id=t,hit=P,title=T,from=2026-01-01
role,id,in,in,in,in,in,in,if,out,out,note
name,,n.count,e.segment,d.day,m.total,s.tags,t.name,,kind,reason,
label,,Count,Segment,Day,Total,Tags,Name,Also,Kind,Why,
values,,,,,,,,,a|b|c,,
default,,,,,,,,,c,nothing,
rule,r1,1..3,gold,2026-12-01..2026-12-31,>= 5,any(vip),Ada,-,a,{n.count} of them,x
rule,r2,>= 2,"not(gold, silver)",-,-,-,starts with A,n.count + n.other > 3,b,'=1,
rule,r3,empty,-,< 2026-12-03,4.50 EUR,-,-,not b.flag,a,"two
lines",
"""


def _dmn() -> Iterator[bytes]:
    from tests.rules.test_table_command import DMN, PLAIN

    yield DMN.format_map(PLAIN).encode()
    yield DMN.format_map({**PLAIN, "cell": '[date("2026-01-01")..date("2026-02-01"))', "hit": "COLLECT"}).encode()


_BUILDER = (
    '{"all": [{"fact": "n.count", "op": ">=", "value": 3}, {"any": [{"fact": "b.flag", "op": "is true"}]}]}',
    '{"not": [{"fact": "e.segment", "op": "in", "value": ["gold", "silver"]}]}',
    '{"fact": "n.count", "op": "between", "value": [1, 5]}',
    '{"fact": "t.name", "op": "starts with", "value": "A"}',
    '{"fact": "s.tags", "op": "has any", "value": ["vip"]}',
    '{"text": "n.count + 1 > 2"}',
)


def _decide_facts() -> Iterator[bytes]:
    yield (ROOT / "docs/examples/late-order.json").read_bytes()
    yield b'{"order.open_late_count": {"state": "known", "value": 1, "evidence": [["order", "1", "Order 1"]]}}'
    yield b'{"customer.segment": {"state": "failed", "reason": "timeout", "as_of": "2026-12-03T09:00:00Z"}}'
    yield b'{"customer.lifetime_value": {"amount": "5.00", "currency": "EUR"}, "customer.known": null}'


_INPUTS = (
    '{"n": {"count": 3, "ratio": 2.5}, "m": {"total": "4.50 EUR"}, "t": {"name": "Ada"}}',
    '{"e.segment": "gold", "d": {"day": "2026-12-03"}, "i": {"at": "2026-12-03T10:00:00Z"}}',
    '{"u": {"span": "PT90S"}, "s": {"tags": ["vip"]}, "e": {"queue": null}}',
)

_TOML = (
    "[[",
    "]]",
    "= ",
    '"""',
    "'''",
    "format",
    "0xffffffff",
    "1e999",
    "nan",
    "inf",
    "1979-05-27T07:32:00",
    "\\u0000",
)

TARGETS: Mapping[str, Target] = {
    "condition": Target(
        condition, _conditions, ("and", "or", "not", "between", "is empty", "has any", "0001-01-01T00:00+14:00")
    ),
    "cell": Target(cell, _cells, ("..", "not(", "any(", "empty", ">= ", "starts with ")),
    "sheet": Target(sheet, _sheets, ("role", "name", "rule", "values", "default", "hit=", "in", "if", "out", "note")),
    "dmn": Target(dmn, _dmn, ("<decision", "<inputEntry>", "<!DOCTYPE", "hitPolicy=", "typeRef=", "date(", "&amp;")),
    "facts": Target(facts, lambda: iter([(PLAYBOOK / "facts.toml").read_bytes(), *_support("facts.toml")()]), _TOML),
    "actions": Target(actions, lambda: iter([*_files("actions/*.toml")(), *_support("actions/service.toml")()]), _TOML),
    "policy": Target(policy, _files("policy.toml"), _TOML),
    "cases": Target(cases, _files("tests/*.toml"), _TOML),
    "call_type": Target(call_type, _files("call_types/*.toml"), _TOML),
    "builder": Target(
        builder, lambda: (text.encode() for text in _BUILDER), ('"all"', '"not"', '"fact"', '"op"', '"value"')
    ),
    "decide": Target(decide, _decide_facts, ('"state"', '"value"', '"as_of"', '"evidence"', "null", "1e999")),
    "inputs": Target(inputs, lambda: (text.encode() for text in _INPUTS), ("null", "1e999", "NaN", '"n.count"')),
}
