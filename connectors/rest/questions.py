"""A question of a manifest as the HTTP request it becomes: filled in, placed, enveloped. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from connectors.backend import Inputs
from connectors.http.client import HttpRequest
from connectors.manifest.asks import Ask
from connectors.manifest.model import ConnectionPart
from connectors.manifest.parts import Request
from connectors.manifest.templating import Later, TemplateError, as_text, fill


def http_request(
    ask: Ask, inputs: Inputs, base: str, connection: ConnectionPart, places: Mapping[str, Any], number: int
) -> HttpRequest:
    """The request of a question, but for the sign-in; raises TemplateError for a value that does not fit.

    `connection` says where GraphQL and JSON-RPC are spoken and what goes with every request; `number` is the id of a
    JSON-RPC call; `places` are values that paging puts somewhere: `query.NAME`, `json.a.b`, `variables.a`, `params.1`,
    `headers.NAME`.
    """
    path = connection.path
    asked = ask.request or Request(path=path or "/", method="POST", headers=ask.headers)
    filled = {
        "query": fill(asked.query, inputs),
        "json": fill(asked.body, inputs),
        "variables": fill(ask.variables, inputs),
        "params": fill(ask.params, inputs),
        "headers": fill({**connection.headers, **asked.headers}, inputs),
    }
    for place, value in places.items():
        where, _, name = place.partition(".")
        _put(filled[where], name.split(".") if where != "query" else [name], value)
    return HttpRequest(
        method=asked.verb,
        url=base + (path_of(fill(asked.path, inputs)) if ask.request is not None or path else ""),
        query=pairs(filled["query"]),
        headers={name: header(value) for name, value in filled["headers"].items()},
        content=_plain(_content(ask, filled, number)),
        form=dict(pairs(fill(asked.form, inputs))) if asked.form is not None else None,
        decode="json" if ask.decode_path is not None else ask.decode or connection.decode,
        follows=ask.redirect is not None,
    )


def _content(ask: Ask, filled: Mapping[str, Any], number: int) -> Any:
    if ask.query is not None:
        return {"query": ask.query, "variables": filled["variables"]}
    if ask.method is not None:
        return {"jsonrpc": "2.0", "id": number, "method": ask.method, "params": filled["params"]}
    return filled["json"]


def _plain(value: Any) -> Any:
    """A body as JSON can hold it: days and instants are ISO text."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def path_of(filled: Any) -> str:
    """A path that stays below the base address; raises TemplateError."""
    if not isinstance(filled, str) or not filled.startswith("/") or filled.startswith("//"):
        raise TemplateError("a path must start with one /")
    if any(part in {".", ".."} for part in filled.split("/")) or any(char in filled for char in "?#\\ \r\n\t\x00"):
        raise TemplateError("a path may hold no dots, spaces, ? or #")
    return filled


def header(filled: Any) -> str:
    """A header's value of one line; raises TemplateError."""
    text = as_text(filled)
    if not text.isascii() or any(ord(char) < 32 or ord(char) == 127 for char in text):
        raise TemplateError("a header may hold plain ASCII only")
    return text


def pairs(query: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    """The parameters of a query or a form; a list repeats its name, null leaves it out."""
    found: list[tuple[str, str]] = []
    for name, value in (query or {}).items():
        items = value if isinstance(value, list | tuple) else [value]
        found.extend((name, item if isinstance(item, Later) else as_text(item)) for item in items if item is not None)
    return tuple(found)


def _put(target: Any, way: list[str], value: Any) -> None:
    """Put a value where a way of names and indices leads; tables on the way are made, lists are not made longer."""
    *before, last = way
    for name in before:
        target = _step(target, name)
    if isinstance(target, dict):
        target[last] = value
    elif isinstance(target, list) and last.isdecimal() and int(last) < len(target):
        target[int(last)] = value


def _step(target: Any, name: str) -> Any:
    if isinstance(target, dict):
        return target.setdefault(name, {})
    if isinstance(target, list) and name.isdecimal() and int(name) < len(target):
        return target[int(name)]
    return None
