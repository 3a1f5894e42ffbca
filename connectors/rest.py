"""The REST backend: requests from templates, answers judged by the manifest's rules, pages read to their end."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from connectors.asks import Ask, ErrorRule, Paging
from connectors.backend import Inputs, Rows, Secrets
from connectors.clock import Clock
from connectors.convert import Unreadable, text_of
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
from connectors.expressions import Evaluate, Locale, compile_expression
from connectors.http import HttpClient, HttpRequest, HttpResponse, retry_after
from connectors.manifest_model import Manifest, Operation
from connectors.templating import TemplateError, as_text, fill
from connectors.tls import Tls

MAX_PAGES = 50
_MASKED = "***"


@dataclass
class RestBackend:
    """One REST system, by the address in the manifest's settings."""

    manifest: Manifest
    secrets: Secrets
    tls: Tls
    clock: Clock
    _compiled: dict[str, Evaluate] = field(default_factory=dict)
    _client: HttpClient | None = None

    async def rows(self, ask: Ask, operation: Operation, inputs: Inputs) -> Rows:
        """The rows of an answer, page by page."""
        errors = (*operation.errors, *self.manifest.errors)
        paging, wanted = operation.paging, _wanted(operation.paging, inputs)
        request: HttpRequest | None = self.request(ask, inputs, _places(paging, _start(paging)))
        found: list[Any] = []
        seen: set[str] = set()
        body, total = None, None
        for number in range(1, MAX_PAGES + 1):
            if request is None or len(found) >= wanted:
                break
            body = await self._body(request, errors, self.manifest.connection.timeout_s.total, repeatable=True)
            rows = self._rows_in(body, operation.records)
            total = total if total is not None else self._total(operation.total, body)
            if paging.kind == "none":
                return Rows(rows, total=total, body=body)
            page = rows if isinstance(rows, list) else [] if rows is None else [rows]
            first = json.dumps(page[:1], default=str, sort_keys=True)
            if not page or first in seen:
                # Some systems repeat their last page for ever.
                request = None
                break
            seen.add(first)
            found.extend(page)
            request = self._next(request, ask, inputs, paging, body, number, len(page))
        return Rows(found[:wanted], request is not None or len(found) > wanted, total, body)

    async def read(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """The body of one answer."""
        seconds = self.manifest.connection.timeout_s.total
        return await self._body(self.request(ask, inputs), errors, seconds, repeatable=True)

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """Send one write; it is never repeated from here."""
        seconds = self.manifest.connection.timeout_s.write
        return await self._body(self.request(ask, inputs), errors, seconds, repeatable=False)

    async def aclose(self) -> None:
        """Close every connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def request(self, ask: Ask, inputs: Inputs, places: Mapping[str, Any] | None = None) -> HttpRequest:
        """The request of a question, filled in, but for the sign-in; raises TemplateError.

        `places` are values that paging puts somewhere: `query.NAME` or `json.a.b`.
        """
        template = ask.request
        if template is None:
            raise Rejected(self.manifest.name, None, "the question has no request")
        content = fill(template.body, inputs)
        query = fill(template.query, inputs)
        for place, value in (places or {}).items():
            _place(query, content, place, value)
        return HttpRequest(
            method=template.verb,
            url=self._base() + _path(fill(template.path, inputs)),
            query=_pairs(query),
            headers={name: _header(fill(value, inputs)) for name, value in template.headers.items()},
            content=content,
            form=dict(_pairs(fill(template.form, inputs))) if template.form is not None else None,
        )

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """The request as it would go out, on one line, the sign-in masked."""
        request = self.request(ask, inputs)
        line = f"{request.method} {request.url}"
        if request.query:
            line += "?" + urlencode(request.query)
        headers = {**request.headers, **dict.fromkeys(self._auth_names(), _MASKED)}
        shown = "".join(f"   {name}: {value}" for name, value in headers.items())
        body = "" if request.content is None else "   " + json.dumps(request.content, ensure_ascii=False, default=str)
        return line + shown + body

    # -- asking ----------------------------------------------------------------------------------------------

    async def _body(
        self, request: HttpRequest, errors: Sequence[ErrorRule], seconds: float, *, repeatable: bool
    ) -> Any:
        response = await self._http().send(request, seconds=seconds, repeatable=repeatable)
        return self.judge(response, errors)

    def judge(self, response: HttpResponse, errors: Sequence[ErrorRule]) -> Any:
        """The body of a good answer, None for an empty one; raises what the rules or the status say."""
        told = {"status": response.status, "headers": dict(response.headers), "body": response.body}
        for rule in errors:
            if self._holds(rule.when, told):
                return self._by_rule(rule, told, response)
        return self._by_status(response)

    def _by_rule(self, rule: ErrorRule, told: Mapping[str, Any], response: HttpResponse) -> Any:
        if rule.outcome == "empty":
            return None
        message = self._text(rule.message, told)
        name = self.manifest.name
        made: Mapping[str, Callable[[], ConnectorError]] = {
            "auth": lambda: AuthError(name, message),
            "denied": lambda: Denied(name, response.status, message),
            "retry": lambda: Unavailable(name, "server", message),
            "throttled": lambda: RateLimited(name, self._wait(rule, told, response), message),
            "rejected": lambda: Rejected(name, response.status, message),
            "fail": lambda: BadPayload(name, "body", message or "the system answered with an error"),
        }
        raise made[rule.outcome]()

    def _by_status(self, response: HttpResponse) -> Any:
        name, status = self.manifest.name, response.status
        if 200 <= status < 300:
            if response.problem is not None:
                raise BadPayload(name, "body", response.problem)
            return response.body
        if status == 401:
            raise AuthError(name, "the system asks us to sign in (401)")
        if status == 403:
            raise Denied(name, status, "the system does not allow this (403)")
        if status == 404:
            raise NotFound(name, "the system knows no such thing (404)")
        if status == 429:
            raise RateLimited(name, retry_after(response.headers, self.clock.now()), "too many requests (429)")
        if status in {408, 425} or status >= 500:
            raise Unavailable(name, "timeout" if status == 408 else "server", f"the system failed ({status})")
        if 300 <= status < 400:
            raise Rejected(name, status, f"the system redirects ({status}), which is not followed: check base_url")
        raise Rejected(name, status, f"the system refused the request ({status})")

    def _wait(self, rule: ErrorRule, told: Mapping[str, Any], response: HttpResponse) -> float | None:
        seconds = self._text(rule.retry_after, told)
        headers = {"retry-after": seconds.partition(".")[0]} if seconds else response.headers
        return retry_after(headers, self.clock.now())

    # -- pages -----------------------------------------------------------------------------------------------

    def _next(
        self, last: HttpRequest, ask: Ask, inputs: Inputs, paging: Paging, body: Any, number: int, size: int
    ) -> HttpRequest | None:
        """The request for the page after this one, None at the end."""
        if paging.kind == "next_url":
            address = self._text(paging.next_url, body, 4_000)
            return replace(last, url=self._absolute(address), query=()) if address else None
        value: Any = None
        if paging.kind == "cursor":
            value = self._text(paging.cursor, body, 2_000)
        elif paging.size_in is None or size >= paging.page_size:
            value = number * paging.page_size if paging.kind == "offset" else paging.first_page + number
        return self.request(ask, inputs, _places(paging, value)) if value else None

    def _absolute(self, address: str) -> str:
        return address if "://" in address else self._base() + "/" + address.lstrip("/")

    def _rows_in(self, body: Any, records: str | None) -> Any:
        if records is None or body is None:
            return body
        try:
            return self._evaluate(records, body)
        except Unreadable as wrong:
            raise BadPayload(self.manifest.name, "records", str(wrong)) from None

    def _total(self, expression: str | None, body: Any) -> int | None:
        try:
            found = self._evaluate(expression, body) if expression is not None else None
        except Unreadable:
            return None
        return found if isinstance(found, int) and not isinstance(found, bool) and found >= 0 else None

    # -- the connection --------------------------------------------------------------------------------------

    def _http(self) -> HttpClient:
        if self._client is None:
            connection = self.manifest.connection
            self._client = HttpClient(
                system=self.manifest.name,
                base_url=self._base(),
                allowed_hosts=connection.allowed_hosts,
                timeouts=connection.timeout_s,
                tls=self.tls,
                sign=self._sign,
                proxy=connection.proxy,
            )
        return self._client

    def _base(self) -> str:
        return (self.manifest.settings.base_url or "").rstrip("/")

    def _sign(self) -> Mapping[str, str]:
        """The sign-in headers, from secrets read at this moment."""
        auth = self.manifest.auth
        if auth.kind == "basic":
            pair = f"{auth.user}:{self._secret(auth.password)}".encode()
            return {"Authorization": "Basic " + base64.b64encode(pair).decode()}
        if auth.kind == "bearer":
            return {"Authorization": "Bearer " + self._secret(auth.token)}
        if auth.kind == "header":
            return {str(auth.name): self._secret(auth.value)}
        return {}

    def _auth_names(self) -> list[str]:
        auth = self.manifest.auth
        if auth.kind == "none":
            return []
        return [str(auth.name)] if auth.kind == "header" else ["Authorization"]

    def _secret(self, name: str | None) -> str:
        value = self.secrets((name or "").removeprefix("secret:"))
        if not value:
            raise AuthError(self.manifest.name, f"the secret {name} is not in the secret store")
        try:
            return _header(value)
        except TemplateError:
            raise AuthError(self.manifest.name, f"the secret {name} holds a line break or no ASCII") from None

    # -- expressions -----------------------------------------------------------------------------------------

    def _evaluate(self, expression: str, value: Any) -> Any:
        if expression not in self._compiled:
            self._compiled[expression] = compile_expression(expression, Locale())
        return self._compiled[expression](value)

    def _holds(self, expression: str, told: Mapping[str, Any]) -> bool:
        try:
            found = self._evaluate(expression, told)
        except Unreadable:
            return False
        return found not in (None, False, "", [], {})

    def _text(self, expression: str | None, value: Any, limit: int = 200) -> str:
        if expression is None:
            return ""
        try:
            return text_of(self._evaluate(expression, value), limit) or ""
        except Unreadable:
            return ""


def _start(paging: Paging) -> int | None:
    return {"offset": 0, "page": paging.first_page}.get(paging.kind)


def _places(paging: Paging, value: Any) -> dict[str, Any]:
    """Where the page size goes, and where this page begins."""
    where = {"offset": paging.offset_in, "page": paging.page_in, "cursor": paging.cursor_in}.get(paging.kind)
    places = {paging.size_in: paging.page_size, where: value}
    return {place: item for place, item in places.items() if place is not None and item is not None}


def _wanted(paging: Paging, inputs: Inputs) -> int:
    limit = inputs.get("limit")
    return min(paging.max_rows, limit) if isinstance(limit, int) else paging.max_rows


def _path(filled: Any) -> str:
    if not isinstance(filled, str) or not filled.startswith("/") or filled.startswith("//"):
        raise TemplateError("a path must start with one /")
    if any(part in {".", ".."} for part in filled.split("/")) or any(char in filled for char in "?#\\ \r\n\t\x00"):
        raise TemplateError("a path may hold no dots, spaces, ? or #")
    return filled


def _header(filled: Any) -> str:
    text = as_text(filled)
    if not text.isascii() or any(ord(char) < 32 or ord(char) == 127 for char in text):
        raise TemplateError("a header may hold plain ASCII only")
    return text


def _pairs(query: Mapping[str, Any] | None) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for name, value in (query or {}).items():
        items = value if isinstance(value, list | tuple) else [value]
        pairs.extend((name, as_text(item)) for item in items if item is not None)
    return tuple(pairs)


def _place(query: dict[str, Any], content: Any, place: str, value: Any) -> None:
    where, _, name = place.partition(".")
    if where == "query":
        query[name] = value
        return
    *way, last = name.split(".")
    target = content
    for part in way:
        target = target.setdefault(part, {}) if isinstance(target, dict) else None
    if isinstance(target, dict):
        target[last] = value
