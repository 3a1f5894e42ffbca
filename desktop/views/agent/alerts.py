"""The row of alerts: at most three, worst first, each with words and one action; the rest behind a counter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Signal
from PySide6.QtGui import QAction, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QWidget

from desktop.call.state import CallState, Phase
from desktop.views.agent.layout_class import Height, LayoutClass, Width
from desktop.views.context import ViewContext
from desktop.views.safe_text import button_text, cell, directed, elide, plain, set_tip
from desktop.views.theme.look import Look
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox
from desktop.views.widgets.one_line import one_line

if TYPE_CHECKING:
    from desktop.rules.session import AlertEntry

SHOWN = 3
_TONES = {
    "critical": ("bad", "triangle-alert"),
    "error": ("bad", "triangle-alert"),
    "bad": ("bad", "triangle-alert"),
    "warning": ("warn", "circle-alert"),
    "warn": ("warn", "circle-alert"),
    "good": ("good", "circle-check"),
    "notice": ("violet", "bell"),
    "info": ("accent", "info"),
}
_PAD = 10
# A day is one word: neither "Nov 23, 2026" nor "23. Nov. 2026" is parted.
_PARTS = re.compile(r"(?<=.)(?: · |: |, (?!\d{4}\b)|(?<!\b\d)(?<!\b\d\d)\. (?!\d{4}\b))")


def split_text(text: str) -> tuple[str, str]:
    """Return an alert's title and what follows it, parted at the first " · ", ": ", ", " or ". " that is in no day."""
    found = _PARTS.search(text)
    if found is None:
        return text, ""
    return text[: found.start()], text[found.start() :].lstrip(" ·:.,")


class AlertChip(Button):
    """One alert; a click or its key does its one action, and without an action it only tells."""

    acted = Signal(object)

    def __init__(self, look: Look, key: str, parent: QWidget | None = None) -> None:
        super().__init__(look, "", "alert", parent=parent)
        self._alert_key = key
        self._tone = "accent"
        self._icon = "info"
        self._title, self._detail, self._action_label = "", "", ""
        self._level = 0
        self._offered = True
        self._resting = False
        self.entry: AlertEntry | None = None
        self.setProperty("tone", "accent")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.act)

    def show_entry(self, entry: AlertEntry, *, offered: bool = True, resting: bool = False) -> None:
        """Show an alert; the same one costs nothing.

        `offered` says that its action is on the cards now; `resting` that it waits until the call is answered.
        """
        if resting != self._resting:
            self._resting = resting
            self.update()
        if (entry, offered) == (self.entry, self._offered):
            return
        self.entry, self._offered = entry, offered
        acts = bool(entry.action) and offered
        text = cell(entry.text)
        self._title, self._detail = split_text(text)
        self._tone, self._icon = tone_of(entry)
        self._action_label = cell(entry.label) if acts else ""
        self.set_key(self._alert_key if acts else "")
        self.set_label(text)
        spoken = f"{text}. {self._action_label}" if self._action_label else text
        self.setAccessibleName(plain(spoken))
        set_property(self, "tone", self._tone)
        set_tip(self, text)
        self.updateGeometry()
        self.update()

    def forget(self) -> None:
        """Keep nothing of the last alert."""
        self.entry = None
        self._title, self._detail, self._action_label = "", "", ""
        self.set_label("")
        set_tip(self, "")

    def set_level(self, level: int) -> None:
        """Leave out the detail (1) and the action's words too (2) where the row is full; the key stays."""
        if level != self._level:
            self._level = level
            self.updateGeometry()
            self.update()

    @property
    def level(self) -> int:
        """Return how much is left out: 0 nothing, 1 the detail, 2 the action's words too."""
        return self._level

    def width_at(self, level: int) -> int:
        """Return the width the chip would like at a level."""
        before, self._level = self._level, level
        width = self.sizeHint().width()
        self._level = before
        return width

    def act(self) -> None:
        """Do the alert's one action, where it can be done now."""
        if self.entry is not None and self.entry.action and self._offered and not self._resting:
            self.acted.emit(self.entry)

    def sizeHint(self) -> QSize:
        """All of it on one line."""
        width = sum(width for _, _, width in self._parts()) + self._gaps()
        return QSize(width + 2 * self._look.px(_PAD) + 2, self._look.px(34))

    def minimumSizeHint(self) -> QSize:
        """Give way down to a few letters of the title."""
        return QSize(self._look.px(96), self._look.px(34))

    def _parts(self) -> list[tuple[str, str, int]]:
        """Return (text, role, width) of title, detail and action label, those that are there."""
        detail = self._detail if self._level < 1 else ""
        action = self._action_label if self._level < 2 else ""
        parts = ((self._title, "control_strong"), (detail, "meta"), (action, "meta_strong"))
        return [(text, role, self._look.width(role, text)) for text, role in parts if text]

    def _gaps(self) -> int:
        look = self._look
        icon = look.px(16) + look.px(8)
        key = self._cap_width() + look.px(8) if self._key else 0
        return icon + key + max(0, len(self._parts()) - 1) * look.px(10)

    def _paint_label(self, painter: QPainter, rect: QRect) -> None:
        look, rtl = self._look, self.isRightToLeft()
        if self._key:
            rect = self._paint_cap(painter, rect, rtl=rtl)
        spare = rect.width() - look.px(24)
        parts = self._parts()
        action = sum(width + look.px(10) for _, role, width in parts if role == "meta_strong")
        left = self._place_icon(painter, rect, rtl=rtl)
        for text, role, width in parts:
            is_action = role == "meta_strong"
            room = spare if is_action else spare - action
            shown = min(width, max(0, room))
            tone = (
                ("text3" if self._resting else "accent_text")
                if is_action
                else (_ink(self._tone) if role == "control_strong" else "text2")
            )
            painter.setFont(look.font(role))
            painter.setPen(look.color(tone))
            box = QRect(left, rect.top(), shown, rect.height())
            if rtl:
                box.moveLeft(rect.left() + rect.right() + 1 - left - shown)
            if shown > look.px(12):
                line = directed(elide(painter.fontMetrics(), text, shown), mirrored=rtl)
                painter.drawText(box, one_line(right=rtl), line)
                left += shown + look.px(10)
                spare -= shown + look.px(10)

    def _place_icon(self, painter: QPainter, rect: QRect, *, rtl: bool) -> int:
        look = self._look
        side = look.px(16)
        x = rect.right() + 1 - side if rtl else rect.left()
        top = rect.top() + (rect.height() - side) // 2
        painter.drawPixmap(x, top, look.pixmap(self._icon, _ink(self._tone), 16, self))
        return rect.left() + side + look.px(8)


