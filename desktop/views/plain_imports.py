"""Python's own `import` again, where PySide has put one of its own in its place.

PySide's reads the source of every module that is imported after it, to see whether it asks for another spelling of
Qt's names, and Python then keeps all those lines: a tenth of the start and 23 MB for a question nobody here asks.
"""

from __future__ import annotations

import builtins

from PySide6 import QtCore  # noqa: F401 - what puts it there

# Where a PySide keeps no original, its own stays.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
