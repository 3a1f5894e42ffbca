"""What every test stands on: an empty home, no real keyring, no proxy, no screen, an awkward time zone."""

from __future__ import annotations

import gc
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


# What takes longest, longest first: begun last, one of them would keep one processor busy while the others have nothing
# to do. Whoever adds a file of more than five seconds adds it here.
LONGEST = (
    "program/test_killed.py",
    "views/test_audit.py",
    "program/test_headless.py",
    "store/test_kill.py",
    "program/test_shift.py",
    "playbook/test_format.py",
    "views/test_second_screen.py",
    "views/test_long_words.py",
    "views/test_pinned.py",
    "views/test_workspace.py",
    "program/test_agent_tasks.py",
    "program/test_no_room.py",
    "program/test_closing.py",
    "program/test_rest_sources.py",
    "program/test_sources.py",
    "views/test_main_window.py",
    "views/test_tour.py",
    "playbook/test_mending.py",
    "program/test_playbook_commands.py",
    "program/test_between_window.py",
    "program/test_calls_window.py",
    "program/test_tour_window.py",
    "program/test_quick_window.py",
    "program/test_copy_window.py",
    "program/test_second_start.py",
    "program/test_pop.py",
    "program/test_director.py",
    "program/test_synced_source.py",
    "program/test_login.py",
    "connectors/test_demo_phones.py",
    "store/test_take_back.py",
    "store/test_opening.py",
    "store/test_search.py",
    "rules/test_hitpolicy_oracle.py",
    "rules/test_malformed.py",
    "rules/test_parser.py",
    "playbook/test_every_code.py",
    "program/test_commands.py",
    "program/test_hostile_files.py",
    "program/test_complaints.py",
    "call/test_facts_laws.py",
    "call/test_session.py",
    "connectors/test_shipped_quality.py",
    "views/test_panels.py",
    "playbook/test_shipped.py",
    "demo/test_ensure.py",
    "house/test_packaging.py",
    "house/test_floors.py",
    "program/test_learn.py",
    "program/test_case.py",
)
_TURN = {file: turn for turn, file in enumerate(LONGEST)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first; all else stays as it is found."""
    here = Path(__file__).parent
    items.sort(key=lambda item: _TURN.get(item.path.relative_to(here).as_posix(), len(_TURN)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: much of the time a test waits for a program that it has started."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """What was collected stays to the end: looking through it for garbage, over and over, is time for nothing."""
    gc.collect()
    gc.freeze()


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
