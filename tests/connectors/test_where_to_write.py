"""A write that first asks where it goes to, and knows by its own marker whether it has got there already."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from connectors.clock import SystemClock
from connectors.declarative import bare_connector, open_backend
from connectors.errors import BadPayload, Rejected, Unavailable
from connectors.loading.load import ManifestError, parse_manifest
from connectors.trials.check import Wanted
from connectors.trials.trial import try_backend
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

MANIFEST = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1", region = "DE" }
[note.create]
idempotency = "search"
steps = [
  { request = { path = "/tickets", query = { of = "${customer.id}" } }, take = { ticket = "items[?before_draft(opened)] | [0].id" } },
]
request.path = "/tickets/${take.ticket|path}/notes"
request.json = { text = "${note.text|text}\\n[callside:${key|text}]" }
id = "id"
[note.create.search]
request.path = "/tickets/${take.ticket|path}/notes"
records = "items"
marker = "[text, subject]"
[health.check]
request.path = "/me"
"""
HISTORY = """\
[cases.list]
request.path = "/cases"
map = { number = "id", subject = "before_draft(opened)" }
[health.check]
"""
AT = datetime(2026, 3, 2, 8, 0, 0, 400_000, UTC)
DRAFT = {"customer_id": "7", "text": "called back", "at": AT}


def ticket(number, opened):
    return {"id": number, "opened": f"2026-03-02T{opened}Z"}


@pytest.fixture
async def server():
    async with FaultServer() as server:
        server.on("/tickets", {"items": [ticket(32, "08:00:00"), ticket(31, "07:59:59"), ticket(30, "07:00:00")]})
        yield server


@pytest.fixture
async def desk(server, tmp_path):
    manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
    desk = bare_connector(manifest, tmp_path, lambda name: None, SystemClock())
    yield desk
    await desk.aclose()


def notes(*texts):
    return {"items": [{"id": 90 + number, "text": text, "subject": None} for number, text in enumerate(texts)]}


async def test_the_note_goes_where_the_step_says(desk, server):
    server.on("/tickets/31/notes", notes(), reply({"id": 91}, "201 Created"))
    assert (await desk.write("note.create", DRAFT, "call-1")).id == "91"
    assert [(seen.method, seen.path) for seen in server.seen] == [
        ("GET", "/tickets"),
        ("GET", "/tickets/31/notes"),
        ("POST", "/tickets/31/notes"),
    ]
    assert server.seen[-1].json == {"text": "called back\n[callside:call-1]"}


async def test_what_was_opened_since_is_no_place_for_it(desk, server):
    """Nor what was opened within the draft's own second: at another attempt the place would be another."""
    server.on("/tickets", {"items": [ticket(33, "08:00:01"), ticket(32, "08:00:00")]})
    with pytest.raises(Rejected, match="there is no ticket to write it to"):
        await desk.write("note.create", DRAFT, "call-1")


async def test_a_call_counts_from_its_end(desk, server):
    server.on("/tickets/32/notes", notes(), reply({"id": 91}, "201 Created"))
    await desk.write("note.create", {**DRAFT, "ended_at": AT + timedelta(minutes=3)}, "call-1")
    assert server.seen[-1].path == "/tickets/32/notes"


@pytest.mark.parametrize(
    ("ahead_s", "ticket_taken"),
    [
        (0, "31"),
        (3, "31"),  # the time an answer takes is no wrong clock
        (-600, "32"),  # our clock was late: the draft was made after 8:00 there
        (1800, "30"),  # it was early: what was opened half an hour before its time came after the draft
    ],
)
async def test_a_draft_counts_by_the_clock_of_the_system(server, tmp_path, ahead_s, ticket_taken):
    clock = FakeClock()
    date = format_datetime(clock.now() - timedelta(seconds=ahead_s), usegmt=True)
    tickets = {"items": [ticket(32, "08:00:30"), ticket(31, "07:59:30"), ticket(30, "07:00:00")]}
    server.on("/tickets", reply(tickets, extra=(f"Date: {date}",)))
    server.on(f"/tickets/{ticket_taken}/notes", reply(notes(), extra=(f"Date: {date}",)), reply({"id": 91}))
    manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
    desk = bare_connector(manifest, tmp_path, lambda name: None, clock)
    assert (await desk.write("note.create", DRAFT, "call-1")).id == "91"
    await desk.aclose()


