"""The house has the rooms it was designed with, and a file is one idea."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from tests.house.repository import ROOT, product_modules, tracked_files

TOP_LEVEL = {
    ".ci", ".gitattributes", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "README.md",
    "connectors", "desktop", "docs", "pyproject.toml", "requirements-bench.lock", "requirements-dev.lock",
    "requirements-fuzz.lock", "requirements-mutate.lock", "requirements.lock", "resources", "scripts", "tests",
}  # fmt: skip
ROOMS = {"call", "commands", "playbook", "rules", "store", "views"}


def test_top_level_is_exactly_the_design() -> None:
    assert {path.split("/")[0] for path in tracked_files()} == TOP_LEVEL


def test_the_desktop_has_its_rooms_and_no_other() -> None:
    assert {
        PurePosixPath(path).parts[1]
        for path in product_modules()
        if path.startswith("desktop/") and path.count("/") > 1
    } == ROOMS


def test_every_folder_of_code_is_a_package() -> None:
    # A folder without __init__.py is invisible to the type checker and to the floors.
    folders = {PurePosixPath(path).parent for path in product_modules()}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").is_file()] == []


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        p for p in product_modules() if p.endswith("/__init__.py") and not (ROOT / p).read_text().startswith('"""')
    ]
    assert silent == []


@pytest.mark.parametrize("suffix", [".py", ".sh"])
def test_no_file_is_longer_than_one_idea(suffix: str) -> None:
    sizes = {path: (ROOT / path).read_bytes().count(b"\n") for path in tracked_files() if path.endswith(suffix)}
    assert sizes
    assert {path: size for path, size in sizes.items() if size > 500} == {}
