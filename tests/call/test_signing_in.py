"""An agent signs in with the browser: what asked in vain asks again, and what failed stays as it was."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from connectors.errors import AuthError
from desktop.call.signing_in import sign_in, signs_in_by_browser
from tests.call.systems import SameLoop


@dataclass
class Signed:
    name: str = "desk"
    signs_in_by_browser: bool = True
    fails: bool = False
    opened: list[str] = field(default_factory=list)

    async def sign_in(self, browse, tell):
        browse("https://login.example.com/?state=s")
        if self.fails:
            raise AuthError("desk", "the sign-in was refused: access_denied")


@dataclass
class Around:
    """What signing in needs of a context."""

    connectors: tuple
    io: SameLoop = field(default_factory=SameLoop)
    back: list[str] = field(default_factory=list)

    @property
    def delivery(self):
        return self

    async def recovered(self, system):
        self.back.append(system)


@pytest.mark.parametrize("fails", [False, True])
async def test_who_signs_in_goes_on_and_who_does_not_stays_signed_out(fails, caplog):
    around, opened, done = Around((Signed("other", False), Signed(fails=fails))), [], []
    why = []
    await sign_in(around, "desk", opened.append, lambda: done.append(True), why.append)
    await asyncio.sleep(0)
    assert opened == ["https://login.example.com/?state=s"]
    assert (around.back, done) == (([], []) if fails else (["desk"], [True]))
    assert ("access_denied" in caplog.text) is fails
    assert [error.detail for error in why] == (["the sign-in was refused: access_denied"] if fails else [])


async def test_a_system_that_signs_in_by_itself_opens_nothing():
    around, opened, done = Around((Signed("desk", False),)), [], []
    assert not signs_in_by_browser(around.connectors[0])
    assert not signs_in_by_browser(object())
    for name in ("desk", "nothing"):
        await sign_in(around, name, opened.append, lambda: done.append(True), done.append)
    assert (opened, done, around.back) == ([], [], [])
