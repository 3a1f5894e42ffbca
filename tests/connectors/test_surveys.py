"""The survey tools that ship, played by servers of our own: Delighted, SurveyMonkey and Qualtrics."""

from __future__ import annotations

import base64
import io
import json
import zipfile

import pytest

from connectors.declarative import build_connector
from connectors.errors import AuthError, RateLimited
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.phones import parse_number
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

SECRETS = {"delighted": "k3y", "surveymonkey": "t0ken", "qualtrics": "qt0ken"}
PHONE = parse_number("0151 / 20000004", "DE")


@pytest.fixture
async def server():
    async with FaultServer() as found:
        yield found


def opened(server, name, clock=None, **settings):
    place = SHIPPED / name / "manifest.toml"
    manifest = load_manifest(place, {"base_url": server.url, "region": "DE", **settings})
    return build_connector(manifest, place.parent, SECRETS.get, clock or FakeClock())


def answer(system, name, index=0):
    """What a recording says the system answered."""
    text = (SHIPPED / system / "fixtures" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)["answers"][index]["body"]


async def test_delighted_is_asked_during_the_call(server):
    server.on("/v1/people.json", answer("delighted", "customer.find_by_phone"))
    server.on("/v1/survey_responses.json", answer("delighted", "feedback.list"))
    voice = opened(server, "delighted")
    page = await voice.find_by_phone(PHONE)
    assert ([row.name for row in page.rows], page.dropped) == (["Änne Vogt-Šimić"], 1)
    assert server.seen[0].query == {"phone_number": ["+4915120000004"]}
    assert server.seen[0].headers["authorization"] == "Basic " + base64.b64encode(b"k3y:").decode()
    assert [row.id for row in (await voice.find_by_email("aenne.vogt@example.com")).rows] == ["1054"]
    page = await voice.list("feedback", "1054")
    assert [(row.metric, str(row.score), str(row.scale_max)) for row in page.rows] == [
        *(("nps", "3", "10"), ("csat", "4", "5"), ("ces", "6", "7"), ("other", "2", "5")),
    ]
    assert page.dropped == 1
    assert server.seen[-1].query == {"person_id": ["1054"], "order": ["desc"], "page": ["1"], "per_page": ["100"]}
    await voice.aclose()


async def test_surveymonkey_is_read_page_by_page_within_its_limits(server):
    clock, throttled = FakeClock(), {"error": {"id": "1040", "message": "Rate limit reached"}}
    whole = answer("surveymonkey", "sync.feedback")
    more = [
        {**whole["data"][0], "id": str(n), "metadata": {}, "custom_variables": {"email": f"p{n}@example.com"}}
        for n in range(100, 199)
    ]
    waits = ["X-Ratelimit-App-Global-Minute-Reset: 21", "X-Ratelimit-App-Global-Day-Remaining: 77"]
    server.on(
        "/v3/surveys/307785415/responses/bulk",
        reply(throttled, "429 Too Many Requests", extra=waits),
        {**whole, "data": [*whole["data"][:1], *more], "total": 103},
        {**whole, "data": whole["data"][1:], "total": 103},
    )
    voice = opened(server, "surveymonkey", clock, survey="307785415")
    state = await voice.sync()
    assert (state.rows, state.nobody, state.truncated) == (102, 1, False)
    assert [seen.query["page"] for seen in server.seen] == [["1"], ["1"], ["2"]]
    assert server.seen[0].query["start_modified_at"] == ["2025-11-21T12:00:00+00:00"]
    assert server.seen[0].headers["authorization"] == "Bearer t0ken"
    assert any(21 <= seconds <= 22 for seconds in clock.slept)
    (who,) = (await voice.find_by_phone(PHONE)).rows
    (row,) = (await voice.list("feedback", who.id)).rows
    assert (row.id, str(row.score), row.at.isoformat()) == ("2", "9", "2026-11-17T12:00:00+00:00")
    assert [row.comment for row in (await voice.list("feedback", "email:aenne.vogt@example.com")).rows] == [
        "Waited a week for the lamp"
    ]
    assert [row.id for row in (await voice.find_by_id("1001", "customer")).rows] == ["number:1001"]
    await voice.aclose()


async def test_surveymonkey_is_left_alone_when_the_day_is_used_up(server):
    spent = ["X-Ratelimit-App-Global-Day-Remaining: 0", "X-Ratelimit-App-Global-Day-Reset: 30000"]
    server.on("/v3/surveys/1/responses/bulk", reply({"error": {}}, "429 Too Many Requests", extra=spent))
    voice = opened(server, "surveymonkey", survey="1")
    with pytest.raises(RateLimited) as told:
        await voice.sync()
    assert told.value.retry_after >= 3_600
    assert len(server.seen) == 1
    await voice.aclose()


def play_qualtrics(server):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Voice of the customer.json", json.dumps(answer("qualtrics", "sync.feedback", 3)))
    jobs = "/API/v3/surveys/SV_1/export-responses"
    server.on(jobs, answer("qualtrics", "sync.feedback", 0))
    server.on(f"{jobs}/ES_0d2n60qVHB9jSLz", *(answer("qualtrics", "sync.feedback", n) for n in (1, 2)))
    file = f"{jobs}/1dc4c492-fbb6-4713-a7ba-bae9b988a965-def/file"
    server.on(file, reply(packed.getvalue(), content_type="application/zip"))


async def test_qualtrics_is_read_by_its_job(server):
    clock = FakeClock()
    play_qualtrics(server)
    voice = opened(server, "qualtrics", clock, survey="SV_1")
    state = await voice.sync()
    assert (state.rows, state.nobody) == (2, 1)  # one is not finished, one is anonymous
    assert server.seen[0].json == {"format": "json", "startDate": "2025-11-21T12:00:00+00:00"}
    assert {seen.headers["x-api-token"] for seen in server.seen} == {"qt0ken"}
    assert 10 in clock.slept
    (who,) = (await voice.find_by_email("AENNE.vogt@example.com")).rows
    (row,) = (await voice.list("feedback", who.id)).rows
    assert (row.id, row.metric, str(row.score), row.comment) == ("R_1a", "nps", "3", "Waited a week for the lamp")
    assert [row.id for row in (await voice.find_by_phone(PHONE)).rows] == ["phone:+4915120000004"]
    await voice.aclose()


@pytest.mark.parametrize("name", ["delighted", "surveymonkey", "qualtrics"])
async def test_who_is_signed_out_is_told_so(server, name):
    for path in ("/v1/people.json", "/v3/users/me", "/API/v3/whoami", "/v3/surveys/1/responses/bulk"):
        server.on(path, reply(b"{}", "401 Unauthorized"))
    server.on("/API/v3/surveys/1/export-responses", reply(b"{}", "401 Unauthorized"))
    voice = opened(server, name, survey="1")
    with pytest.raises(AuthError):
        await voice.health()
    if voice.syncs:
        with pytest.raises(AuthError):
            await voice.sync()
    await voice.aclose()
