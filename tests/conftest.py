"""What every test stands on: an empty home, no real keyring, no proxy, no screen, an awkward time zone."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_HOME = tempfile.TemporaryDirectory(prefix="callside-tests-")


def _stand_on_nothing(home: Path) -> None:
    """Point this process, and those that tests start, away from the person whose machine this is."""
    folders = {
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_CACHE_HOME": "cache",
        "XDG_STATE_HOME": "state",
    }
    for variable, folder in (folders | {"XDG_RUNTIME_DIR": "run"}).items():
        (home / folder).mkdir(mode=0o700)
        os.environ[variable] = str(home / folder)
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for variable in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[variable]
    os.environ["LC_ALL"] = "C.UTF-8"
    # Half an hour off every whole-hour zone and with summer time: a naive local time shows at once.
    os.environ["TZ"] = "America/St_Johns"
    if hasattr(time, "tzset"):
        time.tzset()
    # `make test-keyring` sets this to the private secret service it starts.
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


# At import, not in a fixture: Qt and keyring read their environment when a test module is imported.
_stand_on_nothing(Path(_HOME.name))

# Machines that run tests are slow and shared: no deadline, half of the usual examples where a test names no number, and
# the same examples every time where CI decides.
settings.register_profile(
    "callside",
    deadline=None,
    max_examples=50,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("callside")


FIGURE = "figure"


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str, str], None]:
    """Say what was measured for a row of the fault matrix; it is printed below the results."""
    return lambda row, text: record_property(FIGURE, (row, text))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was measured, row by row."""
    reports = [each for outcome in ("passed", "failed") for each in terminalreporter.stats.get(outcome, [])]
    found = [value for each in reports if each.when == "call" for name, value in each.user_properties if name == FIGURE]
    if found:
        terminalreporter.section("figures")
    for row, text in sorted(map(tuple, found), key=lambda each: (int(each[0].strip("F")), each[1])):
        terminalreporter.write_line(f"{row:4} {text}")


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    _HOME.cleanup()
