"""An agent who acts through keys alone, and whose every operator of the keystroke-level model is counted.

Seconds by Card, Moran and Newell: K a key, a chord being one a key; M to think. What is typed freely (notes) costs nothing
here: it is the same anywhere.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop.views.agent.painting import Brushwork
from desktop.views.safe_text import ElidedLabel, plain

SECONDS = {"K": 0.28, "M": 1.35}
PATIENCE_S = 60.0
LOOK_S = 0.03
TELLING = (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit)


def operators(text: str) -> Counter[str]:
    """Read a budget such as `2M 2K`."""
    found: Counter[str] = Counter()
    for count, operator in re.findall(r"(\d*)([KM])", text):
        found[operator] += int(count or 1)
    return found


def seconds(counted: Counter[str]) -> float:
    """How long these operators take a practiced person."""
    return sum(SECONDS[operator] * count for operator, count in counted.items())


class Eyes(QObject):
    """Knows which labels were painted, and which words delegates drew, since it last blinked."""

    def __init__(self, window: QWidget) -> None:
        super().__init__()
        self._window = window
        self._watched: set[int] = set()
        self._painted: set[int] = set()
        self._drawn: set[str] = set()
        self._elide = Brushwork.elide
        eyes = self

        def watched(brush: Brushwork, text: str, width: int, role: str) -> str:
            line = eyes._elide(brush, text, width, role)
            eyes._drawn.add(plain(line))
            return line

        Brushwork.elide = watched  # type: ignore[method-assign]

    def close(self) -> None:
        """Look no more."""
        Brushwork.elide = self._elide  # type: ignore[method-assign]

    def turn(self) -> None:
        """Another call: from now on only what is painted anew counts."""
        self._painted.clear()
        self._drawn.clear()

    def blink(self) -> None:
        """Forget the rows of lists: those that are drawn from now on count. A label tells itself whether it is there."""
        self._drawn.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._painted.add(id(watched))
        return False

    def lines(self) -> list[str]:
        """What can be read now, for the one who wonders why something cannot."""
        found = (widget for kind in TELLING for widget in self._window.findChildren(kind))
        seen = [_words(widget) for widget in found if id(widget) in self._painted and _whole(self._window, widget)]
        return sorted({*seen, *self._drawn} - {""})

    def see(self, text: str) -> bool:
        """Whether a text stands on the window whole: painted, visible, inside, and not cut."""
        if any(text in line for line in self._drawn):
            return True
        found = [widget for kind in TELLING for widget in self._window.findChildren(kind)]
        for widget in found:
            if id(widget) not in self._watched:  # made since: it counts once it is painted
                self._watched.add(id(widget))
                widget.installEventFilter(self)
                widget.update()
        seen = [widget for widget in found if id(widget) in self._painted and text in _words(widget)]
        return any(_whole(self._window, widget) for widget in seen)


def _words(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    if isinstance(widget, ElidedLabel):
        return plain(widget.line_shown())
    return plain(widget.text()) or plain(widget.accessibleName())  # type: ignore[attr-defined]


def _whole(window: QWidget, widget: QWidget) -> bool:
    if not widget.isVisible() or (isinstance(widget, ElidedLabel) and widget.is_elided()):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap() and widget.height() < widget.heightForWidth(widget.width()):
        return False
    place = QRect(widget.mapTo(window, QPoint()), widget.size())
    seen = widget.visibleRegion().boundingRect()
    return window.rect().contains(place) and seen.height() >= min(widget.height(), widget.fontMetrics().height())


class User:
    """Hands and eyes of one agent at one window. `counted` holds the operators since `begin`."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.eyes = Eyes(window)
        self.counted: Counter[str] = Counter()

    def begin(self) -> None:
        """Count anew."""
        self.counted.clear()

    def key(self, chord: str) -> None:
        """Press keys such as `Ctrl+K`, wherever the focus is."""
        combination = QKeySequence(chord)[0]
        self.counted["K"] += len(chord.split("+"))
        QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str, *, free: bool = False) -> None:
        """Type a text, one key a character; `free` where anybody would have to type it."""
        self.counted["K"] += 0 if free else len(text)
        for character in text:
            QTest.keyClicks(self._focus(), character)

    async def reads(self, *texts: str) -> None:
        """Wait until all of this stands on the screen, whole."""
        for text in texts:
            await self.until(
                lambda text=text: self.eyes.see(text), lambda text=text: f"reading {text!r} among {self.eyes.lines()}"
            )

    async def until(self, fits: Callable[[], object], what: str | Callable[[], str]) -> None:
        """Wait, as an agent does, until something has happened."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not fits():
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            raise AssertionError(f"waited in vain: {what() if callable(what) else what}") from None

    def _focus(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None, "nothing has the focus: a key would go nowhere"
        return found
