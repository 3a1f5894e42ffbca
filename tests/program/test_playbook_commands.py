"""`callside check`, `diff` and `decide` as a supervisor types them."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.playbook.folders import GOOD, write
from tests.program.machine import ROOT, Machine

PLAYBOOK = str(ROOT / "resources" / "playbooks" / "fernvik")
CASE = """\
format = "callside.cases/1"
[[case]]
id = "an-order-is-an-order"
facts = { "ivr.choice" = "order", "order.open_count" = 1 }
expect.call_type = "order"
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path / "shop", {"tests/a.toml": CASE})


def test_check_sums_up_what_the_cases_show(machine: Machine, shop: Path):
    said = machine.inside("check", str(shop))
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Test cases that hold: 1 of 1. Cases show 38 % of what the rules can say; --coverage lists the rest.",
        f"{shop}: ready, 0 warnings",
    ]
    none = machine.inside("check", str(write(shop.parent / "bare")))
    assert none.out.startswith("There are no test cases (tests/*.toml).\n")


def test_check_lists_what_no_case_has_shown_with_facts_to_try(machine: Machine, shop: Path):
    said = machine.inside("check", str(shop), "--coverage")
    assert said.code == 0
    assert 'tables/call_type.csv:6: call_type/r1\n    ivr.choice = "order" was never false; try facts = {' in said.out
    report = json.loads(machine.inside("check", str(shop), "--coverage", "--json").out)[str(shop)]
    assert report["problems"] == []
    assert report["cases"] == {"played": 1, "failed": 0}
    assert report["coverage"]["percent"] == 38
    missing = [missing for rule in report["coverage"]["rules"] for missing in rule["missing"]]
    facts = [tomllib.loads(f"facts = {m['witness']}")["facts"] for m in missing if m["witness"]]
    assert {"ivr.choice": {"state": "pending"}} in facts


def test_facts_to_try_show_what_they_promise(machine: Machine, shop: Path):
    report = json.loads(machine.inside("check", str(shop), "--coverage", "--json").out)[str(shop)]
    witnesses = [m["witness"] for rule in report["coverage"]["rules"] for m in rule["missing"] if m["witness"]]
    more = "".join(f'[[case]]\nid = "try-{n}"\nfacts = {text}\n' for n, text in enumerate(witnesses))
    (shop / "tests" / "a.toml").write_text(CASE + more, "utf-8")
    after = json.loads(machine.inside("check", str(shop), "--coverage", "--json").out)[str(shop)]
    assert after["cases"]["played"] == len(witnesses) + 1
    left = {(rule["rule"], m["text"], m["verdict"]) for rule in after["coverage"]["rules"] for m in rule["missing"]
            if m["what"] == "leaf"}  # fmt: skip
    assert left == set()


def test_check_tries_small_changes_against_the_cases(machine: Machine, shop: Path):
    said = machine.inside("check", str(shop), "--mutants", "--seconds", "30")
    assert said.code == 0
    assert "tables/call_type.csv:6: call_type/r1: no case would notice" not in said.out
    assert "small changes to the rules." in said.out
    report = json.loads(machine.inside("check", str(shop), "--mutants", "--json").out)[str(shop)]["mutants"]
    assert report["left_out"] == 0
    assert 0 < len(report["survivors"]) < report["tried"]
    none = machine.inside("check", str(shop), "--mutants", "--seconds", "0")
    assert "The cases notice 0 of 0 small changes" in none.out
    assert "more were not tried; --seconds gives more time" in none.out


def test_a_case_that_fails_is_counted(machine: Machine, shop: Path):
    (shop / "tests" / "a.toml").write_text(CASE.replace('= "order"\n', '= "general"\n'), "utf-8")
    said = machine.inside("check", str(shop))
    assert said.code == 1
    assert said.out.splitlines()[:4] == [
        "tests/a.toml:5:21: The case an-order-is-an-order fails: expected the call type general, got order.",
        "    the table call_type gives general where no row matches",
        "    row r1 (tables/call_type.csv:6) matches: Menu choice: order",
        "Test cases that hold: 0 of 1. Where a rule is as it should be, change what its case expects; else change the "
        "rule. Cases show 38 % of what the rules can say; --coverage lists the rest.",
    ]
    (failed,) = json.loads(machine.inside("check", str(shop), "--json").out)[str(shop)]
    assert failed["because"][1] == "row r1 (tables/call_type.csv:6) matches: Menu choice: order"


