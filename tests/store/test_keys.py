"""Keys: where they come from, and what is refused."""

from __future__ import annotations

import os
import stat
import sys
import threading
import types
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail
from keyring.errors import InitError, KeyringLocked, NoKeyringError

from desktop.store.errors import KeyMissing, NotDemo
from desktop.store.keyring_keys import ALLOWED, KeyringKeys, allowed
from desktop.store.keys import DemoKeys, FixedKeys, NoKeys, StoreMode, from_hex, subkey

MASTER = bytes(range(32))


def test_every_use_has_a_key_of_its_own_that_never_changes() -> None:
    keys = {label: subkey(MASTER, label) for label in ("db", "token", "audit", "pseudonym")}
    assert len(set(keys.values())) == 4
    assert all(len(key) == 32 for key in keys.values())
    # Written down: a key that changed with a release would lock every store there is.
    assert keys["db"].hex() == "7f50af5fb7aeeeadd0b595d60685c981b145bf5b32dbb4d263f6317b18376210"


@pytest.mark.parametrize("master", [MASTER, b"\xff" * 32])
def test_it_is_the_key_that_the_standard_derives(master: bytes) -> None:
    standard = HKDF(SHA256(), 32, salt=None, info=b"callside-token-v1")
    assert subkey(master, "token") == standard.derive(master)


def test_a_key_is_in_no_repr() -> None:
    keys = FixedKeys(MASTER).read()
    assert MASTER.hex() not in repr(keys)
    assert repr(MASTER) not in repr(keys)


@pytest.mark.parametrize("text", ["", "00" * 31, "zz" * 32, "00" * 33])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(KeyMissing):
        from_hex(text)


def test_without_a_key_the_mode_says_what_may_be_kept() -> None:
    assert NoKeys().read().mode is StoreMode.NONE
    assert NoKeys(holds_notes=True).read().mode is StoreMode.MEMORY
    with pytest.raises(KeyMissing):
        NoKeys().read().subkey("db")


# -- the demo ----------------------------------------------------------------------------------------------


def test_the_demo_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = DemoKeys(tmp_path / "demo").read()
    second = DemoKeys(tmp_path / "demo").read()
    assert first.master == second.master
    assert first.mode is StoreMode.DEMO
    file = tmp_path / "demo" / "demo.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_demos_have_two_keys(tmp_path: Path) -> None:
    assert DemoKeys(tmp_path / "a").read().master != DemoKeys(tmp_path / "b").read().master


@pytest.mark.parametrize("site", ['name = "Real Company"', 'name = "x"\ndemo = false', 'demo = "true"', "demo = "])
def test_a_site_that_is_not_the_demo_gets_no_demo_key(tmp_path: Path, site: str) -> None:
    (tmp_path / "site.toml").write_text(site)
    with pytest.raises(NotDemo):
        DemoKeys(tmp_path).read()
    assert not (tmp_path / "demo.key").exists()


def test_the_demo_site_gets_one(tmp_path: Path) -> None:
    (tmp_path / "site.toml").write_text('name = "Northwind"\ndemo = true')
    assert DemoKeys(tmp_path).read().master is not None


