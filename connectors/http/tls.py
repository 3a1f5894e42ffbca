"""What this computer trusts, for all connections of the process, and what some connections trust or show besides."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import truststore

from connectors.errors import Rejected
from connectors.manifest.transport import TlsPart

Password = Callable[[], str]
_VERSIONS = {"1.2": ssl.TLSVersion.TLSv1_2, "1.3": ssl.TLSVersion.TLSv1_3}


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

    def with_part(self, part: TlsPart, folder: Path, system: str, password: Password) -> Tls:
        """The one of a connection that says more; it raises Rejected where its files cannot be used."""
        return self if part == TlsPart() else OwnTls(part, folder, system, password, self._extra_ca)


class OwnTls(Tls):
    """The context of one connection: authorities, a certificate and a least version of its own."""

    def __init__(self, part: TlsPart, folder: Path, system: str, password: Password, extra_ca: str | None) -> None:
        super().__init__(extra_ca)
        self._part = part
        self._folder = folder
        self._system = system
        self._password = password

    def context(self) -> ssl.SSLContext:
        """The context; what is wrong with a file is told by its name."""
        if self._context is None:
            context = super().context()
            self._context = None
            context.minimum_version = _VERSIONS[self._part.minimum]
            if self._part.ca_file is not None:
                self._load_authorities(context, self._part.ca_file)
            if self._part.client_cert is not None:
                self._load_certificate(context, self._part.client_cert, self._part.client_key)
            self._context = context
        return self._context

    def _load_authorities(self, context: ssl.SSLContext, name: str) -> None:
        try:
            context.load_verify_locations(str(self._folder / name))
        except ssl.SSLError:
            raise Rejected(self._system, None, f"the file {name} holds no certificate in PEM form") from None
        except OSError as wrong:
            raise Rejected(self._system, None, f"the file {name} cannot be read: {wrong.strerror}") from None

    def _load_certificate(self, context: ssl.SSLContext, name: str, key: str | None) -> None:
        asked = False

        def password() -> str:
            nonlocal asked
            asked = True
            return self._password()

        try:
            # Without a way to ask for the password, OpenSSL would ask at the terminal and wait.
            context.load_cert_chain(
                str(self._folder / name), None if key is None else str(self._folder / key), password
            )
        except ssl.SSLError as wrong:
            reason = (wrong.reason or "").replace("_", " ").lower()
            if "mismatch" in reason:
                detail = f"the key does not belong to the certificate in {name}"
            elif asked:
                detail = f"the password of the key of {name} is wrong or missing: connection.tls.key_password"
            else:
                detail = f"the file {key or name} holds no certificate or key in PEM form"
            raise Rejected(self._system, None, detail) from None
        except OSError as wrong:
            raise Rejected(self._system, None, f"the file of {name} cannot be read: {wrong.strerror}") from None