def test_diff_says_what_changed_and_what_it_changes(machine: Machine, shop: Path):
    new = Path(shutil.copytree(shop, shop.parent / "new"))
    table = new / "tables" / "call_type.csv"
    table.write_text(table.read_text("utf-8").replace("rule,r1,order,order", "rule,r1,orders,order"), "utf-8")
    guide = new / "call_types" / "order.toml"
    guide.write_text(guide.read_text("utf-8").replace("Is it {order.latest_number}?", "Which order?"), "utf-8")
    said = machine.inside("diff", str(shop), str(new), "--cases", str(shop / "tests"))
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[:9] == [
        "From Corner shop, version 3 to Corner shop, version 3",
        "                      added  removed  changed",
        "steps                     0        0        1",
        "rows                      0        0        1",
        lines[4],
        "  case an-order-is-an-order",
        "    call type: order (decided) -> general (decided)",
        "      call_type/r1 was: true; Menu choice: order",
        "                   now: false; Menu choice: order, needed: orders",
    ]
    assert lines[4].startswith("Decided differently: 1 of 1 case, ")
    assert "    because of row call_type/r1 (tables/call_type.csv:6)" in lines
    assert lines[-4:] == [
        "call_types/order.toml:8: step order/which: changed",
        "    say: Is it {order.latest_number}? -> Which order?",
        "tables/call_type.csv:6: row call_type/r1: changed",
        "    ivr.choice: order -> orders",
    ]
    report = json.loads(machine.inside("diff", str(shop), str(new), "--json").out)
    (edit,) = (edit for edit in report["edits"] if edit["rule"] == "call_type/r1")
    assert edit["settings"] == [{"name": "ivr.choice", "before": "order", "after": "orders"}]
    assert {d["case"] for d in report["differences"] if not d["facts"]} == {"an-order-is-an-order"}
    same = machine.inside("diff", str(shop), str(shop))
    assert same.out.splitlines() == [
        "From Corner shop, version 3 to Corner shop, version 3",
        "Nothing was edited.",
        "Decided differently: 0 of 1 case, 0 of 200 made-up sets of facts.",
    ]


def test_diff_of_strangers_is_short_and_says_so(machine: Machine, shop: Path):
    far = ROOT / "resources" / "playbooks" / "retail"
    few = ("--cases", str(shop / "tests"))
    said = machine.inside("diff", str(shop), str(far), *few)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[1] == "These two have little in common: are they versions of one playbook?"
    assert len(lines) < 200
    assert max(map(len, lines)) < 1_000
    assert any(line.startswith("  and ") and line.endswith("--all shows them.") for line in lines)
    assert any(line.startswith("call types added: ") and line.endswith(" more") for line in lines)
    inner = ("keep_stale", "fold", "by_language", "show_on_unknown", "known_at")
    assert not [line for line in lines if any(word in line for word in inner)]


@pytest.mark.slow
def test_diff_of_strangers_is_whole_where_that_is_asked_for(machine: Machine, shop: Path):
    far = ROOT / "resources" / "playbooks" / "retail"
    lines = machine.inside("diff", str(shop), str(far), "--cases", str(shop / "tests"), "--all").out.splitlines()
    assert len(lines) > 2_000
    assert "--all" not in lines[-1]


def test_diff_shows_where_long_texts_differ(machine: Machine, shop: Path):
    long = "This stands in both. " * 20
    letter = "Title: Late\nSubject: Late\n\nDear {customer.name},\n\nit is late.\n"
    write(shop, {"texts/late.en.md": letter})
    new = Path(shutil.copytree(shop, shop.parent / "new"))
    for folder, day in ((shop, "Monday"), (new, "Friday")):
        action = folder / "actions" / "help.toml"
        action.write_text(action.read_text("utf-8") + f'talk_track = "{long}Until {day}."\n', "utf-8")
    (new / "texts" / "late.en.md").write_text(letter.replace("late.", "there soon."), "utf-8")
    lines = machine.inside("diff", str(shop), str(new)).out.splitlines()
    (track,) = (line for line in lines if line.startswith("    talk_track: "))
    assert track.endswith(". Until Monday. -> …" + track.split("-> …")[1])
    assert track.split("-> …")[1].endswith("Until Friday.")
    assert len(track) < 160
    assert lines[-3:] == ["texts/late.en.md:1: text late.en: changed", "    - it is late.", "    + it is there soon."]