@pytest.mark.parametrize("ahead_s", [(30, 33), (4, 6), (-600, 0), (None, 40)])
async def test_another_attempt_writes_to_the_same_place_whatever_its_clock(server, tmp_path, ahead_s):
    """An answer takes longer, or a clock is put right meanwhile: the note is looked for where it was sent first."""
    clock, asked, kept = FakeClock(), iter(ahead_s), {}
    opened = {40: "08:05:00", 33: "07:59:58", 32: "07:59:55", 31: "07:59:28", 30: "07:00:00"}
    listed = {"items": [ticket(number, at) for number, at in opened.items()]}

    def tickets(seen):
        ahead = next(asked)
        told = None if ahead is None else format_datetime(clock.now() - timedelta(seconds=ahead), usegmt=True)
        return reply(listed, extra=() if told is None else (f"Date: {told}",))

    def notes_of(number):
        def answer(seen):
            if seen.method == "GET":
                return reply(notes(*kept.get(number, ())))
            kept.setdefault(number, []).append(seen.json["text"])
            return reply(b"", "503 Service Unavailable")

        return answer

    server.on("/tickets", tickets)
    for number in opened:
        server.on(f"/tickets/{number}/notes", notes_of(number))
    manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "desk.toml")
    desk = bare_connector(manifest, tmp_path, lambda name: None, clock)
    with pytest.raises(Unavailable):
        await desk.write("note.create", DRAFT, "call-1")
    assert (await desk.write("note.create", DRAFT, "call-1")).id == "90"
    assert [len(texts) for texts in kept.values()] == [1]
    await desk.aclose()


async def test_a_draft_without_its_moment_is_not_written(desk, server):
    with pytest.raises(BadPayload, match="when it was made"):
        await desk.write("note.create", {"customer_id": "7", "text": "called back"}, "call-1")
    assert [seen.method for seen in server.seen] == ["GET"]


async def test_nothing_is_written_where_there_is_no_place_for_it(desk, server):
    server.on("/tickets", {"items": []})
    with pytest.raises(Rejected, match="there is no ticket to write it to"):
        await desk.write("note.create", DRAFT, "call-1")
    assert len(server.seen) == 1


@pytest.mark.parametrize("lost", [reply(b"", "503 Service Unavailable"), notes()])
async def test_who_could_not_be_asked_before_was_not_written_to(desk, server, lost):
    """So that even a write of `none` may safely be sent again."""
    server.on("/tickets" if isinstance(lost, bytes) else "/tickets/31/notes", reply(b"", "503 Service Unavailable"))
    with pytest.raises(Unavailable) as told:
        await desk.write("note.create", DRAFT, "call-1")
    assert not told.value.sent


async def test_our_own_note_is_there_already(desk, server):
    server.on("/tickets/31/notes", notes("hello", "called back [callside:call-1]"))
    assert (await desk.write("note.create", DRAFT, "call-1")).id == "91"
    assert all(seen.method == "GET" for seen in server.seen)


async def test_notes_of_others_are_not_ours(desk, server):
    """A search that is not obeyed gives everything; without the marker its first row would be taken for ours."""
    server.on("/tickets/31/notes", notes("hello", "[callside:call-10]", "[callside:xcall-1]"), reply({"id": 99}))
    assert (await desk.write("note.create", DRAFT, "call-1")).id == "99"


async def test_a_marker_that_cannot_be_read_stops_the_write(desk, server, tmp_path):
    text = MANIFEST.replace('marker = "[text, subject]"', 'marker = "time(text)"').replace(
        "http://127.0.0.1:1", server.url
    )
    desk = bare_connector(parse_manifest(text.encode(), "x"), tmp_path, lambda name: None, SystemClock())
    server.on("/tickets/31/notes", notes("no time"))
    with pytest.raises(BadPayload):
        await desk.write("note.create", DRAFT, "call-1")
    await desk.aclose()


async def test_a_dry_run_asks_nobody_where_to_write(server, tmp_path):
    manifest = parse_manifest(MANIFEST.replace("http://127.0.0.1:1", server.url).encode(), "x")
    clock = SystemClock()
    backend = open_backend(manifest, tmp_path, lambda name: None, clock)
    wanted = Wanted(operation="note.create", draft=DRAFT)
    trial = await try_backend(manifest, backend, clock, wanted, is_health_asked=False)
    assert trial.tries[0].request.startswith(f"POST {server.url}/tickets/0/notes")
    assert server.seen == []


