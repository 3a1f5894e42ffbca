"""Changing one rule of an index: a new index that shares every column the rule does not test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from desktop.rules.columns import Column, Pair, Points, build_column, points_of, predicate_of
from desktop.rules.index import MASK_BUDGET, Index, VirtualColumn, readers_of
from desktop.rules.kleene import F, T, Truth
from desktop.rules.masks import MaskStore
from desktop.rules.nodes import Node, names_in
from desktop.rules.normalize import Test, rows_of
from desktop.rules.schema import Schema
from desktop.rules.values import Kind
from desktop.rules.virtual import closure_of


def without_rule(index: Index, rule: int) -> Index:
    """The index in which a rule is never true; its rows stay behind, switched off."""
    dead = 1 << rule if rule < index.count else 0
    for place, owner in enumerate(index.owners):
        if owner == rule:
            dead |= 1 << (index.count + place)
    return replace(index, live=index.live & ~dead)


def with_rule(index: Index, rule: int, node: Node, schema: Schema) -> Index:
    """The index in which a rule (a new one or one there already) has another condition."""
    index = without_rule(index, rule)
    columns, virtual = dict(index.columns), list(index.virtual)
    owners, live, guards = list(index.owners), index.live, index.guards
    for tests in rows_of(node, schema):
        row = index.count + len(owners)
        owners.append(rule)
        live |= 1 << row
        guarded = []
        for test in tests:
            if test.fact:
                columns[test.fact] = _column(columns, test, row, schema)
            else:
                guarded.append((_add_virtual(virtual, test, row, schema), F if test.negated else T))
        guards = guards.with_row(row, guarded)
    readers = readers_of(tuple(columns), virtual)
    return Index(index.count, columns, tuple(virtual), live, tuple(owners), readers, guards)


def _column(columns: Mapping[str, Column], test: Test, row: int, schema: Schema) -> Column:
    """The column of a test's fact with one more row; new constants split their bucket."""
    old = columns.get(test.fact)
    if old is None:
        return build_column(test.fact, schema.facts[test.fact].type, [(test.node, 1 << row)], MASK_BUDGET)
    points = _joined(old.points, points_of(old.points.type, [test.node]))
    predicate = predicate_of(test.node, points)
    bit = 1 << row
    masks = []
    for bucket, parent in enumerate(_parents(old.points, points)):
        mask = old.masks.at(parent)
        masks.append(mask if predicate.bits >> bucket & 1 else mask | bit)
    return Column(
        test.fact,
        points,
        MaskStore(tuple(masks), points.count),
        _with_row(old.absent, predicate.absent, row),
        _with_row(old.unknown, predicate.unknown, row),
    )


def _if(excluded: bool, row: int) -> int:
    return 1 << row if excluded else 0


def _with_row(pair: Pair, verdict: Truth, row: int) -> Pair:
    return pair[0] | _if(verdict is F, row), pair[1] | _if(verdict is not T, row)


def _joined(old: Points, new: Points) -> Points:
    """The points of both, old places of unordered values kept."""
    if old.is_ordered:
        return Points(old.type, tuple(sorted({*old.constants, *new.constants})))
    keys = (*old.constants, *(key for key in new.constants if key not in old.places))
    return Points(old.type, keys, {key: place for place, key in enumerate(keys)})


def _parents(old: Points, new: Points) -> list[int]:
    """For each new bucket the old one in which it lies."""
    if not new.is_ordered:
        last = len(old.constants) - (old.type.kind is Kind.BOOL)
        return [min(bucket, last) for bucket in range(new.count)]
    found, held = [], 0
    for constant in new.constants:
        same = held < len(old.constants) and old.constants[held] == constant
        found += [2 * held, 2 * held + same]
        held += same
    return [*found, 2 * held]


def _add_virtual(virtual: list[VirtualColumn], test: Test, row: int, schema: Schema) -> int:
    """The number of the virtual column that holds the test, with one more row."""
    bit, reads = 1 << row, names_in(test.node)
    for place, held in enumerate(virtual):
        if held.reads == reads and held.node == test.node:
            positive = held.positive | (0 if test.negated else bit)
            negative = held.negative | (bit if test.negated else 0)
            virtual[place] = held._replace(positive=positive, negative=negative)
            return place
    yes, no = (0, bit) if test.negated else (bit, 0)
    virtual.append(VirtualColumn(test.node, closure_of(test.node, schema), reads, yes, no))
    return len(virtual) - 1
