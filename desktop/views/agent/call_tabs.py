"""The row of calls under the bar, in order of arrival; there only when there are several."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QWidget

from desktop.call.desk_state import DeskState, Phase
from desktop.views.agent.call_words import CallWords
from desktop.views.context import ViewContext
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
_HEIGHT = 36


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
        self._row.addWidget(KeyCap(context.look, context.keymap.caption("next_call"), on_bar=True, parent=self))
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._on_tick)
        self.setFixedHeight(context.look.px(_HEIGHT))
        self.hide()
        context.look.changed.connect(self._on_look_changed)

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
        now = self._context.now()
        for at, widget in enumerate(self._tabs):
            if at < len(self._desk.tabs):
                tab = self._desk.tabs[at]
                widget.call_id = tab.call_id
                widget.set_icon(_ICONS[tab.phase])
                widget.set_label(self._words.tab(tab, now))
                widget.set_key(self._context.keymap.caption("answer") if tab.phase is Phase.RINGING else "")
                widget.setChecked(tab.call_id == self._desk.viewed)
            widget.setVisible(at < len(self._desk.tabs))

    def _on_tick(self) -> None:
        self._show_tabs()

    def _on_look_changed(self) -> None:
        self.setFixedHeight(self._context.look.px(_HEIGHT))


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
