"""`make system` asks the loader what is missing, installs it only where that is allowed, and says the rest."""

from __future__ import annotations

import sys

import pytest

from scripts import system_libraries as system

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="only Linux has system libraries to ensure"
)


def test_the_loader_is_asked() -> None:
    assert system.loads("libc.so.6") is None
    complaint = system.loads("libcallside-nowhere.so.9")
    assert complaint is not None
    assert "libcallside-nowhere.so.9" in complaint


def test_packages_of_missing_libraries_are_named_in_order() -> None:
    absent = {"libGL.so.1", "libxkbcommon.so.0"}
    missing = system.missing_libraries(system.OFFSCREEN, lambda library: "gone" if library in absent else None)
    assert missing == ["libgl1", "libxkbcommon0"]


def test_packages_of_missing_programs_are_named() -> None:
    assert system.missing_programs({"sh": "dash", "callside-nowhere": "nowhere"}) == ["nowhere"]


def test_this_machine_is_ready_or_these_tests_could_not_run() -> None:
    assert system.main([]) == 0


class Machine:
    """A machine that lacks packages, and may or may not be allowed to install."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, lacks: set[str], may_install: bool) -> None:
        self.lacks = lacks
        self.installed: list[str] = []
        monkeypatch.setattr(system, "apt_prefix", lambda: [] if may_install else None)
        monkeypatch.setattr(system, "install", self.install)

    def install(self, prefix: list[str], packages: list[str]) -> None:
        self.installed += packages
        self.lacks -= set(packages)

    def ensure(self, *, needed: list[str], wished: list[str]) -> bool:
        return system.ensure(
            lambda: [name for name in needed if name in self.lacks],
            lambda: [name for name in wished if name in self.lacks],
        )


def test_what_is_missing_is_installed_with_what_is_wished_for(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, lacks={"libgl1", "libxcb-cursor0"}, may_install=True)
    assert machine.ensure(needed=["libegl1", "libgl1"], wished=["libxcb-cursor0"])
    assert machine.installed == ["libgl1", "libxcb-cursor0"]


def test_a_wish_alone_installs_nothing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    machine = Machine(monkeypatch, lacks={"libxcb-cursor0"}, may_install=True)
    assert machine.ensure(needed=["libgl1"], wished=["libxcb-cursor0"])
    assert machine.installed == []
    assert capsys.readouterr() == ("", "")


def test_without_rights_the_missing_are_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    machine = Machine(monkeypatch, lacks={"libgl1", "libegl1"}, may_install=False)
    assert not machine.ensure(needed=["libegl1", "libgl1", "libdbus-1-3"], wished=[])
    assert machine.installed == []
    said = capsys.readouterr().err
    assert "sudo apt-get install libegl1 libgl1\n" in said
    assert "libdbus-1-3" not in said


def test_without_apt_the_counterparts_are_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system.shutil, "which", lambda name: None)
    machine = Machine(monkeypatch, lacks={"libgl1"}, may_install=False)
    assert not machine.ensure(needed=["libgl1"], wished=[])
    assert "apt-get" not in capsys.readouterr().err
