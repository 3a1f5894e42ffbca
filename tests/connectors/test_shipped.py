"""A site names a connector that ships by a bare word; each of those is right, and reads its recordings as recorded."""

from __future__ import annotations

import pytest

from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED, UnknownWord, shipped_names, source_of, unfilled
from connectors.manifest.problems import SiteError
from connectors.site import load_site, open_connectors
from connectors.trials.check import check_manifest
from connectors.trials.fixture_check import replay_all

SITE = """\
schema = 1
name = "Acme"
region = "DE"
playbook = "playbook"
[[connections]]
name = "exports"
manifest = "csv"
"""
ORDERS = "order_no,customer_no,ordered_on,status,total,currency\nSO-1,7,2026-11-02,sent,52.80,EUR\n"


@pytest.mark.parametrize("word", shipped_names())
async def test_what_ships_is_right(word):
    path = SHIPPED / word / "manifest.toml"
    report = check_manifest(path)
    assert [str(problem) for problem in report.problems if problem.level == "error"] == []
    assert load_manifest(path).name == word
    replayed = await replay_all(path)
    assert replayed
    assert [str(each.problem) for each in replayed if each.problem is not None] == []


async def test_a_bare_word_is_a_connector_that_ships_and_its_folder_is_the_sites(tmp_path):
    (tmp_path / "site.toml").write_text(SITE)
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "orders-2026.csv").write_text(ORDERS)
    site = load_site(tmp_path)
    (connection,) = site.connections
    assert (connection.name, connection.shipped, connection.folder) == ("exports", "csv", tmp_path)
    (connector,) = open_connectors(site)
    page = await connector.list("orders", "7")
    assert [(row.number, str(row.total.amount), row.provenance.system) for row in page.rows] == [
        ("SO-1", "52.80", "exports")
    ]
    await connector.aclose()


def test_a_file_of_that_name_comes_before_what_ships(tmp_path):
    (tmp_path / "csv").write_text((SHIPPED / "csv" / "manifest.toml").read_text())
    assert source_of("csv", tmp_path).path == tmp_path / "csv"
    assert source_of("csv.toml", tmp_path).path == tmp_path / "csv.toml"


def test_an_unknown_word_is_told_with_what_is_near_and_its_line(tmp_path):
    (tmp_path / "site.toml").write_text(SITE.replace('"csv"', '"cvs"'))
    with pytest.raises(SiteError) as wrong:
        load_site(tmp_path)
    assert str(wrong.value) == (
        'site.toml:7  connections[0].manifest  no connector "cvs" ships with Callside: did you mean csv? '
        "`callside connect list` shows all; a file of your own is written with its ending, such as cvs.toml"
    )
    with pytest.raises(UnknownWord, match='no connector "qqqq" ships with Callside: `callside connect list`'):
        source_of("qqqq", tmp_path)


def test_where_a_system_is_only_the_site_can_say(tmp_path, monkeypatch):
    shipped = tmp_path / "shipped"
    (shipped / "desk").mkdir(parents=True)
    (shipped / "desk" / "manifest.toml").write_text(
        'schema = 1\nname = "desk"\nsettings = { base_url = "https://acme.example.com/api" }\nhealth.check.request.path = "/"\n'
    )
    monkeypatch.setattr("connectors.site.source_of", lambda text, folder: source_of(text, folder, shipped))
    (tmp_path / "site.toml").write_text(SITE.replace('"csv"', '"desk"'))
    with pytest.raises(SiteError, match=r"site.toml:5  connections\[0\].settings.base_url  desk cannot know it: "):
        load_site(tmp_path)
    (tmp_path / "site.toml").write_text(
        SITE.replace('"csv"', '"desk"\nsettings = { base_url = "https://acme.test/api" }')
    )
    assert load_site(tmp_path).connections[0].manifest.settings.base_url == "https://acme.test/api"


def test_a_stand_in_is_a_host_nobody_can_have():
    values = {"a": "https://example.com", "b": "you@example.org", "c": "https://example.community", "d": 5}
    assert list(unfilled({**values, "e": "x.test", "f": "example"})) == ["a", "b", "f"]
