"""A panel that is a table: a line that sums it up or says what is wrong, what one can do, and the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHeaderView, QWidget

from connectors.records import Invoice, InvoiceLine, Order, Record
from desktop.call.journey import Touchpoint
from desktop.call.state import ArticleView, CallState, IdentityStatus, Part, PartStatus
from desktop.views.agent.detail_list import DetailList
from desktop.views.agent.detail_words import DetailWords
from desktop.views.agent.journey_strip import HEIGHT as STRIP_HEIGHT
from desktop.views.agent.journey_strip import JourneyStrip
from desktop.views.agent.painting import Brushwork
from desktop.views.agent.panel_bar import PanelBar
from desktop.views.agent.panel_delegate import ROW_HEIGHT, PanelDelegate
from desktop.views.agent.panel_models import RecordTable, RowWords
from desktop.views.agent.panel_tables import (
    JOURNEY,
    KNOWLEDGE,
    PART_OF,
    Table,
    Topic,
    awaited,
    part_of,
    rows_of,
    topic_of,
)
from desktop.views.agent.panel_words import PanelWords
from desktop.views.agent.row_views import RowsView, WholeRows
from desktop.views.agent.scrolling import Scroller
from desktop.views.context import ViewContext
from desktop.views.safe_text import cell
from desktop.views.widgets.card import Rule, hbox, vbox
from desktop.views.widgets.skeleton import SKELETON_DELAY_MS

SIDE_WIDTH = 232
SIDE_FROM = 560
UNDER_HEIGHT = 112
UNDER_FROM = 320
_LEAST_ROWS = 2
MEASURED = 40
"""Rows whose cells are measured for the width of a column."""


class PanelTable(QWidget):
    """Shows one panel at a time, whichever it is given; made once, never rebuilt.

    Signals: opened(Record or ArticleView) = Enter on a row; left() = Esc in the table.
    """

    opened = Signal(object)
    left = Signal()

    def __init__(self, context: ViewContext, words: PanelWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._words = context, words
        look = context.look
        self._draw = Brushwork(look)
        self._details = DetailWords(context.formats, context.now, self)
        self._state: CallState | None = None
        self._shown: tuple[object, ...] = ()
        self._table: Table | None = None
        self._panel = ""
        self._invoice = 0
        self.model = RecordTable(self)
        self._records: Sequence[object] = ()
        self._most = 0
        self.bar = PanelBar(context)
        self.strip = JourneyStrip(look, context.formats)
        self.view = RowsView(look, ROW_HEIGHT, header=True)
        self._rows = WholeRows(self.view)
        self._side = DetailList(look, 88)
        self._side_scroll = Scroller(self._side)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SKELETON_DELAY_MS)
        self._set_up()
        self._lay_out()

    def _set_up(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(PanelDelegate(self._context.look, self.view))
        self.view.opened.connect(self._on_opened)
        self.view.closed.connect(self.left)
        self.view.selectionModel().currentRowChanged.connect(self._on_row)
        self._wait.timeout.connect(self._on_waited)
        self.bar.retried.connect(self.refresh)
        self.bar.turned.connect(self._on_turned)
        self._rows.resized.connect(self._fit_columns)

    def _lay_out(self) -> None:
        px = self._context.look.px
        body = vbox(self, margins=(px(4), px(4), px(4), px(6)), spacing=px(2))
        top = hbox(margins=(px(12), 0, px(8), 0))
        top.addWidget(self.bar)
        body.addLayout(top)
        self._strip_pad = hbox(margins=(px(12), 0, px(12), 0))
        self._strip_pad.addWidget(self.strip)
        body.addLayout(self._strip_pad)
        self.strip.hide()
        middle = hbox(spacing=px(8))
        middle.addWidget(self._rows, 1)
        self._side_box = QWidget()
        self._side_rule, self._under_rule = Rule(vertical=True), Rule()
        side = self._side_pad = hbox(self._side_box, margins=(0, px(8), px(8), px(4)), spacing=px(12))
        side.addWidget(self._side_rule)
        column = vbox(spacing=px(8))
        column.addWidget(self._under_rule)
        column.addWidget(self._side_scroll, 1)
        side.addLayout(column, 1)
        middle.addWidget(self._side_box)
        self._middle = middle
        body.addLayout(middle, 1)
        self._side_box.hide()

    def limit(self, rows: int) -> None:
        """Show at most so many rows at once; 0 as many as fit. A playbook may want fewer."""
        self._most = rows
        self._limit_rows()

    def _limit_rows(self) -> None:
        spec = self._state.panels.specs.get(self._panel) if self._state is not None else None
        wanted = [count for count in (self._most, spec.rows if spec is not None else None) if count]
        self._rows.limit(min(wanted, default=0))

    def height_of(self, rows: int) -> int:
        """The height that shows so many whole rows."""
        px = self._context.look.px
        return self._rows.height_of(rows) + self.bar.height() + px(4) + px(6) + px(2)

    def show_panel(self, panel: str, state: CallState) -> None:
        """Show a panel of a call."""
        part, records, who = part_of(panel, state), rows_of(panel, state), state.identity.customer
        key = (state.id, panel, part, who, state.identity.status, records, _may_come(part, state))
        same_list = self._shown[:2] == key[:2] and self._panel == panel
        if same_list and _same(self._shown, key, made=panel not in PART_OF):
            return
        if not same_list:
            self._invoice = 0
        before = self._shown[2] if same_list else None
        self._state, self._panel, self._shown, self._records = state, panel, key, records
        self._limit_rows()
        if not same_list:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        self._fill(part, refreshed=isinstance(before, Part) and bool(before.rows))

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._state, self._shown, self._table, self._panel, self._records = None, (), None, "", ()
        self._show_above(())
        self._wait.stop()
        self.model.show_records((), (), _nothing)
        self._rows.say("", 0)
        self._side.show_lines(())
        self.view.setAccessibleName("")
        self.bar.show_panel(Part(), (), (0, 0), some=False)

    def set_ages_shown(self, labels: Mapping[str, str] | None) -> None:
        """Print where the rows are from and how old they are, or only where they are not live."""
        self.bar.set_ages_shown(labels, self.part, some=bool(self._records))

    @property
    def part(self) -> Part:
        """The part on show."""
        part = self._shown[2] if self._shown else None
        return part if isinstance(part, Part) else Part()

    def _fill(self, part: Part, *, refreshed: bool = False) -> None:
        state = self._state
        if state is None:
            return
        table = self._words.table(self._topic(state), self._records)
        kept, self._table = self._chosen_id(), table
        waiting = not table.records and _may_come(part, state)
        # A sum over what has come so far would claim too much.
        partial = self._panel == JOURNEY and part.status is PartStatus.WAITING
        if (waiting or partial) and not self._wait.isActive():
            self._wait.start()
        elif not waiting and not partial:
            self._wait.stop()
        if refreshed and self.model.columns == table.columns:
            self._mark(table)
        else:
            self.model.show_records(table.columns, table.records, table.word)
        self._fit_columns()
        self._choose(kept)
        self.bar.show_panel(part, () if partial else table.summary, self._pages(part), some=bool(table.records))
        self._say_nothing(part, table, state, waiting=waiting)
        self.view.setAccessibleName(self._words.title(self._panel, part.rows, self._topic(state).spec))
        self._show_above(self._records)
        self._show_side()

    def _topic(self, state: CallState) -> Topic:
        return topic_of(self._panel, state, self._invoice)

    def _show_above(self, records: Sequence[object]) -> None:
        """What is painted over the rows: how scores moved, the stages of a journey."""
        self.bar.trend.show_trend(self._words.feedback.trend(records if self._panel == "feedback" else ()))
        points = [row for row in records if isinstance(row, Touchpoint)] if self._panel == JOURNEY else []
        complete = self.part.status in (PartStatus.LIVE, PartStatus.CACHED)
        self.strip.show_stages(*self._words.journey.strip(points, complete=complete))
        self._place_strip()

    def _place_strip(self) -> None:
        """The stages stand above the rows where at least three rows are left."""
        room = self.height() - self.bar.height() - self.view.head_pixels - self._context.look.px(STRIP_HEIGHT)
        has_any = self._panel == JOURNEY and bool(self._records)
        self.strip.setVisible(has_any and room >= _LEAST_ROWS * self.view.row_pixels)

    def _mark(self, table: Table) -> None:
        if self.model.exchange(table.records):
            application = QApplication.instance()
            if application is not None:
                application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What a refresh changed stays marked until the next key."""
        if event.type() == QEvent.Type.KeyPress:
            application = QApplication.instance()
            if application is not None:
                application.removeEventFilter(self)
            self.model.unmark()
        return super().eventFilter(watched, event)

    def _say_nothing(self, part: Part, table: Table, state: CallState, *, waiting: bool) -> None:
        text = ""
        if not table.records and not waiting:
            text = self._why_nothing(part, state)
        self._rows.say(text, self._context.look.px(12))

    def _why_nothing(self, part: Part, state: CallState) -> str:
        if self._panel == KNOWLEDGE:
            return f"{self._words.nothing(KNOWLEDGE)}.\n{self._words.next_step(KNOWLEDGE)}"
        if state.identity.customer is None:
            return self.tr("Shown as soon as it is clear who is calling.")
        if part.status is PartStatus.NOT_OFFERED:
            return self.tr("No connected system keeps these.")
        if part.trouble is not None:
            return self.tr("Nothing could be read, and nothing is kept from before.")
        if self._pages(part)[1] or (self._panel == "invoices" and part.rows):
            return self.tr("This invoice has no lines on file.")
        systems = self._systems(part)
        said = self._words.nothing(self._panel)
        live = self.tr("{nothing} ({systems}, live).").format(nothing=said, systems=systems)
        known = live if systems and part.status is PartStatus.LIVE else f"{said}."
        return "\n".join(part for part in (known, self._words.next_step(self._panel)) if part)

    def _labels(self) -> dict[str, str]:
        return {source.name: source.label for source in self._state.sources} if self._state is not None else {}

    def _systems(self, part: Part) -> str:
        return self._named(part.systems)

    def _named(self, systems: Sequence[str]) -> str:
        labels = self._labels()
        return ", ".join(cell(labels.get(name, name)) for name in systems)

    def _pages(self, part: Part) -> tuple[int, int]:
        """Which of how many invoices is shown line by line; (0, 0) where all are listed."""
        invoices = [row for row in part.rows if isinstance(row, Invoice)]
        state = self._state
        by_line = self._panel == "invoices" and state is not None and self._words.by_line(self._topic(state), invoices)
        return (self._invoice, len(invoices)) if by_line and len(invoices) > 1 else (0, 0)

    def _on_turned(self, by: int) -> None:
        count = self._pages(self.part)[1]
        wanted = max(0, min(count - 1, self._invoice + by))
        if wanted != self._invoice:
            self._invoice = wanted
            self._fill(self.part)

    def _on_waited(self) -> None:
        if self._table is not None and not self._table.records:
            rows = max(1, self._rows.rows_in_sight())
            self.model.show_records(self._table.columns, (), self._table.word, rows)
            self._fit_columns()
        if self._table is not None:
            self.bar.say_waiting(self._named(awaited(self._panel, self._state)) if self._state is not None else "")

    # Columns

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_strip()
        self._show_side()

    def _fit_columns(self) -> None:
        """Fixed columns as wide as what they hold; the one of width 0 takes the rest; some give way.

        Where even then there is no room, columns give up their air: a status or an amount is never cut.
        """
        header, columns = self.view.horizontalHeader(), self.model.columns
        if not columns:
            return
        look, pad = self._context.look, self._context.look.px(18)
        wanted, tight = [], []
        for number, column in enumerate(columns):
            widest = max(self._draw.look.width("control_strong", text) for text in self._texts(number))
            title = self._draw.look.width("micro", column.title)
            held = max(min(widest, look.px(column.width) * 2) + pad, title + pad)
            wanted.append(max(look.px(column.width), held) if column.width else look.px(110))
            tight.append(held)
        if self._hide_columns(wanted) > 0:
            wanted = tight
        for number, column in enumerate(columns):
            stretch = column.width == 0
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(number, mode)
            if not stretch:
                header.resizeSection(number, wanted[number])

    def _hide_columns(self, wanted: Sequence[int]) -> int:
        """Hide what gives way; return by how much the rest is still too wide."""
        columns = self.model.columns
        over = sum(wanted) - self._rows.width()
        for number in sorted(range(len(columns)), key=lambda at: -columns[at].gives_way):
            hidden = over > 0 and columns[number].gives_way > 0
            self.view.setColumnHidden(number, hidden)
            over -= wanted[number] if hidden else 0
        return over

    def _texts(self, column: int) -> list[str]:
        texts = [""]
        for row in range(min(MEASURED, self.model.rowCount())):
            words = self.model.words_at(row)
            if words is not None:
                texts.append(words.cells[column].text)
        return texts

    # The chosen row

    def _chosen_id(self) -> str | None:
        record = self.model.record_at(self.view.currentIndex().row())
        return getattr(record, "id", None)

    def _choose(self, record_id: str | None) -> None:
        """Keep the chosen row; orders have one from the start, for what stands beside them."""
        if not self.model.rowCount() or (record_id is None and self._panel != "orders"):
            return
        row = self.model.row_of(record_id)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.view.selectionModel().setCurrentIndex(self.model.index(row, 0), flags)

    def _on_row(self, current: QModelIndex, before: QModelIndex) -> None:
        del current, before
        self._show_side()

    def _show_side(self) -> None:
        record = self.model.record_at(self.view.currentIndex().row())
        wide = self.width() >= self._context.look.px(SIDE_FROM)
        high = self.height() >= self._context.look.px(UNDER_FROM)
        visible = self._panel == "orders" and (wide or high) and bool(self.part.rows or self.model.rowCount())
        if visible and isinstance(record, Order):
            self._side.show_lines(self._details.order_side(record))
        self._side.setVisible(isinstance(record, Order))
        self._place_side(under=not wide)
        if self._side_box.isHidden() == visible:
            self._side_box.setVisible(visible)
        self._offer_link(record)

    def _place_side(self, *, under: bool) -> None:
        """Beside the rows where there is width, under them where there is height."""
        px, largest = self._context.look.px, 16_777_215
        direction = QBoxLayout.Direction.TopToBottom if under else QBoxLayout.Direction.LeftToRight
        if self._middle.direction() != direction:
            self._middle.setDirection(direction)
        self._side_rule.setVisible(not under)
        self._under_rule.setVisible(under)
        self._side_pad.setContentsMargins(px(12) if under else 0, px(8), px(8), px(4))
        self._side_box.setMaximumWidth(largest if under else px(SIDE_WIDTH))
        self._side_box.setMinimumWidth(0 if under else px(SIDE_WIDTH))
        self._side_box.setMinimumHeight(px(UNDER_HEIGHT) if under else 0)
        self._side_box.setMaximumHeight(px(UNDER_HEIGHT) if under else largest)

    def _offer_link(self, record: object) -> None:
        """Open where it lives: the chosen row, or the invoice whose lines these are."""
        rows, table = self._records, self._table
        if table is not None and table.records and isinstance(table.records[0], InvoiceLine):
            record = rows[self._invoice] if self._invoice < len(rows) else None
        found = (_record_of(row) for row in rows[:MEASURED])
        any_link = any(row is not None and row.provenance.link for row in found)
        self.bar.show_record(_record_of(record), self._labels(), any_link=any_link)

    def _on_opened(self, row: int) -> None:
        record = self.model.record_at(row)
        found = record if isinstance(record, ArticleView) else _record_of(record)
        if found is not None:
            self.opened.emit(found)

    def refresh(self) -> None:
        """Ask the systems behind this panel again."""
        if self._state is not None:
            for system in self.part.systems or (None,):
                self._context.desk.refresh(self._state.id, system)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [*self.bar.stops(), self.view]


def _record_of(row: object) -> Record | None:
    """The record a row stands for."""
    found = row.record if isinstance(row, Touchpoint) else row
    return found if isinstance(found, Record) else None


def _same(shown: tuple[object, ...], key: tuple[object, ...], *, made: bool) -> bool:
    """Whether there is nothing new; what is made up anew for each state is compared by what it says."""
    pairs = zip(shown[2:], key[2:], strict=True)
    return all(one is other or (made and one == other) for one, other in pairs)


def _nothing(record: object) -> RowWords:
    del record
    return RowWords((), "")


def _may_come(part: Part, state: CallState) -> bool:
    if part.status is PartStatus.IDLE:
        # A system that is still looking for the customer has not said that there is nothing.
        looking = any(source.status in ("asking", "slow") for source in state.sources if source.name in part.systems)
        return looking or state.identity.status is IdentityStatus.LOOKING
    return part.status is PartStatus.WAITING
