"""What is wrong with a question of a manifest: words of another kind, placeholders, SQL, GraphQL, paging."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from connectors.loading.lint_secrets import HEADER, MISPLACED, WRITTEN
from connectors.manifest import asks, templating
from connectors.manifest.asks import Ask, Paging, Step
from connectors.manifest.model import SearchFirst
from connectors.mapping.expressions import BadExpression, parse
from connectors.rest import graphql_text
from connectors.sql.text import parameters, refusal

Finding = tuple[tuple[str | int, ...], str]
Path = tuple[str | int, ...]
Known = Callable[[str], bool]

WORDS: Mapping[str, tuple[str, ...]] = {
    "sql": ("sql", "bind"),
    "rest": ("request", "decode", "decode_path", "redirect"),
    "csv": ("file", "look_in", "look_for", "look_by"),
    "graphql": ("query", "variables", "headers", "request", "redirect"),
    "jsonrpc": ("method", "params", "headers", "request", "redirect"),
}
"""What a question of each kind is written with; GraphQL and JSON-RPC systems may answer plain requests, too."""
_FIRST = {
    "sql": ("sql", "the statement to run"),
    "rest": ("request", "the request to send"),
    "csv": ("file", "the file to look in"),
    "graphql": ("query", "the GraphQL text to send"),
    "jsonrpc": ("method", "the method to call"),
}
_PLACES = re.compile(
    r"(?!.*\$\{)(?:query\.\S{1,100}|(?:json|variables|params)(?:\.[^\s.]{1,100})+|headers\.[A-Za-z][\w-]*)\Z"
)
"""A parameter of a query may be called anything: `$top`, `@page_size`, `page[number]`."""
_IN_HEADERS = re.compile(r"\s*headers\s*\.")
IN_HEADER = "is looked for in the body of the answer; a header is written header:NAME, such as header:Next-Page"
OF_HEADER = re.compile(rf"{asks.HEADER}[A-Za-z][A-Za-z0-9-]{{0,99}}\Z")
_SESSION_PLACES = frozenset(
    {("request", "json"), ("request", "form"), ("request", "query"), ("variables",), ("params",)}
)
_METHOD = re.compile(r"[A-Za-z_][\w./:-]{0,199}\Z")
_RESERVED_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection", "authorization", "cookie"})


def lint_ask(kind: str, path: Path, ask: Ask, known: Known, *, is_write: bool) -> Iterator[Finding]:
    """What is wrong with one question of a manifest of this kind."""
    every = dict.fromkeys(word for words in WORDS.values() for word in words)
    for word in every:
        if word in ask.model_fields_set and word not in WORDS[kind]:
            yield (*path, word), f"belongs to kind {' or '.join(k for k, words in WORDS.items() if word in words)}"
    first, what = _FIRST[kind]
    if getattr(ask, first) is None and ("request" not in WORDS[kind] or ask.request is None):
        yield (*path, first), f"missing: {what}"
    if ask.request is not None and "request" in WORDS[kind]:
        if first != "request" and getattr(ask, first) is not None:
            yield (*path, "request"), f"stands beside {first}: a question is one of them"
        yield from _lint_request(path, ask.request.model_dump(by_alias=True, exclude_unset=True), known)
    if ask.decode_path is not None:
        yield from _lint_text((*path, "decode_path"), ask.decode_path)
        if ask.decode != "base64json":
            yield (*path, "decode_path"), 'belongs to decode = "base64json"'
    if kind == "sql" and ask.sql is not None:
        yield from _lint_sql(path, ask, known, is_write=is_write)
    elif kind == "graphql" and ask.query is not None:
        yield from _lint_graphql(path, ask, ask.query, known, is_write=is_write)
    elif kind == "jsonrpc" and ask.method is not None:
        if not _METHOD.match(ask.method):
            yield (*path, "method"), "is no method name"
        yield from lint_templates((*path, "params"), ask.params, known)
    elif kind == "csv" and ask.file is not None:
        if not ask.look_in:
            yield (*path, "look_in"), "missing: the columns to look in"
        yield from lint_templates((*path, "look_for"), ask.look_for, known)
    if kind in {"graphql", "jsonrpc"}:
        yield from lint_headers((*path, "headers"), ask.headers, known)
    yield from _lint_session(path, ask)
    yield from _lint_pages_on_the_way(kind, path, ask)


def _lint_session(path: Path, ask: Ask) -> Iterator[Finding]:
    """What the sign-in gives is known only when a question is sent: it can be put into it, but not worked with."""
    request = ask.request.model_dump(by_alias=True, exclude_unset=True) if ask.request is not None else {}
    told = {"request": request, "variables": ask.variables, "params": ask.params, "headers": ask.headers}
    for where, name, is_whole in templating.placeholders_in(told):
        if not name.startswith("session."):
            continue
        if where[:2] not in _SESSION_PLACES and where[:1] not in _SESSION_PLACES:
            yield (*path, *where), f"${{{name}}} goes into a body, a form or a query; into a header by auth.apply"
        elif not is_whole:
            yield (*path, *where), f"${{{name}}} stands alone, as a whole value"
        elif templating.is_encoded(told, where):
            yield (*path, *where), f"${{{name}}} cannot be encoded: it is known too late"


def _lint_pages_on_the_way(kind: str, path: Path, ask: Ask) -> Iterator[Finding]:
    if isinstance(ask, Step | SearchFirst):
        yield from lint_paging(kind, path, ask.paging)
    if isinstance(ask, Step) and ask.records is not None:
        yield from _lint_text((*path, "records"), ask.records)
        if ask.paging.kind == "none":
            yield (*path, "records"), "belongs to a step with paging: take reads the whole answer"


def _lint_graphql(path: Path, ask: Ask, query: str, known: Known, *, is_write: bool) -> Iterator[Finding]:
    wrong = graphql_text.refusal(query, is_write=is_write)
    if wrong:
        yield (*path, "query"), wrong
    declared = graphql_text.variables(query)
    for name, is_needed in declared.items():
        if is_needed and name not in ask.variables:
            yield (*path, "query"), f"${name} is not in variables"
    for name in ask.variables:
        if name not in declared:
            yield (*path, "variables", name), "is not declared in the query"
    yield from lint_templates((*path, "variables"), ask.variables, known)


def _lint_sql(path: Path, ask: Ask, known: Known, *, is_write: bool) -> Iterator[Finding]:
    sql = ask.sql or ""
    wrong = refusal(sql, is_write=is_write)
    if wrong:
        yield (*path, "sql"), wrong
    used = parameters(sql)
    given = set(ask.bind) | ({"key"} if is_write or path[-1] == "search" else set())
    for name in sorted(used - given):
        yield (*path, "sql"), f":{name} is not in bind"
    for name in sorted(set(ask.bind) - used):
        yield (*path, "bind", name), "is not used in the statement"
    yield from lint_templates((*path, "bind"), ask.bind, known)


def _lint_request(path: Path, request: Mapping[str, Any], known: Known) -> Iterator[Finding]:
    yield from lint_templates((*path, "request"), request, known)
    if not str(request.get("path", "")).startswith("/"):
        yield (*path, "request", "path"), "must start with / (it is added to base_url)"
    yield from lint_headers((*path, "request", "headers"), request.get("headers", {}), None)


def lint_headers(path: Path, headers: Mapping[str, Any], known: Known | None) -> Iterator[Finding]:
    """What is wrong with headers; with what their placeholders may name, also with those."""
    if known is not None:
        yield from lint_templates(path, headers, known)
    for name, value in headers.items():
        text = str(value)
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name) or name.casefold() in _RESERVED_HEADERS:
            yield (*path, name), "cannot be set here"
        elif not isinstance(value, str) and value.keys() != {"encode", "value"}:
            yield (*path, name), "is a text or { encode, value }"
        elif path[0] in {"auth", "connection"}:
            continue
        elif WRITTEN in text:
            if not text.startswith(WRITTEN):
                yield (*path, name), MISPLACED
        elif HEADER.search(name) and "${" not in text:
            yield (*path, name), "holds a secret: in [connection.headers] it is written secret:NAME"


def lint_templates(path: Path, template: Any, known: Known) -> Iterator[Finding]:
    """What is wrong with the placeholders of a structure."""
    for where, message in templating.lint(template, known):
        yield (*path, *where), message


def lint_paging(kind: str, path: Path, paging: Paging) -> Iterator[Finding]:
    """What is wrong with the way pages are read."""
    if paging.kind == "none":
        return
    if kind == "sql":
        yield (*path, "paging"), "a database is read in one go: use limit in the SQL"
    elif kind == "csv":
        yield (*path, "paging"), "a file is read in one go"
    needed = {"offset": "offset_in", "page": "page_in", "cursor": "cursor_in", "next_url": "next_url"}.get(paging.kind)
    if needed is not None and getattr(paging, needed) is None:
        yield (*path, "paging", needed), f"missing: paging by {paging.kind} needs it"
    if needed in {None, "next_url"} and kind in {"graphql", "jsonrpc"}:
        yield (*path, "paging", "kind"), f"{paging.kind} belongs to kind rest"
    if paging.kind == "cursor" and paging.cursor is None:
        yield (*path, "paging", "cursor"), "missing: where the answer says the next cursor"
    for name in ("size_in", "offset_in", "page_in", "cursor_in"):
        value = getattr(paging, name)
        if value is not None and not _PLACES.match(value):
            yield (*path, "paging", name), "is written query.NAME, json.NAME, variables.NAME or params.NAME"
    for name in ("cursor", "next_url"):
        yield from lint_in_answer((*path, "paging", name), getattr(paging, name))


def lint_in_answer(path: Path, text: str | None) -> Iterator[Finding]:
    """What is wrong with a place in an answer: JMESPath on its body, or the name of a header."""
    if text is None or OF_HEADER.match(text):
        return
    if _IN_HEADERS.match(text):
        yield path, IN_HEADER
    else:
        yield from _lint_text(path, text)


def _lint_text(path: Path, text: str | None) -> Iterator[Finding]:
    try:
        parse(text or "@")
    except BadExpression as wrong:
        yield path, str(wrong)
