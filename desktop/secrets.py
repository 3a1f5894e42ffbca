"""The secrets of a site's connections, from the operating system's key store and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "callside-connection"


class NoKeyStore(Exception):
    """This machine has no key store that may hold a secret, or it refuses."""


def keyring_secrets(site: str) -> Callable[[str], str | None]:
    """A look-up of named secrets, each read once; None where there is no such secret or no key store."""

    @lru_cache(maxsize=64)
    def secret(name: str) -> str | None:
        try:
            with _key_store() as backend:
                return backend.get_password(SERVICE, f"{site}/{name}")
        except NoKeyStore:
            return None

    return secret


def keep_secret(site: str, name: str, value: str) -> None:
    """Put a secret into the key store; raises NoKeyStore."""
    with _key_store() as backend:
        backend.set_password(SERVICE, f"{site}/{name}", value)


@contextmanager
def _key_store() -> Iterator[KeyringBackend]:
    """The key store, if it is one of those that keep secrets encrypted; raises NoKeyStore."""
    # A third of a second that a site without secrets need not wait for.
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError  # noqa: PLC0415

    from desktop.store.keyring_keys import allowed  # noqa: PLC0415

    backend = keyring.get_keyring()
    if not allowed(backend):
        raise NoKeyStore("no key store that keeps secrets encrypted")
    try:
        yield backend
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoKeyStore(type(error).__name__) from error
