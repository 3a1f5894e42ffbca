"""Where a key stands in a TOML text."""

from __future__ import annotations

import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from connectors.manifest.problems import ManifestError, Problem
from connectors.manifest.toml_lines import key_lines, line_of, read_toml

TEXT = '''schema = 1  # one
name = "a # b"
settings = { url = "sqlite:///x.db", region = "DE" }

errors = [
  { when = "a", as = "auth" },   # first
  { when = "]" ,
    as = "fail" },
]
[customer.find_by_phone]
verify = "phone"
sql = """select 1
  -- [not.a.table]
  where x = :tail"""
bind.tail = "${phone.tail}"
"quoted key" = 'x'
[orders.list.map]
number = "number"
[[connections]]
name = "one"
[connections.settings]
url = "x"
[[connections]]
name = "two"
[connections.settings]
url = "y"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("schema",), 1),
        (("settings", "region"), 3),
        (("errors",), 5),
        (("errors", 0, "as"), 6),
        (("errors", 1, "as"), 8),
        (("customer",), 10),
        (("customer", "find_by_phone"), 10),
        (("customer", "find_by_phone", "sql"), 12),
        (("customer", "find_by_phone", "bind", "tail"), 15),
        (("customer", "find_by_phone", "quoted key"), 16),
        (("orders", "list", "map", "number"), 18),
        (("connections", 0, "name"), 20),
        (("connections", 1, "settings", "url"), 26),
    ],
)
def test_each_key_has_its_line(path, line):
    assert key_lines(TEXT)[path] == line


def test_a_missing_key_points_at_what_is_around_it():
    lines = key_lines(TEXT)
    assert line_of(lines, ("customer", "find_by_phone", "map", "name")) == 10
    assert line_of(lines, ("nothing",)) == 0


def paths_of(value, path=()):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in items:
        yield from paths_of(child, (*path, key))


values = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), st.text(alphabet="a'\"\\\n#[]{}=,. ", max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text("ab.\"' #[", min_size=1), inner)),
    max_leaves=12,
)


@given(st.dictionaries(st.text("ab.\"' #]", min_size=1, max_size=4), values, max_size=4))
def test_every_key_of_any_document_is_found_in_order(document):
    text = tomlkit.dumps(document)
    lines = key_lines(text)
    read = tomllib.loads(text)
    assert set(paths_of(read)) <= set(lines)
    for path in paths_of(read):
        assert 1 <= lines[path] <= text.count("\n") + 1


@given(st.text(alphabet="ab=[]{}.\"'#\n\\ ,1", max_size=60))
def test_any_text_is_scanned_without_a_crash(text):
    key_lines(text)


def test_no_toml_is_a_problem_with_its_line():
    with pytest.raises(ManifestError) as caught:
        read_toml(b"a = 1\nb = = 2\n", "x.toml", ManifestError)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("x.toml", 2)
    assert str(problem).startswith("x.toml:2  no valid TOML")


@pytest.mark.parametrize(
    ("data", "word"),
    [(b"a = 1\nb = '\xff'", "UTF-8"), (b"a = " + b"[" * 5000 + b"]" * 5000, "nested"), (b"#" * 1_000_001, "larger")],
)
def test_unreadable_files_are_one_problem(data, word):
    with pytest.raises(ManifestError, match=word):
        read_toml(data, "x.toml", ManifestError)


def test_a_problem_reads_as_file_line_key_message():
    assert str(Problem("a.toml", 3, "customer.get", "missing")) == "a.toml:3  customer.get  missing"
    assert str(Problem("a.toml", 0, "", "not there")) == "a.toml  not there"
