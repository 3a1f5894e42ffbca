"""What the tests of facts share."""

from __future__ import annotations

from desktop.call.facts import facts_of
from desktop.playbook.catalogue import CATALOGUE
from desktop.playbook.model import FactSettings
from desktop.rules.facts import FactState
from tests.call.people import (
    KINDS,
    NOW,
    ZONE,
    everything,
    identified,
    info,
)

SITE = FactSettings(complaints=("complaint", "billing"))


def facts(parts=None, *, who=None, identity=None, call=None, answers=None, now=NOW, settings=SITE):
    """All facts by name; by default of a known customer of whom every system has nothing."""
    identity = identity or identified(who)
    parts = everything() if parts is None else parts
    found = facts_of(call or info(), identity, parts, answers or {}, now, ZONE, settings=settings)
    assert len({fact.name for fact in found}) == len(found)
    return {fact.name: fact for fact in found}


def value(name, parts=None, **more):
    """The value of a fact that must be known."""
    fact = facts(parts, **more)[name]
    assert fact.state is FactState.KNOWN, fact
    return fact.value


def labels(name, parts=None, **more):
    return [label for _, _, label in facts(parts, **more)[name].evidence]


def is_absent(name, parts=None, **more):
    return facts(parts, **more)[name].state is FactState.ABSENT


BY_PART = [(fact.name, fact.source) for fact in CATALOGUE if fact.source in KINDS]


CUSTOMER = [fact.name for fact in CATALOGUE if fact.source == "customer" and fact.name != "customer.known"]
