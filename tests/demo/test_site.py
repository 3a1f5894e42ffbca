"""The manifests of the demo's site: each statement runs on the demo's databases and gives the records meant."""

from __future__ import annotations

import shutil
import sqlite3
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from connectors.changes import inputs
from connectors.connector import WRITE_FIELDS
from connectors.loading.load import load_manifest
from connectors.manifest.model import Manifest
from connectors.manifest.templating import fill
from connectors.mapping.expressions import Locale
from connectors.mapping.rows import Mapper
from connectors.phones import parse_number
from connectors.records import Case, Customer, CustomerEvent, Feedback, Interaction, Invoice, Money, Order
from resources.demo.company import VERSION, DemoCompany
from resources.demo.site_files import write_site
from tests.demo.conftest import TODAY, opened

SYSTEMS = ("crm", "shop", "voice")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MARTA, MARTA_SHOP = "44710932", "marta.l@example.com"
AS_FOUND = {"limit": 20, "since": None, "from": None, "to": None, "today": TODAY}


@pytest.fixture(scope="module")
def manifests(company: DemoCompany) -> dict[str, Manifest]:
    return {system: load_manifest(company.paths.site / f"{system}.toml") for system in SYSTEMS}


class Site:
    """Asks the databases what the manifests say, without the machinery in between."""

    def __init__(self, manifests: Mapping[str, Manifest], company: DemoCompany) -> None:
        self._manifests = manifests
        self._paths = {"crm": company.paths.crm, "shop": company.paths.shop, "voice": company.paths.voice}

    def ask(self, system: str, operation: str, **inputs: Any) -> tuple[Any, ...]:
        manifest = self._manifests[system]
        asked = manifest.reads()[operation]
        bound = fill(asked.bind, {**AS_FOUND, **inputs})
        with closing(opened(self._paths[system])) as db:
            rows = [dict(row) for row in db.execute(asked.sql or "", bound)]
        kind = "customer" if operation.startswith("customer.") else operation.partition(".")[0]
        settings = manifest.settings
        locale = Locale(settings.region, UTC, settings.currency, manifest.tables)
        mapped = Mapper(system, kind, manifest.map_of(asked), locale, columns=True).map(rows, NOW)
        assert (mapped.nobody, mapped.unreadable) == (0, ())
        return mapped.records

    def customer(self, system: str, operation: str, **inputs: Any) -> Customer:
        (found,) = self.ask(system, operation, **inputs)
        assert isinstance(found, Customer)
        return found


@pytest.fixture
def site(manifests: dict[str, Manifest], company: DemoCompany) -> Site:
    return Site(manifests, company)


def phone(number: str) -> dict[str, Any]:
    query = parse_number(number, "SE")
    assert query is not None
    return {"tail": query.tail, "e164": query.e164}


def at_shop(site: Site, email: str) -> str:
    return site.customer("shop", "customer.find_by_email", email=email).id


def test_the_site_names_this_builds_databases_and_the_playbook(company: DemoCompany) -> None:
    site = tomllib.loads((company.paths.site / "site.toml").read_text(encoding="utf-8"))
    assert (site["name"], site["region"], site["currency"]) == ("Fernvik", "SE", "EUR")
    urls = {connection["name"]: connection["settings"]["url"] for connection in site["connections"]}
    assert urls == {system: f"sqlite:///v{VERSION}-2026-11-21/{system}.db" for system in SYSTEMS}
    assert company.paths.crm == company.paths.site / f"v{VERSION}-2026-11-21" / "crm.db"
    assert (Path(site["playbook"]) / "playbook.toml").is_file()


def test_a_site_that_is_right_is_left_alone(company: DemoCompany) -> None:
    files = sorted(company.paths.site.glob("*.toml"))
    assert [path.name for path in files] == ["crm.toml", "shop.toml", "site.toml", "voice.toml"]
    before = [path.stat().st_mtime_ns for path in files]
    write_site(company.paths.site, {system: getattr(company.paths, system) for system in SYSTEMS}, "fernvik")
    assert [path.stat().st_mtime_ns for path in files] == before


