"""What `callside connect` says: how much of an answer it shows, what helps where a secret is missing, no empty words."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from tests.program.machine import Machine

SITE = """\
schema = 1
name = "Acme"
region = "GB"
playbook = "playbook"
[[connections]]
name = "files"
manifest = "files.toml"
[[connections]]
name = "desk"
manifest = "desk.toml"
"""
FILES = """\
schema = 1
name = "files"
kind = "csv"
settings = { folder = "." }
[files.orders]
path = "orders.csv"
[orders.list]
file = "orders"
look_in = ["customer"]
map = { id = "no", number = "no", customer_id = "customer" }
"""
DESK = """\
schema = 1
name = "desk"
settings = { base_url = "http://127.0.0.1:1" }
auth = { kind = "bearer", token = "secret:desk-key" }
[health.check]
request.path = "/me"
"""
CRM = """\
schema = 1
name = "crm"
kind = "sql"
settings = { url = "sqlite:///crm.db" }
health.check = { sql = "select WHO as who", who = "who" }
[customer.find_by_phone]
verify = "phone"
sql = "select * from people"
map = { phones = "[phone]" }
"""


@pytest.fixture
def site(machine: Machine):
    folder = machine.folder / "site"
    folder.mkdir()
    orders = "".join(f"A-{number},{1 if number < 30 else 2}\n" for number in range(40))
    for name, text in (("site.toml", SITE), ("files.toml", FILES), ("desk.toml", DESK), ("orders.csv", orders)):
        (folder / name).write_text("no,customer\n" + text if name.endswith("csv") else text, "utf-8")
    return folder


def test_more_than_is_shown_is_said_and_all_are_shown_when_asked_for(machine: Machine, site):
    asked = ("connect", "test", "files", "--site", str(site), "--op", "orders.list", "--customer")
    said = machine.inside(*asked, "1")
    assert said.out.count("record ") == 20
    assert "more        the first 20 shown; --all for all" in said.out
    said = machine.inside(*asked, "1", "--all")
    assert said.out.count("record ") == 30
    assert "more" not in said.out
    assert "more" not in machine.inside(*asked, "2").out


def test_a_record_that_is_cut_says_so(machine: Machine, site):
    (site / "orders.csv").write_text(f"no,customer\n{'x' * 300},1\n", "utf-8")
    asked = ("connect", "test", "files", "--site", str(site), "--op", "orders.list", "--customer", "1")
    (line,) = [line for line in machine.inside(*asked).out.splitlines() if line.startswith("record")]
    assert line.endswith("… (--json shows all of it)")
    assert "x" * 300 in machine.inside(*asked, "--json").out


def test_a_decimal_comma_is_named_with_what_to_write(machine: Machine, site):
    (site / "orders.csv").write_text("no;customer;total\nA-1;1;19,90\n", "utf-8")
    manifest = site / "files.toml"
    asked = ("connect", "test", "files", "--site", str(site), "--op", "orders.list", "--customer", "1")
    text = manifest.read_text("utf-8")
    manifest.write_text(text.replace('number = "no"', """number = "no", total = "money(total, 'EUR')\""""), "utf-8")
    assert (
        "commas      total: an amount has a decimal comma; write money(…, currency, 'comma')"
        in machine.inside(*asked).out
    )
    manifest.write_text(
        text.replace('number = "no"', """number = "no", total = "money(total, 'EUR', 'comma')\""""), "utf-8"
    )
    said = machine.inside(*asked).out
    assert "commas" not in said
    assert '"19.90"' in said


def test_a_health_check_speaks_of_no_verification(machine: Machine, site):
    said = machine.inside("connect", "test", "files", "--site", str(site))
    assert said.out.startswith("health      ok")
    assert "verify" not in said.out


def test_who_we_are_there_and_why_rows_were_dropped_is_said(machine: Machine, site):
    with closing(sqlite3.connect(site / "crm.db")) as database:
        database.executescript("create table people (id, phone); insert into people values (7, '030 1234567');")
    (site / "site.toml").write_text(SITE + '[[connections]]\nname = "crm"\nmanifest = "crm.toml"\n', "utf-8")
    for who, line in (
        ("'reader'", "health      ok, signed in as reader, "),
        ("null", "nobody      nobody is signed in"),
    ):
        (site / "crm.toml").write_text(CRM.replace("WHO", who), "utf-8")
        said = machine.inside("connect", "test", "crm", "--site", str(site), "--phone", "+4915120000004,7")
        assert any(told.startswith(line) for told in said.out.splitlines())
        assert "verify      0 kept, 0 possible, 1 dropped\n" in said.out
        assert "dropped     a row has another number: …67\n" in said.out


def test_without_a_key_store_it_says_what_is_missing(machine: Machine, site):
    said = machine.inside("connect", "test", "desk", "--site", str(site))
    assert said.code == 1
    assert "secret:desk-key cannot be read: this computer has no key store" in said.out
    assert "gnome-keyring" in said.out
    assert "for one command, CALLSIDE_SECRET_DESK_KEY may hold it" in said.out


def test_a_secret_may_be_given_to_one_command(machine: Machine, site, monkeypatch):
    monkeypatch.setenv("CALLSIDE_SECRET_DESK_KEY", "t0ken-of-the-desk")
    said = machine.inside("connect", "test", "desk", "--site", str(site))
    assert "Unavailable" in said.out
    assert "Authorization: ***" in said.out
    assert "t0ken-of-the-desk" not in said.out + said.err


BY_ORDER = """
[customer.find_by_order]
verify = { kind = "id", value = "order_no" }
request.path = "/orders/${id|path}"
map = { name = "name" }
"""


def test_a_number_that_nobody_could_look_up_is_not_told_as_nobody(machine: Machine, site):
    (site / "desk.toml").write_text(DESK + BY_ORDER, "utf-8")
    said = machine.inside("customer", "--site", str(site), "--id", "A-101")
    assert said.code == 1
    assert "desk, asked by order number: was not asked, since its key is not here (secret:desk-key" in said.out
    assert "knows nobody" not in said.out


class Store(KeyringBackend):
    """A key store that is empty, or locked."""

    priority = 1
    is_locked = False

    def get_password(self, service, username):
        del service, username
        if self.is_locked:
            raise KeyringLocked("locked")

    def set_password(self, service, username, password):
        raise KeyringLocked("locked")


@pytest.mark.parametrize(
    ("is_locked", "words"),
    [
        (False, "the key store holds no secret:desk-key; put it there: callside connect secret desk-key"),
        (True, "secret:desk-key cannot be read: the key store is locked; unlock it and try again"),
    ],
)
def test_a_secret_that_is_not_there_names_the_command_that_helps(machine: Machine, site, monkeypatch, is_locked, words):
    backend = Store()
    backend.is_locked = is_locked
    monkeypatch.setattr("keyring.get_keyring", lambda: backend)
    monkeypatch.setattr("desktop.store.keyring_keys.allowed", lambda _: True)
    said = machine.inside("connect", "test", "desk", "--site", str(site))
    assert said.code == 1
    assert words in said.out
