"""What is tracked in this repository, read once."""

from __future__ import annotations

import subprocess
import tomllib
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PACKAGES = ("connectors", "desktop", "resources")


@cache
def tracked_files() -> tuple[str, ...]:
    """The paths of all tracked files that exist, from the top of the repository."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for path in listed.split("\0") if path and (ROOT / path).is_file())


def product_modules() -> list[str]:
    """The tracked Python files that ship."""
    return [path for path in tracked_files() if path.endswith(".py") and path.split("/")[0] in PACKAGES]


@cache
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def dependencies(extra: str | None = None) -> list[Requirement]:
    """What pyproject.toml asks for at run time, or in one of its extras."""
    project = pyproject()["project"]
    return [
        Requirement(text) for text in (project["optional-dependencies"][extra] if extra else project["dependencies"])
    ]


def locked(name: str) -> list[Requirement]:
    """The pins of a lock file."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [Requirement(line.rstrip(" \\")) for line in lines if line[:1].isalnum()]
