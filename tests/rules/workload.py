"""A large random rule set: 50 facts of every type, three to six conditions a rule, a few percent of rules true."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from desktop.rules.clock import DERIVED_TYPES, Derive, DeriveKind
from desktop.rules.facts import Fact, admit
from desktop.rules.nodes import And, Arith, Between, Cmp, Has, In, Lit, Name, Neg, Node, Not, Or, State, TextTest
from desktop.rules.schema import FactDef, Schema
from desktop.rules.seen import Seen, see
from desktop.rules.values import BOOL, DECIMAL, DURATION, INT, ORDERED, TEXT, Kind, Member, Money, Type
from tests.rules.support import NOW

MEMBERS = tuple(Member(f"m{i}", f"M{i}") for i in range(12))
TYPES = [
    (INT, 14),
    (DECIMAL, 4),
    (Type(Kind.MONEY, currency="EUR"), 4),
    (Type(Kind.ENUM, members=MEMBERS), 7),
    (BOOL, 5),
    (DURATION, 2),
    (TEXT, 2),
    (Type(Kind.TEXT, fold=False), 1),
    (Type(Kind.SET, members=MEMBERS), 2),
    (Type(Kind.DATE), 2),
    (Type(Kind.DATETIME), 2),
]
HOURS = timedelta(hours=1)
PIECES = [Lit(f"{word} {digit}") for word in ("word", "Wor", "straße", "STRASSE") for digit in ("1", "7", "")]
PAIRS = ["m1", "m4", "m9"], ["m2", "m3"], ["m5", "m6", "m7", "m8"], ["m0", "m11"]


class Workload:
    """Rules and facts from a seed.

    A share of `multi` of the conditions compares facts with each other; of the tests on sets and on parts of
    texts a share of `loose` is kept.
    """

    def __init__(self, seed: int, rules: int, multi: float = 0.06, loose: float = 1.0) -> None:
        self.random = random.Random(seed)
        self.multi = multi
        self.loose = loose
        types = [type_ for type_, count in TYPES for _ in range(count)]
        self.given = [f"f.n{i}" for i in range(len(types))]
        definitions = {n: self._definition(n, i, t) for i, (n, t) in enumerate(zip(self.given, types, strict=True))}
        self.by_kind: dict[Kind, list[str]] = {}
        for name, type_ in zip(self.given, types, strict=True):
            self.by_kind.setdefault(type_.kind, []).append(name)
        for kind, derive in self._derived().items():
            name = f"f.{kind.value}"
            definitions[name] = FactDef(name, name, DERIVED_TYPES[kind], derive=derive)
        self.names = list(definitions)
        self.schema = Schema(definitions)
        self.conditions = [self.rule() for _ in range(rules)]

    def _definition(self, name: str, number: int, type_: Type) -> FactDef:
        """Some facts grow old, some of those stay usable, some may not be absent."""
        max_age = 2 * HOURS if number % 5 == 0 else None
        return FactDef(name, name, type_, "crm", max_age=max_age, keep_stale=number % 10 == 0, nullable=number % 7 != 0)

    def _derived(self) -> dict[DeriveKind, Derive]:
        day, moment = self.by_kind[Kind.DATE][0], self.by_kind[Kind.DATETIME][0]
        minute = timedelta(minutes=1)
        return {
            DeriveKind.ELAPSED: Derive(DeriveKind.ELAPSED, moment, minute),
            DeriveKind.TIME_OF_DAY: Derive(DeriveKind.TIME_OF_DAY, "", minute),
            DeriveKind.WEEKDAY: Derive(DeriveKind.WEEKDAY),
            DeriveKind.DAYS_SINCE: Derive(DeriveKind.DAYS_SINCE, day),
            DeriveKind.DAYS_UNTIL: Derive(DeriveKind.DAYS_UNTIL, day),
        }

    # -- facts

    def value(self, type_: Type) -> Any:
        """A value of a type, from few enough that conditions meet it."""
        pick = self.random
        match type_.kind:
            case Kind.INT:
                return pick.randrange(200)
            case Kind.DECIMAL:
                return Decimal(pick.randrange(1000)).scaleb(-1)
            case Kind.MONEY:
                return Money(Decimal(pick.randrange(500)), "EUR")
            case Kind.ENUM:
                return pick.choice(type_.ids)
            case Kind.SET:
                return frozenset(pick.sample(type_.ids, pick.randrange(4)))
            case Kind.BOOL:
                return pick.random() < 0.5
            case Kind.DURATION:
                return timedelta(minutes=pick.randrange(300))
            case Kind.DATE:
                return NOW.date() + timedelta(days=pick.randrange(-60, 60))
            case Kind.DATETIME:
                return NOW + timedelta(minutes=pick.randrange(-300, 300))
            case _:
                return f"{pick.choice(['word', 'Word', 'straße'])} {pick.randrange(20)}"

    def random_fact(self, name: str, at: datetime = NOW) -> Fact:
        """A fact as a source may tell it: known, absent, asked for or failed, now or a while ago."""
        pick, definition = self.random, self.schema.facts[name]
        chance, asked = pick.random(), at - pick.choice([0, 0, 1, 3, 30]) * HOURS
        if chance < 0.7:
            fact = Fact.known(name, self.value(definition.type), "crm", asked)
        elif chance < 0.8:
            fact = Fact.absent(name, "crm", asked)
        else:
            fact = Fact.pending(name) if chance < 0.95 else Fact.failed(name, "timeout")
        return admit(fact, definition.type, nullable=definition.nullable)

    def random_seen(self, name: str) -> Seen:
        """Such a fact as the logic sees it."""
        return see(self.random_fact(name), self.schema.facts[name], NOW)

    def seen(self) -> dict[str, Seen]:
        """All facts."""
        return {name: self.random_seen(name) for name in self.names}

    # -- conditions

    def leaf(self) -> Node:
        """A test on one fact or, at times, on several."""
        pick = self.random
        if pick.random() < self.multi:
            return self._several()
        name = pick.choice(self.names)
        type_ = self.schema.facts[name].type
        if pick.random() < 0.04:
            return State(Name(name), pick.choice(["known", "empty", "unavailable"]), pick.random() < 0.5)
        if type_.kind is Kind.BOOL:
            return Name(name)
        if type_.kind is Kind.SET:
            if pick.random() >= self.loose:
                return self.leaf()
            op = pick.choice(["one", "any", "all", "none"])
            ids = [pick.choice(type_.ids)] if op == "one" else pick.choice(PAIRS)
            return Has(op, Name(name), tuple(map(Lit, ids)))
        lit = [Lit(self.value(type_)) for _ in range(3)]
        if type_.kind is Kind.TEXT and pick.random() < 0.4 * self.loose:
            op = pick.choice(["starts", "ends", "contains"])
            return TextTest(op, Name(name), pick.choice(PIECES), pick.random() < 0.2)
        if type_.kind not in ORDERED or pick.random() < 0.06:
            same = Cmp(pick.choice(["=", "=", "!="]), Name(name), lit[0])
            return pick.choice([same, In(Name(name), tuple(lit), pick.random() < 0.3)])
        if pick.random() < 0.15:
            low, high = sorted(lit[:2], key=lambda item: getattr(item.value, "amount", item.value))
            return Between(Name(name), low, high, pick.random() < 0.2)
        return Cmp(pick.choice(["<", "<=", ">", ">="]), Name(name), lit[0])

    def _several(self) -> Node:
        """Facts compared with each other or after a calculation."""
        pick = self.random
        forms: list[Callable[[], Node]] = [self._shifted] * 4
        forms += [self._scaled, self._divided, self._percent, self._apart, self._later, self._equal, self._unknown_sum]
        return pick.choice(forms)()

    def _two(self, kind: Kind) -> tuple[Name, Name]:
        a, b = self.random.sample(self.by_kind[kind], 2)
        return Name(a), Name(b)

    def _shifted(self) -> Node:
        a, b = self._two(Kind.INT)
        return Cmp(">", Arith("+", a, Lit(self.random.randrange(5) * 10)), b)

    def _scaled(self) -> Node:
        a, b = self._two(Kind.INT)
        low = Arith("-", Arith("*", a, Lit(2)), b)
        return Between(low, Lit(self.random.randrange(5) * 10), Lit(90), self.random.random() < 0.2)

    def _divided(self) -> Node:
        a, b = self._two(Kind.INT)
        return Cmp("<=", Arith("/", a, Arith("-", b, Lit(self.random.randrange(5)))), Lit(Decimal("1.5")))

    def _percent(self) -> Node:
        a, b = self._two(Kind.MONEY)
        return Cmp(">", a, Arith("*", Lit(Decimal("0.25") * self.random.randrange(1, 8)), b))

    def _apart(self) -> Node:
        a, b = self._two(self.random.choice([Kind.DATE, Kind.DATETIME]))
        return Cmp(">=", Arith("-", a, b), Lit(timedelta(days=self.random.randrange(-3, 3))))

    def _later(self) -> Node:
        a, b = self._two(Kind.DATE)
        return Cmp("<", Arith("+", a, Lit(timedelta(days=self.random.randrange(9)))), b)

    def _equal(self) -> Node:
        a, b = self._two(self.random.choice([Kind.TEXT, Kind.ENUM, Kind.INT, Kind.DURATION]))
        return Cmp(self.random.choice(["=", "!="]), a, b)

    def _unknown_sum(self) -> Node:
        a, b = self._two(Kind.DECIMAL)
        return State(Arith("+", a, Neg(b)), self.random.choice(["known", "empty", "unavailable"]))

    def rule(self) -> Node:
        """A conjunction of tests, some of them alternatives, some negated, seldom both."""
        pick = self.random
        items: list[Node] = []
        for _ in range(pick.randrange(3, 7)):
            leaf = self.leaf()
            if pick.random() < 0.12:
                leaf = Or((leaf, And((self.leaf(), self.leaf())) if pick.random() < 0.2 else self.leaf()))
            items.append(Not(leaf) if pick.random() < 0.08 else leaf)
        return And(tuple(items))
