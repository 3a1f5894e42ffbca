"""What is not here is told, and what is half installed is not taken for whole."""

from __future__ import annotations

import pytest

from tests.systems.place import COMPLETE, NotHere, Place, places, program


def test_every_system_with_a_lock_is_known():
    assert {"tryton", "vendure", "oidc"} <= {place.name for place in places()}


def test_what_is_half_installed_is_not_here(tmp_path, monkeypatch):
    monkeypatch.setenv("CALLSIDE_SYSTEMS", str(tmp_path))
    place = Place("tryton")
    place.folder.mkdir()
    with pytest.raises(NotHere, match=r"tryton is not installed: see what `python -m tests.systems.install` says"):
        place.installed()
    (place.folder / COMPLETE).touch()
    assert place.installed() == place.folder
    assert place.folder.parent == tmp_path


def test_a_program_that_is_not_here_is_named():
    assert program("sh").endswith("/sh")
    with pytest.raises(NotHere, match=r"^callside-nowhere is not installed"):
        program("callside-nowhere")
