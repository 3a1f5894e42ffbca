"""Every key of the workspace in one table, so that what is printed, what works and what F1 lists are the same.

A pane binds what it can do: `keymap.bind("accept", self._on_accept)`, and prints `keymap.caption("accept")`. The
window owns the shortcuts, so a key works wherever the focus is, also when the pane's page is not in view: then
`about_to_run` lets the workspace bring the page to the front first. Titles are translated where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a key does; `region` is bar, alerts, say, know, do or window and names the page it lives on."""

    id: str
    keys: str
    title: str
    region: str


def _commands() -> tuple[Command, ...]:
    rows = (
        ("answer", "F2", QT_TRANSLATE_NOOP("keys", "Answer"), "bar"),
        ("mute", "F6", QT_TRANSLATE_NOOP("keys", "Mute or unmute"), "bar"),
        ("hold", "F7", QT_TRANSLATE_NOOP("keys", "Hold or resume"), "bar"),
        ("transfer", "F8", QT_TRANSLATE_NOOP("keys", "Transfer"), "bar"),
        ("end", "F9", QT_TRANSLATE_NOOP("keys", "End the call"), "bar"),
        ("call_type", "Ctrl+T", QT_TRANSLATE_NOOP("keys", "Change the call type"), "bar"),
        ("next_call", "Ctrl+Tab", QT_TRANSLATE_NOOP("keys", "Next call"), "bar"),
        ("not_this_person", "Ctrl+Shift+N", QT_TRANSLATE_NOOP("keys", "Not this person"), "bar"),
        ("notes", "F4", QT_TRANSLATE_NOOP("keys", "Write notes"), "do"),
        ("disposition", "Ctrl+D", QT_TRANSLATE_NOOP("keys", "Disposition"), "do"),
        ("follow_up", "F3", QT_TRANSLATE_NOOP("keys", "Take the suggested follow-up"), "do"),
        ("finish", "Ctrl+Return", QT_TRANSLATE_NOOP("keys", "Finish"), "do"),
        ("accept", "Alt+A", QT_TRANSLATE_NOOP("keys", "Accept the top action"), "do"),
        ("decline", "Alt+D", QT_TRANSLATE_NOOP("keys", "Decline the top action"), "do"),
        ("undo", "Alt+U", QT_TRANSLATE_NOOP("keys", "Undo what was done last"), "do"),
        ("take_new", "Alt+N", QT_TRANSLATE_NOOP("keys", "Show the new actions"), "do"),
        ("why", "Alt+Y", QT_TRANSLATE_NOOP("keys", "Why these actions?"), "do"),
        ("step_back", "Ctrl+Up", QT_TRANSLATE_NOOP("keys", "Step back"), "say"),
        ("step_skip", "Ctrl+Down", QT_TRANSLATE_NOOP("keys", "Skip the step"), "say"),
        ("find", "Ctrl+F", QT_TRANSLATE_NOOP("keys", "Find in panel or timeline"), "know"),
        ("refresh", "F5", QT_TRANSLATE_NOOP("keys", "Refresh"), "know"),
        ("letter", "Ctrl+J", QT_TRANSLATE_NOOP("keys", "Macros, letters, quick texts"), "know"),
        ("letter_gap", "Ctrl+G", QT_TRANSLATE_NOOP("keys", "Next gap in the e-mail"), "know"),
        ("letter_send", "Alt+S", QT_TRANSLATE_NOOP("keys", "Send the e-mail"), "know"),
        ("palette", "Ctrl+K", QT_TRANSLATE_NOOP("keys", "Search or run anything"), "window"),
        ("presence", "F12", QT_TRANSLATE_NOOP("keys", "Available or away"), "window"),
        ("day", "Ctrl+Shift+D", QT_TRANSLATE_NOOP("keys", "Your day, and the wrap-up later"), "window"),
        ("sources", "Ctrl+I", QT_TRANSLATE_NOOP("keys", "Sources and ages"), "window"),
        ("next_region", "Ctrl+0", QT_TRANSLATE_NOOP("keys", "Next region"), "window"),
        ("all_keys", "F1", QT_TRANSLATE_NOOP("keys", "All keys"), "window"),
        ("full_screen", "F11", QT_TRANSLATE_NOOP("keys", "Full screen"), "window"),
        ("theme", "", QT_TRANSLATE_NOOP("keys", "Light or dark"), "window"),
        ("contrast", "", QT_TRANSLATE_NOOP("keys", "High contrast on or off"), "window"),
        ("density", "", QT_TRANSLATE_NOOP("keys", "Larger or smaller"), "window"),
    )
    singles = tuple(Command(name, keys, str(title), region) for name, keys, title, region in rows)
    answer = str(QT_TRANSLATE_NOOP("keys", "Answer {n} in the guide"))
    panel = str(QT_TRANSLATE_NOOP("keys", "Panel {n}"))
    alert = str(QT_TRANSLATE_NOOP("keys", "Act on alert {n}"))
    answers = tuple(Command(f"answer_{n}", f"Ctrl+{n}", answer, "say") for n in range(1, 10))
    panels = tuple(Command(f"panel_{n}", f"Alt+{n}", panel, "know") for n in range(1, 10))
    alerts = tuple(Command(f"alert_{n}", f"Ctrl+Shift+{n}", alert, "alerts") for n in range(1, 4))
    return singles + answers + panels + alerts


