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
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []
