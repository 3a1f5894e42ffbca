"""Buttons that print their key: the box comes from the sheet, the label (icon, text, key cap) is painted here.

Kinds: primary, plain, quiet, danger, link, chip, tab, answer, alert, row, status, icon on surfaces; on the call bar:
bar, end, bar_quiet, bar_tab, search.
Texts are data-safe: ampersands are kept, markup is not read, long texts are cut and whole in the tooltip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from desktop.views.keys import Caption
from desktop.views.safe_text import button_text, directed, elide, label_text, plain, set_tip, tip_text
from desktop.views.theme.look import Look
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.one_line import one_line

_GAP = 6
_ICON = 16


@dataclass(frozen=True, slots=True)
class _Shape:
    """How one kind is drawn: token of the text, its role, side padding, height, label at the start edge, cap colors."""

    color: str = "text"
    role: str = "control_strong"
    pad: int = 12
    height: int = 32
    leading: bool = False
    checked: str = ""
    cap: tuple[str, str, str] = ("sunken", "line2", "text2")


_BAR = ("bar", "bar_line", "bar_text2")
_SHAPES = {
    "primary": _Shape(color="on_accent", cap=("accent", "on_accent", "on_accent")),
    "plain": _Shape(),
    "quiet": _Shape(color="text2"),
    "danger": _Shape(color="bad"),
    "link": _Shape(color="accent_text", role="meta_strong", pad=4, height=26),
    "chip": _Shape(role="meta_strong", pad=10, height=26, checked="accent_text"),
    "tab": _Shape(color="text2", pad=4, height=32, checked="text"),
    "answer": _Shape(leading=True, checked="accent_text"),
    "icon": _Shape(color="text2", pad=4, height=26),
    "bar": _Shape(color="bar_text", cap=_BAR),
    "bar_quiet": _Shape(color="bar_text", pad=6, height=24, leading=True, cap=_BAR),
    "bar_tab": _Shape(color="bar_text2", pad=10, height=30, leading=True, checked="bar_text", cap=_BAR),
    "search": _Shape(color="bar_text2", role="control", leading=True, cap=_BAR),
    "status": _Shape(color="text2", role="meta", pad=6, height=24),
    "alert": _Shape(role="control_strong", pad=10, height=34, leading=True),
    "row": _Shape(role="control", pad=6, height=26, leading=True, checked="accent_text"),
    "end": _Shape(color="on_end", cap=("end_hover", "on_end", "on_end")),
}
_GIVE_WAY = ("alert", "answer", "bar_quiet", "bar_tab", "chip", "link", "row", "search", "status", "tab")
_DISABLED = {"bar": "bar_text2", "end": "bar_text2", "bar_quiet": "bar_text2"}
_DEAD_CAP = {"end": "bar_line", "primary": "line2"}


class Button(QPushButton):
    """A push button of one kind with an optional icon and key cap; takes focus by Tab only, never from the notes."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        kind: str = "plain",
        *,
        icon: str = "",
        key: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._kind, self._icon_name, self._key = look, kind, icon, key
        self._shape = _SHAPES[kind]
        self._label = ""
        self._why = self._note = ""
        self._icon_only = False
        self._icon_tone = ""
        self._is_keyless = False
        self._reserved = 0
        self._longest: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self.setProperty("kind", kind)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(True)  # Enter presses what has the focus, as Space does
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_label(text)
        self._describe()
        look.reshaped.connect(self._on_reshaped)

    @property
    def label(self) -> str:
        """Return the text as shown, ampersands single."""
        return plain(self._label)

    @property
    def key(self) -> str:
        """Return the key printed on it."""
        return self._key

    def set_label(self, text: object) -> None:
        """Change the text; nothing happens when it is the same."""
        value = label_text(text)
        if value == self._label and self.text():
            return
        self._label = value
        self.setText(button_text(plain(value)))
        self.setAccessibleName(plain(value))
        self.updateGeometry()

    def set_icon(self, name: str, tone: str = "") -> None:
        """Change the icon, in a token of its own or in the text's color; empty takes it away."""
        if (name, tone) != (self._icon_name, self._icon_tone):
            self._icon_name, self._icon_tone = name, tone
            self.updateGeometry()
            self.update()

    def set_key(self, keys: str) -> None:
        """Change the key cap; empty takes it away."""
        if keys != self._key:
            self._key = keys
            self._describe()
            self.updateGeometry()
            self.update()

    def show_keys_again(self, caption: Callable[[str], str]) -> None:
        """Print the keys anew where they are a command's."""
        if isinstance(self._key, Caption):
            self.set_key(caption(self._key.command))

    def reserve(self, words: Iterable[str], bare: Iterable[str] = ()) -> None:
        """Keep room for the longest of these labels, so that a change moves nothing; `bare` ones show no key."""
        self._longest = tuple(words), tuple(bare)
        self._reserve()
        self.updateGeometry()

    def _reserve(self) -> None:
        words, bare = self._longest
        metrics = self._look.metrics(self._shape.role)
        key = self._cap_width() + self._look.px(_GAP) if self._key else 0
        with_key = max(map(metrics.horizontalAdvance, words), default=0)
        without = max(map(metrics.horizontalAdvance, bare), default=0) - key
        self._reserved = max(with_key, without) + key if words or bare else 0

    def set_kind(self, kind: str) -> None:
        """Become another kind of the same size, such as primary as soon as it is what comes next."""
        if kind != self._kind:
            self._kind, self._shape = kind, _SHAPES[kind]
            set_property(self, "kind", kind)
            self.update()

    def leave_out_key(self, left_out: bool) -> None:
        """Leave out the key while it would do nothing or has no room; the page of keys lists it all the same."""
        if left_out != self._is_keyless:
            self._is_keyless = left_out
            self.updateGeometry()
            self.update()

    def set_icon_only(self, icon_only: bool) -> None:
        """Show only the icon where there is no room; the name goes to the tooltip."""
        if icon_only != self._icon_only:
            self._icon_only = icon_only
            self.set_ready(self.isEnabled(), self._why)
            self.updateGeometry()
            self.update()

    def set_ready(self, ready: bool, why_not: str = "") -> None:
        """Enable or disable; a disabled button says why in tooltip and to readers."""
        self._why = "" if ready else why_not
        if self.isEnabled() != ready:
            self.setEnabled(ready)
        named = f"{self.label} ({self._key})" if self._key else self.label
        set_tip(self, "\n".join(part for part in (named if self._icon_only else "", self._why) if part))
        self._note = self._why
        self._describe()

    def sizeHint(self) -> QSize:
        """Room for icon, text and key; the box is as high as its kind."""
        return QSize(self._width_with(self._label), self._look.px(self._shape.height))

    def width_with(self, text: object) -> int:
        """Return how wide it would want to be with another label."""
        return self._width_with(label_text(text))

    def _width_with(self, label: str) -> int:
        look, shape = self._look, self._shape
        width = 2 * look.px(shape.pad) + 2
        gap, height = look.px(_GAP), look.px(shape.height)
        content = look.width(shape.role, label) if label else 0
        content += self._cap_width() + (gap if content else 0) if self._key and not self._is_keyless else 0
        content = 0 if self._hides_text() else max(content, self._reserved)
        icon = look.px(_ICON) + (gap if content else 0) if self._icon_name else 0
        return max(width + content + icon, height if self._kind != "tab" else 0)

    def minimumSizeHint(self) -> QSize:
        """Stay whole, but for kinds that carry data: those give way to an ellipsis."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self._look.px(48)), hint.height()) if self._kind in _GIVE_WAY else hint

    def is_elided(self) -> bool:
        """Say whether something is cut from the label."""
        if self._hides_text() or not self._label:
            return False
        return self._spare() < (self._cap_width() + self._look.px(_GAP) if self._shows_cap() else 0)

    def _spare(self) -> int:
        """Return the width that icon and label leave, below zero where the label is cut even without the key."""
        look = self._look
        taken = 2 * self._pad() + 2 + (look.px(_ICON) + look.px(_GAP) if self._icon_name else 0)
        return self.width() - taken - look.width(self._shape.role, self._label)

    def _pad(self) -> int:
        """Return the room at each side, in pixels of this screen."""
        return self._look.px(self._shape.pad)

    def _shows_cap(self) -> bool:
        """Say whether the key is printed: it gives way where that keeps the label whole, F1 lists it too."""
        if not self._key or self._icon_only or self._is_keyless:
            return False
        spare = self._spare()
        return not self._label or spare < 0 or spare >= self._cap_width() + self._look.px(_GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sheet's box, then our label on it."""
        del event
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        side = self._pad() + 1
        rect = self.rect().adjusted(side, 0, -side, 0)
        self._paint_label(painter, rect)

    def _paint_label(self, painter: QPainter, rect: QRect) -> None:
        look, rtl = self._look, self.isRightToLeft()
        if self._shows_cap():
            rect = self._paint_cap(painter, rect, rtl=rtl)
        painter.setFont(look.font(self._shape.role))
        color = self._color()
        label = "" if self._hides_text() else self._label
        icon = look.px(_ICON) if self._icon_name else 0
        gap = look.px(_GAP) if icon and label else 0
        room = rect.width() - icon - gap
        text = label if look.width(self._shape.role, label) <= room else elide(painter.fontMetrics(), label, room)
        width = icon + gap + look.width(self._shape.role, text)
        centered = self._icon_only or not (self._shape.leading or self._key)
        left = 0 if not centered else max(0, (rect.width() - width) // 2)
        start = rect.right() + 1 - left if rtl else rect.left() + left
        if icon:
            x = start - icon if rtl else start
            top = rect.top() + (rect.height() - icon) // 2
            painter.drawPixmap(x, top, look.pixmap(self._icon_name, self._icon_tone or color, _ICON, self))
        offset = icon + gap
        box = QRect(rect.left(), rect.top(), start - offset - rect.left(), rect.height())
        if not rtl:
            box = QRect(start + offset, rect.top(), rect.right() + 1 - start - offset, rect.height())
        painter.setPen(look.color(color))
        painter.drawText(box, one_line(right=rtl), directed(text, mirrored=rtl))

    def _paint_cap(self, painter: QPainter, rect: QRect, *, rtl: bool) -> QRect:
        look, (fill, line, ink) = self._look, self._shape.cap
        width, height = self._cap_width(), look.px(18)
        x = rect.left() if rtl else rect.right() + 1 - width
        box = QRect(x, rect.top() + (rect.height() - height) // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ready = self.isEnabled()
        painter.setPen(look.color(line if ready else _DEAD_CAP.get(self._kind, line)))
        painter.setBrush(look.color(fill) if ready else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(look.color(ink if ready else self._color()))
        painter.setFont(look.font("micro"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), directed(self._key, mirrored=rtl))
        gap = width + look.px(_GAP)
        return rect.adjusted(gap, 0, 0, 0) if rtl else rect.adjusted(0, 0, -gap, 0)

    def _cap_width(self) -> int:
        return self._look.width("micro", self._key) + self._look.px(10)

    def set_note(self, note: str) -> None:
        """Say more in the tooltip and to readers, whether enabled or not."""
        set_tip(self, note)
        self._note = note
        self._describe()

    def _describe(self, keys: str = "") -> None:
        """Tell readers why not or what more there is to say, else the keys: these are no part of the name."""
        keys = keys or self._key
        spoken = keys.spoken if isinstance(keys, Caption) else keys
        self.setAccessibleDescription(tip_text(self._note) or spoken)

    def _hides_text(self) -> bool:
        return self._kind == "icon" or self._icon_only

    def _color(self) -> str:
        if not self.isEnabled():
            return _DISABLED.get(self._kind, "text3")
        if self.isCheckable() and self.isChecked() and self._shape.checked:
            return self._shape.checked
        return self._shape.color

    def _on_reshaped(self) -> None:
        self._reserve()
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A square button with an icon only; its name is spoken and shown as tooltip."""

    def __init__(
        self, look: Look, icon: str, name: str, *, key: str = "", kind: str = "icon", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, name, kind, icon=icon, parent=parent)
        self._tip_key = key
        self._set_name(name)

    def set_label(self, text: object) -> None:
        """Change the name."""
        super().set_label(text)
        if hasattr(self, "_tip_key"):
            self._set_name(self.label)

    def show_keys_again(self, caption: Callable[[str], str]) -> None:
        """Say the keys anew where they are a command's."""
        if isinstance(self._tip_key, Caption):
            self._tip_key = caption(self._tip_key.command)
            self._set_name(self.label)

    def _set_name(self, name: str) -> None:
        self._describe(self._tip_key)
        set_tip(self, f"{name} ({self._tip_key})" if self._tip_key else name)


class Chip(Button):
    """A small pill that can be on: a filter, a suggestion."""

    def __init__(self, look: Look, text: str = "", *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, text, "chip", key=key, parent=parent)
        self.setCheckable(True)


class TabButton(Button):
    """One of a row of tabs; the owner keeps exactly one checked."""

    def __init__(self, look: Look, text: str = "", *, key: str = "", parent: QWidget | None = None) -> None:
        super().__init__(look, text, "tab", key=key, parent=parent)
        self.setCheckable(True)
