"""The HTTP backend of REST, GraphQL and JSON-RPC: requests filled in, answers judged, pages read to their end."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any
from urllib.parse import urlencode

from connectors.answers import Answers
from connectors.asks import Ask, ErrorRule, Paging
from connectors.backend import Inputs, Rows, Secrets
from connectors.clock import Clock
from connectors.convert import Unreadable
from connectors.errors import AuthError, BadPayload
from connectors.http import HttpClient, HttpRequest
from connectors.manifest_model import Manifest, Operation
from connectors.questions import header, http_request
from connectors.templating import TemplateError
from connectors.tls import Tls

MAX_PAGES = 50
_MASKED = "***"


@dataclass
class RestBackend:
    """One system that is asked over HTTP, by the address in the manifest's settings."""

    manifest: Manifest
    secrets: Secrets
    tls: Tls
    clock: Clock
    _client: HttpClient | None = None
    _numbers: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._answers = Answers(self.manifest.name, self.clock)

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
            body = await self._body(request, ask, errors, self.manifest.connection.timeout_s.total, repeatable=True)
            rows = self._rows_in(body, operation.records)
            total = total if total is not None else self._answers.count(operation.total, body)
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
        return await self._body(self.request(ask, inputs), ask, errors, seconds, repeatable=True)

    async def write(self, ask: Ask, errors: Sequence[ErrorRule], inputs: Inputs) -> Any:
        """Send one write; it is never repeated from here."""
        seconds = self.manifest.connection.timeout_s.write
        return await self._body(self.request(ask, inputs), ask, errors, seconds, repeatable=False)

    async def aclose(self) -> None:
        """Close every connection."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def request(self, ask: Ask, inputs: Inputs, places: Mapping[str, Any] | None = None) -> HttpRequest:
        """The request of a question, filled in, but for the sign-in; raises TemplateError."""
        return self._request(ask, inputs, places or {}, next(self._numbers))

    def _request(self, ask: Ask, inputs: Inputs, places: Mapping[str, Any], number: int) -> HttpRequest:
        return http_request(ask, inputs, self._base(), self.manifest.connection.path, places, number)

    def dry_run(self, ask: Ask, inputs: Inputs) -> str:
        """The request as it would go out, on one line, the sign-in masked."""
        request = self._request(ask, inputs, {}, 1)
        line = f"{request.method} {request.url}"
        if request.query:
            line += "?" + urlencode(request.query)
        headers = {**request.headers, **dict.fromkeys(self._auth_names(), _MASKED)}
        shown = "".join(f"   {name}: {value}" for name, value in headers.items())
        body = "" if request.content is None else "   " + json.dumps(request.content, ensure_ascii=False, default=str)
        return line + shown + body

    # -- asking ----------------------------------------------------------------------------------------------

    async def _body(
        self, request: HttpRequest, ask: Ask, errors: Sequence[ErrorRule], seconds: float, *, repeatable: bool
    ) -> Any:
        response = await self._http().send(request, seconds=seconds, repeatable=repeatable)
        number = request.content.get("id") if ask.method is not None else None
        return self._answers.judge(response, errors, ask, number)

    # -- pages -----------------------------------------------------------------------------------------------

    def _next(
        self, last: HttpRequest, ask: Ask, inputs: Inputs, paging: Paging, body: Any, number: int, size: int
    ) -> HttpRequest | None:
        """The request for the page after this one, None at the end."""
        if paging.kind == "next_url":
            address = self._answers.text(paging.next_url, body, 4_000)
            return replace(last, url=self._absolute(address), query=()) if address else None
        value: Any = None
        if paging.kind == "cursor":
            value = self._answers.text(paging.cursor, body, 2_000)
        elif paging.size_in is None or size >= paging.page_size:
            value = number * paging.page_size if paging.kind == "offset" else paging.first_page + number
        return self.request(ask, inputs, _places(paging, value)) if value else None

    def _absolute(self, address: str) -> str:
        return address if "://" in address else self._base() + "/" + address.lstrip("/")

    def _rows_in(self, body: Any, records: str | None) -> Any:
        if records is None or body is None:
            return body
        try:
            return self._answers.evaluate(records, body)
        except Unreadable as wrong:
            raise BadPayload(self.manifest.name, "records", str(wrong)) from None

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
            return header(value)
        except TemplateError:
            raise AuthError(self.manifest.name, f"the secret {name} holds a line break or no ASCII") from None


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
