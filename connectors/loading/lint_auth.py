"""What is wrong with how a manifest signs in, beyond its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from connectors.loading.lint_asks import lint_ask
from connectors.loading.lint_secrets import LITERAL, NOT_WHOLE, WRITTEN
from connectors.manifest import templating
from connectors.manifest.auth import (
    ClientAuth,
    OAuth1Auth,
    PersonAuth,
    SessionAuth,
    TokenAuth,
    given_inside,
    secrets_in,
)
from connectors.manifest.model import Manifest
from connectors.manifest.parts import SECRET, Request
from connectors.mapping.expressions import BadExpression, parse

KeyPath = tuple[str | int, ...]
Finding = tuple[KeyPath, str]

SECRET_KEY = re.compile(r"pass(?:word|wd|phrase)?|pwd|secret|api[_-]?key|token|pin|credential", re.IGNORECASE)
"""Names under which a text of their own is most likely a secret."""
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_FIXED_HEADERS = frozenset({"host", "content-length", "transfer-encoding", "connection"})
_BEGINNING = re.compile(r"\$\{settings\.(\w+)\|text\}(?=/)")
_PART = re.compile(r"(?:header|cookie):\s*[^\s:;,=]{1,100}\Z")


def lint_auth(manifest: Manifest) -> Iterator[Finding]:
    """Every finding about the sign-in as (key path, message)."""
    auth = manifest.auth
    if auth.kind != "none" and manifest.kind == "sql":
        yield ("auth", "kind"), "a database signs in by connection.user and connection.password"
    elif isinstance(auth, SessionAuth):
        yield from _lint_session(manifest, auth)
    elif isinstance(auth, ClientAuth):
        yield from _lint_place(manifest, "token_url", auth.token_url)
        yield from _literals(("auth", "params"), auth.params)
    elif isinstance(auth, PersonAuth):
        yield from _lint_place(manifest, "authorize_url", auth.authorize_url)
        yield from _lint_place(manifest, "token_url", auth.token_url)
        yield from _literals(("auth", "params"), auth.params)
    elif isinstance(auth, OAuth1Auth) and (auth.token is None) != (auth.token_secret is None):
        missing = "token_secret" if auth.token_secret is None else "token"
        yield ("auth", missing), "missing: token and token_secret come together"
    yield from _lint_given(manifest)
    if isinstance(auth, TokenAuth):
        settings = {f"settings.{setting}" for setting in manifest.settings.model_dump()}
        for name in ("client_id", "scope"):
            found = templating.lint(getattr(auth, name), settings.__contains__)
            yield from ((("auth", name), message) for _, message in found)
        yield from _lint_moved(auth)


def _lint_given(manifest: Manifest) -> Iterator[Finding]:
    """What the sign-in gives and nothing takes."""
    used = set(templating.paths_in(manifest.model_dump(by_alias=True)))
    table = "fields" if manifest.auth.kind == "fields" else "extract"
    for name in sorted(given_inside(manifest.auth)):
        if f"session.{name}" not in used:
            header = "" if table == "fields" else f"apply takes it as ${{session.{name}|text}}, "
            yield ("auth", table, name), f"is used nowhere: {header}a question as ${{session.{name}}}"


def _lint_moved(auth: TokenAuth) -> Iterator[Finding]:
    if (auth.base_url_in is None) != (not auth.base_hosts):
        missing = "base_hosts" if auth.base_url_in is not None else "base_url_in"
        yield ("auth", missing), "missing: base_url_in and base_hosts come together"


def lint_way(manifest: Manifest) -> Iterator[Finding]:
    """Every finding about proxy and certificates."""
    proxy, tls = manifest.connection.proxy, manifest.connection.tls
    if proxy is not None:
        if proxy.url not in {"system", "env"}:
            yield from _lint_proxy(("connection", "proxy"), proxy.url)
        if (proxy.user is None) != (proxy.password is None):
            yield ("connection", "proxy"), "user and password come together"
    for name in ("client_key", "key_password"):
        if getattr(tls, name) is not None and tls.client_cert is None:
            yield ("connection", "tls", name), "belongs to a client_cert"


def _lint_proxy(path: KeyPath, address: str) -> Iterator[Finding]:
    try:
        url = urlsplit(address)
        host, port = url.hostname, url.port
    except ValueError:
        url, host, port = urlsplit(""), None, None
    if url.username is not None or url.password is not None:
        yield path, 'holds a sign-in: write proxy = { url, user, password = "secret:NAME" }'
    elif url.scheme not in {"http", "https"} or not host or url.path not in {"", "/"}:
        yield path, 'is "system", "env", or an address such as http://proxy.example.com:8080'
    elif port is None:
        yield path, "names no port"


def _lint_place(manifest: Manifest, name: str, address: str) -> Iterator[Finding]:
    """An address outside the system, where somebody signs in: https, and no placeholder inside its host.

    A setting may say the whole beginning: which of a provider's places it is, the site knows.
    """
    known = manifest.settings.model_dump()
    settings = {f"settings.{setting}" for setting in known}
    for _, message in templating.lint(address, settings.__contains__):
        yield ("auth", name), message
    beginning = _BEGINNING.match(address)
    if beginning is not None:
        address = str(known.get(beginning.group(1)) or "") + address[beginning.end() :]
    try:
        url = urlsplit(address)
        host = url.hostname or ""
    except ValueError:
        host = ""
    if not host or "$" in host or url.username is not None or url.fragment:
        yield ("auth", name), "must be a whole https address"
    elif url.scheme != "https" and not (url.scheme == "http" and host in LOOPBACK):
        yield ("auth", name), "must be https: plain http is for this computer only"


def _lint_session(manifest: Manifest, auth: SessionAuth) -> Iterator[Finding]:
    settings = {f"settings.{name}" for name in manifest.settings.model_dump()}
    is_write = auth.query is not None and auth.query.lstrip().startswith("mutation")
    yield from lint_ask(manifest.kind, ("auth",), auth, settings.__contains__, is_write=is_write)
    if auth.is_asked and not any(secrets_in(auth)):
        yield ("auth", "request"), "names no secret: whoever signs in has one, written secret:NAME"
    for part in ("request", "variables", "params", "headers"):
        if part in auth.model_fields_set:
            value = getattr(auth, part)
            table = value.model_dump(by_alias=True, exclude_unset=True) if isinstance(value, Request) else value
            yield from _literals(("auth", part), table)
    yield from _expression(("auth", "ok_when"), auth.ok_when)
    for name, taken in auth.extract.items():
        if SECRET.match(taken):
            continue
        if not taken.startswith(("header:", "cookie:")):
            yield from _expression(("auth", "extract", name), taken)
        elif not _PART.match(taken):
            yield ("auth", "extract", name), "is written header:NAME or cookie:NAME"
    yield from _lint_apply(auth)


def _lint_apply(auth: SessionAuth) -> Iterator[Finding]:
    given = {f"session.{name}" for name in auth.extract}
    for where, message in templating.lint(auth.apply, given.__contains__):
        yield ("auth", "apply", *where), message.replace("input of this operation", "value of extract")
    yield from _fixed(("auth", "apply"), auth.apply)


def _fixed(path: KeyPath, headers: Mapping[str, str]) -> Iterator[Finding]:
    for name in headers:
        if name.casefold() in _FIXED_HEADERS or not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]*", name):
            yield (*path, name), "cannot be set here"


def _literals(path: KeyPath, value: Any, key: str = "") -> Iterator[Finding]:
    """Texts that are a secret by the name they stand under, and references that would be sent as they are."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from _literals((*path, name), item, str(name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _literals((*path, index), item, key)
    elif isinstance(value, str) and not SECRET.match(value):
        if WRITTEN in value:
            yield path, NOT_WHOLE
        elif value and "${" not in value and _is_secret_place(path, key):
            yield path, LITERAL


def _is_secret_place(path: KeyPath, key: str) -> bool:
    return path[1:] not in (("request", "path"), ("request", "method")) and SECRET_KEY.search(key) is not None


def _expression(path: KeyPath, text: str | None) -> Iterator[Finding]:
    if text is None:
        return
    try:
        parse(text)
    except BadExpression as wrong:
        yield path, str(wrong)
