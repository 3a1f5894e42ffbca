"""The secrets of connections: read once, anew when they were refused, and a shut key store is not asked for ever."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from connectors.secrets import NoSecretStore
from desktop import secrets
from desktop.secrets import LOCKED, SHUT_S, KeyringSecrets


class Backend:
    """A key store that counts who asks, and can be locked."""

    def __init__(self):
        self.kept = {(secrets.SERVICE, "Acme/desk"): "old"}
        self.asked = 0
        self.is_locked = False

    def get_password(self, service, name):
        return self.kept.get((service, name))

    @contextmanager
    def opened(self):
        self.asked += 1
        if self.is_locked:
            raise NoSecretStore(LOCKED, "locked")
        yield self


@pytest.fixture
def backend(monkeypatch):
    found = Backend()
    monkeypatch.setattr(secrets, "_key_store", found.opened)
    return found


def test_each_is_read_once_until_it_is_refused(backend):
    known = KeyringSecrets("Acme")
    assert [known("desk"), known("desk"), known("gone"), known("gone")] == ["old", "old", None, None]
    assert backend.asked == 2
    backend.kept[secrets.SERVICE, "Acme/desk"] = "new"
    assert known("desk") == "old"
    known.forget()
    assert known("desk") == "new"


def test_a_locked_key_store_asks_its_person_once_a_minute_at_most(backend):
    now = [0.0]
    known = KeyringSecrets("Acme", lambda: now[0])
    backend.is_locked = True
    for _ in range(3):
        known.forget()
        with pytest.raises(NoSecretStore, match="locked") as shut:
            known("desk")
        assert shut.value.cause == "locked"
    assert backend.asked == 1
    backend.is_locked = False
    now[0] = SHUT_S
    assert known("desk") == "old"
