"""A screen reader: knows the program only by what it says over AT-SPI, acts only by named actions and by keys.

The protocol is `at-spi2-core`'s: https://gnome.pages.gitlab.gnome.org/at-spi2-core/devel-docs/
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from jeepney import DBusAddress, MatchRule, Message, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

T = TypeVar("T")
PATIENCE_S = 60.0
_NAP_S = 0.05
_ATSPI = "org.a11y.atspi"
_NOTHING = "/org/a11y/atspi/null"
_FOCUSED, _SENSITIVE, _SHOWING = 12, 24, 25
_PRESS, _RELEASE, _SYMBOL = 0, 1, 3
_ASSERTIVE = 2
# Key codes of a PC keyboard, the same in every layout; X symbols are those of X11/keysymdef.h.
_MODIFIERS = {"Ctrl": 37, "Shift": 50, "Alt": 64}
_SYMBOLS = {"Tab": 0xFF09, "Return": 0xFF0D, "Escape": 0xFF1B, "Down": 0xFF54, "Up": 0xFF52}
_SYMBOLS |= {f"F{n}": 0xFFBD + n for n in range(1, 13)}


@dataclass(frozen=True, slots=True)
class Node:
    """An accessible object: the bus name of its program and its path there."""

    bus: str
    path: str


@dataclass(frozen=True, slots=True)
class Said:
    """An announcement; assertive ones interrupt what a reader is reading."""

    text: str
    assertive: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader knows of one object."""

    node: Node
    role: str
    name: str
    description: str
    states: int
    inside: tuple[Read, ...] = field(default=(), repr=False)

    def has(self, state: int) -> bool:
        return bool(self.states >> state & 1)

    @property
    def ready(self) -> bool:
        return self.has(_SENSITIVE)

    @property
    def focused(self) -> bool:
        return self.has(_FOCUSED)

    def all(self) -> Iterator[Read]:
        """Itself and all below, in reading order."""
        yield self
        for each in self.inside:
            yield from each.all()

    def told(self, depth: int = 0) -> str:
        """All of it in lines, for whoever looks for what went wrong."""
        own = "  " * depth + " | ".join((self.role, self.name, self.description)) + (" (focus)" if self.focused else "")
        return "\n".join([own, *(each.told(depth + 1) for each in self.inside)])

    def names(self, role: str = "") -> list[str]:
        return [each.name for each in self.all() if each.name and role in ("", each.role)]

    def find(self, role: str, name: Callable[[str], object] | str) -> Read | None:
        fits = name if callable(name) else name.__eq__
        return next((each for each in self.all() if each.role == role and fits(each.name)), None)


def _heard(text: str) -> str:
    """A text as it is heard: spaces that do not break and marks of direction make no sound."""
    return text.translate({0xA0: " ", 0x2068: None, 0x2069: None})


class Gone(Exception):
    """The object is no more, or its program is."""


