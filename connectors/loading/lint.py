"""What is wrong with a manifest beyond its form: placeholders, SQL, expressions, maps, the rules of operations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from connectors.changes import shifting, taken_by
from connectors.connector import EXTRA, UPDATE, WRITE_FIELDS
from connectors.loading.lint_asks import (
    OF_HEADER,
    Finding,
    lint_ask,
    lint_headers,
    lint_in_answer,
    lint_paging,
    lint_templates,
)
from connectors.loading.lint_auth import lint_auth, lint_way
from connectors.loading.lint_files import lint_files
from connectors.loading.lint_secrets import lint_secrets
from connectors.loading.lint_written import lint_written
from connectors.manifest import templating
from connectors.manifest.asks import TAKEN, Ask, ErrorRule, Step
from connectors.manifest.auth import given_inside
from connectors.manifest.model import Manifest, Operation, SearchFirst, WriteOperation
from connectors.mapping.expressions import BadExpression, parse, walk
from connectors.mapping.rows import PROVENANCE_FIELDS
from connectors.mapping.shapes import SHAPES, STATUS_WORDS
from connectors.sql.text import parameters

PHONE_INPUTS = (
    *("e164", "digits", "idd", "national", "nsn", "tail", "raw", "candidates", "country"),
    *("shown", "grouped", "pattern", "international", "glob", "regex", "last4"),
)
FINDS = {
    "customer.find_by_phone": "phone",
    "customer.find_by_email": "email",
    "customer.find_by_id": "id",
    "customer.find_by_order": "id",
    "customer.find_by_case": "id",
}
_INPUTS: Mapping[str, tuple[str, ...]] = {
    "customer.find_by_phone": tuple(f"phone.{name}" for name in PHONE_INPUTS),
    "customer.find_by_email": ("email",),
    "customer.find_by_id": ("id",),
    "customer.find_by_order": ("id",),
    "customer.find_by_case": ("id",),
    "customer.search": ("text", "limit"),
    "customer.get": ("customer.id",),
}
_TAKEN_TOTAL = re.compile(rf"{TAKEN}[A-Za-z_]\w*\Z", re.ASCII)
_LIST_INPUTS = ("customer.id", "limit", "since", "from", "to", "today")

NO_ROWS = (
    'missing: where the answer holds the rows ("@" where it is a list), or search.marker; '
    "an answer that repeats what it was asked would count as found"
)
SHIFTS = (
    "an entry would take the place of one that stays as it is: let each say which it is, "
    'such as { field = "phone", value = "${customer.phone}" }, or give the fields names of their own'
)
_TABLES = frozenset({"extra", "address", "consents", "refused", "cells"})
"""Fields that are mapped as a table of names and expressions."""


def lint(manifest: Manifest) -> Iterator[Finding]:
    """Every finding as (key path, message)."""
    yield from _lint_settings(manifest)
    yield from lint_written(manifest)
    yield from _lint_connection(manifest)
    yield from lint_auth(manifest)
    yield from lint_way(manifest)
    yield from lint_secrets(manifest)
    yield from _lint_tables(manifest)
    yield from _lint_custom(manifest)
    for index, rule in enumerate(manifest.errors):
        yield from _lint_rule(manifest, ("errors", index), rule)
    if manifest.kind == "python":
        return  # it asks its questions itself
    for name, read in manifest.reads().items():
        yield from _lint_read(manifest, name, read)
    for name, write in manifest.writes().items():
        yield from _lint_write(manifest, name, write)
    yield from _lint_health(manifest)
    yield from _lint_sync(manifest)


def _lint_settings(manifest: Manifest) -> Iterator[Finding]:
    settings = manifest.settings
    try:
        ZoneInfo(settings.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield ("settings", "timezone"), "is no time zone name, such as Europe/Berlin"
    if manifest.kind == "csv":
        yield from lint_files(manifest)
    elif manifest.kind == "sql":
        if settings.url is None:
            yield ("settings", "url"), "missing: a database needs its address"
        elif re.search(r"://[^/@]*:[^/@]+@", settings.url):
            yield ("settings", "url"), "holds a password: write connection.password = secret:NAME"
    elif settings.base_url is None:
        yield ("settings", "base_url"), "missing: where the system is"
    else:
        yield from _lint_base_url(manifest, settings.base_url)


def _lint_connection(manifest: Manifest) -> Iterator[Finding]:
    connection = manifest.connection
    if connection.decode != "json" and manifest.kind != "rest":
        yield ("connection", "decode"), "belongs to kind rest"
    if connection.headers and manifest.kind in {"sql", "csv"}:
        yield ("connection", "headers"), "belongs to kind rest, graphql or jsonrpc"
    yield from lint_headers(("connection", "headers"), connection.headers, _settings(manifest).__contains__)


def _lint_base_url(manifest: Manifest, base_url: str) -> Iterator[Finding]:
    try:
        url = urlsplit(base_url)
        host, secret = url.hostname, url.password
    except ValueError:
        yield ("settings", "base_url"), "is no web address"
        return
    if url.scheme not in {"https", "http"} or not host:
        yield ("settings", "base_url"), "must start with https:// and name a host"
        return
    if url.scheme == "http" and host not in {"127.0.0.1", "::1", "localhost"}:
        yield ("settings", "base_url"), "must be https: plain http is for this computer only"
    if secret:
        yield ("settings", "base_url"), "holds a password: use auth"
    allowed = manifest.connection.allowed_hosts
    if allowed and host not in allowed:
        yield ("connection", "allowed_hosts"), f"does not name {host}, the host of base_url"


def _lint_tables(manifest: Manifest) -> Iterator[Finding]:
    for name in manifest.maps:
        if not any(each.map == name for each in (*manifest.reads().values(), *manifest.synced().values())):
            yield ("maps", name), "is used nowhere"


def _lint_custom(manifest: Manifest) -> Iterator[Finding]:
    """A table of the site's own has a name of its own, cells, and an owner: without one no row could be verified."""
    for table, part in manifest.custom.items():
        if table in Manifest.model_fields:
            yield ("custom", table), "is a word of manifests: the table needs another name"
        if part.list is None:
            yield ("custom", table), "has no list"
            continue
        mapped = manifest.maps.get(part.list.map, {}) if isinstance(part.list.map, str) else part.list.map
        for field, why in (("cells", "what stands in its columns"), ("customer_id", "whose the row is")):
            if mapped is not None and field not in mapped:
                yield ("custom", table, "list", "map"), f"{field} is missing: {why}"


