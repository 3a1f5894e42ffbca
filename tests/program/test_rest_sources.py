"""A web service among the company's databases: slow, gone, signed out or talking nonsense, in its own part only."""

from __future__ import annotations

import re

import pytest

from desktop.call.state import CallState, IdentityStatus, PartStatus
from desktop.settings import Place
from tests.connectors.fault_server import FAULTS, FaultServer, reply
from tests.program.running import Running, running

MARTA = "+46701740605"
REVIEWS = """\
schema = 1
name = "reviews"
label = "Reviews"
settings = { base_url = "http://127.0.0.1:1" }
%(limits)s
[customer.find_by_email]
verify = "email"
request.path = "/people"
request.query.mail = "${email}"
records = "items"
map = { name = "name", emails = "[mail]" }
[feedback.list]
request.path = "/answers"
request.query.person = "${customer.id}"
records = "items"
map = { metric = "scale", score = "decimal(score)", comment = "words", at = "time(at)" }
[health.check]
request.path = "/ok"
"""
QUICK = "connection = { timeout_s = { connect = 0.2, verdict = 0.3, total = 0.5 } }"
ANN = {"items": [{"id": "r1", "name": "Marta Lindqvist", "mail": "marta.l@example.com"}]}
GOOD = {"items": [{"id": 1, "scale": "nps", "score": 6, "words": "Fine", "at": "2026-01-02T10:00:00Z"}]}


@pytest.fixture
async def server():
    async with FaultServer() as found:
        found.on("/people", ANN)
        found.on("/answers", GOOD)
        yield found


def connect(place: Place, port: int, limits: str = QUICK) -> None:
    """Put the web service in the place of the survey database."""
    manifest = REVIEWS.replace("%(limits)s", limits).replace("127.0.0.1:1", f"127.0.0.1:{port}")
    (place.site / "reviews.toml").write_text(manifest, "utf-8")
    site = place.site / "site.toml"
    text = re.sub(r'name = "voice"\nmanifest = "voice.toml"\nsettings = .*', "", site.read_text("utf-8"))
    assert "voice" not in text
    site.write_text(text + 'name = "reviews"\nmanifest = "reviews.toml"\n', "utf-8")


async def called(run: Running) -> CallState:
    state = await run.filled(await run.ring(MARTA))
    assert state.identity.status is IdentityStatus.IDENTIFIED
    others = [part for kind, part in state.parts.items() if kind != "feedback"]
    assert {part.status for part in others} == {PartStatus.LIVE}, "nobody else suffers"
    assert all(part.rows for part in others)
    return state


def source(state: CallState) -> tuple[str, str | None]:
    view = next(view for view in state.sources if view.name == "reviews")
    return view.status, view.trouble.code if view.trouble else None


async def test_all_is_well(place: Place, server: FaultServer):
    connect(place, server.port)
    async with running(place) as run:
        state = await called(run)
        assert source(state) == ("ok", None)
        [row] = state.parts["feedback"].rows
        assert row.comment == "Fine"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("hang", "timeout"),
        ("reset", "network"),
        ("html", "bad_payload"),
        ("deep", "bad_payload"),
        ("bomb", "bad_payload"),
        ("redirect", "rejected"),
        ("401", "auth"),
        ("429", "rate_limited"),
        ("500", "server"),
    ],
)
async def test_records_that_do_not_come(place: Place, server: FaultServer, fault: str, code: str):
    server.handlers["/answers"] = FAULTS[fault]
    connect(place, server.port)
    async with running(place) as run:
        state = await called(run)
        feedback = state.parts["feedback"]
        assert (feedback.status, feedback.rows) == (PartStatus.FAILED, ())
        assert feedback.trouble is not None
        assert (feedback.trouble.system, feedback.trouble.label) == ("reviews", "Reviews")
        assert feedback.trouble.code == code
        assert source(state) == ("failed", code)
        assert "marta" not in feedback.trouble.detail.casefold(), "what is told to IT is no customer data"
        assert [seen.path for seen in server.seen].count("/answers") <= 2


async def test_a_person_who_cannot_be_asked_about(place: Place, server: FaultServer):
    server.handlers["/people"] = FAULTS["500"]
    connect(place, server.port)
    async with running(place) as run:
        state = await called(run)
        assert state.parts["feedback"].status is PartStatus.FAILED
        assert source(state) == ("failed", "server")


async def test_nobody_there(place: Place):
    connect(place, 9)
    async with running(place) as run:
        state = await called(run)
        assert state.parts["feedback"].status is PartStatus.FAILED
        assert source(state) == ("failed", "network")


async def test_slow_is_said_at_two_seconds_and_failed_at_three(place: Place, server: FaultServer):
    server.handlers["/answers"] = FAULTS["drip"]
    connect(place, server.port, "")
    async with running(place) as run:
        call = await run.ring(MARTA)
        state = await run.seen(call, lambda state: state.parts["feedback"].slow)
        assert (state.parts["feedback"].status, source(state)) == (PartStatus.WAITING, ("slow", None))
        state = await run.filled(call)
        assert (state.parts["feedback"].status, source(state)) == (PartStatus.FAILED, ("failed", "timeout"))
        server.on("/answers", GOOD)
        run.desk.refresh(call, "reviews")
        state = await run.seen(call, lambda state: state.parts["feedback"].rows)
        assert source(state) == ("ok", None)


async def test_one_bad_record_among_good_ones(place: Place, server: FaultServer):
    evil = "<img src=file:///etc/passwd>\u202e\x00"
    items = [
        {"id": 1, "scale": "nps", "score": "a lot", "words": evil, "at": "yesterday"},
        {"id": None},
        "not a record",
        {"id": 2, "scale": "csat", "score": 3, "words": ["a", "list"], "at": "2026-01-02T10:00:00Z"},
        *GOOD["items"],
    ]
    server.on("/answers", reply({"items": items}))
    connect(place, server.port)
    async with running(place) as run:
        state = await called(run)
        assert state.parts["feedback"].status in (PartStatus.LIVE, PartStatus.FAILED)
        assert all("\x00" not in (row.comment or "") for row in state.parts["feedback"].rows)
