"""Letting an agent sign in to a system with their own browser, beside everything else."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from connectors.auth.tokens import Browse, silent
from connectors.errors import ConnectorError

if TYPE_CHECKING:
    from connectors.auth.tokens import Person
    from connectors.connector import Connector
    from desktop.call.context import Context

log = logging.getLogger(__name__)


def signs_in_by_browser(connector: Connector) -> bool:
    """Whether a person signs in to this system with their browser."""
    return bool(getattr(connector, "signs_in_by_browser", False))


async def sign_in(
    context: Context,
    system: str,
    browse: Browse,
    done: Callable[[], None],
    failed: Callable[[ConnectorError], None],
) -> None:
    """Open the browser and wait for the agent; when they are signed in, what waits for the system goes on.

    `failed` hears why they are not.
    """
    found = [each for each in context.connectors if each.name == system and signs_in_by_browser(each)]
    if not found:
        return
    loop = asyncio.get_running_loop()

    def open_here(address: str) -> bool:
        loop.call_soon_threadsafe(browse, address)
        return True

    try:
        await context.io.run(cast("Person", found[0]).sign_in(open_here, silent))
    except ConnectorError as error:
        log.warning("%s: not signed in: %s", system, error.detail)
        failed(error)
        return
    await context.delivery.recovered(system)
    done()
