"""Panels, texts, articles and surveys: read whole, and each mistake named with its file, line and mend."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.playbook.loader import load_playbook, problems
from desktop.playbook.panel_read import COLUMNS
from tests.playbook.folders import GOOD, write

PANELS, SURVEYS = "panels.toml", "surveys.toml"
LATE, LATE_DE, HELP = "texts/late.en.md", "texts/late.de.md", "knowledge/parcels.en.md"
FILES = {
    PANELS: """\
format = "callside.panels/1"
[[panel]]
id = "orders"
columns = ["number", "total"]
rows = 6
[[panel]]
id = "cards"
table = "cards"
title = "Cards"
columns = [{ field = "number", label = "Card" }, { field = "limit", label = "Limit", type = "money" }]
""",
    SURVEYS: """\
format = "callside.surveys/1"
pause = "90d"
[[survey]]
id = "after_call"
metric = "csat"
channel = "email"
question = "How satisfied are you?"
when = 'answers.which = "this"'
pause = "30d"
call_types = ["order"]
""",
    LATE: """\
Title: Where your order is
Subject: Your order {order.latest_number}
For: order

Dear {customer.name},
your order {order.latest_number} is on its way.

{agent.name}
""",
    HELP: """\
Title: How parcels are traced
For: order, general
Steps: which
Tags: parcel, carrier