def test_a_store_of_another_key_is_not_the_demos(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    with pytest.raises(NotDemo):
        DemoKeys(tmp_path).read()


# -- the system's key store ---------------------------------------------------------------------------------


class Drawer(KeyringBackend):
    """A key store in memory, for these tests only."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.misses = 0

    def get_password(self, service: str, username: str) -> str | None:
        if self.misses:
            self.misses -= 1
            return None
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


def _keys(backend: object, **more: object) -> KeyringKeys:
    names = frozenset({f"{__name__}.{type(backend).__qualname__}"})
    return KeyringKeys("profile", backend=lambda: backend, allowed=names, **more)


def test_the_key_is_made_once_in_hex_and_read_from_then_on() -> None:
    drawer = Drawer()
    first = _keys(drawer).read()
    assert first.mode is StoreMode.KEYRING
    (((service, user), text),) = drawer.kept.items()
    assert (service, user, len(text)) == ("Callside", "store:profile", 64)
    assert bytes.fromhex(text) == first.master
    assert _keys(drawer).read() == first


def test_a_key_store_that_hiccups_once_does_not_cost_the_key() -> None:
    drawer = Drawer()
    first = _keys(drawer).read()
    drawer.misses = 1
    assert _keys(drawer).read() == first


def test_a_backend_off_the_list_is_refused_and_given_nothing() -> None:
    drawer = Drawer()
    keys = KeyringKeys("profile", backend=lambda: drawer).read()
    assert (keys.mode, keys.master, keys.reason) == (StoreMode.NONE, None, "refused_backend")
    assert drawer.kept == {}


def test_a_backend_that_only_claims_a_listed_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    name = "keyring.backends.SecretService"
    fake = type("Keyring", (Drawer,), {"__module__": name})()
    assert not allowed(fake)
    impostor = types.ModuleType(name)
    monkeypatch.setitem(sys.modules, name, impostor)
    assert not allowed(fake)


def test_a_chain_is_as_good_as_its_worst_member(monkeypatch: pytest.MonkeyPatch) -> None:
    drawer = Drawer()
    names = frozenset({f"{__name__}.Drawer"})
    chain = chainer.ChainerBackend()
    for members, verdict in [([drawer], True), ([drawer, fail.Keyring()], False), ([], False)]:
        monkeypatch.setattr(chainer.ChainerBackend, "backends", members)
        assert allowed(chain, names) is verdict


def test_no_key_store_at_all() -> None:
    assert KeyringKeys("p", backend=fail.Keyring).read().reason == "no_backend"
    assert KeyringKeys("p", backend=fail.Keyring, holds_notes=True).read().mode is StoreMode.MEMORY


@pytest.mark.parametrize(
    ("error", "mode", "reason"),
    [
        (KeyringLocked(), StoreMode.LOCKED, "locked"),
        (NoKeyringError(), StoreMode.NONE, "no_backend"),
        (InitError(), StoreMode.NONE, "no_backend"),
        (OSError("D-Bus"), StoreMode.NONE, "failed"),
        (ZeroDivisionError(), StoreMode.NONE, "failed"),
    ],
)
def test_a_key_store_that_fails_is_an_answer(error: Exception, mode: StoreMode, reason: str) -> None:
    drawer = Drawer()

    def refuse(service: str, username: str) -> str:
        raise error

    drawer.get_password = refuse  # type: ignore[method-assign]
    keys = _keys(drawer).read()
    assert (keys.mode, keys.reason, keys.master) == (mode, reason, None)


def test_a_key_store_that_keeps_nothing_is_not_trusted() -> None:
    drawer = Drawer()
    drawer.set_password = lambda *_: None  # type: ignore[method-assign]
    assert _keys(drawer).read().reason == "failed"


def test_a_prompt_that_nobody_answers_counts_as_locked() -> None:
    drawer, answered = Drawer(), threading.Event()

    def hang(service: str, username: str) -> None:
        answered.wait(30)

    drawer.get_password = hang  # type: ignore[method-assign]
    keys = _keys(drawer, limit_s=0.01, holds_notes=True).read()
    answered.set()
    assert (keys.mode, keys.reason, keys.holds_notes) == (StoreMode.LOCKED, "timeout", True)


def test_a_credential_is_told_not_to_roam() -> None:
    class Windows(Drawer):
        persist = "enterprise"

    globals()["Windows"] = Windows
    Windows.__qualname__ = "Windows"
    backend = Windows()
    assert _keys(backend).read().mode is StoreMode.KEYRING
    assert backend.persist == "local machine"


def test_the_list_names_real_classes_of_this_keyring() -> None:
    present = [
        name for name in ALLOWED if name.startswith(("keyring.backends.SecretService", "keyring.backends.kwallet"))
    ]
    for name in present:
        module, cls = name.rsplit(".", 1)
        assert hasattr(__import__(module, fromlist=[cls]), cls)


@pytest.mark.keyring
def test_a_real_secret_service_keeps_the_key() -> None:
    keys = KeyringKeys(f"test-{os.getpid()}")
    first, second = keys.read(), keys.read()
    assert first.mode is StoreMode.KEYRING
    assert first == second
    assert first.master is not None
