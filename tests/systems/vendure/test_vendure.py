"""The shipped connector for Vendure against Vendure itself, with the people of the tests and what they ordered.

A test whose name begins with a number proves that pitfall of the connectors' design.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from decimal import Decimal

import pytest

from connectors.clock import SystemClock
from connectors.connector import Connector
from connectors.declarative import DeclarativeConnector, build_connector, open_backend
from connectors.errors import AuthError, Denied, NotFound, Rejected, Unavailable
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.manifest.asks import Ask
from connectors.phones import parse_number
from connectors.records import Money
from tests.systems.cut_line import cut_line
from tests.systems.vendure.make import BUSY, BUSY_ORDERS, HOUSEHOLD, customers
from tests.systems.vendure.shop import DESK, NARROW, Shop, running_shop

pytestmark = pytest.mark.systems
PEOPLE = customers()
MANIFEST = SHIPPED / "vendure" / "manifest.toml"
Open = Callable[..., AbstractAsyncContextManager[Connector]]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with running_shop(tmp_path_factory.mktemp("vendure")) as open_shop:
        yield open_shop


@pytest.fixture
def opened(shop: Shop) -> Open:
    @asynccontextmanager
    async def open_one(secrets: Mapping[str, str] = DESK, port: int = shop.port, region: str = "DE"):
        manifest = load_manifest(MANIFEST, {"base_url": f"http://127.0.0.1:{port}", "region": region})
        connector = build_connector(manifest, MANIFEST.parent, secrets.get, SystemClock())
        try:
            yield connector
        finally:
            await connector.aclose()

    return open_one


def id_of(index: int) -> str:
    """Customers were made one after the other."""
    return str(index + 1)


class TestSigningIn:
    async def test_it_is_there_and_says_who_we_are(self, opened):
        async with opened() as vendure:
            health = await vendure.health()
        assert (health.ok, health.who) == (True, "desk@example.com")

    async def test_2_a_wrong_password_with_status_200_is_no_sign_in(self, opened):
        async with opened({**DESK, "vendure-password": "wrong"}) as vendure:
            with pytest.raises(AuthError, match="check user and password"):
                await vendure.get("1")

    async def test_12_an_expired_session_with_twenty_questions_at_once_is_one_login(self, shop, opened):
        async with opened() as vendure:
            await vendure.health()
            shop.end_sessions()
            found = await asyncio.gather(*(vendure.get(id_of(index)) for index in range(20)))
            assert [row.name for row in found] == [person.name for person in PEOPLE[:20]]
            assert shop.end_sessions() == 1

    async def test_2_a_right_that_is_missing_is_no_empty_list_and_takes_nothing_else_away(self, shop, opened):
        order = shop.order_number("1")
        async with opened(NARROW) as vendure:
            assert (await vendure.get("1")).id == "1"
            shop.end_sessions()
            for _ in range(3):
                with pytest.raises(Denied, match="does not allow us this"):
                    await vendure.find_by_id(order, "order")
                with pytest.raises(Denied):
                    await vendure.write("note.create", {"customer_id": "1", "text": "x"}, "k")
                assert (await vendure.get("2")).id == "2"
            assert shop.end_sessions() == 1


class TestWhoIsCalling:
    async def test_6_every_spelling_is_found_with_one_question(self, shop):
        manifest = load_manifest(MANIFEST, {"base_url": f"http://127.0.0.1:{shop.port}", "region": "DE"})
        asked: list[Ask] = []
        backend = open_backend(manifest, MANIFEST.parent, DESK.get, SystemClock())
        backend.keep = lambda ask, _: asked.append(ask)
        vendure = DeclarativeConnector(manifest, backend, SystemClock())
        for person in PEOPLE[HOUSEHOLD + 1 : HOUSEHOLD + 61]:
            asked.clear()
            page = await vendure.find_by_phone(parse_number(person.e164, "DE"))
            # Without the country a number belongs to, one in its local spelling only may be this one.
            is_clear = person.country == "DE" or person.spelling != "local" or has_address(person.index)
            sure, maybe = [row.id for row in page.rows], [row.id for row in page.possible]
            assert (sure if is_clear else maybe) == [id_of(person.index)], person
            assert len(asked) == 1
        await vendure.aclose()

    async def test_8_one_number_of_two_people_is_both(self, opened):
        async with opened() as vendure:
            page = await vendure.find_by_phone(parse_number(PEOPLE[HOUSEHOLD].e164, "DE"))
        assert {row.name for row in (*page.rows, *page.possible)} == {PEOPLE[HOUSEHOLD].name, PEOPLE[-1].name}

    async def test_a_number_nobody_has(self, opened):
        async with opened() as vendure:
            page = await vendure.find_by_phone(parse_number("+49 30 23125998", "DE"))
        assert (page.rows, page.possible) == ((), ())

    @pytest.mark.parametrize("change", [str, str.upper, lambda text: f" {text} "])
    async def test_15_an_address_in_any_case_and_with_any_sign(self, opened, change):
        async with opened() as vendure:
            for person in PEOPLE[:15]:
                page = await vendure.find_by_email(change(person.email))
                assert [row.id for row in page.rows] == [id_of(person.index)], person.email

    async def test_15_signs_of_a_pattern_find_nobody_else(self, opened):
        async with opened() as vendure:
            for text in ("%@example.com", "_%@%", "x' OR id > 0 --@example.com", '"@example.com'):
                assert (await vendure.find_by_email(text)).rows == ()

    async def test_by_id_by_order_and_by_name(self, opened):
        async with opened() as vendure:
            found = await vendure.find_by_id("1", "customer")
            number = (await vendure.list("orders", "1")).rows[0].number
            by_order = await vendure.find_by_id(number, "order")
            by_name = await vendure.search(PEOPLE[0].family)
        assert [row.name for row in found.rows] == [PEOPLE[0].name]
        assert [row.id for row in by_order.rows] == ["1"]
        assert "1" in [row.id for row in by_name.rows]

    @pytest.mark.parametrize("strange", ["99999", "-1", "x' OR 1=1"])
    async def test_an_unknown_id_is_nobody(self, opened, strange):
        async with opened() as vendure:
            assert (await vendure.find_by_id(strange, "customer")).rows == ()
            with pytest.raises(NotFound):
                await vendure.get(strange)
            assert (await vendure.list("orders", strange)).rows == ()


class TestOrders:
    async def test_9_amounts_are_exact_in_every_currency(self, opened):
        async with opened() as vendure:
            euro = (await vendure.list("orders", "1")).rows[-1]
            (yen,) = (await vendure.list("orders", "2")).rows
        assert euro.total == Money(Decimal("77.80"), "EUR")
        assert [line.unit_price for line in euro.lines] == [Decimal("49.90"), Decimal("11.45")]
        assert [(line.sku, line.quantity) for line in euro.lines] == [("KET-BLK", 1), ("TEA-1", 2)]
        assert yen.total == Money(Decimal(13_385), "JPY")
        assert [line.unit_price for line in yen.lines] == [Decimal(7_980), Decimal(1_800)]

    async def test_states_and_parcels(self, opened):
        async with opened() as vendure:
            rows = (await vendure.list("orders", "1")).rows
        told = [(row.status.value, row.payment.value, row.fulfillment.value) for row in rows]
        assert told == [
            ("processing", "refunded", "pending"),
            ("cancelled", "paid", "none"),
            ("processing", "paid", "pending"),
            ("processing", "paid", "shipped"),
            ("processing", "paid", "partial"),
            ("completed", "paid", "delivered"),
        ]
        parcels = [[(each.carrier, each.tracking[-4:], each.status.value) for each in row.shipments] for row in rows]
        assert parcels == [
            [],
            [],
            [],
            [("DHL", "0003", "shipped")],
            [("DHL", "0002", "shipped")],
            [("DHL", "0001", "delivered")],
        ]
        assert rows[-1].shipments[0].delivered_at is not None
        assert all(row.customer_id == "1" for row in rows)

    async def test_pages_are_read_to_their_end(self, opened):
        async with opened() as vendure:
            every = await vendure.list("orders", id_of(BUSY), limit=100)
            some = await vendure.list("orders", id_of(BUSY), limit=20)
        assert (len(every.rows), every.total, every.truncated) == (BUSY_ORDERS, BUSY_ORDERS, False)
        assert (len(some.rows), some.total, some.truncated) == (20, BUSY_ORDERS, True)
        assert len({row.id for row in every.rows}) == BUSY_ORDERS
        placed = [row.placed_at for row in every.rows]
        assert placed == sorted(placed, reverse=True)


class TestWriting:
    async def test_a_note_is_read_back(self, shop, opened):
        async with opened() as vendure:
            written = await vendure.write(
                "note.create", {"customer_id": "7", "text": 'Ruft zurück: 5 % "fest"'}, "key-1"
            )
        assert written.id is not None
        assert shop.notes("7") == ['Ruft zurück: 5 % "fest"\n[callside:key-1]']

    async def test_16_a_line_that_breaks_after_the_note_leaves_one(self, shop, opened):
        draft = {"customer_id": "8", "text": "Called back"}
        at_the_note = cut_line(shop.port, "POST", "/admin-api", "addNoteToCustomer")
        async with at_the_note as line, opened(port=line.port) as vendure:
            line.cuts = 1
            with pytest.raises(Unavailable) as lost:
                await vendure.write("note.create", draft, "key-8")
            assert (lost.value.sent, line.was_cut) == (True, 1)
            again = await vendure.write("note.create", draft, "key-8")
            other = await vendure.write("note.create", draft, "key-80")
        assert again.id is not None
        assert other.id not in {None, again.id}
        assert len(shop.notes("8")) == 2

    async def test_2_an_error_without_errors_is_no_success(self, opened):
        async with opened() as vendure:
            with pytest.raises(Rejected, match="words of its own"):
                await vendure.write("customer.update", {"customer_id": "9", "email": PEOPLE[0].email}, "k")
            assert (await vendure.get("9")).emails == (PEOPLE[8].email.lower(),)

    async def test_2_nobody_to_write_to_is_refused(self, opened):
        async with opened() as vendure:
            with pytest.raises(Rejected, match="words of its own"):
                await vendure.write("note.create", {"customer_id": "999", "text": "x"}, "k")
            with pytest.raises(NotFound):
                await vendure.write("customer.update", {"customer_id": "999", "phone": "+493023125998"}, "k")

    async def test_only_what_changes_is_changed(self, opened):
        async with opened() as vendure:
            before = await vendure.get("10")
            await vendure.write("customer.update", {"customer_id": "10", "phone": "+493023125997"}, "k")
            after = await vendure.get("10")
        assert [phone.raw for phone in after.phones] == ["+493023125997"]
        assert (after.name, after.emails) == (before.name, before.emails)


def has_address(index: int) -> bool:
    """Who has an address says their country."""
    return index % 2 == 0
