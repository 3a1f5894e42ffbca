"""`callside connect list` and `new`: what ships, what this site uses of it, and a copy to change."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.program.machine import Machine

SITE = 'schema = 1\nname = "Acme"\nregion = "DE"\nplaybook = "p"\n[[connections]]\nname = "exports"\nmanifest = "csv"\n'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "site.toml").write_text(SITE, encoding="utf-8")
    return folder


def test_what_ships_is_listed_with_what_the_site_uses(machine: Machine, site: Path):
    said = machine.inside("connect", "list", "--site", str(site), "--json")
    assert said.code == 0
    csv = next(each for each in json.loads(said.out) if each["name"] == "csv")
    assert (csv["kind"], csv["sign_in"], csv["settings"], csv["used_as"]) == (
        *("csv", "none", {"folder": "exports"}, ["exports"]),
    )
    assert {"customer.find_by_phone", "orders.list"} <= set(csv["offers"])
    assert (csv["tier"], csv["tried"]) == ("silver", "exported files themselves")
    said = machine.inside("connect", "list", "--site", str(site))
    assert "(csv, sign-in: none, silver)   used as exports" in said.out
    # Who has no site yet, or the demo, sees what there is all the same.
    assert "csv" in machine.inside("connect", "list").out
    said = machine.inside("connect", "list", "--site", str(site / "nowhere"))
    assert (said.code, said.is_one_line()) == (1, True)


def test_a_copy_is_checked_like_what_it_was_copied_from(machine: Machine, site: Path):
    said = machine.inside("connect", "new", "files", "--from", "csv", "--site", str(site))
    assert said.code == 0
    for line in (
        'name = "files"',
        'manifest = "files.toml"',
        'settings = { folder = "exports" }',
        "callside connect test files",
    ):
        assert line in said.out.splitlines()
    said = machine.inside("connect", "check", str(site / "files.toml"))
    assert (said.code, "files.fixtures/orders.list.json: as recorded" in said.out) == (0, True)
    before = (site / "files.toml").read_bytes()
    for name, word in (("files", "csv"), ("more", "cvs"), ("No Name", "csv"), ("more", "crm.toml")):
        said = machine.inside("connect", "new", name, "--from", word, "--site", str(site))
        assert (said.code, said.is_one_line()) == (1, True)
    assert (site / "files.toml").read_bytes() == before
    assert not (site / "more.toml").exists()
    # The demo company is nobody's to add to.
    assert machine.inside("connect", "new", "files", "--from", "csv").code == 1


def test_a_bare_word_is_checked(machine: Machine):
    assert machine.inside("connect", "check", "csv").code == 0
    said = machine.inside("connect", "check", "cvs")
    assert (said.code, said.is_one_line()) == (1, True)
    assert "did you mean csv?" in said.err


def test_what_somebody_has_installed_is_listed_too_and_what_is_wrong_with_it(
    machine: Machine, tmp_path: Path, monkeypatch
):
    package = tmp_path / "made_here"
    info = tmp_path / "made-1.0.dist-info"
    for folder in (package, info):
        folder.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: made\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[callside.connectors]\nmine = made_here.connector:It\n")
    (package / "__init__.py").write_text("")
    (package / "manifest.toml").write_text(
        'schema = 1\nname = "mine"\nkind = "python"\nconnector = "mine"\noffers = ["orders.list"]\n'
        'settings = { base_url = "https://mine.example.com" }\n'
    )
    monkeypatch.syspath_prepend(tmp_path)
    said = machine.inside("connect", "list")
    assert said.code == 0
    assert any(line.split()[:4] == ["mine", "cannot", "be", "used:"] for line in said.out.splitlines())
    assert "made_here.connector:It cannot be loaded" in said.out
    found = json.loads(machine.inside("connect", "list", "--json").out)
    assert [each["problem"] for each in found if "problem" in each]
    assert any(each["name"] == "csv" for each in found)


def test_notes_without_finished_calls_are_hinted_at_unless_another_system_takes_them(machine: Machine, site: Path):
    said = machine.inside("connect", "new", "shop", "--from", "magento", "--site", str(site))
    assert "Hint: notes are written, but no system of this site takes a finished call" in said.out
    said = machine.inside("connect", "check", str(site / "shop.toml"))
    assert (said.code, "hint        notes are written, but no system" in said.out) == (0, True)
    assert json.loads(machine.inside("connect", "check", "--json", str(site / "shop.toml")).out)["hints"] != []
    assert "hint  " not in machine.inside("connect", "check", "magento").out
    settings = 'settings = { base_url = "https://acme.zendesk.com" }'
    desk = f'[[connections]]\nname = "desk"\nmanifest = "zendesk"\n{settings}\n'
    (site / "site.toml").write_text(SITE + desk, encoding="utf-8")
    assert "hint  " not in machine.inside("connect", "check", str(site / "shop.toml")).out
    assert "Hint:" not in machine.inside("connect", "new", "more", "--from", "magento", "--site", str(site)).out
