"""Every key of the workspace in one table, so that what is printed, what works and what F1 lists are the same.

A pane binds what it can do: `keymap.bind("accept", self._on_accept)`, and prints `keymap.caption("accept")`. The
window owns the shortcuts, so a key works wherever the focus is, also when the pane's page is not in view: then
`about_to_run` lets the workspace bring the page to the front first. Titles are translated where they are shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.views.key_rules import digit_of, pressed, refused


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
        ("find", "Ctrl+F", QT_TRANSLATE_NOOP("keys", "Find in the timeline"), "know"),
        ("refresh", "F5", QT_TRANSLATE_NOOP("keys", "Refresh"), "know"),
        ("letter", "Ctrl+J", QT_TRANSLATE_NOOP("keys", "Macros, letters, quick texts"), "know"),
        ("letter_gap", "Ctrl+G", QT_TRANSLATE_NOOP("keys", "Next gap in the e-mail"), "know"),
        ("letter_send", "Alt+S", QT_TRANSLATE_NOOP("keys", "Send the e-mail"), "know"),
        ("palette", "Ctrl+K", QT_TRANSLATE_NOOP("keys", "Search or run anything"), "window"),
        ("presence", "F12", QT_TRANSLATE_NOOP("keys", "Available or away"), "window"),
        ("day", "Ctrl+Shift+D", QT_TRANSLATE_NOOP("keys", "Put the wrap-up aside"), "window"),
        ("sources", "Ctrl+I", QT_TRANSLATE_NOOP("keys", "Sources and ages"), "window"),
        ("next_region", "Ctrl+0", QT_TRANSLATE_NOOP("keys", "Next region"), "window"),
        ("panels_away", "Alt+P", QT_TRANSLATE_NOOP("keys", "Panels on second screen"), "window"),
        ("timeline_away", "Alt+T", QT_TRANSLATE_NOOP("keys", "Timeline on second screen"), "window"),
        ("all_keys", "F1", QT_TRANSLATE_NOOP("keys", "All keys"), "window"),
        ("tour", "Shift+F1", QT_TRANSLATE_NOOP("keys", "First-day tour"), "window"),
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


class Caption(str):
    """Keys as printed on a cap, which know whose they are: a cap can be printed again when its command has others.

    `spoken` are the same keys without signs, for those who hear them.
    """

    __slots__ = ("command", "spoken")
    command: str
    spoken: str


class Keymap(QObject):
    """The window's shortcuts: what the agent chose (`own`), else what the site did, else what we did.

    Signals: about_to_run(Command) = a key was pressed, its callback runs next; changed() = captions are others.
    """

    about_to_run = Signal(object)
    changed = Signal()

    def __init__(self, own: Mapping[str, str] | None = None, site: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._own, self._site = _usable(own or {}), _usable(site or {})
        self.ignored = tuple(f"{name} = {keys}" for name, keys in (site or {}).items() if name not in self._site)
        self._callbacks: dict[str, Callable[[], None]] = {}
        self._windows: dict[QWidget, dict[str, _Shortcut]] = {}
        self._digits: dict[int, int] = {}
        self._in_force: dict[str, str] = {}
        self._settle()

    # Which keys

    @property
    def own(self) -> Mapping[str, str]:
        """Return what the agent chose, by command, to be kept."""
        return dict(self._own)

    def sequence(self, command_id: str) -> str:
        """Return the keys of a command in portable form; empty when it has none."""
        return self._in_force.get(command_id, "")

    def usual(self, command_id: str) -> str:
        """Return the keys of a command where the agent chose none."""
        return self._site.get(command_id, COMMANDS[command_id].keys)

    def owner(self, keys: str) -> str:
        """Return the command that has these keys; empty when they are free."""
        return next((name for name, taken in self._in_force.items() if taken == keys), "")

    def remap(self, command_id: str, keys: str) -> None:
        """Give a command other keys, at once; they are free and may be used (`key_rules`)."""
        if keys == self.usual(command_id):
            self._own.pop(command_id, None)
        else:
            self._own[command_id] = keys
        self._settle()
        self.changed.emit()

    def reset(self) -> None:
        """Forget all that the agent chose."""
        self._own.clear()
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        """Work out who has which keys: what was chosen wins, and nobody has keys that another one has."""
        taken: dict[str, str] = {}
        for chosen in (self._own, self._site, {name: command.keys for name, command in COMMANDS.items()}):
            for name, keys in chosen.items():
                if name not in taken and (not keys or keys not in taken.values()):
                    taken[name] = keys
        self._in_force = {name: taken.get(name, "") for name in COMMANDS}
        self._set_shortcuts(COMMANDS)

    def caption(self, command_id: str) -> Caption:
        """Return the keys as printed on a cap: short, in the platform's words."""
        caption = Caption(self.in_words(self.sequence(command_id)))
        caption.command, caption.spoken = command_id, _in_words(self.sequence(command_id))
        return caption

    def in_words(self, keys: str) -> str:
        """Return keys in portable form as a cap says them."""
        text = _in_words(keys)
        for name, sign in (("Return", "↵"), ("Up", "↑"), ("Down", "↓")):
            text = text.replace(_in_words(name), sign)
        for name, printed in _PRINTED:
            text = text.replace(name, printed)
        return text.replace("+", " ")

    # What they do

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

    def press(self, command_id: str, window: QWidget) -> None:
        """Do what the key does, pressed in this window; where it takes the focus to another one, that comes forward."""
        others: dict[QWidget, QWidget | None] = {
            each: each.focusWidget() for each in self._windows if each is not window
        }
        for focused in others.values():
            if focused is not None:
                focused.clearFocus()
        self.run(command_id)
        for each, focused in others.items():
            if each.focusWidget() is not None:
                each.activateWindow()
            elif focused is not None and focused.window() is each:
                focused.setFocus()

    def install(self, window: QWidget) -> None:
        """Make all keys work in a window; once per window."""
        self._windows[window] = {}
        self._set_shortcuts(COMMANDS)

    def uninstall(self, window: QWidget) -> None:
        """Forget a window that goes for good."""
        self._windows.pop(window, None)

    def _set_shortcuts(self, command_ids: Iterable[str]) -> None:
        for command_id in command_ids:
            for window, shortcuts in self._windows.items():
                self._set_shortcut(command_id, window, shortcuts)

    def _set_shortcut(self, command_id: str, window: QWidget, shortcuts: dict[str, _Shortcut]) -> None:
        shortcut, keys = shortcuts.get(command_id), self.sequence(command_id)
        if shortcut is None and keys:
            shortcut = shortcuts[command_id] = _Shortcut(self, command_id, window)
        if shortcut is not None:
            shortcut.setKeys([QKeySequence(each) for each in (keys, self._elsewhere(keys)) if each])

    def notice(self, event: QKeyEvent) -> None:
        """Learn from a key about to be matched: where the layout has another sign in a digit's place, that is it."""
        digit = digit_of(event)
        is_digit = Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9
        if digit is not None and not is_digit and pressed(event) and self._digits.get(digit) != event.key():
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return
            self._digits[digit] = event.key()
            self._set_shortcuts(name for name in COMMANDS if self.sequence(name)[-1:] == str(digit))

    def _elsewhere(self, keys: str) -> str:
        """Return keys with a digit as this layout says them; empty where they are the same or taken."""
        held, plus, last = keys.rpartition("+")
        sign = self._digits.get(int(last)) if plus and last.isdecimal() else None
        if sign is None:
            return ""
        said = held + plus + QKeySequence(sign).toString(QKeySequence.SequenceFormat.PortableText)
        return "" if self.owner(said) else said


