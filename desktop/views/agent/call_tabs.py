"""The row of calls under the bar, in order of arrival; there only when there are several."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desktop.call.desk_state import DeskState, Phase, Tab
from desktop.views.agent.call_words import BRIEF, FULL, SHORT, SHORTEST, CallWords
from desktop.views.context import ViewContext
from desktop.views.safe_text import plain, set_tip
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import hbox
from desktop.views.widgets.labels import KeyCap

_ICONS = {
    Phase.RINGING: "phone-incoming",
    Phase.TALKING: "phone",
    Phase.HELD: "pause",
    Phase.WRAP_UP: "clipboard-list",
    Phase.FINISHED: "check",
}
_TONES = {Phase.TALKING: "live_text", Phase.HELD: "bar_warn", Phase.RINGING: "bar_text"}
_HEIGHT, _LEAST_TAB = 36, 40
Details = Callable[[Tab], int]


class CallTabs(QFrame):
    """One tab a call: name, state word and icon, timer; Ctrl+Tab goes on to the next."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "bar")
        self.setAccessibleName(self.tr("Calls"))
        self._context = context
        self._words = CallWords(context.formats)
        self._desk = DeskState()
        self._tabs: list[_CallTab] = []
        self._row = hbox(self, margins=(16, 0, 16, 4), spacing=4)
        self._row.addStretch(1)
        self._cap = KeyCap(context.look, context.keymap.caption("next_call"), on_bar=True, parent=self)
        self._row.addWidget(self._cap)
        # However many calls there are, they never make the window wider.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        self.setFixedHeight(context.look.px(_HEIGHT))
        self.hide()
        context.look.reshaped.connect(self._on_reshaped)

    def show_desk(self, desk: DeskState) -> None:
        """Show the calls; one call needs no tabs."""
        self._desk = desk
        several = len(desk.tabs) > 1
        if several:
            self._show_tabs()
        self.setVisible(several)
        if several != self._tick.isActive():
            self._tick.start() if several else self._tick.stop()

    def _show_tabs(self) -> None:
        while len(self._tabs) < len(self._desk.tabs):
            added = _CallTab(self._context, self)
            self._row.insertWidget(len(self._tabs), added)
            self._tabs.append(added)
        for at, widget in enumerate(self._tabs):
            if at < len(self._desk.tabs):
                tab = self._desk.tabs[at]
                widget.call_id = tab.call_id
                widget.set_icon(_ICONS[tab.phase], _TONES.get(tab.phase, ""))
                widget.set_key(self._context.keymap.caption("answer") if tab.phase is Phase.RINGING else "")
                widget.setChecked(tab.call_id == self._desk.viewed)
            widget.setVisible(at < len(self._desk.tabs))
        self._fit()

    def _fit(self) -> None:
        """Where there is no room for all words, calls that are over say less first, and never who is on the line."""
        px = self._context.look.px
        shown = self._tabs[: len(self._desk.tabs)]
        gaps = (len(shown) + 1) * self._row.spacing()
        room = self.width() - 2 * 16 - gaps - self._cap.sizeHint().width()
        for details in (_all, self._less_for_the_rest, self._least_for_the_rest, self._little):
            self._word(details)
            if sum(widget.sizeHint().width() for widget in shown) <= room:
                break
        live = {tab.call_id for tab in self._desk.tabs if self._near(tab)}
        wanted = {widget: widget.sizeHint().width() for widget in shown if widget.call_id in live}
        least = sum(wanted.values()) + (len(shown) - len(wanted)) * px(_LEAST_TAB)
        # The key is on F1 too; the end of a number that tells two callers apart is nowhere else.
        self._cap.setVisible(least <= room)
        whole = least <= room + (0 if least <= room else self._cap.sizeHint().width() + self._row.spacing())
        for widget in shown:
            widget.setMinimumWidth(wanted.get(widget, px(_LEAST_TAB)) if whole else px(_LEAST_TAB))

    def _word(self, details: Details) -> None:
        now, tabs = self._context.now(), self._desk.tabs
        for widget, tab in zip(self._tabs, tabs, strict=False):
            widget.set_label(self._words.tab(tab, now, tabs, details(tab)))
            full = plain(self._words.tab(tab, now, tabs))
            widget.setAccessibleName(full)
            set_tip(widget, full if details(tab) < FULL else "")

    def _near(self, tab: Tab) -> bool:
        return tab.call_id == self._desk.viewed or tab.phase in _TONES

    def _less_for_the_rest(self, tab: Tab) -> int:
        return FULL if self._near(tab) else SHORT

    def _least_for_the_rest(self, tab: Tab) -> int:
        return FULL if self._near(tab) else SHORTEST

    def _little(self, tab: Tab) -> int:
        return BRIEF if self._near(tab) else SHORTEST

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _on_tick(self) -> None:
        self._show_tabs()

    def _on_reshaped(self) -> None:
        self.setFixedHeight(self._context.look.px(_HEIGHT))


def _all(tab: Tab) -> int:
    del tab
    return FULL


class _CallTab(Button):
    """A tab that knows its call."""

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(context.look, "", "bar_tab", icon="phone", parent=parent)
        self._desk = context.desk
        self.call_id = ""
        self.setCheckable(True)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.setChecked(True)
        if self.call_id:
            self._desk.view(self.call_id)
