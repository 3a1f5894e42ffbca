"""What is wrong with the manifest of a written connector: what it offers, and how its writes are kept from doubling."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from connectors.connector import LIST_KINDS, WRITE_FIELDS
from connectors.loading.lint_asks import Finding
from connectors.manifest.model import Manifest

OFFERED = (
    *("customer.find_by_phone", "customer.find_by_email", "customer.find_by_id", "customer.find_by_order"),
    *("customer.find_by_case", "customer.search", "customer.get"),
    *(f"{kind}.list" for kind in LIST_KINDS),
    *WRITE_FIELDS,
)
"""What a written connector may offer."""


def lint_written(manifest: Manifest) -> Iterator[Finding]:
    """Every finding as (key path, message)."""
    if manifest.kind != "python":
        names = ("connector", "offers", "idempotency")
        yield from (((name,), "belongs to kind python") for name in names if getattr(manifest, name))
        return
    if manifest.connector is None:
        yield ("connector",), "missing: the name under which the connector is installed"
    if not manifest.offers:
        yield ("offers",), "missing: the operations it has, such as customer.find_by_email"
    for index, name in enumerate(manifest.offers):
        if name not in OFFERED:
            near = difflib.get_close_matches(name, OFFERED, 1)
            yield ("offers", index), "is no operation" + (f" (did you mean {near[0]}?)" if near else "")
    asked = ["health.check"] if manifest.health.check is not None else []
    for name in (*manifest.reads(), *manifest.writes(), *asked):
        yield tuple(name.split(".")), "a written connector answers this itself: name it in offers"
    for name in WRITE_FIELDS:
        if name in manifest.offers and name not in manifest.idempotency:
            yield ("idempotency",), f"{name} is missing: upsert, key, search or none"
    for name in manifest.idempotency:
        if name not in manifest.offers or name not in WRITE_FIELDS:
            yield ("idempotency", name), "is no write that is offered"
