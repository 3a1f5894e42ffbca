"""The ranking policy read from policy.toml."""

from __future__ import annotations

from decimal import Decimal

from desktop.rules.arbitrate import Exponent, Policy
from desktop.rules.problems import Problem
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import TomlPlaces, read_toml

FORMAT = "callside.policy/1"
KEYS = ("format version slots exponent use_context use_value use_levers epsilon explore_k holdout_percent").split()
EPSILON_FLOOR = Decimal("0.02")


def read_policy(text: str, file: str) -> tuple[Policy, list[Problem]]:
    """The policy of a text; a blank text is the default policy."""
    if not text.strip():
        return Policy(), []
    data, problems = read_toml(text, file)
    if data is None:
        return Policy(), problems
    fields = Fields(data, TomlPlaces(text, file), "", 0, "policy", Schema(), problems)
    fields.only(KEYS)
    if data.get("format") != FORMAT:
        fields.wrong("ACT001", "format", expected=FORMAT, found=data.get("format", "nothing"))
    options = [e.value for e in Exponent]
    policy = Policy(
        version=fields.text("version", "1"),
        slots=fields.whole("slots", 3, 1, 20),
        exponent=Exponent(fields.choice("exponent", options, "0")),
        use_context=fields.flag("use_context", True),
        use_value=fields.flag("use_value", True),
        use_levers=fields.flag("use_levers", True),
        epsilon=fields.amount("epsilon") or Decimal(0),
        explore_k=fields.whole("explore_k", 3, 1, 20),
        holdout_percent=fields.whole("holdout_percent", 0, 0, 50),
    )
    if policy.epsilon > 1 or (policy.epsilon and policy.epsilon / policy.explore_k < EPSILON_FLOOR):
        expected = f"0, or between {EPSILON_FLOOR * policy.explore_k} and 1"
        fields.wrong("ACT006", "epsilon", expected=expected)
    return policy, problems
