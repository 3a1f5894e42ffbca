"""The loyalty club: its search is a job that has to be started and waited for, which no manifest can say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from callside_loyalty import mapping
from connectors.clock import Clock
from connectors.connector import Health, Page, Scalar, Written
from connectors.errors import Unavailable
from connectors.manifest.model import Settings
from connectors.phones import PhoneQuery
from connectors.records import Customer, Record
from connectors.written.transport import Transport

LOOKS = 8
WAIT_S = 0.2


class Loyalty:
    """Members by number and address, what they bought, and notes."""

    def __init__(
        self, settings: Settings, secrets: Callable[[str], str | None], transport: Transport, clock: Clock
    ) -> None:
        del secrets  # the transport signs in as the manifest says
        self._region = settings.region
        self._http = transport
        self._clock = clock

    async def find_by_phone(self, query: PhoneQuery) -> Page[Customer]:
        """Members with this number; Callside drops whoever has another one."""
        return await self._searched({"phone_ends_with": query.tail})

    async def find_by_email(self, email: str) -> Page[Customer]:
        """Members with this address."""
        return await self._searched({"mail": email})

    async def list(self, kind: str, customer_id: str, limit: int, since: date | None) -> Page[Record]:
        """What a member has bought; orders are the only kind that is offered."""
        del kind
        answer = await self._http.get(
            "/members/{member}/orders", query={"limit": limit, "since": since}, member=customer_id
        )
        return Page(tuple(mapping.order(row, self._clock.now()) for row in answer.body["rows"]))

    async def write(self, operation: str, draft: Mapping[str, Scalar], key: str) -> Written:
        """A note; the club knows a key it has seen before."""
        del operation
        answer = await self._http.post(
            "/members/{member}/notes",
            json={"text": draft["text"]},
            headers={"Idempotency-Key": key},
            member=draft["customer_id"],
        )
        return Written(str(answer.body["id"]))

    async def health(self) -> Health:
        """Whether the club is there."""
        started = self._clock.monotonic()
        answer = await self._http.get("/me")
        return Health(True, (self._clock.monotonic() - started) * 1000, who=answer.body["login"])

    async def _searched(self, wanted: Mapping[str, Any]) -> Page[Customer]:
        """Start a search, look until it is done, read what it found."""
        job = (await self._http.post("/searches", json=wanted, reads=True)).body["id"]
        for _ in range(LOOKS):
            found = (await self._http.get("/searches/{job}", job=job)).body
            if found["state"] == "done":
                now = self._clock.now()
                return Page(tuple(mapping.customer(row, now, self._region) for row in found["members"]))
            await self._clock.sleep(WAIT_S)
        raise Unavailable("loyalty", "timeout", "the search is not done yet")
