"""What a written connector sends by: signed in as its manifest says, bounded, to its own hosts only."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from typing import Any, Literal, Protocol
from urllib.parse import quote

from connectors.auth.tokens import Browse, Tell
from connectors.backend import Secrets
from connectors.errors import Rejected
from connectors.http.client import HttpRequest, HttpResponse
from connectors.manifest.asks import Ask, Decode
from connectors.manifest.model import Manifest
from connectors.manifest.parts import Request
from connectors.manifest.templating import TemplateError, fill
from connectors.rest.questions import header, pairs, path_of

Method = Literal["GET", "POST", "PUT", "PATCH"]
_PLACE = re.compile(r"\{([a-z_]+)\}")


class Sender(Protocol):
    """What carries requests out: the HTTP backend of a manifest, or one that keeps what it carries."""

    manifest: Manifest
    secrets: Secrets

    @property
    def base(self) -> str:
        """The address that paths are put to."""

    async def send(self, ask: Ask, request: HttpRequest, *, is_write: bool) -> HttpResponse:
        """A request and its good answer."""

    async def sign_in(self, browse: Browse, tell: Tell) -> None:
        """Let a person sign in by their browser."""

    def forget(self) -> None:
        """A sign-in that was refused may be tried again."""

    async def aclose(self) -> None:
        """Let go of connections."""


class Transport:
    """The HTTP of one connection: answers are judged by the manifest's rules, and only our errors are raised.

    A path starts at `base_url`; `{name}` in it is filled from the keyword of that name, escaped. An address that an
    answer has named may stand there too, on hosts that are allowed. `body` of an answer is what it holds, decoded.
    """

    def __init__(self, backend: Sender) -> None:
        self._backend = backend
        # One operation may ask many questions at once; the system sees no more of them than of anybody's.
        self._places = asyncio.Semaphore(backend.manifest.connection.limits.concurrency)

    async def get(
        self,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        decode: Decode = "json",
        **filled: object,
    ) -> HttpResponse:
        """Ask; a list in `query` repeats its name, None leaves it out."""
        return await self._send("GET", path, filled, decode, query=query, headers=headers)

    async def post(
        self,
        path: str,
        *,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        decode: Decode = "json",
        reads: bool = False,
        **filled: object,
    ) -> HttpResponse:
        """Send a body. `reads` says that nothing is changed by it, so that it may be sent again."""
        return await self._send(
            "POST", path, filled, decode, json=json, form=form, query=query, headers=headers, is_write=not reads
        )

    async def put(
        self, path: str, *, json: Any = None, headers: Mapping[str, str] | None = None, **filled: object
    ) -> HttpResponse:
        """Put a body in place of what is there."""
        return await self._send("PUT", path, filled, "json", json=json, headers=headers, is_write=True)

    async def patch(
        self, path: str, *, json: Any = None, headers: Mapping[str, str] | None = None, **filled: object
    ) -> HttpResponse:
        """Change some of what is there."""
        return await self._send("PATCH", path, filled, "json", json=json, headers=headers, is_write=True)

    async def _send(
        self,
        method: Method,
        path: str,
        filled: Mapping[str, object],
        decode: Decode,
        *,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        is_write: bool = False,
    ) -> HttpResponse:
        try:
            request = HttpRequest(
                method=method,
                url=self._url(path, filled),
                query=pairs(query),
                headers=self._headers(headers or {}),
                content=json,
                form=None if form is None else dict(pairs(form)),
                decode=decode,
            )
        except TemplateError as wrong:
            raise Rejected(self._backend.manifest.name, None, str(wrong)) from None
        # What is asked, without what is filled in: recordings are found again by it.
        shown = "/…" if "://" in path else path
        ask = Ask(request=Request(path=shown, method=method, query=dict.fromkeys(query or {})), decode=decode)
        async with self._places:
            return await self._backend.send(ask, request, is_write=is_write)

    def _headers(self, given: Mapping[str, str]) -> dict[str, str]:
        """Those of the connection with those of this request, which come first however they are spelled."""
        manifest = self._backend.manifest
        named = {name.casefold() for name in given}
        common = {name: value for name, value in manifest.connection.headers.items() if name.casefold() not in named}
        filled = {**fill(common, {"settings": manifest.settings.model_dump()}), **given}
        return {name: header(value) for name, value in filled.items()}

    def _url(self, path: str, filled: Mapping[str, object]) -> str:
        if "://" in path:
            return path  # the client refuses hosts that are not allowed
        unknown = {name for name in _PLACE.findall(path) if name not in filled}
        if unknown:
            raise TemplateError(f"nothing fills {', '.join(sorted(unknown))}")
        made = _PLACE.sub(lambda place: quote(str(filled[place[1]]), safe=""), path)
        return self._backend.base + path_of(made)