def _path_of(manifest: Manifest, operation: str) -> tuple[str, ...]:
    """Where an operation stands in the file."""
    path = tuple(operation.split("."))
    return ("custom", *path) if path[0] in manifest.custom else path


def _lint_read(manifest: Manifest, name: str, operation: Operation) -> Iterator[Finding]:
    path = _path_of(manifest, name)
    yield from _lint_asked(manifest, path, manifest.kind_of(name), {*_INPUTS.get(name, _LIST_INPUTS)}, operation)
    yield from _lint_verify(path, FINDS.get(name), operation)


def _lint_sync(manifest: Manifest) -> Iterator[Finding]:
    """Whoever synced rows are about must be told, and only systems asked over HTTP are read in the background."""
    if manifest.sync is None:
        return
    if manifest.kind not in {"rest", "graphql", "jsonrpc"}:
        yield ("sync",), "belongs to kind rest, graphql or jsonrpc: the others can be asked during a call"
    elif not manifest.synced():
        yield ("sync",), "says nothing to read, such as [sync.feedback]"
    for kind, operation in manifest.synced().items():
        path = ("sync", kind)
        yield from _lint_asked(manifest, path, kind, {"since", "now"}, operation)
        matches = [(name, text) for name, text in operation.match if text is not None]
        if not matches:
            yield (*path, "match"), "missing: email, phone or id, to tell whom a row is about"
        for name, text in matches:
            yield from _lint_expression((*path, "match", name), text)
        for index, step in enumerate(operation.steps):
            for name in ("until", "failed"):
                yield from _lint_expression((*path, "steps", index, name), getattr(step, name))
        for name in ("verify", "for_each"):
            if getattr(operation, name) is not None:
                yield (*path, name), "belongs to what is asked during a call"


