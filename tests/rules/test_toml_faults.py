"""Whatever keeps a text from being TOML has a place and, where anybody can tell, a mend; the rest is read on."""

from __future__ import annotations

import pytest

from desktop.rules.toml_faults import MOST_FAULTS, WIDE
from desktop.rules.toml_read import read_toml

STEPS = '[[step]]\nid = "a"\n'


@pytest.mark.parametrize(
    ("text", "code", "at", "words", "data"),
    [
        # lines
        ("a = 1\nb = \nc = 2", "SYN028", (2, 5), "b has no value", {"a": 1, "c": 2}),
        ("a = 1\n<<< mine\nb = 2", "SYN020", (2, 1), "A line reads name = value", {"a": 1, "b": 2}),
        ("Order status\na = 1", "SYN020", (1, 7), "A line reads name = value.", {"a": 1}),
        ("a = 2026-13-40", "SYN020", (1, 9), "There is no such day.", {}),
        ("a = 5\n\n  \n'", "SYN020", (4, 2), "A text stands in quotes", {"a": 5}),
        ("a = 5\nb =\n\n", "SYN028", (2, 4), "b has no value", {"a": 5}),
        ('a = "b\x01c"', "SYN041", (1, 7), 'a = "bc"', {"a": "bc"}),
        ("\x01\na = 1", "SYN020", (1, 1), "name = value", {"a": 1}),
        # what stands twice
        ("a = 1\n\na = 2", "SYN025", (3, 1), "a stands here a second time; the first is at x.toml:1.", {"a": 1}),
        ("a = 1\na = [\n2,\n]\nb = 3", "SYN025", (2, 1), "at x.toml:1.", {"a": 1, "b": 3}),
        ("[a]\nx = 1\n[a]\ny = 2\n[b]\nz = 3", "SYN025", (3, 1), "[a] stands here", {"a": {"x": 1}, "b": {"z": 3}}),
        ("[a]\n[[a]]\nx = 1", "SYN025", (2, 1), "the first is at x.toml:1.", {"a": {}}),
        ("a.b = 1\na.b.c = 2", "SYN025", (2, 1), "the first is further up.", {"a": {"b": 1}}),
        ("a = { b = 1, b = 2 }", "SYN025", (1, 1), "b stands here a second time; the first is in the same line.", {}),
        (f"{STEPS}[step]\nid = 'b'", "SYN039", (3, 2), "Write: [[step]]", {"step": [{"id": "a"}, {"id": "b"}]}),
        # what goes on behind its line
        ("a = [1,\n2\nb = 3", "SYN040", (1, 5), "The [ that begins here is not closed. Write in line 2: 2]", {"a": [1, 2], "b": 3}),
        ('a = ["b",\n\n[[step]]\nid = "a"', "SYN040", (1, 5), 'Write in line 1: a = ["b",]', {"a": ["b"], "step": [{"id": "a"}]}),
        ("a = [1,", "SYN040", (1, 5), "Write in line 1: a = [1,]", {"a": [1]}),
        ("a = { b = 1\nc = 2", "SYN040", (1, 5), "Write in line 1: a = { b = 1 }", {"a": {"b": 1}, "c": 2}),
        ("a = { b = 1,\n[c]\nd = 2", "SYN040", (1, 5), "a = { b = 1 }", {"a": {"b": 1}, "c": {"d": 2}}),
        ('a = """b\nc = 1\n', "SYN040", (1, 5), 'Write in line 1: a = """b"""', {"a": "b", "c": 1}),
        ('a = """b\nc\nd = """e"""\n', "SYN040", (1, 5), 'Write in line 2: c"""', {"a": "b\nc", "d": "e"}),
        ('a = """b\nc\nd = """\ne\n"""\n', "SYN040", (1, 5), 'Write in line 2: c"""', {"a": "b\nc", "d": "e\n"}),
        ('a = """\nb = 1\n"""\nc = yes\n', "SYN027", (4, 5), "c = true", {"a": "b = 1\n", "c": True}),
        ("a = '''", "SYN040", (1, 5), "a = ''''''", {"a": ""}),
        ("a = { b = 1\n  c = 2\n}", "SYN030", (1, 12), "a = { b = 1, c = 2 }", {"a": {"b": 1, "c": 2}}),
        ('a = [\n { b = 1,\n   # c\n\n   c = "d" },\n { b = 2 },\n]', "SYN030", (2, 10), '{ b = 1, c = "d" },', {"a": [{"b": 1, "c": "d"}, {"b": 2}]}),
        ("a = { b = 1,\n c = yes\n}", "SYN030", (1, 13), "a = { b = 1, c = true }", {"a": {"b": 1, "c": True}}),
        ('a = [\n { b = 1\n { b = 2 },\n]', "SYN029", (2, 9), "{ b = 1 }", {"a": [{"b": 1}, {"b": 2}]}),
        ('a = [\n { b = 1 }\n { b = 2 },\n]', "SYN037", (2, 11), "Write: { b = 1 },", {"a": [{"b": 1}, {"b": 2}]}),
        ('a = "b\nc."\nd = 1', "SYN042", (1, 7), 'Write: a = "b c."', {"a": "b c.", "d": 1}),
        ('a = "b\nc = 1', "SYN021", (1, 7), 'a = "b"', {"a": "b", "c": 1}),
        ('a = "b', "SYN021", (1, 7), 'a = "b"', {"a": "b"}),
        # nothing to mend in the list itself
        ('a = [\n  "b",\n  c,\n]', "SYN022", (3, 3), '"c"', {"a": ["b", "c"]}),
    ],
)  # fmt: skip
def test_a_fault_has_its_place_and_the_rest_is_read(
    text: str, code: str, at: tuple[int, int], words: str, data: object
) -> None:
    read, problems = read_toml(text, "x.toml")
    assert (problems[0].code, problems[0].span.line, problems[0].span.col) == (code, *at)
    assert words in problems[0].text
    assert read == data
    assert (
        problems[0].params["written"] in text.replace("\x01", " ").replace("\n", " ")
        or "…" in problems[0].params["written"]
    )


def test_every_fault_of_a_file_is_named_once() -> None:
    text = 'title = Order\nneeded = yes\nlabel = "x\nd : 4\n[[step]\nid = “a”\n'
    data, problems = read_toml(text, "x.toml")
    assert data == {"title": "Order", "needed": True, "label": "x", "d": 4, "step": [{"id": "a"}]}
    assert [(p.code, p.span.line) for p in problems] == [
        ("SYN022", 1),
        ("SYN027", 2),
        ("SYN021", 3),
        ("SYN023", 4),
        ("SYN035", 5),
        ("SYN024", 6),
    ]


def test_of_very_many_faults_the_first_are_named() -> None:
    data, problems = read_toml("".join(f"a{n} = yes\n" for n in range(100)), "x.toml")
    assert data is None
    assert len(problems) == MOST_FAULTS + 1


def test_a_long_line_is_shown_around_its_fault() -> None:
    words = "so many words " * 30
    problem = read_toml(f'a = "{words} "no" {words}"\n', "x.toml")[1][0]
    assert len(problem.params["written"]) <= WIDE + 2
    assert problem.params["written"].startswith("a = ")
    assert problem.params["written"].endswith("…")
    problem = read_toml(f'a = "{words}" b\n', "x.toml")[1][0]
    assert problem.params["written"].startswith("…")


def test_what_nobody_can_read_on_from_has_no_data() -> None:
    assert read_toml("x = " + "9" * 5000, "x.toml")[0] == {}
    assert read_toml("[" * 2000, "x.toml")[0] is None or read_toml("[" * 2000, "x.toml")[1]
