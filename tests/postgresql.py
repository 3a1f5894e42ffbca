"""A private PostgreSQL on loopback, in a folder of its own that goes with it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FOLDERS = [*sorted(Path("/usr/lib/postgresql").glob("*/bin")), Path("/usr/local/bin"), Path("/usr/bin")]
BIN = next((folder for folder in FOLDERS if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


class Server:
    """A private server; as root it runs as the system's postgres user, since it refuses to be root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])

    def run(self, program: str, *arguments: str, text: str | None = None) -> str:
        """Run one of PostgreSQL's own programs and give what it prints; raises RuntimeError with what it complains of."""
        assert BIN is not None
        command = [str(BIN / program), *arguments]
        if os.geteuid() == 0:
            user = ("--reuid=postgres", "--regid=postgres", "--clear-groups")
            command = [shutil.which("setpriv") or "setpriv", *user, *command]
        ended = subprocess.run(command, check=False, capture_output=True, cwd=self.folder, text=True, input=text)
        if ended.returncode != 0:
            raise RuntimeError(f"{program}: {ended.stderr[-2000:]}")
        return ended.stdout

    def make(self) -> None:
        """Make the data folder. Everybody is trusted but the role `reader`, who must know its password."""
        self.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync", "-D", f"{self.folder}/data")
        hba = self.folder / "data" / "pg_hba.conf"
        hba.write_text("host all reader 127.0.0.1/32 scram-sha-256\n" + hba.read_text())

    def start(self) -> None:
        """Start, and wait until it takes connections."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} -c fsync=off"
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-o", options, "-l", f"{self.folder}/log", "-w", "start")

    def stop(self) -> None:
        """Stop at once; nothing here is worth keeping."""
        self.run("pg_ctl", "-D", f"{self.folder}/data", "-m", "immediate", "-w", "stop")

    def create(self, database: str) -> str:
        """Make an empty database and give its address."""
        self.run("createdb", *self._place(), database)
        return self.url(database)

    def restore(self, database: str, dump: Path) -> str:
        """Make a database from a `pg_dump -Fc` and give its address."""
        address = self.create(database)
        # Copied, since the server's user may not be able to enter the folder of the tests.
        copy = self.folder / f"{database}.dump"
        shutil.copyfile(dump, copy)
        copy.chmod(0o644)  # whatever this process gives to new files
        self.run("pg_restore", *self._place(), "-d", database, "--no-owner", str(copy))
        copy.unlink()
        return address

    def dump(self, database: str) -> bytes:
        """A database as `pg_dump -Fc` keeps it, without its owners; not compressed, which is better done on the whole."""
        kept = self.folder / f"{database}.dump"
        options = ("-Fc", "-Z0", "--no-owner", "--no-privileges", "-f", str(kept))
        self.run("pg_dump", *self._place(), *options, database)
        return kept.read_bytes()

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{user}@127.0.0.1:{self.port}/{database}"

    def execute(self, sql: str, database: str = "postgres") -> str:
        """Run statements as the owner of everything; what they select, a row a line."""
        return self.run("psql", *self._place(), "-qAt", "-v", "ON_ERROR_STOP=1", "-d", database, "-f", "-", text=sql)

    def _place(self) -> tuple[str, ...]:
        return ("-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres")


@contextmanager
def private_server() -> Iterator[Server]:
    """A server that runs, and is gone afterwards."""
    # Not pytest's own folder: another user must be able to enter it.
    folder = Path(tempfile.mkdtemp(prefix="callside-pg-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        server = Server(folder)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)
