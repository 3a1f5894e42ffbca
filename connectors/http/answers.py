"""What an answer over HTTP means: by the manifest's rules, by its status, by the words of its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from math import ceil
from types import MappingProxyType
from typing import Any, NoReturn

from connectors.clock import Clock
from connectors.errors import (
    AuthError,
    BadPayload,
    ConnectorError,
    Denied,
    NotFound,
    RateLimited,
    Rejected,
    Unavailable,
)
from connectors.http.client import USUAL_PORTS, HttpResponse, origin, retry_after
from connectors.manifest.asks import Ask, ErrorRule
from connectors.mapping.convert import Unreadable, decimal_of, text_of
from connectors.mapping.expressions import Evaluate, Locale, compile_expression, literals
from connectors.mapping.looked_for import ways_in
from connectors.records import Status

UNAUTHORIZED = 401
NO_CONTENT = 204
_SAID = 300
_TELLING = re.compile(
    r"""((?:pass|pwd|secret|key|token|session|auth|cookie|credential)[\w-]*[\\"']*\s*[:=]\s*[\\"']*)[^\s\\"',;&}]+""",
    re.IGNORECASE,
)
"""What an answer calls by a name such as these may be a secret that we do not know as one."""
_CODE = re.compile(r"[A-Za-z0-9_.:-]{1,60}\Z", re.ASCII)
_HEX = re.compile(r"0x[0-9A-Fa-f]{1,16}\Z", re.ASCII)
_NAMES_OF_CODES = ("code", "errno", "sqlstate", "status")
_NUMBER = 6
"""A code with so many digits may be a telephone or customer number."""
_GRAPHQL_CODES: Mapping[str, str] = {"UNAUTHENTICATED": "auth", "FORBIDDEN": "denied", "THROTTLED": "throttled"}
"""Codes that mean the same in every GraphQL server that uses them; others are failures."""


class Answers:
    """Reads the answers of one system; `mask` takes secrets out of what it says about itself.

    `tables` are the manifest's: in them its codes have words of the site.
    """

    def __init__(
        self,
        system: str,
        clock: Clock,
        mask: Callable[[str], str] = str,
        tables: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
    ) -> None:
        self._system = system
        self._clock = clock
        self._mask = mask
        self._locale = Locale(tables=tables)
        self._compiled: dict[str, Evaluate] = {}

    def judge(self, response: HttpResponse, rules: Sequence[ErrorRule], ask: Ask, number: Any = None) -> Any:
        """The body of a good answer, None for an empty one; raises what the rules, the status or the body say.

        `number` is the id of the JSON-RPC call that is answered.
        """
        try:
            return self._judged(response, rules, ask, number)
        except ConnectorError as wrong:
            wrong.said = self._beginning(response.body or response.unread)
            raise

    def _judged(self, response: HttpResponse, rules: Sequence[ErrorRule], ask: Ask, number: Any) -> Any:
        told = _told(response)
        rule = self._first(rules, told)
        if rule is not None:
            if rule.outcome == "empty":
                return None
            wait = {"retry-after": seconds} if (seconds := self._seconds(rule, told)) else response.headers
            self._refuse(rule.outcome, response.status, wait, self._message(rule, told, response.status))
        self._by_status(response)
        if ask.query is not None:
            self._no_graphql_error(response)
        elif ask.method is not None:
            self._no_rpc_error(response, number)
        return response.body

    def says_nothing(self, response: HttpResponse, rules: Sequence[ErrorRule]) -> bool:
        """Whether a good answer without a body says that there is nothing: by its status, or by a rule."""
        rule = self._first(rules, _told(response))
        return response.status == NO_CONTENT or (rule is not None and rule.outcome == "empty")

    def _first(self, rules: Sequence[ErrorRule], told: Mapping[str, Any]) -> ErrorRule | None:
        return next((rule for rule in rules if self._holds(rule.when, told)), None)

    def _message(self, rule: ErrorRule, told: Mapping[str, Any], status: int) -> str:
        """What a rule says: words of the manifest or a code; the system's own may hold a customer's data."""
        words = self._words(rule.message, told)
        if words is not None:
            return words[:200]
        message = self._mask(self.text(rule.message, told, 2_000))
        if not message and rule.message is not None and self._holds(rule.message, told):
            return f"the system says why in words of its own ({status}), and message finds no text there"
        if (
            not message
            or is_code(message)
            or _is_number_of_error(rule.message or "", message)
            or message in literals(rule.message or "")
        ):
            return message[:200]
        return f"the system says why in words of its own ({status})"

    def _words(self, message: str | None, told: Mapping[str, Any]) -> str | None:
        """What a table of the manifest says for a code; None where it does not know it."""
        try:
            found = self.evaluate(message, told) if message is not None else None
        except Unreadable:
            return None
        return found.value if isinstance(found, Status) and found.value != "other" else None

    def _beginning(self, body: Any) -> str:
        if body in (None, "", [], {}):
            return ""
        # Cut after masking: half a secret would not be known again.
        said = self._mask(json.dumps(body, ensure_ascii=False, default=str))
        return _TELLING.sub(r"\1***", said)[:_SAID]

    def evaluate(self, expression: str, value: Any) -> Any:
        """What JMESPath finds; raises Unreadable."""
        if expression not in self._compiled:
            self._compiled[expression] = compile_expression(expression, self._locale)
        return self._compiled[expression](value)

    def text(self, expression: str | None, value: Any, limit: int = 200) -> str:
        """What JMESPath finds as a text; empty where it finds none."""
        if expression is None:
            return ""
        try:
            found = self.evaluate(expression, value)
            return text_of(found.label if isinstance(found, Status) else found, limit) or ""
        except Unreadable:
            return ""

    def token(self, expression: str | None, value: Any, limit: int) -> Any:
        """What JMESPath finds as the cursor of a next page: a number or a text; None where it finds none."""
        try:
            found = self.evaluate(expression, value) if expression is not None else None
            return found if isinstance(found, int) and found is not False else text_of(found or None, limit)
        except Unreadable:
            return None

    def count(self, expression: str | None, value: Any) -> int | None:
        """What JMESPath finds as a number of rows; None where it finds none."""
        try:
            found = self.evaluate(expression, value) if expression is not None else None
        except Unreadable:
            return None
        return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None

    def _holds(self, expression: str, told: Mapping[str, Any]) -> bool:
        try:
            found = self.evaluate(expression, told)
        except Unreadable:
            return False
        return found not in (None, False, "", [], {})

    def _seconds(self, rule: ErrorRule, told: Mapping[str, Any]) -> str:
        """Whole seconds, never fewer than the system says."""
        try:
            seconds = decimal_of(self.text(rule.retry_after, told))
        except Unreadable:
            return ""
        return "" if seconds is None else str(max(0, ceil(seconds)))

    def _refuse(self, outcome: str, status: int, headers: Mapping[str, str], message: str) -> NoReturn:
        name = self._system
        made: Mapping[str, Callable[[], ConnectorError]] = {
            "auth": lambda: AuthError(name, message or "the system does not know us", is_sure=status == UNAUTHORIZED),
            "denied": lambda: Denied(name, status, message or f"the system does not allow this ({status})"),
            "retry": lambda: Unavailable(name, "server", message),
            "throttled": lambda: RateLimited(name, retry_after(headers, self._clock.now()), message),
            "rejected": lambda: Rejected(name, status, message or f"the system refused the request ({status})"),
            "fail": lambda: BadPayload(name, "body", message or "the system answered with an error"),
        }
        raise made[outcome]()

    def _by_status(self, response: HttpResponse) -> None:
        name, status = self._system, response.status
        if 200 <= status < 300:
            if response.problem is not None:
                raise BadPayload(name, "body", response.problem)
            return
        if status == UNAUTHORIZED:
            raise AuthError(name, "the system asks us to sign in (401)", is_sure=True)
        if status == 403:
            raise Denied(name, status, "the system does not allow this (403)")
        if status == 404:
            raise NotFound(name, "the system knows no such thing (404)")
        if status == 429:
            raise RateLimited(name, retry_after(response.headers, self._clock.now()), "too many requests (429)")
        if status in {408, 425} or status >= 500:
            raise Unavailable(name, "timeout" if status == 408 else "server", f"the system failed ({status})")
        if 300 <= status < 400:
            where = _place(response.headers.get("location", ""))
            raise Rejected(
                name, status, f"the system redirects ({status}){where}, which is not followed: check base_url"
            )
        raise Rejected(name, status, f"the system refused the request ({status})")

    def _no_graphql_error(self, response: HttpResponse) -> None:
        """GraphQL answers 200 with `errors`; half an answer would be taken for a whole one."""
        body = response.body
        if not isinstance(body, dict) or ("data" not in body and "errors" not in body):
            raise BadPayload(self._system, "body", "the answer is not one of GraphQL: it has no data")
        errors = body.get("errors")
        if not errors:
            return
        code = self.text("[0].extensions.code", errors, 60)
        code = code if is_code(code) else ""
        self._refuse(_GRAPHQL_CODES.get(code, "fail"), response.status, response.headers, _with_code(code))

    def _no_rpc_error(self, response: HttpResponse, number: Any) -> None:
        """JSON-RPC answers 200 with an `error` member."""
        body = response.body
        if not isinstance(body, dict) or ("result" not in body and body.get("error") is None):
            raise BadPayload(self._system, "body", "the answer is not one of JSON-RPC: it has no result")
        if body.get("error") is not None:
            self._refuse("fail", response.status, response.headers, _with_code(self.text("error.code", body, 60)))
        if number is not None and body.get("id") not in (None, number, str(number)):
            raise BadPayload(self._system, "id", "the answer is that to another call")


def _told(response: HttpResponse) -> dict[str, Any]:
    return {"status": response.status, "headers": dict(response.headers), "body": response.body}


def is_code(text: str) -> bool:
    """Whether a text is a short code, such as `VALIDATION_ERROR`, and no number that may be somebody's."""
    if _HEX.match(text):
        return True
    digits, letters = sum(map(str.isdigit, text)), sum(map(str.isalpha, text))
    return _CODE.match(text) is not None and digits < _NUMBER and letters > 0


def _is_number_of_error(expression: str, text: str) -> bool:
    """Whether a number is one of an error, such as an SQLSTATE: it stands where its name says that codes do."""
    if not text.isascii() or not text.isdigit() or len(text) >= _NUMBER:
        return False
    return any(way[-1].casefold().endswith(_NAMES_OF_CODES) for way in ways_in(expression))


def _place(location: str) -> str:
    """Where an answer sends us, without what may name a customer or hold a token."""
    found = origin(location)
    if found is None:
        return " to another path" if location.startswith("/") else ""
    scheme, host, port = found
    return f" to {scheme}://{host}{'' if port in (None, USUAL_PORTS.get(scheme)) else f':{port}'}"[:120]


def _with_code(code: str) -> str:
    """A sentence for IT; the system's own message may hold a customer's data, so only its code is told."""
    return f"the system answered with an error ({code})" if code else "the system answered with an error"
