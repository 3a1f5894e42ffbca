"""What is installed is what is in the repository, and can be asked for by its command."""

from __future__ import annotations

import ast
import importlib.metadata
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from packaging.utils import canonicalize_name

from tests.house.repository import PACKAGES, ROOT, dependencies, product_modules, tracked_files


def test_the_command_is_the_one_of_the_desktop() -> None:
    (entry,) = importlib.metadata.entry_points(group="console_scripts", name="callside")
    assert entry.value == "desktop.cli:main"
    assert callable(entry.load())


def test_the_command_answers_without_a_screen_or_a_home() -> None:
    command = [Path(sys.executable).with_name("callside"), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "demo" in done.stdout


def test_the_wheel_holds_every_tracked_file_of_the_packages_and_no_other(tmp_path: Path) -> None:
    shipped = {path for path in tracked_files() if path.split("/")[0] in PACKAGES}
    for path in shipped | {"pyproject.toml", "LICENSE"}:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
    pip = [sys.executable, "-m", "pip", "--quiet", "--quiet", "--disable-pip-version-check"]
    command = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", tmp_path / "out", tmp_path]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        notices = [name for name in archive.namelist() if name.endswith(".dist-info/licenses/LICENSE")]
    assert held == shipped
    assert notices


def test_every_import_from_outside_is_declared() -> None:
    declared = {canonicalize_name(requirement.name) for requirement in dependencies()} | {"callside"}
    owners = importlib.metadata.packages_distributions()
    undeclared = {
        (path, name)
        for path in product_modules()
        for name in imported_names(ROOT / path)
        if name not in sys.stdlib_module_names
        and not declared & {canonicalize_name(owner) for owner in owners.get(name, ())}
        and name not in PACKAGES
    }
    assert undeclared == set()


def imported_names(path: Path) -> set[str]:
    """The top-level names that a module imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return plain | {node.module.split(".")[0] for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
