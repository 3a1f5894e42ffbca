"""A home that cannot be written, a full disk, a lost key, a damaged store: said once, and the calls go on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.call.state import CallState, IdentityStatus, PartStatus, Phase, SaveStatus
from desktop.settings import Place, demo_in
from desktop.store.errors import DiskFull
from desktop.store.keys import DEMO_KEY, FixedKeys, NoKeys
from resources.demo.company import DemoCompany
from tests.program.machine import Machine, on_screen
from tests.program.running import Running, running

MARTA = "+46701740605"


async def known(run: Running) -> CallState:
    """A call on which everything is as always but the store."""
    state = await run.filled(await run.ring(MARTA))
    assert state.identity.status is IdentityStatus.IDENTIFIED
    assert all(part.status is PartStatus.LIVE for part in state.parts.values())
    assert state.guide.call_type is not None
    return state


async def typed(run: Running, call: str, text: str) -> CallState:
    run.desk.set_disposition(call, run.state(call).wrap_up.dispositions[0].id)
    run.desk.set_notes(call, text)
    return await run.seen(
        call, lambda state: state.wrap_up.notes == text and state.wrap_up.save is not SaveStatus.DRAFT
    )


async def over_and_gone(run: Running, call: str) -> None:
    await run.end(call)
    run.desk.finish(call)
    await run.until(lambda: run.desk.call(call) is None)
    assert run.desk.state.tabs == ()


# Nothing can be kept


async def test_a_profile_that_cannot_be_made(place: Place, company: DemoCompany):
    place.profile.write_text("a file where the folder should be")
    async with running(place) as run:
        assert (run.desk.state.store_mode, run.desk.state.store_problem) == ("none", "read_only")
        for _ in range(2):
            state = await known(run)
            assert (state.wrap_up.save, state.wrap_up.problem) == (SaveStatus.OFF, "read_only")
            state = await typed(run, state.id, "Typed for nothing.")
            assert state.wrap_up.save is SaveStatus.OFF, "nothing that is not kept is called saved"
            await over_and_gone(run, state.id)
        assert run.desk.state.calls_today == 2


async def test_a_computer_without_a_key_store(place: Place):
    async with running(place, keys=NoKeys()) as run:
        assert run.desk.state.store_mode == "none"
        state = await known(run)
        assert state.wrap_up.save is SaveStatus.OFF
        await over_and_gone(run, state.id)
    assert not (place.profile / "store").exists()


async def test_what_may_only_be_held_is_never_called_saved(place: Place, company: DemoCompany):
    async with running(place, keys=NoKeys(holds_notes=True)) as run:
        assert run.desk.state.store_mode == "memory"
        state = await known(run)
        state = await typed(run, state.id, "Held until it is sent.")
        assert state.wrap_up.save is SaveStatus.HELD
        await over_and_gone(run, state.id)
        assert all(seen.wrap_up.save is not SaveStatus.SAVED for seen in run.calls)
    assert not (place.profile / "store").exists()


def test_a_home_that_cannot_be_written_is_one_line(machine: Machine):
    """The demo company itself needs room; there is nothing it could be shown with."""
    file = machine.folder / "file"
    file.write_text("")
    said = machine.run("demo", XDG_DATA_HOME="", HOME=str(file))
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line(), said.err
    assert "cannot be used" in said.err
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(Machine, "environment", lambda self: {"XDG_DATA_HOME": str(file / "data")})
        for command in (("customer", "--id", "1"), ("outbox", "drop", "x", "--reason", "y"), ("pop", "--number", "1")):
            said = machine.inside(*command)
            assert said.code == 1
            assert said.is_one_line(), said.err


# A full disk


async def fill_and_free(run: Running, call: str, full, free) -> None:
    """The disk fills up while a call is on; the text stays, and is saved as soon as there is room."""
    state = await typed(run, call, "Before the disk was full.")
    assert state.wrap_up.save is SaveStatus.SAVED
    await full()
    text = "Written on a full disk. " * 20_000
    state = await typed(run, call, text[:90_000])
    assert (state.wrap_up.save, state.wrap_up.problem) == (SaveStatus.FAILED, "disk_full")
    await run.end(call)
    run.desk.finish(call)
    state = await run.seen(call, lambda state: state.wrap_up.save is SaveStatus.FAILED)
    assert (state.phase, state.wrap_up.notes) == (Phase.WRAP_UP, text[:90_000])
    await known_beside(run, call)
    # What a system said may have come too late to be kept: reported, and no fault.
    assert all(isinstance(failure, DiskFull) for failure in run.failures)
    run.failures.clear()
    await free()
    run.desk.finish(call)
    await run.until(lambda: run.desk.call(call) is None)
    saved = await run.core.db.run(lambda store: store.outbox.list(limit=5, states=list(_ALL)))
    assert [row.payload["summary"] for row in saved] == [text[:90_000].strip()]


async def known_beside(run: Running, call: str) -> None:
    """The next caller is known as ever."""
    other = await run.ring("+442079460123")
    state = await run.filled(other)
    assert state.identity.status is IdentityStatus.IDENTIFIED
    run.desk.hang_up(other)
    await run.seen(other, lambda state: state.phase is Phase.WRAP_UP)
    assert call != other


_ALL = ("pending", "inflight", "done", "dead", "unknown")


async def test_a_store_that_may_not_grow(place: Place, company: DemoCompany):
    """SQLite's own limit gives its true "full", on every machine."""
    async with running(place) as run:
        state = await known(run)
        pages = await run.core.db.run(lambda store: store._database.pragma("page_count"))

        async def limit(count: int) -> None:
            await run.core.db.run(lambda store: store._database.pragma(f"max_page_count = {count}"))

        await fill_and_free(run, state.id, lambda: limit(pages[0] + 2), lambda: limit(1_000_000))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of a few megabytes, where this user may mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


