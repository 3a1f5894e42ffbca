"""Systems that are read in the background: jobs that are waited for, pages, archives; whom a row is about; how old it is."""

from __future__ import annotations

import asyncio
import io
import json
import threading
import zipfile
from datetime import timedelta

import pytest

from connectors.declarative import build_connector
from connectors.errors import AuthError, BadPayload, RateLimited, Unavailable
from connectors.formats.decode import decode
from connectors.http.answers import Answers
from connectors.loading.load import parse_manifest
from connectors.manifest.problems import ManifestError
from connectors.mapping.convert import Unreadable
from connectors.phones import parse_number
from connectors.sync.keep import MemorySync, SyncState
from tests.connectors.fakes import START, FakeClock
from tests.connectors.fault_server import FaultServer, reply

JOB = """\
schema = 1
name = "voice"
settings = { base_url = "https://voice.example.com", region = "DE", survey = "SV_1" }
health.check.request.path = "/whoami"
[sync]
every_h = 6
days = 90
[sync.feedback]
records = "responses"
decode = "zip"
request.path = "/export/${take.file|path}/file"
match = { email = "values.mail", phone = "values.tel", id = "values.no" }
map = { id = "responseId", metric = "'nps'", score = "values.Q1", comment = "values.Q2", at = "time(values.at)" }
[[sync.feedback.steps]]
request = { path = "/export", json = { survey = "${settings.survey}", since = "${since}" } }
take = { job = "result.progressId" }
[[sync.feedback.steps]]
request.path = "/export/${take.job|path}"
until = "result.status == 'complete'"
failed = "result.status == 'failed'"
every_s = 5
most_s = 60
take = { file = "result.fileId" }
"""
PAGED = """\
schema = 1
name = "voice"
settings = { base_url = "https://voice.example.com", region = "DE" }
health.check.request.path = "/whoami"
[sync.feedback]
request.path = "/responses"
request.query = { since = "${since}" }
records = "data"
paging = { kind = "page", page_in = "query.page", size_in = "query.per_page", page_size = 2, max_rows = 9 }
match.email = "mail"
map = { metric = "'csat'", score = "score", at = "time(at, 'epoch_s')" }
"""


def response(number, **values):
    return {"responseId": f"R_{number}", "values": {"Q1": 9, "at": f"2026-11-{number:02}T10:00:00Z", **values}}


ANSWERS = [
    response(1, mail="Ann@Example.com", tel="0151 / 20000004", no="K 100-1", Q2="fine"),
    response(2, mail="ann@example.com", Q1=3),
    response(3, tel="+4915130000004", Q1=5),
    response(4, Q1=1),
]


