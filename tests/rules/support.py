"""A schema with every type, generated trees and facts, and a small playbook."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from desktop.rules.bundle import Bundle, load_bundle
from desktop.rules.clock import FixedZone
from desktop.rules.facts import Fact, FactSet, FactState
from desktop.rules.nodes import And, Arith, Between, Cmp, Has, In, Lit, Name, Neg, Not, Or, State, TextTest
from desktop.rules.problems import errors
from desktop.rules.schema import Schema, read_schema
from desktop.rules.seen import Seen, see_all
from desktop.rules.session import RuleSession
from desktop.rules.values import Money

NOW = datetime(2026, 12, 3, 9, 15, tzinfo=UTC)
ZONE = FixedZone(timedelta(hours=1))

SCHEMA_TEXT = """format = "callside.facts/1"
[fact]
"b.flag" = { label = "Flag", type = "bool" }
"b.other" = { label = "Other flag", type = "bool" }
"n.count" = { label = "Count", type = "int", min = 0, max = 20 }
"n.other" = { label = "Other count", type = "int" }
"n.ratio" = { label = "Ratio", type = "decimal", scale = 2 }
"m.total" = { label = "Total", type = "money", currency = "EUR" }
"m.other" = { label = "Other total", type = "money", currency = "EUR" }
"t.name" = { label = "Name", type = "text" }
"t.code" = { label = "Code", type = "text", fold = false }
"e.segment" = { label = "Segment", type = "enum", members = { gold = "Gold", silver = "Silver", "bronze" = "Bronze" } }
"e.queue" = { label = "Queue", type = "enum", members = ["sales", "billing"] }
"d.day" = { label = "Day", type = "date" }
"d.other" = { label = "Other day", type = "date" }
"i.at" = { label = "Moment", type = "datetime" }
"u.span" = { label = "Span", type = "duration" }
"s.tags" = { label = "Tags", type = "set", members = ["vip", "new", "late"] }
"""


def schema_of(text: str) -> Schema:
    schema, problems = read_schema({"facts.toml": text})
    assert not errors(problems), [p.text for p in problems]
    return schema


SCHEMA = schema_of(SCHEMA_TEXT)

VALUES = {
    "b.flag": st.booleans(),
    "b.other": st.booleans(),
    "n.count": st.integers(-2, 6),
    "n.other": st.integers(-2, 6),
    "n.ratio": st.integers(-250, 450).map(lambda n: Decimal(n).scaleb(-2)),
    "m.total": st.integers(-3, 5).map(lambda n: Money(Decimal(n), "EUR")),
    "m.other": st.integers(-300, 500).map(lambda n: Money(Decimal(n).scaleb(-2), "EUR")),
    "t.name": st.sampled_from(["", "Ada", "ada", "Straße", "STRASSE", "x\ny", 'q"\\']),
    "t.code": st.sampled_from(["", "Ada", "ada", "42"]),
    "e.segment": st.sampled_from(["gold", "silver", "bronze"]),
    "e.queue": st.sampled_from(["sales", "billing"]),
    "d.day": st.integers(-3, 3).map(lambda n: date(2026, 12, 3) + timedelta(days=n)),
    "d.other": st.integers(-3, 3).map(lambda n: date(2026, 12, 3) + timedelta(days=n)),
    "i.at": st.integers(-3, 3).map(lambda n: NOW + timedelta(hours=n)),
    "u.span": st.sampled_from([timedelta(seconds=n) for n in (0, 1, 60, 90, 86_400)]),
    "s.tags": st.sets(st.sampled_from(["vip", "new", "late"])).map(frozenset),
}
ORDERED = ["n.count", "n.other", "n.ratio", "m.total", "m.other", "d.day", "d.other", "i.at", "u.span"]
NUMBERS = ["n.count", "n.other", "n.ratio"]
OPS = ["<", "<=", ">", ">=", "=", "!="]


def literal(name: str) -> st.SearchStrategy[Lit]:
    if name == "s.tags":
        return st.sampled_from(["vip", "new", "late"]).map(Lit)
    return VALUES[name].map(Lit)


def _numeric() -> st.SearchStrategy:
    leaf = st.one_of(
        st.sampled_from(NUMBERS).map(Name),
        literal("n.count"),
        st.sampled_from(["0.5", "2.25"]).map(lambda t: Lit(Decimal(t))),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds(Arith, st.sampled_from("+-*/"), inner, inner),
            inner.filter(lambda n: not isinstance(n, Lit)).map(Neg),
        ),
        max_leaves=4,
    )


def _one_fact(name: str) -> st.SearchStrategy:
    kinds = [
        st.builds(Cmp, st.sampled_from(["=", "!="]), st.just(Name(name)), literal(name)),
        st.builds(State, st.just(Name(name)), st.sampled_from(["known", "empty", "unavailable"]), st.booleans()),
        st.builds(In, st.just(Name(name)), st.lists(literal(name), min_size=1, max_size=3).map(tuple), st.booleans()),
    ]
    if name in ORDERED:
        kinds.append(st.builds(Cmp, st.sampled_from(OPS), st.just(Name(name)), literal(name)))
        kinds.append(st.builds(Cmp, st.sampled_from(OPS), literal(name), st.just(Name(name))))
        kinds.append(st.builds(Between, st.just(Name(name)), literal(name), literal(name), st.booleans()))
    if name.startswith("t."):
        ops = st.sampled_from(["starts", "ends", "contains"])
        kinds.append(st.builds(TextTest, ops, st.just(Name(name)), literal(name), st.booleans()))
    if name.startswith("b."):
        kinds.append(st.just(Name(name)))
    if name == "s.tags":
        items = st.lists(literal(name), min_size=1, max_size=3).map(tuple)
        some = st.builds(Has, st.sampled_from(["any", "all", "none"]), st.just(Name(name)), items)
        one = st.builds(Has, st.just("one"), st.just(Name(name)), literal(name).map(lambda lit: (lit,)))
        return st.one_of(some, one, kinds[1])
    return st.one_of(kinds)


LEAVES = st.one_of(
    st.sampled_from(sorted(VALUES)).flatmap(_one_fact),
    st.builds(Cmp, st.sampled_from(OPS), _numeric(), _numeric()),
    st.builds(Cmp, st.sampled_from(OPS), st.just(Name("m.total")), st.just(Name("m.other"))),
    st.builds(Cmp, st.sampled_from(OPS), st.just(Arith("-", Name("d.day"), Name("d.other"))), literal("u.span")),
    st.builds(State, _numeric(), st.sampled_from(["known", "empty", "unavailable"]), st.booleans()),
)


def _branches(inner: st.SearchStrategy) -> st.SearchStrategy:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(several.map(And), several.map(Or), inner.map(Not))


CONDITIONS = st.recursive(LEAVES, _branches, max_leaves=8)


def fact_of(name: str) -> st.SearchStrategy[Fact]:
    source = "crm"
    return st.one_of(
        VALUES[name].map(lambda v: Fact.known(name, v, source, NOW)),
        st.sampled_from(
            [Fact.absent(name, source, NOW), Fact.pending(name, source, NOW), Fact.failed(name, "timeout", source, NOW)]
        ),
    )


FACTS = st.fixed_dictionaries({name: fact_of(name) for name in VALUES}).map(lambda d: list(d.values()))


def seen_of(facts: list[Fact], schema: Schema = SCHEMA) -> dict[str, Seen]:
    from desktop.rules.facts import admit

    admitted = [admit(f, schema.facts[f.name].type, nullable=schema.facts[f.name].nullable) for f in facts]
    return see_all(FactSet.of(admitted), schema, NOW, ZONE)


class Watch:
    """A clock that is set by hand."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def advance(self, **parts: float) -> None:
        self.at += timedelta(**parts)


