"""Request Tracker, from Debian's package, with a database and settings of its own beside whatever else runs there."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.systems.people import Person, people
from tests.systems.place import NotHere, cache, program
from tests.systems.running import answers, free_port, running

SEED = Path(__file__).with_name("seed.pl")
HOME = Path("/usr/share/request-tracker5")
STATUSES = ("open", "new", "resolved")
PHONE_FIELDS = ("MobilePhone", "HomePhone", "WorkPhone")
RIGHTS = ("SeeQueue", "ShowTicket", "ShowTicketComments", "CreateTicket", "CommentOnTicket", "AdminUsers")
CROWD = people(60)

_SETTINGS = """\
Set($rtname, 'help.example.com');
Set($Organization, 'help.example.com');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebPath, '');
Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rtdb');
Set($MailCommand, 'sendmailpipe');
Set($SendmailPath, '{folder}/keep-mail');
Set($CanonicalizeRedirectURLs, 0);
Set($RestrictReferrer, 0);
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
Set($Timezone, 'UTC');
$RT::MasonDataDir = '{folder}/pages';
$RT::MasonSessionDir = '{folder}/sessions';
1;
"""


@dataclass(frozen=True)
class RequestTracker:
    """One that runs: `mailbox` is what it has sent, `pid` its process."""

    port: int
    token: str
    mailbox: Path
    pid: int

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def mails(self) -> str:
        """Everything it has sent."""
        return self.mailbox.read_text(encoding="utf-8", errors="replace") if self.mailbox.exists() else ""


@contextmanager
def request_tracker(folder: Path) -> Iterator[RequestTracker]:
    """A server with a fresh copy of the people and their tickets."""
    seeded, port = _seeded(), free_port()
    shutil.copyfile(seeded / "rtdb", folder / "rtdb")
    environment = _configured(folder, port)
    url = f"http://127.0.0.1:{port}/REST/2.0/rt"
    command = [HOME / "libexec" / "rt-server", "--host", "127.0.0.1", "--port", str(port), "--max-workers", "2"]
    with running(command, folder, lambda: answers(url, 401), environment) as process:
        token = json.loads((seeded / "token.json").read_text())["token"]
        yield RequestTracker(port, token, folder / "mailbox", process.pid)


def tickets_of(person: Person) -> list[tuple[str, str]]:
    """The subject and status of each of a person's tickets; every tenth person never had one."""
    count = 0 if person.index % 10 == 9 else 1 + person.index % 3
    return [(f"Question {person.index}.{number}", STATUSES[(person.index + number) % 3]) for number in range(count)]


def _configured(folder: Path, port: int) -> Mapping[str, str]:
    """Settings in a folder, and the environment by which RT reads them instead of those of the computer."""
    keep_mail = folder / "keep-mail"
    keep_mail.write_text(f"#!/bin/sh\nexec cat >> '{folder}/mailbox'\n")
    keep_mail.chmod(0o700)
    for name in ("settings.d", "pages", "sessions"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "RT_SiteConfig.pm").write_text(_SETTINGS.format(port=port, folder=folder))
    return {"RT_SITE_CONFIG": str(folder / "RT_SiteConfig.pm"), "RT_SITE_CONFIG_DIR": str(folder / "settings.d")}


def _seeded() -> Path:
    """The folder of a database full of people: made once for each package, seed and list of people."""
    setup = program("rt-setup-database-5")
    if not HOME.exists():
        raise NotHere("Request Tracker's library is not where Debian puts it")
    wanted = _wanted()
    parts = (SEED.read_bytes(), wanted.encode(), (HOME / "lib" / "RT" / "Generated.pm").read_bytes())
    folder = cache() / f"rt-{hashlib.sha256(b''.join(parts)).hexdigest()[:12]}"
    cache().mkdir(parents=True, exist_ok=True)
    with (cache() / ".rt.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "token.json").exists():
            for old in cache().glob("rt-*"):
                shutil.rmtree(old)
            folder.mkdir()
            _fill(folder, setup, wanted)
    return folder


def _fill(folder: Path, setup: str, wanted: str) -> None:
    environment = {**os.environ, **_configured(folder, 1)}
    password = folder / "password"
    password.write_text("nobody signs in by this\n")
    init = (setup, "--action", "init", "--root-password-file", str(password))
    _told(init, environment)
    (folder / "token.json").write_bytes(_told(("perl", str(SEED)), environment, wanted.encode()))


def _told(command: tuple[str, ...], environment: Mapping[str, str], told: bytes = b"") -> bytes:
    made = subprocess.run(command, env=dict(environment), input=told, capture_output=True, check=False)
    if made.returncode != 0:
        raise RuntimeError(f"{command[0]} failed:\n{made.stderr.decode(errors='replace')[-2000:]}")
    return made.stdout


def _wanted() -> str:
    account = {"Name": "callside", "EmailAddress": "callside@example.com", "RealName": "Callside"}
    return json.dumps(
        {
            "people": [_user(person) for person in CROWD],
            "queues": ["Billing"],
            "tickets": [ticket for person in CROWD for ticket in _tickets(person)],
            "account": account,
            "rights": RIGHTS,
        }
    )


def _user(person: Person) -> dict[str, str]:
    """A user as RT keeps one: named by the address, the number in one of three places."""
    return {
        "Name": person.email,
        "EmailAddress": person.email,
        "RealName": person.name,
        "Lang": person.language,
        "Country": person.country,
        "City": person.city,
        PHONE_FIELDS[person.index % 3]: person.phone,
    }


def _tickets(person: Person) -> list[dict[str, object]]:
    return [
        {
            "Queue": ("General", "Billing")[number % 2],
            "Subject": subject,
            "Requestor": [person.email],
            "Status": status,
            "Priority": (0, 20, 80)[number],
            "Content": "Hello, it is me – ü",
        }
        for number, (subject, status) in enumerate(tickets_of(person))
    ]
