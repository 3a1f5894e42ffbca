"""A Tryton server on the people and sales of `plan.py`, restored from the dump beside this file."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgresql import Server
from tests.systems.place import Place
from tests.systems.running import answers, free_port, running

DUMP = Path(__file__).with_name("tryton.dump.xz")


def configuration(folder: Path, server: Server, port: int) -> Path:
    """A configuration for a database on a private server."""
    file = folder / "trytond.conf"
    file.write_text(f"[database]\nuri={server.url('')}\n[web]\nlisten=127.0.0.1:{port}\n")
    return file


@contextmanager
def tryton(folder: Path, server: Server, database: str = "tryton") -> Iterator[str]:
    """The address of a server while it runs; raises NotHere where Tryton is not installed."""
    programs = Place("tryton").installed() / "bin"
    dump = folder / "tryton.dump"
    dump.write_bytes(lzma.decompress(DUMP.read_bytes()))
    server.restore(database, dump)
    port = free_port()
    settings = configuration(folder, server, port)
    url = f"http://127.0.0.1:{port}/{database}"
    command = (programs / "python", programs / "trytond", "-c", settings, "-d", database)
    # The first answer is that nobody has signed in: then the models are loaded.
    with running(command, folder, lambda: answers(f"{url}/rest/model/ir.module", 401)):
        yield url
