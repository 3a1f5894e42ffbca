"""Where things are: the site a command is about, its profile folder, the door for a second start."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

import platformdirs

SITE_FILE = "site.toml"
DEMO = "demo"
# The shortest of the systems' limits for the path of a local socket: macOS 104 with its end mark, Linux 108.
_LONGEST_SOCKET = 103
DEMO_SITE = Path(__file__).parent.parent / "resources" / "demo" / "site"


@dataclass(frozen=True, slots=True)
class Place:
    """One site and this user's profile for it; `company` is where the demo company's databases are, on a demo site.

    `playbook` is the one of those that ship which the demo company works with, None for its usual one.
    """

    site: Path
    profile: Path
    company: Path | None = None
    playbook: str | None = None

    @property
    def demo(self) -> bool:
        """Whether this is the embedded demo company."""
        return self.company is not None

    @property
    def is_there(self) -> bool:
        """Whether there is a site at all; its file may still be wrong."""
        return os.path.isfile(self.site / SITE_FILE)

    @property
    def door(self) -> Path:
        """The local socket (a pipe on Windows) at which the running program takes calls and a second start."""
        name = _digest(self.profile, 16)
        if sys.platform == "win32":
            return Path(rf"\\.\pipe\callside-{name}")
        return _runtime_folder(len(name) + len(".sock")) / f"{name}.sock"


def no_site(where: Place) -> str:
    """What is wrong with a place where no site was found."""
    try:
        (where.site / SITE_FILE).stat()
    except PermissionError as error:
        return f"the site in {where.site} cannot be read: {error.strerror}."
    except OSError:
        pass
    return f"there is no site in {where.site}: it has no site.toml."


def data_folder() -> Path:
    """This user's data folder for Callside; not created here."""
    return Path(platformdirs.user_data_dir("callside", appauthor=False))


def place(site: str | None) -> Place:
    """The site named, else the one set up for this user, else the demo company."""
    if site is not None:
        # os.path says nothing about a folder it cannot look at; whoever reads it does.
        return _named(Path(os.path.realpath(os.path.expanduser(site))))
    own = data_folder() / "site"
    return _named(own) if os.path.isfile(own / SITE_FILE) else demo_place()


def demo_place(playbook: str | None = None) -> Place:
    """The demo company: its systems and its profile, both synthetic, in one folder."""
    return demo_in(data_folder() / DEMO, playbook)


def demo_in(folder: Path, playbook: str | None = None) -> Place:
    """The demo company in a folder of its own, as unattended runs and tests use it."""
    return Place(DEMO_SITE, folder / "profile", folder / "company", playbook)


def _named(folder: Path) -> Place:
    return Place(folder, data_folder() / "profiles" / f"{folder.name}-{_digest(folder, 12)}")


def _digest(path: Path, length: int) -> str:
    """A name for a path."""
    # Here and below: nothing is imported before the window's first frame that it can do without.
    import hashlib  # noqa: PLC0415 - see above

    return hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:length]


def _runtime_folder(room: int) -> Path:
    """A folder only this user can enter; a short path, which a socket needs."""
    import tempfile  # noqa: PLC0415 - after the first frame

    own = f"callside-{os.getuid() if hasattr(os, 'getuid') else getpass.getuser()}"
    base = os.environ.get("XDG_RUNTIME_DIR")
    asked = Path(base) / "callside" if base and Path(base).is_dir() else None
    choices = [folder for folder in (asked, Path(tempfile.gettempdir()) / own, Path("/tmp") / own) if folder]
    fitting = (folder for folder in choices if len(os.fsencode(folder)) + 1 + room <= _LONGEST_SOCKET)
    return next(fitting, choices[-1])


def agent_name(where: Place) -> str:
    """How this agent is called on screen and in writes: CALLSIDE_AGENT, else the account's name; Ana in the demo."""
    name = os.environ.get("CALLSIDE_AGENT", "").strip()
    if name or where.demo:
        return name[:80] or "Ana"
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "agent"


@dataclass(frozen=True, slots=True)
class SiteHead:
    """What the window must know of a site before the rest is read: currency, clock, language and keys of its own."""

    currency: str
    zone: tzinfo
    language: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)


def local_today(folder: Path) -> date:
    """The day it is where the site is."""
    return datetime.now(site_head(folder).zone).date()


def site_head(folder: Path) -> SiteHead:
    """The head of a site's file; anything unreadable is said later, by whoever reads the whole of it."""
    import tomllib  # noqa: PLC0415 - after the first frame
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - after the first frame

    try:
        table = tomllib.loads((folder / SITE_FILE).read_text(encoding="utf-8"))
        zone = ZoneInfo(str(table.get("timezone", "UTC")))
        keys = {name: keys for name, keys in dict(table.get("keys", {})).items() if isinstance(keys, str)}
        return SiteHead(str(table.get("currency", "EUR"))[:3], zone, str(table.get("language", ""))[:20], keys)
    except (OSError, ValueError, KeyError, TypeError):
        return SiteHead("EUR", UTC)
