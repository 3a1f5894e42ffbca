"""The shipped manifest for Tryton on a real Tryton: who is found, what is read, and what is written once."""

from __future__ import annotations

import asyncio
import json
import unicodedata
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit

import pytest

from connectors.declarative import build_connector
from connectors.errors import AuthError, BadPayload, Denied, NotFound, Rejected, Unavailable
from connectors.loading.load import parse_manifest
from connectors.loading.shipped import SHIPPED
from connectors.phones import parse_number
from connectors.trials.trial import Wanted
from tests.systems.cut_line import cut_line
from tests.systems.people import SPELLINGS, people, spelled
from tests.systems.record import recorded
from tests.systems.tryton.plan import (
    BUYERS,
    FIRST_DAY,
    HOUSEHOLD,
    HOUSEHOLD_PHONE,
    KEY_WITHOUT_RIGHTS,
    PEOPLE,
    SALES,
    customer_number,
    has_country,
    kind_of,
    party_of,
    pieces,
    sale_number,
)
from tests.systems.tryton.recording import SECRETS
from tests.systems.tryton.server import tryton

pytestmark = [pytest.mark.systems, pytest.mark.timeout(300)]

CROWD = people(PEOPLE)
BOUGHT = [number for number in range(SALES) if BUYERS[number] == 0 and kind_of(number).state != "draft"]
FIRST = party_of(0)


@pytest.fixture(scope="module")
def url(postgres, tmp_path_factory):
    with tryton(tmp_path_factory.mktemp("tryton"), postgres) as running:
        yield running


@pytest.fixture
def erp(connect, url):
    return connect("tryton", {"base_url": url, "region": "DE"}, SECRETS)


@pytest.fixture
def notes(postgres):
    """How many notes and complaints hold a text."""

    def count(text):
        found = postgres.execute(
            f"select (select count(*) from ir_note where message like '%{text}%') + "
            f"(select count(*) from sale_complaint where reference like '%{text}%')",
            "tryton",
        )
        return int(found)

    return count


def changed(url, old, new):
    """A connector whose manifest says something else."""
    path = SHIPPED / "tryton" / "manifest.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    manifest = parse_manifest(text.replace(old, new).encode(), path.name, {"base_url": url, "region": "DE"})
    return build_connector(manifest, path.parent, SECRETS.get)


def through(url, line):
    """The address of a system behind a line."""
    return urlsplit(url)._replace(netloc=f"127.0.0.1:{line.port}").geturl()


class TestWhoIsIt:
    async def test_pitfalls_6_and_7_every_number_on_a_related_record_in_any_spelling(self, connect, url):
        async with cut_line(urlsplit(url).port) as line:
            erp = connect("tryton", {"base_url": through(url, line), "region": "DE"}, SECRETS)
            for person in CROWD:
                line.asked.clear()
                page = await erp.find_by_phone(parse_number(person.e164, None))
                # A local number without a country is one of ours, or for the agent to decide.
                is_told = has_country(person) or person.spelling != "local" or person.country == "DE"
                found = page.rows if is_told else page.possible
                assert [row.name for row in found] == [person.name], person
                assert [phone.kind for phone in found[0].phones][:1] in (["phone"], ["mobile"])
                assert len(line.asked) in (1, 2), "as it is written there, then digit by digit"

    async def test_a_caller_in_every_spelling(self, erp):
        for person in CROWD[:10]:
            for spelling in SPELLINGS:
                query = parse_number(spelled(person.country, person.e164, spelling), person.country)
                page = await erp.find_by_phone(query)
                assert [row.name for row in page.rows] == [person.name], (person, spelling)

    async def test_pitfall_5_rows_of_others_are_dropped_and_counted(self, erp):
        # All its digits stand, in this order, in the number of the household.
        page = await erp.find_by_phone(parse_number("+493023125999", None))
        assert (page.rows, page.possible, page.dropped) == ((), (), len(HOUSEHOLD))

    async def test_pitfall_8_a_household_is_for_the_agent_to_choose(self, erp):
        page = await erp.find_by_phone(parse_number(HOUSEHOLD_PHONE, None))
        assert {row.name for row in page.rows} == {CROWD[index].name for index in HOUSEHOLD}

    async def test_pitfall_15_an_address_in_any_case_and_nobody_elses(self, erp):
        for person in CROWD[:25]:
            for written in (person.email.upper(), unicodedata.normalize("NFD", f" {person.email}")):
                assert [row.name for row in (await erp.find_by_email(written)).rows] == [person.name]
        for hostile in ("x' or '1'='1", "%", "_%@example.com", '"', "\\", "a\nb@example.com", '"]]', "%@example.com"):
            page = await erp.find_by_email(hostile)
            assert (page.rows, page.possible) == ((), ())
            for kind in ("customer", "order", "case"):
                assert (await erp.find_by_id(hostile, kind)).rows == ()
        # A sign is a sign, not a pattern: those whose address has it.
        signs = {party_of(person.index) for person in CROWD if "%" in person.email}
        assert {row.id for row in (await erp.search("%", 50)).rows} == signs

    async def test_by_the_numbers_people_know(self, erp):
        for person in CROWD[:3]:
            (found,) = (await erp.find_by_id(customer_number(person).lower(), "customer")).rows
            assert (found.id, found.name) == (party_of(person.index), person.name)
        (found,) = (await erp.find_by_id(sale_number(7), "order")).rows
        assert (found.id, found.name) == (party_of(BUYERS[7]), CROWD[BUYERS[7]].name)
        assert len((await erp.find_by_id("1", "case")).rows) == 1
        names = {row.name for row in (await erp.search("o'brien", 50)).rows}
        assert names == {person.name for person in CROWD if "O'Brien" in person.name}


