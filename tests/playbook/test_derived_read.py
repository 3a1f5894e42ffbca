"""derived.toml: every mistake named with its place and a mend, and the facts declared for all other files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.playbook.loader import load_playbook, problems
from desktop.playbook.record_fields import FIELDS
from tests.playbook.folders import GOOD, write

FILE = "derived.toml"
HEAD = 'format = "callside.derived/1"\n'
VALUE = '[fact."order.value_12m"]\nlabel = "Ordered in 12 months"\nfrom = "orders"\nsum = "total"\nwithin = "365d"\n'


def test_a_derived_fact_can_be_used_everywhere(tmp_path):
    order = GOOD["call_types/order.toml"].replace(
        "when = 'answers.which = \"this\"'", "when = 'order.value_12m > 100 EUR'"
    )
    playbook = load_playbook(write(tmp_path, {FILE: HEAD + VALUE, "call_types/order.toml": order}))
    definition = playbook.bundle.schema.facts["order.value_12m"]
    assert (definition.label, definition.type.kind, definition.type.currency) == (
        "Ordered in 12 months",
        "money",
        "EUR",
    )
    assert [each.name for each in playbook.derived] == ["order.value_12m"]


def test_a_warning_leaves_the_fact_where_it_is(tmp_path):
    twice = '[fact."shop.twice"]\nvalue = "order.value_12m + order.value_12m"\n'
    doubted = VALUE + "where = 'status != \"cancelled\"'\n"
    folder = write(tmp_path, {FILE: HEAD + doubted + twice})
    assert [each.name for each in load_playbook(folder).derived] == ["order.value_12m", "shop.twice"]
    assert "TYP010" in {problem.code for problem in problems(folder)}


def test_authors_find_every_field():
    text = Path("docs/playbooks.md").read_text(encoding="utf-8").split("## Facts of your own\n")[1]
    for kind, fields in FIELDS.items():
        row = next(line for line in text.splitlines() if line.startswith(f"| `{kind}` |"))
        assert set(re.findall("`([a-z_]+)`", row)) - {kind} == set(fields)


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        (VALUE, "ACT001", 1, "callside.derived/1"),
        (HEAD + VALUE.replace('sum = "total"', 'sum = "totl"'), "PBK073", 5, "Did you mean total?"),
        (HEAD + VALUE.replace('sum = "total"', 'sum = "number"'), "PBK073", 5, "total"),
        (HEAD + VALUE.replace('sum = "total"', 'sum = "total"\ncount = true'), "PBK072", 5, "once"),
        (HEAD + VALUE.replace('sum = "total"\n', ""), "PBK072", 4, "days_since"),
        (HEAD + VALUE.replace('"orders"', '"order"'), "PBK034", 4, "Did you mean orders?"),
        (HEAD + VALUE.replace('"365d"', '"a year"'), "ACT006", 6, "30d"),
        (HEAD + VALUE.replace("order.value_12m", "Value"), "PBK070", 2, "Value"),
        (HEAD + VALUE.replace("order.value_12m", "order.open_count"), "NAM003", 2, "order.open_count"),
        (HEAD + VALUE + "where = 'staus = \"open\"'\n", "NAM001", 7, "status"),
        (HEAD + VALUE + "where = 'status = \"opne\"'\n", "NAM002", 7, "open"),
        (HEAD + VALUE + "where = 'total > 10 SEK'\n", "TYP", 7, "SEK"),
        (HEAD + VALUE + "whre = 'open'\n", "NAM007", 7, "where"),
        (HEAD + VALUE + 'when = "customer.known"\n', "PBK071", 7, "one of from"),
        (HEAD + '[fact."x.y"]\nwhen = "customer.knwon"\n', "NAM001", 3, "customer.known"),
        (HEAD + '[fact."x.y"]\nvalue = "customer.name"\n', "TYP", 3, "number"),
        (HEAD + '[fact."x.y"]\nwhen = "x.z"\n[fact."x.z"]\nwhen = "x.y"\n', "PBK066", 3, "x.z"),
        (HEAD + '[fact."x.y"]\nfrom = "orders"\ncount = "yes"\n', "ACT006", 4, "true"),
        (HEAD + '[fact."x.y"]\n', "PBK071", 2, "from, when and value"),
        (HEAD + "[fact\n", "SYN035", 2, "[fact]"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_where_it_stands(tmp_path, text, code, line, words):
    found = [p for p in problems(write(tmp_path, {FILE: text})) if p.code.startswith(code)]
    assert found, list(map(str, problems(tmp_path)))
    assert (found[0].file, found[0].line, words in found[0].text) == (FILE, line, True), str(found[0])
