"""The demo company through the real connectors: what an agent's desk is told when the cast calls."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.clock import SystemClock
from connectors.connector import Connector
from connectors.declarative import build_connector
from connectors.errors import NotFound
from connectors.merge import MergedCustomer, group_matches, merge_customers
from connectors.phones import parse_number
from connectors.site import load_site
from resources.demo.company import DemoCompany

ORDER = ("crm", "shop", "voice")
Desk = dict[str, Connector]


class NoonOfTheDay(SystemClock):
    """The day the company was built for; the rest is the machine's clock."""

    def now(self) -> datetime:
        return datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
async def desk(company: DemoCompany, tmp_path: Path) -> AsyncIterator[Desk]:
    """The connectors of a copy of the site, which may be written to."""
    site = load_site(shutil.copytree(company.paths.site, tmp_path / "site"))
    clock = NoonOfTheDay()
    opened = {
        each.name: build_connector(each.manifest, each.folder, lambda _: None, clock) for each in site.connections
    }
    yield opened
    for connector in opened.values():
        await connector.aclose()


async def people_at(desk: Desk, number: str) -> list[MergedCustomer]:
    """Everybody behind a number, as the desk groups and merges them."""
    query = parse_number(number, "SE")
    assert query is not None
    pages = {name: await desk[name].find_by_phone(query) for name in ("crm", "shop")}
    groups = group_matches(pages)
    return [merge_customers({row.provenance.system: row for row in group}, ORDER) for group in groups]


def test_the_site_is_read_like_any_site(company: DemoCompany) -> None:
    site = load_site(company.paths.site)
    assert (site.name, site.region, site.timezone, site.currency) == ("Fernvik", "SE", "Europe/Stockholm", "EUR")
    assert tuple(connection.name for connection in site.connections) == ORDER
    assert (site.playbook / "playbook.toml").is_file()


async def test_every_system_is_there(desk: Desk) -> None:
    assert [(await connector.health()).ok for connector in desk.values()] == [True] * 3


async def test_each_call_leads_to_the_people_it_is_about(desk: Desk, company: DemoCompany) -> None:
    many = {"karin": {"karin", "nils", "alva"}, "": set[str]()}
    for call in company.calls:
        if call.ani is None:
            continue
        found = {person.ids.get("crm") for person in await people_at(desk, call.ani)}
        keys = many.get(call.person or "", {call.person or ""})
        assert found == {company.person(key).customer_no for key in keys}, call.id


async def test_marta_is_one_person_in_two_systems(desk: Desk) -> None:
    (marta,) = await people_at(desk, "+46701740605")
    assert set(marta.ids) == {"crm", "shop"}
    assert marta.key == "crm:44710932"
    assert dict(marta.values) == {}


async def test_the_systems_disagree_about_eleanors_address(desk: Desk) -> None:
    (eleanor,) = await people_at(desk, "+442079460123")
    assert set(eleanor.ids) == {"crm", "shop"}
    assert len(eleanor.customer.emails) == 2


@pytest.mark.parametrize(
    ("kind", "counts"),
    [("orders", {"shop": 3}), ("invoices", {"shop": 2}), ("cases", {"crm": 2}), ("interactions", {"crm": 5}),
     ("feedback", {"voice": 4}), ("events", {"crm": 3, "shop": 2})],
)  # fmt: skip
async def test_everything_about_marta_arrives(desk: Desk, kind: str, counts: dict[str, int]) -> None:
    found = {}
    for name, connector in desk.items():
        if f"{kind}.list" not in connector.operations:
            continue
        (row,) = (await connector.find_by_email("marta.l@example.com")).rows
        page = await connector.list(kind, row.id, 200)  # type: ignore[arg-type]
        assert (page.dropped, page.truncated, page.unreadable) == (0, False, ())
        found[name] = len(page.rows)
    assert found == counts


async def test_numbers_typed_or_told_lead_to_their_customer(desk: Desk) -> None:
    assert [row.name for row in (await desk["crm"].find_by_id("4471 0932", "customer")).rows] == ["Marta Lindqvist"]
    assert [row.name for row in (await desk["crm"].find_by_id("C-20377", "case")).rows] == ["Joost van 't Hof"]
    assert [row.name for row in (await desk["shop"].find_by_id("88977", "order")).rows] == ["Ayşe Öztürk"]
    assert (await desk["voice"].find_by_id("44710932", "customer")).rows[0].id == "44710932"
    with pytest.raises(NotFound):
        await desk["crm"].get("12345678")


async def test_a_search_finds_people_by_name(desk: Desk) -> None:
    assert [row.name for row in (await desk["crm"].search("lindqvist, marta")).rows] == []
    assert "Marta Lindqvist" in {row.name for row in (await desk["crm"].search("LINDQVIST")).rows}


async def test_what_is_written_twice_is_there_once_and_can_be_read_back(desk: Desk) -> None:
    crm = desk["crm"]
    draft = {
        "customer_id": "44710932", "channel": "voice", "direction": "in", "at": datetime(2026, 11, 21, 9, tzinfo=UTC),
        "duration_s": 134, "agent": "Ana R.", "subject": "Billing dispute", "summary": "Fee waived.",
    }  # fmt: skip
    first = await crm.write("interaction.create", draft, "call-1:interaction.create:0")
    assert await crm.write("interaction.create", draft, "call-1:interaction.create:0") == first
    page = await crm.list("interactions", "44710932", 200)
    assert [row.id for row in page.rows].count(first.id or "") == 1
    assert page.rows[0].id == first.id


async def test_a_customer_made_on_a_call_is_found_with_what_followed(desk: Desk) -> None:
    crm = desk["crm"]
    made = await crm.write("customer.create", {"name": "Élodie Marchand", "phone": "+33261910077"}, "new")
    assert await crm.write("customer.create", {"name": "Élodie Marchand", "phone": "+33261910077"}, "new") == made
    await crm.write("interaction.create", {"customer_key": "new", "channel": "voice"}, "call")
    await crm.write("task.create", {"customer_key": "new", "text": "Send the offer"}, "task")
    (person,) = await people_at(desk, "+33261910077")
    assert person.ids == {"crm": made.id}
    assert len((await crm.list("interactions", made.id or "")).rows) == 1