class TestWhatIsKnown:
    async def test_a_profile(self, erp):
        found = await erp.get(FIRST)
        assert (found.name, found.language, found.country) == (CROWD[0].name, "de", "DE")
        assert (found.address.street, found.address.city) == ("Example Street 0", "Köln")
        assert found.balance is not None
        assert found.balance.currency == "EUR"
        assert found.extra["customer_no"] == customer_number(CROWD[0])
        assert found.provenance.as_of is not None
        with pytest.raises(NotFound):
            await erp.get("999999")

    async def test_orders_are_those_of_the_plan_newest_first(self, erp):
        page = await erp.list("orders", FIRST, 200)
        assert [(row.number, row.placed_on) for row in page.rows] == [
            (sale_number(number), FIRST_DAY + timedelta(days=number)) for number in reversed(BOUGHT)
        ]
        assert {row.customer_id for row in page.rows} == {FIRST}
        for row, number in zip(page.rows, reversed(BOUGHT), strict=True):
            kind = kind_of(number)
            wanted = {"quotation": "open", "done": "completed"}.get(kind.state, kind.state)
            assert row.status.value == wanted, number
            assert row.payment.value == ("paid" if kind.is_paid else "unpaid")
            shipped = {"all": "shipped", "part": "partial", "": "pending" if kind.state == "processing" else "none"}
            assert row.fulfillment.value == shipped[kind.shipped], number
            assert [line.quantity for line in row.lines] == pieces(number)
            sent = [f"EXP{number:06d}"] if kind.shipped else []
            parcels = [parcel for parcel in row.shipments if parcel.tracking]
            assert [(parcel.carrier, parcel.tracking, parcel.status.value) for parcel in parcels] == [
                ("Example Parcels", tracking, "shipped") for tracking in sent
            ]
            # What is still to be sent is a shipment of its own.
            assert len(row.shipments) == len(sent) + (row.fulfillment.value in {"partial", "pending"})

    async def test_pitfall_9_amounts_are_exact_in_every_currency(self, erp):
        page = await erp.list("orders", FIRST, 200)
        for row, number in zip(page.rows, reversed(BOUGHT), strict=True):
            kind = kind_of(number)
            assert row.total.currency == kind.currency
            assert -row.total.amount.as_tuple().exponent == {"EUR": 2, "JPY": 0, "KWD": 3}[kind.currency]
            assert {line.unit_price for line in row.lines} == {Decimal(kind.price)}
            if kind.currency != "KWD":  # Tryton rounds each line to the smallest coin
                assert row.total.amount == Decimal(kind.price) * sum(pieces(number))

    async def test_pitfall_17_pages_by_a_range_whose_end_is_left_out(self, erp, url, connect):
        page = await erp.list("orders", FIRST, 200)
        assert (page.truncated, len({row.id for row in page.rows})) == (False, len(BOUGHT))
        async with cut_line(urlsplit(url).port) as line:
            some = await connect("tryton", {"base_url": through(url, line)}, SECRETS).list("orders", FIRST, 20)
            assert len(line.asked) == 1, "what a panel shows is one page"
        assert (len(some.rows), some.total, some.truncated) == (20, len(BOUGHT), True)
        assert [row.id for row in some.rows] == [row.id for row in page.rows[:20]]
        # Pages that end where the list ends: what is asked for then is past the end.
        assert len(BOUGHT) % 11 == 0
        whole_pages = changed(url, "page_size = 25, max_rows = 100 }", "page_size = 11, max_rows = 100 }")
        again = await whole_pages.list("orders", FIRST, 200)
        assert ([row.id for row in again.rows], again.truncated) == ([row.id for row in page.rows], False)
        await whole_pages.aclose()

    async def test_nothing_is_an_empty_list(self, erp):
        for kind in ("orders", "invoices", "cases", "interactions"):
            page = await erp.list(kind, party_of(1))
            assert (page.rows, page.total, page.truncated) == ((), 0, False)

    async def test_invoices_and_complaints(self, erp):
        invoices = (await erp.list("invoices", FIRST)).rows
        assert {row.status.value for row in invoices} == {"paid"}
        assert {row.open_amount.amount for row in invoices} == {0}
        cases = (await erp.list("cases", FIRST)).rows
        assert len(cases) > 1
        assert all(
            case.status.value != "other" and case.subject in {"Damaged", "Late", "Wrong article"} for case in cases
        )
        assert [case.opened_at for case in cases] == sorted((case.opened_at for case in cases), reverse=True)

    async def test_health_says_who_we_are(self, erp):
        health = await erp.health()
        assert (health.ok, health.who) == (True, "Callside")

    async def test_what_is_recorded_reads_the_same_and_holds_nobody(self, url):
        person = CROWD[15]
        wanted = Wanted("customer.find_by_phone", phone=person.e164)
        fixture = await recorded("tryton", {"base_url": url, "region": "DE"}, SECRETS, wanted)
        assert fixture["expect"]["kept"] == 1
        told = json.dumps(fixture, ensure_ascii=False)
        for secret in (person.family, person.email, person.e164, person.e164[-8:], person.phone, person.city):
            assert secret not in told


