"""The floors are laws that bite: each contract is kept by a small house in order, and broken by one breach of it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.repository import ROOT, pyproject

ROOMS = (
    "__main__ cli commands demo demo_play director states app run stage late_desk core settings reporting secrets complaint "
    "views call playbook store rules"
).split()
CONNECTOR_ROOMS = (
    "trials site loading declarative told written sync lookup rest files sql reader changes memory guard auth merge verify breaker http telephony "
    "formats secrets backend people pace mapping manifest connector records phones errors clock io_thread thread"
).split()
TREE = (
    "desktop",
    *(f"desktop.{room}" for room in ROOMS),
    "connectors",
    *(f"connectors.{room}" for room in CONNECTOR_ROOMS if room != "http"),
    "connectors.http",
    "connectors.http.client",
    "resources",
)
PACKAGES = {"desktop", "connectors", "connectors.http", "resources"}
IN_ORDER = {
    "desktop.views": "import PySide6, desktop.call",
    "desktop.call": "import desktop.store, connectors",
    "connectors.http.client": "import httpx",
    "connectors": "import connectors.http.client",
    "desktop.store": "import sqlalchemy",
}
BREACHES = [
    ("floors", "desktop.store", "import desktop.call"),
    ("floors", "desktop.rules", "from desktop import store"),
    ("floors", "desktop.views", "import desktop.cli"),
    ("floors", "desktop.commands", "import desktop.cli"),
    ("floors", "desktop.run", "import desktop.app"),
    ("floors", "desktop.attic", "a room nobody gave a floor"),
    ("connectors", "connectors", "import desktop.rules"),
    ("connector-floors", "connectors.manifest", "import connectors.trials"),
    ("connector-floors", "connectors.attic", "a room nobody gave a floor"),
    ("resources", "resources", "from connectors import http"),
    ("headless-core", "desktop.call", "from PySide6.QtCore import QTimer"),
    ("headless-core", "connectors", "import qasync"),
    ("headless-core", "desktop.core", "import desktop.views"),
    ("quick-views", "desktop.views", "import sqlalchemy"),
    ("pure-rules", "desktop.rules", "from pydantic import BaseModel"),
    ("pure-rules", "desktop.rules", "import connectors"),
    ("one-http-client", "connectors", "import httpx"),
    ("one-http-client", "desktop.call", "import httpx"),
]


def broken(folder: Path, lines: dict[str, str]) -> set[str]:
    """The contracts that a small house breaks, whose modules hold one line each."""
    config = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(config[config.index("[tool.importlinter]") :], encoding="utf-8")
    for module in {*TREE, *lines}:
        path = folder.joinpath(*module.split("."))
        path = path / "__init__.py" if module in PACKAGES else path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        line = lines.get(module, "")
        path.write_text(line if "import" in line else f'"""{line}."""', encoding="utf-8")
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    names = {contract["name"]: contract["id"] for contract in pyproject()["tool"]["importlinter"]["contracts"]}
    assert "Contracts: " in done.stdout, done.stdout + done.stderr
    return {names[name] for name in re.findall(r"^(.+) BROKEN\b", done.stdout, re.MULTILINE)}


def test_a_house_in_order_breaks_nothing(tmp_path: Path) -> None:
    assert broken(tmp_path, IN_ORDER) == set()


@pytest.mark.parametrize(("contract", "module", "line"), BREACHES)
def test_a_breach_breaks_its_contract(tmp_path: Path, contract: str, module: str, line: str) -> None:
    assert contract in broken(tmp_path, {**IN_ORDER, module: line})


def test_every_contract_has_a_breach_here() -> None:
    contracts = {contract["id"] for contract in pyproject()["tool"]["importlinter"]["contracts"]}
    assert {contract for contract, _, _ in BREACHES} == contracts
