"""Behind the painted window: the parts are put together, joined to it, and put away when it closes."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from connectors.io_thread import Io
from desktop.settings import Place, agent_name
from desktop.stage import AppError, Stage
from desktop.views.bridge import Bridge

if TYPE_CHECKING:
    from types import ModuleType

    from desktop.core import Core
    from desktop.late_desk import LateDesk
    from desktop.reporting import Reporter
    from desktop.views.main_window import MainWindow


async def run_desk(place: Place, window: MainWindow, late: LateDesk, stage: Stage, reporter: Reporter) -> None:
    """Run until the window is closed, or until the stage has done what it came for. Raises AppError."""
    stop = asyncio.Event()
    window.closing.connect(stop.set)
    on_signals(stop.set)
    core = await _open(place, stage, reporter, window)
    bridge = Bridge(core.desk)
    late.arrived(core.desk)
    window.attach(bridge)
    bridge.on_desk(core.desk.state)
    try:
        await core.desk.start()
        settle_memory()
        if stage.ready is not None:
            stage.ready(core)
        if stage.tour and window.tour is not None:
            window.tour.offer()
        await _until_over(stop, stage, core, window)
    finally:
        window.hide()
        await core.close()


async def _until_over(stop: asyncio.Event, stage: Stage, core: Core, window: MainWindow) -> None:
    """Wait for the end, which Ctrl+C may also bring while a stage is played."""
    if stage.after is None:
        await stop.wait()
        return
    task = asyncio.current_task()
    assert task is not None
    on_signals(task.cancel)
    try:
        await stage.after(core, window)
    except asyncio.CancelledError:
        task.uncancel()
        raise AppError("stopped before it was over.") from None


async def _open(place: Place, stage: Stage, reporter: Reporter, window: MainWindow) -> Core:
    io = Io()
    loop = asyncio.get_running_loop()
    # The panes, the database, the connectors and the rules are most of the program: read in while the window is in use.
    await io.run(_panes())
    window.complete()
    core = await io.run(_core())
    from desktop.views.spoken import Spoken  # noqa: PLC0415 - after the first paint

    spoken = Spoken(window.formats)
    options = core.Options(
        agent=agent_name(place),
        report=reporter.report,
        phones=(*stage.phones, *(stage.late_phones() if stage.late_phones is not None else ())),
        show=spoken,
        show_in=spoken.in_language,
        language=lambda: window.formats.own_language,
        raised=partial(loop.call_soon_threadsafe, window.come_forward),
        doors=stage.after is None,
    )
    try:
        opened: Core = await core.open_core(place, options, io)
        return opened
    except core.StartError as error:
        io.close()
        raise AppError(str(error)) from error


async def _panes() -> None:
    from desktop.views import keys_sheet, palette_entries  # noqa: F401, PLC0415 - while the window is in use
    from desktop.views.agent import call_page  # noqa: F401, PLC0415 - the same
    from desktop.views.tour import tour  # noqa: F401, PLC0415 - the same


async def _core() -> ModuleType:
    from desktop import core  # noqa: PLC0415 - while the window is in use

    return core


def settle_memory() -> None:
    """What start-up made lives as long as the program: the collector need not look at it during a call."""
    gc.collect()
    gc.freeze()
    gc.enable()


def on_signals(stop: Callable[[], object]) -> None:
    """Ctrl+C and a polite kill close the window as the person would."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stop)
        except (NotImplementedError, RuntimeError):
            signal.signal(number, lambda *_: stop())