def mistakes(site: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """What a site has wrong in its keys: command, keys, and why, as unknown, taken:<command> or a refusal's value."""
    taken: dict[str, str] = {}
    for name, keys in site.items():
        why = refused(keys)
        if name not in COMMANDS:
            yield name, keys, "unknown"
        elif why is not None:
            yield name, keys, why.value
        elif keys in taken:
            yield name, keys, f"taken:{taken[keys]}"
        else:
            taken[keys] = name


def _usable(chosen: Mapping[str, str]) -> dict[str, str]:
    """What names a command of ours and keys that it may have."""
    return {name: keys for name, keys in chosen.items() if name in COMMANDS and refused(keys) is None}


# Qt writes Spanish keys out; a keyboard has no room for that, and a cap has none either.
_PRINTED = (("Control", "Ctrl"), ("Mayúsculas", "Mayús"), ("Tabulador", "Tab"))


def _in_words(keys: str) -> str:
    """Return keys as this platform and language name them: Ctrl is Strg on a German keyboard."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class _Shortcut(QShortcut):
    """One key of the window; holds the command, so that no closure is needed."""

    def __init__(self, keymap: Keymap, command_id: str, window: QWidget) -> None:
        super().__init__(window)
        self._keymap, self._command_id, self._window = keymap, command_id, window
        self.setContext(Qt.ShortcutContext.WindowShortcut)
        self.setAutoRepeat(command_id.startswith("step_"))
        self.activated.connect(self._on_activated)

    def _on_activated(self) -> None:
        self._keymap.press(self._command_id, self._window)
