"""A vendor's documented answers, played on loopback to a manifest that ships, through the whole way of a request."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from urllib.parse import parse_qs

from connectors.auth.tokens import MemoryTokens
from connectors.declarative import bare_connector
from connectors.loading.load import load_manifest
from connectors.loading.shipped import SHIPPED
from connectors.phones import parse_number
from tests.connectors.fakes import FakeClock
from tests.connectors.fault_server import FaultServer, reply

PHONE = parse_number("0151 / 20000004", "DE")
KEY = "7d1f:note.create:0"
EVIL = (
    "O'Brien",
    "x' OR id > 0",
    'x" OR "1"="1',
    "100%",
    "_",
    'say "hi"',
    "a\nb",
    "a\\",
    "üÜ",
    "a) or (b",
    "{x}",
    "a&b=c#d",
)
"""What people are called, and what others type into a search."""
SECRETS = {"odoo-user": "bot", "odoo-password": "s3cret", "hubspot": "t0ken", "odoo": "t0ken", "zoho-client": "s3cret"}


def drafted(customer_id, said="By post"):
    """What a call leaves, whether it becomes a note, a call, a task or a case."""
    return {"customer_id": customer_id, "subject": "Invoice", "text": said, "summary": said, "due_on": "2026-11-23"}


class Vendor:
    """A server with the requests of each question, and its token place."""

    def __init__(self, server, connector, tokens):
        self.server, self.connector, self.tokens = server, connector, tokens
        self.granted = []

    def take(self):
        """What was asked since the last time, but for tokens, and for a read sent again on a new connection."""
        asked = [seen for seen in self.server.seen if "token" not in seen.path]
        self.server.seen.clear()
        return [seen for at, seen in enumerate(asked) if at == 0 or seen != asked[at - 1]]

    def grants(self, path, **more):
        """Give out a token for each refresh token."""

        async def token(seen, writer):
            form = {name: values[0] for name, values in parse_qs(seen.body.decode()).items()}
            self.granted.append(form)
            writer.write(reply({"access_token": f"access-{len(self.granted)}", "token_type": "Bearer", **more}))

        self.server.handlers[path] = token

    def answers(self, path, *given):
        """Give these in turn: a body, or (status, body), or (status, body, headers)."""
        self.server.on(path, *(each if callable(each) else answer(each) for each in given))


def answer(given):
    """The bytes of an answer."""
    if not isinstance(given, tuple):
        return reply(given)
    status, body, *extra = given
    return reply(b"" if body is None else json.dumps(body).encode(), f"{status} Whatever", extra=extra)


@asynccontextmanager
async def vendor(name, *, refresh=None, token_path=None, token_url=None, token=None, **settings):
    """A shipped manifest on a server of our own; `refresh` is the token of somebody who has signed in.

    `token_url` is where tokens come from in place of the provider's own address, which no setting changes.
    """
    async with FaultServer() as server:
        path = SHIPPED / name / "manifest.toml"
        own = {"base_url": server.url, "region": "DE", "currency": "EUR"}
        more = {key: server.url if value == "{url}" else value for key, value in settings.items()}
        manifest = load_manifest(path, {**own, **more})
        if token_url is not None:
            elsewhere = manifest.auth.model_copy(update={"token_url": server.url + token_url})
            manifest, token_path = manifest.model_copy(update={"auth": elsewhere}), token_url
        tokens = MemoryTokens()
        if refresh is not None:
            await tokens.keep(name, refresh)
        connector = bare_connector(manifest, path.parent, SECRETS.get, FakeClock(), None, tokens)
        playing = Vendor(server, connector, tokens)
        if token_path is not None:
            playing.grants(
                token_path, **{key: server.url if value == "{url}" else value for key, value in (token or {}).items()}
            )
        try:
            yield playing
        finally:
            await connector.aclose()
