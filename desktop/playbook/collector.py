"""Reading a playbook makes hundreds of thousands of objects that stay: the collector need not look through them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected(*, lasting: bool = False) -> Iterator[None]:
    """Make much at once without the collector going through it as it grows; what is `lasting` it never looks at.

    Otherwise it would look at all of it again and again while it is made, and once more, on whatever thread is next,
    when that is done: the window would stand still for as long.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if lasting:
            gc.freeze()
        if collects:
            gc.enable()