def test_the_bank_is_connected_where_its_playbook_is_used(company: DemoCompany, tmp_path: Path) -> None:
    databases = {system: tmp_path / f"{system}.db" for system in (*SYSTEMS, "bank")}
    for playbook, names in (("bank", [*SYSTEMS, "bank"]), ("retail", [*SYSTEMS])):
        write_site(tmp_path, databases, playbook)
        site = tomllib.loads((tmp_path / "site.toml").read_text(encoding="utf-8"))
        assert [connection["name"] for connection in site["connections"]] == names
        assert all(each["settings"]["url"] == f"sqlite:///{each['name']}.db" for each in site["connections"])
        assert site["playbook"].endswith(f"playbooks/{playbook}")
    assert not (company.paths.site / "bank.toml").exists()


def test_a_strange_folder_name_is_written_so_that_it_is_read_the_same(tmp_path: Path) -> None:
    databases = {system: tmp_path / 'a "b"\\ ü' / f"{system}.db" for system in SYSTEMS}
    write_site(tmp_path, databases, "fernvik")
    site = tomllib.loads((tmp_path / "site.toml").read_text(encoding="utf-8"))
    assert site["connections"][1]["settings"]["url"] == 'sqlite:///a "b"\\ ü/shop.db'


# --- reading --------------------------------------------------------------------------------------------------------


def test_marta_is_found_by_her_number_in_both_systems_that_know_it(site: Site) -> None:
    marta = site.customer("crm", "customer.find_by_phone", phone=phone("+46701740605"))
    assert (marta.id, marta.name, marta.tier, marta.country) == (MARTA, "Marta Lindqvist", "Gold", "SE")
    assert [(p.raw, p.e164) for p in marta.phones] == [("070-174 06 05", "+46701740605")]
    assert marta.lifetime_value == Money(Decimal("12480.00"), "EUR")
    assert (marta.since, marta.birthday) == (date(2016, 3, 14), date(1985, 11, 21))
    assert marta.consents == ("email", "phone", "survey")
    assert marta.address is not None
    assert marta.address.city == "Stockholm"
    assert marta.extra["churn_risk"] == 38
    assert marta.extra["card_expires_on"] == date(2026, 11, 30)
    assert (marta.extra["plan"], marta.extra["autopay"]) == ("Fiber 500", "on")
    assert marta.provenance.link == f"https://crm.fernvik.example/customers/{MARTA}"
    theirs = site.customer("shop", "customer.find_by_phone", phone=phone("+46701740605"))
    assert theirs.id != MARTA
    assert (theirs.name, theirs.phones[0].e164) == ("Marta Lindqvist", "+46701740605")


def test_everybody_of_the_cast_is_found_by_the_number_they_call_from(site: Site, company: DemoCompany) -> None:
    for call in company.calls:
        if call.ani is None:
            continue
        found = site.ask("crm", "customer.find_by_phone", phone=phone(call.ani))
        wanted = {company.person(call.person).customer_no} if call.person else set()
        assert wanted <= {row.id for row in found}
        assert len(found) == {"karin": 3, None: 0}.get(call.person, 1), call.id
        assert all(call.ani in {p.e164 for p in row.phones} for row in found)


def test_two_numbers_of_one_person_are_one_person(site: Site) -> None:
    juergen = site.customer("crm", "customer.find_by_phone", phone=phone("+491713920017"))
    assert {p.e164 for p in juergen.phones} == {"+491713920017", "+498999998042"}


@pytest.mark.parametrize("written", [MARTA, "4471 0932", "4471-0932"])
def test_a_customer_number_is_found_as_people_write_it(site: Site, written: str) -> None:
    assert site.customer("crm", "customer.find_by_id", id=written).name == "Marta Lindqvist"


def test_cases_and_orders_lead_to_their_customer(site: Site) -> None:
    assert site.customer("crm", "customer.find_by_case", id="c-20418").id == MARTA
    assert site.customer("shop", "customer.find_by_order", id="88977").name == "Ayşe Öztürk"


@pytest.mark.parametrize("email", ["JUERGEN.weiss@postfach.example", "juergen.weiss@postfach.example"])
@pytest.mark.parametrize("system", SYSTEMS)
def test_an_address_is_found_in_any_case(site: Site, system: str, email: str) -> None:
    assert site.customer(system, "customer.find_by_email", email=email).name == "Jürgen Weiß"


def test_the_survey_tool_knows_the_number_of_the_crm(site: Site) -> None:
    assert site.customer("voice", "customer.find_by_id", id=MARTA).emails == (MARTA_SHOP,)


