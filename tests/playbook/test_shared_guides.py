"""Guides that call types share: put in where a step uses them, ends and links joined, circles refused."""

from __future__ import annotations

import pytest

from desktop.playbook.loader import examined, load_playbook, problems
from tests.playbook.folders import GOOD, write

ORDER, CHECK = "call_types/order.toml", "guides/check.toml"
GUIDE = """\
format = "callside.guide/1"
title = "Who is calling"
[[step]]
id = "who"
kind = "check"
check = "identity"
title = "Check who it is"
question = "Do name and address match?"
input = "choice"
choices = [{ id = "verified", label = "Yes" }, { id = "other", label = "Somebody else", next = "end" }]
[[step]]
id = "record"
kind = "check"
check = "disclosure"
title = "Say that we record"
say = "This call is recorded."
when = 'answers.who = "verified"'
"""
USE = '[[step]]\nuse = "check"\n'


def with_guide(block: str = USE, guide: str = GUIDE, order: str = GOOD[ORDER]) -> dict[str, str]:
    at = order.index("[[step]]")
    return {CHECK: guide, ORDER: order[:at] + block + order[at:]}


def codes(folder):
    return [(found.code, found.file, found.line) for found in problems(folder) if found.is_error]


def test_its_steps_stand_where_it_is_used(tmp_path):
    guide = load_playbook(write(tmp_path, with_guide())).call_types["order"].guide
    assert [step.id for step in guide] == ["who", "record", "which", "day", "bye"]
    assert guide[0].choices[1].next == "which"
    assert guide[1].next == "which"
    assert guide[1].required


def test_its_condition_holds_for_each_of_its_steps(tmp_path):
    block = "[[step]]\nuse = \"check\"\nwhen = 'customer.known'\n"
    guide = load_playbook(write(tmp_path, with_guide(block))).call_types["order"].guide
    assert guide[0].when.text == "customer.known"
    assert guide[1].when.text == '(customer.known) and (answers.who = "verified")'


def test_it_can_lead_further_down_and_be_led_to(tmp_path):
    skip = '[[step]]\nuse = "check"\nid = "checked"\nnext = "bye"\n'
    guide = load_playbook(write(tmp_path / "a", with_guide(skip))).call_types["order"].guide
    assert (guide[0].choices[1].next, guide[1].next) == ("bye", "bye")
    order = (
        GOOD[ORDER]
        .replace('next = "bye"', 'next = "check"')
        .replace('[[step]]\nid = "bye"', USE + '[[step]]\nid = "bye"')
    )
    guide = load_playbook(write(tmp_path / "b", {CHECK: GUIDE, ORDER: order})).call_types["order"].guide
    assert guide[0].choices[1].next == "who"


def test_the_last_thing_in_a_guide_ends_it(tmp_path):
    order = GOOD[ORDER].replace("[[disposition]]", USE + "[[disposition]]", 1)
    guide = load_playbook(write(tmp_path, {CHECK: GUIDE, ORDER: order})).call_types["order"].guide
    assert guide[-2].choices[1].next == guide[-1].next == "end"


def test_two_call_types_share_its_answers(tmp_path):
    general = GOOD["call_types/general.toml"].replace("[[step]]", USE + "[[step]]", 1)
    playbook = load_playbook(write(tmp_path, with_guide(), {"call_types/general.toml": general}))
    assert [step.id for step in playbook.call_types["general"].guide] == ["who", "record", "bye"]
    assert playbook.bundle.schema.facts["answers.who"].type.ids == ("verified", "other")


def chain(length: int) -> dict[str, str]:
    """Guides that use each other in a row: g0 uses g1 and so on."""
    head = 'format = "callside.guide/1"\ntitle = "G"\n'
    last = f'{head}[[step]]\nid = "end_of_it"\nkind = "say"\ntitle = "T"\nsay = "S"\n'
    files = {f"guides/g{n}.toml": f'{head}[[step]]\nuse = "g{n + 1}"\n' for n in range(length)}
    return {**files, f"guides/g{length}.toml": last}


def test_guides_use_guides_but_not_too_deep(tmp_path):
    block = '[[step]]\nuse = "g0"\n'
    good = write(tmp_path / "a", with_guide(block), {CHECK: None}, chain(2))
    assert load_playbook(good).call_types["order"].guide[0].id == "end_of_it"
    deep = write(tmp_path / "b", with_guide(block), {CHECK: None}, chain(3))
    assert ("PBK058", "guides/g2.toml", 4) in codes(deep)