def _lint_asked(
    manifest: Manifest, path: tuple[str, ...], kind: str, inputs: set[str], operation: Operation
) -> Iterator[Finding]:
    takes = {f"take.{taken}" for step in operation.steps for taken in step.take}
    inputs = {*inputs, *takes, "today"}
    if operation.for_each is not None:
        yield from lint_templates((*path, "for_each"), operation.for_each, _known(manifest, inputs))
        inputs.add("each")
    known = _known(manifest, inputs)
    for place, ask in operation.questions():
        yield from lint_ask(manifest.kind, (*path, *place), ask, known, is_write=False)
        takes_of = getattr(ask, "take", {})
        for taken, expression in takes_of.items():
            yield from _lint_expression((*path, *place, "take", taken), expression)
    if operation.records is None and manifest.kind in {"graphql", "jsonrpc"} and operation.request is None:
        where = "data.customers.items" if manifest.kind == "graphql" else "result"
        yield (*path, "records"), f"missing: where in the answer the rows are, such as {where}"
    yield from _lint_expression((*path, "records"), operation.records)
    if operation.total is not None and _TAKEN_TOTAL.match(operation.total):
        if operation.total.removeprefix(TAKEN) not in {name for step in operation.steps for name in step.take}:
            yield (*path, "total"), "is taken by no step"
    else:
        yield from lint_in_answer((*path, "total"), operation.total)
    if manifest.kind in {"sql", "csv"} and OF_HEADER.match(operation.total or ""):
        yield (*path, "total"), "a header belongs to kind rest"
    for index, rule in enumerate(operation.errors):
        yield from _lint_rule(manifest, (*path, "errors", index), rule)
    yield from _lint_map(manifest, path, kind, operation)
    yield from lint_paging(manifest.kind, path, operation.paging)


def _lint_verify(path: tuple[str, ...], wanted: str | None, operation: Operation) -> Iterator[Finding]:
    if wanted is None:
        if operation.verify is not None:
            yield (*path, "verify"), "only a find_by_* verifies"
    elif operation.verify is None:
        yield (*path, "verify"), f'missing: every find_by_* must verify (verify = "{wanted}")'
    elif operation.verify.kind != wanted:
        yield (*path, "verify"), f'must be "{wanted}" here'
    else:
        taken = {name for step in operation.steps for name in step.take}
        if operation.verify.take is not None and operation.verify.take not in taken:
            yield (*path, "verify", "take"), "is taken by no step"
        elif operation.verify.take is not None and operation.verify.value is not None:
            yield (*path, "verify", "take"), "stands beside value: it is one of them"
        is_proved = operation.verify.value is not None or operation.verify.take is not None
        if path[-1] in {"find_by_order", "find_by_case"} and not is_proved:
            yield (*path, "verify"), 'needs the number in the row: { kind = "id", value = "order_number" }'
        yield from _lint_expression((*path, "verify", "value"), operation.verify.value)


def _lint_map(manifest: Manifest, at: tuple[str, ...], kind: str, operation: Operation) -> Iterator[Finding]:
    path: tuple[str | int, ...] = (*at, "map")
    mapped = operation.map
    if mapped is None:
        yield path, "missing: what the answer means"
        return
    if isinstance(mapped, str):
        if mapped not in manifest.maps:
            yield path, f"there is no [maps.{mapped}]"
            return
        path, mapped = ("maps", mapped), manifest.maps[mapped]
    allowed = {*SHAPES[kind].fields, *PROVENANCE_FIELDS, "id"}
    for field, expression in mapped.items():
        if field not in allowed:
            yield (*path, field), f"is no field of {kind} (one of {', '.join(sorted(allowed))})"
        elif isinstance(expression, dict):
            if field not in _TABLES:
                yield (*path, field), "is one expression, not a table"
            for inner, text in expression.items():
                yield from _lint_expression((*path, field, inner), text, manifest, (kind, field))
        else:
            yield from _lint_expression((*path, field), expression, manifest, (kind, field))


