"""A pass is what a system gives us for a while: many requests use it, and one of them at a time fetches the next."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.auth.sign_in import Means, SignIn
from connectors.errors import AuthError, ConnectorError, Denied, Unavailable
from connectors.http.client import HttpRequest, Sign

SIGNING_IN = "signing in"
LONGEST_S = 8.0
"""How long signing in may take, whoever still waits for it."""
HOLD_S = 30.0
"""So long a refused sign-in is not tried again: systems lock users out after a few wrong passwords."""

CLOSED_S = 300.0
"""So long nobody signs in for a question that was refused to a new pass, while others are answered."""


@dataclass(eq=False, slots=True)
class Pass:
    """Headers that are good until some moment, or for good; `worked` once the system has taken them.

    `base_url` is where the system is to be asked, where that came with the pass; `session` are values that belong
    inside of requests.
    """

    headers: Mapping[str, str]
    good_until: float | None = None
    worked: bool = False
    base_url: str | None = None
    session: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, request: HttpRequest) -> Mapping[str, str]:
        """The headers of a request."""
        del request
        return self.headers


class PassSignIn(SignIn):
    """Signs with a pass; those that know how to fetch one say `fetch`."""

    farewell_s = 0.0
    """How long the end of the connection waits for a pass on its way."""

    def __init__(self, means: Means) -> None:
        self.means = means
        self._pass: Pass | None = None
        self._fetching: asyncio.Task[Pass] | None = None
        self._refused: tuple[float, str, str] | None = None
        self._is_known = False
        self._helps_from = 0.0
        self._closed: dict[str, float] = {}
        self._answered: set[str] = set()

    async def fetch(self) -> Pass:
        """A new pass from the system; raises AuthError where it refuses us."""
        raise NotImplementedError

    async def sign(self) -> Sign:
        """The pass there is, or a new one; who comes while it is fetched waits for the same."""
        now = self.means.clock.monotonic()
        held = self._pass
        if held is not None and (held.good_until is None or now < held.good_until):
            return held
        if self._refused is not None and now < self._refused[0]:
            raise AuthError(self.means.system, self._refused[1], secret=self._refused[2])
        if self._fetching is None:
            # Not the task of who asks: a deadline or a new call must not lose a pass that is on its way.
            self._fetching = asyncio.get_running_loop().create_task(self._fetched())
            self._fetching.add_done_callback(self._ended)
        return await asyncio.shield(self._fetching)

    async def renewed(self, refused: Sign, error: AuthError, about: str) -> Sign | None:
        """The next pass; none where the system has just refused one that was new.

        Raises Denied where the system knows us and a new pass would change nothing: many say one thing of a session
        that is over and of a right that is missing.
        """
        if self.means.clock.monotonic() < self._closed.get(about, 0.0):
            raise self._shut(error)
        if self._pass is refused:
            may_be_a_right = self._may_be_a_right(error)
            if not self._pass.worked and not may_be_a_right:
                self._hold("the system refuses what its own sign-in gave us")
                return None
            if may_be_a_right and self.means.clock.monotonic() < self._helps_from:
                raise self._denied(error)
            self._pass = None
        return await self.sign()

    def refused_anew(self, error: AuthError, about: str) -> ConnectorError:
        """A missing right, where what the system gave us has worked for something else before."""
        if error.is_sure and self._is_known and about not in self._answered:
            self._closed[about] = self.means.clock.monotonic() + CLOSED_S
            return self._shut(error)
        if not self._may_be_a_right(error):
            return error
        self._helps_from = self.means.clock.monotonic() + HOLD_S
        return self._denied(error)

    def use(self, fresh: Pass) -> None:
        """Sign with this from now on."""
        self._pass, self._refused = fresh, None
        self._is_known, self._helps_from = False, 0.0
        self._closed.clear()
        self._answered.clear()

    def accepted(self, sign: Sign, about: str) -> None:
        """The system knew us by this pass, and answered this."""
        if isinstance(sign, Pass):
            sign.worked = self._is_known = True
            self._answered.add(about)

    def forget(self) -> None:
        """A refused sign-in may be tried again."""
        self._refused = None
        self._is_known, self._helps_from = False, 0.0
        self._closed.clear()
        self._answered.clear()

    async def aclose(self) -> None:
        """Stop signing in."""
        if self._fetching is not None:
            task = self._fetching
            await asyncio.wait((task,), timeout=self.farewell_s)
            task.cancel()
            await asyncio.wait((task,))

    async def _fetched(self) -> Pass:
        try:
            async with asyncio.timeout(LONGEST_S):
                self._pass = await self.fetch()
        except TimeoutError:
            detail = f"{SIGNING_IN}: no answer within {LONGEST_S:g} s"
            raise Unavailable(self.means.system, "timeout", detail, sent=False) from None
        except ConnectorError as wrong:
            wrong.while_doing(SIGNING_IN)
            if isinstance(wrong, Unavailable):
                wrong.sent = False  # whatever was to be sent has not been: a write may safely be tried again
            elif isinstance(wrong, AuthError):
                self._hold(wrong.detail, wrong.secret)
            raise
        self._refused = None
        return self._pass

    def _hold(self, why: str, secret: str = "") -> None:
        self._pass = None
        self._refused = (self.means.clock.monotonic() + HOLD_S, why, secret)

    def _may_be_a_right(self, error: AuthError) -> bool:
        """Whether it is a right that is missing; another person, or more consent, may have it."""
        return self._is_known and not self.by_person and not error.is_sure

    def _shut(self, error: AuthError) -> ConnectorError:
        """What a question is answered with that no pass of ours opens; another person's might."""
        return error if self.by_person else self._denied(error)

    def _denied(self, error: AuthError) -> Denied:
        detail = f": {error.detail}" if error.detail else ""
        denied = Denied(self.means.system, None, f"the system knows us, but does not allow us this{detail}")
        denied.said = error.said
        return denied

    def _ended(self, task: asyncio.Task[Pass]) -> None:
        self._fetching = None
        if not task.cancelled():
            task.exception()  # whoever waited has heard it
