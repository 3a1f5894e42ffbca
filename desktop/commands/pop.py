"""`callside pop`: hand a call to the running program. Started by softphones per event, so it imports little."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from connectors.telephony.door import DoorError, send_pop
from desktop.commands.outcome import CommandError
from desktop.settings import Place, demo_place, place

_WORDS = {
    "not_running": "Callside is not running here. Start it first, then hand over calls.",
    "too_large": "this call carries too much data; leave out what the agent does not need.",
    "no_answer": "Callside does not answer. Restart it and try again.",
}


def pop(arguments: argparse.Namespace, data: Mapping[str, str]) -> str:
    """The id of the call as the running program knows it; raises CommandError."""
    fields = {
        "event": arguments.event,
        "id": arguments.id,
        "from": arguments.number,
        "name": arguments.name,
        "to": arguments.to,
        "queue": arguments.queue,
        "uui": arguments.uui,
        "data": dict(data),
    }
    fields = {key: value for key, value in fields.items() if value}
    problem = DoorError("not_running")
    for where in _places(arguments.site):
        try:
            return send_pop(where.door, fields)
        except DoorError as error:
            problem = error
            if error.code != "not_running":
                break
    raise CommandError(_WORDS.get(problem.code) or f"Callside refused this call: {problem.detail}")


def _places(site: str | None) -> list[Place]:
    """Where to knock: the site named or this user's own, and without a name the demo, if that is what runs."""
    first = place(site)
    return [first] if site is not None or first.demo else [first, demo_place()]
