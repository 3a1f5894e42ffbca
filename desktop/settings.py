"""Where things are: the site a command is about, its profile folder, the door for a second start."""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

SITE_FILE = "site.toml"
DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Place:
    """One site and this user's profile for it; `demo` marks the embedded demo company."""

    site: Path
    profile: Path
    demo: bool = False

    @property
    def door(self) -> Path:
        """The local socket (a pipe on Windows) at which the running program takes calls and a second start."""
        name = hashlib.sha256(str(self.profile).encode("utf-8", "surrogateescape")).hexdigest()[:16]
        if sys.platform == "win32":
            return Path(rf"\\.\pipe\callside-{name}")
        return _runtime_folder() / f"{name}.sock"


def data_folder() -> Path:
    """This user's data folder for Callside; not created here."""
    return Path(platformdirs.user_data_dir("callside", appauthor=False))


def place(site: str | None) -> Place:
    """The site named, else the one set up for this user, else the demo company."""
    if site is not None:
        return _named(Path(site).expanduser().resolve())
    own = data_folder() / "site"
    return _named(own) if (own / SITE_FILE).is_file() else demo_place()


def demo_place() -> Place:
    """The demo company: its systems and its profile, both synthetic, in one folder."""
    folder = data_folder() / DEMO
    return Place(folder / "company", folder / "profile", demo=True)


def throwaway_demo(folder: Path) -> Place:
    """A demo company that leaves nothing behind: for headless runs and tests."""
    return Place(folder / "company", folder / "profile", demo=True)


def _named(folder: Path) -> Place:
    name = hashlib.sha256(str(folder).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return Place(folder, data_folder() / "profiles" / f"{folder.name}-{name}")


def _runtime_folder() -> Path:
    """A folder only this user can enter: socket paths are short by law, so it is not the data folder."""
    base = os.environ.get("XDG_RUNTIME_DIR")
    if base and Path(base).is_dir():
        return Path(base) / "callside"
    return Path(tempfile.gettempdir()) / f"callside-{os.getuid() if hasattr(os, 'getuid') else getpass.getuser()}"


def agent_name() -> str:
    """How this agent is called on screen and in writes: CALLSIDE_AGENT, else the account's name."""
    name = os.environ.get("CALLSIDE_AGENT", "").strip()
    if name:
        return name[:80]
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "agent"
