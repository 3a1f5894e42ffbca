"""The ranking policy read from policy.toml."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal

from desktop.rules.arbitrate import Exponent, ModelKind, Policy
from desktop.rules.format_actions import GROUP_POLICY, LONGEST_VERSION, MOST_HELD_OUT, MOST_SLOTS, POLICY
from desktop.rules.misfits import stranger
from desktop.rules.problems import Problem
from desktop.rules.schema import Schema
from desktop.rules.toml_fields import Fields
from desktop.rules.toml_read import read_toml

EPSILON_FLOOR = Decimal("0.02")
_NUMBERS = {0: "0", 1: "1", Decimal("0.5"): "1/2"}


def read_policy(text: str, file: str, groups: Collection[str] = ()) -> tuple[Policy, list[Problem]]:
    """The policy of a text; a blank text is the default policy. `groups` are those of the catalogue."""
    if not text.strip():
        return Policy(), []
    data, problems = read_toml(text, file)
    if data is None:
        return Policy(), problems
    fields = Fields.of_file(data, text, file, Schema(), problems, "policy")
    fields.of_format(POLICY)
    policy = Policy(
        version=_version(fields),
        slots=fields.whole("slots", 3, 1, MOST_SLOTS),
        model=ModelKind(fields.choice("model", [kind.value for kind in ModelKind], ModelKind.BETA.value)),
        exponent=_exponent(fields),
        exponents=_of_groups(fields, groups),
        use_chance=fields.flag("use_chance", True),
        use_context=fields.flag("use_context", True),
        use_value=fields.flag("use_value", True),
        use_levers=fields.flag("use_levers", True),
        epsilon=fields.amount("epsilon") or Decimal(0),
        explore_k=fields.whole("explore_k", 3, 1, MOST_SLOTS),
        holdout_percent=fields.whole("holdout_percent", 0, 0, MOST_HELD_OUT),
    )
    if policy.epsilon > 1 or (policy.epsilon and policy.epsilon / policy.explore_k < EPSILON_FLOOR):
        fields.misfit("epsilon", f"0, or between {EPSILON_FLOOR * policy.explore_k} and 1")
    return policy, problems


def _version(fields: Fields) -> str:
    """The version, which is kept with every card that was shown."""
    version = fields.text("version", "1")
    if not (version.isprintable() and 1 <= len(version) <= LONGEST_VERSION):
        fields.misfit("version", f'a text of 1 to {LONGEST_VERSION} characters such as "3"')
    return version


def _exponent(fields: Fields) -> Exponent:
    """An exponent, also one that was written as a number; one above 0 is said to need its time."""
    raw = fields.raw.get("exponent", "0")
    as_number = not isinstance(raw, bool) and isinstance(raw, int | Decimal) and raw in _NUMBERS
    plain = replace(fields, raw={"exponent": _NUMBERS[raw]}) if as_number else fields
    exponent = Exponent(plain.choice("exponent", [e.value for e in Exponent], Exponent.NONE.value))
    if exponent is not Exponent.NONE:
        fields.problems.append(fields.place("exponent").notice("ACT011"))
    return exponent


def _of_groups(fields: Fields, groups: Collection[str]) -> dict[str, Exponent]:
    """The exponents of single groups: [group.NAME] with exponent."""
    blocks = fields.raw.get("group", {})
    if not isinstance(blocks, dict):
        fields.misfit("group", "written as [group.name]")
        return {}
    found = {}
    for name, raw in blocks.items():
        block = fields.named("group", name, raw)
        if not isinstance(raw, dict):
            continue
        if name not in groups:
            problem = stranger(block.place(), "ACT004", name, groups, group=name)
            fields.problems.append(problem)
        block.only(GROUP_POLICY.names)
        if "exponent" not in raw:
            block.missing("exponent", 'exponent = "0"')
        found[name] = _exponent(block)
    return found
