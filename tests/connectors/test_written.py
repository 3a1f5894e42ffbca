"""Connectors written in Python: the example of the manual, installed, against a loopback server; and what is refused."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

from connectors.connector import Page
from connectors.declarative import build_connector, open_backend
from connectors.errors import AuthError, BadPayload, ConnectorError, RateLimited, Rejected, Unavailable
from connectors.loading.load import load_manifest, parse_manifest
from connectors.loading.shipped import UnknownWord, source_of
from connectors.manifest.model import Timeouts
from connectors.manifest.problems import ManifestError
from connectors.phones import parse_number
from connectors.site import load_site, open_connectors
from connectors.trials.check import check_manifest
from connectors.trials.fixture_check import replay_all
from connectors.trials.fixtures import record
from connectors.trials.trial import Wanted, try_connection
from connectors.written.found import _METHODS, NotInstalled, installed, loaded
from connectors.written.transport import Transport
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "callside-loyalty"
MANIFEST = EXAMPLE / "callside_loyalty" / "manifest.toml"
ANN = {"no": 7, "name": "Änne O'Neil", "mail": "Anne@example.com", "phones": ["0151 / 20000004"], "tier": "gold"}
BOB = {"no": 8, "name": "Bob", "mail": "bob@example.com", "phones": ["0151 / 30000004"]}
ORDERS = [
    {"ref": "L-1", "member": 7, "day": "2026-10-01", "state": "sent", "cents": 1999},
    {"ref": "L-2", "member": 7, "day": "2026-11-01", "state": "paid", "cents": 500},
    {"ref": "L-3", "member": 8, "day": "2026-11-02", "state": "paid", "cents": 100},
]
SECRETS = {"loyalty": "t0ken-of-the-club"}.get


@pytest.fixture
def example(monkeypatch, tmp_path):
    """The example as pip leaves it: its package on the path, its entry point among the installed ones."""
    install(tmp_path, "loyalty = callside_loyalty.connector:Loyalty")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.syspath_prepend(EXAMPLE)
    yield tmp_path
    for name in [name for name in sys.modules if name.partition(".")[0] in {"callside_loyalty", "made"}]:
        del sys.modules[name]


def install(folder, *entries):
    info = folder / "made-1.0.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: made\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[callside.connectors]\n" + "\n".join(entries) + "\n")


def body(value):
    return reply(json.dumps(value).encode())


@pytest.fixture
async def club():
    async with FaultServer() as server:
        server.on("/searches", body({"id": "job/1"}))
        server.on("/searches/job%2F1", body({"state": "busy"}), body({"state": "done", "members": [ANN, BOB]}))
        server.on("/members/7/orders", body({"rows": ORDERS}))
        server.on("/members/7/notes", body({"id": 31}))
        server.on("/me", body({"login": "callside"}))
        yield server


def manifest_at(server, **settings):
    return load_manifest(MANIFEST, {"base_url": server.url, "region": "DE", **settings})


def patient(manifest):
    """The same on a machine that is slow."""
    times = Timeouts(connect=30, verdict=30, total=30)
    connection = manifest.connection.model_copy(update={"timeout_s": times})
    return manifest.model_copy(update={"connection": connection})


async def test_it_answers_like_any_other(example, club):
    connector = build_connector(manifest_at(club).with_site("points", "", {}), MANIFEST.parent, SECRETS, FakeClock())
    page = await connector.find_by_phone(parse_number("+49 151 20000004", "DE"))
    assert [(row.id, row.name, row.tier, row.provenance.system) for row in page.rows] == [
        ("7", "Änne O'Neil", "gold", "points")
    ]
    assert page.dropped == 1
    assert [seen.headers["authorization"] for seen in club.seen] == ["Bearer t0ken-of-the-club"] * 3
    page = await connector.list("orders", "7")
    assert [(row.number, str(row.total.amount), row.status.value) for row in page.rows] == [
        *(("L-2", "5", "processing"), ("L-1", "19.99", "completed")),
    ]
    assert page.dropped == 1
    written = await connector.write("note.create", {"customer_id": "7", "text": "a note"}, "key-1")
    assert (written.id, club.seen[-1].headers["idempotency-key"]) == ("31", "key-1")
    health = await connector.health()
    assert (health.ok, health.who) == (True, "callside")
    with pytest.raises(Rejected, match="is not offered"):
        await connector.search("ann")
    assert await connector.find_by_id("7", "customer") == Page(())
    await connector.aclose()


async def test_headers_of_the_connection_go_with_every_request(example, club):
    headers = {"X-Version": "2026-10", "X-Region": "${settings.region}"}
    manifest = manifest_at(club)
    connection = manifest.connection.model_copy(update={"headers": headers})
    manifest = manifest.model_copy(update={"connection": connection})
    backend = open_backend(manifest, MANIFEST.parent, SECRETS, FakeClock())
    http = Transport(backend)
    await http.get("/me")
    await http.post("/searches", json={}, headers={"x-version": "1"})
    await backend.aclose()
    assert [(seen.headers["x-version"], seen.headers["x-region"]) for seen in club.seen] == [
        ("2026-10", "DE"),
        ("1", "DE"),
    ]


async def test_errors_are_those_of_every_connector(example, club):
    club.on("/members/7/orders", reply(b'{"error": "locked", "seconds": 9}', "200 OK"))
    club.on("/me", reply(b"{}", "401 Unauthorized"))
    club.on("/members/9/orders", reply(b'{"rows": 5}'))
    connector = build_connector(manifest_at(club), MANIFEST.parent, SECRETS, FakeClock())
    with pytest.raises(RateLimited) as slow:
        await connector.list("orders", "7")
    assert slow.value.retry_after >= 9
    await connector.aclose()
    connector = build_connector(manifest_at(club), MANIFEST.parent, SECRETS, FakeClock())
    with pytest.raises(AuthError):
        await connector.health()
    with pytest.raises(BadPayload, match="TypeError in the connector"):
        await connector.list("orders", "9")
    club.on("/searches/job%2F1", *[body({"state": "busy"})] * 8)
    with pytest.raises(Unavailable, match="not done yet"):
        await connector.find_by_email("ann@example.com")
    await connector.aclose()


async def test_it_is_tried_recorded_and_replayed(example, club, tmp_path):
    manifest = manifest_at(club)
    wanted = Wanted(phone="0151 20000004")
    trial = await try_connection(manifest, MANIFEST.parent, SECRETS, wanted, clock=FakeClock())
    assert (trial.is_ok, trial.kept, trial.dropped, trial.health.who) == (True, 1, 1, "callside")
    assert "Authorization: ***" in trial.tries[0].request
    assert "t0ken" not in json.dumps(trial.as_json(), default=str)
    noted = Wanted("note.create", customer_id="7", draft={"customer_id": "7", "text": "a note"})
    trial = await try_connection(manifest, MANIFEST.parent, SECRETS, noted, clock=FakeClock())
    assert (trial.findings, trial.tries[-1].request) == (("not_sent",), "note.create, as its connector sends it")
    copy = tmp_path / "club.toml"
    copy.write_bytes(MANIFEST.read_bytes())
    kept = tmp_path / "club.fixtures"
    kept.mkdir()
    club.on("/searches/job%2F1", body({"state": "done", "members": [ANN, BOB]}))
    fixture = await record(manifest, MANIFEST.parent, SECRETS, wanted, b"k" * 32, FakeClock())
    (kept / "customer.find_by_phone.json").write_text(json.dumps(fixture))
    assert "Änne" not in json.dumps(fixture, ensure_ascii=False)
    (replayed,) = await replay_all(copy)
    assert (replayed.problem, replayed.kept) == (None, 1)
    report = check_manifest(copy)
    assert report.is_ok
    assert "orders.list" in report.offered
    assert "cases.list" in report.not_offered


async def test_a_site_names_it_by_its_word(example, club):
    (example / "site.toml").write_text(
        'schema = 1\nname = "A"\nregion = "DE"\nplaybook = "p"\n[[connections]]\nname = "club"\nmanifest = "loyalty"\n'
        f'settings = {{ base_url = "{club.url}" }}\n'
    )
    site = load_site(example)
    assert (site.connections[0].shipped, site.connections[0].folder) == ("loyalty", example)
    (connector,) = open_connectors(site, SECRETS)
    page = await connector.list("orders", "7")
    assert [row.provenance.system for row in page.rows] == ["club", "club"]
    await connector.aclose()


WRONG = {
    "gone = nowhere.at_all:It": r"nowhere.at_all:It cannot be loaded \(ModuleNotFoundError: No module named 'nowhere'\)",
    "gone = made.one:It": r"made.one:It cannot be loaded \(AttributeError: ",
    "gone = made.one:VALUE": "made.one:VALUE is no class",
    "gone = made.one:Bare": r"made.one:Bare must be made of \(settings, secrets, transport, clock\)",
    "gone = made.one:Mute": "made.one:Mute has no coroutine find_by_email, though the manifest offers customer.find_by_email",
    "gone = made.one:Blocking": "made.one:Blocking has no coroutine find_by_email, though",
    "gone = made.one:Odd": r"made.one:Odd find_by_email must take \(email\)",
    "gone = made.bad:It": r"made.bad:It cannot be loaded \(ZeroDivisionError\)",
    "other = made.one:It": r'no package here brings the connector "gone" \(installed are other\): install it by pip',
}
MADE = """
VALUE = 5
class Bare: pass
class Mute:
    def __init__(self, settings, secrets, transport, clock): pass