def test_a_circle_is_named(tmp_path):
    loop = GUIDE + '[[step]]\nuse = "check"\n'
    found = [problem for problem in problems(write(tmp_path, with_guide(guide=loop))) if problem.code == "PBK051"]
    assert [(problem.file, problem.line) for problem in found] == [(CHECK, 19)]
    assert "check > check" in found[0].text


def test_one_that_nobody_uses_is_read_and_noted(tmp_path):
    broken = GUIDE.replace('title = "Check who it is"\n', "")
    found = problems(write(tmp_path, {CHECK: broken}))
    assert {(problem.code, problem.file) for problem in found} == {("ACT002", CHECK), ("PBK059", CHECK)}


@pytest.mark.parametrize(
    ("block", "guide", "code", "file", "line", "words"),
    [
        ('[[step]]\nuse = "chek"\n', GUIDE, "PBK050", ORDER, 8, "Did you mean check?"),
        ('[[step]]\nuse = "check"\ntitle = "x"\n', GUIDE, "PBK052", ORDER, 9, "only id, use"),
        ('[[step]]\nuse = "check"\nnext = "nowhere"\n', GUIDE, "PBK016", ORDER, 9, "nowhere"),
        (USE + USE, GUIDE, "ACT003", ORDER, 10, "who"),
        (USE, GUIDE.replace('id = "who"', 'id = "which"'), "ACT003", ORDER, 10, "which"),
        (USE, GUIDE.replace("guide/1", "guide/2"), "ACT001", CHECK, 1, "callside.guide/1"),
        (USE, GUIDE.replace('"verified"', '"yes"', 1), "PBK053", CHECK, 10, "verified"),
        (USE, GUIDE.replace('say = "This call is recorded."\n', ""), "PBK055", CHECK, 14, "read out"),
        (USE, GUIDE.replace('check = "disclosure"', 'check = "disclosure"\nrequired = false'), "PBK055", CHECK, 14, "skip"),
        (USE, GUIDE.replace('check = "identity"', 'check = "consent"'), "PBK054", CHECK, 6, "consent ="),
        (USE, GUIDE.replace('check = "identity"', 'check = "id"'), "ACT005", CHECK, 6, "identity, consent"),
        (USE, GUIDE.replace('kind = "check"', 'kind = "ask"', 1), "PBK056", CHECK, 6, 'kind = "check"'),
        (USE, GUIDE + 'do = { kind = "open_panel", panel = "orders" }\n', "PBK057", CHECK, 18, 'kind = "do"'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_where_it_stands(tmp_path, block, guide, code, file, line, words):
    found = [problem for problem in problems(write(tmp_path, with_guide(block, guide))) if problem.code == code]
    assert [(problem.file, problem.line) for problem in found] == [(file, line)], list(map(str, found))
    assert words in found[0].text


@pytest.mark.parametrize(
    ("done", "code", "words"),
    [
        ('{ kind = "open_panel", panel = "orderz" }', "PBK034", "orders"),
        ('{ kind = "open_door" }', "PBK034", "connector"),
        ('{ kind = "connector", operation = "crm:note.delete" }', "PBK034", "note.create"),
        ('{ kind = "connector", operation = "customer.update" }', "ACT002", "params"),
        ('{ kind = "connector", operation = "crm:customer.update", params = { fone = "1" } }', "PBK034", "phone"),
        ('{ kind = "dial" }', "ACT002", "number"),
        ('{ kind = "transfer" }', "ACT002", "to"),
        ('{ kind = "note" }', "ACT002", "params.text"),
        ('{ kind = "dial", number = "{customer.fone}" }', "NAM008", "customer.fone"),
        ('{ kind = "dial", numer = "1" }', "NAM007", "number"),
        ('"open_panel"', "ACT006", "table"),
    ],
)
def test_what_a_step_does_is_something_the_desktop_can_do(tmp_path, done, code, words):
    step = f'[[step]]\nid = "act"\nkind = "do"\ntitle = "Do it"\ndo = {done}\n'
    found = problems(write(tmp_path, with_guide(step, "") | {CHECK: None}))
    assert (code, ORDER, 11) in {(problem.code, problem.file, problem.line) for problem in found}, list(map(str, found))
    assert any(words in problem.text for problem in found if problem.code == code)


def test_what_a_wrap_up_requires_is_something_it_can_have(tmp_path):
    def with_require(raw):
        return {
            ORDER: GOOD[ORDER].replace('path = ["Order", "Informed"]', f'path = ["Order", "Informed"]\nrequire = {raw}')
        }

    good = load_playbook(write(tmp_path / "a", with_require('["notes", "follow_up", "answers.day"]')))
    assert good.call_types["order"].dispositions[0].require == ("notes", "follow_up", "answers.day")
    assert codes(write(tmp_path / "b", with_require('["note"]'))) == [("PBK060", ORDER, 30)]
    assert codes(write(tmp_path / "c", with_require('["answers.hour"]'))) == [("PBK061", ORDER, 30)]
    assert codes(write(tmp_path / "d", with_require('"notes"'))) == [("ACT006", ORDER, 30)]


SURVEY = """\
format = "callside.surveys/1"
decline_reasons = ["Asked not to be"]
[[survey]]
id = "s"
question = "How was it?"
call_types = ["order"]
"""


@pytest.mark.parametrize(
    ("surveys", "found"),
    [
        (SURVEY, []),
        (SURVEY.replace('call_types = ["order"]\n', ""), []),
        (None, [("PBK062", ORDER, 30)]),
        ('format = "callside.surveys/1"\n', [("PBK062", ORDER, 30)]),
        (SURVEY.replace('["Asked not to be"]', "[]"), [("PBK063", ORDER, 30)]),
        (SURVEY.replace('["order"]', '["general"]'), []),  # only a warning
        (
            SURVEY.replace('["Asked not to be"]', '["twice", "twice"]'),
            [("ACT006", "surveys.toml", 2), ("PBK063", ORDER, 30)],
        ),
    ],
)
def test_a_survey_that_is_required_can_be_sent_and_declined(tmp_path, surveys, found):
    order = GOOD[ORDER].replace('path = ["Order", "Informed"]', 'path = ["Order", "Informed"]\nrequire = ["survey"]')
    files = {ORDER: order} | ({"surveys.toml": surveys} if surveys is not None else {})
    assert sorted(codes(write(tmp_path, files))) == found
    warned = "PBK064" in {problem.code for problem in examined(tmp_path).problems if problem.file == ORDER}
    assert warned == (surveys is not None and "general" in surveys)


LANGUAGES = {"playbook.toml": GOOD["playbook.toml"].replace('["en"]', '["en", "de"]')}


def said(words: str) -> dict[str, str]:
    return {**LANGUAGES, ORDER: GOOD[ORDER].replace('say = "Is it {order.latest_number}?"', f"say = {words}")}


def test_words_in_more_than_one_language(tmp_path):
    both = '{ en = "Is it {order.latest_number}?", de = "Ist es {order.latest_number}?" }'
    step = load_playbook(write(tmp_path, said(both))).call_types["order"].guide[0]
    assert step.say.in_language("de") == "Ist es {order.latest_number}?"
    assert step.say.in_language("fr") == "Is it {order.latest_number}?"


@pytest.mark.parametrize(
    ("words", "code", "error", "text"),
    [
        ('"Is it this?"', "PBK026", False, "de"),
        ('{ en = "Is it this?" }', "PBK026", False, "de"),
        ('{ de = "Ist es das?" }', "ACT002", True, "say in en"),
        ('{ en = "a", sv = "b" }', "NAM007", True, "sv"),
        ('{ en = "Is it {order.latest_numbr}?", de = "x" }', "NAM008", True, "order.latest_number"),
        ('{ en = "x", de = 7 }', "ACT006", True, "text"),
        ("[1]", "ACT006", True, "text"),
        (f'"{"x" * 801}"', "CAP013", True, "801"),
    ],
)
def test_words_that_are_missing_or_too_long_are_named(tmp_path, words, code, error, text):
    found = [p for p in problems(write(tmp_path, said(words))) if p.code == code and p.line == 11]
    assert found, list(map(str, problems(tmp_path)))
    assert (found[0].is_error, text in found[0].text) == (error, True)
