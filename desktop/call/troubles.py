"""What is wrong with a source, as a code the screen words its sentence from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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

NO_SECRET: Mapping[str, str] = MappingProxyType(
    {"missing": "no_secret", "absent": "no_key_store", "locked": "key_store_locked"}
)
"""Where no system was asked, since there was nothing to sign in with: that is this computer's business."""


def trouble_code(error: ConnectorError) -> tuple[str, float | None]:
    """The code, and the seconds until another try makes sense where that is known."""
    match error:
        case AuthError():
            return NO_SECRET.get(error.secret, "auth"), None
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
