"""A site opened for one command: its connectors, asked on a plain loop, closed when the command is done."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from connectors.manifest.problems import FileError
from connectors.site import Site, load_site, open_connectors
from desktop.commands.given_secrets import given_secrets
from desktop.commands.outcome import CommandError
from desktop.core import key_store
from desktop.reporting import in_one_line
from desktop.settings import local_today, no_site, place
from desktop.store.db_thread import Db
from desktop.store.keys import STORE_FOLDER
from desktop.store.store import open_store
from desktop.store.synced import StoredSync
from desktop.store.tokens import StoredTokens
from resources.demo.company import ensure

if TYPE_CHECKING:
    from connectors.connector import Connector
    from desktop.settings import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """A site whose connectors can be asked."""

    site: Site
    where: Place

    async def ask(self, question: Callable[[Sequence[Connector]], Awaitable[T]]) -> T:
        """Ask the connectors, and close them."""
        with self.kept() as (tokens, synced):
            connectors = open_connectors(self.site, given_secrets(self.site.name), tokens=tokens, synced=synced)
            try:
                return await question(connectors)
            finally:
                for connector in connectors:
                    await connector.aclose()

    @contextmanager
    def tokens(self) -> Iterator[StoredTokens | None]:
        """What people signed in with, None where nobody signs in with a browser: then no store need be opened."""
        with self.kept() as (tokens, _):
            yield tokens

    @contextmanager
    def kept(self) -> Iterator[tuple[StoredTokens | None, StoredSync | None]]:
        """What people signed in with and what was read in the background; None and None where there is neither."""
        manifests = [each.manifest for each in self.site.connections]
        if not any(each.auth.kind == "oauth2_pkce" or each.sync is not None for each in manifests):
            yield None, None
            return
        # The program beside us owns the store; before its first start there is none, and we make it.
        owner = not os.path.lexists(self.where.profile / STORE_FOLDER)
        db = Db(partial(open_store, self.where.profile, key_store(self.where), owner=owner))
        try:
            yield StoredTokens(db, self.where.profile), StoredSync(db)
        finally:
            db.close()


@contextmanager
def opened_site(name: str | None, only: Collection[str] | None = None) -> Iterator[OpenedSite]:
    """The site a command is about, or only these connections of it; raises CommandError where it cannot be read."""
    where = place(name)
    if where.company is None and not where.is_there:
        raise CommandError(no_site(where))
    try:
        folder = ensure(where.company, local_today(where.site)).paths.site if where.company is not None else where.site
        yield OpenedSite(load_site(folder, only=only), where)
    except FileError as error:
        raise CommandError(str(error).splitlines()) from None
    except (OSError, sqlite3.Error) as error:
        raise CommandError(in_one_line(error)) from None
