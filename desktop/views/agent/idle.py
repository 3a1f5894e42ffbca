"""Between calls: the agent's own day, what is still to be sent, a number to dial; nothing of the last customer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop.call.state import DeskState
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell, isolate
from desktop.views.widgets.buttons import Button
from desktop.views.widgets.card import Card, hbox, vbox
from desktop.views.widgets.fields import LineField
from desktop.views.widgets.labels import IconLabel, KeyCap, SectionTitle
from desktop.views.widgets.tile import ScoreTile, TileState, TileValue

_RECENT = 5
_LIMIT = 60


class IdlePage(QFrame):
    """Shown while no call is in view; the dial field has the focus, and a ring takes nothing from it."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.look
        self.setProperty("page", "true")
        self.title = SafeLabel(self.tr("Ready for the next call"), "name")
        self.company = SafeLabel(role="body", tone="text2")
        widest = TileValue(TileState.KNOWN, "1:23:45")
        self.tiles = {
            "calls": ScoreTile(look, self.tr("Calls today"), widest),
            "average": ScoreTile(look, self.tr("Average handling"), widest),
            "to_send": ScoreTile(look, self.tr("To send"), widest),
            "needs_you": ScoreTile(look, self.tr("Needs you"), widest),
        }
        self.number = LineField(look, self.tr("Number to call"), self.tr("With country code"))
        self.number.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.number.setMaxLength(_LIMIT)
        self.dial = Button(look, self.tr("Call"), "primary", icon="phone-outgoing", key="↵")
        self.recent = [RecentRow(context, self) for _ in range(_RECENT)]
        self.no_recent = SafeLabel(self.tr("No calls yet today"), "control", "text2")
        self.number.returnPressed.connect(self._on_dial)
        self.dial.clicked.connect(self._on_dial)
        self.number.textChanged.connect(self._on_typed)
        self._build()
        self._on_typed("")

    def _build(self) -> None:
        look = self._context.look
        column = vbox(self, margins=(24, 24, 24, 24), spacing=16)
        column.addStretch(2)
        middle = QWidget(self)
        middle.setFixedWidth(look.px(640))
        inner = vbox(middle, spacing=look.px(16))
        head = vbox(spacing=4)
        head.addWidget(self.title)
        head.addWidget(self.company)
        inner.addLayout(head)
        inner.addWidget(self._day_card())
        row = hbox(spacing=look.px(16))
        row.addWidget(self._dial_card(), 1)
        row.addWidget(self._recent_card(), 1)
        inner.addLayout(row)
        keys = hbox(spacing=6)
        for command, word in (("palette", self.tr("Search or run anything")), ("all_keys", self.tr("All keys"))):
            keys.addWidget(KeyCap(look, self._context.keymap.caption(command), parent=self))
            keys.addWidget(SafeLabel(word, "meta", "text2"))
            keys.addSpacing(12)
        keys.addStretch(1)
        inner.addLayout(keys)
        column.addWidget(middle, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def _day_card(self) -> Card:
        card = Card()
        column = vbox(card, margins=(16, 12, 16, 16), spacing=8)
        column.addWidget(SectionTitle(self.tr("Your day")))
        row = hbox(spacing=0)
        for tile in self.tiles.values():
            row.addWidget(tile, 1)
        row.addStretch(1)
        column.addLayout(row)
        return card

    def _dial_card(self) -> Card:
        card = Card()
        column = vbox(card, margins=(16, 12, 16, 16), spacing=8)
        column.addWidget(SectionTitle(self.tr("Call a number")))
        row = hbox()
        row.addWidget(self.number, 1)
        row.addWidget(self.dial)
        column.addLayout(row)
        column.addWidget(SafeLabel(self.tr("Incoming calls open by themselves."), "meta", "text2", wrap=True))
        column.addStretch(1)
        return card

    def _recent_card(self) -> Card:
        card = Card()
        column = vbox(card, margins=(16, 12, 16, 16), spacing=6)
        column.addWidget(SectionTitle(self.tr("Recent")))
        column.addWidget(self.no_recent)
        for row in self.recent:
            column.addWidget(row)
        column.addStretch(1)
        return card

    def show_idle(self, desk: DeskState) -> None:
        """Show the agent's day; sources and outbox are in the status bar."""
        formats = self._context.formats
        self.company.setText(" · ".join(cell(part) for part in (desk.agent, desk.company) if part))
        calls = desk.calls_today
        average = formats.duration(desk.handled_s_today / calls) if calls else ""
        none = self.tr("none")
        self._tile("calls", formats.number(calls) if calls else "", none)
        self._tile("average", average, self.tr("no calls yet"))
        self._tile("to_send", formats.number(desk.outbox.pending) if desk.outbox.pending else "", none)
        self._tile("needs_you", formats.number(desk.outbox.needs_you) if desk.outbox.needs_you else "", none)
        for at, row in enumerate(self.recent):
            if at < len(desk.recent):
                row.label.setText(isolate(cell(desk.recent[at])))
            row.setVisible(at < len(desk.recent))
        self.no_recent.setVisible(not desk.recent)

    def _tile(self, name: str, value: str, none: str) -> None:
        state = TileState.KNOWN if value else TileState.NONE
        self.tiles[name].set_value(TileValue(state, value, word=none))

    def focus_first(self) -> None:
        """Put the focus where typing helps."""
        self.number.setFocus()

    def _on_typed(self, text: str) -> None:
        self.dial.set_ready(bool(text.strip()), self.tr("Type a number first"))

    def _on_dial(self) -> None:
        number = self.number.text().strip()
        if number:
            self._context.desk.dial(number)
            self.number.clear()


class RecentRow(QWidget):
    """Somebody the agent spoke with."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = hbox(self, spacing=8)
        row.addWidget(IconLabel(context.look, "phone", "text3", 14))
        self.label = ElidedLabel(role="control", tone="text")
        row.addWidget(self.label, 1)