def tone_of(entry: AlertEntry) -> tuple[str, str]:
    """Return an alert's tone and icon, by its severity; a birthday is a birthday."""
    if entry.severity == "info" and "birthday" in entry.id:
        return "violet", "cake"
    return _TONES.get(entry.severity, _TONES["info"])


def on_offer(state: CallState) -> frozenset[str]:
    """Return the actions that are on the cards now: an alert can only take one of these."""
    if state.decision is None:
        return frozenset()
    return frozenset(entry.id for entry in state.decision.actions.shown if not entry.no_longer_recommended)


def _ink(tone: str) -> str:
    return "accent_text" if tone == "accent" else tone


class Alerts(QFrame):
    """Three chips and a counter, built once. In the short class only the counter is shown, in the header.

    Signals: acted(AlertEntry) = the agent took an alert's action.
    """

    acted = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._layout_class = LayoutClass()
        self._entries: tuple[AlertEntry, ...] = ()
        self._offered: frozenset[str] = frozenset()
        self._resting = False
        self._call_id: str | None = None
        self.setAccessibleName(self.tr("Alerts"))
        look, caption = context.look, context.keymap.caption
        self.chips = [AlertChip(look, caption(f"alert_{n}"), self) for n in range(1, SHOWN + 1)]
        self.more = Button(look, "", "quiet", parent=self)
        self.counter = Button(look, "", "chip", icon="triangle-alert")
        self._row = hbox(self, margins=(16, 0, 16, 0), spacing=8)
        for chip in self.chips:
            self._row.addWidget(chip)
            chip.acted.connect(self.acted)
            chip.hide()
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.more.clicked.connect(self._on_more)
        self.counter.clicked.connect(self._on_counter)
        for n, act in enumerate((self._on_first, self._on_second, self._on_third), start=1):
            context.keymap.bind(f"alert_{n}", act)
        self.set_layout(self._layout_class)
        self._show()
        look.reshaped.connect(self._on_reshaped)

    def set_layout(self, layout: LayoutClass) -> None:
        """Take the height of a class; none at all in the short one."""
        self._layout_class = layout
        height = self._context.look.px(layout.bars[2])
        self.setFixedHeight(height)
        self.setVisible(height > 0)
        side = self._context.look.px(16)
        self._row.setContentsMargins(side, 0, side, 0)
        self._show_counter()

    def show_call(self, state: CallState) -> None:
        """Show a call's alerts, worst first as the engine ordered them."""
        found = state.decision.alerts if state.decision is not None else ()
        # One whose text came out empty, as of a fact that is an empty text, has nothing to tell.
        entries = tuple(entry for entry in found if entry.text.strip())
        fresh = state.id != self._call_id
        self._call_id = state.id
        now = (entries, on_offer(state), state.phase is Phase.RINGING)
        if now != (self._entries, self._offered, self._resting):
            before = {entry.id for entry in self._entries} if not fresh else set()
            new = [entry for entry in entries[:SHOWN] if entry.id not in before]
            self._entries, self._offered, self._resting = now
            self._show()
            for entry in new:
                self._context.voice.tell(self, self.tr("Alert: {text}").format(text=cell(entry.text)))

    def clear(self) -> None:
        """No alerts."""
        self._call_id = None
        self._entries = ()
        self._show()

    @property
    def entries(self) -> Sequence[AlertEntry]:
        """Return all alerts, shown or behind the counter."""
        return self._entries

    def _show(self) -> None:
        for at, chip in enumerate(self.chips):
            if at < len(self._entries):
                entry = self._entries[at]
                chip.show_entry(entry, offered=entry.action in self._offered, resting=self._resting)
            else:
                chip.forget()
            chip.setVisible(at < len(self._entries))
        hidden = len(self._entries) - SHOWN
        if hidden > 0:
            self.more.set_label(f"+{hidden}")
            self.more.setAccessibleName(self.tr("%Ln more alerts", "", hidden))
        self.more.setVisible(hidden > 0)
        self._show_counter()
        self._fit()

    def _show_counter(self) -> None:
        count = len(self._entries)
        short = self._layout_class.height is Height.SHORT
        words = self.tr("%Ln alerts", "", count)
        narrow = self._layout_class.width is Width.NARROW
        self.counter.set_label(str(count) if narrow else words)
        self.counter.setAccessibleName(words)
        self.counter.setMinimumWidth(self.counter.sizeHint().width())
        self.counter.setVisible(short and count > 0)

    def menu(self, entries: Sequence[AlertEntry]) -> QMenu:
        """Return alerts as a menu; choosing one does its action."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for at, entry in enumerate(entries, start=1):
            digit = f"&{at}   " if at < 10 else "     "
            acts = entry.action in self._offered and not self._resting
            label = f"   {button_text(entry.label)}" if acts and entry.label else ""
            action = QAction(digit + button_text(entry.text) + label, menu)
            tone, icon = tone_of(entry)
            action.setIcon(self._context.look.icon(icon, _ink(tone)))
            action.setData(entry)
            action.setEnabled(acts)
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        return menu

    def _on_chosen(self, action: QAction) -> None:
        self.acted.emit(action.data())

    def _on_more(self) -> None:
        self.menu(self._entries[SHOWN:]).popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _on_counter(self) -> None:
        self.menu(self._entries).popup(self.counter.mapToGlobal(QPoint(0, self.counter.height())))

    def _on_first(self) -> None:
        self.chips[0].act()

    def _on_second(self) -> None:
        self.chips[1].act()

    def _on_third(self) -> None:
        self.chips[2].act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Use the whole row; where it is too short the last chips say less first, before any title is cut."""
        look = self._context.look
        shown = [chip for chip in self.chips if chip.entry is not None]
        room = self.width() - look.px(32) - look.px(8) * max(0, len(shown) - 1)
        if len(self._entries) > SHOWN:
            room -= self.more.sizeHint().width() + look.px(8)
        levels = dict.fromkeys(range(len(shown)), 0)
        for level in (1, 2):
            for at in reversed(range(len(shown))):
                if sum(chip.width_at(levels[n]) for n, chip in enumerate(shown)) <= room:
                    break
                levels[at] = level
        for at, chip in enumerate(shown):
            chip.set_level(levels[at])

    def _on_reshaped(self) -> None:
        self.set_layout(self._layout_class)
