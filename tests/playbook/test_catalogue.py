"""The facts every playbook can count on: well-formed for the rules, and listed where authors look."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.playbook.catalogue import CATALOGUE, NAMES, BuiltIn, facts_text
from desktop.rules.schema import read_schema

DOCS = Path(__file__).parents[2] / "docs" / "playbooks.md"


def test_the_rules_read_every_one():
    schema, problems = read_schema({"facts.toml": facts_text(CATALOGUE, "SEK")})
    assert problems == []
    for fact in CATALOGUE:
        read = schema.facts[fact.name]
        assert (read.type.kind.value, read.label, read.say, read.nullable) == (
            fact.type,
            fact.label,
            fact.say,
            fact.nullable,
        )
        assert (read.type.currency == "SEK") == (fact.type == "money")


def test_names_are_used_once():
    assert len(NAMES) == len(CATALOGUE)


def test_what_the_site_restates_is_left_to_it():
    schema, _ = read_schema({"facts.toml": facts_text(CATALOGUE, "EUR", without={"customer.tier"})})
    assert set(schema.facts) == NAMES - {"customer.tier"}


@pytest.mark.parametrize("words", ['a "quoted" word', "back\\slash", "tab\tand\nline", "\x7f", "ключ", "🎂"])
def test_any_words_survive_the_file(words):
    fact = BuiltIn("x.y", "enum", words, "here", say=words, members=(("a", words),))
    schema, problems = read_schema({"facts.toml": facts_text([fact], "EUR")})
    assert problems == []
    read = schema.facts["x.y"]
    assert (read.label, read.say, read.type.label_of("a")) == (words, words, words)


@pytest.mark.parametrize("fact", CATALOGUE, ids=lambda fact: fact.name)
def test_authors_find_it(fact):
    assert f"| `{fact.name}` | {fact.type}" in DOCS.read_text(encoding="utf-8")
