"""What an answer holds for one page of a list: its rows, what leads to the next page, how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.errors import BadPayload
from connectors.formats.decode import base64_json
from connectors.http.answers import Answers
from connectors.http.client import HttpResponse
from connectors.manifest.asks import TAKEN, Ask, ErrorRule, Paging, of_header
from connectors.manifest.model import Operation
from connectors.mapping.convert import Unreadable
from connectors.mapping.looked_for import rows_left_out
from connectors.rest.paging import Pages, header_total, next_link, not_led, range_total

LONGEST_TOKEN = 4_000
SILENT = "the answer is empty (status {status}): only 204 or an empty list says that nothing is there"


class Listed:
    """Reads the pages of one system."""

    def __init__(self, system: str, answers: Answers) -> None:
        self._system = system
        self._answers = answers

    def unpacked(self, ask: Ask, body: Any) -> Any:
        """What expressions read: with `decode_path` what the base64 there holds."""
        if ask.decode_path is None or body is None:
            return body
        try:
            return base64_json(self._answers.evaluate(ask.decode_path, body))
        except Unreadable as wrong:
            raise BadPayload(self._system, "decode_path", str(wrong)) from None

    def page(self, ask: Ask, operation: Operation, body: Any) -> Any:
        """What stands in an answer where the manifest looks for rows."""
        return self._rows_in(self.unpacked(ask, body), operation.records)

    def take(self, pages: Pages, ask: Ask, operation: Operation, response: HttpResponse, body: Any) -> Any:
        """Add the rows of an answer to the pages; what it holds where that is neither a list nor an object."""
        body = self.unpacked(ask, body)
        page = self._rows_in(body, operation.records, pages)
        if page is not None and not isinstance(page, list | dict):
            return page
        listed = page if isinstance(page, list) else [] if page is None else [page]
        token, total = self._token(operation.paging, response), self._total(operation, response)
        pages.looks_like(body)
        pages.take(listed, token, total, is_told=not not_led(operation.paging, response.body))
        return None

    def _rows_in(self, body: Any, records: str | None, before: Pages | None = None) -> Any:
        if records is None or body is None:
            return body
        try:
            found = self._answers.evaluate(records, body)
        except Unreadable as wrong:
            raise BadPayload(self._system, "records", str(wrong)) from None
        left_out = rows_left_out(body, records) if found in (None, []) else ""
        if left_out and (before is None or not before.may_end_with(body)):
            raise BadPayload(self._system, "records", left_out)
        return found

    def no_silence(
        self, response: HttpResponse, errors: Sequence[ErrorRule], body: Any, before: Pages | None = None
    ) -> None:
        """Refuse an empty answer that does not say that there is nothing: taken for it, somebody would be unknown.

        Behind the last page that we count ourselves it says that, and where there is a rule for it.
        """
        if body not in (None, "") or self._answers.says_nothing(response, errors):
            return
        if before is None or not before.may_end_with(None):
            raise BadPayload(self._system, "body", SILENT.format(status=response.status))

    def _token(self, paging: Paging, response: HttpResponse) -> Any:
        """What leads to the next page: a cursor, an address, or that there was a range at all."""
        match paging.kind:
            case "link_header":
                return next_link(response.headers.get("link", ""))
            case "range_header":
                return response.headers.get("content-range")
            case "next_url" if not of_header(paging.next_url):
                return self._answers.token(paging.next_url, response.body, LONGEST_TOKEN)
        if name := of_header(paging.next_url if paging.kind == "next_url" else paging.cursor):
            return response.headers.get(name, "")[:LONGEST_TOKEN]
        return self._answers.token(paging.cursor, response.body, LONGEST_TOKEN)

    def _total(self, operation: Operation, response: HttpResponse) -> int | None:
        if operation.paging.kind == "range_header" and operation.total is None:
            return range_total(response.headers.get("content-range", ""))
        if name := of_header(operation.total):
            return header_total(response.headers.get(name, ""))
        if operation.total is not None and operation.total.startswith(TAKEN):
            return None  # the steps have counted
        return self._answers.count(operation.total, response.body)