@pytest.mark.parametrize(
    ("text", "name"),
    [("lindqvist", "Marta Lindqvist"), ("jurgen weiss", "Jürgen Weiß"), ("o'brien", "Siobhán O'Brien"),
     ("ليلى", "ليلى الحداد"), ("Backhaus", "Katharina Köhler"), ("marta.l@", "Marta Lindqvist")],
)  # fmt: skip
def test_people_are_searched_by_any_part_of_their_name(site: Site, text: str, name: str) -> None:
    assert name in {row.name for row in site.ask("crm", "customer.search", text=text)}


@pytest.mark.parametrize("text", ["%", "_", "\\", "x' or 1=1 --", "nobody is called this"])
def test_a_search_takes_text_as_it_is(site: Site, text: str) -> None:
    assert site.ask("crm", "customer.search", text=text) == ()


def test_a_search_gives_no_more_than_asked_for(site: Site) -> None:
    assert len(site.ask("crm", "customer.search", text="a", limit=7)) == 7


@pytest.mark.parametrize("system", SYSTEMS)
def test_getting_is_finding_by_id(site: Site, system: str) -> None:
    number = at_shop(site, MARTA_SHOP) if system == "shop" else MARTA
    assert site.customer(system, "customer.get", customer={"id": number}).name == "Marta Lindqvist"


def test_orders_come_newest_first_with_lines_and_parcels(site: Site) -> None:
    orders: tuple[Order, ...] = site.ask("shop", "orders.list", customer={"id": at_shop(site, MARTA_SHOP)})
    assert [order.number for order in orders] == ["89702", "89655", "88213"]
    moving, packing, router = orders
    assert [(line.sku, line.quantity) for line in router.lines] == [("RTR-X2", 1), ("CAB-10", 2)]
    assert router.total == Money(Decimal("154.80"), "EUR")
    assert router.shipments[0].delivered_at == datetime(2026, 10, 29, 13, 32, tzinfo=UTC)
    assert [o.status.value for o in orders if o.status] == ["processing", "processing", "completed"]
    assert [o.fulfillment.value for o in orders if o.fulfillment] == ["shipped", "pending", "delivered"]
    assert packing.shipments == ()
    assert moving.shipments[0].link == "https://track.nordbud.example/NB417702931SE"


def test_the_parcels_of_a_partly_sent_order_are_kept_apart(site: Site) -> None:
    account = at_shop(site, "karin.sjoberg@mejl.example")
    (order,) = site.ask("shop", "orders.list", customer={"id": account})
    assert (order.fulfillment.value, len(order.lines), len(order.shipments)) == ("partial", 3, 2)
    assert [parcel.status.value for parcel in order.shipments] == ["delivered", "pending"]


def test_the_disputed_fee_stands_on_the_newest_invoice(site: Site) -> None:
    invoices: tuple[Invoice, ...] = site.ask("shop", "invoices.list", customer={"id": at_shop(site, MARTA_SHOP)})
    assert [invoice.number for invoice in invoices] == ["0931", "0874"]
    newest = invoices[0]
    told = [(p.on, p.amount, p.method, p.status and p.status.value) for invoice in invoices for p in invoice.payments]
    assert told == [
        (date(2026, 11, 18), Decimal("100.20"), "Autopay by card", "paid"),
        (date(2026, 10, 2), Decimal("115.30"), "Autopay by card", "failed"),
        (date(2026, 10, 4), Decimal("115.30"), "Autopay by card", "paid"),
    ]
    assert [len(invoice.lines) for invoice in invoices] == [6, 4]
    assert (newest.total, newest.open_amount) == (Money(Decimal("139.70"), "EUR"), Money(Decimal("39.50"), "EUR"))
    disputed = [(x.name, x.period, x.amount) for x in newest.lines if x.status and x.status.label == "disputed"]
    assert disputed == [("Late payment fee", "02 Oct 2026", Decimal("18.00"))]


def test_cases_say_what_was_promised(site: Site) -> None:
    cases: tuple[Case, ...] = site.ask("crm", "cases.list", customer={"id": MARTA})
    first = cases[0]
    assert (first.number, first.status.value if first.status else "", first.owner) == ("C-20418", "open", "Billing L2")
    assert first.due_at == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert cases[1].status is not None
    assert cases[1].status.value == "closed"


def test_contacts_come_newest_first_from_every_channel(site: Site) -> None:
    contacts: tuple[Interaction, ...] = site.ask("crm", "interactions.list", customer={"id": MARTA})
    assert [contact.channel for contact in contacts] == ["chatbot", "email", "voice", "app", "voice"]
    assert contacts[2].duration_s == 460
    since = site.ask("crm", "interactions.list", customer={"id": MARTA}, since=date(2026, 11, 1))
    assert len(since) == 3
    assert len(site.ask("crm", "interactions.list", customer={"id": MARTA}, limit=1)) == 1


