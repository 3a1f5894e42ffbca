"""Reading on from page to page. Pure: what to ask for next, what was new, whether there was more; it always ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from connectors.http.client import HttpRequest, joined, origin
from connectors.manifest.asks import Paging, of_header
from connectors.manifest.templating import Later
from connectors.mapping.looked_for import rows_left_out

_LINK = re.compile(r"<([^<>]*)>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s,;\"]+))*)\s*(?:,|\Z)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s,;\"]+))", re.IGNORECASE)
_CONTENT_RANGE = re.compile(r"\s*[\w-]+ (?:\d{1,12}-\d{1,12}|\*)/(\d{1,12}|\*)\s*\Z", re.ASCII)
_COUNTED = frozenset({"offset", "page", "range_header"})


class Pages:
    """The pages of one answer; `identify` names a row, so that none counts twice; a single page is not named."""

    def __init__(self, paging: Paging, wanted: int, identify: Callable[[Any], str]) -> None:
        self.rows: list[Any] = []
        self.truncated = False
        self.repeats = False
        self.total: int | None = None
        self.is_open = True
        self.url: str | None = None
        self._paging = paging
        self._wanted = wanted
        self._identify = identify
        self.read = 0
        self._count = 0
        self._token: Any = None
        self._known: set[str] = set()
        self._unnamed: list[Any] = []
        self._tokens: set[str] = set()
        self._names: frozenset[str] = frozenset()

    @property
    def places(self) -> Mapping[str, Any]:
        """Where the request for the next page says how much and from where."""
        paging = self._paging
        if paging.kind == "none":
            return {}
        if paging.kind == "range_header":
            end = self.read + paging.page_size - (paging.range_end == "inclusive")
            return {"headers.Range": f"{paging.range_unit}={self.read}-{end}"}
        at = {
            paging.offset_in: self.read if paging.kind == "offset" else None,
            paging.page_in: paging.first_page + self._count if paging.kind == "page" else None,
            paging.cursor_in: self._token if paging.kind == "cursor" else None,
            paging.size_in: paging.page_size,
        }
        return {place: value for place, value in at.items() if place is not None and value is not None}

    def take(self, page: list[Any], token: Any = None, total: int | None = None, *, is_told: bool = True) -> None:
        """Keep what is new of a page; `token` is the cursor or address of the next one, `total` the system's count.

        Where nothing at all stands in the place of the token (not `is_told`), a full first page may not be the last:
        the manifest may look in the wrong place.
        """
        self._count += 1
        self.read += len(page)
        self.total = self.total if self.total is not None else total
        fresh = self._fresh(page)
        # Some systems repeat their last page for ever; a row pinned to the top of every page is no repetition.
        repeats = bool(page) and not fresh
        self.repeats |= repeats
        if not repeats:
            self.rows.extend(fresh)
        has_more = not repeats and self._has_more(len(page), token)
        is_enough = len(self.rows) == self._wanted or self._count >= self._paging.most_pages
        if len(self.rows) > self._wanted or (has_more and is_enough):
            self.truncated, has_more = True, False
        elif not has_more and (self._is_short() or (not is_told and self._may_go_on(len(page)))):
            self.truncated = True  # it ended before its own count: a page was left out, or the count is wrong
        self.is_open = has_more
        del self.rows[self._wanted :]

    def looks_like(self, body: Any) -> None:
        """Remember how the first answer looks."""
        if self._count == 0:
            self._names = frozenset(body) if isinstance(body, Mapping) else frozenset()

    def may_end_with(self, body: Any) -> bool:
        """Whether an answer without rows ends the list: not the first, and no other thing, such as a maintenance note.

        One that is empty ends it only where we count the pages ourselves: nothing has led to it.
        """
        if self._count == 0:
            return False
        if body is None:
            return self._paging.kind in _COUNTED
        return isinstance(body, Mapping) and (self._names >= body.keys() or _says_the_end(self._paging, body))

    def _fresh(self, page: list[Any]) -> list[Any]:
        """The rows that no page before had; the first page's are named when there is a second."""
        if not self._known and not self._unnamed:
            self._unnamed = page
            return page
        self._known.update(map(self._identify, self._unnamed))
        self._unnamed = []
        names = [self._identify(row) for row in page]
        fresh = [row for row, name in zip(page, names, strict=True) if name not in self._known]
        self._known.update(names)
        return fresh

    def _has_more(self, size: int, token: Any) -> bool:
        paging = self._paging
        match paging.kind:
            case "none":
                self.truncated = self.total is not None and self.total > size
                return False
            case "cursor" | "next_url" | "link_header":
                return self._go_on(token)
            case "range_header":
                return size > 0 and token is not None and (size >= paging.page_size or self._is_short())
        return size > 0 and (paging.size_in is None or size >= paging.page_size or self._is_short())

    def _may_go_on(self, size: int) -> bool:
        """Whether a page that leads nowhere is as full as the first of several would be."""
        is_full = self._paging.size_in is not None and size >= self._paging.page_size
        return is_full and self._count == 1 and self.total is None

    def _is_short(self) -> bool:
        """Whether the system, which may give smaller pages than we ask for, says that there are more rows."""
        return self.total is not None and self.read < self.total

    def _go_on(self, token: Any) -> bool:
        if token in (None, False, ""):
            return False
        if str(token) in self._tokens:
            # It says that there is more, and sends us round in a circle.
            self.truncated = self.repeats = True
            return False
        self._tokens.add(str(token))
        self._token = token
        self.url = str(token)
        return True


def _says_the_end(paging: Paging, body: Any) -> bool:
    """Whether something stands in the place of what leads on."""
    place = {"cursor": paging.cursor, "next_url": paging.next_url}.get(paging.kind)
    return place is not None and not of_header(place) and not rows_left_out(body, place)


def onward(request: HttpRequest, address: str) -> HttpRequest:
    """The request for the page at an address; what the sign-in puts into the query goes along, to no other host."""
    url = joined(request.url, address)
    signed = tuple(pair for pair in request.query if isinstance(pair[1], Later))
    if not signed or origin(url) is None or origin(url) != origin(request.url):
        return replace(request, url=url, query=())
    parts, names = urlsplit(url), {name for name, _ in signed}
    led = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in names]
    return replace(request, url=urlunsplit(parts._replace(query="", fragment="")), query=(*led, *signed))


def not_led(paging: Paging, body: Any) -> str:
    """What to say where nothing stands in the place of the cursor or of the next address, not even null."""
    place = {"cursor": paging.cursor, "next_url": paging.next_url}.get(paging.kind)
    return "" if place is None or of_header(place) else rows_left_out(body, place)


def next_link(header: str) -> str | None:
    """The address of the next page in a Link header (RFC 8288)."""
    for address, parameters in _LINK.findall(header[:8_000]):
        relations = (quoted or bare for quoted, bare in _REL.findall(parameters))
        if any("next" in relation.lower().split() for relation in relations):
            return str(address)
    return None


def header_total(header: str) -> int | None:
    """The count in a header of its own, such as X-Total-Count; None where it is none."""
    return int(header) if header.isascii() and header.isdigit() and len(header) <= 12 else None


def range_total(header: str) -> int | None:
    """The count in a Content-Range header, such as `records 0-19/42`; None where it has none."""
    found = _CONTENT_RANGE.match(header[:200])
    return int(found.group(1)) if found and found.group(1) != "*" else None