Ask the carrier first.
""",
}


def test_all_of_it(tmp_path):
    book = load_playbook(write(tmp_path, FILES))
    assert problems(tmp_path) == ()
    assert [column.field for column in book.panels["orders"].columns] == ["number", "total"]
    assert (book.panels["cards"].table, book.panels["cards"].columns[1].type) == ("cards", "money")
    survey = book.surveys.each[0]
    assert (survey.id, survey.pause, book.surveys.pause) == ("after_call", timedelta(days=30), timedelta(days=90))
    assert survey.question.in_language("en") == "How satisfied are you?"
    text = book.texts["late"]
    assert (text.channel, text.call_types) == ("email", ("order",))
    assert text.in_language("sv").subject == "Your order {order.latest_number}"
    assert text.in_language("en").body.splitlines()[1] == "your order {order.latest_number} is on its way."
    article = book.articles[0]
    assert (article.id, article.steps, article.tags) == ("parcels", ("which",), ("parcel", "carrier"))


def test_an_action_can_send_a_text(tmp_path):
    send = GOOD["actions/help.toml"].replace(
        '{ kind = "open_panel", panel = "orders" }', '{ kind = "email", text = "late" }'
    )
    load_playbook(write(tmp_path, FILES, {"actions/help.toml": send}))
    wrong = send.replace('"late"', '"lat"')
    found = problems(write(tmp_path, FILES, {"actions/help.toml": wrong}))
    assert [(p.code, p.file) for p in found] == [("PBK034", "actions/help.toml")]
    assert "Did you mean late?" in found[0].text


def test_a_text_in_two_languages(tmp_path):
    head = {"playbook.toml": GOOD["playbook.toml"].replace('["en"]', '["en", "de"]')}
    german = "Title: Wo Ihre Bestellung ist\nSubject: Ihre Bestellung\n\nGuten Tag,\n"
    book = load_playbook(write(tmp_path, FILES, head, {LATE_DE: german}))
    assert book.texts["late"].in_language("de").title == "Wo Ihre Bestellung ist"
    found = {(p.code, p.file) for p in problems(tmp_path) if not p.is_error}
    assert ("PBK026", HELP) in found


BROKEN = [
    (PANELS, '"callside.panels/1"', '"x"', "ACT001", 1, "callside.panels/1"),
    (PANELS, 'id = "orders"', 'id = "order"', "PBK090", 3, "Did you mean orders?"),
    (PANELS, '["number", "total"]', '["number", "totl"]', "PBK093", 4, "Did you mean total?"),
    (PANELS, '["number", "total"]', '["number", "number"]', "ACT003", 4, "number"),
    (PANELS, "rows = 6", "rows = 60", "ACT006", 5, "20"),
    (PANELS, 'table = "cards"\n', "", "PBK090", 7, 'table = "…"'),
    (PANELS, 'title = "Cards"\n', "", "ACT002", 6, "title"),
    (PANELS, 'type = "money"', 'type = "cash"', "ACT005", 10, "money"),
    (PANELS, 'id = "cards"', 'id = "cases"', "PBK091", 8, "no table"),
    (PANELS, 'table = "cards"', 'table = "orders"', "PBK094", 8, "no name for a table"),
    (PANELS, "[[panel]]", "[[panl]]", "NAM007", 2, "panel"),
    (SURVEYS, '"callside.surveys/1"', '"x"', "ACT001", 1, "callside.surveys/1"),
    (SURVEYS, 'metric = "csat"', 'metric = "stars"', "ACT005", 5, "nps, csat, ces"),
    (SURVEYS, 'question = "How satisfied are you?"\n', "", "ACT002", 3, "question"),
    (SURVEYS, "answers.which", "answers.wich", "NAM001", 8, "answers.which"),
    (SURVEYS, 'pause = "30d"', 'pause = "often"', "ACT006", 9, "30d"),
    (SURVEYS, '["order"]', '["oder"]', "PBK084", 10, "Did you mean order?"),
    (LATE, "Title: Where", "Titel: Where", "PBK083", 1, "Did you mean Title?"),
    (LATE, "Title: Where your order is\n", "", "ACT002", 1, "Title"),
    (LATE, "Subject: Your order {order.latest_number}\n", "", "ACT002", 1, "Subject"),
    (LATE, "For: order", "For: oder", "PBK084", 3, "Did you mean order?"),
    (LATE, "For: order", "Channel: fax", "ACT005", 3, "email, sms, chat"),
    (LATE, "For: order", "Title: Twice", "ACT012", 3, "texts/late.en.md:1"),
    (LATE, "your order {order.latest_number}", "your order {order.latest_numbr}", "NAM008", 6, "Did you mean order.latest_number?"),
    (LATE, "Dear {customer.name}", "Dear {customer name}", "PBK023", 5, "{customer name}"),
    (LATE, "Dear", "Dear" + "r" * 10_000, "CAP013", 5, "10000 fit"),
    (LATE, FILES[LATE][FILES[LATE].index("Dear") :], "", "ACT002", 4, "text"),
    (HELP, "Steps: which", "Steps: whch", "PBK084", 3, "Did you mean which?"),
    (HELP, "Title: How", "Title: " + "x" * 90 + " How", "CAP013", 1, "80 fit"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "words"), BROKEN, ids=lambda value: str(value)[:20])
def test_what_is_wrong_is_named_where_it_stands(tmp_path, file, old, new, code, line, words):
    assert old in FILES[file]
    folder = write(tmp_path, FILES, {file: FILES[file].replace(old, new, 1)})
    found = [p for p in problems(folder) if p.code == code and p.file == file]
    assert found, list(map(str, problems(folder)))
    assert (found[0].line, words in found[0].text) == (line, True), str(found[0])


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("texts/late.md", "PBK080"),
        ("texts/Late order.en.md", "PBK080"),
        ("texts/late.fr.md", "PBK081"),
        ("knowledge/x.fr.md", "PBK081"),
    ],
)
def test_files_nobody_would_find_are_named(tmp_path, name, code):
    found = problems(write(tmp_path, FILES, {name: FILES[HELP]}))
    assert (code, name) in {(p.code, p.file) for p in found}


def test_a_text_without_the_first_language_says_which_file_is_missing(tmp_path):
    head = {"playbook.toml": GOOD["playbook.toml"].replace('["en"]', '["de", "en"]')}
    found = problems(write(tmp_path, FILES, head))
    assert any(p.code == "PBK082" and "texts/late.de.md" in p.text for p in found)


def test_the_manual_names_every_panel_and_column():
    manual = (Path(__file__).parents[2] / "docs" / "playbooks.md").read_text(encoding="utf-8")
    section = manual.split("## Panels\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    told = {panel.strip(" `"): tuple(columns.replace("`", "").split()) for panel, _, columns in rows}
    assert told == dict(COLUMNS)


def test_the_example_of_the_manual_is_a_good_one(tmp_path):
    manual = (Path(__file__).parents[2] / "docs" / "playbooks.md").read_text(encoding="utf-8")
    example = manual.split("## Panels\n")[1].split("```toml\n")[1].split("```")[0]
    book = load_playbook(write(tmp_path, {PANELS: example}))
    assert book.panels["orders"].rows == 4
    assert [column.type for column in book.panels["cards"].columns] == ["text", "money", "date"]