class Reader:
    """Tells the session that a screen reader is there, and listens; made before the program starts, as people do."""

    def __init__(self) -> None:
        self._session = open_dbus_connection("SESSION")
        accessibility = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        [address] = self._ask(self._session, new_method_call(accessibility, "GetAddress"))
        status = Properties(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Status"))
        self._ask(self._session, status.set("ScreenReaderEnabled", "b", True))
        self._bus = open_dbus_connection(address)
        registry = DBusAddress(f"/{_ATSPI.replace('.', '/')}/registry", f"{_ATSPI}.Registry", f"{_ATSPI}.Registry")
        for event in ("object:announcement", "object:state-changed:focused"):
            self._ask(self._bus, new_method_call(registry, "RegisterEvent", "s", (event,)))
        rule = MatchRule(type="signal", interface=f"{_ATSPI}.Event.Object", member="Announcement")
        self._ask(self._bus, message_bus.AddMatch(rule))
        self._signals: deque[Message] = deque(maxlen=1000)
        self._filter = self._bus.filter(rule, queue=self._signals)
        self._filter.__enter__()
        self.heard: list[Said] = []

    def close(self) -> None:
        self._filter.__exit__(None, None, None)
        self._bus.close()
        self._session.close()

    # The bus

    def _ask(self, bus: DBusConnection, message: Message) -> tuple[Any, ...]:
        try:
            reply = bus.send_and_get_reply(message, timeout=PATIENCE_S)
        except TimeoutError as error:
            raise Gone(message) from error
        if reply.header.message_type is MessageType.error:
            raise Gone(reply.body)
        return reply.body

    def _call(self, node: Node, part: str, method: str, signature: str | None = None, *body: object) -> tuple[Any, ...]:
        address = DBusAddress(node.path, node.bus, f"{_ATSPI}.{part}")
        return self._ask(self._bus, new_method_call(address, method, signature, body))

    def _get(self, node: Node, part: str, name: str) -> Any:
        [(_, value)] = self._ask(self._bus, Properties(DBusAddress(node.path, node.bus, f"{_ATSPI}.{part}")).get(name))
        return value

    # Hearing

    def listen(self, seconds: float = 0) -> None:
        """Wait that long for something to be said, and take in all that was."""
        with contextlib.suppress(TimeoutError):
            self._bus.recv_messages(timeout=seconds)
            while True:
                self._bus.recv_messages(timeout=0)
        while self._signals:
            body = self._signals.popleft().body
            self.heard.append(Said(_heard(body[3][1]), assertive=body[1] == _ASSERTIVE))

    def until(self, look: Callable[[], T | None], what: str) -> T:
        """What `look` finds, as soon as it finds something."""
        end = time.monotonic() + PATIENCE_S
        while True:
            self.listen(_NAP_S)
            with contextlib.suppress(Gone):
                if found := look():
                    return found
            if time.monotonic() > end:
                raise AssertionError(
                    f"waited too long for {what}; heard {self.heard}; there is\n{self.window().told()}"
                )

    def hear(self, fits: Callable[[Said], object], what: str) -> Said:
        return self.until(lambda: next((said for said in self.heard if fits(said)), None), what)

    # Reading

    def window(self) -> Read:
        """All that shows in the program's window."""
        root = Node(f"{_ATSPI}.Registry", f"/{_ATSPI.replace('.', '/')}/accessible/root")
        [programs] = self._call(root, "Accessible", "GetChildren")
        for bus, path in programs:
            program = Node(bus, path)
            if self._get(program, "Accessible", "Name") == "Callside":
                return self.read(program)
        raise Gone("Callside")

    def read(self, node: Node) -> Read:
        [role] = self._call(node, "Accessible", "GetRoleName")
        name, description = (self._get(node, "Accessible", each) for each in ("Name", "Description"))
        [(low, high)] = self._call(node, "Accessible", "GetState")
        [below] = self._call(node, "Accessible", "GetChildren")
        inside = [self.read(Node(*each)) for each in below if each[1] != _NOTHING]
        shown = tuple(each for each in inside if each.has(_SHOWING))
        return Read(node, role, _heard(name), _heard(description), low | high << 32, shown)

    def text(self, node: Node) -> str:
        [text] = self._call(node, "Text", "GetText", "ii", 0, -1)
        return str(text)

    def focus(self) -> Read | None:
        return next((each for each in self.window().all() if each.focused and each.role != "application"), None)

    # Acting

    def do(self, node: Node, action: str) -> None:
        """Run an action by its name, as a reader's own key does."""
        [actions] = self._call(node, "Action", "GetActions")
        names = [name for name, _, _ in actions]
        assert action in names, f"{action} is not among {names}"
        self._call(node, "Action", "DoAction", "i", names.index(action))

    def press(self, keys: str) -> None:
        """Press keys such as `Ctrl+Return` on the keyboard of the screen."""
        *held, key = keys.split("+")
        for modifier in held:
            self._key(_MODIFIERS[modifier], _PRESS)
        self._key(_SYMBOLS.get(key) or ord(key.lower()), _SYMBOL)
        for modifier in reversed(held):
            self._key(_MODIFIERS[modifier], _RELEASE)

    def type(self, text: str) -> None:
        for char in text:
            self._key(ord(char), _SYMBOL)

    def _key(self, code: int, kind: int) -> None:
        path = f"/{_ATSPI.replace('.', '/')}/registry/deviceeventcontroller"
        controller = DBusAddress(path, f"{_ATSPI}.Registry", f"{_ATSPI}.DeviceEventController")
        self._ask(self._bus, new_method_call(controller, "GenerateKeyboardEvent", "isu", (code, "", kind)))