class TestTryingAWrite:
    """What `connect test --write` does about a lost answer is what the outbox does."""

    async def tried(self, server, folder, *changes):
        text = MANIFEST.replace("http://127.0.0.1:1", server.url)
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        clock, manifest = SystemClock(), parse_manifest(text.encode(), "x")
        wanted = Wanted(operation="note.create", draft=DRAFT, write=True, key="call-1")
        backend = open_backend(manifest, folder, lambda name: None, clock)
        return await try_backend(manifest, backend, clock, wanted, is_health_asked=False)

    def lost(self, server, *, is_kept=True):
        """A note that is kept, and whose answer never comes."""
        kept = []

        async def notes_of(seen, writer):
            if seen.method == "POST" and not kept:
                kept.append(seen.json["text"])
                writer.close()
            elif seen.method == "POST":
                writer.write(reply({"id": 91}, "201 Created"))
            else:
                writer.write(reply(notes(*kept) if is_kept else notes()))

        server.handlers["/tickets/31/notes"] = notes_of

    def posts(self, server):
        return sum(seen.method == "POST" for seen in server.seen)

    async def test_it_is_found_by_its_marker(self, server, tmp_path):
        self.lost(server)
        trial = await self.tried(server, tmp_path)
        assert (trial.findings, trial.is_ok, trial.written.id) == (("asked_again",), True, "90")
        assert self.posts(server) == 1
        assert [tried.error is None for tried in trial.tries[:6]] == [True, True, False, True, True, True]

    async def test_what_is_not_there_is_sent_again(self, server, tmp_path):
        self.lost(server, is_kept=False)
        trial = await self.tried(server, tmp_path)
        assert (trial.findings, trial.written.id) == (("asked_again",), "91")

    async def test_without_a_way_to_know_nothing_is_sent_again(self, server, tmp_path):
        self.lost(server)
        search = MANIFEST[MANIFEST.index("[note.create.search]") : MANIFEST.index("[health.check]")]
        search = search.replace("http://127.0.0.1:1", server.url)
        trial = await self.tried(server, tmp_path, (search, ""), ('idempotency = "search"', 'idempotency = "none"'))
        assert (trial.findings, trial.is_ok, trial.error) == (("unknown",), False, "Unavailable")
        assert self.posts(server) == 1


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("${take.ticket|path}/notes", "${take.tickets|path}/notes", "${take.tickets} is no input of this operation"),
        ("| [0].id", "| [0", "x.toml:"),
        ("[health.check]", HISTORY, "before_draft() belongs to the steps of a write"),
        ('marker = "[text, subject]"', "", "must use ${key}"),
        ('marker = "[text, subject]"', 'marker = "[text"', "marker"),
        ("[callside:${key|text}]", "", "must use ${key}"),
    ],
)
def test_the_linter_reads_steps_and_marker(old, new, message):
    assert old in MANIFEST
    with pytest.raises(ManifestError) as told:
        parse_manifest(MANIFEST.replace(old, new).encode(), "x.toml")
    assert message in "\n".join(str(problem) for problem in told.value.problems)


PAGED = """\
  { request = { path = "/tickets" }, records = "items", paging = { kind = "cursor", cursor_in = "query.after", cursor = "next", max_rows = 2 }, take = { ticket = "[?before_draft(opened)] | [-1].id" } },
"""


def paged(server):
    """A desk whose step and search read every page."""
    text = MANIFEST.replace("http://127.0.0.1:1", server.url)
    (step,) = [line + "\n" for line in text.splitlines() if line.startswith("  {")]
    looked = 'records = "items"\npaging = { kind = "cursor", cursor_in = "query.after", cursor = "next" }\n'
    return text.replace(step, PAGED).replace('records = "items"\nmarker', looked + "marker")


async def test_a_step_and_a_search_are_read_to_their_end(server, tmp_path):
    """Our note stands on the second page of the ticket that is on the second page."""
    pages = {"/tickets": [[ticket(30, "07:00:00")], [ticket(31, "07:30:00")]], "/tickets/31/notes": [[], []]}
    pages["/tickets/31/notes"] = [notes("theirs")["items"], [{"id": 99, "text": "[callside:call-1]", "subject": None}]]
    for path, (one, two) in pages.items():
        server.on(path, lambda seen, one=one, two=two: {"items": two} if seen.query else {"items": one, "next": "2"})
    desk = bare_connector(
        parse_manifest(paged(server).encode(), "desk.toml"), tmp_path, lambda name: None, SystemClock()
    )
    assert (await desk.write("note.create", DRAFT, "call-1")).id == "99"
    assert [seen.method for seen in server.seen] == ["GET"] * 4
    await desk.aclose()


async def test_more_than_is_read_is_no_place_to_write_to(server, tmp_path):
    """Which of those left out would have been the place, or our own note, nobody knows."""
    server.on("/tickets", lambda seen: {"items": [ticket(len(server.seen), "07:00:00")], "next": str(len(server.seen))})
    desk = bare_connector(
        parse_manifest(paged(server).encode(), "desk.toml"), tmp_path, lambda name: None, SystemClock()
    )
    with pytest.raises(BadPayload, match="more than the 2 rows"):
        await desk.write("note.create", DRAFT, "call-1")
    assert all(seen.method == "GET" for seen in server.seen)
    await desk.aclose()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (', cursor = "next", max_rows = 2', ", max_rows = 2", "where the answer says the next cursor"),
        (
            'paging = { kind = "cursor", cursor_in = "query.after", cursor = "next", max_rows = 2 }, ',
            "",
            "a step with paging",
        ),
        ('records = "items", paging', 'records = "[", paging', "records"),
    ],
)
def test_what_is_wrong_with_the_pages_of_a_step_is_named(server, old, new, told):
    text = paged(server)
    assert old in text
    with pytest.raises(ManifestError, match=told):
        parse_manifest(text.replace(old, new, 1).encode(), "desk.toml")
