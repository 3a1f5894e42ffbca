"""The secrets of a site's connections, from the operating system's key store and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from connectors.secrets import NoSecretStore

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "callside-connection"


ABSENT = (
    "this computer has no key store that keeps secrets encrypted "
    "(on Linux, install and unlock one: gnome-keyring, KWallet)"
)
LOCKED = "the key store is locked; unlock it and try again"


def keyring_secrets(site: str) -> Callable[[str], str | None]:
    """A look-up of named secrets, each read once, since an unlock prompt is asked once; raises NoSecretStore."""

    @lru_cache(maxsize=64)
    def found(name: str) -> str | NoSecretStore | None:
        try:
            with _key_store() as backend:
                return backend.get_password(SERVICE, f"{site}/{name}")
        except NoSecretStore as why:
            return why

    def secret(name: str) -> str | None:
        value = found(name)
        if isinstance(value, NoSecretStore):
            raise NoSecretStore(str(value))
        return value

    return secret


def keep_secret(site: str, name: str, value: str) -> None:
    """Put a secret into the key store; raises NoSecretStore."""
    with _key_store() as backend:
        backend.set_password(SERVICE, f"{site}/{name}", value)


@contextmanager
def _key_store() -> Iterator[KeyringBackend]:
    """The key store, if it is one of those that keep secrets encrypted; raises NoSecretStore."""
    # A third of a second that a site without secrets need not wait for.
    import keyring  # noqa: PLC0415
    from keyring.errors import KeyringError, KeyringLocked  # noqa: PLC0415

    from desktop.store.keyring_keys import allowed  # noqa: PLC0415

    backend = keyring.get_keyring()
    if not allowed(backend):
        raise NoSecretStore(ABSENT)
    try:
        yield backend
    except KeyringLocked:
        raise NoSecretStore(LOCKED) from None
    except (KeyringError, OSError, RuntimeError) as error:
        raise NoSecretStore(f"the key store does not answer ({type(error).__name__})") from error
