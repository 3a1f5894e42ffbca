"""What is pinned says why, and the locks hold exactly what pyproject.toml asks for."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from itertools import pairwise

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.repository import ROOT, dependencies, locked

LOCKS = {
    "requirements.lock": None,
    "requirements-dev.lock": "dev",
    "requirements-bench.lock": "bench",
    "requirements-fuzz.lock": "fuzz",
    "requirements-mutate.lock": "mutate",
}


def test_every_upper_bound_has_its_reason_above_it() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = text[text.index("\ndependencies = [") : text.index("\n[project.optional-dependencies]")].splitlines()
    unexplained = [
        line.strip()
        for above, line in pairwise(lines)
        if re.search(r"[\"'].*(<|!=|==)", line) and not re.match(r"\s*(# .|'PySide6)", above)
    ]
    assert unexplained == []


def test_the_qt_pin_names_the_fault_it_avoids() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    comment = re.search(r"((?: *#.*\n)+) *'PySide6-Essentials", text)
    assert comment
    assert "6.12.0" in comment[1]
    assert "PYSIDE-3474" in comment[1]


def test_qt_is_the_version_that_keeps_its_references() -> None:
    (pinned,) = [pin for pin in locked("requirements.lock") if canonicalize_name(pin.name) == "pyside6-essentials"]
    assert (str(pinned.specifier), pinned.marker) == ("==6.11.3", None)
    assert sys.version_info >= (3, 12) or importlib.metadata.version("PySide6-Essentials") != "6.12.0"


@pytest.mark.parametrize(("lock", "extra"), LOCKS.items())
def test_lock_satisfies_the_project(lock: str, extra: str | None) -> None:
    pins = {canonicalize_name(pin.name): pin for pin in locked(lock)}
    asked = dependencies() + (dependencies(extra) if extra else [])
    assert [str(requirement) for requirement in asked if not satisfied(requirement, pins)] == []


def satisfied(asked: Requirement, pins: dict[str, Requirement]) -> bool:
    """Whether a lock pins a version that a requirement allows."""
    pin = pins.get(canonicalize_name(asked.name))
    return pin is not None and all(asked.specifier.contains(spec.version) for spec in pin.specifier)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_one_version_and_its_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert len(blocks) == len({canonicalize_name(pin.name) for pin in locked(lock)})
    assert [block.split()[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", block)] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_place_to_fetch_from(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert re.findall(r"https?:|--(?:index|extra-index|find-links)|file:|git\+", text) == []


def test_tools_and_product_agree_on_versions() -> None:
    runtime, *others = ({pin.name: str(pin.specifier) for pin in locked(lock)} for lock in LOCKS)
    assert [
        name for name, lock in zip(list(LOCKS)[1:], others, strict=True) if not runtime.items() <= lock.items()
    ] == []
