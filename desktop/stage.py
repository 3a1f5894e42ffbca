"""What a run of the program is told from outside: a plain start is an empty stage, the demo brings its own phones."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connectors.telephony.events import TelephonySource
    from desktop.core import Core
    from desktop.views.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Stage:
    """What an unattended run adds: phones of its own, how the window looks, and what to do once the desk is ready.

    `late_phones` are made behind the painted window, when they are wanted.
    `tour` offers the first-day tour to whoever has not been asked yet.
    `after` gets the core and the window; when it returns, the program ends.
    """

    phones: tuple[TelephonySource, ...] = ()
    theme: str | None = None
    language: str | None = None
    size: tuple[int, int] | None = None
    after: Callable[[Core, MainWindow], Awaitable[None]] | None = None
    ready: Callable[[Core], None] | None = None
    tour: bool = False
    late_phones: Callable[[], tuple[TelephonySource, ...]] | None = None


class AppError(Exception):
    """The program cannot start; the text is the one line the user sees."""
