"""The OAuth server, and somebody at a browser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpx
import pytest

from tests.program.machine import Machine
from tests.systems.place import Place, program
from tests.systems.running import answers, free_port, running

SERVER = Path(__file__).with_name("server.js")
_FORM = re.compile(r'<form[^>]*action="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@dataclass(frozen=True)
class Oidc:
    """A server that runs; its tokens live as long as it was told."""

    url: str

    def counts(self) -> Mapping[str, int]:
        """How often it gave what, and refused what."""
        return dict(httpx.get(f"{self.url}/counts").json())

    def withdraw(self) -> None:
        """The system takes no access token any more that was given so far."""
        httpx.get(f"{self.url}/withdraw").raise_for_status()


@contextmanager
def oidc(folder: Path, lifetime_s: int) -> Iterator[Oidc]:
    """A server of its own, with nobody signed in."""
    installed, port = Place("oidc").installed(), free_port()
    # Modules are looked for beside the file that wants them.
    (folder / "node_modules").symlink_to(installed / "node_modules")
    for name in ("server.js", "package.json"):
        (folder / name).write_bytes(SERVER.with_name(name).read_bytes())
    url = f"http://127.0.0.1:{port}"
    command = [program("node"), folder / "server.js", str(port), str(lifetime_s)]
    with running(command, folder, lambda: answers(f"{url}/counts")):
        yield Oidc(url)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oidc]:
    """A server whose tokens live for half a minute: shorter than the minute before which tokens are renewed."""
    with oidc(tmp_path_factory.mktemp("oidc"), 30) as found:
        yield found


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    """A computer of its own for the command."""
    found = Machine(tmp_path / "machine")
    yield found
    found.end()


async def person(address: str, login: str = "ann", *, consents: bool = True) -> str:
    """What somebody at a browser does: signs in, agrees or does not; the words of the page they end on."""
    async with httpx.AsyncClient(follow_redirects=True) as browser:
        page = await browser.get(address)
        while (form := _FORM.search(page.text)) is not None:
            told = {name: html.unescape(value) for name, value in _HIDDEN.findall(page.text)}
            place = urljoin(str(page.url), html.unescape(form.group(1)))
            if not consents and told.get("prompt") == "consent":
                page = await browser.get(f"{place}/abort")
            elif told.get("prompt") == "login":
                page = await browser.post(place, data={**told, "login": login, "password": "any"})
            else:
                page = await browser.post(place, data=told)
        return page.text