async def test_a_disk_that_is_really_full(place: Place, company: DemoCompany, small_disk: Path):
    place = Place(place.site, small_disk / "profile")
    async with running(place) as run:
        state = await known(run)

        async def fill() -> None:
            with (small_disk / "ballast").open("wb", buffering=0) as ballast:
                try:
                    while ballast.write(b"x" * 4096):
                        pass
                except OSError:
                    return

        async def free() -> None:
            (small_disk / "ballast").unlink()

        await fill_and_free(run, state.id, fill, free)


async def test_a_disk_that_is_full_from_the_start(place: Place, company: DemoCompany, small_disk: Path):
    place = Place(place.site, small_disk / "profile")
    with (small_disk / "ballast").open("wb", buffering=0) as ballast:
        try:
            while ballast.write(b"x" * 4096):
                pass
        except OSError:
            pass
    async with running(place) as run:
        assert run.desk.state.store_problem in ("disk_full", "read_only", "store_failed")
        state = await known(run)
        assert state.wrap_up.save is SaveStatus.OFF
        await over_and_gone(run, state.id)


@pytest.mark.slow
def test_the_demo_on_a_full_disk_is_one_line(machine: Machine, small_disk: Path):
    said = machine.run("demo", XDG_DATA_HOME=str(small_disk))
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line(), said.err
    said = machine.run("demo", "--headless", "--call", "sales", TMPDIR=str(small_disk))
    assert (said.code, said.out) == (1, "")
    assert said.is_one_line(), said.err


# A lost key, a damaged file


async def one_saved(place: Place, **options: object) -> None:
    async with running(place, **options) as run:
        state = await known(run)
        await run.end(state.id)
        await run.finish(state.id, "From before.")


async def test_another_key_puts_the_old_store_aside(place: Place, company: DemoCompany):
    await one_saved(place)
    async with running(place, keys=FixedKeys(b"z" * 32)) as run:
        assert (run.desk.state.store_mode, run.desk.state.store_problem) == ("keyring", "locked_away")
        state = await known(run)
        state = await typed(run, state.id, "Into the new one.")
        assert state.wrap_up.save is SaveStatus.SAVED
        await over_and_gone(run, state.id)
    assert len(list(place.profile.glob("store.locked-*"))) == 1, "never deleted"


async def test_a_demo_whose_key_is_gone(built: Path, tmp_path: Path):
    place = demo_in(tmp_path / "demo")
    assert place.company is not None
    shutil.copytree(built, place.company)
    await one_saved(place, keys=None)
    (place.profile / DEMO_KEY).unlink()
    async with running(place, keys=None) as run:
        assert run.desk.state.store_problem == "not_demo"
        state = await known(run)
        assert state.wrap_up.save is SaveStatus.OFF
        await over_and_gone(run, state.id)
    assert (place.profile / "store" / "callside.db").exists()


@pytest.mark.parametrize("damage", ["a flipped page", "garbage", "empty", "half of it"])
async def test_a_damaged_store(place: Place, company: DemoCompany, damage: str):
    await one_saved(place)
    file = place.profile / "store" / "callside.db"
    good = file.read_bytes()
    middle = len(good) // 2
    bad = {
        "a flipped page": good[:middle] + bytes(byte ^ 1 for byte in good[middle : middle + 8]) + good[middle + 8 :],
        "garbage": b"this is no store" * 1000,
        "empty": b"",
        "half of it": good[: middle - middle % 4096 + 100],
    }[damage]
    file.write_bytes(bad)
    async with running(place) as run:
        assert run.desk.state.store_problem == ("locked_away" if damage != "empty" else None)
        state = await known(run)
        await run.end(state.id)
        await run.finish(state.id, "After the damage.")
    assert len(list(place.profile.glob("store.locked-*"))) == (1 if damage != "empty" else 0)
    async with running(place) as run:
        assert run.desk.state.store_problem is None
        assert run.desk.state.calls_today >= 1


async def what_was_kept_can_be_read(place: Place) -> None:
    async with running(place) as run:
        assert run.desk.state.store_problem == "read_only"
        assert run.desk.state.calls_today == 1
        state = await known(run)
        assert state.wrap_up.save is SaveStatus.OFF
        await over_and_gone(run, state.id)


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_may_only_be_read(place: Place, company: DemoCompany):
    await one_saved(place)
    folders = (place.profile / "store", place.profile)
    for folder in folders:
        folder.chmod(0o500)
    try:
        await what_was_kept_can_be_read(place)
    finally:
        for folder in folders:
            folder.chmod(0o700)


async def test_a_disk_that_may_only_be_read(place: Place, company: DemoCompany, small_disk: Path):
    place = Place(place.site, small_disk / "profile")
    await one_saved(place)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    await what_was_kept_can_be_read(place)


# What the window shows


def test_the_window_says_that_notes_are_off(machine: Machine, place: Place, company: DemoCompany):
    place.profile.write_text("a file where the folder should be")
    shown = on_screen(machine, place.site, place.profile)
    assert shown["name"] == company.person("marta").name
    assert shown["store"], "the status bar says it"
    assert shown["notes_read_only"] == "True"
    assert shown["save"] == "Not kept here"
    assert shown["trouble"]
    assert shown["left"] == "0", "the call could be ended all the same"
