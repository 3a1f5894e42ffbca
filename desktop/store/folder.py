"""The profile folder: private to its owner, on a local disk, and where an unreadable store is put aside."""

from __future__ import annotations

import ctypes
import os
import sys
from datetime import date
from pathlib import Path

from desktop.store.errors import NotLocal, ReadOnly

PRIVATE_UMASK = 0o077
PRIVATE_FOLDER = 0o700
NETWORK_FILE_SYSTEMS = frozenset(
    "nfs nfs4 cifs smb3 smbfs smb2 ncpfs afs afpfs webdav davfs fuse.sshfs fuse.davfs2 fuse.rclone".split()
)
_WINDOWS_REMOTE_DRIVE = 4


def make_private(folder: Path) -> None:
    """Make the folder and keep everyone else out. Raises ReadOnly or NotLocal.

    The umask stays as it is set here: whatever this program creates from now on is its owner's alone.
    """
    os.umask(PRIVATE_UMASK)
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if os.name == "posix" and folder.stat().st_mode & 0o777 != PRIVATE_FOLDER:
            folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise ReadOnly(type(error).__name__) from error
    if not is_local(folder):
        raise NotLocal


def is_local(folder: Path) -> bool:
    """Whether the folder lies on this machine's own disk, as far as the system tells."""
    folder = folder.resolve()
    if sys.platform == "win32":
        drive = folder.drive
        return not drive.startswith("\\\\") and (
            ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") != _WINDOWS_REMOTE_DRIVE
        )
    try:
        mounts = Path("/proc/self/mounts").read_text("utf-8", "surrogateescape")
    except OSError:
        return True
    return _file_system(folder, mounts) not in NETWORK_FILE_SYSTEMS


def _file_system(folder: Path, mounts: str) -> str:
    """The type of the mount the folder lies on: the longest mount point above it, the last one of equals."""
    best, kind = -1, ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2:
            point = Path(parts[1].replace("\\040", " "))
            if len(point.parts) >= best and folder.is_relative_to(point):
                best, kind = len(point.parts), parts[2]
    return kind


def put_aside(store: Path, day: date) -> Path:
    """Rename the store's folder to `*.locked-<date>`, never deleting anything; answers where it is now.

    One rename of one folder: a database must never meet the write-ahead log of another one.
    """
    target = store.with_name(f"{store.name}.locked-{day.isoformat()}")
    number = 1
    while target.exists():
        number += 1
        target = store.with_name(f"{store.name}.locked-{day.isoformat()}-{number}")
    try:
        store.rename(target)
    except OSError as error:
        raise ReadOnly(type(error).__name__) from error
    sync_folder(store.parent)
    return target


def sync_folder(folder: Path) -> None:
    """Make a rename or a new file in this folder durable, where the system lets a folder be synced."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
