"""The line above a panel's rows: how old or how wrong they are, what they sum up to, and what one can do."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QWidget

from connectors.records import Record
from desktop.call.state import Part, PartStatus
from desktop.views.agent.giving_button import GivingButton
from desktop.views.agent.measures import keep_height
from desktop.views.agent.parts_label import PartsLabel
from desktop.views.agent.trend_line import TrendLine
from desktop.views.agent.trouble_words import TroubleWords
from desktop.views.agent.visibility import show_where
from desktop.views.context import ViewContext
from desktop.views.safe_text import SafeLabel, cell, open_link, safe_url, set_tip
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.buttons import IconButton
from desktop.views.widgets.card import hbox
from desktop.views.widgets.labels import IconLabel, Tag

HEIGHT = 38


class PanelBar(QWidget):
    """Signals: retried() = ask again; turned(int) = the next older (+1) or newer (-1) invoice."""

    retried = Signal()
    turned = Signal(int)

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        look = context.look
        self._troubles = TroubleWords(context.formats, self)
        self._link: QUrl | None = None
        self._icon = IconLabel(look, "clock", "text2", 14)
        self._age = Tag(look)
        self._labels: Mapping[str, str] | None = None
        self._summary = PartsLabel(look)
        self._newer = IconButton(look, "chevron-left", self.tr("Newer invoice"))
        self._page = SafeLabel(role="meta", tone="text2")
        self._older = IconButton(look, "chevron-right", self.tr("Older invoice"))
        self._again = GivingButton(look, self.tr("Try again"), "plain", icon="refresh-cw")
        self._open = GivingButton(look, "", "plain", icon="external-link")
        self._refresh = IconButton(look, "refresh-cw", self.tr("Refresh"), key=context.keymap.caption("refresh"))
        line = hbox(self, spacing=look.px(8))
        line.addWidget(self._icon)
        line.addWidget(self._age)
        line.addWidget(self._summary, 1)
        self.trend = TrendLine(look)
        line.addWidget(self.trend)
        for widget in (self._newer, self._page, self._older, self._again, self._open, self._refresh):
            line.addWidget(widget)
        keep_height(self, look, HEIGHT)
        self._newer.clicked.connect(self._on_newer)
        self._older.clicked.connect(self._on_older)
        self._again.clicked.connect(self.retried)
        self._refresh.clicked.connect(self.retried)
        self._open.clicked.connect(self._on_open)

    def show_panel(self, part: Part, summary: tuple[str, ...], pages: tuple[int, int], *, some: bool) -> None:
        """Show the state of a part, and what it sums up to where there are `some` rows.

        `pages` is which of how many invoices, (0, 0) where all are listed.
        """
        self._say(part, summary, some=some)
        at, count = pages
        number = self._context.formats.number
        self._page.setText(self.tr("{n} of {count}").format(n=number(at + 1), count=number(count)))
        for widget in (self._newer, self._page, self._older):
            widget.setVisible(count > 1)
        self._newer.set_ready(at > 0, self.tr("This is the newest invoice."))
        self._older.set_ready(at < count - 1, self.tr("This is the oldest invoice that was read."))

    def set_ages_shown(self, labels: Mapping[str, str] | None, part: Part, *, some: bool) -> None:
        """Print system and age of live rows too, `labels` naming the systems; None: only of what is not live."""
        self._labels = labels
        self._say_age(part, some=some)

    def _say_age(self, part: Part, *, some: bool) -> None:
        now, dated = self._context.now(), part.status is PartStatus.CACHED and part.as_of is not None
        if part.as_of is not None and dated:
            self._age.setText(self._context.formats.old(part.as_of, now))
        elif self._labels is not None and some and part.rows:
            names = ", ".join(cell(self._labels.get(name, name)) for name in part.systems)
            since = min(row.provenance.fetched_at for row in part.rows)
            self._age.setText(" · ".join(each for each in (names, self._context.formats.age(since, now)) if each))
            dated = True
        self._age.setVisible(dated)

    def _say(self, part: Part, summary: tuple[str, ...], *, some: bool) -> None:
        """One thing at a time: what is wrong, else what is slow, else how old; the summary always if there are rows."""
        now, trouble = self._context.now(), part.trouble
        parts, icon, tone = summary if some else (), "", "text2"
        if trouble is not None:
            parts = (self._troubles.sentence(trouble, now), *(summary if some else ()))
            icon, tone = "triangle-alert", "warn"
            self._again.set_label(self._troubles.action([trouble]))
        elif part.slow:
            parts = (self.tr("Slow: no answer yet"), *(summary if some else ()))
            icon = "hourglass"
        elif part.truncated:
            parts = (*parts, self.tr("there are more than shown"))
        self._icon.set_icon(icon, tone)
        self._icon.setVisible(bool(icon))
        self._summary.show_parts(parts)
        set_property(self._summary, "tone", tone)
        set_tip(self._icon, self._troubles.detail(trouble) if trouble is not None else "")
        again = trouble is not None and bool(self._again.label)
        show_where(((self._again, again), (self._refresh, not again)))
        self._refresh.set_ready(bool(part.systems), self.tr("No connected system keeps these."))
        self._say_age(part, some=some)

    def say_waiting(self, systems: str) -> None:
        """Say whom the panel waits for, once it has waited long enough for that to be worth saying."""
        if systems and not self._summary.text():
            self._summary.show_parts((self.tr("Waiting for {systems}").format(systems=systems),))

    def show_record(self, record: Record | None, labels: Mapping[str, str], *, any_link: bool) -> None:
        """Offer to open the chosen record where it lives (`labels` name systems); disabled until there is one."""
        self._link = safe_url(record.provenance.link) if record is not None else None
        system = "" if record is None else cell(labels.get(record.provenance.system, record.provenance.system))
        self._open.setVisible(any_link)
        self._open.set_label(self.tr("Open in {system}").format(system=system) if system else self.tr("Open"))
        self._open.set_ready(self._link is not None, self.tr("Choose a row that has a link."))
        if self._link is not None:
            set_tip(self._open, self._link.host())

    def _on_open(self) -> None:
        if self._link is not None:
            open_link(self._link)

    def _on_newer(self) -> None:
        self.turned.emit(-1)

    def _on_older(self) -> None:
        self.turned.emit(1)

    def stops(self) -> list[QWidget]:
        """What Tab should reach, in reading order."""
        return [self._newer, self._older, self._again, self._open, self._refresh]
