"""One call, several real systems: one person out of them, and nobody waits for the one that hangs."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from connectors.errors import Unavailable
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.lookup import CallerQuery, identify, people_of
from connectors.phones import parse_number
from connectors.trials.trial import Wanted, try_connection
from tests.systems.people import people
from tests.systems.sql.schema import PEOPLE, ROLE, inserts, tables
from tests.systems.sql.schema import SECRETS as SQL_SECRETS
from tests.systems.tryton.plan import HOUSEHOLD_PHONE, customer_number, party_of
from tests.systems.tryton.recording import SECRETS
from tests.systems.tryton.server import tryton

pytestmark = [pytest.mark.systems, pytest.mark.timeout(300)]

CROWD = people(PEOPLE)


@pytest.fixture(scope="module")
def erp_url(postgres, tmp_path_factory):
    with tryton(tmp_path_factory.mktemp("together"), postgres, "tryton_together") as running:
        yield running


@pytest.fixture(scope="module")
def crm_url(postgres):
    postgres.create("crm_together")
    postgres.execute(tables("timestamptz") + inserts(), "crm_together")
    postgres.execute(ROLE.replace("reader", "visitor"), "crm_together")
    return postgres.url("crm_together", "visitor")


@pytest.fixture
def both(connect, erp_url, crm_url):
    erp = connect("tryton", {"base_url": erp_url, "region": "DE"}, SECRETS)
    return [connect("sql", {"url": crm_url, "region": "DE"}, SQL_SECRETS), erp]


@asynccontextmanager
async def silence():
    """The port of a server that takes connections and never says a word."""
    never = asyncio.Event()
    held = []

    async def hold(reader, writer):
        held.append(writer)
        await never.wait()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1]
    never.set()
    server.close()
    for writer in held:
        writer.close()


async def asked(connectors, number):
    return [answer async for answer in identify(connectors, CallerQuery(phone=parse_number(number, "DE")))]


async def test_one_person_out_of_two_systems(both):
    for person in CROWD[:10]:
        answers = await asked(both, person.e164)
        (merged,) = people_of(answers, ["sql", "tryton"])
        assert merged.customer.name == person.name
        assert dict(merged.ids) == {
            "sql": str(person.index + 1),
            "tryton": party_of(person.index),
        }
        assert merged.customer.extra["customer_no"] == customer_number(person)


async def test_a_household_is_two_people_in_both(both):
    found = people_of(await asked(both, HOUSEHOLD_PHONE), ["sql", "tryton"])
    assert len(found) == 2
    assert {frozenset(person.ids) for person in found} == {frozenset({"sql", "tryton"})}


async def test_pitfall_19_one_that_hangs_keeps_nobody_waiting(both, connect):
    async with silence() as port:
        hung = connect("tryton", {"base_url": f"http://127.0.0.1:{port}/tryton", "region": "DE"}, SECRETS)
        query = CallerQuery(phone=parse_number(CROWD[0].e164, None))
        arrived = [answer async for answer in identify([hung, *both], query) if answer.wave == 1]
        assert [answer.page is not None for answer in arrived] == [True, True, False], "the others come first"
        late = arrived[-1].error
        assert isinstance(late, Unavailable)
        assert late.kind == "timeout"


@pytest.mark.parametrize(("system", "customer"), [("sql", "6"), ("tryton", party_of(5))])
async def test_connect_test_sends_a_note_twice_and_finds_it_once(erp_url, crm_url, system, customer):
    path = SHIPPED / system / "manifest.toml"
    manifest = load_manifest(path, {"url": crm_url} if system == "sql" else {"base_url": erp_url})
    wanted = Wanted(
        "note.create",
        customer_id=customer,
        draft={"customer_id": customer, "text": "A test"},
        write=True,
        key="together-1",
    )
    trial = await try_connection(manifest, path.parent, {**SECRETS, **SQL_SECRETS}.get, wanted)
    assert trial.health is not None
    assert (trial.health.ok, trial.error, trial.findings) == (True, None, ())
    assert trial.written is not None
