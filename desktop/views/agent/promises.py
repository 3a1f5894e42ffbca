"""What was promised to this customer: open cases with their due day, and the follow-ups of this call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from connectors.records import Case, Record
from desktop.call.state import CallState, FollowUp, Part
from desktop.views.context import ViewContext
from desktop.views.safe_text import ElidedLabel, SafeLabel, cell
from desktop.views.theme.sheet import set_property
from desktop.views.widgets.card import Rule, hbox, vbox
from desktop.views.widgets.labels import IconLabel

MOST = 3
OPEN = frozenset({"new", "open", "waiting"})


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise: what, until when, and whether that is past; `case` is the case's number."""

    text: str
    due: date
    late: bool
    case: str | None = None


def promises(cases: Sequence[Record], follow_ups: Sequence[FollowUp], today: date, zone: object) -> list[Promise]:
    """Promises by due day, the most urgent first; a case without a due day promises nothing."""
    found = [
        Promise(case.subject or "", due, due < today, case.number or case.id)
        for case in cases
        if isinstance(case, Case) and (due := _due(case, zone)) is not None
    ]
    found += [Promise(item.text, item.due_on, item.due_on < today) for item in follow_ups]
    return sorted(found, key=lambda promise: (promise.due, promise.text))


def _due(case: Case, zone: object) -> date | None:
    if case.due_at is None or case.status is None or case.status.value not in OPEN:
        return None
    return case.due_at.astimezone(zone).date()  # type: ignore[arg-type]


class PromisesPane(QWidget):
    """At most three lines under the guide; takes no room when there is nothing to keep."""

    def __init__(self, context: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[Part | None, tuple[FollowUp, ...], date] | None = None
        px = context.look.px
        body = vbox(self, margins=(0, 0, 0, 0), spacing=px(6))
        body.addWidget(Rule())
        title = SafeLabel(self.tr("Promised to this customer"), "micro", "text2")
        body.addWidget(title)
        self._rows = [_Row(context) for _ in range(MOST)]
        for row in self._rows:
            body.addWidget(row)
        self._more = SafeLabel(role="meta", tone="text2")
        body.addWidget(self._more)
        self.hide()

    def show_call(self, state: CallState) -> bool:
        """Show the promises of a call; says whether there are any."""
        now = self._context.now()
        part, today = state.parts.get("cases"), self._context.formats.local(now).date()
        key = (part, state.wrap_up.follow_ups, today)
        if self._shown is None or any(old is not new for old, new in zip(self._shown[:2], key[:2], strict=True)):
            self._show(part.rows if part is not None else (), state.wrap_up.follow_ups, now)
        self._shown = key
        return not self._rows[0].isHidden()

    def clear(self) -> None:
        """Leave nothing of the last customer."""
        self._shown = None
        for row in self._rows:
            row.show_promise("", "", late=False, case=False)
            row.hide()
        self._more.setText("")
        self.hide()

    def _show(self, cases: Sequence[Record], follow_ups: Sequence[FollowUp], now: datetime) -> None:
        formats = self._context.formats
        found = promises(cases, follow_ups, formats.local(now).date(), formats.zone)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(found))
            if number < len(found):
                promise = found[number]
                text = cell(promise.text)
                if promise.case:
                    text = self.tr("{case}: {subject}").format(case=cell(promise.case), subject=text)
                row.show_promise(text, formats.due(promise.due, now), late=promise.late, case=bool(promise.case))
        left = len(found) - len(self._rows)
        self._more.setText(self.tr("and %Ln more", "", left))
        self._more.setVisible(left > 0)


class _Row(QWidget):
    """One promise: mark, words, due day."""

    def __init__(self, context: ViewContext) -> None:
        super().__init__()
        self._icon = IconLabel(context.look, "flag", "text2", 14)
        self._text = ElidedLabel(role="meta", tone="text2")
        self._due = SafeLabel(role="meta_strong", tone="text")
        line: QHBoxLayout = hbox(self, spacing=context.look.px(8))
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        line.addWidget(self._due)

    def show_promise(self, text: str, due: str, *, late: bool, case: bool) -> None:
        """Show a promise; one whose day has passed is marked by word, icon and tone."""
        self._icon.set_icon("triangle-alert" if late else "flag" if case else "clock", "bad" if late else "text2")
        self._text.setText(text)
        self._due.setText(due)
        set_property(self._due, "tone", "bad" if late else "text")