def archive(value, name="Survey.json", more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for each, data in ((name, json.dumps(value).encode() if not isinstance(value, bytes) else value), *more):
            packed.writestr(each, data)
    return out.getvalue()


def zipped(value, **told):
    return reply(archive(value, **told), content_type="application/zip")


@pytest.fixture
async def voice():
    async with FaultServer() as server:
        server.on("/export", {"result": {"progressId": "ES/1", "status": "inProgress"}})
        server.on(
            "/export/ES%2F1",
            {"result": {"status": "inProgress"}},
            {"result": {"status": "complete", "fileId": "f1"}},
        )
        server.on("/export/f1/file", zipped({"responses": ANSWERS}))
        yield server


def connector_at(server, text=JOB, keep=None, clock=None):
    manifest = parse_manifest(text.replace("https://voice.example.com", server.url).encode(), "voice.toml")
    return build_connector(manifest, None, {}.get, clock or FakeClock(), synced=keep)


async def test_a_job_is_started_waited_for_and_read(voice):
    clock = FakeClock()
    connector = connector_at(voice, clock=clock)
    assert connector.syncs
    assert {
        "customer.find_by_phone",
        "customer.find_by_email",
        "customer.find_by_id",
        "feedback.list",
    } < connector.operations
    state = await connector.sync()
    assert (state.rows, state.nobody, state.truncated) == (3, 1, False)
    assert [seen.path for seen in voice.seen] == ["/export", "/export/ES%2F1", "/export/ES%2F1", "/export/f1/file"]
    assert voice.seen[0].json == {"survey": "SV_1", "since": (START - timedelta(days=90)).isoformat()}
    assert clock.slept == [5]
    voice.seen.clear()
    (who,) = (await connector.find_by_email("ANN@example.com")).rows
    assert (who.id, who.emails, who.name) == ("email:ann@example.com", ("ann@example.com",), None)
    rows = (await connector.list("feedback", who.id)).rows
    assert [(str(row.score), row.comment, row.customer_id) for row in rows] == [
        *(("3", None, who.id), ("9", "fine", who.id)),
    ]
    assert {(row.provenance.source, row.provenance.as_of, row.provenance.system) for row in rows} == {
        ("cache", START, "voice")
    }
    assert voice.seen == []  # nobody is asked during a call
    await connector.aclose()


@pytest.mark.parametrize("status", ["202 Accepted", "200 OK"])
async def test_a_job_that_says_nothing_is_not_done_yet(voice, status):
    """And a step that takes nothing may be answered with nothing."""
    nothing, done = reply(b"", status), {"result": {"status": "complete", "fileId": "f1"}}
    voice.on("/wake", nothing)
    voice.on("/export/ES%2F1", nothing, nothing, done)
    step = "[[sync.feedback.steps]]\n"
    connector = connector_at(voice, JOB.replace(step, f'{step}request.path = "/wake"\n{step}', 1))
    assert (await connector.sync()).rows == 3
    await connector.aclose()


async def test_whom_a_row_is_about_is_told_by_address_number_or_id(voice):
    connector = connector_at(voice)
    await connector.sync()

    async def found(query):
        return [(row.id, row.emails) for row in (await query).rows]

    ann = [("email:ann@example.com", ("ann@example.com",))]
    assert await found(connector.find_by_phone(parse_number("0049 151 20000004", "DE"))) == ann
    assert await found(connector.find_by_phone(parse_number("0151 30000004", "DE"))) == [("phone:+4915130000004", ())]
    assert await found(connector.find_by_phone(parse_number("0151 40000004", "DE"))) == []
    assert await found(connector.find_by_id("k100-1", "customer")) == [("number:k1001", ())]
    assert await found(connector.find_by_id("k100-1", "order")) == []
    assert await found(connector.find_by_email("nobody@example.com")) == []
    assert [row.id for row in (await connector.list("feedback", "number:k1001")).rows] == ["R_1"]
    assert [row.id for row in (await connector.list("feedback", "phone:+4915130000004")).rows] == ["R_3"]
    for other in ("ann@example.com", "email:", "who:ann@example.com", "email:bob@example.com"):
        assert (await connector.list("feedback", other)).rows == ()
    page = await connector.list("feedback", "email:ann@example.com", limit=1)
    assert ([row.id for row in page.rows], page.truncated) == (["R_2"], True)
    await connector.aclose()


async def test_two_people_with_one_number_are_two(voice):
    voice.on(
        "/export/f1/file", zipped({"responses": [ANSWERS[0], response(5, mail="bob@example.com", tel="015120000004")]})
    )
    connector = connector_at(voice)
    await connector.sync()
    page = await connector.find_by_phone(parse_number("+4915120000004", "DE"))
    assert [row.id for row in page.rows] == ["email:ann@example.com", "email:bob@example.com"]
    await connector.aclose()


async def test_who_gave_no_address_is_another_behind_the_same_number(voice):
    voice.on("/export/f1/file", zipped({"responses": [ANSWERS[0], response(5, tel="015120000004", no="K2", Q1=2)]}))
    connector = connector_at(voice)
    await connector.sync()
    found = (await connector.find_by_phone(parse_number("+4915120000004", "DE"))).rows
    assert [row.id for row in found] == ["email:ann@example.com", "phone:+4915120000004"]
    assert [[row.id for row in (await connector.list("feedback", who.id)).rows] for who in found] == [["R_1"], ["R_5"]]
    await connector.aclose()


async def test_a_clock_that_was_ahead_is_no_reason_to_miss_anything(voice):
    clock, keep = FakeClock(), MemorySync()
    connector = connector_at(voice, keep=keep, clock=clock)
    await connector.sync()
    (ahead, weeks) = (START + timedelta(days=365), START + timedelta(days=30))
    for wrong in (SyncState(ahead, ahead, 3), SyncState(START, weeks, 3)):
        await keep.put("voice", [], wrong)
        clock.pass_(3600)
        voice.seen.clear()
        state = await connector.sync()
        assert (state.at, state.full_at) == (clock.now(), clock.now())
        assert voice.seen[0].json["since"] == (clock.now() - timedelta(days=90)).isoformat()
    await connector.aclose()


async def test_what_is_new_is_read_also_where_all_of_it_cannot_be(voice):
    clock = FakeClock()
    connector = connector_at(voice, clock=clock)
    first = await connector.sync()
    clock.pass_(8 * 86_400)
    export = {"result": {"progressId": "ES/1"}}
    voice.on("/export", lambda seen: export if "-11-" in seen.json["since"] else reply(b"{}", "500 Too Large"))
    voice.on("/export/f1/file", zipped({"responses": [response(6, mail="ann@example.com")]}))
    state = await connector.sync()
    assert (state.at, state.full_at) == (clock.now(), first.full_at)
    assert len((await connector.list("feedback", "email:ann@example.com")).rows) == 3
    voice.on("/export", reply(b"{}", "500 Down"))
    with pytest.raises(Unavailable):
        await connector.sync()
    await connector.aclose()


async def test_before_the_first_sync_the_source_says_so_and_is_not_taken_for_dead(voice):
    connector = connector_at(voice)
    for _ in range(5):
        with pytest.raises(Unavailable, match=r"it was never read: .* `callside connect sync voice`") as wrong:
            await connector.find_by_email("ann@example.com")
        assert wrong.value.kind == "unread"
    await connector.aclose()


async def test_the_next_one_reads_what_is_new_and_once_a_week_all_of_it(voice):
    clock, keep = FakeClock(), MemorySync()
    connector = connector_at(voice, keep=keep, clock=clock)
    await connector.sync()
    clock.pass_(6 * 3600)
    voice.on("/export/f1/file", zipped({"responses": [response(6, mail="ann@example.com", Q1=7)]}))
    await connector.sync()
    asked = [seen.json["since"] for seen in voice.seen if seen.path == "/export"]
    assert asked[1] == (START - timedelta(days=1)).isoformat()
    rows = (await connector.list("feedback", "email:ann@example.com")).rows
    assert [row.id for row in rows] == ["R_6", "R_2", "R_1"]
    clock.pass_(8 * 86_400)
    state = await connector.sync()
    assert state.full_at == state.at
    # What is no longer there is gone here, too.
    assert [row.id for row in (await connector.list("feedback", "email:ann@example.com")).rows] == ["R_6"]
    before = len(voice.seen)
    await connector.sync(full=True)
    assert json.loads(voice.seen[before].body)["since"].startswith("2026-08-")
    await connector.aclose()


async def test_pages_are_read_to_their_end_and_never_for_ever(voice):
    clock = FakeClock()
    pages = [
        [{"id": n * 2 + k + 1, "mail": "ann@example.com", "score": 4, "at": 1_763_000_000 + n} for k in (0, 1)]
        for n in range(9)
    ]
    voice.handlers["/responses"] = lambda seen, writer: _write(writer, {"data": pages[int(seen.query["page"][0]) - 1]})
    connector = connector_at(voice, PAGED, clock=clock)
    state = await connector.sync()
    assert (state.rows, state.truncated) == (9, True)
    assert [seen.query["page"] for seen in voice.seen] == [["1"], ["2"], ["3"], ["4"], ["5"]]
    await connector.aclose()


async def _write(writer, value):
    writer.write(reply(value))


async def test_calls_come_first_and_its_requests_count_among_the_five(voice):
    connector = connector_at(voice)
    gate, waiting, passed = asyncio.Event(), asyncio.Event(), []

    async def closed():
        waiting.set()
        await gate.wait()
        passed.append(len(voice.seen))

    reading = asyncio.create_task(connector.sync(closed))
    await waiting.wait()
    assert voice.seen == []
    places = connector._together
    for _ in range(5):
        await places.acquire()
    gate.set()
    while not passed:
        await asyncio.sleep(0)
    assert voice.seen == []  # five calls' questions are under way: it waits for a place like any other
    for _ in range(5):
        places.release()
    assert (await reading).rows == 3
    assert passed == [0, 1, 2, 3]  # it waited at the gate before each request
    await connector.aclose()


ONE_PLACE = PAGED.replace(
    "[sync.feedback]", "[connection]\nlimits.concurrency = 1\n[sync.feedback]\nmatch.phone = 'tel'"
)
CALLER = parse_number("0151 20000004", "DE")


async def test_what_lies_here_is_answered_while_the_background_reads():
    async with FaultServer() as server:
        row = {"id": 1, "tel": "+4915120000004", "score": 4, "at": 1}
        asked, answers = asyncio.Event(), asyncio.Event()

        async def slowly(seen, writer):
            asked.set()
            await answers.wait()
            writer.write(reply({"data": [row]}))

        server.on("/responses", {"data": [row]})
        server.on("/whoami", {})
        connector = connector_at(server, ONE_PLACE)
        await connector.sync()
        server.handlers["/responses"] = slowly
        reading = asyncio.create_task(connector.sync())
        await asked.wait()
        (who,) = (await connector.find_by_phone(CALLER)).rows
        assert len((await connector.list("feedback", who.id)).rows) == 1
        assert await connector.health()  # nor does what must be asked wait for it
        answers.set()
        await reading
        await connector.aclose()


async def test_what_lies_here_is_answered_while_the_system_rests():
    async with FaultServer() as server:
        server.on("/responses", {"data": [{"id": 1, "tel": "+4915120000004", "score": 4, "at": 1}]})
        server.on("/whoami", reply(b"{}", "503 Down"))
        connector = connector_at(server, ONE_PLACE)
        await connector.sync()
        for _ in range(4):
            with pytest.raises(Unavailable):
                await connector.health()
        assert connector.state.retry_in is not None
        assert len((await connector.find_by_phone(CALLER)).rows) == 1
        assert (connector.state.status, connector.state.retry_in is not None) == ("ok", True)
        await connector.aclose()


async def test_the_background_holds_no_place_while_it_waits_for_its_pace():
    async with FaultServer() as server:
        pages = [{"data": [{"id": n * 2 + k, "mail": "a@example.com", "score": 4} for k in (0, 1)]} for n in range(2)]
        server.on("/responses", *pages, {"data": []})
        clock = FakeClock()
        connector = connector_at(
            server, ONE_PLACE.replace("[connection]", "[connection]\nlimits.rate_per_s = 1"), clock=clock
        )
        free, sleep = [], clock.sleep

        async def watched(seconds):
            free.append(not connector._background.locked())
            await sleep(seconds)

        clock.sleep = watched
        await connector.sync()
        assert free == [True, True]
        await connector.aclose()


async def test_what_fails_keeps_what_was_there(voice):
    connector = connector_at(voice)
    await connector.sync()
    for answer, error in (
        ({"result": {"status": "failed"}}, BadPayload),
        ({"result": {"status": "inProgress"}}, Unavailable),
        (reply(b"{}", "401 Unauthorized"), AuthError),
        ({"result": {"status": "complete", "fileId": "gone"}}, Exception),
    ):
        voice.on("/export/ES%2F1", answer)
        with pytest.raises(error):
            await connector.sync(full=True)
    assert len((await connector.list("feedback", "email:ann@example.com")).rows) == 2
    await connector.aclose()


async def test_it_waits_as_long_as_the_system_says(voice):
    clock = FakeClock()
    throttled = reply(b"{}", "429 Too Many", extra=["Retry-After: 60"])
    voice.on("/export", throttled, throttled, {"result": {"progressId": "ES/1"}})
    connector = connector_at(voice, clock=clock)
    assert (await connector.sync()).rows == 3
    assert len([seconds for seconds in clock.slept if 60 <= seconds <= 61]) == 2
    voice.on("/export", reply(b"{}", "429 Too Many", extra=["Retry-After: 3000"]))
    with pytest.raises(RateLimited):
        await connector.sync(full=True)
    # The calls are not held up by what the background was told.
    assert len((await connector.find_by_email("ann@example.com")).rows) == 1
    await connector.aclose()


async def test_what_was_read_is_not_asked_again_when_the_system_asks_us_to_wait():
    async with FaultServer() as server:
        budget, pages = 2, []

        class Minutes(FakeClock):
            async def sleep(self, seconds):
                nonlocal budget
                budget = 2 if seconds >= 30 else budget
                await super().sleep(seconds)

        def answer(seen):
            nonlocal budget
            if not budget:
                return reply(b"{}", "429 Too Many", extra=["Retry-After: 60"])
            budget, number = budget - 1, int(seen.query["page"][0])
            pages.append(number)
            mails = [f"a{number}{k}@example.com" for k in (0, 1)]
            return {"data": [{"id": mail, "mail": mail, "score": 5, "at": 1} for mail in mails] if number < 4 else []}

        server.on("/responses", answer)
        connector = connector_at(server, PAGED, clock=Minutes())
        assert (await connector.sync()).rows == 6
        assert pages == [1, 2, 3, 4]
        await connector.aclose()


async def test_the_loop_goes_on_while_a_large_answer_is_read(voice, monkeypatch):
    threads = set()
    evaluate = Answers.evaluate

    def watched(self, expression, value):
        threads.add((expression, threading.current_thread() is threading.main_thread()))
        return evaluate(self, expression, value)

    monkeypatch.setattr(Answers, "evaluate", watched)
    connector = connector_at(voice)
    await connector.sync()
    assert ("responses", False) in threads
    assert ("responses", True) not in threads
    await connector.aclose()


async def test_a_large_export_is_read(voice):
    many = [
        response(n % 28 + 1, mail=f"p{n}@example.com", Q2="x" * 900) | {"responseId": f"R_{n}"} for n in range(3000)
    ]
    voice.on("/export/f1/file", zipped({"responses": many}))
    connector = connector_at(voice)
    assert (await connector.sync()).rows == 3000
    assert (await connector.list("feedback", "email:p2999@example.com")).rows[0].comment == "x" * 900
    await connector.aclose()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK nothing", "no archive"),
        (archive({"a": 1})[:-30], "no archive"),
        (archive({}, more=[("b.json", b"{}")]), "holds 2 files, not one"),
        (archive({}, name="a.exe"), "neither .json, .csv nor .xml"),
        (archive(b"{", name="a.json"), "no JSON"),
        (archive(b"[" + b" " * 3_000_000 + b"]"), "larger than 2 MB"),
        (archive(b"")[:0], "no archive"),
    ],
    ids=["none", "cut", "two", "name", "inside", "large", "empty"],
)
def test_an_archive_is_one_file_of_a_bounded_size(data, said):
    with pytest.raises(Unreadable, match=said):
        decode(data, "application/zip", "zip")


