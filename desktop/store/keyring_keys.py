"""The master key in the operating system's key store, through keyring.

Only backends on a list are used, told by their class: with some other package installed, or an environment variable
set, keyring would store the key in a plain file without a word.
"""

from __future__ import annotations

import logging
import queue
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import keyring
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from desktop.store.errors import KeyMissing
from desktop.store.keys import Keys, StoreMode, from_hex, new_key

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)

SERVICE = "Callside"
LIMIT_S = 10.0
ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
ABSENT = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
CHAIN = "keyring.backends.chainer.ChainerBackend"


class KeyringKeys:
    """The key of one profile in the key store of its owner; `holds_notes` is the policy for going without.

    `read` waits at most `limit_s` seconds: an unlock prompt that nobody answers blocks for good.
    """

    def __init__(
        self,
        profile: str,
        *,
        holds_notes: bool = False,
        limit_s: float = LIMIT_S,
        backend: Callable[[], KeyringBackend] = keyring.get_keyring,
        allowed: frozenset[str] = ALLOWED,
    ) -> None:
        self._user = f"store:{profile}"
        self._holds_notes = holds_notes
        self._limit_s = limit_s
        self._backend = backend
        self._allowed = allowed

    def read(self) -> Keys:
        """The key, or why there is none."""
        answer: queue.SimpleQueue[Keys] = queue.SimpleQueue()
        # A daemon, and no executor: if the prompt never returns, the program must still be able to end.
        threading.Thread(target=lambda: answer.put(self._read()), name="keyring", daemon=True).start()
        try:
            return answer.get(timeout=self._limit_s)
        except queue.Empty:
            return self._without(StoreMode.LOCKED, "timeout")

    def _read(self) -> Keys:
        try:
            backend = self._backend()
            if not allowed(backend, self._allowed):
                return self._without(self._lesser(), "no_backend" if _name(backend) in ABSENT else "refused_backend")
            return Keys(StoreMode.KEYRING, self._key(backend))
        except KeyringLocked:
            return self._without(StoreMode.LOCKED, "locked")
        except (NoKeyringError, InitError):
            return self._without(self._lesser(), "no_backend")
        except Exception as error:  # noqa: BLE001 - D-Bus, Windows and macOS raise what they like through keyring
            log.warning("the key store failed: %s", type(error).__name__)
            return self._without(self._lesser(), "failed")

    def _key(self, backend: KeyringBackend) -> bytes:
        _stay_on_this_machine(backend)
        # Asked twice: a key store that hiccups once must not make us replace a key that is there.
        text = backend.get_password(SERVICE, self._user) or backend.get_password(SERVICE, self._user)
        if text is None:
            backend.set_password(SERVICE, self._user, new_key().hex())
            text = backend.get_password(SERVICE, self._user)
        if text is None:
            raise KeyMissing("the key store does not keep what it is given")
        return from_hex(text)

    def _lesser(self) -> StoreMode:
        return StoreMode.MEMORY if self._holds_notes else StoreMode.NONE

    def _without(self, mode: StoreMode, reason: str) -> Keys:
        return Keys(mode, None, self._holds_notes, reason)


def allowed(backend: KeyringBackend, names: frozenset[str] = ALLOWED) -> bool:
    """Whether this backend, and in a chain every one of its members, is on the list."""
    if _name(backend) == CHAIN:
        members = list(backend.backends)  # type: ignore[attr-defined]
        return bool(members) and all(_listed(member, names) for member in members)
    return _listed(backend, names)


def _listed(backend: KeyringBackend, names: frozenset[str]) -> bool:
    """By class, not by claim: the class must be the very one its module holds under that name."""
    cls = type(backend)
    return _name(backend) in names and getattr(sys.modules.get(cls.__module__), cls.__qualname__, None) is cls


def _name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _stay_on_this_machine(backend: KeyringBackend) -> None:
    """A Windows credential roams with the user's profile unless told not to."""
    for member in getattr(backend, "backends", [backend]):
        if hasattr(member, "persist"):
            member.persist = "local machine"
