"""What `callside connect` is asked to try, and of which connection."""

from __future__ import annotations

import argparse
from uuid import uuid4

from connectors.declarative import MAX_LIMIT
from connectors.site import Connection
from connectors.trials.trial import SHOWN, Wanted
from desktop.commands.outcome import CommandError
from desktop.commands.site import OpenedSite


def connection_of(opened: OpenedSite, name: str) -> Connection:
    """The connection of a site by its name."""
    found = next((each for each in opened.site.connections if each.name == name), None)
    if found is None:
        names = ", ".join(each.name for each in opened.site.connections)
        raise CommandError(f"the site has no connection {name!r}; it has {names or 'none'}.")
    return found


def wanted_of(arguments: argparse.Namespace) -> Wanted:
    """What to try; the key of a write is a new one each time, so that no earlier trial answers for it."""
    words = dict.fromkeys(("text", "subject", "summary"), arguments.text)
    draft = {"customer_id": arguments.customer, **words}
    return Wanted(
        operation=arguments.op,
        phone=arguments.phone,
        email=arguments.email,
        number=arguments.id,
        text=arguments.text,
        customer_id=arguments.customer,
        draft={name: value for name, value in draft.items() if value is not None},
        write=getattr(arguments, "write", False),
        limit=MAX_LIMIT if getattr(arguments, "all", False) else SHOWN,
        key=f"callside-trial-{uuid4().hex[:12]}",
    )
