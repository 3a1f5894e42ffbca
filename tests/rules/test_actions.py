from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from desktop.rules.actions import FOREVER, GateName, Outcome
from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.printer import print_node
from tests.rules.support import PLAYBOOK, playbook

ACTIONS = PLAYBOOK["actions/service.toml"]
HEAD = 'format = "callside.actions/1"\n'
ONE = HEAD + '[[action]]\nid = "a"\ntitle = "A"\n'


def problems_of(text: str):
    return load_bundle({"facts.toml": PLAYBOOK["facts.toml"], "actions/a.toml": text}).problems


def test_reading_the_catalogue() -> None:
    catalogue = playbook().catalogue
    action = catalogue.actions["late-delivery-credit"]
    assert (action.group, action.version, action.priority, action.value) == ("service_recovery", 4, 50, Decimal("6.50"))
    assert print_node(action.gate(GateName.SUITABILITY)) == "not account.fraud_hold and billing.credits_90d < 3"
    assert action.contact_policy[1].channel == "voice"
    assert action.contact_policy[0].pause == timedelta(days=60)
    assert action.decline_reasons[1].counts_as is Outcome.SNOOZED
    assert action.effects[1].name == "billing.create_credit"
    assert catalogue.groups_of(action)[0].max_shown == 1
    assert catalogue.actions["identity-notice"].mandatory


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x =", "SYN028"),
        ("a" + ".a" * 40 + " = 1", "SYN020"),
        ('format = "x"', "ACT001"),
        (HEAD + '[[action]]\ntitle = "A"', "ACT002"),
        (HEAD + '[[action]]\nid = "a b"\ntitle = "A"', "ACT010"),
        (HEAD + '[[action]]\nid = "a"', "ACT002"),
        (ONE + '[[action]]\nid = "a"\ntitle = "B"', "ACT003"),
        (ONE.replace('"A"', f'"{"A" * 61}"'), "CAP013"),
        (ONE + 'group = "x"', "ACT004"),
        (ONE + 'status = "live"', "ACT005"),
        (ONE + 'mandatory = "yes"', "ACT006"),
        (ONE + 'on_unknown = "show"', "ACT008"),
        (ONE + 'value = "-1"', "ACT009"),
        (ONE + "value = 1e5000", "ACT006"),
        (ONE + "value = nan", "ACT006"),
        (ONE + "prioritty = 3", "NAM007"),
        (ONE + 'eligibility = "customer.verified and"', "SYN010"),
        (ONE + 'eligibility = "custmer.verified"', "NAM001"),
        (ONE + 'eligibility = "customer.verified is known"', "TYP012"),
        (ONE + 'value_expr = "customer.segment"', "TYP014"),
        (ONE + 'talk_track = "Hello {customer.nmae}"', "NAM008"),
        (ONE + 'contact_policy = [ { on = "sold", count = 1, within = "1d", pause = "1d" } ]', "ACT005"),
        (ONE + 'contact_policy = [ { on = "shown", count = 1, within = "soon", pause = "1d" } ]', "ACT006"),
        (ONE + "contact_policy = 5", "ACT006"),
        (ONE + "decline_reasons = [" + ", ".join(f"{{ id = 'r{n}' }}" for n in range(6)) + "]", "CAP014"),
        (ONE + 'decline_reasons = [ { id = "x" }, { id = "x" } ]', "ACT003"),
        (ONE + "context_weights = [ { weight = 5 } ]", "ACT002"),
        (ONE + 'effects = [ { panel = "x" } ]', "ACT002"),
        (HEAD + '[group]\na = { parent = "b" }\n', "ACT004"),
        (HEAD + '[group]\na = { parent = "a" }\n', "ACT007"),
        (HEAD + "[group]\na = 5\n", "ACT006"),
        (HEAD + "group = 5\n", "ACT006"),
        (ONE + 'contact_policy = [ { on = "shown", count = 1, within = "0d", pause = "1d" } ]', "ACT006"),
        (ONE + 'contact_policy = [ { on = "shown", count = 1, pause = "1d" } ]', "ACT002"),
        (ONE + 'contact_policy = [ { on = "shown", count = 1, within = "1d" } ]', "ACT006"),
        (ONE + 'effects = [ { kind = "connector", operation = "x", params = 5 } ]', "ACT006"),
        (ONE + 'effects = [ { kind = "connector", operation = "x", params = { id = "{no.such}" } } ]', "NAM008"),
        (ONE + "effects = [ 5 ]", "ACT006"),
        (ONE + "effective_from = 5", "ACT006"),
        (ONE + 'effective_to = "soon"', "ACT006"),
        (ONE + "eligibility = true", "ACT006"),
        (HEAD + "action = 5\n", "ACT006"),
    ],
)
def test_each_mistake_has_its_code(text: str, code: str) -> None:
    found = problems_of(text)
    assert code in [p.code for p in found], [p.text for p in found]
    assert all(p.text for p in found)


