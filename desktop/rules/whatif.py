"""What a rule waits for, what would make it true, and what would take a card away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal

from desktop.rules.arbitrate import KEEP_DENOMINATOR, KEEP_NUMERATOR, Candidate, Exponent, Ranking
from desktop.rules.columns import Points, bit_list, points_of, predicate_of
from desktop.rules.index import Running
from desktop.rules.kleene import T, Truth, truth
from desktop.rules.nodes import Lit, Node, Not, Relation, names_in, walk
from desktop.rules.normalize import RowTests, Test, rows_of
from desktop.rules.schema import FactDef
from desktop.rules.seen import Look
from desktop.rules.sentences import AMOUNTS, TIMES, would_hold
from desktop.rules.values import Kind, Money
from desktop.rules.witness import bucket_values
from desktop.rules.wording import Words

MAX_CHANGES = 3
_RANK = {"customer": 0, "agent": 0, "no": 1}


@dataclass(frozen=True, slots=True)
class Unlock:
    """A fact on which alone some rules wait, and those rules."""

    fact: str
    rules: tuple[int, ...]


def waiting_for(running: Running, among: int = -1) -> tuple[Unlock, ...]:
    """The unknown facts that alone keep rules open, those of most rules first; `among` is a bit set of rules."""
    index = running.index
    possible_rows = index.live
    ones = twos = 0
    pairs = list(running.pairs())
    for _, (impossible, indefinite) in pairs:
        possible_rows &= ~impossible
        twos |= ones & indefinite
        ones |= indefinite
    single = possible_rows & ones & ~twos & (among | -1 << index.count)
    return _unlocks(running, ((n, xd & ~xp & single) for n, (xp, xd) in pairs), among)


def _unlocks(running: Running, sources: Iterable[tuple[int, int]], among: int) -> tuple[Unlock, ...]:
    """Rows of sources as rules by fact; a virtual source counts when one of its facts is open."""
    by_fact: dict[str, set[int]] = {}
    index = running.index
    for number, rows in sources:
        if not rows:
            continue
        names = running.source_reads(number)
        if len(names) > 1:
            names = tuple(n for n in names if running.looks(n) is Look.UNKNOWN)
        if len(names) == 1:
            rules = (row if row < index.count else index.owners[row - index.count] for row in bit_list(rows))
            by_fact.setdefault(names[0], set()).update(rule for rule in rules if among >> rule & 1)
    found = [Unlock(fact, tuple(sorted(rules))) for fact, rules in by_fact.items() if rules]
    return tuple(sorted(found, key=lambda u: (-len(u.rules), u.fact)))


def changes_to_true(node: Node, words: Words) -> tuple[str, ...]:
    """The smallest sets of facts that would make a condition true, as sentences."""
    options: list[tuple[tuple[int, int], str]] = []
    for row in rows_of(node, words.schema):
        failing = [t for t in row if _verdict(t, words) is not T]
        if not failing:
            return ()
        phrases = [_phrase(test, words) for test in failing]
        if None in phrases:
            continue
        fixed = sum(_RANK[words.definition(n).changeable] for t in failing for n in names_in(t.node)[:1])
        text = words.tr("if {conditions}", conditions=words.reader.both([p for p in phrases if p]))
        options.append(((len(failing), fixed), text))
    best = sorted(options, key=lambda option: option[0])
    return tuple(dict.fromkeys(text for _, text in best))[:MAX_CHANGES]


def changes_to_false(node: Node, words: Words) -> tuple[str, ...]:
    """The single facts that would take a true condition away, as sentences."""
    true_rows = [row for row in rows_of(node, words.schema) if _all_true(row, words)]
    if not true_rows:
        return ()
    shared = [t for t in true_rows[0] if t.fact and all(_has(row, t.fact) for row in true_rows)]
    ordered = sorted(shared, key=lambda t: _RANK[words.definition(t.fact).changeable])
    found = []
    for test in ordered:
        gone = [Test(t.fact, Not(t.node)) for row in true_rows for t in row if t.fact == test.fact]
        phrase = _phrase(gone[0], words) if len({g.node for g in gone}) == 1 else None
        if phrase is not None:
            found.append(words.tr("no longer if {conditions}", conditions=phrase))
    return tuple(found[:MAX_CHANGES])


def _has(row: RowTests, fact: str) -> bool:
    return any(test.fact == fact for test in row)


def _all_true(row: RowTests, words: Words) -> bool:
    return all(_verdict(test, words) is T for test in row)


def _verdict(test: Test, words: Words) -> Truth:
    verdict = truth(test.node, words.facts)
    return verdict.opposite() if test.negated else verdict


def _phrase(test: Test, words: Words) -> str | None:
    """What the fact would have to be: "lifetime value were at least 1,000 EUR"."""
    if not test.fact:
        # a constant cannot change, and alternatives that were too many to list are too many to tell
        if not isinstance(test.node, Relation) or not names_in(test.node):
            return None
        return would_hold(test.node, words, negated=test.negated)
    definition = words.definition(test.fact)
    points = points_of(definition.type, [test.node])
    predicate = predicate_of(test.node, points)
    label = words.inner_label(test.fact)
    say = _Say(definition, points, test.node, words)
    able = predicate.bits & say.possible
    if able == say.possible:
        return words.tr("{label} were known", label=label)
    if able:
        want = say.ranges(able) if points.is_ordered else say.members(able)
        return words.tr("{label} were {want}", label=label, want=want)
    if predicate.absent is T:
        return words.tr("no {label} were on file", label=label)
    return words.tr("{label} were unavailable", label=label) if predicate.unknown is T else None


class _Say:
    """Points of a fact in words: intervals of ordered values, or the values themselves as their author wrote them."""

    def __init__(self, definition: FactDef, points: Points, node: Node, words: Words) -> None:
        self.definition = definition
        self.words = words
        self.points = points
        self.possible = sum(1 << bucket for bucket in bucket_values(definition, points))
        written = (part.value for part in walk(node) if isinstance(part, Lit))
        self.written = {points.of(value): value for value in written if isinstance(value, str)}

    def value(self, index: int) -> str:
        raw = self.points.constants[index]
        type_ = self.points.type
        value = Money(raw, type_.currency) if type_.kind is Kind.MONEY else self.written.get(index, raw)
        return self.words.reader.with_unit(self.words.say(value, type_), self.definition.unit, value)

    def members(self, bits: int) -> str:
        count = len(self.points.constants)
        known = [i for i in range(count) if bits >> i & 1]
        if bits >> count & 1:
            others = [self.value(i) for i in range(count) if i not in known]
            return self.words.tr("something other than {value}", value=self.words.reader.either(others))
        return self.words.reader.either([self.value(i) for i in known])

    def ranges(self, bits: int) -> str:
        """Intervals; buckets that no value can have, such as those between whole numbers, part nothing."""
        able = bit_list(self.possible)
        missing = [bucket for bucket in able if not bits >> bucket & 1]
        if len(missing) < len(able) - 1 and all(bucket % 2 for bucket in missing):
            without = self.words.reader.either([self.value(bucket // 2) for bucket in missing])
            return self.words.tr("other than {value}", value=without)
        runs: list[list[int]] = []
        for place, bucket in enumerate(able):
            if bits >> bucket & 1:
                if place and runs and runs[-1][-1] == able[place - 1]:
                    runs[-1].append(bucket)
                else:
                    runs.append([bucket])
        return self.words.reader.either([self.run(run[0], run[-1]) for run in runs])

    def run(self, first: int, last: int) -> str:
        able = bit_list(self.possible)
        if all(bucket % 2 for bucket in able if first <= bucket <= last) and last - first <= 2 * MAX_CHANGES:
            return self.words.reader.either([self.value(bucket // 2) for bucket in able if first <= bucket <= last])
        moment = self.points.type.kind in (Kind.DATE, Kind.DATETIME)
        ways, tr = TIMES if moment else AMOUNTS, self.words.tr
        low = "" if first == able[0] else tr(ways[">=" if first % 2 else ">"], value=self.value((first - 1) // 2))
        high = "" if last == able[-1] else tr(ways["<=" if last % 2 else "<"], value=self.value(last // 2))
        if low and high and first % 2 and last % 2:
            return tr("between {low} and {high}", low=self.value(first // 2), high=self.value(last // 2))
        return self.words.reader.both([part for part in (low, high) if part])


def change_of_score(mine: Candidate, ranking: Ranking, shown: Sequence[str], words: Words) -> str:
    """By what factor a passing action would have to score more to be shown; blank if it is."""
    if mine.id in shown or not ranking.ranked:
        return ""
    last = ranking.ranked[-1]
    needed = Decimal(last.score.product * KEEP_NUMERATOR) / (mine.score.product * KEEP_DENOMINATOR or 1)
    estimate = mine.score.estimate
    if estimate is not None and mine.score.exponent is not Exponent.NONE:
        factor = needed**2 if mine.score.exponent is Exponent.HALF else needed
        chance = (Decimal(mine.score.p) / 1_000_000 * factor).quantize(Decimal("0.01"), ROUND_UP)
        if chance < 1:
            now = (Decimal(mine.score.p) / 1_000_000).quantize(Decimal("0.01"))
            say = words.reader.number
            return words.tr("shown from a chance of {chance}, now {now}", chance=say(chance), now=say(now))
    times = words.reader.number(needed.quantize(Decimal("0.1"), ROUND_UP))
    return words.tr("if it counted {times} times as much", times=times)
