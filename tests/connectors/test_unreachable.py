"""Nobody there, the wrong port, the wrong way to speak: each is said with where it was tried."""

from __future__ import annotations

import asyncio
import socket

import httpx
import pytest

from connectors.errors import Unavailable
from connectors.http.client import HttpClient, HttpRequest
from connectors.http.tls import Tls
from connectors.http.unreachable import place_of, why_unreachable
from connectors.manifest.model import Timeouts


async def asked(url):
    client = HttpClient("crm", url, (), Timeouts(total=5), Tls())
    try:
        with pytest.raises(Unavailable) as caught:
            await client.send(HttpRequest("GET", url + "/"), seconds=5, repeatable=True)
    finally:
        await client.aclose()
    return caught.value.detail


async def test_nobody_listens_there():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, but nobody listens
        port = taken.getsockname()[1]
        assert (
            await asked(f"http://127.0.0.1:{port}")
            == f"the system cannot be reached at 127.0.0.1:{port}: refused, nothing listens on this port"
        )


@pytest.mark.parametrize("said", [b"\x15\x03\x01\x00\x02\x02\x46", b""])
async def test_plain_http_where_tls_is_spoken_suggests_https(said):
    async def alert(reader, writer):
        await reader.readline()
        writer.write(said)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(alert, "127.0.0.1", 0)
    place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        assert (await asked(f"http://{place}")).endswith(f" at {place}; perhaps this port wants https")
    finally:
        server.close()
        await server.wait_closed()


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "there is no such host"),
        (OSError(113, "No route to host"), "there is no route to it"),
        (ExceptionGroup("all", [ConnectionRefusedError(111, "refused")]), "refused"),
    ],
)
def test_what_the_computer_says_is_told_with_the_place(cause, words):
    error = httpx.ConnectError("All connection attempts failed")
    error.__cause__ = cause
    told = why_unreachable(error, by_proxy=False, url="https://crm.example.com/people/7")
    assert told.startswith(f"the system cannot be reached at crm.example.com:443: {words}")


def test_an_address_of_six_has_brackets():
    assert place_of("http://[::1]:8080/x") == "[::1]:8080"
