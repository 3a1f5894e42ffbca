"""Reading page by page: it always ends, gives no row twice, never more than allowed, and says when there is more."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.clock import SystemClock
from connectors.declarative import bare_connector
from connectors.errors import BadPayload, NotFound, Rejected
from connectors.loading.load import ManifestError, parse_manifest
from connectors.manifest.asks import MAX_PAGES, MAX_ROWS, Paging
from connectors.rest.paging import Pages, next_link, range_total
from tests.connectors.fault_server import FaultServer, reply

KINDS = {
    "none": {},
    "offset": {"offset_in": "query.o", "size_in": "query.n"},
    "page": {"page_in": "query.p"},
    "cursor": {"cursor_in": "query.c", "cursor": "next"},
    "next_url": {"next_url": "next"},
    "link_header": {},
    "range_header": {},
}
MANIFEST = """\
schema = 1
name = "desk"
settings.base_url = "http://127.0.0.1:1/api"
connection.timeout_s = { connect = 1, verdict = 2, total = 5, write = 5 }
[orders.list]
request.path = "/orders"
request.query = { person = "${customer.id}" }
records = "items"
total = "count"
map = { number = "no" }
paging = PAGING
[health.check]
request.path = "/ok"
"""


def pages_of(kind, wanted=50, size=2, **more):
    return Pages(Paging(kind=kind, page_size=size, **KINDS[kind], **more), wanted, lambda row: str(row["id"]))


def rows(*numbers):
    return [{"id": number, "no": f"A-{number}"} for number in numbers]


ANSWERS = st.lists(
    st.tuples(
        st.lists(st.integers(0, 30), max_size=6),
        st.one_of(st.none(), st.sampled_from(["a", "b", "c"]), st.integers(0, 500), st.just(False)),
        st.one_of(st.none(), st.integers(0, 100)),
    ),
    min_size=1,
    max_size=80,
)


class TestLaws:
    @given(kind=st.sampled_from(sorted(KINDS)), answers=ANSWERS, wanted=st.integers(1, 40), size=st.integers(1, 5))
    def test_it_ends_and_never_gives_too_much_or_anything_twice(self, kind, answers, wanted, size):
        pages = pages_of(kind, wanted, size)
        asked = 0
        while pages.is_open:
            numbers, token, total = answers[asked % len(answers)]
            pages.take(rows(*dict.fromkeys(numbers)), token, total)
            asked += 1
            assert asked <= MAX_PAGES
        found = [row["id"] for row in pages.rows]
        assert len(found) <= wanted
        assert len(found) == len(set(found))

    @given(
        kind=st.sampled_from(["offset", "page", "range_header", "cursor"]),
        count=st.integers(0, 60),
        size=st.integers(1, 7),
        wanted=st.integers(1, 40),
    )
    def test_an_honest_system_is_read_whole_or_said_not_to_be(self, kind, count, size, wanted):
        pages, at, asked = pages_of(kind, wanted, size), 0, 0
        while pages.is_open:
            places = pages.places
            if kind == "offset":
                assert places["query.o"] == at
            page = rows(*range(at, min(at + size, count)))
            at += len(page)
            token = at if kind == "cursor" and at < count else None
            pages.take(page, f"items {at}" if kind == "range_header" else token)
            asked += 1
        assert [row["id"] for row in pages.rows] == list(range(min(count, wanted, size * MAX_PAGES)))
        if kind == "cursor":
            assert pages.truncated == (len(pages.rows) < count)
        elif len(pages.rows) < count:
            assert pages.truncated

    @given(st.text(max_size=200))
    def test_no_header_breaks_the_reading(self, text):
        next_link(text)
        range_total(text)


class TestPages:
    def test_an_unpaged_answer_is_cut_only_where_the_manifest_says_so(self):
        assert Paging().most == MAX_ROWS
        assert Paging(max_rows=5).most == 5
        pages = Pages(Paging(max_rows=5), 5, lambda row: str(row["id"]))
        pages.take(rows(*range(9)))
        assert (len(pages.rows), pages.truncated) == (5, True)

    def test_a_total_above_what_came_says_that_there_is_more(self):
        pages = pages_of("none")
        pages.take(rows(1, 2), None, 9)
        assert (pages.truncated, pages.total) == (True, 9)

    def test_an_end_before_its_own_count_says_that_there_is_more(self):
        pages = pages_of("offset")
        pages.take(rows(1, 2), None, 5)
        pages.take([])
        assert (len(pages.rows), pages.truncated, pages.is_open) == (2, True, False)

    def test_smaller_pages_than_asked_for_are_read_on_where_the_total_says_so(self):
        pages = pages_of("offset", size=50)
        pages.take(rows(1, 2), None, 3)
        assert pages.places["query.o"] == 2
        pages.take(rows(3), None, 3)
        assert (len(pages.rows), pages.is_open, pages.truncated) == (3, False, False)

    def test_pages_that_overlap_give_each_row_once(self):
        pages = pages_of("offset", size=2)
        pages.take(rows(1, 2))
        pages.take(rows(2, 3))
        pages.take(rows(4))
        assert [row["id"] for row in pages.rows] == [1, 2, 3, 4]

    def test_rows_of_one_record_on_one_page_stay(self):
        pages = pages_of("page")
        pages.take(rows(1, 1, 2))
        assert len(pages.rows) == 3

    def test_a_cursor_that_comes_back_ends_it_and_says_so(self):
        pages = pages_of("cursor")
        for number, token in enumerate(["a", "b", "a"]):
            pages.take(rows(number), token)
        assert (len(pages.rows), pages.is_open, pages.truncated) == (3, False, True)

    def test_an_empty_page_with_a_cursor_is_not_the_end(self):
        pages = pages_of("cursor")
        pages.take(rows(1), "a")
        pages.take([], "b")
        pages.take(rows(2), None)
        assert [row["id"] for row in pages.rows] == [1, 2]

    @pytest.mark.parametrize(("end", "ranges"), [("inclusive", "items=0-1"), ("exclusive", "items=0-2")])
    def test_ranges(self, end, ranges):
        assert pages_of("range_header", range_end=end).places == {"headers.Range": ranges}


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ('<https://x/2>; rel="next", <https://x/9>; rel="last"', "https://x/2"),
        ('<https://x/1>; rel=prev, </p?page=2,3>; title="a, b"; rel="other next"', "/p?page=2,3"),
        ("<https://x/2>; REL=Next", "https://x/2"),
        ('<https://x/9>; rel="last"', None),
        ('<https://x/9>; rel="nextish"', None),
        ("", None),
        ("<" * 7_000, None),
        ('<a>; rel="next' * 500, None),
    ],
)
def test_link_headers(header, address):
    assert next_link(header) == address


@pytest.mark.parametrize(
    ("header", "total"),
    [("records 0-2/18", 18), ("items */0", 0), ("items 0-1/*", None), ("", None), ("items 0-1/9e9", None)],
)
def test_content_ranges(header, total):
    assert range_total(header) == total


@asynccontextmanager
async def opened(kind, *, size=2, most=50, total="count", **more):
    fields = {"kind": kind, "page_size": size, "max_rows": most, **KINDS[kind], **more}
    paging = ", ".join(f"{name} = {value!r}" for name, value in fields.items())
    async with FaultServer() as server:
        text = MANIFEST.replace("http://127.0.0.1:1", server.url).replace("PAGING", f"{{ {paging} }}")
        text = text.replace('"count"', f'"{total}"')
        connector = bare_connector(parse_manifest(text.encode(), "x"), None, {}.get, SystemClock())
        try:
            yield connector, server
        finally:
            await connector.aclose()


class TestOverHttp:
    async def test_by_link_header(self):
        async with opened("link_header") as (desk, server):
            link = 'Link: </api/orders?after=2>; rel="next"'
            first, second = reply({"items": rows(1, 2)}, extra=[link]), reply({"items": rows(3)})
            server.on("/api/orders", lambda seen: second if "after" in seen.query else first)
            page = await desk.list("orders", "7")
        assert [row.id for row in page.rows] == ["1", "2", "3"]
        assert [seen.query for seen in server.seen] == [{"person": ["7"]}, {"after": ["2"]}]

    @pytest.mark.parametrize("kind", ["next_url", "cursor"])
    async def test_by_a_header_of_its_own(self, kind):
        place = {"next_url": "header:Next-Page"} if kind == "next_url" else {"cursor": "header:Next-Page"}
        async with opened(kind, **place) as (desk, server):
            following = "/api/orders?c=2" if kind == "next_url" else "2"
            first, second = reply({"items": rows(1)}, extra=[f"Next-Page: {following}"]), reply({"items": rows(2)})
            server.on("/api/orders", lambda seen: second if seen.query.get("c") == ["2"] else first)
            page = await desk.list("orders", "7")
        assert ([row.id for row in page.rows], len(server.seen)) == (["1", "2"], 2)

    @pytest.mark.parametrize(
        ("kind", "last", "found"),
        [
            ("cursor", {"next": None}, True),
            ("cursor", {"next": None, "done": True}, True),
            ("cursor", {"count": 3}, True),
            ("next_url", {}, True),
            ("page", {}, True),
            ("page", None, True),
            ("offset", {"count": 2}, True),
            ("cursor", None, False),  # it has led there itself
            ("cursor", {"status": "maintenance"}, False),
            ("page", {"status": "maintenance"}, False),
            ("page", "hello", False),
        ],
    )
    async def test_a_last_page_may_leave_its_rows_out(self, kind, last, found):
        async with opened(kind, size=2, total="none") as (desk, server):
            first = {"items": rows(1, 2), "count": 2} | ({"next": "/api/orders?c=2"} if kind != "page" else {})
            server.on("/api/orders", lambda seen: reply(first if len(server.seen) == 1 else last))
            if found:
                page = await desk.list("orders", "7")
                assert [row.id for row in page.rows] == ["1", "2"]
            else:
                with pytest.raises(BadPayload):
                    await desk.list("orders", "7")
        assert len(server.seen) == 2

    @pytest.mark.parametrize("name", ["@page_index", "$skip", "page[number]", "p.x"])
    async def test_a_parameter_may_be_called_anything(self, name):
        async with opened("page", page_in=f"query.{name}", size=1) as (desk, server):
            server.on("/api/orders", lambda seen: reply({"items": rows(*map(int, seen.query[name]))[:2]}))
            page = await desk.list("orders", "7", limit=2)
        assert [row.id for row in page.rows] == ["1", "2"]

    @pytest.mark.parametrize(
        "evil", ["http://127.0.0.2:9/x", "https://evil.example/", "//evil.example/x", "ftp://x/y", "http://[x"]
    )
    @pytest.mark.parametrize("kind", ["link_header", "next_url"])
    async def test_never_to_another_place(self, kind, evil):
        async with opened(kind) as (desk, server):
            server.on("/api/orders", reply({"items": rows(1), "next": evil}, extra=[f'Link: <{evil}>; rel="next"']))
            with pytest.raises((Rejected, NotFound)):
                await desk.list("orders", "7")

    async def test_addresses_are_read_from_where_the_answer_stood(self):
        async with opened("next_url") as (desk, server):
            server.on("/api/orders", {"items": rows(1), "next": "more?x=1"})
            server.on("/api/more", {"items": rows(2), "next": "/elsewhere"})
            server.on("/elsewhere", {"items": rows(3), "next": None})
            page = await desk.list("orders", "7")
        assert [row.id for row in page.rows] == ["1", "2", "3"]

    @pytest.mark.parametrize("end", ["inclusive", "exclusive"])
    async def test_by_range_header(self, end):
        everything = rows(*range(1, 6))

        def answer(seen):
            start, last = map(int, re.fullmatch(r"records=(\d+)-(\d+)", seen.headers["range"]).groups())
            part = everything[start : last + (end == "inclusive")]
            if not part:
                return reply({}, "416 Range Not Satisfiable")
            return reply({"items": part}, "206 Partial", extra=[f"Content-Range: records {start}-{last}/*"])

        async with opened("range_header", range_unit="records", range_end=end, size=5) as (desk, server):
            server.on("/api/orders", answer)
            page = await desk.list("orders", "7")
        assert sorted(row.id for row in page.rows) == ["1", "2", "3", "4", "5"]
        assert (page.truncated, len(server.seen)) == (False, 2)

    @pytest.mark.parametrize(("said", "total"), [("7", 7), ("", None), ("many", None), ("-1", None)])
    async def test_a_count_in_a_header(self, said, total):
        async with opened("page", most=2, total="header:X-Total-Count") as (desk, server):
            server.on("/api/orders", reply({"items": rows(1, 2)}, extra=[f"X-Total-Count: {said}"]))
            page = await desk.list("orders", "7", limit=100)
        assert (len(page.rows), page.total, page.truncated) == (2, total, True)

    def test_a_count_that_is_taken_is_taken_by_a_step(self):
        with pytest.raises(ManifestError, match="total  is taken by no step"):
            parse_manifest(
                MANIFEST.replace("PAGING", '{ kind = "none" }').replace('"count"', '"take:count"').encode(), "x.toml"
            )

    def test_a_header_has_a_name(self):
        with pytest.raises(ManifestError):
            parse_manifest(
                MANIFEST.replace("PAGING", '{ kind = "none" }').replace('"count"', '"header:X Y"').encode(), "x.toml"
            )

    async def test_a_system_that_knows_no_ranges_is_read_once(self):
        async with opened("range_header") as (desk, server):
            server.on("/api/orders", {"items": rows(1, 2, 3), "count": 3})
            page = await desk.list("orders", "7")
        assert (len(page.rows), page.truncated, page.total, len(server.seen)) == (3, False, 3, 1)

    async def test_a_cursor_may_be_a_number_and_false_ends_it(self):
        async with opened("cursor") as (desk, server):
            server.on("/api/orders", {"items": rows(1), "next": 77}, {"items": rows(2), "next": False})
            page = await desk.list("orders", "7")
        assert (len(page.rows), server.seen[1].query["c"]) == (2, ["77"])

    @pytest.mark.parametrize("kind", sorted(set(KINDS) - {"none"}))
    async def test_an_endless_system_is_left_at_the_limit(self, kind):
        async with opened(kind, most=9) as (desk, server):
            numbers = iter(range(2, 10_000, 2))

            def answer(_):
                at = next(numbers)
                extra = [f'Link: </api/orders?x={at}>; rel="next"', f"Content-Range: items {at}-{at + 1}/*"]
                return reply({"items": rows(at, at + 1), "next": f"/api/orders?y={at}"}, extra=extra)

            server.on("/api/orders", answer)
            page = await desk.list("orders", "7", limit=100)
        assert (len(page.rows), page.truncated, len(server.seen)) == (9, True, 5)


@pytest.mark.parametrize(
    ("paging", "message"),
    [
        ('{ kind = "offset" }', "paging by offset needs it"),
        ('{ kind = "cursor", cursor_in = "query.c" }', "where the answer says the next cursor"),
        ('{ kind = "page", page_in = "body.x" }', "is written"),
        ('{ kind = "next_url", next_url = "a[" }', "no valid JMESPath"),
        ('{ kind = "next_url", next_url = "headers.\\"next-page\\"" }', "a header is written header:NAME"),
        ('{ kind = "next_url", next_url = "header:next page" }', "no valid JMESPath"),
        ('{ kind = "page", page_in = "query.${p}" }', "is written"),
        ('{ kind = "page", page_in = "headers.a b" }', "is written"),
        ('{ kind = "page", page_in = "json.a..b" }', "is written"),
        ('{ kind = "range_header", range_unit = "a=b" }', "pattern"),
        ('{ kind = "offset", offset_in = "query.o", max_rows = 0 }', "greater"),
        ('{ kind = "scroll" }', "range_header"),
    ],
)
def test_what_is_wrong_is_named(paging, message):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace("PAGING", paging).encode(), "x.toml")
    assert any(message in str(problem) and problem.line > 0 for problem in caught.value.problems)


@pytest.mark.parametrize("place", ["query.searchCriteria[currentPage]", "query.page[number]", "json.a.b"])
def test_a_page_may_be_asked_for_in_brackets(place):
    paging = f'{{ kind = "page", page_in = "{place}" }}'
    assert parse_manifest(MANIFEST.replace("PAGING", paging).encode(), "x.toml").operations


def paged(pages: list[list[dict[str, object]]]) -> list[object]:
    """The rows of pages that are read to their end."""
    found = Pages(Paging(kind="page", page_in="query.p", page_size=3, max_rows=50), 50, repr)
    for page in pages:
        if found.is_open:
            found.take(page)
    return found.rows


def test_lines_of_one_order_on_two_pages_are_all_there():
    lines = [{"order": 8, "line": line} for line in "ABCDE"]
    assert paged([lines[:3], lines[3:]]) == lines


def test_a_row_on_top_of_every_page_ends_nothing_and_comes_once():
    pinned, rest = {"no": 0}, [{"no": number} for number in range(1, 6)]
    assert paged([[pinned, *rest[:2]], [pinned, *rest[2:4]], [pinned, rest[4]]]) == [pinned, *rest]


def test_rows_are_named_only_where_there_is_a_second_page():
    def never(row):
        raise AssertionError(row)

    single = Pages(Paging(max_rows=5), 5, never)
    single.take([{"id": 1}, {"id": 1}])
    assert len(single.rows) == 2
    named = []
    several = Pages(
        Paging(kind="page", page_in="query.p", page_size=2, max_rows=50), 50, lambda row: named.append(row) or str(row)
    )
    several.take([1, 2])
    assert named == []
    several.take([2, 3])
    assert (several.rows, named) == ([1, 2, 3], [1, 2, 2, 3])
