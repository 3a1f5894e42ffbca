"""Which keys a command may have: none that type, move, edit, or that the system or AltGr takes."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, cast

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

_Key, _Modifier = Qt.Key, Qt.KeyboardModifier
_COMMANDING = _Modifier.ControlModifier | _Modifier.AltModifier
_ONLY_HELD = {_Key.Key_Control, _Key.Key_Shift, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta, _Key.Key_CapsLock}
_ONLY_HELD |= {_Key.Key_unknown, _Key.Key_NumLock, _Key.Key_Super_L, _Key.Key_Super_R}
_MOVING = {_Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Return, _Key.Key_Enter, _Key.Key_Escape, _Key.Key_Space}
_MOVING |= {_Key.Key_Left, _Key.Key_Right, _Key.Key_Up, _Key.Key_Down, _Key.Key_Home, _Key.Key_End}
_MOVING |= {_Key.Key_PageUp, _Key.Key_PageDown, _Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Insert}
# Ctrl with these edits a text; Ctrl+E is taken by every line edit on X11.
_EDITING = {*map(_Key, b"ACVXZYE"), _Key.Key_Left, _Key.Key_Right, _Key.Key_Home, _Key.Key_End}
_EDITING |= {_Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Insert}
_SYSTEM = {"Alt+F4", "Alt+Tab", "Alt+Shift+Tab", "Alt+Shift+Backtab", "Alt+Esc", "Alt+Space", "Ctrl+Esc"}
_FIRST_SCAN_CODE = {"windows": 2}
_FIRST_ON_LINUX = 10


class Refusal(StrEnum):
    """Why keys may not be used."""

    TYPES = "types"
    ALTGR = "altgr"
    MOVES = "moves"
    EDITS = "edits"
    SYSTEM = "system"


def pressed(event: QKeyEvent) -> str:
    """Return the keys of an event in portable form; empty while only Ctrl, Alt or Shift is held.

    A digit counts by its place, so that it is one where the layout has other signs there, as the French does.
    """
    key, held = Qt.Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier
    if key in _ONLY_HELD:
        return ""
    digit = digit_of(event)
    if digit is not None and held & _COMMANDING:
        key = _Key(_Key.Key_0 + digit)
    if key is _Key.Key_Backtab:
        key = _Key.Key_Tab
    return QKeySequence(QKeyCombination(held, key)).toString(QKeySequence.SequenceFormat.PortableText)


def digit_of(event: QKeyEvent) -> int | None:
    """Return the digit of the key's place in the upper row, whatever the layout has there; None elsewhere."""
    place = event.nativeScanCode() - _FIRST_SCAN_CODE.get(QGuiApplication.platformName(), _FIRST_ON_LINUX)
    return (place + 1) % 10 if event.nativeScanCode() and 0 <= place <= 9 else None


def refused(keys: str) -> Refusal | None:
    """Return why these keys, in portable form, may not be used; None when they may."""
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return Refusal.TYPES
    # It can be indexed, whatever its types say.
    pressed_keys: QKeyCombination = cast("Any", sequence)[0]
    key, held = pressed_keys.key(), pressed_keys.keyboardModifiers()
    commanding = held & _COMMANDING
    reason: Refusal | None = None
    if held & _Modifier.MetaModifier or keys in _SYSTEM:
        reason = Refusal.SYSTEM
    elif commanding == _COMMANDING:
        reason = Refusal.ALTGR
    elif not commanding and key in _MOVING:
        reason = Refusal.MOVES
    elif not commanding and not _Key.Key_F1 <= key <= _Key.Key_F35:
        reason = Refusal.TYPES
    elif commanding == _Modifier.ControlModifier and key in _EDITING:
        reason = Refusal.EDITS
    return reason
