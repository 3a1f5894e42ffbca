"""The questions of a manifest: how one is asked, how its answer is judged, how its pages are read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from connectors.manifest.parts import Part, Request

LookBy = Literal["phone", "email", "id", "text"]
Decode = Literal["json", "base64json", "xml", "csv", "zip"]
Outcome = Literal["empty", "auth", "denied", "retry", "throttled", "rejected", "fail"]

MAX_ROWS = 2_000
MAX_PAGES = 50
MAX_SYNC_ROWS = 100_000
MAX_SYNC_PAGES = 1_000
TAKEN = "take:"
"""What a step has taken, whose name follows."""
HEADER = "header:"
"""What is read from a header, whose name follows, and not from the body."""


def of_header(place: str | None) -> str:
    """The header that a place in an answer names, in lower case as answers have it; "" where it names none."""
    return place.removeprefix(HEADER).lower() if place is not None and place.startswith(HEADER) else ""


class ErrorRule(Part):
    """Reads an answer as an error: `when` is JMESPath on {status, headers, body}; the first that holds wins.

    `message` and `retry_after` (seconds) are JMESPath on the same. A message is told where it stands in the expression
    itself or is a short code: the system's own words may hold a customer's data.
    """

    when: str
    outcome: Outcome = Field(alias="as")
    message: str | None = None
    retry_after: str | None = None


class Ask(Part):
    """One question to the system, in the words of its kind; `decode` says how its answer is written.

    `sql` with its `bind`; a `request`; a GraphQL `query` with its `variables`; a JSON-RPC `method` with its `params`.
    `file` names a table of `[files]`: rows whose columns `look_in` hold `look_for`, compared as `look_by` says.
    `headers` go with a GraphQL or JSON-RPC question; a `request` has its own. `decode_path` is JMESPath to the texts
    of base64 inside a JSON answer. `redirect` follows one 307 or 308 on the same host.
    """

    sql: str | None = None
    bind: dict[str, Any] = Field(default_factory=dict)
    request: Request | None = None
    query: str | None = None
    variables: dict[str, Any] = Field(default_factory=dict)
    method: str | None = None
    params: dict[str, Any] | list[Any] = Field(default_factory=dict)
    headers: dict[str, str] = Field(default_factory=dict)
    file: str | None = None
    look_in: tuple[str, ...] = ()
    look_for: str | None = None
    look_by: LookBy | None = None
    decode: Decode | None = None
    decode_path: str | None = None
    redirect: Literal["same_host"] | None = None

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to ask."""
        return any(part is not None for part in (self.sql, self.request, self.query, self.method, self.file))

    def templates(self) -> dict[str, Any]:
        """Everything of this question that placeholders may stand in."""
        request = self.request.model_dump() if self.request is not None else None
        parts = {"bind": self.bind, "variables": self.variables, "params": self.params, "headers": self.headers}
        return {**parts, "request": request, "look_for": self.look_for}


class Paging(Part):
    """How to read on. `*_in` says where a number goes: `query.`, `json.`, `variables.` or `params.NAME`.

    `cursor` and `next_url` are JMESPath on the answer, or `header:NAME`. `range_header` asks for `range_unit`=0-19;
    some systems mean the end to be `exclusive`. `max_rows` always ends it.
    """

    kind: Literal["none", "offset", "page", "cursor", "next_url", "link_header", "range_header"] = "none"
    size_in: str | None = None
    offset_in: str | None = None
    page_in: str | None = None
    cursor_in: str | None = None
    page_size: Annotated[int, Field(ge=1, le=1000)] = 20
    first_page: Annotated[int, Field(ge=0, le=1)] = 1
    max_rows: Annotated[int, Field(ge=1, le=MAX_ROWS)] = 100
    cursor: str | None = None
    next_url: str | None = None
    range_unit: str = Field("items", pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$")
    range_end: Literal["inclusive", "exclusive"] = "inclusive"

    @property
    def most(self) -> int:
        """The most rows one answer may have; an answer that is not paged is cut only where the manifest says so."""
        return MAX_ROWS if self.kind == "none" and "max_rows" not in self.model_fields_set else self.max_rows

    @property
    def most_pages(self) -> int:
        """The most pages one answer may have."""
        return MAX_PAGES


class Step(Ask):
    """A question on the way; `take` names JMESPath on the answer for later `${take.name}`.

    With `paging` it is read to its end, and `take` reads one list: the rows that `records` finds on every page.
    """

    take: dict[str, str] = Field(default_factory=dict)
    records: str | None = None
    paging: Paging = Paging()


class SyncStep(Step):
    """A question on the way to what is synced. One with `until` (JMESPath) is asked again until that holds.

    It is asked every `every_s` seconds, for at most `most_s`; where `failed` holds, the job has failed there.
    """

    until: str | None = None
    failed: str | None = None
    every_s: Annotated[float, Field(ge=0.5, le=60)] = 2.0
    most_s: Annotated[float, Field(ge=1, le=3_600)] = 600.0


def is_waiting(step: Step) -> bool:
    """Whether a step is asked again until something has come: an empty answer only says that it is not there yet."""
    return isinstance(step, SyncStep) and step.until is not None


class SyncPaging(Paging):
    """How to read on through everything that is synced."""

    page_size: Annotated[int, Field(ge=1, le=1000)] = 100
    max_rows: Annotated[int, Field(ge=1, le=MAX_SYNC_ROWS)] = 20_000

    @property
    def most(self) -> int:
        """The most rows one sync may bring."""
        return self.max_rows

    @property
    def most_pages(self) -> int:
        """The most pages one sync may read."""
        return MAX_SYNC_PAGES
