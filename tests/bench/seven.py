"""A pop over seven systems that answer in 10 to 300 ms: from the phone's event until every part is filled.

The whole core, its store and its threads, against seven servers in another process. Yardsticks of the same run: the slowest chain of
requests of which each needs the answer before it, and all requests one after the other, both by a bare client.
"""

from __future__ import annotations

import asyncio
import http.client
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from desktop.call.state import CallState, IdentityStatus, PartStatus
from tests.bench.figures import faster, ratio, say
from tests.bench.seven_servers import SYSTEMS, System
from tests.program.running import Running, place_in, running

POPS = 15
PAUSE_S = 0.3
BUDGET = 1.15
PLAYBOOK = Path(__file__).parents[2] / "resources" / "playbooks" / "fernvik"
_MAPS = {
    "interactions": 'at = "time(at)"\nsubject = "subject"\nchannel = "channel"',
    "orders": 'number = "id"\nplaced_at = "time(at)"\ntotal = "money(total, \'EUR\')"\nstatus = "lookup(state, \'order\')"',
    "cases": 'number = "id"\nopened_at = "time(at)"\nsubject = "subject"\nstatus = "lookup(state, \'case\')"',
    "feedback": 'metric = "\'nps\'"\nscore = "score"\nat = "time(at)"',
    "invoices": 'number = "id"\nissued_on = "date(on)"\ntotal = "money(total, \'EUR\')"',
    "events": 'kind = "\'delivery\'"\non = "date(on)"\nlabel = "label"',
}


def manifest(system: System, port: int) -> str:
    """How one of them is connected."""
    value = "${phone.e164}" if system.finds_by == "phone" else "${email}"
    lists = "".join(
        f'[{kind}.list]\nrequest = {{ path = "/{kind}", query = {{ person = "${{customer.id}}" }} }}\n'
        f'[{kind}.list.map]\ncustomer_id = "person"\n{_MAPS[kind]}\n'
        for kind in system.kinds
    )
    return (
        f'schema = 1\nname = "{system.name}"\nsettings = {{ base_url = "http://127.0.0.1:{port}", region = "DE" }}\n'
        f'health.check.request.path = "/people"\n'
        f'[customer.find_by_{system.finds_by}]\nverify = "{system.finds_by}"\n'
        f'request = {{ path = "/people", query = {{ q = "{value}" }} }}\n'
        'map = { name = "name", phones = "[phone]", emails = "[mail]" }\n'
        f'{lists}[tables]\norder = {{ open = "open" }}\ncase = {{ open = "open" }}\n'
    )


def build(folder: Path, ports: dict[str, int]) -> None:
    """A site with the seven."""
    folder.mkdir(parents=True)
    site = f'schema = 1\nname = "Bench"\nregion = "DE"\nplaybook = "{PLAYBOOK}"\n'
    for system in SYSTEMS:
        (folder / f"{system.name}.toml").write_text(manifest(system, ports[system.name]), "utf-8")
        site += f'[[connections]]\nname = "{system.name}"\nmanifest = "{system.name}.toml"\n'
    (folder / "site.toml").write_text(site, "utf-8")


def number(index: int) -> str:
    """A caller nobody has seen before."""
    return f"+4915120{100_000 + index}"


def is_whole(state: CallState) -> bool:
    """Whether it is known who it is, and every system has filled its share of every part."""
    known = state.identity.status is IdentityStatus.IDENTIFIED
    ids = state.identity.customer.ids if known and state.identity.customer is not None else {}
    parts = [part for part in state.parts.values() if part.status is not PartStatus.NOT_OFFERED]
    return len(ids) == len(SYSTEMS) and all(part.status is PartStatus.LIVE and part.rows for part in parts)


async def pops(run: Running) -> list[float]:
    """Milliseconds of each pop; the first, which opens the connections, does not count."""
    found = []
    for index in range(POPS + 1):
        await asyncio.sleep(PAUSE_S)  # what follows a call is done when the next one rings
        began = time.perf_counter()
        call = await run.ring(number(index))
        await run.seen(call, is_whole)
        found.append((time.perf_counter() - began) * 1000)
        await run.end(call)
        await run.finish(call, "x")
    return found[1:]


class Bare:
    """A client that does nothing but ask, on connections that stay open."""

    def __init__(self, ports: dict[str, int]) -> None:
        self._open = {name: http.client.HTTPConnection("127.0.0.1", port) for name, port in ports.items()}

    def ask(self, system: str, path: str) -> None:
        self._open[system].request("GET", path)
        self._open[system].getresponse().read()

    def chain(self, index: int) -> float:
        """Milliseconds of the slowest chain: found in the slowest system by number, then listed there."""
        slowest = max((each for each in SYSTEMS if each.finds_by == "phone"), key=lambda each: each.delay_s)
        began = time.perf_counter()
        self.ask(slowest.name, f"/people?q={quote(number(index))}")
        self.ask(slowest.name, f"/{slowest.kinds[0]}?person={100_000 + index}")
        return (time.perf_counter() - began) * 1000

    def everything(self, index: int) -> float:
        """Milliseconds of all requests of a pop, one after the other."""
        began = time.perf_counter()
        for by in ("phone", "email"):
            for system in SYSTEMS:
                if system.finds_by == by:
                    value = number(index) if by == "phone" else f"p{100_000 + index}@example.com"
                    self.ask(system.name, f"/people?q={quote(value)}")
        for system in SYSTEMS:
            for kind in system.kinds:
                self.ask(system.name, f"/{kind}?person={100_000 + index}")
        return (time.perf_counter() - began) * 1000


async def measure(ports: dict[str, int]) -> None:
    """The pops, and the bare client before and after them."""
    bare = Bare(ports)
    bare.everything(0)  # opens its connections
    chain = [bare.chain(index) for index in range(5)]
    with tempfile.TemporaryDirectory() as folder:
        place = place_in(Path(folder))
        build(place.site, ports)
        async with running(place) as run:
            ours = statistics.median(await pops(run))
    chain += [bare.chain(index) for index in range(5)]
    naive = statistics.median(bare.everything(index) for index in range(3))
    slowest = statistics.median(chain)
    ratio("seven systems, all parts, against the slowest chain", ours, slowest, "ms", BUDGET)
    faster("seven systems, all parts, than one request after the other", ours, naive, "ms")
    say("our own share of a pop over seven systems", ours - slowest, "ms")


def main() -> None:
    """Start the servers, measure, end them."""
    servers = subprocess.Popen([sys.executable, "-m", "tests.bench.seven_servers"], stdout=subprocess.PIPE, text=True)
    try:
        assert servers.stdout is not None
        found = [int(port) for port in servers.stdout.readline().split()]
        ports = dict(zip((system.name for system in SYSTEMS), found, strict=True))
        asyncio.run(measure(ports))
    finally:
        servers.kill()
        servers.wait()


if __name__ == "__main__":
    main()
