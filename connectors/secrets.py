"""The secrets of one connection: read at the moment of sending, and masked in whatever text leaves it afterwards."""

from __future__ import annotations

import base64
import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, quote_plus

from connectors.backend import Secrets
from connectors.errors import AuthError
from connectors.manifest.parts import SECRET

MASKED = "***"
SHORTEST_MASKED = 4
"""Shorter than that, a secret is a part of too many words to be found by its text."""
_MOST_KNOWN = 100


class NoSecretStore(Exception):
    """There is nothing that secrets could be read from; the text says why, and what helps.

    `cause` is absent or locked.
    """

    def __init__(self, why: str, cause: str = "absent") -> None:
        super().__init__(why)
        self.cause = cause


def fits_header(value: str) -> bool:
    """Whether a text can be sent as a header."""
    return value.isascii() and not any(ord(char) < 32 or ord(char) == 127 for char in value)


def secret_value(system: str, secrets: Secrets, reference: str) -> str:
    """The value behind `secret:NAME`; raises AuthError, which says what helps."""
    name = reference.removeprefix("secret:")
    try:
        value = secrets(name)
    except NoSecretStore as why:
        raise AuthError(system, f"secret:{name} cannot be read: {why}", secret=why.cause) from None
    if not value:
        helps = f"the key store holds no secret:{name}; put it there: callside connect secret {name}"
        raise AuthError(system, helps, secret="missing")
    return value


def forget(secrets: Secrets) -> None:
    """Let the next look-up read anew, where secrets are kept in memory: what was read has been refused."""
    drop = getattr(secrets, "forget", None)
    if drop is not None:
        drop()


class Vault:
    """Reads secrets by reference and knows what must never be shown: them, and what was made of them."""

    def __init__(self, system: str, secrets: Secrets) -> None:
        self._system = system
        self._secrets = secrets
        self._known: OrderedDict[str, None] = OrderedDict()

    def read(self, reference: str) -> str:
        """The value behind `secret:NAME`; raises AuthError where there is none."""
        value = secret_value(self._system, self._secrets, reference)
        self.learn(value)
        return value

    def forget(self) -> None:
        """Read the secrets anew the next time."""
        forget(self._secrets)

    def given(self, text: str) -> str:
        """The value behind `secret:NAME`; any other text is itself."""
        return self.read(text) if SECRET.match(text) else text

    def header(self, text: str) -> str:
        """What is given, fit for a header; raises AuthError."""
        value = self.given(text)
        if not fits_header(value):
            raise AuthError(self._system, f"the secret {text} holds a line break or no ASCII")
        return value

    def within(self, structure: Any) -> Any:
        """A structure with its secrets in their places."""
        if isinstance(structure, str):
            return self.given(structure)
        if isinstance(structure, Mapping):
            return {key: self.within(value) for key, value in structure.items()}
        if isinstance(structure, list | tuple):
            return [self.within(value) for value in structure]
        return structure

    def learn(self, value: str) -> None:
        """Never show this, nor a form of it that a request may carry."""
        coded = base64.b64encode(value.encode("utf-8", "replace")).decode().rstrip("=")
        told = [json.dumps(value, ensure_ascii=plain)[1:-1] for plain in (True, False)]
        slashed = [text.replace("/", "\\/") for text in told]
        for form in (value, quote(value, safe=""), quote_plus(value), coded, *told, *slashed):
            if len(form) >= SHORTEST_MASKED:
                self._known[form] = None
                self._known.move_to_end(form)
        while len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)

    def mask(self, text: str) -> str:
        """A text without any of it."""
        for form in sorted(self._known, key=len, reverse=True):
            text = text.replace(form, MASKED)
        return text
