"""The guarded client against a server that does everything wrong: one error of the right class, in time."""

from __future__ import annotations

import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import trustme

from connectors.errors import Rejected, Unavailable
from connectors.formats.payload import parse_json
from connectors.http.client import HttpClient, HttpRequest, retry_after
from connectors.http.tls import Tls
from connectors.manifest.model import Timeouts
from connectors.mapping.convert import Unreadable, decimal_of
from tests.connectors.fault_server import FaultServer, reply

PATIENT = Timeouts(connect=20, verdict=20, total=20)
HASTY = 0.4


@pytest.fixture
async def server():
    async with FaultServer() as running:
        yield running


@pytest.fixture
async def client(server):
    opened = HttpClient("crm", server.url, (), PATIENT, Tls())
    yield opened
    await opened.aclose()


async def get(client, server, path, seconds=20, **more):
    return await client.send(HttpRequest("GET", server.url + path, **more), seconds=seconds, repeatable=True)


async def test_a_good_answer(client, server):
    response = await get(client, server, "/ok")
    assert (response.status, response.body, response.problem) == (200, {"id": 1, "name": "Ann"}, None)
    (seen,) = server.seen
    assert seen.headers["accept-encoding"] == "gzip"
    assert seen.headers["user-agent"] == "Callside"
    assert (await get(client, server, "/gzip")).body == {"id": 1}
    assert (await get(client, server, "/bom")).body == {"id": 1}
    assert (await get(client, server, "/empty")).body is None
    assert (await get(client, server, "/no-content")).status == 204


@pytest.mark.parametrize("path", ["/hang", "/drip", "/drip-headers"])
async def test_who_never_ends_is_given_up(client, server, path):
    with pytest.raises(Unavailable) as caught:
        await get(client, server, path, seconds=HASTY)
    assert caught.value.kind == "timeout"
    assert (await get(client, server, "/ok")).status == 200


async def test_the_first_byte_of_a_read_is_not_waited_for_longer_than_the_verdict(server):
    client = HttpClient("crm", server.url, (), Timeouts(connect=20, verdict=0.2, total=20), Tls())
    with pytest.raises(Unavailable, match=r"took too long: nothing came for 0\.2 s \(timeout_s\.verdict\)"):
        await get(client, server, "/hang")
    await client.aclose()


@pytest.mark.parametrize(
    "path",
    ["/reset", "/close", "/truncated", "/garbage", "/bad-chunk", "/huge-headers", "/two-lengths", "/negative-length"],
)
async def test_what_is_no_answer_is_unavailable_and_the_next_call_works(client, server, path):
    with pytest.raises(Unavailable) as caught:
        await get(client, server, path)
    assert (caught.value.kind, caught.value.sent) == ("network", True)
    assert (await get(client, server, "/ok")).status == 200


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/html", "content type"),
        ("/text", "content type"),
        ("/endless", "larger than 2 MB"),
        ("/bomb", "larger than 2 MB"),
        ("/large", "larger than 2 MB"),
        ("/declared-huge", "larger than 2 MB"),
        ("/half-gzip", "too early"),
        ("/no-gzip", "no valid gzip"),
        ("/brotli", "packing"),
        ("/nan", "NaN"),
        ("/infinity", "Infinity"),
        ("/twice", "twice"),
        ("/deep", "deeply"),
        ("/deep-65", "deeply"),
        ("/digits", "digits"),
        ("/latin-1", "UTF-8"),
        ("/broken-json", "no JSON"),
    ],
)
async def test_unreadable_bodies_are_named(client, server, path, problem):
    response = await get(client, server, path)
    assert response.body is None
    assert problem in response.problem
    assert (await get(client, server, "/ok")).status == 200


@pytest.mark.parametrize("path", ["/redirect", "/redirect-loop"])
async def test_redirects_are_not_followed(client, server, path):
    assert (await get(client, server, path)).status in {302, 307}
    assert len(server.seen) == 1


async def test_cookies_are_not_kept(client, server):
    await get(client, server, "/cookie")
    await get(client, server, "/ok")
    assert "cookie" not in server.seen[1].headers


async def test_the_environment_names_no_proxy(client, server, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    assert (await get(client, server, "/ok")).status == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.2/x",
        "https://127.0.0.1/x",
        "ftp://127.0.0.1/x",
        "http://[",
        "http://u@127.0.0.1/",
        "http://127.0.0.1:1/",
    ],
)
async def test_no_other_place_is_asked(client, server, url):
    with pytest.raises(Rejected):
        await client.send(HttpRequest("GET", url), seconds=20, repeatable=True)
    assert server.seen == []


async def test_nobody_there(server):
    port = server.port
    await server.__aexit__()
    client = HttpClient("crm", f"http://127.0.0.1:{port}", (), PATIENT, Tls())
    with pytest.raises(Unavailable) as caught:
        await client.send(HttpRequest("GET", f"http://127.0.0.1:{port}/"), seconds=20, repeatable=True)
    assert (caught.value.kind, caught.value.sent) == ("network", False)
    await client.aclose()


async def test_a_name_that_does_not_exist():
    client = HttpClient("crm", "http://nowhere.invalid", (), PATIENT, Tls())
    with pytest.raises(Unavailable) as caught:
        await client.send(HttpRequest("GET", "http://nowhere.invalid/"), seconds=5, repeatable=True)
    assert not caught.value.sent
    await client.aclose()


