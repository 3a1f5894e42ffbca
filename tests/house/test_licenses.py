"""Nothing that ships beside Callside forces its license on it."""

from __future__ import annotations

import importlib.metadata
import re
from collections.abc import Iterable

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.repository import dependencies

FORCING = re.compile(r"(?<!L)\bA?GPL|GNU (Affero )?General Public", re.IGNORECASE)

PHRASES = {
    "This software is provided 'as-is', without any express or implied warranty": "Zlib",
    "GNU GENERAL PUBLIC LICENSE": "GPL-3.0-only",
}


def applies(requirement: Requirement, extras: Iterable[str]) -> bool:
    """Whether a requirement holds on this machine for a package taken with these extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)


def runtime_packages() -> list[str]:
    """The installed packages that Callside needs at run time, directly or not."""
    waiting = [requirement for requirement in dependencies() if applies(requirement, [""])]
    found: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        requirement = waiting.pop()
        taken = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if taken in found:
            continue
        found.add(taken)
        inner = map(Requirement, importlib.metadata.requires(taken[0]) or [])
        waiting.extend(need for need in inner if applies(need, requirement.extras or [""]))
    return sorted({name for name, _ in found})


def choices(name: str) -> list[str]:
    """The licenses a package may be taken under, as its metadata says."""
    metadata = importlib.metadata.metadata(name)
    # An old `License` field may hold a whole text; its first line is the name.
    stated = metadata.get("License-Expression") or (metadata.get("License") or "").strip().partition("\n")[0]
    if stated:
        return re.split(r"\s+OR\s+", stated)
    lines = metadata.get_all("Classifier", [])
    return [line for line in lines if line.startswith("License :: ")] or licenses_by_their_text(name)


def licenses_by_their_text(name: str) -> list[str]:
    """The licenses whose texts a package without a word in its metadata brings along."""
    files = [file for file in importlib.metadata.files(name) or [] if "/licenses/" in str(file)]
    texts = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in files)
    return [license_ for phrase, license_ in PHRASES.items() if phrase in texts]


def test_the_runtime_set_is_seen_whole() -> None:
    packages = set(runtime_packages())
    assert {"pyside6-essentials", "shiboken6", "greenlet", "httpcore", "cffi", "pydantic-core"} <= packages
    assert not packages & {"pytest", "mypy", "uv"}


@pytest.mark.parametrize("name", runtime_packages())
def test_no_package_is_only_under_a_license_that_forces_itself_on_ours(name: str) -> None:
    assert [choice for choice in choices(name) if not FORCING.search(choice)], choices(name)


@pytest.mark.parametrize("text", ["GPL-3.0-only", "AGPL-3.0", "GNU General Public License v3 (GPLv3)", "GPLv2+"])
def test_a_forcing_license_is_recognized(text: str) -> None:
    assert FORCING.search(text)


@pytest.mark.parametrize("text", ["LGPL-3.0-only", "MIT", "Apache-2.0", "MPL-2.0", "GNU Lesser General Public License"])
def test_a_license_that_lets_ours_be_is_recognized(text: str) -> None:
    assert not FORCING.search(text)