def _lint_expression(
    path: tuple[str | int, ...], text: str | None, manifest: Manifest | None = None, field: tuple[str, str] = ("", "")
) -> Iterator[Finding]:
    if text is None:
        return
    try:
        node = parse(text)
    except BadExpression as wrong:
        yield path, str(wrong)
        return
    for part in walk(node):
        if part["type"] == "function_expression" and manifest is not None:
            yield from _lint_call(path, part["value"], part["children"], manifest, field)
        elif part["type"] == "pipe" and _looks_in_vain(part["children"][1]):
            yield path, "| binds last: what stands after || and && is looked for in the list; write (a | [0]) || b"


def _looks_in_vain(node: Mapping[str, Any]) -> bool:
    """Whether `a | [0] || b` was written, which means `a | ([0] || b)`: there is no b in a list."""
    others: list[Mapping[str, Any]] = []
    while node["type"] in {"or_expression", "and_expression"}:
        node, other = node["children"]
        others.append(other)
    is_item = node["type"] in {"index_expression", "subexpression"} and any(
        part["type"] == "identity" for part in walk(node)
    )
    return is_item and any(part["type"] == "field" for other in others for part in walk(other))


def _lint_call(
    path: tuple[str | int, ...], name: str, values: list[Any], manifest: Manifest, field: tuple[str, str]
) -> Iterator[Finding]:
    if name == "lookup":
        table = values[1]["value"] if values[1]["type"] == "literal" else None
        if table not in manifest.tables:
            yield path, f"there is no table {table} in [tables]"
            return
        allowed = STATUS_WORDS.get(field)
        wrong = [word for word in manifest.tables[table].values() if allowed is not None and word not in allowed]
        if wrong and allowed is not None:
            yield path, f"{', '.join(wrong)} in table {table} is none of {', '.join(allowed)}"
    if name == "before_draft":
        yield path, "before_draft() belongs to the steps of a write"
    if name == "setting":
        asked = values[0]["value"] if values[0]["type"] == "literal" else None
        if f"settings.{asked}" not in _settings(manifest):
            yield path, f"there is no setting {asked}"
    if name == "money" and len(values) == 1 and manifest.settings.currency is None:
        yield path, "money() without a currency needs settings.currency"


def _lint_rule(manifest: Manifest, path: tuple[str | int, ...], rule: ErrorRule) -> Iterator[Finding]:
    for name in ("when", "message", "retry_after"):
        yield from _lint_expression((*path, name), getattr(rule, name), manifest)


def _lint_write(manifest: Manifest, name: str, operation: WriteOperation) -> Iterator[Finding]:
    path = tuple(name.split("."))
    entity = path[0]
    inputs = {"key", "today", "now", "at", "on", *(f"{entity}.{field}" for field in WRITE_FIELDS[name])}
    inputs |= {"customer.id", "customer.key"} if entity != "customer" else set()
    inputs |= {f"take.{taken}" for step in operation.steps for taken in step.take}
    known = _known(manifest, inputs)
    if name == UPDATE:
        known = _known_to_update(known)
        yield from _lint_update(manifest, path, operation)
    for place, ask in operation.questions():
        yield from lint_ask(manifest.kind, (*path, *place), ask, known, is_write=place == ())
        if isinstance(ask, Step):
            for taken, expression in ask.take.items():
                yield from _lint_expression((*path, *place, "take", taken), expression)
        elif _needs_key(name, operation, ask) and not _uses_key(ask):
            yield (*path, *place), "must use ${key}, or the same write could happen twice"
    if operation.idempotency == "search" and operation.search is None:
        yield (*path, "search"), "missing: how to look for our marker before writing"
    for part in ("id", "link"):
        yield from _lint_expression((*path, part), getattr(operation, part))
    if operation.search is not None:
        yield from _lint_expression((*path, "search", "id"), operation.search.id)
        yield from _lint_expression((*path, "search", "records"), operation.search.records)
        yield from _lint_expression((*path, "search", "marker"), operation.search.marker or None)
        if manifest.kind not in {"sql", "csv"} and operation.search.records is None and not operation.search.marker:
            yield (*path, "search", "records"), NO_ROWS
    for index, rule in enumerate(operation.errors):
        yield from _lint_rule(manifest, (*path, "errors", index), rule)