class TestWhatIsWritten:
    @pytest.mark.parametrize("operation", ["note.create", "case.create"])
    async def test_pitfall_16_a_line_that_breaks_after_it_was_received(self, connect, url, notes, operation):
        key = f"key-100%-{operation.partition('.')[0]}"
        draft = {"customer_id": party_of(1), "subject": "It’s “broken”", "text": "O'Brien: 100 % ü\n\\%_ [x]"}
        async with cut_line(urlsplit(url).port) as line:
            erp = connect("tryton", {"base_url": through(url, line), "region": "DE"}, SECRETS)
            line.cuts = 1
            with pytest.raises(Unavailable) as caught:
                await erp.write(operation, draft, key)
            assert (caught.value.sent, line.was_cut, notes(key)) == (True, 1, 1)
            written = await erp.write(operation, draft, key)
            assert (await erp.write(operation, draft, key)).id == written.id
            posted = [request for request in line.asked if request.startswith("POST")]
            assert (len(posted), notes(key)) == (1, 1)
            other = await erp.write(operation, draft, key.replace("%", "x"))
            assert other.id != written.id, "a key is no pattern"

    async def test_pitfall_10_a_note_is_read_back_at_its_instant(self, erp):
        before = datetime.now(UTC)
        await erp.write("note.create", {"customer_id": party_of(3), "text": "Read me “back”\nplease"}, "key-back")
        (note,) = (await erp.list("interactions", party_of(3))).rows
        assert (note.summary, note.agent, note.customer_id) == ("Read me “back”\nplease", "Callside", party_of(3))
        assert before - timedelta(minutes=5) < note.at < datetime.now(UTC) + timedelta(minutes=5)

    async def test_a_company_that_is_not_ours_is_refused(self, connect, url, notes):
        erp = connect("tryton", {"base_url": url, "region": "DE", "company": 999}, SECRETS)
        with pytest.raises(Rejected):
            await erp.write("case.create", {"customer_id": FIRST, "subject": "x", "text": "y"}, "key-company")
        assert notes("key-company") == 0

    async def test_nobody_to_write_about_is_refused(self, erp):
        with pytest.raises(Rejected):
            await erp.write("note.create", {"text": "whose?"}, "key-nobody")


class TestWhatGoesWrong:
    async def test_a_wrong_key_asks_to_sign_in(self, connect, url):
        erp = connect("tryton", {"base_url": url}, {"tryton-key": "wrong"})
        with pytest.raises(AuthError):
            await erp.get(FIRST)
        with pytest.raises(AuthError):
            await erp.health()

    async def test_a_user_without_the_right_is_denied_that_and_not_the_rest(self, connect, url):
        erp = connect("tryton", {"base_url": url, "region": "DE"}, {"tryton-key": KEY_WITHOUT_RIGHTS})
        with pytest.raises(Denied):
            await erp.list("orders", FIRST)
        assert (await erp.find_by_email(CROWD[0].email)).rows

    async def test_pitfall_4_a_model_it_does_not_have_is_an_html_page_and_no_outage(self, url):
        erp = changed(url, "/rest/model/sale.complaint", "/rest/model/sale.grumble")
        for _ in range(4):
            with pytest.raises(BadPayload):
                await erp.list("cases", FIRST)
        assert (await erp.list("orders", FIRST)).rows, "one missing module does not open the breaker"
        await erp.aclose()

    async def test_in_another_language_a_refusal_is_one_all_the_same(self, connect, url):
        settings = {"base_url": url, "region": "DE", "language": "de"}
        assert (await connect("tryton", settings, SECRETS).list("orders", FIRST)).rows
        with pytest.raises(Rejected):
            await connect("tryton", settings, {"tryton-key": KEY_WITHOUT_RIGHTS}).list("orders", FIRST)

    async def test_many_at_once(self, erp):
        pages = await asyncio.gather(*(erp.find_by_email(person.email) for person in CROWD[:12]))
        assert [page.rows[0].name for page in pages] == [person.name for person in CROWD[:12]]
