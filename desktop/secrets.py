"""The secrets of a site's connections, from the operating system's key store and nowhere else."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from connectors.secrets import NoSecretStore

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "callside-connection"
SHUT_S = 60.0
"""So long a key store that could not be read is not asked again: each time, it may ask the person to unlock it."""


ABSENT = (
    "this computer has no key store that keeps secrets encrypted "
    "(on Linux, install and unlock one: gnome-keyring, KWallet)"
)
LOCKED = "the key store is locked; unlock it and try again"


class KeyringSecrets:
    """A site's named secrets, each read once until `forget`, since a key store takes its time."""

    def __init__(self, site: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._site = site
        self._monotonic = monotonic
        self._known: dict[str, str | None] = {}
        self._shut: tuple[float, NoSecretStore] | None = None

    def __call__(self, name: str) -> str | None:
        """The secret, or None where there is none; raises NoSecretStore."""
        if name not in self._known:
            self._known[name] = self._read(name)
        return self._known[name]

    def forget(self) -> None:
        """Read what is asked for next anew: a system has refused what was known, and there may be another one now."""
        self._known.clear()

    def _read(self, name: str) -> str | None:
        if self._shut is not None and self._monotonic() < self._shut[0]:
            raise NoSecretStore(str(self._shut[1]), self._shut[1].cause)
        try:
            with _key_store() as backend:
                return backend.get_password(SERVICE, f"{self._site}/{name}")
        except NoSecretStore as why:
            self._shut = (self._monotonic() + SHUT_S, why)
            raise


def keep_secret(site: str, name: str, value: str) -> None:
    """Put a secret into the key store; raises NoSecretStore."""
    with _key_store() as backend:
        backend.set_password(SERVICE, f"{site}/{name}", value)


@contextmanager
def _key_store() -> Iterator[KeyringBackend]:
    """The key store, if it is one of those that keep secrets encrypted; raises NoSecretStore."""
    # A third of a second that a site without secrets need not wait for.
    import keyring  # noqa: PLC0415 - see above
    from keyring.errors import KeyringError, KeyringLocked  # noqa: PLC0415 - it comes with keyring

    from desktop.store.keyring_keys import allowed  # noqa: PLC0415 - it imports keyring

    backend = keyring.get_keyring()
    if not allowed(backend):
        raise NoSecretStore(ABSENT)
    try:
        yield backend
    except KeyringLocked:
        raise NoSecretStore(LOCKED, "locked") from None
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoSecretStore(f"the key store does not answer ({type(error).__name__})") from error