class Blocking(Mute):
    def find_by_email(self, email): pass
class Odd(Mute):
    async def find_by_email(self): pass
"""
GONE = """\
schema = 1
name = "gone"
kind = "python"
connector = "gone"
offers = ["customer.find_by_email"]
settings = { base_url = "http://127.0.0.1:1" }
"""


@pytest.mark.parametrize("entry", WRONG)
def test_what_cannot_be_used_is_told_in_one_sentence(entry, example):
    install(example, entry)
    (example / "made").mkdir()
    (example / "made" / "__init__.py").write_text("")
    (example / "made" / "one.py").write_text(MADE)
    (example / "made" / "bad.py").write_text("1 / 0")
    (example / "gone.toml").write_text(GONE)
    with pytest.raises(ManifestError, match=r"^gone.toml  connector  " + WRONG[entry]) as wrong:
        load_manifest(example / "gone.toml")
    assert len(wrong.value.problems) == 1
    assert not check_manifest(example / "gone.toml").is_ok


def test_without_a_package_nothing_is_installed(example):
    install(example)
    assert "loyalty" not in installed()
    with pytest.raises(NotInstalled, match=r'brings the connector "loyalty" \(.*\): install it by pip'):
        loaded("loyalty", ())
    with pytest.raises(UnknownWord):
        source_of("loyalty", example)


def test_the_manifest_says_what_is_offered(example):
    text = GONE.replace('connector = "gone"\n', "").replace(
        'offers = ["customer.find_by_email"]',
        'offers = ["customer.find_by_mail", "note.create"]\nidempotency = { "case.create" = "key" }\n'
        'feedback.list = { request = { path = "/f" }, map = {} }',
    )
    with pytest.raises(ManifestError) as wrong:
        parse_manifest(text.encode(), "g.toml")
    said = str(wrong.value)
    for line in (
        "connector  missing: the name under which the connector is installed",
        "offers[0]  is no operation (did you mean customer.find_by_email?)",
        "idempotency  note.create is missing: upsert, key, search or none",
        "idempotency.case.create  is no write that is offered",
        "feedback.list  a written connector answers this itself: name it in offers",
    ):
        assert line in said
    with pytest.raises(ManifestError, match="offers  belongs to kind python"):
        parse_manifest(
            b'schema = 1\nname = "a"\noffers = ["orders.list"]\nsettings = { base_url = "https://a.test" }', "a"
        )


class Anything:
    """Answers whatever a test says."""

    said = None

    def __init__(self, settings, secrets, transport, clock):
        pass

    async def find_by_phone(self, query):
        return self.said

    find_by_email = find_by_phone

    async def list(self, kind, customer_id, limit, since):
        return self.said

    async def write(self, operation, draft, key):
        return self.said

    async def health(self):
        return self.said


@pytest.mark.parametrize("said", [None, 5, [{"id": 7}], Page(({"id": 7},)), "rows"])
async def test_an_answer_of_the_wrong_shape_is_an_error_never_a_row(said, example, club, monkeypatch):
    monkeypatch.setattr("connectors.written.adapter.loaded", lambda name, operations: Anything)
    Anything.said = said
    connector = build_connector(manifest_at(club), MANIFEST.parent, SECRETS, FakeClock())
    for ask in (
        lambda: connector.find_by_email("a@example.com"),
        lambda: connector.list("orders", "7"),
        lambda: connector.write("note.create", {}, "k"),
        connector.health,
    ):
        with pytest.raises(BadPayload, match=r"the connector's .* must give a"):
            await ask()
    await connector.aclose()


async def test_the_transport_stays_where_it_belongs(example, club):
    backend = open_backend(manifest_at(club), MANIFEST.parent, SECRETS, FakeClock())
    http = Transport(backend)
    for path, filled in (
        *(("/members/{member}", {"member": ".."}), ("members", {}), ("//x.test/a", {}), ("/a?b=1", {})),
        *(("/members/{member}", {}), ("https://elsewhere.example.com/a", {}), ("http://127.0.0.1:1/a", {})),
    ):
        with pytest.raises(Rejected):
            await http.get(path, **filled)
    with pytest.raises(Rejected):
        await http.get("/me", headers={"X": "a\r\nb"})
    assert club.seen == []
    club.on("/members/a%2F..%2Fb", body({}))
    await http.get("/members/{member}", member="a/../b")
    assert (await http.get(f"{club.url}/me")).body == {"login": "callside"}
    await backend.aclose()


async def test_one_operation_never_has_more_than_five_requests_under_way(example, club):
    gate, running, most = asyncio.Event(), set(), 0

    async def slow(seen, writer):
        nonlocal most
        running.add(id(seen))
        most = max(most, len(running))
        if len(running) == 5:
            asyncio.get_running_loop().call_soon(gate.set)
        await gate.wait()
        # Whoever else was let in comes while these are here.
        for _ in range(20):
            await asyncio.sleep(0)
        running.discard(id(seen))
        writer.write(reply(b"{}"))

    club.handlers["/slow"] = slow
    backend = open_backend(patient(manifest_at(club)), MANIFEST.parent, SECRETS, FakeClock())
    http = Transport(backend)
    await asyncio.gather(*(http.get("/slow", query={"n": n}) for n in range(20)))
    assert most == 5
    await backend.aclose()


async def test_a_dead_system_is_left_alone_for_a_while(example):
    manifest = load_manifest(MANIFEST, {"base_url": "http://127.0.0.1:9", "region": "DE"})
    connector = build_connector(manifest, MANIFEST.parent, SECRETS, FakeClock())
    kinds = []
    for _ in range(4):
        with pytest.raises(ConnectorError) as wrong:
            await connector.health()
        kinds.append(wrong.value.kind)
    assert kinds == ["network", "network", "network", "breaker"]
    await connector.aclose()


def test_the_page_shows_the_example_as_it_is():
    page = (EXAMPLE.parents[1] / "connectors-in-python.md").read_text(encoding="utf-8")
    entry, manifest = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    assert entry in (EXAMPLE / "pyproject.toml").read_text(encoding="utf-8")
    shown = tomllib.loads(manifest)
    whole = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    assert {name: whole[name] for name in shown} == shown
    methods = re.findall(r"`((?:find|search|get|list|write|health)\w*)\(", page)
    assert set(methods) == {*_METHODS}
