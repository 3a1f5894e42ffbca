"""Why no connection came about, in one sentence each: different causes have different cures."""

from __future__ import annotations

import errno
import re
import socket
import ssl
from collections.abc import Iterator
from urllib.parse import urlsplit

_CLIENT_REFUSED = re.compile(r"ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)")


_NO_ROUTE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.ENETDOWN})
_USUAL_PORTS = {"https": 443, "http": 80}
PERHAPS_TLS = "; perhaps this port wants https"


def place_of(url: str) -> str:
    """The host and port that an address is asked at."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or _USUAL_PORTS.get(parts.scheme)
    except ValueError:
        return ""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def why_unreachable(error: BaseException, *, by_proxy: bool, url: str = "") -> str:
    """Why a connection could not be opened to an address, which is the proxy's where there is one on the way."""
    where = f" at {place_of(url)}" if url else ""
    found = tls_cause(error)
    if isinstance(found, ssl.SSLCertVerificationError):
        return _why_untrusted(found)
    if found is not None:
        return why_refused(found) + where
    text = str(error).lower()
    if "certificate" in text:
        return "the server's certificate is not trusted"
    if "ssl" in text:
        return "wrong TLS on this port"
    who = "the proxy" if by_proxy else "the system"
    return f"{who} cannot be reached{where}{_cause(error)}"


def _cause(error: BaseException) -> str:
    """What the computer says about it, where that is one of the usual."""
    for each in _behind(error):
        if isinstance(each, socket.gaierror):
            return ": there is no such host, or no name service"
        if isinstance(each, ConnectionRefusedError):
            return ": refused, nothing listens on this port"
        if isinstance(each, OSError) and each.errno in _NO_ROUTE:
            return ": there is no route to it"
    return ""


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An exception and all that led to it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _behind(each)
        error = error.__cause__ or error.__context__


def why_refused(error: ssl.SSLError) -> str:
    """What the other side did not like about how we speak TLS, or about our certificate."""
    reason = error.reason or ""
    if "CERTIFICATE_REQUIRED" in reason:
        return "the server wants a client certificate: connection.tls.client_cert"
    if _CLIENT_REFUSED.search(reason):
        return "the server refuses our client certificate"
    if "PROTOCOL_VERSION" in reason or "UNSUPPORTED_PROTOCOL" in reason:
        return "the server speaks no TLS as new as is wanted here"
    if "HANDSHAKE_FAILURE" in reason:
        return "the server refuses the way we speak TLS, or wants a client certificate"
    if isinstance(error, ssl.SSLEOFError):
        return "the server broke off while TLS was being agreed on; it may want a client certificate"
    return "the server does not speak TLS on this port"


def why_proxy_refused(said: str) -> str:
    """What a proxy's answer means; it starts with its status."""
    if said.startswith("407"):
        return "the proxy wants us to sign in: connection.proxy.user and password"
    if said.startswith(("502", "503", "504")):
        return f"the proxy cannot reach the system ({said[:3]})"
    status = f" ({said[:3]})" if said[:3].isascii() and said[:3].isdigit() else ""
    return f"the proxy refuses to connect us to the system{status}"


def tls_cause(error: BaseException) -> ssl.SSLError | None:
    """The TLS error behind an exception."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return None


def _why_untrusted(error: ssl.SSLCertVerificationError) -> str:
    text = (error.verify_message or str(error)).lower()
    if "not yet valid" in text:
        return "the server's certificate is not valid yet: check this computer's clock"
    if "expired" in text:
        return "the server's certificate has expired"
    if "mismatch" in text or "not valid for" in text or "doesn't match" in text:
        return "the server's certificate is for another host"
    return "the server's certificate comes from an authority this computer does not know"
