"""The demo company, built once and copied for whoever writes to it; machines that are cleared away."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.settings import DEMO_SITE, Place, local_today
from resources.demo.company import DemoCompany, ensure
from tests.program.machine import Machine
from tests.program.running import place_in


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo company of today; to be copied, not to be written to."""
    folder = tmp_path_factory.mktemp("built") / "company"
    ensure(folder, local_today(DEMO_SITE))
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Place:
    """A company's site like any other: the demo's systems, its own profile, no demo key."""
    found = place_in(tmp_path)
    shutil.copytree(built, found.site)
    return found


@pytest.fixture
def company(place: Place) -> DemoCompany:
    """The people and databases behind `place`."""
    return ensure(place.site, local_today(DEMO_SITE))


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Path:
    """A runtime folder of its own for this process; not a test's own folder, which is too deep for a socket."""
    folder = Path(tempfile.mkdtemp(dir=os.environ["XDG_RUNTIME_DIR"]))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder))
    return folder


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    found = Machine(tmp_path / "machine")
    yield found
    found.end()


@pytest.fixture
def demo_machine(machine: Machine, built: Path) -> Machine:
    """A machine on which the demo company is built already."""
    shutil.copytree(built, machine.data / "callside" / "demo" / "company")
    return machine


@pytest.fixture(autouse=True)
def _own_umask() -> Iterator[None]:
    """Opening a store changes the umask for good; the tests after it should not notice."""
    before = os.umask(0o022)
    yield
    os.umask(before)
