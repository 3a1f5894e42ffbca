"""What is wrong with a source, as a code the screen words its sentence from."""

from __future__ import annotations

from connectors.errors import (
    AuthError,
    BadPayload,
    ConnectorError,
    Denied,
    NotFound,
    RateLimited,
    Rejected,
    Unavailable,
)


def trouble_code(error: ConnectorError) -> tuple[str, float | None]:
    """The code, and the seconds until another try makes sense where that is known."""
    match error:
        case AuthError():
            return "auth", None
        case RateLimited():
            return "rate_limited", error.retry_after
        case Unavailable():
            return error.kind, error.retry_in
        case Denied():
            return "denied", None
        case Rejected():
            return "rejected", None
        case NotFound():
            return "not_found", None
        case BadPayload():
            return "bad_payload", None
        case _:
            return "network", None
