"""A large random rule set: 45 facts, three to six conditions a rule, about 3 % of rules true."""

from __future__ import annotations

import random
from datetime import timedelta
from decimal import Decimal

from desktop.rules.facts import Fact
from desktop.rules.nodes import And, Arith, Between, Cmp, In, Lit, Name, Node, Not, Or, State
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Seen, see
from desktop.rules.values import BOOL, DECIMAL, DURATION, INT, TEXT, Kind, Member, Money, Type
from tests.rules.support import NOW

MEMBERS = tuple(Member(f"m{i}", f"M{i}") for i in range(12))
TYPES = [
    (INT, 18),
    (DECIMAL, 5),
    (Type(Kind.MONEY, currency="EUR"), 4),
    (Type(Kind.ENUM, members=MEMBERS), 8),
    (BOOL, 6),
    (DURATION, 2),
    (TEXT, 2),
]


class Workload:
    """Rules and facts from a seed."""

    def __init__(self, seed: int, rules: int, multi: float = 0.06) -> None:
        self.random = random.Random(seed)
        self.multi = multi
        types = [type_ for type_, count in TYPES for _ in range(count)]
        self.names = [f"f.n{i}" for i in range(len(types))]
        definitions = {n: FactDef(n, n, t) for n, t in zip(self.names, types, strict=True)}
        self.schema = Schema(definitions)
        self.by_kind: dict[Kind, list[str]] = {}
        for name, type_ in zip(self.names, types, strict=True):
            self.by_kind.setdefault(type_.kind, []).append(name)
        self.conditions = [self.rule() for _ in range(rules)]

    def value(self, type_: Type) -> object:
        pick = self.random
        match type_.kind:
            case Kind.INT:
                return pick.randrange(200)
            case Kind.DECIMAL:
                return Decimal(pick.randrange(1000)).scaleb(-1)
            case Kind.MONEY:
                return Money(Decimal(pick.randrange(500)), "EUR")
            case Kind.ENUM:
                return f"m{pick.randrange(12)}"
            case Kind.BOOL:
                return pick.random() < 0.5
            case Kind.DURATION:
                return timedelta(minutes=pick.randrange(300))
            case _:
                return f"word {pick.randrange(20)}"

    def random_seen(self, name: str) -> Seen:
        definition, chance = self.schema.facts[name], self.random.random()
        if chance < 0.7:
            fact = Fact.known(name, self.value(definition.type), "crm", NOW)  # type: ignore[arg-type]
        elif chance < 0.8:
            fact = Fact.absent(name)
        else:
            fact = Fact.pending(name) if chance < 0.95 else Fact.failed(name, "timeout")
        return see(fact, definition, NOW)

    def seen(self) -> dict[str, Seen]:
        return {name: self.random_seen(name) for name in self.names}

    def leaf(self) -> Node:
        pick = self.random
        if pick.random() < self.multi:
            a, b = pick.sample(self.by_kind[Kind.INT], 2)
            return Cmp(">", Arith("+", Name(a), Lit(pick.randrange(5) * 10)), Name(b))
        name = pick.choice(self.names)
        type_ = self.schema.facts[name].type
        lit = [Lit(self.value(type_)) for _ in range(3)]  # type: ignore[arg-type]
        if pick.random() < 0.04:
            return State(Name(name), pick.choice(["known", "empty", "unavailable"]), pick.random() < 0.5)
        if type_.kind is Kind.BOOL:
            return Name(name)
        if type_.kind in (Kind.ENUM, Kind.TEXT):
            return pick.choice([Cmp("=", Name(name), lit[0]), In(Name(name), tuple(lit), pick.random() < 0.3)])
        if pick.random() < 0.15:
            low, high = sorted(lit[:2], key=lambda item: getattr(item.value, "amount", item.value))
            return Between(Name(name), low, high)
        return Cmp(pick.choice(["<", "<=", ">", ">="]), Name(name), lit[0])

    def rule(self) -> Node:
        pick = self.random
        items: list[Node] = []
        for _ in range(pick.randrange(3, 7)):
            leaf = self.leaf()
            if pick.random() < 0.12:
                leaf = Or((leaf, self.leaf()))
            items.append(Not(leaf) if pick.random() < 0.08 else leaf)
        return And(tuple(items))