COMMANDS: Mapping[str, Command] = {command.id: command for command in _commands()}


def command_title(command: Command) -> str:
    """Return a command's title in the language in force."""
    number = command.id.rpartition("_")[2]
    return QCoreApplication.translate("keys", command.title).replace("{n}", number)


class Keymap(QObject):
    """The window's shortcuts; `remapped` maps command ids to other key sequences.

    Signals: about_to_run(Command) = a key was pressed, its callback runs next.
    """

    about_to_run = Signal(object)

    def __init__(self, remapped: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._remapped = dict(remapped or {})
        self._callbacks: dict[str, Callable[[], None]] = {}
        self._shortcuts: list[QShortcut] = []

    def sequence(self, command_id: str) -> str:
        """Return the keys of a command in portable form; empty when it has none."""
        return self._remapped.get(command_id, COMMANDS[command_id].keys)

    def caption(self, command_id: str) -> str:
        """Return the keys as printed on a cap: short, in the platform's words."""
        text = _in_words(self.sequence(command_id))
        for name, sign in (("Return", "↵"), ("Up", "↑"), ("Down", "↓")):
            text = text.replace(_in_words(name), sign)
        for name, printed in _PRINTED:
            text = text.replace(name, printed)
        return text.replace("+", " ")

    def bind(self, command_id: str, callback: Callable[[], None]) -> None:
        """Say what a command does; the last one bound wins. Callbacks are bound methods of widgets that live on."""
        if command_id not in COMMANDS:
            raise KeyError(command_id)
        self._callbacks[command_id] = callback

    def is_bound(self, command_id: str) -> bool:
        """Say whether anything happens on a command."""
        return command_id in self._callbacks

    def run(self, command_id: str) -> None:
        """Do what the key would do."""
        callback = self._callbacks.get(command_id)
        if callback is not None:
            self.about_to_run.emit(COMMANDS[command_id])
            callback()

    def install(self, window: QWidget) -> None:
        """Make all keys work in a window; once per window."""
        for command_id in COMMANDS:
            keys = self.sequence(command_id)
            if keys:
                self._shortcuts.append(_Shortcut(self, command_id, keys, window))


# Qt writes Spanish keys out; a keyboard has no room for that, and a cap has none either.
_PRINTED = (("Control", "Ctrl"), ("Mayúsculas", "Mayús"), ("Tabulador", "Tab"))


def _in_words(keys: str) -> str:
    """Return keys as this platform and language name them: Ctrl is Strg on a German keyboard."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class _Shortcut(QShortcut):
    """One key of the window; holds the command, so that no closure is needed."""

    def __init__(self, keymap: Keymap, command_id: str, keys: str, window: QWidget) -> None:
        super().__init__(QKeySequence(keys), window)
        self._keymap, self._command_id = keymap, command_id
        self.setContext(Qt.ShortcutContext.WindowShortcut)
        self.setAutoRepeat(command_id.startswith("step_"))
        self.activated.connect(self._on_activated)

    def _on_activated(self) -> None:
        self._keymap.run(self._command_id)
