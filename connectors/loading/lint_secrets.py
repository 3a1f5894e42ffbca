"""Where a manifest may name a secret: anywhere else `secret:NAME` would be sent as it stands, and look right masked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from connectors.manifest.model import Manifest
from connectors.manifest.parts import SECRET

Path = tuple[str | int, ...]
Finding = tuple[Path, str]

WRITTEN = "secret:"
MISPLACED = (
    "is not looked up here: secret:NAME stands in [auth], as a whole value of [connection.headers], "
    "and as connection.password, proxy.user, proxy.password and tls.key_password"
)
NOT_WHOLE = "secret:NAME must be the whole text"
LITERAL = "a secret is written secret:NAME, its value belongs in the secret store"
HEADER = re.compile(r"api-?key|access-token|auth-token|secret|passw|passphrase|credential", re.IGNORECASE)
"""Headers that are most likely a secret whatever stands in them."""
_MAYBE = re.compile(r"(?:^|-)(?:key|token|pwd|pin)(?:-|$)", re.IGNORECASE)
_GENERATED = re.compile(r"(?=.*\d)\S{6,}|\S{16,}")
_ELSEWHERE = frozenset(
    {("password",), ("proxy", "user"), ("proxy", "password"), ("tls", "key_password")},
)
_SIGN_IN: Mapping[str, tuple[str, ...]] = {
    "basic": ("user", "password"),
    "header": ("value",),
    "bearer": ("token",),
    "fields": ("fields",),
    "session_login": ("headers", "variables", "params", "apply", "extract"),
    "oauth2_client": ("client_id", "client_secret", "params"),
    "oauth2_pkce": ("client_id", "client_secret", "params"),
    "oauth1": ("consumer_key", "consumer_secret", "token", "token_secret"),
}
_LOGIN = ("query", "headers", "json", "form")
"""What of the login's request is looked up."""


def lint_secrets(manifest: Manifest) -> Iterator[Finding]:
    """Every secret that stands where nothing looks it up, and headers that hold one in plain text."""
    for path, text in _texts(manifest.model_dump(by_alias=True, exclude_unset=True), ()):
        if text.startswith(WRITTEN) and not _is_looked_up(manifest.auth.kind, path):
            yield path, MISPLACED
    yield from lint_headers_sent(("connection", "headers"), manifest.connection.headers)
    if manifest.auth.kind == "session_login":
        yield from lint_headers_sent(("auth", "apply"), manifest.auth.apply)


def lint_headers_sent(path: Path, headers: Mapping[str, Any]) -> Iterator[Finding]:
    """Headers of every request: a secret is named, whole, and never written out."""
    for name, text in headers.items():
        if not isinstance(text, str) or SECRET.match(text):
            continue
        if WRITTEN in text:
            yield (*path, name), NOT_WHOLE
        elif "${" not in text and _holds_secret(name, text):
            yield (*path, name), LITERAL


def _holds_secret(name: str, text: str) -> bool:
    """Some words are also used for what is none: X-Atlassian-Token: no-check."""
    return HEADER.search(name) is not None or bool(_MAYBE.search(name) and _GENERATED.search(text))


def _is_looked_up(kind: str, path: Path) -> bool:
    match path:
        case ("auth", "request", str(part), *_) if kind == "session_login":
            return part in _LOGIN
        case ("auth", str(name), *_):
            return name in _SIGN_IN.get(kind, ())
        case ("connection", "headers", _):
            return True
        case ("connection", *rest):
            return tuple(rest) in _ELSEWHERE
    return False


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _texts(item, (*path, name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))