PLAYBOOK = {
    "facts.toml": """format = "callside.facts/1"
[fact]
"complaint.open_count" = { label = "Open complaints", type = "int", min = 0, max = 99, source = "crm", say = "{evidence} is open", nullable = false }
"call.started_at" = { label = "Call start", type = "datetime", source = "phone", nullable = false }
"call.duration" = { label = "Time on call", type = "duration", derive = { kind = "elapsed", from = "call.started_at", step = "1s" } }
"call.queue" = { label = "Queue", type = "enum", members = ["sales", "partner", "billing", "service"], source = "phone", nullable = false }
"ivr.choice" = { label = "Menu choice", type = "enum", members = ["cancel", "delivery", "order"], source = "phone" }
"contract.days_to_end" = { label = "Days to contract end", type = "int", source = "crm" }
"customer.churn_score" = { label = "Churn score", type = "int", source = "crm" }
"call.repeat_7d" = { label = "Calls in 7 days", type = "int", nullable = false }
"billing.balance_due" = { label = "Balance due", type = "money", currency = "EUR", source = "billing" }
"customer.lifetime_value" = { label = "Lifetime value", type = "money", currency = "EUR", source = "crm", changeable = "customer" }
"customer.verified" = { label = "Identity verified", type = "bool", nullable = false, changeable = "agent" }
"customer.segment" = { label = "Customer segment", type = "enum", members = { gold = "Gold", silver = "Silver" }, source = "crm" }
"account.status" = { label = "Account status", type = "enum", members = ["active", "grace"], source = "crm" }
"account.fraud_hold" = { label = "Fraud hold", type = "bool", source = "crm", nullable = false }
"billing.credits_90d" = { label = "Credits in 90 days", type = "int", source = "billing", nullable = false }
"order.latest_late_label" = { label = "Late order", type = "text", source = "orders" }
"order.latest_late_id" = { label = "Late order id", type = "text", source = "orders" }
[fact."order.open_late_count"]
label = "Late open orders"
say = "{evidence} late by more than a day"
type = "int"
source = "orders"
max_age = "10min"
nullable = false
""",
    "tables/call_type.csv": """callside,table/1,id=call_type,hit=P,title=Call type,owner=service-design,status=active,from=2026-12-01,
role,id,in,in,in,in,if,out,out
name,,call.queue,ivr.choice,order.open_late_count,complaint.open_count,,type,reason
label,,Queue,Menu choice,Late open orders,Open complaints,Also required,Call type,Why
values,,,,,,,complaint|cancellation|late_delivery|billing|sales|general,
default,,,,,,,general,No stronger signal
rule,ct-010,-,-,-,>= 1,-,complaint,{complaint.open_count} open complaint(s)
rule,ct-020,-,cancel,-,-,-,cancellation,Chose cancel in the menu
rule,ct-030,"not(sales, partner)",-,-,-,contract.days_to_end between 0 and 30 and customer.churn_score >= 70,cancellation,"Contract ends in {contract.days_to_end} days, churn risk high"
rule,ct-040,-,"delivery, order",>= 1,-,-,late_delivery,Asked about an order; {order.open_late_count} late
rule,ct-050,-,-,1..3,0,call.repeat_7d >= 1,late_delivery,Called again with a late order
rule,ct-060,billing,-,-,-,-,billing,Billing queue
rule,ct-070,-,-,-,-,billing.balance_due > 0.07 * customer.lifetime_value,billing,Balance is high for this customer
rule,ct-080,sales,not empty,-,-,-,sales,Sales queue
""",
    "tables/panels.csv": """callside,table/1,id=panels,hit=C
role,id,in,in,out,out,out,out
name,,decision.call_type,customer.segment,panel,slot,priority,collapsed
rule,p1,late_delivery,-,order_timeline,main,10,false
rule,p2,-,gold,gold_notes,side,5,true
rule,p3,-,-,history,main,1,false
""",
    "tables/alerts.csv": """callside,table/1,id=alerts,hit=C
role,id,in,out,out,out,out,out
name,,complaint.open_count,id,severity,text,action,label
rule,a1,>= 1,open-complaint,warning,{complaint.open_count} complaint open,open_panel:complaints,Show
""",
    "actions/service.toml": """format = "callside.actions/1"
[group]
service_recovery = { label = "Service recovery", weight = 20, max_shown = 1, eligibility = 'customer.verified', contact_policy = [ { on = "complained", count = 1, within = "30d", pause = "30d" } ] }
[[action]]
id = "late-delivery-credit"
group = "service_recovery"
version = 4
owner = "service-design"
effective_from = 2026-12-01
title = "Offer a delivery credit"
priority = 50
value = "6.50"
weight = 10
eligibility   = 'order.open_late_count >= 1 and account.status in ["active", "grace"]'
applicability = 'decision.call_type in ["late_delivery", "complaint"]'
suitability   = 'not account.fraud_hold and billing.credits_90d < 3'
context_weights = [ { when = 'ivr.choice = "cancel"', weight = 60 }, { when = 'customer.segment = "gold"', weight = 15 } ]
contact_policy = [
  { on = "rejected", count = 1, within = "30d", pause = "60d", scope = "action" },
  { on = "shown",    count = 4, within = "7d",  pause = "7d",  scope = "group", channel = "voice" },
  { on = "accepted", count = 1, within = "90d", pause = "90d", scope = "action" } ]
decline_reasons = [
  { id = "not_interested", label = "Customer not interested", counts_as = "rejected" },
  { id = "later",          label = "Wants to think about it", counts_as = "snoozed", pause = "3d" },
  { id = "not_offered",    label = "I did not offer it",      counts_as = "not_offered" } ]
talk_track = \"\"\"
I can see that {order.latest_late_label} is late. I am sorry about that.
I can add a credit of {action.value} to your account right now. Would that help?\"\"\"
effects = [ { kind = "open_panel", panel = "order_timeline" },
            { kind = "connector", operation = "billing.create_credit", confirm = true, params = { order = "{order.latest_late_id}" } } ]
[[action]]
id = "identity-notice"
title = "Read the recording notice"
mandatory = true
priority = 5
applicability = 'not customer.verified'
""",
}


