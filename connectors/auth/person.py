"""OAuth 2.0 as the agent: the system's own browser once (RFC 8252, PKCE), a refresh token from then on."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from connectors.auth.callback import Callback
from connectors.auth.oauth2 import TokenPlace, filled, token_pass
from connectors.auth.passes import Pass, PassSignIn
from connectors.auth.sign_in import Means
from connectors.auth.tokens import Browse, Tell
from connectors.errors import AuthError, BadPayload
from connectors.manifest.auth import PersonAuth

PATIENCE_S = 300.0
"""So long a person may take to sign in."""
AGAIN = "sign in again"
USED_UP = ("invalid_grant", "invalid_code")
"""What providers say of a refresh token that is worth nothing any more."""


class PersonSignIn(PassSignIn):
    """Signs as whoever signed in last; the refresh token is stored before what it bought is used."""

    names = ("Authorization",)
    by_person = True
    farewell_s = 1.0
    """A refresh token that was used and whose successor is lost signs the person out."""

    def __init__(self, auth: PersonAuth, means: Means) -> None:
        super().__init__(means)
        self._auth = auth
        self._place = TokenPlace(auth.token_url, means)

    async def fetch(self) -> Pass:
        """A new token for the refresh token as it is now: another process may have changed it."""
        means, tokens = self.means, self.means.tokens
        async with tokens.held(means.system):
            refresh = await tokens.read(means.system)
            if refresh is None:
                raise AuthError(means.system, "nobody has signed in: " + AGAIN)
            means.vault.learn(refresh)
            asked_at = means.clock.monotonic()
            try:
                answer = await self._ask({"grant_type": "refresh_token", "refresh_token": refresh})
            except AuthError as refused:
                if refused.detail.endswith(USED_UP):
                    # Used up or withdrawn. Sent once more it would only raise an alarm at the provider.
                    await tokens.forget(means.system)
                raise AuthError(means.system, f"{refused.detail}: {AGAIN}") from None
            await self._keep(answer)
        return token_pass(answer, asked_at, means, self._auth)

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Open the browser, wait for the person, take the code back and store what it buys."""
        means, auth = self.means, self._auth
        verifier, state = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        async with Callback(means.system, auth.redirect_port or 0, auth.redirect_path, state) as callback:
            address = self._address(callback.address, verifier, state)
            tell(address)
            browse(address)
            code = await callback.code(PATIENCE_S)
        asked_at = means.clock.monotonic()
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": callback.address}
        answer = await self._ask({**form, "code_verifier": verifier})
        if not isinstance(answer.get("refresh_token"), str):
            detail = "the sign-in gives no refresh_token: its scope or params may have to ask for one"
            raise BadPayload(means.system, "refresh_token", detail)
        async with means.tokens.held(means.system):
            await self._keep(answer)
        self.use(token_pass(answer, asked_at, means, auth))

    async def aclose(self) -> None:
        """Stop signing in."""
        await super().aclose()
        await self._place.aclose()

    def _address(self, redirect: str, verifier: str, state: str) -> str:
        auth, vault = self._auth, self.means.vault
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        query = {
            **vault.within(auth.params),
            "response_type": "code",
            "client_id": vault.given(filled(auth.client_id, self.means)),
            "redirect_uri": redirect,
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        if auth.scope:
            query["scope"] = filled(auth.scope, self.means)
        address = filled(auth.authorize_url, self.means)
        return address + ("&" if "?" in address else "?") + urlencode(query)

    async def _ask(self, form: Mapping[str, str]) -> Mapping[str, Any]:
        auth, vault = self._auth, self.means.vault
        client = {"client_id": vault.given(filled(auth.client_id, self.means))}
        if auth.client_secret is not None:
            client["client_secret"] = vault.read(auth.client_secret)
        return await self._place.ask({**form, **client})

    async def _keep(self, answer: Mapping[str, Any]) -> None:
        """Store a refresh token where the answer brings one; without one the last goes on."""
        refresh = answer.get("refresh_token")
        if isinstance(refresh, str) and refresh:
            self.means.vault.learn(refresh)
            await self.means.tokens.keep(self.means.system, refresh)
