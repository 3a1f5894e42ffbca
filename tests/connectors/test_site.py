"""A site's folder: what it connects, in which order, and what is wrong with it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from connectors.manifest.problems import ManifestError, SiteError
from connectors.site import START, load_site, open_connectors

SITE = """\
schema = 1
name = "Acme"
region = "DE"
timezone = "Europe/Berlin"
language = "de"
currency = "CHF"
playbook = "playbook"
own_numbers = ["+49 30 1234*", "0151 20000004", "201"]
[[connections]]
name = "main-crm"
manifest = "crm.toml"
label = "Our CRM"
settings = { url = "sqlite:///other.db" }
[[connections]]
name = "second"
manifest = "crm.toml"
[[telephony]]
name = "desk"
kind = "baresip"
port = 4445
"""
CRM = """\
schema = 1
name = "crm"
label = "CRM"
kind = "sql"
settings = { url = "sqlite:///crm.db" }
[customer.get]
sql = "select 1 as id, 'Ann' as name, '5' as value where :id is not null"
bind = { id = "${customer.id}" }
map = { name = "name", lifetime_value = "money(value)" }
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "site.toml").write_text(SITE)
    (tmp_path / "crm.toml").write_text(CRM)
    for name in ("crm.db", "other.db"):
        sqlite3.connect(tmp_path / name).close()
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_what_is_accepted_waits_as_long_as_the_site_says(folder):
    assert load_site(folder).undo_s == 5.0
    (folder / "site.toml").write_text(SITE.replace("own_numbers", "undo_s = 0\nown_numbers", 1))
    assert load_site(folder).undo_s == 0
    (folder / "site.toml").write_text(SITE.replace("own_numbers", "undo_s = 61\nown_numbers", 1))
    with pytest.raises(SiteError, match=r"site.toml:8  undo_s  "):
        load_site(folder)


def test_a_site_is_read(folder):
    site = load_site(folder)
    assert (site.name, site.region, site.timezone, site.language, site.currency) == (
        *("Acme", "DE", "Europe/Berlin", "de", "CHF"),
    )
    assert site.playbook == folder / "playbook"
    first, second = site.connections
    assert (first.name, first.manifest.name, first.manifest.label) == ("main-crm", "main-crm", "Our CRM")
    assert (first.manifest.settings.url, second.manifest.settings.url) == ("sqlite:///other.db", "sqlite:///crm.db")
    assert (second.manifest.label, second.folder) == ("CRM", folder)
    # What a manifest leaves open is the site's.
    assert (second.manifest.settings.region, second.manifest.settings.currency) == ("DE", "CHF")
    assert [(phone.name, phone.kind, phone.port) for phone in site.telephony] == [("desk", "baresip", 4445)]


def test_a_site_without_a_playbook_begins_with_one_that_speaks_in_nobodys_name(folder):
    (folder / "site.toml").write_text(SITE.replace('playbook = "playbook"\n', "", 1))
    assert load_site(folder).playbook == START
    assert (START / "playbook.toml").is_file()


@pytest.mark.parametrize(
    ("raw", "own"),
    [
        ("+49301234567", True),
        ("030 1234 999", True),
        ("030 1235 999", False),
        ("+4915120000004", True),
        ("201", True),
        ("2012345678", False),
        ("anonymous", False),
        ("", False),
    ],
)
def test_the_companys_own_numbers(folder, raw, own):
    assert load_site(folder).is_own_number(raw) is own


async def test_its_connectors_answer_under_their_own_names(folder):
    connectors = open_connectors(load_site(folder))
    assert [(connector.name, connector.label) for connector in connectors] == [
        ("main-crm", "Our CRM"),
        ("second", "CRM"),
    ]
    ann = await connectors[0].get("1")
    assert (ann.name, ann.lifetime_value.currency, ann.provenance.system) == ("Ann", "CHF", "main-crm")
    for connector in connectors:
        await connector.aclose()


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('region = "DE"', 'region = "Germany"', "site.toml:3  region"),
        ("Europe/Berlin", "Berlin", "site.toml:4  timezone  no such time zone"),
        ('playbook = "playbook"', 'playbok = "x"', "site.toml:7  playbok  unknown key (did you mean playbook?)"),
        ('name = "second"', 'name = "main-crm"', "is used twice"),
        ('name = "second"', 'name = "Second One"', "connections[1].name"),
        ("port = 4445", "port = 99999", "site.toml:20  telephony[0].port"),
        ('kind = "baresip"', 'kind = "sip"', "site.toml:19  telephony[0].kind"),
        ("schema = 1", "schema = ", "site.toml:1  no valid TOML"),
    ],
)
def test_what_is_wrong_is_named(folder, old, new, problem):
    (folder / "site.toml").write_text(SITE.replace(old, new, 1))
    with pytest.raises(SiteError) as caught:
        load_site(folder)
    assert problem in str(caught.value)


def test_a_missing_site_and_a_missing_manifest(folder, tmp_path_factory):
    with pytest.raises(SiteError, match="there is no such file"):
        load_site(tmp_path_factory.mktemp("empty"))
    (folder / "crm.toml").unlink()
    with pytest.raises(ManifestError, match="there is no such file"):
        load_site(folder)


def test_the_demo_site_is_a_site_like_any_other():
    site = load_site(Path(__file__).parents[2] / "resources" / "demo" / "site")
    assert [connection.name for connection in site.connections] == ["crm", "shop", "voice"]


def test_reasons_to_be_away_and_a_goal(folder):
    site = load_site(folder)
    assert (site.away_reasons, site.handling_goal_s) == ((), None)
    more = 'away_reasons = ["Pause", "Team"]\nhandling_goal_s = 360\nown_numbers'
    (folder / "site.toml").write_text(SITE.replace("own_numbers", more, 1))
    site = load_site(folder)
    assert (site.away_reasons, site.handling_goal_s) == (("Pause", "Team"), 360)
    (folder / "site.toml").write_text(SITE.replace("own_numbers", 'away_reasons = [""]\nown_numbers', 1))
    with pytest.raises(SiteError, match="away_reasons"):
        load_site(folder)
