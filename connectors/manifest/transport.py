"""How a connection travels: what its server must prove, what we show, and the proxy in between."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator

from connectors.manifest.parts import Part, Secret


class TlsPart(Part):
    """Beyond what this computer trusts: the company's own authorities, a certificate of ours, a newer TLS.

    Files are PEM, relative to the manifest; `client_key` may stand in the file of `client_cert`. There is no way to
    turn verification off.
    """

    ca_file: str | None = None
    client_cert: str | None = None
    client_key: str | None = None
    key_password: Secret | None = None
    minimum: Literal["1.2", "1.3"] = "1.2"


class ProxyPart(Part):
    """A proxy: `url` is its address, `system` for what the operating system says, `env` for HTTPS_PROXY and NO_PROXY.

    `no_proxy` are hosts reached without it, with a leading dot whole domains.
    """

    url: str
    user: str | None = None
    password: Secret | None = None
    no_proxy: tuple[str, ...] = ()


def _as_proxy(value: object) -> object:
    return {"url": value} if isinstance(value, str) else value


Proxy = Annotated[ProxyPart, BeforeValidator(_as_proxy)]
"""A proxy, of which most say the address alone."""