def test_feedback_keeps_its_own_scale(site: Site) -> None:
    answers: tuple[Feedback, ...] = site.ask("voice", "feedback.list", customer={"id": MARTA})
    assert [(a.metric, a.score) for a in answers] == [("csat", 2), ("nps", 6), ("ces", 5), ("nps", 9)]
    assert (answers[0].scale_min, answers[0].scale_max) == (1, 5)
    assert answers[1].about == "88213"


def test_dated_events_of_both_systems(site: Site) -> None:
    ours: tuple[CustomerEvent, ...] = site.ask("crm", "events.list", customer={"id": MARTA})
    assert [(event.kind, event.on) for event in ours] == [
        ("birthday", TODAY),
        ("other", date(2026, 11, 30)),
        ("other", date(2026, 12, 1)),
    ]
    ending = site.ask("crm", "events.list", customer={"id": "44711186"})
    assert ("renewal", date(2026, 12, 11)) in {(event.kind, event.on) for event in ending}
    theirs = site.ask("shop", "events.list", customer={"id": at_shop(site, MARTA_SHOP)})
    assert [(e.kind, e.label, e.amount) for e in theirs] == [
        ("payment_due", "Invoice 0931", Money(Decimal("39.50"), "EUR")),
        ("delivery", "Order 89702 by Nordbud", None),
    ]


def test_the_customer_with_nothing_on_file_gives_empty_lists(site: Site) -> None:
    lou = "44715999"
    for system, operation in (("crm", "cases.list"), ("crm", "interactions.list"), ("crm", "events.list"),
                              ("voice", "feedback.list")):  # fmt: skip
        assert site.ask(system, operation, customer={"id": lou}) == ()


@pytest.mark.parametrize(
    ("system", "column", "table"),
    [
        ("crm", "state from cases", "case"),
        ("crm", "priority from cases", "priority"),
        ("shop", "state from orders", "order"),
        ("shop", "payment_state from orders", "payment"),
        ("shop", "delivery_state from orders", "delivery"),
        ("shop", "state from invoices", "invoice"),
        ("shop", "state from invoice_lines", "line"),
        ("shop", "state from payments", "paid"),
        ("voice", "survey from answers", "survey"),
        ("shop", "state from shipments where state != 're-routed'", "parcel"),
    ],
)
def test_every_word_of_a_system_is_in_its_table(
    request: pytest.FixtureRequest, manifests: dict[str, Manifest], system: str, column: str, table: str
) -> None:
    db: sqlite3.Connection = request.getfixturevalue(system)
    used = {row[0] for row in db.execute(f"select distinct {column}")}
    assert used == manifests[system].tables[table].keys() & used
    assert used


@pytest.mark.parametrize("system", SYSTEMS)
def test_look_ups_use_an_index(manifests: dict[str, Manifest], company: DemoCompany, system: str) -> None:
    # The search by a part of the name is the one that has to read everybody.
    path = {"crm": company.paths.crm, "shop": company.paths.shop, "voice": company.paths.voice}[system]
    with closing(opened(path)) as db:
        for name, operation in manifests[system].reads().items():
            if name == "customer.search":
                continue
            plan = db.execute(f"explain query plan {operation.sql}", dict.fromkeys(operation.bind, 1)).fetchall()
            scans = [row["detail"] for row in plan if row["detail"].startswith("SCAN")]
            tables = {detail.split()[1] for detail in scans} & {row[0] for row in db.execute(
                "select name from sqlite_master where type = 'table'")}  # fmt: skip
            assert tables == set(), name


# --- writing --------------------------------------------------------------------------------------------------------


