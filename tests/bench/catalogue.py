"""A large playbook as one might be written: all gates, groups, contact policies, weights, and a call to play it with."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from random import Random

from desktop.rules.actions import Outcome
from desktop.rules.contact import ContactEvent
from desktop.rules.nodes import And, Cmp, Lit, Name, Node, Not
from desktop.rules.printer import print_node
from desktop.rules.schema import FactDef
from desktop.rules.values import Kind
from tests.rules.workload import MEMBERS, Workload

GROUPS = 24
KINDS = 12
POLICIES = (
    '{ on = "rejected", count = 1, within = "30d", pause = "60d" }',
    '{ on = "shown", count = 3, within = "7d", pause = "7d", scope = "group" }',
    '{ on = "accepted", count = 1, within = "90d", pause = "90d" }',
)
HEAD = 'format = "callside.{}/1"\n'


def files_of(work: Workload, count: int) -> dict[str, str]:
    """The rule files of a playbook with so many actions."""
    return {
        "facts.toml": HEAD.format("facts") + "[fact]\n" + "\n".join(map(_fact, work.schema.facts.values())),
        "tables/call_type.csv": _call_types(work),
        "tables/panels.csv": _panels(work),
        "actions/groups.toml": HEAD.format("actions") + "[group]\n" + "\n".join(_group(work, n) for n in range(GROUPS)),
        "actions/all.toml": HEAD.format("actions") + "\n".join(_action(work, n) for n in range(count)),
    }


def plain_files_of(work: Workload, count: int) -> dict[str, str]:
    """The rule files of a playbook whose actions have one gate each: three comparisons and a flag."""
    numbers, flags = work.by_kind[Kind.INT], work.by_kind[Kind.BOOL]
    facts = [f'"{name}" = {{ type = "int" }}' for name in numbers] + [
        f'"{name}" = {{ type = "bool" }}' for name in flags
    ]
    actions = [HEAD.format("actions")]
    for number in range(count):
        tests = [
            Cmp(work.random.choice("<>"), Name(work.random.choice(numbers)), Lit(work.random.randrange(200)))
            for _ in "123"
        ]
        gate = _quoted(And((*tests, Name(work.random.choice(flags)))))
        head = f'[[action]]\nid = "a{number}"\ntitle = "Offer {number}"\nvalue = "{number % 50}"\n'
        actions.append(f"{head}eligibility = {gate}")
    return {"facts.toml": HEAD.format("facts") + "[fact]\n" + "\n".join(facts), "actions/all.toml": "\n".join(actions)}


def _fact(d: FactDef) -> str:
    parts = [f'label = "Value {d.name.split("n")[-1]}"', f"nullable = {json.dumps(d.nullable)}"]
    if d.derive is not None:
        of = f', from = "{d.derive.source}"' if d.derive.source else ""
        parts.append(f'derive = {{ kind = "{d.derive.kind.value}"{of} }}')
        if d.type.kind is not Kind.ENUM:
            parts.append(f'type = "{d.type.kind.value}"')
        return f'"{d.name}" = {{ {", ".join(parts)} }}'
    parts += [f'type = "{d.type.kind.value}"', 'source = "crm"']
    if d.type.members:
        parts.append(f"members = {json.dumps([m.id for m in MEMBERS])}")
    if d.type.kind is Kind.MONEY:
        parts.append('currency = "EUR"')
    if d.type.kind is Kind.TEXT:
        parts.append(f"fold = {json.dumps(d.type.fold)}")
    if d.max_age is not None:
        parts.append(f'max_age = "2h", stale = "{"keep" if d.keep_stale else "unknown"}"')
    return f'"{d.name}" = {{ {", ".join(parts)} }}'


def _quoted(node: Node) -> str:
    """A condition as a TOML string."""
    return json.dumps(print_node(node), ensure_ascii=False)


def _cell(text: str) -> str:
    """A condition as a CSV cell."""
    return '"' + text.replace('"', '""') + '"'


def _tests(work: Workload, count: int) -> Node:
    """Some tests, all of which must hold; now and then one is an alternative or a negation."""
    items = work.rule().items  # type: ignore[union-attr]
    return items[0] if count == 1 else And(items[:count])


def _call_types(work: Workload) -> str:
    lines = [
        "callside,table/1,id=call_type,hit=P,title=Call type",
        "role,id,if,out,out",
        "name,,,type,reason",
        f"values,,,{'|'.join(f'kind{n}' for n in range(KINDS))},",
        f"default,,,kind{KINDS - 1},Nothing else fits",
    ]
    for n in range(40):
        lines.append(f"rule,r{n},{_cell(print_node(_tests(work, 3)))},kind{n % KINDS},Reason {n}: {{f.n{n}}}")
    return "\n".join(lines) + "\n"


def _panels(work: Workload) -> str:
    lines = ["callside,table/1,id=panels,hit=C", "role,id,if,out,out,out", "name,,,panel,slot,priority"]
    lines += [f"rule,p{n},{_cell(print_node(_tests(work, 2)))},panel{n % 9},main,{n}" for n in range(20)]
    return "\n".join(lines) + "\n"


def _group(work: Workload, number: int) -> str:
    parts = [f'label = "Group {number}"', f"weight = {number % 5 * 5}", f"max_shown = {1 + number % 3}"]
    if number % 3 == 0:
        parts.append(f"eligibility = {_quoted(_flag(work, Kind.BOOL))}")
    if number % 4 == 1:
        parts.append(f"suitability = {_quoted(Not(_flag(work, Kind.BOOL)))}")
    if number % 2 == 0:
        parts.append(f"contact_policy = [ {POLICIES[1]} ]")
    if number >= GROUPS // 2:
        parts.append(f'parent = "g{number - GROUPS // 2}"')
    return f"g{number} = {{ {', '.join(parts)} }}"


def _flag(work: Workload, kind: Kind) -> Node:
    return Name(work.random.choice(work.by_kind[kind]))


def _action(work: Workload, number: int) -> str:
    pick = work.random
    lines = [
        "[[action]]",
        f'id = "a{number}"',
        f'title = "Offer number {number} for {{f.n{pick.randrange(45)}}}"',
        f'group = "g{pick.randrange(GROUPS)}"',
        f"priority = {pick.randrange(5)}",
        f"weight = {pick.randrange(20)}",
        f"eligibility = {_quoted(_tests(work, 2))}",
        f'talk_track = "You have {{f.n{pick.randrange(45)}}}; may I add {{action.value}}?"',
    ]
    if pick.random() < 0.7:
        lines.append(f"applicability = {_quoted(_tests(work, pick.choice([1, 2])))}")
    elif pick.random() < 0.5:
        kinds = pick.sample(range(KINDS), 3)
        lines.append(f"applicability = 'decision.call_type in {json.dumps([f'kind{k}' for k in kinds])}'")
    if pick.random() < 0.5:
        lines.append(f"suitability = {_quoted(Not(_tests(work, 1)))}")
    if pick.random() < 0.2:
        weights = [f"{{ when = {_quoted(_tests(work, 1))}, weight = {pick.randrange(80)} }}" for _ in range(2)]
        lines.append(f"context_weights = [ {', '.join(weights)} ]")
    if pick.random() < 0.4:
        lines.append(f"contact_policy = [ {', '.join(pick.sample(POLICIES, 2))} ]")
    if pick.random() < 0.05:
        money = pick.choice(work.by_kind[Kind.MONEY])
        lines += [f"value_expr = '{money} * 0.05'", 'value_if_unknown = "3.00"']
    else:
        lines.append(f'value = "{pick.randrange(100, 2000) / 100:.2f}"')
    return "\n".join(lines)


def history(pick: Random, count: int, now: datetime, events: int = 120) -> list[ContactEvent]:
    """What a customer was offered in the past months."""
    outcomes = [Outcome.SHOWN, Outcome.SHOWN, Outcome.REJECTED, Outcome.ACCEPTED]
    found = []
    for _ in range(events):
        action = pick.randrange(count)
        at = now - timedelta(hours=pick.randrange(1, 700))
        found.append(ContactEvent(f"a{action}", pick.choice(outcomes), at, f"g{pick.randrange(GROUPS)}", "voice"))
    return found
