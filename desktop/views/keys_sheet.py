"""F1: every key that works, by region, over the window; a row can be given other keys. Esc closes it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from desktop.views.context import ViewContext
from desktop.views.key_row import KeyRow
from desktop.views.key_rules import Refusal, pressed, refused
from desktop.views.keys import COMMANDS, Command, command_title
from desktop.views.safe_text import SafeLabel, cell
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import Button, IconButton
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.focus import announce, focused_in, go_to
from desktop.views.widgets.labels import SectionTitle

_AROUND = QSize(48, 116)
_COLUMNS = (("bar", "say"), ("do", "know"), ("window", "alerts"))
_NUMBERED = ("answer_", "panel_", "alert_")


class KeysSheet(QFrame):
    """The list is made from the same table as the shortcuts themselves. Signals: closed() = it is gone."""

    closed = Signal()

    def __init__(self, context: ViewContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._over = context, parent
        self._back: QWidget | None = None
        self._asked: KeyRow | None = None
        self.rows: list[KeyRow] = []
        look = context.look
        self.setProperty("card", "sheet")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName(self.tr("All keys"))
        column = vbox(self, margins=(20, 16, 12, 12), spacing=8)
        head = hbox()
        head.addWidget(SectionTitle(self.tr("All keys")))
        head.addStretch(1)
        close = IconButton(look, "x", self.tr("Close"), key="Esc")
        close.clicked.connect(self.close_layer)
        head.addWidget(close)
        column.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        self._fill(hbox(inner, margins=(0, 0, 8, 0), spacing=look.px(24)))
        scroll.setWidget(inner)
        # A scroll area makes its content paint the window's color; here it lies on a sheet.
        inner.setAutoFillBackground(False)
        column.addWidget(scroll, 1)
        self.line = SafeLabel(role="control", tone="text2", wrap=True)
        self.usual = Button(look, self.tr("All as usual"), "link")
        self.usual.clicked.connect(self._on_all_usual)
        foot = hbox(spacing=look.px(12))
        foot.addWidget(self.line, 1)
        foot.addWidget(self.usual)
        column.addLayout(foot)
        context.keymap.changed.connect(self._show_keys)
        self._show_keys()
        self._hint()
        self.hide()

    def _titles(self) -> dict[str, str]:
        return {
            "bar": self.tr("Call"),
            "say": self.tr("Guide"),
            "know": self.tr("Panels and timeline"),
            "do": self.tr("Actions and wrap-up"),
            "alerts": self.tr("Alerts"),
            "window": self.tr("Window"),
        }

    def _fill(self, columns: QHBoxLayout) -> None:
        titles = self._titles()
        for regions in _COLUMNS:
            grid = QGridLayout()
            grid.setVerticalSpacing(0)
            for region in regions:
                self._fill_region(grid, region, titles[region])
            grid.setRowStretch(grid.rowCount(), 1)
            # None narrower than its words: the room that is left over goes to those that need less.
            columns.addLayout(grid)

    def _fill_region(self, grid: QGridLayout, region: str, title: str) -> None:
        look, row = self._context.look, grid.rowCount()
        heading = SafeLabel(title, "micro", "text2")
        heading.setFixedHeight(look.px(20 if row <= 1 else 32))
        heading.setAlignment(Qt.AlignmentFlag.AlignBottom)
        heading.setIndent(look.px(6))
        grid.addWidget(heading, row, 0)
        for at, (text, command) in enumerate(self._commands(region), start=row + 1):
            line = KeyRow(look, command.id, text, "", self)
            line.clicked.connect(self._on_row)
            line.reset.connect(self._on_usual)
            line.set_ready(
                not command.id.startswith(_NUMBERED), self.tr("These go with their digits and stay as they are")
            )
            grid.addWidget(line, at, 0)
            self.rows.append(line)

    def _commands(self, region: str) -> list[tuple[str, Command]]:
        rows = []
        for command in COMMANDS.values():
            if command.region != region or (command.id == "tour" and not self._context.desk.state.practice):
                continue
            if not command.id.startswith(_NUMBERED):
                rows.append((command_title(command), command))
            elif command.id.endswith("_1"):
                words = {"answer_1": self.tr("Answer in the guide"), "panel_1": self.tr("Panel")}
                rows.append((words.get(command.id, self.tr("Act on an alert")), command))
        return rows

    def _show_keys(self) -> None:
        keymap = self._context.keymap
        for row in self.rows:
            own = row.command in keymap.own
            row.show_keys(self._keys(row.command), keymap.in_words(keymap.usual(row.command)) if own else "")
        self.usual.setVisible(bool(keymap.own))

    def _keys(self, command: str) -> str:
        caption = self._context.keymap.caption(command)
        if command.startswith(_NUMBERED):
            return str(caption) + ("–3" if command.startswith("alert") else "–9")
        return str(caption)

    # Other keys for a row

    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, KeyRow):
            self._stop_asking()
            self._asked = row
            row.setChecked(True)
            self._say(self.tr("Press the new keys for “{title}”. Esc leaves them as they are.").format(title=row.label))
            # The sheet itself takes the keys: a row would take Enter, Tab and the arrows for itself.
            self.setFocus()

    def _on_usual(self, command: str) -> None:
        self._give(command, self._context.keymap.usual(command))

    def _on_all_usual(self) -> None:
        self._context.keymap.reset()
        self._say(self.tr("All keys are as usual again."))
        self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _on_pressed(self, keys: str) -> None:
        row = self._asked
        if row is not None and keys:
            why_not = refused(keys)
            if why_not is not None:
                self._say(self._refusal(why_not, self._context.keymap.in_words(keys)), wrong=True)
            elif self._give(row.command, keys):
                self._stop_asking()
                row.setFocus()

    def _give(self, command: str, keys: str) -> bool:
        keymap = self._context.keymap
        owner, words = keymap.owner(keys) if keys else "", keymap.in_words(keys)
        if owner not in ("", command):
            text = self.tr("{keys} already does “{title}”. Press others, or change that one first.")
            self._say(text.format(keys=words, title=command_title(COMMANDS[owner])), wrong=True)
            return False
        keymap.remap(command, keys)
        text = self.tr("{keys} does “{title}” from now on.") if keys else self.tr("“{title}” has no keys.")
        self._say(text.format(keys=words, title=command_title(COMMANDS[command])))
        return True

    def _refusal(self, why: Refusal, keys: str) -> str:
        sentences = {
            Refusal.TYPES: self.tr(
                "{keys} types something while you write. Hold Ctrl or Alt with it, or take an F key."
            ),
            Refusal.ALTGR: self.tr("{keys} is AltGr on many keyboards, which types characters. Use Ctrl or Alt alone."),
            Refusal.MOVES: self.tr("{keys} moves about and edits in fields. Hold Ctrl or Alt with it."),
            Refusal.EDITS: self.tr("{keys} edits text everywhere. Take another key with Ctrl."),
            Refusal.SYSTEM: self.tr("{keys} belongs to the system and never gets here. Press others."),
        }
        return sentences[why].format(keys=keys)

    def _stop_asking(self) -> None:
        if self._asked is not None:
            self._asked.setChecked(False)
            self._asked = None

    def _say(self, text: str, *, wrong: bool = False) -> None:
        self.line.setText(text)
        set_property(self.line, "tone", "bad" if wrong else "text2")
        if self.isVisible():
            announce(self, text, assertive=True)

    def _hint(self) -> None:
        ignored = self._context.keymap.ignored
        if ignored:
            text = self.tr("The site's [keys] cannot be used as written: {entries}. Tell whoever keeps site.toml.")
            self._say(text.format(entries=cell(", ".join(ignored))), wrong=True)
            return
        self._say(self.tr("Enter on a row gives it other keys, Backspace the usual ones."))

    # The layer

    def open(self) -> None:
        """Show it in the middle of the window."""
        if not self.isVisible():
            self._back = focused_in(self)
        self._hint()
        window, look = self._over, self._context.look
        # As large as its words are in this language, while the window has the room.
        wanted = self._inner.sizeHint() + _AROUND
        width = min(max(look.px(980), wanted.width()), window.width() - 32)
        height = min(max(look.px(464), wanted.height()), window.height() - 32)
        self.setGeometry((window.width() - width) // 2, (window.height() - height) // 2, width, height)
        self.show()
        self.raise_()
        self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def close_layer(self) -> bool:
        """Close it if it is open and return the focus; say whether it was."""
        if not self.isVisible():
            return False
        self._stop_asking()
        self.hide()
        if self._back is not None and self._back.isVisible():
            go_to(self._back)
        self._back = None
        self.closed.emit()
        return True

    def event(self, event: QEvent) -> bool:
        """Keep keys from doing what they do while they are being chosen."""
        if self._asked is not None and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        return False if self._asked is not None else super().focusNextPrevChild(next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._asked is not None:
            if event.key() == Qt.Key.Key_Escape and not event.modifiers():
                row = self._asked
                self._stop_asking()
                self._hint()
                row.setFocus()
            else:
                self._on_pressed(pressed(event))
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_layer()
        else:
            super().keyPressEvent(event)