def test_an_archive_holds_json_or_csv():
    assert decode(archive({"a": [1]}), "application/octet-stream", "zip") == {"a": [1]}
    assert decode(archive(b"a,b\n1,2\n", name="x.CSV"), "application/zip", "zip") == [{"a": "1", "b": "2"}]
    with pytest.raises(Unreadable, match="no zip archive"):
        decode(archive({}), "text/html", "zip")


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ('match = { email = "values.mail", phone = "values.tel", id = "values.no" }', "match = {}", "sync.feedback.match  missing: email, phone or id"),
        ('until = "result.status == \'complete\'"', 'until = "result.["', "sync.feedback.steps[1].until  "),
        ("${take.file|path}", "${take.fil|path}", "sync.feedback.request.path  "),
        ("${since}", "${sinc}", "sync.feedback.steps[0].request"),
        ("score = ", "scor = ", "sync.feedback.map.scor  is no field of feedback"),
        ('decode = "zip"', 'verify = "email"\ndecode = "zip"', "sync.feedback.verify  belongs to what is asked during a call"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(was, becomes, said):
    assert was in JOB
    with pytest.raises(ManifestError) as wrong:
        parse_manifest(JOB.replace(was, becomes, 1).encode(), "voice.toml")
    assert said in str(wrong.value)


def test_only_what_is_asked_over_http_is_read_in_the_background():
    with pytest.raises(ManifestError, match=r"sync  says nothing to read"):
        parse_manifest((JOB.partition("[sync.feedback]")[0]).encode(), "voice.toml")
    with pytest.raises(ManifestError, match="sync  belongs to kind rest"):
        parse_manifest(
            b'schema = 1\nname = "a"\nkind = "sql"\nsettings.url = "sqlite:///x.db"\nsync.days = 5\n', "a.toml"
        )
