"""Whatever is wrong with a rule, table, action, model or fact: a problem with a place and a mend, never anything else."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.rules.analyze import analyze
from desktop.rules.builder import tree
from desktop.rules.bundle import load_bundle
from desktop.rules.cells import read_cell
from desktop.rules.facts import Fact, FactState, admit
from desktop.rules.index import build_index
from desktop.rules.likeness import did_you_mean
from desktop.rules.normalize import MAX_ROWS_PER_RULE
from desktop.rules.parser import parse
from desktop.rules.problems import MAX_FINDINGS, MAX_NODES, MAX_PROBLEMS, errors
from desktop.rules.read_values import read_number, read_plain
from desktop.rules.report import read_facts
from desktop.rules.schema import read_schema
from desktop.rules.table_csv import split_file
from desktop.rules.table_read import compile_draft, read_draft
from desktop.rules.toml_read import read_toml
from desktop.rules.typecheck import check_condition
from desktop.rules.values import DATETIME, DECIMAL
from tests.fuzz.hostile import HOSTILE, NEAR
from tests.fuzz.laws import lawful
from tests.fuzz.targets import TARGETS
from tests.rules.support import NOW, SCHEMA, SCHEMA_TEXT, seen_of

JUNK = (
    *(b"\x00", b"\xff", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r\n", b"\r", "\u202e".encode(), "\u2028".encode()),
    *(b"NaN", b"-Infinity", b"1e999", b"1e-999999", b"0x" + b"f" * 5000, b"9" * 5000, b"9" * 29, b"true", b"null"),
    *(b"[" * 300, b"{" * 300, b"(" * 100, b"not " * 50, b"a." * 40, b" " * 500, b"..", b'"', b"'", b"=", b"[]", b"{}"),
    *(b"0001-01-01T00:00:00+14:00", b"9999-12-31T23:59:59-14:00", b"9999-12-31", b"0000-00-00", b"99999999999d"),
)


def cut(data: bytes, at: int, size: int) -> bytes:
    return data[:at] + data[at + size :]


def flip(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit % 8]) + data[at + 1 :] if at < len(data) else data


def twice(data: bytes, at: int, _: int) -> bytes:
    lines = data.split(b"\n")
    number = at % len(lines)
    return b"\n".join([*lines[:number], lines[number], *lines[number:]])


def without(data: bytes, at: int, _: int) -> bytes:
    lines = data.split(b"\n")
    del lines[at % len(lines)]
    return b"\n".join(lines)


def spoiled(data: bytes, at: int, size: int) -> bytes:
    return data[:at] + JUNK[size % len(JUNK)] + data[at:]


def exchanged(data: bytes, at: int, size: int) -> bytes:
    """Something else in place of the next value."""
    start = max(data.find(b"=", at), data.find(b":", at), data.find(b",", at)) + 1
    return data[:start] + JUNK[size % len(JUNK)] + data[start + size % 7 :]


DAMAGE: tuple[Callable[[bytes, int, int], bytes], ...] = (cut, flip, twice, without, spoiled, exchanged)


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_files_give_something_usable_or_problems(name: str) -> None:
    target = TARGETS[name]
    seeds = tuple(target.seeds())

    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def run(data: st.DataObject) -> None:
        text = data.draw(st.sampled_from(seeds))
        for _ in range(data.draw(st.integers(1, 3))):
            damage = data.draw(st.sampled_from(DAMAGE))
            text = damage(text, data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 60)))
        target.run(text)

    run()


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=30, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))))
def test_anything_at_all_gives_something_usable_or_problems(name: str, data: bytes) -> None:
    TARGETS[name].run(data)


def load(**files: str) -> list[str]:
    """The codes of loading these files beside a fact of every type."""
    named = {name.replace("__", "/").replace("_csv", ".csv").replace("_toml", ".toml"): t for name, t in files.items()}
    named = {"facts.toml": SCHEMA_TEXT, **named}
    loaded = load_bundle(named)
    lawful(loaded.problems, named)
    return [p.code for p in errors(loaded.problems)]


# -- what fuzzing found, each with its mend ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59Z"])
def test_an_instant_that_utc_cannot_say_is_no_date(text: str) -> None:
    assert [p.code for p in parse(f"i.at > {text}").problems] == ["SYN005"]
    assert read_plain(DATETIME, text) is None
    fact = Fact.known("i.at", datetime.fromisoformat(text), "crm", NOW)
    assert admit(fact, DATETIME).reason == "too_large"


@pytest.mark.parametrize("text", ["1e-99999999", "0e99999999", "0e-99999999", "1e99999999", "NaN", "Infinity", "1e28"])
def test_a_number_too_long_to_write_is_none(text: str) -> None:
    assert read_number(Decimal(text)) is None
    assert admit(Fact.known("n.ratio", Decimal(text), "crm", NOW), DECIMAL).state is FactState.FAILED
    assert load(actions__a_toml=f'format = "callside.actions/1"\n[[action]]\nid="a"\ntitle="A"\nvalue = {text}\n')


def test_numbers_of_thousands_of_digits_are_named_not_printed() -> None:
    huge = "0x" + "f" * 5000
    assert load(actions__a_toml=f"format = {huge}\n") == ["ACT001"]
    assert load(policy_toml=f'format = "callside.policy/1"\nexponent = {huge}\n') == ["ACT005"]
    _, problems = read_toml("x = " + "9" * 5000, "a.toml")
    assert "too many digits" in problems[0].text


def test_settings_of_another_type_are_problems_not_nothing() -> None:
    head = 'format = "callside.cases/1"\n[[case]]\nid = "a"\n'
    from desktop.rules.cases import read_cases

    for line in ('base = ["x"]', "facts = 5", "then = 5", "then = [5]", "call_type = 5", "expect = 5", 'log = "x"'):
        assert errors(read_cases({"t.toml": head + line}, SCHEMA)[1]), line
    for text in ("case = 5", "case = [5]", "base = 5"):
        assert errors(read_cases({"t.toml": f'format = "callside.cases/1"\n{text}\n'}, SCHEMA)[1]), text
    late = 'format = "callside.cases/1"\nclock = 9999-12-28T00:00:00Z\n' + head[28:] + 'advance = "99999d"\n'
    assert [p.code for p in errors(read_cases({"t.toml": late}, SCHEMA)[1])][:1] == ["ACT006"]


@pytest.mark.parametrize("setting", ['pause = "-3d"', 'pause = "99999999d"', 'within = "99999999w"', "pause = 5"])
def test_durations_of_settings_stay_in_the_calendar(setting: str) -> None:
    rule = f'contact_policy = [ {{ on = "shown", within = "1d", pause = "1d" }}, {{ on = "shown", {setting} }} ]'
    text = f'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\n{rule}\n'
    assert "ACT006" in load(actions__a_toml=text)


@pytest.mark.parametrize("op", [["in"], {"a": 1}, 5, None, True])
def test_a_builder_operator_of_another_type_is_a_problem(op: object) -> None:
    node, problems = tree({"fact": "n.count", "op": op, "value": 1})
    assert node is None
    assert problems[0].text


@pytest.mark.parametrize("value", [Decimal("NaN"), 10**29, "x" * 501, datetime(2026, 1, 1), Decimal("1e99")])
def test_a_builder_value_that_no_text_can_say_is_a_problem(value: object) -> None:
    assert tree({"fact": "n.count", "op": "=", "value": value})[0] is None


@pytest.mark.parametrize("name", ["and", "empty", "true", "has"])
def test_a_fact_cannot_be_called_like_a_word_of_the_language(name: str) -> None:
    text = f'format = "callside.facts/1"\n[fact]\n{name} = {{ type = "int" }}\n'
    assert [p.code for p in read_schema({"facts.toml": text})[1]] == ["NAM009"]
    assert tree({"fact": name, "op": "is true"})[0] is None


def test_places_are_right_behind_a_cell_of_several_lines() -> None:
    table = "callside,table/1\nrole,id,note,in,out\nname,,,n.count,r\n" + 'rule,a,"one\ntwo",zz,1\n'
    problem = load_bundle({"facts.toml": SCHEMA_TEXT, "tables/t.csv": table}).problems[0]
    assert (problem.code, problem.span.line, problem.span.col) == ("TBL020", 5, 6)


def test_places_of_a_condition_written_with_escapes_are_at_its_start() -> None:
    text = 'format = "callside.actions/1"\n[[action]]\nid = "a"\ntitle = "A"\neligibility = "\\"x\\" = n.coutn"\n'
    problem = load_bundle({"facts.toml": SCHEMA_TEXT, "actions/a.toml": text}).problems[0]
    assert (problem.code, problem.span.line, problem.span.col) == ("NAM001", 5, 16)
    assert problem.suggestion is not None
    assert (problem.suggestion.text, problem.suggestion.span.col) == ("n.count", 16)


def test_the_end_of_a_broken_file_is_where_it_breaks() -> None:
    problem = read_toml('format = "x"\nlist = [1,\n2', "a.toml")[1][0]
    assert (problem.code, problem.span.line, problem.span.col) == ("SYN040", 2, 8)
    assert problem.text == "The [ that begins here is not closed. Write in line 3: 2]"


def test_the_source_of_a_derived_fact_is_looked_for_in_its_file() -> None:
    text = (
        'format = "callside.facts/1"\n[fact]\na = { type = "duration", derive = { kind = "elapsed", from = "bb" } }\n'
    )
    problem = read_schema({"facts.toml": text})[1][0]
    assert (problem.code, problem.file, problem.span.line) == ("NAM001", "facts.toml", 3)


# -- work is bounded -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_rule_is_refused_or_stays_small(name: str) -> None:
    parsed = parse(HOSTILE[name])
    assert len(parsed.problems) <= MAX_FINDINGS
    if parsed.node is None or errors(check_condition(parsed.node, NEAR)):
        return
    index = build_index([parsed.node], NEAR)
    assert index.count + len(index.owners) <= MAX_ROWS_PER_RULE
    assert len(index.virtual) <= MAX_NODES
    index.evaluate({})


def test_the_likely_word_is_looked_for_with_bounded_work() -> None:
    asked = []

    class Word(str):
        def __iter__(self):
            asked.append(self)
            return super().__iter__()

    known = [Word("x" * 40 + f"{n:06}") for n in range(5000)]
    did_you_mean("y" * 46, known)
    assert len(asked) < 5000
    assert did_you_mean("complaint.opencount", ["complaint.open_count", *known]) == "complaint.open_count"
    assert did_you_mean("abcdefxyz", ["abcdefghi"]) == "abcdefghi"
    assert did_you_mean("abcdewxyz", ["abcdefghi"]) is None


@pytest.mark.parametrize("text", ["(" + " " * 3000 + "x", "1" + " " * 3000 + "..", "1.." * 1000, "not(" * 900])
def test_a_cell_of_spaces_is_read_in_one_go(text: str) -> None:
    assert read_cell(text, "n.count", SCHEMA.facts["n.count"].type)[1]


def test_a_line_of_many_cells_is_read_in_one_go() -> None:
    lines, _ = split_file("callside,table/1" + "," * 1_000_000)
    assert len(lines.records) == 1
    assert len(lines.records[0].cells) == len(lines.records[0].starts) == 4096


def test_a_name_of_thousands_of_parts_is_refused() -> None:
    for text in ("a" + ".a" * 50_000 + " = 1", "[" + "a." * 50_000 + "a]", 'x = { "a"' + '."a"' * 50_000 + " = 1 }"):
        assert "32 parts" in read_toml(text, "a.toml")[1][0].text
    assert read_toml('x = "' + "a b. " * 100 + '"\n', "a.toml")[0]


def test_a_header_of_spaces_is_read_in_one_go() -> None:
    assert load(actions__a_toml='format = "callside.actions/1"\nx = [\n[' + " " * 50_000 + "\n]]\n") == ["NAM007"]


def test_tables_that_read_one_another_without_end_are_refused() -> None:
    def table(number: int, reads: str) -> str:
        return f"callside,table/1,id=t{number},hit=C#\nrole,id,in,out\nname,,{reads},r\nrule,r,> 1,1\n"

    chain = {f"tables/t{n}.csv": table(n, f"decision.t{n + 1}") for n in range(1200)}
    files = {"facts.toml": SCHEMA_TEXT, **chain, "tables/t1200.csv": table(1200, "n.count")}
    assert [p.code for p in load_bundle(files).problems] == ["CAP012"]
    files["tables/t1200.csv"] = table(1200, "decision.t1199")
    assert "TBL012" in [p.code for p in load_bundle(files).problems]


def test_a_table_of_thousands_of_facts_is_analyzed_within_its_budget() -> None:
    facts = "".join(f'"n.a{n}" = {{ type = "int", nullable = false }}\n' for n in range(1200))
    rows = "".join(f"rule,r{n}," + " and ".join(f"n.a{n * 40 + k} > 0" for k in range(40)) + ",1\n" for n in range(30))
    table = "callside,table/1,hit=F\nrole,id,if,out\nname,,,r\n" + rows
    bundle = load_bundle({"facts.toml": 'format = "callside.facts/1"\n[fact]\n' + facts, "tables/t.csv": table}).bundle
    assert bundle is not None
    assert "CHK010" in {finding.problem.code for finding in analyze(bundle)}


def test_rows_that_all_agree_are_compared_within_a_budget() -> None:
    rows = "".join(f"rule,r{n},-,1\n" for n in range(1000))
    table = f"callside,table/1,hit=A\nrole,id,in,out\nname,,n.count,r\n{rows}"
    bundle = load_bundle({"facts.toml": SCHEMA_TEXT, "tables/t.csv": table}).bundle
    assert bundle is not None
    assert [f.problem.code for f in analyze(bundle) if f.problem.code != "CHK007"] == ["CHK010"]


# -- nothing malformed is a silent "no match" ------------------------------------------------------------------------


WRONG = {
    "b.flag": 1,
    "n.count": True,
    "n.ratio": 2.5,
    "m.total": "5 USD",
    "t.name": 5,
    "e.segment": "platinum",
    "d.day": "2026-13-01",
    "i.at": "2026-12-03T10:00:00",
    "u.span": "soon",
    "s.tags": ["vip", "nobody"],
}
TESTS = {
    "b.flag": "b.flag",
    "n.count": "n.count = 1",
    "n.ratio": "n.ratio > 1",
    "m.total": "m.total > 1 EUR",
    "t.name": 't.name = "5"',
    "e.segment": 'e.segment = "gold"',
    "d.day": "d.day > 2026-01-01",
    "i.at": "i.at > 2026-01-01T00:00Z",
    "u.span": "u.span > 1s",
    "s.tags": 's.tags has "vip"',
}
RAW = {**WRONG, "d.day": datetime(2026, 1, 1, tzinfo=UTC), "i.at": datetime(2026, 12, 3, 10), "u.span": 90}
RAW |= {"s.tags": frozenset(["vip", "nobody"])}


@pytest.mark.parametrize("name", WRONG)
def test_a_value_of_the_wrong_type_is_failed_and_leaves_the_rule_open(name: str) -> None:
    definition = SCHEMA.facts[name]
    admitted = admit(Fact.known(name, RAW[name], "crm", NOW), definition.type)
    assert admitted.state is FactState.FAILED
    assert admitted.reason
    node = parse(TESTS[name]).node
    assert node is not None
    index = build_index([node, parse(f"not ({TESTS[name]})").tree, parse(f"{name} is unavailable").tree], SCHEMA)
    assert [int(v) for v in index.evaluate(seen_of([admitted])).listed(3)] == [1, 1, 2]


@pytest.mark.parametrize("name", WRONG)
def test_a_value_of_the_wrong_type_is_named_with_what_it_must_be(name: str) -> None:
    if name == "n.ratio":
        WRONG[name] = "2,5"
    facts, problems = read_facts({name: WRONG[name]}, SCHEMA, now=NOW, file="f.json")
    assert not facts
    assert [p.code for p in problems] == ["TYP006"]
    assert name in problems[0].text
    assert "found" in problems[0].text


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ({"state": "knwon", "value": 1}, "known"),
        ({"value": 1, "sorce": "crm"}, "source"),
        ({"state": "absent", "value": 1}, "left out"),
        ({"value": 1, "evidence": 5}, "list such as"),
        ({"value": 1, "evidence": [["order", "1"]]}, "list such as"),
        ({"value": 1, "as_of": "2026-12-03T10:00:00"}, "offset"),
        ({"value": 1, "source": 5}, "a text"),
        ({"state": "failed", "reason": 5}, "a text"),
        ({"state": ["known"]}, "known"),
        ({}, "whole number"),
    ],
)
def test_a_fact_with_an_odd_setting_is_not_taken(raw: object, words: str) -> None:
    facts, problems = read_facts({"n.count": raw}, SCHEMA, now=NOW)
    assert not facts
    assert words in problems[0].text


def test_facts_nobody_may_give_are_named() -> None:
    files = {
        "facts.toml": SCHEMA_TEXT + '"c.age" = { type = "duration", derive = { kind = "elapsed", from = "i.at" } }\n'
    }
    files["tables/t.csv"] = "callside,table/1\nrole,id,in,out\nname,,n.count,r\nrule,a,1,1\n"
    bundle = load_bundle(files).bundle
    assert bundle is not None
    _, problems = read_facts({"n.coutn": 1, "c.age": "5s", "decision.t": 1}, bundle, now=NOW)
    assert [p.code for p in problems] == ["NAM001", "NAM010", "NAM005"]
    assert "Did you mean n.count?" in problems[0].text


def test_time_facts_far_out_of_the_calendar_are_decided_on() -> None:
    from desktop.rules.session import RuleSession
    from tests.rules.support import ZONE, Watch

    text = SCHEMA_TEXT + '"c.days" = { type = "int", derive = { kind = "days_since", from = "d.day" } }\n'
    text += '"c.age" = { type = "duration", derive = { kind = "elapsed", from = "i.at" } }\n'
    rows = "rule,a,c.days > 9999999999999 or c.days < 5,1\nrule,b,c.age > 99999999d,2\nrule,c,c.days = n.count,3\n"
    table = f"callside,table/1,hit=C\nrole,id,if,out\nname,,,r\n{rows}"
    bundle = load_bundle({"facts.toml": text, "tables/t.csv": table}).bundle
    assert bundle is not None
    for day, at in (("0001-01-01", "0001-01-03T00:00:00Z"), ("9999-12-31", "9999-12-28T00:00:00Z")):
        session = RuleSession(bundle, "x", Watch(), ZONE, history=[])
        facts, problems = read_facts({"d.day": day, "i.at": at}, bundle, now=NOW)
        assert not problems
        assert session.update(facts).seq == 1


def test_the_shortest_way_to_say_each_problem_stays_short() -> None:
    """A hostile name, member or text cannot fill a sentence."""
    long = "x" * 3000
    text = f'format = "{long}"\n[fact]\n"{long}" = {{ type = "{long}" }}\n'
    _, problems = read_schema({"facts.toml": text})
    lawful(problems, {"facts.toml": text})
    assert all(len(json.dumps(p.text)) < 400 for p in problems)
    assert timedelta(0) == timedelta()


def test_a_playbook_of_too_many_rows_is_refused_before_they_are_read() -> None:
    head = "callside,table/1\nrole,id,in,out\nname,,n.count,r\n"
    full = head + "".join(f"rule,r{n},zz,1\n" for n in range(5000))
    files = {"facts.toml": SCHEMA_TEXT, **{f"tables/t{n}.csv": full for n in range(10)}}
    files["tables/u.csv"] = head + "rule,r,zz,1\n"
    assert [p.code for p in errors(load_bundle(files).problems)] == ["CAP010"]


def test_an_output_that_no_table_declares_is_read_as_its_entries_are() -> None:
    from desktop.rules.dmn_read import read_dmn
    from tests.rules.test_table_command import DMN, PLAIN

    text = DMN.format_map(PLAIN).replace('<output name="Kind"/>', "")
    lawful(read_dmn(text, "m.dmn").problems, {"m.dmn": text})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("e.segment = gold", 'There is no fact called gold. Did you mean "gold"?'),
        ('e.segment = "platinum"', 'e.segment has no value "platinum"; it has gold, silver, bronze.'),
        ("n.count > 1,000", "A number has no comma in it; write 1000 for a thousand and 1.5 for one and a half."),
        ("u.span > 5 minutes", "This cannot follow here: minutes. Did you mean min?"),
        ("s.tags has vip", 'Expected any, all, none or a text in quotes, found vip. Did you mean "vip"?'),
    ],
)
def test_slips_of_people_who_write_no_programs_are_mended(text: str, said: str) -> None:
    parsed = parse(text)
    problems = parsed.problems or check_condition(parsed.tree, SCHEMA)
    assert problems[0].text == said


def test_a_cell_that_cannot_be_read_says_what_it_must_be() -> None:
    _, problems = read_cell("many", "n.count", SCHEMA.facts["n.count"].type)
    assert problems[0].text == "This cell must be a whole number, such as 3, >= 3 or not empty; it cannot be read: many"


def test_a_table_of_nothing_but_errors_is_read_no_further_than_is_shown() -> None:
    lines = "".join(f"rule,r{n},zz,1\n" for n in range(5000))
    draft, _ = read_draft("callside,table/1\nrole,id,in,out\nname,,n.count,r\n" + lines, "tables/t.csv")
    assert draft is not None
    table, problems = compile_draft(draft, SCHEMA)
    assert MAX_PROBLEMS < len(problems) < MAX_PROBLEMS + 10
    assert len(table.rows) == len(problems)