@pytest.fixture
def own_crm(company: DemoCompany, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the CRM to write to."""
    with closing(sqlite3.connect(shutil.copy(company.paths.crm, tmp_path))) as db:
        db.row_factory = sqlite3.Row
        db.execute("pragma foreign_keys = on")
        yield db


def write(
    db: sqlite3.Connection, manifests: Mapping[str, Manifest], operation: str, key: str, **draft: Any
) -> dict[str, Any]:
    asked = manifests["voice" if operation == "survey.create" else "crm"].writes()[operation]
    entity = operation.partition(".")[0]
    complete = {**dict.fromkeys(WRITE_FIELDS[operation]), **draft}
    assert complete.keys() == set(WRITE_FIELDS[operation])
    with db:
        row = db.execute(asked.sql or "", {**fill(asked.bind, {entity: complete}), "key": key}).fetchone()
    return dict(row)


@pytest.mark.parametrize("operation", ["interaction.create", "task.create", "note.create", "case.create"])
def test_a_row_sent_twice_is_there_once(
    own_crm: sqlite3.Connection, manifests: dict[str, Manifest], operation: str
) -> None:
    first = write(own_crm, manifests, operation, "key-1", customer_id=MARTA, subject="Late fee", at=NOW)
    assert write(own_crm, manifests, operation, "key-1", customer_id=MARTA, subject="Changed", at=NOW) == first
    table = operation.partition(".")[0] + "s"
    rows = own_crm.execute(f"select * from {table} where external_key = 'key-1'").fetchall()
    assert [(row["customer_no"], row["subject"]) for row in rows] == [(MARTA, "Late fee")]
    assert write(own_crm, manifests, operation, "key-2", customer_id=MARTA, subject="Another", at=NOW) != first


def test_an_email_waits_to_be_sent_once_as_it_was_seen(
    own_crm: sqlite3.Connection, manifests: dict[str, Manifest]
) -> None:
    draft = {
        "to": "marta@post.example",
        "subject": "Your order",
        "text": "Dear Marta,\n\nit comes.",
        "template": "late",
    }
    rest = {"customer_id": MARTA, "channel": "email", "language": "sv", "agent": "Ana R.", "at": NOW}
    first = write(own_crm, manifests, "email.create", "call:email.create:100", **draft, **rest)
    assert write(own_crm, manifests, "email.create", "call:email.create:100", **draft, **rest) == first
    (row,) = own_crm.execute("select * from emails").fetchall()
    assert (row["recipient"], row["subject"], row["text"]) == (draft["to"], draft["subject"], draft["text"])
    assert (row["customer_no"], row["language"], row["template"], row["state"]) == (MARTA, "sv", "late", "Queued")


def test_an_invitation_is_with_the_survey_tool_once(
    company: DemoCompany, manifests: dict[str, Manifest], tmp_path: Path
) -> None:
    draft = {"customer_id": MARTA, "survey": "csat_call", "metric": "csat", "channel": "email", "at": NOW}
    rest = {"to": "marta@post.example", "question": "How was it?", "language": "en", "agent": "Ana R."}
    with closing(sqlite3.connect(shutil.copy(company.paths.voice, tmp_path))) as voice:
        voice.row_factory = sqlite3.Row
        for _ in range(2):
            write(voice, manifests, "survey.create", "call:survey.create:0", **draft, **rest)
        (row,) = voice.execute("select * from invitations").fetchall()
    assert (row["customer_no"], row["survey"], row["recipient"]) == (MARTA, "csat_call", "marta@post.example")


def test_a_finished_call_stands_in_the_history(own_crm: sqlite3.Connection, manifests: dict[str, Manifest]) -> None:
    written = write(
        own_crm, manifests, "interaction.create", "call-9", customer_id=MARTA, channel="voice", direction="in", at=NOW,
        duration_s=134, agent="Ana R.", queue="Billing EN", subject="Billing dispute", outcome="Billing › Waived",
        summary="Waived the fee.", call_id="call-9", ani="+46701740605",
    )  # fmt: skip
    row = own_crm.execute(
        "select * from interactions where customer_no = ? order by started_at desc", (MARTA,)
    ).fetchone()
    assert (row["id"], row["started_at"], row["duration_s"]) == (written["id"], "2026-11-21 12:00:00", 134)
    assert written["id"] >= 900_001


def test_times_with_a_zone_are_written_in_utc(own_crm: sqlite3.Connection, manifests: dict[str, Manifest]) -> None:
    write(own_crm, manifests, "note.create", "n", customer_id=MARTA, text="x", at="2026-11-21T14:30:00+02:00")
    found = own_crm.execute("select created_at from notes where external_key = 'n'").fetchone()
    assert found["created_at"] == "2026-11-21 12:30:00"


def test_a_new_customer_is_found_by_the_number_given(
    own_crm: sqlite3.Connection, manifests: dict[str, Manifest]
) -> None:
    draft = {"name": "Zoë O'Neill", "phone": "+33 2 61 91 00 77", "email": "zoe@post.example", "at": NOW}
    first = write(own_crm, manifests, "customer.create", "new-1", **draft)
    assert write(own_crm, manifests, "customer.create", "new-1", **draft) == first
    second = write(own_crm, manifests, "customer.create", "new-2", name="Somebody Else", at=NOW)
    assert [first["id"], second["id"]] == ["90900001", "90900002"]
    asked = manifests["crm"].reads()["customer.find_by_phone"]
    rows = own_crm.execute(asked.sql or "", fill(asked.bind, {"phone": phone("+33261910077")})).fetchall()
    assert [(row["customer_no"], row["name"], row["number"]) for row in rows] == [
        (first["id"], "Zoë O'Neill", "+33 2 61 91 00 77")
    ]


def test_a_changed_customer_is_found_by_the_new_number_too(
    own_crm: sqlite3.Connection, manifests: dict[str, Manifest]
) -> None:
    asked = manifests["crm"].writes()["customer.update"]
    draft = inputs({"customer_id": MARTA, "phone": "+33 2 61 91 00 77", "city": "Uppsala", "at": NOW})
    before = own_crm.execute("select * from customers where customer_no = ?", (MARTA,)).fetchone()
    for _ in range(2):
        with own_crm:
            (row,) = own_crm.execute(asked.sql or "", fill(asked.bind, {"customer": draft})).fetchall()
    assert row["id"] == MARTA
    after = own_crm.execute("select * from customers where customer_no = ?", (MARTA,)).fetchone()
    changed = {name for name in after.keys() if after[name] != before[name]}  # noqa: SIM118  a row of a database
    assert changed == {"city", "new_phone", "updated_at"}
    found = manifests["crm"].reads()["customer.find_by_phone"]
    rows = own_crm.execute(found.sql or "", fill(found.bind, {"phone": phone("+33261910077")})).fetchall()
    assert [row["customer_no"] for row in rows] == [MARTA] * 2


def test_what_follows_a_new_customer_is_hung_on_them_by_key(
    own_crm: sqlite3.Connection, manifests: dict[str, Manifest]
) -> None:
    made = write(own_crm, manifests, "customer.create", "new-1", name="Zoë O'Neill", at=NOW)
    write(own_crm, manifests, "interaction.create", "call", customer_key="new-1", channel="voice", at=NOW)
    write(own_crm, manifests, "task.create", "task", customer_key="new-1", text="Send the offer", due_on=TODAY, at=NOW)
    contact = own_crm.execute("select customer_no from interactions where external_key = 'call'").fetchone()
    task = own_crm.execute("select * from tasks where external_key = 'task'").fetchone()
    assert contact["customer_no"] == made["id"]
    assert (task["customer_no"], task["subject"], task["due_on"]) == (made["id"], "Send the offer", "2026-11-21")


def test_a_call_of_nobody_known_is_kept(own_crm: sqlite3.Connection, manifests: dict[str, Manifest]) -> None:
    write(own_crm, manifests, "interaction.create", "call", channel="voice", subject="Wrong number", at=NOW)
    assert own_crm.execute("select count(*) from interactions where customer_no is null").fetchone()[0] == 1


@pytest.mark.parametrize(
    ("priority", "word"), [("urgent", "Critical"), ("high", "High"), ("low", "Low"), (None, "Normal")]
)
def test_a_case_is_opened_in_the_words_of_the_crm(
    own_crm: sqlite3.Connection, manifests: dict[str, Manifest], priority: str | None, word: str
) -> None:
    made = write(own_crm, manifests, "case.create", "k", customer_id=MARTA, subject="Fee", priority=priority, at=NOW)
    row = own_crm.execute("select * from cases where case_no = ?", (made["id"],)).fetchone()
    assert (row["state"], row["priority"], row["case_no"]) == ("New", word, "C-900001")


def test_what_was_sent_back_is_with_its_order(site: Site, shop: sqlite3.Connection) -> None:
    sent_back = "select account_id, order_no, reason, refund_minor from returns join orders using (order_id) limit 5"
    found = shop.execute(sent_back).fetchall()
    assert found
    for account, number, reason, refund in found:
        orders = site.ask("shop", "orders.list", customer={"id": str(account)}, since=None, limit=200)
        order = next(order for order in orders if order.number == number)
        assert (reason, Decimal(refund) / 100) in [(each.goods, each.amount) for each in order.returns]
        assert len(order.lines) >= 1
