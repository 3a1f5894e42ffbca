"""Which proxy a connection takes: its own, the environment's, the operating system's, or none."""

from __future__ import annotations

import urllib.request
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from connectors.errors import Rejected
from connectors.manifest.transport import ProxyPart
from connectors.secrets import Vault


@dataclass(frozen=True, slots=True)
class Route:
    """A proxy by its address, without the sign-in; that is never shown."""

    url: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def route_to(address: str, proxy: ProxyPart | None, vault: Vault, system: str) -> Route | None:
    """The proxy on the way to an address, None where there is none."""
    url = urlsplit(address)
    host = url.hostname or ""
    if proxy is None or (proxy.no_proxy and _bypass({"no": ",".join(proxy.no_proxy)}, host)):
        return None
    found: str | None = proxy.url
    if proxy.url in {"system", "env"}:
        by_system = proxy.url == "system"
        known = urllib.request.getproxies() if by_system else urllib.request.getproxies_environment()
        if urllib.request.proxy_bypass(host) if by_system else _bypass(known, host):
            return None
        found = known.get(url.scheme) or known.get("all")
    if not found:
        return None
    route = _route(found, vault, system)
    if proxy.password is None or proxy.user is None:
        return route
    return Route(route.url, vault.given(proxy.user), vault.read(proxy.password))


def _bypass(known: dict[str, str], host: str) -> bool:
    """Whether a host is reached without a proxy; the standard library's reading of NO_PROXY, which it does not type."""
    return bool(urllib.request.proxy_bypass_environment(host, known))  # type: ignore[attr-defined]


def _route(found: str, vault: Vault, system: str) -> Route:
    """What the computer says, whose address may hold a sign-in."""
    try:
        url = urlsplit(found if "://" in found else f"http://{found}")
        host, port = url.hostname, url.port
    except ValueError:
        host, port = None, None
    if not host or url.scheme not in {"http", "https"}:
        raise Rejected(system, None, "the proxy's address is none of http:// or https://")
    password = unquote(url.password) if url.password else None
    if password:
        vault.learn(password)
    where = f"[{host}]" if ":" in host else host
    address = f"{url.scheme}://{where}" + (f":{port}" if port else "")
    return Route(address, unquote(url.username) if url.username else None, password)
