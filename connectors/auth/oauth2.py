"""OAuth 2.0: how a token is asked for, what its answer means, and signing in as the system itself."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus, urlsplit

from connectors.auth.passes import LONGEST_S, Pass, PassSignIn
from connectors.auth.sign_in import Means
from connectors.errors import AuthError, BadPayload, RateLimited, Rejected, Unavailable
from connectors.http.client import HttpClient, HttpRequest, HttpResponse, origin, retry_after
from connectors.manifest.auth import ClientAuth, TokenAuth
from connectors.manifest.templating import TemplateError, fill

SLACK_S = 60.0
"""A token is fetched anew so long before it expires, or a third of its lifetime where that is shorter."""
_CODE = re.compile(r"[a-z_]{1,60}\Z")
_THEIRS = frozenset({"temporarily_unavailable", "server_error", "slow_down"})


class TokenPlace:
    """Where tokens are given out: one address, asked with a form."""

    def __init__(self, address: str, means: Means) -> None:
        self._means = means
        self._address = address
        self._client: HttpClient | None = None

    async def ask(self, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Mapping[str, Any]:
        """The answer to a form; raises AuthError where it refuses."""
        url = filled(self._address, self._means)
        if self._client is None:
            parts = urlsplit(url)
            self._client = self._means.elsewhere(f"{parts.scheme}://{parts.netloc}")
        request = HttpRequest("POST", url, headers=headers or {}, form=form)
        response = await self._client.send(request, seconds=LONGEST_S, repeatable=False)
        return self._judged(response)

    async def aclose(self) -> None:
        """Let go of its connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    def _judged(self, response: HttpResponse) -> Mapping[str, Any]:
        system, status, body = self._means.system, response.status, response.body
        code = body.get("error") if isinstance(body, dict) else None
        if status == 429:
            raise RateLimited(system, retry_after(response.headers, self._means.clock.now()), "too many sign-ins (429)")
        if status in {408, 425} or status >= 500 or code in _THEIRS:
            raise Unavailable(system, "server", f"the sign-in failed ({status})", sent=False)
        if isinstance(code, str):
            # Its description may name the user; the code alone says what is wrong.
            raise AuthError(system, f"the sign-in was refused: {code if _CODE.match(code) else status}")
        if status in {400, 401, 403}:
            raise AuthError(system, f"the sign-in was refused ({status})")
        if not 200 <= status < 300:
            raise Rejected(system, status, f"no token is given out at token_url ({status})")
        if response.problem is not None or not isinstance(body, dict):
            raise BadPayload(system, "auth", response.problem or "the answer to the sign-in is no JSON object")
        return body


def token_pass(answer: Mapping[str, Any], asked_at: float, means: Means, auth: TokenAuth) -> Pass:
    """The pass that an answer is; its time counts from the moment of asking, by the clock that never goes back."""
    token, kind = answer.get("access_token"), answer.get("token_type")
    if not isinstance(token, str) or not re.fullmatch(r"[\x21-\x7e]{1,16000}", token):
        raise BadPayload(means.system, "access_token", "the answer to the sign-in has no access_token")
    if isinstance(kind, str) and kind.casefold() not in {"bearer", auth.scheme.casefold()}:
        raise BadPayload(means.system, "token_type", "the sign-in gives tokens of a kind that is not Bearer")
    means.vault.learn(token)
    lifetime = _seconds(answer.get("expires_in"))
    good_until = None if lifetime is None else asked_at + lifetime - min(SLACK_S, lifetime / 3)
    return Pass({"Authorization": f"{auth.scheme} {token}"}, good_until, base_url=_base_url(answer, means, auth))


def _base_url(answer: Mapping[str, Any], means: Means, auth: TokenAuth) -> str | None:
    """Where the answer says that the system is; raises BadPayload for a place that the manifest does not name."""
    told = answer.get(auth.base_url_in) if auth.base_url_in is not None else None
    if told is None:
        return None
    place, own = origin(str(told)), origin(str(means.inputs["settings"]["base_url"]))
    is_safe = place is not None and (place[0] == "https" or place[1] == "127.0.0.1")
    if place is not None and (place == own or (is_safe and place[1].endswith(auth.base_hosts))):
        return str(told).rstrip("/")
    raise BadPayload(means.system, str(auth.base_url_in), "the sign-in names an address outside of auth.base_hosts")


def client_headers(client_id: str, client_secret: str) -> Mapping[str, str]:
    """The client's own sign-in, each half encoded as RFC 6749 wants it."""
    pair = f"{quote_plus(client_id)}:{quote_plus(client_secret)}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def filled(address: str, means: Means) -> str:
    """An address with the site's settings in it."""
    try:
        return str(fill(address, means.inputs))
    except TemplateError:
        raise Rejected(means.system, None, "a setting does not fit the address of the sign-in") from None


def _seconds(value: Any) -> float | None:
    """A lifetime, which some systems write as a text; none for what is none."""
    try:
        seconds = float(value) if isinstance(value, str | int | float) and value is not True else 0.0
    except (TypeError, ValueError):
        return None
    return seconds if 0 < seconds < 10**9 else None


class ClientSignIn(PassSignIn):
    """The system signs in by its own name; the token is kept in memory and fetched again before it expires."""

    names = ("Authorization",)

    def __init__(self, auth: ClientAuth, means: Means) -> None:
        super().__init__(means)
        self._auth = auth
        self._place = TokenPlace(auth.token_url, means)

    async def fetch(self) -> Pass:
        """A new token."""
        auth, vault = self._auth, self.means.vault
        client, secret = vault.given(filled(auth.client_id, self.means)), vault.read(auth.client_secret)
        form = {"grant_type": "client_credentials", **vault.within(auth.params)}
        if auth.scope:
            form["scope"] = filled(auth.scope, self.means)
        headers: Mapping[str, str] = {}
        if auth.client_in == "header":
            headers = client_headers(client, secret)
            vault.learn(headers["Authorization"].removeprefix("Basic "))
        else:
            form |= {"client_id": client, "client_secret": secret}
        asked_at = self.means.clock.monotonic()
        return token_pass(await self._place.ask(form, headers), asked_at, self.means, auth)

    async def aclose(self) -> None:
        """Stop signing in."""
        await super().aclose()
        await self._place.aclose()
