"""The profile folder is its owner's alone, on a local disk; the disk's last room is for notes."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from desktop.store.errors import NotLocal, ReadOnly
from desktop.store.folder import _file_system, is_local, make_private, put_aside
from desktop.store.space import LOW_BYTES, RESERVE_BYTES, Space

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")


@posix
def test_everything_in_the_folder_is_private(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True, mode=0o755)
    make_private(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "file").write_text("x")
    assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o600


def test_a_file_in_the_folders_place_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(ReadOnly):
            make_private(folder)


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/local ext4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib", "ext4"),
        ("/home/ann", "nfs4"),
        ("/home/local/ann", "ext4"),
        ("/homes", "ext4"),
        ("/mnt/my share/x", "cifs"),
    ],
)
def test_the_mount_a_folder_lies_on(folder: str, kind: str) -> None:
    assert _file_system(Path(folder), MOUNTS) == kind


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_local(tmp_path)
    monkeypatch.setattr("desktop.store.folder._file_system", lambda folder, mounts: "nfs4")
    with pytest.raises(NotLocal):
        make_private(tmp_path)


def test_an_unreadable_store_is_moved_and_never_overwritten(tmp_path: Path) -> None:
    moved = []
    for number in range(3):
        store = tmp_path / "store"
        store.mkdir()
        (store / "callside.db").write_text(str(number))
        moved.append(put_aside(store, date(2026, 3, 29)))
    assert [path.name for path in moved] == [
        "store.locked-2026-03-29",
        "store.locked-2026-03-29-2",
        "store.locked-2026-03-29-3",
    ]
    assert [(path / "callside.db").read_text() for path in moved] == ["0", "1", "2"]


def test_the_reserve_takes_room_and_gives_it_back_once(tmp_path: Path) -> None:
    space = Space(tmp_path)
    space.keep_reserve()
    assert space.reserve.stat().st_size == RESERVE_BYTES
    if hasattr(os, "posix_fallocate"):
        assert space.reserve.stat().st_blocks * 512 >= RESERVE_BYTES
    assert not space.full
    assert space.give_up_reserve()
    assert not space.reserve.exists()
    assert space.full
    assert not space.give_up_reserve()


def test_the_reserve_comes_back_when_there_is_room(tmp_path: Path) -> None:
    free = 0
    space = Space(tmp_path, lambda folder: free)
    space.keep_reserve()
    assert not space.reserve.exists()
    assert space.is_low()
    free = LOW_BYTES
    space.keep_reserve()
    assert space.reserve.exists()
    assert not space.is_low()


def test_a_disk_that_cannot_be_asked_counts_as_full(tmp_path: Path) -> None:
    assert Space(tmp_path / "gone").free_bytes() == 0
