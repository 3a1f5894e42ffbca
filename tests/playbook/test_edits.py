"""What an author changed is told in the words of the files: the thing, its key, before and after, and the line."""

from __future__ import annotations

import pytest

from desktop.playbook.edits import Edit, Setting, playbook_edits
from tests.playbook.folders import GOOD, changed

TEXT = "Title: Late\nSubject: Your order\n\nDear {customer.name},\n\nit is late.\n"
SURVEYS = """format = "callside.surveys/1"
pause = "90d"
[[survey]]
id = "one"
question = "How was it?"
[[survey]]
id = "two"
question = { en = "How easy?", de = "Wie leicht?" }
"""
FIRST = GOOD["tables/call_type.csv"].replace("hit=P", "hit=F") + "rule,r2,bill,order\nrule,r3,pay,order\n"
BASE = {
    **GOOD,
    "texts/late.en.md": TEXT,
    "surveys.toml": SURVEYS,
    "policy.toml": 'format = "callside.policy/1"\nslots = 3\n',
}


def edits(*changes: dict[str, str], rules: tuple[str, ...] = (), base: dict[str, str] = BASE) -> list[Edit]:
    new = dict(base)
    for change in changes:
        new.update(change)
    return list(playbook_edits(base, new, rules).edits)


def said(*changes: dict[str, str], **more) -> list[tuple]:
    """Each edit as what, name, kind, file, line and its settings."""
    return [
        (e.what, e.name, e.kind, e.place.file, e.place.line, [(s.name, s.before, s.after) for s in e.settings])
        for e in edits(*changes, **more)
    ]


def test_the_same_files_differ_in_nothing():
    assert edits() == []
    assert edits(changed("actions/help.toml", "[[action]]", "# words\n\n[[action]]")) == []


@pytest.mark.parametrize(
    ("change", "edit"),
    [
        (
            changed("actions/help.toml", '"order"', '"general"'),
            ("action", "sorry", "changed", "actions/help.toml", 3,
             [("applicability", 'decision.call_type = "order"', 'decision.call_type = "general"')]),
        ),
        (
            changed("actions/help.toml", 'panel = "orders"', 'panel = "cases"'),
            ("action", "sorry", "changed", "actions/help.toml", 3, [("effects[1].panel", "orders", "cases")]),
        ),
        (
            changed("call_types/order.toml", 'label = "None"', 'label = "No"'),
            ("step", "order/which", "changed", "call_types/order.toml", 8, [("choices[none].label", "None", "No")]),
        ),
        (
            changed("call_types/order.toml", "goal_s = 20", "goal_s = 30"),
            ("call type", "order", "changed", "call_types/order.toml", 1, [("wrap_up.goal_s", "20", "30")]),
        ),
        (
            changed("call_types/order.toml", 'path = ["Order", "Informed"]', 'path = ["Order", "Told"]'),
            ("disposition", "order/informed", "changed", "call_types/order.toml", 28,
             [("path", '["Order", "Informed"]', '["Order", "Told"]')]),
        ),
        (
            changed("call_types/order.toml", "due_in_days = 2", "due_in_days = 3"),
            ("follow-up", "order/1", "changed", "call_types/order.toml", 31, [("due_in_days", "2", "3")]),
        ),
        (
            changed("facts.toml", "Menu choice", "Choice"),
            ("fact", "ivr.choice", "changed", "facts.toml", 2, [("label", "Menu choice", "Choice")]),
        ),
        (
            changed("tables/alerts.csv", "is late,", "comes late,"),
            ("row", "alerts/a1", "changed", "tables/alerts.csv", 4,
             [("text", "Order {order.latest_late_number} is late", "Order {order.latest_late_number} comes late")]),
        ),
        (
            changed("tables/call_type.csv", "values,,,order|general", "values,,,general|order"),
            ("table", "call_type", "changed", "tables/call_type.csv", 1,
             [("values of type", "order|general", "general|order")]),
        ),
        (
            changed("playbook.toml", 'version = "3"', 'version = "4"'),
            ("playbook", "playbook.toml", "changed", "playbook.toml", 1, [("version", "3", "4")]),
        ),
        (
            {"policy.toml": BASE["policy.toml"].replace("3", "4")},
            ("policy", "policy.toml", "changed", "policy.toml", 1, [("slots", "3", "4")]),
        ),
        (
            {"surveys.toml": SURVEYS.replace("Wie leicht?", "Wie einfach?")},
            ("survey", "two", "changed", "surveys.toml", 7, [("question.de", "Wie leicht?", "Wie einfach?")]),
        ),
        (
            {"texts/late.en.md": TEXT.replace("late.\n", "soon there.\n")},
            ("text", "late.en", "changed", "texts/late.en.md", 1, [("words", TEXT, TEXT.replace("late.\n", "soon there.\n"))]),
        ),
        (
            {"knowledge/fees.en.md": "Title: Fees\n\nNone."},
            ("article", "fees.en", "added", "knowledge/fees.en.md", 1, [("words", "", "Title: Fees\n\nNone.")]),
        ),
        (
            {"derived.toml": 'format = "callside.derived/1"\n[fact."x.y"]\nfrom = "orders"\ncount = true\n'},
            ("derived fact", "x.y", "added", "derived.toml", 2, [("from", "", "orders"), ("count", "", "true")]),
        ),
    ],
)  # fmt: skip
def test_each_kind_of_thing_is_told_in_the_words_of_its_file(change, edit):
    assert said(change) == [edit]


def test_what_came_and_what_went():
    gone = changed("tables/alerts.csv", "rule,a1", "rule,a2")
    assert [(e.what, e.name, e.kind, e.rule) for e in edits(gone)] == [
        ("row", "alerts/a1", "removed", "alerts/a1"),
        ("row", "alerts/a2", "added", "alerts/a2"),
    ]
    folder = {name: text for name, text in BASE.items() if name != "call_types/general.toml"}
    assert [(e.what, e.name, e.kind) for e in playbook_edits(BASE, folder, ()).edits] == [
        ("call type", "general", "removed"),
        ("step", "general/bye", "removed"),
        ("disposition", "general/done", "removed"),
    ]


def test_the_order_is_told_where_it_counts():
    lines = FIRST.splitlines(keepends=True)
    base = {**BASE, "tables/call_type.csv": FIRST}
    moved = {"tables/call_type.csv": "".join([*lines[:5], lines[6], lines[5], lines[7]])}
    assert said(moved, base=base) == [
        ("table", "call_type", "changed", "tables/call_type.csv", 1, [("order", "r1, r2, r3", "r2, r1, r3")])
    ]
    best = {name: text.replace("hit=F", "hit=P") for name, text in moved.items()}
    assert said(best, base={**BASE, "tables/call_type.csv": FIRST.replace("hit=F", "hit=P")}) == []
    head, one, two = SURVEYS.split("[[survey]]")
    assert said({"surveys.toml": f"{head}[[survey]]{two}[[survey]]{one}"}) == [
        ("file", "surveys.toml", "changed", "surveys.toml", 1, [("order", "one, two", "two, one")])
    ]


def test_another_spelling_of_a_condition_is_no_edit():
    assert edits(changed("call_types/order.toml", "when = 'answers.which", "when = '  answers.which")) == []
    assert edits(changed("actions/help.toml", 'decision.call_type = "order"', '"order" = decision.call_type')) == []
    cell = changed("tables/alerts.csv", ">= 1", ">=1")
    assert edits(cell) == []
    assert said(cell, rules=("alerts/a1",)) == [
        ("row", "alerts/a1", "changed", "tables/alerts.csv", 4, [("order.open_late_count", ">= 1", ">=1")])
    ]
    unread = changed("call_types/order.toml", "when = 'answers.which", "when = '((answers.which")
    assert [setting.name for edit in edits(unread) for setting in edit.settings] == ["when", "suggest_when"]


def test_a_text_that_gets_another_language_keeps_its_own():
    more = changed(
        "call_types/order.toml",
        'say = "Until {answers.day}."',
        'say = { en = "Until {answers.day}.", de = "Bis {answers.day}." }',
    )
    one = ("step", "order/bye", "changed", "call_types/order.toml")
    ((what, name, kind, file, _, settings),) = said(more)
    assert ((what, name, kind, file), settings) == (one, [("say.de", "", "Bis {answers.day}.")])
    ((*_, settings),) = said(BASE, base={**BASE, **more})
    assert settings == [("say.de", "Bis {answers.day}.", "")]


def test_strange_files_are_told_as_far_as_they_can_be_read():
    strange = {
        "tables/odd.csv": "callside,table/1,id=odd,hit=C\nrole,id,if,if,out,note,note\nname,,,,x,,\nrule,o1,a > 1,b > 1,-,n,m\n",
        "tables/none.csv": "",
        "actions/broken.toml": "format = [",
        "actions/inline.toml": 'format = "callside.actions/1"\ngroup = { odd = 5 }\nnew = [{ id = "a" }]\n',
        "policy.toml": 'at = 2026-01-01T00:00:00Z\non = 2026-01-01\nlocal = 2026-01-01T00:00:00\nx.list = [{ a = true }, { id = "b" }, { id = "c", d = [{}, { e = 1.50 }] }]\nt = [1, ["x", { y = 2 }]]\n',
    }
    found = {(e.what, e.name): [(s.name, s.after) for s in e.settings if s.after] for e in edits(strange)}
    assert found["row", "odd/o1"] == [("if", "a > 1"), ("if 2", "b > 1"), ("note", "n"), ("note 2", "m")]
    assert found["table", "none"] == []
    assert found["group", "odd"] == [("", "5")]
    assert found["policy", "policy.toml"] == [
        ("at", "2026-01-01T00:00:00Z"),
        ("on", "2026-01-01"),
        ("local", "2026-01-01T00:00:00"),
        ("x.list[1].a", "true"),
        ("x.list[b].id", "b"),
        ("x.list[c].d[2].e", "1.50"),
        ("t", '[1, ["x", { y = 2 }]]'),
    ]


def test_two_playbooks_that_share_hardly_anything_are_told_apart():
    other = {name.replace("order", "other"): text.replace("id = ", 'id = "x-" #') for name, text in BASE.items()}
    assert not playbook_edits(BASE, BASE, ()).have_little_in_common
    rows = "".join(f"rule,z{n},q{n},order\n" for n in range(40))
    far = {
        "tables/call_type.csv": GOOD["tables/call_type.csv"].replace("rule,r1,order,order\n", rows),
        "playbook.toml": other["playbook.toml"],
    }
    assert playbook_edits(BASE, far, ()).have_little_in_common
    assert Setting("a").before == ""
