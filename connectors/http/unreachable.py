"""Why no connection came about, in one sentence each: different causes have different cures."""

from __future__ import annotations

import re
import ssl

_CLIENT_REFUSED = re.compile(r"ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED)")


def why_unreachable(error: BaseException, *, by_proxy: bool) -> str:
    """Why a connection could not be opened."""
    found = tls_cause(error)
    if isinstance(found, ssl.SSLCertVerificationError):
        return _why_untrusted(found)
    if found is not None:
        return why_refused(found)
    text = str(error).lower()
    if "certificate" in text:
        return "the server's certificate is not trusted"
    if "ssl" in text:
        return "wrong TLS on this port"
    return "the proxy cannot be reached" if by_proxy else "the system cannot be reached"


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