def _known_to_update(known: templating.Inputs) -> templating.Inputs:
    extra = re.compile(rf"customer\.{re.escape(EXTRA)}[A-Za-z_]\w*\Z")
    return templating.Inputs({*known.names, "customer.id"}, lambda path: extra.match(path) is not None)


def _lint_update(manifest: Manifest, path: tuple[str, ...], operation: WriteOperation) -> Iterator[Finding]:
    """One customer, some field, and nothing emptied that is not to be changed."""
    if "customer.id" not in templating.paths_in(operation.templates()):
        yield path, "must use ${customer.id}, or it would change everybody"
    if not taken_by(operation):
        yield path, "changes nothing: use ${customer.email} or another field of the customer"
    for index, param in enumerate(operation.params if isinstance(operation.params, list) else ()):
        told = {each for each in templating.paths_in(param) if each.startswith("customer.")} - {"customer.id"}
        if isinstance(param, str) and told:
            yield (*path, "params", index), "could not be left out where it stays as it is: put it into a table by name"
    for name in ("request", "variables", "params"):
        # The places of params themselves are kept.
        for where in shifting(operation.templates()[name], taken_by(operation)):
            if where or name != "params":
                # In the file the body is called json.
                yield (*path, name, *("json" if part == "body" else part for part in where)), SHIFTS
    if manifest.kind != "sql":
        return
    if operation.id is None:
        yield (*path, "id"), "missing: the id of who was changed, so that nobody being changed is noticed"
    for name, value in operation.bind.items():
        of_field = any(each.startswith("customer.") and each != "customer.id" for each in templating.paths_in(value))
        if of_field and not re.search(
            rf"(?i)\bcoalesce\(\s*:{name}\b|:{name}\s+is\s+(not\s+)?null", operation.sql or ""
        ):
            yield (*path, "sql"), f":{name} is null where it stays as it is: write coalesce(:{name}, …)"


def _needs_key(name: str, operation: WriteOperation, ask: Ask) -> bool:
    """Whether a question of a write has to say our key: it writes, or nothing else tells our row from others."""
    if isinstance(ask, SearchFirst):
        return not ask.marker
    return operation.idempotency not in ("none", *(("upsert",) if name == UPDATE else ()))


def _uses_key(ask: Ask) -> bool:
    keys = {"key", "customer.external_key"}
    if ask.sql is not None and "key" in parameters(ask.sql):
        return True
    return not keys.isdisjoint(templating.paths_in(ask.templates()))


def _lint_health(manifest: Manifest) -> Iterator[Finding]:
    check = manifest.health.check
    if check is None:
        if manifest.kind not in {"sql", "csv"}:
            yield ("health", "check"), "missing: a harmless request that shows the system is there"
        return
    if manifest.kind != "csv" or check.is_asked:  # without a question every file is read
        yield from lint_ask(manifest.kind, ("health", "check"), check, _known(manifest, set()), is_write=False)
    for name in ("who", "version"):
        yield from _lint_expression(("health", "check", name), getattr(check, name))


def _settings(manifest: Manifest) -> frozenset[str]:
    return frozenset(f"settings.{name}" for name in manifest.settings.model_dump())


def _known(manifest: Manifest, inputs: set[str]) -> templating.Inputs:
    everywhere = {*_settings(manifest), *(f"tables.{name}" for name in manifest.tables)}
    everywhere |= {f"session.{name}" for name in given_inside(manifest.auth)}
    return templating.Inputs(inputs | everywhere)
