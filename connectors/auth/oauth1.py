"""OAuth 1.0a (RFC 5849): each request carries a signature of its own, with a time and a nonce."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from urllib.parse import quote, urlencode

from oauthlib.oauth1 import Client

from connectors.auth.sign_in import Means, SignIn
from connectors.errors import Rejected
from connectors.http.client import HttpRequest, Sign
from connectors.manifest.auth import OAuth1Auth

# It writes what it signs, which is what customers are asked by.
logging.getLogger("oauthlib").setLevel(logging.WARNING)


class OAuth1SignIn(SignIn):
    """Signs with the application's key and, where there is one, a token of its user."""

    names = ("Authorization",)

    def __init__(self, auth: OAuth1Auth, means: Means) -> None:
        self._auth = auth
        self._means = means

    async def sign(self) -> Sign:
        """A signer with the secrets as they are now."""
        auth, vault = self._auth, self._means.vault
        keys = {
            "client_key": vault.given(auth.consumer_key),
            "client_secret": vault.read(auth.consumer_secret),
            "resource_owner_key": vault.given(auth.token) if auth.token is not None else None,
            "resource_owner_secret": vault.read(auth.token_secret) if auth.token_secret is not None else None,
        }
        return lambda request: self._signed(request, keys)

    def _signed(self, request: HttpRequest, keys: Mapping[str, str | None]) -> Mapping[str, str]:
        """The header for one sending: a second one of the same request gets another nonce."""
        client = Client(
            **keys,
            signature_method=self._auth.signature,
            realm=self._auth.realm,
            timestamp=str(int(self._means.clock.now().timestamp())),
        )
        address = request.url
        if request.query:
            address = address.partition("?")[0] + "?" + urlencode(request.query, quote_via=quote)
        body, headers = None, {}
        if request.form is not None:
            # Only a form is signed with its fields; any other body travels as it is.
            body = urlencode(request.form, quote_via=quote)
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            _, signed, _ = client.sign(address, request.method, body, headers)
        except ValueError:
            raise Rejected(self._means.system, None, "the request cannot be signed as it is") from None
        return {"Authorization": signed["Authorization"]}
