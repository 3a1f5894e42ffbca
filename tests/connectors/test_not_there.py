"""What a manifest looks for in vain is said with the names that are there, and no value."""

from __future__ import annotations

import json

import pytest

from connectors.loading.load import parse_manifest
from connectors.mapping.looked_for import records_not_there, ways_in
from connectors.trials.check import Wanted, try_connection
from connectors.trials.fixture_check import replay_all
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
[customer.find_by_phone]
verify = "phone"
request.path = "/people"
records = "items"
map = { name = "name", phones = "[phone]", emails = "[email]", address = { city = "address.town" } }
[orders.list]
request.path = "/people"
records = "items"
map = { number = "no" }
[orders.list.paging]
kind = "page"
page_in = "query.page"
size_in = "query.size"
page_size = 2
max_rows = 100
[health.check]
request.path = "/ok"
"""
ANN = {"id": 7, "name": "Ann", "phone": "+4915120000004", "email": "ann@example.com", "address": {"town": "Ulm"}}


async def tried(folder, *answers, change=(), **wanted):
    async with FaultServer() as server:
        server.on("/people", *answers)
        text = MANIFEST.replace("http://127.0.0.1:1", server.url)
        text = text.replace(*change) if change else text
        manifest = parse_manifest(text.encode(), "desk.toml")
        wanted = wanted or {"phone": ANN["phone"]}
        return await try_connection(manifest, folder, lambda name: None, Wanted(**wanted))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            {"results": [ANN], "count": 1},
            "the answer has no `items`; it has `results` (a list of 1), `count`",
        ),
        ([ANN], "the answer has no `items`; it is a list: leave records out"),
        (
            {"items": {"page": 1, "people": [ANN]}},
            '`items` is one object, no list of rows; it has `page`, `people` (a list of 1): write records = "items.people"',
        ),
        (
            {"items": {"+4915120000004": ANN}},
            "`items` is one object, no list of rows; it has no name that may be shown",
        ),
        ({"items": 3}, "items is a single value, no list of rows"),
        ({"items": []}, None),
        ({"items": None}, None),
        ({"items": [ANN]}, None),
        ({"items": ANN}, None),
    ],
)
async def test_rows_that_are_somewhere_else(tmp_path, answer, said):
    trial = await tried(tmp_path, answer)
    told = trial.detail if trial.error and "the answer has no" in trial.detail else "".join(trial.shapes)
    assert told == (said or "")
    assert not any(str(value) in told for value in ANN.values())


async def test_an_answer_that_is_one_object_with_the_list_inside(tmp_path):
    trial = await tried(tmp_path, {"results": [ANN], "n": 1}, change=('records = "items"\n', ""))
    assert trial.shapes == (
        'the answer is one object, no list of rows; it has `results` (a list of 1), `n`: write records = "results"',
    )


async def test_fields_that_no_row_has(tmp_path):
    rows = [
        {"id": id, "name": "Ann", "tel": ANN["phone"], "mail": "a@example.com", "address": {"city": "Ulm"}}
        for id in (1, 2)
    ]
    trial = await tried(tmp_path, {"items": rows})
    assert (trial.kept, trial.dropped) == (0, 2)
    there = "the rows have `id`, `name`, `tel`, `mail`, `address`"
    assert trial.absent == (
        f"`phone` (for phones): never there in 2 rows; {there}",
        f"`email` (for emails): never there in 2 rows; {there}",
        "`address.town` (for address.city): never there in 2 rows; `address` has `city`",
    )


@pytest.mark.parametrize(
    "row",
    [
        ANN,
        ANN | {"email": None, "address": None},  # empty here is no wrong name
        ANN | {"email": ""},
    ],
)
async def test_what_is_merely_empty_is_not_missing(tmp_path, row):
    assert (await tried(tmp_path, {"items": [row]})).absent == ()


async def test_one_of_two_fields_is_enough(tmp_path):
    trial = await tried(tmp_path, {"items": [ANN]}, change=('"[email]"', '"[mail || email]"'))
    assert trial.absent == ()


@pytest.mark.parametrize(
    ("expression", "ways"),
    [
        ("a.b.c", (("a", "b", "c"),)),
        ("lines[].{sku: product.code}", (("lines",),)),
        ("addresses[0].country.code", (("addresses",),)),
        ("mails[?kind == 'home'].value | [0]", (("mails",),)),
        ("money(total.gross, currency)", (("total", "gross"), ("currency",))),
        ("words(a, b) || c", (("a",), ("b",), ("c",))),
        ("'nps'", ()),
        ("a[", ()),
    ],
)
def test_where_an_expression_begins_to_look(expression, ways):
    assert ways_in(expression) == ways


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"data": {"customer": None}}, ""),  # nobody, no wrong name
        ({"data": {"people": []}}, "the answer has no `data.customer.orders`; `data` has `people` (a list of 0)"),
        ({"data": []}, ""),
        ({"data": [1]}, 'the answer has no `data.customer.orders`; `data` is a list: records = "data"'),
        ({"data": "x"}, "the answer has no `data.customer.orders`; `data` is a single value"),
        ({"a@example.com": 1}, "the answer has no `data.customer.orders`; it has no name that may be shown"),
    ],
)
def test_a_way_through_an_answer(body, said):
    assert records_not_there(body, "data.customer.orders[]") == said


async def test_every_page_is_a_request_of_its_own(tmp_path):
    pages = [{"items": [{"id": 1, "no": "A"}, {"id": 2, "no": "B"}]}, {"items": [{"id": 3, "no": "C"}]}]
    trial = await tried(tmp_path, *pages, operation="orders.list", customer_id="1")
    lists = [each for each in trial.tries if "/people" in each.request]
    assert [(each.request.partition("?")[2], each.rows, each.page) for each in lists] == [
        ("page=1&size=2", 2, 1),
        ("page=2&size=2", 1, 2),
    ]


async def test_the_pages_of_a_step_are_requests_of_their_own(tmp_path):
    step = """steps = [ { request = { path = "/people" }, records = "items", take = { ids = "[].id" }, """
    step += """paging = { kind = "page", page_in = "query.page", page_size = 2, size_in = "query.size" } } ]
