"""Seven systems on loopback in a process of their own, each answering every request after its time.

They know every number: the last six digits say who it is. Ports are printed on one line, in the order of SYSTEMS.
"""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class System:
    """A system: how long each answer takes, how a person is found there, and what it lists."""

    name: str
    delay_s: float
    finds_by: str
    kinds: tuple[str, ...]


SYSTEMS = (
    System("crm", 0.060, "phone", ("interactions",)),
    System("shop", 0.100, "phone", ("orders",)),
    System("desk", 0.150, "email", ("cases",)),
    System("voice", 0.010, "email", ("feedback",)),
    System("billing", 0.300, "phone", ("invoices",)),
    System("parcels", 0.030, "phone", ("events",)),
    System("portal", 0.220, "phone", ("interactions",)),
)
_ROWS = {
    "interactions": {"at": "2026-11-01T10:00:00Z", "subject": "Late fee", "channel": "voice"},
    "orders": {"at": "2026-11-01T10:00:00Z", "total": "89.00", "state": "open"},
    "cases": {"at": "2026-11-01T10:00:00Z", "subject": "Late fee", "state": "open"},
    "feedback": {"at": "2026-11-01T10:00:00Z", "score": 7},
    "invoices": {"on": "2026-11-01", "total": "89.00"},
    "events": {"on": "2026-12-01", "label": "Delivery"},
}
_NUMBER = re.compile(r"(\d{6})(?:@|\Z)")


def person(asked: str) -> dict[str, str]:
    """Who a number or an address belongs to."""
    found = _NUMBER.search(asked)
    index = found.group(1) if found else "000000"
    return {"id": index, "name": f"Person {index}", "phone": f"+4915120{index}", "mail": f"p{index}@example.com"}


def answer(target: str) -> object:
    """The body for a request's target."""
    url = urlsplit(target)
    asked = {name: values[0] for name, values in parse_qs(url.query).items()}
    if url.path == "/people":
        return [person(unquote(asked["q"]))]
    row = _ROWS[url.path.removeprefix("/")]
    return [{"id": f"{asked['person']}-{n}", "person": asked["person"], **row} for n in range(8)]


async def serve(system: System, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One connection, kept open."""
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            target = head.split(b" ", 2)[1].decode()
            body = json.dumps(answer(target)).encode()
            await asyncio.sleep(system.delay_s)
            length = f"Content-Length: {len(body)}\r\n\r\n".encode()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + length + body)
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError):
        pass
    finally:
        writer.close()


async def main() -> None:
    """Serve until somebody ends the process."""
    servers = []
    for system in SYSTEMS:
        serving = await asyncio.start_server(lambda r, w, s=system: serve(s, r, w), "127.0.0.1", 0)
        servers.append(serving)
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main())
