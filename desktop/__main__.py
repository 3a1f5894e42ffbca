"""`python -m desktop` is `callside`."""

from __future__ import annotations

import sys

from desktop.cli import main

sys.exit(main())
