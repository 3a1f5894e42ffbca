"""Playbooks that load, and everything that can be wrong with one: each named with file, line and mend, all at once."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.playbook.files import MAX_FILE
from desktop.playbook.loader import load_playbook, problems
from desktop.playbook.problems import MESSAGES, PlaybookError
from desktop.rules.problems import Severity
from tests.playbook.folders import GOOD, changed, write

ORDER, GENERAL, HEAD = "call_types/order.toml", "call_types/general.toml", "playbook.toml"


def test_a_whole_playbook(tmp_path):
    playbook = load_playbook(write(tmp_path))
    assert problems(tmp_path) == ()
    assert (playbook.name, playbook.version, playbook.languages) == ("Corner shop", "3", ("en",))
    assert list(playbook.call_types) == ["order", "general"]
    order = playbook.call_types["order"]
    assert (order.title, order.version, order.goal_s, order.require_notes) == ("Order", "2", 20, True)
    assert [step.id for step in order.guide] == ["which", "day", "bye"]
    assert order.guide[0].choices[1].next == "bye"
    assert order.dispositions[0].path == ("Order", "Informed")
    assert (order.follow_ups[0].text, order.follow_ups[0].due_in_days) == ("Check order {order.latest_number}", 2)
    assert playbook.bundle.table("call_type") is not None


def test_built_in_facts_and_answers_are_declared(tmp_path):
    playbook = load_playbook(write(tmp_path))
    schema = playbook.bundle.schema
    assert schema.facts["order.open_late_count"].label == "Late open orders"
    assert schema.facts["answers.which"].type.ids == ("this", "none")
    assert schema.facts["answers.day"].type.kind == "date"
    assert schema.facts["answers.bye"].type.kind == "bool"
    assert schema.facts["answers.which"].changeable == "agent"
    assert schema.facts["answers.which"].label == "Find the order"
    assert {"answers.which", "ivr.choice", "order.open_count"} <= playbook.facts.declared


def test_a_site_can_restate_a_built_in_fact(tmp_path):
    more = GOOD["facts.toml"] + '[fact."customer.tier"]\ntype = "enum"\nmembers = { gold = "Gold" }\n'
    playbook = load_playbook(write(tmp_path, {"facts.toml": more}))
    assert playbook.bundle.schema.facts["customer.tier"].type.ids == ("gold",)


def test_money_is_in_the_playbooks_currency(tmp_path):
    playbook = load_playbook(write(tmp_path, changed(HEAD, '"EUR"', '"SEK"')))
    assert playbook.bundle.schema.facts["invoice.open_amount"].type.currency == "SEK"
    assert playbook.call_types["order"].currency == "SEK"


def test_which_cases_are_complaints_is_the_playbooks_to_say(tmp_path):
    head = {HEAD: GOOD[HEAD] + 'complaint_categories = ["Reklamation"]\n'}
    assert load_playbook(write(tmp_path, head)).facts.complaints == ("Reklamation",)


def test_other_parts_of_a_playbook_and_hidden_files_are_left_alone(tmp_path):
    more = {
        "README.md": "x",
        ".git/x.toml": "x",
    }
    assert problems(write(tmp_path, more)) == ()


def only(found):
    assert len(found) == 1, [str(problem) for problem in found]
    return found[0]


BROKEN = [
    # file, replaced, by, code, line, words in the text
    (HEAD, 'format = "callside.playbook/1"', 'format = "other"', "ACT001", 1, "callside.playbook/1"),
    (HEAD, 'name = "Corner shop"', 'name = " "', "ACT002", 2, "name"),
    (HEAD, 'currency = "EUR"', 'currency = "euro"', "ACT006", 5, "three capitals"),
    (HEAD, 'languages = ["en"]', 'languages = ["e n"]', "ACT006", 4, "pt-BR"),
    (HEAD, 'version = "3"', 'versoin = "3"\nversion = "3"', "NAM007", 3, "Did you mean version?"),
    (HEAD, 'default_call_type = "general"', 'default_call_type = "genral"', "PBK035", 6, "genral"),
    (HEAD, 'name = "Corner shop"', "name = ", "SYN028", 2, "name has no value"),
    (ORDER, 'format = "callside.call_type/1"', 'format = "x"', "ACT001", 1, "callside.call_type/1"),
    (ORDER, 'title = "Order"\n', "", "ACT002", 1, "title"),
    (ORDER, "goal_s = 20", 'goal_s = "soon"', "ACT006", 5, "whole number"),
    (ORDER, "version = 2", "verion = 2", "NAM007", 3, "Did you mean version?"),
    (ORDER, 'id = "which"', 'id = "Which-one"', "PBK011", 8, "small letters"),
    (ORDER, 'kind = "ask"\ntitle = "Find', 'kind = "tell"\ntitle = "Find', "ACT005", 9, "say, ask, check, do"),
    (ORDER, "Is it {order.latest_number}?", "Is it {order.latest_numbr}?", "NAM008", 11, "order.latest_number"),
    (ORDER, "Is it {order.latest_number}?", "Is it {order latest}?", "PBK023", 11, "{order latest}"),
    (ORDER, 'question = "Which order?"\n', "", "PBK014", 7, "question"),
    (ORDER, 'input = "date"', 'input = "dat"', "ACT005", 20, "choice"),
    (ORDER, 'say = "Until {answers.day}."\n', "", "PBK015", 22, "words to say"),
    (ORDER, 'next = "bye"', 'next = "by"', "PBK016", 14, "by"),
    (ORDER, 'next = "bye"', 'next = "which"', "PBK067", 14, "further down"),
    (ORDER, """when = 'answers.which = "this"'""", """when = 'answers.whch = "this"'""", "NAM001", 21, "answers.which"),
    (ORDER, """when = 'answers.which = "this"'""", """when = 'answers.which = "thsi"'""", "NAM002", 21, "this"),
    (ORDER, """when = 'answers.which = "this"'""", """when = 'order.open_count >'""", "SYN010", 21, "missing"),
    (ORDER, """when = 'answers.which = "this"'""", """when = 'decision.call_type = "order"'""", "PBK022", 21, "rules"),
    (ORDER, 'path = ["Order", "Informed"]', "path = []", "PBK020", 29, "path"),
    (ORDER, "due_in_days = 2", "due_in_days = -1", "ACT006", 33, "whole number"),
    (ORDER, 'text = "Check order {order.latest_number}"', 'text = " "', "ACT002", 32, "text"),
    (GENERAL, "[[disposition]]\n", "[[dispositoin]]\n", "NAM007", 8, "disposition"),
    (GENERAL, '[[step]]\nid = "bye"\n', '[[step]]\nid = "bye"\nid = "bye"\n', "SYN025", 5, "a second time"),
    ("tables/call_type.csv", "rule,r1,order,order", "rule,r1,order,oder", "TBL010", 6, "oder"),
    ("tables/panels.csv", "p1,order,orders,10", "p1,order,orderz,10", "PBK034", 4, "orders"),
    ("tables/panels.csv", "panel,priority", "pane,priority", "PBK033", 3, "panel"),
    ("tables/alerts.csv", ">= 1,warn", ">= 1,loud", "PBK034", 4, "bad, warn, info"),
    ("tables/alerts.csv", "late,sorry,Say", "late,sory,Say", "PBK034", 4, "sorry"),
    ("actions/help.toml", '"open_panel"', '"open_door"', "PBK034", 6, "open_panel"),
    ("actions/help.toml", 'panel = "orders"', 'panel = "device"', "PBK034", 6, "invoices"),
    ("actions/help.toml", "decision.call_type", "decision.cal_type", "NAM001", 5, "decision.call_type"),
    ("facts.toml", '"text"', '"txt"', "ACT005", 4, "text"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "words"), BROKEN)
def test_one_thing_wrong(tmp_path, file, old, new, code, line, words):
    write(tmp_path, changed(file, old, new))
    with pytest.raises(PlaybookError) as refused:
        load_playbook(tmp_path)
    found = [problem for problem in refused.value.problems if problem.code == code]
    assert found, [str(problem) for problem in refused.value.problems]
    assert (found[0].file, found[0].line) == (file, line), str(found[0])
    assert words in found[0].text
    assert str(found[0]).startswith(f"{file}:{line}:{found[0].col}: ")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        (HEAD, None, "PBK001"),
        ("tables/panels.csv", None, "PBK032"),
        ("call_types/order.toml", None, "PBK030"),
        ("call_types/order.toml", b"\xff\xfe title", "PBK003"),
        ("call_types/order.toml", b"#" * (MAX_FILE + 1), "PBK004"),
        ("call_types/Other.toml", GOOD[GENERAL], "PBK024"),
        ("call_types/empty.toml", 'format = "callside.call_type/1"\ntitle = "E"\n', "PBK010"),
    ],
)
def test_files_that_are_missing_or_unreadable(tmp_path, name, content, code):
    with pytest.raises(PlaybookError) as refused:
        load_playbook(write(tmp_path, {name: content}))
    assert code in {problem.code for problem in refused.value.problems}


def test_a_file_nobody_reads_is_pointed_out(tmp_path):
    found = only(problems(write(tmp_path, {"call_types/sales.tml": "x"})))
    assert (found.code, found.severity, found.file) == ("PBK005", Severity.WARNING, "call_types/sales.tml")
    assert load_playbook(tmp_path).name == "Corner shop"


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_one_may_not_read(tmp_path):
    write(tmp_path)
    (tmp_path / ORDER).chmod(0)
    assert "PBK002" in {problem.code for problem in problems(tmp_path)}


def test_no_folder_at_all(tmp_path):
    found = only(problems(tmp_path / "nowhere"))
    assert (found.code, found.is_error) == ("PBK006", True)


def test_twins(tmp_path):
    twice = GOOD[ORDER] + '[[disposition]]\nid = "informed"\npath = ["Order", "Informed"]\n'
    found = only(problems(write(tmp_path / "a", {ORDER: twice})))
    assert (found.code, found.line) == ("ACT003", 35)
    assert "the first is at call_types/order.toml:28:7" in found.text
    other = GOOD[ORDER] + '[[disposition]]\nid = "told"\npath = ["Order", "Informed"]\n'
    found = only(problems(write(tmp_path / "b", {ORDER: other})))
    assert found.code == "PBK021"


def test_a_step_out_of_reach(tmp_path):
    lost = 'id = "lost"\nkind = "say"\ntitle = "L"\nsay = "L"\n[[step]]\nid = "bye"\nkind'
    text = GOOD[ORDER].replace('id = "bye"\nkind', lost)
    text = text.replace("""input = "date"\nwhen = 'answers.which = "this"'""", 'input = "date"\nnext = "bye"')
    found = only(problems(write(tmp_path, {ORDER: text})))
    assert (found.code, found.severity, found.file) == ("PBK017", Severity.WARNING, ORDER)


def test_choices_that_do_not_fit_their_step(tmp_path):
    many = ", ".join(f'{{ id = "c{n}", label = "C{n}" }}' for n in range(10))
    text = GOOD[ORDER].replace('{ id = "this", label = "This one" }', many)
    text = text.replace('input = "date"', 'input = "date"\nchoices = [{ id = "a", label = "A" }]')
    assert {"PBK012", "PBK013"} <= {problem.code for problem in problems(write(tmp_path, {ORDER: text}))}


def test_answers_of_one_name_must_agree(tmp_path):
    step = '[[step]]\nid = "which"\nkind = "ask"\ntitle = "W"\nquestion = "W?"\ninput = "choice"\n'
    other = GOOD[GENERAL].replace(
        "[[disposition]]", step + 'choices = [{ id = "this", label = "That" }]\n[[disposition]]'
    )
    found = only(problems(write(tmp_path, {GENERAL: other})))
    assert (found.code, found.file, found.line) == ("PBK019", ORDER, 14)
    assert "This one" in found.text


def test_answers_of_one_name_are_of_one_kind(tmp_path):
    found = only(problems(write(tmp_path, changed(GENERAL, 'say = "Goodbye."', 'say = "Goodbye."\ninput = "text"'))))
    assert (found.code, found.file) == ("PBK018", ORDER)
    assert GENERAL in found.text


def test_a_call_type_nobody_is_sent_to(tmp_path):
    found = only(problems(write(tmp_path, {"call_types/extra.toml": GOOD[GENERAL]})))
    assert (found.code, found.severity) == ("PBK031", Severity.NOTICE)


def test_the_default_of_the_table_must_be_that_of_the_playbook(tmp_path):
    found = only(problems(write(tmp_path, changed("tables/call_type.csv", "default,,,general", "default,,,order"))))
    assert found.code == "PBK036"


def test_everything_wrong_is_said_in_one_run(tmp_path):
    write(
        tmp_path,
        {
            HEAD: GOOD[HEAD].replace('"EUR"', '"euro"'),
            ORDER: GOOD[ORDER].replace("latest_number}?", "latest_numbr}?").replace("goal_s = 20", "goal_s = -1"),
            GENERAL: GOOD[GENERAL].replace("Goodbye.", "{goodbye}"),
        },
        changed("tables/call_type.csv", "rule,r1,order,order", "rule,r1,order,oder"),
        changed("actions/help.toml", 'title = "Say sorry"\n', ""),
        {"call_types/broken.toml": "title ="},
    )
    found = problems(tmp_path)
    assert {problem.file for problem in found} == {
        HEAD,
        ORDER,
        GENERAL,
        "tables/call_type.csv",
        "actions/help.toml",
        "call_types/broken.toml",
    }
    assert [problem.is_error for problem in found] == sorted((p.is_error for p in found), reverse=True)
    assert all(problem.text and problem.line >= 1 for problem in found)
    with pytest.raises(PlaybookError) as refused:
        load_playbook(tmp_path)
    assert refused.value.problems == tuple(problem for problem in found if problem.is_error)


def test_every_message_of_ours_has_words():
    assert all(text.endswith((".", ".{because}")) for text in MESSAGES.values())


@settings(max_examples=40)
@given(name=st.sampled_from(sorted(GOOD)), cut=st.integers(0, 900), put=st.text(max_size=12), data=st.data())
def test_a_broken_file_is_a_problem_and_never_a_crash(tmp_path_factory, name, cut, put, data):
    text = GOOD[name]
    broken = text[: cut % len(text)] + put + text[cut % len(text) + data.draw(st.integers(0, 5)) :]
    folder = tmp_path_factory.mktemp("playbook")
    for problem in problems(write(folder, {name: broken.encode("utf-8", "surrogatepass")})):
        assert problem.text
