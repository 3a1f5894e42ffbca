"""The way to a system: certificates of both sides, and proxies; one sentence for each thing that can be wrong."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import socket
import ssl
import threading
from contextlib import asynccontextmanager

import pytest
import trustme
from cryptography.hazmat.primitives import serialization

from connectors.declarative import bare_connector
from connectors.errors import AuthError, Rejected, Unavailable
from connectors.http.tls import Tls
from connectors.loading.load import ManifestError, parse_manifest
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import reply

MANIFEST = """\
schema = 1
name = "erp"
settings = { base_url = "https://localhost:1" }
auth = { kind = "bearer", token = "secret:erp" }
connection.timeout_s = { connect = 5, verdict = 5, total = 5 }
CONNECTION
[health.check]
request.path = "/"
"""
SECRETS = {"erp": "t0ken", "key": "key pa55", "proxy": "pr@xy"}


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def folder(tmp_path_factory, authority):
    """What IT puts beside a manifest: the company's authority, a certificate of ours, its key with a password."""
    folder = tmp_path_factory.mktemp("certificates")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    ours = authority.issue_cert("agent@example.com")
    ours.private_key_and_cert_chain_pem.write_to_path(folder / "ours.pem")
    ours.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    key = serialization.load_pem_private_key(ours.private_key_pem.bytes(), None)
    locked = serialization.BestAvailableEncryption(SECRETS["key"].encode())
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, locked)
    (folder / "key.pem").write_bytes(key.private_bytes(*form))
    trustme.CA().issue_cert("agent@example.com").private_key_and_cert_chain_pem.write_to_path(folder / "foreign.pem")
    (folder / "nonsense.pem").write_text("hello")
    return folder


