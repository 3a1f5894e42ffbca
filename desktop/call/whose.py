"""Whose something is: the names under which one person may be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.merge import MergedCustomer


def names_of(person: MergedCustomer) -> frozenset[str]:
    """What a person goes by in any system: the key of the whole may change when one more system answers."""
    return frozenset({person.key, *(f"{system}:{each}" for system, each in person.ids.items())})