def test_conditions_point_at_the_character() -> None:
    text = ONE + "eligibility   = 'customer.verified and custmer.segment = \"gold\"'\n"
    problem = problems_of(text)[0]
    line = text.split("\n")[problem.span.line - 1]
    assert line[problem.span.col - 1 : problem.span.end_col - 1] == "custmer.segment"
    assert (problem.rule_id, problem.field) == ("a", "eligibility")


def test_a_condition_inside_a_group_points_at_the_character() -> None:
    text = HEAD + "[group]\ng = { label = \"G\", eligibility = 'custmer.verified' }\n"
    problem = problems_of(text)[0]
    assert text.split("\n")[problem.span.line - 1][problem.span.col - 1 :].startswith("custmer.verified")


def test_a_group_declared_in_two_files_is_a_problem() -> None:
    one = HEAD + '[group]\ng = { label = "G" }\n'
    found = load_bundle({"actions/a.toml": one, "actions/b.toml": one}).problems
    assert [(p.code, p.file, p.rule_id) for p in found] == [("ACT003", "actions/b.toml", "g")]


def test_a_blank_condition_asks_for_nothing() -> None:
    catalogue = playbook(actions__a_toml=ONE + 'eligibility = "  "').catalogue
    assert print_node(catalogue.actions["a"].gate(GateName.ELIGIBILITY)) == "true"


def test_parameters_of_an_effect_are_texts() -> None:
    text = (
        ONE
        + 'effects = [ { kind = "connector", operation = "x", params = { fast = true, slow = false, count = 5, to = "{call.queue}" } } ]'
    )
    effect = playbook(actions__a_toml=text).catalogue.actions["a"].effects[0]
    assert effect.params == {"fast": "true", "slow": "false", "count": "5", "to": "{call.queue}"}


def test_pause_forever() -> None:
    text = ONE + 'contact_policy = [ { on = "accepted", count = 1, within = "1d", pause = "forever" } ]'
    bundle = Bundle.load({"facts.toml": PLAYBOOK["facts.toml"], "actions/a.toml": text})
    assert isinstance(bundle, Bundle)
    assert bundle.catalogue.actions["a"].contact_policy[0].pause == FOREVER


def test_one_error_refuses_the_whole_bundle_and_names_all() -> None:
    broken = {**PLAYBOOK, "actions/service.toml": ACTIONS.replace("account.status", "acount.status")}
    broken["tables/call_type.csv"] = PLAYBOOK["tables/call_type.csv"].replace("billing,-,-", "biling,-,-")
    problems = Bundle.load(broken)
    assert isinstance(problems, list)
    assert sorted(p.code for p in problems if p.is_error) == ["NAM001", "NAM002"]


def test_the_hash_names_the_content() -> None:
    assert playbook().hash == playbook().hash
    assert playbook(actions__service_toml=ACTIONS + "\n").hash != playbook().hash


def test_policy_file() -> None:
    good = 'format = "callside.policy/1"\nslots = 2\nexponent = "1/2"\nepsilon = "0.1"\nexplore_k = 3\n'
    assert playbook(policy_toml=good).policy.slots == 2
    low = good.replace('"0.1"', '"0.05"')
    result = load_bundle({**PLAYBOOK, "policy.toml": low})
    assert [p.code for p in result.problems if p.is_error] == ["ACT006"]


def test_other_files_do_not_matter() -> None:
    result = load_bundle({**PLAYBOOK, "knowledge/a.md": "x", "call_types/billing.toml": "not toml ["})
    assert result.bundle is not None
    assert result.bundle.hash == playbook().hash


@pytest.mark.parametrize("files", [{}, {"facts.toml": ""}, {"tables/x.csv": "\x00"}, {"actions/x.toml": "\ud800"}])
def test_strange_bundles_do_not_crash(files: dict[str, str]) -> None:
    result = load_bundle(files)
    assert result.bundle is not None or result.problems
