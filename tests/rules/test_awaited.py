"""Which single facts would open actions, against trying every value of every fact."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.explain import Awaited
from desktop.rules.facts import Fact
from desktop.rules.printer import print_node
from tests.rules.support import CONDITIONS as CONDITIONS_OF_ALL_KINDS
from tests.rules.support import FACTS as FACTS_OF_ALL_KINDS
from tests.rules.support import NOW, PLAYBOOK, SCHEMA_TEXT, late_order, playbook, session

FACTS = """format = "callside.facts/1"
[fact]
a = { label = "Order late", type = "bool", source = "orders", nullable = false }
b = { label = "Marketing consent", type = "bool", source = "crm", nullable = false }
n = { label = "Open invoices", type = "int", min = 0, max = 3, source = "billing", nullable = false }
t = { label = "Plan", type = "text", source = "crm" }
s = { label = "Labels", type = "set", members = ["vip", "new"], source = "crm" }
m = { label = "Amount", type = "int", min = 1, max = 3, source = "billing", nullable = false }
"""
VALUES = {"a": (True, False), "b": (True, False), "n": (0, 1, 2, 3), "m": (1, 2, 3)}


def bundle_of(*actions: str, group: str = "") -> Bundle:
    head = 'format = "callside.actions/1"\n[group.g]\nlabel = "G"\n' + group + "\n"
    blocks = "".join(
        f'[[action]]\nid = "x{i}"\ngroup = "g"\ntitle = "Card {i}"\nvalue = "{9 - i}.00"\n{text}\n'
        for i, text in enumerate(actions)
    )
    loaded = load_bundle({"facts.toml": FACTS, "actions/a.toml": head + blocks})
    assert loaded.bundle is not None, [p.text for p in loaded.problems]
    return loaded.bundle


def asked(bundle: Bundle, **known: object) -> tuple[Awaited, ...]:
    found = session(bundle)
    found.update([Fact.known(name, value, "x", NOW) for name, value in known.items()])  # type: ignore[arg-type]
    return found.awaited()


def test_the_fact_of_the_best_action_comes_first_then_that_of_most() -> None:
    bundle = bundle_of("eligibility = 'b'", "eligibility = 'a'", "eligibility = 'a'", "eligibility = 'a and n > 1'")
    found = asked(bundle)
    assert [(f.fact, f.actions) for f in found] == [("b", ("x0",)), ("a", ("x1", "x2"))]
    assert (found[1].text, found[1].label, found[1].source) == (
        "Waiting for Orders: order late",
        "Order late",
        "Orders",
    )
    assert found[1].titles == ("Card 1", "Card 2")


def test_what_waits_for_two_facts_waits_for_neither_alone() -> None:
    bundle = bundle_of("eligibility = 'a'\nsuitability = 'b'", group="")
    assert asked(bundle) == ()
    assert [f.fact for f in asked(bundle, a=True)] == ["b"]
    assert asked(bundle, a=False) == ()


def test_the_gates_of_the_group_and_an_open_value_count_too() -> None:
    bundle = bundle_of(
        "value_expr = '10 / m'\neligibility = 'a'".replace("value_expr", "value_expr"), group="eligibility = 'n >= 1'"
    )
    assert asked(bundle) == ()
    assert asked(bundle, a=True) == ()
    assert [f.fact for f in asked(bundle, a=True, n=1)] == ["m"]
    assert [f.fact for f in asked(bundle, a=True, m=1)] == ["n"]


def test_a_fact_of_which_the_gates_want_different_values_opens_nothing() -> None:
    assert asked(bundle_of("eligibility = 'n > 1'\napplicability = 'n < 1'")) == ()
    assert [f.fact for f in asked(bundle_of("eligibility = 'n > 1'\napplicability = 'n < 3'"))] == ["n"]


def test_conditions_on_facts_of_several_kinds() -> None:
    bundle = bundle_of(
        """eligibility = 'n >= 1 and t = "Fiber"'""", """eligibility = 's has "vip"'""", "eligibility = 't is empty'"
    )
    assert {f.fact: f.actions for f in asked(bundle, n=2)} == {"t": ("x0", "x2"), "s": ("x1",)}
    assert {f.fact: f.actions for f in asked(bundle, t="Fiber")} == {"n": ("x0",), "s": ("x1",)}


def test_a_result_that_is_open_stands_for_what_it_waits_for() -> None:
    actions = PLAYBOOK["actions/service.toml"].replace("suitability   =", "# suitability   =")
    found = session(playbook(actions__service_toml=actions))
    found.update([fact for fact in late_order() if fact.name != "complaint.open_count"])
    assert found.decision.call_type.missing
    assert [f.fact for f in found.awaited()] == list(found.decision.call_type.missing)
    assert not any(f.fact.startswith("decision.") for f in found.awaited())


TESTS = st.sampled_from(["a", "not a", "b", "n >= 1", "n = 0", "n between 1 and 2", "m > 1", "m <= 2"])
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
    max_leaves=3,
)
GATES = st.dictionaries(st.sampled_from(["eligibility", "applicability", "suitability"]), CONDITIONS, min_size=1)
KNOWN = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})


@settings(max_examples=80, deadline=None)
@given(st.lists(GATES, min_size=1, max_size=3), KNOWN)
def test_a_fact_is_awaited_only_where_some_value_of_it_opens_the_action(gates, known) -> None:
    bundle = bundle_of(*("\n".join(f"{gate} = '{text}'" for gate, text in each.items()) for each in gates))
    found = session(bundle)
    found.update([Fact.known(name, value, "x", NOW) for name, value in known.items()])
    awaited = {(f.fact, action) for f in found.awaited() for action in f.actions}
    opened = set()
    for name in VALUES.keys() - known.keys():
        for value in VALUES[name]:
            other = session(bundle)
            other.update([Fact.known(n, v, "x", NOW) for n, v in {**known, name: value}.items()])
            passing = {e.id for e in other.decision.actions.shown}
            opened |= {(name, action) for action in passing}
    waiting = {e.id for e in (*found.decision.actions.waiting, *found.decision.actions.possible)}
    assert awaited <= {(name, action) for name, action in opened if action in waiting}
    single = [each for each in gates if len(each) == 1 and " or " not in str(each) and str(each).count(" and ") == 0]
    if len(single) == len(gates):
        assert {(n, a) for n, a in opened if a in waiting} <= awaited


def test_it_stands_in_every_explanation() -> None:
    found = session()
    found.update(late_order())
    for action in ("late-delivery-credit", "identity-notice"):
        why = found.why(action)
        assert why is not None
        assert [f.fact for f in why.awaited] == ["account.fraud_hold"]
    assert found.titles() == {
        "late-delivery-credit": "Offer a delivery credit",
        "identity-notice": "Read the recording notice",
    }


@settings(max_examples=60, deadline=None)
@given(CONDITIONS_OF_ALL_KINDS, CONDITIONS_OF_ALL_KINDS, FACTS_OF_ALL_KINDS)
def test_every_condition_over_any_facts_can_be_explained(own, other, facts) -> None:
    gates = {"eligibility": own, "suitability": other}
    # a text of several lines or with both quotes is not what this is about
    lines = [f"{gate} = '''{print_node(node)}'''" for gate, node in gates.items()]
    text = 'format = "callside.actions/1"\n[[action]]\nid = "x"\ntitle = "X"\n' + "\n".join(lines) + "\n"
    loaded = load_bundle({"facts.toml": SCHEMA_TEXT, "actions/a.toml": text})
    assume(loaded.bundle is not None)
    found = session(loaded.bundle)
    found.update(facts)
    why = found.why("x")
    assert why is not None
    assert all(phrase and "\n" not in phrase for phrase in (*why.phrases, *why.changes))
    assert {f.fact for f in why.awaited} <= set(why.missing)