def test_diff_needs_two_playbooks_and_readable_cases(machine: Machine, shop: Path, tmp_path: Path):
    broken = write(
        tmp_path / "broken", {"tables/call_type.csv": GOOD["tables/call_type.csv"].replace("hit=P", "hit=Q")}
    )
    bad_cases = tmp_path / "bad"
    bad_cases.mkdir()
    (bad_cases / "a.toml").write_text(CASE.replace("ivr.choice", "ivr.chioce"), "utf-8")
    for arguments, words in (
        ((str(shop), "nowhere"), "there is no folder 'nowhere'"),
        ((str(shop), str(broken)), "tables/call_type.csv:1"),
        ((str(shop), str(shop), "--cases", "nowhere"), "there is no folder 'nowhere'"),
        ((str(shop), str(shop), "--cases", str(bad_cases)), "a.toml:4"),
    ):
        said = machine.inside("diff", *arguments)
        assert (said.code, said.out) == (1, ""), arguments
        assert words in said.err
        assert said.err.startswith("callside: ")
    for arguments in (("diff",), ("diff", str(shop)), ("check", str(shop), "--seconds", "soon")):
        said = machine.inside(*arguments)
        assert (said.code, said.out) == (2, "")
        assert said.is_one_line()


def test_check_prints_a_case_for_what_it_finds(machine: Machine, shop: Path):
    (shop / "tables" / "spare.csv").write_text(
        "callside,table/1,id=spare,hit=U\nrole,id,in,out\nname,,order.open_count,x\nrule,r1,> 1,a\nrule,r2,> 2,b\n"
    )
    said = machine.inside("check", str(shop))
    assert said.code == 1
    assert said.out.splitlines()[:2] == [
        "tables/spare.csv:5:1: Rows r1 (line 4) and r2 can both be true, but only one may match (hit=U): "
        "order.open_count = 3. Narrow one of them, or choose another hit policy.",
        '    a case for it: facts = { "order.open_count" = 3 }',
    ]
    [overlap, *_] = json.loads(machine.inside("check", str(shop), "--json").out)[str(shop)]
    assert (overlap["file"], overlap["line"], overlap["error"], overlap["code"]) == (
        "tables/spare.csv",
        5,
        True,
        "CHK003",
    )
    assert overlap["case"] == '{ "order.open_count" = 3 }'


def test_check_says_which_parts_of_which_gate_clash(machine: Machine, shop: Path):
    help_ = shop / "actions" / "help.toml"
    gate = 'eligibility = "order.open_count > 3 and order.open_count < 2"'
    help_.write_text(help_.read_text("utf-8").replace("applicability", f"{gate}\napplicability", 1), "utf-8")
    line = help_.read_text("utf-8").splitlines().index(gate) + 1
    said = machine.inside("check", str(shop))
    assert said.code == 1
    assert said.out.splitlines()[0] == (
        f"actions/help.toml:{line}:16: The eligibility of the action sorry can never be true: "
        "order.open_count > 3 and order.open_count < 2 cannot both be. Change one of them."
    )


def test_decide_explains_every_action(machine: Machine):
    facts = str(ROOT / "docs" / "examples" / "late-order.json")
    said = machine.inside("decide", PLAYBOOK, "--facts", facts, "--why-not", "offer-fiber-1000")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-3:] == [
        "Offer the upgrade to Fiber 1000 [offer-fiber-1000] does not fit (suitability).",
        "Why: Late open orders: 1, needed: 0 (Orders)",
        "Would change: if plan were Fiber 100, Fiber 500 or Home 5G and marketing consent were yes "
        "and late open orders were 0",
    ]
    assert "Waiting for Orders: latest order late by (order.latest_late_days), for: Ask the carrier" in said.out
    assert "Held back: Offer the upgrade to Fiber 1000" in said.out
    report = json.loads(
        machine.inside("decide", PLAYBOOK, "--facts", facts, "--why-not", "birthday-gift", "--json").out
    )
    assert report["explanation"]["verdict"] == "held"
    assert "order.latest_late_days" in {each["fact"] for each in report["awaited"]}
    wrong = machine.inside("decide", PLAYBOOK, "--facts", facts, "--why-not", "offer-fibre-1000")
    assert wrong.code == 1
    assert wrong.err == "callside: the playbook has no action 'offer-fibre-1000'; did you mean 'offer-fiber-1000'?\n"
    assert machine.inside("decide", PLAYBOOK, "--facts", facts, "--why-not", "x" * 5000).is_one_line()


def test_decide_says_why_a_draft_is_not_there(machine: Machine, shop: Path, tmp_path: Path):
    help_ = shop / "actions" / "help.toml"
    help_.write_text(
        help_.read_text("utf-8").replace('title = "Say sorry"', 'status = "draft"\ntitle = "Say sorry"'), "utf-8"
    )
    facts = tmp_path / "facts.json"
    facts.write_text('{"ivr.choice": "order"}', "utf-8")
    said = machine.inside("decide", str(shop), "--facts", str(facts), "--why-not", "sorry")
    assert said.out.splitlines()[-2:] == ["Say sorry [sorry] is not active.", "Why: Still a draft"]
