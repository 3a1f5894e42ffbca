"""A card that shows one panel: tabs to choose it by, or a title where it only follows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from connectors.records import Record
from desktop.call.letter import Letter
from desktop.call.state import ArticleView, CallState, PartStatus
from desktop.views.agent.choose_panel import ChoosePanel
from desktop.views.agent.composer import Composer
from desktop.views.agent.detail_page import DetailPage
from desktop.views.agent.measures import keep_height
from desktop.views.agent.panel_table import PanelTable
from desktop.views.agent.panel_tables import KNOWLEDGE, is_table, part_of, rows_of
from desktop.views.agent.panel_words import PanelWords
from desktop.views.agent.search_panel import SearchPanel
from desktop.views.context import ViewContext
from desktop.views.widgets.buttons import TabButton
from desktop.views.widgets.card import Card, Rule, hbox, vbox
from desktop.views.widgets.labels import KeyCap, SectionTitle

MOST = 9
_UNCOUNTED = ("contract", "preferences", "journey")
HEAD = 40
SPACE = 12
_FITS = ((True, True, SPACE), (False, True, SPACE), (False, False, SPACE), (False, False, 0))
"""With the key cap or not, with counts or not, and the space between: tried in this order until the tabs fit."""


class PanelCard(Card):
    """Tabs (first card) or title, and under it the table, the search, the choice or one record in full.

    Signals: chosen(str) = a tab was clicked; left() = Esc in the panel; opened(Record or ArticleView) = Enter on a row.
    """

    chosen = Signal(str)
    left = Signal()
    opened = Signal(object)

    def __init__(self, context: ViewContext, words: PanelWords, *, tabs: bool, parent: QWidget | None = None) -> None:
        super().__init__("plain", parent)
        self._context, self._words = context, words
        look = context.look
        self._ids: tuple[str, ...] = ()
        self._panel = ""
        self._short = False
        self._state: CallState | None = None
        self.head = QWidget()
        self._tabs = [TabButton(look) for _ in range(MOST)] if tabs else []
        self._cap = KeyCap(look)
        self._cap_widths: dict[str, int] = {}
        self._title = SectionTitle()
        self.table = PanelTable(context, words)
        self.search = SearchPanel(context)
        self.choose = ChoosePanel(context)
        self.detail = DetailPage(context)
        self.composer = Composer(context)
        self._pages = QStackedWidget()
        for page in (self.table, self.search, self.choose, self.detail, self.composer):
            self._pages.addWidget(page)
        self._lay_out()
        for tab in self._tabs:
            tab.clicked.connect(self._on_tab)
        look.reshaped.connect(self._on_reshaped)
        self.table.opened.connect(self.opened)
        self.table.left.connect(self.left)
        self.detail.left.connect(self._on_detail_left)

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(0, px(2), 0, px(2)), spacing=0)
        head = self.head
        keep_height(head, self._context.look, HEAD)
        line = self._line = hbox(head, margins=(px(16), px(4), px(12), 0), spacing=px(SPACE))
        line.addWidget(self._title)
        for tab in self._tabs:
            line.addWidget(tab)
            tab.hide()
        line.addStretch(1)
        line.addWidget(self._cap)
        self._title.setVisible(not self._tabs)
        body.addWidget(head)
        body.addWidget(Rule())
        body.addWidget(self._pages, 1)

    def height_of(self, rows: int) -> int:
        """The height that shows so many whole rows of a table."""
        px = self._context.look.px
        return self.table.height_of(rows) + px(HEAD) + 1 + 2 * px(2) + 2

    def show_tabs(self, ids: Sequence[str], current: str, state: CallState) -> None:
        """Show the panels to choose from, with their counts once known."""
        self._ids = tuple(ids[:MOST])
        for number, tab in enumerate(self._tabs):
            tab.setVisible(number < len(self._ids))
            if number < len(self._ids):
                panel = self._ids[number]
                tab.setChecked(panel == current)
        self._state = state
        self._fit_tabs()

    def _fit_tabs(self) -> None:
        """Where tabs need room, the key cap goes first, then the counts, then the space; titles are never cut."""
        if self._state is None or not self._tabs:
            return
        px, state = self._context.look.px, self._state
        shown, keys = self._tabs[: len(self._ids)], self._keys()
        bare, counted = ([word(panel, state) for panel in self._ids] for word in (self._bare, self.label))
        for with_cap, with_counts, space in _FITS:
            labels = counted if with_counts else bare
            wanted = sum(tab.width_with(label) + px(space) for tab, label in zip(shown, labels, strict=True)) + px(32)
            if wanted + (self._cap_width(keys) if with_cap else 0) <= self.head.width():
                break
        self._line.setSpacing(px(space))
        self._cap.setText(keys if with_cap else "")
        for tab, label in zip(shown, labels, strict=True):
            tab.set_label(label)

    def _on_reshaped(self) -> None:
        self._cap_widths.clear()

    def _cap_width(self, keys: str) -> int:
        """Return the width of the cap with these keys; tried on once, since trying lays out the head again."""
        if keys not in self._cap_widths:
            self._cap.setText(keys)
            self._cap_widths[keys] = self._cap.sizeHint().width()
        return self._cap_widths[keys]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tabs()

    def _keys(self) -> str:
        count = len(self._ids)
        first, last = self._context.keymap.caption("panel_1"), self._context.keymap.caption(f"panel_{max(count, 1)}")
        return "" if not count else first if count == 1 else f"{first}–{last.rpartition(' ')[2]}"

    def label(self, panel: str, state: CallState) -> str:
        """A panel's title, with how many rows it has as soon as that is known."""
        if not is_table(panel, state) or panel in _UNCOUNTED:
            return self._bare(panel, state)
        part, rows = part_of(panel, state), rows_of(panel, state)
        title = self._words.title(panel, rows, state.panels.specs.get(panel))
        known = part.status in (PartStatus.LIVE, PartStatus.CACHED) or bool(rows)
        single = panel == "invoices" and len(rows) == 1
        if not known or single or (panel == KNOWLEDGE and not rows):
            return title
        more = "+" if part.truncated else ""
        return f"{title}  {self._context.formats.number(len(rows))}{more}"

    def _bare(self, panel: str, state: CallState) -> str:
        return self._words.title(panel, (), state.panels.specs.get(panel))

    def show_panel(self, panel: str, state: CallState) -> None:
        """Show one panel of a call."""
        self._panel = panel
        self._title.setText(self._bare(panel, state))
        page: QWidget = {"search": self.search, "choose": self.choose}.get(panel, self.table)
        if panel == "search":
            self.search.show_call(state)
        elif panel == "choose":
            self.choose.show_call(state)
        else:
            self.table.show_panel(panel, state)
        if self._pages.currentWidget() not in (self.detail, self.composer, page):
            self._pages.setCurrentWidget(page)

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._ids, self._panel, self._state = (), "", None
        self.close_record()
        self._title.setText("")
        for tab in self._tabs:
            tab.hide()
            tab.set_label("")
        for page in (self.table, self.search, self.choose, self.detail, self.composer):
            page.clear()

    def show_record(self, record: Record | ArticleView) -> None:
        """Show one record or article in full until it is left."""
        self._pages.setCurrentWidget(self.detail)
        if isinstance(record, ArticleView):
            self.detail.show_article(record)
        else:
            self.detail.show_record(record)

    def show_letter(self, call_id: str, letter: Letter) -> None:
        """Show a letter until it is left."""
        self.composer.show_letter(call_id, letter)
        self._pages.setCurrentWidget(self.composer)
        self._show_head()

    def set_short(self, *, short: bool) -> None:
        """In a short window a letter needs the room of the tabs; their keys still work."""
        self._short = short
        self._show_head()

    def _show_head(self) -> None:
        self.head.setVisible(not (self._short and self.shows_letter))

    def close_record(self) -> None:
        """Back to the panel, as when another tab is chosen or another call comes."""
        if self._pages.currentWidget() in (self.detail, self.composer):
            pages = {"search": self.search, "choose": self.choose}
            self._pages.setCurrentWidget(pages.get(self._panel, self.table))
            self._show_head()

    @property
    def shows_record(self) -> bool:
        """Whether a record is open."""
        return self._pages.currentWidget() is self.detail

    @property
    def shows_letter(self) -> bool:
        """Whether a letter is open."""
        return self._pages.currentWidget() is self.composer

    def enter(self) -> None:
        """Take the focus into what is shown."""
        current = self._pages.currentWidget()
        inside: QWidget = self.table.view
        if current is self.search:
            inside = self.search.first()
        elif current is self.choose:
            inside = self.choose.first()
        inside.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_tab(self) -> None:
        sender = self.sender()
        for number, tab in enumerate(self._tabs):
            if tab is sender and number < len(self._ids):
                self.chosen.emit(self._ids[number])

    def _on_detail_left(self) -> None:
        self.close_record()
        self.left.emit()

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [
            *self._tabs,
            *self.table.stops(),
            *self.search.stops(),
            *self.choose.stops(),
            *self.detail.stops(),
            *self.composer.stops(),
        ]
