"""A playbook that ships, with a mistake planted in a copy: what `callside check` says mends it, by line and by JSON."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.call.people import FERNVIK
from tests.playbook.test_every_code import check

SHIPPED = FERNVIK.parent
RETAIL, BANK = SHIPPED / "retail", SHIPPED / "bank"
WHERE, CLOSE = "call_types/where_is_my_order.toml", "guides/close.toml"
DATA, CALLS, ALERTS = "actions/data.toml", "tables/call_type.csv", "tables/alerts.csv"
TESTS = next(file.relative_to(RETAIL).as_posix() for file in sorted((RETAIL / "tests").glob("*.toml")))
Changes = Mapping[str, tuple[str, str]]
LONG = "this goes on and on, as if nobody had to read it while somebody waits on the line, and it still is not over"
TITLE = 'title.en = "Check the delivery address"'
GOAL = "goal_s = 25"


def planted(book: Path, folder: Path, changes: Changes, *, cases: bool = True) -> Path:
    """A copy of a playbook with one text in each of some files replaced.

    Its own cases are most of the work. Where a text cannot change what is decided, they stay behind.
    """
    copy = folder / book.name
    shutil.copytree(book, copy, ignore=None if cases else shutil.ignore_patterns("tests"))
    for name, (old, new) in changes.items():
        text = (copy / name).read_text("utf-8")
        assert old in text, (name, old)
        (copy / name).write_text(text.replace(old, new, 1), "utf-8")
    return copy


def at(book: Path, name: str, text: str) -> str:
    """Where a text stands in a file, as a message says it."""
    before, found, _ = (book / name).read_text("utf-8").partition(text)
    assert found, text
    return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


@pytest.fixture
def told(tmp_path, capsys):
    """The folder, the lines and the JSON of a playbook with changes."""

    def tell(changes: Changes, book: Path = RETAIL, *, cases: bool = False):
        folder = planted(book, tmp_path, changes, cases=cases)
        return folder, *check(folder, capsys)

    return tell


def only(found: list[dict]) -> dict:
    assert len(found) == 1, [problem["text"] for problem in found]
    return found[0]


# -- texts that are too long ------------------------------------------------------------------------------------------

TOO_LONG = [
    # file, replaced, by, where the words stand, what is named, the limit
    (DATA, TITLE, f'title.en = "{LONG}"', LONG, "title in en", 60),
    (DATA, 'title.de = "Lieferanschrift prüfen"', f'title.de = "{LONG}"', LONG, "title in de", 60),
    (DATA, 'label.en = "I did not offer it"', f'label.en = "{LONG}"', LONG, "label in en", 60),
    (DATA, 'label = "Data that helps"', f'label = "{LONG}"', LONG, "label", 40),
    (DATA, 'talk_track.de = "Wir', f'talk_track.de = "{(LONG + ". ") * 8}Wir', LONG, "talk_track in de", 800),
    (WHERE, 'title = "Where is my order"', f'title = "{LONG}"', LONG, "title", 40),
    (WHERE, 'title = "Find the order"', f'title = "{LONG}"', LONG, "title", 60),
    (WHERE, 'label = "Order in question"', f'label = "{LONG}"', LONG, "label", 60),
    (WHERE, 'label = "The late one"', f'label = "{LONG}"', LONG, "label", 60),
    (WHERE, 'en = "Which order is it about?"', f'en = "{LONG}, {LONG}"', LONG, "question in en", 160),
    (WHERE, 'de = "Um welche Bestellung geht es?"', f'de = "{LONG}, {LONG}"', LONG, "question in de", 160),
    (WHERE, '"Order", "Delivery", "On its way"', f'"Order", "{LONG}", "On its way"', '"Order", "this', "in path", 40),
    (ALERTS, "Get an answer today,", f"{LONG[:50]},".replace(", as", " as"), "this goes", "label", 30),
    (ALERTS, "{complaint.promised_on}", "{complaint.promised_on} " + LONG, '"Case', "text", 120),
    (CALLS, "It is not clear yet who is calling", LONG.replace(",", ""), "this goes", "reason", 100),
    (CALLS, "title=Call type", f"title={LONG.replace(',', '')}", "title=", "title", 60),
    ("playbook.toml", 'name = "Fernvik retail orders"', f'name = "{LONG}"', LONG, "name", 60),
    ("facts.toml", 'label = "Menu choice"', f'label = "{LONG}"', LONG, "label", 60),
    ("derived.toml", 'label = "Ordered in 12 months"', f'label = "{LONG}"', LONG, "label", 60),
    ("panels.toml", "rows = 8", f'title = "{LONG}"', LONG, "title", 30),
    ("surveys.toml", 'de = "Wie zufrieden', f'de = "{LONG}. Wie zufrieden', LONG, "question in de", 160),
]


@pytest.mark.parametrize(("name", "old", "new", "words", "what", "limit"), TOO_LONG)
def test_a_text_has_to_fit_its_place(told, name, old, new, words, what, limit):
    folder, lines, found = told({name: (old, new)})
    problem = only(found)
    assert problem["code"] == "CAP013"
    place = at(folder, name, words)
    assert problem["text"].startswith(f"{place.rpartition(':')[0]}:")
    length = int(re.search(r"has (\d+) characters", problem["text"])[1])
    assert f"{what} has {length} characters" in problem["text"]
    assert f"{limit} fit " in problem["text"]
    assert f"Leave out {length - limit}." in problem["text"]
    assert problem["text"] in lines


def test_a_fact_in_a_text_counts_as_what_it_becomes(told):
    words = "Write about {order.latest_late_number} and {order.latest_late_label} today"
    assert len(words) > 60
    assert told({DATA: (TITLE, f'title.en = "{words}"')})[2] == []


# -- what stands twice ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "added", "first", "id_"),
    [
        (WHERE, '[[step]]\nid = "order_named"\nkind = "say"\ntitle = "A"\nsay = { en = "a", de = "b" }\n', 'order_named"', "order_named"),
        (WHERE, '[[disposition]]\nid = "on_its_way"\npath = ["Order", "Delivery", "On its way"]\n', 'on_its_way"', "on_its_way"),
        (DATA, '[[action]]\nid = "data-check-address"\ntitle = "Again"\n', 'data-check-address"', "data-check-address"),
        (CALLS, "rule,ct-020,complaint,-,complaint,Again\n", "rule,ct-020", "ct-020"),
        ("panels.toml", '[[panel]]\nid = "cases"\nrows = 3\n', 'cases"', "cases"),
    ],
)  # fmt: skip
def test_what_is_used_twice_says_where_the_first_is(tmp_path, capsys, name, added, first, id_):
    folder = planted(RETAIL, tmp_path, {})
    text = (folder / name).read_text("utf-8")
    place = at(folder, name, first)
    (folder / name).write_text(text + added, "utf-8")
    problem = only(check(folder, capsys)[1])
    assert f"id {id_} is used twice; the first is at {place}. Give one of them another id." in problem["text"]
    assert problem["line"] > text.count("\n")


# -- what is not there --------------------------------------------------------------------------------------------------


def guides() -> Iterator[tuple[Path, str]]:
    for book in sorted(SHIPPED.iterdir()):
        yield from ((book, guide.name) for guide in sorted((book / "guides").glob("*.toml")))


@pytest.mark.parametrize(("book", "name"), list(guides()), ids=lambda each: getattr(each, "name", each))
def test_a_guide_that_is_gone_is_one_message_with_its_users(tmp_path, capsys, book, name):
    folder = planted(book, tmp_path, {})
    guide = name.removesuffix(".toml")
    (folder / "guides" / name).unlink()
    users = [
        f"{file.relative_to(folder).as_posix()}:{number}"
        for file in (*folder.glob("call_types/*.toml"), *folder.glob("guides/*.toml"))
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1)
        if line == f'use = "{guide}"'
    ]
    problem = only(check(folder, capsys)[1])
    assert f"There is no guides/{name}, which is used here" in problem["text"]
    named = {f"{problem['file']}:{problem['line']}", *(place.rpartition(":")[0] for place in problem.get("also", ()))}
    assert named == set(users)


@pytest.mark.parametrize("name", ["facts.toml", "derived.toml", "playbook.toml", CALLS, ALERTS, "tables/panels.csv"])
def test_a_file_that_is_gone_is_one_message(tmp_path, capsys, name):
    folder = planted(BANK, tmp_path, {})
    (folder / name).unlink()
    problem = only(check(folder, capsys)[1])
    assert problem["file"] == name
    assert f"no {name}" in problem["text"]


def test_a_table_and_an_action_that_are_gone_are_one_message_each(tmp_path, capsys):
    folder = planted(BANK, tmp_path, {})
    (folder / "tables" / "desk.csv").unlink()
    problem = only(check(folder, capsys)[1])
    assert "no fact called decision.desk. There is no tables/desk.csv that says it. So also at" in problem["text"]
    (folder / "tables" / "desk.csv").write_text((BANK / "tables" / "desk.csv").read_text("utf-8"), "utf-8")
    (folder / "call_types" / "card_lost.toml").unlink()
    problem = only(check(folder, capsys)[1])
    assert problem["file"] == CALLS
    assert "no call_types/card_lost.toml" in problem["text"]


# -- TOML that cannot be read ---------------------------------------------------------------------------------------

BROKEN = [
    # replaced in where_is_my_order.toml, by, the mend
    ('title = "Where is my order"', 'title = "Where is my order', 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', "title = Where is my order", 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', 'title "Where is my order"', 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', 'title: "Where is my order"', 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', 'title ; "Where is my order"', 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', "title = “Where is my order”", 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', "title = „Where is my order“", 'Write: title = "Where is my order"'),
    ('title = "Where is my order"', 'title\u00a0= "Where is my order"', 'Write: title = "Where is my order"'),
    ("require_notes = false", "require_notes = no", "Write: require_notes = false"),
    ("require_notes = false", "require_notes = Yes", "Write: require_notes = true"),
    (GOAL, "goal_s = 25;", "Write: goal_s = 25"),
    (GOAL, f"{GOAL}\n{GOAL}", f"goal_s stands here a second time; the first is at {WHERE}:6."),
    ("[wrap_up]", "[wrap_up]\nrequire_notes = true\n\n[wrap_up]", f"the first is at {WHERE}:5."),
    ('[[step]]\nid = "which_order"', '[[step]\nid = "which_order"', "Write: [[step]]"),
    ('{ id = "late", label = "The late one" },', '{ id = "late", label = "The late one },', 'Write: { id = "late", label = "The late one" },'),
    ('{ id = "late", label = "The late one" },', '{ id = "late", label = The late one },', 'Write: { id = "late", label = "The late one" },'),
    ('{ id = "late", label = "The late one" },', '{ id: "late", label: "The late one" },', 'Write: { id = "late", label = "The late one" },'),
    ('{ id = "late", label = "The late one" },', '{ id = "late"; label = "The late one" },', 'Write: { id = "late", label = "The late one" },'),
    ('{ id = "late", label = "The late one" },', '{ id = "late", label = "The late one" }', 'Write: { id = "late", label = "The late one" },'),
    ('{ id = "late", label = "The late one" },', '{ id = "late",\n label = "The late one" },', 'Write: { id = "late", label = "The late one" },'),
    ('label = "Another order" },\n]', 'label = "Another order" },\n', 'The [ that begins here is not closed. Write in line'),
    ('en = "Order number"', 'en = "Order "number""', "en = 'Order \"number\"'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "mend"), BROKEN)
def test_a_line_that_is_no_toml_is_shown_with_its_mend(told, old, new, mend):
    _, lines, found = told({WHERE: (old, new)})
    problem = only(found)
    assert problem["file"] == WHERE
    assert problem["code"].startswith("SYN0")
    assert mend in problem["text"]
    assert problem["written"]
    assert f"    {problem['line']} | {problem['written']}" in lines


def test_a_bare_day_is_shown_with_its_mend(told):
    _, _, found = told({DATA: ("priority = 40", "priority = 40\neffective_from = 1.12.2026")})
    assert "A day is written year-month-day. Write: effective_from = 2026-12-01" in only(found)["text"]


def test_broken_files_are_all_named_in_one_run(told):
    broken = {
        WHERE: (GOAL, "goal_s = = 25"),
        DATA: (TITLE, "title.en = Check the delivery address"),
        CLOSE: ("[[step]]", "[[step]"),
        "facts.toml": ('label = "Menu choice"', "label = “Menu choice”"),
        "playbook.toml": ('currency = "EUR"', 'currency: "EUR"'),
        TESTS: ("[[case]]", "[[case]"),
    }
    found = told(broken, cases=True)[2]
    assert sorted(problem["file"] for problem in found) == sorted(broken)
    assert all(problem["code"].startswith("SYN0") for problem in found)


# -- tables -----------------------------------------------------------------------------------------------------------


def test_a_value_that_is_not_allowed_names_its_cell_and_where_the_others_stand(told):
    folder, _, found = told({CALLS: ("complaint,-,complaint,", "complaint,-,complaints,")})
    problem = only(found)
    place, listed = at(folder, CALLS, "complaints,Asked"), at(folder, CALLS, "unknown_caller|")
    assert problem["text"].startswith(f"{place}: complaints is not among the allowed values of type; use ")
    assert f"Cell E5 ({listed}) lists what is allowed" in problem["text"]
    assert "Did you mean complaint? (row ct-020, column type, cell E8)" in problem["text"]
    assert problem["text"].count("_") > 3, "the values that are most like it are named"
    assert (problem["cell"], problem["block"], problem["field"]) == ("E8", "row ct-020", "type")


# -- translations ---------------------------------------------------------------------------------------------------------


def test_a_missing_translation_names_the_step_the_languages_and_what_to_write(told):
    folder, lines, found = told({WHERE: (', de = "Bestellnummer"', "")})
    problem = only(found)
    assert (problem["code"], problem["error"]) == ("PBK026", False)
    place = at(folder, WHERE, '{ en = "Order number" }')
    assert problem["text"] == (
        f"{place}: "
        'question has no words in de, only in en: "Order number". '
        'Write question = { en = "…", de = "…" }. (step order_named)'
    )
    assert lines[-1].endswith("retail: ready, 1 warning")


# -- names ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("order.lat", "order.late_total, order.latest_late_id"),
        ("orders.open_count", "order.open_count"),
        ("orders.late_count", "order.open_late_count"),
        ("late_count", "order.open_late_count"),
        ("costumer.churn", "customer.churn_risk"),
        ("order.opn_count", "order.open_count"),
    ],
)
def test_an_unknown_fact_says_which_is_meant(told, name, meant):
    folder, _, found = told({DATA: ("eligibility = 'customer.has_email = false'", f"eligibility = '{name} >= 1'")})
    text = only(found)["text"]
    assert text.startswith(
        f"{at(folder, DATA, f'{name} >= 1')}: There is no fact called {name}. Did you mean {meant[:12]}"
    )
    assert meant.split(",")[0] in text
    assert text.endswith("(action data-take-email, eligibility)")


def test_one_of_something_is_one(told):
    assert told({WHERE: (GOAL, 'goal_s = "soon"')})[1][-1].endswith("retail: 1 error, 0 warnings")


# -- all at once ----------------------------------------------------------------------------------------------------------


def test_nine_mistakes_are_nine_messages(tmp_path, capsys):
    folder = planted(
        RETAIL,
        tmp_path,
        {
            DATA: (TITLE, f'title.en = "{LONG}"'),
            "surveys.toml": (
                'en = "How easy was it to send something back to us?"\nde = "Wie leicht war es, uns etwas zurückzuschicken?"',
                'en = "How easy was it to send something back to us?"',
            ),
        },
    )
    change(folder, WHERE, GOAL, 'goal_s = "soon"')
    change(
        folder,
        WHERE,
        '{ id = "refund", label = "Money back" },\n]',
        '{ id = "refund", label = "Money back" },\n]\nnext = "written_update"',
    )
    change(folder, WHERE, 'text = "pickup_sms"', 'text = "pickup_smz"')
    change(folder, DATA, "eligibility = 'customer.has_email = false'", "eligibility = 'order.lat >= 1'")
    change(folder, DATA, "eligibility = 'customer.known'", "eligibility = 'customer.known = 3'")
    change(folder, "panels.toml", 'id = "invoices"', 'id = "orders"')
    for one, other in (("a", "b"), ("b", "a")):
        guide = f'format = "callside.guide/1"\ntitle = "Loop"\n[[step]]\nuse = "loop_{other}"\n'
        (folder / f"guides/loop_{one}.toml").write_text(guide, "utf-8")
    lines, found = check(folder, capsys)
    told = {problem["code"]: problem["text"] for problem in found}
    assert len(found) == len(told) == 9, "\n".join(problem["text"] for problem in found)
    for code, (place, words) in {
        "ACT006": (at(folder, WHERE, 'soon"'), "must be a whole number from 0 to 86400"),
        "PBK034": (at(folder, WHERE, "pickup_smz"), "Did you mean pickup_sms?"),
        "PBK051": ("guides/loop_b.toml:4:8", "in a circle: loop_a > loop_b > loop_a. Leave out one"),
        "PBK017": (at(folder, WHERE, "promised_day"), 'No answer leads to the step "promised_day"'),
        "NAM001": (at(folder, DATA, "order.lat >="), "Did you mean order.late_total"),
        "TYP001": (at(folder, DATA, "customer.known = 3"), "Compare it with true"),
        "PBK026": (
            at(folder, "surveys.toml", '[survey.question]\nen = "How easy'),
            'Write question = { en = "…", de = "…" }',
        ),
        "CAP013": (at(folder, DATA, LONG), "60 fit on the two lines of a card's title"),
        "ACT003": (at(folder, "panels.toml", 'orders"\ncolumns = ["number", "due"'), "the first is at panels.toml:5:7"),
    }.items():
        assert told[code].startswith(f"{place}: "), (code, told[code], place)
        assert words in told[code]
        assert told[code] in lines
    assert lines[-1].endswith("retail: 7 errors, 2 warnings")


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text, (name, old)
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")