request.path = "/one"
records = "items"
map = { name = "name", phones = "[phone]" }
"""
    i = MANIFEST.index('request.path = "/people"')
    change = (MANIFEST[i : MANIFEST.index("[orders.list]")], step)
    trial = await tried(tmp_path, {"items": [ANN, {"id": 8}]}, {"items": [{"id": 9}]}, change=change)
    asked = [
        (each.request.partition("?")[2], each.rows, each.page) for each in trial.tries if "/people" in each.request
    ]
    assert asked == [("page=1&size=2", 2, 1), ("page=2&size=2", 1, 2)]


async def test_the_page_that_failed_is_the_one_shown(tmp_path):
    pages = [{"items": [{"id": 1, "no": "A"}, {"id": 2, "no": "B"}]}, reply(b"{}", "500 Internal Server Error")]
    trial = await tried(tmp_path, *pages, operation="orders.list", customer_id="1")
    first, second = (each for each in trial.tries if "/people" in each.request)
    assert (first.rows, first.error) == (2, None)
    assert second.error.startswith("Unavailable")
    assert "page=2" in second.request


async def test_a_recording_says_it_too(tmp_path):
    (tmp_path / "desk.toml").write_text(MANIFEST, "utf-8")
    (tmp_path / "desk.fixtures").mkdir()
    recorded = {
        "at": "2026-01-02T10:00:00+00:00",
        "settings": {},
        "asked": {"operation": "orders.list", "customer_id": "7"},
        "answers": [{"asks": "GET /people", "status": 200, "body": {"results": [{"id": 1}], "count": 1}}],
        "expect": {"kept": 1, "records": [{"id": "1"}]},
    }
    (tmp_path / "desk.fixtures" / "orders.list.json").write_text(json.dumps(recorded), "utf-8")
    (replayed,) = await replay_all(tmp_path / "desk.toml")
    assert replayed.problem is not None
    assert replayed.not_there == ("the answer has no `items`; it has `results` (a list of 1), `count`",)
