"""The one tree of errors a connector may raise.

ConnectorError
 +-- AuthError            sign in again
 +-- RateLimited          the system asked us to wait `retry_after` seconds
 +-- Unavailable          no answer: `kind` is timeout, network, server, busy, breaker or unread
 +-- Rejected             it refused our request with `status`; asking again changes nothing
 |    +-- Denied          it refused our rights
 |    +-- Conflict        somebody else has changed there meanwhile what we wanted to change
 +-- NotFound             it has no such record
 +-- BadPayload           it answered something unreadable; `field` says where

Texts are for IT and the log; the screen words its own sentence by class. No secret and no customer data in them.
"""

from __future__ import annotations


class ConnectorError(Exception):
    """A system could not be used; `system` is the connection's name.

    `said` is the beginning of what the system answered, secrets masked. It may hold a customer's data: only who
    tries a connection gets to see it, and it is part of no text. `sent` is False where a write failed before it was
    sent; an earlier attempt may have been.
    """

    said = ""
    sent: bool = True

    def __init__(self, system: str, detail: str = "") -> None:
        super().__init__(f"{system}: {detail}" if detail else system)
        self.system = system
        self.detail = detail

    def while_doing(self, what: str) -> None:
        """Say what was being done: the error may be told beside another request than the one that failed."""
        self.detail = f"{what}: {self.detail}" if self.detail else what
        self.args = (f"{self.system}: {self.detail}",)


class AuthError(ConnectorError):
    """The system does not know us any more: sign in again.

    `is_sure` where it said so by a status that means nothing else (401), not by a word it may have for missing rights.
    `secret` where it was not asked at all, since there was nothing to sign in with: missing (from the key store),
    absent (there is no key store) or locked.
    """

    def __init__(self, system: str, detail: str = "", *, is_sure: bool = False, secret: str = "") -> None:
        super().__init__(system, detail)
        self.is_sure = is_sure
        self.secret = secret


class RateLimited(ConnectorError):
    """The system asked us to wait; `retry_after` is in seconds, `None` if it did not say."""

    def __init__(self, system: str, retry_after: float | None = None, detail: str = "") -> None:
        super().__init__(system, detail)
        self.retry_after = retry_after


class Unavailable(ConnectorError):
    """No usable answer came; `kind` is one of timeout, network, server, busy, breaker, unread.

    `sent` is False where the request cannot have reached the system, so that even a write may be tried again;
    `retry_in` is in seconds where we know when asking makes sense again. `unread` has not been read before calls.
    """

    def __init__(
        self, system: str, kind: str, detail: str = "", *, sent: bool = True, retry_in: float | None = None
    ) -> None:
        super().__init__(system, detail or kind)
        self.kind = kind
        self.sent = sent
        self.retry_in = retry_in


class Rejected(ConnectorError):
    """The system refused this request for good; never retried by itself."""

    def __init__(self, system: str, status: int | None = None, detail: str = "") -> None:
        super().__init__(system, detail)
        self.status = status


class Denied(Rejected):
    """We may not see or do this in the system."""


class Conflict(Rejected):
    """What was to be changed is no longer what it was: a person must look at it again."""


class NotFound(ConnectorError):
    """The system has no such record."""


class BadPayload(ConnectorError):
    """The system answered something unreadable; `field` names the place."""

    def __init__(self, system: str, field: str = "", detail: str = "") -> None:
        super().__init__(system, detail or f"unreadable {field}".strip())
        self.field = field