def playbook(**changed: str) -> Bundle:
    files = {
        **PLAYBOOK,
        **{k.replace("__", "/").replace("_toml", ".toml").replace("_csv", ".csv"): v for k, v in changed.items()},
    }
    result = load_bundle(files)
    assert result.bundle is not None, [p.text for p in result.problems]
    return result.bundle


def late_order() -> list[Fact]:
    """Facts of a verified customer who asks about two late orders; the fraud check is running."""

    def known(name: str, value: object, source: str = "crm", **more: object) -> Fact:
        return Fact.known(name, value, source, NOW, **more)  # type: ignore[arg-type]

    orders = (("order", "1", "Order 10022"), ("order", "2", "Order 10023"))
    return [
        known("customer.verified", True, "agent"),
        known("account.status", "active"),
        known("order.open_late_count", 2, "orders", evidence=orders),
        known("complaint.open_count", 0),
        known("contract.days_to_end", 200),
        known("ivr.choice", "delivery", "phone"),
        known("call.queue", "service", "phone"),
        known("customer.segment", "gold"),
        known("billing.credits_90d", 0, "billing"),
        Fact("account.fraud_hold", FactState.PENDING, None, "crm", NOW),
    ]


def session(bundle: Bundle | None = None, watch: Watch | None = None, **more: object) -> RuleSession:
    more.setdefault("history", [])
    return RuleSession(bundle or playbook(), "call-1", watch or Watch(), ZONE, **more)  # type: ignore[arg-type]


def with_value(data: object, path: str, value: object) -> object:
    """A copy of saved JSON data with another value at a path like `settings/alpha` or `levels/0`."""
    found = json.loads(json.dumps(data))
    *parents, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    place = found
    for part in parents:
        place = place[part]
    place[last] = value
    return found
