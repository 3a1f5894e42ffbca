"""A real softphone (baresip) and real SIP callers (sipp) on loopback, for the tests."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import socket
import subprocess
import wave
from collections.abc import Iterator
from pathlib import Path

MODULES = ("/usr/lib/baresip/modules", "/usr/lib64/baresip/modules", "/usr/lib/x86_64-linux-gnu/baresip/modules")
SCENARIO = Path(__file__).with_name("caller.xml")


def missing() -> str | None:
    """What is not installed, None when everything is."""
    lacking = [name for name in ("baresip", "sipp") if shutil.which(name) is None]
    return f"not installed: {', '.join(lacking)}" if lacking else None


def free_port(kind: int = socket.SOCK_STREAM) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Softphone:
    """One baresip with its control port, its audio played into the void."""

    def __init__(self, folder: Path) -> None:
        self.sip_port = free_port(socket.SOCK_DGRAM)
        self.control_port = free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        folder = self._folder
        folder.mkdir(parents=True, exist_ok=True)
        with wave.open(str(folder / "silence.wav"), "wb") as silence:
            silence.setnchannels(1)
            silence.setsampwidth(2)
            silence.setframerate(8000)
            silence.writeframes(b"\0\0" * 8000 * 60)
        modules = next(path for path in MODULES if Path(path).is_dir())
        (folder / "config").write_text(
            f"sip_listen 127.0.0.1:{self.sip_port}\nnet_interface 127.0.0.1\n"
            f"audio_source aufile,{folder}/silence.wav\naudio_player aufile,{folder}/out.wav\n"
            f"audio_alert aufile,{folder}/alert.wav\nmodule_path {modules}\n"
            "module g711.so\nmodule aufile.so\nmodule_app account.so\nmodule_app menu.so\nmodule_app ctrl_tcp.so\n"
            f"ctrl_tcp_listen 127.0.0.1:{self.control_port}\n"
        )
        (folder / "accounts").write_text(f"<sip:1001@127.0.0.1:{self.sip_port}>;regint=0;answermode=manual\n")
        with (folder / "baresip.log").open("ab") as log:
            self._process = subprocess.Popen(["baresip", "-f", str(folder)], stdout=log, stderr=log)

    async def ready(self) -> None:
        async with asyncio.timeout(30):
            while not self._listens():
                await asyncio.sleep(0.05)

    def _listens(self) -> bool:
        # A look at the kernel's table: baresip serves one client, so a probing connection would be noticed.
        wanted = f"0100007F:{self.control_port:04X}"
        return any(line.split()[1] == wanted for line in Path("/proc/net/tcp").read_text().splitlines()[1:])

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def caller(phone: Softphone, folder: Path, number: str, name: str = "Caller", talk_ms: int = 30_000) -> Iterator[None]:
    """Somebody calls the softphone from a number, and hangs up after having talked this long."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "callers.csv").write_text(f"SEQUENTIAL\n{number};{name}\n", encoding="utf-8")
    command = [
        *("sipp", f"127.0.0.1:{phone.sip_port}", "-sf", str(SCENARIO), "-inf", str(folder / "callers.csv")),
        *("-s", "1001", "-i", "127.0.0.1", "-p", str(free_port(socket.SOCK_DGRAM)), "-mi", "127.0.0.1"),
        *("-mp", str(free_port(socket.SOCK_DGRAM)), "-m", "1", "-nostdin", "-d", str(talk_ms)),
    ]
    with (folder / "sipp.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        yield
    finally:
        process.kill()
        process.wait()
