"""Signing in by a request whose answer holds a session, as many systems without OAuth do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connectors.auth.passes import Pass, PassSignIn
from connectors.auth.sign_in import Means
from connectors.errors import AuthError, BadPayload, ConnectorError, Denied, NotFound, Rejected
from connectors.http.client import HttpRequest, HttpResponse
from connectors.manifest.auth import SessionAuth
from connectors.manifest.parts import SECRET
from connectors.manifest.templating import TemplateError, fill
from connectors.mapping.convert import Unreadable, text_of
from connectors.secrets import fits_header

LONGEST_VALUE = 8_000


class SessionSignIn(PassSignIn):
    """One login for all requests at once, and another one when the session has ended."""

    def __init__(self, auth: SessionAuth, means: Means) -> None:
        super().__init__(means)
        self.names = tuple(auth.apply)
        self._auth = auth

    async def fetch(self) -> Pass:
        """Log in."""
        means, clock = self.means, self.means.clock
        response = await means.send(self._request())
        told = {"status": response.status, "headers": dict(response.headers), "body": response.body}
        self._judge(response, told)
        session = {name: self._value(name, where, told) for name, where in self._auth.extract.items()}
        for value in session.values():
            means.vault.learn(value)
        try:
            headers = {name: self._applied(text, session) for name, text in self._auth.apply.items()}
        except TemplateError:
            raise BadPayload(means.system, "auth.apply", "what the sign-in gave fits no header") from None
        lifetime = self._auth.lifetime_s
        return Pass(headers, None if lifetime is None else clock.monotonic() + lifetime, session=session)

    def _applied(self, text: str, session: Mapping[str, str]) -> str:
        """A header of every other request: a secret by its name, or made of the session; raises TemplateError."""
        if SECRET.match(text):
            return self.means.vault.header(text)
        filled = str(fill(text, {"session": session}))
        if not fits_header(filled):
            raise TemplateError("not fit for a header")
        return filled

    def _value(self, name: str, where: str, told: Mapping[str, Any]) -> str:
        """A value of the session: a secret by its name, or what the answer has."""
        return self.means.vault.read(where) if SECRET.match(where) else self._taken(name, where, told)

    def _request(self) -> HttpRequest:
        """The login, its secrets read at this moment."""
        vault = self.means.vault
        request = self.means.fill(self._auth)
        return replace(
            request,
            query=tuple((name, vault.given(value)) for name, value in request.query),
            headers={name: vault.header(value) for name, value in request.headers.items()},
            content=vault.within(request.content),
            form=None if request.form is None else vault.within(request.form),
        )

    def _judge(self, response: HttpResponse, told: Mapping[str, Any]) -> None:
        """Raise what is wrong with the answer; a refusal is a refusal whatever its status says."""
        means, ok_when = self.means, self._auth.ok_when
        if ok_when is not None and self._holds(ok_when, told):
            return
        try:
            means.answers.judge(response, means.rules, self._auth)
        except NotFound as missing:
            if response.body:
                # Some say so of a user that they do not know.
                raise self._refusal(response, missing, "check user and password, and the path") from None
            raise Rejected(means.system, 404, "the system has no such sign-in (404): check its path") from None
        except (Denied, Rejected) as refused:
            raise self._refusal(response, refused, refused.detail) from None
        except BadPayload as wrong:
            if 400 <= response.status < 500:
                raise self._refusal(response, wrong, wrong.detail) from None
            # Many a login answers with a header and a page.
            if ok_when is not None or not all(_is_beside_body(where) for where in self._auth.extract.values()):
                raise
        if ok_when is not None:
            raise AuthError(means.system, "the system refuses the sign-in: check user and password")

    def _refusal(self, response: HttpResponse, error: ConnectorError, why: str) -> AuthError:
        status = f"({response.status})"
        said = "the system refuses the sign-in" + ("" if status in why else f" {status}")
        refused = AuthError(self.means.system, f"{said}: {why}")
        refused.said = error.said
        return refused

    def _holds(self, expression: str, told: Mapping[str, Any]) -> bool:
        try:
            return self.means.answers.evaluate(expression, told) not in (None, False, "", [], {})
        except Unreadable:
            return False

    def _taken(self, name: str, where: str, told: Mapping[str, Any]) -> str:
        """A value of the session from the answer."""
        kind, _, key = where.partition(":")
        value: str | None = None
        if kind == "header":
            value = told["headers"].get(key.strip().lower())
        elif kind == "cookie":
            value = _cookie(told["headers"].get("set-cookie", ""), key.strip())
        else:
            try:
                value = text_of(self.means.answers.evaluate(where, told), LONGEST_VALUE)
            except Unreadable:
                value = None
        if not value:
            raise AuthError(self.means.system, f"the answer to the sign-in has no {name} ({where})")
        if not fits_header(value):
            raise BadPayload(self.means.system, f"auth.extract.{name}", "what the sign-in gave fits no header")
        return value


def _is_beside_body(where: str) -> bool:
    return where.startswith(("header:", "cookie:")) or SECRET.match(where) is not None


def _cookie(header: str, name: str) -> str | None:
    """A cookie's value from `Set-Cookie`, several of which arrive joined by commas."""
    found = re.search(rf"(?:^|,\s*){re.escape(name)}=([^;,]*)", header)
    return found.group(1).strip() or None if found else None
