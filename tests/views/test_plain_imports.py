"""What is imported behind the screens is imported by Python alone."""

from __future__ import annotations

import subprocess
import sys

READ = """
import linecache
import desktop.views.safe_text, desktop.views.theme.tokens, desktop.call.pace
print(*(name for name in linecache.cache if "desktop" in name))
"""


def test_no_source_is_read_for_an_import():
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True, timeout=150)
    assert done.stdout.split() == []


def test_the_first_frame_is_painted_before_most_of_the_program_is_imported():
    heavy = ("asyncio", "logging.handlers", "sqlalchemy", "desktop.call.state", "desktop.views.agent.workspace")
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, desktop.app, desktop.demo; print(*(set(sys.modules) & {set(heavy)}))"],
        capture_output=True,
        text=True,
        check=True,
        timeout=150,
    )
    assert done.stdout.split() == []


def test_the_country_of_a_number_reads_no_places_of_numbers():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from desktop.views.names import country_name; print(country_name('SE', 'de'), "
            "*(name for name in sys.modules if 'geodata' in name))",
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=150,
    )
    assert done.stdout.split() == ["Schweden"]
