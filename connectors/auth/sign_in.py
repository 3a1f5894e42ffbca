"""How a connection signs in: what each request carries, and what is done once where the system knows us no more."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from connectors.auth.tokens import Browse, Tell, TokenKeep
from connectors.backend import Inputs
from connectors.clock import Clock
from connectors.errors import AuthError, ConnectorError, NotFound, Rejected
from connectors.http.answers import Answers
from connectors.http.client import HttpClient, HttpRequest, HttpResponse, Sign, unsigned
from connectors.manifest.asks import Ask, ErrorRule
from connectors.manifest.auth import (
    Auth,
    BasicAuth,
    BearerAuth,
    ClientAuth,
    FieldsAuth,
    HeaderAuth,
    NoAuth,
    OAuth1Auth,
    PersonAuth,
    SessionAuth,
)
from connectors.secrets import Vault

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Means:
    """What signing in is done with: the connection's own secrets, requests, judgement of answers, and time.

    `elsewhere` is a client for the place where tokens are given out, which is often not the system itself.
    """

    system: str
    vault: Vault
    clock: Clock
    fill: Callable[[Ask], HttpRequest]
    send: Callable[[HttpRequest], Awaitable[HttpResponse]]
    elsewhere: Callable[[str], HttpClient]
    inputs: Inputs
    answers: Answers
    tokens: TokenKeep
    rules: Sequence[ErrorRule] = ()


class SignIn:
    """Signs nothing; `names` are the headers that the other ways set."""

    names: tuple[str, ...] = ()
    by_person = False
    """Whether somebody has to sign in with their browser."""

    async def ask(self, send: Callable[[Sign], Awaitable[T]], about: str = "") -> T:
        """Send a request signed; where the system no longer knows us, sign in anew and send it once more.

        `about` names what is asked, whoever it is asked of: some of it may be closed to us, however often we sign in.
        """
        sign = await self.sign()
        try:
            return await self._sent(sign, send, about)
        except AuthError as error:
            renewed = await self.renewed(sign, error, about)
            if renewed is None:
                raise
        try:
            return await self._sent(renewed, send, about)
        except AuthError as again:
            raise self.refused_anew(again, about) from None

    async def sign(self) -> Sign:
        """What requests are signed with now; it may have to be fetched."""
        return unsigned

    async def renewed(self, refused: Sign, error: AuthError, about: str) -> Sign | None:
        """What to sign with instead of what the system refused; None where asking again changes nothing."""
        del refused, error, about
        return None

    def refused_anew(self, error: AuthError, about: str) -> ConnectorError:
        """What it means that a new sign-in has not helped."""
        del about
        return error

    def accepted(self, sign: Sign, about: str) -> None:
        """The system knew us by this, and answered this."""

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Let a person sign in, where that is how it is done."""
        del browse, tell
        raise Rejected("", None, "nobody signs in to this system by a browser")

    def forget(self) -> None:
        """Try what was refused again: somebody did something about it."""

    async def aclose(self) -> None:
        """Let go of what is under way."""

    async def _sent(self, sign: Sign, send: Callable[[Sign], Awaitable[T]], about: str) -> T:
        try:
            answer = await send(sign)
        except (NotFound, Rejected):
            self.accepted(sign, about)
            raise
        self.accepted(sign, about)
        return answer


class SecretHeader(SignIn):
    """One header made of secrets, the same in every request."""

    def __init__(self, name: str, make: Callable[[], str], vault: Vault) -> None:
        self.names = (name,)
        self._make = make
        self._vault = vault

    async def sign(self) -> Sign:
        """The header, from the secrets as they are now."""
        value = self._make()
        self._vault.learn(value.rpartition(" ")[2])
        return lambda request: {self.names[0]: value}


@dataclass(frozen=True, slots=True)
class Inside:
    """Signs by values inside of a request: `session` has them by their names."""

    session: Mapping[str, str]

    def __call__(self, request: HttpRequest) -> Mapping[str, str]:
        """No headers."""
        del request
        return {}


class SecretFields(SignIn):
    """Secrets inside of questions, the same in every request."""

    def __init__(self, auth: FieldsAuth, vault: Vault) -> None:
        self._fields = auth.fields
        self._vault = vault

    async def sign(self) -> Sign:
        """The secrets as they are now."""
        return Inside({name: self._vault.read(reference) for name, reference in self._fields.items()})


def sign_in_of(auth: Auth, means: Means) -> SignIn:
    """The way to sign in that a manifest asks for."""
    vault = means.vault
    match auth:
        case NoAuth():
            return SignIn()
        case BasicAuth():
            return SecretHeader("Authorization", lambda: _basic(vault, auth), vault)
        case BearerAuth():
            return SecretHeader("Authorization", lambda: "Bearer " + vault.header(auth.token), vault)
        case HeaderAuth():
            return SecretHeader(auth.name, lambda: vault.header(auth.value), vault)
        case FieldsAuth():
            return SecretFields(auth, vault)
        case SessionAuth():
            # Each of these is used by few sites.
            from connectors.auth.session import SessionSignIn  # noqa: PLC0415 - it builds on this module

            return SessionSignIn(auth, means)
        case ClientAuth():
            from connectors.auth.oauth2 import ClientSignIn  # noqa: PLC0415 - it builds on this module

            return ClientSignIn(auth, means)
        case PersonAuth():
            from connectors.auth.person import PersonSignIn  # noqa: PLC0415 - it builds on this module

            return PersonSignIn(auth, means)
        case OAuth1Auth():
            from connectors.auth.oauth1 import OAuth1SignIn  # noqa: PLC0415 - oauthlib, which few sites need

            return OAuth1SignIn(auth, means)


def _basic(vault: Vault, auth: BasicAuth) -> str:
    pair = f"{vault.given(auth.user)}:{vault.given(auth.password)}"
    return "Basic " + base64.b64encode(pair.encode()).decode()
