"""The customer header: who is on the line and the figures that matter, pinned and painted before anything else."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from connectors.records import Money
from desktop.call.state import CallState, IdentityStatus, Phase
from desktop.views.agent.header_values import TILES, HeaderText, HeaderWords, most_values
from desktop.views.agent.layout_class import LayoutClass, Width
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, button_text, plain, set_tip
from desktop.views.widgets.avatar import Avatar
from desktop.views.widgets.buttons import Button, IconButton
from desktop.views.widgets.card import hbox, vbox
from desktop.views.widgets.labels import Tag
from desktop.views.widgets.skeleton import SKELETON_DELAY_MS
from desktop.views.widgets.tile import ScoreTile, TileState, TileValue

if TYPE_CHECKING:
    from desktop.call.deed_views import ChangeView

_KNOWN = TileState.KNOWN
_IDENTITY_ROOM = {Width.NARROW: 340, Width.COMPACT: 540, Width.REGULAR: 480}


class Header(QFrame):
    """Avatar, name, tags and contact on the left; figures of reserved width on the right.

    Signals: change_wanted(ChangeView) = the agent wants to copy what one system says to another.
    """

    change_wanted = Signal(object)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("band", "header")
        self.setAccessibleName(self.tr("Customer"))
        self._context = context
        self._words = HeaderWords(context.formats, self)
        self._layout_class = LayoutClass()
        self._state: CallState | None = None
        self._ages = False
        self._fits = dict.fromkeys(TILES, True)
        self._text = HeaderText()
        self.painted_version = 0
        self._version = 0
        self._waiting = QTimer(self, singleShot=True, interval=SKELETON_DELAY_MS)
        self._waiting.timeout.connect(self._on_waited)
        self._build()
        self.clear()
        context.look.reshaped.connect(self._on_reshaped)

    def _build(self) -> None:
        look = self._context.look
        self.avatar = Avatar(look, 52)
        self.name = ElidedLabel(role="name", stretch=False)
        self.segment = Tag(look, "", "gold")
        self.verified = Tag(look, "", "good")
        self.dated = Tag(look, "", "warn")
        self.values = Button(look, "", "link")
        self.values.reserve((self.tr("%Ln values", "", 2),))
        self.not_this = IconButton(
            look, "user-x", self.tr("Not this person"), key=self._context.keymap.caption("not_this_person")
        )
        self.line = ElidedLabel(role="meta", tone="text2", stretch=False)
        self.values.clicked.connect(self._on_values_clicked)
        self.not_this.clicked.connect(self._on_not_this_person)
        self._context.keymap.bind("not_this_person", self._on_not_this_person)
        self._row = hbox(self, margins=(16, 0, 16, 0), spacing=14)
        self._row.addWidget(self.avatar)
        # Rows that widgets leave are filled where they stand: `read_as_laid_out` says why.
        text: QVBoxLayout = vbox(spacing=2)
        self._row.addLayout(text, 1)
        self._tags: QHBoxLayout = hbox(spacing=8)
        self._second = hbox(spacing=8)
        text.addStretch(1)
        text.addLayout(self._tags)
        text.addLayout(self._second)
        text.addStretch(1)
        for widget in (self.name, self.segment, self.verified, self.not_this, self.values):
            self._tags.addWidget(widget)
        self._tags.addStretch(1)
        self._second.addWidget(self.line)
        self._second.addWidget(self.dated)
        self._second.addStretch(1)
        self._figures = hbox(spacing=0)
        self.tiles = {name: self._tile(name) for name in TILES}
        for name in ("value", "nps", "csat", "ces", "orders", "churn"):
            self._figures.addWidget(self.tiles[name])
        self._row.addLayout(self._figures)

    def _tile(self, name: str) -> ScoreTile:
        formats = self._context.formats
        much = formats.money(Money(Decimal(123_456), formats.currency), whole=True)
        captions = {
            "value": (self.tr("Lifetime value"), TileValue(_KNOWN, much, age="· 23 h")),
            "nps": (
                self.tr("Last NPS"),
                TileValue(_KNOWN, "10", self.tr("of {max}").format(max=10), "−10", age="· 23 h"),
            ),
            "csat": (
                self.tr("CSAT"),
                TileValue(_KNOWN, "4.9", self.tr("of {max}").format(max=5), "−3.5", age="· 23 h"),
            ),
            "ces": (self.tr("CES"), TileValue(_KNOWN, "5.9", self.tr("of {max}").format(max=7), "−3.5", age="· 23 h")),
            "orders": (
                self.tr("Open orders"),
                TileValue(_KNOWN, "99", "", self.tr("%Ln late", "", 9), age="· 23 h"),
            ),
            "churn": (self.tr("Churn risk"), TileValue(_KNOWN, formats.percent(1), age="· 23 h")),
        }
        caption, widest = captions[name]
        tile = ScoreTile(self._context.look, caption, widest)
        policy = tile.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        tile.setSizePolicy(policy)
        return tile

    # Layout

    def set_layout(self, layout: LayoutClass) -> None:
        """Take the height and the room of a class; call it before data."""
        self._layout_class = layout
        look, short = self._context.look, layout.one_line_header
        self.setFixedHeight(look.px(layout.bars[1]))
        self.avatar.set_size(32 if short else 52)
        row, at = (self._tags, 3) if short else (self._second, 1)
        row.insertWidget(at, self.dated)
        for tile in self.tiles.values():
            tile.set_compact(short)
        self.name.setFixedHeight(look.px(30))
        self.line.setFixedHeight(look.px(20))
        side = look.px(12 if layout.width is Width.NARROW else 16)
        self._row.setContentsMargins(side, 0, side, 0)
        self.values.setMinimumWidth(self.values.sizeHint().width())
        self._fit()
        if self._state is not None:
            self._show_text(self._words.identity(self._state, self._context.now()))

    def add_trailing(self, widget: QWidget) -> None:
        """Give a place at the end of the name's line, for the counter of alerts in the short class."""
        self._tags.insertWidget(self._tags.count() - 1, widget)

    def minimumSizeHint(self) -> QSize:
        """Never force the window wide: the figures that have no room leave."""
        return QSize(self._context.look.px(560), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the figures that have room, by rank; never by what they hold, so that data moves nothing."""
        look = self._context.look
        room = self.width() - look.px(_IDENTITY_ROOM.get(self._layout_class.width, 520)) - look.px(52 + 46)
        # On one line the tags, the "2 values" chip and the counter of alerts stand beside the name.
        room -= look.px(170) if self._layout_class.one_line_header else 0
        narrow = self._layout_class.width is Width.NARROW
        for at, name in enumerate(TILES):
            width = self.tiles[name].sizeHint().width()
            fits = (room >= width or at == 0) and not (narrow and at > 0)
            room = room - width if fits else -1
            policy = self.tiles[name].sizePolicy()
            if policy.retainSizeWhenHidden() != fits:
                policy.setRetainSizeWhenHidden(fits)
                self.tiles[name].setSizePolicy(policy)
            self._fits[name] = fits
        self._show_tiles()

    def _show_tiles(self) -> None:
        known = self._state is not None and self._state.identity.status in (
            IdentityStatus.IDENTIFIED,
            IdentityStatus.LOOKING,
        )
        for name, tile in self.tiles.items():
            tile.setVisible(known and self._fits[name])

    # Data

    def show_call(self, state: CallState) -> None:
        """Show a call's customer; texts that are the same cost nothing."""
        before, self._state = self._state, state
        now, told = self._context.now(), self._text
        fresh = before is None or before.id != state.id
        if fresh or before is None or before.identity is not state.identity or before.info is not state.info:
            self._show_text(self._words.identity(state, now))
            self._show_tiles()
        known = state.identity.status is IdentityStatus.IDENTIFIED
        if known and (fresh or before is None or before.identity.status is not state.identity.status):
            text = self._words.identity(state, now)
            said = (text.name, text.segment, text.verified)
            self._context.voice.tell(self, ", ".join(plain(part) for part in said if part))
        if fresh:
            self._restart_wait()
        self._show_values()
        self._show_figures()
        if fresh or self._text != told:
            self._version += 1

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._state = None
        self._waiting.stop()
        self._show_text(HeaderText())
        for tile in self.tiles.values():
            tile.set_value(TileValue())
        self._show_tiles()

    def set_ages_shown(self, shown: bool) -> None:
        """Print the age of every figure, or only of those that are not live."""
        self._ages = shown
        if self._state is not None:
            self._show_text(self._words.identity(self._state, self._context.now()))
            self._show_figures()

    def refresh_ages(self) -> None:
        """Let ages grow; called about once a minute."""
        if self._state is not None:
            self._show_text(self._words.identity(self._state, self._context.now()))
            self._show_figures()

    def _show_text(self, text: HeaderText) -> None:
        self._text = text
        narrow = self._layout_class.width is Width.NARROW
        self.avatar.set_name(text.avatar)
        self.name.setText(text.name)
        self._keep_name()
        for tag, word, tone in (
            (self.segment, text.segment, text.segment_tone),
            (self.verified, text.verified.partition(" · ")[0] if narrow else text.verified, text.verified_tone),
            (self.dated, "" if narrow and self._layout_class.one_line_header else text.dated, "warn"),
        ):
            tag.setText(word)
            if word:
                # The tone of a tag that is not there stays: the next customer's is likely the same.
                tag.set_tone(tone)
            tag.setVisible(bool(word))
        set_tip(self.verified, text.verified if narrow else "")
        # The key works everywhere; the button gives way to the name where there is little room.
        self.not_this.setVisible(text.known and not narrow)
        self._show_values()
        compact = self._layout_class.width <= Width.COMPACT and text.known
        origin = text.origin if self._ages else ""
        told = (origin, text.facts) if compact else (origin, text.facts, text.contact)
        contact = "  ·  ".join(part for part in told if part)
        self.line.setText(contact)
        self.line.setVisible(not self._layout_class.one_line_header)
        self.line.set_tip(plain(text.contact) if compact else "")

    def _keep_name(self) -> None:
        """A long name keeps room for its beginning; a short one takes what it needs, so the tags follow at once."""
        # What a label must have counts as what it wants.
        self.name.setMinimumWidth(0)
        wanted = self.name.sizeHint().width()
        self.name.setMinimumWidth(min(self._context.look.px(120), wanted))

    def _show_values(self) -> None:
        most = most_values(self._state) if self._state is not None else 0
        if most:
            self.values.set_label(self.tr("%Ln values", "", most))
        narrow = self._layout_class.width is Width.NARROW
        self.values.setVisible(bool(most) and not narrow)

    def _show_figures(self) -> None:
        if self._state is None:
            return
        values = self._words.tiles(self._state, self._context.now(), ages=self._ages)
        for name, tile in self.tiles.items():
            tile.set_value(values[name])

    # What the agent does

    def _on_not_this_person(self) -> None:
        if self._state is not None and self._state.identity.customer is not None:
            self._context.desk.not_this_person(self._state.id)

    def _on_values_clicked(self) -> None:
        menu = self.values_menu()
        if menu is not None:
            menu.popup(self.values.mapToGlobal(self.values.rect().bottomLeft()))

    def values_menu(self) -> QMenu | None:
        """Return what the systems disagree on; a value goes to the clipboard, or to a system that can take it."""
        state = self._state
        if state is None or state.identity.customer is None:
            return None
        labels, now = {view.name: view.label for view in state.sources}, self._context.now()
        found = self._words.disagreements(state.identity.customer, labels, now)
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.triggered.connect(self._on_chosen)
        for field, (title, *lines) in zip(state.identity.customer.values, found, strict=True):
            # The style shows no words of a section.
            menu.addSeparator()
            menu.addAction(button_text(title)).setEnabled(False)
            for line in lines:
                menu.addAction(button_text(line), _Copy(line.partition(" · ")[0]))
            for change in state.changes:
                if change.field == field:
                    self._offer(menu, change, self._words.changes.copy(change, labels, now))
        return menu

    def _on_chosen(self, action: QAction) -> None:
        """What an action carries is to be copied; the others know themselves what to do."""
        if action.data() is not None:
            self.change_wanted.emit(action.data())

    def _offer(self, menu: QMenu, change: ChangeView, words: str) -> None:
        """Copying it elsewhere, in a ringing call once it is answered; what was promised already is only told."""
        ringing = self._state is not None and self._state.phase is Phase.RINGING
        icon = self._context.look.icon(*(("check", "good") if change.promised else ("arrow-right-left", "accent_text")))
        action = menu.addAction(icon, button_text(words))
        action.setData(change)
        action.setEnabled(not change.promised and not ringing)

    # Upkeep

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted_version = self._version

    @property
    def version(self) -> int:
        """Return the number of what is said of who it is; `painted_version` follows it when its pixels are drawn."""
        return self._version

    def _restart_wait(self) -> None:
        for tile in self.tiles.values():
            tile.set_waited(False)
        self._waiting.start()

    def _on_waited(self) -> None:
        for tile in self.tiles.values():
            tile.set_waited(True)

    def _on_reshaped(self) -> None:
        self.set_layout(self._layout_class)


class _Copy:
    """Puts a text on the clipboard; holds nothing of the window."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
