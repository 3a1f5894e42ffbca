"""A site opened for one command: its connectors, asked on a plain loop, closed when the command is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from connectors.problems import FileError
from connectors.site import Site, load_site, open_connectors
from desktop.commands.outcome import CommandError
from desktop.reporting import in_one_line
from desktop.secrets import keyring_secrets
from desktop.settings import local_today, no_site, place
from resources.demo.company import ensure

if TYPE_CHECKING:
    from connectors.connector import Connector

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """A site whose connectors can be asked."""

    site: Site

    async def ask(self, question: Callable[[Sequence[Connector]], Awaitable[T]]) -> T:
        """Ask the connectors, and close them."""
        connectors = open_connectors(self.site, keyring_secrets(self.site.name))
        try:
            return await question(connectors)
        finally:
            for connector in connectors:
                await connector.aclose()


@contextmanager
def opened_site(name: str | None) -> Iterator[OpenedSite]:
    """The site a command is about; raises CommandError where it cannot be read."""
    where = place(name)
    if where.company is None and not where.is_there:
        raise CommandError(no_site(where))
    try:
        folder = ensure(where.company, local_today(where.site)).paths.site if where.company is not None else where.site
        yield OpenedSite(load_site(folder))
    except FileError as error:
        raise CommandError(str(error).splitlines()) from None
    except (OSError, sqlite3.Error) as error:
        raise CommandError(in_one_line(error)) from None