@asynccontextmanager
async def system(authority, *, client=None, newest=None, identity="localhost", **times):
    """A system on TLS; `client` is the authority its visitors must be from."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(identity, **times).configure_cert(context)
    if client is not None:
        context.verify_mode = ssl.CERT_REQUIRED
        client.configure_trust(context)
    if newest is not None:
        context.maximum_version = newest
    listening, asked = socket.create_server(("127.0.0.1", 0)), []

    # Blocking, since asyncio's own server breaks off where a real one says what it does not like.
    def serve():
        while True:
            try:
                visitor, _ = listening.accept()
            except OSError:
                return
            wrapped = context.wrap_socket(visitor, server_side=True, do_handshake_on_connect=False)
            with contextlib.suppress(OSError), wrapped as talk:
                try:
                    talk.do_handshake()
                except ssl.SSLError:
                    # What was said goes missing where the visitor's request is still unread.
                    while socket.socket.recv(talk, 65_536):
                        pass
                    continue
                if head := talk.recv(65_536):
                    asked.append(head)
                    talk.sendall(reply({"id": 1}))
                    talk.unwrap()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1], asked
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        await asyncio.get_running_loop().run_in_executor(None, thread.join)


class ProxyServer:
    """A proxy that connects where it is asked to, if it likes who asks; it sees no more than that."""

    def __init__(self, answer=None, user=None):
        self.answer, self.user, self.heads, self.port = answer, user, [], 0

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", 0)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.server.close()
        await self.server.wait_closed()

    async def serve(self, reader, writer):
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            self.heads.append(head)
            wanted = None if self.user is None else base64.b64encode(self.user.encode()).decode()
            if wanted is not None and f"Basic {wanted}" not in head:
                writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            elif self.answer is not None:
                writer.write(f"HTTP/1.1 {self.answer}\r\nContent-Length: 0\r\n\r\n".encode())
            else:
                await self.connect(head.split(" ")[1], reader, writer)
            await writer.drain()
        writer.close()

    async def connect(self, target, reader, writer):
        there, to_there = await asyncio.open_connection("127.0.0.1", int(target.rpartition(":")[2]))
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")

        async def pump(source, sink):
            with contextlib.suppress(OSError):
                while data := await source.read(65_536):
                    sink.write(data)
                    await sink.drain()
            sink.close()

        await asyncio.gather(pump(reader, to_there), pump(there, writer))


async def ask(port, folder, *lines, secrets=SECRETS, clock=None):
    text = MANIFEST.replace("localhost:1", f"localhost:{port}").replace("CONNECTION", "\n".join(lines))
    manifest = parse_manifest(text.encode(), "erp.toml")
    connector = bare_connector(manifest, folder, secrets.get, FakeClock(), Tls())
    try:
        return await connector.health()
    finally:
        await connector.aclose()


CA = 'connection.tls.ca_file = "ca.pem"'
OURS = 'connection.tls.client_cert = "ours.pem"'


async def test_an_authority_of_the_companys_own(authority, folder):
    async with system(authority) as (port, asked):
        assert (await ask(port, folder, CA)).ok
        with pytest.raises(Unavailable, match="an authority this computer does not know"):
            await ask(port, folder)
    assert b"Bearer t0ken" in asked[0]
    assert len(asked) == 1


@pytest.mark.parametrize(
    "lines",
    [
        (OURS,),
        (
            'connection.tls.client_cert = "cert.pem"',
            'connection.tls.client_key = "key.pem"',
            'connection.tls.key_password = "secret:key"',
        ),
    ],
    ids=["in one file", "key with a password"],
)
async def test_a_certificate_of_ours(authority, folder, lines):
    async with system(authority, client=authority) as (port, _):
        assert (await ask(port, folder, CA, *lines)).ok


@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_certificate_that_is_missing_or_refused(authority, folder, newest):
    async with system(authority, client=authority, newest=newest) as (port, asked):
        with pytest.raises(Unavailable, match="wants a client certificate") as caught:
            await ask(port, folder, CA)
        assert (caught.value.kind, caught.value.sent) == ("network", False)
        with pytest.raises(Unavailable, match="refuses our client certificate"):
            await ask(port, folder, CA, 'connection.tls.client_cert = "foreign.pem"')
    assert asked == []


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (('connection.tls.ca_file = "none.pem"',), "none.pem cannot be read: No such file"),
        (('connection.tls.ca_file = "nonsense.pem"',), "nonsense.pem holds no certificate in PEM form"),
        (('connection.tls.client_cert = "none.pem"',), "none.pem cannot be read: No such file"),
        (('connection.tls.client_cert = "nonsense.pem"',), "nonsense.pem holds no certificate or key in PEM form"),
        (
            ('connection.tls.client_cert = "cert.pem"', 'connection.tls.client_key = "key.pem"'),
            "the password of the key of cert.pem is wrong or missing",
        ),
        (
            (
                'connection.tls.client_cert = "cert.pem"',
                'connection.tls.client_key = "key.pem"',
                'connection.tls.key_password = "secret:erp"',
            ),
            "the password of the key of cert.pem is wrong",
        ),
        (
            ('connection.tls.client_cert = "cert.pem"', 'connection.tls.client_key = "foreign.pem"'),
            "the key does not belong to the certificate in cert.pem",
        ),
    ],
)
async def test_files_that_cannot_be_used_are_named(folder, lines, words):
    with pytest.raises(Rejected, match=words) as caught:
        await ask(1, folder, *lines)
    assert "pa55" not in str(caught.value)


async def test_no_password_in_the_store(folder):
    lines = ('connection.tls.client_cert = "cert.pem"', 'connection.tls.client_key = "key.pem"')
    with pytest.raises((AuthError, Rejected)):
        await ask(1, folder, *lines, 'connection.tls.key_password = "secret:none"')


async def test_a_least_version(authority, folder):
    async with system(authority, newest=ssl.TLSVersion.TLSv1_2) as (port, asked):
        assert (await ask(port, folder, CA)).ok
        with pytest.raises(Unavailable, match="no TLS as new as is wanted"):
            await ask(port, folder, CA, 'connection.tls.minimum = "1.3"')
    assert len(asked) == 1


async def test_a_proxy_carries_what_it_cannot_read(authority, folder):
    async with system(authority) as (port, _), ProxyServer() as proxy:
        assert (await ask(port, folder, CA, f'connection.proxy = "{proxy.url}"')).ok
    (head,) = proxy.heads
    assert head.startswith(f"CONNECT localhost:{port} HTTP/1.1")
    assert "t0ken" not in head


async def test_a_proxy_that_knows_its_people(authority, folder):
    async with system(authority) as (port, asked), ProxyServer(user="bob:pr@xy") as proxy:
        signed = f'connection.proxy = {{ url = "{proxy.url}", user = "bob", password = "secret:proxy" }}'
        assert (await ask(port, folder, CA, signed)).ok
        with pytest.raises(Unavailable, match="the proxy wants us to sign in") as caught:
            await ask(port, folder, CA, f'connection.proxy = "{proxy.url}"')
        assert not caught.value.sent
        with pytest.raises(Unavailable, match="the proxy wants us to sign in") as caught:
            await ask(port, folder, CA, signed, secrets={**SECRETS, "proxy": "wr0ng"})
        assert "wr0ng" not in str(caught.value)
        with pytest.raises(AuthError, match="secret:proxy"):
            await ask(port, folder, CA, signed, secrets={"erp": "t0ken"})
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("403 Forbidden", r"refuses to connect us to the system \(403\)"),
        ("502 Bad Gateway", r"the proxy cannot reach the system \(502\)"),
        ("504 Gateway Timeout", r"the proxy cannot reach the system \(504\)"),
    ],
)
async def test_a_proxy_that_refuses(folder, answer, words):
    async with ProxyServer(answer) as proxy:
        with pytest.raises(Unavailable, match=words) as caught:
            await ask(1, folder, f'connection.proxy = "{proxy.url}"')
    assert (caught.value.kind, caught.value.sent) == ("network", False)


async def test_a_proxy_that_is_not_there(folder):
    async with ProxyServer() as proxy:
        url = proxy.url
    with pytest.raises(Unavailable, match="the proxy cannot be reached"):
        await ask(1, folder, f'connection.proxy = "{url}"')


async def test_hosts_without_a_proxy(authority, folder):
    async with system(authority) as (port, _), ProxyServer("403 Forbidden") as proxy:
        for names in ('"localhost"', '".local", "localhost"', '"*"'):
            assert (
                await ask(port, folder, CA, f'connection.proxy = {{ url = "{proxy.url}", no_proxy = [{names}] }}')
            ).ok
        with pytest.raises(Unavailable):
            await ask(port, folder, CA, f'connection.proxy = {{ url = "{proxy.url}", no_proxy = ["other"] }}')
    assert len(proxy.heads) == 1


@pytest.mark.parametrize("kind", ["env", "system"])
async def test_the_proxy_of_the_computer(authority, folder, monkeypatch, kind):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    async with system(authority) as (port, _), ProxyServer(user="bob:pr@xy") as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url.replace("//", "//bob:pr%40xy@"))
        assert (await ask(port, folder, CA, f'connection.proxy = "{kind}"')).ok
        assert (await ask(port, folder, CA)).ok
        assert len(proxy.heads) == 1
        monkeypatch.setenv("NO_PROXY", "localhost")
        assert (await ask(port, folder, CA, f'connection.proxy = "{kind}"')).ok
        assert len(proxy.heads) == 1
        monkeypatch.delenv("NO_PROXY")
        monkeypatch.setenv("HTTPS_PROXY", "socks5://127.0.0.1:1")
        with pytest.raises(Rejected, match="the proxy's address"):
            await ask(port, folder, CA, f'connection.proxy = "{kind}"')


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('connection.proxy = "http://bob:hunter2@proxy:8080"', "x.toml:6  connection.proxy  holds a sign-in"),
        ('connection.proxy = "proxy:8080"', "x.toml:6  connection.proxy  is "),
        ('connection.proxy = "http://proxy.example.com"', "x.toml:6  connection.proxy  names no port"),
        ('connection.proxy = { url = "http://p:1", user = "bob" }', "user and password come together"),
        (
            'connection.proxy = { url = "http://p:1", user = "b", password = "hunter2" }',
            "x.toml:6  connection.proxy.password  a secret is written secret:NAME",
        ),
        ('connection.tls.key_password = "hunter2"', "x.toml:6  connection.tls.key_password  a secret is written"),
        ('connection.tls.client_key = "k.pem"', "x.toml:6  connection.tls.client_key  belongs to a client_cert"),
        ("connection.tls.verify = false", "x.toml:6  connection.tls.verify  unknown key"),
        ('connection.tls.minimum = "1.1"', "x.toml:6  connection.tls.minimum"),
    ],
)
def test_what_is_wrong_is_named(line, problem):
    with pytest.raises(ManifestError) as caught:
        parse_manifest(MANIFEST.replace("CONNECTION", line).encode(), "x.toml")
    assert problem in str(caught.value)
    assert "hunter2" not in str(caught.value)
