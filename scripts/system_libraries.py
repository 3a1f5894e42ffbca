"""Ensure the system libraries that Qt loads on Linux: look with the loader itself, install with apt where allowed.

Run by `make system`; `--sip` also wants the softphone and the SIP peer of `make test-sip`, `--keyring` the secret
service of `make test-keyring`, `--a11y` the screen and the accessibility bus of `make test-a11y`, `--web` the browser
of `make bench-web`, `--systems` what the real systems of `make test-systems` run on. Exit code 1 means that
something needed is missing.
"""

from __future__ import annotations

import argparse
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

# Shared library -> Debian package. Ubuntu 24.04 renamed some; apt follows the old names.
OFFSCREEN = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libbrotlidec.so.1": "libbrotli1",
}
SCREEN = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
# Program -> Debian package, or several.
SIP = {"baresip": "baresip-core", "sipp": "sip-tester"}
KEYRING = {"dbus-run-session": "dbus-daemon", "gnome-keyring-daemon": "gnome-keyring"}
WEB = {"chromium": "chromium"}
# Request Tracker's own database is a package apart; as root it is made while it is installed.
SYSTEMS = {
    "pg_ctlcluster": "postgresql",
    "node": "nodejs",
    "npm": "npm",
    "rt-setup-database-5": "request-tracker5 rt5-db-sqlite",
}
A11Y = {"Xvfb": "xvfb", "dbus-run-session": "dbus-daemon", "at-spi-bus-launcher": "at-spi2-core"}
_FOLDERS = ("/usr/sbin", "/sbin", "/usr/libexec", "/usr/lib/at-spi2-core")


def loads(library: str | Path) -> str | None:
    """What the dynamic loader says against a library; None when it loads."""
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        return str(error)
    return None


def missing_libraries(wanted: Mapping[str, str], load: Callable[[str], str | None] = loads) -> list[str]:
    """The Debian packages of the libraries that do not load, in order."""
    return [package for library, package in wanted.items() if load(library) is not None]


def missing_programs(wanted: Mapping[str, str]) -> list[str]:
    """The Debian packages of the programs that are not on PATH or in the system folders."""
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), *_FOLDERS])
    missing = [packages for program, packages in wanted.items() if shutil.which(program, path=path) is None]
    return " ".join(missing).split()


def plugin_complaints(names: Iterable[str]) -> list[str]:
    """What the loader says against Qt's own platform plugins: the last word, whatever the tables above say."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return ["PySide6 is not installed in this environment; run `make setup`"]
    plugins = Path(spec.origin).parent / "Qt" / "plugins" / "platforms"
    return [complaint for name in names if (complaint := loads(plugins / f"lib{name}.so"))]


def has_screen() -> bool:
    """Whether this session has a display to open a window on."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def apt_prefix() -> list[str] | None:
    """How to call apt-get here without asking anybody for a password; None where that is not possible."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command that must not ask for anything, keeping what it says."""
    return subprocess.run(
        command, check=False, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )


def install(prefix: list[str], packages: list[str]) -> None:
    """Install packages with apt, refreshing its lists only when the first try fails."""
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    command = [*apt, "install", "--yes", "--quiet", "--no-install-recommends", *packages]
    print(f"Installing system packages: {' '.join(packages)} ...", flush=True)
    if run(command).returncode == 0:
        return
    run([*apt, "update", "--quiet"])
    second = run(command)
    if second.returncode != 0:
        print(second.stdout[-2000:], file=sys.stderr)


def explain(packages: list[str]) -> None:
    """Tell which packages are missing and the command that installs them."""
    print(f"Callside needs these system packages (Debian and Ubuntu names): {' '.join(packages)}", file=sys.stderr)
    if shutil.which("apt-get"):
        print(f"Install them with: sudo apt-get install {' '.join(packages)}", file=sys.stderr)
    else:
        print("Install their counterparts with your system's package manager.", file=sys.stderr)


def ensure(needed: Callable[[], list[str]], wished: Callable[[], list[str]]) -> bool:
    """Install what is missing where that is allowed; whether everything needed is there in the end.

    What is only wished for rides along with an installation and is never a reason for one.
    """
    missing = needed()
    prefix = apt_prefix() if missing else None
    if prefix is not None:
        install(prefix, [*missing, *wished()])
        missing = needed()
    if missing:
        explain(missing)
    return not missing


def main(arguments: list[str] | None = None) -> int:
    """Check, mend where allowed, and say in one line what is left to do."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sip", action="store_true", help="also the softphone and SIP peer for make test-sip")
    parser.add_argument("--keyring", action="store_true", help="also the secret service for make test-keyring")
    parser.add_argument("--a11y", action="store_true", help="also the screen and accessibility bus for make test-a11y")
    parser.add_argument("--web", action="store_true", help="also the browser for make bench-web")
    parser.add_argument("--systems", action="store_true", help="also what the systems of make test-systems run on")
    options = parser.parse_args(arguments)
    if not sys.platform.startswith("linux"):
        return 0
    tables = {"sip": SIP, "keyring": KEYRING, "a11y": A11Y, "web": WEB, "systems": SYSTEMS}
    asked = [wanted for name, wanted in tables.items() if getattr(options, name)]
    programs = {program: package for wanted in asked for program, package in wanted.items()}
    screen = has_screen() or options.a11y
    libraries = OFFSCREEN | SCREEN if screen else OFFSCREEN
    done = ensure(
        lambda: missing_libraries(libraries) + missing_programs(programs),
        lambda: [] if screen else missing_libraries(SCREEN),
    )
    complaints = plugin_complaints(["qoffscreen", "qxcb"] if screen else ["qoffscreen"]) if done else []
    for complaint in complaints:
        print(f"Qt cannot start: {complaint}", file=sys.stderr)
    return 0 if done and not complaints else 1


if __name__ == "__main__":
    raise SystemExit(main())
