"""The store of a site opened beside the running program, for commands that look into it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.commands.outcome import CommandError
from desktop.core import key_store
from desktop.settings import no_site
from desktop.store.errors import StoreError
from desktop.store.keys import STORE_FOLDER
from desktop.store.store import open_store

if TYPE_CHECKING:
    from desktop.settings import Place
    from desktop.store.store import Store

WORDS = {
    "key_missing": "there is no key to open what Callside keeps here.",
    "store_locked": "the key store is locked; unlock it and try again.",
    "busy": "Callside is writing just now; try again.",
    "unknown": "there is no such write, or it is done or on its way.",
}


def how_to_begin(where: Place) -> str:
    """What to do first, where nothing is on record yet."""
    if not where.demo:
        return "Finish a call in Callside first (Ctrl+Enter)."
    return (
        "Finish some calls first: `callside demo` brings them; answer with F2, hang up with F9, finish with Ctrl+Enter."
    )


@contextmanager
def opened_store(where: Place) -> Iterator[Store | None]:
    """The store of a site's profile, None where nothing was ever kept: asking must not make a key or a folder.

    Whatever the store refuses becomes a CommandError of one line.
    """
    if not os.path.lexists(where.profile / STORE_FOLDER):
        if not where.is_there:
            raise CommandError(no_site(where))
        yield None
        return
    try:
        store = open_store(where.profile, key_store(where), owner=False)
    except StoreError as error:
        raise CommandError(WORDS.get(error.code, f"the store cannot be opened ({error.code}).")) from None
    try:
        yield store
    except StoreError as error:
        raise CommandError(WORDS.get(error.code, f"the store refused ({error.code}).")) from None
    finally:
        store.close()