async def test_a_dead_reused_connection_is_tried_once_more_for_reads_only(client, server):
    server.on("/flaky", b"", {"id": 1})

    async def die(_, writer):
        writer.close()

    good = server.handlers["/ok"]
    await get(client, server, "/ok")
    answers = [die, good]
    server.handlers["/flaky"] = lambda seen, writer: answers.pop(0)(seen, writer)
    assert (await get(client, server, "/flaky")).status == 200
    answers[:] = [die, good]
    with pytest.raises(Unavailable):
        await client.send(HttpRequest("POST", server.url + "/flaky", content={}), seconds=20, repeatable=False)
    assert answers == [good]


async def test_after_thirty_faults_nothing_is_left(client, server):
    for path in ["/reset", "/truncated", "/html", "/500", "/garbage", "/large"] * 5:
        try:
            await get(client, server, path)
        except Unavailable:
            continue
    assert (await get(client, server, "/ok")).status == 200
    await client.aclose()
    while server.open_connections:
        await asyncio.sleep(0)


async def test_bodies_queries_and_sign_in(server):
    client = HttpClient("crm", server.url, (), PATIENT, Tls())
    server.on("/echo", {"ok": True})
    await client.send(
        HttpRequest("POST", server.url + "/echo", (("a", "1"), ("a", "x & y")), {"X-Key": "k"}, {"text": "é"}),
        seconds=20,
        repeatable=False,
        sign=lambda request: {"Authorization": "Bearer t"},
    )
    await client.send(HttpRequest("POST", server.url + "/echo", form={"a": "1 2"}), seconds=20, repeatable=False)
    json_request, form = server.seen
    assert json_request.query == {"a": ["1", "x & y"]}
    assert (json_request.json, json_request.headers["authorization"]) == ({"text": "é"}, "Bearer t")
    assert json_request.headers["x-key"] == "k"
    assert form.body == b"a=1+2"
    await client.aclose()


class TestTls:
    """Certificates that are wrong in five ways, made on the spot; nothing is sent to any of them."""

    @pytest.fixture
    def authority(self):
        return trustme.CA()

    async def try_(self, certificate, trusted, host="localhost"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        asked = []

        async def serve(reader, writer):
            asked.append(await reader.readline())
            writer.write(reply({"id": 1}))
            await writer.drain()
            writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=context)
        url = f"https://{host}:{server.sockets[0].getsockname()[1]}"
        trust = Tls()
        own = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if trusted is not None:
            trusted.configure_trust(own)
        trust._context = own
        client = HttpClient("crm", url, (), Timeouts(total=5), trust)
        try:
            signed = {"Authorization": "x"}
            request = HttpRequest("GET", url + "/")
            return await client.send(request, seconds=5, repeatable=True, sign=lambda _: signed), asked
        except Unavailable as error:
            return error, asked
        finally:
            await client.aclose()
            server.close()
            await server.wait_closed()

    async def test_a_good_certificate(self, authority):
        response, asked = await self.try_(authority.issue_cert("localhost"), authority)
        assert response.body == {"id": 1}
        assert asked

    @pytest.mark.parametrize(
        ("make", "is_trusted", "words"),
        [
            (lambda ca, now: ca.issue_cert("other.example"), True, "another host"),
            (lambda ca, now: ca.issue_cert("localhost"), False, "authority"),
            (lambda ca, now: ca.issue_cert("localhost", not_after=now - timedelta(days=1)), True, "expired"),
            (lambda ca, now: ca.issue_cert("localhost", not_before=now + timedelta(days=1)), True, "clock"),
        ],
    )
    async def test_each_fault_has_its_own_sentence_and_learns_nothing(self, authority, make, is_trusted, words):
        certificate = make(authority, datetime.now(UTC))
        error, asked = await self.try_(certificate, authority if is_trusted else None)
        assert isinstance(error, Unavailable)
        assert (error.kind, error.sent) == ("network", False)
        assert words in error.detail
        assert [line for line in asked if line] == []

    async def test_a_port_that_speaks_no_tls(self):
        async def greet(reader, writer):
            writer.write(reply({}, "400 Bad Request"))
            await writer.drain()
            writer.close()

        plain = await asyncio.start_server(greet, "127.0.0.1", 0)
        url = f"https://127.0.0.1:{plain.sockets[0].getsockname()[1]}"
        client = HttpClient("crm", url, (), Timeouts(total=5), Tls())
        with pytest.raises(Unavailable, match="does not speak TLS"):
            await client.send(HttpRequest("GET", url + "/"), seconds=5, repeatable=True)
        await client.aclose()
        plain.close()
        await plain.wait_closed()

    def test_verification_cannot_be_turned_off(self):
        context = Tls().context()
        assert context.verify_mode == ssl.CERT_REQUIRED
        assert context.check_hostname
        assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7", 7.5),
        ("0", 0.5),
        ("999999999999", 3600.5),
        ("Sat, 21 Nov 2026 12:00:30 GMT", 30.5),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.5),
        ("Fri, 01 Jan 2037 00:00:00 GMT", 3600.5),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٧", None),
    ],
)
def test_how_long_to_wait(value, seconds):
    assert retry_after({"retry-after": value}, NOW, lambda: 0.5) == seconds


@pytest.mark.parametrize("number", ["1.1", "52.8", "0.1234567890123456789", "12345678901234567.89"])
def test_numbers_stay_exact(number):
    assert decimal_of(parse_json(f'{{"a": {number}}}'.encode())["a"]) == Decimal(number)


def test_a_lone_surrogate_survives_until_it_is_cleaned():
    assert parse_json(b'["\\ud800"]') == ["\ud800"]
    with pytest.raises(Unreadable):
        parse_json(b'"\xed\xa0\x80"')
