"""quick_texts.toml and macros.toml: read whole, and each mistake named with its file, line and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.playbook.loader import load_playbook, problems
from tests.playbook.folders import GOOD, write

QUICK, MACROS = "quick_texts.toml", "macros.toml"
FILES = {
    "playbook.toml": GOOD["playbook.toml"].replace('["en"]', '["en", "de"]'),
    QUICK: """\
format = "callside.quick_texts/1"
[[quick_text]]
abbr = "Thx"
text = { en = "Thanks, {customer.name}, {agent.name}.", de = "Danke, {customer.name}." }
call_types = ["general"]
[[quick_text]]
abbr = "bye"
text.en = "Goodbye."
text.de = "Tschuess."
""",
    MACROS: """\
format = "callside.macros/1"
[[macro]]
id = "again"
title = { en = "Call again", de = "Wieder anrufen" }
call_types = ["general"]
when = 'order.open_late_count >= 1'
[[macro.step]]
kind = "connector"
operation = "task.create"
params = { text = "About {customer.name}" }
[[macro.step]]
kind = "note"
params = { text = "Calls again." }
[[macro.step]]
kind = "disposition"
disposition = "DONE"
[[macro.step]]
kind = "follow_up"
params = { text = "Call {customer.name}", due_in_days = 2 }
[[macro.step]]
kind = "email"
text = "sorry"
[[macro.step]]
kind = "open_panel"
panel = "orders"
""",
    "texts/sorry.en.md": "Title: Sorry\nSubject: Sorry\n\nWe are sorry.\n",
    "texts/sorry.de.md": "Title: Sorry\nSubject: Sorry\n\nWe are sorry.\n",
}


@pytest.fixture(scope="module")
def done() -> str:
    """The id of a disposition the good playbook has."""
    lines = GOOD["call_types/general.toml"].split("[[disposition]]")[1].splitlines()
    return next(line.split('"')[1] for line in lines if line.startswith("id"))


def files(done: str) -> dict[str, str]:
    return {**FILES, MACROS: FILES[MACROS].replace("DONE", done)}


def test_all_of_it_is_read(tmp_path, done):
    book = load_playbook(write(tmp_path, files(done)))
    thx, bye = book.quick_texts
    assert (thx.abbr, thx.call_types, bye.abbr, bye.call_types) == ("thx", ("general",), "bye", ())
    assert thx.text.in_language("de") == "Danke, {customer.name}."
    macro = book.macros["again"]
    assert [step.kind for step in macro.steps] == [
        "connector", "note", "disposition", "follow_up", "email", "open_panel"
    ]  # fmt: skip
    assert macro.steps[2].name == done
    assert macro.steps[3].params["due_in_days"] == "2"
    assert macro.when is not None


CASES = [
    (QUICK, '"callside.quick_texts/1"', '"x"', "ACT001", 1, "callside.quick_texts/1"),
    (QUICK, 'abbr = "bye"', 'abbr = "THX"', "ACT003", 7, "thx"),
    (QUICK, 'abbr = "bye"', 'abbr = "two words"', "ACT006", 7, "letters, digits"),
    (QUICK, 'abbr = "bye"', f'abbr = "{"x" * 17}"', "ACT006", 7, "16"),
    (QUICK, 'abbr = "bye"\n', "", "ACT002", 6, "abbr"),
    (QUICK, 'text.en = "Goodbye."\ntext.de = "Tschuess."\n', "", "ACT002", 6, "text"),
    (QUICK, '"Goodbye."', f'"{"x" * 1001}"', "CAP013", 8, "1000"),
    (QUICK, "{customer.name}, {agent", "{customer.nam}, {agent", "NAM008", 4, "customer.name"),
    (QUICK, 'text.de = "Tschuess."\n', "", "PBK026", 8, "de"),
    (QUICK, '["general"]', '["generl"]', "PBK084", 5, "Did you mean general?"),
    (QUICK, '["general"]', '"general"', "ACT006", 5, "a list"),
    (QUICK, 'abbr = "bye"', 'abr = "x"\nabbr = "bye"', "", 7, "abr"),
    (MACROS, '"callside.macros/1"', '"x"', "ACT001", 1, "callside.macros/1"),
    (MACROS, 'text = "sorry"', 'text = "sory"', "PBK034", 22, "sorry"),
    (MACROS, 'panel = "orders"', 'panel = "oders"', "PBK034", 25, "oders"),
    (MACROS, '"task.create"', '"task.make"', "PBK034", 9, "task.make"),
    (MACROS, "{customer.name}", "{customer.nam}", "NAM008", 10, "customer.name"),
    (MACROS, 'disposition = "', 'disposition = "x', "PBK084", 16, "call_types/general.toml"),
    (MACROS, "due_in_days = 2", "due_in_days = -2", "ACT006", 19, "due_in_days"),
    (MACROS, 'text = "Call {customer.name}", ', "", "ACT002", 17, "params.text"),
    (MACROS, 'kind = "note"', 'kind = "dial"', "ACT005", 12, "dial"),
    (MACROS, 'text = "Calls again."', 'words = "Calls again."', "ACT002", 13, "params.text"),
    (MACROS, "order.open_late_count", "order.open_lat_count", "NAM001", 6, "order.open_late_count"),
    (MACROS, 'id = "again"\n', "", "ACT002", 2, "id"),
    (MACROS, ', de = "Wieder anrufen"', "", "PBK026", 4, "de"),
    (MACROS, "[[macro]]", 'id = "x"\n[[macro]]', "", 2, "id"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "said"), CASES)
def test_a_mistake_is_named_with_its_line_and_mend(tmp_path, done, file, old, new, code, line, said):
    given = files(done)
    assert old in given[file]
    changed = given | {file: given[file].replace(old, new, 1)}
    found = [each for each in problems(write(tmp_path, changed)) if each.file == file]
    assert found
    assert code in {each.code for each in found} or not code
    near = [each for each in found if (each.line == line or not line) and said in each.text]
    assert near, [str(each) for each in found]


def test_a_macro_may_not_be_there_twice_or_do_nothing(tmp_path, done):
    given = files(done)
    block = "[[macro]]" + given[MACROS].split("[[macro]]")[1]
    found = problems(write(tmp_path, given | {MACROS: given[MACROS] + block}))
    assert [each.code for each in found if each.file == MACROS] == ["ACT003"]
    empty = given[MACROS].split("[[macro.step]]")[0]
    found = problems(write(tmp_path / "other", given | {MACROS: empty}))
    assert ["1 to 9 blocks" in each.text for each in found if each.file == MACROS] == [True]


@pytest.mark.parametrize("name", ["bank", "fernvik", "retail"])
def test_the_playbooks_that_ship_have_enough_of_both_in_both_languages(name):
    book = load_playbook(Path("resources/playbooks") / name)
    assert len(book.quick_texts) >= 8
    assert len(book.macros) >= 3
    for words in [text.text for text in book.quick_texts] + [macro.title for macro in book.macros.values()]:
        assert set(words.by_language) == {"en", "de"}
