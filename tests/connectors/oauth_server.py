"""A small OAuth 2.0 provider for tests: client credentials, code with PKCE, refresh tokens that rotate and are revoked."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlencode

from tests.connectors.fault_server import reply

CLIENT, SECRET = "callside", "cl!ent s3cret"


class Provider:
    """Gives out tokens at /token and codes at /authorize; `lives_s` is what it says about their life."""

    def __init__(self, server, *, lives_s=600, rotates=True):
        self.lives_s, self.rotates = lives_s, rotates
        self.asked = []
        self.access = set()
        self.refresh = {}
        self.codes = {}
        self.count = 0
        self.answer = None
        self.gate = None
        server.handlers["/token"] = self.token
        server.handlers["/api"] = self.api

    async def token(self, seen, writer):
        form = {name: values[0] for name, values in parse_qs(seen.body.decode(), keep_blank_values=True).items()}
        self.asked.append(form)
        if self.gate is not None:
            await self.gate.wait()
        writer.write(self.answer or self.granted(form, seen.headers.get("authorization", "")))

    async def api(self, seen, writer):
        token = seen.headers.get("authorization", "").removeprefix("Bearer ")
        writer.write(reply({"id": 1}) if token in self.access else reply({}, "401 Unauthorized"))

    def granted(self, form, authorization):
        match form["grant_type"]:
            case "client_credentials":
                pair = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ""
                inside = f"{form.get('client_id')}:{form.get('client_secret')}"
                good = pair == "callside:cl%21ent+s3cret" or inside == f"{CLIENT}:{SECRET}"
                return self.tokens() if good else refused("invalid_client", "401 Unauthorized")
            case "authorization_code":
                asked = self.codes.pop(form["code"], None)
                digest = hashlib.sha256(form["code_verifier"].encode()).digest()
                challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
                if asked is None or (asked["redirect_uri"], asked["code_challenge"]) != (
                    form["redirect_uri"],
                    challenge,
                ):
                    return refused("invalid_grant")
                return self.tokens(family=form["code"])
            case "refresh_token":
                family = self.refresh.get(form["refresh_token"])
                if family is None or family[1]:
                    # Used twice: whoever holds the other copy may be a thief, so that the whole family ends.
                    self.refresh = {k: v for k, v in self.refresh.items() if family is None or v[0] != family[0]}
                    return refused("invalid_grant")
                if self.rotates:
                    self.refresh[form["refresh_token"]] = (family[0], True)
                return self.tokens(family=family[0])
        return refused("unsupported_grant_type")

    def tokens(self, family=None):
        self.count += 1
        token = f"access-{self.count}"
        self.access.add(token)
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": self.lives_s}
        if family is not None and (self.rotates or self.count == 1):
            answer["refresh_token"] = f"refresh-{self.count}"
            self.refresh[answer["refresh_token"]] = (family, False)
        return reply(answer)

    def browser(self, address, **changes):
        """What a person does there: sign in and be sent back; the address to open next."""
        asked = {name: values[0] for name, values in parse_qs(address.partition("?")[2]).items()}
        self.codes["code-1"] = asked
        back = {"code": "code-1", "state": asked["state"], **changes}
        return (
            asked["redirect_uri"] + "?" + urlencode({name: value for name, value in back.items() if value is not None})
        )


def refused(error, status="400 Bad Request"):
    return reply({"error": error, "error_description": "user bob@example.com is not known"}, status)
