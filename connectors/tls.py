"""What this computer trusts, for all connections of the process."""

from __future__ import annotations

import ssl

import truststore


class Tls:
    """One context for everybody: the operating system's certificates, and the company's own where given.

    It is made when the first connection needs it, since that takes a tenth of a second. There is no way to turn
    verification off.
    """

    def __init__(self, extra_ca: str | None = None) -> None:
        self._extra_ca = extra_ca
        self._context: ssl.SSLContext | None = None

    def context(self) -> ssl.SSLContext:
        """The context, TLS 1.2 and newer."""
        if self._context is None:
            context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.minimum_version = ssl.TLSVersion.TLSv1_2
            if self._extra_ca is not None:
                context.load_verify_locations(self._extra_ca)
            self._context = context
        return self._context
