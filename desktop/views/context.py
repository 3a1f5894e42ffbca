"""What every pane is given: how it looks, how values are written, which keys there are, the time, desk and voice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.views.widgets.voice import Voice

if TYPE_CHECKING:
    from desktop.call.desk import Desk
    from desktop.views.format import Formats
    from desktop.views.keys import Keymap
    from desktop.views.theme.look import Look


@dataclass(frozen=True, slots=True)
class ViewContext:
    """Passed to the constructor of every pane; `now` returns an aware UTC datetime."""

    look: Look
    formats: Formats
    keymap: Keymap
    desk: Desk
    now: Callable[[], datetime]
    voice: Voice = field(default_factory=Voice)
